"""`README.md` of a release: a dataset card with a configuration for each table, as Hugging Face's `datasets` needs it.

Without configurations it takes all tables for one and fails. A table is read from Parquet where the release has it; of CSV, the
empty cell alone is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from aipolicy_data.about import KEYWORDS, LICENCE, LICENCE_TITLE, LICENCE_URL, NAME, SUMMARY, TITLE
from aipolicy_data.citation import cite
from aipolicy_data.publication import Files, Publication
from aipolicy_data.tables import Table

DEFAULT = "events"
"""The table that is shown first."""


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The card."""
    front = {
        "license": LICENCE.lower(),
        "language": ["en"],
        "pretty_name": TITLE,
        "size_categories": [_size(max(map(len, publication.rows.values())))],
        "tags": [keyword.lower().replace(" ", "-") for keyword in KEYWORDS],
        "configs": [_config(table, files) for table in publication.tables.values()],
    }
    # JSON is YAML too, and no value turns into anything else on the way.
    lines = ["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items() if name != "configs")]
    lines += ["configs:", *(f"- {json.dumps(config, ensure_ascii=False)}" for config in front["configs"]), "---", ""]
    return {"README.md": ("\n".join([*lines, *_text(publication, files)]) + "\n").encode("utf-8")}


def _config(table: Table, files: Iterable[str]) -> dict[str, Any]:
    typed = f"parquet/{table.name}.parquet"
    config: dict[str, Any] = {"config_name": table.name}
    if table.name == DEFAULT:
        config["default"] = True
    if typed in files:
        return config | {"data_files": typed}
    return config | {"data_files": f"{table.name}.csv", "keep_default_na": False, "na_values": [""]}


def _size(rows: int) -> str:
    """The category of a number of rows, in the words of the hub."""
    for most, name in ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")):
        if rows < most:
            return name
    return "n>1M"


def _text(publication: Publication, files: Iterable[str]) -> list[str]:
    tables = [
        f"| `{name}` | {len(publication.rows[name])} | {table.description.replace('|', '&#124;')} |"
        for name, table in publication.tables.items()
    ]
    return [
        f"# {TITLE}",
        "",
        f"{SUMMARY} Version {publication.version}, {publication.released}.",
        "",
        "| table | rows | what a row is |",
        "| --- | --- | --- |",
        *tables,
        "",
        "Every field and every term is explained in `CODEBOOK.md`. Where a record came from is in its evidence; how far each",
        "source was read, in `sources`. Whether a commitment stood on a day is computed from events: `commitments_standing`.",
        "",
        "```python",
        "from datasets import load_dataset",
        "",
        f'events = load_dataset("path/to/this/folder", "{DEFAULT}", split="train")',
        "```",
        "",
        f"With `pip install {NAME}` the same data answers questions: `aipolicy_data.load()`.",
        "",
        f"Licence: [{LICENCE_TITLE}]({LICENCE_URL}). How to cite it:",
        "",
        f"> {cite(version=publication.version, released=publication.released)}",
    ]
