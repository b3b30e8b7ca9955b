"""The doors on the repository: what is shown to contributors works as written."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import aipolicy_data as ap
from aipolicy_data.checks import check
from aipolicy_data.drafting import KINDS, _unfit
from aipolicy_data.files import FOLDERS, canonical, read_tree
from aipolicy_data.index import TABLES, Index
from aipolicy_data.models import MODELS
from aipolicy_data.problems import DataError, Problem
from aipolicy_data.reports import as_annotations, as_junit, as_summary, as_text
from aipolicy_data.shapes import kind_of
from aipolicy_data.twins import address, reviewed, twins, unreviewed
from aipolicy_data.vocabularies import VOCABULARIES
from tests.conftest import ROOT


def run(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "aipolicy_data", *arguments], capture_output=True, text=True, cwd=cwd, **more)


# CONTRIBUTING.md


def test_the_examples_of_contributing_are_a_valid_tree(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    examples = {json.loads(record)["id"]: record for record in re.findall(r"```json\n(.*?)```", text, re.S)}
    paths = re.findall(r"`((?:records/[a-z]+|seeds)/[a-z0-9-]+)\.json`", text)
    places = {id: folder for folder, _, id in (path.rpartition("/") for path in paths) if id in examples}
    assert set(places.values()) == set(FOLDERS.values())
    others = {"some-parliament": "legislature", "some-ministry": "executive_agency", "ai-providers-of-somewhere": "collective"}
    for folder in FOLDERS.values():
        (tmp_path / folder).mkdir(parents=True)
    for id, record in examples.items():
        (tmp_path / places[id] / f"{id}.json").write_text(record, "utf-8", newline="\n")
    for id, type in others.items():
        record = canonical("actors", {"id": id, "type": type, "name": id.replace("-", " ").capitalize()})
        (tmp_path / "records/actors" / f"{id}.json").write_text(record, "utf-8", newline="\n")
    assert check(read_tree(tmp_path)) == []


def test_editors_bind_each_schema_to_its_folder() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    bound = {entry["fileMatch"][0]: entry["url"] for entry in settings["json.schemas"]}
    assert bound == {f"/{FOLDERS[table]}/*.json": f"./schemas/{kind_of(table)}.schema.json" for table in MODELS}
    for url in bound.values():
        assert (ROOT / url).is_file()


# aipolicy new

ANSWERS = {
    "source": ["type=article", "tier=secondary", "title=News", "publisher=Paper", "published=2024-03-01", "access=excerpt"],
    "actor": ["type=person", "name=Ada Lovelace"],
    "commitment": [
        "type=disclosure", "title=Publish", "promise=Publish results.", "part_of=acme-policy",
        "evidence[0].source=paper-2024-01-02-report", "evidence[0].relation=supports",
    ],
    "event": [
        "type=meeting_held", "title=They meet", "date=2024-05-01", "factuality=actual", "participants[0].actor=acme",
        "participants[0].role=initiator", "evidence[0].source=paper-2024-01-02-report", "evidence[0].relation=supports",
    ],
    "statement": [
        "type=praise", "date=2024-05-01", "speakers[0].actor=ministry", "speakers[0].voice=institutional", "summary=Likes it.",
        "targets[0].actor=acme", "targets[0].stance=support", "evidence[0].source=paper-2024-01-02-report", "evidence[0].relation=supports",
    ],
}  # fmt: skip
IDS = {
    "source": "paper-2024-03-01-news",
    "actor": "ada-lovelace",
    "commitment": "acme-policy-publish",
    "event": "2024-05-01-they-meet",
    "statement": "2024-05-01-ministry-likes",
}


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_record_that_passes_the_check_unchanged(kind: str, write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    done = run("new", kind, *(part for each in ANSWERS[kind] for part in ("--set", each)), cwd=root)
    path = f"{FOLDERS[KINDS[kind]]}/{IDS[kind]}.json"
    assert (done.returncode, done.stdout) == (0, f"{path}\n"), done.stderr
    assert f"python -m aipolicy_data check {path}\n" in done.stderr  # as it was called
    assert check(read_tree(root)) == []


def answered(root: Path, kind: str, *lines: str | Callable[[], str], code: int = 0, given: tuple[str, ...] = ()) -> str:
    """What `aipolicy new` shows on a terminal to somebody who types these lines, and no more.

    Some are only known when they are typed.
    """
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "aipolicy_data", "new", kind, *given]
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, cwd=root, close_fds=True)
    os.close(child)
    waiting, output = list(lines), ""
    try:
        while select.select([parent], [], [], 20)[0]:
            try:
                data = os.read(parent, 65536)
            except OSError:
                break
            if not data:
                break
            output += data.decode("utf-8", "replace")
            if output.endswith(": ") and waiting:
                line = waiting.pop(0)
                os.write(parent, f"{line if isinstance(line, str) else line()}\n".encode())
                output += " "
        assert not waiting, (waiting, output)
        assert process.wait(timeout=20) == code, output
    finally:
        process.kill()
        os.close(parent)
    return output


CITED = ("A report", "supports", "")
"""The evidence that a dialogue ends with: a source by its title, what it does, and no further one."""
DIALOGUES: dict[str, tuple[str, tuple[str, ...], str, dict[str, Any]]] = {
    # what it is about: kind, answers in order (a wrong one first, where it is asked again), the path, and some of its fields
    "a source": (
        "source",
        ("article", "full_text", "secondary", "News", "The Paper", "2024-03-01", "https://paper.example/news", "en", "2024-03-02", ""),
        "seeds/the-paper-2024-03-01-news.json",
        {"url": "https://paper.example/news", "accessed": "2024-03-02"},
    ),
    "a source that is only cited": (
        "source",
        ("article", "cited_only", "secondary", "", "The Paper", "", "", "https://paper.example/x", "", "", ""),
        "seeds/the-paper.json",
        {"url": "https://paper.example/x"},
    ),
    "an actor": (
        "actor",
        ("preson", "person", "Ada Lovelace", "GB", "", ""),
        "records/actors/ada-lovelace.json",
        {"jurisdiction": "GB"},
    ),
    "an actor with a post": (
        "actor",
        ("person", "Ada Lovelace", "", "holds_position", "Acme", "chair", "2024-02", *CITED, ""),
        "records/actors/ada-lovelace.json",
        {"relationships": [{"type": "holds_position", "actor": "acme", "title": "chair", "since": "2024-02"}]},
    ),
    "a law": (
        "commitment",
        ("document", "", "statute", "The AI Act", "Regulates it.", "ministry", "promisor", "issuer", "", *CITED, ""),
        "records/commitments/ai-act.json",
        {"parties": [{"actor": "ministry", "role": "issuer"}]},
    ),
    "a promise in a document": (
        "commitment",
        ("disclosure", "Acme's policy", "Label images", "Label each image.", "must", "recurring", "P1Y", *CITED, ""),
        "records/commitments/acme-policy-label-images.json",
        {"part_of": "acme-policy", "strength": "must", "due": {"kind": "recurring", "every": "P1Y"}},
    ),
    "a promise by itself": (
        "commitment",
        ("disclosure", "", "public_statement", "Label images", "Label each image.", "acme", "promisor", "", "", "", *CITED, ""),
        "records/commitments/acme-label-images.json",
        {"form": "public_statement", "parties": [{"actor": "acme", "role": "promisor"}]},
    ),
    "an event that weakens a promise": (
        "event",
        (
            "policy_revised", "acme-pause", "weakened", "in_force", "silent", "Only when asked.", "", "Acme pauses less", "2025-06-01", "actual",
            "", *CITED, "",
        ),
        "records/events/2025-06-01-acme-pauses-less.json",
        {"changes": [{"commitment": "acme-pause", "change": "weakened", "standing": "in_force", "disclosure": "silent", "note": "Only when asked."}]},
    ),
    "an ultimatum": (
        "event",
        (
            "ultimatum_issued", "", "The ministry sets a term", "2024-08-01", "actual", "ministry", "initiator", "acme", "recipient",
            "", "date", "2024-08-30", *CITED, "",
        ),
        "records/events/2024-08-01-ministry-sets-term.json",
        {"due": {"kind": "date", "date": "2024-08-30"}},
    ),
    "words in official capacity": (
        "statement",
        ("praise", "2024-05-01", "jo", "institutional", "official_capacity", "", "Likes it.", "topics", "topic", "pause", "support", "", *CITED, ""),
        "records/statements/2024-05-01-jo-likes.json",
        {"speakers": [{"actor": "jo", "voice": "official_capacity"}, {"actor": "acme", "voice": "institutional"}]},
    ),
    "a verdict": (
        "statement",
        ("assessment", "2024-05-01", "ministry", "institutional", "Missing.", "commitment", "acme-reports", "overdue", "actor", "acme", "overdue", "", *CITED, ""),
        "records/statements/2024-05-01-ministry-missing.json",
        {"targets": [{"commitment": "acme-reports", "verdict": "overdue"}, {"actor": "acme", "verdict": "overdue"}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue_gives_a_record_that_passes_the_check_unchanged(name: str, write_tree: Any, small: Any) -> None:
    kind, lines, path, fields = DIALOGUES[name]
    root = write_tree(small)
    answered(root, kind, *lines)
    record = json.loads((root / path).read_text("utf-8"))
    assert {field: record[field] for field in fields} == fields
    assert check(read_tree(root)) == []


def test_new_asks_again_and_says_what_may_be_meant(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    text = answered(root, "actor", "preson", "person", "Ada Lovelace", "", "", "")
    assert "not a term of actor_types; did you mean person?" in text
    assert next(term.definition for term in VOCABULARIES["actor_types"].terms if term.id == "person")[:20] in text
    text = answered(root, "commitment", "disclosure", "policy", "acme-policy", "Label", "Label it.", "", "", "report", "A report", "supports", "", "")  # fmt: skip
    assert "no record of commitments has this id or name; these have such words" in text
    assert "1  acme-policy  Acme's policy" in text
    assert "= paper-2024-01-02-report" in text


def test_what_was_answered_is_told_when_a_dialogue_is_broken_off(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    text = answered(root, "event", "meeting_held", "", "They meet", "2024-05-01", "\x04", code=1)
    (line,) = [line.strip() for line in text.splitlines() if "--set type=meeting_held" in line]
    assert "Nothing was written" in text
    arguments = shlex.split(line)[shlex.split(line).index("new") :]
    assert arguments == ["new", "event", "--set", "type=meeting_held", "--set", "title=They meet", "--set", "date=2024-05-01"]


def test_a_broken_record_elsewhere_stops_neither_new_nor_the_check_of_another_file(write_tree: Any, small: Any) -> None:
    """`a` is tied to `b`, and `b` to `c`: to judge `b`, which names `a`, the broken `c` is read as well."""
    tied = {"type": "ai_developer", "evidence": [{"source": "paper-2024-01-02-report", "relation": "supports"}]}
    for id, other in (("a", "b"), ("b", "c")):
        ties = [{"type": "subsidiary_of", "actor": other}]
        small[f"records/actors/{id}.json"] = {"id": id, "name": id.upper(), **tied, "relationships": ties}
    small["records/actors/c.json"] = {"name": "C"}
    root = write_tree(small)
    assert "1 record checked, 0 problems" in run("check", "--content-only", "records/actors/a.json", cwd=root).stdout
    done = run("new", "actor", "--set", "type=company", "--set", "name=Some One", cwd=root)
    assert (done.returncode, done.stdout) == (0, "records/actors/some-one.json\n"), done.stderr


def test_a_dialogue_that_was_broken_off_goes_on_from_what_is_told(write_tree: Any, small: Any) -> None:
    """What was given beforehand is told as well, and what is told is understood."""
    root = write_tree(small)
    given = ("--set", "type=praise", "--set", "evidence[0].relation=supports", "--id", "2024-05-01-min")
    lines = ("2024-05-01", "ministry", "institutional", "Likes it.", "actor", "acme", "\x04")
    text = answered(root, "statement", *lines, code=1, given=given)
    (line,) = [line for line in text.splitlines() if "--set type=praise" in line]
    told = shlex.split(line)[shlex.split(line).index("new") :]
    done = run(*told, "--set", "targets[0].stance=support", "--set", f"evidence[0].source={CITED[0]}", cwd=root)
    assert (done.returncode, done.stdout) == (0, "records/statements/2024-05-01-min.json\n"), done.stderr
    assert check(read_tree(root)) == []


def test_an_answer_that_is_needed_is_asked_for_again_and_a_number_chooses(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    text = answered(root, "statement", "praise", "2024-05-01", "", "min", "1", "institutional", "Likes it.", "actor", "acme", "support", "", *CITED, "")  # fmt: skip
    assert "this one is needed" in text
    assert "= ministry" in text
    assert check(read_tree(root)) == []


def test_a_record_may_be_made_in_another_window_meanwhile(write_tree: Any, small: Any) -> None:
    """It is found by its name, and what is asked next fits it."""
    root = write_tree(small)

    def made() -> str:
        done = run("new", "actor", "--set", "type=person", "--set", "name=Ada Lovelace", cwd=root)
        assert done.returncode == 0, done.stderr
        return "Ada Lovelace"

    text = answered(root, "statement", "praise", "2024-05-01", "Ada Lovelace", made, "personal_capacity", "Likes it.", "actor", "acme", "support", "", *CITED, "")  # fmt: skip
    assert "make it first, in another window, and come back" in text
    assert "= ada-lovelace" in text
    assert "institutional " not in text  # the voice of no person
    assert check(read_tree(root)) == []


def test_a_source_is_found_by_its_address(write_tree: Any, small: Any) -> None:
    (path,) = [path for path in small if path.startswith("seeds/")]
    small[path]["url"] = "https://paper.example/a?b=1"
    root = write_tree(small)
    statement = ("type=praise", "date=2024-05-01", "speakers[0].actor=Jo", "speakers[0].voice=personal_capacity", "summary=Likes it.", "targets[0].actor=acme", "targets[0].stance=support", "evidence[0].relation=supports")  # fmt: skip
    arguments = [each for one in statement for each in ("--set", one)]
    done = run(
        "new", "statement", *arguments, "--set", "evidence[0].source=http://www.paper.example/a/?b=1&utm_source=x", cwd=root
    )
    assert done.returncode == 0, done.stderr
    written = json.loads((root / done.stdout.strip()).read_text("utf-8"))
    assert written["evidence"][0]["source"] == Path(path).stem


def test_new_tells_of_what_may_be_the_same(write_tree: Any, small: Any) -> None:
    (path,) = [path for path in small if path.startswith("seeds/")]
    small[path]["url"] = "https://paper.example/a"
    root = write_tree(small)
    done = run("new", "actor", "--set", "type=company", "--set", "name=The ACME, Inc.", "--id", "acme-inc", cwd=root)
    assert "warning: acme may be this already: both are called 'acme'" in done.stderr
    done = run("new", "source", "--from-source", "http://www.paper.example/a/", cwd=root)
    assert done.returncode == 2
    assert f"warning: {Path(path).stem} may be this already: the same address" in done.stderr
    done = run(
        "check",
        "--content-only",
        "--format",
        "github",
        cwd=root,
        env=os.environ | {"GITHUB_STEP_SUMMARY": str(root.parent / "s.md")},
    )
    assert "::warning title=aipolicy check::acme and acme-inc may be one: both are called 'acme'\n" in done.stdout
    assert "No problems.\n\n- acme and acme-inc may be one" in (root.parent / "s.md").read_text("utf-8")


def test_what_new_does_not_offer_is_what_the_rules_refuse(write_tree: Any, small: Any) -> None:
    """Voices and types of actors, roles and forms: what is left out of the questions is exactly what the check refuses."""
    threat = "records/statements/2024-06-02-threat.json"
    for type in VOCABULARIES["actor_types"].ids:
        index = _index(actors=[{"id": "x", "type": type, "name": "X"}])
        unfit = _unfit("speakers", "voice", {}, {"actor": "x"}, index)
        for voice in ("institutional", "official_capacity", "personal_capacity"):
            record = small[threat] | {"speakers": [{"actor": "x", "voice": voice}]}
            tree = read_tree(
                write_tree(small | {"records/actors/x.json": {"id": "x", "type": type, "name": "X"}, threat: record})
            )
            refused = any("does not speak as" in problem.message for problem in check(tree, second_judge=False))
            assert refused == (voice in unfit), (type, voice)
    policy = "records/commitments/acme-policy.json"
    for form in VOCABULARIES["forms"].ids:
        problems = check(read_tree(write_tree(small | {policy: small[policy] | {"form": form}})), second_judge=False)
        refused = any(problem.message.startswith("nobody promises") for problem in problems)
        assert refused == ("promisor" in _unfit("parties", "role", {"form": form}, {}, _index()))


def test_new_asks_for_the_id_until_it_will_do(write_tree: Any, small: Any) -> None:
    """Nothing that was answered is lost for an id that is taken, that is none, or that no name proposes."""
    root = write_tree(small)
    text = answered(root, "actor", "company", "Acme", "", "", "Acme two", "acme-two")
    assert "records/actors/acme.json is there already; choose another id, or edit it" in text
    assert "'Acme two' is no id: lower-case words" in text
    assert "did you mean acme-two?" in text
    answered(root, "actor", "company", "智谱", "", "zhipu")
    assert json.loads((root / "records/actors/zhipu.json").read_text("utf-8"))["name"] == "智谱"
    assert (root / "records/actors/acme-two.json").is_file()
    assert check(read_tree(root)) == []


def test_new_refuses_what_does_not_fit_and_writes_nothing(write_tree: Any, small: Any) -> None:
    root = write_tree(small)
    before = sorted(root.rglob("*"))
    changing = ["--set", "type=meeting_held", "--set"]
    for arguments, words in (
        (["actor", "--set", "type=preson", "--set", "name=A"], "type=preson: not a term of actor_types; did you mean person?"),
        (["actor", "--set", "type=person"], "name is needed: The present name."),
        (
            ["actor", "--set", "type=person", "--set", "name=A", "--set", "nmae=B"],
            "--set nmae=...: actors have no field 'nmae'; did you mean 'name'?",
        ),
        (["actor", "--set", "type=person", "--set", "name=A", "--set", "notes=B"], "--set names what was not asked for: notes"),
        (["actor", "--set", "type=person", "--set", "name=Acme"], "records/actors/acme.json is there already"),
        (["event", "--set", "type=meeting_held", "--set", "title=T", "--set", "date=soon"], "date=soon: wanted: a date: 2026"),
        (["event", *changing, f"changes[0].commitment={'x' * 300}"], "no record of commitments has this id or name"),
        (["event", "--from-source", "https://example.org"], "--from-source goes with `aipolicy new source`"),
    ):
        done = run("new", *arguments, cwd=root)
        assert done.returncode == 2
        assert words in done.stderr
    assert sorted(root.rglob("*")) == before


# Twins


def _index(**tables: list[dict[str, Any]]) -> Index:
    return Index({table: tables.get(table, []) for table in TABLES})


def test_the_same_page_under_two_addresses_is_seen() -> None:
    sources = [
        {"id": id, "publisher": "P", "url": url}
        for id, url in (
            ("a", "https://www.example.org/x/?utm_source=y"),
            ("b", "http://example.org/x#top"),
            ("c", "https://example.org/y"),
        )
    ]
    assert [pair.ids for pair in twins(_index(sources=sources))] == [("a", "b")]
    assert address("https://example.org/?b=2&a=1") == address("https://example.org/?a=1&b=2")


def test_an_alias_that_is_anothers_name_is_seen() -> None:
    actors = [{"id": "a", "name": "The Acme Inc"}, {"id": "b", "name": "Bolt", "aliases": ["Ácme"]}, {"id": "c", "name": "Cog"}]
    (pair,) = twins(_index(actors=actors))
    assert (pair.ids, pair.reason) == (("a", "b"), "both are called 'acme'")


def test_the_same_act_or_nearly_the_same_words_on_a_date_are_seen() -> None:
    who = [{"actor": "a", "role": "initiator"}, {"actor": "b", "role": "recipient"}]
    events = [
        {"id": "one", "type": "meeting_held", "title": "They meet", "date": "2024-01-01", "participants": who},
        {"id": "two", "type": "meeting_held", "title": "Talks are held", "date": "2024-01-01", "participants": who},
        {"id": "three", "type": "other", "title": "Acme publishes its policy on safety", "date": "2024-02"},
        {"id": "four", "type": "other", "title": "Acme published its policy on safety", "date": "2024-02-03"},
        {"id": "five", "type": "other", "title": "Acme published its policy on safety", "date": "2024-03-03"},
    ]
    assert [(pair.ids, pair.reason) for pair in twins(_index(events=events))] == [
        (("four", "three"), "nearly the same words on the same date"),
        (("one", "two"), "the same type, participants and date 2024-01-01"),
    ]


def test_reviewed_twins_are_silent_and_stale_entries_fail(write_tree: Any, small: Any) -> None:
    small["records/actors/acme-two.json"] = {"id": "acme-two", "type": "company", "name": "ACME"}
    root = write_tree(small)
    done = run("check", cwd=root)
    assert done.returncode == 0
    assert "warning: acme and acme-two may be one: both are called 'acme'" in done.stderr
    entry = {"ids": ["acme", "acme-two"], "reason": "Two firms of one name."}
    (root / "records/twins.json").write_text(json.dumps([entry]))
    assert (run("check", cwd=root).stderr, run("check", cwd=root).returncode) == ("", 0)
    (root / "records/twins.json").write_text(json.dumps([entry, {"ids": ["acme", "jo"], "reason": "?"}]))
    done = run("check", cwd=root)
    assert done.returncode == 1
    assert "records/twins.json: acme and jo are no longer alike; take the entry out" in done.stderr
    (root / "records/twins.json").write_text('{"ids": 1}')
    with pytest.raises(DataError, match="is not a list of objects"):
        reviewed(root)


def test_no_unreviewed_twins_in_the_real_tree(tree: Any) -> None:
    from aipolicy_data.release import index_of

    assert unreviewed(index_of(tree), ROOT) == ([], [])


# Retirement


def test_a_retired_id_leads_to_its_heir_and_says_so(write_tree: Any, small: Any) -> None:
    small["records/actors/acme-old.json"] = {"id": "acme-old", "type": "company", "name": "Acme Old", "replaced_by": "acme"}
    ds = ap.load(write_tree(small))
    with pytest.warns(UserWarning, match="acme-old is retired; this is acme, which takes its place"):
        assert ds["acme-old"].id == "acme"
    assert ds.actors["acme-old"].replaced_by == "acme"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ds["acme"].id == "acme"


# Reports

PROBLEMS = [
    Problem("records/actors/a.json", 2, 3, "type", "wrong, 100%"),
    Problem("records/actors/a.json", 3, 1, "", "worse"),
    Problem("records/actors/b.json", 0, 0, "", "cannot be read: <b>|`"),
]


def test_text_shows_the_offending_line_with_a_mark_and_nothing_a_terminal_acts_on() -> None:
    lines = {"records/actors/a.json": ["{", '  "type": "x\x1b[31m"', "}"]}
    assert as_text(PROBLEMS, lines) == (
        "records/actors/a.json:2:3: type: wrong, 100%\n"
        '     2 |   "type": "x\\x1b[31m"\n'
        "       |   ^\n"
        "records/actors/a.json:3:1: worse\n"
        "     3 | }\n"
        "       | ^\n"
        "records/actors/b.json: cannot be read: <b>|`"
    )


def test_annotations_are_escaped_ten_at_most_and_every_file_comes_first() -> None:
    text = as_annotations(PROBLEMS)
    assert text.split("\n") == [
        "::error file=records/actors/a.json,line=2,col=3,title=aipolicy check::type: wrong, 100%25",
        "::error file=records/actors/b.json,line=1,col=1,title=aipolicy check::cannot be read: <b>|`",
        "::error file=records/actors/a.json,line=3,col=1,title=aipolicy check::worse",
    ]
    many = [Problem(f"records/actors/{n:02}.json", 1, 1, "", "m") for n in range(30)]
    *ten, last = as_annotations(many).split("\n")
    assert (len(ten), last) == (10, "::notice title=aipolicy check::20 more: the summary of this step lists them all")


def test_the_summary_of_a_step_holds_them_all_and_runs_nothing(tmp_path: Path, write_tree: Any, small: Any) -> None:
    assert "| records/actors/b.json |  |  | cannot be read: &lt;b>\\|\\` |" in as_summary(PROBLEMS)
    small["records/actors/acme.json"]["type"] = "firm"
    environment = os.environ | {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    run("check", "--format", "github", cwd=write_tree(small), env=environment)
    assert "### aipolicy check: 1 problems" in (tmp_path / "summary.md").read_text("utf-8")


def test_junit_has_a_case_for_each_file() -> None:
    from xml.etree import ElementTree

    suite = ElementTree.fromstring(
        as_junit(PROBLEMS, ["records/actors/a.json", "records/actors/b.json", "records/actors/c.json"])
    )
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [len(case) for case in suite] == [2, 1, 0]
