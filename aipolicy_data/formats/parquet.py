"""Parquet: every table of the CSV, typed. Days are `date32`, terms dictionaries, numbers `int64`, the rest text."""

from __future__ import annotations

import pyarrow
from pyarrow import parquet

from aipolicy_data.frames import Frame
from aipolicy_data.publication import Files, Publication

ROWS = 100_000
"""Rows in a group: few enough to be skipped by their statistics, many enough to be packed well."""


def render(publication: Publication) -> Files:
    """`parquet/<table>.parquet`, each column with its description. Every option that shapes bytes is set here."""
    files = {}
    for name, table in publication.tables.items():
        sink = pyarrow.BufferOutputStream()
        parquet.write_table(
            Frame(name, table.columns, publication.rows[name]).to_arrow(),
            sink,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=3,
            row_group_size=ROWS,
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
        )
        files[f"parquet/{name}.parquet"] = sink.getvalue().to_pybytes()
    return files
