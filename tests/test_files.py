"""Record files are read strictly, with the place of every fault, and written in one canonical form."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aipolicy_data.files import canonical, ordered, read_file, read_tree
from aipolicy_data.parsing import parse, positions, words
from aipolicy_data.problems import DataError, Problem
from aipolicy_data.shapes import SHAPES

GOOD = '{\n  "id": "acme",\n  "type": "ai_developer",\n  "name": "Acme"\n}\n'

FAULTS = {
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD.encode(), 1, 1, "begins with a byte order mark; save it as UTF-8 without one"),
    "UTF-16": (GOOD.encode("utf-16"), 1, 1, "begins with a byte order mark; save it as UTF-8 without one"),
    "a byte that is not UTF-8": (
        GOOD.replace("Acme", "Acm\xe9").encode("latin-1"),
        4,
        15,
        "byte 0xe9 is not UTF-8; save the file as UTF-8",
    ),
    "CR line ends": (GOOD.replace("\n", "\r\n").encode(), 1, 1, "has CR line ends; save it with LF line ends"),
    "a NUL": (b"{\n\0}", 2, 1, "holds a NUL character"),
    "no JSON": (
        b'{\n  "id": "acme",,\n}',
        2,
        16,
        "not JSON: here the name of a field belongs, in straight quotation marks, or the closing brace",
    ),
    "an empty file": (
        b"",
        1,
        1,
        "not JSON: here a value belongs: text in quotation marks, a number, a list in brackets, or an object in braces",
    ),
    "a byte that is none after letters of two": (
        '{\n "é": "'.encode() + b"\x80",
        2,
        8,
        "byte 0x80 is not UTF-8; save the file as UTF-8",
    ),
    "text after the record": (
        GOOD.encode() + b"{}",
        6,
        1,
        "not JSON: here the record has ended already: take away what follows, or a bracket too many",
    ),
    "a list": (b"[]", 1, 1, "a record is one JSON object, in braces; this is []"),
    "a key twice": (b'{\n  "id": "a",\n  "id": "b"\n}', 3, 9, "the field 'id' stands twice in one object; keep one of them"),
    "NaN": (b'{\n  "n": NaN\n}', 2, 8, "NaN is not JSON; write a number or leave the field out"),
    "Infinity": (b'{\n  "n": -Infinity\n}', 2, 8, "-Infinity is not JSON; write a number or leave the field out"),
    "a huge number": (b'{\n  "n": 1e999\n}', 2, 8, "the number '1e999' does not fit; write a whole number"),
    "a tiny number": (b'{\n  "n": 1e-999\n}', 2, 8, "the number '1e-999' does not fit; write a whole number"),
    "a long number": (
        b'{\n  "n": ' + b"9" * 5000 + b"\n}",
        2,
        8,
        f"the number '{'9' * 60}...' does not fit; write a whole number",
    ),
    "half a surrogate pair": (b'{\n  "id": "\\ud800"\n}', 2, 9, "half of a surrogate pair; write the character itself"),
    "deep nesting": (b'{"a":' * 100_000, 1, 1, "nested deeper than 20 levels; a record never is"),
    "too deep nesting": (b'{"a":' * 30 + b"1" + b"}" * 30, 1, 1, "nested 30 levels deep; a record is never deeper than 20"),
    "a long file": (b" " * 1_000_001, 0, 0, "cannot be read: longer than 1000000 bytes"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_parsed_gives_one_problem_with_its_place(fault: str, tmp_path: Path) -> None:
    data, line, column, message = FAULTS[fault]
    (tmp_path / "acme.json").write_bytes(data)
    file, problem = read_file(tmp_path, "acme.json", "actors")
    assert file.value is None
    assert problem == Problem("acme.json", line, column, "", message)


def test_a_good_file_gives_its_record(tmp_path: Path) -> None:
    (tmp_path / "acme.json").write_text(GOOD, "utf-8", newline="\n")
    file, problem = read_file(tmp_path, "acme.json", "actors")
    assert problem is None
    assert file.value == {"id": "acme", "type": "ai_developer", "name": "Acme"}
    assert canonical("actors", file.value) == GOOD


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither")
def test_links_and_pipes_are_not_followed_or_waited_on(tmp_path: Path) -> None:
    (tmp_path / "real").write_text(GOOD)
    (tmp_path / "link.json").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe.json")
    for name, why in {"link.json": "a link; put the file itself here", "pipe.json": "not a plain file"}.items():
        _, problem = read_file(tmp_path, name, "actors")
        assert problem == Problem(name, 0, 0, "", f"cannot be read: {why}")


def test_stray_files_are_reported_and_a_readme_is_not(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    (root / "records" / "README.md").write_text("What this is.")
    for stray in ("records/notes.txt", "records/actors/acme.yaml", "seeds/deep/x.json", "records/people/jo.json"):
        (root / stray).parent.mkdir(exist_ok=True)
        (root / stray).write_text("{}")
    belongs = (
        "does not belong here; a record is records/actors/<id>.json, records/commitments/<id>.json, records/events/<id>.json, "
        "records/statements/<id>.json, seeds/<id>.json"
    )
    assert list(read_tree(root).problems) == [
        Problem(path, 0, 0, "", belongs)
        for path in ("records/actors/acme.yaml", "records/notes.txt", "records/people/jo.json", "seeds/deep/x.json")
    ]


def test_a_folder_without_records_is_no_tree(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="looked for the folder records/"):
        read_tree(tmp_path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), json_values), st.sampled_from([None, 0, 2]), st.booleans())
def test_positions_lead_to_every_value(value: Any, indent: int | None, ascii_only: bool) -> None:
    """At the place of a pointer stands the text of its value, whatever the layout."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    lines = text.split("\n")
    for pointer, (line, column) in positions(text).items():
        node = value
        for step in pointer:
            node = node[step]
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        found, _ = json.JSONDecoder().raw_decode(rest)
        assert found == node


@given(st.text())
def test_positions_never_fail(text: str) -> None:
    """Broken text gives the places of what could be read."""
    assert () in positions(text)
    assert positions('{"a": [' + text)[("a",)] == (1, 7)


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("7.0", "7"),
        ("1e2", "100"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0e999", "0"),
        ("1.5", "1.5"),
        ("-1e17", f"-1{'0' * 17}"),
        ("1e20", "1e+20"),
    ],
)
def test_one_number_has_one_form(token: str, value: str) -> None:
    """Whole numbers are written without a point, and what is written is read again (the last but one: found by fuzzing)."""
    text = canonical("actors", parse(f'{{"n": {token}}}'))
    assert text == f'{{\n  "n": {value}\n}}\n'
    assert canonical("actors", parse(text)) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": {"x": 1}, "b": {"x": 1, "x": 2}, "c": {"x": 3}}', (1, 36)),
        ('{"a": {"x": 1}, "a": {"x": 2, "x": 3}}', (1, 36)),
        ('{"x": "NaN",\n "NaN": [1, NaN]}', (2, 13)),
        ('{"x": "1e999", "y": 1e999}', (1, 21)),
        ('{"x": [{"e\u0301": 1}]}', (1, 8)),
    ],
)
def test_the_place_of_a_fault_is_that_of_the_fault_itself(text: str, place: tuple[int, int], tmp_path: Path) -> None:
    """And not that of its like: a field of the same name, a text with the same letters."""
    (tmp_path / "x.json").write_text(text, "utf-8", newline="\n")
    _, problem = read_file(tmp_path, "x.json", "actors")
    assert problem is not None
    assert (problem.line, problem.column) == place


def test_names_that_nobody_would_give_a_field_are_cut_and_escaped() -> None:
    assert words(("\x1b[2J\u202e", 0, "a" * 100)) == f"\\x1b[2J\\u202e[0].{'a' * 60}..."
    assert words(("", "a")) == ".a"


def test_format_orders_fields_and_keeps_every_value(small: Any) -> None:
    """The canonical form of a shuffled record is that of the record itself."""
    for path, record in small.items():
        table = "sources" if path.startswith("seeds/") else path.split("/")[1]
        shuffled = json.loads(json.dumps(record), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
        assert list(shuffled) != list(record)
        assert canonical(table, shuffled) == canonical(table, record)
        assert ordered(SHAPES[table], shuffled) == record
