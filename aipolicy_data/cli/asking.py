"""What `aipolicy new` asks, and how it takes the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from aipolicy_data import terminal
from aipolicy_data.problems import DataError


def asking(answers: dict[str, str], ids: Mapping[str, Sequence[str]]) -> Callable[[Any], str | None]:
    """Answers from options first, then, on a terminal, from whoever sits there. Wrong ones are asked for again."""
    from aipolicy_data.drafting import checked
    from aipolicy_data.problems import did_you_mean

    def wrong(question: Any, answer: str) -> str | None:
        known = [id for table in question.field.ref for id in ids.get(table, ())]
        if question.field.ref and answer not in known:
            return f"no record of {' or '.join(question.field.ref)} has this id{did_you_mean(answer, known)}"
        return checked(question, answer)

    def ask(question: Any) -> str | None:
        if question.name in answers:
            answer = answers.pop(question.name)
            if (fault := wrong(question, answer)) is not None:
                raise DataError(f"{question.name}={answer}: {fault}")
            return answer
        if not sys.stdin.isatty():
            if question.required:
                raise DataError(f"{question.name} is needed: {question.field.description} Give it with --set {question.name}=...")
            return None
        terminal.echo(f"\n{question.name}: {question.field.description}", err=True, bold=True)
        if 0 < len(question.terms) <= 60:
            rows = [{"term": term, "definition": definition} for term, definition in question.terms.items()]
            click.echo(terminal.as_table(("term", "definition"), rows), err=True)
        while True:
            answer = str(
                click.prompt(
                    question.name if question.required else f"{question.name} (may be empty)",
                    default="" if not question.required else None,
                    show_default=False,
                    err=True,
                )
            ).strip()
            if not answer and not question.required:
                return None
            fault = wrong(question, answer)
            if fault is None:
                return answer
            click.echo(f"  {fault}", err=True)

    return ask
