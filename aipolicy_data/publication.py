"""What is published: the records as released and the rows of every table, computed once for all formats."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aipolicy_data import derived
from aipolicy_data.index import Index
from aipolicy_data.release import release_records
from aipolicy_data.tables import Cell, Table, rows, tables
from aipolicy_data.version import __released__, __version__

Files = dict[str, bytes]
"""Path in the release folder -> content."""


@dataclass(frozen=True)
class Publication:
    """One release, ready to be written in any format. Same records, same everything: nothing here reads the clock."""

    index: Index
    version: str = __version__
    released: str = __released__
    epoch: int | None = None
    """`SOURCE_DATE_EPOCH`: seconds since 1970, where whoever builds the release sets the time that files bear."""

    @property
    def moment(self) -> datetime.datetime:
        """The time to write where a format must name one: the epoch, or the beginning of the release day, in UTC."""
        if self.epoch is not None:
            return datetime.datetime.fromtimestamp(self.epoch, datetime.UTC)
        return datetime.datetime.fromisoformat(self.released).replace(tzinfo=datetime.UTC)

    @cached_property
    def records(self) -> dict[str, list[dict[str, Any]]]:
        """Table -> whole records, sorted by id, computed fields filled in."""
        return release_records(self.index)

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables by name: parents each followed by their children, then the derived ones."""
        return tables()

    @cached_property
    def rows(self) -> Mapping[str, Sequence[tuple[Cell, ...]]]:
        """Table -> its rows, cells in the order of its columns."""
        return rows(self.records, derived.tables(self.index))
