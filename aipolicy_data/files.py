"""Record files: read strictly, written in one canonical form, every fault with its line.

Canonical form: UTF-8, LF, two blanks of indentation, fields in the order of the models, one final newline.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # the standard library's own string scanner
from pathlib import Path
from typing import Any

from aipolicy_data.fields import Model, fields_of
from aipolicy_data.models import MODELS
from aipolicy_data.problems import DataError, Problem, shown

Pointer = tuple[str | int, ...]
"""The way to a value in a document: field names and list positions."""

MAX_BYTES = 1_000_000
"""No record is as long; a longer file is refused unread."""
MAX_DEPTH = 20
FOLDERS = {table: "seeds" if table == "sources" else f"records/{table}" for table in MODELS}
"""Table -> folder that holds one file per record."""


BESIDE = ("records/README.md", "records/twins.json", "seeds/README.md")
"""Files that may stand beside the records."""


class _Fault(Exception):
    """A fault of a text, with the place where it was seen."""

    def __init__(self, message: str, place: tuple[int, int] | None = None, pointer: Pointer | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.pointer = pointer


@dataclass(frozen=True, slots=True)
class File:
    """One record file: where it is, what it holds. `value` is None when it could not be parsed."""

    path: str
    table: str
    text: str = field(repr=False)
    value: dict[str, Any] | None = field(repr=False)

    @property
    def id(self) -> str:
        """The id that the file's name promises."""
        return self.path.rpartition("/")[2].removesuffix(".json")

    def problem(self, pointer: Pointer, message: str) -> Problem:
        """A problem at a value of this file; at the nearest enclosing value if that one is not there."""
        places = positions(self.text)
        nearest = pointer
        while nearest not in places:
            nearest = nearest[:-1]
        line, column = places[nearest]
        return Problem(self.path, line, column, words(pointer), message)


def words(pointer: Pointer) -> str:
    """A pointer as people write it.

    >>> words(("changes", 0, "due", "date"))
    'changes[0].due.date'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in pointer).lstrip(".")


def parse(text: str) -> dict[str, Any]:
    """The object that a JSON text holds. Raises `_Fault` for whatever is not plain, strict JSON."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        raise _Fault(f"not JSON: {error.msg}", (error.lineno, error.colno)) from None
    except RecursionError:
        raise _Fault(f"nested deeper than {MAX_DEPTH} levels; a record never is") from None
    if not isinstance(value, dict):
        raise _Fault(f"a record is one JSON object, in braces; this is {shown(value)}", (1, 1))
    if (depth := _depth(value)) > MAX_DEPTH:
        raise _Fault(f"nested {depth} levels deep; a record is never deeper than {MAX_DEPTH}")
    for pointer, string in _strings(value):
        if any("\ud800" <= char <= "\udfff" for char in string):
            raise _Fault("half of a surrogate pair; write the character itself", pointer=pointer)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _Fault(f"the field {shown(key)} stands twice in one object; keep one of them", pointer=("", key))
    return value


def _constant(token: str) -> Any:
    raise _Fault(f"{token} is not JSON; write a number or leave the field out", pointer=("", token))


def _float(token: str) -> float:
    value = float(token)
    if value in (float("inf"), float("-inf")) or (value == 0 and re.search("[1-9]", re.split("[eE]", token)[0])):
        raise _Fault(f"the number {shown(token)} does not fit; write a whole number", pointer=("", token))
    return value


def _int(token: str) -> int:
    if len(token) > 18:
        raise _Fault(f"the number {shown(token)} does not fit; write a whole number", pointer=("", token))
    return int(token)


def _depth(value: Any) -> int:
    deepest, queue = 0, [(value, 1)]
    while queue:
        node, depth = queue.pop()
        deepest = max(deepest, depth)
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        queue.extend((child, depth + 1) for child in children if isinstance(child, dict | list))
    return deepest


def _strings(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield pointer, key
            yield from _strings(child, (*pointer, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _strings(child, (*pointer, index))


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a document, the names of fields among them."""
    return (text for _, text in _strings(value))


_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


@cache
def positions(text: str) -> dict[Pointer, tuple[int, int]]:
    """Where each value of a JSON text begins: pointer -> (line, column), counted from 1.

    A field's place is that of its value. Of a field that stands twice, the later place is kept. Reads as far as the text
    is JSON, without recursion, so it serves for broken and for deeply nested texts as well.
    """
    places: dict[Pointer, tuple[int, int]] = {}
    stack: list[list[Any]] = []  # [pointer, next index or None for an object]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = 0
    at = 0

    def place(offset: int) -> tuple[int, int]:
        nonlocal line
        while line + 1 < len(starts) and starts[line + 1] <= offset:
            line += 1
        return line + 1, offset - starts[line] + 1

    places[()] = (1, 1)
    pointer: Pointer = ()
    try:
        while True:
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
            char = text[at]
            if char in "]}":
                stack.pop()
                at += 1
                if not stack:
                    break
                continue
            if char == ",":
                at += 1
                continue
            if stack:
                parent, index = stack[-1]
                if index is None:
                    key, at = scanstring(text, at + 1, False)
                    at = _SPACE.match(text, _SPACE.match(text, at).end() + 1).end()  # type: ignore[union-attr]
                    pointer = (*parent, key)
                else:
                    pointer = (*parent, index)
                    stack[-1][1] += 1
            places[pointer] = place(at)
            char = text[at]
            if char in "[{":
                if len(stack) > MAX_DEPTH:
                    break
                stack.append([pointer, None if char == "{" else 0])
                at += 1
            elif char == '"':
                _, at = scanstring(text, at + 1, False)
            else:
                at = _SCALAR.match(text, at).end()  # type: ignore[union-attr]
            if not stack:
                break
    except (IndexError, AttributeError, json.JSONDecodeError):
        pass  # the text ends or breaks here: what was read stands
    return places


def _place_of(text: str, fault: _Fault) -> tuple[int, int]:
    """Where a fault stands: given, or found by its pointer, or by the token that parsing stumbled over."""
    if fault.place:
        return fault.place
    if fault.pointer and fault.pointer[0] == "":
        token = str(fault.pointer[-1])
        places = [at for pointer, at in positions(text).items() if pointer and pointer[-1] == token]
        if places:
            return max(places)
        offset = max(text.find(token), 0)
        return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    return positions(text).get(fault.pointer or (), (1, 1))


def canonical(table: str, value: Mapping[str, Any]) -> str:
    """The one text of a record: fields in the order of its model, unknown fields after them as they came."""
    return json.dumps(ordered(MODELS[table], value), indent=2, ensure_ascii=False) + "\n"


def ordered(model: type[Model], value: Any) -> Any:
    """The value with its fields, and those of its parts, in the order of the model."""
    if not isinstance(value, dict):
        return value
    result = {}
    for known in fields_of(model):
        name, part = known.name, known.part
        if name in value:
            child = value[name]
            if part is None:
                result[name] = child
            elif isinstance(child, list):
                result[name] = [ordered(part, item) for item in child]
            else:
                result[name] = ordered(part, child)
    return result | {name: child for name, child in value.items() if name not in result}


def read_bytes(path: Path) -> bytes:
    """The bytes of a plain file, without following a link, waiting on a pipe or reading more than `MAX_BYTES`.

    Raises `OSError`, with words, for anything else.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():
        raise OSError("a link; put the file itself here")
    descriptor = os.open(path, flags)
    with open(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not a plain file")
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise OSError(f"longer than {MAX_BYTES} bytes; a record never is")
    return data


def decode(data: bytes) -> str:
    """The text of a record file's bytes. Raises `_Fault` for anything but UTF-8 with LF line ends and no mark before it."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _Fault("begins with a byte order mark; save it as UTF-8 without one", (1, 1))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = (data.count(b"\n", 0, error.start) + 1, error.start - data.rfind(b"\n", 0, error.start))
        raise _Fault(f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8", place) from None
    if "\r" in text:
        raise _Fault("has CR line ends; save it with LF line ends", (text.count("\n", 0, text.index("\r")) + 1, 1))
    if "\0" in text:
        raise _Fault("holds a NUL character", (text.count("\n", 0, text.index("\0")) + 1, 1))
    return text


def read_file(root: Path, path: str, table: str) -> tuple[File, Problem | None]:
    """One record file of a tree, and the problem that kept it from being parsed, if any."""
    text = ""
    try:
        text = decode(read_bytes(root / path))
        return File(path, table, text, parse(text)), None
    except OSError as error:
        problem = Problem(path, 0, 0, "", f"cannot be read: {error.strerror or error}")
    except _Fault as fault:
        line, column = _place_of(text, fault)
        problem = Problem(path, line, column, "", fault.message)
    return File(path, table, text, None), problem


@dataclass(frozen=True, slots=True)
class Tree:
    """All record files below a root, in the order of their paths, and the faults met on reading them."""

    root: Path
    files: tuple[File, ...]
    problems: tuple[Problem, ...]


def find_root(path: Path) -> Path | None:
    """The folder at or above a path that holds `records/`: the root of its data set. None if there is none."""
    path = path.absolute()
    return next((folder for folder in (path, *path.parents) if (folder / "records").is_dir()), None)


def read_tree(root: Path) -> Tree:
    """Read every file below `records/` and `seeds/`. Raises `DataError` if the root holds no `records/`."""
    if not (root / "records").is_dir():
        raise DataError(f"{shown(str(root))} is not a records tree: looked for the folder records/ in it")
    files, problems = [], []
    for path in sorted(_walk(root)):
        table = _table_of(path)
        if table is None:
            if path not in BESIDE:
                problems.append(Problem(path, 0, 0, "", f"does not belong here; a record is {_belongs()}"))
            continue
        file, problem = read_file(root, path, table)
        files.append(file)
        if problem:
            problems.append(problem)
    return Tree(root, tuple(files), tuple(problems))


def _belongs() -> str:
    return ", ".join(f"{folder}/<id>.json" for folder in FOLDERS.values())


def _table_of(path: str) -> str | None:
    folder, _, name = path.rpartition("/")
    if not name.endswith(".json"):
        return None
    return next((table for table, place in FOLDERS.items() if place == folder), None)


def _walk(root: Path) -> Iterator[str]:
    """Paths of everything below `records/` and `seeds/` that is not a folder, relative to the root, with `/`."""
    for top in ("records", "seeds"):
        for folder, subfolders, names in os.walk(root / top, followlinks=False):
            links = [name for name in subfolders if os.path.islink(os.path.join(folder, name))]
            named = [name for name in subfolders if name.endswith(".json")]
            for name in (*names, *links, *named):
                yield Path(folder, name).relative_to(root).as_posix()
