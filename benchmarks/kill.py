"""Releases killed at random moments: what is under their names afterwards is always one whole release.

A child process puts one release in the place of another, over and over, and is killed. Then, before anything tidies up,
`OUT` must be one of the two, whole; or, between two renames, not there, with the old one whole as `.OUT.old`. And after
tidying up, `OUT` must be whole. Also kills the real command, from its start to its end.
"""

from __future__ import annotations

import collections
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from aipolicy_data.loading import read
from aipolicy_data.publication import Files, Publication
from aipolicy_data.publish import rendered, restore
from aipolicy_data.verify import SUMS, verify

CHILD = """
import pickle, sys
from pathlib import Path
from aipolicy_data import publish
pair = pickle.loads(Path(sys.argv[1]).read_bytes())
publish.rendered = lambda files, progress, beside: files
print("ready", flush=True)
while True:
    for files in pair:
        publish.publish(files, sys.argv[2])
"""


def after(out: Path, digests: set[bytes]) -> str:
    """What is under the name, having looked at everything that is there; raises AssertionError if anything is not whole."""
    old = out.with_name(f".{out.name}.old")
    if out.exists():
        assert verify(out) == [], verify(out)
        assert (out / SUMS).read_bytes() in digests
        found = "a release, with something left beside" if list(out.parent.glob(f".{out.name}.*")) else "a release"
    else:
        assert verify(old) == [], verify(old)
        found = "between the renames: the old release beside"
    restore(out)
    assert verify(out) == []
    assert (out / SUMS).read_bytes() in digests
    assert not list(out.parent.glob(f".{out.name}.*"))
    return found


def kill_swaps(pair: Path, out: Path, moment: float) -> None:
    """Start a process that swaps releases, and kill it so many seconds after it began."""
    command = [sys.executable, "-c", CHILD, str(pair), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)


def dump(path: Path, pair: list[Files]) -> None:
    """Write the releases that are to be swapped where the child finds them."""
    path.write_bytes(pickle.dumps(pair))


def main() -> None:
    chance = random.Random(6)
    index = read(None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        releases = [rendered(Publication(index, version)) for version in ("0.1.0", "0.1.1")]
        pair, digests = folder / "pair", {files[SUMS] for files in releases}
        dump(pair, releases)
        found: collections.Counter[str] = collections.Counter()
        for _ in range(200):
            kill_swaps(pair, folder / "out", chance.uniform(0.001, 0.6))
            if not (folder / "out").exists() and not (folder / ".out.old").exists():
                found["the very first one, not there yet"] += 1
                restore(folder / "out")
            else:
                found[after(folder / "out", digests)] += 1
        print("200 kills while swapping:", dict(found))

        shutil.rmtree(folder / "out")
        command = [
            sys.executable,
            "-m",
            "aipolicy_data",
            "release",
            str(folder / "out"),
            "--data",
            str(Path(__file__).parents[1] / "aipolicy_data/data"),
        ]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        whole = time.perf_counter() - start
        known = {(folder / "out" / SUMS).read_bytes()}
        found.clear()
        for _ in range(40):
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
                time.sleep(chance.uniform(0, whole * 1.05))
                child.kill()
            found[after(folder / "out", known)] += 1
        print(f"40 kills of the command, which takes {whole:.1f} s:", dict(found))
        print("broken or mixed releases: 0")


if __name__ == "__main__":
    main()
