"""The part of a tree that one changed file touches: read and checked without reading the rest.

Every file's bytes are looked through for the ids in question; only what is needed is parsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from aipolicy_data.files import File, Tree, parsed, paths_below, raw, table_of, texts_in


class _Scan:
    """The bytes of a tree, its files parsed when asked for, and who names whom."""

    def __init__(self, root: Path) -> None:
        self.data = {path: raw(root, path) for path in paths_below(root)}
        self.by_id = {Path(path).stem: path for path in self.data}
        self._files: dict[str, File] = {}
        self.problems: list[Any] = []

    def file(self, path: str) -> File:
        if path not in self._files:
            self._files[path], problem = parsed(path, table_of(path) or "", self.data[path])
            if problem:
                self.problems.append(problem)
        return self._files[path]

    def named_by(self, paths: Iterable[str]) -> set[str]:
        """The files whose ids stand in these."""
        return {self.by_id[text] for path in paths for text in texts_in(self.file(path).value) if text in self.by_id}

    def naming(self, paths: Collection[str]) -> set[str]:
        """The files in which the ids of these stand."""
        wanted = [f'"{Path(path).stem}"'.encode() for path in paths]
        return {path for path, data in self.data.items() if isinstance(data, bytes) and any(id in data for id in wanted)}


def read_around(root: Path, named: Collection[str]) -> Tree:
    """The files named, those they refer to and those that refer to them (`wanted`), and what is needed to judge these.

    To judge a record: what it refers to; the documents of commitments, to the outermost; the organisations of its actors;
    every event that changed a commitment that it touches; every record that rests on its claims. The other files are
    known by their names alone. What is not named as a record is left to `read_tree`.
    """
    scan = _Scan(root)
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
