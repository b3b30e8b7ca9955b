"""Rows on a terminal: every value whole, nothing wider than the window."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from aipolicy_data.terminal import as_csv, as_table

cells = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60) | st.none()


@given(st.lists(st.fixed_dictionaries({"a": cells, "b": cells, "c": cells}), min_size=1, max_size=5), st.integers(80, 200))
def test_a_table_loses_nothing_and_keeps_to_the_width(rows: list[dict[str, str | None]], width: int) -> None:
    """Whatever the cells, each one's characters stand in its column, and no line is wider than asked."""
    text = re.sub("\x1b\\[[0-9]+m", "", as_table(("a", "b", "c"), rows, width))
    assert max(map(len, text.split("\n"))) <= width
    shown = sorted("".join(text.split("\n", 1)[1].split()))
    assert shown == sorted("".join(value for row in rows for value in row.values() if value))


def test_csv_leaves_nothing_out_and_joins_lists() -> None:
    assert as_csv(("a", "b"), [{"a": ["x", "y"]}, {"a": 1, "b": 'say "no"'}]) == 'a,b\nx;y,\n1,"say ""no"""'
