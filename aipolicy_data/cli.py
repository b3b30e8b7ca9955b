"""The command line: `aipolicy`. Verbs that read print to standard output; messages go to standard error.

Exit codes: 0 clean, 1 problems found, 2 could not run.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from aipolicy_data import terminal
from aipolicy_data.problems import DataError, Problem, ascii_safe, shown
from aipolicy_data.version import __version__

F = TypeVar("F", bound=Callable[..., Any])


class _Group(click.Group):
    """Verbs in the order of their definition; our errors as one line, never a traceback."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except DataError as error:
            click.echo(f"aipolicy: {error}", err=True)
            sys.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aipolicy")
def main() -> None:
    """The open dataset of AI policy: who promised what, what changed, who objected, and how we know.

    \b
    Read:        show list search timeline history standing deadlines changes responses positions plot diff changelog cite
    Contribute:  new check format build locate
    Publish:     release verify

    Example: aipolicy timeline --actor anthropic --since 2026-02
    """


def reading(function: F) -> F:
    """The options of every verb that reads."""
    for option in (
        click.option("--csv", "form", flag_value="csv", help="Print CSV."),
        click.option("--json", "form", flag_value="json", help="Print JSON."),
        click.option("--data", "path", metavar="PATH", help="Read this data set instead of the installed one."),
    ):
        function = option(function)
    return function


def filtering(function: F) -> F:
    """The options that narrow down records."""
    for option in (
        click.option("--until", metavar="DATE", help="Up to this day, month or year."),
        click.option("--since", metavar="DATE", help="From this day, month or year on."),
        click.option("--topic", metavar="TOPIC", help="About this topic."),
        click.option("--actor", metavar="ID", help="With this actor."),
    ):
        function = option(function)
    return function


def _load(path: str | None) -> Any:
    from aipolicy_data.dataset import load

    return load(path)


def _print(rows: Iterable[Any], columns: Sequence[str], form: str | None, every: Sequence[str]) -> None:
    """Rows (models or mappings) as a table of some columns, or whole as JSON or CSV."""
    plain = [
        row if isinstance(row, Mapping) else row.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for row in rows
    ]
    if form == "json":
        click.echo(terminal.as_json(plain))
    elif form == "csv":
        click.echo(terminal.as_csv(every, plain))
    elif plain:
        click.echo(terminal.as_table(columns, plain), color=terminal.colour())
    else:
        click.echo("nothing found", err=True)


@main.command()
@click.argument("id")
@reading
def show(id: str, path: str | None, form: str | None) -> None:
    """Show one record, with its standing and its evidence.

    Example: aipolicy show anthropic-rsp-pause
    """
    ds = _load(path)
    record = ds[id]
    plain = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    if form == "json":
        click.echo(terminal.as_json(plain))
        return
    evidence = ds.evidence(id)
    if form == "csv":
        click.echo(terminal.as_csv(list(plain), [plain]))
        return
    table, _ = ds._store.found(id)
    terminal.echo(f"{table.removesuffix('s')} {id}", bold=True)
    fields = [{"field": name, "value": _told(value)} for name, value in plain.items() if name not in ("id", "evidence")]
    if table == "commitments":
        fields.append({"field": "standing now", "value": str(ds.standing(id))})
    click.echo(terminal.as_table(("field", "value"), fields), color=terminal.colour())
    if evidence:
        click.echo()
        _print(evidence, ("relation", "publisher", "published", "access", "note"), None, ())


def _told(value: Any) -> str:
    """A value of a record on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_told(child)}" for name, child in value.items())
    if isinstance(value, list):
        return "; ".join(_told(child) for child in value)
    return str(value)


@main.command("list")
@click.argument("table", type=click.Choice(["actors", "commitments", "events", "statements", "sources"]))
@click.option("--type", "type_", metavar="TERM", help="Of this type.")
@filtering
@reading
def list_(table: str, type_: str | None, form: str | None, path: str | None, **asked: str | None) -> None:
    """List the records of a table.

    Example: aipolicy list events --type ultimatum_issued --actor anthropic
    """
    from aipolicy_data.models import MODELS

    found = getattr(_load(path), table).where(type=type_, **asked)
    names = {"actors": ("id", "type", "name"), "sources": ("id", "published", "publisher", "title")}
    columns = names.get(table, ("id", "type", "summary" if table == "statements" else "title"))
    _print(found, columns, form, list(MODELS[table].model_fields))


@main.command()
@filtering
@click.option("--thread", metavar="ID", help="This event and all that is part of it.")
@reading
def timeline(path: str | None, form: str | None, **asked: str | None) -> None:
    """Events and statements in order of time.

    Example: aipolicy timeline --actor anthropic --since 2026-02
    """
    rows = _load(path).timeline(**asked)
    _print(rows, ("date", "type", "title"), form, list(rows.model.model_fields))


@main.command()
@click.argument("id")
@reading
def history(id: str, path: str | None, form: str | None) -> None:
    """What happened to a commitment, change by change, through its successors.

    Example: aipolicy history anthropic-rsp-pause
    """
    rows = _load(path).history(id)
    columns = ("date", "commitment", "change", "standing", "disclosure", "to_version", "title")
    _print(rows, columns, form, list(rows.model.model_fields))


@main.command()
@click.argument("id", required=False)
@click.option("--on", metavar="DAY", help="On this day; after everything known, if omitted.")
@click.option("--party", metavar="ID", help="For this party.")
@reading
def standing(id: str | None, on: str | None, party: str | None, path: str | None, form: str | None) -> None:
    """Where commitments stood on a day: one, or all.

    Example: aipolicy standing --on 2026-02-25 --party anthropic
    """
    ds = _load(path)
    ids = [id] if id else (ds.commitments if party is None else ds.commitments.where(actor=party)).ids
    answers = [ds.standing(each, on, party) for each in ids]
    rows = [
        {
            "commitment": answer.commitment,
            "standing": str(answer),
            "since": answer.since,
            "event": answer.event,
            "attested": answer.attested,
            "disputed": "yes" if answer.disputed else None,
        }
        for answer in answers
    ]
    columns = ("commitment", "standing", "since", "attested", "event")
    _print(rows, columns, form, ("commitment", "standing", "since", "event", "attested", "disputed"))


@main.command()
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year; cadences are followed up to it.")
@reading
def deadlines(path: str | None, form: str | None, **asked: str | None) -> None:
    """What falls due, stated or worked out, and what became of it.

    Example: aipolicy deadlines --since 2026-02 --until 2026-12
    """
    rows = _load(path).deadlines(**asked)
    _print(rows, ("due", "basis", "outcome", "event", "title"), form, list(rows.model.model_fields))


@main.command()
@click.option("--change", multiple=True, metavar="TERM", help="Of this kind, such as weakened; may be given again.")
@click.option("--disclosure", multiple=True, metavar="TERM", help="Disclosed in this way, such as silent; may be given again.")
@click.option("--party", metavar="ID", help="That concerned this party.")
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year.")
@reading
def changes(
    change: tuple[str, ...], disclosure: tuple[str, ...], path: str | None, form: str | None, **asked: str | None
) -> None:
    """Every change of every commitment, in order of time.

    Example: aipolicy changes --change weakened --change removed --since 2026
    """
    rows = _load(path).changes(change=change or None, disclosure=disclosure or None, **asked)
    _print(rows, ("date", "commitment", "change", "standing", "disclosure", "note"), form, list(rows.model.model_fields))


@main.command()
@click.argument("id")
@reading
def responses(id: str, path: str | None, form: str | None) -> None:
    """What answered a record, in order of time, and after how many days.

    Example: aipolicy responses 2026-02-24-pentagon-ultimatum
    """
    rows = _load(path).responses(id)
    _print(rows, ("date", "days_min", "type", "stance", "title"), form, list(rows.model.model_fields))


@main.command()
@click.option("--on", metavar="DAY", help="On this day; every post on record, if omitted.")
@reading
def positions(on: str | None, path: str | None, form: str | None) -> None:
    """Who held which post.

    Example: aipolicy positions --on 2026-02-24
    """
    rows = _load(path).positions(on)
    _print(rows, ("name", "title", "organisation_name", "since", "until"), form, list(rows.model.model_fields))


@main.command()
@click.argument("text")
@click.option("--most", default=20, show_default=True, help="At most so many records.")
@reading
def search(text: str, most: int, path: str | None, form: str | None) -> None:
    """Find records by their words, best first; a word may be cut short or have a typo.

    Example: aipolicy search "supply chain"
    """
    rows = _load(path).search(text, most)
    _print(rows, ("id", "kind", "title"), form, list(rows.model.model_fields))


@main.command()
@click.argument("out", type=click.Path(dir_okay=False))
@click.option(
    "--standing", "commitments", multiple=True, metavar="ID", help="Draw how this commitment stood; may be given again."
)
@click.option("--party", metavar="ID", help="With --standing: for this party. Without ID: all that binds it.")
@filtering
@click.option("--thread", metavar="ID", help="This event and all that is part of it.")
@click.option("--data", "path", metavar="PATH", help="Read this data set instead of the installed one.")
def plot(out: str, commitments: tuple[str, ...], party: str | None, path: str | None, **asked: str | None) -> None:
    """Draw a timeline, or how commitments stood, as PNG or SVG by the ending of OUT.

    \b
    Example: aipolicy plot dispute.png --thread 2026-02-24-pentagon-ultimatum
             aipolicy plot promises.svg --standing anthropic-rsp-pause --standing anthropic-red-line-surveillance
    """
    ds = _load(path)
    if commitments or party:
        period = {name: asked[name] for name in ("since", "until")}
        ds.plot_standing(commitments or ds.commitments.where(actor=party), party=party, path=out, **period)
    else:
        ds.timeline(**asked).plot(out)
    click.echo(out)


@main.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
def diff(old: str, new: str | None, form: str | None) -> None:
    """How one data set differs from an older one, field by field; NEW is the installed one, if omitted.

    Example: aipolicy diff aipolicy-data-0.1.0.zip .
    """
    rows = _load(new).diff(_load(old))
    _print(rows, ("id", "difference", "field", "before", "after"), form, list(rows.model.model_fields))


@main.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--check", "version", metavar="VERSION", help="Also say whether NEW may be released under this version.")
def changelog(old: str, new: str | None, version: str | None) -> None:
    """What changed in the data since an older release, as Markdown; NEW is the installed one, if omitted.

    With --check, exit code 1 if the version does not say what changed (patch: wording; minor: records, columns, values;
    major: names, types or ids), or if records or values were lost, which only a major version may.

    Example: aipolicy changelog aipolicy-data-0.1.0.zip . --check 0.2.0
    """
    from aipolicy_data import versions
    from aipolicy_data.released import released
    from aipolicy_data.snapshots import snapshot

    older, newer = snapshot(old), snapshot(new)
    shapes = (older.shape, newer.shape)
    click.echo(versions.changelog(older.index, newer.index, older.version, version or newer.version, *shapes), nl=False)
    if version is None:
        return
    if older.version is None:
        raise DataError(f"{old} does not say its version: looked for datapackage.json beside its records")
    problems = versions.release_problems(older.index, newer.index, older.version, version, *shapes, since=released())
    for problem in problems:
        click.echo(problem, err=True)
    least = versions.required(older.index, newer.index, *shapes)
    click.echo(f"at least a {least} version after {older.version}; {len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("id", required=False)
@click.option("--data", "path", metavar="PATH", help="Read this data set instead of the installed one.")
def cite(id: str | None, path: str | None) -> None:
    """How to cite the data set, or one record.

    Example: aipolicy cite 2026-02-24-pentagon-ultimatum
    """
    from aipolicy_data.citation import cite as cited

    click.echo(cited(_load(path)[id] if id else None))


# Contributing


def _tree_of(paths: Sequence[str], around: bool = False) -> tuple[Any, list[str]]:
    """The tree that the paths lie in, and those of its files that they name (none: all).

    `around`: of the tree, read only what the files named touch.
    """
    from aipolicy_data.files import find_root, paths_below, read_tree
    from aipolicy_data.neighbours import read_around

    places = [Path(path) for path in paths] or [Path.cwd()]
    for place in places:
        if not place.exists():
            raise DataError(f"{place} does not exist")
    roots = {find_root(place) for place in places}
    root = roots.pop()
    if roots or root is None:
        raise DataError(f"{', '.join(map(str, places))}: looked for one folder with records/ in it, here or above")
    named = [place.absolute().relative_to(root).as_posix() for place in places]
    if "." in named:
        return read_tree(root), []
    found = [path for path in paths_below(root) if any(path == name or path.startswith(f"{name}/") for name in named)]
    if around and all(name in found for name in named):
        return read_around(root, found), found
    return read_tree(root), found or named


def _paths_in(tree: Any) -> list[str]:
    return sorted({file.path for file in tree.files} | {problem.path for problem in tree.problems})


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "junit"]), default="text", show_default=True)
@click.option("--texts", metavar="FOLDER", help="Also verify the spans of claims against the source texts in this folder.")
def check(paths: tuple[str, ...], form: str, texts: str | None) -> None:
    """Check records: all below this folder, or the files named.

    \b
    Example: aipolicy check
             aipolicy check records/events/2026-02-24-pentagon-ultimatum.json
             aipolicy check --texts path/to/texts
    """
    from aipolicy_data.checks import check as check_tree

    tree, named = _tree_of(paths, around=texts is None)
    problems = check_tree(tree)
    alike, stale = _twins(tree, named) if not problems else ([], [])
    problems = sorted([*problems, *stale])
    verified = ""
    if texts is not None:
        from aipolicy_data.spans import read_texts, verify

        found = verify(tree, read_texts(Path(texts)))
        problems = sorted(set(problems) | set(found.problems))
        verified = f"; {found.spans} spans verified in {found.sources} texts"
    _report(problems, tree, form, named or _paths_in(tree))
    count = len(named) or len(tree.files)
    if form == "text":
        for pair in alike:
            click.echo(f"warning: {pair.ids[0]} and {pair.ids[1]} may be one: {pair.reason}", err=True)
    warned = f", {len(alike)} likely twins" if alike else ""
    click.echo(f"{count} records checked, {len(problems)} problems{warned}{verified}", err=form != "text")
    sys.exit(1 if problems else 0)


def _twins(tree: Any, named: Sequence[str]) -> tuple[list[Any], list[Problem]]:
    """Likely twins among records that are sound: all of them, or those of the files named."""
    from aipolicy_data.index import Index
    from aipolicy_data.twins import unreviewed

    alike, stale = unreviewed(Index(tree.records()), tree.root)
    if not named:
        return alike, stale
    ids = {Path(name).stem for name in named}
    return [pair for pair in alike if ids & set(pair.ids)], []


def _report(problems: Sequence[Problem], tree: Any, form: str, paths: Sequence[str] = ()) -> None:
    """Print problems: as text on standard error, in the other forms on standard output."""
    from aipolicy_data import reports

    if form == "json":
        click.echo(reports.as_json(problems))
    elif form == "junit":
        click.echo(reports.as_junit(problems, paths))
    elif form == "github":
        if problems:
            click.echo(reports.as_annotations(problems))
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with open(summary, "a", encoding="utf-8") as stream:
                stream.write(reports.as_summary(problems))
    elif problems:
        lines = {file.path: file.text.split("\n") for file in tree.files}
        click.echo(reports.as_text(problems, lines), err=True)


@main.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what would change.")
def format_(paths: tuple[str, ...], only_check: bool) -> None:
    """Put record files into canonical form: order and layout, never a value.

    Example: aipolicy format records/events/2026-02-24-pentagon-ultimatum.json
    """
    from aipolicy_data.files import canonical

    tree, named = _tree_of(paths)
    problems = [problem for problem in tree.problems if not named or problem.path in named]
    changed = 0
    for file in tree.files:
        if file.value is None or (named and file.path not in named):
            continue
        text = canonical(file.table, file.value)
        if text != file.text:
            changed += 1
            click.echo(f"{'would format' if only_check else 'formatted'} {file.path}")
            if not only_check:
                _replace(tree.root / file.path, text)
    _report(problems, tree, "text")
    click.echo(f"{changed} files {'would change' if only_check else 'changed'}, {len(problems)} problems", err=True)
    sys.exit(1 if problems or (only_check and changed) else 0)


def _replace(path: Path, text: str) -> None:
    """Write beside, then rename, so that a file is whole at any moment."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.chmod(beside, mode)
        os.replace(beside, path)
    except OSError as error:
        raise DataError(f"cannot write {path}: {error.strerror}") from None


@main.command()
@click.argument("kind", type=click.Choice(["actor", "commitment", "event", "statement", "source"]))
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Answer a question beforehand; may be given again.")
@click.option("--from-source", "url", metavar="URL", help="Start the record of a source from its address.")
@click.option("--id", "id", metavar="ID", help="The id; one is proposed, if omitted.")
def new(kind: str, given: tuple[str, ...], url: str | None, id: str | None) -> None:
    """Start a record: asks for what is required, offers the terms, writes the file, and says what to do next.

    \b
    Example: aipolicy new event
             aipolicy new source --from-source https://example.org/article
             aipolicy new actor --set type=person --set name="Ada Lovelace" --id ada-lovelace
    """
    from aipolicy_data.drafting import KINDS, draft, propose_id
    from aipolicy_data.files import FOLDERS, canonical

    tree, _ = _tree_of([])
    answers = dict(each.partition("=")[::2] for each in given)
    if url:
        if kind != "source":
            raise DataError("--from-source goes with `aipolicy new source`")
        answers.setdefault("url", url)
    ids = {table: [file.id for file in tree.files if file.table == table] for table in KINDS.values()}
    record = draft(kind, _asking(answers, ids))
    if unused := answers.keys():
        raise DataError(f"--set names what was not asked for: {', '.join(unused)}")
    proposed = propose_id(kind, record)
    if id is None:
        id = click.prompt("id", default=proposed, err=True) if sys.stdin.isatty() else proposed
    _refuse_id(id, tree)
    path = f"{FOLDERS[KINDS[kind]]}/{id}.json"
    _replace(tree.root / path, canonical(KINDS[kind], {"id": id, **record}))
    click.echo(path)
    problems = _checked(tree.root, path)
    click.echo("Next: add what else you know, in an editor, then:", err=True)
    click.echo(f"  aipolicy check {path}\n  aipolicy build\nand open a pull request.", err=True)
    sys.exit(1 if problems else 0)


def _refuse_id(id: str, tree: Any) -> None:
    """Refuse an id that is none, or that another record has, before anything is written."""
    from aipolicy_data.fields import SLUG

    if not re.fullmatch(SLUG, id) or len(id) > 80:
        wanted = "lower-case words and digits joined by single hyphens, at most 80 characters"
        raise DataError(f"{shown(id)} is no id; give one with --id: {wanted}")
    if taken := [file.path for file in tree.files if file.id == id]:
        raise DataError(f"{taken[0]} is there already; choose another id with --id, or edit it")


def _checked(root: Path, path: str) -> list[Problem]:
    """Check one file of a tree and report its problems."""
    from aipolicy_data.checks import check as check_tree
    from aipolicy_data.neighbours import read_around

    tree = read_around(root, [path])
    problems = check_tree(tree)
    _report(problems, tree, "text")
    return problems


def _asking(answers: dict[str, str], ids: Mapping[str, Sequence[str]]) -> Callable[[Any], str | None]:
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


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what is stale.")
@click.argument("root", required=False)
def build(root: str | None, only_check: bool) -> None:
    """Render the release, the schemas and the codebook from the records. With problems, nothing is written.

    Example: aipolicy build
    """
    from aipolicy_data.checks import check as check_tree
    from aipolicy_data.release import index_of, render, stale, write

    tree, _ = _tree_of([root] if root else [])
    problems = check_tree(tree)
    if problems:
        _report(problems, tree, "text")
        click.echo(f"{len(problems)} problems; nothing was written", err=True)
        sys.exit(1)
    rendered = render(index_of(tree))
    if only_check:
        old = stale(tree.root, rendered)
        for path in old:
            click.echo(f"stale: {path}")
        click.echo(f"{len(old)} of {len(rendered)} files are stale" + ("; run `aipolicy build`" if old else ""), err=True)
        sys.exit(1 if old else 0)
    changed = write(tree.root, rendered)
    for path in changed:
        click.echo(path)
    click.echo(f"{len(tree.files)} records, {len(rendered)} files rendered, {len(changed)} changed", err=True)


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--data", "path", metavar="PATH", help="Release this records tree or release; without it, the tree around here.")
def release(out: Path, path: str | None) -> None:
    """Write a whole release into the folder OUT: every format, descriptions, digests, and one zip.

    The tree is checked first; with problems, nothing is written. A release that is there already is replaced, whole.
    `SOURCE_DATE_EPOCH`, if set, is the time that files bear; else it is the beginning of the release day.

    Example: aipolicy release aipolicy-data-release
    """
    from aipolicy_data.formats import VARYING
    from aipolicy_data.publication import Publication
    from aipolicy_data.publish import publish

    index = _checked_index(path)
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not (given.isascii() and given.isdigit() and len(given) <= 11):
        raise DataError(f"SOURCE_DATE_EPOCH={given}: looked for whole seconds since 1970")
    publication = Publication(index, epoch=int(given) if given else None)
    files = publish(publication, out, lambda step: click.echo(f"  {step}", err=True))
    click.echo(out)
    size = sum(map(len, files.values())) / 1e6
    click.echo(f"{len(files)} files, {size:.1f} MB; `aipolicy verify {out}` verifies them", err=True)
    click.echo("The same records give the same bytes. Those of some files also depend on the library that writes them:", err=True)
    for pattern, reason in VARYING.items():
        click.echo(f"  {pattern} {reason}", err=True)


def _checked_index(path: str | None) -> Any:
    """The records of a release, or of a tree without problems: with some, they are reported, and that is all."""
    from aipolicy_data.checks import check as check_tree
    from aipolicy_data.loading import read
    from aipolicy_data.release import index_of

    if path is not None and not (Path(path) / "records").is_dir():
        return read(path)
    tree, _ = _tree_of([path] if path else [])
    problems = check_tree(tree)
    if problems:
        _report(problems, tree, "text")
        click.echo(f"{len(problems)} problems; nothing was written", err=True)
        sys.exit(1)
    return index_of(tree)


@main.command()
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


@main.command()
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("passage")
@click.option("--json", "form", flag_value="json", help="Print JSON, ready to paste into a claim.")
def locate(text: Path, passage: str, form: str | None) -> None:
    """Find a passage in a source text; print its offsets and digest for a claim.

    Example: aipolicy locate article.txt "accept government terms by February 27"
    """
    from aipolicy_data.spans import locate as find
    from aipolicy_data.spans import normal

    try:
        content = text.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{text} cannot be read as UTF-8 text: {error}") from None
    found = find(content, passage)
    if form == "json":
        click.echo(json.dumps([span._asdict() for span in found], indent=2))
    else:
        for span in found:
            click.echo(f'"start": {span.start},\n"stop": {span.stop},\n"sha256": "{span.sha256}",')
            click.echo(f"  {ascii_safe(normal(content)[span.start : span.stop])}", err=True)
    if not found:
        click.echo("the text does not hold this passage", err=True)
    sys.exit(0 if found else 1)
