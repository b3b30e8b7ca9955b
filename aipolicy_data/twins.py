"""Likely duplicates: warnings, never refusals, unless somebody reviewed them and said why both stay.

Reviewed pairs stand in `records/twins.json`: a list of objects with `ids` (two, sorted) and `reason`. An entry whose pair is
no longer alike is stale, and a problem.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from aipolicy_data import dates
from aipolicy_data.files import read_bytes
from aipolicy_data.index import Index, Raw
from aipolicy_data.problems import DataError, Problem, ascii_safe, shown

REVIEWED = "records/twins.json"
_ALIKE = 0.9
"""How alike two titles on overlapping dates must be: the share of characters that match in order."""
_LONGEST = 200
"""So much of a title is compared: the time that takes grows with the square of its length."""
_MOST = 50
"""A group of more than this many is no sign of a duplicate."""


class Twins(NamedTuple):
    """Two records that may be one, and what makes one think so."""

    ids: tuple[str, str]
    reason: str

    def __str__(self) -> str:
        return f"{self.ids[0]} and {self.ids[1]} may be one: {self.reason}"


def twins(index: Index) -> list[Twins]:
    """Every pair of records that may be one, sorted, each once with its first reason."""
    found: dict[tuple[str, str], str] = {}
    for rule in (_same_address, _same_name, _same_day_and_actors, _same_title):
        for one, other, reason in rule(index):
            found.setdefault((min(one, other), max(one, other)), reason)
    live = {id for id, (_, record) in index.by_id.items() if "replaced_by" not in record}
    return [Twins(ids, reason) for ids, reason in sorted(found.items()) if live.issuperset(ids)]


def twins_of(index: Index, table: str, record: Raw) -> list[tuple[str, str]]:
    """The records that a new one of a table, which has no id yet, may be one with: each with the reason."""
    new = "?"  # no record has such an id
    records = {name: [*found, {**record, "id": new}] if name == table else found for name, found in index.records.items()}
    pairs = ((pair.ids, pair.reason) for pair in twins(Index(records, index.since)) if new in pair.ids)
    return [(one if other == new else other, reason) for (one, other), reason in pairs]


def address(url: str) -> str:
    """An address without what does not change the page: scheme, `www.`, a last slash, a fragment, tracking parameters.

    >>> address("https://www.example.org/a/?utm_source=x&b=1#top") == address("http://example.org/a?b=1")
    True
    """
    parts = urlsplit(url)
    query = "&".join(sorted(each for each in parts.query.split("&") if each and not re.match(r"utm_|fbclid|gclid|ref=", each)))
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{query}".rstrip("?")


def _grouped(records: Iterable[Raw], keys: Callable[[Raw], Iterable[Any]]) -> Iterator[tuple[Any, list[str]]]:
    groups: dict[Any, list[str]] = defaultdict(list)
    for record in records:
        for key in set(keys(record)):
            groups[key].append(record["id"])
    return ((key, ids) for key, ids in groups.items() if 1 < len(ids) <= _MOST)


def _same_address(index: Index) -> Iterator[tuple[str, str, str]]:
    urls = _grouped(index.records["sources"], lambda source: [address(source["url"])] if "url" in source else [])
    for _, ids in urls:
        for one, other in combinations(ids, 2):
            yield one, other, "the same address"


def _plain(name: str) -> str:
    """A name without accents, case, articles and punctuation."""
    text = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    return " ".join(word for word in re.findall(r"\w+", text) if word not in ("the", "inc", "llc", "ltd", "pbc"))


def _same_name(index: Index) -> Iterator[tuple[str, str, str]]:
    names = _grouped(index.records["actors"], lambda actor: map(_plain, (actor["name"], *actor.get("aliases", ()))))
    for name, ids in names:
        for one, other in combinations(ids, 2):
            yield one, other, f"both are called {shown(name)}"


def _same_day_and_actors(index: Index) -> Iterator[tuple[str, str, str]]:
    def key(event: Raw) -> Iterable[Any]:
        actors = frozenset(each["actor"] for each in event.get("participants", ()))
        return [(event["type"], event["date"], actors)] if len(actors) > 1 else []

    for (_, date, _), ids in _grouped(index.records["events"], key):
        for one, other in combinations(ids, 2):
            yield one, other, f"the same type, participants and date {date}"

    def said(statement: Raw) -> Iterable[Any]:
        speakers = frozenset(each["actor"] for each in statement["speakers"])
        targets = frozenset(json.dumps(target, sort_keys=True) for target in statement["targets"])
        return [(statement["type"], statement["date"], speakers, targets)]

    for (_, date, _, _), ids in _grouped(index.records["statements"], said):
        for one, other in combinations(ids, 2):
            yield one, other, f"the same type, speakers, targets and date {date}"


def _same_title(index: Index) -> Iterator[tuple[str, str, str]]:
    by_month: dict[str, list[tuple[str, str, dates.Bounds]]] = defaultdict(list)
    for table, field in (("events", "title"), ("statements", "summary")):
        for record in index.records[table]:
            bounds = dates.bounds(record["date"])
            by_month[f"{table} {bounds.max[:7]}"].append((record["id"], _plain(record[field])[:_LONGEST], bounds))
    titles = _grouped(index.records["commitments"], lambda record: [(_plain(record["title"]), record.get("part_of"))])
    for _, ids in titles:
        for one, other in combinations(ids, 2):
            yield one, other, "the same title in the same document"
    for found in by_month.values():
        for (one, text, when), (other, rival, then) in combinations(found, 2):
            if when.min <= then.max and then.min <= when.max and _alike(text, rival):
                yield one, other, "nearly the same words on the same date"


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    from difflib import SequenceMatcher  # only what is dated alike needs it

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def reviewed(root: Path) -> Mapping[tuple[str, str], str]:
    """The pairs that were reviewed and stay two: ids -> reason. Raises `DataError` if the file is not of its form."""
    path = root / REVIEWED
    if not os.path.lexists(path):
        return {}
    try:
        entries = json.loads(read_bytes(path).decode("utf-8"))
        pairs = ((sorted(map(str, entry["ids"])), str(entry["reason"])) for entry in entries)
        return {(one, other): reason for (one, other), reason in pairs}
    except OSError as error:
        raise DataError(f"{REVIEWED} cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(f"{REVIEWED} is not a list of objects with `ids` (two) and `reason`: {error}") from None


def unreviewed(index: Index, root: Path) -> tuple[list[Twins], list[Problem]]:
    """The likely twins that nobody reviewed, and a problem for each reviewed pair that no longer is one."""
    known = reviewed(root)
    found = twins(index)
    stale = [
        Problem(
            REVIEWED, 0, 0, "", f"{ascii_safe(one[:80])} and {ascii_safe(other[:80])} are no longer alike; take the entry out"
        )
        for one, other in known.keys() - {pair.ids for pair in found}
    ]
    return [pair for pair in found if pair.ids not in known], sorted(stale)
