"""The tree that a verb is about, and how its problems are reported."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from aipolicy_data.problems import DataError, Problem, shown


def tree_of(paths: Sequence[str], around: bool = False) -> tuple[Any, list[str]]:
    """The tree that the paths lie in, and those of its files that they name (none: all).

    `around`: of the tree, read only what the files named touch.
    """
    from aipolicy_data.files import BESIDE, FOLDERS, find_root, paths_below, read_tree
    from aipolicy_data.neighbours import read_around, touching

    places = [Path(os.path.abspath(path)) for path in paths or ["."]]
    for place in places:
        if not place.exists():
            raise DataError(f"{shown(str(place), 200)} does not exist{_likely(place)}")
    roots = {find_root(place) for place in places}
    root = roots.pop()
    if roots or root is None:
        told = ", ".join(shown(str(place), 200) for place in places[:3])
        raise DataError(f"{told}: looked for one folder with records/ in it, here or above")
    named = {place.relative_to(root).as_posix() for place in places}
    if "." in named or not named.isdisjoint(BESIDE):  # what stands beside the records is about all of them
        return read_tree(root), []
    below = paths_below(root)
    if around and named <= set(below):
        return read_around(root, named, below), sorted(named)
    tree = read_tree(root)
    found = {name: _at_or_below(name, [*below, *paths_in(tree)]) for name in named}
    for name in named:
        if not found[name]:
            raise DataError(f"{shown(name, 200)} is no record and holds none: looked for {', '.join(FOLDERS.values())} in it")
    every = sorted({path for places_found in found.values() for path in places_found})
    return (dataclasses.replace(tree, wanted=touching(tree, every)) if around else tree), every


def _likely(place: Path) -> str:
    """The record that may be meant by a path that is none: the one with this id."""
    from aipolicy_data.files import find_root, id_of, paths_below

    root = find_root(place)
    found = [path for path in paths_below(root) if id_of(path) == id_of(place.name)] if root else []
    return f"; did you mean {root / found[0]}?" if root and found else ""


def _at_or_below(name: str, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if path == name or path.startswith(f"{name}/")]


def paths_in(tree: Any) -> list[str]:
    """Every path of a tree that was read, or that a problem names."""
    return sorted({file.path for file in tree.files} | {problem.path for problem in tree.problems})


def report(problems: Sequence[Problem], tree: Any, form: str, paths: Sequence[str] = (), notes: Sequence[str] = ()) -> None:
    """Print problems, and notes of what may be wrong: as text on standard error, in the other forms on standard output."""
    if form == "text" and not problems:
        for note in notes:
            click.echo(f"warning: {note}", err=True)
        return
    from aipolicy_data import reports

    if form == "json":
        click.echo(reports.as_json(problems))
    elif form == "junit":
        click.echo(reports.as_junit(problems, paths))
    elif form == "github":
        if problems:
            click.echo(reports.as_annotations(problems))
        if notes:
            click.echo(reports.as_warnings(notes))
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with open(summary, "a", encoding="utf-8") as stream:
                stream.write(reports.as_summary(problems, notes))
    else:
        lines = {file.path: (file.broken or file.text).split("\n") for file in tree.files}
        click.echo(reports.as_text(problems, lines), err=True)
