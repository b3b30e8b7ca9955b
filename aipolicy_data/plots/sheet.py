"""A figure of rows: drawn, laid out and saved, whatever it shows."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aipolicy_data import dates
from aipolicy_data.plots.lettering import height_of, pitch, width_of
from aipolicy_data.plots.looks import (
    BAND,
    CHART,
    DPI,
    FAINT,
    GAP,
    GREY,
    KEY_LINE,
    MARGIN,
    MARK,
    RIGHT,
    SIGN,
    SIZE,
    SMALL,
    STYLE,
    TICKS,
    WIDEST,
)
from aipolicy_data.problems import DataError, needs, shown

with needs("plot"):
    from matplotlib import style
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.dates import DAILY, MONTHLY, YEARLY, AutoDateFormatter, AutoDateLocator, date2num
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import blended_transform_factory


class Picture(Figure):
    """A matplotlib figure that a notebook shows without pyplot."""

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        with style.context(STYLE):
            self.savefig(out, format="png", dpi=resolution(self, 100))
        return out.getvalue()


class Key(NamedTuple):
    """One entry of a legend: its words, and what draws its sign around a point."""

    words: str
    draw: Callable[[Sheet, float, float], Any]


def number_of(day: str) -> float:
    """Where a day lies on an axis of time."""
    return float(date2num(datetime.date.fromisoformat(day)))


def frame_of(spans: Iterable[dates.Bounds], since: str = dates.MIN_DAY, until: str = dates.MAX_DAY) -> tuple[float, float]:
    """The ends of an axis on which these dates have room, or those that are asked for."""
    days = [number_of(day) for span in spans for day in span if day not in (dates.MIN_DAY, dates.MAX_DAY)]
    first, last = min(days), max(days)
    room = max(5, (last - first) * 0.06)
    first, last = first - room, last + room
    if since != dates.MIN_DAY:
        first, last = number_of(since), max(last, number_of(since) + 10)
    if until != dates.MAX_DAY:
        first, last = min(first, number_of(until) - 9), number_of(until) + 1
    return first, last


def place_of(span: dates.Bounds, frame: tuple[float, float]) -> float:
    """Where a date is marked: in the middle of what it can mean, or at the end that is known."""
    low, high = span
    known = [number_of(day) for day in (low, high) if day not in (dates.MIN_DAY, dates.MAX_DAY)]
    return min(max(sum(known) / len(known), frame[0]), frame[1])


class Sheet:
    """A figure of rows: text on the left, an axis of time on the right, a legend below. The unit downwards is an inch."""

    def __init__(
        self, heights: Sequence[float], left: float, frame: tuple[float, float], keys: Sequence[Sequence[Key]], title: str = ""
    ) -> None:
        self.first, self.last = frame
        self.inches = CHART / (self.last - self.first)
        width = left + CHART + RIGHT
        lines = [line for group in keys for line in _flowed(group, width - 2 * MARGIN)]
        rows, foot = sum(heights), TICKS + len(lines) * KEY_LINE + MARGIN
        height = rows + foot + TICKS + (0.35 if title else 0.1)
        self.figure = Picture(figsize=(width, height), dpi=100)
        FigureCanvasAgg(self.figure)
        self.axes = axes = self.figure.add_axes((left / width, foot / height, CHART / width, rows / height))
        self.beside = blended_transform_factory(self.figure.dpi_scale_trans, axes.transData)
        self._middles = [sum(heights[:number]) + each / 2 for number, each in enumerate(heights)]
        axes.set_xlim(self.first, self.last)
        axes.set_ylim(rows, 0)
        axes.yaxis.set_visible(False)
        locator = AutoDateLocator(minticks=3, maxticks={YEARLY: 9, MONTHLY: 8, DAILY: 6}, interval_multiples=False)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(AutoDateFormatter(locator))
        axes.tick_params(axis="x", top=True, labeltop=True, labelsize=SMALL, color=FAINT)
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
            self.figure.text(MARGIN, height - 0.25, title, fontsize=SIZE + 1, transform=self.figure.dpi_scale_trans, va="center")
        for number, line in enumerate(lines):
            y = MARGIN + (len(lines) - 1 - number) * KEY_LINE + KEY_LINE / 2
            for x, key in line:
                key.draw(self, MARGIN + x + SIGN / 2, y)
                self.figure.text(
                    MARGIN + x + SIGN + 0.06, y, key.words, fontsize=SMALL, transform=self.figure.dpi_scale_trans,
                    va="center_baseline",
                )  # fmt: skip

    def middle(self, number: int) -> float:
        """The middle of a row."""
        return self._middles[number]

    def text(self, x: float, y: float, lines: Sequence[str], size: float, **look: Any) -> None:
        """Lines of text beside the axes, around y: x in inches from the left of the figure."""
        top = y - height_of(lines, size) / 2
        for number, line in enumerate(lines):
            base = top + (number + 0.72) * pitch(size)
            self.axes.text(x, base, line, fontsize=size, transform=self.beside, **look)

    def mark(self, x: float, y: float, **look: Any) -> None:
        """A mark in the axes."""
        self.axes.add_artist(Line2D([x], [y], **{**MARK, "zorder": 4, **look}))

    def line(self, xs: tuple[float, float], ys: tuple[float, float], colour: str) -> None:
        """A thin line in the axes, behind bars and marks."""
        self.axes.add_artist(Line2D(xs, ys, color=colour, linewidth=0.6, zorder=2))

    def sign(self, x: float, y: float, **look: Any) -> None:
        """A mark in the legend, in inches."""
        self.figure.add_artist(Line2D([x], [y], transform=self.figure.dpi_scale_trans, **{**MARK, **look}))

    def box(self, x: float, y: float, height: float, **look: Any) -> None:
        """A piece of a bar in the legend, in inches."""
        corner = x - SIGN / 2, y - height / 2
        self.figure.add_artist(Rectangle(corner, SIGN, height, transform=self.figure.dpi_scale_trans, **look))

    def clipped(self, day: str) -> float:
        """A day on the axis, or the end of the axis beyond which it lies."""
        if day in (dates.MIN_DAY, dates.MAX_DAY):
            return self.first if day == dates.MIN_DAY else self.last
        return min(max(number_of(day), self.first), self.last)

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
        return place_of(span, (self.first, self.last))


def _flowed(keys: Iterable[Key], width: float) -> list[list[tuple[float, Key]]]:
    """The entries of a legend, in lines of this width, each with its place."""
    lines: list[list[tuple[float, Key]]] = []
    x = 0.0
    for key in keys:
        needed = SIGN + 0.06 + width_of(key.words, SMALL) + GAP
        if not lines or x + needed > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, key))
        x += needed
    return lines


def nothing(words: str) -> Picture:
    """A picture that says why it is empty."""
    figure = Picture(figsize=(width_of(words, SIZE) + 1, 1), dpi=100)
    FigureCanvasAgg(figure)
    figure.text(0.5, 0.5, words, fontsize=SIZE, color=GREY, ha="center", va="center")
    return figure


def resolution(figure: Figure, wanted: int) -> float:
    """The dots per inch that are wanted, or as many as can be drawn."""
    return float(min(wanted, WIDEST / max(figure.get_size_inches())))


def finished(draw: Callable[[], Picture], path: str | Path | None) -> Picture:
    """The picture, saved if there is a path: the same bytes for the same picture, by the same matplotlib."""
    place = None if path is None else Path(path)
    if place is not None and place.suffix.lower() not in (".png", ".svg"):
        raise DataError(f"a picture is saved as .png or .svg, not as {shown(place.name)}")
    with style.context(STYLE):
        figure = draw()
        if place is not None:
            format = place.suffix.lower().removeprefix(".")
            metadata = {"Date": None} if format == "svg" else None
            try:
                figure.savefig(place, format=format, dpi=resolution(figure, DPI), metadata=metadata)
            except OSError as error:
                raise DataError(f"cannot write {shown(str(place), 200)}: {error.strerror}") from None
    return figure
