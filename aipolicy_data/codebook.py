"""The data dictionary for people: the rules of coding (`coding.md`), and fields, terms and truths as the code holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources

from aipolicy_data.rules import rules
from aipolicy_data.shapes import DERIVED_SHAPES, SHAPES, FieldType, Shape, kind_of
from aipolicy_data.vocabularies import VOCABULARIES


def codebook() -> str:
    """The whole codebook as Markdown: the rules of coding, then fields and terms."""
    opening = (resources.files("aipolicy_data") / "coding.md").read_text("utf-8")
    return opening + "\n".join([*_kinds(), *_terms(), *_truths()])


def _kinds() -> Iterator[str]:
    yield "## Records\n"
    seen: set[Shape] = set()
    for table, shape in SHAPES.items():
        yield from _shape(f"{kind_of(table)} (`{'seeds' if table == 'sources' else f'records/{table}'}/<id>.json`)", shape)
        yield from _parts(shape, seen)
    yield "## Derived tables\n"
    for table, shape in DERIVED_SHAPES.items():
        yield from _shape(f"`{table}.csv`", shape)


def _parts(shape: Shape, seen: set[Shape]) -> Iterator[str]:
    for field in shape.fields:
        if field.part is not None and field.part not in seen:
            seen.add(field.part)
            yield from _shape(f"part: {field.part.name}", field.part)
            yield from _parts(field.part, seen)


def _shape(title: str, shape: Shape) -> Iterator[str]:
    yield f"### {title}\n\n{_first_paragraph(shape)}\n"
    yield _table(("field", "form", "meaning"), ([f"`{f.name}`", _form(f), f.description] for f in shape.fields))


def _first_paragraph(shape: Shape) -> str:
    return " ".join(shape.description.split("\n\n")[0].split())


def _form(field: FieldType) -> str:
    if field.part is not None:
        form = field.part.name
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
