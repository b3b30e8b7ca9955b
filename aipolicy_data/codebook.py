"""The data dictionary for people: fields, terms and rules, rendered from the models, the vocabularies and the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aipolicy_data.answers import DERIVED
from aipolicy_data.fields import FieldType, Model, fields_of
from aipolicy_data.models import MODELS, kind_of
from aipolicy_data.rules import rules
from aipolicy_data.vocabularies import VOCABULARIES

_OPENING = """\
# Codebook

What every field and every term means, and the rules by which records are coded. This file is rendered by
`aipolicy build` from `aipolicy_data/models.py`, `aipolicy_data/vocabularies/` and `aipolicy_data/rules.py`; edit those.

Fields are omitted when unknown: there is no null and no empty text. Fields marked *computed* are filled by the build.
Text is in our own words; what a claim rests on is located by offsets and a digest, never copied.

## How we code

**Words and acts.** Mere words are a statement; an event is an act with consequences. An ultimatum is an event; the demand
and the threats in it are statements that are `part_of` it and take its deadline from it. *The Pentagon's ultimatum of
24 February 2026 is one event; ending the contract, the supply-chain label and the Defense Production Act are three threats.*

**Three questions, kept apart.** *Standing*: does the text stand? It is computed from events and never typed. *Change*: what
did an event do to it? *Performance*: was it honoured? That is a statement of type `assessment` by a named assessor, with a
verdict per target and party; rival verdicts stand side by side and are never averaged.

**One promise, one id, for life.** Less scope, degree or time keeps the id (`weakened`). A new condition that decides
*whether* anything is owed makes a new promise: the old one is `weakened` and `superseded`, with the new one as `successor`.
*Anthropic's promise to pause when safety procedures lag, in force from 2023, was superseded in February 2026 by a promise to
delay only under conditions.* What has no counterpart at all is `removed` and `withdrawn`.

**Our own labels.** `change`, `disclosure` and `dimensions` are codings by the terms below, not quotations. Who codes it
otherwise is recorded as a `factual_claim` that targets the event.

**A report is not a fact.** `factuality`, `attribution`, `voice`, `via` and `access` say how far knowledge goes, and who
reported is not who said. Only `actual` events move a standing. What no other source supports says so: `uncorroborated`.

**Who speaks.** In official capacity the organisation is listed as second speaker (but a legislature is not: its members do
not speak for it); in personal capacity never. A source that
is not named and whose side is not known: the outlet speaks, with the voice `unnamed`. Nobody is invented.

**For and against.** A stance is on the target it stands beside, and on nothing else: to support a change of a promise is to
support the event, not the promise. To object to a change is to oppose its event.

**Dates.** The subset of EDTF (ISO 8601-2) below. On events of type `process` and `meeting_held` an interval is a span; on all
others it is one unknown day. `~ ? %` flag a date and never widen it. Rival dates and counts stand on the evidence that
gives them. A promise that was never adopted in one document, but attested, begins with a `commitment_made` event dated
`../DAY` of its first attestation.

**Documents.** A framework, declaration, contract or order that holds several promises is a commitment of type `document`;
its parts take their form, parties and end from it. Orders, designations and controls are commitments of type `measure`;
each legal basis is its own record.

**Quotation.** At most 12 of a speaker's words, in `key_phrase`, only when wording matters, and never a whole sentence.

| form | example | meaning |
| --- | --- | --- |
| date | `2026`, `2026-02`, `2026-02-24` | a year, a month, a day; with `~` approximate, `?` uncertain, `%` both |
| interval | `2026-02-24/2026-02-26`, `2026-02-24/..`, `../2025-09-17` | between, from, up to |
| instant | `2026-02-27T17:01:00-05:00` | a clock time with its offset (RFC 3339) |
| duration | `P180D`, `P2W`, `P3M`, `P1Y` | a term (ISO 8601) |
| cadence | `P1Y`, `P3M/P6M` | every year; every 3 to 6 months |
| count | `37`, `40~`, `450/..`, `560/600` | exactly, about, at least, between |

"""


def codebook() -> str:
    """The whole codebook as Markdown."""
    return _OPENING + "\n".join([*_kinds(), *_terms(), *_truths()])


def _kinds() -> Iterator[str]:
    yield "## Records\n"
    seen: set[type[Model]] = set()
    for table, model in MODELS.items():
        yield from _model(f"{kind_of(table)} (`{'seeds' if table == 'sources' else f'records/{table}'}/<id>.json`)", model)
        yield from _parts(model, seen)
    yield "## Derived tables\n"
    for table, model in DERIVED.items():
        yield from _model(f"`{table}.csv`", model)


def _parts(model: type[Model], seen: set[type[Model]]) -> Iterator[str]:
    for field in fields_of(model):
        if field.part is not None and field.part not in seen:
            seen.add(field.part)
            yield from _model(f"part: {field.part.__name__}", field.part)
            yield from _parts(field.part, seen)


def _model(title: str, model: type[Model]) -> Iterator[str]:
    yield f"### {title}\n\n{_first_paragraph(model)}\n"
    yield _table(("field", "form", "meaning"), ([f"`{f.name}`", _form(f), f.description] for f in fields_of(model)))


def _first_paragraph(model: type[Model]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def _form(field: FieldType) -> str:
    if field.part is not None:
        form = field.part.__name__
    elif field.vocabulary:
        form = f"term of [{field.vocabulary}](#{field.vocabulary})"
    elif field.ref:
        form = f"id of {' or '.join(field.ref)}"
    else:
        form = "whole number" if field.number else {"plain": "text", "id": "id"}.get(field.kind, field.kind)
    notes = ["list"] * field.many + ["**required**"] * field.required + ["*computed*"] * field.computed
    return ", ".join([form, *notes])


def _terms() -> Iterator[str]:
    yield "## Terms\n"
    for vocabulary in VOCABULARIES.values():
        yield f"### {vocabulary.id}\n\n{vocabulary.description}\n"
        if any(term.example for term in vocabulary.terms):
            yield _table(
                ("term", "definition", "example", "not to be confused with", "elsewhere"),
                (
                    [
                        f"`{term.id}`" + (f" (retired: use `{term.replaced_by}`)" if term.replaced_by else ""),
                        term.definition,
                        term.example,
                        term.near_miss,
                        ", ".join(term.maps_to),
                    ]
                    for term in vocabulary.terms
                ),
            )
        else:
            yield ", ".join(f"`{term.id}` {term.definition}" for term in vocabulary.terms) + "\n"


def _truths() -> Iterator[str]:
    yield "## What `aipolicy check` holds true\n"
    names = dict.fromkeys(rule.name for rule in rules())
    yield "\n".join(f"- {name.replace('_', ' ')}" for name in names)
    yield (
        "- histories are legal: transitions, first entries, combinations of change and standing, successors\n"
        "- spans of claims match their texts (`aipolicy check --texts FOLDER`)\n"
    )


def _table(header: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    header = list(header)
    rows = [header, ["---"] * len(header), *(list(line) for line in lines)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows) + "\n"
