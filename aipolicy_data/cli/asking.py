"""What `aipolicy new` asks, and how it takes the answers."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aipolicy_data import terminal
from aipolicy_data.index import Index, Raw, names
from aipolicy_data.problems import DataError, ascii_safe, did_you_mean
from aipolicy_data.twins import address

if TYPE_CHECKING:
    from aipolicy_data.drafting import Question

_FEW = 12
"""A longer list of terms takes one line for each, so that it can be seen whole."""
_MOST = 60
"""A longer list is none that anybody reads."""


class Asking:
    """Answers from options first, then, on a terminal, from whoever sits there. Wrong ones are asked for again.

    A record may be named by its id, or by its name or title; other words are looked for, and what they find is shown.
    """

    def __init__(self, answers: dict[str, str], index: Index, root: Path) -> None:
        self.answers = answers
        """Given beforehand; what was used is taken out."""
        self.taken: list[tuple[str, str]] = []
        """What was answered so far, by question: nothing of it is lost if the dialogue is broken off."""
        self.index = index
        """The records there are. Read anew when one is asked for that is not among them."""
        self._root = root
        self._offered: list[str] = []

    def __call__(self, question: Question) -> str | None:
        """The answer to a question. Raises `DataError` for a wrong one that was given, and for none that is needed."""
        if question.choices:
            front = question.name.removesuffix(question.field.name)
            given = [choice for choice in question.choices if f"{front}{choice}" in self.answers]
            if given:
                self.answers.pop(question.name, None)  # said twice, as a dialogue that was broken off tells it
                return given[0]
        if question.name in self.answers:
            answer = self.answers.pop(question.name)
            found, fault = self._judged(question, answer)
            if fault:
                raise DataError(f"{question.name}={answer}: {fault}")
            self.taken.append((question.name, found))
            return found
        if sys.stdin.isatty():
            return self._asked(question)
        if question.required:
            name = question.name if not question.choices else f"{front}{'|'.join(question.choices)}"
            raise DataError(f"{name} is needed: {question.field.description} Give it with --set {name}=...")
        return None

    def _asked(self, question: Question) -> str | None:
        terminal.echo(f"\n{question.field.description}", err=True, bold=True)
        hint = "an id, a name, or words to look for" if question.field.ref else ""
        empty = "" if question.required else "empty: no more" if question.another else "may be empty"
        terminal.echo(f"({', '.join(filter(None, (question.name, hint, empty)))})", err=True, dim=True)
        if question.choices:
            click.echo(f"one of: {', '.join(question.choices)}", err=True)
        elif 0 < len(question.terms) <= _MOST:
            click.echo(_listed(question), err=True)
        default = question.proposed or ""
        self._offered = []
        while True:
            answer = str(click.prompt(question.field.name, default=default, show_default=bool(default), err=True)).strip()
            if not answer and not question.required:
                return None
            found, fault = self._judged(question, answer) if answer else ("", "this one is needed")
            if not fault:
                if found != answer:
                    click.echo(f"  = {found}", err=True)
                self.taken.append((question.name, found))
                return found
            click.echo(f"  {fault}", err=True)
            default = self._offered[0] if len(self._offered) == 1 else question.proposed or ""

    def _judged(self, question: Question, answer: str) -> tuple[str, str | None]:
        """What an answer stands for, and what is wrong with it, if anything."""
        from aipolicy_data.drafting import checked

        return self._record(question.field.ref, answer) if question.field.ref else (answer, checked(question, answer))

    def _record(self, tables: Sequence[str], answer: str) -> tuple[str, str | None]:
        from aipolicy_data.checks import sound_records
        from aipolicy_data.files import read_tree

        if answer.isdigit() and 0 < int(answer) <= len(self._offered):
            return self._offered[int(answer) - 1], None
        named = self._named(tables, answer)
        if not named:
            self.index = Index(sound_records(read_tree(self._root)))  # it may have been made in another window
            named = self._named(tables, answer)
        if len(named) == 1:
            return named[0], None
        if self._is_there(tables, answer):
            return answer, None
        kinds = " or ".join(tables)
        if found := self._search(tables, answer):
            listed = "\n".join(found)
            return answer, f"no record of {kinds} has this id or name; these have such words (a number chooses):\n{listed}"
        known = [record["id"] for record in self._records(tables)]
        return answer, (
            f"no record of {kinds} has this id or name{did_you_mean(answer, known)}; "
            "if it is not there yet, make it first, in another window, and come back"
        )

    def _records(self, tables: Sequence[str]) -> list[Raw]:
        return [record for table in tables for record in self.index.records.get(table, ())]

    def _named(self, tables: Sequence[str], answer: str) -> list[str]:
        """The ids of the records with this id; else of those that are called so, or are at this address."""
        records = self._records(tables)
        if any(record["id"] == answer for record in records):
            return [answer]
        wanted, place = answer.casefold(), address(answer) if "://" in answer else ""
        return [
            record["id"]
            for record in records
            if wanted in map(str.casefold, names(record)) or (place and place in map(address, _addresses(record)))
        ]

    def _is_there(self, tables: Sequence[str], id: str) -> bool:
        """Whether such a record is there, if only one that has faults yet."""
        from aipolicy_data.fields import LONGEST_ID, SLUG
        from aipolicy_data.files import FOLDERS

        places = (self._root / FOLDERS[table] / f"{id}.json" for table in tables if table in FOLDERS)
        return len(id) <= LONGEST_ID and bool(re.fullmatch(SLUG, id)) and any(place.is_file() for place in places)

    def _search(self, tables: Sequence[str], words: str) -> list[str]:
        from aipolicy_data.searching import Search

        found = Search(self.index, tables).find(words, 8)
        self._offered = [row["id"] for row in found]
        return [ascii_safe(f"  {number:>2}  {row['id']}  {row['title'] or ''}") for number, row in enumerate(found, 1)]


def _addresses(record: Raw) -> list[str]:
    return [record[field] for field in ("url", "archived_url") if field in record]


def _listed(question: Question) -> str:
    """The terms that may be given, with their definitions."""
    terms = question.terms
    room = shutil.get_terminal_size((100, 24)).columns - max(map(len, terms)) - 3
    cut = len(terms) > _FEW
    rows = [
        {"term": term, "definition": textwrap.shorten(definition, max(room, 20), placeholder="...") if cut else definition}
        for term, definition in terms.items()
    ]
    return terminal.as_table(("term", "definition"), rows)
