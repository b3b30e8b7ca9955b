"""What falls due, stated or worked out, and what became of it.

A commitment's first deadline stands on it; events that move it carry the new one. Terms count from the
record's own date: a commitment's is that of the event that added it. A cadence gives one window after another, each from
the delivery before it. Nothing here reads the clock: what is not on record by `checked` was not found, no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.dates import MAX_DAY, MIN_DAY
from aipolicy_data.index import Index, Raw, title
from aipolicy_data.reactions import responses
from aipolicy_data.transitions import BINDING, ENDED

Row = dict[str, Any]
MOST_WINDOWS = 200
"""No cadence is followed further than this many windows."""


def deadlines(index: Index, since: str, until: str) -> list[Row]:
    """Every deadline that can fall within a period, in order of time; undated ones last.

    A demand or threat that is part of an event with a term falls due with it, and is not listed twice.
    """
    rows = [row for record in index.live["commitments"] for row in _of_commitment(index, record, until)]
    rows += [row for record in index.live["events"] if "due" in record for row in _of_act(index, "event", record)]
    rows += [row for record in index.live["statements"] if "due" in record for row in _of_act(index, "statement", record)]
    kept = [row for row in rows if _overlaps(row, since, until)]
    return sorted(kept, key=lambda row: (dates.bounds(row["due"]) if row.get("due") else (MAX_DAY, MAX_DAY), row["id"]))


def _overlaps(row: Row, since: str, until: str) -> bool:
    if row.get("due"):
        low, high = dates.bounds(row["due"])
        return high >= since and low <= until
    ended = row.pop("_ended", None)
    return ended is None or ended >= since


class _Term(NamedTuple):
    """A deadline as it now stands: when, on what basis, as first set, and moved by which events."""

    due: Raw
    first: str | None
    moved_by: list[str]


class _Deliveries(NamedTuple):
    """What is on record about who owes something: deliveries and triggers in order, the end, verdicts, the last check."""

    events: Sequence[Raw]
    triggers: Sequence[Raw]
    ended: tuple[str, str] | None
    """(latest day, event) of the end of the commitment."""
    verdicts: list[str]
    checked: str | None


def _of_commitment(index: Index, record: Raw, until: str) -> Iterator[Row]:
    bound = list(dict.fromkeys(party["actor"] for party in index.parties(record["id"]) if party["role"] in BINDING))
    for party in bound or [None]:
        term = _term(index, record, party)
        if term is None or term.due["kind"] in ("ongoing", "none"):
            continue
        known = _deliveries(index, record, party)
        start = _start(index, record["id"], party)
        row: Row = {"id": record["id"], "kind": "commitment", "title": record["title"]}
        row |= {"party": party if len(bound) > 1 else None, "actors": [index.name(party)] if party else []}
        row |= {"owing": [party] if party else []}
        row |= {"due_kind": term.due["kind"], "trigger": term.due.get("trigger"), "checked": known.checked}
        row |= {"verdicts": known.verdicts, "moved_by": term.moved_by, "instant": term.due.get("instant")}
        for found in _windows(term, start, known, until):
            yield row | found


def _term(index: Index, record: Raw, party: str | None) -> _Term | None:
    moves = [
        (event, change["due"])
        for event, change in index.changing.get(record["id"], ())
        if "due" in change and event["factuality"] == "actual" and change.get("party") in (None, party)
    ]
    if not moves:
        return _Term(record["due"], None, []) if "due" in record else None
    return _Term(moves[-1][1], record.get("due", {}).get("date"), [event["id"] for event, _ in moves])


def _start(index: Index, commitment: str, party: str | None) -> str | None:
    """The date from which terms count: that of the event by which the commitment, or the party, began to be bound."""
    periods = index.histories.periods(commitment, party)
    return periods[0].since if periods else None


def _deliveries(index: Index, record: Raw, party: str | None) -> _Deliveries:
    delivered, triggered = (
        [
            event
            for event, change in index.changing.get(record["id"], ())
            if event["factuality"] == "actual" and change.get("change") == kind and change.get("party") in (None, party)
        ]
        for kind in ("delivered", "triggered")
    )
    periods = index.histories.periods(record["id"], party)
    ended = None
    if periods and periods[-1].standing in ENDED - {"discharged"}:
        ended = dates.bounds(periods[-1].since).max, periods[-1].event
    verdicts = [
        f"{', '.join(index.name(speaker['actor']) for speaker in statement['speakers'])}: {target['verdict']}"
        for statement, target in index.targeting.get(record["id"], ())
        if "verdict" in target and (party is None or target.get("party") in (None, party))
    ]
    return _Deliveries(delivered, triggered, ended, verdicts, record.get("checked"))


def _windows(term: _Term, start: str | None, known: _Deliveries, until: str) -> Iterator[Row]:
    due = term.due
    if due["kind"] == "recurring":
        yield from _recurring(due, start, known, until)
    elif due["kind"] == "trigger" and "date" not in due:
        yield from _triggered(due, known)
    else:
        text = due.get("date") or (_after(start, due["within"], due["within"]) if "within" in due and start else None)
        basis = "stated" if "date" in due else "derived" if text else None
        yield {"due": text, "basis": basis, "first_due": term.first} | _outcome(text, known, known.events)


def _triggered(due: Raw, known: _Deliveries) -> Iterator[Row]:
    """What falls due when something happens: as often as that is recorded, a term after it or at once; else without a day."""
    left = known.events
    for event in known.triggers:
        text = _after(event["date"], due["within"], due["within"]) if "within" in due else event["date"]
        if "within" in due:  # what came before cannot be what the trigger asks for
            left = [each for each in left if dates.bounds(each["date"]).max >= dates.bounds(event["date"]).min]
        outcome = _outcome(text, known, left)
        yield {"due": text, "basis": "derived"} | outcome
        left = left[1:] if outcome["outcome"].startswith("delivered") else left
    if known.triggers:
        return
    if left:
        yield {"outcome": "delivered", "event": left[0]["id"]}
    elif known.ended:
        yield {"outcome": "ended", "event": known.ended[1], "_ended": known.ended[0]}
    else:
        yield {"outcome": "undated"}


def _recurring(due: Raw, start: str | None, known: _Deliveries, until: str) -> Iterator[Row]:
    """One window after another: each delivery closes one and opens the next. Those after the first open one are projected."""
    if start is None or "every" not in due:
        yield {"outcome": "undated"}
        return
    short, long = dates.cadence(due["every"])
    last, left = start, [event for event in known.events if dates.bounds(event["date"]).max >= dates.bounds(start).min]
    # What was delivered on the day of the promise itself begins the first window.
    if left and left[0]["date"] == start:
        last, left = left[0]["date"], left[1:]
    before: str | None = None
    for number in range(MOST_WINDOWS):
        window = due["date"] if number == 0 and "date" in due else _after(last, short, long)
        first = dates.bounds(window).min
        if before is not None and (first > until or first < dates.bounds(before).max):
            return  # beyond the period asked for; or windows that run into one another, which say nothing more
        outcome = _outcome(window, known, left)
        yield {"due": window, "basis": "stated" if number == 0 and "date" in due else "derived"} | outcome
        if outcome["outcome"].startswith("delivered"):
            last, left = left[0]["date"], left[1:]
        elif outcome["outcome"] == "ended" or until == MAX_DAY:
            return
        else:
            last = before = window


def _after(start: str, short: str, long: str) -> str:
    """The date or window that lies a term after a date."""
    low, high = dates.bounds(start)
    first = dates.add(high if low == MIN_DAY else low, short)
    last = dates.add(low if high == MAX_DAY else high, long)
    return first if first == last else f"{first}/{last}"


def _outcome(due: str | None, known: _Deliveries, left: Sequence[Raw]) -> Row:
    last = dates.bounds(due).max if due else MAX_DAY
    if known.ended and known.ended[0] <= last and not (left and dates.bounds(left[0]["date"]).max <= known.ended[0]):
        return {"outcome": "ended", "event": known.ended[1]}
    if left:
        late = dates.bounds(left[0]["date"]).min > last
        return {"outcome": "delivered_late" if late else "delivered", "event": left[0]["id"]}
    if due is None:
        return {"outcome": "undated"}
    looked = known.checked is not None and dates.bounds(known.checked).max >= last
    return {"outcome": "nothing_found" if looked else "not_looked"}


def _of_act(index: Index, kind: str, record: Raw) -> Iterator[Row]:
    """The term that an event or a statement sets, with what came of its demands and threats."""
    due = record["due"]
    if due["kind"] in ("ongoing", "none"):
        return
    if "date" in due:
        text, basis = due["date"], "stated"
    elif "within" in due:
        text, basis = _after(record["date"], due["within"], due["within"]), "derived"
    else:
        text, basis = None, None
    owing = (
        [each["actor"] for each in record.get("participants", ()) if each["role"] == "recipient"]
        if kind == "event"
        else [target["actor"] for target in record["targets"] if "actor" in target]
    )
    row: Row = {"id": record["id"], "kind": kind, "title": title(record), "due": text, "basis": basis}
    row |= {"instant": due.get("instant"), "due_kind": due["kind"], "trigger": due.get("trigger")}
    row |= {"actors": [index.name(actor) for actor in owing], "owing": owing, "checked": record.get("checked")}
    yield row | _came_of(index, record, text, set(owing))


def _came_of(index: Index, record: Raw, due: str | None, owing: set[str]) -> Row:
    """What came of a term: whoever was asked (anybody, if no record says who was) refused or yielded, or it has an outcome."""
    parts = [index.record(id) for id in index.thread(record["id"])]
    results = [f"{part['id']}: {part['outcome']['result']}" for part in parts if "outcome" in part]
    for row in responses(index, record["id"]):
        said = {"refusal": "refused", "concession": "conceded"}.get(row["type"])
        answered = {speaker["actor"] for speaker in index.record(row["id"]).get("speakers", ())}
        if said and (not owing or owing & answered):
            return {"outcome": said, "event": row["id"], "results": results}
    if "outcome" in record:
        return {"outcome": "came_to_something", "event": record["outcome"].get("event"), "results": results}
    known = _Deliveries([], [], None, [], record.get("checked"))
    return _outcome(due, known, ()) | {"results": results}
