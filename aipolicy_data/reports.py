"""Problems as people and machines read them: text with the offending line, JSON, GitHub annotations, JUnit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from aipolicy_data.problems import Problem, ascii_safe

ANNOTATIONS = 10
"""GitHub shows so many errors of a step; the others go into the summary of the step."""
_WIDTH = 100
"""No more of an offending line is shown than this."""

Lines = Mapping[str, Sequence[str]]
"""Path -> the lines of the file, for those that could be read."""


def as_text(problems: Sequence[Problem], lines: Lines) -> str:
    """Each problem with its place, and under it the offending line with a mark; in the order of files."""
    return "\n".join(f"{ascii_safe(str(problem))}{_frame(problem, lines)}" for problem in problems)


def _frame(problem: Problem, lines: Lines) -> str:
    known = lines.get(problem.path, ())
    if not 0 < problem.line <= len(known):
        return ""
    line, at = known[problem.line - 1], problem.column - 1
    start = max(0, at - _WIDTH // 2)
    shown = line[start : start + _WIDTH]
    margin = f"{problem.line:>6} | "
    mark = " " * (len(ascii_safe(line[start:at]))) + "^"
    return f"\n{margin}{ascii_safe(shown)}\n{' ' * (len(margin) - 2)}| {mark}"


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with `path`, `line`, `column`, `field` and `message`, as in `Problem`."""
    return json.dumps([problem._asdict() for problem in problems], indent=2, ensure_ascii=False)


def as_annotations(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands for the first problems: one for each file first, so that no file goes unmarked."""
    lines = [_annotation(problem) for problem in _most_useful(problems)[:ANNOTATIONS]]
    if more := len(problems) - len(lines):
        lines.append(f"::notice title=aipolicy check::{more} more: the summary of this step lists them all")
    return "\n".join(lines)


def as_warnings(notes: Sequence[str]) -> str:
    """The same for what may be wrong."""
    return "\n".join(f"::warning title=aipolicy check::{_escaped(ascii_safe(note))}" for note in notes)


def _most_useful(problems: Sequence[Problem]) -> list[Problem]:
    rank = {problem: number for _, group in groupby(problems, lambda each: each.path) for number, problem in enumerate(group)}
    return sorted(problems, key=lambda problem: (rank[problem], problem))


def _annotation(problem: Problem) -> str:
    """One workflow command."""
    place = f"file={_escaped(problem.path, ':,')},line={problem.line or 1},col={problem.column or 1}"
    return f"::error {place},title=aipolicy check::{_escaped(ascii_safe(_told(problem)))}"


def _escaped(text: str, more: str = "") -> str:
    """A text as a part of a workflow command, escaped as GitHub's toolkit does."""
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _told(problem: Problem) -> str:
    return f"{problem.field}: {problem.message}" if problem.field else problem.message


def as_summary(problems: Sequence[Problem], notes: Sequence[str] = ()) -> str:
    """All problems as a Markdown table, and what may be wrong as a list, for the summary of a workflow step."""

    def cell(text: str) -> str:
        safe = re.sub(r"([\\`*_{}\[\]|!~])", r"\\\1", ascii_safe(text))
        return safe.replace("&", "&amp;").replace("<", "&lt;").replace("://", ":&#8203;//").replace("@", "&#64;&#8203;")

    noted = "".join(f"\n- {cell(note)}" for note in notes) + "\n" if notes else ""
    if not problems:
        return f"### aipolicy check\n\nNo problems.\n{noted}"
    rows = (f"| {cell(p.path)} | {p.line or ''} | {cell(p.field)} | {cell(p.message)} |" for p in problems)
    head = f"### aipolicy check: {len(problems)} problems\n\n| file | line | field | problem |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + "\n" + noted


def as_junit(problems: Sequence[Problem], paths: Sequence[str]) -> str:
    """JUnit's XML: one test case for each file that was checked, with its problems as failures."""
    from xml.etree import ElementTree

    by_path: dict[str, list[Problem]] = {path: [] for path in paths}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    suite = ElementTree.Element("testsuite", name="aipolicy check", tests=str(len(by_path)))
    suite.set("failures", str(sum(map(bool, by_path.values()))))
    for path, found in by_path.items():
        case = ElementTree.SubElement(suite, "testcase", classname="records", name=path)
        for problem in found:
            failure: Any = ElementTree.SubElement(case, "failure", message=ascii_safe(_told(problem)))
            failure.text = ascii_safe(str(problem))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)
