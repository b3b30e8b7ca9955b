"""Files made to harm: each is refused by name, or harmless in every output. Never a traceback, a hang, or a flood of memory.

The command line runs in processes of its own, held to 5 seconds of processor time and 1 GiB of address space.
"""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import aipolicy_data as ap
from aipolicy_data import checks, dates, fields, reports, spans, verify
from aipolicy_data.codebook import codebook
from aipolicy_data.files import canonical, read_tree
from aipolicy_data.index import TABLES, Index
from aipolicy_data.models import MODELS
from aipolicy_data.problems import DataError, Problem
from aipolicy_data.release import index_of, release_records, render, write
from aipolicy_data.schemas import json_schema
from aipolicy_data.twins import reviewed
from aipolicy_data.verify import SUMS, sums
from tests.conftest import SMALL, Records, WriteTree
from tests.test_invalid import every_field

POSIX = os.name == "posix"
ROOT = Path(__file__).parents[1]
SECONDS, BYTES = 5, 2**30
ACME, ULTIMATUM = "records/actors/acme.json", "records/events/2024-06-01-ultimatum.json"
SOURCE = "seeds/paper-2024-01-02-report.json"


def _limits() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def run(*arguments: str | Path, code: tuple[int, ...] = (0, 1, 2), env: dict[str, str] | None = None) -> str:
    """What a verb prints on both streams; it must end by itself, in bounds, without a traceback or a raw control."""
    done = subprocess.run(
        [sys.executable, "-m", "aipolicy_data", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        preexec_fn=_limits if POSIX else None,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **(env or {})},
    )
    told = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in told, told[-3000:]
    assert done.returncode in code, (done.returncode, told[-3000:])
    raw = {char for char in told if not (char.isprintable() or char == "\n")}
    assert raw == set(), (raw, told[-3000:])
    assert len(told) < 1_000_000
    return told


def found_by_check(root: Path) -> list[dict[str, Any]]:
    told = run("check", "--format", "json", root, code=(0, 1))
    return json.loads(told[: told.rindex("]") + 1])  # type: ignore[no-any-return]


# Contents of record files

GOOD = canonical("actors", SMALL[ACME])


def acme(**fields: Any) -> bytes:
    return canonical("actors", SMALL[ACME] | fields).encode("utf-8", "surrogatepass")


def escaped(**fields: Any) -> bytes:
    return (json.dumps(SMALL[ACME] | fields, indent=2, ensure_ascii=True) + "\n").encode()


def ultimatum(**fields: Any) -> bytes:
    return canonical("events", SMALL[ULTIMATUM] | fields).encode()


CONTENTS: dict[str, Callable[[], bytes]] = {
    "UTF-16": lambda: GOOD.encode("utf-16"),
    "UTF-32": lambda: GOOD.encode("utf-32"),
    "Latin-1": lambda: acme(name="Acm\xe9").decode().encode("latin-1"),
    "NULs": lambda: b"\0" * 1000,
    "CRs": lambda: GOOD.replace("\n", "\r").encode(),
    "random bytes": lambda: bytes(range(256)) * 100,
    "a lone surrogate": lambda: escaped(name="\ud800"),
    "raw surrogates": lambda: acme(name="\ud83d\ude00"),
    "100,000 open lists": lambda: b"[" * 100_000,
    "100,000 nested lists": lambda: b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "100,000 nested objects": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "50 MB of text": lambda: acme(name="a" * 50_000_000),
    "just under the limit: text": lambda: acme(name="a;" * 499_000),
    "just under the limit: a name of a field": lambda: acme(**{"a\x1b[31m" * 100_000: 1}),
    "just under the limit: blanks": lambda: b" " * 999_999,
    "just under the limit: a slug": lambda: acme(id="a-" * 400_000),
    "just under the limit: an address": lambda: acme(same_as=["http://" + "a." * 400_000 + "!"]),
    "just under the limit: lists of lists": lambda: json.dumps(SMALL[ACME] | {"topics": [[0] * 990] * 300}).encode(),
    "just under the limit: parts of nothing": lambda: json.dumps(SMALL[ACME] | {"evidence": [{f"k{i}": 1 for i in range(90)}] * 990}).encode(),
    "a million names": lambda: json.dumps({f"k{number}": 1 for number in range(1_000_000)}).encode(),
    "a hundred thousand names": lambda: json.dumps({f"k{number}": 1 for number in range(80_000)}).encode(),
    "a thousand names": lambda: json.dumps(SMALL[ACME] | {f"k{number}": 1 for number in range(900)}).encode(),
    "a million items": lambda: acme(aliases=["a"] * 1_000_000),
    "a thousand unknown terms": lambda: acme(topics=[f"paus{number}" for number in range(1000)]),
    "a name that stands 80,000 times": lambda: b"{" + b'"a": 1, ' * 80_000 + b'"a": 1}',
    "a number of 100,000 digits": lambda: GOOD.replace('"Acme"', "9" * 100_000).encode(),
    "a number with a huge exponent": lambda: GOOD.replace('"Acme"', "1e999999999").encode(),
    "a number with a tiny exponent": lambda: GOOD.replace('"Acme"', "1e-999999999").encode(),
    "NaN": lambda: GOOD.replace('"Acme"', "NaN").encode(),
    "several documents": lambda: (GOOD * 3).encode(),
    "text after the document": lambda: GOOD.encode() + b"DROP TABLE actors;",
    "a bidirectional override": lambda: escaped(name="Acme \u202egnp.exe"),
    "a zero-width space": lambda: escaped(name="Ac\u200bme"),
    "terminal commands": lambda: escaped(name="\x1b]0;owned\x07\x1b[2J\x9b31m"),
    "terminal commands in a name": lambda: escaped(**{"\x1b[2J\u202e\n::error::": 1}),
    "terminal commands in a term": lambda: escaped(type="\x1b[2J\x9b"),
    "workflow commands": lambda: escaped(name="x\n::set-output name=a::b\r\n::error::"),
    "decomposed text": lambda: acme(name="Acme\u0301"),
    "decomposed text by escapes": lambda: escaped(name="Acme\u0301"),
    "a decomposed name": lambda: escaped(namé="x"),
    "200,000 marks on one letter": lambda: acme(name="a" + "\u0301\u0327" * 100_000),
    "a look-alike id": lambda: acme(id="\u0430cme"),
    "a formula": lambda: acme(name="=HYPERLINK(\"https://evil.example\")"),
    "a formula in full-width letters": lambda: acme(name="\uff1d1+1"),
    "a formula after a tab": lambda: escaped(name="\t=1+1"),
    "an address that is a script": lambda: acme(same_as=["javascript:alert(1)"]),
    "an address that is a file": lambda: acme(same_as=["file:///etc/passwd"]),
    "an address with credentials": lambda: acme(same_as=["https://user:password@evil.example/"]),
    "an address with markup": lambda: acme(same_as=['https://a.example/"><script>alert(1)</script>']),
    "a path as an id": lambda: acme(id="../../../etc/passwd"),
    "a Python object": lambda: acme(__class__="x", __init__="y", __proto__={"x": 1}),
}  # fmt: skip


@pytest.mark.parametrize("content", CONTENTS)
def test_a_hostile_content_is_refused_with_the_name_of_its_file(content: str, write_tree: WriteTree, small: Records) -> None:
    root = write_tree(small)
    (root / ACME).write_bytes(CONTENTS[content]())
    problems = found_by_check(root)
    assert ACME in {problem["path"] for problem in problems}
    assert all(len(problem["message"]) < 2500 and len(problem["field"]) < 200 for problem in problems)
    if (root / ACME).stat().st_size <= 1_000_000:
        assert all(problem["line"] > 0 for problem in problems)


def test_all_hostile_contents_together_in_every_verb_and_form(write_tree: WriteTree, small: Records, tmp_path: Path) -> None:
    root = write_tree(small)
    for number, content in enumerate(CONTENTS.values()):
        (root / f"records/actors/bad-{number}.json").write_bytes(content())
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    summary = tmp_path.parent / f"{tmp_path.name}-summary.md"
    for form in ("text", "json", "github", "junit"):
        told = run("check", "--format", form, root, code=(1,), env={"GITHUB_STEP_SUMMARY": str(summary)})
        if form == "junit":
            ElementTree.fromstring(told[: told.index("</testsuite>") + len("</testsuite>")])
    assert all(char.isprintable() or char == "\n" for char in summary.read_text("utf-8"))
    run("format", "--check", root, code=(1,))
    run("build", "--check", root, code=(1,))
    run("build", root, code=(1,))
    run("list", "actors", "--data", root, code=(2,))
    run("check", root / ACME, code=(0, 1))
    run("check", root / "records/actors/bad-1.json", code=(1,))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_format_repairs_layout_and_never_touches_what_it_cannot_read(write_tree: WriteTree, small: Records) -> None:
    root = write_tree(small)
    (root / ACME).write_bytes(b'{"name": "Acme", "type": "ai_developer", "id": "acme"}')
    (root / ULTIMATUM).write_bytes(b"\xff\xfe")
    run("format", root, code=(1,))
    assert (root / ACME).read_text("utf-8") == GOOD
    assert (root / ULTIMATUM).read_bytes() == b"\xff\xfe"


BOMBS: dict[str, tuple[str, dict[str, Any]]] = {
    "items that are compared with each other": (ULTIMATUM, {"evidence": [{**SMALL[ULTIMATUM]["evidence"][0], "locator": f"page {n}"} for n in range(1000)]}),
    "links to nothing": (ULTIMATUM, {"responds_to": [f"2024-01-01-polic{n}" for n in range(1000)]}),
    "sources of hearsay": (ULTIMATUM, {"evidence": [{**SMALL[ULTIMATUM]["evidence"][0], "via": [f"minister {n}" for n in range(1000)]}]}),
    "labels that are the same": ("records/commitments/acme-policy.json", {"versions": [{"label": "1", "date": str(1000 + n)} for n in range(1000)]}),
    "claims of the same id": (SOURCE, {"claims": [{"id": "paper-c01", "text": f"Claim {n}.", "verdict": "confirmed", "note": "x"} for n in range(1000)]}),
    "a long label": ("records/commitments/acme-policy.json", {"versions": [{"label": "1" * 100_000}, {"label": "1" * 100_000, "date": "2020"}]}),
    "changes without end": (ULTIMATUM, {"changes": [{"commitment": "acme-pause", "change": "amended", "note": f"{n}"} for n in range(1000)]}),
    "cadences without end": ("records/commitments/acme-reports.json", {"due": {"kind": "recurring", "every": "P9999Y", "within": "P9999Y"}}),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_has_the_right_shape_cannot_take_time_without_bound(bomb: str, write_tree: WriteTree, small: Records) -> None:
    path, edits = BOMBS[bomb]
    root = write_tree(small | {path: small[path] | edits})
    problems = found_by_check(root)
    assert all(len(problem["message"]) < 2500 for problem in problems)


def test_documents_within_documents_cannot_take_time_without_bound(write_tree: WriteTree, small: Records) -> None:
    """Thirty documents that stand in one another, each changed at a time that stays open: 2**30 worlds."""
    cited = small[ULTIMATUM]["evidence"]
    for number in range(30):
        home = (
            {"part_of": f"d{number + 1}"}
            if number < 29
            else {"form": "order", "parties": [{"actor": "acme", "role": "addressee"}]}
        )
        small[f"records/commitments/d{number}.json"] = {
            "id": f"d{number}", "type": "document", "title": f"Document {number}", "promise": "Holds the one before it.", **home, "evidence": cited,
        }  # fmt: skip
        small[f"records/events/e{number}.json"] = {
            "id": f"e{number}", "type": "policy_revised", "title": f"Change {number}", "date": "2024", "factuality": "actual",
            "changes": [{"commitment": f"d{number}", "standing": "suspended"}], "evidence": cited,
        }  # fmt: skip
    problems = found_by_check(write_tree(small))
    assert {problem["message"] for problem in problems} == {
        "stands in a chain of more than 5 commitments, each part of the next; name a wider one"
    }


# Files and folders


def _fifo(root: Path) -> None:
    os.mkfifo(root / "records/actors/pipe.json")


def _link_to_file(root: Path) -> None:
    secret = root.parent / f"{root.name}-secret.json"
    secret.write_text('{"id": "link", "type": "person", "name": "Secret Name"}')
    (root / "records/actors/link.json").symlink_to(secret)


def _link_to_folder(root: Path) -> None:
    outside = root.parent / f"{root.name}-outside"
    outside.mkdir()
    (outside / "secret.json").write_text('{"id": "secret", "type": "person", "name": "Secret Name"}')
    (root / "records/persons").symlink_to(outside)


def _link_instead_of_seeds(root: Path) -> None:
    outside = root.parent / f"{root.name}-outside"
    (root / "seeds").rename(outside)
    (root / "seeds").symlink_to(outside)


def _deep(root: Path) -> None:
    here = os.getcwd()
    os.chdir(root / "records")
    try:
        for _ in range(1500):
            os.mkdir("d")
            os.chdir("d")
        Path("x.json").write_text("{}")
    finally:
        os.chdir(here)


def _write(name: str, text: str = "{}") -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return write


def _record(id: str, name: str) -> Callable[[Path], None]:
    return _write(f"records/actors/{name}", canonical("actors", {"id": id, "type": "person", "name": "Somebody"}))


PLACES: dict[str, tuple[Callable[[Path], Any], str]] = {
    # what stands in the tree, and the path that is reported
    "a stray file": (_write("records/notes.txt"), "records/notes.txt"),
    "a hidden file": (_write("records/actors/.DS_Store"), "records/actors/.DS_Store"),
    "a backup": (_write("records/actors/acme.json~"), "records/actors/acme.json~"),
    "a file in a folder of no table": (_write("records/people/jo.json"), "records/people/jo.json"),
    "a file named in capitals beside its like": (_record("acme", "Acme.json"), "records/actors/Acme.json"),
    "an ending in capitals": (_record("jim", "jim.JSON"), "records/actors/jim.JSON"),
    "a name that Windows reserves": (_record("nul", "nul.json"), "records/actors/nul.json"),
    "a name with look-alikes": (_record("jim", "j\u0456m.json"), "records/actors/j\u0456m.json"),
    "a name with terminal commands": (_record("jim", "j\x1b[2Jm.json"), "records/actors/j\\x1b[2Jm.json"),
    "a name of two lines": (_record("jim", "j\n::error::m.json"), "records/actors/j\\n::error::m.json"),
    "a name with a bidirectional override": (_record("jim", "nosj.\u202ejim.json"), "records/actors/nosj.\\u202ejim.json"),
    "a name that is no text": (lambda root: (root / os.fsdecode(b"records/actors/j\xff.json")).write_text("{}"), "records/actors/j\\udcff.json"),
    "a very long name": (_record("a" * 250, f"{'a' * 250}.json"), f"records/actors/{'a' * 250}.json"),
    "a folder named like a record": (lambda root: (root / "records/actors/jim.json").mkdir(), "records/actors/jim.json"),
    "a link to a file": (_link_to_file, "records/actors/link.json"),
    "a link to nothing": (lambda root: (root / "records/actors/link.json").symlink_to("nowhere"), "records/actors/link.json"),
    "a link to itself": (lambda root: (root / "records/actors/link.json").symlink_to("link.json"), "records/actors/link.json"),
    "a link to a device": (lambda root: (root / "records/actors/link.json").symlink_to("/dev/zero"), "records/actors/link.json"),
    "a link to a folder": (_link_to_folder, "records/persons"),
    "a link up": (lambda root: (root / "records/actors/up").symlink_to(".."), "records/actors/up"),
    "a link instead of a folder": (_link_instead_of_seeds, "seeds"),
    "a pipe": (_fifo, "records/actors/pipe.json"),
    "folders without end": (_deep, "records/" + "d/" * 1500 + "x.json"),
    "an empty record": (_write("records/actors/jim.json", ""), "records/actors/jim.json"),
}  # fmt: skip


@pytest.fixture
def root(write_tree: WriteTree, small: Records) -> Iterator[Path]:
    """The small tree, cleared away by what can clear folders without end."""
    root = write_tree(small)
    yield root
    subprocess.run(["rm", "-rf", root / "records"], check=True)


@pytest.mark.skipif(not POSIX, reason="names and links of POSIX")
@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_place_is_refused_by_name(place: str, root: Path) -> None:
    make, path = PLACES[place]
    make(root)
    problems = found_by_check(root)
    assert path in {problem["path"] for problem in problems}
    assert all("Secret" not in problem["message"] for problem in problems)
    if place != "a link instead of a folder":
        assert {problem["path"] for problem in problems} == {path}


@pytest.mark.skipif(not POSIX, reason="names and links of POSIX")
def test_all_hostile_places_together_in_every_verb_and_form(root: Path) -> None:
    taken = {"a link to nothing", "a link to itself", "a link to a device", "an empty record", "a folder named like a record"}
    for place, (make, _) in PLACES.items():
        if place not in taken | {"a link instead of a folder"}:
            make(root)
    told = [run("check", "--format", form, root, code=(1,)) for form in ("text", "github", "junit")]
    told += [run("format", root, code=(1,)), run("build", root, code=(1,)), run("list", "actors", "--data", root, code=(2,))]
    assert not any("Secret" in each for each in told)
    assert sum(line.startswith("records/") for line in told[0].split("\n")) == len(PLACES) - len(taken) - 1


@pytest.mark.skipif(not POSIX or os.geteuid() == 0, reason="whom no file is closed to")
def test_what_cannot_be_read_is_named(write_tree: WriteTree, small: Records) -> None:
    root = write_tree(small)
    (root / ACME).chmod(0)
    (root / "seeds").chmod(0)
    try:
        paths = {problem["path"]: problem["message"] for problem in found_by_check(root)}
    finally:
        (root / "seeds").chmod(0o755)
    assert paths[ACME].startswith("cannot be read")
    assert paths["seeds"].startswith("cannot be read")


def test_a_folder_that_cannot_be_listed_is_named(write_tree: WriteTree, small: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_tree(small)
    listed = os.scandir

    def closed(path: Any) -> Any:
        if str(path).endswith("events"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert Problem("records/events", 0, 0, "", "cannot be read: Permission denied") in read_tree(root).problems


# The builder


@pytest.mark.skipif(not POSIX, reason="links of POSIX")
@pytest.mark.parametrize("place", ["schemas", "aipolicy_data/data", "aipolicy_data"])
def test_the_build_writes_and_deletes_nothing_through_a_link(place: str, write_tree: WriteTree, small: Records) -> None:
    root = write_tree(small)
    outside = root.parent / f"{root.name}-outside"
    (outside / "data").mkdir(parents=True)
    (outside / "diary.txt").write_text("Dear diary")
    (outside / "data" / "diary.txt").write_text("Dear diary")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(outside)
    assert f"{place} is a link" in run("build", root, code=(2,))
    assert f"{place} is a link" in run("build", "--check", root, code=(2,))
    assert sorted(path.name for path in outside.rglob("*")) == ["data", "diary.txt", "diary.txt"]


@pytest.mark.skipif(not POSIX, reason="links and pipes of POSIX")
def test_the_build_replaces_a_link_or_refuses_what_is_no_file(write_tree: WriteTree, small: Records) -> None:
    root = write_tree(small)
    run("build", root, code=(0,))
    other = root.parent / f"{root.name}-other.md"
    other.write_text("other")
    (root / "CODEBOOK.md").unlink()
    (root / "CODEBOOK.md").symlink_to(other)
    run("build", root, code=(0,))
    assert not (root / "CODEBOOK.md").is_symlink()
    assert other.read_text() == "other"
    (root / "CODEBOOK.md").unlink()
    (root / "CODEBOOK.md").mkdir()
    assert "cannot write" in run("build", root, code=(2,))


# The loader and the zip reader


@cache
def _release() -> dict[str, bytes]:
    """The tables of a small release."""
    records: dict[str, list[Any]] = {table: [] for table in TABLES}
    for path, record in SMALL.items():
        records["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    released = release_records(Index(records))
    return {f"{table}.json": json.dumps(released[table], indent=2, ensure_ascii=False).encode() for table in TABLES}


def listed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with the list of their digests."""
    import hashlib

    return files | {SUMS: sums({name: hashlib.sha256(data).hexdigest() for name, data in files.items()})}


def packed(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_sound_zip_and_folder_load(tmp_path: Path) -> None:
    assert len(ap.load(packed(tmp_path / "a.zip", listed(_release()))).actors) == 3
    assert len(ap.load(packed(tmp_path / "b.zip", {f"x/{name}": data for name, data in listed(_release()).items()})).actors) == 3
    assert "Acme" in run("list", "actors", "--data", tmp_path / "a.zip", code=(0,))


def _member(name: str, data: bytes) -> Callable[[Path], Path]:
    return lambda path: packed(path, listed(_release() | {name: data}))


def _truncated(share: float) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        data = packed(path, listed(_release())).read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return make


def _patched(find: bytes, offset: int, value: bytes) -> Callable[[Path], Path]:
    """A zip with some bytes of all its headers changed."""

    def make(path: Path) -> Path:
        data = bytearray(packed(path, listed(_release())).read_bytes())
        at = data.find(find)
        while at >= 0:
            data[at + offset : at + offset + len(value)] = value
            at = data.find(find, at + 4)
        path.write_bytes(data)
        return path

    return make


def _link_member(path: Path) -> Path:
    files = listed(_release())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            if name == "events.json":
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
                data = b"/etc/passwd"
            archive.writestr(info, data)
    return path


@pytest.mark.filterwarnings("ignore:Duplicate name")
def _twice(path: Path) -> Path:
    packed(path, listed(_release()))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("events.json", b"[]")
    return path


def _many_members(path: Path) -> Path:
    """A million empty members, written by hand."""
    name = b"a"
    header = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    count = 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, len(central) * count, len(header), 0)
    path.write_bytes(header + central * count + end)
    return path


ZIPS: dict[str, Callable[[Path], Path]] = {
    "a bomb of blanks": _member("events.json", b" " * 100_000_000),
    "a bomb of zeros": _member("events.json", b"\0" * 150_000_000),
    "a bomb of numbers": _member("events.json", b"[" + b"1," * 20_000_000 + b"1]"),
    "a bomb of lists": _member("events.json", b"[" + b"[]," * 10_000_000 + b"[]]"),
    "100,000 nested lists": _member("events.json", b"[" * 100_000 + b"]" * 100_000),
    "a truncated zip": _truncated(0.9),
    "half a zip": _truncated(0.5),
    "an empty zip": _truncated(0),
    "encrypted members": _patched(b"PK\1\2", 8, b"\1\0"),
    "an unknown method": _patched(b"PK\1\2", 10, b"\x63\0"),
    "members that claim another size": _patched(b"PK\1\2", 24, b"\xff\xff\xff\x7f"),
    "members that claim to be elsewhere": _patched(b"PK\1\2", 42, b"\xff\xff\xff\x7f"),
    "wrong checksums": _patched(b"PK\1\2", 16, b"\0\0\0\0"),
    "a member that is a link": _link_member,
    "a member twice": _twice,
    "a million members": _many_members,
    "no members": lambda path: packed(path, {}),
    "no list of digests": lambda path: packed(path, _release()),
    "a wrong digest": lambda path: packed(path, listed(_release()) | {"events.json": b"[]"}),
    "two releases": lambda path: packed(path, listed(_release()) | {"other/actors.json": b"[]"}),
    "a table too few": lambda path: packed(path, listed({name: data for name, data in _release().items() if name != "events.json"})),
    "records of another shape": _member("events.json", b'[{"id": "x"}]'),
    "records that are none": _member("events.json", b"[1, 2]"),
    "records in an object": _member("events.json", b"{}"),
    "no zip": lambda path: path.write_bytes(b"PK\3\4 and so on") and path,  # type: ignore[dict-item, return-value]
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("archive", ZIPS)
def test_a_hostile_zip_is_refused_by_name(archive: str, tmp_path: Path) -> None:
    path = ZIPS[archive](tmp_path / "hostile.zip")
    told = run("list", "actors", "--data", path, code=(2,))
    assert "hostile.zip" in told
    start = time.process_time()
    assert verify.verify(path) != []
    assert time.process_time() - start < SECONDS


def test_nothing_of_a_zip_is_ever_unpacked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    names = ("../slip.txt", "/tmp/aipolicy-slip.txt", "..\\slip.txt", "C:\\slip.txt")
    path = packed(tmp_path / "in" / "slip.zip", listed(_release() | dict.fromkeys(names, b"slip")))
    told = run("list", "actors", "--data", path)
    assert "Acme" in told or "slip.zip" in told
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["in", "slip.zip"]
    assert not Path("/tmp/aipolicy-slip.txt").exists()


DESCRIBED = {
    "an absolute path": "/etc/actors.csv",
    "a path that leads up": "../outside/actors.csv",
    "a path that leads up within": "data/../../outside/actors.csv",
    "a path of Windows": "C:\\outside\\actors.csv",
    "a share of Windows": "\\\\evil.example\\share\\actors.csv",
    "an address": "https://evil.example/actors.csv",
    "a file address": "file:///etc/actors.csv",
}


@pytest.mark.parametrize("kind", DESCRIBED)
def test_a_descriptor_that_leads_elsewhere_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "inside").mkdir()
    for name, data in _release().items():
        (tmp_path / "outside" / name).write_bytes(data)
    descriptor = tmp_path / "inside" / "datapackage.json"
    descriptor.write_text(json.dumps({"resources": [{"name": "actors", "path": DESCRIBED[kind]}]}))
    with pytest.raises(DataError, match=r"leads out of its folder.*nothing is read or fetched there"):
        ap.load(descriptor)


@pytest.mark.skipif(not POSIX, reason="links and pipes of POSIX")
def test_a_release_folder_is_read_without_following_links_or_waiting(tmp_path: Path) -> None:
    for name, data in _release().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "events.json").rename(tmp_path / "elsewhere")
    (tmp_path / "events.json").symlink_to("elsewhere")
    assert "a link" in run("list", "actors", "--data", tmp_path, code=(2,))
    (tmp_path / "events.json").unlink()
    os.mkfifo(tmp_path / "events.json")
    assert "not a plain file" in run("list", "actors", "--data", tmp_path, code=(2,))


def test_a_path_that_no_disk_can_hold_is_an_error_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / ("a" * 5000), tmp_path / "a\0b", tmp_path / "\x1b[2J"):
        with pytest.raises(DataError):
            ap.load(path)


PATHS = {"a long one": "a" * 5000, "one with terminal commands": "a\x1b[2J\u202eb", "a deep one": "x/" * 3000}


@pytest.mark.skipif(not POSIX, reason="names of POSIX")
@pytest.mark.parametrize("kind", PATHS)
def test_a_path_that_no_disk_can_hold_is_one_line_of_every_verb(kind: str, write_tree: WriteTree, small: Records) -> None:
    path, root = PATHS[kind], write_tree(small)
    verbs: list[list[str | Path]] = [[verb, path] for verb in ("check", "format", "build", "verify", "diff", "changelog")]
    verbs += [["locate", path, "x"], ["list", "actors", "--data", path], ["check", "--texts", path, root]]
    verbs += [["release", root / "out", "--data", path], ["plot", path + "/x.svg", "--data", root]]
    for verb in verbs:
        told = run(*verb, code=(2,))
        assert told.count("\n") == 1
        assert len(told) < 500


MALFORMED: dict[str, tuple[str, Any]] = {
    # table, and what its first record becomes
    "no id": ("actors", lambda record: {name: value for name, value in record.items() if name != "id"}),
    "an id that is a number": ("actors", lambda record: record | {"id": 7}),
    "an id that is a path": ("actors", lambda record: record | {"id": "../x"}),
    "an id with terminal commands": ("actors", lambda record: record | {"id": "\x1b[2J"}),
    "a name with terminal commands": ("actors", lambda record: record | {"name": "Ac\x9b31mme"}),
    "a formula": ("actors", lambda record: record | {"name": "=1+1"}),
    "a term that is none": ("events", lambda record: record | {"type": "x"}),
    "a date that is none": ("events", lambda record: record | {"date": "2024-02-30"}),
    "a list that is none": ("events", lambda record: record | {"changes": 5}),
    "a part that is none": ("events", lambda record: record | {"changes": [5]}),
    "a part without its fields": ("events", lambda record: record | {"changes": [{}]}),
    "a field that is unknown": ("events", lambda record: record | {"exec": "x"}),
    "null": ("events", lambda record: record | {"due": None}),
    "another record's id": ("events", lambda record: record | {"id": "acme"}),
    "a number that is text": ("sources", lambda record: record | {"text": {"sha256": "0" * 64, "characters": "7"}}),
}


@pytest.mark.parametrize("fault", MALFORMED)
def test_a_release_of_another_shape_is_refused_when_it_is_loaded(fault: str, tmp_path: Path) -> None:
    table, bend = MALFORMED[fault]
    for name, data in _release().items():
        if name == f"{table}.json":
            first, *others = json.loads(data)
            data = json.dumps([bend(first), *others]).encode()
        (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match="is not a release") as caught:
        ap.load(tmp_path)
    assert str(caught.value).isprintable()
    assert "^" not in str(caught.value)  # no regular expression is ever shown


def test_a_release_that_refers_to_nothing_or_to_itself_answers_or_says_so(tmp_path: Path) -> None:
    """References are not followed on loading; a question that meets a broken one is an error in words, and none hangs."""
    tables = {name: json.loads(data) for name, data in _release().items()}
    for commitment in tables["commitments.json"]:
        commitment["part_of"] = commitment["id"]
    for event in tables["events.json"]:
        event["part_of"], event["responds_to"] = event["id"], ["nobody"]
        event["evidence"][0]["source"] = "acme"
    for name, records in tables.items():
        (tmp_path / name).write_text(json.dumps(records))
    ds = ap.load(tmp_path)
    ids = [record["id"] for table in TABLES for record in ds.index.records[table]]
    questions: list[Callable[[], Any]] = [
        ds.changes,
        ds.deadlines,
        ds.positions,
        ds.timeline,
        ds.in_force,
        lambda: ds.search("acme"),
    ]
    for id in ids:
        questions += [partial(question, id) for question in (ds.evidence, ds.responses, ds.about, ds.__getitem__)]
    for id in ds.commitments.ids:
        questions += [partial(ds.history, id), partial(ds.standing, id, on="2024-06-01")]
    for question in questions:
        with suppress(DataError):  # in words; anything else fails
            question()


# The span verifier


def test_source_texts_cannot_take_time_or_memory_without_bound(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" + "\u0301\u0327" * 500_000, "utf-8")
    start = time.process_time()
    with pytest.raises(DataError, match="more than 30 marks on one letter"):
        spans.read_texts(tmp_path)
    assert len(spans.locate("a" * 1_000_000, "a" * 500_000)) == spans.MOST_PLACES
    assert len(spans.locate("a" * 1_000_000, "A")) == spans.MOST_PLACES
    assert time.process_time() - start < SECONDS


@pytest.mark.skipif(not POSIX, reason="links and pipes of POSIX")
def test_a_folder_of_texts_is_read_without_following_links_or_waiting(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "outside.txt").write_text("outside")
    (tmp_path / "texts" / "link.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "texts" / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "texts" / "binary.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "texts" / "fine.txt").write_text("fine")
    os.mkfifo(tmp_path / "texts" / "pipe.txt")
    assert list(spans.read_texts(tmp_path / "texts").values()) == ["fine"]
    with open(tmp_path / "texts" / "long.txt", "wb") as stream:
        stream.truncate(spans.MAX_TEXT + 1)
    with pytest.raises(DataError, match=r"long\.txt' cannot be read: longer than"):
        spans.read_texts(tmp_path / "texts")


@pytest.mark.skipif(not POSIX, reason="links and pipes of POSIX")
def test_a_text_to_look_in_is_read_without_waiting_and_within_bounds(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a plain file" in run("locate", tmp_path / "pipe.txt", "x", code=(2,))
    (tmp_path / "long.txt").write_bytes(b"Long. " * (spans.MAX_TEXT // 6))
    run("locate", tmp_path / "long.txt", "short", code=(1,))
    (tmp_path / "long.txt").write_bytes(b"Long. " * (spans.MAX_TEXT // 6 + 1))
    assert "longer than" in run("locate", tmp_path / "long.txt", "short", code=(2,))


@pytest.mark.parametrize(
    "edits",
    [
        {"text": "x"}, {"text": {}}, {"text": {"sha256": 7, "characters": "x"}}, {"claims": 5}, {"claims": [5, None, {}]},
        {"claims": [{"start": 0}]}, {"claims": [{"start": 0.0, "stop": "x", "sha256": 1}]}, {"claims": [{"start": -10**9, "stop": 10**17, "sha256": ""}]},
    ],
)  # fmt: skip
def test_spans_of_a_wrong_shape_are_passed_over(
    edits: dict[str, Any], write_tree: WriteTree, small: Records, tmp_path: Path
) -> None:
    text = "1234, and more of it"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(text)
    small[SOURCE]["text"] = {"sha256": spans.digest(text), "characters": len(text)}
    root = write_tree(small | {SOURCE: small[SOURCE] | edits})
    assert SOURCE in run("check", "--texts", tmp_path / "texts", root, code=(1,))


# Twins


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"{}x",
        b"[1]",
        b'[{"ids": [1], "reason": "x"}]',
        b'[{"ids": ["a", "b", "c"], "reason": ""}]',
        b"\xff",
        b"5",
    ],
)
def test_a_list_of_reviewed_twins_of_another_form_is_an_error_in_words(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "twins.json").write_bytes(data)
    with pytest.raises(DataError, match=r"records/twins\.json"):
        reviewed(tmp_path)


def test_long_titles_are_compared_in_bounded_time(write_tree: WriteTree, small: Records) -> None:
    for letter in "xy":
        record = small[ULTIMATUM] | {"id": f"2024-06-01-{letter}", "title": f"{letter} {'ab' * 200_000}"}
        small[f"records/events/2024-06-01-{letter}.json"] = record
    assert "may be one" in run("check", write_tree(small), code=(0, 1))


# Harmless in every output

HOSTILE = Problem(
    ACME,
    1,
    1,
    "a|b<c>`d`",
    "<script>alert(1)</script> [x](javascript:alert(1)) ![x](https://evil.example/x.png) `|` \x1b[2J\u202e @all &lt; ]]> %0A\n::error::",
)


def test_reports_escape_what_their_readers_would_act_on() -> None:
    summary = reports.as_summary([HOSTILE])
    assert "<script" not in summary
    assert not re.search(r"(?<!\\)[\[`]", summary.split("| --- |\n", 1)[1])
    assert "https://" not in summary
    assert summary.count("\n") == 5
    junit = reports.as_junit([HOSTILE], [ACME])
    assert "<script" not in junit
    failure = ElementTree.fromstring(junit).find(".//failure")
    assert failure is not None
    assert "<script>" in failure.attrib["message"]
    annotation = reports.as_annotations([HOSTILE])
    assert annotation.count("\n") == 0
    assert annotation.count("::error") == 2  # the command itself; the other stands within its text
    for told in (summary, junit, annotation, reports.as_text([HOSTILE], {ACME: ["\x1b[2J\u202e"]})):
        assert all(char.isprintable() or char == "\n" for char in told)


def test_markup_in_a_record_is_plain_text_in_every_output(write_tree: WriteTree, small: Records) -> None:
    """Text may speak of markup: it is released as it is, and nothing that we render as Markdown or XML holds any record."""
    small[ACME]["name"] = "Acme <script>alert(1)</script> & ![x](https://evil.example) $\\frac{1"
    root = write_tree(small)
    run("check", root, code=(0,))
    rendered = render(index_of(read_tree(root)))
    for path, data in rendered.items():
        if path.endswith((".md", ".schema.json")) or path == "datapackage.json":
            assert b"<script" not in data, path
    assert b"<script" in rendered["aipolicy_data/data/actors.csv"]
    for verb in (("show", "acme"), ("list", "actors"), ("list", "actors", "--json"), ("list", "actors", "--csv"), ("timeline",)):
        run(*verb, "--data", root, code=(0,))


def test_the_codebook_holds_no_markup() -> None:
    assert not re.search(r"<(?!DAY)[a-zA-Z/!]", re.sub(r"`[^`]*`", "", codebook()))


# Networks and patterns


def test_nothing_is_ever_fetched(write_tree: WriteTree, small: Records, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("a network was asked")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    small[ACME]["$schema"] = "https://evil.example/schema.json"
    small[ACME]["$ref"] = "https://evil.example/schema.json"
    root = write_tree(small)
    assert len(checks.check(read_tree(root))) == 2
    del small[ACME]["$schema"], small[ACME]["$ref"]
    write_tree(small)
    write(root, render(index_of(read_tree(root))))
    descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
    descriptor |= {"$schema": "https://evil.example/p.json", "profile": "https://evil.example/p.json"}
    for resource in descriptor["resources"]:
        resource["schema"] = "https://evil.example/s.json"
    (root / "datapackage.json").write_text(json.dumps(descriptor))
    assert len(ap.load(root / "datapackage.json").actors) == 3


def test_no_schema_refers_to_another() -> None:
    for table in MODELS:
        text = json.dumps(json_schema(table))
        assert all(ref.startswith('"#/$defs/') for ref in re.findall(r'"\$ref": ("[^"]*")', text))


ADVERSARIES = (
    "a", "0", "-", "a-", "-a", " ", "a ", " a", ";", ".", "a.", "/", "/a", "?", "1", "12", "2024-01-01/", "2024-02-29T", "P1", "P1Y/", "\u00e9", "\t", "\n",
    "http://a", "https://a.", "http://a:1", "en-", "f", "\u0301", "~", "%",
)  # fmt: skip
ENDS = ("", "!", "\n", "\u202e", "-")


@pytest.mark.parametrize(
    "pattern",
    sorted({field.pattern.regex for _, field in every_field() if field.pattern} | {dates.DAY, dates.EDTF, dates.INSTANT, dates.DURATION, dates.CADENCE, dates.COUNT, fields.SLUG}),
    ids=lambda pattern: pattern[:30],
)  # fmt: skip
def test_no_pattern_takes_more_than_linear_time(pattern: str) -> None:
    """Each on 100,000 characters of every adversary, as the models match it and as JSON Schema's readers search for it."""
    whole, searched = re.compile(pattern), re.compile(rf"^(?:{pattern})$(?!\n)")
    starts = ("", "a", "http://a", "2024-01-01")
    slowest = 0.0
    for start in starts:
        for unit in ADVERSARIES:
            for end in ENDS:
                text = start + unit * (100_000 // len(unit)) + end
                before = time.process_time()
                whole.fullmatch(text)
                searched.search(text)
                slowest = max(slowest, time.process_time() - before)
    assert slowest < 0.25
