"""Full-text search over titles, summaries, promises, names and aliases: ranked, and tolerant of a typo.

The standard library's SQLite does the work (FTS5, ranked by BM25); the words of a query that no record has are replaced by
the nearest that some record has.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import Any

from aipolicy_data.index import TABLES, Index, names, title
from aipolicy_data.problems import nearest
from aipolicy_data.slugs import SMALL

_COMMON = SMALL | frozenset(("did", "does", "has", "have", "how", "was", "were", "what", "when", "which", "who", "why"))
"""Words that tell records apart from no others."""
_LIKE = 0.8
"""How like another word one must be to be taken for it."""
_FIELDS = ("summary", "promise", "description", "note", "notes", "publisher")


class Search:
    """The words of every record, ready to be searched. Built once, in memory."""

    def __init__(self, index: Index, tables: Iterable[str] = TABLES) -> None:
        self._index = index
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE words USING fts5"
            '(id UNINDEXED, source UNINDEXED, name, body, tokenize = "unicode61 remove_diacritics 2")'
        )
        self._database.execute("CREATE VIRTUAL TABLE known USING fts5vocab(words, row)")
        self._database.executemany(
            "INSERT INTO words VALUES (?, ?, ?, ?)",
            ((record["id"], table == "sources", *_texts(record)) for table in tables for record in index.records.get(table, ())),
        )
        self._known: list[str] | None = None

    def find(self, text: str, most: int) -> list[dict[str, Any]]:
        """The records that hold all the words of a text, best first: names and titles weigh more, sources come last.

        Where none holds all of them, those that hold any: the more, and the rarer, the better.
        """
        parts = [f"({' OR '.join(map(_quoted, self._like(word)))})" for word in _telling(text)]
        for joint in (" AND ", " OR "):
            found = self._database.execute(
                "SELECT id FROM words WHERE words MATCH ? ORDER BY source, bm25(words, 0, 0, 8, 1), id LIMIT ?",
                (joint.join(parts) or '""', most),
            ).fetchall()
            if found:
                break
        return [self._row(id) for (id,) in found]

    def holds_all(self, text: str) -> bool:
        """Whether some record holds all the words of a text as they are written."""
        query = " AND ".join(map(_quoted, _telling(text))) or '""'
        return bool(self._database.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (query,)).fetchone())

    def _like(self, word: str) -> list[str]:
        """The word as the beginning of known words, else the known words nearest to it, else itself."""
        begins = self._database.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (_quoted(word),)).fetchone()
        if begins:
            return [word]
        if self._known is None:
            self._known = [term for (term,) in self._database.execute("SELECT term FROM known")]
        if any(char.isdigit() for char in word):
            return [word]  # a number or a name with one: another is no typo of it
        return nearest(word, self._known, 4, _LIKE) or [word]

    def _row(self, id: str) -> dict[str, Any]:
        table, record = self._index.by_id[id]
        date = record.get("date") or record.get("published")
        return {"id": id, "kind": table.removesuffix("s"), "title": title(record), "date": date}


def _telling(text: str) -> list[str]:
    """The words of a text that tell records apart; all of them, if none does."""
    words = re.findall(r"\w+", text.casefold())[:20]
    return [word for word in words if word not in _COMMON] or words


def _quoted(word: str) -> str:
    return f'"{word}"*'


def _texts(record: Any) -> tuple[str, str]:
    rest = [record.get(field) for field in _FIELDS]
    return " ".join([*names(record), record["id"].replace("-", " ")]), " ".join(filter(None, rest))
