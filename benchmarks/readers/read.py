"""A release, read in Python by what others wrote: one line for each reader, with its version, what it read, and `ok` or its faults.

    python read.py PATH/TO/RELEASE [READER ...]

What each reader finds is held against the CSV, cell for cell, as the standard library reads it, and the number of rows of the
CSV against the JSON; each that can join answers one question. Nothing here imports the package. Exits with 1 on any fault.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import importlib.metadata
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"  # before `datasets` is imported: nothing here may ask the network

Row = dict[str, str]
Read = Iterator[str]
"""What a reader gives: a fault for each thing that is wrong, and last, after `=`, what it read."""

QUESTION = """
    SELECT DISTINCT c.commitment, c.disclosure FROM {events_changes} c
    JOIN {events} e ON e.id = c.event
    JOIN {commitments} p ON p.id = c.commitment
    JOIN {commitments_parties} b ON b.commitment IN (p.id, p.part_of)
    WHERE b.actor = 'anthropic' AND b.role = 'promisor' AND c.change = 'weakened' AND e.factuality = 'actual'
      AND e.date_min >= '2026-01-01'
"""
"""Which of its promises did Anthropic weaken since the beginning of 2026, and did it say so?"""
ASKED = ("events_changes", "events", "commitments", "commitments_parties")
SINCE = datetime.date(2026, 1, 1)
TERMS = ("change", "disclosure", "factuality", "role")
"""Columns of terms that the question compares: as categories they would not join or compare as text."""


class Release:
    """The release as the standard library reads it, which the other readers must agree with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        resources = json.loads((root / "datapackage.json").read_text("utf-8"))["resources"]
        self.types = {r["name"]: {f["name"]: f["type"] for f in r["schema"]["fields"]} for r in resources}
        self.keys = {r["name"]: [k["fields"][0] for k in r["schema"].get("foreignKeys", ())] for r in resources}
        self.rows = {name: self._csv(name) for name in self.types}
        self.records = {path.stem: json.loads(path.read_text("utf-8")) for path in root.glob("*s.json")}
        self.records = {name: found for name, found in self.records.items() if name in self.types}
        self.answer = set(self._answer())

    def _csv(self, name: str) -> list[Row]:
        with (self.root / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def _answer(self) -> Iterator[tuple[str, str | None]]:
        """The answer from the JSON, in loops."""
        commitments = {commitment["id"]: commitment for commitment in self.records["commitments"]}

        def bound(commitment: Any) -> bool:
            parties = (commitment or {}).get("parties", ())
            return any((party["actor"], party["role"]) == ("anthropic", "promisor") for party in parties)

        for event in self.records["events"]:
            if event["factuality"] == "actual" and event["date"] >= "2026":
                for change in event.get("changes", ()):
                    found = commitments[change["commitment"]]
                    if change.get("change") == "weakened" and (bound(found) or bound(commitments.get(found.get("part_of")))):
                        yield found["id"], change.get("disclosure")

    def differences(self, name: str, rows: Iterable[dict[str, Any]], text: Callable[[Any], str]) -> Iterator[str]:
        """Where a table, as a reader has it, is not as the CSV has it: columns, number of rows, cells."""
        found = [{column: text(value) for column, value in row.items()} for row in rows]
        wanted = self.rows[name]
        if len(found) != len(wanted):
            yield f"{name}: {len(found)} rows, {len(wanted)} in the CSV"
        for number, (one, other) in enumerate(zip(found, wanted, strict=False), 1):
            if list(one) != list(other):
                yield f"{name}: columns {', '.join(one)}"
                return
            yield from (f"{name}.{c}, row {number}: {one[c]!r}, not {other[c]!r}" for c in one if one[c] != other[c])

    def answers(self, reader: str, found: Iterable[Iterable[Any]]) -> Iterator[str]:
        """A fault, if a reader answers the question otherwise."""
        pairs = {(commitment, None if text(how) == "" else how) for commitment, how in found}
        if pairs != self.answer:
            yield f"{reader} answers {sorted(pairs, key=str)}, not {sorted(self.answer, key=str)}"

    def count(self) -> str:
        """How much there is to read."""
        return f"{len(self.rows)} tables, {sum(map(len, self.rows.values()))} rows"


def text(value: Any) -> str:
    """A value as the CSV has it."""
    if value is None or value != value:  # what is no number is not itself
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value.date().isoformat() if isinstance(value, datetime.datetime) else str(value)


def parts(things: list[Any], path: str) -> list[Any]:
    """What a child table is made from: `events_changes` from the `changes` of events, and so on downwards."""
    if not path:
        return things
    key = next(key for thing in things for key in thing if path == key or path.startswith(f"{key}_"))
    return parts([part for thing in things for part in thing.get(key, ())], path[len(key) + 1 :])


def standard(release: Release) -> Read:
    every = sum(map(len, release.records.values()))
    # What is derived counts no record that is retired.
    live = {table: [record for record in found if "replaced_by" not in record] for table, found in release.records.items()}
    counts = {"records": every, "timeline": len(live["events"]) + len(live["statements"])}
    counts["changes"] = len(parts(live["events"], "changes"))
    for name in release.types.keys() - counts - {"commitments_standing"}:
        table, _, path = name.partition("_")
        counts[name] = len(parts(release.records[table], path))
    yield from (
        f"{name}: {len(release.rows[name])} rows, {n} in the JSON" for name, n in counts.items() if len(release.rows[name]) != n
    )
    for table, records in release.records.items():
        lines = (release.root / f"jsonl/{table}.jsonl").read_text("utf-8").removesuffix("\n").split("\n")
        if [json.loads(line) for line in lines] != records:
            yield f"jsonl/{table}.jsonl is not as the JSON"
    if not release.answer:
        yield "the question has no answer, so that it proves nothing"
    yield f"= {every} records in JSON and JSON Lines; CSV of {release.count()}; {len(release.answer)} answers"


def frictionless(release: Release) -> Read:
    from frictionless import Package

    package = Package(str(release.root / "datapackage.json"))
    report = package.validate()
    yield from (f"{task.name}: {error.message}" for task in report.tasks for error in task.errors)
    yield from (error.message for error in report.errors)
    for resource in package.resources:
        yield from release.differences(resource.name, (row.to_dict() for row in resource.read_rows()), text)
    yield f"= {release.count()}, valid with their keys, types and terms"


def croissant(release: Release) -> Read:
    import mlcroissant

    dataset = mlcroissant.Dataset(str(release.root / "croissant.json"))
    yield from map(str, dataset.metadata.ctx.issues.errors)
    sets = [record_set.id for record_set in dataset.metadata.record_sets]
    if sets != list(release.types):
        yield f"the record sets are {sets}"
    for name in sets:
        rows = ({key.partition("/")[2]: value for key, value in row.items()} for row in dataset.records(name))
        yield from release.differences(name, rows, text)
    yield f"= {len(sets)} record sets, {sum(len(release.rows[name]) for name in sets)} records"


def datasets(release: Release) -> Read:
    import datasets

    datasets.disable_progress_bars()
    root = str(release.root)
    names = datasets.get_dataset_config_names(root)
    if sorted(names) != sorted(release.types):
        yield f"the configurations are {names}"
    with tempfile.TemporaryDirectory() as cache:
        for name in names:
            found = datasets.load_dataset(root, name, split="train", cache_dir=cache)
            yield from release.differences(name, found, text)
            for column, type in release.types[name].items():
                if type != "string" and found.features[column].dtype != {"date": "date32", "integer": "int64"}[type]:
                    yield f"{name}.{column} is of type {found.features[column].dtype}"
        default = datasets.load_dataset(root, split="train", cache_dir=cache)
        if default.column_names != list(release.types["events"]):
            yield f"without a configuration it loads {default.column_names}"
    yield f"= {len(names)} configurations, {sum(len(release.rows[name]) for name in names)} rows; the first is events"


def sqlite(release: Release) -> Read:
    with contextlib.closing(sqlite3.connect(f"{(release.root / 'aipolicy-data.sqlite').as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = [tuple(row) for row in database.execute(f"PRAGMA {pragma}")]
            if found != sound:
                yield f"{pragma}: {found[:3]}"
        keys = 0
        for name in release.types:
            yield from release.differences(name, map(dict, database.execute(f'SELECT * FROM "{name}" ORDER BY rowid')), text)
            keys += len(database.execute(f'PRAGMA foreign_key_list("{name}")').fetchall())
        yield from release.answers("sqlite3", database.execute(QUESTION.format_map({name: name for name in ASKED})))
    yield f"= {release.count()}, {keys} foreign keys; whole, no key broken; the question"


@contextlib.contextmanager
def served(database: Path) -> Iterator[Callable[[str], str]]:
    """Datasette, serving a database on loopback as long as this lasts: path -> what it answers."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        "--immutable",
        str(database),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--setting", "max_returned_rows", "5000"]
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(path: str) -> str:
        with opener.open(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return answer.read().decode("utf-8")

    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for attempt in range(150):
                try:
                    get("/-/versions.json")
                    break
                except OSError:
                    if attempt == 149 or server.poll() is not None:
                        raise
                    time.sleep(0.2)
            yield get
        finally:
            server.terminate()


def datasette(release: Release) -> Read:
    with served(release.root / "aipolicy-data.sqlite") as get:
        (database,) = (found["name"] for found in json.loads(get("/-/databases.json")))
        tables = json.loads(get(f"/{database}.json"))["tables"]
        counts = {table["name"]: table["count"] for table in tables if not table["hidden"]}
        if counts != {name: len(rows) for name, rows in release.rows.items()}:
            yield f"the tables are {counts}"
        labels = bare = 0
        for table in tables:
            if table["hidden"]:
                continue
            found = json.loads(get(f"/{database}/{table['name']}.json?_labels=on&_shape=objects&_size=max"))["rows"]
            other = {key["column"]: key["other_table"] for key in table["foreign_keys"]["outgoing"]}
            if sorted(other) != sorted(release.keys[table["name"]]):
                yield f"{table['name']}: links of {sorted(other)}"
            titles = {column: _titles(release.rows[name]) for column, name in other.items()}
            for row in found:
                for column, cell in row.items():
                    if isinstance(cell, dict):
                        labels, bare = labels + 1, bare + (cell["label"] is None)
                        if text(cell["label"]) != titles[column][cell["value"]]:
                            yield f"{table['name']}.{column}: {cell['value']} is called {cell['label']}"
        page = get(f"/{database}/events_changes?commitment=anthropic-rsp-pause")
        for link in set(re.findall(rf'href="(/{database}/(?:events|commitments)/[^"?]+)"', page)):
            if urllib.parse.unquote(link.rpartition("/")[2]) not in get(link):
                yield f"{link} leads elsewhere"
        question = urllib.parse.urlencode({"sql": QUESTION.format_map({name: name for name in ASKED}), "_shape": "arrays"})
        yield from release.answers("Datasette", json.loads(get(f"/{database}.json?{question}"))["rows"])
        hits = json.loads(get(f"/{database}/search.json?_search=surveillance&_shape=objects&_size=max"))["rows"]
        named = {row["id"] for row in release.rows["records"] if re.search(r"\bsurveillance\b", row["title"], re.IGNORECASE)}
        if not named or named - {hit["id"] for hit in hits}:
            yield f"searching for surveillance does not find {named - {hit['id'] for hit in hits}}"
    yield f"= {len(counts)} tables, {labels} links with labels ({bare} to sources without a title); {len(hits)} hits; the question"


def _titles(rows: list[Row]) -> dict[str, str]:
    """Id -> by which text a row is linked: its name or title, if the table has such a column."""
    column = next((name for name in rows[0] if name in ("name", "title")), "id")
    return {row["id"]: row[column] for row in rows}


def pandas(release: Release) -> Read:
    import pandas

    frames = {}
    for name, types in release.types.items():
        frame = pandas.read_parquet(release.root / f"parquet/{name}.parquet")
        yield from release.differences(name, frame.astype(object).to_dict("records"), _number)
        table = pandas.read_csv(release.root / f"{name}.csv", keep_default_na=False, na_values=[""], dtype=str)
        yield from release.differences(name, table.to_dict("records"), text)
        for column, type in types.items():
            days = frame[column].dropna()
            if type == "date" and not days.map(lambda day: isinstance(day, datetime.date)).all():
                yield f"{name}.{column} holds no days"
        frames[name] = frame
    changes, events, commitments, parties = (
        frames[name].astype({term: str for term in TERMS if term in frames[name]}) for name in ASKED
    )
    bound = parties.loc[(parties["actor"] == "anthropic") & (parties["role"] == "promisor"), "commitment"]
    promises = commitments.loc[commitments["id"].isin(bound) | commitments["part_of"].isin(bound), ["id"]]
    acts = events.loc[(events["factuality"] == "actual") & (events["date_min"] >= SINCE), ["id"]]
    found = changes[changes["change"] == "weakened"].merge(acts, left_on="event", right_on="id")
    found = found.merge(promises, left_on="commitment", right_on="id")
    pairs = found[["commitment", "disclosure"]].itertuples(index=False)
    yield from release.answers("pandas", ((commitment, None if how == "nan" else how) for commitment, how in pairs))
    yield f"= {release.count()}, Parquet and CSV; days are dates; the question"


def _number(value: Any) -> str:
    """As the CSV has it: where a cell is empty, pandas makes a decimal of a whole number."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else text(value)


def polars(release: Release) -> Read:
    import polars

    kinds = {"string": (polars.String, polars.Categorical, polars.Enum), "integer": (polars.Int64,), "date": (polars.Date,)}
    written = {"string": polars.String, "integer": polars.Int64, "date": polars.Date}
    frames = {}
    for name, types in release.types.items():
        frame = polars.read_parquet(release.root / f"parquet/{name}.parquet")
        table = polars.read_csv(release.root / f"{name}.csv", schema={column: written[type] for column, type in types.items()})
        for found in (frame, table):
            yield from release.differences(name, found.iter_rows(named=True), text)
        for column, type in types.items():
            if frame.schema[column].base_type() not in kinds[type]:
                yield f"{name}.{column} is of type {frame.schema[column]}"
        frames[name] = frame.with_columns(polars.col(term).cast(polars.String) for term in TERMS if term in frame.columns)
    changes, events, commitments, parties = (frames[name] for name in ASKED)
    bound = parties.filter(actor="anthropic", role="promisor")["commitment"].implode()
    promises = commitments.filter(polars.col("id").is_in(bound) | polars.col("part_of").is_in(bound))
    acts = events.filter(polars.col("date_min") >= SINCE, factuality="actual")
    found = changes.filter(change="weakened").join(acts, left_on="event", right_on="id", how="semi")
    found = found.join(promises, left_on="commitment", right_on="id", how="semi")
    yield from release.answers("polars", found.select("commitment", "disclosure").iter_rows())
    yield f"= {release.count()}, Parquet and CSV; days are dates; the question"


def pyarrow(release: Release) -> Read:
    from pyarrow import compute, date32, int64, parquet, string, types

    right = {
        "string": lambda kind: types.is_string(kind) or types.is_dictionary(kind),
        "integer": int64().equals,
        "date": date32().equals,
    }
    tables = {}
    for name, columns in release.types.items():
        table = parquet.read_table(release.root / f"parquet/{name}.parquet")
        yield from release.differences(name, table.to_pylist(), text)
        for column, type in columns.items():
            if not right[type](table.schema.field(column).type):
                yield f"{name}.{column} is of type {table.schema.field(column).type}"
        for at, field in enumerate(table.schema):
            if types.is_dictionary(field.type):
                table = table.set_column(at, field.name, table.column(at).cast(string()))
        tables[name] = table
    changes, events, commitments, parties = (tables[name] for name in ASKED)
    bound = parties.filter((compute.field("actor") == "anthropic") & (compute.field("role") == "promisor"))["commitment"]
    promises = commitments.filter(compute.field("id").isin(bound.to_pylist()) | compute.field("part_of").isin(bound.to_pylist()))
    acts = events.filter((compute.field("factuality") == "actual") & (compute.field("date_min") >= SINCE))
    found = changes.filter(compute.field("change") == "weakened").join(acts, "event", "id", join_type="left semi")
    found = found.join(promises, "commitment", "id", join_type="left semi")
    pairs = zip(found["commitment"].to_pylist(), found["disclosure"].to_pylist(), strict=True)
    yield from release.answers("pyarrow", pairs)
    yield f"= {release.count()}, Parquet; days are dates; the question"


def duckdb(release: Release) -> Read:
    import duckdb

    kinds = {"string": ("VARCHAR", "ENUM"), "integer": ("BIGINT",), "date": ("DATE",)}
    for name, types in release.types.items():
        # Of CSV as it guesses it the question is asked; its cells are read as text, or it turns instants into its own zone.
        typed = duckdb.sql(f"FROM '{release.root}/parquet/{name}.parquet'")
        plain = duckdb.sql(f"FROM read_csv('{release.root}/{name}.csv', all_varchar = true)")
        for found in (typed, plain):
            rows = (dict(zip(found.columns, row, strict=True)) for row in found.fetchall())
            yield from release.differences(name, rows, text)
        for column, kind in zip(typed.columns, typed.types, strict=True):
            if not str(kind).startswith(kinds[types[column]]):
                yield f"{name}.{column} is of type {kind}"
    for pattern in ("parquet/{}.parquet", "{}.csv"):
        places = {name: f"'{release.root}/{pattern.format(name)}'" for name in ASKED}
        yield from release.answers(f"DuckDB, {pattern}:", duckdb.sql(QUESTION.format_map(places)).fetchall())
    yield f"= {release.count()}, Parquet and CSV; days are dates; the question, of each"


def rdflib(release: Release) -> Read:
    import rdflib

    graph = rdflib.Graph().parse(release.root / "records.jsonld", format="json-ld")
    context = json.loads((release.root / "records.jsonld").read_text("utf-8"))["@context"]
    prefixes = {name: context[name] for name in ("record", "field", "dcterms", "xsd")}
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    found = graph.query(
        head
        + """
        SELECT DISTINCT ?commitment ?disclosure WHERE {
          ?event field:changes ?change ; field:date_min ?day ; field:factuality <urn:aipolicy-data:term:factualities/actual> .
          ?change field:change <urn:aipolicy-data:term:changes/weakened> ; field:commitment ?commitment .
          OPTIONAL { ?change field:disclosure ?disclosure }
          ?commitment dcterms:isPartOf? ?bound .
          ?bound field:parties ?party .
          ?party field:actor record:anthropic ; field:role <urn:aipolicy-data:term:party_roles/promisor> .
          FILTER (?day >= "2026-01-01"^^xsd:date)
        }
        """
    )
    tails = ((str(one).rpartition(":")[2], str(how).rpartition("/")[2] if how else None) for one, how in found)
    yield from release.answers("SPARQL", tails)
    named = {str(subject).removeprefix(prefixes["record"]) for subject in graph.subjects()}
    yield from (f"{row['id']} is not in the graph" for row in release.rows["records"] if row["id"] not in named)
    yield f"= {len(graph)} triples, {len(release.rows['records'])} records; the question"


def openpyxl(release: Release) -> Read:
    import openpyxl

    book = openpyxl.load_workbook(release.root / "aipolicy-data.xlsx")
    cells = days = 0
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            cells, days = cells + 1, days + (cell.data_type == "d")
            runs = isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@\t\r"))
            if cell.data_type not in ("s", "n", "d", "inlineStr") or cell.hyperlink or runs:
                yield f"{sheet.title}!{cell.coordinate} would run, or be followed: {cell.value!r}"
        if sheet.title in release.rows:
            header, *rows = sheet.iter_rows(values_only=True)
            yield from release.differences(sheet.title, (dict(zip(header, row, strict=True)) for row in rows), text)
    if missing := release.rows.keys() - set(book.sheetnames):
        yield f"no sheet for {missing}"
    yield f"= {len(book.sheetnames)} sheets, {release.count()}; {cells} cells, {days} of them dates; none would run"


def feedparser(release: Release) -> Read:
    import feedparser

    feed = feedparser.parse((release.root / "changes.atom").read_bytes())
    if feed.bozo:
        yield f"the feed is not well formed: {feed.bozo_exception}"
    wanted = sorted("/".join(filter(None, (row["event"], row["commitment"], row["party"]))) for row in release.rows["changes"])
    found = sorted(entry.id.removeprefix("urn:aipolicy-data:feed:") for entry in feed.entries)
    if found != wanted:
        yield f"{len(found)} entries, and not those of changes.csv"
    moments = [entry.updated for entry in feed.entries]
    if moments != sorted(moments, reverse=True) or not all(entry.title and entry.summary for entry in feed.entries):
        yield "the entries are not newest first, or lack words"
    yield f"= {len(found)} entries of {feed.version}, newest first, one for each change"


def icalendar(release: Release) -> Read:
    import icalendar

    calendar = icalendar.Calendar.from_ical((release.root / "deadlines.ics").read_bytes())
    events = list(calendar.walk("VEVENT"))
    instants = {row["id"]: row["due_instant"] for row in release.rows["events"]}
    ids = {row["id"] for row in release.rows["records"]}
    if len({str(event["UID"]) for event in events}) != len(events) or not events:
        yield "an entry stands twice, or there is none"
    for event in events:
        record, start = re.split("[/@]", str(event["UID"]))[0], event["DTSTART"].dt
        yield from (f"{event['UID']}: {wrong}" for wrong in event.errors)
        if record not in ids:
            yield f"{event['UID']} is of no record"
        if isinstance(start, datetime.datetime):
            if start != datetime.datetime.fromisoformat(instants[record]):
                yield f"{event['UID']} is due at {start}, not at {instants[record]}"
        elif not start < event["DTEND"].dt:
            yield f"{event['UID']} ends before it begins"
    yield f"= {len(events)} deadlines, each of a record, at its instant or for whole days"


READERS: dict[str, tuple[Callable[[Release], Read], str]] = {
    "csv, json": (standard, ""),
    "frictionless": (frictionless, "frictionless"),
    "mlcroissant": (croissant, "mlcroissant"),
    "datasets": (datasets, "datasets"),
    "sqlite3": (sqlite, ""),
    "datasette": (datasette, "datasette"),
    "pandas": (pandas, "pandas"),
    "polars": (polars, "polars"),
    "pyarrow": (pyarrow, "pyarrow"),
    "duckdb": (duckdb, "duckdb"),
    "rdflib": (rdflib, "rdflib"),
    "openpyxl": (openpyxl, "openpyxl"),
    "feedparser": (feedparser, "feedparser"),
    "icalendar": (icalendar, "icalendar"),
}
"""Reader -> what it does, and the distribution whose version it bears; those of the standard library bear Python's or SQLite's."""


def main() -> int:
    if len(sys.argv) < 2 or set(sys.argv[2:]) - READERS.keys():
        print(f"usage: python read.py PATH/TO/RELEASE [{' | '.join(READERS)}]", file=sys.stderr)
        return 2
    release = Release(Path(sys.argv[1]).resolve())
    warnings.simplefilter("ignore")
    failed = False
    for name in sys.argv[2:] or READERS:
        reader, distribution = READERS[name]
        start = time.perf_counter()
        found: list[str] = []
        try:
            found += reader(release)
        except Exception as error:  # whatever stops a reader is a fault, and the others still have their turn
            found.append(f"stopped by {type(error).__name__}: {error}"[:500])
        faults = [line for line in found if not line.startswith("= ")]
        read = next((line[2:] for line in found if line.startswith("= ")), "not read to the end")
        failed |= bool(faults)
        standing = sqlite3.sqlite_version if name == "sqlite3" else sys.version.split()[0]
        version = importlib.metadata.version(distribution) if distribution else standing
        verdict = f"{len(faults)} FAULTS" if faults else "ok"
        print(
            f"{name:12} {version:8} {read} [{time.perf_counter() - start:.1f} s]: {verdict}", *faults[:5], sep="\n  ", flush=True
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
