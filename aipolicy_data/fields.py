"""What a field can be: the types and markers that `models` is written in, enforced and published from one place.

Each marker tells pydantic what to accept and JSON Schema what to publish, so that the two cannot part ways. Where they
would (research: lax numbers, `$` before a newline, formats that are only annotations), the marker closes the gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from aipolicy_data import dates
from aipolicy_data.vocabularies import VOCABULARIES

T = TypeVar("T")
Kind = Literal["id", "text", "date", "instant", "count", "plain"]


class Model(BaseModel):
    """The base of every record and part: frozen, strict, and closed to unknown fields."""

    # Built when first used: a process that touches one kind of record does not pay for the others.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


@dataclass(frozen=True, slots=True)
class Matches:
    """The text matches the whole of a regular expression. Contributors are shown the words, never the expression."""

    kind: Kind
    regex: str
    words: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        fullmatch = re.compile(self.regex).fullmatch
        words = self.words

        def check(value: str) -> str:
            if fullmatch(value) is None:
                raise PydanticCustomError("matches", "{words}", {"words": words})
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # Python's `$` also matches before a last newline; ECMA's and Rust's do not. The look-ahead makes all agree.
        return handler(schema) | {"pattern": rf"^(?:{self.regex})$(?!\n)"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """The text is a term of a vocabulary, named by the vocabulary's id."""

    vocabulary: str

    @property
    def terms(self) -> tuple[str, ...]:
        """The ids of the terms that may be used."""
        return VOCABULARIES[self.vocabulary].ids

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        terms = frozenset(self.terms)
        words = f"a term of the vocabulary {self.vocabulary}"

        def check(value: str) -> str:
            if value not in terms:
                raise PydanticCustomError("one_of", "{words}", {"words": words, "vocabulary": self.vocabulary})
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"enum": list(self.terms)}


@dataclass(frozen=True, slots=True)
class Ref:
    """The text is the id of a record of one of these tables, or a claim id (`claims`). Foreign keys come from here."""

    tables: tuple[str, ...]

    def __init__(self, *tables: str) -> None:
        object.__setattr__(self, "tables", tables)


@dataclass(frozen=True, slots=True)
class Computed:
    """The field is filled by the build and refused in `records/` and `seeds/`."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"readOnly": True}


@dataclass(frozen=True, slots=True)
class _Omittable:
    """The field may be left out, and `null` is refused: the type says `| None`, the file never does."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        nullable = handler(source)
        if nullable["type"] != "nullable":
            raise TypeError(f"{source} is not optional")
        inner: CoreSchema = nullable["schema"]
        return inner


@dataclass(frozen=True, slots=True)
class _Unique:
    """No item stands twice."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: tuple[Any, ...]) -> tuple[Any, ...]:
            if len(set(value)) != len(value):
                raise PydanticCustomError("unique", "no item twice")
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"uniqueItems": True}


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole number. JSON Schema counts 7.0 as one, so we do too; the canonical form writes 7."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def whole(value: Any) -> Any:
            return int(value) if isinstance(value, float) and value.is_integer() else value

        return core_schema.no_info_before_validator_function(whole, handler(source))


Maybe = Annotated[T | None, _Omittable()]
"""A value that may be left out. Its default is None; a file never holds null."""
Some = Annotated[tuple[T, ...], Field(min_length=1), _Unique()]
"""A list that is left out when empty and never holds an item twice."""

# Control characters, zero-width and bidirectional marks and non-characters: refused in every text, since they hide from
# readers or reorder what is shown. (Lone surrogates never get past the reader of the file: no regular expression of
# every language can name them.)
UNSEEN = r"\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
FORMULA = r"=+\-@\uff1d\uff0b\uff0d\uff20"
"""What makes a spreadsheet run a cell as a formula when it stands first; some take the full-width forms for the plain ones."""
_TEXT_WORDS = "text without control or invisible characters, without blanks at its ends, and not beginning with = + - or @"


def _text(forbidden: str) -> str:
    # The first character may not be one that makes a spreadsheet run the cell as a formula.
    return rf"[^\s{FORMULA}{UNSEEN}{forbidden}](?:[^{UNSEEN}{forbidden}]*[^\s{UNSEEN}{forbidden}])?"


SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LONGEST_ID = 80
Id = Annotated[
    str, Matches("id", SLUG, "lower-case words and digits joined by single hyphens"), StringConstraints(max_length=LONGEST_ID)
]
Text = Annotated[str, Matches("text", _text(""), _TEXT_WORDS)]
Item = Annotated[str, Matches("text", _text(";"), f"{_TEXT_WORDS}; in a list, also without ;")]
EdtfDate = Annotated[str, Matches("date", dates.EDTF, dates.EDTF_WORDS)]
Instant = Annotated[str, Matches("instant", dates.INSTANT, "a time with seconds and offset, such as 2026-02-27T17:01:00-05:00")]
Duration = Annotated[str, Matches("plain", dates.DURATION, "a duration such as P180D, P2W, P3M or P1Y")]
Cadence = Annotated[str, Matches("plain", dates.CADENCE, "how often: P1Y, or P3M/P6M for every 3 to 6 months")]
Count = Annotated[str, Matches("count", dates.COUNT, "a count such as 37, 40~, 450/.. or 560/600")]
Url = Annotated[
    str,
    Matches(
        "plain",
        r"https?://[a-z0-9](?:[a-z0-9.\-]*[a-z0-9])?(?::[0-9]{1,5})?(?:[/?#][!#-;=?-Z_a-z~\[\]]*)?",
        "a web address that begins with https:// or http://, with other characters than plain ASCII percent-encoded",
    ),
    StringConstraints(max_length=2000),
]
Digest = Annotated[str, Matches("plain", "[0-9a-f]{64}", "a SHA-256 digest: 64 hexadecimal digits in lower case")]
Language = Annotated[str, Matches("plain", "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language tag such as en, de or pt-BR")]
Phrase = Annotated[
    str,
    Matches(
        "text",
        rf"[^\s{FORMULA}{UNSEEN}][^\s{UNSEEN}]*(?: [^\s{UNSEEN}]+){{0,11}}",
        "at most 12 words with single blanks between them, never a whole sentence, not beginning with = + - or @",
    ),
]
Whole = Annotated[int, Field(ge=0, le=1_000_000_000), _Whole()]


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


def json_schema_of(model: type[Model]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model, whole."""
    return model.model_json_schema(schema_generator=_Generator)
