"""The shapes of records and of rows: the models taken apart, for whoever needs to know their fields and not to make any.

Reading them off the models takes longer than checking a record does, pydantic being a large package. So the build keeps what
it read in `compiled.json`, and that is used for as long as it was read off the very modules that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

from aipolicy_data.compiled import compiled

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from aipolicy_data.fields import Kind, Model


class Pattern(NamedTuple):
    """A regular expression that the whole of a text matches, and the words for it that contributors are shown."""

    regex: str
    words: str


class FieldType(NamedTuple):
    """A field of a record, a part or a row: what `schemas`, `tables` and `checks` need to know of it."""

    name: str
    description: str
    required: bool = False
    many: bool = False
    part: Shape | None = None
    """The shape of its value or items, for a nested one."""
    number: bool = False
    kind: Kind = "plain"
    pattern: Pattern | None = None
    vocabulary: str | None = None
    ref: tuple[str, ...] = ()
    computed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A model's name, what it describes, and its fields in the order of files, columns and documentation."""

    name: str
    description: str
    fields: tuple[FieldType, ...]


@cache
def shape_of(model: type[Model]) -> Shape:
    """A model taken apart."""
    return Shape(model.__name__, model.__doc__ or "", tuple(_field(name, info) for name, info in model.model_fields.items()))


def _unwrap(annotation: Any, markers: list[Any]) -> Any:
    """The bare type under `Annotated` and `| None`; markers found on the way are collected, outermost first."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *found = get_args(annotation)
            markers.extend(found)
        elif origin in (Union, UnionType):
            (annotation,) = (arg for arg in get_args(annotation) if arg is not NoneType)
        else:
            return annotation


def _first(markers: list[Any], kind: Callable[[Any], bool]) -> Any:
    return next((marker for marker in markers if kind(marker)), None)


def _field(name: str, info: FieldInfo) -> FieldType:
    from aipolicy_data.fields import Computed, Matches, Model, OneOf, Ref

    markers = list(info.metadata)
    bare = _unwrap(info.annotation, markers)
    many = get_origin(bare) is tuple
    if many:
        bare = _unwrap(get_args(bare)[0], markers)
    matches = _first(markers, lambda marker: isinstance(marker, Matches))
    one_of = _first(markers, lambda marker: isinstance(marker, OneOf))
    ref = _first(markers, lambda marker: isinstance(marker, Ref))
    return FieldType(
        name=name,
        description=info.description or "",
        required=info.is_required(),
        many=many,
        part=shape_of(bare) if isinstance(bare, type) and issubclass(bare, Model) else None,
        number=bare is int,
        kind=matches.kind if matches else "plain",
        pattern=Pattern(matches.regex, matches.words) if matches else None,
        vocabulary=one_of.vocabulary if one_of else None,
        ref=ref.tables if ref else (),
        computed=_first(markers, lambda marker: isinstance(marker, Computed)) is not None,
    )


def as_json(shapes: Mapping[str, Shape]) -> dict[str, Any]:
    """Shapes by name as plain JSON values, those of their parts among them, each once: what `from_json` reads."""
    found: dict[str, Any] = {}
    for shape in shapes.values():
        parts = {field.part.name: field.part for field in shape.fields if field.part}
        found |= as_json(parts)
        found[shape.name] = {"description": shape.description, "fields": [_plain(field) for field in shape.fields]}
    return found


def _plain(field: FieldType) -> dict[str, Any]:
    """A field without what goes without saying."""
    found = {name: value for name, value in field._asdict().items() if value != FieldType._field_defaults.get(name)}
    return found | ({"part": field.part.name} if field.part else {})


def from_json(found: Mapping[str, Any]) -> dict[str, Shape]:
    """Shapes by name, as `as_json` wrote them: parts before what holds them."""
    shapes: dict[str, Shape] = {}
    for name, shape in found.items():
        shapes[name] = Shape(name, shape["description"], tuple(_made(field, shapes) for field in shape["fields"]))
    return shapes


def _made(field: Mapping[str, Any], shapes: Mapping[str, Shape]) -> FieldType:
    made = FieldType(**field)
    return made._replace(
        part=shapes[field["part"]] if made.part else None,
        pattern=Pattern(*made.pattern) if made.pattern else None,
        ref=tuple(made.ref),
    )


def off_the_models() -> tuple[dict[str, Shape], dict[str, Shape]]:
    """Table -> shape: of the records, and of the rows of derived tables. Loads the models."""
    from aipolicy_data.answers import DERIVED
    from aipolicy_data.models import MODELS

    return (
        {table: shape_of(model) for table, model in MODELS.items()},
        {name: shape_of(model) for name, model in DERIVED.items()},
    )


def _read() -> tuple[dict[str, Shape], dict[str, Shape]]:
    found = compiled()
    if not found:
        return off_the_models()
    shapes = from_json(found["shapes"])
    return (
        {table: shapes[name] for table, name in found["records"].items()},
        {table: shapes[name] for table, name in found["derived"].items()},
    )


SHAPES, DERIVED_SHAPES = _read()
"""Table -> shape: of the records, in the order of the release, and of the rows of its derived tables."""


def kind_of(table: str) -> str:
    """The kind of record that a table holds: the name of its schema and of parents' columns in child tables.

    >>> kind_of("commitments")
    'commitment'
    """
    return SHAPES[table].name.lower()
