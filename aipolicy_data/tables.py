"""Records as tables: columns, keys and rows for CSV, SQLite and data frames, all read off the models.

| a field of a model           | in the tables                                                    |
| ---------------------------- | ---------------------------------------------------------------- |
| one value                    | a column; a date or count `x` is followed by `x_min` and `x_max` |
| one part                     | its fields as columns `part_field`                               |
| a list of text, terms, `via` | one cell, joined by `;` (addresses by a blank)                   |
| a list of ids                | a link table `<table>_<field>`                                   |
| a list of parts              | a child table `<table>_<field>`                                  |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from aipolicy_data import dates
from aipolicy_data.answers import DERIVED
from aipolicy_data.fields import FieldType, Model, fields_of
from aipolicy_data.models import MODELS, kind_of
from aipolicy_data.vocabularies import VOCABULARIES

Cell = str | int | None
Records = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table -> its records, as plain JSON values."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is `string`, `integer` or `date` (an ISO day). `ref` is the (table, column) it points at."""

    name: str
    description: str
    type: str = "string"
    required: bool = False
    unique: bool = False
    terms: tuple[str, ...] = ()
    pattern: str = ""
    joined: bool = False
    ref: tuple[str, str] | None = None
    path: str = ""
    """The way to the field in the record or part, such as `outcome/event`."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order and its primary key. `field` is the list of the parent that it holds, if any."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    parent: str = ""
    field: str = ""

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def is_link(field: FieldType) -> bool:
    """Whether a list becomes a link table: a list of ids. (`via` is joined text, whose ids are checked apart.)."""
    return field.many and field.part is None and bool(field.ref) and field.kind == "id"


def _columns(field: FieldType, prefix: str, optional: bool) -> Iterator[Column]:
    name = prefix.replace("/", "_") + field.name
    required = field.required and not optional
    if field.part is not None:
        for inner in fields_of(field.part):
            yield from _columns(inner, f"{prefix}{field.name}/", optional or not field.required)
        return
    yield Column(
        name=name,
        description=field.description,
        type="integer" if field.number else "string",
        required=required,
        terms=VOCABULARIES[field.vocabulary].ids if field.vocabulary and not field.many else (),
        pattern=field.pattern.regex if field.pattern and not field.many and field.kind != "text" else "",
        joined=field.many,
        ref=_target(field) if not field.many else None,
        path=prefix + field.name,
    )
    if field.kind == "date":
        yield Column(f"{name}_min", f"The first day that `{name}` can mean; empty where open.", "date")
        yield Column(f"{name}_max", f"The last day that `{name}` can mean; empty where open.", "date")
    if field.kind == "count":
        yield Column(f"{name}_min", f"The least number that `{name}` can mean; empty where open.", "integer")
        yield Column(f"{name}_max", f"The greatest number that `{name}` can mean; empty where open.", "integer")


def _target(field: FieldType) -> tuple[str, str] | None:
    if not field.ref:
        return None
    return ("sources_claims" if field.ref == ("claims",) else field.ref[0], "id")


def _own(model: type[Model]) -> list[FieldType]:
    return [field for field in fields_of(model) if not (is_link(field) or (field.many and field.part))]


def _lists(model: type[Model]) -> list[FieldType]:
    return [field for field in fields_of(model) if is_link(field) or (field.many and field.part)]


@cache
def columns_of(model: type[Model]) -> tuple[Column, ...]:
    """The columns of a model's own table, without what stands in child and link tables."""
    return tuple(column for field in _own(model) for column in _columns(field, "", False))


def cells_of(model: type[Model], record: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells of one record or row in the columns of its model."""
    cells: list[Cell] = []
    for field in _plan(model)[0]:
        _cells(field, record.get(field.name), cells)
    return tuple(cells)


def _table(name: str, title: str, model: type[Model]) -> Table:
    columns = columns_of(model)
    key = ("id",) if columns[0].name == "id" else ()
    columns = tuple(_keyed(column, key) for column in columns)
    return Table(name, title, _first_line(model), columns, key)


def _child(parent: Table, kind: str, field: FieldType) -> Table:
    """The table of a list. A part's field that bears the parent's name is prefixed with `target_`."""
    name = f"{parent.name}_{field.name}"
    front = (
        Column(kind, f"The {kind} it belongs to.", required=True, ref=(parent.name, "id")),
        Column("position", "Its place in the list, counted from 0.", "integer", required=True),
    )
    if field.part is None:
        own: tuple[Column, ...] = (Column(field.name, field.description, required=True, ref=_target(field)),)
    else:
        own = columns_of(field.part)
    columns = front + tuple(
        Column(**{slot: getattr(column, slot) for slot in Column.__slots__} | {"name": f"target_{column.name}"})
        if column.name == kind
        else column
        for column in own
    )
    key = ("id",) if any(column.name == "id" for column in own) else (kind, "position")
    description = _first_line(field.part) if field.part else field.description
    return Table(
        name,
        f"{parent.title}: {field.name.replace('_', ' ')}",
        description,
        tuple(_keyed(column, key) for column in columns),
        key,
        parent.name,
        field.name,
    )


def _keyed(column: Column, key: tuple[str, ...]) -> Column:
    if key != (column.name,):
        return column
    return Column(**{slot: getattr(column, slot) for slot in Column.__slots__} | {"unique": True})


def _first_line(model: type[Model]) -> str:
    return (model.__doc__ or "").partition("\n")[0]


@cache
def tables() -> dict[str, Table]:
    """Every table of the release, by name: parents each followed by their children, then the derived ones."""
    found: dict[str, Table] = {}

    def add(table: Table, kind: str, model: type[Model]) -> None:
        found[table.name] = table
        for field in _lists(model):
            child = _child(table, kind, field)
            if field.part is None:
                found[child.name] = child
            else:
                add(child, _singular(field.name), field.part)

    for name, model in MODELS.items():
        add(_table(name, name.capitalize(), model), kind_of(name), model)
    for name, model in DERIVED.items():
        found[name] = _table(name, name.replace("_", " ").capitalize(), model)
    return found


def _singular(name: str) -> str:
    return name.removesuffix("s")


def rows(records: Records, derived: Records) -> dict[str, list[tuple[Cell, ...]]]:
    """The rows of every table: of the records, in the order given, and of the derived rows."""
    found: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in tables()}
    for name, model in MODELS.items():
        for record in records.get(name, ()):
            _add(found, name, model, record, ())
    for name, model in DERIVED.items():
        for record in derived.get(name, ()):
            _add(found, name, model, record, ())
    return found


def _add(
    found: dict[str, list[tuple[Cell, ...]]],
    name: str,
    model: type[Model],
    record: Mapping[str, Any],
    front: tuple[Cell, ...],
) -> None:
    found[name].append((*front, *cells_of(model, record)))
    for field in _plan(model)[1]:
        child = f"{name}_{field.name}"
        key = record.get("id", front[0] if front else None)
        for position, item in enumerate(record.get(field.name, ())):
            if field.part is None:
                found[child].append((key, position, item))
            else:
                _add(found, child, field.part, item, (key, position))


@cache
def _plan(model: type[Model]) -> tuple[list[FieldType], list[FieldType]]:
    return _own(model), _lists(model)


def _cells(field: FieldType, value: Any, cells: list[Cell]) -> None:
    if field.part is not None:
        for inner in fields_of(field.part):
            _cells(inner, value.get(inner.name) if value else None, cells)
        return
    if field.many and value:
        value = (" " if field.name == "same_as" else ";").join(value)
    cells.append(value or None if field.many else value)
    if field.kind == "date":
        low, high = dates.bounds(value) if value else (None, None)
        cells.append(None if low == dates.MIN_DAY else low)
        cells.append(None if high == dates.MAX_DAY else high)
    elif field.kind == "count":
        cells.extend(dates.count_bounds(value) if value else (None, None))
