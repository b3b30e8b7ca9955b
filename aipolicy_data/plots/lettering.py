"""Names, terms and dates in words, and the room that words take, in inches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from aipolicy_data.plots.looks import DPI, FONT
from aipolicy_data.problems import needs

with needs("plot"):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties


def term_words(term: str) -> str:
    """A term as words."""
    return term.replace("_", " ")


def some_names(names: Sequence[str]) -> str:
    """The first three names, and how many more there are."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def date_words(date: str) -> str:
    """A date in words.

    >>> date_words("../2025-09-17"), date_words("2026-02/2026-03~"), date_words("2026?")
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
def width_of(line: str, size: float) -> float:
    """The width of a line of text, in inches, with a little to spare: each format has its own idea of it."""
    font = FontProperties(family=FONT, size=size)
    width, _, _ = _ruler().get_renderer().get_text_width_height_descent(line, font, False)
    return float(width) / DPI * 1.03


@lru_cache(maxsize=1)
def _ruler() -> FigureCanvasAgg:
    return FigureCanvasAgg(Figure(figsize=(1, 1), dpi=DPI))


def widest(lines: Iterable[str], size: float) -> float:
    """The width of the longest line."""
    return max((width_of(line, size) for line in lines), default=0)


def height_of(lines: Sequence[str], size: float) -> float:
    """The height of lines below each other."""
    return len(lines) * pitch(size)


def pitch(size: float) -> float:
    """From one line to the next."""
    return size * 1.27 / 72


def wrapped(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than this; a word that is longer is broken."""
    lines, line, used = [], "", 0.0
    blank = width_of("n n", size) - 2 * width_of("n", size)
    for word in (piece for whole in text.split() for piece in _pieces(whole, size, width)):
        needed = width_of(word, size)
        if line and used + blank + needed > width:
            lines.append(line)
            line, used = word, needed
        else:
            line, used = (f"{line} {word}", used + blank + needed) if line else (word, needed)
    return [*lines, line]


def _pieces(word: str, size: float, width: float) -> Iterator[str]:
    while width_of(word, size) > width:
        most = max(1, next(length for length in range(len(word)) if width_of(word[: length + 1], size) > width))
        yield word[:most]
        word = word[most:]
    yield word
