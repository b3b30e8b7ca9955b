"""JSON Schemas (2020-12) of the records and Table Schemas (Frictionless) of the tables, rendered from the models."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from aipolicy_data.models import MODELS, kind_of
from aipolicy_data.tables import Column, Table


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, told our conventions: fields are left out, never null, and defaults are never written."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        return {"$schema": self.schema_dialect} | super().generate(schema, mode)

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return True  # also where the field refers to a part

    def handle_ref_overrides(self, json_schema: JsonSchemaValue) -> JsonSchemaValue:
        return json_schema  # in 2020-12 a reference may have a title of its own beside it

    def get_title_from_name(self, name: str) -> str:
        return name.replace("_", " ").capitalize()


@cache
def json_schema(table: str) -> dict[str, Any]:
    """The JSON Schema of one record of a table, whole: it refers to nothing outside itself.

    >>> json_schema("events")["properties"]["date"]["title"]
    'Date'
    """
    schema = MODELS[table].model_json_schema(schema_generator=_Generator)
    schema["title"] = kind_of(table).capitalize()
    return schema


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
