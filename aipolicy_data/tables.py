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
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.shapes import DERIVED_SHAPES, SHAPES, FieldType, Shape, kind_of
from aipolicy_data.vocabularies import VOCABULARIES

Cell = str | int | None
Records = Mapping[str, Sequence[Mapping[str, Any]]]
"""Table -> its records, as plain JSON values."""


class Column(NamedTuple):
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
        for inner in field.part.fields:
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


def _own(shape: Shape) -> list[FieldType]:
    return [field for field in shape.fields if not (is_link(field) or (field.many and field.part))]


def _lists(shape: Shape) -> list[FieldType]:
    return [field for field in shape.fields if is_link(field) or (field.many and field.part)]


@cache
def columns_of(shape: Shape) -> tuple[Column, ...]:
    """The columns of a model's own table, without what stands in child and link tables."""
    return tuple(column for field in _own(shape) for column in _columns(field, "", False))


def cells_of(shape: Shape, record: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The cells of one record or row in the columns of its model."""
    cells: list[Cell] = []
    for field in _plan(shape)[0]:
        _cells(field, record.get(field.name), cells)
    return tuple(cells)


def _table(name: str, title: str, shape: Shape) -> Table:
    columns = columns_of(shape)
    key = ("id",) if columns[0].name == "id" else ()
    columns = tuple(_keyed(column, key) for column in columns)
    return Table(name, title, _first_line(shape), columns, key)


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
    columns = front + tuple(column._replace(name=f"target_{column.name}") if column.name == kind else column for column in own)
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
    return column._replace(unique=True) if key == (column.name,) else column


def _first_line(shape: Shape) -> str:
    return shape.description.partition("\n")[0]


@cache
def tables() -> dict[str, Table]:
    """Every table of the release, by name: parents each followed by their children, then the derived ones."""
    found: dict[str, Table] = {}

    def add(table: Table, kind: str, shape: Shape) -> None:
        found[table.name] = table
        for field in _lists(shape):
            child = _child(table, kind, field)
            if field.part is None:
                found[child.name] = child
            else:
                add(child, _singular(field.name), field.part)

    for name, shape in SHAPES.items():
        add(_table(name, name.capitalize(), shape), kind_of(name), shape)
    for name, shape in DERIVED_SHAPES.items():
        found[name] = _table(name, name.replace("_", " ").capitalize(), shape)
    return found


def _singular(name: str) -> str:
    return name.removesuffix("s")


def rows(records: Records, derived: Records) -> dict[str, list[tuple[Cell, ...]]]:
    """The rows of every table: of the records, in the order given, and of the derived rows."""
    found: dict[str, list[tuple[Cell, ...]]] = {name: [] for name in tables()}
    for name, shape in SHAPES.items():
        for record in records.get(name, ()):
            _add(found, name, shape, record, ())
    for name, shape in DERIVED_SHAPES.items():
        for record in derived.get(name, ()):
            _add(found, name, shape, record, ())
    return found


def _add(
    found: dict[str, list[tuple[Cell, ...]]],
    name: str,
    shape: Shape,
    record: Mapping[str, Any],
    front: tuple[Cell, ...],
) -> None:
    found[name].append((*front, *cells_of(shape, record)))
    for field in _plan(shape)[1]:
        child = f"{name}_{field.name}"
        key = record.get("id", front[0] if front else None)
        for position, item in enumerate(record.get(field.name, ())):
            if field.part is None:
                found[child].append((key, position, item))
            else:
                _add(found, child, field.part, item, (key, position))


@cache
def _plan(shape: Shape) -> tuple[list[FieldType], list[FieldType]]:
    return _own(shape), _lists(shape)


def _cells(field: FieldType, value: Any, cells: list[Cell]) -> None:
    if field.part is not None:
        for inner in field.part.fields:
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
