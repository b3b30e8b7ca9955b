"""Checking one file says of it, and of its neighbours, what checking the whole tree says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aipolicy_data.checks import check
from aipolicy_data.files import read_tree
from aipolicy_data.neighbours import read_around
from tests.conftest import SMALL


def _agree(root: Path, path: str) -> None:
    part = read_around(root, [path])
    assert part.wanted is not None
    assert path in part.wanted
    whole = [problem for problem in check(read_tree(root)) if problem.path in part.wanted]
    assert check(part) == whole


@pytest.mark.parametrize("path", SMALL)
@pytest.mark.parametrize(
    "change", [("acme", "acme-ltd"), ('"position"', '"praise"'), ("2024", "2034"), ('"evidence"', '"evidenc"')]
)
def test_a_part_is_judged_as_the_whole_is(path: str, change: tuple[str, str], write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace(*change), "utf-8", newline="\n")
    _agree(root, path)


def test_of_the_real_tree_every_part_is_clean_and_small(tree: Any) -> None:
    """A sample of files, one in fifty: no false alarm comes of what was not read."""
    for file in tree.files[::50]:
        part = read_around(tree.root, [file.path])
        assert check(part, second_judge=False) == []
        assert len(part.files) + len(part.unread) == len(tree.files)
