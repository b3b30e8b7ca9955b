"""Where a commitment stands on a day: the codebook's rules S1 to S12, on small made-up histories, and the laws of the fold."""

from __future__ import annotations

import datetime
import itertools
import time
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aipolicy_data.dates import BadDate, bounds
from aipolicy_data.standing import Histories, Period
from aipolicy_data.transitions import CAPPING, EDITS, ENDED, FINAL, NEXT, STATES, may_follow, misfit

Raw = dict[str, Any]

# Records in miniature


def promise(id: str, *parties: str, part_of: str | None = None, **more: Any) -> Raw:
    """A commitment; its parties are promisors unless a role follows a colon."""
    made = {"id": id, "type": "document" if part_of is None else "practice", **more}
    if parties:
        named = [party.partition(":") for party in parties]
        made["parties"] = [{"actor": actor, "role": role or "promisor"} for actor, _, role in named]
    return made | ({"part_of": part_of} if part_of else {})


def event(id: str, date: str, *changes: Raw, type: str = "policy_revised", factuality: str = "actual", **more: Any) -> Raw:
    return {"id": id, "type": type, "date": date, "factuality": factuality, "changes": list(changes), **more}


def change(commitment: str, kind: str | None = None, standing: str | None = None, **more: Any) -> Raw:
    """An entry with what S7 asks of it."""
    needs: Raw = {"note": "Reads so."} if kind in EDITS else {"disclosure": "silent"} if kind == "removed" else {}
    named = {"commitment": commitment, "change": kind, "standing": standing}
    return {name: value for name, value in named.items() if value} | needs | more


def added(commitment: str, standing: str = "in_force", **more: Any) -> Raw:
    return change(commitment, "added", standing, **more)


def state(histories: Histories, commitment: str, on: str | None, party: str | None = None) -> str:
    return str(histories.standing(commitment, on, party))


def states(histories: Histories, commitment: str, *days: str, party: str | None = None) -> list[str]:
    return [state(histories, commitment, day, party) for day in days]


def faults(histories: Histories) -> list[tuple[str, str, str | None]]:
    """(rule, event at fault, other event) of every problem."""
    return [(problem.rule, problem.event, problem.other) for problem in histories.problems()]


def single(*events: Raw, **more: Any) -> Histories:
    """Histories of one promise `c` of `a`."""
    return Histories([promise("c", "a", **more)], events)


# S1 to S4: tracks, starts, inheritance, cap


WHITE_HOUSE = Histories(
    [promise("wh", "google", "apple"), promise("weights", part_of="wh")],
    [
        event("first", "2023-07-21", added("wh")),
        event("apple-joins", "2024-07-26", added("wh", party="apple"), type="commitment_made"),
    ],
)


def test_s1_a_partys_track_is_its_own() -> None:
    """What happens for one party does not touch the general track, nor another party."""
    histories = Histories(
        [promise("c", "a", "b")],
        [
            event("start", "2024-01-01", added("c")),
            event("a-leaves", "2024-02-01", change("c", "removed", "withdrawn", party="a")),
        ],
    )
    assert state(histories, "c", "2024-03-01") == "in_force"
    assert state(histories, "c", "2024-03-01", "a") == "withdrawn"
    assert state(histories, "c", "2024-03-01", "b") == "in_force"


def test_s2_before_what_is_added_there_was_none() -> None:
    answer = single(event("e", "2024-01-02", added("c"))).standing("c", "2024-01-01")
    assert (answer.states, answer.since, answer.event, answer.certain) == (frozenset({"none"}), None, None, True)


def test_s2_before_any_other_first_entry_a_general_track_is_unknown() -> None:
    """The ASL-3 security standard is first heard of in v2.2, which weakened it: unknown before 14 May 2025."""
    histories = Histories(
        [promise("rsp", "anthropic"), promise("asl3-security", part_of="rsp")],
        [
            event("v1", "2023-09-19", added("rsp", to_version="1.0")),
            event("v2-2", "2025-05-14", change("asl3-security", "weakened", "in_force")),
        ],
    )
    assert states(histories, "asl3-security", "2025-05-13", "2025-05-14") == ["unknown", "in_force"]
    assert histories.problems() == []


def test_s2_before_any_other_first_entry_a_partys_track_continues_the_wider_one() -> None:
    histories = Histories(
        [promise("c", "a", "b")],
        [event("start", "2024-01-01", added("c")), event("b-stops", "2024-03-01", change("c", None, "suspended", party="b"))],
    )
    assert states(histories, "c", "2023-12-31", "2024-02-01", "2024-03-01", party="b") == ["none", "in_force", "suspended"]


def test_s2_who_joins_was_not_bound_before() -> None:
    assert states(WHITE_HOUSE, "wh", "2024-07-25", "2024-07-26", party="apple") == ["none", "in_force"]
    assert state(WHITE_HOUSE, "wh", "2024-07-25", "google") == "in_force"


def test_s2_a_first_entry_that_gives_no_standing_is_refused() -> None:
    histories = single(event("e", "2024-01-01", change("c", "weakened")), event("f", "2024-02-01", change("c", None, "in_force")))
    assert faults(histories) == [("S2", "e", None)]
    after_a_milestone = single(
        event("t", "2023-01-01", change("c", "triggered")), event("e", "2024-01-01", change("c", "weakened"))
    )
    assert faults(after_a_milestone) == [("S2", "e", None)]


def test_s2_milestones_alone_start_no_track() -> None:
    """A duty of which only a delivery is known stands as its document does, and that is no fault."""
    histories = Histories(
        [promise("d", "a"), promise("c", part_of="d")],
        [event("start", "2024-01-01", added("d")), event("report", "2024-06-01", change("c", "delivered"))],
    )
    assert states(histories, "c", "2023-12-31", "2024-05-01", "2024-07-01") == ["none", "in_force", "in_force"]
    assert histories.problems() == []


def test_s3_a_promise_without_entries_stands_as_its_document_does_for_each_party() -> None:
    """Weight security for Apple: none on 2024-07-25 and in force the next day, without an entry."""
    assert states(WHITE_HOUSE, "weights", "2024-07-25", "2024-07-26", party="apple") == ["none", "in_force"]
    assert states(WHITE_HOUSE, "weights", "2023-07-20", "2023-07-21", party="google") == ["none", "in_force"]
    answer = WHITE_HOUSE.standing("weights", "2024-07-26", "apple")
    assert (answer.since, answer.event) == ("2024-07-26", "apple-joins")


def test_s3_documents_can_stand_in_documents() -> None:
    histories = Histories(
        [promise("law", "a"), promise("chapter", part_of="law"), promise("duty", part_of="chapter")],
        [event("start", "2024-01-01", added("law", "announced")), event("effect", "2024-02-01", change("law", None, "in_force"))],
    )
    assert states(histories, "duty", "2023-12-31", "2024-01-01", "2024-02-01") == ["none", "announced", "in_force"]


def test_s3_a_part_with_its_own_history_binds_nobody_before_the_document_does() -> None:
    """Whoever joins the document later is not bound by a part of it that was in force for others already."""
    histories = Histories(
        [promise("d", "a", "b", "c"), promise("part", part_of="d"), promise("gone", part_of="d")],
        [
            event("start", "2024-01-01", added("d"), added("part"), added("gone")),
            event("out", "2024-01-10", change("gone", "removed", "withdrawn")),
            event("b-joins", "2024-02-01", added("d", party="b")),
            event("c-signs", "2024-02-01", added("d", "announced", party="c")),
            event("b-leaves", "2024-03-01", change("d", "removed", "withdrawn", party="b")),
        ],
    )
    days = ("2024-01-15", "2024-02-15", "2024-03-15")
    assert states(histories, "part", *days) == ["in_force", "in_force", "in_force"]
    assert states(histories, "part", *days, party="a") == ["in_force", "in_force", "in_force"]
    assert states(histories, "part", *days, party="b") == ["none", "in_force", "withdrawn"]
    assert states(histories, "part", *days, party="c") == ["none", "announced", "announced"]
    assert states(histories, "gone", *days, party="b") == ["none", "withdrawn", "withdrawn"]
    assert histories.problems() == []


def test_s3_a_commitment_of_which_nothing_happened_is_unknown() -> None:
    answer = single().standing("c", None)
    assert (answer.state, answer.since, answer.event) == ("unknown", None, None)


EO_14110 = Histories(
    [promise("eo-14110", "commerce:addressee"), promise("eo-14110-reporting", part_of="eo-14110")],
    [
        event("signed", "2023-10-30", added("eo-14110"), added("eo-14110-reporting"), type="order_issued"),
        event("revoked", "2025-01-20", change("eo-14110", "removed", "withdrawn", disclosure="announced"), type="order_issued"),
    ],
)


def test_s4_a_document_that_ends_takes_its_parts_along() -> None:
    """EO 14110 is revoked: its duty is withdrawn on 2025-01-20 without an entry of its own."""
    assert states(EO_14110, "eo-14110-reporting", "2025-01-19", "2025-01-20") == ["in_force", "withdrawn"]
    answer = EO_14110.standing("eo-14110-reporting", "2025-01-20")
    assert (answer.since, answer.event) == ("2025-01-20", "revoked")
    assert EO_14110.periods("eo-14110-reporting") == [
        Period("in_force", "2023-10-30", "2025-01-20", "signed"),
        Period("withdrawn", "2025-01-20", None, "revoked"),
    ]


@pytest.mark.parametrize("end", sorted(CAPPING))
def test_s4_cap(end: str) -> None:
    """Six states of a document are those of its parts and parties, unless these have ended or not begun."""
    start = "announced" if end == "failed" else "in_force"
    more = {"successor": "new"} if end == "superseded" else {}
    histories = Histories(
        [promise("d", "a", "b"), promise("new", "a"), *(promise(id, part_of="d") for id in ("open", "done", "later"))],
        [
            event("start", "2024-01-01", added("d", start), added("open", "announced"), added("done")),
            event("done-early", "2024-01-02", change("done", "delivered", "discharged")),
            event("end", "2024-01-03", change("d", None, end, **more), *([added("new")] if more else [])),
            event("later", "2024-01-05", added("later"), added("d", party="b")),
        ],
    )
    assert state(histories, "open", "2024-01-04") == end
    assert state(histories, "done", "2024-01-04") == "discharged"
    assert state(histories, "later", "2024-01-04") == "none"
    assert state(histories, "d", "2024-01-04", "a") == end
    assert state(histories, "d", "2024-01-04", "b") == "none"
    assert (state(histories, "later", None), state(histories, "d", None, "b")) == (end, end)


def test_s4_what_is_suspended_with_its_document_comes_back_with_it() -> None:
    histories = Histories(
        [promise("d", "a"), promise("c", part_of="d")],
        [
            event("start", "2024-01-01", added("d"), added("c")),
            event("stay", "2024-02-01", change("d", None, "suspended")),
            event("lifted", "2024-03-01", change("d", None, "in_force")),
        ],
    )
    assert histories.periods("c") == [
        Period("in_force", "2024-01-01", "2024-02-01", "start"),
        Period("suspended", "2024-02-01", "2024-03-01", "stay"),
        Period("in_force", "2024-03-01", None, "lifted"),
    ]
    assert histories.standing("c", "2024-03-01").event == "lifted"


def test_s4_a_part_survives_its_document_by_moving_on_in_the_same_event() -> None:
    """Also when the day is unknown: on no day is the part taken along by the end of its document."""
    histories = Histories(
        [promise("old", "a"), promise("new", "a"), promise("c", part_of="old"), promise("c2", part_of="new")],
        [
            event("start", "2024-01-01", added("old"), added("c")),
            event(
                "moved", "2024-06", change("old", None, "superseded", successor="new"), added("new"),
                change("c", "relocated", "superseded", successor="c2"), added("c2"),
            ),
        ],
    )  # fmt: skip
    assert states(histories, "c", "2024-05-31", "2024-06-15", "2024-06-30") == [
        "in_force",
        "in_force or superseded",
        "superseded",
    ]
    assert states(histories, "c2", "2024-06-15", "2024-06-30") == ["none or in_force", "in_force"]
    assert histories.problems() == []


def test_s4_nothing_goes_on_in_a_document_that_has_ended_and_nothing_is_added_to_it() -> None:
    histories = Histories(
        [promise("d", "a", "b"), promise("c", part_of="d"), promise("c2", part_of="d")],
        [
            event("start", "2024-01-01", added("d"), added("c")),
            event("end", "2024-02-01", change("d", "removed", "withdrawn")),
            event("late", "2024-03-01", change("c", "weakened"), added("c2"), added("d", party="b")),
        ],
    )
    assert faults(histories) == [("S8", "late", "end"), ("S4", "late", "end"), ("S4", "late", "end")]
    assert [problem.position for problem in histories.problems()] == [0, 1, 2]


# S5, S6: imprecise dates and order


def test_s5_on_a_day_within_an_imprecise_date_both_answers_are_possible() -> None:
    """Google's principles of 2018: none or in force in June 2018, and certain only from the last day of the year."""
    histories = single(event("principles", "2018", added("c")))
    answer = histories.standing("c", "2018-06-15")
    assert (answer.states, answer.state, answer.certain) == (frozenset({"none", "in_force"}), None, False)
    assert (answer.since, answer.event, str(answer)) == ("2018", "principles", "none or in_force")
    assert states(histories, "c", "2017-12-31", "2018-01-01", "2018-12-30", "2018-12-31") == [
        "none", "none or in_force", "none or in_force", "in_force",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("type", "during"),
    [("policy_revised", "none or in_force"), ("process", "in_force"), ("meeting_held", "in_force")],
)
def test_s5_an_interval_is_a_span_for_processes_and_meetings_only(type: str, during: str) -> None:
    histories = single(event("e", "2024-02-10/2024-02-12", added("c"), type=type))
    assert states(histories, "c", "2024-02-09", "2024-02-10", "2024-02-11", "2024-02-12") == ["none", during, during, "in_force"]


def test_s5_flags_never_widen_a_date() -> None:
    for flag in "~?%":
        assert states(single(event("e", f"2024-02-10{flag}", added("c"))), "c", "2024-02-09", "2024-02-10") == [
            "none",
            "in_force",
        ]


def test_s5_a_date_without_a_beginning_begins_at_the_entry_before() -> None:
    """A red line first attested on 2025-09-17; a pause known to have ended by then, that began in 2024."""
    red_line = single(event("attested", "../2025-09-17", added("c"), type="commitment_made"))
    assert states(red_line, "c", "1999-01-01", "2025-09-16", "2025-09-17") == ["none or in_force", "none or in_force", "in_force"]
    pause = single(event("start", "2024-03-01", added("c")), event("gone", "../2025-09-17", change("c", "removed", "withdrawn")))
    assert states(pause, "c", "2024-02-29", "2024-03-01", "2025-09-17") == ["none", "in_force or withdrawn", "withdrawn"]


def test_s5_a_span_without_a_beginning_has_no_first_day() -> None:
    histories = single(event("e", "../2024-02-10", added("c"), type="process"))
    assert states(histories, "c", "2024-01-01", "2024-02-10") == ["none or in_force", "in_force"]


def test_s5_an_open_end_is_never_certain_but_after_everything() -> None:
    histories = single(event("e", "2024-02-10/..", added("c")))
    assert states(histories, "c", "2024-02-09", "2999-01-01") == ["none", "none or in_force"]
    assert state(histories, "c", None) == "in_force"


def test_s5_doubts_add_up() -> None:
    histories = single(
        event("e", "2024-02", added("c", "announced")),
        event("f", "2024-02-10/2024-03", change("c", None, "in_force")),
    )
    assert states(histories, "c", "2024-02-05", "2024-02-20", "2024-03-10", "2024-03-31") == [
        "none or announced", "none or announced or in_force", "announced or in_force", "in_force",
    ]  # fmt: skip


def test_s5_a_cap_of_unknown_day_is_possible_from_its_first() -> None:
    histories = Histories(
        [promise("d", "a"), promise("c", part_of="d")],
        [event("start", "2024-01-01", added("d"), added("c")), event("end", "2024-06", change("d", "removed", "withdrawn"))],
    )
    assert states(histories, "c", "2024-05-31", "2024-06-01", "2024-06-30") == ["in_force", "in_force or withdrawn", "withdrawn"]


def test_s5_tracks_do_not_wait_for_each_other() -> None:
    """A part edited on an unknown day of June may have been before its document ended on the 20th; no order is made up."""
    histories = Histories(
        [promise("d", "a"), promise("c", part_of="d")],
        [
            event("start", "2024-01-01", added("d"), added("c", "announced")),
            event("pause", "2024-06-20", change("d", None, "unclear")),
            event("effect", "2024-06", change("c", None, "in_force")),
        ],
    )
    assert states(histories, "c", "2024-06-10", "2024-06-25") == ["announced or in_force", "announced or in_force"]


def test_s6_entries_are_ordered_by_latest_day_then_earliest_then_instant() -> None:
    histories = single(
        event("a-last", "2024-03-01", change("c", None, "unclear"), instant="2024-03-01T12:00:00+02:00"),
        event("z-fourth", "2024-03-01", change("c", None, "in_force"), instant="2024-03-01T09:00:00Z"),
        event("y-third", "2024-02-20/2024-03-01", change("c", None, "suspended")),
        event("x-first", "2024", added("c", "announced"), type="process"),
        event("b-second", "2024-02-29", change("c", None, "in_force")),
    )
    assert [entry.event for entry in histories.entries("c")] == ["x-first", "b-second", "y-third", "z-fourth", "a-last"]
    assert histories.problems() == []


def test_s6_same_day_entries_need_two_instants() -> None:
    start = event("start", "2024-01-01", added("c"))
    stop, back = change("c", None, "suspended"), change("c", None, "in_force")
    morning, evening = "2024-02-01T09:00:00Z", "2024-02-01T18:00:00Z"
    told = single(start, event("x", "2024-02-01", stop, instant=morning), event("y", "2024-02-01", back, instant=evening))
    assert told.problems() == []
    for first, second in [({}, {}), ({"instant": morning}, {}), ({"instant": morning}, {"instant": morning})]:
        open_order = single(start, event("x", "2024-02-01", stop, **first), event("y", "2024-02-01", back, **second))
        assert [{problem.event, problem.other} for problem in open_order.problems()] == [{"x", "y"}]
        assert [problem.rule for problem in open_order.problems()] == ["S6"]


def test_s6_equal_intervals_leave_the_order_open() -> None:
    histories = single(event("x", "2024-02", added("c")), event("y", "2024-02", change("c", None, "suspended")))
    assert faults(histories) == [("S6", "y", "x")]


def test_s6_instants_also_tell_what_came_first_in_a_document_and_its_part() -> None:
    start = event("start", "2024-01-01", added("d"), added("c"))
    for end, edit, expected in [("09", "18", [("S8", "edit", "end")]), ("18", "09", [])]:
        ended = event("end", "2024-02-01", change("d", "removed", "withdrawn"), instant=f"2024-02-01T{end}:00:00Z")
        edited = event("edit", "2024-02-01", change("c", "weakened"), instant=f"2024-02-01T{edit}:00:00Z")
        assert faults(Histories([promise("d", "a"), promise("c", part_of="d")], [start, ended, edited])) == expected


def test_s6_one_event_gives_one_standing() -> None:
    histories = single(event("e", "2024-02", added("c"), change("c", None, "suspended")))
    assert faults(histories) == [("S6", "e", None)]


# S7: what one entry may combine


@pytest.mark.parametrize(
    ("entry", "first", "fault"),
    [
        (change("c", "added", "signalled"), True, None),
        (change("c", "added", "announced"), True, None),
        (change("c", "added", "in_force"), True, None),
        (change("c", "added"), True, "`added` goes with the standing signalled or announced or in_force, which is missing"),
        (change("c", "added", "unclear"), True, "`added` goes with the standing signalled or announced or in_force, not unclear"),
        (change("c", "retained"), False, None),
        (change("c", "retained", "in_force"), False, "`retained` goes with no standing, not in_force"),
        (change("c", "retained", "unclear"), True, None),
        (change("c", "retained", "suspended"), True,
         "`retained` goes with no standing or the standing announced or in_force or unclear, not suspended"),
        (change("c", "weakened"), False, None),
        (change("c", "mixed", "in_force"), False, None),
        (change("c", "amended", "superseded", successor="d"), False, None),
        (change("c", "amended", "superseded"), False, "`superseded` needs `successor`: the commitment that takes its place"),
        (change("c", "strengthened", "withdrawn"), False,
         "`strengthened` goes with no standing or the standing in_force or superseded, not withdrawn"),
        ({"commitment": "c", "change": "weakened"}, False, "`weakened` needs `note`: how it reads now"),
        (change("c", "relocated", "superseded", successor="d"), False, None),
        (change("c", "relocated", "withdrawn"), False, "`relocated` goes with the standing superseded, not withdrawn"),
        (change("c", "removed", "withdrawn"), False, None),
        (change("c", "removed", "superseded", successor="d"), False, "`removed` goes with the standing withdrawn, not superseded"),
        ({"commitment": "c", "change": "removed", "standing": "withdrawn"}, False,
         "`removed` needs `disclosure`: whether whoever removed it said so"),
        (change("c", "triggered"), False, None),
        (change("c", "triggered", "in_force"), False, "`triggered` goes with no standing, not in_force"),
        (change("c", "delivered"), False, None),
        (change("c", "delivered", "discharged"), False, None),
        (change("c", "delivered", "lapsed"), False, "`delivered` goes with no standing or the standing discharged, not lapsed"),
        (change("c", None, "lapsed"), False, None),
        (change("c", None, "superseded", successor="d"), False, None),
        (change("c", None, "in_force", successor="d"), False, "`successor` goes with the standing superseded only"),
        (change("c"), False, "an entry needs `change`, `standing`, or both"),
    ],
)  # fmt: skip
def test_s7_combinations(entry: Raw, first: bool, fault: str | None) -> None:
    assert misfit(entry, first, recurring=False) == fault


def test_s7_a_recurring_duty_is_delivered_and_never_discharged() -> None:
    start, report = event("start", "2024-01-01", added("c")), change("c", "delivered", "discharged")
    once = single(start, event("report", "2024-02-01", report), due={"kind": "date", "date": "2024-02-01"})
    again = single(start, event("report", "2024-02-01", report), due={"kind": "recurring", "every": "P1M"})
    assert (faults(once), faults(again)) == ([], [("S7", "report", None)])


def test_s7_added_comes_first_in_its_track() -> None:
    histories = single(event("start", "2024-01-01", added("c", "announced")), event("again", "2024-02-01", added("c")))
    assert faults(histories) == [("S7", "again", "start")]


# S8, S9: what follows what


@pytest.mark.parametrize("before", STATES)
def test_s8_transitions(before: str) -> None:
    """The table of S8, cell by cell; anything may follow what is unknown."""
    follow = {
        "none": "signalled announced in_force",
        "signalled": "announced in_force failed",
        "announced": "in_force discharged superseded withdrawn failed suspended annulled unclear",
        "in_force": "suspended superseded withdrawn lapsed discharged annulled unclear",
        "suspended": "in_force superseded withdrawn lapsed announced annulled failed unclear",
        "unclear": "announced in_force suspended superseded withdrawn annulled lapsed discharged",
        "annulled": "in_force suspended",
        "unknown": " ".join(STATES[2:]),
    }
    assert {after for after in STATES[2:] if may_follow(before, after, None)} == set(follow.get(before, "").split())


@pytest.mark.parametrize("kind", sorted(EDITS))
def test_s8_only_an_edit_leaves_it_in_force(kind: str) -> None:
    """And then it has been in force since before the edit."""
    start = event("start", "2024-01-01", added("c"))
    edited = single(start, event("edit", "2024-02-01", change("c", kind, "in_force")))
    assert edited.problems() == []
    assert (edited.standing("c", None).since, edited.standing("c", None).event) == ("2024-01-01", "start")
    assert edited.periods("c") == [Period("in_force", "2024-01-01", None, "start")]
    repeated = single(start, event("again", "2024-02-01", change("c", None, "in_force")))
    assert faults(repeated) == [("S8", "again", "start")]
    assert [problem.message for problem in repeated.problems()] == [
        "c, in again: it has been in_force since start (2024-01-01) already; "
        "leave `standing` out, or give `change` if the text was edited"
    ]


def test_s8_an_illegal_transition_names_both_events_and_says_what_may_follow() -> None:
    histories = single(
        event("start", "2024-01-01", added("c", "signalled")), event("stop", "2024-02-01", change("c", None, "suspended"))
    )
    assert faults(histories) == [("S8", "stop", "start")]
    assert [(problem.commitment, problem.party, problem.position) for problem in histories.problems()] == [("c", None, 0)]
    assert [problem.message for problem in histories.problems()] == [
        "c, in stop: it has been signalled since start (2024-01-01), which may become announced or in_force or failed, not suspended"
    ]


@pytest.mark.parametrize("end", sorted(FINAL))
def test_s8_only_milestones_follow_an_end(end: str) -> None:
    start = event("start", "2024-01-01", added("c", "announced" if end == "failed" else "in_force"))
    more = {"successor": "elsewhere"} if end == "superseded" else {}
    ended = [start, event("end", "2024-02-01", change("c", None, end, **more))]
    milestones = [event("t", "2024-03-01", change("c", "triggered")), event("d", "2024-04-01", change("c", "delivered"))]
    assert faults(single(*ended, *milestones)) == []
    assert state(single(*ended, *milestones), "c", None) == end
    for later in (change("c", None, "in_force"), change("c", "weakened"), change("c", "retained")):
        illegal = single(*ended, event("later", "2024-05-01", later))
        assert faults(illegal) == [("S8", "later", "end")]
        assert state(illegal, "c", None) == end


def test_s8_asl_4_is_triggered_after_its_end() -> None:
    """ASL-4: withdrawn on 2025-03-31; triggered on 22 May, after its end."""
    histories = single(
        event("v2", "2024-10-15", added("c")),
        event("v2-1", "2025-03-31", change("c", "removed", "withdrawn")),
        event("opus-4", "2025-05-22", change("c", "triggered"), type="model_released"),
    )
    assert histories.problems() == []
    assert states(histories, "c", "2025-03-30", "2025-03-31", "2025-05-22") == ["in_force", "withdrawn", "withdrawn"]


def test_s8_two_statutes_are_two_histories() -> None:
    """The designations of 2026: announced, ordered, stayed and set aside under one statute; upheld under the other."""
    histories = Histories(
        [promise("10-usc-3252", "anthropic:addressee"), promise("41-usc-4713", "anthropic:addressee")],
        [
            event("announced", "2026-02-27", added("10-usc-3252", "announced"), type="announcement"),
            event("letter", "2026-03-03", change("10-usc-3252", None, "in_force"), added("41-usc-4713"), type="designation"),
            event("injunction-stayed", "2026-03-26", change("10-usc-3252", "retained"), type="court_ruling"),
            event("injunction", "2026-04-03", change("10-usc-3252", None, "suspended"), type="court_ruling"),
            event("stay-denied", "2026-04-08", change("41-usc-4713", "retained"), type="court_ruling"),
            event("set-aside", "2026-08-27", change("10-usc-3252", None, "annulled"), type="court_ruling"),
            event("upheld", "2026-09-25", change("41-usc-4713", "retained"), type="court_ruling"),
        ],
    )
    assert histories.problems() == []
    assert histories.periods("10-usc-3252") == [
        Period("announced", "2026-02-27", "2026-03-03", "announced"),
        Period("in_force", "2026-03-03", "2026-04-03", "letter"),
        Period("suspended", "2026-04-03", "2026-08-27", "injunction"),
        Period("annulled", "2026-08-27", None, "set-aside"),
    ]
    days = ("2026-02-26", "2026-02-27", "2026-03-03", "2026-03-26", "2026-04-03", "2026-08-27")
    assert states(histories, "10-usc-3252", *days) == ["none", "announced", "in_force", "in_force", "suspended", "annulled"]
    assert histories.periods("41-usc-4713", "anthropic") == [Period("in_force", "2026-03-03", None, "letter")]
    reversed_ = event("reversed", "2026-10-01", change("10-usc-3252", None, "in_force"))
    first = [
        event("letter", "2026-03-03", added("10-usc-3252")),
        event("x", "2026-08-27", change("10-usc-3252", None, "annulled")),
    ]
    appeal = Histories([promise("10-usc-3252", "anthropic")], [*first, reversed_])
    assert (faults(appeal), state(appeal, "10-usc-3252", None)) == ([], "in_force")


def test_s8_what_imprecise_dates_allow_is_not_refused() -> None:
    """A part is edited, and another added, in a month in which their document ended: it may have been before."""
    histories = Histories(
        [promise("d", "a"), promise("c", part_of="d"), promise("c2", part_of="d")],
        [
            event("start", "2024-01-01", added("d"), added("c")),
            event("end", "2024-06-10", change("d", "removed", "withdrawn")),
            event("edit", "2024-06", change("c", "weakened"), added("c2")),
        ],
    )
    assert histories.problems() == []


def test_s8_what_no_reading_of_imprecise_dates_allows_is_refused() -> None:
    """In its own track an entry follows the one before it; and what came later elsewhere does not excuse it."""
    own = single(
        event("start", "2024-01-01", added("c")),
        event("end", "2024-06", change("c", "removed", "withdrawn")),
        event("edit", "2024-06-15/2024-07-15", change("c", "weakened")),
    )
    assert faults(own) == [("S8", "edit", "end")]
    wider = Histories(
        [promise("d", "a"), promise("c", part_of="d")],
        [
            event("start", "2024-01-01", added("d")),
            event("stay", "2024-05-01", change("d", None, "suspended")),
            event("lifted", "2024-07-01", change("d", None, "in_force")),
            event("some-day", "2024", change("c", "triggered")),
            event("done", "2024-06-10", change("c", "delivered", "discharged", party="a")),
        ],
    )
    assert faults(wider) == [("S8", "done", "stay")]


def test_s8_a_party_may_be_said_to_be_kept_as_it_was() -> None:
    histories = Histories(
        [promise("c", "a", "b")],
        [event("start", "2024-01-01", added("c")), event("upheld", "2024-02-01", change("c", "retained", "in_force", party="b"))],
    )
    assert histories.problems() == []
    assert histories.standing("c", "2024-03-01", "b").event == "start"


def test_s9_the_successor_starts_in_the_same_event() -> None:
    """The pause promise: in force on 2026-02-20, superseded on the 24th by a weaker one under another id."""
    records = [promise("rsp", "anthropic"), promise("pause", part_of="rsp"), promise("delay", part_of="rsp")]
    start = event("v1", "2023-09-19", added("rsp"), added("pause"))
    weakened = change("pause", "weakened", "superseded", successor="delay")
    histories = Histories(records, [start, event("v3", "2026-02-24", weakened, added("delay"))])
    assert histories.problems() == []
    assert states(histories, "pause", "2026-02-20", "2026-02-24", "2026-02-25") == ["in_force", "superseded", "superseded"]
    assert states(histories, "delay", "2026-02-20", "2026-02-24") == ["none", "in_force"]
    alone = Histories(records, [start, event("v3", "2026-02-24", weakened)])
    assert faults(alone) == [("S9", "v3", None)]
    later = Histories(records, [start, event("v3", "2026-02-24", weakened), event("v4", "2026-03-01", added("delay"))])
    assert faults(later) == [("S9", "v3", None)]
    not_added = Histories(records, [start, event("v3", "2026-02-24", weakened, change("delay", None, "in_force"))])
    assert faults(not_added) == [("S9", "v3", None)]
    not_superseded = Histories(records, [start, event("v3", "2026-02-24", change("pause", "weakened", successor="delay"))])
    assert faults(not_superseded) == [("S7", "v3", None)]


def test_s9_a_split_has_an_entry_per_successor_and_a_merger_one_successor() -> None:
    records = [promise(id, "a") for id in ("c", "c1", "c2")]
    start = event("start", "2024-01-01", added("c"))
    split = event(
        "split", "2024-02-01",
        *(change("c", "amended", "superseded", successor=each) for each in ("c1", "c2")), added("c1"), added("c2"),
    )  # fmt: skip
    histories = Histories(records, [start, split])
    assert (faults(histories), state(histories, "c", None)) == ([], "superseded")
    merger = event(
        "merger", "2024-02-01",
        *(change(each, "amended", "superseded", successor="c") for each in ("c1", "c2")), change("c", None, "in_force"),
    )  # fmt: skip
    merged = Histories(records, [event("start", "2024-01-01", added("c1"), added("c2")), merger])
    assert faults(merged) == []
    absorbed = event(
        "absorbed", "2024-02-01", change("c1", "relocated", "superseded", successor="c"), change("c", "strengthened")
    )
    assert faults(Histories(records, [event("start", "2024-01-01", added("c"), added("c1")), absorbed])) == []


# S10, S11, S12: doubts of other kinds


def rival(date: str) -> Raw:
    return {"source": "s", "relation": "disputes", "date": date}


@pytest.mark.parametrize(
    ("date", "other", "disputed"),
    [
        ("2024-02-10", "2024-02-12", ["10", "11"]),
        ("2024-02-12", "2024-02-10", ["10", "11"]),
        ("2024-02-10/2024-02-12", "2024-02-14", ["10", "11", "12", "13"]),
        ("2024-02-10/2024-02-12", "2024-02-11/2024-02-14", []),
        ("2024-02-10", "2024-02", []),
    ],
)
def test_s10_between_two_dates_the_answer_is_disputed(date: str, other: str, disputed: Sequence[str]) -> None:
    """The record's date decides; a rival never moves the standing. Dates that can be the same day are no rivals."""
    histories = single(event("e", date, added("c"), evidence=[{"source": "r", "relation": "supports"}, rival(other)]))
    plain = single(event("e", date, added("c")))
    days = [f"{day:02d}" for day in range(8, 17)]
    assert [day for day in days if histories.standing("c", f"2024-02-{day}").disputed] == disputed
    assert [state(histories, "c", f"2024-02-{day}") for day in days] == [state(plain, "c", f"2024-02-{day}") for day in days]
    assert histories.standing("c", None).disputed is False


def test_s10_only_what_the_entry_changes_is_disputed() -> None:
    """The date of an edit that leaves it in force disputes nothing; nor does one that a later change has overtaken."""
    start = event("start", "2024-01-01", added("c"))
    edited = single(start, event("edit", "2024-02-10", change("c", "weakened"), evidence=[rival("2024-02-20")]))
    assert edited.standing("c", "2024-02-15").disputed is False
    overtaken = single(
        start,
        event("stay", "2024-02-10", change("c", None, "suspended"), evidence=[rival("2024-02-20")]),
        event("end", "2024-02-15", change("c", "removed", "withdrawn")),
    )
    assert [overtaken.standing("c", f"2024-02-{day:02d}").disputed for day in (9, 10, 14, 15, 19)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_s10_nothing_is_disputed_before_what_precedes_the_event() -> None:
    gone = event("gone", "../2024-02-10", change("c", "removed", "withdrawn"), evidence=[rival("2024-02-12")])
    histories = single(event("start", "2024-01-05", added("c")), gone)
    assert [histories.standing("c", day).disputed for day in ("2024-01-04", "2024-01-05", "2024-02-11", "2024-02-12")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_s10_a_disputed_end_of_a_document_is_disputed_for_its_parts() -> None:
    histories = Histories(
        [promise("d", "a"), promise("c", part_of="d")],
        [
            event("start", "2024-01-01", added("d"), added("c")),
            event("end", "2024-02-10", change("d", "removed", "withdrawn"), evidence=[rival("2024-02-12")]),
        ],
    )
    assert [histories.standing("c", f"2024-02-{day:02d}").disputed for day in (9, 10, 11, 12)] == [False, True, True, False]


@pytest.mark.parametrize("factuality", ["reported", "disputed", "planned", "cancelled"])
def test_s11_only_actual_events_move_a_standing(factuality: str) -> None:
    start = event("start", "2024-01-01", added("c"))
    rumour = event("rumour", "2024-02-01", change("c", "weakened"), factuality=factuality)
    histories = single(start, rumour)
    assert histories.problems() == []
    assert [entry.event for entry in histories.entries("c")] == ["start", "rumour"]
    typed = single(start, event("rumour", "2024-02-01", change("c", None, "suspended"), factuality=factuality))
    assert faults(typed) == [("S11", "rumour", None)]
    assert state(typed, "c", None) == "in_force"


def test_s12_who_is_not_among_the_parties_is_not_bound() -> None:
    answer = WHITE_HOUSE.standing("weights", "2024-08-01", "mistral")
    assert (answer.state, answer.listed, answer.event, answer.party) == ("none", True, None, "mistral")


@pytest.mark.parametrize(
    ("count", "state", "listed"),
    [
        ("2", "none", True),
        ("../9", "none", True),
        ("3", "unknown", False),
        ("40~", "unknown", False),
        ("450/..", "unknown", False),
    ],
)
@pytest.mark.parametrize("place", ["commitment", "document", "event"])
def test_s12_unless_more_took_part_than_are_listed(place: str, count: str, state: str, listed: bool) -> None:
    evidence = [{"source": "s", "relation": "supports", "count": count}]
    given: Raw = {name: {"evidence": evidence} if name == place else {} for name in ("commitment", "document", "event")}
    histories = Histories(
        [promise("d", "a", "b", **given["document"]), promise("c", part_of="d", **given["commitment"])],
        [event("start", "2024-01-01", added("d"), **given["event"])],
    )
    answer = histories.standing("c", "2024-02-01", "elsewhere")
    assert (answer.state, answer.listed) == (state, listed)
    assert histories.standing("c", "2024-02-01", "a").listed is True


def test_s12_a_part_that_lists_its_own_parties_binds_no_others() -> None:
    """Where xAI signs one chapter only, the other lists its own parties."""
    histories = Histories(
        [promise("code", "openai", "xai"), promise("safety", part_of="code"), promise("copyright", "openai", part_of="code")],
        [event("signed", "2025-08-01", added("code"), added("code", party="xai"))],
    )
    assert [state(histories, id, "2025-08-01", "xai") for id in ("code", "safety", "copyright")] == [
        "in_force",
        "in_force",
        "none",
    ]
    assert [party["actor"] for party in histories.bound("safety")] == ["openai", "xai"]
    assert [party["actor"] for party in histories.bound("copyright")] == ["openai"]
    assert histories.in_force("2025-08-01", "xai") == ["code", "safety"]


def test_s12_in_force_lists_the_certain_and_adds_the_possible_on_request() -> None:
    histories = Histories(
        [promise(id, "a", "b:overseer") for id in ("z-sure", "maybe", "gone")],
        [
            event("start", "2024-01-01", added("z-sure"), added("gone")),
            event("some-day", "2024", added("maybe")),
            event("end", "2024-02-01", change("gone", "removed", "withdrawn")),
        ],
    )
    assert histories.in_force("2024-03-01") == ["z-sure"]
    assert histories.in_force("2024-03-01", possible=True) == ["maybe", "z-sure"]
    assert histories.in_force("2024-01-15", "a") == ["gone", "z-sure"]
    assert histories.in_force(None, "a") == ["maybe", "z-sure"]
    assert histories.in_force("2024-01-15", "b") == []
    assert histories.in_force("2024-01-15", "nobody") == []


def test_s12_in_force_without_a_party_counts_what_is_in_force_for_anybody() -> None:
    """Where only parties' own entries are known, or one party stays when the others have left."""
    histories = Histories(
        [promise("c", "a", "b"), promise("part", part_of="c")],
        [event("a-signs", "2024-01-01", added("c", party="a"))],
    )
    assert state(histories, "c", "2024-02-01") == "unknown"
    assert histories.in_force("2024-02-01") == ["c", "part"]
    assert histories.in_force("2024-02-01", "a") == ["c", "part"]
    assert histories.in_force("2024-02-01", "b") == []
    unlisted = Histories([promise("c", "b")], [event("a-signs", "2024-01-01", added("c", party="a"))])
    assert unlisted.in_force("2024-02-01", "a") == ["c"]


# Periods, spans, bad input


def test_party_spans_are_computed_from_what_bound_a_party_and_what_released_it() -> None:
    histories = Histories(
        [promise("d", "a", "b", "c"), promise("old", "a")],
        [
            event("start", "2023", added("d")),
            event("b-joins", "2024-02-01", added("d", party="b")),
            event("c-leaves", "2024-03-01", change("d", "removed", "withdrawn", party="c")),
            event("seen", "2024-04-01", change("old", None, "in_force")),
        ],
    )
    assert [histories.party_span("d", party) for party in "abc"] == [("2023", None), ("2024-02-01", None), ("2023", "2024-03-01")]
    assert histories.party_span("old", "a") == (None, None)
    assert histories.party_span("d", "nobody") == (None, None)
    assert EO_14110.party_span("eo-14110", "commerce") == ("2023-10-30", "2025-01-20")


def test_periods_leave_out_what_was_not_yet_and_what_is_unknown() -> None:
    histories = Histories(
        [promise("c", "a", "b")],
        [event("start", "2024-01-01", added("c")), event("joins", "2024-02", added("c", "announced", party="b"))],
    )
    assert histories.periods("c", "b") == [Period("announced", "2024-02", None, "joins")]
    assert histories.periods("c", "nobody") == []


def test_what_other_checks_refuse_does_no_harm() -> None:
    """Dangling ids and circles of `part_of`."""
    histories = Histories(
        [promise("x", "a", part_of="y"), promise("y", "a", part_of="x"), promise("z", "a", part_of="gone")],
        [
            event("start", "2024-01-01", added("x"), added("nowhere"), added("z")),
            event("next", "2024-02-01", change("z", None, "superseded", successor="nowhere-either")),
        ],
    )
    assert [state(histories, id, "2024-03-01") for id in "xyz"] == ["in_force", "in_force", "superseded"]
    assert histories.problems() == []
    nothing_happened = Histories([promise("x", "a", part_of="y"), promise("y", "a", part_of="x")], [])
    assert [state(nothing_happened, id, None) for id in "xy"] == ["unknown", "unknown"]


def test_a_commitment_that_is_not_there_and_a_day_that_is_none_are_refused() -> None:
    histories = single(event("e", "2024-01-01", added("c")))
    with pytest.raises(KeyError, match="nope"):
        histories.standing("nope", "2024-01-01")
    for bad in ("2024-01", "2024-02-30", "yesterday"):
        with pytest.raises(BadDate):
            histories.standing("c", bad)
    assert histories.standing("c", datetime.date(2024, 1, 1)).on == "2024-01-01"


def test_a_hundred_thousand_records_are_indexed_at_once_and_one_answer_touches_few() -> None:
    """Ten seconds are far more than it takes on any machine; with a scan per question it would need minutes."""
    count = 20_000
    records = [promise(f"d{number}", f"a{number}") for number in range(count)]
    records += [promise(f"c{number}", part_of=f"d{number}") for number in range(2 * count)]
    events = [event(f"e{number}", "2024-01-01", added(f"d{number}")) for number in range(count)]
    events += [event(f"f{number}", "2024-02-01", added(f"c{number}")) for number in range(count)]
    start = time.perf_counter()
    histories = Histories(records, events)
    assert [state(histories, f"c{number}", "2024-01-15") for number in range(1000)] == ["none"] * 1000
    assert histories.in_force("2024-03-01", "a7") == ["c7", "d7"]
    assert time.perf_counter() - start < 10


# Laws

COMMITMENTS = [promise("doc", "a", "b"), promise("part", part_of="doc"), promise("deep", part_of="part")]
FIRST = datetime.date(2024, 2, 1)
DAYS = [(FIRST + datetime.timedelta(days=number)).isoformat() for number in range(-1, 32)]
WAYS = [(commitment["id"], party) for commitment in COMMITMENTS for party in (None, "a", "b")]
PRECISE = st.sampled_from(DAYS[1:25])
IMPRECISE = st.one_of(
    PRECISE,
    st.tuples(PRECISE, PRECISE).map(lambda pair: "/".join(sorted(pair))),
    PRECISE.map(lambda day: f"../{day}"),
    st.sampled_from(["2024-02", "2024-01/2024-02-10", "2024-02-20~"]),
)
KINDS = [None, "added", "retained", *sorted(EDITS), "removed", "triggered", "delivered"]


@st.composite
def wild(
    draw: st.DrawFn, dates: st.SearchStrategy[str] = IMPRECISE, factual: Sequence[str] = ("actual", "planned"), most: int = 6
) -> list[Raw]:
    """Events on a document, its part and the part's part, for everybody or for `a`: any changes at all, legal or not."""
    entries = st.builds(
        lambda commitment, party, kind, standing: change(commitment, kind, standing, **({"party": "a"} if party else {})),
        st.sampled_from(["doc", "part", "deep"]), st.booleans(), st.sampled_from(KINDS), st.sampled_from([None, *STATES[2:]]),
    )  # fmt: skip
    types = st.sampled_from(["policy_revised", "policy_revised", "process"])
    return [
        event(f"e{number}", draw(dates), *draw(st.lists(entries, min_size=1, max_size=3)), type=draw(types),
              factuality=draw(st.sampled_from(factual)), evidence=[rival(draw(PRECISE))] if draw(st.booleans()) else [])
        for number in range(draw(st.integers(0, most)))
    ]  # fmt: skip


def everything(histories: Histories, days: Iterable[str | None] = (*DAYS, None)) -> list[Any]:
    return [histories.standing(commitment, day, party) for commitment, party in WAYS for day in days]


@given(wild(), st.randoms(use_true_random=False))
def test_law_the_order_of_records_never_matters(events: list[Raw], random: Any) -> None:
    """Every answer and every problem is the same, in whatever order commitments and events are given."""
    shuffled, commitments = list(events), list(COMMITMENTS)
    random.shuffle(shuffled)
    random.shuffle(commitments)
    one, other = Histories(COMMITMENTS, events), Histories(commitments, shuffled)
    assert everything(one) == everything(other)
    assert one.problems() == other.problems()
    assert [one.periods(*way) for way in WAYS] == [other.periods(*way) for way in WAYS]
    assert [one.in_force(day, possible=True) for day in DAYS] == [other.in_force(day, possible=True) for day in DAYS]


@given(wild(), st.sampled_from(KINDS), st.sampled_from([None, *STATES[2:]]), st.data())
def test_law_a_later_event_never_changes_earlier_answers(
    events: list[Raw], kind: str | None, standing: str | None, data: st.DataObject
) -> None:
    """Folding is monotone in time. (A track's first entry is the exception: by S2 it speaks of the time before it.)"""
    begun = [
        (entry["commitment"], entry.get("party"))
        for each in events if each["factuality"] == "actual" for entry in each["changes"] if "standing" in entry
    ]  # fmt: skip
    assume(begun)
    commitment, party = data.draw(st.sampled_from(begun))
    later = event("later", "2024-03-01", change(commitment, kind, standing, **({"party": party} if party else {})))
    days = [day for day in DAYS if day < "2024-03-01"]
    assert everything(Histories(COMMITMENTS, [*events, later]), days) == everything(Histories(COMMITMENTS, events), days)


@given(wild())
def test_law_nothing_stands_before_it_is_added(events: list[Raw]) -> None:
    """A promise is never in force before it is announced: before the first day on which it may have been added, it is none."""
    histories = Histories(COMMITMENTS, events)
    for commitment in ("doc", "part", "deep"):
        own = [entry for entry in histories.entries(commitment) if entry.factuality == "actual" and entry.standing]
        general = next((entry for entry in own if entry.party is None), None)
        if general and general.kind == "added":
            assert {state(histories, commitment, day) for day in DAYS if day < general.bounds.min} <= {"none"}


@given(wild())
def test_law_no_part_outlives_its_document(events: list[Raw]) -> None:
    """The cap: on a day when a document is suspended or has ended, its part has ended too, or stands as it does, or never began."""
    histories = Histories(COMMITMENTS, events)
    for party, day, (part, document) in itertools.product((None, "a", "b"), DAYS, (("part", "doc"), ("deep", "part"))):
        wider = histories.standing(document, day, party)
        if wider.state in CAPPING:
            assert histories.standing(part, day, party).states <= ENDED | {"none", wider.state}
        if party and histories.standing(part, day).state in CAPPING:
            assert histories.standing(part, day, party).states <= ENDED | {"none", histories.standing(part, day).state}


@given(wild(dates=PRECISE))
def test_law_precise_histories_give_one_state_which_is_that_of_the_period(events: list[Raw]) -> None:
    """Every answer is certain, and the stretches of time say the same as the answers, day by day."""
    histories = Histories(COMMITMENTS, events)
    for commitment, party in WAYS:
        periods = histories.periods(commitment, party)
        for day in DAYS:
            answer = histories.standing(commitment, day, party)
            then = [
                period for period in periods if period.since[:10] <= day and (period.until is None or day < period.until[:10])
            ]
            assert answer.certain
            if answer.state not in ("none", "unknown"):
                assert (answer.state, answer.since, answer.event) in [(each.standing, each.since, each.event) for each in then]


SHORT = st.tuples(st.integers(1, 6), st.integers(0, 2)).map(lambda pair: "/".join(sorted({DAYS[pair[0]], DAYS[sum(pair)]})))


@given(wild(dates=SHORT, factual=["actual"], most=3))
def test_law_an_imprecise_history_answers_what_its_precise_readings_answer_together(events: list[Raw]) -> None:
    """Read every date as one of its days, in every way that keeps the order (S6) of the tracks that a question is about.

    The possible states on a day are exactly those that some reading gives: none is missed, and none is made up.
    """
    plain = [each | {"type": "policy_revised", "evidence": []} for each in events]
    ordered = sorted(plain, key=lambda each: (bounds(each["date"])[::-1], each["id"]))
    named = [each | {"id": f"e{number}"} for number, each in enumerate(ordered)]
    histories = Histories(COMMITMENTS, named)
    questions = list(itertools.product(WAYS, DAYS[1:9]))
    together: dict[Any, set[str]] = {question: set() for question in questions}
    for days in itertools.product(*(span(each["date"]) for each in named)):
        read = Histories(COMMITMENTS, [each | {"date": day} for each, day in zip(named, days, strict=True)])
        kept = {way for way in WAYS if tracks(read, *way) == tracks(histories, *way)}
        for way, day in questions:
            if way in kept:
                together[way, day] |= read.standing(way[0], day, way[1]).states
    assert together == {(way, day): set(histories.standing(way[0], day, way[1]).states) for way, day in questions}


def span(date: str) -> list[str]:
    """Every day of a short date."""
    first, last = bounds(date)
    return [day for day in DAYS if first <= day <= last]


def tracks(histories: Histories, commitment: str, party: str | None) -> list[list[str]]:
    """The events of every track that a question is about, each in order."""
    chain = {"doc": ["doc"], "part": ["part", "doc"], "deep": ["deep", "part", "doc"]}[commitment]
    return [[each.event for each in histories.entries(id) if each.party == who] for id in chain for who in {None, party}]


@st.composite
def legal(draw: st.DrawFn, commitment: str = "c", party: str | None = None, since: int = 1, most: int = 6) -> list[Raw]:
    """A legal history of one track: added, then whatever S7 and S8 allow, at dates that do not overlap."""
    more: Raw = {"party": party} if party else {}
    now = draw(st.sampled_from(sorted(NEXT["none"])))
    day = since
    events: list[Raw] = []
    entries = [added(commitment, now, **more)]
    for number in range(draw(st.integers(1, most))):
        length = draw(st.integers(0, 5))
        dates = [(FIRST + datetime.timedelta(days=each)).isoformat() for each in (day, day + length)]
        events.append(event(f"{commitment}-{number}", "/".join(sorted(set(dates))), *entries))
        day += length + draw(st.integers(1, 40))
        moves: list[tuple[str | None, str | None]] = [(None, after) for after in sorted(NEXT[now])] + [
            ("triggered", None),
            ("delivered", None),
        ]
        if now not in FINAL:
            moves += [(kind, None) for kind in ("retained", *sorted(EDITS))]
        if now == "in_force":
            moves += [(kind, "in_force") for kind in sorted(EDITS)]
        kind, after = draw(st.sampled_from(moves))
        successor = {"successor": f"{commitment}-next"} if after == "superseded" else {}
        entries = [change(commitment, kind, after, **successor, **more), *(added(next_) for next_ in successor.values())]
        now = after or now
    return events


def of(events: list[Raw]) -> Histories:
    ids = {entry["commitment"] for each in events for entry in each["changes"]} - {"c"}
    return Histories([promise("d", "a"), promise("c", "a", part_of="d"), *(promise(id, "a") for id in ids - {"d"})], events)


@given(legal())
def test_law_legal_histories_have_no_problems(events: list[Raw]) -> None:
    """Whatever S7 and S8 allow, step by step, is accepted."""
    assert of(events).problems() == []


@given(wild())
def test_law_a_track_that_has_ended_for_good_stays_so(events: list[Raw]) -> None:
    """Terminal states absorb, whatever is said later, even in an illegal history: the same state since the same event."""
    histories = Histories(COMMITMENTS, events)
    answers = [histories.standing("doc", day) for day in (*DAYS, None)]
    ended = next((number for number, answer in enumerate(answers) if answer.state in FINAL), len(answers))
    assert len({(answer.states, answer.event) for answer in answers[ended:]}) <= 1


@given(legal(), legal("d", since=0), st.booleans())
def test_law_what_has_ended_for_good_with_its_document_stays_so(part: list[Raw], document: list[Raw], both: bool) -> None:
    """Terminal states absorb for parts and parties as well, by their own end or by that of the document."""
    histories = of([*part, *document] if both else document)
    assume(not histories.problems())
    days = sorted({bounds(each["date"]).max for each in (*part, *document)})
    answers = [histories.standing("c", day, "a") for day in (*days, None)]
    ended = next((number for number, answer in enumerate(answers) if answer.state in FINAL), len(answers))
    assert len({(answer.states, answer.event) for answer in answers[ended:]}) <= 1


@given(legal(), st.sampled_from(STATES[2:]))
def test_law_an_illegal_step_is_refused_and_both_events_are_named(events: list[Raw], standing: str) -> None:
    """A standing that may not follow the last one: one problem, with the event at fault and the one that it contradicts."""
    now = of(events).standing("c", None)
    assume(not may_follow(str(now), standing, None))
    successor = {"successor": "c-other"} if standing == "superseded" else {}
    entries = [change("c", None, standing, **successor), *(added(id) for id in successor.values())]
    illegal = of([*events, event("illegal", "2030-01-01", *entries)])
    assert faults(illegal) == [("S8", "illegal", now.event)]
    assert all(name in illegal.problems()[0].message for name in ("illegal", str(now.event)))


@given(legal(most=4), legal("d", since=1000, most=4), legal("d", party="a", since=1000, most=4))
def test_law_legal_tracks_side_by_side_are_legal(part: list[Raw], document: list[Raw], party: list[Raw]) -> None:
    """A part that lived before its document is known, and a document on its own: what one track allows, no other forbids."""
    assume(part[-1]["date"] < "2026")
    assert of([*part, *document]).problems() == []
    assert of([*(each | {"id": f"a-{each['id']}"} for each in party)]).problems() == []
