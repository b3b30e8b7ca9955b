"""What nobody types: computed fields of records, and the derived tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aipolicy_data import dates
from aipolicy_data.dates import MAX_DAY, MIN_DAY
from aipolicy_data.index import Index, Raw, title
from aipolicy_data.version import __version__

Row = dict[str, Any]


def completed(index: Index) -> dict[str, list[dict[str, Any]]]:
    """The records with their computed fields filled in. The records given are left as they are."""
    fill = {"commitments": _commitment, "events": _event, "statements": _with_due, "sources": _source}
    return {
        table: [fill[table](index, record) if table in fill else dict(record) for record in records]
        for table, records in index.records.items()
    }


def _commitment(index: Index, record: Raw) -> dict[str, Any]:
    done = _with_due(index, record)
    if "parties" in record:
        done["parties"] = [_party(index, record["id"], party) for party in record["parties"]]
    if "versions" in record:
        done["versions"] = [_version(index, record["id"], version) for version in record["versions"]]
    return done


def _party(index: Index, commitment: str, party: Raw) -> Row:
    since, until = index.histories.party_span(commitment, party["actor"])
    return dict(party) | _given(since=since, until=until)


def _version(index: Index, document: str, version: Raw) -> Row:
    event = index.editions.get((document, version["label"]))
    return dict(version) | _given(date=event["date"] if event else None)


def _event(index: Index, record: Raw) -> dict[str, Any]:
    done = _with_due(index, record)
    if "changes" in record:
        done["changes"] = [_change(index, record, change) for change in record["changes"]]
    return done


def _change(index: Index, event: Raw, change: Raw) -> Row:
    done = _with_due(index, change)
    if "to_version" in change:
        done |= _given(from_version=index.version_step(event, change["commitment"])[0])
    return done


def _source(index: Index, record: Raw) -> dict[str, Any]:
    done = dict(record)
    if "claims" in record:
        done["claims"] = [_claim(index, claim) for claim in record["claims"]]
    return done


def _claim(index: Index, claim: Raw) -> Row:
    ids = list(dict.fromkeys(record for record, _ in index.resting.get(claim["id"], ())))
    return dict(claim) | ({"records": ids} if ids else {})


def _with_due(index: Index, record: Raw) -> dict[str, Any]:
    """A stated day is stated; one that follows from a term or a cadence is ours; a trigger has no day."""
    done = dict(record)
    if "due" in record:
        due = record["due"]
        basis = "stated" if "date" in due else "derived" if "within" in due or "every" in due else None
        done["due"] = dict(due) | _given(basis=basis)
    return done


def _given(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value not in (None, [], ())}


def tables(index: Index) -> dict[str, list[Row]]:
    """The rows of the derived tables, by table."""
    return {
        "timeline": list(timeline(index)),
        "changes": list(changes(index)),
        "commitments_standing": list(standings(index)),
        "records": list(every_record(index)),
    }


def timeline_row(index: Index, kind: str, record: Raw) -> Row:
    """The row of one event or statement in a timeline."""
    actors = (
        dict.fromkeys(speaker["actor"] for speaker in record["speakers"])
        if kind == "statement"
        else dict.fromkeys(
            [participant["actor"] for participant in record.get("participants", ())] + sorted(index.actors_of("events", record))
        )
    )
    return _given(
        id=record["id"],
        kind=kind,
        type=record["type"],
        date=record["date"],
        title=title(record),
        actors=[index.name(actor) for actor in actors],
        part_of=record.get("part_of"),
        factuality=record.get("factuality"),
        source=index.address(record),
    )


def timeline(index: Index) -> Iterator[Row]:
    """Every event and statement, in order of time."""
    return (timeline_row(index, kind, record) for kind, record in index.dated())


def change_row(index: Index, event: Raw, change: Raw) -> Row:
    """One change as a reader without joins needs it; its version step may stand on the document's own entry."""
    from_version, to_version = index.version_step(event, change["commitment"])
    document = index.document(change["commitment"])
    return _given(
        date=event["date"],
        document=document["id"] if document else None,
        commitment=change["commitment"],
        promise=index.name(change["commitment"]),
        party=change.get("party"),
        change=change.get("change"),
        standing=change.get("standing"),
        successor=change.get("successor"),
        dimensions=change.get("dimensions"),
        disclosure=change.get("disclosure"),
        from_version=from_version,
        to_version=to_version,
        note=change.get("note"),
        event=event["id"],
        title=event["title"],
        factuality=event["factuality"],
        source=index.address(event),
    )


def changes(index: Index) -> Iterator[Row]:
    """Every change of every commitment, in order of time."""
    for kind, record in index.dated():
        if kind == "event":
            for change in record.get("changes", ()):
                yield change_row(index, record, change)


def standings(index: Index) -> Iterator[Row]:
    """How each commitment stood, stretch by stretch; a party only where its history is its own."""
    for commitment in index.live["commitments"]:
        general = index.histories.periods(commitment["id"])
        yield from (_standing_row(commitment, None, period) for period in general)
        for party in index.parties(commitment["id"]):
            own = index.histories.periods(commitment["id"], party["actor"])
            if own != general:
                yield from (_standing_row(commitment, party["actor"], period) for period in own)


def _standing_row(commitment: Raw, party: str | None, period: Any) -> Row:
    return _given(
        commitment=commitment["id"],
        party=party,
        standing=period.standing,
        since=period.since,
        until=period.until,
        event=period.event,
    )


def every_record(index: Index) -> Iterator[Row]:
    """One row per record of any kind, in id order."""
    for id, (table, record) in sorted(index.by_id.items()):
        yield _given(
            id=id,
            kind=table.removesuffix("s"),
            title=title(record),
            date=record.get("date") or record.get("published"),
            replaced_by=record.get("replaced_by"),
            since_version=index.since.get(id, __version__),
        )


def positions(index: Index, on: str | None) -> Iterator[dict[str, Any]]:
    """The posts that actors held, or may have held, on a day; all that are on record, if no day is given."""
    for actor in index.live["actors"]:
        for tie in actor.get("relationships", ()):
            if tie["type"] not in ("holds_position", "board_member_of"):
                continue
            first = dates.bounds(tie["since"]).min if "since" in tie else MIN_DAY
            last = dates.bounds(tie["until"]).max if "until" in tie else MAX_DAY
            if on is None or first <= on <= last:
                row = {"actor": actor["id"], "name": actor["name"], "type": tie["type"], "title": tie.get("title")}
                row |= {"organisation": tie["actor"], "organisation_name": index.name(tie["actor"])}
                yield row | {"since": tie.get("since"), "until": tie.get("until")}
