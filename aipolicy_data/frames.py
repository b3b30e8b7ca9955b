"""Tables as data frames: the cells of the CSV, with types.

| a column holds                   | pandas                        | polars    | Arrow                         |
| -------------------------------- | ----------------------------- | --------- | ----------------------------- |
| an ISO day (`x_min`, `x_max`)    | `datetime64[s]`               | `Date`    | `date32`                      |
| a term of a vocabulary           | `category`, terms in order    | `Enum`    | `dictionary<int32, string>`   |
| a whole number                   | `Int64`                       | `Int64`   | `int64`                       |
| text, ids, EDTF dates, lists     | `string`                      | `String`  | `string`                      |

Lists are joined as in the CSV, and an empty cell is a missing value. (pandas has no type for days without pyarrow, and
`datetime64[s]` holds every day that a record may have, which nanoseconds do not.)
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aipolicy_data import derived
from aipolicy_data.index import Index
from aipolicy_data.problems import DataError, did_you_mean, needs, shown
from aipolicy_data.shapes import Shape
from aipolicy_data.tables import Cell, Column, cells_of, columns_of, rows, tables

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Frame:
    """One table of plain values: `len`, iteration over rows as dicts, and the same as a data frame."""

    def __init__(self, name: str, columns: Sequence[Column], cells: Sequence[Sequence[Cell]]) -> None:
        self.name = name
        self._columns = tuple(columns)
        self._cells = cells

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self._columns]

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        names = self.columns
        return (dict(zip(names, row, strict=True)) for row in self._cells)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self.name}>"

    def _by_column(self) -> Iterator[tuple[Column, list[Any]]]:
        for position, column in enumerate(self._columns):
            yield column, [row[position] for row in self._cells]

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame; empty cells are missing values (`NaT` for days). Raises `DataError` without pandas."""
        with needs("pandas"):
            import numpy
            import pandas

        def array(column: Column, values: list[Any]) -> Any:
            if column.type == "date":
                return numpy.array(values, "datetime64[D]").astype("datetime64[s]")
            if column.terms:
                return pandas.Categorical(values, categories=_terms(column, values))
            return pandas.array(values, dtype="Int64" if column.type == "integer" else "string")

        return pandas.DataFrame({column.name: array(column, values) for column, values in self._by_column()}, copy=False)

    def to_polars(self) -> polars.DataFrame:
        """As a polars data frame; empty cells are null. Raises `DataError` without polars."""
        with needs("polars"):
            import polars

        def series(column: Column, values: list[Any]) -> Any:
            if column.type == "date":
                return polars.Series(column.name, _days(values), dtype=polars.Date)
            if column.terms:
                return polars.Series(column.name, values, dtype=polars.Enum(_terms(column, values)))
            return polars.Series(column.name, values, dtype=polars.Int64 if column.type == "integer" else polars.String)

        return polars.DataFrame([series(column, values) for column, values in self._by_column()])

    def to_arrow(self) -> pyarrow.Table:
        """As an Arrow table, each field with its description; empty cells are null. Raises `DataError` without pyarrow."""
        with needs("arrow"):
            import pyarrow

        def array(column: Column, values: list[Any]) -> Any:
            if column.type == "date":
                return pyarrow.array(_days(values), pyarrow.date32())
            if column.terms:
                terms = _terms(column, values)
                code = {term: number for number, term in enumerate(terms)}
                codes = pyarrow.array([None if value is None else code[value] for value in values], pyarrow.int32())
                return pyarrow.DictionaryArray.from_arrays(codes, pyarrow.array(terms, pyarrow.string()))
            return pyarrow.array(values, pyarrow.int64() if column.type == "integer" else pyarrow.string())

        arrays = [(column, array(column, values)) for column, values in self._by_column()]
        fields = [pyarrow.field(column.name, each.type, metadata={"description": column.description}) for column, each in arrays]
        return pyarrow.Table.from_arrays([each for _, each in arrays], schema=pyarrow.schema(fields))


def _terms(column: Column, values: Iterable[Any]) -> list[str]:
    """The terms of the vocabulary, then any that only a later release knows: no cell is lost."""
    return list(dict.fromkeys([*column.terms, *sorted(set(values) - {None, *column.terms})]))


def _days(values: Iterable[str | None]) -> list[datetime.date | None]:
    return [None if value is None else datetime.date.fromisoformat(value) for value in values]


def of_records(name: str, shape: Shape, records: Iterable[Mapping[str, Any]]) -> Frame:
    """The frame of records or rows of one shape, in the order given."""
    return Frame(name, columns_of(shape), [cells_of(shape, record) for record in records])


def of_release(index: Index, name: str) -> Frame:
    """A table of the release by the name of its CSV file. Raises `DataError`, which names the nearest."""
    known = tables()
    if name not in known:
        raise DataError(f"no table {shown(name)} is in the release{did_you_mean(str(name), known)}")
    root = name
    while known[root].parent:
        root = known[root].parent
    of_kind = root in index.records
    content = rows({root: index.records[root]} if of_kind else {}, {} if of_kind else {root: derived.tables(index)[root]})
    return Frame(name, known[name].columns, content[name])
