"""Laws that hold of whatever stands in a tree. `fuzz/fuzz_files.py` looks deeper, guided by coverage; run it by hand."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import aipolicy_data as ap
from aipolicy_data import reports
from aipolicy_data.checks import check
from aipolicy_data.files import FOLDERS, canonical, read_tree
from aipolicy_data.neighbours import read_around
from aipolicy_data.parsing import Fault, decode, parse, positions
from aipolicy_data.problems import DataError, ascii_safe
from aipolicy_data.release import index_of, render
from aipolicy_data.spans import verify
from tests.strategies import spoiled, trees
from tests.test_invalid import BASE

GOOD = canonical("events", BASE["records/events/2024-03-01-full.json"]).encode()


def _written(root: Path, files: dict[str, bytes]) -> Path:
    for folder in FOLDERS.values():
        (root / folder).mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    return root


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(trees(BASE))
def test_a_tree_has_a_problem_or_loads(files: dict[str, bytes]) -> None:
    """Checking never raises. What has no problem is built and loads; every problem names a file, and a place in it."""
    root = _written(Path(tempfile.mkdtemp()), files)
    try:
        tree = read_tree(root)
        problems = check(tree)
        assert problems == sorted(set(problems))
        known = {ascii_safe(path) for path in files}
        for problem in problems:
            assert problem.path in known
            assert ascii_safe(str(problem)) == str(problem)
            lines = files[problem.path].decode("utf-8", "replace").split("\n") if problem.path in files else []
            assert problem.line == 0 or 0 < problem.line <= len(lines)
            assert problem.column <= 1 or problem.column <= len(lines[problem.line - 1]) + 1
        for form in (reports.as_json, reports.as_annotations, reports.as_summary):
            assert all(char.isprintable() or char == "\n" for char in form(problems))
        verify(tree, {})
        if problems:
            try:
                ap.load(root)
            except DataError as error:
                assert error.problems  # noqa: PT017
            else:
                raise AssertionError("a tree with problems was loaded")
        else:
            render(index_of(tree))
            ds = ap.load(root)
            assert len(ds.index.by_id) == len(tree.files)
            ds.deadlines()
            ds.timeline()
    finally:
        shutil.rmtree(root)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(trees(BASE), st.sampled_from(sorted(BASE)))
def test_checking_one_file_never_raises(files: dict[str, bytes], path: str) -> None:
    root = _written(Path(tempfile.mkdtemp()), files)
    try:
        if path in files:
            problems = check(read_around(root, [path]))
            assert all(ascii_safe(str(problem)) == str(problem) for problem in problems)
    finally:
        shutil.rmtree(root)


@settings(max_examples=1000)
@given(spoiled(GOOD))
def test_what_is_parsed_is_written_and_parsed_alike(data: bytes) -> None:
    """A file is refused with a place, or what it holds survives its canonical form, which is then final."""
    try:
        text = decode(data)
        value = parse(text)
    except Fault:
        return
    assert () in positions(text)
    again = canonical("events", value)
    assert parse(decode(again.encode())) == value
    assert canonical("events", parse(again)) == again
