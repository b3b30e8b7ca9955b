"""JSON Schemas (2020-12) of the records and Table Schemas (Frictionless) of the tables, rendered from the models."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

from aipolicy_data.compiled import checksum, compiled
from aipolicy_data.problems import DataError
from aipolicy_data.shapes import as_json, kind_of, off_the_models
from aipolicy_data.tables import Column, Table


@cache
def json_schema(table: str) -> dict[str, Any]:
    """The JSON Schema of one record of a table, whole: it refers to nothing outside itself.

    >>> json_schema("events")["properties"]["date"]["title"]
    'Date'
    """
    kept = compiled()
    schema: dict[str, Any] = kept["schemas"][table] if kept else rendered(table)
    return schema


def rendered(table: str) -> dict[str, Any]:
    """The same, rendered from the model. Loads the models."""
    from aipolicy_data.fields import json_schema_of
    from aipolicy_data.models import MODELS

    return json_schema_of(MODELS[table]) | {"title": kind_of(table).capitalize()}


def compilation() -> dict[str, Any]:
    """What `compiled` keeps, rendered from the models. Raises `DataError` where Python was told to drop their descriptions."""
    records, derived = off_the_models()
    if sys.flags.optimize > 1:
        raise DataError("the build needs the descriptions of the models, which `python -OO` drops; run it without")
    return {
        "of": checksum(),
        "records": {table: shape.name for table, shape in records.items()},
        "derived": {table: shape.name for table, shape in derived.items()},
        "shapes": as_json(records) | as_json(derived),
        "schemas": {table: rendered(table) for table in records},
    }


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of one table: fields, primary key, foreign keys, in what every reader accepts (Data Package 1)."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": "" if column.ref[0] == table.name else column.ref[0], "fields": [column.ref[1]]},
        }
        for column in table.columns
        if column.ref
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.terms:
        constraints["enum"] = list(column.terms)
    elif column.pattern:
        constraints["pattern"] = f"^(?:{column.pattern})$"
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.name.replace("_", " ").capitalize(),
        "type": column.type,
        "description": column.description,
    }
    return field | ({"constraints": constraints} if constraints else {})
