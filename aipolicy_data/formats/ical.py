"""A calendar of deadlines (RFC 5545): what falls due on a day or within a window, and what became of it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from typing import Any

import icalendar

from aipolicy_data import dates
from aipolicy_data.dates import MAX_DAY, MIN_DAY
from aipolicy_data.deadlines import deadlines
from aipolicy_data.publication import Files, Publication


def render(publication: Publication) -> Files:
    """`deadlines.ics`: an event for each dated row of `Dataset.deadlines()`. What has no date has no place in a calendar."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//aipolicy_data//{publication.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("name", "AI policy: what falls due")
    calendar.add("x-wr-calname", "AI policy: what falls due")
    seen: Counter[tuple[str, str]] = Counter()
    for row in deadlines(publication.index, MIN_DAY, MAX_DAY):
        if row.get("due"):
            owed = (row["id"], row.get("party") or "")
            seen[owed] += 1
            calendar.add_component(_event(publication, row, "/".join(filter(None, (*owed, str(seen[owed]))))))
    return {"deadlines.ics": calendar.to_ical()}


def _event(publication: Publication, row: Mapping[str, Any], uid: str) -> icalendar.Event:
    """Its id is that of its record, party and turn, so that a moved deadline moves in the calendars that hold it."""
    event = icalendar.Event()
    event.add("uid", f"{uid}@aipolicy-data")
    event.add("dtstamp", publication.moment)
    if row.get("instant"):
        event.add("dtstart", datetime.datetime.fromisoformat(row["instant"]).astimezone(datetime.UTC))
    else:
        low, high = dates.bounds(row["due"])
        first = datetime.date.fromisoformat(high if low == MIN_DAY else low)
        last = first if high == MAX_DAY else datetime.date.fromisoformat(high)
        event.add("dtstart", first)
        event.add("dtend", last + datetime.timedelta(days=1))
    who = ", ".join(row.get("actors") or ())
    event.add("summary", f"Due: {row['title']}" + (f" ({who})" if who else ""))
    event.add("description", "\n".join(_lines(row)))
    event.add("categories", [row["kind"], row["outcome"]])
    derived = row.get("basis") == "derived"
    event.add("status", "CANCELLED" if row["outcome"] == "ended" else "TENTATIVE" if derived else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody who takes it into a calendar is busy on that day
    address = publication.index.address(publication.index.record(row["id"]))
    if address:
        event.add("url", address)
    return event


def _lines(row: Mapping[str, Any]) -> list[str]:
    lines = [f"Due: {row['due']} ({row.get('basis') or 'stated'})"]
    if row.get("first_due") and row["first_due"] != row["due"]:
        lines.append(f"First due: {row['first_due']}, moved by {', '.join(row.get('moved_by') or ())}")
    outcome = filter(None, (row["outcome"].replace("_", " "), row.get("event")))
    lines.append(f"Outcome, as far as records say: {', '.join(outcome)}")
    lines += [*(row.get("results") or ()), *(row.get("verdicts") or ())]
    if row.get("checked"):
        lines.append(f"Checked up to {row['checked']}")
    lines.append(f"Record: {row['id']}")
    return lines
