"""Passages of source texts: found, digested, and verified by anyone who has the text. The texts are never stored here."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from aipolicy_data.files import Tree
from aipolicy_data.problems import DataError, Problem, shown


class Span(NamedTuple):
    """A passage: the characters before it, the characters up to its end, and the SHA-256 digest of its UTF-8 bytes."""

    start: int
    stop: int
    sha256: str


def normal(text: str) -> str:
    r"""The text in the form that offsets count in: Unicode NFC, LF line ends.

    >>> normal("cafe\u0301\r\n")
    'café\n'
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def digest(text: str) -> str:
    """The SHA-256 digest of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def span(text: str, start: int, stop: int) -> Span:
    """The span of a normal text between two offsets."""
    return Span(start, stop, digest(text[start:stop]))


def locate(text: str, passage: str) -> list[Span]:
    r"""Where a passage stands in a text, each place once; compared exactly, else with case and white space folded.

    >>> [(found.start, found.stop) for found in locate("To be, or not\n to be.", "TO BE")]
    [(0, 5), (15, 20)]
    """
    text, passage = normal(text), normal(passage).strip()
    if not passage:
        return []
    found = list(_exact(text, passage))
    if found:
        return [span(text, start, start + len(passage)) for start in found]
    folded, places = _folded(text)
    wanted, _ = _folded(passage)
    return [span(text, places[start], places[start + len(wanted) - 1] + 1) for start in _exact(folded, wanted)]


def _exact(text: str, passage: str) -> Iterator[int]:
    start = text.find(passage)
    while start >= 0:
        yield start
        start = text.find(passage, start + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with case, quotation marks and runs of white space folded, and where each character came from."""
    marks = {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"}
    characters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        char = " " if char.isspace() else marks.get(char, char)
        if char == " " and characters and characters[-1] == " ":
            continue
        for folded in char.casefold():
            characters.append(folded)
            places.append(place)
    return "".join(characters), places


def read_texts(folder: Path) -> dict[str, str]:
    """SHA-256 digest -> normal text, of every readable text file below a folder. Raises `DataError` if it is no folder."""
    if not folder.is_dir():
        raise DataError(f"{shown(str(folder))} is not a folder; name the one that holds the source texts")
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                text = normal(path.read_bytes().decode("utf-8"))
            except UnicodeDecodeError:
                continue  # not a text, so no source's text
            texts[digest(text)] = text
    return texts


class Verified(NamedTuple):
    """What verifying found: problems, spans that hold, and sources whose text is not in the folder."""

    problems: list[Problem]
    spans: int
    sources: int
    missing: list[str]


def verify(tree: Tree, texts: dict[str, str]) -> Verified:
    """Recompute every span of every claim whose source's text is among `texts` (digest -> normal text)."""
    problems: list[Problem] = []
    missing: list[str] = []
    spans = sources = 0
    for file in tree.files:
        source = file.value or {}
        if file.table != "sources" or "text" not in source:
            continue
        text = texts.get(source["text"]["sha256"])
        if text is None:
            missing.append(file.id)
            continue
        sources += 1
        if len(text) != source["text"]["characters"]:
            problems.append(file.problem(("text", "characters"), f"the text has {len(text)} characters"))
        for index, claim in enumerate(source.get("claims", ())):
            if "start" not in claim:
                continue
            found = span(text, claim["start"], claim["stop"])
            if found.sha256 == claim["sha256"]:
                spans += 1
            else:
                message = f"is not the digest of characters {found.start} to {found.stop}, which is {found.sha256}"
                problems.append(file.problem(("claims", index, "sha256"), f"{message}; run `aipolicy locate`"))
    return Verified(sorted(problems), spans, sources, missing)
