"""The history of a commitment as rows, and the latest day on which anything shows that it stood."""

from __future__ import annotations

from typing import Any

from aipolicy_data import dates
from aipolicy_data.courses import Entry
from aipolicy_data.derived import change_row
from aipolicy_data.index import Index, Raw
from aipolicy_data.transitions import BINDING, CAPPING, ENDED


def history(index: Index, commitment: str) -> list[dict[str, Any]]:
    """What happened to a commitment, in order, then what happened to its successors."""
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    queue = [commitment]
    while queue:
        id = queue.pop(0)
        if id in seen:
            continue
        seen.add(id)
        for event, change in _changes(index, id):
            rows.append(change_row(index, event, change))
            if "successor" in change:
                queue.append(change["successor"])
    return rows


def _changes(index: Index, commitment: str) -> list[tuple[Raw, Raw]]:
    """Its changes, and those of its documents that it inherits (S3): their ends, and what gave them their standing.

    The latter from the nearest that says how it stood for everybody: what befell one party, or never was, moves nobody else.
    """
    found = list(index.changing.get(commitment, ()))
    for document in index.histories.chain(commitment)[1:]:
        inherits = not any(_moves_everybody(*pair) for pair in found)
        for event, change in index.changing.get(document, ()):
            if change.get("standing") in CAPPING or (inherits and "standing" in change):
                found.append((event, change))
    return sorted(found, key=_place)


def _moves_everybody(event: Raw, change: Raw) -> bool:
    return event["factuality"] == "actual" and "standing" in change and "party" not in change


def _place(pair: tuple[Raw, Raw]) -> tuple[str, str, str, str, int]:
    """The order in which the standing is computed (S6), so that each row follows from those before it."""
    event, change = pair
    return Entry.of(event, event["changes"].index(change)).order


def attested(index: Index, commitment: str, on: str | None, party: str | None = None) -> str | None:
    """The latest day up to `on` on which a record shows that the commitment stood, for all its parties or for one.

    Such a record is an actual event that did not end it, a statement by whoever it binds that does not oppose it, or a
    source of its own. What is dated to a month or a year shows it for the first day of that. Nothing attests what has ended,
    and nothing before its beginning or after its end counts.
    """
    periods = index.histories.periods(commitment, party)
    begun = dates.bounds(periods[0].since).min if periods else dates.MIN_DAY
    ended = next((dates.bounds(period.since).max for period in reversed(periods) if period.standing in ENDED), None)
    last = min(filter(None, (on, ended)), default=None)
    days: list[str] = []
    for event, change in index.changing.get(commitment, ()):
        if event["factuality"] == "actual" and change.get("standing") not in ENDED and change.get("party") in (None, party):
            days.append(dates.bounds(event["date"]).min)
    bound = {party} if party else {each["actor"] for each in index.parties(commitment) if each["role"] in BINDING}
    for statement, target in index.targeting.get(commitment, ()):
        opposes = "oppose" in target.get("stance", "")
        if not opposes and bound & {speaker["actor"] for speaker in statement["speakers"]}:
            days.append(dates.bounds(statement["date"]).min)
    for evidence in index.record(commitment).get("evidence", ()):
        source = index.by_id.get(evidence["source"])
        if source and evidence["relation"] != "disputes" and "published" in source[1]:
            days.append(dates.bounds(source[1]["published"]).min)
    return max((day for day in days if day != dates.MIN_DAY and day >= begun and (last is None or day <= last)), default=None)
