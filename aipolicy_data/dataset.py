"""The data set and its questions. `load()` reads plain values; a record becomes a typed object when it is touched."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aipolicy_data import dates, derived, loading
from aipolicy_data.index import TABLES, Index, Raw, in_time
from aipolicy_data.problems import DataError, did_you_mean, shown
from aipolicy_data.standing import Standing
from aipolicy_data.transitions import CAPPING, ENDED
from aipolicy_data.views import Choice, Day, Rows, Store, Table

if TYPE_CHECKING:
    from aipolicy_data.models import (
        AboutRow,
        Actor,
        ChangeRow,
        Commitment,
        Event,
        EvidenceRow,
        Record,
        Source,
        Statement,
        TimelineRow,
    )


def load(path: str | Path | None = None) -> Dataset:
    """The data set: the packaged release, or that at a path.

    A path may be a release folder, its `datapackage.json`, a release zip, or a records tree (which is checked first).

    >>> ds = load()
    >>> ds["anthropic"].name
    'Anthropic'

    Raises `DataError` if there is no whole data set at the path, saying what was looked for.
    """
    return Dataset(loading.read(path))


class Dataset:
    """Five tables of records, and what can be asked of them.

    >>> ds = load()
    >>> ds.standing("anthropic-rsp-pause", on="2026-02-20").state
    'in_force'
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self._store = Store(index)

    def __repr__(self) -> str:
        return f"<Dataset: {', '.join(f'{len(self.index.records[table])} {table}' for table in TABLES)}>"

    @cached_property
    def actors(self) -> Table[Actor]:
        """Persons, organisations, state bodies and groups."""
        return Table(self._store, "actors")

    @cached_property
    def commitments(self) -> Table[Commitment]:
        """Promises, duties and measures, and the documents they stand in."""
        return Table(self._store, "commitments")

    @cached_property
    def events(self) -> Table[Event]:
        """Acts with consequences."""
        return Table(self._store, "events")

    @cached_property
    def statements(self) -> Table[Statement]:
        """What was said, by whom, about what."""
        return Table(self._store, "statements")

    @cached_property
    def sources(self) -> Table[Source]:
        """The documents that all this rests on."""
        return Table(self._store, "sources")

    def __contains__(self, id: object) -> bool:
        return id in self.index.by_id

    def __getitem__(self, id: str) -> Record:
        """The record of any kind with this id. Raises `KeyError` that names the nearest ids."""
        table, record = self._store.found(id)
        return self._store.typed(table, record)  # type: ignore[no-any-return]

    # The standing of commitments

    def standing(self, commitment: str, on: Day | None = None, party: str | None = None) -> Standing:
        """Where a commitment stood on a day, for all its parties or for one: MODEL's rules S1 to S12.

        `on`: a day; after everything known, if omitted. The answer holds the possible states (one when certain), since
        when, by which event, whether a rival date disputes it, and the latest day on which anything attested it.

        >>> str(load().standing("anthropic-rsp-pause", on="2026-02-25"))
        'superseded'

        Raises `KeyError` for an unknown commitment or party, `DataError` for a date that is not one day.
        """
        self._store.found(commitment, "commitments")
        if party is not None:
            self._store.found(party, "actors")
        day = None if on is None else dates.day(on)
        answer = self.index.histories.standing(commitment, day, party)
        return dataclasses.replace(answer, attested=self._attested(commitment, day))

    def _attested(self, commitment: str, on: str | None) -> str | None:
        """The latest day up to `on` on which a record shows that the commitment stood."""
        days: list[str] = []
        for event, change in self.index.changing.get(commitment, ()):
            if event["factuality"] == "actual" and change.get("standing") not in ENDED:
                days.append(dates.bounds(event["date"]).max)
        bound = {party["actor"] for party in self.index.parties(commitment)}
        for statement, _ in self.index.targeting.get(commitment, ()):
            if bound & {speaker["actor"] for speaker in statement["speakers"]}:
                days.append(dates.bounds(statement["date"]).max)
        for evidence in self.index.record(commitment).get("evidence", ()):
            source = self.index.by_id.get(evidence["source"])
            if source and evidence["relation"] != "disputes" and "published" in source[1]:
                days.append(dates.bounds(source[1]["published"]).max)
        return max((day for day in days if day != dates.MAX_DAY and (on is None or day <= on)), default=None)

    def in_force(self, on: Day | None = None, party: str | None = None, possible: bool = False) -> list[Commitment]:
        """The commitments certainly in force on a day, in id order: all of them, or those that bind one party.

        `possible=True` adds those that may have been. A party is bound as promisor or addressee, itself or through its
        document.

        >>> [c.id for c in load().in_force(on="2026-02-25", party="anthropic") if "red-line" in c.id]
        ['anthropic-red-line-autonomous-weapons', 'anthropic-red-line-surveillance']

        Raises as `standing` does.
        """
        if party is not None:
            self._store.found(party, "actors")
        day = None if on is None else dates.day(on)
        return [self.commitments[id] for id in self.index.histories.in_force(day, party, possible)]

    def history(self, commitment: str) -> Rows[ChangeRow]:
        """What happened to a commitment, in order: each change with its event, version step and disclosure.

        Changes of its document are among them where it inherits them; a successor's history follows.
        Events that are not `actual` are shown, and do not move the standing.

        >>> [(row.date, row.change, row.successor) for row in load().history("anthropic-rsp-pause")][2]
        ('2026-02-24', 'weakened', 'anthropic-rsp-conditional-delay')

        Raises `KeyError` for an unknown commitment.
        """
        from aipolicy_data.models import ChangeRow

        self._store.found(commitment, "commitments")
        rows: list[dict[str, Any]] = []
        seen: set[str] = set()
        queue = [commitment]
        while queue:
            id = queue.pop(0)
            if id in seen:
                continue
            seen.add(id)
            for event, change in self._own_changes(id):
                rows.append(derived.change_row(self.index, event, change))
                if "successor" in change:
                    queue.append(change["successor"])
        return Rows(ChangeRow, rows)

    def _own_changes(self, commitment: str) -> list[tuple[Raw, Raw]]:
        """Its changes, and those of its document that it inherits: its ends, and all if it has none of its own."""
        own = self.index.changing.get(commitment, ())
        document = self.index.document(commitment)
        wider = () if document is None else self.index.changing.get(document["id"], ())
        inherited = [pair for pair in wider if pair[1].get("standing") in CAPPING or (not own and "standing" in pair[1])]
        return sorted([*own, *inherited], key=lambda pair: in_time(pair[0]))

    # Statements, threads, evidence

    def about(self, id: str, stance: Choice = None, with_events: bool = False) -> Rows[AboutRow]:
        """What was said about a record, in order of time: the statements that target it.

        `stance` keeps those with that stance on the record itself. `with_events=True` adds the events that changed it and
        what was said about those; every row says which record it is about, since to support a change of a promise is not
        to support the promise.

        >>> {row.about for row in load().about("2026-02-24-anthropic-rsp-v3", stance="support")}
        {'2026-02-24-anthropic-rsp-v3'}

        Raises `KeyError` for an unknown record, `DataError` for an unknown stance.
        """
        from aipolicy_data.models import AboutRow
        from aipolicy_data.vocabularies import VOCABULARIES

        self._store.found(id)
        stances = {stance} if isinstance(stance, str) else set(stance or ())
        for value in stances - set(VOCABULARIES["stances"].ids):
            raise DataError(f"no stance {shown(value)} is known{did_you_mean(value, VOCABULARIES['stances'].ids)}")
        rows = [self._about_row(id, statement, target) for statement, target in self.index.targeting.get(id, ())]
        if with_events:
            events = {event["id"]: event for event, _ in self.index.changing.get(id, ())}
            for event in events.values():
                rows.append(self._event_row(id, event))
                rows.extend(self._about_row(event["id"], *pair) for pair in self.index.targeting.get(event["id"], ()))
        if stances:
            rows = [row for row in rows if row.get("stance") in stances and row["about"] == id]
        return Rows(AboutRow, sorted(rows, key=lambda row: (in_time(row), row["about"])))

    def _about_row(self, about: str, statement: Raw, target: Raw) -> dict[str, Any]:
        row = {
            "id": statement["id"],
            "kind": "statement",
            "type": statement["type"],
            "date": statement["date"],
            "title": statement["summary"],
            "actors": [self.index.name(speaker["actor"]) for speaker in statement["speakers"]],
            "about": about,
            "condition": statement.get("condition"),
        }
        return row | {name: target.get(name) for name in ("party", "stance", "verdict", "score")}

    def _event_row(self, about: str, event: Raw) -> dict[str, Any]:
        row = derived.timeline_row(self.index, "event", event)
        return {name: row.get(name, ()) for name in ("id", "kind", "type", "date", "title", "actors")} | {"about": about}

    def timeline(
        self,
        actor: Choice = None,
        topic: Choice = None,
        thread: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Rows[TimelineRow]:
        """Events and statements in order of time: all, or those of an actor, a topic, a period, or a thread.

        `thread`: an event and everything that is part of it, at any depth, statements included.

        >>> [row.id for row in load().timeline(thread="2026-02-24-pentagon-ultimatum")][0]
        '2026-02-24-pentagon-ultimatum'

        Raises `KeyError` for an unknown thread, `DataError` for an unknown actor or topic, or a malformed date.
        """
        from aipolicy_data.models import TimelineRow

        events = self.events.where(actor=actor, topic=topic, since=since, until=until)
        statements = self.statements.where(actor=actor, topic=topic, since=since, until=until)
        pairs = [("event", record) for record in events._records] + [("statement", record) for record in statements._records]
        if thread is not None:
            self._store.found(thread, "events")
            among = set(self.index.thread(thread))
            pairs = [pair for pair in pairs if pair[1]["id"] in among]
        pairs.sort(key=lambda pair: in_time(pair[1]))
        return Rows(TimelineRow, (derived.timeline_row(self.index, kind, record) for kind, record in pairs))

    def evidence(self, id: str) -> Rows[EvidenceRow]:
        """What a record rests on, and what speaks against it: its sources with claims and chains of attribution.

        >>> {row.relation for row in load().evidence("jared-kaplan")} >= {"disputes"}
        True

        Raises `KeyError` for an unknown record.
        """
        from aipolicy_data.models import EvidenceRow

        _, record = self._store.found(id)
        return Rows(EvidenceRow, [self._evidence_row(id, evidence) for evidence in record.get("evidence", ())])

    def _evidence_row(self, id: str, evidence: Raw) -> dict[str, Any]:
        source = self.index.record(evidence["source"])
        claims: Iterable[Raw] = source.get("claims", ())
        claim: Raw = next((each for each in claims if each["id"] == evidence.get("claim")), {})
        row = {"record": id, "relation": evidence["relation"], "source": source["id"]}
        row |= {name: source.get(name) for name in ("publisher", "title", "published", "url", "tier", "access")}
        row |= {"claim": evidence.get("claim"), "claim_text": claim.get("text"), "verdict": claim.get("verdict")}
        row |= {name: evidence.get(name) for name in ("locator", "date", "count", "note")}
        return row | {"via": [self.index.name(each) for each in evidence.get("via", ())]}
