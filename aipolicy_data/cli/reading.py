"""The verbs that read: what the data set answers, as a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from aipolicy_data import terminal
from aipolicy_data.problems import DataError, shown

F = TypeVar("F", bound=Callable[..., Any])


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


@click.command()
@click.argument("id")
@reading
def show(id: str, path: str | None, form: str | None) -> None:
    """Show one record, with its standing and its evidence.

    Example: aipolicy show anthropic-rsp-pause
    """
    ds = _load(path)
    record = ds[id]
    id = record.id  # of a retired one, its heir's
    plain = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    if form == "json":
        click.echo(terminal.as_json(plain))
        return
    rows = ds.evidence(id)
    if form == "csv":
        click.echo(terminal.as_csv(list(plain), [plain]))
        return
    table, _ = ds._store.found(id)
    terminal.echo(f"{table.removesuffix('s')} {id}", bold=True)
    fields = [{"field": name, "value": _told(value)} for name, value in plain.items() if name not in ("id", "evidence")]
    if table == "commitments":
        fields.append({"field": "standing now", "value": str(ds.standing(id))})
    click.echo(terminal.as_table(("field", "value"), fields), color=terminal.colour())
    if rows:
        click.echo()
        _print(rows, ("relation", "publisher", "published", "access", "note", "url"), None, ())


def _told(value: Any) -> str:
    """A value of a record on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_told(child)}" for name, child in value.items())
    if isinstance(value, list):
        return "; ".join(_told(child) for child in value)
    return str(value)


@click.command()
@click.argument("id")
@click.option("--stance", metavar="TERM", help="With this stance on it: a term, or `for` or `against`.")
@click.option("--with-events", is_flag=True, help="Also what changed it, and what was said of that.")
@reading
def about(id: str, stance: str | None, with_events: bool, path: str | None, form: str | None) -> None:
    """What was said about a record, in order of time.

    Example: aipolicy about anthropic-red-line-surveillance --stance for
    """
    rows = _load(path).about(id, stance, with_events)
    _print(rows, ("date", "actors", "type", "stance", "verdict", "title"), form, list(rows.model.model_fields))


@click.command()
@click.argument("id")
@reading
def evidence(id: str, path: str | None, form: str | None) -> None:
    """What a record rests on, source by source, and what speaks against it.

    Example: aipolicy evidence 2026-02-24-pentagon-ultimatum
    """
    rows = _load(path).evidence(id)
    _print(rows, ("source", "relation", "tier", "access", "via", "url"), form, list(rows.model.model_fields))


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@reading
def corroboration(ids: tuple[str, ...], path: str | None, form: str | None) -> None:
    """How well records are supported: independent origins, the weakest link, what is disputed. Of all, if none is named.

    Example: aipolicy corroboration 2026-01-03-claude-used-in-maduro-raid
    """
    rows = _load(path).corroboration(*ids)
    _print(rows, ("record", "sources", "origins", "weakest", "disputed"), form, list(rows.model.model_fields))


@click.command("list")
@click.argument("table", type=click.Choice(["actors", "commitments", "events", "statements", "sources"]))
@click.option("--type", "type_", metavar="TERM", help="Of this type.")
@click.option("--where", "fields", multiple=True, metavar="FIELD=VALUE", help="With this value of a field; may be given again.")
@filtering
@reading
def list_(table: str, type_: str | None, fields: tuple[str, ...], form: str | None, path: str | None, **asked: Any) -> None:
    """List the records of a table.

    \b
    Example: aipolicy list events --type ultimatum_issued --actor anthropic
             aipolicy list statements --where speaker=openai --where stance=against
    """
    from aipolicy_data.shapes import SHAPES

    for field in fields:
        name, equals, value = field.partition("=")
        if not equals:
            raise DataError(f"--where {shown(field)}: looked for FIELD=VALUE, such as speaker=openai")
        asked[name] = [*([asked[name]] if isinstance(asked.get(name), str) else asked.get(name) or []), value]
    found = getattr(_load(path), table).where(**{"type": type_} | asked)
    names = {"actors": ("id", "type", "name"), "sources": ("id", "published", "publisher", "title")}
    columns = names.get(table, ("id", "type", "summary" if table == "statements" else "title"))
    _print(found, columns, form, [field.name for field in SHAPES[table].fields])


@click.command()
@filtering
@click.option("--thread", metavar="ID", help="This event and all that is part of it.")
@reading
def timeline(path: str | None, form: str | None, **asked: str | None) -> None:
    """Events and statements in order of time.

    Example: aipolicy timeline --actor anthropic --since 2026-02
    """
    rows = _load(path).timeline(**asked)
    _print(rows, ("date", "type", "title"), form, list(rows.model.model_fields))


@click.command()
@click.argument("id")
@reading
def history(id: str, path: str | None, form: str | None) -> None:
    """What happened to a commitment, change by change, through its successors.

    Example: aipolicy history anthropic-rsp-pause
    """
    rows = _load(path).history(id)
    columns = ("date", "commitment", "change", "standing", "disclosure", "to_version", "title")
    _print(rows, columns, form, list(rows.model.model_fields))


@click.command()
@click.argument("id", required=False)
@click.option("--on", metavar="DAY", help="On this day; after everything known, if omitted.")
@click.option("--party", metavar="ID", help="For this party.")
@reading
def standing(id: str | None, on: str | None, party: str | None, path: str | None, form: str | None) -> None:
    """Where commitments stood on a day: one, or all.

    Example: aipolicy standing --on 2026-02-25 --party anthropic
    """
    ds = _load(path)
    ids = [id] if id else ds.commitments.where(actor=party).ids
    answers = [ds.standing(each, on, party) for each in ids]
    # Of many, only those that are something: none is no news.
    answers = [answer for answer in answers if id or answer.state != "none"]
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


@click.command()
@click.option("--since", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", metavar="DATE", help="Up to this day, month or year; cadences are followed up to it.")
@click.option("--party", metavar="ID", help="That this actor owes.")
@click.option("--outcome", multiple=True, metavar="TERM", help="That came to this, such as nothing_found; may be given again.")
@reading
def deadlines(outcome: tuple[str, ...], path: str | None, form: str | None, **asked: str | None) -> None:
    """What falls due, stated or worked out, and what became of it.

    Example: aipolicy deadlines --since 2026-02 --until 2026-12
    """
    rows = _load(path).deadlines(**asked, outcome=outcome or None)
    _print(rows, ("due", "basis", "outcome", "party", "event", "title"), form, list(rows.model.model_fields))


@click.command()
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


@click.command()
@click.argument("id")
@reading
def responses(id: str, path: str | None, form: str | None) -> None:
    """What answered a record, in order of time, and after how many days.

    Example: aipolicy responses 2026-02-24-pentagon-ultimatum
    """
    rows = _load(path).responses(id)
    _print(rows, ("date", "days_min", "type", "stance", "title"), form, list(rows.model.model_fields))


@click.command()
@click.option("--on", metavar="DAY", help="On this day; every post on record, if omitted.")
@reading
def positions(on: str | None, path: str | None, form: str | None) -> None:
    """Who held which post.

    Example: aipolicy positions --on 2026-02-24
    """
    rows = _load(path).positions(on)
    _print(rows, ("name", "title", "organisation_name", "since", "until"), form, list(rows.model.model_fields))


@click.command()
@click.argument("text")
@click.option("--most", default=20, show_default=True, help="At most so many records.")
@reading
def search(text: str, most: int, path: str | None, form: str | None) -> None:
    """Find records by their words, best first; a word may be cut short or have a typo.

    Example: aipolicy search "supply chain"
    """
    ds = _load(path)
    rows = ds.search(text, most)
    _print(rows, ("id", "kind", "title"), form, list(rows.model.model_fields))
    if rows and not ds._search.holds_all(text):
        click.echo("no record has all of these words as they are written; these come near", err=True)


@click.command()
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


@click.command()
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


@click.command()
@click.argument("id", required=False)
@click.option("--data", "path", metavar="PATH", help="Read this data set instead of the installed one.")
def cite(id: str | None, path: str | None) -> None:
    """How to cite the data set, or one record.

    Example: aipolicy cite 2026-02-24-pentagon-ultimatum
    """
    from aipolicy_data.citation import cite as cited

    click.echo(cited(_load(path)[id] if id else None))


VERBS = (
    show, list_, search, timeline, history, standing, deadlines, changes, about, responses, positions, evidence, corroboration,
    plot, diff, cite,
)  # fmt: skip
