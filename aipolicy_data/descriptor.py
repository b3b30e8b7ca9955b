"""The Data Package descriptor (`datapackage.json`) of the tables, in what every reader accepts.

Version 1 of the standard with a full dialect, only the empty cell as missing, and enums as constraints; what version 2 adds
(`type`, `roles`) stands beside it, and the descriptor names no `$schema`. Measured: nothing more is read alike by all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from aipolicy_data.about import AUTHORS, HOMEPAGE, KEYWORDS, LICENCE, LICENCE_TITLE, LICENCE_URL, NAME, SUMMARY, TITLE
from aipolicy_data.schemas import table_schema
from aipolicy_data.tables import Records, tables
from aipolicy_data.version import __released__, __version__

DIALECT = {
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminator": "\n",
    "skipInitialSpace": False,
    "header": True,
}


def descriptor(
    csvs: Mapping[str, bytes],
    records: Records,
    folder: str = "",
    version: str = __version__,
    released: str = __released__,
) -> dict[str, Any]:
    """The descriptor of the CSV files (table -> bytes) that lie below its own folder, in `folder` (`x/`, or nothing)."""
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": SUMMARY,
        **({"homepage": HOMEPAGE} if HOMEPAGE else {}),
        "version": version,
        "created": f"{released}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [{"name": LICENCE, "path": LICENCE_URL, "title": LICENCE_TITLE}],
        "contributors": [{"title": AUTHORS, "role": "author", "roles": ["creator"]}],
        "sources": [_sources(records, f"{folder}sources.csv")],
        "resources": [_resource(name, csvs[name], folder) for name in tables()],
    }


def _sources(records: Records, path: str) -> dict[str, str]:
    """What the data rests on. The documents are themselves a table, with addresses: nobody wants them here as well."""
    sources = records["sources"]
    publishers = {source["publisher"] for source in sources}
    return {
        "title": f"{len(sources)} documents of {len(publishers)} publishers, each in the table sources with what it claims",
        "path": path,
    }


def _resource(name: str, data: bytes, folder: str) -> dict[str, Any]:
    table = tables()[name]
    return {
        "profile": "tabular-data-resource",
        "type": "table",
        "name": name,
        "title": table.title,
        "description": table.description,
        "path": f"{folder}{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": DIALECT,
        "schema": table_schema(table),
    }
