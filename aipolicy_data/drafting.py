"""A new record, asked for field by field: what is required, with the vocabulary at hand, an id proposed, a canonical file.

The models say which fields are required. What a record needs beyond that, by the rules or by what readers ask of it, is listed
here; so is what depends on an earlier answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from aipolicy_data.index import Index, Raw
from aipolicy_data.problems import nearest
from aipolicy_data.rules import BODIES, LAWS
from aipolicy_data.shapes import SHAPES, FieldType, kind_of
from aipolicy_data.slugs import SMALL, joined, slug, words_of_slug
from aipolicy_data.transitions import EDITS
from aipolicy_data.vocabularies import VOCABULARIES, nearest_terms

KINDS = {kind_of(table): table for table in SHAPES}
"""Kind of record -> its table."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "actor": ("jurisdiction",),
    "commitment": ("part_of",),
    "event": ("changes",),
    "statement": (),
    "source": ("published", "language", "accessed"),
}
"""Kind -> fields that are asked for although a record may do without, whatever was answered before."""
_FIRST = ("type", "access", "part_of", "changes")
"""Fields that are asked for first: what else is asked depends on them."""
_MANY = frozenset({"parties", "participants", "changes", "targets", "evidence"})
"""Lists of which a further item is asked for, until there is none."""
_DATED = frozenset({"ultimatum_issued"})
"""Events that set a term, by their definition."""
_STANCED = frozenset({"position", "refusal", "praise", "criticism"})
_ABOUT = ("actor", "commitment", "event", "statement", "topic")
"""A target is one of these."""


class Question(NamedTuple):
    """One thing to ask for: the way to the field, what it means, and what answers are known."""

    path: tuple[str | int, ...]
    field: FieldType
    required: bool
    choices: tuple[str, ...] = ()
    """Not a field's value is asked for, but which of these fields of a part is given."""
    proposed: str | None = None
    """The likely answer."""
    unfit: frozenset[str] = frozenset()
    """Terms that do not go with the answers so far."""

    @property
    def name(self) -> str:
        """The field as people write it, such as `speakers[0].voice`."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")

    @property
    def terms(self) -> Mapping[str, str]:
        """The terms that may be given, with their definitions; none if any text may."""
        if not self.field.vocabulary:
            return {}
        return {
            t.id: t.definition for t in VOCABULARIES[self.field.vocabulary].terms if not t.replaced_by and t.id not in self.unfit
        }

    @property
    def another(self) -> bool:
        """Whether it asks for a further item of a list, of which there is one already."""
        return not self.required and len(self.path) == 3 and self.path[1] not in (0, "")


Ask = Callable[[Question], str | None]
"""Gives the answer to a question; None or an empty text leaves the field out."""
Now = Callable[[], Index]
"""Gives the records there are: some are made in another window while questions are asked."""


def propose_id(kind: str, record: Mapping[str, Any], index: Index) -> str:
    """An id by the conventions: a name's slug; holder and subject; the day and a slug; for sources publisher, day and slug.

    >>> propose_id("event", {"date": "2026-02-24", "title": "The Pentagon sets a term"}, Index({}))
    '2026-02-24-pentagon-sets-term'
    >>> propose_id("commitment", {"part_of": "acme-policy", "title": "Label what it makes"}, Index({}))
    'acme-policy-label-what-makes'
    """
    name = str(record.get("title") or record.get("name") or record.get("summary") or "")
    if kind == "actor":
        return slug(name)
    words = [word for word in words_of_slug(name) if word not in SMALL]
    if kind == "source":
        head = f"{slug(str(record.get('publisher', '')))} {_day(record.get('published'))}"
        return joined([*words_of_slug(head), *words], 70)
    if kind == "commitment":
        holder = record.get("part_of") or next((party["actor"] for party in record.get("parties", ())), "")
        alone = "part_of" not in record and (record.get("type") == "document" or holder.split("-")[0] in words)
        return joined([*([] if alone else holder.split("-")), *words], 70)
    day = words_of_slug(_day(record.get("date")))
    if kind == "event":
        return joined([*day, *words], 60)
    speaker = str(record["speakers"][0]["actor"]) if record.get("speakers") else ""
    person = speaker in index.by_id and index.record(speaker)["type"] == "person"
    last = speaker.split("-")[-1]  # of a person, the last name, where it is none that many have
    return joined([*day, *([last] if person and len(last) > 3 else speaker.split("-")), *words[:4]], 60)


def _day(date: Any) -> str:
    return str(date or "").split("/")[-1].strip("~?%.")


def draft(kind: str, ask: Ask, now: Now) -> dict[str, Any]:
    """A record of a kind, made of the answers to what it needs; its id is not among them."""
    shape = SHAPES[KINDS[kind]]
    record: dict[str, Any] = {}
    fields = sorted(shape.fields, key=lambda field: _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST))
    for field in fields:
        wanted = _wanted(kind, field, record)
        if wanted is not None:
            _fill(record, field, wanted, ask, now)
    return {field.name: record[field.name] for field in shape.fields if field.name in record}


def _wanted(kind: str, field: FieldType, record: Mapping[str, Any]) -> bool | None:
    """Whether a field is required of a record with these answers; None if it is not asked for."""
    name, type = field.name, record.get("type")
    if name == "id" or field.computed:
        return None
    if name == "evidence":
        return True if kind != "actor" or record.get("relationships") else None
    if name == "notes":
        return True if type == "other" else None
    if name == "due":
        return True if type in _DATED else False if kind == "commitment" and type != "document" else None
    if name == "relationships":
        return False if type == "person" else None
    if kind == "commitment" and name in ("form", "parties", "strength"):
        if name == "strength":
            return None if type == "document" else False
        return None if "part_of" in record else True  # a part takes them from its document
    if kind == "event" and name == "participants":
        return "changes" not in record
    if kind == "source" and name in ("title", "url"):
        # What is only cited must be found by one of the two; the title is asked for first.
        return name == "url" and record.get("access") == "cited_only" and "title" not in record
    return True if field.required else False if name in _ALSO[kind] else None


def _fill(record: dict[str, Any], field: FieldType, required: bool, ask: Ask, now: Now) -> None:
    name = field.name
    if field.part is None:
        answer = ask(Question((name,), field, required))
        if answer:
            record[name] = [answer] if field.many else answer
    elif not field.many:
        if part := _part(field, (name,), required, ask, record, now):
            record[name] = part
    else:
        parts: list[dict[str, Any]] = []
        while not parts or name in _MANY or _organisation_is_due(field, parts, now()):
            needed = (required and not parts) or _organisation_is_due(field, parts, now())
            part = _part(field, (name, len(parts)), needed, ask, record, now, parts)
            if not part:
                break
            parts.append(part)
        if parts:
            record[name] = parts


def _organisation_is_due(field: FieldType, parts: list[dict[str, Any]], index: Index) -> bool:
    """Whether a second speaker is due: the organisation for which the first speaks in official capacity.

    A legislator or a judge does not speak for the whole body.
    """
    if field.name != "speakers" or len(parts) != 1 or parts[0].get("voice") != "official_capacity":
        return False
    types = (index.record(tie["actor"]).get("type") for tie in _ties(parts[0]["actor"], index))
    return not any(type in BODIES for type in types)


def _ties(actor: str, index: Index) -> list[Raw]:
    """The relationships of an actor to others on record, the latest last."""
    record = index.by_id[actor][1] if actor in index.by_id else {}
    return [tie for tie in record.get("relationships", ()) if tie.get("actor") in index.by_id]


def _part(
    field: FieldType,
    path: tuple[str | int, ...],
    required: bool,
    ask: Ask,
    record: Mapping[str, Any],
    now: Now,
    before: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """A part: what is required of it, and what the answers so far ask of it. Empty, if it is not wanted after all."""
    found: dict[str, Any] = {}
    inner = {each.name: each for each in field.part.fields} if field.part else {}
    if field.name == "targets":
        about = inner["actor"]._replace(name="about", description=field.description, ref=(), pattern=None)
        chosen = ask(Question((*path, "about"), about, required, choices=_ABOUT))
        if not chosen:
            return {}
        found[chosen] = ask(Question((*path, chosen), inner[chosen], True))
    posts = []
    if field.name == "speakers" and before:
        found["voice"] = "institutional"
        posts = [tie["actor"] for tie in _ties(before[0]["actor"], now()) if tie["type"] == "holds_position"]
    for name, each in inner.items():
        needed = _wanted_of_part(field.name, each, record, found, now())
        if needed is None or name in found:
            continue
        first = name == next(iter(inner))  # an empty answer to the first question leaves the whole part out
        proposed = posts[-1] if posts and name == "actor" else None
        unfit = _unfit(field.name, name, record, found, now())
        answer = ask(Question((*path, name), each, required if first else needed, proposed=proposed, unfit=unfit))
        if answer:
            found[name] = [answer] if each.many else answer
        elif first:
            return {}
    return {name: found[name] for name in inner if name in found}


def _unfit(part: str, name: str, record: Mapping[str, Any], found: Mapping[str, Any], index: Index) -> frozenset[str]:
    """The terms that the rules refuse here: voices that do not fit the speaker, promises of what is a law."""
    if part == "parties" and name == "role" and record.get("form") in LAWS:
        return frozenset(("promisor",))
    actor = index.by_id.get(found.get("actor", ""))
    if part != "speakers" or name != "voice" or actor is None:
        return frozenset()
    if actor[1].get("type") == "person":
        return frozenset(("institutional",))
    collective = actor[1].get("type") == "collective"
    return frozenset(("official_capacity",) if collective else ("official_capacity", "personal_capacity"))


def _wanted_of_part(
    part: str, field: FieldType, record: Mapping[str, Any], found: Mapping[str, Any], index: Index
) -> bool | None:
    """Whether a field is required of a part with these answers; None if it is not asked for."""
    name, type = field.name, record.get("type")
    if part == "targets":
        if name == "stance":
            return True if type in _STANCED else None
        return True if name == "verdict" and type == "assessment" else None
    if part == "changes":
        change, standing = found.get("change"), found.get("standing")
        begins = found.get("commitment") not in index.changing  # S2: its first entry says how it stood from then on
        return {
            "change": False,
            "standing": None if change == "triggered" else begins or change in (None, "added", "removed", "relocated"),
            "successor": True if standing == "superseded" else None,
            "disclosure": True if change == "removed" else False if change in (*EDITS, "relocated") else None,
            "note": True if change in EDITS else None,
        }.get(name, True if field.required else None)
    if part == "relationships":
        return True if field.required else False if name in ("title", "since") else None
    if part == "due":
        asked = {"date": ("date",), "recurring": ("every",), "trigger": ("trigger",)}.get(str(found.get("kind")), ())
        return True if field.required or name in asked else None
    return True if field.required else None


def checked(question: Question, answer: str) -> str | None:
    """What is wrong with an answer, in words, with the nearest known one; None if it will do."""
    known = question.choices or tuple(question.terms)
    if known and answer not in known:
        near = nearest_terms(str(question.field.vocabulary), answer) if question.terms else nearest(answer, known)
        hint = f"; did you mean {' or '.join(near)}?" if near else f"; one of {', '.join(known)}" if len(known) <= 12 else ""
        return f"not a term of {question.field.vocabulary}{hint}" if question.terms else f"not one of them{hint}"
    pattern = question.field.pattern
    if pattern and not re.fullmatch(pattern.regex, answer):
        return f"wanted: {pattern.words}"
    return None
