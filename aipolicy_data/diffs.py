"""How two releases differ, field by field, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from aipolicy_data.index import TABLES, Index

Path = tuple[str | int, ...]
ABSENT = object()
"""What stands where there is no value."""


class Edit(NamedTuple):
    """One value of one record that differs: `ABSENT` where a release does not have it. An empty path is the whole record."""

    table: str
    id: str
    path: Path
    before: Any
    after: Any

    @property
    def difference(self) -> str:
        """A term of the vocabulary `differences`."""
        return "added" if self.before is ABSENT else "removed" if self.after is ABSENT else "changed"


def edits(older: Index, newer: Index) -> list[Edit]:
    """What to do to the older release to get the newer one, in the order of tables, ids and fields."""
    found: list[Edit] = []
    for table in TABLES:
        old, new = ({record["id"]: record for record in index.records[table]} for index in (older, newer))
        for id in sorted(old.keys() | new.keys()):
            found.extend(Edit(table, id, *edit) for edit in _between(old.get(id, ABSENT), new.get(id, ABSENT), ()))
    return found


def _between(before: Any, after: Any, path: Path) -> Iterator[tuple[Path, Any, Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*before, *(name for name in after if name not in before)]:
            yield from _between(before.get(name, ABSENT), after.get(name, ABSENT), (*path, name))
    elif isinstance(before, list) and isinstance(after, list):
        for at in range(max(len(before), len(after))):
            here, there = (values[at] if at < len(values) else ABSENT for values in (before, after))
            yield from _between(here, there, (*path, at))
    elif type(before) is not type(after) or before != after:
        yield path, before, after


def applied(older: Index, changes: Sequence[Edit]) -> Index:
    """The newer release, made of the older one and the differences. The older one is left as it is."""
    records = {table: {record["id"]: copy.deepcopy(record) for record in older.records[table]} for table in TABLES}
    # From the last to the first, so that the items of a list are removed from its end.
    removals = [edit for edit in reversed(changes) if edit.after is ABSENT]
    for edit in [*removals, *(edit for edit in changes if edit.after is not ABSENT)]:
        _apply(records[edit.table], (edit.id, *edit.path), edit.after)
    return Index({table: list(found.values()) for table, found in records.items()})


def _apply(records: dict[str, Any], path: Path, after: Any) -> None:
    node: Any = records
    for step in path[:-1]:
        node = node[step]
    last: Any = path[-1]
    if after is ABSENT:
        del node[last]
    elif isinstance(node, list) and last == len(node):
        node.append(copy.deepcopy(after))
    else:
        node[last] = copy.deepcopy(after)


def as_row(edit: Edit) -> dict[str, Any]:
    """A difference as the data set shows it."""
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in edit.path).lstrip(".")
    row = {"id": edit.id, "kind": edit.table.removesuffix("s"), "difference": edit.difference, "field": field or None}
    return row | {"before": _text(edit.before), "after": _text(edit.after)}


def _text(value: Any) -> str | None:
    return None if value is ABSENT else json.dumps(value, ensure_ascii=False)
