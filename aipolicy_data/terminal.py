"""Rows on a terminal, as JSON, or as CSV."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from aipolicy_data.problems import ascii_safe

Row = Mapping[str, Any]
_LAST, _NARROW = 36, 20
"""How wide the last column, which holds the most text, should be at least; and how narrow any column may get."""


def colour() -> bool | None:
    """None lets click decide (colour on a terminal only); False where the reader asked for none (no-color.org)."""
    return False if os.environ.get("NO_COLOR") else None


def echo(text: str, err: bool = False, **style: Any) -> None:
    """Print a line, styled on a terminal."""
    click.echo(click.style(text, **style) if style else text, err=err, color=colour())


def command() -> str:
    """How whoever runs this can run it again: `aipolicy` where the shell finds it, else by the way it was called."""
    called = Path(sys.argv[0])
    if called.stem != "aipolicy":
        return "python -m aipolicy_data"
    import shutil

    found = shutil.which("aipolicy")
    return "aipolicy" if found and Path(found).resolve() == called.resolve() else str(called)


def as_json(value: Any) -> str:
    """A value as indented JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows as CSV with a header; lists are joined by `;`, and what has parts of its own is JSON."""
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue().rstrip("\n")


def _cell(value: Any, joint: str = ";") -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping) or (isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)):
        return json.dumps(value, ensure_ascii=False)
    return joint.join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def as_table(columns: Sequence[str], rows: Sequence[Row], width: int | None = None) -> str:
    """Rows in columns under a header, the last column wrapped to the width of the terminal."""
    import shutil
    import textwrap

    cells = [[ascii_safe(_cell(row.get(column), "; ")) for column in columns] for row in rows]
    width = width or (shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100)
    widths = [max(map(len, (column, *(line[at] for line in cells)))) for at, column in enumerate(columns)]
    room = width - 2 * (len(columns) - 1)
    while sum(widths[:-1]) > room - _LAST and max(widths[:-1]) > _NARROW:
        widths[widths.index(max(widths[:-1]))] -= 1  # the widest gives way, so that the last column stays readable
    widths[-1] = max(_NARROW, room - sum(widths[:-1]))
    header = "  ".join(column.replace("_", " ").upper().ljust(widths[at]) for at, column in enumerate(columns)).rstrip()
    lines = [click.style(header, bold=True)]
    for line in cells:
        wrapped = [textwrap.wrap(cell, widths[at]) or [""] for at, cell in enumerate(line)]
        for depth in range(max(map(len, wrapped))):
            parts = (wrap[depth] if depth < len(wrap) else "" for wrap in wrapped)
            lines.append("  ".join(part.ljust(widths[at]) for at, part in enumerate(parts)).rstrip())
    return "\n".join(lines)
