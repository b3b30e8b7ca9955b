"""The part of a tree that one changed file touches: read and checked without reading the rest.

Every file's bytes are looked through for the ids in question; only what is needed is parsed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

from aipolicy_data.files import File, Tree, id_of, parsed, paths_below, raw, table_of
from aipolicy_data.parsing import texts_in


class _Scan:
    """The bytes of a tree, its files parsed when asked for, and who names whom."""

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self.data = {path: raw(root, path) for path in paths}
        self.by_id = {id_of(path): path for path in self.data}
        read = {path: data for path, data in self.data.items() if isinstance(data, bytes)}
        self._read = list(read)
        self._all = b"".join(read.values())  # one long search is quicker than a short one in each
        self._ends = list(accumulate(map(len, read.values())))
        self._files: dict[str, File] = {}
        self._texts: dict[str, set[str]] = {}
        self.problems: list[Any] = []

    def file(self, path: str) -> File:
        if path not in self._files:
            self._files[path], problem = parsed(path, table_of(path) or "", self.data[path])
            if problem:
                self.problems.append(problem)
        return self._files[path]

    def named_by(self, paths: Iterable[str]) -> set[str]:
        """The files whose ids stand in these."""
        return {self.by_id[id] for path in paths for id in self.by_id.keys() & self._texts_of(path)}

    def _texts_of(self, path: str) -> set[str]:
        if path not in self._texts:
            self._texts[path] = texts_in(self.file(path).value)
        return self._texts[path]

    def naming(self, paths: Collection[str]) -> set[str]:
        """The files in which the ids of these stand."""
        found = set()
        for path in paths:
            id, at = f'"{id_of(path)}"'.encode(), -1
            while (at := self._all.find(id, at + 1)) >= 0:
                number = bisect_right(self._ends, at)
                found.add(self._read[number])
                at = self._ends[number] - 1
        return found


def touching(tree: Tree, named: Collection[str]) -> frozenset[str]:
    """Of a tree that was read: the files named, those they refer to and those that refer to them."""
    by_id = {file.id: file.path for file in tree.files}
    ids = {id_of(path) for path in named}
    found = set(named)
    for file in tree.files:
        texts = texts_in(file.value)
        if file.path in named:
            found |= {by_id[id] for id in by_id.keys() & texts}
        if not ids.isdisjoint(texts) or (file.value is None and any(f'"{id}"' in file.text for id in ids)):
            found.add(file.path)
    return frozenset(found)


def read_around(root: Path, named: Collection[str], paths: Collection[str] | None = None) -> Tree:
    """The files named, those they refer to and those that refer to them (`wanted`), and what is needed to judge these.

    To judge a record: what it refers to; the documents of commitments, to the outermost; the organisations of its actors;
    every event that changed a commitment that it touches; every record that rests on its claims. The other files are
    known by their names alone. What is not named as a record is left to `read_tree`. `paths`: those of `paths_below`, where
    they are known already.
    """
    scan = _Scan(root, paths_below(root) if paths is None else paths)
    start = {path for path in named if path in scan.data}
    wanted = start | scan.named_by(start) | scan.naming(start)
    needed = wanted | scan.named_by(wanted)
    touched = {path for path in needed if table_of(path) == "commitments"}
    claimed = {path for path in wanted if table_of(path) == "sources" and (scan.file(path).value or {}).get("claims")}
    events = {path for path in scan.naming(touched) if table_of(path) == "events"}
    needed |= events | scan.naming(claimed)
    frontier = {path for path in needed if table_of(path) in ("commitments", "actors")} | events
    while frontier:
        frontier = {path for path in scan.named_by(frontier) if table_of(path) in ("commitments", "actors")} - needed
        needed |= frontier
    files = tuple(scan.file(path) for path in sorted(needed))
    unread = tuple(sorted(path for path in scan.data if path not in needed))
    return Tree(root, files, tuple(sorted(scan.problems)), unread, frozenset(wanted))
