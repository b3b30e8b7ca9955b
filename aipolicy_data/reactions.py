"""What was said about a record, and what followed it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import Any

from aipolicy_data import dates
from aipolicy_data.dates import MAX_DAY, MIN_DAY
from aipolicy_data.derived import timeline_row
from aipolicy_data.index import Index, Raw, in_time


def about(index: Index, id: str, stances: Collection[str] | None, with_events: bool) -> list[dict[str, Any]]:
    """The statements that target a record, in order of time; with events, also what changed it and what was said of that."""
    rows = [_about_row(index, id, statement, target) for statement, target in index.targeting.get(id, ())]
    if with_events:
        for event in {event["id"]: event for event, _ in index.changing.get(id, ())}.values():
            row = timeline_row(index, "event", event)
            rows.append({name: row.get(name, ()) for name in ("id", "kind", "type", "date", "title", "actors")} | {"about": id})
            rows.extend(_about_row(index, event["id"], *pair) for pair in index.targeting.get(event["id"], ()))
    if stances is not None:
        rows = [row for row in rows if row.get("stance") in stances and row["about"] == id]
    return sorted(rows, key=lambda row: (in_time(row), row["about"]))


def _about_row(index: Index, about: str, statement: Raw, target: Raw) -> dict[str, Any]:
    row = {"id": statement["id"], "kind": "statement", "type": statement["type"], "date": statement["date"]}
    row |= {"title": statement["summary"], "about": about, "condition": statement.get("condition")}
    row |= {"actors": [index.name(speaker["actor"]) for speaker in statement["speakers"]]}
    return row | {name: target.get(name) for name in ("party", "stance", "verdict", "score")}


def responses(index: Index, id: str) -> list[dict[str, Any]]:
    """What answered a record, or anything said in it, each once, in order of time. Its own parts are no answers to it.

    Reads all three links: `responds_to`, the targets of statements, and outcomes. What answers several is told of the first
    on which it takes a stance, the record itself before its parts.
    """
    whole = index.thread(id)
    rows: dict[str, dict[str, Any]] = {}
    for answered in whole:
        for link, record, stance in _links(index, answered):
            known = rows.get(record["id"])
            if record["id"] not in whole and (known is None or (known["stance"] is None and stance is not None)):
                rows[record["id"]] = _row(index, record, link, answered, stance)
    return sorted(rows.values(), key=lambda row: in_time(index.record(row["id"])))


def _links(index: Index, id: str) -> Iterator[tuple[str, Raw, str | None]]:
    for answer in index.answering.get(id, ()):
        yield "responds_to", answer, None
    for statement, target in index.targeting.get(id, ()):
        if statement["type"] != "assessment":
            yield "targets", statement, target.get("stance")
    table, record = index.by_id[id]
    outcome = record.get("outcome", {}).get("event") if table == "statements" else None
    if outcome in index.by_id:
        yield "outcome", index.record(outcome), None


def _row(index: Index, record: Raw, link: str, answered: str, stance: str | None) -> dict[str, Any]:
    kind = "statement" if "speakers" in record else "event"
    row = timeline_row(index, kind, record)
    row = {name: row.get(name, ()) for name in ("id", "kind", "type", "date", "title", "actors")}
    least, most = days_between(index.record(answered).get("date"), record["date"])
    return row | {"link": link, "answers": answered, "stance": stance, "days_min": least, "days_max": most}


def days_between(earlier: str | None, later: str) -> tuple[int | None, int | None]:
    """The least and the greatest number of days from one date to another; None where an end is open.

    >>> days_between("2026-02-24", "2026-02-26/2026-02-27")
    (2, 3)
    """
    if earlier is None:
        return None, None
    one, other = dates.bounds(earlier), dates.bounds(later)
    return _days(one.max, other.min), _days(one.min, other.max)


def _days(start: str, stop: str) -> int | None:
    if start in (MIN_DAY, MAX_DAY) or stop in (MIN_DAY, MAX_DAY):
        return None
    return max(0, (datetime.date.fromisoformat(stop) - datetime.date.fromisoformat(start)).days)
