"""Cold, whole processes: `aipolicy check` of the tree beside `frictionless validate` of its release, and of one file.

Targets: not slower than frictionless (aim: half), while checking strictly more; one changed file in under a third of the whole.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from aipolicy_data.files import read_tree
from benchmarks.synthetic import write_part, write_tree

ROOT = Path(__file__).parents[1]
RUNS = 15
CHECK = [str(Path(sys.executable).with_name("aipolicy")), "check"]
FRICTIONLESS = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
ONE = "records/statements/2026-02-24-kaplan-on-pause.json"
SMALLER, LARGER = 1_000, 10_000


def seconds(command: list[str], root: Path = ROOT) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=root)
    return time.perf_counter() - start


def paired(name: str, ours: list[str], theirs: list[str], target: float, root: Path = ROOT) -> None:
    seconds(ours, root), seconds(theirs, root)
    pairs = [(seconds(ours, root), seconds(theirs, root)) for _ in range(RUNS)]
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    print(f"{name}: {own:.2f} s / {other:.2f} s = {ratio:.2f}  target {target}: {'met' if ratio <= target else 'MISSED'}")


def main() -> None:
    records = len(read_tree(ROOT).files)
    print(f"{records} records")
    paired("check the tree (of frictionless validate)", CHECK, FRICTIONLESS, 1.0)
    paired("check one file (of the tree)", [*CHECK, ONE], CHECK, 1 / 3)
    for write in (lambda root: write_part(root, SMALLER, Path(ONE).stem), lambda root: write_tree(root, LARGER)):
        with tempfile.TemporaryDirectory() as folder:
            records = write(Path(folder))
            paired(f"check one file (of a tree of {records} records)", [*CHECK, ONE], CHECK, 1 / 3, Path(folder))


if __name__ == "__main__":
    main()
