"""Mutations of records: what careless and clever hands do to a file."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

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
