"""A release as it was published, read by whatever code: its version, its columns, and its records as they are.

`loading` takes records of the present form only. In what a release differs from an older one is also asked when the form has
changed since: that is when it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aipolicy_data import loading
from aipolicy_data.index import TABLES, Index
from aipolicy_data.problems import DataError
from aipolicy_data.tables import tables
from aipolicy_data.version import __version__
from aipolicy_data.vocabularies import VOCABULARIES

Interface = Mapping[tuple[str, str], str]
"""(table, column) -> type, and (vocabulary, term) -> `term`: the names that a release is used by."""


@dataclass(frozen=True)
class Snapshot:
    """One release. Where no descriptor stands beside its records, neither its version is known nor its columns."""

    index: Index
    version: str | None
    interface: Interface | None


def snapshot(path: str | Path | None) -> Snapshot:
    """The release at a path, or a records tree as the build would publish it; the installed one, if no path is given.

    Raises `DataError` if there is none.
    """
    if path is None or loading.is_tree(Path(path)):
        return Snapshot(loading.read(path), __version__, present())
    return loading.opened(Path(path), _raw)


def present() -> Interface:
    """The columns and terms that this code publishes."""
    columns = {(name, column.name): column.type for name, table in tables().items() for column in table.columns}
    terms = {(vocabulary.id, term.id): "term" for vocabulary in VOCABULARIES.values() for term in vocabulary.terms}
    return columns | terms


def _raw(read: loading.Read, where: str) -> Snapshot:
    records = {table: loading.plain(read, f"{table}.json", where) for table in TABLES}
    for table, found in records.items():
        if not (isinstance(found, list) and all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in found)):
            raise DataError(f"{where} is not a release: {table}.json is missing or no list of records")
    descriptor = loading.plain(read, "datapackage.json", where)
    vocabularies = loading.plain(read, "vocabularies.json", where)
    if descriptor is None or vocabularies is None:
        return Snapshot(Index(records), None, None)
    try:
        version: str = descriptor["version"]
        columns: Interface = {
            (resource["name"], field["name"]): field["type"]
            for resource in descriptor["resources"]
            for field in resource["schema"]["fields"]
        }
        terms = {(vocabulary["id"], term["id"]): "term" for vocabulary in vocabularies for term in vocabulary["terms"]}
    except (KeyError, TypeError):
        raise DataError(f"{where} is not a release: datapackage.json or vocabularies.json is not of its form") from None
    return Snapshot(Index(records), version, {**columns, **terms})
