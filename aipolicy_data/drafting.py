"""A new record, asked for field by field: what is required, with the vocabulary at hand, an id proposed, a canonical file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from aipolicy_data.fields import FieldType, Model, fields_of
from aipolicy_data.models import MODELS, kind_of
from aipolicy_data.problems import nearest
from aipolicy_data.vocabularies import VOCABULARIES

KINDS = {kind_of(table): table for table in MODELS}
"""Kind of record -> its table."""

# What a record needs beyond what its model requires, by the rules: (kind, type or "") -> fields, in order.
_ALSO: dict[tuple[str, str], tuple[str, ...]] = {
    ("commitment", ""): ("part_of", "form", "parties"),
    ("commitment", "document"): ("form", "parties"),
    ("event", ""): ("participants",),
    ("source", ""): ("title", "published", "url"),
}
_STANCED = ("position", "refusal", "praise", "criticism")


class Question(NamedTuple):
    """One thing to ask for: the way to the field, what it means, and what answers are known."""

    path: tuple[str | int, ...]
    field: FieldType
    required: bool

    @property
    def name(self) -> str:
        """The field as people write it, such as `speakers[0].voice`."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")

    @property
    def terms(self) -> Mapping[str, str]:
        """The terms that may be given, with their definitions; none if any text may."""
        if not self.field.vocabulary:
            return {}
        return {t.id: t.definition for t in VOCABULARIES[self.field.vocabulary].terms if not t.replaced_by}


Ask = Callable[[Question], str | None]
"""Gives the answer to a question; None or an empty text leaves the field out."""


def slug(text: str, most: int = 60) -> str:
    """The lower-case slug of a text, cut at a word.

    >>> slug("Anthropic's “Red Lines”: a É test")
    'anthropics-red-lines-a-e-test'
    """
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", "")).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", plain.lower())
    while len("-".join(words)) > most and len(words) > 1:
        words.pop()
    return "-".join(words)[:most]


def propose_id(kind: str, record: Mapping[str, Any]) -> str:
    """An id by the conventions: a name's slug; the day and a slug; for sources publisher, day and slug.

    >>> propose_id("event", {"date": "2026-02-24", "title": "The Pentagon sets a term"})
    '2026-02-24-the-pentagon-sets-a-term'
    """
    name = str(record.get("title") or record.get("name") or record.get("summary") or "")
    if kind == "source":
        return slug(f"{record.get('publisher', '')} {_day(record.get('published'))} {name}", 70)
    if kind in ("event", "statement"):
        return slug(f"{_day(record.get('date'))} {name}", 50)
    return slug(name)


def _day(date: Any) -> str:
    return str(date or "").split("/")[-1].strip("~?%.")


def draft(kind: str, ask: Ask) -> dict[str, Any]:
    """A record of a kind, made of the answers to what it needs; the id is asked for last, and proposed."""
    table = KINDS[kind]
    record: dict[str, Any] = {}
    model = MODELS[table]
    for question in _needed(kind, model, record):
        _fill(record, question, ask)
    if kind != "source":
        wanted = kind != "actor" or bool(record.get("relationships"))
        if wanted:
            record["evidence"] = [_part(_field(model, "evidence"), ("evidence", 0), ask)]
    return record


def _needed(kind: str, model: type[Model], record: dict[str, Any]) -> Iterator[Question]:
    """The fields to ask for; which ones may depend on the answers so far."""
    # Whether it stands in a document decides what else is asked of a commitment.
    for field in sorted(fields_of(model), key=lambda each: (each.name != "type", each.name != "part_of")):
        if field.name in ("id", "evidence") or field.computed:
            continue
        type_ = str(record.get("type", ""))
        also = _ALSO.get((kind, type_), _ALSO.get((kind, ""), ()))
        other = field.name == "notes" and type_ == "other"
        if field.name in ("form", "parties") and "part_of" in record:
            continue  # a part takes them from its document
        if field.required or field.name in also or other:
            yield Question((field.name,), field, field.required or other)


def _field(model: type[Model], name: str) -> FieldType:
    return next(field for field in fields_of(model) if field.name == name)


def _fill(record: dict[str, Any], question: Question, ask: Ask) -> None:
    field, name = question.field, question.field.name
    if field.part is None:
        answer = ask(question)
        if answer:
            record[name] = [answer] if field.many else answer
        return
    part = _part(field, (*question.path, 0) if field.many else question.path, ask, record)
    if part:
        record[name] = [part] if field.many else part


def _part(field: FieldType, path: tuple[str | int, ...], ask: Ask, record: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """One item of a list of parts: its required fields, and what the type of the record asks of it."""
    found: dict[str, Any] = {}
    for inner in fields_of(field.part) if field.part else ():
        type_ = str((record or {}).get("type", ""))
        target = field.name == "targets" and inner.name in ("actor", "commitment", "event", "statement", "topic") and not found
        stance = field.name == "targets" and inner.name == "stance" and type_ in _STANCED
        verdict = field.name == "targets" and inner.name == "verdict" and type_ == "assessment"
        if inner.required or target or stance or verdict:
            answer = ask(Question((*path, inner.name), inner, inner.required or stance or verdict))
            if answer:
                found[inner.name] = answer
    return found


def checked(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, in words, with the nearest known one; None if it will do."""
    if question.terms and answer not in question.terms:
        near = nearest(answer, question.terms)
        return f"not a term of {question.field.vocabulary}" + (f"; did you mean {' or '.join(near)}?" if near else "")
    pattern = question.field.pattern
    if pattern and not re.fullmatch(pattern.regex, answer):
        return f"wanted: {pattern.words}"
    return None
