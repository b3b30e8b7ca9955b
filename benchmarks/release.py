"""The time and memory of a release: of the present corpus, and of 100,000 records, beside DuckDB and polars.

Target: a whole release of the present corpus, in a fresh process, under 5 s. Each format of the 100,000 is written by a process of
its own, which first loads the records and computes the rows; that is counted apart, and its memory is part of the peak.
DuckDB and polars are given the finished rows as CSV and write the same tables as Parquet and as CSV.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from aipolicy_data.formats import FORMATS
from benchmarks.synthetic import write_release

ROOT = Path(__file__).parents[1]
RUNS = 5
CHILD = """
import json, re, sys, time
from pathlib import Path
start = time.perf_counter()
{body}
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # not that of the parent, as ru_maxrss
print(json.dumps([ready - start, time.perf_counter() - ready, peak, size]))
"""
OURS = """
from aipolicy_data import formats, loading
from aipolicy_data.publication import Publication
name, folder, out = sys.argv[1:]
publication = Publication(loading.read(folder))
publication.records, publication.rows if name not in ("jsonl", "graphml", "feed", "ical") else None
ready = time.perf_counter()
size = 0
for path, data in formats.render(name, publication).items():
    (Path(out) / path).parent.mkdir(parents=True, exist_ok=True)
    size += (Path(out) / path).write_bytes(data)
"""
WHOLE = """
from aipolicy_data import loading
from aipolicy_data.publication import Publication
from aipolicy_data.publish import publish
name, folder, out = sys.argv[1:]
publication = Publication(loading.read(folder))
ready = time.perf_counter()
size = sum(map(len, publish(publication, out).values()))
"""
DUCKDB = """
import duckdb
kind, folder, out = sys.argv[1:]
ready = time.perf_counter()
size = 0
for path in sorted(Path(folder).glob("*.csv")):
    target = Path(out) / f"{path.stem}.{kind}"
    options = "FORMAT parquet, COMPRESSION zstd" if kind == "parquet" else "HEADER"
    duckdb.sql(f"COPY (FROM read_csv('{path}', header = true, sample_size = -1)) TO '{target}' ({options})")
    size += target.stat().st_size
"""
POLARS = """
import polars
from aipolicy_data.tables import tables
kind, folder, out = sys.argv[1:]
types = {"string": polars.String, "integer": polars.Int64, "date": polars.Date}
ready = time.perf_counter()
size = 0
for path in sorted(Path(folder).glob("*.csv")):
    target = Path(out) / f"{path.stem}.{kind}"
    frame = polars.read_csv(path, schema={column.name: types[column.type] for column in tables()[path.stem].columns})
    frame.write_parquet(target, compression="zstd") if kind == "parquet" else frame.write_csv(target)
    size += target.stat().st_size
"""


def measured(body: str, *arguments: object) -> tuple[float, float, float, int]:
    """Seconds to get ready, seconds of the work, peak MiB, bytes written."""
    command = [sys.executable, "-c", CHILD.replace("{body}", body), *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    ready, work, peak, size = json.loads(done.stdout)
    return ready, work, peak, size


def command(out: Path) -> float:
    """The whole command: checking the tree, rendering, writing."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "aipolicy_data", "release", str(out)], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        taken = [command(folder / "out") for _ in range(RUNS)]
        middle = statistics.median(taken)
        verdict = "met" if middle < 5 else "MISSED"
        print(f"present corpus, whole command: {middle:.2f} s [{min(taken):.2f}-{max(taken):.2f}]  target 5: {verdict}")

        data = folder / "synthetic"
        print(f"{write_release(data, 100_000)} synthetic records:")
        line = "  {:32} {:8.2f} s to get ready {:8.2f} s {:7.0f} MiB {:8.1f} MB"
        rows = folder / "rows"
        for name in FORMATS:
            ready, work, peak, size = measured(OURS, name, data, rows)
            print(line.format(name, ready, work, peak, size / 1e6), flush=True)
        for tool, body in (("DuckDB", DUCKDB), ("polars", POLARS)):
            for kind in ("parquet", "csv"):
                (folder / tool / kind).mkdir(parents=True)
                ready, work, peak, size = measured(body, kind, rows, folder / tool / kind)
                print(line.format(f"{tool}: {kind} from the rows as CSV", ready, work, peak, size / 1e6), flush=True)
        ready, work, peak, size = measured(WHOLE, "all", data, folder / "whole")
        print(line.format("the whole release", ready, work, peak, size / 1e6))


if __name__ == "__main__":
    main()
