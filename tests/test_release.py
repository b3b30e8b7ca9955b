"""The release: same records, same bytes; what is committed is fresh; independent readers accept it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aipolicy_data import derived
from aipolicy_data.files import Tree, read_tree
from aipolicy_data.index import Index
from aipolicy_data.models import MODELS
from aipolicy_data.problems import DataError
from aipolicy_data.release import DATA, index_of, release_records, render, stale, write
from aipolicy_data.shapes import kind_of
from aipolicy_data.tables import rows, tables
from tests.conftest import ROOT, SMALL


@pytest.fixture(scope="module")
def rendered(tree: Tree) -> dict[str, bytes]:
    return render(index_of(tree))


def test_what_is_committed_is_fresh(rendered: dict[str, bytes]) -> None:
    assert stale(ROOT, rendered) == []


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(random: Any) -> None:
    records: dict[str, list[Any]] = {table: [] for table in MODELS}
    for path, record in SMALL.items():
        records["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    expected = render(Index(records))
    for listed in records.values():
        random.shuffle(listed)
    assert render(Index(records)) == expected


def test_a_copy_made_in_another_order_locale_and_zone_gives_the_same_bytes(tmp_path: Path, rendered: dict[str, bytes]) -> None:
    for folder in ("records", "seeds"):
        for path in sorted((ROOT / folder).rglob("*"), reverse=True):
            if path.is_file():
                copy = tmp_path / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    environment = os.environ | {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-m", "aipolicy_data", "build", str(tmp_path)], check=True, env=environment, capture_output=True
    )
    assert {path: (tmp_path / path).read_bytes() for path in rendered} == rendered


def test_csv_read_back_equals_the_rows(tree: Tree, rendered: dict[str, bytes]) -> None:
    index = index_of(tree)
    expected = rows(release_records(index), derived.tables(index))
    for name, table in tables().items():
        header, *found = csv.reader(io.StringIO(rendered[f"{DATA}/{name}.csv"].decode("utf-8"), newline=""))
        assert header == [column.name for column in table.columns]
        assert found == [["" if cell is None else str(cell) for cell in row] for row in expected[name]]


def test_the_tables_are_those_of_the_design(rendered: dict[str, bytes]) -> None:
    names = {Path(path).stem for path in rendered if path.endswith(".csv")}
    assert names == {
        "actors", "actors_relationships", "actors_evidence",
        "commitments", "commitments_parties", "commitments_versions", "commitments_evidence",
        "events", "events_participants", "events_changes", "events_responds_to", "events_evidence",
        "statements", "statements_speakers", "statements_targets", "statements_audience", "statements_responds_to", "statements_evidence",
        "sources", "sources_claims", "sources_claims_records",
        "timeline", "changes", "commitments_standing", "records",
    }  # fmt: skip


def test_computed_fields_are_in_the_release(rendered: dict[str, bytes]) -> None:
    release = {table: {record["id"]: record for record in json.loads(rendered[f"{DATA}/{table}.json"])} for table in MODELS}
    claims = release["sources"]["mercation-2026-02-25-anthropic-eases-ai-safety-rules"]["claims"]
    assert any("records" in claim for claim in claims)
    entry = next(
        change
        for change in release["events"]["2026-02-24-anthropic-rsp-v3"]["changes"]
        if change["commitment"] == "anthropic-rsp"
    )
    assert (entry["from_version"], entry["to_version"]) == ("2.2", "3.0")
    versions = {version["label"]: version for version in release["commitments"]["anthropic-rsp"]["versions"]}
    assert versions["1.0"]["date"] == "2023-09-19"


def test_every_schema_is_one_and_stands_alone(rendered: dict[str, bytes]) -> None:
    for table in MODELS:
        schema = json.loads(rendered[f"schemas/{kind_of(table)}.schema.json"])
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        refs = [text for text in _values_of(schema, "$ref") if not text.startswith("#/$defs/")]
        assert refs == []
        for properties in _values_of(schema, "properties"):
            for name, field in properties.items():
                assert field.get("title"), name
                assert field.get("description"), name


def _values_of(node: Any, key: str) -> list[Any]:
    """Every value of a keyword in a schema, at any depth. (No field of ours is called `properties` or `$ref`.)"""
    if isinstance(node, list):
        return [value for child in node for value in _values_of(child, key)]
    if not isinstance(node, dict):
        return []
    return ([node[key]] if key in node else []) + [value for child in node.values() for value in _values_of(child, key)]


def _package(folder: Path) -> Path:
    shutil.copytree(ROOT / DATA, folder / DATA)
    shutil.copyfile(ROOT / "datapackage.json", folder / "datapackage.json")
    return folder / "datapackage.json"


def test_frictionless_finds_the_package_valid_with_keys_on_every_table() -> None:
    report = frictionless.validate(str(ROOT / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        assert schema.get("primaryKey") or schema.get("foreignKeys"), resource["name"]


def test_a_broken_foreign_key_makes_the_package_invalid(tmp_path: Path) -> None:
    descriptor = _package(tmp_path)
    table = tmp_path / DATA / "events_participants.csv"
    lines = table.read_text("utf-8").split("\n")
    cells = lines[1].split(",")
    lines[1] = ",".join([cells[0], cells[1], "nobody-of-this-name", *cells[3:]])
    table.write_text("\n".join(lines), "utf-8", newline="\n")
    description = json.loads(descriptor.read_text("utf-8"))
    for resource in description["resources"]:
        if resource["name"] == "events_participants":
            resource["bytes"] = len(table.read_bytes())
            resource["hash"] = f"sha256:{hashlib.sha256(table.read_bytes()).hexdigest()}"
    descriptor.write_text(json.dumps(description), "utf-8")
    report = frictionless.validate(str(descriptor), type="package")
    assert [error[0] for error in report.flatten(["type"])] == ["foreign-key"]


def test_build_with_problems_writes_nothing(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    write(root, render(index_of(read_tree(root))))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    bad = root / "records/actors/acme.json"
    bad.write_text(bad.read_text("utf-8").replace("ai_developer", "firm"), "utf-8", newline="\n")
    done = subprocess.run([sys.executable, "-m", "aipolicy_data", "build", str(root)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "1 problems; nothing was written" in done.stderr
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and path != bad}
    assert after == {path: data for path, data in before.items() if path != bad}


def test_a_failed_write_leaves_the_old_release_whole(write_tree: Any, small: Any, monkeypatch: Any) -> None:
    root = write_tree(small)
    new = render(index_of(read_tree(root)))
    write(root, dict.fromkeys(new, b"old"))

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DataError, match="No space left on device"):
        write(root, new)
    assert {path: (root / path).read_bytes() for path in new} == dict.fromkeys(new, b"old")
    assert not list(root.glob(".aipolicy-build-*"))


def test_what_is_not_rendered_is_named_and_never_deleted(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    new = render(index_of(read_tree(root)))
    write(root, new)
    (root / DATA / "left_over.csv").write_text("x")
    assert stale(root, new) == [f"{DATA}/left_over.csv"]
    done = subprocess.run([sys.executable, "-m", "aipolicy_data", "build", str(root)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{DATA}/left_over.csv is not rendered; delete it, if it is left over" in done.stderr
    assert (root / DATA / "left_over.csv").read_text() == "x"
