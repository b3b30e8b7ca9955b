"""Checking one file says of it, and of its neighbours, what checking the whole tree says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aipolicy_data.checks import check
from aipolicy_data.files import read_tree
from aipolicy_data.neighbours import read_around, touching
from tests.conftest import ROOT, SMALL


def _agree(root: Path, path: str) -> None:
    part = read_around(root, [path])
    assert part.wanted is not None
    assert path in part.wanted
    tree = read_tree(root)
    whole = [problem for problem in check(tree) if problem.path in part.wanted]
    assert check(part) == whole
    assert touching(tree, [path]) == part.wanted


@pytest.mark.parametrize("path", SMALL)
@pytest.mark.parametrize(
    "change", [("acme", "acme-ltd"), ('"position"', '"praise"'), ("2024", "2034"), ('"evidence"', '"evidenc"')]
)
def test_a_part_is_judged_as_the_whole_is(path: str, change: tuple[str, str], write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace(*change), "utf-8", newline="\n")
    _agree(root, path)


@pytest.mark.parametrize("text", ["", "{", '{"id": "acme"', '"acme"', "[]", "null"])
def test_a_neighbour_that_cannot_be_read_is_told_of_as_in_the_whole(text: str, write_tree: Any, small: Any) -> None:
    """Wherever the id of the file in question stands in it."""
    root = write_tree(small)
    (root / "records/events/2024-06-01-ultimatum.json").write_text(text, "utf-8", newline="\n")
    for path in small:
        _agree(root, path)


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf%s", b"%s\r\n", b"\xff%s", b"%s\0", "“%s”".encode()], ids=["mark", "CR", "no UTF-8", "NUL", "curly"]
)
def test_a_neighbour_that_cannot_be_decoded_is_one_all_the_same(data: bytes, write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    path = root / "records/events/2024-06-01-ultimatum.json"
    path.write_bytes(data % path.read_bytes())
    for path in small:
        _agree(root, path)


def _claiming(small: Any) -> tuple[str, Any, Any]:
    """A statement, a source that makes the claim it cites, and another source."""
    path = "records/statements/2024-06-02-threat.json"
    (source,) = [record for path, record in small.items() if path.startswith("seeds/")]
    bare = {name: value for name, value in source.items() if name != "claims"}
    claim = {"id": "c-1", "text": "It threatens.", "verdict": "confirmed"}
    return path, bare | {"id": "one", "claims": [claim]}, bare | {"id": "two"}


def test_a_claim_is_told_apart_from_one_that_no_source_makes(write_tree: Any, small: Any) -> None:
    """Also where the source is misspelled or is another, where its id is near that of a claim, and where two make it."""
    path, one, two = _claiming(small)
    for source, claim, claims in (
        ("one", "c-1", ()),
        ("on", "c-1", ()),
        ("two", "c-1", ()),
        ("one", "c-2", ()),
        ("two", "c-1", one["claims"]),
    ):
        made = {"seeds/one.json": one, "seeds/two.json": two | ({"claims": list(claims)} if claims else {})}
        cites = small[path] | {"evidence": [{"source": source, "claim": claim, "relation": "supports"}]}
        root = write_tree(small | made | {path: cites})
        for each in (path, *made):
            _agree(root, each)


@pytest.mark.parametrize("length", [2, 5, 105])
def test_what_events_stand_in_is_followed_to_its_end(length: int, write_tree: Any, small: Any) -> None:
    _, _, bare = _claiming(small)  # one without claims: else all that rest on them are read anyway
    small["seeds/two.json"] = bare
    first = small["records/events/2024-06-01-ultimatum.json"] | {"evidence": [{"source": "two", "relation": "supports"}]}
    for ending in ({}, {"part_of": "e-0"}):
        chain = {f"e-{n}": first | {"id": f"e-{n}", "part_of": f"e-{n + 1}"} for n in range(length)}
        chain[f"e-{length}"] = (
            {name: value for name, value in first.items() if name != "part_of"} | {"id": f"e-{length}"} | ending
        )
        root = write_tree(small | {f"records/events/{id}.json": record for id, record in chain.items()})
        _agree(root, "records/events/e-0.json")


def test_what_befell_the_outermost_document_is_known(write_tree: Any, small: Any) -> None:
    """A promise three deep, whose outermost document was withdrawn before the promise was changed."""
    _, _, bare = _claiming(small)
    small["seeds/two.json"] = bare
    rests = {"evidence": [{"source": "two", "relation": "supports"}]}
    outer = {
        "id": "doc-0",
        "type": "document",
        "form": "company_policy",
        "title": "D",
        "promise": "P.",
        "parties": [{"actor": "acme", "role": "promisor"}],
    }
    inner = {"id": "doc-1", "type": "document", "title": "E", "promise": "P.", "part_of": "doc-0"}
    leaf = {"id": "leaf", "type": "disclosure", "title": "F", "promise": "P.", "part_of": "doc-1"}
    small |= {f"records/commitments/{each['id']}.json": each | rests for each in (outer, inner, leaf)}
    begun = [
        {"commitment": id, "change": "added", "standing": "in_force", "disclosure": "announced"}
        for id in ("doc-0", "doc-1", "leaf")
    ]
    ended = [{"commitment": "doc-0", "change": "removed", "standing": "withdrawn", "disclosure": "announced"}]
    later = [{"commitment": "leaf", "change": "weakened", "disclosure": "announced", "note": "Less."}]
    for day, changes in (("2024-08-01", begun), ("2024-09-01", ended), ("2024-10-01", later)):
        event = {
            "id": f"{day}-e",
            "type": "policy_revised",
            "title": f"T {day}",
            "date": day,
            "factuality": "actual",
            "changes": changes,
        }
        small[f"records/events/{day}-e.json"] = event | rests
    root = write_tree(small)
    assert any("withdrawn since 2024-09-01" in problem.message for problem in check(read_tree(root)))
    _agree(root, "records/events/2024-10-01-e.json")


def test_a_record_whose_file_has_another_name_is_found_by_its_own(write_tree: Any, small: Any) -> None:
    small["records/actors/other-name.json"] = small.pop("records/actors/ministry.json")
    root = write_tree(small)
    for path in small:
        _agree(root, path)


def test_who_is_called_so_is_known_though_its_file_was_not_read(write_tree: Any, small: Any) -> None:
    small["records/actors/dow.json"] = {
        "id": "dow",
        "type": "military",
        "name": "Department of Wonders",
        "aliases": ["The Wonders"],
    }
    path = "records/statements/2024-06-02-threat.json"
    small[path] = small[path] | {"targets": [{"actor": "The Wonders"}]}
    root = write_tree(small)
    assert any("did you mean 'dow'?" in problem.message for problem in check(read_around(root, [path])))
    _agree(root, path)


def test_of_two_files_nothing_is_read_as_one(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    (root / "records/statements/zz-1.json").write_text('{"id": "zz-1", "x": "jo', "utf-8")
    (root / "records/statements/zz-2.json").write_text('" : 1}', "utf-8")
    _agree(root, "records/actors/jo.json")


def test_an_id_that_stands_in_another_table_is_no_ones(write_tree: Any, small: Any) -> None:
    """Also where the other file is otherwise none of this one's business."""
    root = write_tree(small)
    (root / "records/commitments/ministry.json").write_text("{", "utf-8", newline="\n")
    _agree(root, "records/actors/ministry.json")


def test_who_misspells_an_id_is_told_of_files_that_were_not_read(write_tree: Any, small: Any) -> None:
    small["records/actors/acme-holding.json"] = small["records/actors/acme.json"] | {"id": "acme-holding", "name": "Holding"}
    statement = "records/statements/2024-06-02-threat.json"
    root = write_tree(small)
    text = (root / statement).read_text("utf-8")
    (root / statement).write_text(text.replace('"actor": "acme"', '"actor": "acme-holdin"', 1), "utf-8", newline="\n")
    part = read_around(root, [statement])
    assert "records/actors/acme-holding.json" in part.unread
    assert any("did you mean 'acme-holding'" in problem.message for problem in check(part))
    _agree(root, statement)


def test_to_find_one_file_sound_no_model_is_loaded() -> None:
    """That is what makes it quick. Whoever has a fault is told in the models' words."""
    code = """
import sys
from aipolicy_data.cli import main
try:
    main(["check", "records/actors/anthropic.json"])
except SystemExit as end:
    print(end.code, "pydantic" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "1 record checked, 0 problems\n0 False\n", done


def test_of_the_real_tree_every_part_is_clean_and_small(tree: Any) -> None:
    """A sample of files, one in fifty: no false alarm comes of what was not read."""
    for file in tree.files[::50]:
        part = read_around(tree.root, [file.path])
        assert check(part, second_judge=False) == []
        assert len(part.files) + len(part.unread) == len(tree.files)
