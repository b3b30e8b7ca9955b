"""What a data set hands out: tables of records, and rows that answer a question."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from aipolicy_data import dates
from aipolicy_data.index import Index, Raw
from aipolicy_data.problems import DataError, UnknownId, did_you_mean, shown

if TYPE_CHECKING:
    from aipolicy_data.fields import Model

R = TypeVar("R")
M = TypeVar("M", bound="Model")
Day = str | datetime.date
"""A day: ISO text or a `datetime.date`. Where a period is meant, any date of the EDTF subset."""
Choice = str | Collection[str] | None
"""One value, or several of which any will do."""


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
            raise UnknownId(f"no {what} has the id {shown(id)}{did_you_mean(str(id), known)}")
        return found

    def typed(self, table: str, record: Raw) -> Any:
        """The typed record of a plain one."""
        id = record["id"]
        if id not in self._made:
            from aipolicy_data.models import MODELS

            # Plain values hold lists where the models hold tuples: the one laxness allowed here.
            self._made[id] = MODELS[table].model_validate(record, strict=False)
        return self._made[id]


class Rows(Sequence[M], Generic[M]):
    """Rows that answer a question, in order; all of one model, which describes their fields even when there are none."""

    def __init__(self, model: type[M], rows: Iterable[Mapping[str, Any]]) -> None:
        self.model = model
        self._rows: tuple[M, ...] = tuple(cast(M, model.model_construct(**_frozen(row))) for row in rows)

    @overload
    def __getitem__(self, index: int) -> M: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[M]: ...
    def __getitem__(self, index: int | slice) -> M | Sequence[M]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self.model.__name__}>"


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


class Table(Generic[R]):
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

    def where(
        self,
        *,
        actor: Choice = None,
        topic: Choice = None,
        since: Day | None = None,
        until: Day | None = None,
        **fields: Choice,
    ) -> Table[R]:
        """The records for which everything asked holds, as a table.

        `actor`: an actor's id; events are searched for participants and for parties of the commitments they change,
        statements for speakers, audience and targets, commitments for parties. `topic`: a topic. `since`, `until`: the
        record's date can lie within (for an actor or a commitment, which have none, these are refused). Any other field
        that holds one value or a list of values: what it must be. Several values mean any of them.

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
            values = {choice} if isinstance(choice, str) else set(choice)
            self._known(field, values)
            lookup = self._store.index.positions(self.name, field)
            found = {position for value in values for position in lookup.get(value, ())}
            positions = found if positions is None else positions & found
        if self._positions is not None:
            positions = set(self._positions) if positions is None else positions & set(self._positions)
        if since is not None or until is not None:
            within = self._within(since, until)
            candidates = range(len(self._store.index.records[self.name])) if positions is None else positions
            positions = {position for position in candidates if within(position)}
        return Table(self._store, self.name, None if positions is None else sorted(positions))

    def _known(self, field: str, values: Collection[str]) -> None:
        """Refuse a field that the table does not have, and values that its vocabulary or its references do not."""
        from aipolicy_data.fields import fields_of
        from aipolicy_data.models import MODELS
        from aipolicy_data.vocabularies import VOCABULARIES

        known: Collection[str] | None = None
        if field == "actor":
            known = [record["id"] for record in self._store.index.records["actors"]]
        elif field == "topic":
            known = VOCABULARIES["topics"].ids
        else:
            plain = {each.name: each for each in fields_of(MODELS[self.name]) if each.part is None}
            if field not in plain:
                names = ["actor", "topic", "since", "until", *plain]
                raise DataError(f"{self.name} cannot be asked for {shown(field)}{did_you_mean(field, names)}")
            if plain[field].vocabulary:
                known = VOCABULARIES[str(plain[field].vocabulary)].ids
            elif plain[field].ref:
                known = self._store.index.by_id
        for value in values:
            if known is not None and value not in known:
                raise DataError(f"no {field} {shown(value)} is known{did_you_mean(str(value), known)}")

    def _within(self, since: Day | None, until: Day | None) -> Any:
        date = {"events": "date", "statements": "date", "sources": "published"}.get(self.name)
        if date is None:
            raise DataError(f"{self.name} have no date of their own; `since` and `until` go with events, statements and sources")
        first, last = period(since, until)
        records = self._store.index.records[self.name]

        def within(position: int) -> bool:
            text = records[position].get(date)
            return text is not None and dates.bounds(text).max >= first and dates.bounds(text).min <= last

        return within


def period(since: Day | None, until: Day | None) -> tuple[str, str]:
    """The first and the last day of what a caller asks for; open ends are `MIN_DAY` and `MAX_DAY`. Raises `BadDate`."""
    first = dates.period(since).min if since is not None else dates.MIN_DAY
    last = dates.period(until).max if until is not None else dates.MAX_DAY
    return first, last
