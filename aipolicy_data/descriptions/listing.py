"""The files of a release as its descriptions list them: what each is, how long, and its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

MEDIA = {
    ".atom": "application/atom+xml",
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".graphml": "application/xml",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".jsonl": "application/jsonlines",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".parquet": "application/x-parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Ending -> media type, in the words of Croissant's readers where they have their own."""


class File(NamedTuple):
    """One file of a release."""

    path: str
    media: str
    size: int
    sha256: str


def listing(files: Mapping[str, bytes]) -> list[File]:
    """The files in the order of their paths."""
    return [
        File(path, MEDIA.get(PurePosixPath(path).suffix, "text/plain"), len(data), hashlib.sha256(data).hexdigest())
        for path, data in sorted(files.items())
    ]
