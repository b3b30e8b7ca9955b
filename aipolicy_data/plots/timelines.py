"""What happened and what was said, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aipolicy_data import dates
from aipolicy_data.fields import Model
from aipolicy_data.plots.lettering import date_words, height_of, some_names, term_words, widest, wrapped
from aipolicy_data.plots.looks import (
    BLACK,
    BLUE,
    FAINT,
    GAP,
    GREEN,
    GREY,
    LABEL,
    MARGIN,
    ORANGE,
    PURPLE,
    SIZE,
    SKY,
    SMALL,
    VERMILLION,
)
from aipolicy_data.plots.sheet import Key, Picture, Sheet, finished, frame_of, nothing
from aipolicy_data.problems import DataError
from aipolicy_data.vocabularies import VOCABULARIES


def timeline(model: type[Model], rows: Sequence[Any], path: str | Path | None = None) -> Picture:
    """One line per dated row, in the order given."""
    lacking = [name for name in ("date", "title", "kind", "type", "actors") if name not in model.model_fields]
    if lacking:
        raise DataError(
            f"there is no picture of rows of {model.__name__}, which have no `{lacking[0]}`; "
            "there is one of what `timeline`, `about` and `responses` answer"
        )
    return finished(lambda: _timeline(rows) if rows else nothing("Nothing to show: no event and no statement."), path)


def _timeline(rows: Sequence[Any]) -> Picture:
    when, what = [date_words(row.date) for row in rows], [term_words(row.type) for row in rows]
    labels = [wrapped(_row_label(row), SIZE, LABEL) for row in rows]
    x_what = MARGIN + widest(when, SMALL) + GAP
    x_label = x_what + GAP + widest(what, SMALL) + GAP
    left = x_label + widest((line for lines in labels for line in lines), SIZE) + GAP
    spans = [dates.bounds(row.date) for row in rows]
    sheet = Sheet([height_of(lines, SIZE) + 0.1 for lines in labels], left, frame_of(spans), [list(_timeline_key(rows, spans))])
    for number, (row, span) in enumerate(zip(rows, spans, strict=True)):
        y = sheet.middle(number)
        mark = looks_of(row)
        sheet.text(MARGIN, y, [when[number]], SMALL, color=GREY)
        sheet.mark(x_what + 0.05, y, transform=sheet.beside, **mark)
        sheet.text(x_what + GAP, y, [what[number]], SMALL, color=GREY)
        sheet.text(x_label, y, labels[number], SIZE)
        x = sheet.moment(span, y, 0.11, mark["color"])
        sheet.line((sheet.first, x), (y, y), FAINT)
        sheet.mark(x, y, **mark)
    return sheet.figure


def _row_label(row: Any) -> str:
    """Titles of events name who did it; summaries of statements do not name who speaks."""
    return f"{some_names(row.actors)}: {row.title}" if row.kind == "statement" and row.actors else str(row.title)


def looks_of(row: Any) -> dict[str, Any]:
    """The mark of a type: always the same, and another for each type of a kind. Those of statements are hollow."""
    terms = VOCABULARIES[f"{row.kind}_types"].ids
    place = terms.index(row.type) if row.type in terms else len(terms)
    colours, shapes = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK), "osD^vPX<"
    colour = colours[place % len(colours)]
    face = "white" if row.kind == "statement" else colour
    return {"color": colour, "marker": shapes[place % len(shapes)], "markerfacecolor": face, "markeredgewidth": 1.2}


def _timeline_key(rows: Sequence[Any], spans: Sequence[dates.Bounds]) -> Iterator[Key]:
    kinds = {row.kind for row in rows}
    dot: Any = {"marker": "o", "color": GREY, "markeredgewidth": 1.2}
    if "event" in kinds:
        yield Key("event", lambda sheet, x, y: sheet.sign(x, y, **dot))
    if "statement" in kinds:
        yield Key("statement", lambda sheet, x, y: sheet.sign(x, y, markerfacecolor="white", **dot))
    if any(low != high for low, high in spans):
        yield Key("some time within; fading: open", lambda sheet, x, y: sheet.box(x, y, 0.11, color=GREY, alpha=0.4))
