"""One commitment's course: all that happened to it and to its documents, folded in order.

Rules S1 to S6 and S10 of the codebook, each named where it is kept. What certainly happened by a day is folded in
order. Whatever may or may not have happened by then is tried both ways, and the answer is what comes out of all these
worlds. So the rules are written for one certain course of events, and `Course._worlds` alone deals with doubt.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.dates import MIN_DAY, Bounds
from aipolicy_data.transitions import CAPPING, ENDED, FINAL, NONE, UNKNOWN

Raw = Mapping[str, Any]
"""A record or part as plain JSON values."""

_SPANS = frozenset({"process", "meeting_held"})
"""Event types that last: their `a/b` is a span, not one unknown day in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one event did to one commitment: an item of the event's `changes`, with what dates it."""

    event: str
    date: str
    bounds: Bounds
    instant: str | None
    type: str
    factuality: str
    position: int
    """Where it stands in the event's `changes`, from 0."""
    change: Raw
    rivals: tuple[Bounds, ...] = ()
    """S10: the dates that sources give instead: those that cannot be the same day."""

    @classmethod
    def of(cls, event: Raw, position: int) -> Entry:
        """The entry at a position of an event's `changes`."""
        bounds = dates.bounds(event["date"])
        given = (dates.bounds(evidence["date"]) for evidence in event.get("evidence", ()) if "date" in evidence)
        return cls(
            event["id"],
            event["date"],
            bounds,
            event.get("instant"),
            event["type"],
            event["factuality"],
            position,
            event["changes"][position],
            tuple(rival for rival in given if rival.max < bounds.min or rival.min > bounds.max),
        )

    @property
    def party(self) -> str | None:
        """The party whose track it belongs to; None for the general track."""
        return self.change.get("party")

    @property
    def kind(self) -> str | None:
        """What happened to the text, if anything."""
        return self.change.get("change")

    @property
    def standing(self) -> str | None:
        """The standing that it gives, if any."""
        return self.change.get("standing")

    @property
    def begins(self) -> Bounds:
        """S5: the days on which its standing may have begun; of a process or a meeting, the first day of the span."""
        if self.type in _SPANS and self.bounds.min != MIN_DAY:
            return Bounds(self.bounds.min, self.bounds.min)
        return self.bounds

    @property
    def moment(self) -> str | None:
        """The instant in UTC, as text that sorts."""
        if self.instant is None:
            return None
        return datetime.datetime.fromisoformat(self.instant).astimezone(datetime.UTC).isoformat()

    @property
    def order(self) -> tuple[str, str, str, str, int]:
        """S6: by the latest day, then the earliest, then the instant. What that leaves open, `problems` refuses."""
        first, last = self.begins
        return last, first, self.moment or "", self.event, self.position


class Step(NamedTuple):
    """All that one event did to the tracks of a course."""

    entry: Entry
    gives: tuple[tuple[int, str], ...]
    """(number of the track, standing)."""
    tracks: frozenset[int]
    first: str
    """S5: the first day on which it may have happened: not before the entry before it in any of its tracks."""
    last: str
    """The day from which it certainly had."""

    def precedes(self, other: Step) -> bool | None:
        """Whether it happened before another, of two whose days do not tell that it did; None if that stays open."""
        if self.first > other.last:
            return False
        mine, its = self.entry.moment, other.entry.moment
        if self.first == self.last == other.first == other.last and mine and its and mine != its:
            return mine < its
        return None


class Outcome(NamedTuple):
    """What a course has come to: the tracks' own states, the standing that follows, the step that brought it."""

    own: tuple[str | None, ...]
    state: str
    since: int
    """The number of the step; -1 if none did."""


class Course:
    """What happened to a commitment, for everybody or for one party, with all that happened to its documents.

    S1: it is made of the general track and the party's track of the commitment, then those of its document, and so on
    outwards. The tracks are numbered in this order, so general ones have even numbers.
    """

    def __init__(self, levels: Sequence[tuple[Sequence[Entry], Sequence[Entry]]]) -> None:
        tracks = [track for level in levels for track in level]
        own = tuple(_before(track, general=number % 2 == 0) for number, track in enumerate(tracks))
        self.steps = list(_merged(tracks))
        self.outcomes = [Outcome(own, _resulting(own), -1)]
        for number in range(len(self.steps)):
            self.outcomes.append(self._after(self.outcomes[-1], number))
        self._lasts = [step.last for step in self.steps]
        self._earliest = list(accumulate((step.first for step in reversed(self.steps)), min))[::-1]

    def _after(self, outcome: Outcome, number: int) -> Outcome:
        """The fold: what a step makes of an outcome. A track that has ended for good stays as it is."""
        own = list(outcome.own)
        for track, standing in self.steps[number].gives:
            if own[track] not in FINAL:
                own[track] = standing
        state = _resulting(own)
        return Outcome(tuple(own), state, outcome.since if state == outcome.state else number)

    def on(self, day: str | None) -> set[Outcome]:
        """S5: every outcome that is possible on a day; the last one if no day is given."""
        if day is None:
            return {self.outcomes[-1]}
        certain = bisect_right(self._lasts, day)
        return self._worlds(certain, day, lambda number: None if self.steps[number].first <= day else False)

    def before(self, number: int, track: int) -> set[Outcome]:
        """Every outcome that is possible just before a step, seen from one of its tracks, which S6 has ordered."""
        step = self.steps[number]

        def happened(other: int) -> bool | None:
            if other == number or track in self.steps[other].tracks:
                return other < number
            return self.steps[other].precedes(step)

        return self._worlds(bisect_left(self._lasts, step.first), step.last, happened)

    def _worlds(self, certain: int, until: str, happened: Callable[[int], bool | None]) -> set[Outcome]:
        """The outcomes of all worlds in which the first steps happened, and of the others those that may or must have.

        In a world an event happened to all its tracks or to none, and nothing before what precedes it in a track.
        """
        worlds: set[tuple[Outcome, frozenset[int]]] = {(self.outcomes[certain], frozenset())}
        for number in range(certain, len(self.steps)):
            if self._earliest[number] > until:
                break
            tracks, did = self.steps[number].tracks, happened(number)
            without = set() if did else {(outcome, halted | tracks) for outcome, halted in worlds}
            reached = () if did is False else worlds
            worlds = without | {(self._after(each, number), halted) for each, halted in reached if not halted & tracks}
        return {outcome for outcome, _ in worlds}

    def turns(self) -> Iterator[tuple[int, Step, str]]:
        """Where the standing changed: number, step, and what it became."""
        for number, step in enumerate(self.steps):
            outcome = self.outcomes[number + 1]
            if outcome.since == number:
                yield number, step, outcome.state

    def giver(self, outcome: Outcome) -> Entry | None:
        """The entry that brought an outcome about."""
        return self.steps[outcome.since].entry if outcome.since >= 0 else None

    def disputed(self, day: str | None) -> bool:
        """S10: whether a rival date puts a day on the other side of the latest turn, or of one to come."""
        if day is None:
            return False
        latest = self.outcomes[bisect_right(self._lasts, day)].since
        return any(
            min(step.first, rival.min) <= day < max(step.last, rival.max)
            for number, step, _ in self.turns()
            if number >= latest
            for rival in step.entry.rivals
        )

    def is_over(self, outcome: Outcome, track: int) -> bool:
        """S4: whether a wider track has ended for good, so that this one has ended too, whatever it says itself."""
        return _resulting([*outcome.own[:track], "in_force", *outcome.own[track + 1 :]]) in FINAL

    def ender(self, number: int, track: int) -> Entry:
        """The latest entry before a step that ended another track for good."""
        earlier = reversed(self.steps[:number])
        return next(step.entry for step in earlier if any(to != track and state in FINAL for to, state in step.gives))


def _before(track: Sequence[Entry], general: bool) -> str | None:
    """S2, S3: the state of a track before the entry that starts it; None where it is that of the wider track.

    A track starts with the first entry that gives a standing, so milestones alone start none. If that entry is `added`,
    there was none before; otherwise a general track is unknown before, and a party's track continues the wider one.
    """
    start = next((entry for entry in track if entry.standing), None)
    if start is None:
        return None
    if start.kind == "added":
        return NONE
    return UNKNOWN if general else None


def _merged(tracks: Sequence[Sequence[Entry]]) -> Iterator[Step]:
    """S6: the entries of all tracks in order, as one step per event. S5: `../b` begins at the entry before it."""
    by_event: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    for number, track in enumerate(tracks):
        for entry in track:
            by_event[entry.event].append((number, entry))
    reached = [MIN_DAY] * len(tracks)
    for found in sorted(by_event.values(), key=lambda found: found[0][1].order[:-1]):
        entry, numbers = found[0][1], frozenset(number for number, _ in found)
        first, last = entry.begins
        first = max(first, *(reached[number] for number in numbers))
        for number in numbers:
            reached[number] = first
        gives = {number: each.standing for number, each in found if each.standing}
        yield Step(entry, tuple(gives.items()), numbers, first, last)


def _resulting(own: Sequence[str | None]) -> str:
    """The standing that the states of all tracks make together, from the outermost document inwards.

    S3: where a track has no state of its own, it stands as the wider one does: a part as its document, for each party.
    S4: the wider track caps it. A party with a track of its own in the document is bound by no part sooner than by the
    document itself. Where nothing was ever recorded, the answer is `unknown`.
    """
    wider = wider_for_party = UNKNOWN
    joined = "in_force"
    for number in range(len(own) - 2, -1, -2):
        general, party = own[number], own[number + 1]
        if party is not None:
            state = joined = party
        elif general is not None:
            state = _no_sooner(general, joined)
        else:
            state = wider_for_party
        wider = _capped(wider if general is None else general, wider)
        wider_for_party = _capped(_capped(state, wider), wider_for_party)
    return wider_for_party


def _capped(state: str, wider: str) -> str:
    """S4: a wider track that is suspended or has ended takes along whatever has begun and not ended."""
    return wider if wider in CAPPING and state not in ENDED and state != NONE else state


def _no_sooner(part: str, joined: str) -> str:
    """The state of a part for a party, by how far the party has come in joining the document."""
    early = (NONE, "signalled", "announced", "in_force")
    behind = part in early and joined in early and early.index(joined) < early.index(part)
    return joined if behind or joined == NONE else part
