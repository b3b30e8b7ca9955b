"""The formats of a release, one module each: `render(publication)` gives its files, path -> bytes.

Modules are imported when they are used: each needs its own library, and none of them is needed to read the data.
"""

from __future__ import annotations

import importlib

from aipolicy_data.problems import needs
from aipolicy_data.publication import Files, Publication

FORMATS: dict[str, str] = {
    "plain": "CSV, JSON, schemas, descriptor and codebook",
    "jsonl": "JSON Lines",
    "parquet": "Parquet",
    "sqlite": "SQLite",
    "excel": "Excel",
    "graphml": "GraphML",
    "feed": "Atom feed of changes",
    "ical": "calendar of deadlines",
}
"""Module -> what it writes, in the order of rendering."""

VARYING: dict[str, str] = {
    "parquet/*.parquet": "names the version of Arrow that wrote it, and is compressed by its Zstandard",
    "aipolicy-data.sqlite": "names the version of SQLite that wrote it",
    "aipolicy-data.xlsx": "is laid out by XlsxWriter, and compressed by Python's zlib",
    "deadlines.ics": "has its long lines folded where icalendar folds them",
    "aipolicy-data-*.zip": "is compressed by Python's zlib",
    "croissant.json": "lists digests of these",
    "index.html": "lists digests of these",
    "SHA256SUMS": "lists digests of these",
}
"""Files whose bytes depend on the version of the library that writes them, and why: no others differed between the oldest
versions that serve and the newest (Arrow 16 and 26, XlsxWriter 3.2.0 and 3.3.1, icalendar 6.1 and 7.3, networkx 3.3 and 3.6).
With the same versions these are the same everywhere as well."""


def render(name: str, publication: Publication) -> Files:
    """The files of one format. Raises `DataError` if its library is not installed."""
    with needs("release"):
        module = importlib.import_module(f"aipolicy_data.formats.{name}")
    files: Files = module.render(publication)
    return files
