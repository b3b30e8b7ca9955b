"""Loading beside `json.loads` of the same bytes, and look-ups at 10,000 and 100,000 records.

Targets: load at most twice `json.loads`; the time of a look-up by id, actor, topic or commitment grows less than twofold from
10,000 to 100,000 records; every query on about 1,000 records under 5 ms warm.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import aipolicy_data as ap
from aipolicy_data.index import TABLES
from benchmarks.synthetic import write_release

PAUSE, ULTIMATUM = "anthropic-rsp-pause", "2026-02-24-pentagon-ultimatum"
LOOKUPS: dict[str, Callable[[ap.Dataset], object]] = {
    "id": lambda ds: ds[ULTIMATUM],
    "where(actor, type)": lambda ds: ds.events.where(actor="anthropic", type="ultimatum_issued").ids,
    "about(commitment)": lambda ds: ds.about("anthropic-red-line-surveillance"),
    "standing(commitment)": lambda ds: ds.standing(PAUSE, on="2026-02-20"),
    "in_force(party)": lambda ds: ds.in_force(on="2026-02-25", party="anthropic"),
    "history(commitment)": lambda ds: ds.history(PAUSE),
    "responses(event)": lambda ds: ds.responses(ULTIMATUM),
    "evidence(id)": lambda ds: ds.evidence(ULTIMATUM),
}
QUESTIONS: dict[str, Callable[[ap.Dataset], object]] = {
    **LOOKUPS,
    "where(topic)": lambda ds: ds.events.where(topic="military-use").ids,
    "timeline()": lambda ds: ds.timeline(),
    "timeline(actor)": lambda ds: ds.timeline(actor="anthropic"),
    "changes(weakened)": lambda ds: ds.changes(change="weakened"),
    "deadlines()": lambda ds: ds.deadlines(),
    "positions(on)": lambda ds: ds.positions(on="2026-02-24"),
    "in_force()": lambda ds: ds.in_force(on="2026-02-25"),
    "search": lambda ds: ds.search("ultimatum"),
    "corroboration(id)": lambda ds: ds.corroboration(ULTIMATUM),
}


def warm(question: Callable[[ap.Dataset], object], ds: ap.Dataset, runs: int = 15) -> float:
    """The median time of a question that was asked before, in ms."""
    question(ds)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        question(ds)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def loading(folder: Path, runs: int = 3) -> tuple[float, float]:
    """Fresh processes, in turn: seconds of `load` and of `json.loads`, beyond starting and importing."""
    ours = (
        f"import aipolicy_data as ap, aipolicy_data.models\nap.load\nstart = time.perf_counter()\nds = ap.load({str(folder)!r})"
    )
    theirs = (
        "import json, pathlib\nstart = time.perf_counter()\n"
        f"x = [json.loads(pathlib.Path({str(folder)!r}, t + '.json').read_bytes()) for t in {TABLES!r}]"
    )

    def seconds(code: str) -> float:
        script = f"import time\n{code}\nprint(time.perf_counter() - start)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        return float(done.stdout)

    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def main() -> None:
    real = ap.load()
    size = sum(len(getattr(real, table)) for table in TABLES)
    print(f"every question on the real {size} records, warm:")
    for name, question in QUESTIONS.items():
        taken = warm(question, real)
        print(f"  {name:22} {taken:8.3f} ms  {'met' if taken < 5 else 'MISSED'}")
    with tempfile.TemporaryDirectory() as temporary:
        found: dict[int, dict[str, float]] = {}
        for wanted in (10_000, 100_000):
            folder = Path(temporary, str(wanted))
            count = write_release(folder, wanted)
            load, parse = loading(folder)
            print(f"{count} records: load {load:.3f} s, json.loads {parse:.3f} s, ratio {load / parse:.2f}  target 2")
            ds = ap.load(folder)
            gc.freeze()
            found[wanted] = {name: warm(question, ds) for name, question in LOOKUPS.items()}
        print("look-ups, 10,000 -> 100,000 records, target: less than twofold")
        for name in LOOKUPS:
            small, large = found[10_000][name], found[100_000][name]
            verdict = "met" if large < 2 * small else "MISSED"
            print(f"  {name:22} {small:8.3f} -> {large:8.3f} ms  x{large / small:.2f}  {verdict}")


if __name__ == "__main__":
    main()
