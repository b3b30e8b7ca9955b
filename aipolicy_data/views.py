"""What a data set hands out: tables of records, and rows that answer a question."""

from __future__ import annotations

import copy
import datetime
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from aipolicy_data import dates
from aipolicy_data.index import INNER, Index, Raw, names
from aipolicy_data.problems import DataError, UnknownId, did_you_mean, listed, shown

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow
    from matplotlib.figure import Figure

    from aipolicy_data.fields import Model
    from aipolicy_data.frames import Frame
    from aipolicy_data.shapes import FieldType

R = TypeVar("R")
M = TypeVar("M", bound="Model")
Day = str | datetime.date
"""A day: ISO text or a `datetime.date`. Where a period is meant, any date of the EDTF subset."""
Choice = str | Collection[str] | None
"""One value, or several of which any will do."""
SIDES = {
    "for": ("strong_support", "support", "conditional_support"),
    "against": ("strong_oppose", "oppose", "conditional_oppose"),
}
"""Every degree of a stance."""


class Store:
    """The plain records, and the typed ones made of them when they are touched, each once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._made: dict[str, Any] = {}

    def found(self, id: str, table: str | None = None) -> tuple[str, Raw]:
        """The table and the plain record of an id. Raises `UnknownId`, which names the nearest."""
        found = self.index.by_id.get(id)
        if found is None or (table is not None and found[0] != table):
            known = self.index.by_id if table is None else [record["id"] for record in self.index.records[table]]
            what = "record" if table is None else table.removesuffix("s")
            hint = self._named(str(id), known) or did_you_mean(str(id), known)
            raise UnknownId(f"no {what} has the id {shown(id)}{hint}")
        return found

    def _named(self, name: str, ids: Iterable[str]) -> str:
        """The records of these ids that are called so, or whose ids hold all of it, as a hint; nothing, if there are none."""
        wanted = name.casefold()
        called = []
        for id in ids:
            if wanted in map(str.casefold, names(self.index.record(id))):
                called.append(id)
        held = [id for id in ids if f"-{wanted}-" in f"-{id}-"] if not called else []
        found = [*called, *sorted(held, key=len)][:3]
        return f"; did you mean {' or '.join(map(repr, found))}?" if found else ""

    def typed(self, table: str, record: Raw) -> Any:
        """The typed record of a plain one."""
        id = record["id"]
        if id not in self._made:
            from aipolicy_data.models import MODELS

            # Plain values hold lists where the models hold tuples: the one laxness allowed here.
            self._made[id] = MODELS[table].model_validate(record, strict=False)
        return self._made[id]


class Framed(ABC):
    """What can be had as a data frame, with the cells of the CSV and with types; when empty, with all its columns.

    Days are dates, terms are categories in the order of their vocabulary, lists are joined by `;`.
    """

    @abstractmethod
    def _frame(self) -> Frame: ...

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame.

        >>> from aipolicy_data import load
        >>> frame = load().events.where(type="ultimatum_issued").to_pandas()
        >>> frame[["date", "date_min", "type"]].dtypes.astype(str).to_dict()
        {'date': 'string', 'date_min': 'datetime64[s]', 'type': 'category'}

        Raises `DataError` if pandas is not installed.
        """
        return self._frame().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """As a polars data frame.

        >>> from aipolicy_data import load
        >>> load().timeline(thread="2026-02-24-pentagon-ultimatum").to_polars()["date_max"].dtype
        Date

        Raises `DataError` if polars is not installed.
        """
        return self._frame().to_polars()

    def to_arrow(self) -> pyarrow.Table:
        """As an Arrow table.

        >>> from aipolicy_data import load
        >>> load().actors.to_arrow().field("type").type
        DictionaryType(dictionary<values=string, indices=int32, ordered=0>)

        Raises `DataError` if pyarrow is not installed.
        """
        return self._frame().to_arrow()


class Rows(Framed, Sequence[M], Generic[M]):
    """Rows that answer a question, in order; all of one model, which describes their fields even when there are none."""

    def __init__(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> None:
        self.model = model
        self._rows: tuple[M, ...] = tuple(cast(M, model.model_construct(**_frozen(row))) for row in rows)

    @overload
    def __getitem__(self, index: int) -> M: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[M]: ...
    def __getitem__(self, index: int | slice) -> M | Rows[M]:
        if isinstance(index, slice):
            some = copy.copy(self)
            some._rows = self._rows[index]
            return some
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        """How many there are, and what can be asked of each.

        >>> from aipolicy_data import load
        >>> load().positions(on="2026-02-24")[:2]
        <2 rows of PositionRow: actor, name, type, title, organisation, organisation_name, since, until>
        """
        return f"<{len(self)} rows of {self.model.__name__}: {', '.join(self.model.model_fields)}>"

    def _frame(self) -> Frame:
        from aipolicy_data.frames import of_records
        from aipolicy_data.shapes import shape_of

        return of_records(self.model.__name__, shape_of(self.model), map(dict, self._rows))

    def plot(self, path: str | Path | None = None) -> Figure:
        """A picture of dated rows, those of `timeline`, `about` or `responses`: one line per row, over an axis of time.

        Colour and shape stand for the type; what is dated to a month, a year or a period is a bar. `path`: where to save
        it, as `.png` or `.svg`.

        >>> from aipolicy_data import load
        >>> figure = load().timeline(thread="2026-02-24-pentagon-ultimatum").plot()

        Raises `DataError` for rows without dates and titles, a path that cannot be written, or without matplotlib.
        """
        from aipolicy_data.plots import timeline

        return timeline(self.model, self._rows, path)


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


class Table(Framed, Generic[R]):
    """Records of one kind, in id order: `len`, iteration, `table["id"]`, `"id" in table`, `table.get("id")`, `where`."""

    def __init__(self, store: Store, name: str, positions: Sequence[int] | None = None) -> None:
        self._store = store
        self.name = name
        self._positions = positions

    @property
    def _records(self) -> Sequence[Raw]:
        records = self._store.index.records[self.name]
        return records if self._positions is None else [records[position] for position in self._positions]

    @property
    def ids(self) -> list[str]:
        """The ids of the records, in order."""
        return [record["id"] for record in self._records]

    def __len__(self) -> int:
        return len(self._store.index.records[self.name] if self._positions is None else self._positions)

    def __iter__(self) -> Iterator[R]:
        return (self._store.typed(self.name, record) for record in self._records)

    def __contains__(self, id: object) -> bool:
        found = self._store.index.by_id.get(id) if isinstance(id, str) else None
        if found is None or found[0] != self.name:
            return False
        return self._positions is None or id in self.ids

    def __getitem__(self, id: str) -> R:
        if id in self:
            return self._store.typed(self.name, self._store.index.record(id))  # type: ignore[no-any-return]
        raise UnknownId(f"no record {shown(id)} in {self.name}{did_you_mean(str(id), self.ids)}")

    def get(self, id: str, default: R | None = None) -> R | None:
        """The record with this id, or the default if there is none."""
        try:
            return self[id]
        except UnknownId:
            return default

    def __repr__(self) -> str:
        return f"<{len(self)} {self.name}>"

    def _frame(self) -> Frame:
        from aipolicy_data.frames import of_records
        from aipolicy_data.shapes import SHAPES

        return of_records(self.name, SHAPES[self.name], self._records)

    def where(
        self,
        *,
        actor: Choice = None,
        topic: Choice = None,
        since: Day | None = None,
        until: Day | None = None,
        **fields: Choice,
    ) -> Table[R]:
        """The records for which everything asked holds, as a table; retired ones, for which others stand, are not among them.

        `actor`: an actor's id; events are searched for participants and for parties of the commitments they change,
        statements for speakers, audience and targets, commitments for parties. `topic`: a topic. `since`, `until`: the
        record's date can lie within (for an actor or a commitment, which have none, these are refused); what is only known
        to have begun by a day counts for that day. More narrowly: of statements `speaker`, `voice`, `target` (any record or
        topic), `stance` (a term, or `for` or `against`: every degree of it), `verdict`; of events `participant`, `commitment`,
        `change`, `disclosure`; of commitments `party`. Any other field that holds one value or a list of values: what it must
        be. Several values mean any of them.

        >>> from aipolicy_data import load
        >>> load().events.where(type="ultimatum_issued", actor="anthropic").ids
        ['2026-02-24-pentagon-ultimatum']

        Raises `DataError` for a field, term, id or date that does not exist, naming the nearest that do.
        """
        asked = {"actor": actor, "topic": topic, **fields}
        positions: set[int] | None = None
        for field, choice in asked.items():
            if choice is None:
                continue
            values = several(choice)
            if field == "stance":
                values = sides(values)
            self._known(field, values)
            lookup = self._store.index.positions(self.name, field)
            found = {position for value in values for position in lookup.get(value, ())}
            positions = found if positions is None else positions & found
        if self._positions is not None:
            positions = set(self._positions) if positions is None else positions & set(self._positions)
        if positions is None:
            positions = set(self._store.index.living[self.name])
        if since is not None or until is not None:
            within = self._within(since, until)
            positions = {position for position in positions if within(position)}
        return Table(self._store, self.name, sorted(positions))

    def _known(self, field: str, values: Collection[str]) -> None:
        """Refuse a field that the table does not have, and values that its vocabulary or its references do not."""
        from aipolicy_data.shapes import SHAPES
        from aipolicy_data.vocabularies import VOCABULARIES

        known: Collection[str] | None = None
        if field == "actor":
            for value in values:
                self._store.found(value, "actors")
        elif field == "topic":
            known = VOCABULARIES["topics"].ids
        else:
            plain = {each.name: each for each in SHAPES[self.name].fields if each.part is None}
            plain |= {name: _inner(table, *way) for (table, name), way in INNER.items() if table == self.name}
            if (self.name, field) == ("statements", "target"):
                for value in set(values) - set(VOCABULARIES["topics"].ids):
                    self._store.found(value)
                return
            if field not in plain:
                names = ["actor", "topic", "since", "until", *plain]
                raise DataError(f"{self.name} cannot be asked for {shown(field)}{did_you_mean(field, names)}")
            if plain[field].vocabulary:
                known = VOCABULARIES[str(plain[field].vocabulary)].ids
            elif plain[field].ref:
                for value in values:
                    self._store.found(value)
        for value in values:
            if known is not None and value not in known:
                raise DataError(f"no {field} {shown(value)} is known{did_you_mean(str(value), known) or listed(known)}")

    def _within(self, since: Day | None, until: Day | None) -> Any:
        date = {"events": "date", "statements": "date", "sources": "published"}.get(self.name)
        if date is None:
            raise DataError(f"{self.name} have no date of their own; `since` and `until` go with events, statements and sources")
        first, last = period(since, until)
        records = self._store.index.records[self.name]

        def within(position: int) -> bool:
            text = records[position].get(date)
            return text is not None and dates.lies_within(text, first, last)

        return within


def _inner(table: str, part: str, name: str) -> FieldType:
    """A field of the parts of a record."""
    from aipolicy_data.shapes import SHAPES

    shape = next(field.part for field in SHAPES[table].fields if field.part and field.name == part)
    return next(field for field in shape.fields if field.name == name)


def several(choice: str | Collection[str]) -> set[str]:
    """What is chosen, one or several. Raises `DataError` for what is no text and holds none."""
    chosen = {choice} if isinstance(choice, str) else set(choice) if isinstance(choice, Iterable) else {choice}
    for each in chosen:
        if not isinstance(each, str):
            raise DataError(f"{shown(each)} is no text; give one in quotes, or several in a set")
    return chosen


def sides(stances: Collection[str]) -> set[str]:
    """Stances, with `for` and `against` as all that they comprise."""
    return {term for stance in stances for term in SIDES.get(stance, (stance,))}


def period(since: Day | None, until: Day | None) -> tuple[str, str]:
    """The first and the last day of what a caller asks for; open ends are `MIN_DAY` and `MAX_DAY`. Raises `BadDate`."""
    first = dates.period(since).min if since is not None else dates.MIN_DAY
    last = dates.period(until).max if until is not None else dates.MAX_DAY
    if first > last:
        raise DataError(f"until {shown(str(until))} lies before since {shown(str(since))}; exchange them")
    return first, last
