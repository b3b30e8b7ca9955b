"""Versions of the data: what a release may call itself, what it may not lose, what is told of it, since when each id stands."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import aipolicy_data as ap
from aipolicy_data import derived, release, released, versions
from aipolicy_data.cli import main
from aipolicy_data.dataset import Dataset
from aipolicy_data.diffs import applied, edits
from aipolicy_data.files import Tree, read_tree
from aipolicy_data.index import TABLES, Index
from aipolicy_data.loading import version_of
from aipolicy_data.models import MODELS
from aipolicy_data.problems import DataError
from aipolicy_data.publication import Publication
from aipolicy_data.publish import publish
from aipolicy_data.snapshots import Interface, Snapshot, present, snapshot
from aipolicy_data.verify import verify
from aipolicy_data.version import __version__
from aipolicy_data.versions import STEPS, Comparison, step
from tests.conftest import FULL, SMALL
from tests.strategies import places, values


def index_of(records: dict[str, dict[str, Any]]) -> Index:
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in MODELS}
    for path, record in copy.deepcopy(records).items():
        found["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    return Index(found)


WHOLE = index_of(SMALL | FULL)
PATHS = sorted(SMALL | FULL)
TEXTS = [
    (table, record["id"], place)
    for table in TABLES
    for record in WHOLE.records[table]
    for place in places(record)
    if versions._kinds().get((table, versions._names(place))) == "text" and isinstance(place[-1], str)
]
CODES = [
    (table, record["id"], place)
    for table in TABLES
    for record in WHOLE.records[table]
    for place in places(record)
    if versions._kinds().get((table, versions._names(place))) == "value"
    and place[-1] in {"type", "date", "actor", "stance", "url"}
]


def edited(place: tuple[str, str, tuple[Any, ...]], value: Any) -> Index:
    """The whole, with one value replaced."""
    table, id, path = place
    records = {name: [copy.deepcopy(record) for record in WHOLE.records[name]] for name in TABLES}
    node: Any = next(record for record in records[table] if record["id"] == id)
    for each in path[:-1]:
        node = node[each]
    node[path[-1]] = value(node[path[-1]])
    return Index(records)


def compared(
    older: Index,
    newer: Index,
    old: str | None = None,
    new: str | None = None,
    before: Interface | None = None,
    after: Interface | None = None,
) -> Comparison:
    return Comparison(Snapshot(older, old, before), Snapshot(newer, new, after))


# What a release may call itself


def test_a_version_follows_another_or_does_not() -> None:
    assert step("0.1.0", "0.1.0") is None
    assert step("0.2.0", "0.1.9") is None
    assert step("0.9.9", "0.10.0") == "minor"
    assert step("1.9.9", "2.0.0") == "major"
    for odd in ("1", "1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "1.0.0\n", "", "1.0.0.0", "१.0.0"):
        assert step("0.1.0", odd) is None
        assert step(odd, "0.1.0") is None


def test_nothing_that_changed_is_a_patch_and_may_have_any_later_version() -> None:
    assert compared(WHOLE, WHOLE, before=present(), after=present()).least == "patch"
    for version in ("0.1.1", "0.2.0", "1.0.0"):
        assert compared(WHOLE, WHOLE, "0.1.0", version, before=present(), after=present()).problems() == []
    assert compared(WHOLE, WHOLE, "0.1.0", "0.1.0").misnamed() != []


@given(st.sets(st.sampled_from(PATHS), min_size=1))
def test_more_records_are_a_minor_version_and_fewer_a_major_one(some: set[str]) -> None:
    less = index_of({path: record for path, record in (SMALL | FULL).items() if path not in some})
    assert compared(less, WHOLE).least == "minor"
    assert compared(WHOLE, less).least == "major"
    assert len(compared(less, WHOLE, "1.0.0", "1.0.1").misnamed()) == 1
    assert compared(less, WHOLE, "1.0.0", "1.1.0").misnamed() == []
    assert len(compared(WHOLE, less, "1.0.0", "1.1.0").misnamed()) == 1
    assert compared(WHOLE, less, "1.0.0", "2.0.0").misnamed() == []
    assert compared(WHOLE, less).losses() != []


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
def test_wording_is_a_patch(chosen: list[Any]) -> None:
    for place in chosen:
        newer = edited(
            place, lambda text: f"{text}, in other words" if isinstance(text, str) else [f"{each}, said" for each in text]
        )
        assert compared(WHOLE, newer).least == "patch"
        assert compared(WHOLE, newer, "0.1.0", "0.1.1").problems() == []


@given(st.sampled_from(CODES))
def test_another_value_is_a_minor_version(place: Any) -> None:
    assert compared(WHOLE, edited(place, lambda value: f"{value}-other")).least == "minor"


@settings(max_examples=200)
@given(st.data())
def test_a_step_that_is_enough_there_and_back_is_never_less_than_what_differs(data: st.DataObject) -> None:
    """Whatever is done to a record: what is gone is major, what else differs is not less than a patch, nothing is missed."""
    place = data.draw(st.sampled_from([each for each in TEXTS + CODES if each[2]]))
    newer = edited(place, lambda _: data.draw(values))
    found = edits(WHOLE, newer)
    least = compared(WHOLE, newer).least
    assert least == max((versions._weight(edit) for edit in found), key=STEPS.index, default="patch")
    assert applied(WHOLE, found).records == newer.records
    assert (least == "major") <= bool(found)


def test_columns_and_terms_count() -> None:
    interface = dict(present())
    column, term = ("events", "instant"), ("stances", "oppose")
    for name in (column, term):
        without = {each: type for each, type in interface.items() if each != name}
        assert compared(WHOLE, WHOLE, before=without, after=interface).least == "minor"
        assert compared(WHOLE, WHOLE, before=interface, after=without).least == "major"
        (problem,) = compared(WHOLE, WHOLE, "1.0.0", "1.1.0", before=interface, after=without).misnamed()
        assert problem == (
            f"1.1.0 is a minor version after 1.0.0, and this is at least a major one: {'.'.join(name)} is gone or changed its "
            "type; call it 2.0.0"
        )
    assert compared(WHOLE, WHOLE, before=interface, after=interface | {("sources", "text_characters"): "string"}).least == "major"
    assert compared(WHOLE, WHOLE, before=None, after=interface).least == "patch"


def test_the_refusal_says_why_and_what_to_call_it() -> None:
    newer = index_of({path: record for path, record in (SMALL | FULL).items() if "acme-pause" not in path})
    (problem,) = compared(WHOLE, newer, "0.1.0", "0.1.1").misnamed()
    assert problem == (
        "0.1.1 is a patch version after 0.1.0, and this is at least a major one: acme-pause was removed; call it 1.0.0"
    )
    (problem,) = compared(newer, WHOLE, "0.1.3", "0.1.4").misnamed()
    assert problem.endswith("at least a minor one: acme-pause was added; call it 0.2.0")
    assert compared(WHOLE, WHOLE, "0.2.0", "0.1.0").misnamed() == [
        "0.1.0 is no version that follows 0.2.0: it is three numbers, and the greater"
    ]


# What a release may not lose


@pytest.fixture(scope="module")
def corpus(tree: Tree) -> Index:
    return Index(release.release_records(release.index_of(tree)))


def without(index: Index, table: str, field: str, count: int) -> Index:
    """The records, the first so many that have a field without it."""
    records = {name: [dict(record) for record in index.records[name]] for name in TABLES}
    having = [record for record in records[table] if field in record]
    for record in having[:count]:
        del record[field]
    return Index(records)


def test_emptied_fields_are_refused_and_a_correction_is_not(corpus: Index) -> None:
    assert compared(corpus, corpus).losses() == []
    for table, field in (("events", "topics"), ("statements", "venue"), ("sources", "published"), ("events", "participants")):
        assert compared(corpus, without(corpus, table, field, 1)).losses() == []
        problems = compared(corpus, without(corpus, table, field, 60)).losses()
        assert problems[0].startswith(f"{table}.{field}: ")
        assert "values are gone from records that both releases have" in problems[0]
        assert compared(corpus, without(corpus, table, field, 60), "0.1.0", "0.2.0").problems() == problems
        assert compared(corpus, without(corpus, table, field, 60), "0.1.0", "1.0.0").problems() == []


def test_a_field_that_few_have_may_not_be_emptied_whole(corpus: Index) -> None:
    few = sum("score" in target for record in corpus.records["statements"] for target in record["targets"])
    records = {name: [copy.deepcopy(record) for record in corpus.records[name]] for name in TABLES}
    for record in records["statements"]:
        for target in record["targets"]:
            target.pop("score", None)
    problems = compared(corpus, Index(records)).losses()
    assert problems == [f"statements.targets.score: {few} of {few} values are gone from records that both releases have"]


def test_lost_records_are_refused_by_name(corpus: Index) -> None:
    records = dict(corpus.records) | {"actors": corpus.records["actors"][5:]}
    problems = compared(corpus, Index(records)).losses()
    assert problems[0] == (
        f"actors: 5 of {len(corpus.records['actors'])} records are gone, where a retired one stays: "
        f"{', '.join(record['id'] for record in corpus.records['actors'][:3])} and 2 more"
    )


def test_many_new_records_that_say_less_are_refused(corpus: Index) -> None:
    def with_new(count: int) -> Index:
        bare = {"type": "other", "title": "T", "date": "2026", "factuality": "actual"}
        new = [{"id": f"new-{number}", **bare} for number in range(count)]
        return Index(dict(corpus.records) | {"events": [*corpus.records["events"], *new]})

    assert compared(corpus, with_new(10)).losses() == []
    assert any(
        problem.startswith("events.evidence: ") for problem in compared(corpus, with_new(len(corpus.records["events"]))).losses()
    )
    assert compared(corpus, with_new(10)).least == "minor"


# What is told of it

BOLD = re.compile(r"^- \*\*`([^`]+)`\*\*", re.M)


@settings(max_examples=100)
@given(st.data())
def test_the_changelog_names_every_id_that_differs_and_no_other(data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(PATHS), max_size=4))
    newer = {path: copy.deepcopy(record) for path, record in (SMALL | FULL).items() if path not in gone}
    for path in data.draw(st.lists(st.sampled_from(sorted(newer)), max_size=4, unique=True)):
        node: Any = newer[path]
        place = data.draw(st.sampled_from([each for each in places(node) if each and each != ("id",)]))
        for each in place[:-1]:
            node = node[each]
        node[place[-1]] = data.draw(values | st.sampled_from(["- **`x`** y", "a\n- **`forged`** b", "<b>", "`"]))
    added = data.draw(st.sets(st.sampled_from(["new-one", "new-two"])))
    newer |= {f"records/actors/{id}.json": {"id": id, "type": "person", "name": "N"} for id in added}
    after = index_of(newer)
    told = BOLD.findall(compared(WHOLE, after).changelog())
    differing = {edit.id for edit in edits(WHOLE, after)}
    assert set(told) == differing
    assert len(told) == len(differing)


def test_the_changelog_reads_well() -> None:
    newer = copy.deepcopy(SMALL | FULL)
    del newer["records/statements/2025-02-01-assessment.json"]
    newer["records/actors/acme.json"] |= {"name": "Acme *Inc.*", "aliases": ["Acme"]}
    newer["records/actors/ministry.json"]["replaced_by"] = "acme"
    newer["records/actors/zoe.json"] = {"id": "zoe", "type": "person", "name": "Zoë"}
    interface = dict(present())
    before = {name: type for name, type in interface.items() if name != ("events", "instant")}
    text = compared(WHOLE, index_of(newer), "0.1.0", "1.0.0", before=before, after=interface).changelog()
    assert text == "\n".join(
        (
            "# Changes of the data from 0.1.0 to 1.0.0",
            "",
            "Records: 1 added, 1 changed, 1 retired, 1 gone.",
            "",
            "## Columns and terms",
            "",
            "- `events.instant`: added",
            "",
            "## Added",
            "",
            "### Actors",
            "",
            "- **`zoe`** Zoë",
            "",
            "## Changed",
            "",
            "### Actors",
            "",
            r"- **`acme`** Acme \*Inc.\*",
            r"  - `name`: Acme → Acme \*Inc.\*",
            "  - `aliases`: nothing → Acme",
            "",
            "## Retired",
            "",
            "### Actors",
            "",
            "- **`ministry`** The ministry",
            "  - `replaced_by`: nothing → acme",
            "",
            "## Gone",
            "",
            "### Statements",
            "",
            "- **`2025-02-01-assessment`** " + SMALL["records/statements/2025-02-01-assessment.json"]["summary"],
            "",
        )
    )
    assert compared(WHOLE, WHOLE).changelog() == "# Changes of the data\n\nNo record differs.\n"


# Releases as they were


def folder_of(index: Index, folder: Path, version: str) -> Path:
    """A release folder, without the formats that need libraries."""
    publication = Publication(index)
    folder.mkdir()
    for path, data in release.files(publication.records, publication.rows, "").items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["version"] = version
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    return folder


def test_a_data_set_knows_its_version(tmp_path: Path, write_tree: Any, small: Any) -> None:
    assert ap.load().version == __version__ == ap.__version__
    old = folder_of(index_of(SMALL), tmp_path / "old", "0.0.7")
    assert ap.load(old).version == ap.load(old / "datapackage.json").version == version_of(old) == "0.0.7"
    (old / "datapackage.json").unlink()
    assert ap.load(old).version is None
    assert Dataset(WHOLE).version is None
    assert ap.load(write_tree(small)).version == __version__


def test_a_release_of_another_form_is_read_as_it_is(tmp_path: Path) -> None:
    """One that this code does not load: with a column that has another name since, and one of another type."""
    old = folder_of(index_of(SMALL), tmp_path / "old", "0.1.0")
    actors = json.loads((old / "actors.json").read_text("utf-8"))
    actors[0]["nation"] = "US"
    (old / "actors.json").write_text(json.dumps(actors), "utf-8")
    text = (old / "datapackage.json").read_text("utf-8").replace('"name": "jurisdiction"', '"name": "nation"')
    (old / "datapackage.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match="nation is no field of it"):
        ap.load(old)
    before = snapshot(old)
    after = snapshot(folder_of(index_of(SMALL), tmp_path / "new", "0.2.0"))
    assert (before.version, after.version, after.interface) == ("0.1.0", "0.2.0", present())
    assert Comparison(before, after).least == "major"
    assert compared(before.index, after.index).least == "major"
    assert "- `actors.nation`: gone" in Comparison(before, after).changelog()


@pytest.mark.parametrize("text", ["[", "[1]", "{}", '{"version": "1", "resources": [{"name": 1}]}', "null"])
def test_a_snapshot_of_what_is_no_release_is_refused_in_words(tmp_path: Path, text: str) -> None:
    old = folder_of(index_of(SMALL), tmp_path / "old", "0.1.0")
    (old / "actors.json").write_text(text, "utf-8")
    with pytest.raises(DataError, match="is not a"):
        snapshot(old)
    old = folder_of(index_of(SMALL), tmp_path / "other", "0.1.0")
    (old / "datapackage.json").write_text(text, "utf-8")
    if text == "null":
        assert snapshot(old).version is None
    else:
        with pytest.raises(DataError, match="is not a"):
            snapshot(old)


def test_the_command_prints_and_refuses(tmp_path: Path) -> None:
    folder_of(index_of(SMALL), tmp_path / "old", "0.1.0")
    folder_of(index_of(SMALL | FULL), tmp_path / "new", "0.2.0")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "aipolicy_data", "changelog", *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)

    done = run("old", "new")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Changes of the data from 0.1.0 to 0.2.0\n")
    assert len(BOLD.findall(done.stdout)) == len(FULL)
    done = run("old", "new", "--check", "0.2.0")
    assert (done.returncode, done.stderr) == (0, "at least a minor version after 0.1.0; 0 problems\n")
    done = run("old", "new", "--check", "0.1.1")
    assert done.returncode == 1
    assert "and this is at least a minor one" in done.stderr
    assert "call it 0.2.0\n" in done.stderr
    assert run("new", "old", "--check", "0.3.0").returncode == 1
    assert run("new", "old", "--check", "1.0.0").returncode == 0
    done = run("nowhere", "new")
    assert done.returncode == 2
    assert "is not a data set" in done.stderr


def test_a_release_is_held_against_the_last_one_and_tells_what_changed(tmp_path: Path, write_tree: Any) -> None:
    pytest.importorskip("icalendar")
    publish(Publication(index_of(SMALL), version="0.0.9"), tmp_path / "old")
    root = write_tree(SMALL | FULL)

    def run(out: str, since: Path, data: Path) -> Any:
        return CliRunner().invoke(main, ["release", str(tmp_path / out), "--since", str(since), "--data", str(data)])

    done = run("new", next((tmp_path / "old").glob("*.zip")), root)
    assert done.exit_code == 0, done.output
    text = (tmp_path / "new/CHANGES.md").read_text("utf-8")
    assert text.startswith(f"# Changes of the data from 0.0.9 to {__version__}\n")
    assert set(BOLD.findall(text)) == WHOLE.by_id.keys() - index_of(SMALL).by_id.keys()
    assert any(file["@id"] == "CHANGES.md" for file in json.loads((tmp_path / "new/croissant.json").read_text())["distribution"])
    assert verify(tmp_path / "new") == []
    publish(Publication(WHOLE, version="0.0.9"), tmp_path / "more")
    for path in FULL.keys() - SMALL.keys():
        (root / path).unlink()
    done = run("less", tmp_path / "more", root)
    assert done.exit_code == 1
    assert "call it 1.0.0" in done.output
    assert "records are gone, where a retired one stays" in done.output
    assert not (tmp_path / "less").exists()


def test_an_older_release_in_new_formats_keeps_its_version_and_its_day(tmp_path: Path) -> None:
    pytest.importorskip("icalendar")
    publish(Publication(WHOLE, "0.0.9", "2020-02-03"), tmp_path / "old")
    done = CliRunner().invoke(main, ["release", str(tmp_path / "new"), "--data", str(tmp_path / "old")])
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "new").glob("*.zip")} == {"aipolicy-data-0.0.9.zip"}
    assert (tmp_path / "new/SHA256SUMS").read_bytes() == (tmp_path / "old/SHA256SUMS").read_bytes()


# Since when each id stands


def test_no_released_id_ever_disappears(ds: ap.Dataset) -> None:
    known = released.released()
    assert list(known) == sorted(known)
    assert [id for id in known if id not in ds] == []
    assert all(version == __version__ or step(version, __version__) for version in known.values())


def test_every_record_says_since_which_release_it_stands(ds: ap.Dataset) -> None:
    found = {row["id"]: row["since_version"] for row in ds.table("records")}
    assert found == {id: ds.index.since[id] for id in ds.index.by_id}
    assert released.released().keys() >= found.keys()


def test_the_build_adds_new_ids_with_the_present_version_and_keeps_the_old(tree: Tree, monkeypatch: Any) -> None:
    index = release.index_of(tree)
    old = dict(released.released())
    records = dict(index.records) | {"actors": [*index.records["actors"], {"id": "zoe", "type": "person", "name": "Zoë"}]}
    for module in (released, derived):
        monkeypatch.setattr(module, "__version__", "0.9.0")
    found = json.loads(release.render(Index(records))[released.PATH])
    assert found == old | {"zoe": "0.9.0"}
    row = next(row for row in derived.every_record(Index(records)) if row["id"] == "zoe")
    assert row["since_version"] == "0.9.0"
    assert json.loads(release.render(Index({}))[released.PATH]) == old


def test_a_checkout_keeps_its_own_list_of_released_ids(write_tree: Any) -> None:
    root = write_tree(SMALL)
    (root / "aipolicy_data").mkdir()
    place = root / released.PATH
    place.write_text(json.dumps({"acme": "0.0.3", "gone": "0.0.1"}))
    index = release.index_of(read_tree(root))
    assert {row["id"]: row["since_version"] for row in derived.every_record(index)}["acme"] == "0.0.3"
    assert json.loads(release.render(index)[released.PATH]) == dict.fromkeys(index.by_id, __version__) | {
        "acme": "0.0.3",
        "gone": "0.0.1",
    }
    for text, words in (("[]", "is not of its form"), ('{"acme": 1}', "is not of its form"), ("{", "cannot be read")):
        place.write_text(text)
        with pytest.raises(DataError, match=words):
            release.index_of(read_tree(root))


def test_the_list_of_released_ids_is_as_long_as_there_are_records(write_tree: Any) -> None:
    """Twenty thousand records have a longer list than any record may be, and the next build reads what this one writes."""
    root = write_tree(SMALL)
    (root / "aipolicy_data").mkdir()
    old = {f"2024-01-01-an-event-with-an-id-of-usual-length-{number}": "0.0.1" for number in range(20_000)}
    (root / released.PATH).write_text(released.extended(old, old))
    assert old.items() <= release.index_of(read_tree(root)).since.items()


def test_what_stands_since_when_is_held_against_the_two_releases() -> None:
    less = index_of({path: record for path, record in (SMALL | FULL).items() if "acme-pause" not in path})
    right = dict.fromkeys(less.by_id, "0.1.0") | {"acme-pause": "0.2.0"}
    assert compared(less, WHOLE, "0.1.0", "0.2.0").problems(right) == []
    (problem,) = compared(less, WHOLE, "0.1.0", "0.2.0").problems(right | {"acme-pause": "0.1.0"})
    assert problem == "aipolicy_data/released.json: 1 ids stand since 0.2.0, and not before: acme-pause"
    (problem,) = compared(less, WHOLE, "0.1.0", "0.2.0").problems(right | {"acme": "0.2.0"})
    assert problem == "aipolicy_data/released.json: 1 ids stand since 0.1.0 or before, and not since 0.2.0: acme"
