"""The data set and its questions. `load()` reads plain values; a record becomes a typed object when it is touched."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aipolicy_data import dates, derived, loading
from aipolicy_data.deadlines import deadlines
from aipolicy_data.diffs import as_row, edits
from aipolicy_data.evidence import corroboration, evidence_rows
from aipolicy_data.history import attested, history
from aipolicy_data.index import TABLES, Index, in_time
from aipolicy_data.problems import DataError, did_you_mean, listed, shown
from aipolicy_data.reactions import about, responses
from aipolicy_data.standing import Standing
from aipolicy_data.transitions import BINDING
from aipolicy_data.views import Choice, Day, Rows, Store, Table, period, several, sides

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from networkx import MultiDiGraph

    from aipolicy_data.answers import (
        AboutRow,
        ChangeRow,
        CorroborationRow,
        DeadlineRow,
        DifferenceRow,
        EvidenceRow,
        PositionRow,
        ResponseRow,
        SearchRow,
        TimelineRow,
    )
    from aipolicy_data.frames import Frame
    from aipolicy_data.models import Actor, Commitment, Event, Record, Source, Statement
    from aipolicy_data.searching import Search


def load(path: str | Path | None = None) -> Dataset:
    """The data set: the packaged release, or that at a path.

    A path may be a release folder, its `datapackage.json`, a release zip, or a records tree (which is checked first). What
    `SHA256SUMS` lists is verified before it is trusted; a zip without it is refused.

    >>> ds = load()
    >>> ds["anthropic"].name
    'Anthropic'

    Raises `DataError` if there is no whole data set at the path, saying what was looked for.
    """
    return Dataset(loading.read(path), loading.version_of(path))


class Dataset:
    """Five tables of records, and what can be asked of them.

    >>> ds = load()
    >>> ds.standing("anthropic-rsp-pause", on="2026-02-20").state
    'in_force'
    """

    def __init__(self, index: Index, version: str | None = None) -> None:
        self.index = index
        self.version = version
        """The version of the data, as its descriptor has it; that of the package for the installed data and for a records
        tree; None where no descriptor stands beside the records. A record as of a version is that of the data set of that
        version, `load("older.zip")["x"]`; since which version each stands, the table `records` says (`since_version`)."""
        self._store = Store(index)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_search"}  # no database can be pickled

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
        """The record of any kind with this id; of a retired one its heir, with a warning that says so.

        The retired record itself stays in its table: `ds.events["old-id"]`. Raises `KeyError` that names the nearest ids.
        """
        table, record = self._store.found(id)
        heir = record.get("replaced_by")
        if heir in self.index.by_id:
            warnings.warn(f"{id} is retired; this is {heir}, which takes its place", stacklevel=2)
            table, record = self._store.found(heir)
        return self._store.typed(table, record)  # type: ignore[no-any-return]

    # The standing of commitments

    def standing(self, commitment: str, on: Day | None = None, party: str | None = None) -> Standing:
        """Where a commitment stood on a day, for all its parties or for one, by the codebook's rules S1 to S12.

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
        return dataclasses.replace(answer, attested=attested(self.index, commitment, day, party))

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
        self._store.found(commitment, "commitments")
        return _rows("ChangeRow", history(self.index, commitment))

    def changes(
        self,
        change: Choice = None,
        disclosure: Choice = None,
        party: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Rows[ChangeRow]:
        """Every change of every commitment in order of time, or those of a kind, a disclosure, a bound party, a period.

        `party` keeps the changes that concerned it: its own, and those for all parties of a commitment that binds it.

        >>> rows = load().changes(change={"weakened", "relocated"}, party="anthropic", since="2026-02", until="2026-02")
        >>> [row.commitment for row in rows]
        ['anthropic-rsp-pause', 'anthropic-rsp-safeguards-first']

        Raises `DataError` for an unknown term or a malformed date, `KeyError` for an unknown party.
        """
        terms = {"change": _terms("changes", change), "disclosure": _terms("disclosures", disclosure)}
        if party is not None:
            self._store.found(party, "actors")
        first, last = period(since, until)
        rows = []
        for row in derived.changes(self.index):
            bound = row.get("party") or {
                each["actor"] for each in self.index.parties(row["commitment"]) if each["role"] in BINDING
            }
            if (
                all(chosen is None or row.get(name) in chosen for name, chosen in terms.items())
                and (party is None or party == bound or (isinstance(bound, set) and party in bound))
                and dates.lies_within(row["date"], first, last)
            ):
                rows.append(row)
        return _rows("ChangeRow", rows)

    def deadlines(
        self, since: Day | None = None, until: Day | None = None, party: str | None = None, outcome: Choice = None
    ) -> Rows[DeadlineRow]:
        """What falls due in a period, stated or worked out, and what became of it; what has no date comes last.

        A cadence gives its windows, each counted from the delivery before it, up to `until`; without `until`, up to the first
        that is open. Moved deadlines show the first day and the events that moved it. A demand or threat with the term of
        its ultimatum is listed once, with the ultimatum. Nothing reads the clock: `nothing_found` means that somebody looked
        up to the day `checked`, which is not the same as that nothing happened. `party`, `outcome`: only those that this
        actor owes, or that came to this.

        >>> [(row.due, row.outcome, row.event) for row in load().deadlines() if row.id == "2026-02-24-pentagon-ultimatum"]
        [('2026-02-27', 'refused', '2026-02-26-amodei-refuses')]

        Raises `DataError` for a malformed date or an unknown outcome, `KeyError` for an unknown party.
        """
        outcomes = _terms("deadline_outcomes", outcome)
        if party is not None:
            self._store.found(party, "actors")
        rows = deadlines(self.index, *period(since, until))
        kept = (row for row in rows if party in (None, *row["owing"]) and (outcomes is None or row["outcome"] in outcomes))
        return _rows("DeadlineRow", ({name: value for name, value in row.items() if name != "owing"} for row in kept))

    # Statements, threads, evidence

    def about(self, id: str, stance: Choice = None, with_events: bool = False) -> Rows[AboutRow]:
        """What was said about a record, in order of time: the statements that target it.

        `stance` keeps those with that stance on the record itself: a term, or `for` or `against`, which is every degree of
        it. `with_events=True` adds the events that changed it and what was said about those; every row says which record it
        is about, since to support a change of a promise is not to support the promise.

        >>> {row.about for row in load().about("2026-02-24-anthropic-rsp-v3", stance="support")}
        {'2026-02-24-anthropic-rsp-v3'}

        Raises `KeyError` for an unknown record, `DataError` for an unknown stance.
        """
        self._store.found(id)
        chosen = stance if stance is None else sides(several(stance))
        return _rows("AboutRow", about(self.index, id, _terms("stances", chosen), with_events))

    def responses(self, id: str) -> Rows[ResponseRow]:
        """What answered a record, or anything that was said in it, in order of time, with the days that it took.

        >>> [(row.type, row.days_min) for row in load().responses("2026-02-24-pentagon-ultimatum") if row.type == "refusal"][:1]
        [('refusal', 2)]

        Raises `KeyError` for an unknown record.
        """
        self._store.found(id)
        return _rows("ResponseRow", responses(self.index, id))

    def positions(self, on: Day | None = None) -> Rows[PositionRow]:
        """Who held which post on a day, or may have, in the order of their ids; every post on record, if no day is given.

        A post without dates counts as held: `since` and `until` say how far that is known.

        >>> [row.title for row in load().positions(on="2026-02-24") if row.actor == "dario-amodei"]
        ['CEO and co-founder']

        Raises `DataError` for what is not one day.
        """
        return _rows("PositionRow", derived.positions(self.index, None if on is None else dates.day(on)))

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
        events = self.events.where(actor=actor, topic=topic, since=since, until=until)
        statements = self.statements.where(actor=actor, topic=topic, since=since, until=until)
        pairs = [("event", record) for record in events._records] + [("statement", record) for record in statements._records]
        if thread is not None:
            self._store.found(thread, "events")
            among = set(self.index.thread(thread))
            pairs = [pair for pair in pairs if pair[1]["id"] in among]
        pairs.sort(key=lambda pair: in_time(pair[1]))
        return _rows("TimelineRow", (derived.timeline_row(self.index, kind, record) for kind, record in pairs))

    def evidence(self, id: str) -> Rows[EvidenceRow]:
        """What a record rests on, and what speaks against it: its sources with claims and chains of attribution.

        >>> {row.relation for row in load().evidence("jared-kaplan")} >= {"disputes"}
        True

        Raises `KeyError` for an unknown record.
        """
        self._store.found(id)
        return _rows("EvidenceRow", evidence_rows(self.index, id))

    def corroboration(self, *ids: str) -> Rows[CorroborationRow]:
        """How well records are supported: independent origins, primary sources, the weakest link, what is disputed.

        Of the records named; of all but sources, in id order, if none is.

        >>> [(row.origins, row.disputed) for row in load().corroboration("2026-02-24-turner-expects-litigation")]
        [(1, ())]

        Raises `KeyError` for an unknown record.
        """
        for id in ids:
            self._store.found(id)
        every = (
            id for id, (table, record) in sorted(self.index.by_id.items()) if table != "sources" and "replaced_by" not in record
        )
        return _rows("CorroborationRow", (corroboration(self.index, id) for id in ids or every))

    # Searching and comparing

    def search(self, text: str, most: int = 20) -> Rows[SearchRow]:
        """The records that hold all the words of a text, best first; a word may be cut short, or have a typo.

        Looks at titles, names, aliases, ids, summaries, promises, descriptions and notes.

        >>> [row.id for row in load().search("anthropc ultimatm")][0]
        '2026-02-24-pentagon-ultimatum'
        """
        return _rows("SearchRow", self._search.find(text, most))

    @cached_property
    def _search(self) -> Search:
        from aipolicy_data.searching import Search

        return Search(self.index)

    def diff(self, older: Dataset) -> Rows[DifferenceRow]:
        """How this data set differs from an older one: every record added or removed, every field that changed.

        >>> len(load().diff(load()))
        0
        """
        return _rows("DifferenceRow", map(as_row, edits(older.index, self.index)))

    # Frames, pictures, graphs

    def table(self, name: str) -> Frame:
        """A table of the release by the name of its CSV file, child, link and derived tables too.

        >>> changes = load().table("events_changes")
        >>> changes.columns[:3]
        ['event', 'position', 'commitment']
        >>> changes.to_pandas()["disclosure"].dtype.name
        'category'

        Raises `DataError` for an unknown table, naming the nearest.
        """
        from aipolicy_data.frames import of_release

        return of_release(self.index, name)

    def plot_standing(
        self,
        commitments: str | Iterable[str] | Table[Commitment] | None = None,
        party: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        path: str | Path | None = None,
    ) -> Figure:
        """A picture of how commitments stood: a bar for each, coloured by standing, with what changed above it.

        `commitments`: their ids, or a table of them; all, if omitted. `party`: as they stood for one party. `since`,
        `until`: the ends of the axis. `path`: where to save it, as `.png` or `.svg`. A change that was silent has a ring.

        >>> figure = load().plot_standing(["anthropic-rsp-pause", "anthropic-red-line-surveillance"])

        Raises `KeyError` for an unknown commitment or party, `DataError` for a malformed date, a path that cannot be
        written, or without matplotlib.
        """
        from aipolicy_data.plots import standing

        chosen = [commitments] if isinstance(commitments, str) else commitments
        ids = None if chosen is None else list(chosen.ids if isinstance(chosen, Table) else chosen)
        for id in ids or ():
            self._store.found(id, "commitments")
        if party is not None:
            self._store.found(party, "actors")
        return standing(self.index, ids, party, *period(since, until), path)

    def to_networkx(self) -> MultiDiGraph:
        """Who is tied to whom, who spoke of whom, and who did what to whom: a graph of actors.

        An edge has a `kind`: `relationship`, `statement` (from speaker to the actor it is about) or `event` (from who
        began it to whom it was aimed at or affected). Every value is text, so that `networkx.write_graphml` writes it, and
        `networkx.read_graphml(path, force_multigraph=True)` reads the same graph.

        >>> graph = load().to_networkx()
        >>> graph.nodes["anthropic"]["name"]
        'Anthropic'

        Raises `DataError` if networkx is not installed.
        """
        from aipolicy_data.graphs import actors

        return actors(self.index)


def _rows(model: str, rows: Iterable[Mapping[str, Any]]) -> Rows[Any]:
    from aipolicy_data import answers

    return Rows(getattr(answers, model), rows)


def _terms(vocabulary: str, choice: Choice) -> set[str] | None:
    """The chosen terms of a vocabulary. Raises `DataError` for one that it does not have."""
    if choice is None:
        return None
    from aipolicy_data.vocabularies import VOCABULARIES

    chosen = several(choice)
    known = VOCABULARIES[vocabulary].ids
    for term in chosen:
        if term not in known:
            raise DataError(f"{shown(term)} is not among the {vocabulary}{did_you_mean(str(term), known) or listed(known)}")
    return chosen
