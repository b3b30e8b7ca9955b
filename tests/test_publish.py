"""A release as a whole: the same bytes everywhere, verified to the last one, and never half there."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import aipolicy_data as ap
from aipolicy_data import formats, publish
from aipolicy_data.cli import main
from aipolicy_data.index import Index
from aipolicy_data.problems import DataError
from aipolicy_data.publication import Files, Publication
from aipolicy_data.verify import SUMS, parsed, sums, verify
from benchmarks import kill
from tests.conftest import ROOT, SMALL

POSIX = pytest.mark.skipif(os.name != "posix", reason="speaks of POSIX")


def _small_index() -> Index:
    records: dict[str, list[Any]] = {}
    for path, record in SMALL.items():
        records.setdefault("sources" if path.startswith("seeds/") else path.split("/")[1], []).append(record)
    return Index(records)


@pytest.fixture(scope="module")
def small_files() -> Files:
    return publish.rendered(Publication(_small_index()))


@pytest.fixture
def quick(small_files: Files, monkeypatch: pytest.MonkeyPatch) -> Files:
    """What is published is rendered already."""
    monkeypatch.setattr(publish, "rendered", lambda publication, progress, beside: small_files)
    return small_files


@pytest.fixture
def out(quick: Files, tmp_path: Path) -> Path:
    publish.publish(Publication(_small_index()), tmp_path / "out")
    return tmp_path / "out"


def _contents(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _aipolicy(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aipolicy_data", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, **{"cwd": ROOT, **options})


# Reproducible


def test_two_builds_elsewhere_and_otherwise_give_the_same_bytes(tmp_path: Path) -> None:
    """Other folders, order of files, locale, time zone, hash seed, way in (tree, then release): every file is the same."""
    tree = tmp_path / "a far longer name" / "tree"
    for folder in ("records", "seeds"):
        for path in sorted((ROOT / folder).rglob("*"), reverse=True):
            if path.is_file():
                copy = tree / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    plain = {name: value for name, value in os.environ.items() if name not in ("TZ", "LC_ALL", "PYTHONHASHSEED")}
    one = _aipolicy("release", tmp_path / "one", "--data", ROOT / "aipolicy_data/data", env=plain | {"PYTHONHASHSEED": "1"})
    assert one.returncode == 0, one.stderr
    odd = plain | {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0", "OMP_NUM_THREADS": "1"}
    two = _aipolicy("release", tree.parent / "two", cwd=tree, env=odd)
    assert two.returncode == 0, two.stderr
    first, second = _contents(tmp_path / "one"), _contents(tree.parent / "two")
    assert len(first) > 70
    assert [path for path in first.keys() | second.keys() if first.get(path) != second.get(path)] == []


def test_what_may_vary_is_named_with_its_reason(small_files: Files) -> None:
    """With other versions of libraries; the command says it, and every pattern speaks of a file."""
    for pattern, reason in formats.VARYING.items():
        assert reason
        assert any(Path(path).match(pattern) for path in small_files), pattern


def test_a_release_of_a_release_is_the_same(tmp_path: Path, small_files: Files) -> None:
    publish.publish(Publication(_small_index()), tmp_path / "out")
    assert publish.rendered(Publication(ap.load(tmp_path / "out").index)) == small_files


def test_the_epoch_is_the_time_that_files_bear(tmp_path: Path, write_tree: Any, small: Any, monkeypatch: Any) -> None:
    root = write_tree(small)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 2023-11-14T22:13:20Z
    done = CliRunner().invoke(main, ["release", str(root / "out"), "--data", str(root)])
    assert done.exit_code == 0, done.output
    archive = next((root / "out").glob("*.zip"))
    with zipfile.ZipFile(archive) as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    calendar = icalendar.Calendar.from_ical((root / "out/deadlines.ics").read_bytes())
    assert {event["dtstamp"].dt.isoformat() for event in calendar.walk("VEVENT")} <= {"2023-11-14T22:13:20+00:00"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    done = CliRunner().invoke(main, ["release", str(root / "out"), "--data", str(root)])
    assert done.exit_code == 2
    assert "SOURCE_DATE_EPOCH=today" in done.output


# Verified


def test_a_fresh_release_verifies_and_the_digests_are_those_of_others(out: Path) -> None:
    assert verify(out) == []
    archive = next(out.glob("*.zip"))
    assert verify(archive) == []
    with zipfile.ZipFile(archive) as zipped:
        assert zipped.testzip() is None
        assert zipped.namelist() == sorted(zipped.namelist())
        inside = {name: zipped.read(name) for name in zipped.namelist()}
    outside = _contents(out)
    del outside[archive.name]
    assert inside.keys() == outside.keys()
    assert {name for name in inside if inside[name] != outside[name]} == {SUMS}  # the zip cannot list itself
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=out, check=True)
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-tqq", archive], check=True)


def test_a_release_loads_from_its_folder_and_its_zip(out: Path) -> None:
    assert ap.load(out).index.records == ap.load(next(out.glob("*.zip"))).index.records
    assert sum(map(len, ap.load(out).index.records.values())) == len(SMALL)


def test_every_altered_missing_and_extra_file_of_a_folder_is_named(out: Path) -> None:
    names = [name for name in _contents(out) if name != SUMS]
    for name in names:
        data = (out / name).read_bytes()
        (out / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert [problem.path for problem in verify(out)] == sorted(names)
    shutil.rmtree(out / "parquet")
    (out / "actors.csv").unlink()
    (out / "extra.csv").write_text("x")
    (out / "jsonl" / "events.jsonl").unlink()
    (out / "jsonl" / "events.jsonl").mkdir()
    (out / "jsonl" / "events.jsonl" / "deep.txt").write_text("x")
    found = {problem.path: problem.message for problem in verify(out)}
    assert found["actors.csv"] == found["parquet/events.parquet"] == found["jsonl/events.jsonl"] == "is missing"
    assert (
        found["extra.csv"]
        == found["jsonl/events.jsonl/deep.txt"]
        == "does not belong to the release: SHA256SUMS does not list it"
    )
    (out / SUMS).unlink()
    assert [str(problem) for problem in verify(out)] == ["SHA256SUMS: is missing: without it nothing can be verified"]


def test_a_list_of_digests_that_leads_out_or_is_none_is_refused(out: Path) -> None:
    digest = "0" * 64
    for text, line in {
        f"{digest}  ../x\n": 1,
        f"{digest}  /etc/passwd\n": 1,
        f"{digest}  a\n{digest}  a\n": 2,
        f"{digest} a\n": 1,
        f"{digest}  a//b\n": 1,
        f"{digest}  a\\b\n": 1,
        "": 1,
    }.items():
        with pytest.raises(ValueError, match=f"line {line} "):
            parsed(text.encode())
        (out / SUMS).write_text(text)
        assert next(problem.path for problem in verify(out)) == SUMS
        with pytest.raises(DataError, match=SUMS):
            ap.load(out)
    assert parsed(sums({"a/b": digest})) == {"a/b": digest}


@POSIX
def test_links_and_pipes_in_a_release_are_reported_not_followed(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret").write_text("x")
    (out / "linked").symlink_to(tmp_path / "elsewhere")
    data = (out / "actors.csv").read_bytes()
    (out / "actors.csv").unlink()
    (tmp_path / "actors.csv").write_bytes(data)
    (out / "actors.csv").symlink_to(tmp_path / "actors.csv")
    (out / "events.csv").unlink()
    os.mkfifo(out / "events.csv")
    found = {problem.path: problem.message for problem in verify(out)}
    assert found == {
        "actors.csv": "is a link; a release has none",
        "events.csv": "is not a plain file",
        "linked": "is a link; a release has none",
    }


def test_an_altered_table_is_not_loaded(out: Path) -> None:
    table = out / "actors.json"
    table.write_bytes(table.read_bytes().replace(b"Acme", b"Acne"))
    for place in (out, out / "datapackage.json"):
        with pytest.raises(DataError, match=r"actors.json was altered: its digest is not the one in SHA256SUMS"):
            ap.load(place)


@pytest.fixture(scope="module")
def packed(small_files: Files, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    folder = tmp_path_factory.mktemp("zip")
    return folder, next(data for path, data in small_files.items() if path.endswith(".zip"))


@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_flipped_byte_anywhere_in_a_zip_is_reported_and_refused(packed: tuple[Path, bytes], data: st.DataObject) -> None:
    """Half of them near the end, where the directory and the seal are, of which no file's digest speaks."""
    folder, whole = packed
    ends = st.integers(max(0, len(whole) - 6000), len(whole) - 1)
    at = data.draw(st.integers(0, len(whole) - 1) | ends)
    _assert_refused(folder, whole, at, data.draw(st.integers(1, 255)))


def test_a_flip_in_each_byte_of_the_end_of_a_zip_is_reported_and_refused(packed: tuple[Path, bytes]) -> None:
    folder, whole = packed
    for at in range(len(whole) - 71 - 22 - 60, len(whole)):
        _assert_refused(folder, whole, at, 1 << (at % 8))


def _assert_refused(folder: Path, whole: bytes, at: int, flip: int) -> None:
    archive = folder / "flipped.zip"
    archive.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
    assert verify(archive), at
    with pytest.raises(DataError):
        ap.load(archive)


def test_a_zip_cut_short_or_grown_is_reported_and_refused(packed: tuple[Path, bytes]) -> None:
    folder, whole = packed
    for other in (whole[:-1], whole[:-71], whole[: len(whole) // 2], whole + b"\n", b"#!/bin/sh\n" + whole):
        (folder / "other.zip").write_bytes(other)
        assert verify(folder / "other.zip")
    for other in (whole[:-1], whole[: len(whole) // 2], whole + b"\n", b"#!/bin/sh\n" + whole):
        (folder / "other.zip").write_bytes(other)
        with pytest.raises(DataError):
            ap.load(folder / "other.zip")


def test_a_zip_packed_anew_is_judged_by_its_digests(packed: tuple[Path, bytes], small_files: Files) -> None:
    """Somebody unpacked it, changed it, and packed it again."""
    folder, _ = packed
    archive = folder / "again.zip"
    files = {path: data for path, data in small_files.items() if not path.endswith(".zip")}
    listed = sums({path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != SUMS})

    def pack(changed: Files) -> list[str]:
        with zipfile.ZipFile(archive, "w") as zipped:
            for path, data in changed.items():
                zipped.writestr(path, data)
        return [str(problem) for problem in verify(archive)]

    assert pack({**files, SUMS: listed}) == ["again.zip: has no seal: it was packed by something else than `aipolicy release`"]
    assert len(ap.load(archive).index.by_id) == len(SMALL)
    changed = {**files, SUMS: listed, "actors.json": files["actors.json"].replace(b"Acme", b"Acne"), "extra": b"x"}
    del changed["events.csv"]
    assert [line.partition(" ")[0] for line in pack(changed)] == ["actors.json:", "again.zip:", "events.csv:", "extra:"]
    with pytest.raises(DataError, match="actors.json was altered"):
        ap.load(archive)
    assert pack({path: data for path, data in files.items() if path != SUMS})[0].startswith("SHA256SUMS: is missing")
    with pytest.raises(DataError, match="holds no SHA256SUMS"):
        ap.load(archive)


def test_verify_has_three_exit_codes(out: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    done = run(main, ["verify", str(out)])
    assert (done.exit_code, done.output) == (0, "every file is as it was released\n")
    (out / "extra").write_text("x")
    done = run(main, ["verify", str(out)])
    assert (done.exit_code, done.output.splitlines()[-1]) == (1, "1 problems")
    done = run(main, ["verify", str(tmp_path / "nothing")])
    assert done.exit_code == 2
    assert "looked for a folder or a zip" in done.output
    done = run(main, ["verify", str(ROOT / "README.md")])
    assert done.exit_code == 2


# Safe


def test_problems_in_the_tree_keep_the_old_release(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    assert CliRunner().invoke(main, ["release", str(root / "out"), "--data", str(root)]).exit_code == 0
    before = _contents(root / "out")
    bad = root / "records/actors/acme.json"
    bad.write_text(bad.read_text("utf-8").replace("ai_developer", "firm"), "utf-8", newline="\n")
    done = CliRunner().invoke(main, ["release", str(root / "out"), "--data", str(root)])
    assert done.exit_code == 1
    assert "1 problems; nothing was written" in done.output
    assert _contents(root / "out") == before


def test_nothing_but_a_release_is_replaced(quick: Files, tmp_path: Path) -> None:
    publication = Publication(_small_index())
    precious = tmp_path / "home"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    with pytest.raises(DataError, match="holds something, and no release; name an empty or a new folder. Nothing was changed"):
        publish.publish(publication, precious)
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match="is a file; a release is a folder"):
        publish.publish(publication, tmp_path / "file")
    with pytest.raises(DataError, match="is not a folder; make it first"):
        publish.publish(publication, tmp_path / "nowhere" / "out")
    (tmp_path / "empty").mkdir()
    publish.publish(publication, tmp_path / "empty")
    publish.publish(publication, tmp_path / "empty")
    (tmp_path / "empty" / "notes.txt").write_text("mine")
    with pytest.raises(DataError, match="holds what no release put there: 'notes.txt'"):
        publish.publish(publication, tmp_path / "empty")
    (tmp_path / "empty" / "notes.txt").unlink()
    assert verify(tmp_path / "empty") == []
    if os.name == "posix":
        (tmp_path / "link").symlink_to(tmp_path / "empty")
        with pytest.raises(DataError, match="is a link; name the folder itself"):
            publish.publish(publication, tmp_path / "link")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("step", ["mkdir", "open", "fsync", "first rename", "second rename"])
def test_a_full_disk_at_any_step_leaves_the_old_release(out: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = _contents(out)
    calls = {"rename": 0}

    def full(*arguments: Any, **options: Any) -> Any:
        raise OSError(28, "No space left on device", str(arguments[0]))

    rename = Path.rename

    def failing_rename(self: Path, target: Path) -> Path:
        calls["rename"] += 1
        if calls["rename"] == ("first rename", "second rename").index(step) + 1:
            full(self)
        return rename(self, target)

    if step == "mkdir":
        monkeypatch.setattr(Path, "mkdir", full)
    elif step == "open":
        opened = Path.open
        monkeypatch.setattr(
            Path, "open", lambda self, mode="r", *rest, **more: full(self) if "w" in mode else opened(self, mode, *rest, **more)
        )
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "rename", failing_rename)
    with pytest.raises(DataError, match="No space left on device; nothing was changed"):
        publish.publish(Publication(_small_index()), out)
    monkeypatch.undo()
    assert _contents(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".out")] == []


@POSIX
def test_a_limit_on_file_size_is_a_clear_error(out: Path) -> None:
    """A real refusal by the system, in the middle of a file."""
    before = _contents(out)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from aipolicy_data.cli import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "release", str(out), "--data", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert "File too large; nothing was changed" in done.stderr
    assert _contents(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".out")] == []


READ_ONLY = """
import os, sys
from aipolicy_data import publish
from aipolicy_data.index import Index
from aipolicy_data.publication import Publication
publish.rendered = lambda publication, progress, beside: {"SHA256SUMS": b""}
if os.geteuid() == 0:
    os.setuid(65534)  # to whom, unlike root, permissions apply
try:
    publish.publish(Publication(Index({})), sys.argv[1])
except publish.DataError as error:
    print(error)
"""


@POSIX
def test_a_read_only_folder_is_a_clear_error(tmp_path: Path) -> None:
    parent = tmp_path / "read only"
    parent.mkdir()
    for above in (parent, *parent.parents):
        if above.stat().st_uid == os.getuid() and not above.stat().st_mode & stat.S_IXOTH:
            above.chmod(above.stat().st_mode | 0o055)
    parent.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, str(parent / "out")], capture_output=True, text=True, cwd=ROOT)
    assert "Permission denied; nothing was changed" in done.stdout, done.stderr
    assert list(parent.iterdir()) == []


STEPS = """
import os, pickle, sys
from pathlib import Path
from aipolicy_data import publish
pair, out, steps = pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), 0
publish.rendered = lambda files, progress, beside: files
OPERATIONS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.scandir"}
while True:
    steps += 1
    child = os.fork()
    if child == 0:
        seen = 0
        def stop(event, arguments):
            global seen
            if event in OPERATIONS:
                seen += 1
                if seen == steps:
                    os._exit(9)
        sys.addaudithook(stop)
        publish.publish(pair[steps % 2], out)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    sys.stdin.readline()
"""


@POSIX
def test_stopped_before_each_of_its_steps_a_release_is_whole(tmp_path: Path) -> None:
    """Every file operation in turn is the last one that does not happen."""
    pair = []
    for version in (b"one", b"two"):
        files = {"a.txt": version, "b/c.txt": version * 1000}
        listed = sums({path: hashlib.sha256(data).hexdigest() for path, data in files.items()})
        pair.append({**files, SUMS: listed})
    kill.dump(tmp_path / "pair", pair)
    digests = {files[SUMS] for files in pair}
    out = tmp_path / "out"
    for path, data in pair[0].items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    found = []
    command = [sys.executable, "-c", STEPS, str(tmp_path / "pair"), str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        while int(process.stdout.readline()):
            found.append(kill.after(out, digests))
            process.stdin.write("\n")
            process.stdin.flush()
        process.kill()
    assert len(found) > 15
    assert "between the renames: the old release beside" in found


@POSIX
def test_killed_at_random_moments_a_release_is_whole(tmp_path: Path, small_files: Files) -> None:
    chance = random.Random(6)
    other = publish.rendered(Publication(_small_index(), version="0.1.1"))
    kill.dump(tmp_path / "pair", [small_files, other])
    publish._swap(tmp_path / "out", small_files)
    for _ in range(15):
        kill.kill_swaps(tmp_path / "pair", tmp_path / "out", chance.uniform(0.001, 0.3))
        kill.after(tmp_path / "out", {small_files[SUMS], other[SUMS]})


def test_an_interrupted_swap_is_explained_and_mended(out: Path) -> None:
    before = _contents(out)
    out.rename(out.with_name(".out.old"))
    out.with_name(".out.new").mkdir()
    with pytest.raises(DataError, match=r"a release was interrupted here: .*\.out\.old is the last one, whole"):
        verify(out)
    publish.restore(out)
    assert _contents(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".out")] == []


@POSIX
def test_two_at_once_take_turns(tmp_path: Path, small_files: Files) -> None:
    other = publish.rendered(Publication(_small_index(), version="0.1.1"))
    kill.dump(tmp_path / "pair", [small_files, other])
    once = kill.CHILD.replace("while True:", "for _ in range(4):")
    command = [sys.executable, "-c", once, str(tmp_path / "pair"), str(tmp_path / "out")]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT) for _ in range(2)]
    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert verify(tmp_path / "out") == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    steps: list[str] = []
    publish.publish(Publication(_small_index()), tmp_path / "out", steps.append)
    assert steps[0] == "records and tables"
    assert steps[-1] == "writing"
    assert set(formats.FORMATS.values()) < set(steps)
    assert json.loads((tmp_path / "out" / "actors.json").read_bytes())
