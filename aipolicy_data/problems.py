"""What is wrong with a data set, as values: where, what was wanted, what was given, what to do."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong, with its place.

    `path` is relative to the data set's root, with `/`; `line` and `column` count from 1, and 0 means the whole file;
    `field` is a path such as `changes[0].successor`, or empty.

    >>> print(Problem("records/actors/x.json", 3, 5, "type", "unknown term 'firm'"))
    records/actors/x.json:3:5: type: unknown term 'firm'
    """

    path: str
    line: int
    column: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"


class DataError(ValueError):
    """Data that cannot be used as asked. `problems` lists every fault that was found, sorted."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(message)


class UnknownId(KeyError, DataError):
    """No record has this id. The message names the nearest ids."""

    def __init__(self, message: str) -> None:
        DataError.__init__(self, message)

    def __str__(self) -> str:  # KeyError would show the message quoted
        return str(self.args[0])


@contextlib.contextmanager
def needs(extra: str) -> Iterator[None]:
    """Around the import of an optional package: if it is missing, say which extra brings it. Raises `DataError`."""
    try:
        yield
    except ImportError as error:
        raise DataError(f"{error}; this needs `pip install 'aipolicy-data[{extra}]'`") from error


def shown(value: object, limit: int = 60) -> str:
    r"""A value as a message shows it: quoted, on one line, cut, with nothing that a terminal would act on.

    >>> shown("a" * 100, 12)
    "'aaaaaaaaaaaa...'"
    >>> shown("red\\x1b[31m")
    "'red\\\\x1b[31m'"
    """
    if isinstance(value, str):
        return ascii_safe(repr(value if len(value) <= limit else value[:limit] + "..."))
    text = ascii_safe(repr(value))
    return text if len(text) <= limit else text[:limit] + "..."


def ascii_safe(text: str) -> str:
    """The text with every character that is not printable written as an escape."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def nearest(word: str, known: Iterable[str], most: int = 3, like: float = 0.7) -> list[str]:
    """The known words that are most like this one, best first; none if nothing is near (`like`: from 0 to 1, the same).

    >>> nearest("ultimatum", ["ultimatum_issued", "law_enacted"])
    ['ultimatum_issued']
    """
    import difflib  # only a fault needs it

    return difflib.get_close_matches(word[:200], list(known), n=most, cutoff=like)


def listed(known: Collection[str], most: int = 12) -> str:
    """`; known: x, y, z`, where that is a short list."""
    return f"; known: {', '.join(known)}" if 0 < len(known) <= most else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x' or 'y'?`, or nothing if no known word is near."""
    return suggested(nearest(word, known))


def suggested(words: Sequence[str]) -> str:
    """`; did you mean 'x' or 'y'?`, or nothing if there are none."""
    return f"; did you mean {' or '.join(map(repr, words))}?" if words else ""
