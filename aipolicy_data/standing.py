"""Where commitments stand on any day, and which histories cannot be: computed from events, never typed.

The rules S1 to S12 of the codebook, each named where it is kept: the tables S7 and S8 are in `transitions`, the fold
over one commitment's history is in `courses`. Works on plain records, as read from JSON. What other checks refuse
(unknown ids and terms, circles of `part_of`) is passed over here and not reported again.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from aipolicy_data import dates
from aipolicy_data.courses import Course, Entry, Raw
from aipolicy_data.transitions import BINDING, ENDED, FINAL, NEXT, NONE, STATES, UNKNOWN, is_milestone, may_follow, misfit

Day = str | datetime.date
"""One day, as ISO text or as a date."""

MOST_NESTED = 5
"""A commitment, its document, that one's document, and so on: no more than so many stand in one another."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a commitment stood on a day, for everybody or for one party.

    `since` and `event` are those of the event that brought the state about, None where no event did; an edit under
    which it stays in force is not that event. Where several states are possible, it is the latest event that may have.
    """

    commitment: str
    on: str | None
    party: str | None
    states: frozenset[str]
    """The possible states, one when certain. `none`: not yet, or not for this party; `unknown`: no record says."""
    since: str | None
    event: str | None
    disputed: bool
    """A source dates the event otherwise, and the day lies between the two dates (S10)."""
    attested: str | None = None
    """The latest day on which anything shows that it stood; the data set fills it in."""
    listed: bool = True
    """False: the party is not among those listed, and some count says that there are more (S12)."""

    @property
    def certain(self) -> bool:
        """Whether only one state is possible."""
        return len(self.states) == 1

    @property
    def state(self) -> str | None:
        """The state when certain, else None."""
        return next(iter(self.states)) if self.certain else None

    def __str__(self) -> str:
        return " or ".join(sorted(self.states, key=STATES.index))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time in which a commitment stood as it did."""

    standing: str
    since: str
    until: str | None
    """The date of the event that ended it; None if it still stands so."""
    event: str


@dataclass(frozen=True, slots=True)
class Illegal:
    """A history that cannot be: the entry at fault and, where two events are at odds, the other one."""

    commitment: str
    party: str | None
    event: str
    position: int
    """Where the entry at fault stands in the event's `changes`."""
    other: str | None
    rule: str
    """The rule that it breaks, such as S8."""
    message: str


class Histories:
    """The histories of all commitments. The order of the records never matters, and nothing is computed twice."""

    def __init__(self, commitments: Iterable[Raw], events: Iterable[Raw]) -> None:
        self._commitments: dict[str, Raw] = {record["id"]: record for record in commitments}
        self._events: dict[str, Raw] = {record["id"]: record for record in events}
        self._touching: dict[str, list[tuple[Raw, int]]] = {}
        for event in self._events.values():
            for position, change in enumerate(event.get("changes", ())):
                self._touching.setdefault(change["commitment"], []).append((event, position))
        self._entries: dict[str, list[Entry]] = {}
        self._tracks: dict[str, dict[str | None, list[Entry]]] = {}
        self._courses: dict[tuple[str, str | None], Course] = {}
        self._parties: dict[str, dict[str, bool]] = {}
        self._binding: dict[str, list[str]] | None = None

    # Questions

    def standing(self, commitment: str, on: Day | None, party: str | None = None) -> Standing:
        """Where a commitment stood on a day (after everything known, if None), for everybody or for one party.

        S12: for an actor that is not among the parties the answer is `none`; it is `unknown` if evidence counts more of
        them than are listed.

        Raises `KeyError` for an unknown commitment, `BadDate` for what is not one day.
        """
        day = None if on is None else dates.day(on)
        if party is not None and party not in self._parties_of(commitment):
            listed = self._counted(commitment) <= len(self.bound(commitment))
            states = frozenset({NONE if listed else UNKNOWN})
            return Standing(commitment, day, party, states, None, None, disputed=False, listed=listed)
        course = self._course(commitment, party)
        outcomes = course.on(day)
        states = frozenset(outcome.state for outcome in outcomes)
        giver = course.giver(max(outcomes, key=lambda outcome: outcome.since))
        since, event = (giver.date, giver.event) if giver else (None, None)
        return Standing(commitment, day, party, states, since, event, course.disputed(day))

    def in_force(self, on: Day | None, party: str | None = None, possible: bool = False) -> list[str]:
        """The ids of the commitments certainly in force on a day, in order; `possible` adds those that may have been.

        S12: with a party, those that bind it as promisor or addressee; else those in force in general or for anybody.
        """
        day = None if on is None else dates.day(on)

        def stands(commitment: str, party: str | None) -> bool:
            states = {outcome.state for outcome in self._course(commitment, party).on(day)}
            return "in_force" in states and (possible or len(states) == 1)

        if party is not None:
            return [id for id in self._bound_to().get(party, ()) if stands(id, party)]
        return [id for id in self._live() if any(stands(id, way) for way in self._ways(id))]

    def entries(self, commitment: str) -> list[Entry]:
        """What happened to a commitment itself, in order: for everybody or one party, whatever its factuality."""
        if commitment not in self._entries:
            found = (Entry.of(event, position) for event, position in self._touching.get(commitment, ()))
            self._entries[commitment] = sorted(found, key=lambda entry: entry.order)
        return self._entries[commitment]

    def periods(self, commitment: str, party: str | None = None) -> list[Period]:
        """How a commitment stood, stretch by stretch, from when this is first known; ends by cap (S4) included."""
        if party is not None and party not in self._parties_of(commitment):
            return []
        turns = [(state, step.entry) for _, step, state in self._course(commitment, party).turns()]
        ends = [entry.date for _, entry in turns[1:]] + [None]
        return [
            Period(state, entry.date, until, entry.event)
            for (state, entry), until in zip(turns, ends, strict=False)
            if state not in (NONE, UNKNOWN)
        ]

    def party_span(self, commitment: str, party: str) -> tuple[str | None, str | None]:
        """Since when and until when a party was bound: the dates of what bound it, or all, and of what ended that.

        There is no `since` where the state before the first entry is unknown: when it was bound is then unknown, too.
        """
        periods = self.periods(commitment, party)
        if not periods:
            return None, None
        begun = self._course(commitment, party).outcomes[0].state != UNKNOWN
        return periods[0].since if begun else None, periods[-1].since if periods[-1].standing in ENDED else None

    def bound(self, commitment: str) -> list[Raw]:
        """The parties of a commitment: its own, else those of the document it stands in."""
        return next((list(self._listed(id)) for id in self.chain(commitment) if self._listed(id)), [])

    # Look-ups

    def _listed(self, commitment: str) -> Sequence[Raw]:
        parties: Sequence[Raw] = self._commitments[commitment].get("parties", ())
        return parties

    def chain(self, commitment: str) -> list[str]:
        """The commitment, its document, that one's document, and so on. A link back, or to nothing, is no link.

        Documents that stand in one another without end would take time without bound: `checks` refuses them.
        """
        chain = [commitment]
        node = self._commitments[commitment].get("part_of")
        while node in self._commitments and node not in chain and len(chain) < MOST_NESTED:
            chain.append(node)
            node = self._commitments[node].get("part_of")
        return chain

    def _tracks_of(self, commitment: str) -> dict[str | None, list[Entry]]:
        """S1: party, or None for the general track -> its entries in order. S11: only those of `actual` events."""
        if commitment not in self._tracks:
            tracks: dict[str | None, list[Entry]] = defaultdict(list)
            for entry in self.entries(commitment):
                if entry.factuality == "actual":
                    tracks[entry.party].append(entry)
            self._tracks[commitment] = dict(tracks)
        return self._tracks[commitment]

    def _course(self, commitment: str, party: str | None) -> Course:
        """The course of a commitment: one and the same for all parts and parties that have no entries of their own."""
        key = commitment, party
        if key not in self._courses:
            self._courses[key] = self._new_course(commitment, party)
        return self._courses[key]

    def _new_course(self, commitment: str, party: str | None) -> Course:
        chain = self.chain(commitment)
        tracks = [self._tracks_of(id) for id in chain]
        if party is not None and not any(party in each for each in tracks):
            return self._course(commitment, None)
        start = next((level for level, each in enumerate(tracks) if None in each or party in each), 0)
        if start > 0:
            return self._course(chain[start], party)
        return Course([(each.get(None, ()), each.get(party, ()) if party else ()) for each in tracks])

    def _parties_of(self, commitment: str) -> dict[str, bool]:
        """Actor -> whether the commitment binds it. Whoever has a track of its own is a party, listed or not."""
        if commitment not in self._parties:
            found: dict[str, bool] = {}
            for party in self.bound(commitment):
                found[party["actor"]] = found.get(party["actor"], False) or party["role"] in BINDING
            for id in self.chain(commitment):
                for actor in self._tracks_of(id):
                    if actor is not None:
                        found.setdefault(actor, True)
                if self._listed(id):
                    break
            self._parties[commitment] = found
        return self._parties[commitment]

    def _ways(self, commitment: str) -> list[str | None]:
        """None, and every party whose standing may differ from that in general."""
        parties = self._parties_of(commitment)
        own = {actor for id in self.chain(commitment) for actor in self._tracks_of(id) if actor in parties}
        return [None, *own]

    def _live(self) -> list[str]:
        """The ids of the commitments that are not retired, in order."""
        return sorted(id for id, record in self._commitments.items() if "replaced_by" not in record)

    def _bound_to(self) -> dict[str, list[str]]:
        """Actor -> the ids of the commitments that bind it, in order."""
        if self._binding is None:
            binding: dict[str, list[str]] = defaultdict(list)
            for commitment in self._live():
                for party, bound in self._parties_of(commitment).items():
                    if bound:
                        binding[party].append(commitment)
            self._binding = dict(binding)
        return self._binding

    def _counted(self, commitment: str) -> int:
        """S12: the most participants that evidence vouches for, on the commitment, its documents and their events."""
        chain = self.chain(commitment)
        records = [self._commitments[id] for id in chain]
        records += [event for id in chain for event, _ in self._touching.get(id, ())]
        evidence = [each for record in records for each in record.get("evidence", ())]
        return max((dates.count_bounds(each["count"])[0] or 0 for each in evidence if "count" in each), default=0)

    # Histories that cannot be

    def problems(self) -> list[Illegal]:
        """Every illegal history, each fault once, in order of the events at fault."""
        found = [illegal for id in self._touching if id in self._commitments for illegal in self._faults(id)]
        return sorted(found, key=lambda illegal: (illegal.event, illegal.position, illegal.rule))

    def _faults(self, commitment: str) -> Iterator[Illegal]:
        for entry in self.entries(commitment):
            if entry.factuality != "actual" and entry.standing:
                words = f"only an actual event moves a standing, and this is {entry.factuality}; leave `standing` out"
                yield _illegal("S11", commitment, entry, words)
            if entry.factuality == "actual" and not self._is_succeeded(entry):
                words = f"{entry.change['successor']} takes its place, so this event needs an entry that adds it"
                yield _illegal("S9", commitment, entry, words)
        for party, track in self._tracks_of(commitment).items():
            yield from self._track_faults(commitment, party, track)

    def _is_succeeded(self, entry: Entry) -> bool:
        """S9: whether a successor is added in the same event.

        One that stood before, or that several merge into, need only be changed by it.
        """
        successor = entry.change.get("successor")
        if entry.standing != "superseded" or successor not in self._commitments or successor == entry.change["commitment"]:
            return True
        changes = self._events[entry.event]["changes"]
        kinds = [change.get("change") for change in changes if change["commitment"] == successor]
        merged = len({change["commitment"] for change in changes if change.get("successor") == successor}) > 1
        stood = any(other.order[:-1] < entry.order[:-1] for other in self.entries(successor))
        return "added" in kinds or (bool(kinds) and (merged or stood))

    def _track_faults(self, commitment: str, party: str | None, track: Sequence[Entry]) -> Iterator[Illegal]:
        """S2, S6, S7 and S8 along one track: at most one fault per entry."""
        recurring = self._commitments[commitment].get("due", {}).get("kind") == "recurring"
        rivals = {later.event: earlier.event for earlier, later in pairwise(track) if _order_is_open(earlier, later)}
        begun = False
        for event, group in groupby(track, key=lambda entry: entry.event):
            entries = list(group)
            standings = sorted({entry.standing for entry in entries if entry.standing})
            for entry in entries:
                wrong = misfit(entry.change, not begun, recurring)
                if wrong:
                    yield _illegal("S7", commitment, entry, wrong)
                elif entry.kind == "added" and event != track[0].event:
                    words = f"`added` comes first, but {track[0].event} already changed it"
                    yield _illegal("S7", commitment, entry, words, track[0].event)
                elif not (begun or standings or is_milestone(entry.change)):
                    words = "the first entry needs `standing`: how it stood from then on"
                    yield _illegal("S2", commitment, entry, words)
                elif len(standings) > 1:
                    if entry is entries[-1]:
                        yield _illegal("S6", commitment, entry, f"one event gives it {' and '.join(standings)}; keep one")
                elif event in rivals:
                    words = f"it is open whether {rivals[event]} came before; give both an `instant`, or narrow a date"
                    yield _illegal("S6", commitment, entry, words, rivals[event])
                elif event not in rivals.values() and not is_milestone(entry.change):
                    yield from self._turn_faults(commitment, party, entry)
            begun = begun or not all(is_milestone(entry.change) for entry in entries)

    def _turn_faults(self, commitment: str, party: str | None, entry: Entry) -> Iterator[Illegal]:
        """S8: whether an entry may follow what stood before it, in any of the worlds that the dates allow.

        What stood before is capped (S4): nothing goes on in a document that has ended, and nothing is added to it.
        """
        course, track = self._course(commitment, party), 0 if party is None else 1
        number = next(number for number, step in enumerate(course.steps) if step.entry.event == entry.event)
        outcomes = course.before(number, track)
        if entry.kind == "added":
            if all(course.is_over(outcome, track) for outcome in outcomes):
                ender = course.ender(number, track).event
                words = f"nothing is added to what has ended, and {ender} ended it"
                yield _illegal("S4", commitment, entry, words, ender)
        elif not any(_may_stand(entry, outcome.state) for outcome in outcomes):
            outcome = max(outcomes, key=lambda outcome: outcome.since)
            giver = course.giver(outcome)
            words = _why_not(entry, outcome.state, giver)
            yield _illegal("S8", commitment, entry, words, giver.event if giver else None)


def _order_is_open(earlier: Entry, later: Entry) -> bool:
    """S6: whether two neighbours in a track could as well stand the other way round."""
    if earlier.event == later.event or earlier.begins != later.begins:
        return False
    return earlier.moment is None or later.moment is None or earlier.moment == later.moment


def _may_stand(entry: Entry, state: str) -> bool:
    return state not in FINAL if entry.standing is None else may_follow(state, entry.standing, entry.kind)


def _why_not(entry: Entry, state: str, giver: Entry | None) -> str:
    """Why an entry may not follow a state."""
    since = f"it has been {state} since {giver.event} ({giver.date})" if giver else f"it is {state}"
    if state in FINAL:
        return f"{since}, and only milestones follow an end; what goes on is a commitment of its own"
    if state == entry.standing:
        return f"{since} already; leave `standing` out, or give `change` if the text was edited"
    allowed = " or ".join(sorted(NEXT[state], key=STATES.index))
    return f"{since}, which may become {allowed}, not {entry.standing}"


def _illegal(rule: str, commitment: str, entry: Entry, words: str, other: str | None = None) -> Illegal:
    whose = f"{commitment} for {entry.party}" if entry.party else commitment
    message = f"{whose}, in {entry.event}: {words}"
    return Illegal(commitment, entry.party, entry.event, entry.position, other, rule, message)
