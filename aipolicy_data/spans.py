"""Passages of source texts: found, digested, and verified by anyone who has the text. The texts are never stored here."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from aipolicy_data.files import Tree, read_bytes
from aipolicy_data.problems import DataError, Problem, shown

MAX_TEXT = 10_000_000
"""No source's text is as long, in bytes; a longer file is refused unread."""
MOST_PLACES = 100
"""A passage that stands in more places than these locates nothing; no more are given."""


class Span(NamedTuple):
    """A passage: the characters before it, the characters up to its end, and the SHA-256 digest of its UTF-8 bytes."""

    start: int
    stop: int
    sha256: str


def normal(text: str) -> str:
    r"""The text in the form that offsets count in: Unicode NFC, LF line ends.

    >>> normal("cafe\u0301\r\n")
    'café\n'

    Raises `DataError` for a text that no language writes, with more than 30 marks on one letter (UAX 15, 13): composing
    that would take time without bound.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unicodedata.is_normalized("NFC", text):
        return text
    if _many_marks().search(text):
        raise DataError("the text has more than 30 marks on one letter; it is not a text to take passages from")
    return unicodedata.normalize("NFC", text)


@cache
def _many_marks() -> re.Pattern[str]:
    marks = (char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(char))
    return re.compile(f"[{''.join(marks)}]{{31}}")


def digest(text: str) -> str:
    """The SHA-256 digest of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def span(text: str, start: int, stop: int) -> Span:
    """The span of a normal text between two offsets."""
    return Span(start, stop, digest(text[start:stop]))


def locate(text: str, passage: str) -> list[Span]:
    r"""Where a passage stands in a text, each place once; compared exactly, else with case and white space folded.

    The first `MOST_PLACES` of them, that is.

    >>> [(found.start, found.stop) for found in locate("To be, or not\n to be.", "TO BE")]
    [(0, 5), (15, 20)]
    """
    text, passage = normal(text), normal(passage).strip()
    if not passage:
        return []
    found = list(islice(_exact(text, passage), MOST_PLACES))
    if found:
        return [span(text, start, start + len(passage)) for start in found]
    folded, places = _folded(text)
    wanted, _ = _folded(passage)
    starts = islice(_exact(folded, wanted), MOST_PLACES)
    return [span(text, places[start], places[start + len(wanted) - 1] + 1) for start in starts]


def _exact(text: str, passage: str) -> Iterator[int]:
    start = text.find(passage)
    while start >= 0:
        yield start
        start = text.find(passage, start + 1)


def _folded(text: str) -> tuple[str, array[int]]:
    """The text with case, quotation marks and runs of white space folded, and where each character came from."""
    marks = {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"}
    characters: list[str] = []
    places = array("L")  # a list of whole numbers would take nine times the room
    for place, char in enumerate(text):
        char = " " if char.isspace() else marks.get(char, char)
        if char == " " and characters and characters[-1] == " ":
            continue
        for folded in char.casefold():
            characters.append(folded)
            places.append(place)
    return "".join(characters), places


def read_texts(folder: Path) -> dict[str, str]:
    """SHA-256 digest -> normal text, of every text file below a folder; links, pipes and what is not UTF-8 are none.

    Raises `DataError` if it is no folder, or for a file that cannot be read or is longer than any source's text.
    """
    if not folder.is_dir():
        raise DataError(f"{shown(str(folder))} is not a folder; name the one that holds the source texts")
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            try:
                text = normal(read_bytes(path, MAX_TEXT).decode("utf-8"))
            except UnicodeDecodeError:
                continue  # not a text, so no source's text
            except (OSError, DataError) as error:
                raise DataError(f"{shown(str(path), 200)} cannot be read: {getattr(error, 'strerror', None) or error}") from None
            texts[digest(text)] = text
    return texts


class Verified(NamedTuple):
    """What verifying found: problems, spans that hold, and sources whose text is not in the folder."""

    problems: list[Problem]
    spans: int
    sources: int
    missing: list[str]


def verify(tree: Tree, texts: dict[str, str]) -> Verified:
    """Recompute every span of every claim whose source's text is among `texts` (digest -> normal text).

    What `check` refuses for its shape is passed over.
    """
    problems: list[Problem] = []
    missing: list[str] = []
    spans = sources = 0
    for file in tree.files:
        read = (file.value or {}).get("text")
        if file.table != "sources" or not isinstance(read, dict):
            continue
        text = texts.get(str(read.get("sha256")))
        if text is None:
            missing.append(file.id)
            continue
        sources += 1
        if len(text) != read.get("characters"):
            problems.append(file.problem(("text", "characters"), f"the text has {len(text)} characters"))
        for index, claim in _located(file.value or {}):
            found = span(text, claim["start"], claim["stop"])
            if found.sha256 == claim["sha256"]:
                spans += 1
            else:
                message = f"is not the digest of characters {found.start} to {found.stop}, which is {found.sha256}"
                problems.append(file.problem(("claims", index, "sha256"), f"{message}; run `aipolicy locate`"))
    return Verified(sorted(problems), spans, sources, missing)


def _located(source: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The claims of a source that have a whole span, with their positions."""
    wanted = {"start": int, "stop": int, "sha256": str}
    claims = source.get("claims")
    for index, claim in enumerate(claims if isinstance(claims, list) else ()):
        if isinstance(claim, dict) and all(isinstance(claim.get(name), type) for name, type in wanted.items()):
            yield index, claim
