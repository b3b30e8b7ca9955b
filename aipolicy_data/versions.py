"""Versions of the data: what a release may call itself, seen from the one before it.

| from one release to the next                                                                       | at least |
| --------------------------------------------------------------------------------------------------- | -------- |
| an id, a column or a term is gone, a column has another type, a record became one of another kind   | major    |
| records, columns or terms were added; a value other than a text changed, appeared or disappeared    | minor    |
| a text reads differently; nothing changed at all                                                    | patch    |

A release that lost what the one before it had is refused, unless it is a major one: ids, or values of a field in the records
that both have, or the share of records that have the field. (Users of another incident database found months of emptied
fields by themselves.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from aipolicy_data import released
from aipolicy_data.diffs import ABSENT, Edit, Path, edits
from aipolicy_data.index import TABLES, Index, title
from aipolicy_data.shapes import SHAPES, Shape
from aipolicy_data.snapshots import Snapshot

Step = Literal["patch", "minor", "major"]
STEPS: tuple[Step, ...] = ("patch", "minor", "major")
LOST = 0.02
"""By how much the share of records that have a field may fall among the records that both releases have."""
THINNED = 0.1
"""By how much it may fall among all records: those that are added are allowed to say less, but not so much less."""
MANY = 50
"""Shares of fewer records than these say nothing."""
FEW = 3
"""So many values may go without being called lost, as corrections do; but not all of them."""


def _weight(edit: Edit) -> Step:
    if not edit.path:
        return "major" if edit.after is ABSENT else "minor"
    kind = _kinds().get((edit.table, _names(edit.path)))
    if kind is None:  # a field that the models do not have, or no longer
        return "major" if edit.after is ABSENT else "minor"
    return "patch" if kind == "text" and edit.difference == "changed" else "minor"


def _names(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


@cache
def _kinds() -> dict[tuple[str, tuple[str, ...]], str]:
    """(table, the way to a field) -> `text` for wording, `value` for anything else."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}

    def add(table: str, shape: Shape, front: tuple[str, ...]) -> None:
        for field in shape.fields:
            way = (*front, field.name)
            wording = field.kind == "text" and not field.vocabulary and not field.ref
            found[table, way] = "text" if wording else "value"
            if field.part is not None:
                add(table, field.part, way)

    for table, shape in SHAPES.items():
        add(table, shape, ())
    return found


@dataclass(frozen=True)
class Comparison:
    """One release seen from the one before it. Columns and terms count where both say theirs."""

    older: Snapshot
    newer: Snapshot

    @cached_property
    def edits(self) -> list[Edit]:
        """What differs in the records, value by value."""
        return edits(self.older.index, self.newer.index)

    @cached_property
    def names(self) -> list[tuple[str, str | None, str | None]]:
        """The columns and terms that differ: what they are called, what they were before and what they are."""
        before, after = self.older.interface, self.newer.interface
        if before is None or after is None:
            return []
        named = [*before, *(name for name in after if name not in before)]
        return [(".".join(name), before.get(name), after.get(name)) for name in named if before.get(name) != after.get(name)]

    @cached_property
    def least(self) -> Step:
        """The least step of the version from one to the next."""
        found: set[Step] = {_weight(edit) for edit in self.edits}
        found |= {"minor" if before is None else "major" for _, before, _ in self.names}
        return max(found, key=STEPS.index, default="patch")

    def problems(self, since: Mapping[str, str] | None = None) -> list[str]:
        """Why this may not be released after that under its version; nothing, if it may.

        `since`: id -> first version, as `released.released()` has it, where it is to be held against the two releases.
        """
        found = self.misnamed()
        taken = step(str(self.older.version), str(self.newer.version))
        if taken != "major":
            found += self.losses()
        if taken is not None and since is not None:
            found += self._stamps(since)
        return found

    def misnamed(self) -> list[str]:
        """Why it may not have this version; nothing, if it may. A greater step than the least is allowed."""
        old, new = str(self.older.version), str(self.newer.version)
        taken = step(old, new)
        if taken is None:
            return [f"{new} is no version that follows {old}: it is three numbers, and the greater"]
        if STEPS.index(taken) >= STEPS.index(self.least):
            return []
        reasons = [_reason(edit) for edit in self.edits if _weight(edit) == self.least]
        if self.least == "major":
            reasons += [f"{name} is gone or changed its type" for name, before, _ in self.names if before is not None]
        else:
            reasons += [f"{name} was added" for name, _, _ in self.names]
        return [
            f"{new} is a {taken} version after {old}, and this is at least a {self.least} one: {_some(reasons)}; "
            f"call it {_next(old, self.least)}"
        ]

    def losses(self) -> list[str]:
        """What it lost against the one before: ids, values, or the share of records that have a field."""
        found = []
        for table in TABLES:
            old, new = ({record["id"]: record for record in each.index.records[table]} for each in (self.older, self.newer))
            if gone := sorted(old.keys() - new.keys()):
                found.append(f"{table}: {len(gone)} of {len(old)} records are gone, where a retired one stays: {_some(gone)}")
            if old.keys() & new.keys():
                found += [f"{table}.{loss}" for loss in _fields_lost(old, new)]
        return found

    def _stamps(self, since: Mapping[str, str]) -> list[str]:
        """Ids of which `released.json` says something else than the releases do: since which version they stand."""
        old, new = self.older.version, self.newer.version
        known = [id for id in self.newer.index.by_id if id in since]
        late = [id for id in known if id in self.older.index.by_id and since[id] == new]
        early = [id for id in known if id not in self.older.index.by_id and since[id] != new]
        lines = ((late, f"stand since {old} or before, and not since {new}"), (early, f"stand since {new}, and not before"))
        return [f"{released.PATH}: {len(ids)} ids {words}: {_some(sorted(ids))}" for ids, words in lines if ids]

    def changelog(self) -> str:
        """What changed in the data, as Markdown: added, changed field by field, retired, gone.

        Every record that differs has one line that begins with its id in bold.
        """
        found: dict[str, dict[tuple[str, str], list[Edit]]] = {name: {} for name in ("Added", "Changed", "Retired", "Gone")}
        for edit in self.edits:
            found[_chapter(edit)].setdefault((edit.table, edit.id), []).append(edit)
        for key in found["Retired"].keys() & found["Changed"].keys():
            found["Retired"][key] = found["Changed"].pop(key) + found["Retired"][key]
        lines = [f"# Changes of the data{_between(self.older.version, self.newer.version)}", "", _summary(found)]
        if self.names:
            lines += ["", "## Columns and terms", "", *(_name_changed(*name) for name in self.names)]
        for chapter, records in found.items():
            if records:
                lines += ["", f"## {chapter}"]
            table = ""
            for (name, id), changes in records.items():
                if name != table:
                    lines += ["", f"### {name.capitalize()}", ""]
                    table = name
                lines += _told(id, changes, (self.older if chapter == "Gone" else self.newer).index)
        return "\n".join(lines) + "\n"


def _name_changed(name: str, before: str | None, after: str | None) -> str:
    return f"- `{name}`: {'added' if before is None else 'gone' if after is None else f'was {before}, is {after}'}"


_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")


def step(old: str, new: str) -> Step | None:
    """By which step a version follows another; None if it does not follow it, or if one of them is no version.

    >>> step("0.1.0", "0.1.1"), step("0.1.9", "0.2.0"), step("0.9.0", "1.0.0"), step("1.0.0", "0.9.0")
    ('patch', 'minor', 'major', None)
    """
    matches = [_VERSION.fullmatch(version) for version in (old, new)]
    if None in matches:
        return None
    before, after = ([int(number) for number in match.groups()] for match in matches if match)
    if after <= before:
        return None
    return "major" if after[0] > before[0] else "minor" if after[1] > before[1] else "patch"


def _reason(edit: Edit) -> str:
    return f"{edit.id} was {edit.difference}" if not edit.path else f"{edit.id} {_place(edit.path)} was {edit.difference}"


def _some(texts: Sequence[str]) -> str:
    return ", ".join(texts[:3]) + (f" and {len(texts) - 3} more" if len(texts) > 3 else "")


def _next(version: str, least: Step) -> str:
    numbers = [int(number) for number in version.split(".")]
    at = 2 - STEPS.index(least)
    return ".".join(map(str, [*numbers[:at], numbers[at] + 1, *[0] * (2 - at)]))


def _fields_lost(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What records of one table, by id, lost: each with the way to the field."""
    both = sorted(old.keys() & new.keys())
    before, after = (Counter(way for id in both for way in _ways(records[id])) for records in (old, new))
    shares, now = (_shares(records.values()) for records in (old, new))
    told: list[str] = []
    for way, count in before.items():
        if way.startswith(tuple(told)):
            continue  # a part of what is told already
        lost, share, present = count - after[way], shares[way], now.get(way, 0)
        if lost == count or (lost >= FEW and lost > LOST * max(count, len(both))):
            yield f"{way}: {lost} of {count} values are gone from records that both releases have"
        elif share - present > THINNED and len(new) >= MANY:
            yield f"{way}: {present:.0%} of the records have it, where {share:.0%} had it before"
        else:
            continue
        told.append(f"{way}.")


def _shares(records: Collection[Any]) -> dict[str, float]:
    """The way to a field -> the share of records that have it, once or more."""
    found = Counter(way for record in records for way in dict.fromkeys(_ways(record)))
    return {way: count / len(records) for way, count in found.items()}


def _ways(value: Any, way: str = "") -> Iterator[str]:
    """The way to every value and every part of a record, once for each: `evidence` and `evidence.source` for each source."""
    if isinstance(value, list | tuple):
        for child in value:
            yield from _ways(child, way)
        return
    if way:
        yield way
    if isinstance(value, Mapping):
        for name, child in value.items():
            yield from _ways(child, f"{way}.{name}" if way else name)


def _chapter(edit: Edit) -> str:
    if not edit.path:
        return "Added" if edit.before is ABSENT else "Gone"
    return "Retired" if edit.path == ("replaced_by",) and edit.before is ABSENT else "Changed"


def _between(old: str | None, new: str | None) -> str:
    return f" from {old} to {new}" if old and new else ""


def _summary(found: Mapping[str, Mapping[Any, Any]]) -> str:
    counts = [f"{len(records)} {chapter.lower()}" for chapter, records in found.items() if records]
    return f"Records: {', '.join(counts)}." if counts else "No record differs."


def _told(id: str, changes: Sequence[Edit], index: Index) -> list[str]:
    line = f"- **`{id}`** {_plain(str(title(index.record(id)) or ''))}".rstrip()
    return [line, *(f"  - {_place(edit.path)}: {_shown(edit.before)} → {_shown(edit.after)}" for edit in changes if edit.path)]


def _place(path: Path) -> str:
    return "`" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".") + "`"


def _shown(value: Any) -> str:
    """A value in one line."""
    if value is ABSENT:
        return "nothing"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_shown(child)}" for name, child in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(_shown, value))
    return _plain(str(value))


def _plain(text: str) -> str:
    """Text in which nothing is Markdown or HTML."""
    return re.sub(r"([\\`*_\[\]<>|&~#])", r"\\\1", " ".join(text.split()))
