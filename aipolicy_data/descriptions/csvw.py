"""`csv-metadata.json`: the CSV files for readers of the W3C's CSV on the Web.

Types, terms, keys and references as in the models. A list in a cell is declared with its separator, so that readers get a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from aipolicy_data.about import AUTHORS, HOMEPAGE, LICENCE_URL, SUMMARY, TITLE
from aipolicy_data.publication import Files, Publication
from aipolicy_data.tables import Column, Table


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The description of the tables, beside them."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": TITLE,
        "dc:description": SUMMARY,
        "dc:creator": AUTHORS,
        "dc:license": {"@id": LICENCE_URL},
        "dc:issued": publication.released,
        "dc:hasVersion": publication.version,
        **({"dc:identifier": HOMEPAGE} if HOMEPAGE else {}),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "tables": [_table(table) for table in publication.tables.values()],
    }
    return {"csv-metadata.json": (json.dumps(group, indent=1, ensure_ascii=False) + "\n").encode("utf-8")}


def _table(table: Table) -> dict[str, Any]:
    keys = [
        {
            "columnReference": [column.name],
            "reference": {"resource": f"{column.ref[0]}.csv", "columnReference": [column.ref[1]]},
        }
        for column in table.columns
        if column.ref
    ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            **({"primaryKey": list(table.key)} if table.key else {}),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _datatype(column),
        **({"required": True} if column.required else {}),
        **({"separator": " " if column.name == "same_as" else ";"} if column.joined else {}),
    }


def _datatype(column: Column) -> Any:
    if column.type != "string":
        return column.type
    if column.terms:
        return {"base": "string", "format": "|".join(map(re.escape, column.terms))}
    return {"base": "string", "format": column.pattern} if column.pattern else "string"
