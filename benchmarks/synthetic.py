"""Releases of any size in the shapes of the real one: the real records, again and again, under new ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aipolicy_data.index import TABLES

DATA = Path(__file__).parents[1] / "aipolicy_data" / "data"


def write_release(folder: Path, records: int) -> int:
    """Write the five JSON files of a release of about so many records; return how many there are."""
    real = {table: json.loads((DATA / f"{table}.json").read_bytes()) for table in TABLES}
    ids = {record["id"] for found in real.values() for record in found}
    ids |= {claim["id"] for source in real["sources"] for claim in source.get("claims", ())}
    copies = max(1, round(records / sum(map(len, real.values()))))
    folder.mkdir(parents=True, exist_ok=True)
    for table, found in real.items():
        again = [_renamed(record, ids, copy) for copy in range(copies) for record in found]
        again.sort(key=lambda record: record["id"])
        (folder / f"{table}.json").write_text(json.dumps(again, ensure_ascii=False), "utf-8")
    return copies * sum(map(len, real.values()))


def _renamed(value: Any, ids: set[str], copy: int) -> Any:
    if copy == 0:
        return value
    if isinstance(value, dict):
        return {name: _renamed(child, ids, copy) for name, child in value.items()}
    if isinstance(value, list):
        return [_renamed(child, ids, copy) for child in value]
    return f"{value}-{copy}" if isinstance(value, str) and value in ids else value
