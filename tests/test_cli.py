"""The command line: its verbs, forms of output and exit codes, as processes."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from aipolicy_data import __version__
from aipolicy_data.cli import VERBS, main
from aipolicy_data.files import read_tree
from aipolicy_data.release import index_of, render, write

ESCAPE = "\x1b"


def run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aipolicy_data", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
    )


@pytest.fixture
def root(write_tree: Any, small: Any) -> Path:
    root: Path = write_tree(small)
    write(root, render(index_of(read_tree(root))))
    return root


def test_version_and_help() -> None:
    assert run("--version").stdout == f"aipolicy, version {__version__}\n"
    done = run("--help")
    assert done.returncode == 0
    for verb in main.list_commands(click.Context(main)):
        assert f"  {verb} " in done.stdout


@pytest.mark.parametrize("module", VERBS)
def test_every_verb_is_found_where_it_is_said_to_be(module: str) -> None:
    there = importlib.import_module(f"aipolicy_data.cli.{module}").VERBS
    assert tuple(verb.name for verb in there) == VERBS[module]
    assert [main.get_command(click.Context(main), name) for name in VERBS[module]] == list(there)


def test_a_misspelled_verb_leads_to_the_verb() -> None:
    done = run("chekc")
    assert (done.returncode, done.stderr.split("\n")[-2]) == (2, "Error: no verb 'chekc'; did you mean 'check'?")


def test_an_id_where_a_path_belongs_leads_to_the_path(root: Path) -> None:
    done = run("check", "acme-pause", cwd=root)
    assert done.returncode == 2
    assert done.stderr.endswith(f"; did you mean {root}/records/commitments/acme-pause.json?\n")


READING = [
    (["show", "acme-pause"], "commitment acme-pause"),
    (["list", "events"], "2024-06-01-ultimatum"),
    (["list", "statements", "--type", "threat"], "2024-06-02-threat"),
    (["timeline", "--actor", "ministry"], "The ministry sets a term"),
    (["timeline", "--thread", "2024-06-01-ultimatum"], "Threatens to end the contract."),
    (["history", "acme-pause"], "in_force"),
    (["standing", "--on", "2024-06-01"], "acme-reports"),
    (["standing", "acme-pause", "--on", "2023-06-01"], "none"),
    (["about", "acme-pause"], "Demands that Acme drop the pause."),
    (["about", "2024-06-01-demand", "--stance", "against"], "Refuses."),
    (["evidence", "acme-pause"], "https://paper.example/report"),
    (["corroboration", "acme-pause"], "the best source is established"),
    (["list", "statements", "--where", "speaker=ministry", "--where", "type=threat"], "2024-06-02-threat"),
    (["deadlines", "--party", "acme", "--until", "2026"], "2025-01-01"),
    (["cite", "acme-pause"], '"Pause when unsafe" (commitment acme-pause)'),
]


def test_standing_lists_no_retired_commitment(write_tree: Any, small: Any) -> None:
    pause = small["records/commitments/acme-pause.json"]
    small["records/commitments/acme-old.json"] = pause | {"id": "acme-old", "replaced_by": "acme-pause"}
    listed = run("standing", "--csv", "--data", str(write_tree(small))).stdout
    assert "acme-pause" in listed
    assert "acme-old" not in listed


def test_a_retired_id_shows_its_heir_throughout_and_says_so_in_one_line(write_tree: Any, small: Any) -> None:
    demand = small["records/statements/2024-06-01-demand.json"]
    old = {"id": "2024-06-01-old", "replaced_by": demand["id"], "evidence": [demand["evidence"][0] | {"note": "An old note."}]}
    small["records/statements/2024-06-01-old.json"] = demand | old
    done = run("show", "2024-06-01-old", "--data", str(write_tree(small)))
    assert done.stdout.startswith("statement 2024-06-01-demand\n")
    assert "An old note." not in done.stdout
    assert done.stderr == "aipolicy: 2024-06-01-old is retired; this is 2024-06-01-demand, which takes its place\n"


@pytest.mark.parametrize(("arguments", "shown"), READING, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_verbs_that_read_print_to_standard_output_without_colour(arguments: list[str], shown: str, root: Path) -> None:
    done = run(*arguments, "--data", str(root))
    assert (done.returncode, done.stderr) == (0, "")
    assert shown in done.stdout
    assert ESCAPE not in done.stdout


@pytest.mark.parametrize("arguments", [each for each, _ in READING if each[0] != "cite"], ids=" ".join)
def test_json_and_csv_hold_the_same_rows(arguments: list[str], root: Path) -> None:
    found = json.loads(run(*arguments, "--data", str(root), "--json").stdout)
    table = list(csv.DictReader(io.StringIO(run(*arguments, "--data", str(root), "--csv").stdout)))
    found = found if isinstance(found, list) else [found]
    assert len(table) == len(found) > 0
    for row, cells in zip(found, table, strict=True):
        for name, value in row.items():
            if isinstance(value, str):
                assert cells[name] == value


def test_parts_of_a_record_are_json_in_a_cell_of_csv(root: Path) -> None:
    done = run("list", "events", "--data", str(root), "--csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert json.loads(rows["2024-01-01-policy"]["changes"])[0]["commitment"] == "acme-policy"
    assert rows["2024-01-01-policy"]["topics"] == "pause"


def test_what_does_not_exist_gives_one_line_and_exit_code_2(root: Path) -> None:
    for arguments, words in (
        (["show", "acme-paus"], "aipolicy: no record has the id 'acme-paus'; did you mean 'acme-pause'?\n"),
        (["list", "events", "--type", "ultimatum"], "aipolicy: no type 'ultimatum' is known; did you mean 'ultimatum_issued'?\n"),
        (["standing", "--on", "yesterday"], "aipolicy: 'yesterday' is not one day, such as 2026-02-24\n"),
    ):
        done = run(*arguments, "--data", str(root))
        assert (done.returncode, done.stdout, done.stderr) == (2, "", words)
    done = run("show", "x", "--data", str(root / "nowhere"))
    assert done.returncode == 2
    assert "is not a data set. Looked for:" in done.stderr
    done = run("check", cwd=root.parent if not (root.parent / "records").exists() else Path("/"))
    assert done.returncode == 2
    assert "looked for one folder with records/ in it" in done.stderr


def test_nothing_found_is_said_and_is_no_error(root: Path) -> None:
    done = run("timeline", "--until", "2000", "--data", str(root))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")
    assert json.loads(run("timeline", "--until", "2000", "--data", str(root), "--json").stdout) == []


def test_format_repairs_layout_and_never_a_value(root: Path) -> None:
    path = root / "records/actors/acme.json"
    good = path.read_text("utf-8")
    path.write_text('{"name": "Acme",\n"type":"ai_developer", "id":"acme"}', "utf-8", newline="\n")
    done = run("format", "--check", cwd=root)
    assert (done.returncode, done.stdout) == (1, "would format records/actors/acme.json\n")
    done = run("format", "records/actors/acme.json", cwd=root)
    assert (done.returncode, done.stdout) == (0, "formatted records/actors/acme.json\n")
    assert path.read_text("utf-8") == good
    assert run("format", "--check", cwd=root).returncode == 0


def test_format_never_mends_what_is_not_json(root: Path) -> None:
    path = root / "records/actors/acme.json"
    text = path.read_text("utf-8").replace('"Acme"', "“Acme”")
    path.write_text(text, "utf-8", newline="\n")
    done = run("format", str(path), cwd=root)
    assert done.returncode == 1
    assert "a curly quotation mark; type straight ones throughout" in done.stderr
    assert '     4 |   "name": “Acme”\n' in done.stderr
    assert path.read_text("utf-8") == text


def test_format_leaves_what_it_cannot_parse(root: Path) -> None:
    path = root / "records/actors/acme.json"
    path.write_text("{", "utf-8")
    done = run("format", cwd=root)
    assert done.returncode == 1
    assert "records/actors/acme.json:1:2: not JSON" in done.stderr
    assert path.read_text("utf-8") == "{"


def test_check_of_one_path_reports_that_file_and_its_neighbours_only(root: Path) -> None:
    for name in ("acme", "jo", "ministry"):
        path = root / f"records/actors/{name}.json"
        path.write_text(path.read_text("utf-8").replace('"name"', '"nmae"'), "utf-8", newline="\n")
    done = run("check", "records/actors/jo.json", cwd=root)
    assert done.returncode == 1
    found = {line.split(":")[0] for line in done.stderr.splitlines() if line.startswith("records/")}
    assert found == {"records/actors/acme.json", "records/actors/jo.json"}  # Jo holds a post at Acme
    assert run("check", cwd=root / "records" / "actors").returncode == 1


def test_what_is_no_record_is_not_said_to_be_sound(root: Path) -> None:
    for path in ("CODEBOOK.md", "records/../schemas", "aipolicy_data/data/actors.json"):
        done = run("check", path, cwd=root)
        assert (done.returncode, done.stdout) == (2, "")
        assert "is no record and holds none: looked for records/actors" in done.stderr
    assert run("check", "records/events/../actors/jo.json", cwd=root).stdout == "1 record checked, 0 problems\n"


def test_check_of_a_folder_reports_what_is_in_it(root: Path) -> None:
    for name in ("actors/jo.json", "actors/stray.txt", "events/stray.txt"):
        (root / "records" / name).write_text("{}", "utf-8")
    done = run("check", "records/actors", cwd=root)
    found = {line.split(":")[0] for line in done.stderr.splitlines() if line.startswith("records/")}
    assert found == {"records/actors/jo.json", "records/actors/stray.txt"}


def test_check_of_one_file_finds_who_refers_to_what_is_no_longer_there(root: Path) -> None:
    path = root / "records/actors/ministry.json"
    path.write_text(path.read_text("utf-8").replace('"id": "ministry"', '"id": "the-ministry"'), "utf-8", newline="\n")
    done = run("check", "records/actors/ministry.json", cwd=root)
    assert [line for line in done.stderr.splitlines() if line.startswith("records/")] == [
        "records/actors/ministry.json:2:9: id: is 'the-ministry', but the file is called 'ministry.json'; make them the same"
    ]


def test_problems_as_json_and_as_annotations(root: Path) -> None:
    path = root / "records/actors/acme.json"
    path.write_text(path.read_text("utf-8").replace("ai_developer", "firm, 100%"), "utf-8", newline="\n")
    (problem,) = json.loads(run("check", "--format", "json", cwd=root).stdout)
    assert {name: problem[name] for name in ("path", "line", "column", "field")} == {
        "path": "records/actors/acme.json", "line": 3, "column": 11, "field": "type",
    }  # fmt: skip
    line = run("check", "--format", "github", cwd=root).stdout.splitlines()[0]
    assert line.startswith(
        "::error file=records/actors/acme.json,line=3,col=11,title=aipolicy check::type: 'firm, 100%25' is not a term"
    )


def test_build_writes_what_is_stale_and_says_so(root: Path) -> None:
    assert run("build", "--check", cwd=root).returncode == 0
    path = root / "records/actors/acme.json"
    path.write_text(path.read_text("utf-8").replace('"Acme"', '"Acme Ltd"'), "utf-8", newline="\n")
    done = run("build", "--check", cwd=root)
    assert done.returncode == 1
    assert "stale: aipolicy_data/data/actors.csv" in done.stdout
    done = run("build", cwd=root)
    assert (done.returncode, "aipolicy_data/data/actors.json" in done.stdout) == (0, True)
    assert run("build", "--check", cwd=root).returncode == 0


def test_locate_prints_what_a_claim_needs(tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_text("Acme shall pause now", "utf-8")
    done = run("locate", str(text), "shall pause", "--json")
    (span,) = json.loads(done.stdout)
    assert (span["start"], span["stop"], len(span["sha256"])) == (5, 16, 64)
    assert '"start": 5' in run("locate", str(text), "shall pause").stdout
    done = run("locate", str(text), "shall stop")
    assert (done.returncode, done.stderr) == (1, "the text does not hold this passage\n")
    text.write_bytes(b"\xff\xfe")
    done = run("locate", str(text), "x")
    assert done.returncode == 2
    assert "cannot be read as UTF-8 text" in done.stderr


def test_records_cannot_send_control_characters_to_a_terminal() -> None:
    from aipolicy_data.terminal import as_table

    assert ESCAPE + "[31m" not in as_table(("title",), [{"title": f"a{ESCAPE}[31mb"}]).split("\n", 1)[1]
