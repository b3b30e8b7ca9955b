"""Every fault of a records tree is found, once, with its place and in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aipolicy_data.checks import check
from aipolicy_data.files import Tree, read_tree
from aipolicy_data.problems import Problem
from aipolicy_data.rules import rules
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


FAULTS: list[tuple[str, str, dict[str, Any], str, str]] = [
    # name of the rule, file, edits, field of the problem, message
    (
        "evidence_is_present", DEMAND, {"evidence": DROP},
        "", "rests on nothing; add `evidence` with at least one source",
    ),
    (
        "evidence_is_present", JO, {"evidence": DROP},
        "", "rests on nothing; add `evidence` with at least one source",
    ),
    (
        "references_resolve", DEMAND, {"speakers/0/actor": "ministri"},
        "speakers[0].actor", "no record of actors has the id ministri; did you mean 'ministry'?",
    ),
    (
        "references_resolve", SECOND, {"responds_to": ["2024-06-01-demands"]},
        "responds_to[0]", "no record of records has the id 2024-06-01-demands; did you mean '2024-06-01-demand'?",
    ),
    (
        "references_resolve", REPORTS, {"evidence/0/claim": "paper-c09"},
        "evidence[0].claim", "no record of sources_claims has the id paper-c09; did you mean 'paper-c02' or 'paper-c01'?",
    ),
    (
        "claim_ids_are_unique", SOURCE, {"claims/1/id": "paper-c01"},
        "claims[1].id", "the claim id paper-c01 is taken by a claim of paper-2024-01-02-report; claim ids are unique in the data set",
    ),
    (
        "a_relationship_ends_after_it_begins", JO, {"relationships/0/until": "2022"},
        "relationships[0].until", "ends (2022) before it begins (2023)",
    ),
    (
        "a_relationship_ties_two_actors", JO, {"relationships/0/actor": "jo"},
        "relationships[0].actor", "is the actor itself; name the other one",
    ),
    (
        "a_commitment_has_a_home", PAUSE, {"part_of": DROP, "form": "contract"},
        "", "needs `part_of`, or both `form` and at least one party",
    ),
    (
        "a_part_takes_its_form_from_its_document", REPORTS, {"form": "contract"},
        "form", "its document says the form; leave it out here",
    ),
    (
        "parts_are_parts_of_documents", PAUSE, {"part_of": "acme-reports"},
        "part_of", "acme-reports is of type disclosure; only a commitment of type `document` holds others",
    ),
    (
        "a_document_promises_through_its_parts", POLICY, {"strength": "must"},
        "strength", "a document has no strength of its own; say it of its parts",
    ),
    (
        "a_document_promises_through_its_parts", POLICY, {"conditionality": "on_others"},
        "conditionality", "a document has no conditions of its own; say it of its parts",
    ),
    (
        "a_document_promises_through_its_parts", POLICY, {"conditions": ["rivals do"]},
        "conditions", "a document has no conditions of its own; say it of its parts",
    ),
    (
        "a_document_promises_through_its_parts", POLICY, {"testability": "testable"},
        "testability", "a document cannot be tested as a whole; say it of its parts",
    ),
    (
        "a_document_promises_through_its_parts", POLICY, {"due": {"kind": "ongoing"}},
        "due", "a document falls due through its parts; say it of them",
    ),
    (
        "only_documents_have_versions", PAUSE, {"versions": [{"label": "1"}]},
        "versions", "a commitment of type consequence has no editions; its document has",
    ),
    (
        "editions_have_their_own_labels", POLICY, {"versions/2": {"label": "2", "source": "paper-2024-01-02-report"}},
        "versions[2].label", "the label 2 stands twice",
    ),
    (
        "an_edition_is_dated_by_its_event", POLICY, {"versions/0/date": "2024-01-01"},
        "versions[0].date", "the event 2024-01-01-policy publishes this edition and gives its date; leave it out here",
    ),
    (
        "somebody_acts_or_something_changes", ULTIMATUM, {"participants": DROP},
        "", "needs `participants` or `changes`: who acted, or what it did to which commitment",
    ),
    (
        "an_event_happens_on_the_day_of_its_instant", SECOND, {"instant": "2025-01-02T00:00:00Z"},
        "instant", "is not on the event's date 2025-01-01",
    ),
    (
        "whoever_is_bound_is_a_party", SECOND, {"changes/1": {"commitment": "acme-policy", "party": "ministry", "change": "added", "standing": "in_force"}},
        "changes[1].party",
        "ministry is not among the parties of acme-policy or of its document; name the bound actor, or list it there",
    ),
    (
        "editions_are_published_by_the_documents_own_entry", SECOND, {"changes/0/to_version": "3"},
        "changes[0].to_version",
        "acme-policy has no edition 3; give `to_version` on the document's entry, and list the edition there",
    ),
    (
        "parties_are_not_participants_as_well", FIRST, {"type": "commitment_made"},
        "participants[0].actor", "acme is a party of the commitment that is made; leave it out here",
    ),
    (
        "a_target_is_one_thing", DEMAND, {"targets/0/actor": "acme"},
        "targets[0]", "a target names exactly one of `actor`, `commitment`, `event`, `statement` and `topic`",
    ),
    (
        "a_target_is_one_thing", DEMAND, {"targets/0": DROP, "targets": [{}]},
        "targets[0]", "a target names exactly one of `actor`, `commitment`, `event`, `statement` and `topic`",
    ),
    (
        "a_stance_stands_where_the_type_asks_for_it", REFUSAL, {"targets/0/stance": DROP},
        "targets[0]", "a statement of type refusal needs a `stance` on every target",
    ),
    (
        "a_stance_stands_where_the_type_asks_for_it", DEMAND, {"targets/0/stance": "oppose"},
        "targets[0].stance",
        "a statement of type demand takes no stance; leave it out, or code it as position, refusal, praise or criticism",
    ),
    (
        "a_verdict_stands_on_assessments", ASSESSMENT, {"targets/0/verdict": DROP, "targets/0/score": DROP},
        "targets[0]", "an assessment needs a `verdict` on every target",
    ),
    (
        "a_verdict_stands_on_assessments", DEMAND, {"targets/0/verdict": "breached"},
        "targets[0].verdict", "a statement of type demand gives no verdict; leave it out, or code it as assessment",
    ),
    (
        "a_score_goes_with_a_verdict", DEMAND, {"targets/0/score": "D"},
        "targets[0].score", "an assessor's mark needs the `verdict` beside it",
    ),
    (
        "a_conditional_stance_says_its_condition", REFUSAL, {"targets/0/stance": "conditional_oppose"},
        "targets[0].stance", "conditional_oppose needs the statement's `condition`",
    ),
    (
        "whoever_is_judged_is_a_party", ASSESSMENT, {"targets/0/party": "ministry"},
        "targets[0].party", "ministry is not among the parties of the target commitment or of its document",
    ),
    (
        "an_outcome_is_that_of_a_threat_prediction_or_announcement", DEMAND, {"outcome": {"result": "carried_out"}},
        "outcome", "a statement of type demand has no outcome; what became of it follows from the replies",
    ),
    (
        "an_outcome_follows_its_statement", THREAT, {"outcome/event": "2024-01-01-policy"},
        "outcome.event", "the event happened (2024-01-01) before the statement was made (2024-06-02)",
    ),
    (
        "a_deadline_stands_once", THREAT, {"due": {"kind": "date", "date": "2024-06-30"}},
        "due", "the event 2024-06-01-ultimatum it is part of carries the deadline; leave it out here",
    ),
    (
        "official_capacity_names_the_organisation", REFUSAL, {"speakers/1": DROP},
        "speakers", "in official capacity the organisation is listed as second speaker, with the voice `institutional`",
    ),
    (
        "personal_capacity_names_no_organisation", REFUSAL, {"speakers/0/voice": "personal_capacity"},
        "speakers", "who speaks in personal capacity does not speak for an organisation; drop one of the two speakers",
    ),
    (
        "a_title_has_one_home", REFUSAL, {"speakers/0/title": "chair"},
        "speakers[0].title", "the relationships of jo already give this title; leave it out here",
    ),
    (
        "a_reply_is_recorded_once", REFUSAL, {"responds_to": ["2024-06-01-demand"]},
        "responds_to[0]", "2024-06-01-demand is a target already, which says that this answers it; leave it out here",
    ),
    (
        "links_point_backwards", ULTIMATUM, {"responds_to": ["2025-01-01-policy-2"]},
        "responds_to[0]", "2025-01-01-policy-2 happened later (2025-01-01); a record answers what came before it",
    ),
    (
        "a_step_does_not_precede_the_whole", ULTIMATUM, {"part_of": "2025-01-01-policy-2"},
        "part_of", "2025-01-01-policy-2 began only later (2025-01-01)",
    ),
    (
        "a_deadline_does_not_precede_its_record", ULTIMATUM, {"due": {"kind": "date", "date": "2024-05"}},
        "due.date", "falls before the record's own date 2024-06-01",
    ),
    (
        "a_cited_source_can_be_found", SOURCE, {"access": "cited_only", "url": DROP, "title": DROP},
        "", "a source that is only cited needs `url` or `title`; otherwise name it in `via`",
    ),
    (
        "a_source_is_read_after_it_is_published", SOURCE, {"accessed": "2024-01-01"},
        "accessed", "is before it was published (2024-01-02)",
    ),
    (
        "a_span_is_whole", SOURCE, {"claims/0/stop": DROP},
        "claims[0]", "`start`, `stop` and `sha256` go together; `aipolicy locate` finds a passage and prints all three",
    ),
    (
        "a_span_lies_in_its_text", SOURCE, {"claims/0/stop": 21},
        "claims[0].stop", "the passage must end after it starts and within the source's `text` (characters: 20)",
    ),
    (
        "a_claim_without_records_says_why", SOURCE, {"claims/1/note": DROP},
        "claims[1]", "no record rests on the claim paper-c02; add evidence that names it, or a `note` that says why there is none",
    ),
    (
        "a_dispute_says_what_it_disputes", PAUSE, {"evidence/0/relation": "disputes"},
        "evidence[0]", "evidence that disputes needs `date`, `count` or `note`: what the source says instead",
    ),
    (
        "due_says_when", ULTIMATUM, {"due": {"kind": "date"}},
        "due", "a deadline of kind `date` needs `date`, or `within` counted from the record's own date",
    ),
    (
        "due_says_when", REPORTS, {"due/every": DROP},
        "due", "a deadline of kind `recurring` needs `every`, such as P1Y or P3M/P6M",
    ),
    (
        "due_says_when", SECOND, {"changes/0/due": {"kind": "trigger"}},
        "changes[0].due", "a deadline of kind `trigger` needs `trigger`, in words",
    ),
    (
        "due_day_is_that_of_its_instant", ULTIMATUM, {"due/date": "2024-07-01"},
        "due", "`date` must be the day of `instant`",
    ),
    (
        "other_is_explained", FIRST, {"type": "other"},
        "", "the type `other` needs `notes` that say what it is",
    ),
    (
        "a_retired_record_points_at_a_live_one", ACME, {"replaced_by": "acme-policy"},
        "replaced_by", "acme-policy must be another record of the same kind that is not retired itself",
    ),
    # Not rules of SQL: shapes, computed fields, names, chains
    ("shape", ACME, {"type": "firm"}, "type", "'firm' is not a term of the vocabulary actor_types. CODEBOOK.md lists the terms"),
    (
        "shape", DEMAND, {"targets/0": DROP, "targets": []},
        "targets", "is an empty list; leave the field out instead",
    ),
    ("shape", ACME, {"nmae": "Acme"}, "nmae", ""),
    ("shape", ACME, {"name": DROP}, "name", "is required: The present name. A renamed body stays one actor."),
    ("shape", ACME, {"name": 7}, "name", "wants text in quotes, not 7"),
    ("shape", ACME, {"name": None}, "name", "is null; leave the field out instead"),
    (
        "shape", FIRST, {"date": "2024-02-30"},
        "date",
        "'2024-02-30' is not a date: 2026, 2026-02, 2026-02-24, with ~ ? or % if unsure, or an interval such as "
        "2026-02-24/2026-02-26, 2026-02-24/.. or ../2026-02-24",
    ),
    ("shape", FIRST, {"date": "2024-02/2024-01"}, "date", "'2024-02/2024-01' ends before it begins"),
    (
        "shape", ACME, {"name": "=cmd"},
        "name",
        "'=cmd' is not text without control or invisible characters, without blanks at its ends, and not beginning with = + - or @; "
        "in a list, also without ;",
    ),
    ("shape", FIRST, {"topics": ["pause", "pause"]}, "topics", "an item stands twice; keep one of them"),
    ("computed", POLICY, {"parties/0/since": "2024"}, "parties[0].since", "is computed by `aipolicy build`; leave it out"),
    ("computed", SECOND, {"changes/0/from_version": "1"}, "changes[0].from_version", "is computed by `aipolicy build`; leave it out"),
    ("computed", SOURCE, {"claims/0/records": ["acme-pause"]}, "claims[0].records", "is computed by `aipolicy build`; leave it out"),
    ("computed", ULTIMATUM, {"due/basis": "stated"}, "due.basis", "is computed by `aipolicy build`; leave it out"),
    ("name", JO, {"id": "joe"}, "id", "is 'joe', but the file is called 'jo.json'; make them the same"),
    ("via", ULTIMATUM, {"evidence/0/via": ["minister"]}, "evidence[0].via[0]", "no actor or source has the id 'minister'; did you mean 'ministry'?"),
    ("part_of", ULTIMATUM, {"part_of": "2024-06-01-ultimatum"}, "part_of", "leads back to the record itself"),
    (
        "history", SECOND, {"changes/0/change": "added", "changes/0/note": DROP},
        "changes[0]", "",
    ),
]  # fmt: skip


def test_the_small_tree_has_no_problems(write_tree: Any, small: Any) -> None:
    assert check(read_tree(write_tree(small))) == []


@pytest.mark.parametrize(("rule", "path", "edits", "field", "message"), FAULTS, ids=[f"{f[0]}-{f[3]}" for f in FAULTS])
def test_one_fault_gives_one_problem(
    rule: str, path: str, edits: dict[str, Any], field: str, message: str, write_tree: Any, small: Any
) -> None:
    root = write_tree(edited(small, path, edits))
    problems = check(read_tree(root))
    assert [(problem.path, problem.field) for problem in problems] == [(path, field)], problems
    if message:
        assert problems[0].message == message
    lines = (root / path).read_text("utf-8").split("\n")
    last = field.split(".")[-1].split("[")[0]
    if last and last != "name" and not field.endswith("]"):
        assert f'"{last}"' in lines[problems[0].line - 1] or rule in ("due_says_when", "shape")


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    """Rules that need two files to break have tests of their own below."""
    apart = {
        "ids_are_unique", "a_lead_never_stands_alone", "a_claim_is_made_by_its_source", "a_reservation_is_spelled_out_in_each_part",
    }  # fmt: skip
    assert {rule.name for rule in rules()} - {fault[0] for fault in FAULTS} == apart


def test_ids_are_unique_over_all_kinds(write_tree: Any, small: Any) -> None:
    small["records/commitments/acme.json"] = small[PAUSE] | {"id": "acme", "evidence": [CITED]}
    problems = check(read_tree(write_tree(small)))
    message = "the id is taken by a record of the kind actor; ids are unique over all kinds"
    assert [(p.path, p.field, p.message) for p in problems] == [("records/commitments/acme.json", "id", message)]


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


def test_a_claim_is_made_by_its_source(write_tree: Any, small: Any) -> None:
    small["seeds/blog-rumour.json"] = {
        "id": "blog-rumour", "type": "post", "tier": "secondary", "publisher": "Blog", "access": "full_text",
    }  # fmt: skip
    small[PAUSE]["evidence"].append({"source": "blog-rumour", "claim": "paper-c01", "relation": "supports"})
    problems = check(read_tree(write_tree(small)))
    message = "the claim paper-c01 is made by the source paper-2024-01-02-report, not by blog-rumour; name that source"
    assert [(p.path, p.field, p.message) for p in problems] == [(PAUSE, "evidence[1].claim", message)]


def test_a_reservation_is_spelled_out_in_each_part(write_tree: Any, small: Any) -> None:
    small[POLICY]["parties"][0]["reservation"] = "but not the pause"
    problems = check(read_tree(write_tree(small)))
    message = "acme joined its document with a reservation, so each part must list its own parties"
    assert [(p.path, p.field, p.message) for p in problems] == [(PAUSE, "", message), (REPORTS, "", message)]


def test_an_unknown_field_names_the_nearest_and_the_known(write_tree: Any, small: Any) -> None:
    small[ACME]["nmae"] = "Acme"
    (problem,) = check(read_tree(write_tree(small)))
    assert problem.message.startswith("unknown field; did you mean 'name'? Known here: id, type, name, aliases,")


def test_all_faults_are_reported_in_one_run_with_exit_code_1_and_nothing_written(write_tree: Any, small: Any) -> None:
    root: Path = write_tree(edited(edited(small, ACME, {"type": "firm"}), DEMAND, {"speakers/0/actor": "nobody"}))
    (root / JO).write_text("{", "utf-8")
    (root / FIRST).write_text((root / FIRST).read_text("utf-8").replace("  ", " "), "utf-8", newline="\n")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = subprocess.run([sys.executable, "-m", "aipolicy_data", "check", str(root)], capture_output=True, text=True)
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("records/")] == [
        "records/actors/acme.json:3:11: type: 'firm' is not a term of the vocabulary actor_types. CODEBOOK.md lists the terms",
        "records/actors/jo.json:1:2: not JSON: Expecting property name enclosed in double quotes",
        "records/events/2024-01-01-policy.json:1:1: is not in canonical form; run `aipolicy format` on it",
        "records/statements/2024-06-01-demand.json:7:16: speakers[0].actor: no record of actors has the id nobody; add it, or name another",
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
