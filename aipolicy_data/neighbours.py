"""What one changed file touches: the part of a tree that is read to judge it, and whom the judgement concerns.

Every file's bytes are looked through for the ids in question; only what is needed is parsed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from aipolicy_data.files import File, Tree, id_of, parsed, paths_below, raw, table_of
from aipolicy_data.parsing import texts_at, texts_in

_ID = re.compile(rb'"id"\s*:\s*"([^"]*)"')
"""Where a record bears its id; looked for where it begins."""


class _Scan:
    """The bytes of a tree, its files parsed when asked for, and who names whom."""

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self.paths: list[str] = []
        self._ends: list[int] = []
        self._all = bytearray()  # one long search is quicker than a short one in each
        self._unread: dict[str, OSError] = {}
        self._files: dict[str, File] = {}
        self._texts: dict[str, set[str]] = {}
        self.problems: list[Any] = []
        odd = []
        for path in paths:
            data = raw(root, path)
            if isinstance(data, OSError):
                self._unread[path] = data
                data = b""
            elif not (found := _ID.search(data, 0, 200)) or found[1] != id_of(path).encode():
                odd.append(path)
            self.paths.append(path)
            self._all += data + b"\0"  # which stands in no id, so that none is found across two files
            self._ends.append(len(self._all))
        self.by_id: dict[str, set[str]] = {}
        for path in self.paths:
            self.by_id.setdefault(id_of(path), set()).add(path)
        self._odd = [path for path in odd if self.file(path).value is not None]
        """Files in which ids may stand otherwise than in straight quotation marks, or whose own is another than their name."""
        for path in self._odd:
            id = (self.file(path).value or {}).get("id")
            if isinstance(id, str):
                self.by_id.setdefault(id, set()).add(path)

    def file(self, path: str) -> File:
        if path not in self._files:
            number = bisect_right(self.paths, path) - 1
            start = self._ends[number - 1] if number else 0
            data = self._unread.get(path) or bytes(self._all[start : self._ends[number] - 1])
            self._files[path], problem = parsed(path, table_of(path) or "", data)
            if problem:
                self.problems.append(problem)
        return self._files[path]

    def value(self, path: str) -> dict[str, Any]:
        return self.file(path).value or {}

    def texts(self, path: str) -> set[str]:
        if path not in self._texts:
            self._texts[path] = texts_in(self.file(path).value)
        return self._texts[path]

    def named_by(self, paths: Iterable[str]) -> set[str]:
        """The files whose ids stand in these."""
        return {named for path in paths for id in self.by_id.keys() & self.texts(path) for named in self.by_id[id]}

    def naming(self, ids: Collection[str]) -> set[str]:
        """The files in which these ids stand."""
        found = {path for path in self._odd if not self.texts(path).isdisjoint(ids)}
        for id in ids:
            quoted, at = f'"{id}"'.encode(), -1
            while (at := self._all.find(quoted, at + 1)) >= 0:
                number = bisect_right(self._ends, at)
                found.add(self.paths[number])
                at = self._ends[number] - 1
        return found

    def claims(self, path: str) -> set[str]:
        """The ids of the claims that a source makes."""
        claims = self.value(path).get("claims")
        return texts_at(claims, "id") if table_of(path) == "sources" else set()

    def cited(self, path: str) -> set[str]:
        """The ids of the claims that a record rests on."""
        return texts_at(self.value(path).get("evidence"), "claim")

    def above(self, paths: Iterable[str], table: str) -> set[str]:
        """The records of a table that these stand in, to the outermost."""
        found: set[str] = set()
        queue = [path for path in paths if table_of(path) == table]
        while queue:
            named = self.by_id.get(str(self.value(queue.pop()).get("part_of")), set())
            wholes = {path for path in named if table_of(path) == table} - found
            found |= wholes
            queue.extend(wholes)
        return found


def touching(tree: Tree, named: Collection[str]) -> frozenset[str]:
    """Of a tree that was read whole: the files named, those they refer to and those that refer to them."""
    by_id: dict[str, set[str]] = {}
    for file in tree.files:
        for id in (file.id, (file.value or {}).get("id")):
            if isinstance(id, str):
                by_id.setdefault(id, set()).add(file.path)
    ids = {id_of(path) for path in named}
    for file in tree.files:
        if file.path in named and file.table == "sources":
            ids |= texts_at((file.value or {}).get("claims"), "id")
    found = set(named)
    for file in tree.files:
        texts = texts_in(file.value)
        if file.path in named:
            found |= {path for id in by_id.keys() & texts for path in by_id[id]}
        if not ids.isdisjoint(texts) or (file.value is None and _stands_in(raw(tree.root, file.path), ids)):
            found.add(file.path)
    return frozenset(found)


def _stands_in(data: bytes | OSError, ids: Collection[str]) -> bool:
    """Whether one of these ids stands in a file that cannot be parsed."""
    return isinstance(data, bytes) and any(f'"{id}"'.encode() in data for id in ids)


def read_around(root: Path, named: Collection[str], paths: Collection[str] | None = None) -> Tree:
    """The files named, those they refer to and those that refer to them (`wanted`), and what is needed to judge these.

    To judge a record: what it refers to; the documents of commitments, to the outermost; the organisations of its actors;
    every event that changed a commitment that it touches; every record that rests on its claims. The other files are
    known by their names alone. What is not named as a record is left to `read_tree`. `paths`: those of `paths_below`, where
    they are known already.
    """
    scan = _Scan(root, paths_below(root) if paths is None else sorted(paths))
    start = set(named).intersection(scan.paths)
    borne = {id_of(path) for path in start} | {claim for path in start for claim in scan.claims(path)}
    wanted = start | scan.named_by(start) | scan.naming(borne)
    needed = wanted | scan.named_by(wanted) | scan.above(wanted, "events")
    known = {claim for path in needed for claim in scan.claims(path)}
    cited = {claim for path in start for claim in scan.cited(path)}  # whoever else makes these
    needed |= scan.naming(cited | ({claim for path in wanted for claim in scan.cited(path)} - known))
    touched = {path for path in needed if table_of(path) == "commitments"}
    touched |= scan.above(touched, "commitments")
    events = {path for path in scan.naming({id_of(path) for path in touched}) if table_of(path) == "events"}
    needed |= touched | events | scan.naming({id_of(path) for path in wanted if scan.claims(path)})
    frontier = {path for path in needed if table_of(path) in ("commitments", "actors")} | events
    while frontier:
        frontier = {path for path in scan.named_by(frontier) if table_of(path) in ("commitments", "actors")} - needed
        needed |= frontier
    files = tuple(scan.file(path) for path in sorted(needed))
    unread = tuple(path for path in scan.paths if path not in needed)
    return Tree(root, files, tuple(sorted(scan.problems)), unread, frozenset(wanted))
