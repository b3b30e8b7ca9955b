"""Dates as people know them: an EDTF subset, durations, cadences and counts.

Sources: EDTF is ISO 8601-2:2019 (Library of Congress profile, level 1); durations and recurrences are ISO 8601-1.
The calendar stands in the regular expressions themselves, so that JSON Schema refuses 30 February as we do.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from aipolicy_data.problems import DataError, shown

_LEAP = r"(?:[12]\d(?:0[48]|[2468][048]|[13579][26])|(?:1[26]|2[048])00)"
DAY = (
    rf"(?:[12]\d{{3}}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    rf"|02-(?:0[1-9]|1\d|2[0-8]))|{_LEAP}-02-29)"
)
_POINT = rf"(?:{DAY}|[12]\d{{3}}(?:-(?:0[1-9]|1[0-2]))?)[~?%]?"
EDTF = rf"{_POINT}(?:/(?:{_POINT}|\.\.))?|\.\./{_POINT}"
INSTANT = rf"{DAY}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)"
DURATION = r"P[1-9]\d{0,3}[DWMY]"
CADENCE = rf"{DURATION}(?:/{DURATION})?"
_NUMBER = r"(?:0|[1-9]\d{0,8})"
COUNT = rf"{_NUMBER}~?|{_NUMBER}/(?:{_NUMBER}|\.\.)|\.\./{_NUMBER}"

EDTF_WORDS = (
    "a date: 2026, 2026-02, 2026-02-24, with ~ ? or % if unsure, "
    "or an interval such as 2026-02-24/2026-02-26, 2026-02-24/.. or ../2026-02-24"
)

MIN_DAY = "0000-00-00"
"""Earlier than any day: the lower bound of `../b`."""
MAX_DAY = "9999-99-99"
"""Later than any day: the upper bound of `a/..`."""

_LAST_DAY = "2999-12-31"
_EDTF = re.compile(EDTF)
_DAY = re.compile(DAY)
_DURATION = re.compile(r"P([1-9]\d{0,3})([DWMY])")


class Bounds(NamedTuple):
    """First and last possible day of a date, ISO text, both included; open ends are `MIN_DAY` and `MAX_DAY`."""

    min: str
    max: str


class BadDate(DataError):
    """A text that is not a date of the subset. Its message names the forms that are accepted."""


@lru_cache(maxsize=65536)
def bounds(text: str) -> Bounds:
    """The first and the last day that an EDTF date can mean. `~ ? %` flag a date and never widen it.

    >>> bounds("2026-02")
    Bounds(min='2026-02-01', max='2026-02-28')
    >>> bounds("../2025-09-17").max
    '2025-09-17'

    Raises `BadDate` if the text is not a date of the subset, or if an interval ends before it begins.
    """
    if not _EDTF.fullmatch(text):
        raise BadDate(f"{shown(text)} is not {EDTF_WORDS}")
    start, _, stop = text.partition("/")
    first = MIN_DAY if start == ".." else _first(start)
    last = MAX_DAY if stop == ".." else _last(stop or start)
    if first > last:
        raise BadDate(f"{shown(text)} ends before it begins")
    return Bounds(first, last)


def _first(point: str) -> str:
    return (point.rstrip("~?%") + "-01-01")[:10]


def _last(point: str) -> str:
    point = point.rstrip("~?%")
    if len(point) == 4:
        return f"{point}-12-31"
    if len(point) == 7:
        return f"{point}-{calendar.monthrange(int(point[:4]), int(point[5:]))[1]:02d}"
    return point


def day(value: str | datetime.date) -> str:
    """One day as ISO text, from text or from a `datetime.date`.

    >>> day(datetime.date(2026, 2, 24))
    '2026-02-24'

    Raises `BadDate` if it is anything but one calendar day.
    """
    text = value.isoformat()[:10] if isinstance(value, datetime.date) else value
    if not (isinstance(text, str) and _DAY.fullmatch(text)):
        raise BadDate(f"{shown(value)} is not one day, such as 2026-02-24")
    return text


def period(value: str | datetime.date) -> Bounds:
    """The bounds of a date that a caller gives: EDTF text or a `datetime.date`. Raises `BadDate`."""
    if isinstance(value, datetime.date):
        return bounds(day(value))
    if not isinstance(value, str):
        raise BadDate(f"{shown(value)} is not {EDTF_WORDS}")
    return bounds(value)


def lies_within(text: str, first: str, last: str) -> bool:
    """Whether a date can lie within a period; what is only known to have been by a day is taken for that day.

    >>> lies_within("2026-02", "2026-02-20", "2026-02-24"), lies_within("../2026-06", "2019-01-01", "2019-12-31")
    (True, False)
    """
    low, high = bounds(text)
    return (high if low == MIN_DAY else low) <= last and high >= first


def add(start: str, duration: str) -> str:
    """The day that lies an ISO 8601 duration after a day; a month that is too short gives its last day.

    >>> add("2026-01-09", "P180D"), add("2026-01-31", "P1M")
    ('2026-07-08', '2026-02-28')

    What lies beyond the days that a date can name gives the last of them, 2999-12-31.

    Raises `BadDate` if either text is malformed.
    """
    match = _DURATION.fullmatch(duration)
    if not match:
        raise BadDate(f"{shown(duration)} is not a duration such as P180D, P2W, P3M or P1Y")
    number, unit = int(match[1]), match[2]
    date = datetime.date.fromisoformat(day(start))
    if unit in "DW":
        return min((date + datetime.timedelta(days=number * (7 if unit == "W" else 1))).isoformat(), _LAST_DAY)
    months = date.year * 12 + date.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    if year > int(_LAST_DAY[:4]):
        return _LAST_DAY
    return date.replace(year=year, month=month + 1, day=min(date.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def cadence(text: str) -> tuple[str, str]:
    """The shortest and the longest step of a recurrence: `P3M/P6M` is "every 3 to 6 months".

    >>> cadence("P3M/P6M"), cadence("P1Y")
    (('P3M', 'P6M'), ('P1Y', 'P1Y'))

    Raises `BadDate` if the text is malformed.
    """
    if not re.fullmatch(CADENCE, text):
        raise BadDate(f"{shown(text)} is not a recurrence such as P1Y or P3M/P6M")
    short, _, long = text.partition("/")
    return short, long or short


def count_bounds(text: str) -> tuple[int | None, int | None]:
    """The least and the greatest number that a count can mean; None where it is open.

    >>> count_bounds("450/.."), count_bounds("40~")
    ((450, None), (40, 40))

    Raises `DataError` if the text is malformed, or if an interval ends before it begins.
    """
    if not re.fullmatch(COUNT, text):
        raise DataError(f"{shown(text)} is not a count such as 37, 40~, 450/.. or 560/600")
    low, _, high = text.rstrip("~").partition("/")
    least, greatest = (None if end == ".." else int(end) for end in (low, high or low))
    if least is not None and greatest is not None and least > greatest:
        raise DataError(f"{shown(text)} ends before it begins")
    return least, greatest
