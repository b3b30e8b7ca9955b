"""One SQLite file: strict tables with keys, the derived tables beside them, and a full-text index over all records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from aipolicy_data.index import title
from aipolicy_data.problems import DataError
from aipolicy_data.publication import Files, Publication
from aipolicy_data.tables import Column, Table

SEARCHED = ("title", "name", "aliases", "summary", "promise", "description", "publisher", "id")
"""Fields whose words are found, as far as a record has them."""


def render(publication: Publication) -> Files:
    """`aipolicy-data.sqlite`. An empty cell is NULL, never ''; foreign keys hold; the same rows give the same bytes.

    Raises `DataError` if an id stands twice, or one that is referred to does not stand at all.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA foreign_keys = OFF")  # rows point at rows that come later; all is checked at the end
        connection.execute("BEGIN")
        for name, table in publication.tables.items():
            connection.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", publication.rows[name])
            for index in _indices(table):
                connection.execute(index)
        _index_words(connection, publication)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise DataError(f"these records are no release: in {broken[0]}, row {broken[1]} points at no row of {broken[2]}")
        return {"aipolicy-data.sqlite": connection.serialize()}
    except sqlite3.IntegrityError as error:
        raise DataError(f"these records are no release: {error}") from None
    finally:
        connection.close()


def _create(table: Table) -> str:
    """The definition of a table. Descriptions stand in it as comments, which SQLite keeps and tools show."""
    parts = [(_column(column), column.description) for column in table.columns]
    if table.key:
        parts.append((f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})", ""))
    parts += [
        (f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {_quoted(column.ref[0])} ({_quoted(column.ref[1])})", "")
        for column in table.columns
        if column.ref
    ]
    last = len(parts) - 1
    lines = [f"  {part}{'' if at == last else ','}{f' -- {note}' if note else ''}" for at, (part, note) in enumerate(parts)]
    return f"CREATE TABLE {_quoted(table.name)} ( -- {table.description}\n" + "\n".join(lines) + "\n) STRICT"


def _column(column: Column) -> str:
    name = _quoted(column.name)
    definition = f"{name} {'INTEGER' if column.type == 'integer' else 'TEXT'}" + (" NOT NULL" if column.required else "")
    if column.terms:
        definition += f" CHECK ({name} IN ({', '.join(map(_text, column.terms))}))"
    elif column.type != "integer":
        definition += f" CHECK ({name} <> '')"
    return definition


def _indices(table: Table) -> Iterator[str]:
    """An index on every foreign key that the primary key does not already serve."""
    for column in table.columns:
        if column.ref and column.name not in table.key[:1]:
            index = _quoted(f"{table.name}_by_{column.name}")
            yield f"CREATE INDEX {index} ON {_quoted(table.name)} ({_quoted(column.name)})"


def _index_words(connection: sqlite3.Connection, publication: Publication) -> None:
    """The table `search`: `SELECT id FROM search WHERE search MATCH 'surveillance' ORDER BY rank`."""
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, kind UNINDEXED, title, words, tokenize = 'porter unicode61')"
    )
    rows = (
        (record["id"], table.removesuffix("s"), title(record), _words(record))
        for table, records in publication.records.items()
        for record in records
    )
    connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def _words(record: dict[str, object]) -> str:
    found = (record[name] for name in SEARCHED if name in record)
    return " ".join(" ".join(map(str, value)) if isinstance(value, list) else str(value) for value in found)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
