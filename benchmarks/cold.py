"""Fresh processes: `import aipolicy_data` beside `import frictionless`, and loading beside `pandas.read_csv` of every CSV.

Prints the median of paired runs, in turn, and their ratio. Targets: import at most 0.15 of frictionless; load at most 0.35
of pandas.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

RUNS = 15
DATA = Path(__file__).parents[1] / "aipolicy_data" / "data"
PANDAS = f"""
import pandas, pathlib
for path in sorted(pathlib.Path({str(DATA)!r}).glob("*.csv")):
    pandas.read_csv(path, keep_default_na=False, na_values=[""])
"""
PAIRS = {
    "import (of frictionless)": ("import aipolicy_data", "import frictionless", 0.15),
    "import and load (of pandas.read_csv)": ("import aipolicy_data; aipolicy_data.load()", PANDAS, 0.35),
    "import, load, touch an event (of pandas.read_csv)": (
        "import aipolicy_data; ds = aipolicy_data.load(); ds['2026-02-24-pentagon-ultimatum']",
        PANDAS,
        None,
    ),
}


def seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    print(f"bare python: {statistics.median(seconds('pass') for _ in range(RUNS)) * 1000:.0f} ms")
    for name, (ours, theirs, target) in PAIRS.items():
        seconds(ours), seconds(theirs)  # fill the page cache
        pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
        ratio = statistics.median(own / other for own, other in pairs)
        own, other = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
        aim = "" if target is None else f"  target {target}: {'met' if ratio <= target else 'MISSED'}"
        print(f"{name}: {own:.0f} ms / {other:.0f} ms = {ratio:.3f}{aim}")


if __name__ == "__main__":
    main()
