"""What falls due, what followed, what changed, who held which post, how well it is known, how releases differ."""

from __future__ import annotations

import copy
import datetime
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import aipolicy_data as ap
from aipolicy_data.dataset import Dataset
from aipolicy_data.dates import bounds
from aipolicy_data.diffs import applied, edits
from aipolicy_data.index import TABLES, Index
from aipolicy_data.problems import DataError
from tests.conftest import SMALL

CITED = [{"source": "s", "relation": "supports"}]


def made(**tables: list[dict[str, Any]]) -> Dataset:
    """A data set of made-up records, not checked: only what a question reads needs to be there."""
    source = {"id": "s", "type": "article", "tier": "established", "publisher": "The Paper", "access": "full_text"}
    tables.setdefault("sources", [source])
    return Dataset(Index(tables))


def promise(due: dict[str, Any], *parties: str, **more: Any) -> dict[str, Any]:
    bound = [{"actor": party, "role": "promisor"} for party in parties or ("acme",)]
    return {"id": "promise", "type": "disclosure", "form": "company_policy", "title": "Report", "promise": "Report.",
            "parties": bound, "due": due, "evidence": CITED, **more}  # fmt: skip


def event(id: str, date: str, *changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "policy_published", "title": id, "date": date, "factuality": "actual", "changes": list(changes),
            "evidence": CITED, **more}  # fmt: skip


def change(kind: str | None = None, standing: str | None = None, **more: Any) -> dict[str, Any]:
    given = {"commitment": "promise", "change": kind, "standing": standing, **more}
    return {name: value for name, value in given.items() if value is not None}


ACTORS = [{"id": id, "type": "company", "name": id.capitalize()} for id in ("acme", "bolt", "watch")]
START = event("start", "2024-01-31", change("added", "in_force"))
DELIVERED = event("delivery", "2024-06-01", change("delivered"))


def outcomes(ds: Dataset, **period: Any) -> list[tuple[Any, ...]]:
    return [(row.due, row.basis, row.outcome, row.event) for row in ds.deadlines(**period)]


# Deadlines


def test_a_stated_day_is_stated_and_a_term_is_worked_out_from_the_day_of_the_promise() -> None:
    ds = made(actors=ACTORS, commitments=[promise({"kind": "date", "date": "2024-12"})], events=[START])
    assert outcomes(ds) == [("2024-12", "stated", "not_looked", None)]
    ds = made(actors=ACTORS, commitments=[promise({"kind": "date", "within": "P180D"})], events=[START])
    assert outcomes(ds) == [("2024-07-29", "derived", "not_looked", None)]


def test_delivered_in_time_late_or_not_found_up_to_a_day() -> None:
    due = {"kind": "date", "date": "2024-06-30"}
    late = event("late", "2024-07", change("delivered"))
    for record, events, expected in (
        (promise(due), [START, DELIVERED], ("delivered", "delivery")),
        (promise(due), [START, late], ("delivered_late", "late")),
        (promise(due), [START, late, DELIVERED], ("delivered", "delivery")),
        (promise(due, checked="2024-06-30"), [START], ("nothing_found", None)),
        (promise(due, checked="2024-06-29"), [START], ("not_looked", None)),
        (promise(due), [START, event("end", "2024-05", change("removed", "withdrawn", disclosure="silent"))], ("ended", "end")),
        (promise(due), [START, DELIVERED | {"factuality": "reported"}], ("not_looked", None)),
    ):
        ds = made(actors=ACTORS, commitments=[record], events=events)
        assert [(row.outcome, row.event) for row in ds.deadlines()] == [expected]


def test_a_cadence_gives_one_window_after_each_delivery_and_the_next_ones_up_to_a_day() -> None:
    record = promise({"kind": "recurring", "every": "P3M/P6M"})
    ds = made(actors=ACTORS, commitments=[record], events=[START, DELIVERED, event("third", "2025-01-15", change("delivered"))])
    assert outcomes(ds) == [
        ("2024-04-30/2024-07-31", "derived", "delivered", "delivery"),
        ("2024-09-01/2024-12-01", "derived", "delivered_late", "third"),
        ("2025-04-15/2025-07-15", "derived", "not_looked", None),
    ]
    # Windows are projected until they run into one another.
    assert [row.due for row in ds.deadlines(since="2025", until="2026-06")] == ["2025-04-15/2025-07-15", "2025-07-15/2026-01-15"]
    record = promise({"kind": "recurring", "every": "P1Y"})
    ds = made(actors=ACTORS, commitments=[record], events=[START])
    assert [row.due for row in ds.deadlines(until="2027-06")] == ["2025-01-31", "2026-01-31", "2027-01-31"]


def test_what_is_published_with_the_promise_opens_the_first_window() -> None:
    first = event("first", "2024-01-31", change("delivered"))
    ds = made(actors=ACTORS, commitments=[promise({"kind": "recurring", "every": "P6M"})], events=[START, first, DELIVERED])
    assert outcomes(ds)[0] == ("2024-07-31", "derived", "delivered", "delivery")


def test_a_trigger_has_no_day_and_comes_last() -> None:
    record = promise({"kind": "trigger", "trigger": "before release"})
    other = promise({"kind": "date", "date": "2030"}) | {"id": "z"}
    ds = made(actors=ACTORS, commitments=[record, other], events=[START])
    assert [(row.id, row.due, row.trigger, row.outcome) for row in ds.deadlines()] == [
        ("z", "2030", None, "not_looked"),
        ("promise", None, "before release", "undated"),
    ]


def test_a_trigger_that_is_recorded_gives_the_day_each_time() -> None:
    """At once, or a term later; what was delivered after the first trigger does not serve for the second."""
    record = promise({"kind": "trigger", "trigger": "on release", "within": "P30D"}, checked="2025")
    triggers = [event(f"t{n}", day, change("triggered")) for n, day in enumerate(("2024-05-20", "2024-09-01"))]
    ds = made(actors=ACTORS, commitments=[record], events=[START, *triggers, DELIVERED])
    assert outcomes(ds) == [
        ("2024-06-19", "derived", "delivered", "delivery"),
        ("2024-10-01", "derived", "nothing_found", None),
    ]
    ds = made(actors=ACTORS, commitments=[promise({"kind": "trigger", "trigger": "on release"})], events=[START, triggers[0]])
    assert outcomes(ds) == [("2024-05-20", "derived", "not_looked", None)]


def test_what_is_owed_within_a_term_after_a_trigger_is_not_met_before_it() -> None:
    record = promise({"kind": "trigger", "trigger": "on release", "within": "P30D"})
    ds = made(actors=ACTORS, commitments=[record], events=[START, DELIVERED, event("t", "2025-03-01", change("triggered"))])
    assert outcomes(ds) == [("2025-03-31", "derived", "not_looked", None)]


def test_only_a_partys_own_words_attest_that_it_is_bound() -> None:
    said = {"id": "said", "type": "position", "date": "2025-05-05", "summary": "x", "evidence": CITED,
            "speakers": [{"actor": "bolt", "voice": "institutional"}], "targets": [{"commitment": "promise", "stance": "support"}]}  # fmt: skip
    ds = made(actors=ACTORS, commitments=[promise({"kind": "ongoing"}, "acme", "bolt")], events=[START], statements=[said])
    attested = {party: ds.standing("promise", party=party).attested for party in (None, "acme", "bolt")}
    assert attested == {None: "2025-05-05", "acme": "2024-01-31", "bolt": "2025-05-05"}


def test_a_trigger_after_the_end_finds_it_ended() -> None:
    record = promise({"kind": "trigger", "trigger": "on release"})
    end = event("end", "2024-03-31", change("removed", "withdrawn"))
    ds = made(actors=ACTORS, commitments=[record], events=[START, end, event("t", "2024-05-22", change("triggered"))])
    assert outcomes(ds) == [("2024-05-22", "derived", "ended", "end")]


def test_only_whoever_was_asked_can_refuse_or_yield() -> None:
    def said(id: str, speaker: str, kind: str) -> dict[str, Any]:
        return {"id": id, "type": kind, "date": "2024-06-02", "summary": id, "evidence": CITED,
                "speakers": [{"actor": speaker, "voice": "institutional"}], "targets": [{"event": "term"}]}  # fmt: skip

    roles = [{"actor": "watch", "role": "initiator"}, {"actor": "bolt", "role": "recipient"}]
    term = event("term", "2024-06-01", type="ultimatum_issued", participants=roles, due={"kind": "date", "date": "2024-06-30"})
    first, second = said("a", "acme", "refusal"), said("b", "bolt", "concession")
    for statements, expected in (([first], ("not_looked", None)), ([first, second], ("conceded", "b"))):
        ds = made(actors=ACTORS, events=[term], statements=statements)
        assert [(row.outcome, row.event) for row in ds.deadlines()] == [expected]


def test_the_history_follows_documents_within_documents_as_the_standing_does() -> None:
    def stands(id: str, **more: Any) -> dict[str, Any]:
        return promise({"kind": "ongoing"}) | {"id": id, **more}

    records = [
        stands("outer", type="document"),
        stands("inner", type="document", part_of="outer"),
        stands("promise", part_of="inner"),
    ]
    begun = event("begun", "2024", change("added", "in_force", commitment="outer"))
    end = event("end", "2025", change("removed", "withdrawn", commitment="outer"))
    ds = made(actors=ACTORS, commitments=records, events=[begun, end])
    assert [(row.event, row.commitment) for row in ds.history("promise")] == [("begun", "outer"), ("end", "outer")]
    own = event("own", "2024-06", change("added", "in_force"))
    ds = made(actors=ACTORS, commitments=records, events=[begun, own, end])
    assert [row.event for row in ds.history("promise")] == ["own", "end"]
    assert str(ds.standing("promise", "2026-01-01")) == "withdrawn"
    for apart in (  # what concerns one party, never was, or is a milestone moves nobody else
        event("own", "2025-03", change("retained", "in_force", party="acme")),
        event("own", "2025-03", change("added"), factuality="planned"),
        event("own", "2025-03", change("delivered")),
    ):
        ds = made(actors=ACTORS, commitments=records, events=[begun, apart, end])
        assert [row.event for row in ds.history("promise")] == ["begun", "own", "end"]


def test_the_history_is_in_the_order_in_which_the_standing_is_computed() -> None:
    """S6: what is dated to a month comes after what is dated to a day in it."""
    month = event("a-month", "2024-02", change("weakened", note="Less.", dimensions=["scope"]))
    day = event("b-day", "2024-02-09", change("strengthened", note="More.", dimensions=["scope"]))
    ds = made(actors=ACTORS, commitments=[promise({"kind": "ongoing"})], events=[month, day, START])
    assert [row.event for row in ds.history("promise")] == ["start", "b-day", "a-month"]
    assert [entry.event for entry in ds.index.histories.entries("promise")] == ["start", "b-day", "a-month"]


def test_who_is_bound_in_two_roles_owes_once() -> None:
    twice = [{"actor": "acme", "role": role} for role in ("promisor", "addressee")]
    ds = made(actors=ACTORS, commitments=[promise({"kind": "date", "date": "2025"}) | {"parties": twice}], events=[START])
    assert [(row.due, row.party) for row in ds.deadlines()] == [("2025", None)]


def test_a_moved_deadline_shows_the_first_day_and_the_events_that_moved_it() -> None:
    moved = {"kind": "date", "date": "2027-12-02"}
    events = [START, event("move", "2024-05-07", change("amended", due=moved, note="Later.", dimensions=["timing"]))]
    ds = made(actors=ACTORS, commitments=[promise({"kind": "date", "date": "2026-08-02"})], events=events)
    (row,) = ds.deadlines()
    assert (row.due, row.first_due, row.moved_by) == ("2027-12-02", "2026-08-02", ("move",))


def test_each_of_several_parties_owes_it_by_itself_with_the_verdicts_on_it() -> None:
    verdict = {"id": "v", "type": "assessment", "date": "2025", "summary": "v", "evidence": CITED,
               "speakers": [{"actor": "watch", "voice": "institutional"}],
               "targets": [{"commitment": "promise", "party": "bolt", "verdict": "missed"}]}  # fmt: skip
    own = event("delivery", "2024-06-01", change("delivered", party="acme"))
    record = promise({"kind": "date", "date": "2024-06-30"}, "acme", "bolt", checked="2025")
    ds = made(actors=ACTORS, commitments=[record], events=[START, own], statements=[verdict])
    assert [(row.party, row.outcome, row.verdicts) for row in ds.deadlines()] == [
        ("acme", "delivered", ()),
        ("bolt", "nothing_found", ("Watch: missed",)),
    ]


def test_an_ultimatum_is_listed_once_with_what_became_of_its_threats() -> None:
    records = {table: [] for table in TABLES}
    for path, record in copy.deepcopy(SMALL).items():
        records["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    (row,) = [row for row in Dataset(Index(records)).deadlines() if row.kind != "commitment"]
    assert (row.id, row.due, row.instant, row.actors) == (
        "2024-06-01-ultimatum", "2024-06-30", "2024-06-30T17:00:00+02:00", ("Acme",),
    )  # fmt: skip
    assert (row.outcome, row.event) == ("refused", "2024-07-01-refusal")
    assert row.results == ("2024-06-02-threat: not_carried_out",)


def test_deadlines_keep_to_the_period_and_refuse_a_malformed_date() -> None:
    ds = made(actors=ACTORS, commitments=[promise({"kind": "date", "date": "2024-12"})], events=[START])
    assert outcomes(ds, since="2024-12-31") == outcomes(ds, until="2024-12-01") == outcomes(ds)
    assert outcomes(ds, since="2025") == outcomes(ds, until="2024-11") == []
    with pytest.raises(DataError, match="is not a date: 2026, 2026-02, 2026-02-24"):
        ds.deadlines(since="soon")


@settings(max_examples=200)
@given(st.lists(st.dates(min_value=datetime.date(2024, 2, 1), max_value=datetime.date(2027, 1, 1)), unique=True))
def test_every_delivery_closes_one_window(days: list[Any]) -> None:
    """A cadence with n deliveries gives n windows that were delivered, and one that is open."""
    events = [START, *(event(f"d{n}", day.isoformat(), change("delivered")) for n, day in enumerate(days))]
    ds = made(actors=ACTORS, commitments=[promise({"kind": "recurring", "every": "P1M/P2M"})], events=events)
    found = [row.outcome for row in ds.deadlines()]
    assert len(found) == len(days) + 1
    assert found[-1] == "not_looked"
    assert set(found[:-1]) <= {"delivered", "delivered_late"}


# What followed, what changed, who held which post


def test_responses_read_all_three_links_and_count_the_days(ds: ap.Dataset) -> None:
    rows = {(row.id, row.answers): row for row in ds.responses("2026-02-24-pentagon-ultimatum")}
    refusal = rows["2026-02-26-amodei-refuses", "2026-02-24-pentagon-ultimatum"]
    assert (refusal.link, refusal.stance, refusal.days_min, refusal.days_max) == ("targets", "strong_oppose", 2, 2)
    assert {row.link for row in rows.values()} == {"responds_to", "targets", "outcome"}
    label = rows["2026-03-03-designation-letter", "2026-02-24-threat-supply-chain-label"]
    assert (label.link, label.days_min) == ("outcome", 7)
    lows = [bounds(row.date).min for row in rows.values()]
    assert lows == sorted(lows)
    with pytest.raises(KeyError, match="no record has the id"):
        ds.responses("nothing")


def test_changes_are_those_of_a_kind_a_party_a_period(ds: ap.Dataset) -> None:
    every = ds.changes()
    assert len(every) == sum(len(event.changes) for event in ds.events)
    weakened = ds.changes(change={"weakened", "relocated"}, party="anthropic", since="2026-02-24", until="2026-02-24")
    assert [(row.commitment, row.standing) for row in weakened] == [
        ("anthropic-rsp-pause", "superseded"),
        ("anthropic-rsp-safeguards-first", "superseded"),
    ]
    assert {row.disclosure for row in ds.changes(disclosure="silent")} == {"silent"}
    assert list(ds.changes(party="vitalik-buterin")) == []
    with pytest.raises(DataError, match="'weaken' is not among the changes; did you mean 'weakened'"):
        ds.changes(change="weaken")


def test_positions_are_those_that_may_have_been_held_on_the_day() -> None:
    ties = [
        {"type": "holds_position", "actor": "acme", "title": "chair", "since": "2023", "until": "2025-06"},
        {"type": "board_member_of", "actor": "bolt", "since": "2026"},
        {"type": "funds", "actor": "bolt"},
        {"type": "holds_position", "actor": "watch", "title": "fellow"},
    ]
    ds = made(actors=[*ACTORS, {"id": "jo", "type": "person", "name": "Jo", "relationships": ties}])
    assert [row.organisation for row in ds.positions(on="2025-06-30")] == ["acme", "watch"]
    assert [row.organisation for row in ds.positions(on="2026-01-01")] == ["bolt", "watch"]
    assert [row.organisation_name for row in ds.positions()] == ["Acme", "Bolt", "Watch"]


# Evidence


def test_sources_with_one_origin_are_not_independent(ds: ap.Dataset) -> None:
    sources = [
        {"id": id, "type": "article", "tier": tier, "publisher": publisher, "access": "excerpt"}
        for id, publisher, tier in (("a", "Agency", "established"), ("b", "Paper", "established"), ("c", "Blog", "lead"))
    ]
    evidence = [
        {"source": "a", "relation": "supports"},
        {"source": "b", "relation": "supports", "via": ["agency"]},
        {"source": "c", "relation": "disputes", "date": "2024", "note": "A year late."},
    ]
    ds = made(
        actors=[{"id": "agency", "type": "media", "name": "Agency"}],
        events=[event("e", "2023", evidence=evidence)],
        sources=sources,
    )
    (row,) = ds.corroboration("e")
    assert (row.sources, row.origins, row.origin_names, row.primary) == (2, 1, ("Agency",), 0)
    assert (row.tier, row.access, row.weakest) == ("established", "excerpt", "the best source was read in excerpts")
    assert row.disputed == ("Blog: date 2024",)


def test_every_record_can_be_asked_how_well_it_is_known(ds: ap.Dataset) -> None:
    rows = {row.record: row for row in ds.corroboration()}
    assert len(rows) == sum(len(table.where()) for table in (ds.actors, ds.commitments, ds.events, ds.statements))
    assert rows["2026-01-03-claude-used-in-maduro-raid"].weakest == "the event is reported, not established"
    assert rows["2026-02-24-reuters-no-easing"].weakest == "the speaker is not named"


# Searching


@pytest.mark.parametrize("text", ["pause scaling", "PAUSE", "paus scal", "pasue scaling"])
def test_search_finds_words_beginnings_and_typos(ds: ap.Dataset, text: str) -> None:
    assert "anthropic-rsp-pause" in [row.id for row in ds.search(text)]


def test_search_finds_names_by_alias_and_nothing_for_nothing(ds: ap.Dataset) -> None:
    assert ds.search("Department of War")[0].id == "us-dod"
    assert list(ds.search("")) == list(ds.search("  ,;\"'()*")) == []
    assert list(ds.search("xyzzyxyzzy")) == []
    assert len(ds.search("anthropic", most=3)) == 3


@given(st.text())
def test_no_text_breaks_the_search(text: str) -> None:
    """Whatever is asked, the answer is a list."""
    assert len(SEARCHED.search(text)) >= 0


SEARCHED = made(actors=ACTORS, commitments=[promise({"kind": "ongoing"})], events=[START])


# Differences


def _index(records: dict[str, dict[str, Any]]) -> Index:
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for path, record in records.items():
        tables["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    return Index(tables)


def _plain(index: Index) -> str:
    """The records as JSON, in which `false` is not `0`, as it is in Python, and the order of fields says nothing."""
    return json.dumps({table: index.records[table] for table in TABLES}, sort_keys=True)


values = st.recursive(st.booleans() | st.integers() | st.text(max_size=4), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3), max_leaves=6)  # fmt: skip
releases = st.dictionaries(
    st.sampled_from(["records/actors/a.json", "records/events/b.json", "records/statements/c.json", "seeds/d.json"]),
    st.dictionaries(st.sampled_from(["name", "topics", "evidence"]), values, max_size=3),
).map(lambda files: {path: {"id": path.split("/")[-1][0], **record} for path, record in files.items()})


@given(releases, releases)
@example({"records/actors/a.json": {"id": "a", "topics": [False]}}, {"records/actors/a.json": {"id": "a", "topics": [0]}})
def test_the_differences_applied_to_the_older_release_give_the_newer_one(old: Any, new: Any) -> None:
    """And nothing else: two releases without differences are the same."""
    older, newer = _index(old), _index(new)
    before = _plain(older)
    found = edits(older, newer)
    assert _plain(applied(older, found)) == _plain(newer)
    assert _plain(older) == before
    assert (not found) == (_plain(older) == _plain(newer))


def test_a_difference_names_record_field_and_both_values(small: Any) -> None:
    older = Dataset(_index(copy.deepcopy(small)))
    small["records/events/2024-01-01-policy.json"]["changes"][0]["note"] = "New."
    small["records/actors/acme.json"]["name"] = "Acme Ltd"
    del small["records/actors/jo.json"]
    small["records/actors/new.json"] = {"id": "new", "type": "person", "name": "New"}
    rows = Dataset(_index(small)).diff(older)
    assert [(row.id, row.kind, row.difference, row.field, row.before, row.after) for row in rows if row.id != "jo"] == [
        ("acme", "actor", "changed", "name", '"Acme"', '"Acme Ltd"'),
        ("new", "actor", "added", None, None, json.dumps({"id": "new", "type": "person", "name": "New"})),
        ("2024-01-01-policy", "event", "added", "changes[0].note", None, '"New."'),
    ]
    (gone,) = [row for row in rows if row.id == "jo"]
    assert (gone.difference, gone.field, gone.after) == ("removed", None, None)
