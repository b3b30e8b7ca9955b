"""Releases of any size in the shapes of the real one: the real records, again and again, under new ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aipolicy_data.files import FOLDERS, canonical, read_tree
from aipolicy_data.index import TABLES
from aipolicy_data.parsing import texts_in

ROOT = Path(__file__).parents[1]
DATA = ROOT / "aipolicy_data" / "data"


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


def write_tree(root: Path, records: int) -> int:
    """Write a records tree of about so many records below a root; return how many there are."""
    tree = read_tree(ROOT)
    ids = {record["id"] for found in tree.records().values() for record in found}
    ids |= {claim["id"] for source in tree.records()["sources"] for claim in source.get("claims", ())}
    copies = max(1, round(records / len(tree.files)))
    for folder in FOLDERS.values():
        (root / folder).mkdir(parents=True, exist_ok=True)
    for file in tree.files:
        for copy in range(copies):
            record = _renamed(file.value, ids, copy)
            path = root / FOLDERS[file.table] / f"{record['id']}.json"
            path.write_text(canonical(file.table, record), "utf-8", newline="\n")
    return copies * len(tree.files)


def write_part(root: Path, records: int, first: str) -> int:
    """Write a tree of so many of the real records or a few more: one, others in the order of their ids, all they refer to."""
    tree = read_tree(ROOT)
    by_id = {file.id: file for file in tree.files}
    by_id |= {claim["id"]: file for file in tree.files for claim in (file.value or {}).get("claims", ())}
    chosen: dict[str, Any] = {}
    for start in (first, *(file.id for file in tree.files if file.table in ("events", "statements"))):
        queue = [start] if len(chosen) < records else []
        while queue:
            file = by_id[queue.pop()]
            if file.id not in chosen:
                chosen[file.id] = file
                queue.extend(by_id.keys() & texts_in(file.value))
    cited = {evidence.get("claim") for file in chosen.values() for evidence in (file.value or {}).get("evidence", ())}
    for file in chosen.values():
        record = dict(file.value)
        if "claims" in record:
            record["claims"] = [each if each["id"] in cited else {"note": "Left out."} | each for each in record["claims"]]
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canonical(file.table, record), "utf-8", newline="\n")
    return len(chosen)


def _renamed(value: Any, ids: set[str], copy: int) -> Any:
    if copy == 0:
        return value
    if isinstance(value, dict):
        return {name: _renamed(child, ids, copy) for name, child in value.items()}
    if isinstance(value, list):
        return [_renamed(child, ids, copy) for child in value]
    return f"{value}-{copy}" if isinstance(value, str) and value in ids else value
