"""An Excel workbook: a front sheet that explains, then one sheet for each table. No cell can run: text is written as text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from aipolicy_data.about import LICENCE_TITLE, SUMMARY, TITLE
from aipolicy_data.publication import Files, Publication
from aipolicy_data.tables import Cell, Column, Table

FRONT = "read me"
MOST_ROWS = 1_048_575
"""Rows that fit on a sheet under the header; the CSV has them all."""
MOST_TEXT = 32_767
"""Characters that fit in a cell; the CSV has them all."""
_EPOCH = datetime.date(1899, 12, 30)
_FIRST_DAY = "1900-03-01"
"""Excel counts a 29 February 1900 that never was; earlier days are written as text."""


def render(publication: Publication) -> Files:
    """`aipolicy-data.xlsx`. EDTF dates are text; the days `x_min` and `x_max` are dates that Excel can sort and group."""
    out = io.BytesIO()
    options = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {"title": TITLE, "comments": f"Version {publication.version}", "created": publication.moment.replace(tzinfo=None)}
    )
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "top": book.add_format({"valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }
    _front(book.add_worksheet(FRONT), publication, styles)
    for name, table in publication.tables.items():
        _sheet(book.add_worksheet(name), table, publication.rows[name], styles)
    book.close()
    return {"aipolicy-data.xlsx": out.getvalue()}


def _front(sheet: Any, publication: Publication, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 1, 26, styles["top"])
    sheet.set_column(2, 2, 12, styles["top"])
    sheet.set_column(3, 3, 100, styles["wrap"])
    sheet.write_string(0, 0, TITLE, styles["title"])
    notes = (
        f"Version {publication.version}, {publication.released}. Licence of the data: {LICENCE_TITLE}.",
        SUMMARY,
        "One sheet for each table. Sheets are joined by ids: a column named like a kind of record holds the id of one.",
        "Dates may be imprecise (2026-02, 2026~, 2026-02-24/..) and are text; `_min` and `_max` are the days that they can mean.",
        "Several values in one cell are joined by ; (addresses by a blank). CODEBOOK.md defines every term.",
        f"Texts beyond {MOST_TEXT:,} characters and rows beyond {MOST_ROWS:,} do not fit here; the CSV files hold them whole.",
    )
    row = 1
    for row, note in enumerate(notes, 1):
        sheet.write_string(row, 0, note)
    row += 2
    for at, head in enumerate(("sheet", "column", "type or rows", "meaning")):
        sheet.write_string(row, at, head, styles["head"])
    for name, table in publication.tables.items():
        row += 1
        sheet.write_string(row, 0, name, styles["head"])
        sheet.write_string(row, 1, "", styles["head"])
        sheet.write_string(row, 2, f"{len(publication.rows[name])} rows", styles["head"])
        sheet.write_string(row, 3, f"{table.title}. {table.description}", styles["head"])
        for column in table.columns:
            row += 1
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, column.name)
            sheet.write_string(row, 2, "term" if column.terms else {"string": "text"}.get(column.type, column.type))
            sheet.write_string(row, 3, _meaning(column))


def _meaning(column: Column) -> str:
    meaning = column.description
    if column.ref:
        meaning += f" (An id of the sheet {column.ref[0]}.)"
    if column.terms:
        meaning += f" ({', '.join(column.terms)})"
    return meaning


def _sheet(sheet: Any, table: Table, rows: Sequence[Sequence[Cell]], styles: dict[str, Any]) -> None:
    rows = rows[:MOST_ROWS]
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        widest = max((len(str(row[at])) for row in rows[:1000] if row[at] is not None), default=0)
        sheet.set_column(at, at, min(60, max(len(column.name), widest) + 2))
    sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.name, styles["head"])
    for number, row in enumerate(rows, 1):
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if cell is None:
                continue
            if isinstance(cell, int):
                sheet.write_number(number, at, cell)
            elif column.type == "date" and cell >= _FIRST_DAY:
                sheet.write_number(number, at, (datetime.date.fromisoformat(cell) - _EPOCH).days, styles["date"])
            else:
                sheet.write_string(number, at, cell[:MOST_TEXT])
