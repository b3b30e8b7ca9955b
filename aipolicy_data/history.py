"""The history of a commitment as rows, and the latest day on which anything shows that it stood."""

from __future__ import annotations

from typing import Any

from aipolicy_data import dates
from aipolicy_data.derived import change_row
from aipolicy_data.index import Index, Raw, in_time
from aipolicy_data.transitions import CAPPING, ENDED


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
    """Its changes, and those of its document that it inherits: its ends, and all if it has none of its own."""
    own = index.changing.get(commitment, ())
    document = index.document(commitment)
    wider = () if document is None else index.changing.get(document["id"], ())
    inherited = [pair for pair in wider if pair[1].get("standing") in CAPPING or (not own and "standing" in pair[1])]
    return sorted([*own, *inherited], key=lambda pair: in_time(pair[0]))


def attested(index: Index, commitment: str, on: str | None) -> str | None:
    """The latest day up to `on` on which a record shows that the commitment stood.

    Such a record is an actual event that did not end it, a statement by whoever it binds, or a source of its own.
    """
    days: list[str] = []
    for event, change in index.changing.get(commitment, ()):
        if event["factuality"] == "actual" and change.get("standing") not in ENDED:
            days.append(dates.bounds(event["date"]).max)
    bound = {party["actor"] for party in index.parties(commitment)}
    for statement, _ in index.targeting.get(commitment, ()):
        if bound & {speaker["actor"] for speaker in statement["speakers"]}:
            days.append(dates.bounds(statement["date"]).max)
    for evidence in index.record(commitment).get("evidence", ()):
        source = index.by_id.get(evidence["source"])
        if source and evidence["relation"] != "disputes" and "published" in source[1]:
            days.append(dates.bounds(source[1]["published"]).max)
    return max((day for day in days if day != dates.MAX_DAY and (on is None or day <= on)), default=None)
