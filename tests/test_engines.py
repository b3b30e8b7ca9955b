"""The rules are SQL that other engines read unchanged."""

from __future__ import annotations

from typing import Any

import pytest

from aipolicy_data.rules import rules
from aipolicy_data.tables import rows, tables

duckdb = pytest.importorskip("duckdb")


def _database(records: dict[str, list[Any]], every: list[Any]) -> Any:
    database = duckdb.connect()
    content = rows(records, {"records": every})
    for name, table in tables().items():
        columns = ", ".join(f"{column.name} {'INTEGER' if column.type == 'integer' else 'VARCHAR'}" for column in table.columns)
        database.execute(f"CREATE TABLE {name} ({columns})")  # no name is quoted: none is a reserved word
        if content[name]:
            database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(table.columns))})", content[name][:2000])
    return database


def test_every_rule_runs_on_duckdb_and_finds_what_sqlite_finds(small: Any) -> None:
    records: dict[str, list[Any]] = {}
    for path, record in small.items():
        records.setdefault("sources" if path.startswith("seeds/") else path.split("/")[1], []).append(record)
    every = [{"id": record["id"], "kind": table.removesuffix("s")} for table, found in records.items() for record in found]
    clean = _database(records, every)
    for rule in rules():
        assert clean.execute(rule.sql).fetchall() == [], rule.name
    small["records/statements/2024-06-01-demand.json"]["targets"][0]["stance"] = "oppose"
    small["records/actors/jo.json"]["relationships"][0]["until"] = "2022"
    broken = _database(records, every)
    found = {rule.name for rule in rules() if broken.execute(rule.sql).fetchall()}
    assert found == {"a_stance_stands_where_the_type_asks_for_it", "a_relationship_ends_after_it_begins"}


def test_no_name_of_a_table_or_column_is_a_reserved_word() -> None:
    assert len(_database({}, []).execute("SHOW TABLES").fetchall()) == len(tables())
