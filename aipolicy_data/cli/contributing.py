"""The verbs for contributors: start a record, check, format, build, locate a passage."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from aipolicy_data import terminal
from aipolicy_data.cli.trees import paths_in, report, tree_of
from aipolicy_data.problems import DataError, Problem, ascii_safe, did_you_mean, shown
from aipolicy_data.slugs import slug


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "junit"]), default="text", show_default=True)
@click.option("--content-only", is_flag=True, help="Leave order and layout to `aipolicy format`.")
@click.option("--texts", metavar="FOLDER", help="Also verify the spans of claims against the source texts in this folder.")
def check(paths: tuple[str, ...], form: str, content_only: bool, texts: str | None) -> None:
    """Check records: all below this folder, or the files named.

    \b
    Example: aipolicy check
             aipolicy check records/events/2026-02-24-pentagon-ultimatum.json
             aipolicy check --texts path/to/texts
    """
    from aipolicy_data.checks import judge

    tree, named = tree_of(paths, around=texts is None)
    problems, sound = judge(tree, layout=not content_only)
    alike, stale = _twins(tree.root, sound, named) if not problems else ([], [])
    problems = sorted([*problems, *stale])
    verified = ""
    if texts is not None:
        from aipolicy_data.spans import read_texts, verify

        found = verify(tree, read_texts(Path(texts)))
        problems = sorted(set(problems) | set(found.problems))
        verified = f"; {found.spans} spans verified in {found.sources} texts"
    report(problems, tree, form, named or paths_in(tree), [str(pair) for pair in alike])
    count = len(named) or len(tree.files)
    warned = f", {len(alike)} likely twins" if alike else ""
    click.echo(f"{_counted(count, 'record')} checked, {_counted(len(problems), 'problem')}{warned}{verified}", err=form != "text")
    sys.exit(1 if problems else 0)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _twins(root: Path, sound: Sequence[Any], named: Sequence[str]) -> tuple[list[Any], list[Problem]]:
    """Likely twins among records that are sound: all of them, or those of the files named."""
    from aipolicy_data.index import TABLES, Index
    from aipolicy_data.twins import unreviewed

    records = {table: [file.value for file in sound if file.table == table] for table in TABLES}
    alike, stale = unreviewed(Index(records), root)
    if not named:
        return alike, stale
    ids = {Path(name).stem for name in named}
    return [pair for pair in alike if ids & set(pair.ids)], []


@click.command("format")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what would change.")
def format_(paths: tuple[str, ...], only_check: bool) -> None:
    """Put record files into canonical form: order and layout, never a value.

    Example: aipolicy format records/events/2026-02-24-pentagon-ultimatum.json
    """
    from aipolicy_data.files import canonical

    tree, named = tree_of(paths)
    problems = [problem for problem in tree.problems if not named or problem.path in named]
    changed = 0
    for file in tree.files:
        if file.value is None or file.broken or (named and file.path not in named):
            continue
        text = canonical(file.table, file.value)
        if text != file.text:
            changed += 1
            click.echo(f"{'would format' if only_check else 'formatted'} {file.path}")
            if not only_check:
                _replace(tree.root / file.path, text)
    report(problems, tree, "text")
    click.echo(f"{changed} files {'would change' if only_check else 'changed'}, {len(problems)} problems", err=True)
    sys.exit(1 if problems or (only_check and changed) else 0)


def _replace(path: Path, text: str) -> None:
    """Write beside, then rename, so that a file is whole at any moment."""
    import tempfile

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


@click.command()
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
    from aipolicy_data.checks import sound_records
    from aipolicy_data.cli.asking import Asking
    from aipolicy_data.drafting import KINDS, draft, propose_id
    from aipolicy_data.files import FOLDERS, canonical
    from aipolicy_data.index import Index
    from aipolicy_data.shapes import SHAPES

    tree, _ = tree_of([])
    answers = dict(each.partition("=")[::2] for each in given)
    if url:
        if kind != "source":
            raise DataError("--from-source goes with `aipolicy new source`")
        answers.setdefault("url", url)
    index = Index(sound_records(tree))
    if id is not None and (fault := _fault_of_id(id, tree)):
        raise DataError(f"{fault}; give another with --id")
    table = KINDS[kind]
    known = [field.name for field in SHAPES[table].fields]
    for name in answers:
        if (head := re.split(r"[.\[]", name)[0]) not in known:
            raise DataError(f"--set {name}=...: {kind}s have no field {shown(head)}{did_you_mean(head, known)}")
    asking = Asking(answers, index, tree.root)
    if url:
        _warn_of_twins(index, table, {"url": url})
    try:
        record = draft(kind, asking, lambda: asking.index)
        if unused := answers.keys():
            raise DataError(f"--set names what was not asked for: {', '.join(unused)}")
        _warn_of_twins(asking.index, table, record)
        id = _chosen(id, propose_id(kind, record, asking.index), tree)
    except click.Abort:
        import shlex

        answered = [("--set", f"{name}={answer}") for name, answer in (*asking.taken, *answers.items())]
        told = " ".join(f"{option} {shlex.quote(text)}" for option, text in [*answered, *([("--id", id)] if id else [])])
        click.echo(f"\nNothing was written. To go on from here:\n  {terminal.command()} new {kind} {told}", err=True)
        raise
    path = f"{FOLDERS[table]}/{id}.json"
    _replace(tree.root / path, canonical(table, {"id": id, **record}))
    click.echo(path)
    problems = _checked(tree.root, path)
    verbs = ("format", "check", "build")
    told = "\n".join(f"  {terminal.command()} {verb}{'' if verb == 'build' else f' {path}'}" for verb in verbs)
    click.echo(f"Next: {'mend that and ' if problems else ''}add what else you know, in an editor; then:\n{told}", err=True)
    click.echo("and, when there is nothing more to add, commit what changed and open a pull request.", err=True)
    sys.exit(1 if problems else 0)


def _warn_of_twins(index: Any, table: str, record: dict[str, Any]) -> None:
    """Tell of the records that a new one may be one with, before it is written."""
    from aipolicy_data.twins import twins_of

    for id, reason in twins_of(index, table, record):
        click.echo(f"  warning: {id} may be this already: {reason}", err=True)


def _chosen(id: str | None, proposed: str, tree: Any) -> str:
    """The id that is given; else, on a terminal, what is answered, asked for until it will do; else the one proposed."""
    asked = id is None and sys.stdin.isatty()
    if asked:
        terminal.echo("\nThe id, for life: lower-case words and digits, joined by hyphens", err=True, bold=True)
        id = str(click.prompt("id", default=proposed or None, err=True)).strip()
    found = proposed if id is None else id
    while fault := _fault_of_id(found, tree):
        if not asked:
            raise DataError(f"{fault}; give one with --id")
        click.echo(f"  {fault}", err=True)
        likely = slug(found) if found not in (proposed, slug(found)) else None
        found = str(click.prompt("id", default=likely, err=True)).strip()
    return found


def _fault_of_id(id: str, tree: Any) -> str | None:
    """Why a new record cannot have an id; nothing, if it can."""
    from aipolicy_data.fields import LONGEST_ID, SLUG

    if not re.fullmatch(SLUG, id) or len(id) > LONGEST_ID:
        like = slug(id)
        hint = f"; did you mean {like}?" if like else ""
        return (
            f"{shown(id)} is no id: lower-case words and digits joined by single hyphens, at most {LONGEST_ID} characters{hint}"
        )
    if taken := [file.path for file in tree.files if file.id == id]:
        return f"{taken[0]} is there already; choose another id, or edit it"
    return None


def _checked(root: Path, path: str) -> list[Problem]:
    """Check one file of a tree and report its problems."""
    from aipolicy_data.checks import check as check_tree
    from aipolicy_data.neighbours import read_around

    tree = read_around(root, [path])
    problems = check_tree(tree)
    report(problems, tree, "text")
    return problems


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what is stale.")
@click.argument("root", required=False)
def build(root: str | None, only_check: bool) -> None:
    """Render the release, the schemas and the codebook from the records. With problems, nothing is written.

    Nothing is deleted either: files in `aipolicy_data/data/` and `schemas/` that are not rendered are named.

    Example: aipolicy build
    """
    from aipolicy_data import compiled

    compiled.forget()
    from aipolicy_data.checks import check as check_tree
    from aipolicy_data.release import extra, index_of, render, stale, write

    tree, _ = tree_of([root] if root else [])
    problems = check_tree(tree)
    if problems:
        report(problems, tree, "text")
        click.echo(f"{len(problems)} problems; nothing was written", err=True)
        sys.exit(1)
    rendered = render(index_of(tree))
    if only_check:
        old = stale(tree.root, rendered)
        for path in old:
            click.echo(f"stale: {ascii_safe(path)}")
        click.echo(f"{len(old)} of {len(rendered)} files are stale" + ("; run `aipolicy build`" if old else ""), err=True)
        sys.exit(1 if old else 0)
    changed = write(tree.root, rendered)
    for path in changed:
        click.echo(path)
    strange = extra(tree.root, rendered)
    for path in strange:
        click.echo(f"{ascii_safe(path)} is not rendered; delete it, if it is left over, or keep it elsewhere", err=True)
    click.echo(f"{len(tree.files)} records, {len(rendered)} files rendered, {len(changed)} changed", err=True)
    sys.exit(1 if strange else 0)


@click.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.argument("passage")
@click.option("--json", "form", flag_value="json", help="Print JSON, ready to paste into a claim.")
def locate(text: Path, passage: str, form: str | None) -> None:
    """Find a passage in a source text; print its offsets and digest for a claim.

    Example: aipolicy locate article.txt "accept government terms by February 27"
    """
    from aipolicy_data.files import read_bytes
    from aipolicy_data.spans import MAX_TEXT, normal
    from aipolicy_data.spans import locate as find

    try:
        content = read_bytes(text, MAX_TEXT).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise DataError(f"{shown(str(text), 200)} cannot be read as UTF-8 text: {why}") from None
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


VERBS = (new, check, format_, build, locate)
