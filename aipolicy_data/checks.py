"""Everything that must hold of a records tree, from bytes to histories. Every fault is reported once, with its place."""

from __future__ import annotations

import copy
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.files import FOLDERS, RESERVED, File, Tree, canonical, id_of, parsed, raw, table_of
from aipolicy_data.index import Index
from aipolicy_data.parsing import Pointer, texts_at, texts_in
from aipolicy_data.problems import DataError, Problem, did_you_mean, nearest, shown, suggested
from aipolicy_data.rules import rules
from aipolicy_data.schemas import json_schema
from aipolicy_data.shapes import SHAPES, FieldType, Shape, kind_of
from aipolicy_data.slugs import slug
from aipolicy_data.standing import MOST_NESTED
from aipolicy_data.tables import Cell, rows, tables
from aipolicy_data.vocabularies import VOCABULARIES, nearest_terms

_MOST_FAULTS = 100
"""So many faults of one file's shape are told one by one; whoever has more is helped by the first."""
_MOST_OFFENDERS = 2000
"""A rule names so many offenders. No list of a sound tree breaks it more often, and a hostile one could a million times."""
_MOST_STEPS = {"commitments": MOST_NESTED, "events": 100}
"""So many records may stand in one another."""
_MOST_HINTS = 50
"""So many unknown ids get a suggestion: each is compared with all that are known."""

_FEW_TERMS, _MANY_TERMS = 12, 60
"""So many terms are listed beside the nearest; and so many, where none is near."""
_FEW = 100
"""A table of fewer rows is scanned faster than it is indexed."""


class Judged(NamedTuple):
    """A tree that was checked: its problems, sorted by place, and the files whose shape is right."""

    problems: list[Problem]
    sound: list[File]


def check(tree: Tree, *, second_judge: bool = True, layout: bool = True) -> list[Problem]:
    """Every problem of a tree, sorted by place; an empty list if there is none. What `judge` says of it."""
    return judge(tree, second_judge=second_judge, layout=layout).problems


def judge(tree: Tree, *, second_judge: bool = True, layout: bool = True) -> Judged:
    """Every problem of a tree, and what is sound of it.

    The models judge every record, and the JSON Schemas as a second judge unless told otherwise. Where only some files of the
    tree are wanted (see `neighbours`), the problems of these are told; and there, to be quick, the schemas judge
    first, and the models, who have the words for a fault, only where there is one: a test proves that the two agree.

    A file that cannot be parsed or has the wrong shape is reported for that, for its name and for missing evidence; what is
    sound of it still serves the other files, so that one fault does not bring forth others. `layout`: whether order and
    layout count, too.

    Raises `DataError` if the packages that checking needs are not installed.
    """
    problems = list(tree.problems)
    called = _Called(tree)
    in_part = tree.wanted is not None
    sound: list[File] = []
    partly: list[tuple[File, dict[str, Any]]] = []
    for file in tree.files:
        if file.value is None:
            continue
        asked = tree.wanted is None or file.path in tree.wanted
        faults = _faults(file, called, models=not (second_judge and in_part), schemas=second_judge)
        problems.extend(file.problem(pointer, message) for pointer, message in faults)
        if faults:
            if not all(pointer for pointer, _ in faults):
                continue  # who knows what is sound of it; its name serves the others
            partly.append((file, _without(SHAPES[file.table], file.value, [pointer for pointer, _ in faults])))
            if ("id",) not in (pointer for pointer, _ in faults):
                problems.extend(_of_name(file))
            continue
        sound.append(file)
        if asked:
            problems.extend([*_of_name(file), *_of_sound(file, layout)])
    named = {text for file in tree.files for text in texts_in(file.value)} if tree.unread else set()
    unread = [File(path, table_of(path) or "", "", None) for path in tree.unread if id_of(path) in named]
    problems.extend(_across([*tree.files, *unread], sound, partly, called))
    return Judged(sorted(each for each in set(problems) if tree.wanted is None or each.path in tree.wanted), sound)


def sound_records(tree: Tree) -> dict[str, list[dict[str, Any]]]:
    """Table -> the records of a tree that are of the right shape: what can be asked whatever is wrong with the others."""
    called = _Called(tree)
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in SHAPES}
    for file in tree.files:
        if file.value is not None and not _faults(file, called):
            found[file.table].append(file.value)
    return found


class _Called:
    """What the records of a tree are called, for whoever writes a name where an id belongs."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._budget = iter(range(_MOST_HINTS))

    def so(self, name: str, wanted: Collection[str]) -> list[str]:
        """The ids of the records of these tables (`records`: all) that are called so or have this address; else the nearest."""
        tables = tuple(SHAPES) if "records" in wanted else wanted
        found = [id for table in tables for id in self._names.get((table, name.casefold()), ())]
        if found or next(self._budget, None) is None:
            return found[:3]
        return nearest(slug(name), self.ids(tables), like=0.8)

    def ids(self, tables: Iterable[str]) -> list[str]:
        """The ids that the files of these tables bear in their names, those that were not read among them."""
        return list(dict.fromkeys(id for table in tables for id in self._ids.get(table, ())))

    def claims(self) -> list[str]:
        """The ids of all claims."""
        made = ((file.value or {}).get("claims") for file in self._every if file.table == "sources")
        return [id for claims in made for id in texts_at(claims, "id")]

    @cached_property
    def _every(self) -> list[File]:
        """All files, those that were not read for the judgement among them: who has a fault can wait for that."""
        unread = (parsed(path, table_of(path) or "", raw(self._tree.root, path))[0] for path in self._tree.unread)
        return [*self._tree.files, *unread]

    @cached_property
    def _names(self) -> dict[tuple[str, str], list[str]]:
        names: dict[tuple[str, str], list[str]] = {}
        for file in self._every:
            record = file.value or {}
            aliases = record.get("aliases")
            called = (record.get(field) for field in ("name", "title", "url", "archived_url"))
            given = (*called, *(aliases if isinstance(aliases, list) else ()))
            for each in dict.fromkeys(each.casefold() for each in given if isinstance(each, str)):
                names.setdefault((file.table, each), []).append(file.id)
        return names

    @cached_property
    def _ids(self) -> dict[str, list[str]]:
        ids: dict[str, list[str]] = {}
        for path in (*(file.path for file in self._tree.files), *self._tree.unread):
            ids.setdefault(table_of(path) or "", []).append(id_of(path))
        for file in self._tree.files:
            if isinstance(id := (file.value or {}).get("id"), str):
                ids.setdefault(file.table, []).append(id)
        return ids


def _faults(file: File, called: _Called, *, models: bool = True, schemas: bool = False) -> list[tuple[Pointer, str]]:
    """Where the shape of a record is wrong, by the judges that are asked; the models are, wherever the schemas refuse.

    An interval that ends before it begins is such a fault, too, whatever else there is.
    """
    value = file.value or {}
    faults: list[tuple[Pointer, str]] = []
    refused = schemas and not _validator(file.table).is_valid(value)
    if models or refused:
        faults = list(islice(_shape_errors(file.table, file.text, called), _MOST_FAULTS + 1))
    if len(faults) > _MOST_FAULTS:
        faults[_MOST_FAULTS:] = [((), f"has more than {_MOST_FAULTS} faults of its shape; mend these, then check again")]
    if not faults and refused:
        # A test proves that the two judges agree; should they ever part, the contributor sees the second one's words.
        faults = [
            (tuple(error.instance_path), f"not as the JSON Schema wants it: {error.message[:200]}")
            for error in _validator(file.table).iter_errors(value)
        ]
    pointers = [pointer for pointer, _ in faults]
    if all(pointers):  # else nobody knows what is sound of it
        left = _without(SHAPES[file.table], value, pointers) if faults else value
        faults.extend(_intervals(SHAPES[file.table], left, ()))
    return faults


def _of_name(file: File) -> Iterator[Problem]:
    """What is wrong with the name of a record's file."""
    value = file.value or {}
    if value["id"] != file.id:
        yield file.problem(
            ("id",), f"is {shown(value['id'])}, but the file is called {shown(file.id + '.json')}; make them the same"
        )
    if file.id in RESERVED:
        yield file.problem(("id",), f"Windows keeps the name {shown(file.id)} for itself; choose another id")


def _of_sound(file: File, layout: bool) -> Iterator[Problem]:
    """What is wrong with one record of the right shape: computed fields typed by hand, and its layout, if that counts."""
    value = file.value or {}
    for pointer in _computed(SHAPES[file.table], value, ()):
        yield file.problem(pointer, "is computed by `aipolicy build`; leave it out")
    wanted = canonical(file.table, value)
    if layout and not file.broken and file.text != wanted:
        pairs = zip_longest(file.text.split("\n"), wanted.split("\n"))
        line = next(number for number, (here, there) in enumerate(pairs, 1) if here != there)
        yield Problem(file.path, line, 1, "", "is not in canonical form from here on; run `aipolicy format` on it")


def _without(shape: Shape, value: dict[str, Any], pointers: Iterable[Pointer]) -> dict[str, Any]:
    """A copy of a record without the values at these pointers: what is left of it is sound."""
    left: dict[str, Any] = copy.deepcopy(value)
    for pointer in sorted((pointer for pointer in pointers if pointer), key=len, reverse=True):
        node: Any = left
        try:
            for step in pointer[:-1]:
                node = node[step]
            if isinstance(node, list):
                field, _ = _field_at(shape, pointer)
                node[int(pointer[-1])] = {} if field and field.part else ""  # keeps the places of the others
            else:
                del node[pointer[-1]]
        except (KeyError, IndexError, TypeError):
            pass  # a required field that is missing: nothing to take away
    return left


@cache
def _validator(table: str) -> Any:
    try:
        import jsonschema_rs
    except ImportError:
        raise DataError("checking needs more packages: pip install 'aipolicy-data[contribute]'") from None
    return jsonschema_rs.Draft202012Validator(json_schema(table))


def _shape_errors(table: str, text: str, called: _Called) -> Iterator[tuple[Pointer, str]]:
    from pydantic import ValidationError

    from aipolicy_data.models import MODELS

    try:
        MODELS[table].model_validate_json(text)
    except ValidationError as error:
        places: list[Pointer] = []
        for detail in error.errors(include_url=False):
            pointer: Pointer = tuple(detail["loc"])
            # Pydantic also complains of a list whose item is bad: one fault, one problem.
            if not any(place[: len(pointer)] == pointer for place in places):
                places.append(pointer)
                yield pointer, _words(SHAPES[table], pointer, detail, called)


def _words(shape: Shape, pointer: Pointer, detail: Mapping[str, Any], called: _Called) -> str:
    """One of pydantic's errors in our words: what is wanted, what was given, what to do."""
    field, owner = _field_at(shape, pointer)
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return f"is required: {field.description}{_few_terms(field.vocabulary)}" if field else "is required"
    if kind == "extra_forbidden":
        known = [each.name for each in owner.fields]
        name = str(pointer[-1])
        return f"unknown field{did_you_mean(name, known)} Known here: {', '.join(known)}".replace("field Known", "field. Known")
    if kind == "one_of":
        near = suggested(nearest_terms(context["vocabulary"], given))
        listed = _few_terms(context["vocabulary"], _FEW_TERMS if near else _MANY_TERMS) or " CODEBOOK.md lists the terms"
        return f"{_plainly(given)} is not {context['words']}{near or '.'}{listed}"
    if kind == "matches":
        if field is None or field.kind != "id":
            return f"{shown(given)} is not {context['words']}"
        if field.ref:
            hint = (
                suggested(called.so(given, field.ref)) or f"; it is the id of {_record_of(field.ref)}: add one, if there is none"
            )
            return f"{_plainly(given)} is not {context['words']}{hint}"
        like = slug(given) if re.fullmatch("[A-Za-z0-9][A-Za-z0-9 .,&'-]*", given) else ""
        return f"{_plainly(given)} is not {context['words']}{suggested([like] if like else [])}"
    if kind == "unique":
        return "an item stands twice; keep one of them"
    if kind == "too_short":
        return "is an empty list; leave the field out instead"
    if given is None:
        return "is null; leave the field out instead"
    bound = next((context[name] for name in ("max_length", "le", "ge") if name in context), None)
    if bound is not None:
        return f"{shown(given)} is too {'small' if 'ge' in context else 'long or too large'}; the limit is {bound}"
    wanted = {"string_type": "text in quotes", "tuple_type": "a list in brackets", "model_type": "an object in braces"}
    number = "a whole number" if kind.startswith("int") else kind.replace("_", " ")
    holds = (
        f", with {', '.join(each.name for each in field.part.fields)}" if field and field.part and kind == "model_type" else ""
    )
    return f"wants {wanted.get(kind, number)}{holds}, not {shown(given)}"


def _few_terms(vocabulary: str | None, most: int = _FEW_TERMS) -> str:
    """The terms of a vocabulary, if they are so few."""
    terms = VOCABULARIES[vocabulary].ids if vocabulary else ()
    return f" Terms: {', '.join(terms)}" if 0 < len(terms) <= most else ""


def _record_of(tables: Sequence[str]) -> str:
    """A record of one of these tables, in words, with the folder it belongs in."""
    known = [table for table in tables if table in FOLDERS]
    return " or ".join(f"a record in {FOLDERS[table]}/" for table in known) or "a record or claim"


def _field_at(shape: Shape, pointer: Pointer) -> tuple[FieldType | None, Shape]:
    """The field that a pointer leads to, and the shape that should hold it."""
    field = None
    for step in pointer:
        if isinstance(step, str):
            if field is not None and field.part is not None:
                shape = field.part
            field = next((each for each in shape.fields if each.name == step), None)
    return field, shape


def _inner(shape: Shape, value: Mapping[str, Any], at: Pointer) -> Iterator[tuple[FieldType, Pointer, Any]]:
    """Every field that a record or its parts hold, with the way to it and its value."""
    for field in shape.fields:
        if field.name not in value:
            continue
        child, pointer = value[field.name], (*at, field.name)
        yield field, pointer, child
        if field.part is not None:
            items = [((*pointer, index), item) for index, item in enumerate(child)] if field.many else [(pointer, child)]
            for place, item in items:
                yield from _inner(field.part, item, place)


def _computed(shape: Shape, value: Mapping[str, Any], at: Pointer) -> Iterator[Pointer]:
    return (pointer for field, pointer, _ in _inner(shape, value, at) if field.computed)


def _intervals(shape: Shape, value: Mapping[str, Any], at: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Intervals that end before they begin: what no regular expression can tell."""
    for field, pointer, text in _inner(shape, value, at):
        try:
            if field.kind == "date":
                dates.bounds(text)
            elif field.kind == "count":
                dates.count_bounds(text)
        except DataError as error:
            yield pointer, str(error)


def _across(
    files: Sequence[File], sound: Sequence[File], partly: Sequence[tuple[File, dict[str, Any]]], called: _Called
) -> Iterator[Problem]:
    """What is wrong between records: the rules, the chains of `via` and `part_of`, and the histories."""
    by_key = {(kind_of(file.table), (file.value or {})["id"]): file for file in sound}
    records: dict[str, list[Mapping[str, Any]]] = {table: [] for table in SHAPES}
    for file in sound:
        records[file.table].append(file.value or {})
    whole = {table: list(found) for table, found in records.items()}
    for file, left in partly:
        records[file.table].append(left | {"id": file.id})
    known = {(table, record["id"]) for table, found in records.items() for record in found}
    named = [file for file in files if (file.table, file.id) not in known]
    database = _database(records, named)
    lost = _lost(files, by_key)
    bare = {(kind_of(file.table), file.id): file for file, _ in partly if "evidence" not in (file.value or {})}
    by_part = {(kind_of(file.table), file.id): file for file, _ in partly}
    budget = iter(range(_MOST_HINTS))
    for rule in rules():
        for row in islice(database.execute(rule.sql), _MOST_OFFENDERS):
            key = row["kind"], row["id"]
            offender = by_key.get(key)
            if offender and not lost.isdisjoint(value for name, value in dict(row).items() if name not in ("kind", "path")):
                offender = None  # a record it is measured by is not sound: that is reported, and that alone
            if rule.name == "evidence_is_present":
                offender = offender or bare.get(key)  # none is missing for whatever else is wrong with it
            if rule.name == "references_resolve" and row["given"]:
                offender = offender or by_part.get(key)  # nor does a link lead anywhere for that
            if offender:
                given = {name: _cut(value) for name, value in dict(row).items()}
                yield offender.problem(
                    _pointer(row["path"]), f"{rule.message.format_map(given)}{_hint(rule.name, given, called, budget)}"
                )
    ids = {row[0] for row in database.execute("SELECT id FROM records WHERE kind IN ('actor', 'source')")}
    database.close()
    for file in sound:
        yield from _via_resolves(file, ids, called, budget)
    yield from _part_of_has_an_end(whole, by_key)
    doubtful = " ".join(file.text for file in files if by_key.get((kind_of(file.table), file.id)) is not file)
    for illegal in Index(whole).histories.problems():
        offender = by_key.get(("event", illegal.event))
        if offender and f'"{illegal.commitment}"' not in doubtful:
            yield offender.problem(("changes", illegal.position), illegal.message)


def _lost(files: Sequence[File], by_key: Mapping[tuple[str, str], File]) -> set[str]:
    """The ids of records that were not read, as far as any is named, or are not whole; and of the claims of such sources."""
    unsound = [file for file in files if by_key.get((kind_of(file.table), file.id)) is not file]
    claims = {text for file in unsound if file.table == "sources" for text in texts_in(file.value)}
    return {file.id for file in unsound} | claims


def _pointer(path: str) -> Pointer:
    return tuple(int(step) if step.isdigit() else step for step in path.split("/") if step)


def _cut(value: Cell) -> Cell:
    """A value as a message of a rule shows it: however long it is, the message is not."""
    return f"{value[:80]}..." if isinstance(value, str) and len(value) > 80 else value


def _plainly(value: object) -> str:
    """A value as a message shows it, with escapes for the letters that only look like those of an id."""
    return shown(value).encode("ascii", "backslashreplace").decode("ascii")


def _hint(rule: str, given: Mapping[str, Cell], called: _Called, budget: Iterator[int]) -> str:
    if rule != "references_resolve":
        return ""
    wanted = str(given["wanted"])
    known = called.claims() if wanted == "sources_claims" else called.ids(SHAPES if wanted == "records" else [wanted])
    where = f" as {FOLDERS[wanted]}/{given['given']}.json" if wanted in FOLDERS else ""
    return _suggestion(str(given["given"]), known, budget) or f"; add it{where}, or name another"


def _suggestion(word: str, known: Iterable[str], budget: Iterator[int]) -> str:
    return "" if next(budget, None) is None else did_you_mean(word, known)


def _database(records: Mapping[str, Sequence[Mapping[str, Any]]], named: Iterable[File]) -> sqlite3.Connection:
    """All tables in memory. Files that hold no readable record stand there by their names, so that links to them hold."""
    every = [
        {"id": record["id"], "kind": kind_of(table)} | {name: record[name] for name in ("replaced_by",) if name in record}
        for table, found in records.items()
        for record in found
    ]
    content = rows(records, {"records": every})
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    for name, table in tables().items():
        columns = ", ".join(f'"{column.name}" {"INTEGER" if column.type == "integer" else "TEXT"}' for column in table.columns)
        database.execute(f"CREATE TABLE {name} ({columns})")
        database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(table.columns))})", content[name])
        if len(content[name]) < _FEW:
            continue  # a scan of so few rows costs less than an index
        if "id" in (column.name for column in table.columns):
            database.execute(f"CREATE INDEX {name}_id ON {name} (id)")
        if table.parent:
            database.execute(f"CREATE INDEX {name}_parent ON {name} ({table.columns[0].name})")
    for name in SHAPES:
        ids = [(file.id,) for file in named if file.table == name]
        database.executemany(f"INSERT INTO {name} (id) VALUES (?)", ids)
        database.executemany(f"INSERT INTO records (id, kind) VALUES (?, '{kind_of(name)}')", ids)
    return database


def _via_resolves(file: File, known: Collection[str], called: _Called, budget: Iterator[int]) -> Iterator[Problem]:
    for index, evidence in enumerate((file.value or {}).get("evidence", ())):
        for position, id in enumerate(evidence.get("via", ())):
            if id not in known:
                hint = _suggestion(id, called.ids(("actors", "sources")), budget) or "; add it"
                message = f"no actor or source has the id {_plainly(id)}{hint}"
                yield file.problem(("evidence", index, "via", position), message)


def _part_of_has_an_end(
    records: Mapping[str, Sequence[Mapping[str, Any]]], by_key: Mapping[tuple[str, str], File]
) -> Iterator[Problem]:
    for table in ("commitments", "events"):
        parents = {record["id"]: record["part_of"] for record in records[table] if "part_of" in record}
        for id in parents:
            seen, node = {id}, parents[id]
            while node in parents and node not in seen and len(seen) <= _MOST_STEPS[table]:
                seen.add(node)
                node = parents[node]
            if len(seen) >= _MOST_STEPS[table] and node != id:
                message = f"stands in a chain of more than {_MOST_STEPS[table]} {table}, each part of the next; name a wider one"
                yield by_key[(kind_of(table), id)].problem(("part_of",), message)
            if node == id:
                yield by_key[(kind_of(table), id)].problem(("part_of",), "leads back to the record itself")
