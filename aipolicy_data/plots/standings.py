"""How commitments stood: a bar for each, with what changed above it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.index import Index, Raw
from aipolicy_data.plots.lettering import height_of, some_names, term_words, widest, width_of, wrapped
from aipolicy_data.plots.looks import (
    BAR,
    BLACK,
    BLUE,
    CHART,
    GAP,
    GREEN,
    GREY,
    LABEL,
    LANE,
    MARGIN,
    ORANGE,
    PURPLE,
    SIZE,
    SKY,
    SMALL,
    THIN,
    TINY,
    VERMILLION,
    YELLOW,
)
from aipolicy_data.plots.sheet import Key, Picture, Sheet, finished, frame_of, nothing, number_of, place_of
from aipolicy_data.problems import needs
from aipolicy_data.standing import Period
from aipolicy_data.transitions import ENDED

with needs("plot"):
    from matplotlib.markers import CARETRIGHTBASE

STANDINGS: Mapping[str, tuple[str, str]] = {
    "signalled": (YELLOW, "..."),
    "announced": (SKY, "///"),
    "in_force": (GREEN, ""),
    "suspended": (ORANGE, "xxx"),
    "unclear": (PURPLE, "\\\\\\"),
    "superseded": (BLUE, ""),
    "withdrawn": (VERMILLION, ""),
    "annulled": (BLACK, ""),
    "lapsed": (GREY, ""),
    "discharged": (GREEN, "|||"),
    "failed": (PURPLE, "|||"),
}
"""Standing -> colour and hatching. Those that have ended are drawn thin."""
CHANGES: Mapping[str, tuple[str, str]] = {
    "strengthened": (GREEN, "^"),
    "weakened": (VERMILLION, "v"),
    "mixed": (PURPLE, "D"),
    "amended": (SKY, "o"),
    "relocated": (BLUE, ">"),
    "removed": (BLACK, "X"),
    "triggered": (ORANGE, "*"),
    "delivered": (BLUE, "P"),
    "retained": (GREY, "s"),
}
"""Change -> colour and shape. `added` has none: the bar begins with it."""
RINGS: Mapping[str, tuple[str, str]] = {
    "silent": ("o", "silent: left out of the actor's account"),
    "no_account": ("s", "no account of it was found"),
}
"""Disclosure -> the shape that is drawn around a change, and what it means."""


class _Row(NamedTuple):
    """A commitment as it is drawn."""

    title: list[str]
    parties: list[str]
    indent: float
    periods: Sequence[Period]
    changes: Sequence[tuple[Raw, Raw]]

    @property
    def text(self) -> float:
        """The height of its text."""
        return height_of(self.title, SIZE) + height_of(self.parties, SMALL)


def standing(
    index: Index, ids: Collection[str] | None, party: str | None, since: str, until: str, path: str | Path | None = None
) -> Picture:
    """One bar per commitment between two days; documents come before their parts. `ids`: None for all that stood then."""
    now = _latest(index)
    periods: dict[str, list[Period]] = {}
    for id in [record["id"] for record in index.live["commitments"]] if ids is None else ids:
        found = [each for each in index.histories.periods(id, party) if _is_within(each, since, until, now)]
        if found or ids is not None:
            periods[id] = found
    if not periods:
        return finished(lambda: nothing("Nothing to show: no commitment with a standing."), path)
    rows = [_row(index, id, periods, party, since, until) for id in _in_order(index, periods)]
    title = f"As it binds {index.name(party)}" if party else ""
    return finished(lambda: _standing(rows, title, since, until, now), path)


def _latest(index: Index) -> str:
    """The latest day on which anything is known to have happened or been said."""
    actual = [event for event in index.live["events"] if event["factuality"] == "actual"]
    found = [dates.bounds(record["date"]) for record in (*actual, *index.live["statements"])]
    return max((high if low == dates.MIN_DAY else low for low, high in found), default="2000-01-01")


def _is_within(period: Period, since: str, until: str, now: str) -> bool:
    low, high = dates.bounds(period.since)
    begin = high if low == dates.MIN_DAY else low
    end = max(begin, now) if period.until is None else dates.bounds(period.until).max
    return begin <= until and end >= since


def _in_order(index: Index, periods: Mapping[str, Sequence[Period]]) -> list[str]:
    """Documents before their parts, the oldest first."""

    def place(id: str) -> list[tuple[str, str]]:
        chain = _chain(index, id)
        begun = [dates.bounds(periods[each][0].since).max if periods.get(each) else dates.MAX_DAY for each in chain]
        return list(zip(begun, chain, strict=True))[::-1]

    return sorted(periods, key=place)


def _chain(index: Index, id: str) -> list[str]:
    """The commitment, its document, that one's document, and so on."""
    chain = [id]
    while (document := index.document(chain[-1])) is not None and document["id"] not in chain:
        chain.append(document["id"])
    return chain


def _row(index: Index, id: str, periods: Mapping[str, Sequence[Period]], party: str | None, since: str, until: str) -> _Row:
    indent = 0.15 * sum(each in periods for each in _chain(index, id)[1:])
    parties = [] if party or indent else list(dict.fromkeys(index.name(each["actor"]) for each in index.parties(id)))
    changes = [
        (event, change)
        for event, change in index.changing.get(id, ())
        if change.get("change") in CHANGES
        and event["factuality"] == "actual"
        and change.get("party") in (None, party)
        and dates.bounds(event["date"]).max >= since
        and dates.bounds(event["date"]).min <= until
    ]
    return _Row(
        title=wrapped(index.name(id), SIZE, LABEL - indent),
        parties=wrapped(some_names(parties), SMALL, LABEL - indent) if parties else [],
        indent=indent,
        periods=periods[id],
        changes=changes,
    )


def _standing(rows: Sequence[_Row], title: str, since: str, until: str, now: str) -> Picture:
    days = [dates.bounds(each) for row in rows for period in row.periods for each in (period.since, period.until) if each]
    days += [dates.bounds(event["date"]) for row in rows for event, _ in row.changes]
    frame = frame_of([*days, dates.Bounds(now, now)], since, until)
    left = MARGIN + max(row.indent + max(widest(row.title, SIZE), widest(row.parties, SMALL)) for row in rows) + GAP
    places = [[place_of(dates.bounds(event["date"]), frame) for event, _ in row.changes] for row in rows]
    lanes = [_lanes(each, frame) for each in places]
    heights = [max(row.text, BAR + LANE * max(each, default=0)) + 0.14 for row, each in zip(rows, lanes, strict=True)]
    sheet = Sheet(heights, left, frame, _standing_keys(rows, now), title)
    for number, row in enumerate(rows):
        _draw_row(sheet, number, row, now, list(zip(places[number], lanes[number], strict=True)))
    return sheet.figure


def _lanes(places: Sequence[float], frame: tuple[float, float]) -> list[int]:
    """For marks at these places, from left to right: the lowest lane above the bar, from 1, in which there is room."""
    room = LANE * (frame[1] - frame[0]) / CHART
    lanes: list[int] = []
    last: list[float] = []
    for place in places:
        lane = next((number for number, x in enumerate(last) if place - x >= room), len(last))
        last[lane : lane + 1] = [place]
        lanes.append(lane + 1)
    return lanes


def _draw_row(sheet: Sheet, number: int, row: _Row, now: str, marks: Sequence[tuple[float, int]]) -> None:
    x, top = MARGIN + row.indent, sheet.middle(number) - row.text / 2
    sheet.text(x, top + height_of(row.title, SIZE) / 2, row.title, SIZE)
    sheet.text(x, top + row.text - height_of(row.parties, SMALL) / 2, row.parties, SMALL, color=GREY)
    y = sheet.middle(number) + LANE * max((lane for _, lane in marks), default=0) / 2
    for period in row.periods:
        _draw_period(sheet, y, period, now)
    if not row.periods:
        sheet.axes.text(sheet.first, y, "no standing recorded", fontsize=SMALL, color=GREY, va="center")
    for (_, change), (x, lane) in zip(row.changes, marks, strict=True):
        above = y - BAR / 2 - LANE * (lane - 0.5)
        sheet.line((x, x), (above, y - BAR / 2), GREY)
        for each in _change_marks(change["change"], change.get("disclosure")):
            sheet.mark(x, above, **each)


def _change_marks(change: str, disclosure: str | None) -> Iterator[dict[str, Any]]:
    """The mark of a change, and the ring around it where it was silent."""
    colour, shape = CHANGES[change]
    yield {"color": colour, "marker": shape, "markeredgewidth": 0.5}
    if disclosure is not None and disclosure in RINGS:
        yield _ring(RINGS[disclosure][0])


def _ring(shape: str) -> dict[str, Any]:
    return {"color": BLACK, "marker": shape, "markerfacecolor": "none", "markersize": 11.5, "markeredgewidth": 1.1}


def _draw_period(sheet: Sheet, y: float, period: Period, now: str) -> None:
    """A bar while it certainly stood so; half a bar, below, where it may have begun, and above, where it may have ended."""
    colour, hatch = STANDINGS[period.standing]
    height = THIN if period.standing in ENDED else BAR
    low, high = dates.bounds(period.since)
    if low == dates.MIN_DAY:
        sheet.fade(high, y, height, colour, -1)
    elif low != high:
        sheet.bar(low, high, y + height / 4, height / 2, color=colour)
    low = high
    if period.until is None:
        high = max(low, now)
    else:
        high, latest = dates.bounds(period.until)
        if high != dates.MIN_DAY:
            sheet.bar(max(low, high), latest, y - height / 4, height / 2, color=colour)
    begin, end = sheet.bar(low, high, y, height, facecolor=colour, edgecolor="white", hatch=hatch, linewidth=0)
    word = term_words(period.standing)
    if (end - begin) * sheet.inches > width_of(word, TINY) + 0.1:
        back = "white" if height == THIN else colour
        dark = back in (GREEN, BLUE, VERMILLION, BLACK, GREY)
        box = {"facecolor": back, "edgecolor": "none", "pad": 1.0}
        middle = (begin + end) / 2
        sheet.axes.text(
            middle, y, word, fontsize=TINY, color="white" if dark else BLACK, ha="center", va="center_baseline", bbox=box
        )
    if (period.until is None or end < number_of(high)) and height == BAR:
        sheet.mark(end, y, color=colour, marker=CARETRIGHTBASE, markeredgewidth=0)


def _standing_keys(rows: Sequence[_Row], now: str) -> list[list[Key]]:
    standings = {period.standing for row in rows for period in row.periods}
    changes = {change["change"] for row in rows for _, change in row.changes}
    disclosures = {change.get("disclosure") for row in rows for _, change in row.changes}
    is_vague = any(len(set(dates.bounds(period.since))) > 1 for row in rows for period in row.periods)
    goes_on = any(period.until is None and period.standing not in ENDED for row in rows for period in row.periods)
    return [
        [_standing_key(each) for each in STANDINGS if each in standings]
        + ([Key("half height, fading: may have begun or ended then", _half)] if is_vague else [])
        + ([Key(f"goes on after {now}, the latest day in the data", _arrow)] if goes_on else []),
        [_change_key(each) for each in CHANGES if each in changes]
        + [_ring_key(*RINGS[each]) for each in RINGS if each in disclosures],
    ]


def _standing_key(standing: str) -> Key:
    colour, hatch = STANDINGS[standing]
    look: Any = {"facecolor": colour, "edgecolor": "white", "hatch": hatch, "linewidth": 0}
    return Key(term_words(standing), lambda sheet, x, y: sheet.box(x, y, THIN if standing in ENDED else BAR, **look))


def _half(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y, BAR / 2, color=GREY, linewidth=0)


def _arrow(sheet: Sheet, x: float, y: float) -> None:
    sheet.sign(x, y, color=GREY, marker=CARETRIGHTBASE, markeredgewidth=0)


def _change_key(change: str) -> Key:
    return Key(change, lambda sheet, x, y: sheet.sign(x, y, **next(_change_marks(change, None))))


def _ring_key(shape: str, words: str) -> Key:
    return Key(words, lambda sheet, x, y: sheet.sign(x, y, **_ring(shape)))
