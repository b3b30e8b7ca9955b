"""Faults of a records tree are found together, once, with their places. (One by one: `test_invalid`.)"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from aipolicy_data.checks import check
from aipolicy_data.files import Tree, read_tree
from aipolicy_data.problems import Problem
from aipolicy_data.vocabularies import VOCABULARIES
from tests.conftest import SMALL

DROP = object()
POLICY, PAUSE, REPORTS = (f"records/commitments/acme-{name}.json" for name in ("policy", "pause", "reports"))
FIRST, SECOND, ULTIMATUM = (
    f"records/events/{name}.json" for name in ("2024-01-01-policy", "2025-01-01-policy-2", "2024-06-01-ultimatum")
)
DEMAND, THREAT, REFUSAL, ASSESSMENT = (
    f"records/statements/{name}.json"
    for name in ("2024-06-01-demand", "2024-06-02-threat", "2024-07-01-refusal", "2025-02-01-assessment")
)
JO, ACME = "records/actors/jo.json", "records/actors/acme.json"
SOURCE = "seeds/paper-2024-01-02-report.json"
CITED = {"source": "paper-2024-01-02-report", "relation": "supports"}


def edited(records: dict[str, Any], path: str, edits: dict[str, Any]) -> dict[str, Any]:
    """The records with some values of one file replaced, added or dropped."""
    for pointer, value in edits.items():
        node: Any = records[path]
        *steps, last = pointer.split("/")
        for step in steps:
            node = node[int(step) if step.isdigit() else step]
        if value is DROP:
            del node[int(last) if last.isdigit() else last]
        elif isinstance(node, list):
            node.insert(int(last), value)
        else:
            node[last] = value
    return records


def test_the_small_tree_has_no_problems(write_tree: Any, small: Any) -> None:
    assert check(read_tree(write_tree(small))) == []


def test_a_lead_never_stands_alone(write_tree: Any, small: Any) -> None:
    small["seeds/blog-rumour.json"] = {
        "id": "blog-rumour", "type": "post", "tier": "lead", "publisher": "Blog", "access": "full_text",
    }  # fmt: skip
    small[DEMAND]["evidence"] = [{"source": "blog-rumour", "relation": "supports"}]
    problems = check(read_tree(write_tree(small)))
    message = "rests on sources of tier `lead` alone; find a better source or leave the record out"
    assert [(p.path, p.field, p.message) for p in problems] == [(DEMAND, "evidence", message)]
    small[DEMAND]["evidence"].append(CITED)
    assert check(read_tree(write_tree(small))) == []


def test_a_reservation_is_spelled_out_in_each_part(write_tree: Any, small: Any) -> None:
    small[POLICY]["parties"][0]["reservation"] = "but not the pause"
    problems = check(read_tree(write_tree(small)))
    message = "acme joined its document with a reservation, so each part must list its own parties"
    assert [(p.path, p.field, p.message) for p in problems] == [(PAUSE, "", message), (REPORTS, "", message)]


WEB = """{
  “id”: “2024-08-01-some-talk”,
  “type”: “hearing”,
  “title”: “They talk”,
  “date”: “24 Feb 2026”,
  “factuality”: “actual”,
  “participants”: [{ “actor”: “The ministry”, “role”: “speaker” }, { “actor”: “nobody”, “role”: “affected” }],
}
"""


def test_a_beginners_file_is_told_all_at_once(write_tree: Any, small: Any) -> None:
    """Typed in a word processor, on the web: what is no JSON does not hide what else is wrong, and one layer not the next."""
    root: Path = write_tree(small)
    (root / "records/events/2024-08-01-talk.json").write_text(WEB, "utf-8")
    problems = check(read_tree(root))
    assert [(problem.line, problem.column, problem.field) for problem in problems] == [
        (1, 1, ""), (2, 3, ""), (2, 9, "id"), (3, 11, "type"), (5, 11, "date"), (7, 31, "participants[0].actor"),
        (7, 55, "participants[0].role"), (7, 79, "participants[1].actor"),
    ]  # fmt: skip
    assert problems[5].message.endswith("; did you mean 'ministry'?")
    assert problems[3].message.startswith("'hearing' is not a term of the vocabulary event_types; did you mean 'meeting_held'?")
    assert problems[7].message.startswith("no record of actors has the id nobody")
    assert problems[0].message.startswith("rests on nothing; add `evidence`")
    assert problems[1].message == (
        "not JSON: a curly quotation mark; type straight ones throughout; and a comma with nothing after it: take it away in line 7"
    )
    assert "but the file is called '2024-08-01-talk.json'" in problems[2].message
    assert (root / "records/events/2024-08-01-talk.json").read_text("utf-8") == WEB


def test_layout_can_be_left_to_the_maintainers(write_tree: Any, small: Any) -> None:
    root: Path = write_tree(small)
    (root / FIRST).write_text((root / FIRST).read_text("utf-8").replace("  ", " "), "utf-8", newline="\n")
    assert len(check(read_tree(root))) == 1
    assert check(read_tree(root), layout=False) == []


def test_all_faults_are_reported_in_one_run_with_exit_code_1_and_nothing_written(write_tree: Any, small: Any) -> None:
    root: Path = write_tree(edited(edited(small, ACME, {"type": "firm"}), DEMAND, {"speakers/0/actor": "nobody"}))
    (root / JO).write_text("{", "utf-8")
    (root / FIRST).write_text((root / FIRST).read_text("utf-8").replace("  ", " "), "utf-8", newline="\n")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = subprocess.run([sys.executable, "-m", "aipolicy_data", "check", str(root)], capture_output=True, text=True)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("records/")] == [
        f"records/actors/acme.json:3:11: type: 'firm' is not a term of the vocabulary actor_types. Terms: {', '.join(VOCABULARIES['actor_types'].ids)}",
        "records/actors/jo.json:1:2: not JSON: here the name of a field belongs, in straight quotation marks, or the closing brace",
        "records/events/2024-01-01-policy.json:2:1: is not in canonical form from here on; run `aipolicy format` on it",
        "records/statements/2024-06-01-demand.json:7:16: speakers[0].actor: no record of actors has the id nobody; add it as records/actors/nobody.json, or name another",
    ]
    assert '     3 |   "type": "firm",\n       |           ^\n' in done.stderr
    assert done.stdout == f"{len(SMALL)} records checked, 4 problems\n"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_the_real_tree_has_no_problems(tree: Tree) -> None:
    assert check(tree) == []


def test_problems_are_sorted_and_stand_once(write_tree: Any, small: Any) -> None:
    for record in small.values():
        record["unknown"] = 1
    problems = check(read_tree(write_tree(small)))
    assert problems == sorted(set(problems))
    assert all(isinstance(problem, Problem) for problem in problems)
    assert len(problems) == len(SMALL)


def test_an_interval_that_ends_before_it_begins_is_told_beside_other_faults(write_tree: Any, small: Any) -> None:
    small[DEMAND] |= {"date": "2024-06/2024-01", "venue": 7}
    problems = check(read_tree(write_tree(small)))
    assert [(p.path, p.field) for p in problems] == [(DEMAND, "date"), (DEMAND, "venue")]


def test_a_name_where_an_id_belongs_leads_to_the_id_once_and_of_any_kind(write_tree: Any, small: Any) -> None:
    small[ACME]["aliases"] = ["ACME"]
    small[DEMAND]["audience"] = ["Acme"]
    small[REFUSAL]["responds_to"] = [small[ULTIMATUM]["title"]]
    messages = {(p.path, p.field): p.message for p in check(read_tree(write_tree(small)))}
    assert messages[DEMAND, "audience[0]"].endswith("; did you mean 'acme'?")
    assert messages[REFUSAL, "responds_to[0]"].endswith("; did you mean '2024-06-01-ultimatum'?")


def test_so_many_names_of_nobody_are_compared_with_all_ids(write_tree: Any, small: Any) -> None:
    """Each costs as much as there are records: a hostile tree could hold a million."""
    small[DEMAND]["audience"] = [f"Ministry {number}" for number in range(90)]
    messages = [p.message for p in check(read_tree(write_tree(small))) if p.field.startswith("audience[")]
    assert len(messages) == 90
    assert sum("did you mean 'ministry'" in message for message in messages) == 50


def test_a_source_whose_tier_is_wrong_is_no_lead(write_tree: Any, small: Any) -> None:
    """What rests on it is not told to find a better one: that fault is the source's alone."""
    (path,) = [path for path in small if path.startswith("seeds/")]
    for tier in ("news agency", None):
        source = {name: value for name, value in small[path].items() if name != "tier"} | ({"tier": tier} if tier else {})
        assert {problem.path for problem in check(read_tree(write_tree(small | {path: source})))} == {path}


def test_an_unsound_source_hides_no_fault_that_has_nothing_to_do_with_it(write_tree: Any, small: Any) -> None:
    """The words in it may be claims that others cite; that they are names of fields as well must not matter."""
    (path,) = [path for path in small if path.startswith("seeds/")]
    small["seeds/other.json"] = small[path] | {"id": "other", "type": "novel"}
    small["records/actors/jo.json"] |= {"id": "acme-pause"}
    found = {(problem.path, problem.field) for problem in check(read_tree(write_tree(small)))}
    assert ("records/commitments/acme-pause.json", "id") in found
