"""Cold, whole processes: `aipolicy check` of the tree beside `frictionless validate` of its release, and of one file.

Targets: not slower than frictionless (aim: half), while checking strictly more; one changed file in under a third of the whole.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 9
CHECK = [sys.executable, "-m", "aipolicy_data", "check"]
FRICTIONLESS = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
ONE = "records/statements/2026-02-24-kaplan-on-pause.json"


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def paired(name: str, ours: list[str], theirs: list[str], target: float) -> None:
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    print(f"{name}: {own:.2f} s / {other:.2f} s = {ratio:.2f}  target {target}: {'met' if ratio <= target else 'MISSED'}")


def main() -> None:
    records = sum(1 for folder in ("records", "seeds") for _ in (ROOT / folder).rglob("*.json"))
    print(f"{records} records")
    paired("check the tree (of frictionless validate)", CHECK, FRICTIONLESS, 1.0)
    paired("check one file (of the tree)", [*CHECK, ONE], CHECK, 1 / 3)


if __name__ == "__main__":
    main()
