"""The real tree, read once; and a small made-up one that tests bend."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import aipolicy_data as ap
from aipolicy_data.files import FOLDERS, Tree, canonical, read_tree

ROOT = Path(__file__).parents[1]
collect_ignore = ["fuzz"]
"""Run by hand."""
SMALL: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "small.json").read_text("utf-8"))
"""A valid data set in miniature: path of a record -> record."""
FULL: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "full.json").read_text("utf-8"))
"""Valid records beside those, in which every field of every part occurs."""

settings.register_profile("untimed", deadline=None)  # a slow machine is no fault of the law that is tested
settings.load_profile("untimed")

Records = dict[str, dict[str, Any]]
WriteTree = Callable[[Records], Path]


@pytest.fixture(scope="session")
def tree() -> Tree:
    return read_tree(ROOT)


@pytest.fixture(scope="session")
def ds() -> ap.Dataset:
    return ap.load()


@pytest.fixture
def small() -> Records:
    return copy.deepcopy(SMALL)


@pytest.fixture
def write_tree(tmp_path: Path) -> WriteTree:
    """Write records, in canonical form, below a fresh root; return it."""

    def write(records: Records) -> Path:
        for folder in FOLDERS.values():
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for path, record in records.items():
            table = next(table for table, folder in FOLDERS.items() if path.startswith(f"{folder}/"))
            (tmp_path / path).write_text(canonical(table, record), "utf-8", newline="\n")
        return tmp_path

    return write
