"""Checking one file says of it, and of its neighbours, what checking the whole tree says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aipolicy_data.checks import check
from aipolicy_data.files import read_tree
from aipolicy_data.neighbours import read_around, touching
from tests.conftest import ROOT, SMALL


def _agree(root: Path, path: str) -> None:
    part = read_around(root, [path])
    assert part.wanted is not None
    assert path in part.wanted
    tree = read_tree(root)
    whole = [problem for problem in check(tree) if problem.path in part.wanted]
    assert check(part) == whole
    assert touching(tree, [path]) == part.wanted


@pytest.mark.parametrize("path", SMALL)
@pytest.mark.parametrize(
    "change", [("acme", "acme-ltd"), ('"position"', '"praise"'), ("2024", "2034"), ('"evidence"', '"evidenc"')]
)
def test_a_part_is_judged_as_the_whole_is(path: str, change: tuple[str, str], write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace(*change), "utf-8", newline="\n")
    _agree(root, path)


@pytest.mark.parametrize("text", ["", "{", '{"id": "acme"', '"acme"', "[]", "null"])
def test_a_neighbour_that_cannot_be_read_is_told_of_as_in_the_whole(text: str, write_tree: Any, small: Any) -> None:
    """Wherever the id of the file in question stands in it."""
    root = write_tree(small)
    (root / "records/events/2024-06-01-ultimatum.json").write_text(text, "utf-8", newline="\n")
    for path in small:
        _agree(root, path)


def test_an_id_that_stands_in_another_table_is_no_ones(write_tree: Any, small: Any) -> None:
    """Also where the other file is otherwise none of this one's business."""
    root = write_tree(small)
    (root / "records/commitments/ministry.json").write_text("{", "utf-8", newline="\n")
    _agree(root, "records/actors/ministry.json")


def test_who_misspells_an_id_is_told_of_files_that_were_not_read(write_tree: Any, small: Any) -> None:
    small["records/actors/acme-holding.json"] = small["records/actors/acme.json"] | {"id": "acme-holding", "name": "Holding"}
    statement = "records/statements/2024-06-02-threat.json"
    root = write_tree(small)
    text = (root / statement).read_text("utf-8")
    (root / statement).write_text(text.replace('"actor": "acme"', '"actor": "acme-holdin"', 1), "utf-8", newline="\n")
    part = read_around(root, [statement])
    assert "records/actors/acme-holding.json" in part.unread
    assert any("did you mean 'acme-holding'" in problem.message for problem in check(part))
    _agree(root, statement)


def test_to_find_one_file_sound_no_model_is_loaded() -> None:
    """That is what makes it quick. Whoever has a fault is told in the models' words."""
    code = """
import sys
from aipolicy_data.cli import main
try:
    main(["check", "records/actors/anthropic.json"])
except SystemExit as end:
    print(end.code, "pydantic" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "1 record checked, 0 problems\n0 False\n", done


def test_of_the_real_tree_every_part_is_clean_and_small(tree: Any) -> None:
    """A sample of files, one in fifty: no false alarm comes of what was not read."""
    for file in tree.files[::50]:
        part = read_around(tree.root, [file.path])
        assert check(part, second_judge=False) == []
        assert len(part.files) + len(part.unread) == len(tree.files)
