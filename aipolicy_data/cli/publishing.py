"""The verbs that publish: what changed, a whole release, whether it is as it was."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from aipolicy_data.cli.trees import report, tree_of
from aipolicy_data.problems import DataError, shown
from aipolicy_data.version import __released__, __version__


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--check", "version", metavar="VERSION", help="Also say whether NEW may be released under this version.")
def changelog(old: str, new: str | None, version: str | None) -> None:
    """What changed in the data since an older release, as Markdown; NEW is the installed one, if omitted.

    With --check, exit code 1 if the version does not say what changed (patch: wording; minor: records, columns, values;
    major: names, types or ids), or if records or values were lost, which only a major version may.

    Example: aipolicy changelog aipolicy-data-0.1.0.zip . --check 0.2.0
    """
    from aipolicy_data.snapshots import snapshot
    from aipolicy_data.versions import Comparison

    older, newer = snapshot(old), snapshot(new)
    compared = Comparison(older, newer if version is None else dataclasses.replace(newer, version=version))
    click.echo(compared.changelog(), nl=False)
    if version is None:
        return
    old_version = _version(older, old)
    problems = compared.problems(newer.index.since)
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"at least a {compared.least} version after {old_version}; {len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--data", "path", metavar="PATH", help="Release this records tree or release; without it, the tree around here.")
@click.option(
    "--since", "last", metavar="OLD", help="The last release: refuse what its version does not allow, and say what changed."
)
def release(out: Path, path: str | None, last: str | None) -> None:
    """Write a whole release into the folder OUT: every format, descriptions, digests, and one zip.

    The tree is checked first; with problems, nothing is written. A release that is there already is replaced, whole.
    With --since, its version must say what changed, as `aipolicy changelog --check` has it, and CHANGES.md tells it.
    `SOURCE_DATE_EPOCH`, if set, is the time that files bear; else it is the beginning of the release day.

    \b
    Example: aipolicy release aipolicy-data-release
             aipolicy release out --since aipolicy-data-0.1.0.zip
    """
    from aipolicy_data.formats import VARYING
    from aipolicy_data.publication import Publication
    from aipolicy_data.publish import publish

    index, version, day = _to_publish(path)
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not (given.isascii() and given.isdigit() and len(given) <= 11):
        raise DataError(f"SOURCE_DATE_EPOCH={given}: looked for whole seconds since 1970")
    publication = Publication(index, version, day, epoch=int(given) if given else None)
    beside = {} if last is None else {"CHANGES.md": _changes(last, publication)}
    files = publish(publication, out, lambda step: click.echo(f"  {step}", err=True), beside)
    click.echo(out)
    size = sum(map(len, files.values())) / 1e6
    click.echo(f"{len(files)} files, {size:.1f} MB; `aipolicy verify {out}` verifies them", err=True)
    click.echo("The same records give the same bytes. Those of some files also depend on the library that writes them:", err=True)
    for pattern, reason in VARYING.items():
        click.echo(f"  {pattern} {reason}", err=True)


def _to_publish(path: str | None) -> tuple[Any, str, str]:
    """The records of a release, its version and its day; or of a tree: its problems, if any, are reported, and that is all."""
    from aipolicy_data.checks import check as check_tree
    from aipolicy_data.loading import is_tree, label_of, read
    from aipolicy_data.release import index_of

    if path is not None and not is_tree(Path(path)):
        version, day = label_of(Path(path))
        return read(path), version or __version__, day or __released__
    tree, _ = tree_of([path] if path else [])
    if problems := check_tree(tree):
        report(problems, tree, "text")
        _refuse(problems)
    return index_of(tree), __version__, __released__


def _changes(last: str, publication: Any) -> bytes:
    """What changed since the last release; with what its version does not allow, that is reported, and that is all."""
    from aipolicy_data.index import Index
    from aipolicy_data.snapshots import Snapshot, present, snapshot
    from aipolicy_data.versions import Comparison

    older = snapshot(last)
    _version(older, last)
    compared = Comparison(older, Snapshot(Index(publication.records), publication.version, present()))
    if problems := compared.problems(publication.index.since):
        for problem in problems:
            click.echo(problem, err=True)
        _refuse(problems)
    return compared.changelog().encode("utf-8")


def _version(release: Any, path: str) -> str:
    """The version of the release that was read from a path, which it must say."""
    if release.version is None:
        raise DataError(f"{shown(path, 200)} does not say its version: looked for datapackage.json beside its records")
    return str(release.version)


def _refuse(problems: Sequence[object]) -> NoReturn:
    click.echo(f"{len(problems)} problems; nothing was written", err=True)
    sys.exit(1)


@click.command()
@click.argument("path", metavar="PATH")
def verify(path: str) -> None:
    """Recompute the digests of a release folder or zip; list every altered, missing or extra file.

    Example: aipolicy verify aipolicy-data-0.1.0.zip
    """
    from aipolicy_data import verify as verifying

    problems = verifying.verify(path)
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(f"{len(problems)} problems" if problems else "every file is as it was released", err=bool(problems))
    sys.exit(1 if problems else 0)


VERBS = (changelog, release, verify)
