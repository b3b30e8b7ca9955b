"""Mutations of records and of whole trees: what careless and clever hands do to a file."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

from aipolicy_data.files import FOLDERS, canonical

STRANGE_TEXTS = (
    "", " ", "x ", " x", "=1+1", "+1", "-1", "@x", "a;b", "a\nb", "a\n", "a\tb", "\u202eabc", "a\u200bb", "e\u0301", "\ufeffx", "x\x00", "\x85",
    "2026-02-24", "2026-02-30", "2023-02-29", "2024-02-29", "0000-01-01", "2026-02-24/..", "../..", "2026-02\n", "20260224", "2026-2-4",
    "2026-02-27T17:01:00-05:00", "2026-02-27T17:01-05:00", "2026-02-27T24:00:00Z", "2026-02-27T17:01:60Z", "P3M", "P0D", "P3M/P6M", "p3m",
    "https://example.org", "https://", "http://example.org/a b", "javascript:alert(1)", "https://EXAMPLE.org", "https://example.org/\u00e9",
    "https://example.org\n", "a" * 81, "a-b", "a--b", "-a", "A", "other", "actual", "in_force", "en", "EN-us", "1", "1.0", "true", "null",
    "one two three four five six seven eight nine ten eleven twelve", "one two three four five six seven eight nine ten eleven twelve thirteen",
    "f" * 64, "F" * 64, "40~", "450/..", "07", "\U0001f600", "US", "EU", "us",
)  # fmt: skip

scalars = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, 1, -1, 7.0, 0.5, 1e300, 10**9, 10**9 + 1, 2**53])
    | st.sampled_from(STRANGE_TEXTS)
    | st.text(max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "x"]), inner, max_size=2),
    max_leaves=4,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a document, itself included."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, child in children for place in places(child, (*at, key)))]


@st.composite
def mutated(draw: st.DrawFn, records: list[tuple[str, dict[str, Any]]]) -> tuple[str, Any]:
    """A record, bent in one to three places: values replaced, dropped, doubled, moved, or added."""
    table, record = draw(st.sampled_from(records))
    document: Any = copy.deepcopy(record)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(places(document)))
        if not place:
            if draw(st.integers(0, 20)) == 0:
                return table, draw(values)
            continue
        holder = document
        for step in place[:-1]:
            holder = holder[step]
        key = place[-1]
        what = draw(st.sampled_from(["replace", "drop", "double", "take", "add", "wrap"]))
        if what == "replace":
            holder[key] = draw(values)
        elif what == "drop":
            del holder[key]
        elif what == "double" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        elif what == "take":
            other = draw(st.sampled_from(places(record)))
            node: Any = record
            for step in other:
                node = node[step]
            holder[key] = copy.deepcopy(node)
        elif what == "add" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["note", "notes", "date", "since", "unknown", "standing", "Id"]))] = draw(values)
        elif what == "wrap":
            holder[key] = [holder[key]]
    return table, document


BYTES = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"[", b"{", b'"', b"\\", b"\\ud800", b"\xed\xa0\x80", b"NaN", b"1e999", b"9" * 20, b"null", b"{}", b"[]", b"}{",
    b'"\\u001b[2J"', b"\xe2\x80\xae", b"e\xcc\x81", b"\n" * 50, b"[" * 500, b",", b"7.0", b"-0", b'"id": "acme", ',
)  # fmt: skip
NAMES = (
    "records/actors/acme.json", "records/actors/Acme.json", "records/actors/con.json", "records/actors/j\u0456m.json", "records/actors/.json", "records/x.json",
    "records/events/acme.json", "seeds/acme.json", "seeds/deep/x.json", "records/actors/notes.txt", "records/actors/j\x1bm.json", "records/twins.json",
)  # fmt: skip


def table_at(path: str) -> str:
    """The table of the records in the folder of a path; that of actors for a path of none."""
    return next((table for table, folder in FOLDERS.items() if path.startswith(f"{folder}/")), "actors")


@st.composite
def spoiled(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes of a file, cut, stuffed, or overwritten in one to three places."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        stop = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 20, 10_000])))
        data = data[:start] + draw(st.sampled_from(BYTES) | st.binary(max_size=4)) + data[stop:]
    return data


@st.composite
def trees(draw: st.DrawFn, records: dict[str, dict[str, Any]]) -> dict[str, bytes]:
    """A whole tree, path -> bytes: some records bent, dropped, doubled, swapped or moved, some files spoiled."""
    paths = sorted(records)
    bent: dict[str, Any] = {path: records[path] for path in paths}
    for path in draw(st.lists(st.sampled_from(paths), max_size=4, unique=True)):
        what = draw(st.sampled_from(["bend", "bend", "bend", "drop", "copy", "swap", "anything"]))
        if what == "bend":
            _, bent[path] = draw(mutated([(table_at(path), records[path])]))
        elif what == "drop":
            bent.pop(path, None)
        elif what == "copy":
            bent[draw(st.sampled_from(NAMES))] = records[path]
        elif what == "swap":
            bent[path] = records[draw(st.sampled_from(paths))]
        else:
            bent[path] = draw(values)
    files = {}
    for path, record in bent.items():
        text = canonical(table_at(path), record) if isinstance(record, dict) else json.dumps(record)
        files[path] = text.encode("utf-8", "surrogatepass")
    for path in draw(st.lists(st.sampled_from(sorted(files) or ["x"]), max_size=2, unique=True)):
        if path in files:
            files[path] = draw(spoiled(files[path]))
    for path in draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)):
        files[path] = draw(st.sampled_from(BYTES) | st.binary(max_size=30))
    return files
