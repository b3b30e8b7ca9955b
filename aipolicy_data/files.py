"""Record files: read strictly, written in one canonical form, every fault with its line.

Canonical form: UTF-8, LF, two blanks of indentation, fields in the order of the models, one final newline.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aipolicy_data.parsing import Fault, NotJson, Pointer, decode, mended, parse, place_of, positions, words
from aipolicy_data.problems import DataError, Problem, ascii_safe, shown
from aipolicy_data.shapes import SHAPES, Shape

MAX_BYTES = 1_000_000
"""No record is as long; a longer file is refused unread."""
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))})
"""Names that Windows keeps for devices, whatever their ending: such a file cannot be checked out there."""
FOLDERS = {table: "seeds" if table == "sources" else f"records/{table}" for table in SHAPES}
"""Table -> folder that holds one file per record."""
_TABLES = {folder: table for table, folder in FOLDERS.items()}


BESIDE = ("records/README.md", "records/twins.json", "seeds/README.md", "seeds/coverage.json", "seeds/second_coding.json")
"""Files that may stand beside the records."""


@dataclass(frozen=True, slots=True)
class File:
    """One record file: where it is, what it holds. `value` is None when it could not be parsed."""

    path: str
    table: str
    text: str = field(repr=False)
    value: dict[str, Any] | None = field(repr=False)
    broken: str = field(default="", repr=False)
    """What really stands in the file, where `text` is that with slips of typing mended, so that the rest can be judged."""

    @property
    def id(self) -> str:
        """The id that the file's name promises."""
        return id_of(self.path)

    def problem(self, pointer: Pointer, message: str) -> Problem:
        """A problem at a value of this file; at the nearest enclosing value if that one is not there."""
        places = positions(self.text)
        nearest = pointer
        while nearest not in places:
            nearest = nearest[:-1]
        line, column = places[nearest]
        return Problem(self.path, line, column, words(pointer), message)


def canonical(table: str, value: Mapping[str, Any]) -> str:
    """The one text of a record: fields in the order of its model, unknown fields after them as they came."""
    return json.dumps(ordered(SHAPES[table], value), indent=2, ensure_ascii=False) + "\n"


def ordered(shape: Shape, value: Any) -> Any:
    """The value with its fields, and those of its parts, in the order of the model."""
    if not isinstance(value, dict):
        return value
    result = {}
    for known in shape.fields:
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


_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = os.O_RDONLY | _NOFOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_A_LINK = "a link; put the file itself here"


def read_bytes(path: str | Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a plain file, without following a link, waiting on a pipe or reading more than `most`.

    Raises `OSError`, with words, for anything else.
    """
    if not _NOFOLLOW and os.path.islink(path):
        raise OSError(_A_LINK)
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(_A_LINK) from None
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a plain file")
        data = b""
        while piece := os.read(descriptor, min(status.st_size, most) + 1):
            data += piece
            if len(data) > most:
                raise OSError(f"longer than {most} bytes")
            if len(data) == status.st_size:
                break  # whole, as it was when it was opened
    finally:
        os.close(descriptor)
    return data


def raw(root: Path, path: str) -> bytes | OSError:
    """The bytes of a file of a tree, or why it cannot be read."""
    try:
        return read_bytes(f"{root}/{path}")
    except OSError as error:
        return error


def parsed(path: str, table: str, data: bytes | OSError) -> tuple[File, Problem | None]:
    """A record file made of its bytes, and the problem that kept it from being parsed, if any."""
    text = ""
    try:
        if isinstance(data, OSError):
            raise data
        text = decode(data)
        return File(path, table, text, parse(text)), None
    except OSError as error:
        problem = Problem(path, 0, 0, "", f"cannot be read: {error.strerror or error}")
    except Fault as fault:
        found = mended(text) if isinstance(fault, NotJson) else None
        repaired, value, told = found or (text, None, fault)
        line, column = place_of(text, told)
        return File(path, table, repaired, value, text if found else ""), Problem(path, line, column, "", told.message)
    return File(path, table, text, None), problem


def read_file(root: Path, path: str, table: str) -> tuple[File, Problem | None]:
    """One record file of a tree, and the problem that kept it from being parsed, if any."""
    return parsed(path, table, raw(root, path))


@dataclass(frozen=True, slots=True)
class Tree:
    """All record files below a root, in the order of their paths, and the faults met on reading them."""

    root: Path
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()
    """Paths of record files that were not read, since only a part of the tree was asked for."""
    wanted: frozenset[str] | None = None
    """Paths of the files to report on; None: all."""

    def records(self) -> dict[str, list[dict[str, Any]]]:
        """Table -> its records, as far as they could be parsed."""
        found: dict[str, list[dict[str, Any]]] = {table: [] for table in SHAPES}
        for file in self.files:
            if file.value is not None:
                found[file.table].append(file.value)
        return found


def find_root(path: Path) -> Path | None:
    """The folder at or above a path that holds `records/`: the root of its data set. None if there is none."""
    path = path.absolute()
    return next((folder for folder in (path, *path.parents) if (folder / "records").is_dir()), None)


def read_tree(root: Path) -> Tree:
    """Read every file below `records/` and `seeds/`. Raises `DataError` if the root holds no `records/`."""
    if not (root / "records").is_dir():
        raise DataError(f"{shown(str(root))} is not a records tree: looked for the folder records/ in it")
    files, problems = [], []
    for path, unread in sorted(_walk(root)):
        if path in BESIDE and not unread:
            continue
        table = table_of(path)
        fault = unread or _misnamed(path) or (None if table else f"does not belong here; a record is {_belongs()}")
        if fault or table is None:
            problems.append(Problem(ascii_safe(path), 0, 0, "", fault or ""))
            continue
        file, problem = read_file(root, path, table)
        files.append(file)
        if problem:
            problems.append(problem)
    return Tree(root, tuple(files), tuple(problems))


def _misnamed(path: str) -> str:
    """Whether a name has letters that no id has: look-alikes of those of other alphabets, or none that can be seen."""
    if path.isascii() and path.isprintable():
        return ""
    odd = next((char for char in path if not char.isascii() or not char.isprintable()), None)
    return f"has {odd!a} in its name; a name is written in a-z, 0-9 and hyphens" if odd else ""


def _belongs() -> str:
    return ", ".join(f"{folder}/<id>.json" for folder in FOLDERS.values())


def paths_below(root: Path) -> list[str]:
    """The paths of what is named as a record, sorted. What is not, only `read_tree` reports."""
    found = (path for path, unread in _walk(root) if not (unread or path in BESIDE or _misnamed(path)))
    return sorted(path for path in found if table_of(path))


def id_of(path: str) -> str:
    """The id that the name of a record's file promises."""
    return path.rpartition("/")[2].removesuffix(".json")


def table_of(path: str) -> str | None:
    """The table of the records in the folder of a path; None if no record belongs there."""
    return _TABLES.get(path.rpartition("/")[0]) if path.endswith(".json") else None


def _walk(root: Path) -> Iterator[tuple[str, str]]:
    """Everything below `records/` and `seeds/` that is not a folder: path from the root, with `/`, and why it is not read.

    No link is followed; a folder that is named like a record, that cannot be listed, or that is a link is among them.
    """
    queue = ["records", "seeds"]
    for top in queue[:]:
        if (root / top).is_symlink():
            yield top, "is a link; put the folder itself here"
            queue.remove(top)
    while queue:
        folder = queue.pop()
        try:
            with os.scandir(root / folder) as entries:
                found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except FileNotFoundError:
            continue
        except OSError as error:
            yield folder, f"cannot be read: {error.strerror}"
            continue
        for name, is_folder in found:
            if is_folder:
                queue.append(f"{folder}/{name}")
            if not is_folder or name.endswith(".json"):
                yield f"{folder}/{name}", ""
