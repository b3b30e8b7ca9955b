"""Every format, read by those who did not write it: row counts, types, and a question answered by each."""

from __future__ import annotations

import datetime
import io
import json
import sqlite3
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import feedparser
import icalendar
import networkx
import openpyxl
import pandas
import polars
import pyarrow
import pytest
from pyarrow import parquet

import aipolicy_data as ap
from aipolicy_data import dates, formats
from aipolicy_data.index import Index
from aipolicy_data.models import MODELS
from aipolicy_data.problems import DataError
from aipolicy_data.publication import Files, Publication

WEAKENED = """
    SELECT DISTINCT c.commitment FROM {events_changes} c
    JOIN {events} e ON e.id = c.event
    JOIN {commitments} p ON p.id = c.commitment
    JOIN {commitments_parties} b ON b.commitment IN (p.id, p.part_of)
    WHERE b.actor = 'anthropic' AND c.change IN ('weakened', 'removed') AND e.factuality = 'actual'
      AND e.date_max >= '2026-02-01' AND e.date_min <= '2026-02-28'
    ORDER BY c.commitment
"""
"""Which of its promises did Anthropic weaken or drop in February 2026?"""


@pytest.fixture(scope="module")
def publication(ds: ap.Dataset) -> Publication:
    return Publication(ds.index)


@pytest.fixture(scope="module")
def files(publication: Publication) -> Files:
    return {path: data for name in formats.FORMATS for path, data in formats.render(name, publication).items()}


@pytest.fixture(scope="module")
def folder(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("release")
    for path, data in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{folder / 'aipolicy-data.sqlite'}?mode=ro", uri=True)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def weakened(ds: ap.Dataset) -> list[str]:
    rows = ds.changes(change={"weakened", "removed"}, party="anthropic", since="2026-02", until="2026-02")
    found = sorted({row.commitment for row in rows if row.factuality == "actual"})
    assert "anthropic-rsp-pause" in found
    return found


def test_no_two_formats_write_the_same_file(publication: Publication, files: Files) -> None:
    assert len(files) == sum(len(formats.render(name, publication)) for name in formats.FORMATS)
    assert all(files.values())


# SQLite


def test_sqlite_is_sound_and_holds_every_row(database: sqlite3.Connection, publication: Publication) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for name, table in publication.tables.items():
        cells = database.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        assert cells == list(publication.rows[name])
        assert "" not in {cell for row in cells for cell in row}
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        assert [column[1] for column in columns] == [column.name for column in table.columns]
        assert [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]] == list(table.key)


def test_every_sqlite_table_is_strict_and_every_foreign_key_has_an_index(
    database: sqlite3.Connection, publication: Publication
) -> None:
    strict = {row[1] for row in database.execute("PRAGMA table_list") if row[5]}
    assert set(publication.tables) <= strict
    keys = 0
    for name, table in publication.tables.items():
        declared = {row[3]: (row[2], row[4]) for row in database.execute(f'PRAGMA foreign_key_list("{name}")')}
        assert declared == {column.name: column.ref for column in table.columns if column.ref}
        first = {
            database.execute(f'PRAGMA index_info("{index[1]}")').fetchone()[2]
            for index in database.execute(f'PRAGMA index_list("{name}")').fetchall()
        }
        assert set(declared) <= first
        keys += len(declared)
    assert keys > 40


def test_sqlite_refuses_what_breaks_a_key_a_type_or_a_vocabulary(folder: Path) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize((folder / "aipolicy-data.sqlite").read_bytes())
    connection.execute("PRAGMA foreign_keys = ON")
    change = "INSERT INTO events_participants VALUES (?, ?, ?, ?)"
    event = connection.execute("SELECT id FROM events").fetchone()[0]
    connection.execute(change, (event, 99, "anthropic", "initiator"))
    for wrong in (
        (event, 99, "anthropic", "initiator"),
        (event, 98, "nobody", "initiator"),
        (event, 97, "anthropic", "bystander-in-chief"),
        (event, "many", "anthropic", "initiator"),
        (event, 96, "", "initiator"),
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(change, wrong)
    connection.close()


def test_sqlite_finds_every_source_by_its_publisher_printed_title_or_not(database: sqlite3.Connection) -> None:
    sources = database.execute("SELECT id, publisher, title FROM sources").fetchall()
    assert {title is None for _, _, title in sources} == {True, False}
    for id, publisher, _ in sources:
        words = '"' + publisher.replace('"', '""') + '"'
        assert database.execute("SELECT 1 FROM search WHERE search MATCH ? AND id = ?", (words, id)).fetchone(), id


def test_records_with_a_broken_reference_or_an_id_twice_give_no_database(ds: ap.Dataset) -> None:
    records = {table: list(ds.index.records[table]) for table in MODELS}
    sources = [record for record in records["sources"] if "claims" in record]
    twice = [{**sources[0], "id": f"copy-{sources[0]['id']}"}]
    for wrong in ({**records, "actors": records["actors"][1:]}, {**records, "sources": records["sources"] + twice}):
        with pytest.raises(DataError, match="these records are no release"):
            formats.render("sqlite", Publication(Index(wrong)))


def test_sqlite_answers_with_a_join_and_by_words(database: sqlite3.Connection, weakened: list[str]) -> None:
    question = WEAKENED.format_map({name: name for name in ("events_changes", "events", "commitments", "commitments_parties")})
    assert [row[0] for row in database.execute(question)] == weakened
    found = database.execute(
        "SELECT s.kind, c.title FROM search s JOIN commitments c ON c.id = s.id WHERE search MATCH ? AND s.id = ?",
        ("surveillance AND domestic", "anthropic-red-line-surveillance"),
    ).fetchall()
    assert len(found) == 1
    assert found[0][0] == "commitment"
    # A derived table joins to what it is derived from.
    joined = database.execute("SELECT count(*) FROM timeline t JOIN records r ON r.id = t.id AND r.kind = t.kind").fetchone()
    assert joined == database.execute("SELECT count(*) FROM timeline").fetchone()


# Parquet, CSV, JSON Lines


def test_parquet_has_the_rows_and_the_types(folder: Path, publication: Publication) -> None:
    for name, table in publication.tables.items():
        found = parquet.read_table(folder / f"parquet/{name}.parquet")
        for column in table.columns:
            kind = found.schema.field(column.name).type
            if column.type == "date":
                assert kind == pyarrow.date32()
            elif column.terms:
                assert pyarrow.types.is_dictionary(kind)
            else:
                assert kind == (pyarrow.int64() if column.type == "integer" else pyarrow.string())
        plain = [
            [cell.isoformat() if isinstance(cell, datetime.date) else cell for cell in row.values()] for row in found.to_pylist()
        ]
        assert plain == [list(row) for row in publication.rows[name]]


def test_pandas_polars_and_duckdb_read_parquet_and_csv(folder: Path, publication: Publication) -> None:
    for name in publication.tables:
        rows = len(publication.rows[name])
        path, csv = folder / f"parquet/{name}.parquet", folder / f"{name}.csv"
        assert len(pandas.read_parquet(path)) == len(polars.read_parquet(path)) == rows
        assert len(pandas.read_csv(csv, keep_default_na=False, na_values=[""])) == rows
        assert len(polars.read_csv(csv, infer_schema_length=None)) == rows
        for file in (path, csv):
            assert duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall() == [(rows,)]
    events = pandas.read_parquet(folder / "parquet/events.parquet")
    assert events["type"].dtype.name == "category"
    assert polars.read_parquet(folder / "parquet/events.parquet").schema["date_min"] == polars.Date
    kinds = {row[0]: row[1] for row in duckdb.sql(f"DESCRIBE SELECT * FROM '{folder}/parquet/events.parquet'").fetchall()}
    assert kinds["date_max"] == "DATE"


@pytest.mark.parametrize("pattern", ["{folder}/parquet/{name}.parquet", "{folder}/{name}.csv"])
def test_duckdb_answers_the_question(folder: Path, weakened: list[str], pattern: str) -> None:
    places = {
        name: f"'{pattern.format(folder=folder, name=name)}'"
        for name in ("events_changes", "events", "commitments", "commitments_parties")
    }
    assert [row[0] for row in duckdb.sql(WEAKENED.format_map(places)).fetchall()] == weakened


def test_polars_answers_the_question(folder: Path, weakened: list[str]) -> None:
    tables = {
        name: polars.scan_parquet(folder / f"parquet/{name}.parquet")
        for name in ("events_changes", "events", "commitments", "commitments_parties")
    }
    feb = (polars.col("date_max") >= datetime.date(2026, 2, 1)) & (polars.col("date_min") <= datetime.date(2026, 2, 28))
    bound = tables["commitments_parties"].filter(polars.col("actor") == "anthropic").select("commitment").collect().to_series()
    found = (
        tables["events_changes"]
        .filter(polars.col("change").cast(polars.String).is_in(["weakened", "removed"]))
        .join(
            tables["events"].filter(feb, polars.col("factuality").cast(polars.String) == "actual"), left_on="event", right_on="id"
        )
        .join(tables["commitments"].select("id", document="part_of"), left_on="commitment", right_on="id")
        .filter(polars.col("commitment").is_in(bound.to_list()) | polars.col("document").is_in(bound.to_list()))
        .collect()
    )
    assert sorted(set(found["commitment"])) == weakened


def test_json_lines_are_the_records(files: Files) -> None:
    for table in MODELS:
        lines = files[f"jsonl/{table}.jsonl"].decode("utf-8").removesuffix("\n").split("\n")
        assert [json.loads(line) for line in lines] == json.loads(files[f"{table}.json"])


def test_the_descriptor_fits_the_folder(folder: Path) -> None:
    descriptor = json.loads((folder / "datapackage.json").read_bytes())
    assert all((folder / resource["path"]).is_file() for resource in descriptor["resources"])
    assert len(ap.load(folder / "datapackage.json").events) == len(ap.load(folder).events) > 100


# Excel


def test_the_workbook_holds_every_row_and_nothing_that_runs(folder: Path, publication: Publication) -> None:
    book = openpyxl.load_workbook(folder / "aipolicy-data.xlsx")
    front, *sheets = book.worksheets
    assert [sheet.title for sheet in sheets] == list(publication.tables)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d", "inlineStr"), cell.coordinate
                assert cell.hyperlink is None
                assert not (isinstance(cell.value, str) and cell.value[:1] in "=+-@" and cell.value)
    for sheet in sheets:
        header, *rows = sheet.iter_rows(values_only=True)
        table = publication.tables[sheet.title]
        assert sheet.freeze_panes == "A2"
        assert list(header) == [column.name for column in table.columns]
        plain = [tuple(cell.date().isoformat() if isinstance(cell, datetime.datetime) else cell for cell in row) for row in rows]
        assert plain == list(publication.rows[sheet.title])
    explained = {(row[0], row[1]) for row in front.iter_rows(values_only=True)}
    wanted = {(name, column.name) for name, table in publication.tables.items() for column in table.columns}
    assert wanted <= explained


def test_a_date_that_is_imprecise_is_text_in_the_workbook_and_its_bounds_are_dates(folder: Path) -> None:
    sheet = openpyxl.load_workbook(folder / "aipolicy-data.xlsx", read_only=True)["events"]
    header, *rows = sheet.iter_rows(values_only=True)
    at = {name: number for number, name in enumerate(header)}
    assert all(isinstance(row[at["date"]], str) for row in rows)
    assert {type(row[at["date_min"]]) for row in rows} <= {datetime.datetime, type(None), str}


def test_text_that_looks_like_a_formula_stays_text(small: Any) -> None:
    records: dict[str, list[Any]] = {table: [] for table in MODELS}
    for path, record in small.items():
        records["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    records["actors"][0]["name"] = '=HYPERLINK("http://example.org", "Ada")'  # `check` refuses it; if it came through
    data = formats.render("excel", Publication(Index(records)))["aipolicy-data.xlsx"]
    cells = {cell.value: cell.data_type for row in openpyxl.load_workbook(io.BytesIO(data))["actors"] for cell in row}
    assert cells[records["actors"][0]["name"]] != "n"
    assert "f" not in _raw_types(data)


def _raw_types(data: bytes) -> set[str]:
    """`f` if any sheet has a formula element at all: openpyxl itself takes text that begins with = for one."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return {"f"} if any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets) else set()


# GraphML, feed, calendar


def test_graphml_is_the_graph(folder: Path, ds: ap.Dataset) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = networkx.read_graphml(folder / "actors.graphml", force_multigraph=True)
    made = ds.to_networkx()
    assert dict(found.nodes(data=True)) == dict(made.nodes(data=True))
    assert {edge[:3]: edge[3] for edge in found.edges(keys=True, data=True)} == {
        edge[:3]: {name: value for name, value in edge[3].items() if name != "id"} for edge in made.edges(keys=True, data=True)
    }
    assert found.number_of_edges() == made.number_of_edges() > 100


def test_the_feed_lists_every_change_newest_first(files: Files, ds: ap.Dataset) -> None:
    feed = feedparser.parse(files["changes.atom"])
    assert not feed.bozo
    assert feed.version == "atom10"
    changes = ds.changes()
    assert len(feed.entries) == len(changes)
    assert len({entry.id for entry in feed.entries}) == len(changes)
    assert all(entry.id.startswith("urn:") and entry.title and entry.summary for entry in feed.entries)
    days = [entry.updated[:10] for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert feed.feed.updated == feed.entries[0].updated
    by_id = {entry.id: entry for entry in feed.entries}
    for row in changes:
        entry = by_id[f"{feed.feed.id.removesuffix('changes')}{'/'.join(filter(None, (row.event, row.commitment, row.party)))}"]
        low, high = dates.bounds(row.date)
        day = datetime.date.fromisoformat(entry.updated[:10])
        if "instant" in ds.index.record(row.event):
            day -= datetime.timedelta(days=1)  # an evening there may be the next day in UTC
            assert low <= entry.updated[:10]
            assert day.isoformat() <= high
        else:
            assert low <= day.isoformat() <= high
        assert entry.link == (row.source or entry.id)


def test_the_calendar_parses_back(files: Files, ds: ap.Dataset) -> None:
    data = files["deadlines.ics"]
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    wanted = [row for row in ds.deadlines() if row.due]
    assert len(events) == len(wanted) > 50
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event, row in zip(events, wanted, strict=True):
        assert event.errors == []
        assert event["dtstamp"].dt.strftime("%Y-%m-%d") == ap.version.__released__
        assert row.title in event["summary"]
        start = event["dtstart"].dt
        if isinstance(start, datetime.datetime):
            assert row.instant
            assert start == datetime.datetime.fromisoformat(row.instant)
        else:
            last = event["dtend"].dt - datetime.timedelta(days=1)
            assert (start.isoformat(), last.isoformat()) == dates.bounds(row.due or "")
    week = next(event for event in events if str(event["uid"]).startswith("2026-02-24-pentagon-ultimatum/"))
    assert week["dtstart"].dt == datetime.datetime(2026, 2, 27, 22, 1, tzinfo=datetime.UTC)


def test_moved_open_and_half_known_deadlines_have_their_place(small: Any) -> None:
    """A window without a first day stands on its last, one without a last on its first."""
    records: dict[str, list[Any]] = {table: [] for table in MODELS}
    for path, record in small.items():
        records["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    found = {}
    for due in ("2026-03", "../2026-03-05", "2026-03-05/.."):
        commitment = {**records["commitments"][0], "due": {"kind": "date", "date": due}}
        index = Index({**records, "commitments": [commitment, *records["commitments"][1:]]})
        calendar = icalendar.Calendar.from_ical(formats.render("ical", Publication(index))["deadlines.ics"])
        event = next(event for event in calendar.walk("VEVENT") if str(event["uid"]).startswith(commitment["id"]))
        found[due] = event["dtstart"].dt.isoformat(), event["dtend"].dt.isoformat()
    assert found == {
        "2026-03": ("2026-03-01", "2026-04-01"),
        "../2026-03-05": ("2026-03-05", "2026-03-06"),
        "2026-03-05/..": ("2026-03-05", "2026-03-06"),
    }


def test_a_corpus_without_anything_gives_whole_files() -> None:
    empty = Publication(Index({}))
    files = {path: data for name in formats.FORMATS for path, data in formats.render(name, empty).items()}
    assert not feedparser.parse(files["changes.atom"]).bozo
    assert icalendar.Calendar.from_ical(files["deadlines.ics"]).walk("VEVENT") == []
    assert parquet.read_table(io.BytesIO(files["parquet/events.parquet"])).num_rows == 0
