"""Every way in which a record can be wrong: one file each in `invalid/`, or made here, and exactly one problem for each.

The fixtures stand, one at a time, in the small tree (`small.json`) with the records in which every field of every part
occurs (`full.json`). `invalid/expected.json` says of each file where it stands and what is wrong with it.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from aipolicy_data.checks import _Called, _database, _faults, check
from aipolicy_data.files import FOLDERS, File, Tree, canonical, read_tree
from aipolicy_data.parsing import Pointer, positions, words
from aipolicy_data.problems import Problem, shown
from aipolicy_data.rules import rules
from aipolicy_data.shapes import SHAPES, FieldType, Shape
from aipolicy_data.vocabularies import VOCABULARIES
from tests.conftest import FULL, SMALL, Records, WriteTree

INVALID = Path(__file__).parent / "invalid"
EXPECTED: dict[str, dict[str, Any]] = json.loads((INVALID / "expected.json").read_text("utf-8"))
BASE: Records = SMALL | FULL


def table_at(path: str) -> str:
    return next(table for table, folder in FOLDERS.items() if path.startswith(f"{folder}/"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("base")
    for folder in FOLDERS.values():
        (root / folder).mkdir(parents=True)
    for path, record in BASE.items():
        (root / path).write_text(canonical(table_at(path), record), "utf-8", newline="\n")
    return root


def test_the_small_and_the_full_records_have_no_problems(base: Path, write_tree: WriteTree) -> None:
    assert check(read_tree(base)) == []
    assert check(read_tree(write_tree(SMALL))) == []


# Fixtures: files


def test_every_fixture_has_a_row_and_every_row_a_fixture() -> None:
    assert sorted(path.name for path in INVALID.iterdir()) == sorted([*EXPECTED, "expected.json"])


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_fixture_gives_exactly_its_problem(name: str, base: Path) -> None:
    row = EXPECTED[name]
    place = base / row["place"]
    before = place.read_bytes() if place.exists() else None
    place.parent.mkdir(exist_ok=True)
    try:
        place.write_bytes((INVALID / name).read_bytes())
        problems = check(read_tree(base))
    finally:
        if before is None:
            place.unlink()
        else:
            place.write_bytes(before)
    assert problems == [Problem(row["place"], row["line"], row["column"], row["field"], row["message"])]


# Generated: what every field of a kind refuses in the same way


class Case(NamedTuple):
    """A full record with one fault, and the problem it must give."""

    model: str
    field: str
    constraint: str
    path: str
    record: dict[str, Any]
    pointer: Pointer
    message: str


def occurrences(shape: Shape, value: dict[str, Any], at: Pointer) -> Iterator[tuple[Shape, FieldType, Pointer]]:
    """Every field that occurs in a record or its parts, with the way to it."""
    for field in shape.fields:
        if field.name not in value:
            continue
        yield shape, field, (*at, field.name)
        if field.part is not None:
            items = enumerate(value[field.name]) if field.many else [(None, value[field.name])]
            for index, item in items:
                yield from occurrences(field.part, item, (*at, field.name) if index is None else (*at, field.name, index))


def every_field() -> Iterator[tuple[Shape, FieldType]]:
    """Every field of every record model and part that people write."""
    queue, seen = list(SHAPES.values()), set()
    while queue:
        shape = queue.pop(0)
        if shape in seen:
            continue
        seen.add(shape)
        for field in shape.fields:
            yield shape, field
            if field.part is not None:
                queue.append(field.part)


def told(field: FieldType) -> str:
    """The words with which a text that no field takes is refused."""
    if field.vocabulary:
        terms = VOCABULARIES[field.vocabulary].ids
        listed = f"Terms: {', '.join(terms)}" if len(terms) <= 60 else "CODEBOOK.md lists the terms"
        return f"'=x' is not a term of the vocabulary {field.vocabulary}. {listed}"
    assert field.pattern is not None, field.name
    folders = " or ".join(f"a record in {FOLDERS[table]}/" for table in field.ref if table in FOLDERS) or "a record or claim"
    return f"'=x' is not {field.pattern.words}" + (
        f"; it is the id of {folders}: add one, if there is none" if field.kind == "id" and field.ref else ""
    )


def values_refused(field: FieldType, given: Any) -> Iterator[tuple[str, Any, tuple[int, ...], str]]:
    """What a field refuses: constraint, value to put there, the way from the field to the fault, message."""
    if field.many:
        yield "wrong type", "x", (), "wants a list in brackets, not 'x'"
        yield "empty list", [], (), "is an empty list; leave the field out instead"
        yield "item twice", [*given, copy.deepcopy(given[0])], (), "an item stands twice; keep one of them"
        yield "null item", [None, *given[1:]], (0,), "is null; leave the field out instead"
    else:
        yield "null", None, (), "is null; leave the field out instead"
    at = (0,) if field.many else ()

    def put(value: Any) -> Any:
        return [value, *given[1:]] if field.many else value

    kind = "wrong item" if field.many else "wrong type"
    if field.part is not None:
        yield kind, put("x"), at, f"wants an object in braces, with {', '.join(each.name for each in field.part.fields)}, not 'x'"
    elif field.number:
        yield kind, put("x"), at, "wants a whole number, not 'x'"
        yield "fraction", put(1.5), at, "wants a whole number, not 1.5"
        yield "too small", put(-1), at, "-1 is too small; the limit is 0"
        yield "too large", put(10**9 + 1), at, "1000000001 is too long or too large; the limit is 1000000000"
    else:
        yield kind, put(7), at, "wants text in quotes, not 7"
        yield "not of its form", put("=x"), at, told(field)
        longest = {"id": 80, "via": None}.get(field.kind) or (2000 if field.name in ("url", "archived_url", "same_as") else None)
        if longest and not field.vocabulary:
            value = "a" * 81 if field.kind == "id" else f"https://a.example/{'a' * 2000}"
            yield "too long", put(value), at, f"{shown(value)} is too long or too large; the limit is {longest}"


COMPUTED = {"date": "2024", "text": "1", "id": "acme-pause"}
"""A value of the right form for a field that nobody may write."""


def cases() -> Iterator[Case]:
    """One case for each constraint of each field, on its first occurrence in the full records."""
    done: set[tuple[str, str]] = set()
    for path, record in FULL.items():
        top = SHAPES[table_at(path)]
        for shape, field, pointer in occurrences(top, record, ()):
            if (shape.name, field.name) not in done:
                done.add((shape.name, field.name))
                yield from _of_field(path, record, shape, field, pointer)
            owner = pointer[:-1]
            if (shape.name, "") not in done:
                done.add((shape.name, ""))
                known = ", ".join(each.name for each in shape.fields)
                bent = _bent(record, (*owner, "zzzz"), 1)
                yield Case(shape.name, "", "unknown", path, bent, (*owner, "zzzz"), f"unknown field. Known here: {known}")
                for each in shape.fields:
                    if each.computed:
                        value = "stated" if each.vocabulary else COMPUTED[each.kind]
                        bent = _bent(record, (*owner, each.name), [value] if each.many else value)
                        message = "is computed by `aipolicy build`; leave it out"
                        yield Case(shape.name, each.name, "computed", path, bent, (*owner, each.name), message)


def _of_field(path: str, record: dict[str, Any], shape: Shape, field: FieldType, pointer: Pointer) -> Iterator[Case]:
    name = shape.name
    given: Any = record
    for step in pointer:
        given = given[step]
    if field.required:
        bent = _bent(record, pointer, None, drop=True)
        terms = VOCABULARIES[field.vocabulary].ids if field.vocabulary else ()
        listed = f" Terms: {', '.join(terms)}" if 0 < len(terms) <= 12 else ""
        yield Case(name, field.name, "required", path, bent, pointer, f"is required: {field.description}{listed}")
    for constraint, value, at, message in values_refused(field, given):
        yield Case(name, field.name, constraint, path, _bent(record, pointer, value), (*pointer, *at), message)
    if field.ref and field.ref != ("actors", "sources") and field.name != "id":  # `via` is checked apart, by a fixture
        target = "sources_claims" if field.ref == ("claims",) else field.ref[0]
        value = ["zzzz", *given[1:]] if field.many else "zzzz"
        place = (*pointer, 0) if field.many else pointer
        where = f" as {FOLDERS[target]}/zzzz.json" if target in FOLDERS else ""
        message = f"no record of {target} has the id zzzz; add it{where}, or name another"
        yield Case(name, field.name, "refers to nothing", path, _bent(record, pointer, value), place, message)


def _bent(record: dict[str, Any], pointer: Pointer, value: Any, drop: bool = False) -> dict[str, Any]:
    document = copy.deepcopy(record)
    node: Any = document
    for step in pointer[:-1]:
        node = node[step]
    if drop:
        del node[pointer[-1]]
    else:
        node[pointer[-1]] = value
    return document


CASES = list(cases())


@pytest.fixture(scope="module")
def base_tree(base: Path) -> Tree:
    return read_tree(base)


def _with(tree: Tree, path: str, record: dict[str, Any]) -> tuple[Tree, str]:
    """The tree with another record in one of its files."""
    table = table_at(path)
    text = canonical(table, record)
    files = tuple(File(path, table, text, record) if file.path == path else file for file in tree.files)
    return Tree(tree.root, files, tree.problems), text


@pytest.mark.parametrize("case", CASES, ids=[f"{case.model}.{case.field}: {case.constraint}" for case in CASES])
def test_a_field_refuses_what_is_not_for_it(case: Case, base_tree: Tree) -> None:
    tree, text = _with(base_tree, case.path, case.record)
    nearest = case.pointer
    while nearest not in positions(text):
        nearest = nearest[:-1]
    found = check(tree)
    if (case.model, case.constraint) == ("Party", "refers to nothing"):
        # Who was a party no longer is, which is said as well where it is judged as one.
        found = [problem for problem in found if problem.path == case.path]
    assert found == [Problem(case.path, *positions(text)[nearest], words(case.pointer), case.message)]


def test_every_constraint_of_every_field_has_a_case() -> None:
    """A field that is new, or that a full record lacks, fails here."""
    covered = {(case.model, case.field, case.constraint) for case in CASES}
    wanted = set()
    for shape, field in every_field():
        name = shape.name
        wanted.add((name, "", "unknown"))
        if field.computed:
            wanted.add((name, field.name, "computed"))
            continue
        wanted |= {(name, field.name, each) for each in ("required",) if field.required}
        if field.many:
            wanted |= {(name, field.name, each) for each in ("wrong type", "empty list", "item twice", "null item", "wrong item")}
        else:
            wanted |= {(name, field.name, each) for each in ("null", "wrong type")}
        if field.number:
            wanted |= {(name, field.name, each) for each in ("fraction", "too small", "too large")}
        elif field.part is None:
            wanted.add((name, field.name, "not of its form"))
        if field.kind == "id":
            wanted.add((name, field.name, "too long"))
        if field.ref and field.name not in ("id", "via"):
            wanted.add((name, field.name, "refers to nothing"))
    assert wanted <= covered, sorted(wanted - covered)


def _broken_by(tree: Tree) -> set[int]:
    """The numbers of the rules of which a tree has an offender."""
    records: dict[str, list[Any]] = {table: [] for table in SHAPES}
    for file in tree.files:
        if file.value is not None and not _faults(file, _Called(tree)):
            records[file.table].append(file.value)
    database = _database(records, ())
    found = {number for number, rule in enumerate(rules()) if database.execute(rule.sql).fetchone()}
    database.close()
    return found


def test_every_rule_is_broken_by_a_fixture_or_a_case(base_tree: Tree) -> None:
    """Each query of `rules`, and not only each name, finds an offender somewhere."""
    assert _broken_by(base_tree) == set()
    broken: set[int] = set()
    for name, row in EXPECTED.items():
        try:
            record = json.loads((INVALID / name).read_bytes())
        except ValueError:
            continue  # broken before any rule sees it
        if isinstance(record, dict) and row["place"].startswith(tuple(FOLDERS.values())):
            file = File(row["place"], table_at(row["place"]), json.dumps(record), record)
            others = [each for each in base_tree.files if each.path != file.path]
            broken |= _broken_by(Tree(base_tree.root, (*others, file), ()))
    for case in CASES:
        if case.constraint == "refers to nothing":
            broken |= _broken_by(_with(base_tree, case.path, case.record)[0])
    assert [rule.name + ": " + rule.sql for number, rule in enumerate(rules()) if number not in broken] == []
