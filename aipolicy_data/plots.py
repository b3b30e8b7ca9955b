"""Pictures: what happened in order of time, and how commitments stood.

Everything is laid out in inches and sized to its text, so that nothing is cut and nothing overlaps, whatever the number of
rows. Colours are those of Okabe and Ito (2008), which people with any colour vision can tell apart, and never stand alone:
shape, hatching or words say the same. No display and no pyplot is needed, and users' styles do not reach in.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.fields import Model
from aipolicy_data.index import Index, Raw
from aipolicy_data.problems import DataError, needs, shown
from aipolicy_data.standing import Period
from aipolicy_data.transitions import ENDED
from aipolicy_data.vocabularies import VOCABULARIES

with needs("plot"):
    from matplotlib import style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.dates import DAILY, MONTHLY, YEARLY, AutoDateFormatter, AutoDateLocator, date2num
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.lines import Line2D
    from matplotlib.markers import CARETRIGHTBASE
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import blended_transform_factory

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, FAINT, BAND = "#666666", "#D0D0D0", "#F5F5F5"

_FONT = "DejaVu Sans"  # comes with matplotlib
_STYLE: Any = ["default", {"text.parse_math": False, "font.family": _FONT, "svg.hashsalt": "aipolicy_data"}]
_DPI = 150
_WIDEST = 65_000  # pixels along one side; Agg draws at most 65,535

# Inches
_MARGIN, _GAP, _CHART, _RIGHT, _LABEL = 0.2, 0.18, 6.0, 0.35, 4.6
_TICKS, _KEY_LINE, _SIGN = 0.35, 0.24, 0.3
_BAR, _THIN, _LANE = 0.17, 0.07, 0.19
# Points
_SIZE, _SMALL, _TINY = 9.0, 7.5, 6.5

_MARK: Mapping[str, Any] = {"markersize": 6.5, "linestyle": "none", "clip_on": False}


class Picture(Figure):
    """A matplotlib figure that a notebook shows without pyplot."""

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        with style.context(_STYLE):
            self.savefig(out, format="png", dpi=_resolution(self, 100))
        return out.getvalue()


# The timeline


def timeline(model: type[Model], rows: Sequence[Any], path: str | Path | None = None) -> Figure:
    """One line per dated row, in the order given."""
    lacking = [name for name in ("date", "title", "kind", "type", "actors") if name not in model.model_fields]
    if lacking:
        raise DataError(
            f"there is no picture of rows of {model.__name__}, which have no `{lacking[0]}`; "
            "there is one of what `timeline`, `about` and `responses` answer"
        )
    return _finished(lambda: _timeline(rows) if rows else _nothing("Nothing to show: no event and no statement."), path)


def _timeline(rows: Sequence[Any]) -> Picture:
    when, what = [_date_words(row.date) for row in rows], [_words(row.type) for row in rows]
    labels = [_wrapped(_row_label(row), _SIZE, _LABEL) for row in rows]
    x_what = _MARGIN + _widest(when, _SMALL) + _GAP
    x_label = x_what + _GAP + _widest(what, _SMALL) + _GAP
    left = x_label + _widest((line for lines in labels for line in lines), _SIZE) + _GAP
    spans = [dates.bounds(row.date) for row in rows]
    sheet = _Sheet([_height(lines, _SIZE) + 0.1 for lines in labels], left, _frame(spans), [list(_timeline_key(rows, spans))])
    for number, (row, span) in enumerate(zip(rows, spans, strict=True)):
        y = sheet.middle(number)
        mark = _looks(row)
        sheet.text(_MARGIN, y, [when[number]], _SMALL, color=GREY)
        sheet.mark(x_what + 0.05, y, transform=sheet.beside, **mark)
        sheet.text(x_what + _GAP, y, [what[number]], _SMALL, color=GREY)
        sheet.text(x_label, y, labels[number], _SIZE)
        x = sheet.moment(span, y, 0.11, mark["color"])
        sheet.line((sheet.first, x), (y, y), FAINT)
        sheet.mark(x, y, **mark)
    return sheet.figure


def _row_label(row: Any) -> str:
    """Titles of events name who did it; summaries of statements do not name who speaks."""
    return f"{_names(row.actors)}: {row.title}" if row.kind == "statement" and row.actors else str(row.title)


def _looks(row: Any) -> dict[str, Any]:
    """The mark of a type: always the same, and another for each type of a kind. Those of statements are hollow."""
    terms = VOCABULARIES[f"{row.kind}_types"].ids
    place = terms.index(row.type) if row.type in terms else len(terms)
    colours, shapes = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK), "osD^vPX<"
    colour = colours[place % len(colours)]
    face = "white" if row.kind == "statement" else colour
    return {"color": colour, "marker": shapes[place % len(shapes)], "markerfacecolor": face, "markeredgewidth": 1.2}


def _timeline_key(rows: Sequence[Any], spans: Sequence[dates.Bounds]) -> Iterator[_Key]:
    kinds = {row.kind for row in rows}
    dot: Any = {"marker": "o", "color": GREY, "markeredgewidth": 1.2}
    if "event" in kinds:
        yield _Key("event", lambda sheet, x, y: sheet.sign(x, y, **dot))
    if "statement" in kinds:
        yield _Key("statement", lambda sheet, x, y: sheet.sign(x, y, markerfacecolor="white", **dot))
    if any(low != high for low, high in spans):
        yield _Key("some time within; fading: open", lambda sheet, x, y: sheet.box(x, y, 0.11, color=GREY, alpha=0.4))


# The standing of commitments

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
        return _height(self.title, _SIZE) + _height(self.parties, _SMALL)


def standing(
    index: Index, ids: Collection[str] | None, party: str | None, since: str, until: str, path: str | Path | None = None
) -> Figure:
    """One bar per commitment between two days; documents come before their parts. `ids`: None for all that stood then."""
    now = _latest(index)
    periods: dict[str, list[Period]] = {}
    for id in [record["id"] for record in index.records["commitments"]] if ids is None else ids:
        found = [each for each in index.histories.periods(id, party) if _is_within(each, since, until, now)]
        if found or ids is not None:
            periods[id] = found
    if not periods:
        return _finished(lambda: _nothing("Nothing to show: no commitment with a standing."), path)
    rows = [_row(index, id, periods, party, since, until) for id in _in_order(index, periods)]
    title = f"As it binds {index.name(party)}" if party else ""
    return _finished(lambda: _standing(rows, title, since, until, now), path)


def _latest(index: Index) -> str:
    """The latest day on which anything is known to have happened or been said."""
    actual = [event for event in index.records["events"] if event["factuality"] == "actual"]
    found = [dates.bounds(record["date"]) for record in (*actual, *index.records["statements"])]
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
        title=_wrapped(index.name(id), _SIZE, _LABEL - indent),
        parties=_wrapped(_names(parties), _SMALL, _LABEL - indent) if parties else [],
        indent=indent,
        periods=periods[id],
        changes=changes,
    )


def _standing(rows: Sequence[_Row], title: str, since: str, until: str, now: str) -> Picture:
    days = [dates.bounds(each) for row in rows for period in row.periods for each in (period.since, period.until) if each]
    days += [dates.bounds(event["date"]) for row in rows for event, _ in row.changes]
    frame = _frame([*days, dates.Bounds(now, now)], since, until)
    left = _MARGIN + max(row.indent + max(_widest(row.title, _SIZE), _widest(row.parties, _SMALL)) for row in rows) + _GAP
    places = [[_place(dates.bounds(event["date"]), frame) for event, _ in row.changes] for row in rows]
    lanes = [_lanes(each, frame) for each in places]
    heights = [max(row.text, _BAR + _LANE * max(each, default=0)) + 0.14 for row, each in zip(rows, lanes, strict=True)]
    sheet = _Sheet(heights, left, frame, _standing_keys(rows, now), title)
    for number, row in enumerate(rows):
        _draw_row(sheet, number, row, now, list(zip(places[number], lanes[number], strict=True)))
    return sheet.figure


def _lanes(places: Sequence[float], frame: tuple[float, float]) -> list[int]:
    """For marks at these places, from left to right: the lowest lane above the bar, from 1, in which there is room."""
    room = _LANE * (frame[1] - frame[0]) / _CHART
    lanes: list[int] = []
    last: list[float] = []
    for place in places:
        lane = next((number for number, x in enumerate(last) if place - x >= room), len(last))
        last[lane : lane + 1] = [place]
        lanes.append(lane + 1)
    return lanes


def _draw_row(sheet: _Sheet, number: int, row: _Row, now: str, marks: Sequence[tuple[float, int]]) -> None:
    x, top = _MARGIN + row.indent, sheet.middle(number) - row.text / 2
    sheet.text(x, top + _height(row.title, _SIZE) / 2, row.title, _SIZE)
    sheet.text(x, top + row.text - _height(row.parties, _SMALL) / 2, row.parties, _SMALL, color=GREY)
    y = sheet.middle(number) + _LANE * max((lane for _, lane in marks), default=0) / 2
    for period in row.periods:
        _draw_period(sheet, y, period, now)
    if not row.periods:
        sheet.axes.text(sheet.first, y, "no standing recorded", fontsize=_SMALL, color=GREY, va="center")
    for (_, change), (x, lane) in zip(row.changes, marks, strict=True):
        above = y - _BAR / 2 - _LANE * (lane - 0.5)
        sheet.line((x, x), (above, y - _BAR / 2), GREY)
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


def _draw_period(sheet: _Sheet, y: float, period: Period, now: str) -> None:
    """A bar while it certainly stood so; half a bar, below, where it may have begun, and above, where it may have ended."""
    colour, hatch = STANDINGS[period.standing]
    height = _THIN if period.standing in ENDED else _BAR
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
    word = _words(period.standing)
    if (end - begin) * sheet.inches > _width(word, _TINY) + 0.1:
        back = "white" if height == _THIN else colour
        dark = back in (GREEN, BLUE, VERMILLION, BLACK, GREY)
        box = {"facecolor": back, "edgecolor": "none", "pad": 1.0}
        middle = (begin + end) / 2
        sheet.axes.text(
            middle, y, word, fontsize=_TINY, color="white" if dark else BLACK, ha="center", va="center_baseline", bbox=box
        )
    if (period.until is None or end < _number(high)) and height == _BAR:
        sheet.mark(end, y, color=colour, marker=CARETRIGHTBASE, markeredgewidth=0)


def _standing_keys(rows: Sequence[_Row], now: str) -> list[list[_Key]]:
    standings = {period.standing for row in rows for period in row.periods}
    changes = {change["change"] for row in rows for _, change in row.changes}
    disclosures = {change.get("disclosure") for row in rows for _, change in row.changes}
    is_vague = any(len(set(dates.bounds(period.since))) > 1 for row in rows for period in row.periods)
    goes_on = any(period.until is None and period.standing not in ENDED for row in rows for period in row.periods)
    return [
        [_standing_key(each) for each in STANDINGS if each in standings]
        + ([_Key("half height, fading: may have begun or ended then", _half)] if is_vague else [])
        + ([_Key(f"goes on after {now}, the latest day in the data", _arrow)] if goes_on else []),
        [_change_key(each) for each in CHANGES if each in changes]
        + [_ring_key(*RINGS[each]) for each in RINGS if each in disclosures],
    ]


def _standing_key(standing: str) -> _Key:
    colour, hatch = STANDINGS[standing]
    look: Any = {"facecolor": colour, "edgecolor": "white", "hatch": hatch, "linewidth": 0}
    return _Key(_words(standing), lambda sheet, x, y: sheet.box(x, y, _THIN if standing in ENDED else _BAR, **look))


def _half(sheet: _Sheet, x: float, y: float) -> None:
    sheet.box(x, y, _BAR / 2, color=GREY, linewidth=0)


def _arrow(sheet: _Sheet, x: float, y: float) -> None:
    sheet.sign(x, y, color=GREY, marker=CARETRIGHTBASE, markeredgewidth=0)


def _change_key(change: str) -> _Key:
    return _Key(change, lambda sheet, x, y: sheet.sign(x, y, **next(_change_marks(change, None))))


def _ring_key(shape: str, words: str) -> _Key:
    return _Key(words, lambda sheet, x, y: sheet.sign(x, y, **_ring(shape)))


# Words and their sizes


def _words(term: str) -> str:
    return term.replace("_", " ")


def _names(names: Sequence[str]) -> str:
    """The first three names, and how many more there are."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _date_words(date: str) -> str:
    """A date in words.

    >>> _date_words("../2025-09-17"), _date_words("2026-02/2026-03~"), _date_words("2026?")
    ('by 2025-09-17', '2026-02 to about 2026-03', '2026 (?)')
    """
    start, _, stop = date.partition("/")
    if start == "..":
        return f"by {_point_words(stop)}"
    if stop == "..":
        return f"from {_point_words(start)}"
    return f"{_point_words(start)} to {_point_words(stop)}" if stop else _point_words(start)


def _point_words(point: str) -> str:
    bare = point.rstrip("~?%")
    return ("about " if point[-1] in "~%" else "") + bare + (" (?)" if point[-1] in "?%" else "")


@lru_cache(maxsize=65536)
def _width(line: str, size: float) -> float:
    """The width of a line of text, in inches, with a little to spare: each format has its own idea of it."""
    font = FontProperties(family=_FONT, size=size)
    width, _, _ = _ruler().get_renderer().get_text_width_height_descent(line, font, False)
    return float(width) / _DPI * 1.03


@lru_cache(maxsize=1)
def _ruler() -> FigureCanvasAgg:
    return FigureCanvasAgg(Figure(figsize=(1, 1), dpi=_DPI))


def _widest(lines: Iterable[str], size: float) -> float:
    return max((_width(line, size) for line in lines), default=0)


def _height(lines: Sequence[str], size: float) -> float:
    return len(lines) * _pitch(size)


def _pitch(size: float) -> float:
    return size * 1.27 / 72


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than this; a word that is longer is broken."""
    lines, line, used = [], "", 0.0
    blank = _width("n n", size) - 2 * _width("n", size)
    for word in (piece for whole in text.split() for piece in _pieces(whole, size, width)):
        needed = _width(word, size)
        if line and used + blank + needed > width:
            lines.append(line)
            line, used = word, needed
        else:
            line, used = (f"{line} {word}", used + blank + needed) if line else (word, needed)
    return [*lines, line]


def _pieces(word: str, size: float, width: float) -> Iterator[str]:
    while _width(word, size) > width:
        most = max(1, next(length for length in range(len(word)) if _width(word[: length + 1], size) > width))
        yield word[:most]
        word = word[most:]
    yield word


# Layout


class _Key(NamedTuple):
    """One entry of a legend: its words, and what draws its sign around a point."""

    words: str
    draw: Callable[[_Sheet, float, float], Any]


def _number(day: str) -> float:
    return float(date2num(datetime.date.fromisoformat(day)))


def _frame(spans: Iterable[dates.Bounds], since: str = dates.MIN_DAY, until: str = dates.MAX_DAY) -> tuple[float, float]:
    """The ends of an axis on which these dates have room, or those that are asked for."""
    days = [_number(day) for span in spans for day in span if day not in (dates.MIN_DAY, dates.MAX_DAY)]
    first, last = min(days), max(days)
    room = max(5, (last - first) * 0.06)
    first, last = first - room, last + room
    if since != dates.MIN_DAY:
        first, last = _number(since), max(last, _number(since) + 10)
    if until != dates.MAX_DAY:
        first, last = min(first, _number(until) - 9), _number(until) + 1
    return first, last


def _place(span: dates.Bounds, frame: tuple[float, float]) -> float:
    """Where a date is marked: in the middle of what it can mean, or at the end that is known."""
    low, high = span
    known = [_number(day) for day in (low, high) if day not in (dates.MIN_DAY, dates.MAX_DAY)]
    return min(max(sum(known) / len(known), frame[0]), frame[1])


class _Sheet:
    """A figure of rows: text on the left, an axis of time on the right, a legend below. The unit downwards is an inch."""

    def __init__(
        self, heights: Sequence[float], left: float, frame: tuple[float, float], keys: Sequence[Sequence[_Key]], title: str = ""
    ) -> None:
        self.first, self.last = frame
        self.inches = _CHART / (self.last - self.first)
        width = left + _CHART + _RIGHT
        lines = [line for group in keys for line in _flowed(group, width - 2 * _MARGIN)]
        rows, foot = sum(heights), _TICKS + len(lines) * _KEY_LINE + _MARGIN
        height = rows + foot + _TICKS + (0.35 if title else 0.1)
        self.figure = Picture(figsize=(width, height), dpi=100)
        FigureCanvasAgg(self.figure)
        self.axes = axes = self.figure.add_axes((left / width, foot / height, _CHART / width, rows / height))
        self.beside = blended_transform_factory(self.figure.dpi_scale_trans, axes.transData)
        self._middles = [sum(heights[:number]) + each / 2 for number, each in enumerate(heights)]
        axes.set_xlim(self.first, self.last)
        axes.set_ylim(rows, 0)
        axes.yaxis.set_visible(False)
        locator = AutoDateLocator(minticks=3, maxticks={YEARLY: 9, MONTHLY: 8, DAILY: 6}, interval_multiples=False)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(AutoDateFormatter(locator))
        axes.tick_params(axis="x", top=True, labeltop=True, labelsize=_SMALL, color=FAINT)
        axes.grid(axis="x", color=FAINT, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.patch.set_visible(False)
        axes.spines[:].set_color(FAINT)
        for number in range(0, len(heights), 2):
            bottom = self._middles[number] - heights[number] / 2
            across = blended_transform_factory(self.figure.transFigure, axes.transData)
            axes.add_artist(
                Rectangle((0, bottom), 1, heights[number], color=BAND, linewidth=0, transform=across, clip_on=False, zorder=-1)
            )
        if title:
            self.figure.text(
                _MARGIN, height - 0.25, title, fontsize=_SIZE + 1, transform=self.figure.dpi_scale_trans, va="center"
            )
        for number, line in enumerate(lines):
            y = _MARGIN + (len(lines) - 1 - number) * _KEY_LINE + _KEY_LINE / 2
            for x, key in line:
                key.draw(self, _MARGIN + x + _SIGN / 2, y)
                self.figure.text(
                    _MARGIN + x + _SIGN + 0.06, y, key.words, fontsize=_SMALL, transform=self.figure.dpi_scale_trans,
                    va="center_baseline",
                )  # fmt: skip

    def middle(self, number: int) -> float:
        """The middle of a row."""
        return self._middles[number]

    def text(self, x: float, y: float, lines: Sequence[str], size: float, **look: Any) -> None:
        """Lines of text beside the axes, around y: x in inches from the left of the figure."""
        top = y - _height(lines, size) / 2
        for number, line in enumerate(lines):
            base = top + (number + 0.72) * _pitch(size)
            self.axes.text(x, base, line, fontsize=size, transform=self.beside, **look)

    def mark(self, x: float, y: float, **look: Any) -> None:
        """A mark in the axes."""
        self.axes.add_artist(Line2D([x], [y], **{**_MARK, "zorder": 4, **look}))

    def line(self, xs: tuple[float, float], ys: tuple[float, float], colour: str) -> None:
        """A thin line in the axes, behind bars and marks."""
        self.axes.add_artist(Line2D(xs, ys, color=colour, linewidth=0.6, zorder=2))

    def sign(self, x: float, y: float, **look: Any) -> None:
        """A mark in the legend, in inches."""
        self.figure.add_artist(Line2D([x], [y], transform=self.figure.dpi_scale_trans, **{**_MARK, **look}))

    def box(self, x: float, y: float, height: float, **look: Any) -> None:
        """A piece of a bar in the legend, in inches."""
        corner = x - _SIGN / 2, y - height / 2
        self.figure.add_artist(Rectangle(corner, _SIGN, height, transform=self.figure.dpi_scale_trans, **look))

    def clipped(self, day: str) -> float:
        """A day on the axis, or the end of the axis beyond which it lies."""
        if day in (dates.MIN_DAY, dates.MAX_DAY):
            return self.first if day == dates.MIN_DAY else self.last
        return min(max(_number(day), self.first), self.last)

    def bar(self, low: str, high: str, y: float, height: float, **look: Any) -> tuple[float, float]:
        """A bar between two days, as far as the axis goes; its ends."""
        begin, end = self.clipped(low), self.clipped(high)
        if begin < end:
            self.axes.add_artist(Rectangle((begin, y - height / 2), end - begin, height, zorder=3, **look))
        return begin, end

    def fade(self, day: str, y: float, height: float, colour: str, towards: int) -> None:
        """A bar that fades away from a day, into the past (-1) or the future (1)."""
        step = 0.04 / self.inches * towards
        for number in range(7):
            x = self.clipped(day) + number * step
            self.axes.add_artist(
                Rectangle((x, y - height / 2), step, height, color=colour, linewidth=0, alpha=0.6 - number * 0.08, zorder=3)
            )

    def moment(self, span: dates.Bounds, y: float, height: float, colour: str) -> float:
        """A bar over what a date can mean, if that is more than a day; where to mark it."""
        low, high = span
        if low == dates.MIN_DAY or high == dates.MAX_DAY:
            self.fade(high if low == dates.MIN_DAY else low, y, height, colour, -1 if low == dates.MIN_DAY else 1)
        elif low != high:
            self.bar(low, high, y, height, color=colour, alpha=0.4, linewidth=0)
        return _place(span, (self.first, self.last))


def _flowed(keys: Iterable[_Key], width: float) -> list[list[tuple[float, _Key]]]:
    """The entries of a legend, in lines of this width, each with its place."""
    lines: list[list[tuple[float, _Key]]] = []
    x = 0.0
    for key in keys:
        needed = _SIGN + 0.06 + _width(key.words, _SMALL) + _GAP
        if not lines or x + needed > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, key))
        x += needed
    return lines


def _nothing(words: str) -> Picture:
    figure = Picture(figsize=(_width(words, _SIZE) + 1, 1), dpi=100)
    FigureCanvasAgg(figure)
    figure.text(0.5, 0.5, words, fontsize=_SIZE, color=GREY, ha="center", va="center")
    return figure


# Files


def _resolution(figure: Figure, wanted: int) -> float:
    return float(min(wanted, _WIDEST / max(figure.get_size_inches())))


def _finished(draw: Callable[[], Picture], path: str | Path | None) -> Picture:
    """The picture, saved if there is a path: the same bytes for the same picture, by the same matplotlib."""
    place = None if path is None else Path(path)
    if place is not None and place.suffix.lower() not in (".png", ".svg"):
        raise DataError(f"a picture is saved as .png or .svg, not as {shown(place.name)}")
    with style.context(_STYLE):
        figure = draw()
        if place is not None:
            format = place.suffix.lower().removeprefix(".")
            metadata = {"Date": None} if format == "svg" else None
            try:
                figure.savefig(place, format=format, dpi=_resolution(figure, _DPI), metadata=metadata)
            except OSError as error:
                raise DataError(f"cannot write {shown(str(place), 200)}: {error.strerror}") from None
    return figure
