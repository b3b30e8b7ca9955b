"""Tables and answers as data frames: the cells of the CSV, with types."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import aipolicy_data as ap
from aipolicy_data import answers, frames
from aipolicy_data.dataset import Dataset
from aipolicy_data.fields import Model
from aipolicy_data.files import Tree
from aipolicy_data.index import Index
from aipolicy_data.problems import DataError
from aipolicy_data.release import DATA, index_of, release_records, render
from aipolicy_data.shapes import SHAPES, Shape, shape_of
from aipolicy_data.tables import tables
from aipolicy_data.vocabularies import VOCABULARIES

Text = list[dict[str, str]]
ANSWERS = [each for each in vars(answers).values() if isinstance(each, type) and issubclass(each, Model) and each is not Model]


@pytest.fixture(scope="module")
def real(tree: Tree) -> tuple[Dataset, Mapping[str, Text]]:
    """The real data set as it would be released now, and the CSV files of that release."""
    index = index_of(tree)
    files = render(index)
    found = {name: list(csv.DictReader(io.StringIO(files[f"{DATA}/{name}.csv"].decode()))) for name in tables()}
    return Dataset(Index(release_records(index))), found


@pytest.fixture
def small_ds(write_tree: Any, small: Any) -> Dataset:
    return ap.load(write_tree(small))


def _texts(rows: Iterable[Mapping[str, Any]]) -> Text:
    """Rows with every cell as a CSV writes it."""
    return [
        {name: "" if value is None or value is pd.NaT or value is pd.NA else _text(value) for name, value in row.items()}
        for row in rows
    ]


def _text(value: Any) -> str:
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _in_pandas(frame: Any) -> Text:
    return _texts(frame.astype(object).where(frame.notna(), None).to_dict("records"))


@pytest.mark.parametrize("name", tables())
def test_every_table_has_the_cells_of_its_csv(real: Any, name: str) -> None:
    ds, files = real
    table = ds.table(name)
    assert _texts(table) == files[name]
    assert _in_pandas(table.to_pandas()) == files[name]
    assert _texts(table.to_polars().to_dicts()) == files[name]
    assert _texts(table.to_arrow().to_pylist()) == files[name]
    assert table.columns == list(table.to_pandas()) == table.to_polars().columns == table.to_arrow().column_names


@pytest.mark.parametrize("name", ["actors", "commitments", "events", "statements", "sources"])
def test_a_table_of_records_is_the_table_of_that_name(real: Any, name: str) -> None:
    ds, files = real
    assert _in_pandas(getattr(ds, name).to_pandas()) == files[name]


@pytest.mark.parametrize("name", tables())
def test_columns_have_the_types_that_the_descriptor_gives_them(small_ds: Dataset, name: str) -> None:
    table = small_ds.table(name)
    panda, polar, arrow = table.to_pandas(), table.to_polars(), table.to_arrow()
    for column in tables()[name].columns:
        types = panda[column.name].dtype, polar.schema[column.name], arrow.schema.field(column.name).type
        if column.type == "date":
            assert types == ("datetime64[s]", pl.Date, pa.date32())
        elif column.terms:
            assert types == (pd.CategoricalDtype(column.terms), pl.Enum(column.terms), pa.dictionary(pa.int32(), pa.string()))
        else:
            whole = column.type == "integer"
            assert types == ("Int64", pl.Int64, pa.int64()) if whole else types == ("string", pl.String, pa.string())


def test_terms_are_categories_in_the_order_of_their_vocabulary(small_ds: Dataset) -> None:
    terms = VOCABULARIES["standings"].ids
    changes = small_ds.table("events_changes")
    assert tuple(changes.to_pandas()["standing"].cat.categories) == terms
    assert changes.to_polars().schema["standing"] == pl.Enum(terms)
    assert tuple(changes.to_arrow()["standing"].chunk(0).dictionary.to_pylist()) == terms


def test_a_term_that_only_a_later_release_knows_is_kept() -> None:
    records = [{"id": "x", "type": "android", "name": "X"}, {"id": "y", "type": "person", "name": "Y"}]
    frame = frames.of_records("actors", SHAPES["actors"], records)
    assert (
        list(frame.to_pandas()["type"])
        == frame.to_polars()["type"].to_list()
        == frame.to_arrow()["type"].to_pylist()
        == ["android", "person"]
    )


def test_what_is_empty_keeps_its_columns_and_their_types(small_ds: Dataset) -> None:
    for full, empty in (
        (small_ds.events, small_ds.events.where(until="1999")),
        (small_ds.timeline(), small_ds.timeline(until="1999")),
        (small_ds.history("acme-pause"), small_ds.history("acme-pause")[:0]),
    ):
        assert len(empty) == 0
        assert len(full.to_pandas()) == len(full)
        assert dict(empty.to_pandas().dtypes) == dict(full.to_pandas().dtypes)
        assert empty.to_polars().schema == full.to_polars().schema
        assert empty.to_arrow().schema == full.to_arrow().schema


def test_a_selection_gives_the_rows_selected(small_ds: Dataset) -> None:
    selected = small_ds.events.where(actor="acme").where(until="2024")
    assert (
        list(selected.to_pandas()["id"])
        == selected.to_polars()["id"].to_list()
        == selected.to_arrow()["id"].to_pylist()
        == selected.ids
    )
    assert len(selected.ids) < len(small_ds.events)


def test_days_of_any_year_can_be_computed_with(small_ds: Dataset) -> None:
    frame = small_ds.timeline().to_pandas()
    assert (frame["date_max"] >= frame["date_min"]).all()
    assert frame["date_min"].dt.year.min() == 2024
    early = frames.of_records(
        "rows", shape_of(answers.TimelineRow), [{"id": "x", "date": "1000/2999"}, {"id": "y", "date": "../1066"}]
    )
    assert early.to_pandas()["date_min"].dt.year.to_list()[0] == 1000
    assert early.to_polars()["date_max"].dt.year().to_list() == [2999, 1066]
    assert early.to_arrow()["date_min"].null_count == 1


@pytest.mark.parametrize("shape", [shape_of(model) for model in ANSWERS], ids=lambda shape: shape.name)
def test_every_field_of_an_answer_has_a_column(shape: Shape) -> None:
    columns = frames.of_records("rows", shape, []).columns
    assert [field.name for field in shape.fields if field.name not in columns] == []


def test_answers_become_frames_with_lists_joined(small_ds: Dataset) -> None:
    (row,) = small_ds.evidence("2024-06-01-ultimatum")
    frame = small_ds.evidence("2024-06-01-ultimatum").to_pandas()
    assert frame["via"].to_list() == ["The ministry"]
    assert row.via == ("The ministry",)
    rows = small_ds.timeline(thread="2024-06-01-ultimatum")
    assert rows.to_polars()["actors"].to_list() == [";".join(row.actors) or None for row in rows]


def test_a_slice_of_rows_is_rows(small_ds: Dataset) -> None:
    rows = small_ds.timeline()
    assert rows[1:3].to_pandas()["id"].to_list() == [row.id for row in rows][1:3]
    assert rows[1:3][0] is rows[1]


def test_a_table_of_the_release_is_a_collection_of_rows(small_ds: Dataset) -> None:
    table = small_ds.table("actors")
    assert (table.name, len(table), repr(table)) == ("actors", 3, "<3 rows of actors>")
    assert next(iter(table))["id"] == "acme"
    with pytest.raises(DataError, match="no table 'event_changes' is in the release; did you mean 'events_changes'"):
        small_ds.table("event_changes")


@pytest.mark.parametrize(
    ("package", "method", "extra"),
    [("pandas", "to_pandas", "pandas"), ("polars", "to_polars", "polars"), ("pyarrow", "to_arrow", "arrow")],
)
def test_a_missing_package_says_which_install_gives_it(
    small_ds: Dataset, monkeypatch: pytest.MonkeyPatch, package: str, method: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for thing in (small_ds.events, small_ds.timeline(), small_ds.table("changes")):
        with pytest.raises(DataError, match=rf"{package}.*; this needs `pip install 'aipolicy-data\[{extra}\]'`"):
            getattr(thing, method)()
