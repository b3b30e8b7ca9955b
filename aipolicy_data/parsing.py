"""The text of one record: decoded and parsed strictly, every fault with its place, and where each value stands in it."""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from json.decoder import scanstring  # type: ignore[attr-defined]  # the standard library's own string scanner
from typing import Any

from aipolicy_data.problems import ascii_safe, shown

Pointer = tuple[str | int, ...]
"""The way to a value in a document: field names and list positions."""

MAX_DEPTH = 20
MAX_ITEMS = 1000
"""No list or object of a record is as long; what compares its items with each other stays quick."""


class Fault(Exception):
    """A fault of a text, with the place where it was seen: line and column, a pointer, or what to look for there."""

    def __init__(
        self,
        message: str,
        place: tuple[int, int] | None = None,
        pointer: Pointer | None = None,
        twice: str | None = None,
        token: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.pointer = pointer
        self.twice = twice
        """A field that stands twice in one object."""
        self.token = token
        """A number or constant, as it is written."""


class NotJson(Fault):
    """The text breaks the grammar."""


def decode(data: bytes) -> str:
    """The text of a record file's bytes. Raises `Fault` for anything but UTF-8 with LF line ends and no mark before it."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise Fault("begins with a byte order mark; save it as UTF-8 without one", (1, 1))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")  # columns count characters
        place = (data.count(b"\n", 0, error.start) + 1, len(before) + 1)
        raise Fault(f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8", place) from None
    if "\r" in text:
        raise Fault("has CR line ends; save it with LF line ends", (text.count("\n", 0, text.index("\r")) + 1, 1))
    if "\0" in text:
        raise Fault("holds a NUL character", (text.count("\n", 0, text.index("\0")) + 1, 1))
    return text


def words(pointer: Pointer) -> str:
    """A pointer as people write it; names that nobody would give a field are cut and shown as escapes.

    >>> words(("changes", 0, "due", "date"))
    'changes[0].due.date'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{_name(step)}" for step in pointer).removeprefix(".")


def _name(step: str) -> str:
    return ascii_safe(step if len(step) <= 60 else step[:60] + "...")


_GRAMMAR = {
    "Expecting ',' delimiter": (
        'before this a comma is missing, or a closing bracket; a quotation mark inside a text is written \\"'
    ),
    "Expecting property name": "here the name of a field belongs, in straight quotation marks, or the closing brace",
    "Expecting ':' delimiter": "here a colon belongs, between a field and its value",
    "Expecting value": "here a value belongs: text in quotation marks, a number, a list in brackets, or an object in braces",
    "Invalid control character": "the text has no end on its line: a closing quotation mark is missing",
    "Unterminated string": "the text has no end: a closing quotation mark is missing",
    "Invalid \\escape": "a backslash before a letter that it does not go with; write two for one",
    "Extra data": "here the record has ended already: take away what follows, or a bracket too many",
}
"""What the parser says -> what it means to whoever typed it."""


def parse(text: str) -> dict[str, Any]:
    """The object that a JSON text holds. Raises `Fault` for whatever is not plain, strict JSON."""
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        words = next((words for start, words in _GRAMMAR.items() if error.msg.startswith(start)), error.msg)
        raise NotJson(f"not JSON: {words}", (error.lineno, error.colno)) from None
    except RecursionError:
        raise Fault(f"nested deeper than {MAX_DEPTH} levels; a record never is") from None
    if not isinstance(value, dict):
        raise Fault(f"a record is one JSON object, in braces; this is {shown(value)}", (1, 1))
    if (depth := _depth(value)) > MAX_DEPTH:
        raise Fault(f"nested {depth} levels deep; a record is never deeper than {MAX_DEPTH}")
    for pointer, node in _nodes(value):
        if isinstance(node, str):
            if not node.isascii():
                _refuse_odd_characters(node, pointer)
        elif len(node) > MAX_ITEMS:
            raise Fault(f"holds {len(node)} items; no list or object of a record holds more than {MAX_ITEMS}", pointer=pointer)
    return value


def _refuse_odd_characters(text: str, pointer: Pointer) -> None:
    """What no regular expression of every language can name: half characters, and characters in pieces."""
    if _SURROGATE.search(text):
        raise Fault("half of a surrogate pair; write the character itself", pointer=pointer)
    if not unicodedata.is_normalized("NFC", text):
        pairs = (text[at : at + 2] for at in range(len(text)))
        pair = next((pair for pair in pairs if not unicodedata.is_normalized("NFC", pair)), text[:2])
        whole = unicodedata.normalize("NFC", pair)
        raise Fault(f"{pair!a} is decomposed Unicode; write {shown(whole)} in its composed form (NFC)", pointer=pointer)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        key = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Fault(f"the field {shown(key)} stands twice in one object; keep one of them", twice=key)
    return value


def _constant(token: str) -> Any:
    raise Fault(f"{token} is not JSON; write a number or leave the field out", token=token)


def _float(token: str) -> float:
    """A number with a point or an exponent; the whole number that it is, if it is one, so that one number has one form."""
    value = float(token)
    if value in (float("inf"), float("-inf")) or (value == 0 and re.search("[1-9]", re.split("[eE]", token)[0])):
        raise Fault(f"the number {shown(token)} does not fit; write a whole number", token=token)
    return int(value) if value.is_integer() and abs(value) < 10**18 else value


def _int(token: str) -> int:
    if len(token.lstrip("-")) > 18:
        raise Fault(f"the number {shown(token)} does not fit; write a whole number", token=token)
    return int(token)


def _depth(value: Any) -> int:
    deepest, queue = 0, [(value, 1)]
    while queue:
        node, depth = queue.pop()
        deepest = max(deepest, depth)
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        queue.extend((child, depth + 1) for child in children if isinstance(child, dict | list))
    return deepest


def _nodes(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str | dict[str, Any] | list[Any]]]:
    """Every text, object and list of a document with the way to it; the name of a field with the way to its object."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        yield pointer, value
        for key, child in value.items():
            yield pointer, key
            yield from _nodes(child, (*pointer, key))
    elif isinstance(value, list):
        yield pointer, value
        for index, child in enumerate(value):
            yield from _nodes(child, (*pointer, index))


def texts_in(value: Any) -> set[str]:
    """Every text in a document, the names of fields among them."""
    found: set[str] = set()
    queue = [value]
    while queue:
        node = queue.pop()
        if isinstance(node, str):
            found.add(node)
        elif isinstance(node, dict):
            found.update(node)
            queue.extend(node.values())
        elif isinstance(node, list):
            queue.extend(node)
    return found


def texts_at(items: Any, field: str) -> set[str]:
    """The texts that a field of the items of a list holds, whatever else is wrong with it."""
    given = (item.get(field) for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return {text for text in given if isinstance(text, str)}


_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=64)
def positions(text: str) -> dict[Pointer, tuple[int, int]]:
    """Where each value of a JSON text begins: pointer -> (line, column), counted from 1.

    A field's place is that of its value. Of a field that stands twice, the later place is kept. Reads as far as the text
    is JSON, without recursion, so it serves for broken and for deeply nested texts as well.
    """
    places: dict[Pointer, tuple[int, int]] = {(): (1, 1)}
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = 0
    for pointer, at in _values(text):
        while line + 1 < len(starts) and starts[line + 1] <= at:
            line += 1
        places[pointer] = (line + 1, at - starts[line] + 1)
    return places


def _values(text: str) -> Iterator[tuple[Pointer, int]]:
    """Each value of a JSON text and its offset, in order, down to `MAX_DEPTH`; what stands twice comes twice."""
    stack: list[list[Any]] = []  # [pointer, next index or None for an object]
    pointer: Pointer = ()
    at = 0
    try:
        while True:
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
            char = text[at]
            if char in "]}":
                stack.pop()
                at += 1
                if not stack:
                    break
                continue
            if char == ",":
                at += 1
                continue
            if stack:
                parent, index = stack[-1]
                if index is None:
                    key, at = scanstring(text, at + 1, False)
                    at = _SPACE.match(text, _SPACE.match(text, at).end() + 1).end()  # type: ignore[union-attr]
                    pointer = (*parent, key)
                else:
                    pointer = (*parent, index)
                    stack[-1][1] += 1
            char = text[at]
            yield pointer, at
            if char in "[{":
                if len(stack) > MAX_DEPTH:
                    break
                stack.append([pointer, None if char == "{" else 0])
                at += 1
            elif char == '"':
                _, at = scanstring(text, at + 1, False)
            else:
                at = _SCALAR.match(text, at).end()  # type: ignore[union-attr]
            if not stack:
                break
    except (IndexError, AttributeError, json.JSONDecodeError):
        pass  # the text ends or breaks here: what was read stands


def place_of(text: str, fault: Fault) -> tuple[int, int]:
    """Where a fault stands: given, or found by its pointer, or by what parsing stumbled over."""
    if fault.place:
        return fault.place
    if fault.twice is None and fault.token is None:
        return positions(text).get(fault.pointer or (), (1, 1))
    offset = 0
    seen: list[set[str | int]] = [set()]  # by depth: the fields of the objects that are open
    for pointer, offset in _values(text):
        del seen[len(pointer) + 1 :]
        if fault.token is not None:
            if text.startswith(fault.token, offset):
                break
        elif pointer:
            if pointer[-1] in seen[len(pointer)] and pointer[-1] == fault.twice:
                break
            seen[len(pointer)].add(pointer[-1])
        seen.append(set())
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


_SLIPS = (
    (re.compile("[“”„‟″]"), '"', "a curly quotation mark; type straight ones throughout"),
    (re.compile(r",(?=\s*[}\]])"), " ", "a comma with nothing after it: take it away in line {lines}"),
)
"""What word processors and hasty fingers do: how it looks, what should stand there, and how to say so."""


_MOST_SLIPS = 10
"""Of each sort, the lines of so many are named."""


def mended(text: str) -> tuple[str, dict[str, Any], Fault] | None:
    """A text that is not JSON with slips of typing undone, what it then holds, and what to say; None if that is no help.

    Every place stays where it was, so that what else is wrong can be told in the same go.
    """
    for slips in (_SLIPS[:1], _SLIPS[1:], _SLIPS):
        mended, found = text, []
        for pattern, instead, words in slips:
            matches = list(islice(pattern.finditer(mended), _MOST_SLIPS))
            lines = sorted({text.count("\n", 0, match.start()) + 1 for match in matches})
            found += [(match.start(), words.format(lines=", ".join(map(str, lines)))) for match in matches[:1]]
            mended = pattern.sub(instead, mended)
        with contextlib.suppress(Fault):
            value = parse(mended)
            at = min(found)[0]
            place = (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
            return mended, value, Fault(f"not JSON: {'; and '.join(words for _, words in sorted(found))}", place)
    return None
