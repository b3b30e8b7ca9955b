"""JSON Lines: one record a line, one file for each table of records."""

from __future__ import annotations

import json

from aipolicy_data.publication import Files, Publication


def render(publication: Publication) -> Files:
    """`jsonl/<table>.jsonl`: the records of the JSON files, in the same order."""
    return {
        f"jsonl/{table}.jsonl": "".join(
            json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records
        ).encode("utf-8")
        for table, records in publication.records.items()
    }
