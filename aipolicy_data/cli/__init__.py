"""The command line: `aipolicy`. Verbs that read print to standard output; messages go to standard error.

Exit codes: 0 clean, 1 problems found, 2 could not run.
"""

from __future__ import annotations

import errno
import importlib
import sys
import warnings
from typing import Any

import click

from aipolicy_data.problems import DataError, did_you_mean, shown
from aipolicy_data.version import __version__

VERBS = {
    "reading": (
        "show", "list", "search", "timeline", "history", "standing", "deadlines", "changes", "about", "responses", "positions",
        "evidence", "corroboration", "plot", "diff", "cite",
    ),
    "contributing": ("new", "check", "format", "build", "locate"),
    "publishing": ("changelog", "release", "verify"),
}  # fmt: skip
"""Module of this package -> the verbs in it, in the order of the help. A module is loaded when one of its verbs is called."""


class _Group(click.Group):
    """The verbs; our errors, warnings and the system's as one line, never a traceback."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [verb for verbs in VERBS.values() for verb in verbs]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        for module, verbs in VERBS.items():
            if name in verbs:
                found: click.Command = importlib.import_module(f"aipolicy_data.cli.{module}").VERBS[verbs.index(name)]
                return found
        return None

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(context, args[0]) is None and not args[0].startswith("-"):
            context.fail(f"no verb {shown(args[0])}{did_you_mean(args[0], self.list_commands(context))}")
        return super().resolve_command(context, args)

    def invoke(self, context: click.Context) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.showwarning = lambda message, *_, **__: click.echo(f"aipolicy: {message}", err=True)
                return super().invoke(context)
        except DataError as error:
            fault = str(error)
        except MemoryError:
            fault = "there is not enough memory for so much data"
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever reads has had enough: click ends quietly
            fault = f"{shown(str(error.filename), 200)}: {error.strerror}" if error.filename else shown(str(error), 200)
        click.echo(f"aipolicy: {fault}", err=True)
        sys.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aipolicy")
def main() -> None:
    """The open dataset of AI policy: who promised what, what changed, who objected, and how we know.

    \b
    Read:        show list search timeline history standing deadlines changes about responses positions
                 evidence corroboration plot diff cite
    Contribute:  new check format build locate
    Publish:     changelog release verify

    Example: aipolicy timeline --actor anthropic --since 2026-02
    """
