"""Look-ups over plain records: the same for the build, the checks and the loader. Knows no pydantic, so it is light.

Everything is built on first use and answers without scanning: records by id, by actor, by topic, by what they point at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from aipolicy_data import dates
from aipolicy_data.problems import UnknownId, shown
from aipolicy_data.released import released
from aipolicy_data.standing import Histories

Raw = Mapping[str, Any]
"""A record or part as plain JSON values."""

TABLES = ("actors", "commitments", "events", "statements", "sources")
TARGETS = ("actor", "commitment", "event", "statement", "topic")
"""What a statement can be about."""
INNER: Mapping[tuple[str, str], tuple[str, str]] = {
    ("commitments", "party"): ("parties", "actor"),
    ("events", "participant"): ("participants", "actor"),
    ("events", "commitment"): ("changes", "commitment"),
    ("events", "change"): ("changes", "change"),
    ("events", "disclosure"): ("changes", "disclosure"),
    ("statements", "speaker"): ("speakers", "actor"),
    ("statements", "voice"): ("speakers", "voice"),
    ("statements", "stance"): ("targets", "stance"),
    ("statements", "verdict"): ("targets", "verdict"),
}
"""(table, what is asked for) -> the list of parts, and their field, in which it is looked for."""


class Index:
    """Records by table, in id order, with the look-ups that questions and derived tables need."""

    def __init__(self, records: Mapping[str, Iterable[Raw]], since: Mapping[str, str] | None = None) -> None:
        self._since = since
        self.records: dict[str, Sequence[Raw]] = {
            table: sorted(records.get(table, ()), key=lambda record: str(record["id"])) for table in TABLES
        }

    @property
    def since(self) -> Mapping[str, str]:
        """Id -> the first version that had it: as the checkout keeps it, else as the package knows it."""
        return released() if self._since is None else self._since

    @cached_property
    def living(self) -> Mapping[str, Sequence[int]]:
        """Table -> where its records stand that are not retired. Another record stands for a retired one."""
        return {
            table: [position for position, record in enumerate(found) if "replaced_by" not in record]
            for table, found in self.records.items()
        }

    @cached_property
    def live(self) -> Mapping[str, Sequence[Raw]]:
        """Table -> its records that are not retired: what questions count."""
        return {table: [found[position] for position in self.living[table]] for table, found in self.records.items()}

    @cached_property
    def by_id(self) -> dict[str, tuple[str, Raw]]:
        """Id -> (table, record)."""
        return {record["id"]: (table, record) for table in TABLES for record in self.records[table]}

    @cached_property
    def histories(self) -> Histories:
        """The standing of every commitment."""
        return Histories(self.records["commitments"], self.live["events"])

    def record(self, id: str, table: str | None = None) -> Raw:
        """The record of an id, of a table if one is asked for.

        Raises `UnknownId`, as where a record of an unchecked release refers to none.
        """
        found = self.by_id.get(id)
        if found is None or (table is not None and found[0] != table):
            raise UnknownId(f"no record of {table or 'any kind'} has the id {shown(id)}")
        return found[1]

    def name(self, id: str) -> str:
        """How people call a record: its name, title or summary; the id itself if there is no such record."""
        found = self.by_id.get(id)
        return title(found[1]) or id if found else id

    def document(self, commitment: str) -> Raw | None:
        """The document that a commitment stands in, if any."""
        found = self.by_id.get(commitment)
        part_of = found[1].get("part_of") if found else None
        return self.by_id[part_of][1] if part_of in self.by_id else None

    def parties(self, commitment: str) -> Sequence[Raw]:
        """Its parties; those of its document where it lists none itself."""
        seen: set[str] = set()
        node: Raw | None = self.by_id[commitment][1] if commitment in self.by_id else None
        while node is not None and node["id"] not in seen:
            if node.get("parties"):
                return node["parties"]  # type: ignore[no-any-return]
            seen.add(node["id"])
            node = self.document(node["id"])
        return ()

    def actors_of(self, table: str, record: Raw) -> set[str]:
        """Every actor that a record is about: who acts, speaks, is spoken to or of, is bound, or is changed for."""
        if table == "actors":
            return {tie["actor"] for tie in record.get("relationships", ())}
        if table == "commitments":
            return {party["actor"] for party in self.parties(record["id"])}
        if table == "events":
            found = {participant["actor"] for participant in record.get("participants", ())}
            for change in record.get("changes", ()):
                found |= {change["party"]} if "party" in change else self._parties_by(change["commitment"], record)
            return found
        if table == "statements":
            found = {speaker["actor"] for speaker in record.get("speakers", ())} | set(record.get("audience", ()))
            for target in record.get("targets", ()):
                found |= {target[key] for key in ("actor", "party") if key in target}
            return found
        return set()

    def _parties_by(self, commitment: str, event: Raw) -> set[str]:
        """The parties of a commitment that an event concerns: not those that joined it later."""
        day = dates.bounds(event["date"]).max
        begun = self._begun(commitment, None)
        actors = {party["actor"] for party in self.parties(commitment)}
        return {actor for actor in actors if begun > day or self._begun(commitment, actor) <= day}

    def _begun(self, commitment: str, party: str | None) -> str:
        """The first day on which a commitment may have begun, for everybody or a party."""
        key = commitment, party
        if key not in self._beginnings:
            periods = self.histories.periods(commitment, party) if commitment in self.by_id else []
            self._beginnings[key] = dates.bounds(periods[0].since).min if periods else dates.MIN_DAY
        return self._beginnings[key]

    @cached_property
    def _beginnings(self) -> dict[tuple[str, str | None], str]:
        return {}

    @cached_property
    def _inverted(self) -> dict[tuple[str, str], dict[Any, list[int]]]:
        return {}

    def positions(self, table: str, field: str) -> Mapping[Any, Sequence[int]]:
        """Value -> where the live records of a table stand that have it. `actor` and `topic` look inside the record."""
        key = (table, field)
        if key not in self._inverted:
            found: dict[Any, list[int]] = defaultdict(list)
            for position in self.living[table]:
                record = self.records[table][position]
                for value in self._values(table, field, record):
                    found[value].append(position)
            self._inverted[key] = dict(found)
        return self._inverted[key]

    def _values(self, table: str, field: str, record: Raw) -> Iterable[Any]:
        if field == "actor":
            return self.actors_of(table, record)
        if (table, field) == ("statements", "target"):
            return {target[key] for target in record.get("targets", ()) for key in TARGETS if key in target}
        if (table, field) in INNER:
            part, name = INNER[table, field]
            return {each[name] for each in record.get(part, ()) if name in each}
        value = record.get("topics" if field == "topic" else field, ())
        return value if isinstance(value, list | tuple) else (value,)

    @cached_property
    def targeting(self) -> Mapping[str, Sequence[tuple[Raw, Raw]]]:
        """Id -> the statements that target the record, each with the target, by date."""
        found: dict[str, list[tuple[Raw, Raw]]] = defaultdict(list)
        for statement in sorted(self.live["statements"], key=in_time):
            for target in statement.get("targets", ()):
                for key in TARGETS[:-1]:
                    if key in target:
                        found[target[key]].append((statement, target))
        return dict(found)

    @cached_property
    def answering(self) -> Mapping[str, Sequence[Raw]]:
        """Id -> the events and statements that name the record in `responds_to`, by date."""
        found: dict[str, list[Raw]] = defaultdict(list)
        for record in sorted((*self.live["events"], *self.live["statements"]), key=in_time):
            for id in record.get("responds_to", ()):
                found[id].append(record)
        return dict(found)

    @cached_property
    def changing(self) -> Mapping[str, Sequence[tuple[Raw, Raw]]]:
        """Commitment -> the events that change it, each with the change, by date. A successor counts as changed."""
        found: dict[str, list[tuple[Raw, Raw]]] = defaultdict(list)
        for event in sorted(self.live["events"], key=in_time):
            for change in event.get("changes", ()):
                found[change["commitment"]].append((event, change))
        return dict(found)

    @cached_property
    def steps(self) -> Mapping[str, Sequence[str]]:
        """Event -> the events and statements that are `part_of` it, by date."""
        found: dict[str, list[str]] = defaultdict(list)
        for record in sorted((*self.live["events"], *self.live["statements"]), key=in_time):
            if "part_of" in record:
                found[record["part_of"]].append(record["id"])
        return dict(found)

    def thread(self, event: str) -> list[str]:
        """The event and everything that is part of it, at any depth, each once."""
        found, queue = [], [event]
        seen = {event}
        while queue:
            found.append(queue.pop(0))
            for step in self.steps.get(found[-1], ()):
                if step not in seen:
                    seen.add(step)
                    queue.append(step)
        return found

    @cached_property
    def resting(self) -> Mapping[str, Sequence[tuple[str, Raw]]]:
        """Claim or source -> (record, evidence) of the records that rest on it, in id order."""
        found: dict[str, list[tuple[str, Raw]]] = defaultdict(list)
        for table in TABLES[:-1]:
            for record in self.records[table]:
                for evidence in record.get("evidence", ()):
                    for key in ("source", "claim"):
                        if key in evidence:
                            found[evidence[key]].append((record["id"], evidence))
        return {key: sorted(found[key], key=lambda pair: pair[0]) for key in found}

    @cached_property
    def editions(self) -> Mapping[tuple[str, str], Raw]:
        """(document, edition) -> the actual event that published it."""
        return {
            (change["commitment"], change["to_version"]): event
            for event in self.live["events"]
            if event["factuality"] == "actual"
            for change in event.get("changes", ())
            if "to_version" in change
        }

    def version_step(self, event: Raw, commitment: str) -> tuple[str | None, str | None]:
        """The editions (from, to) of the commitment, or of its document, between which an event leads."""
        node: Raw | None = self.by_id[commitment][1] if commitment in self.by_id else None
        seen: set[str] = set()
        while node is not None and node["id"] not in seen:
            seen.add(node["id"])
            for change in event.get("changes", ()):
                if change["commitment"] == node["id"] and "to_version" in change:
                    labels = [version["label"] for version in node.get("versions", ())]
                    to = change["to_version"]
                    at = labels.index(to) if to in labels else 0
                    return (labels[at - 1] if at else None), to
            node = self.document(node["id"])
        return None, None

    def address(self, record: Raw) -> str | None:
        """The address of the first source of a record that has one, or of the copy of it that was read."""
        for evidence in record.get("evidence", ()):
            found = self.by_id.get(evidence["source"])
            if found and (address := page(found[1])):
                return address
        return None

    def dated(self) -> Iterator[tuple[str, Raw]]:
        """(kind, record) of every event and statement, in order of time."""
        events, statements = self.live["events"], self.live["statements"]
        pairs = [("event", record) for record in events] + [("statement", record) for record in statements]
        yield from sorted(pairs, key=lambda pair: in_time(pair[1]))


def in_time(record: Raw) -> tuple[str, str, str, bool, str]:
    """The order of time: first possible day, last possible day, clock time; events before what was said in them; id."""
    low, high = dates.bounds(record["date"])
    return (high if low == dates.MIN_DAY else low), high, record.get("instant", ""), "speakers" in record, record["id"]


def names(record: Raw) -> list[str]:
    """Everything that a record is called: its name, its title, its aliases."""
    return [name for name in (record.get("name"), record.get("title"), *record.get("aliases", ())) if name]


def page(source: Raw) -> str | None:
    """Where a source can be read: its address, or that of the copy that was read."""
    return source.get("url") or source.get("archived_url")


def title(record: Raw) -> str | None:
    """What a record is called: title, name, or what it says; an untitled source by its publisher and day."""
    found = record.get("title") or record.get("name") or record.get("summary")
    return found or ", ".join(str(record[name]) for name in ("publisher", "published") if name in record) or None
