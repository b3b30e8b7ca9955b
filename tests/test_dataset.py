"""Loading a data set, and what it answers."""

from __future__ import annotations

import datetime
import json
import pickle
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import aipolicy_data as ap
from aipolicy_data.dates import bounds
from aipolicy_data.files import read_tree
from aipolicy_data.index import TABLES, Index, title
from aipolicy_data.problems import DataError
from aipolicy_data.release import DATA, index_of, render, write
from aipolicy_data.verify import sums
from tests.conftest import ROOT

RED_LINES = ("anthropic-red-line-autonomous-weapons", "anthropic-red-line-surveillance")


@pytest.fixture
def small_ds(write_tree: Any, small: Any) -> ap.Dataset:
    return ap.load(write_tree(small))


def _records(ds: ap.Dataset) -> list[Any]:
    return [record for table in (ds.actors, ds.commitments, ds.events, ds.statements, ds.sources) for record in table]


def test_every_way_of_loading_gives_the_same_records(write_tree: Any, small: Any, tmp_path: Path) -> None:
    root = write_tree(small)
    from_tree = _records(ap.load(root))
    write(root, render(index_of(read_tree(root))))
    release = tmp_path / "release"
    release.mkdir()
    for path in (root / DATA).iterdir():
        (release / path.name).write_bytes(path.read_bytes())
    archive = tmp_path / "release.zip"
    (release / "SHA256SUMS").write_bytes(sums({path.name: sha256(path.read_bytes()).hexdigest() for path in release.iterdir()}))
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in release.iterdir():
            zipped.write(path, f"aipolicy-data-0.1.0/{path.name}")
    for place in (release, str(release), root / "datapackage.json", archive):
        assert _records(ap.load(place)) == from_tree
    assert len(from_tree) == len(small)


def test_the_packaged_release_is_the_tree(ds: ap.Dataset) -> None:
    assert _records(ds) == _records(ap.load(ROOT))


def test_what_is_not_a_data_set_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"is not a data set. Looked for: a release folder \(with actors.json\)"):
        ap.load(tmp_path)
    with pytest.raises(DataError, match="is not a data set"):
        ap.load(tmp_path / "nowhere")
    (tmp_path / "datapackage.json").write_text('{"resources": []}')
    with pytest.raises(DataError, match="does not describe this data set: no resource `actors` in it"):
        ap.load(tmp_path)
    (tmp_path / "actors.json").write_text("[]")
    with pytest.raises(DataError, match="is not a whole release: commitments.json cannot be read"):
        ap.load(tmp_path)
    (tmp_path / "actors.json").write_text("[")
    with pytest.raises(DataError, match="is not a whole release: actors.json is not JSON"):
        ap.load(tmp_path)
    (tmp_path / "actors.json").write_text("{}")
    with pytest.raises(DataError, match="is not a release: actors.json is not a list of records"):
        ap.load(tmp_path)
    (tmp_path / "x.zip").write_bytes(b"PK")
    with pytest.raises(DataError, match="is not a readable zip"):
        ap.load(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    with pytest.raises(DataError, match="looked for one actors.json, found 0"):
        ap.load(tmp_path / "empty.zip")


def test_a_tree_with_problems_is_not_loaded(write_tree: Any, small: Any) -> None:
    small["records/actors/acme.json"]["type"] = "firm"
    with pytest.raises(
        DataError, match=r"have 1 problems; `aipolicy check` lists them:\nrecords/actors/acme.json:3:11: type"
    ) as error:
        ap.load(write_tree(small))
    assert len(error.value.problems) == 1


def test_a_table_is_a_collection_in_id_order(small_ds: ap.Dataset) -> None:
    assert len(small_ds.actors) == 3
    assert [actor.id for actor in small_ds.actors] == small_ds.actors.ids == ["acme", "jo", "ministry"]
    assert "jo" in small_ds.actors
    assert "acme-pause" not in small_ds.actors
    assert 7 not in small_ds.actors
    assert small_ds.actors["jo"] is small_ds["jo"]
    assert small_ds.actors.get("nobody") is None
    assert repr(small_ds.actors) == "<3 actors>"
    assert repr(small_ds) == "<Dataset: 3 actors, 3 commitments, 3 events, 4 statements, 1 sources>"


def test_an_unknown_id_names_the_nearest(small_ds: ap.Dataset) -> None:
    with pytest.raises(KeyError, match="no record has the id 'acme-paus'; did you mean 'acme-pause'?"):
        small_ds["acme-paus"]
    with pytest.raises(KeyError, match="no record 'acme-pause' in actors"):
        small_ds.actors["acme-pause"]
    with pytest.raises(DataError, match="no commitment has the id 'acme'"):
        small_ds.standing("acme")


def test_records_pickle_and_serialise(small_ds: ap.Dataset) -> None:
    for record in _records(small_ds):
        assert pickle.loads(pickle.dumps(record)) == record
        assert json.loads(record.model_dump_json())["id"] == record.id


def test_a_data_set_pickles_before_and_after_it_was_asked(small_ds: ap.Dataset) -> None:
    for _ in range(2):
        other = pickle.loads(pickle.dumps(small_ds))
        assert other.events.ids == small_ds.events.ids
        assert list(other.search("pause")) == list(small_ds.search("pause")) != []
        assert other.standing("acme-pause") == small_ds.standing("acme-pause")


@pytest.mark.parametrize(
    ("table", "asked", "ids"),
    [
        ("events", {"type": "ultimatum_issued"}, ["2024-06-01-ultimatum"]),
        ("events", {"type": {"ultimatum_issued", "policy_revised"}}, ["2024-06-01-ultimatum", "2025-01-01-policy-2"]),
        ("events", {"actor": "ministry"}, ["2024-06-01-ultimatum"]),
        ("events", {"actor": "acme", "topic": "pause"}, ["2024-01-01-policy"]),
        ("events", {"since": "2024-02", "until": "2024"}, ["2024-06-01-ultimatum"]),
        ("events", {"since": datetime.date(2025, 1, 1)}, ["2025-01-01-policy-2"]),
        ("events", {"until": "2023"}, []),
        ("events", {"responds_to": "2024-06-01-demand"}, ["2025-01-01-policy-2"]),
        ("statements", {"actor": "jo"}, ["2024-07-01-refusal"]),
        ("statements", {"part_of": "2024-06-01-ultimatum"}, ["2024-06-01-demand", "2024-06-02-threat"]),
        ("commitments", {"actor": "acme", "type": "consequence"}, ["acme-pause"]),
        ("actors", {"type": "person"}, ["jo"]),
        ("sources", {"publisher": "The Paper"}, ["paper-2024-01-02-report"]),
        ("sources", {"since": "2024-01-03"}, []),
    ],
)
def test_where_keeps_the_records_for_which_all_holds(small_ds: ap.Dataset, table: str, asked: Any, ids: list[str]) -> None:
    found = getattr(small_ds, table).where(**asked)
    assert found.ids == ids
    assert [record.id for record in found] == ids
    assert len(found) == len(ids)


def test_where_can_be_narrowed_down(small_ds: ap.Dataset) -> None:
    assert small_ds.events.where(actor="acme").where(until="2024").where(type="policy_published").ids == ["2024-01-01-policy"]


def test_where_refuses_what_does_not_exist_and_names_the_nearest(small_ds: ap.Dataset) -> None:
    for asked, words in (
        ({"type": "ultimatum"}, "no type 'ultimatum' is known; did you mean 'ultimatum_issued'?"),
        ({"actor": "acmee"}, "no actor has the id 'acmee'; did you mean 'acme'?"),
        ({"topic": "pauses"}, "no topic 'pauses' is known; did you mean 'pause'?"),
        ({"tipe": "x"}, "events cannot be asked for 'tipe'; did you mean 'type'?"),
        ({"since": "last week"}, "'last week' is not a date: 2026, 2026-02, 2026-02-24"),
    ):
        with pytest.raises(DataError) as error:
            small_ds.events.where(**asked)  # type: ignore[arg-type]
        assert str(error.value).startswith(words)
    with pytest.raises(DataError, match="actors have no date of their own"):
        small_ds.actors.where(since="2024")


def test_history_and_timeline_of_the_small_set(small_ds: ap.Dataset) -> None:
    (row,) = small_ds.history("acme-pause")
    assert (row.event, row.commitment, row.standing, row.to_version) == ("2024-01-01-policy", "acme-policy", "in_force", "1")
    assert [row.id for row in small_ds.timeline(thread="2024-06-01-ultimatum")] == [
        "2024-06-01-ultimatum",
        "2024-06-01-demand",
        "2024-06-02-threat",
    ]
    assert [row.id for row in small_ds.timeline(actor="jo")] == ["2024-07-01-refusal"]
    assert len(small_ds.timeline(until="2023")) == 0
    assert small_ds.timeline(until="2023").model.model_fields["date"].description


def test_about_says_which_record_each_row_is_about(small_ds: ap.Dataset) -> None:
    assert [(row.id, row.about, row.verdict) for row in small_ds.about("acme-reports")] == [
        ("2025-02-01-assessment", "acme-reports", "overdue")
    ]
    assert [row.id for row in small_ds.about("2024-06-01-demand", stance="oppose")] == ["2024-07-01-refusal"]
    assert list(small_ds.about("2024-06-01-demand", stance={"support"})) == []
    rows = small_ds.about("acme-policy", with_events=True)
    assert [(row.id, row.kind) for row in rows] == [("2024-01-01-policy", "event"), ("2025-01-01-policy-2", "event")]
    with pytest.raises(DataError, match="'opposed' is not among the stances; did you mean 'oppose'?"):
        small_ds.about("acme-pause", stance="opposed")


def test_evidence_shows_source_claim_and_chain(small_ds: ap.Dataset) -> None:
    (row,) = small_ds.evidence("2024-06-01-ultimatum")
    assert (row.publisher, row.relation, row.access, row.via) == ("The Paper", "supports", "full_text", ("The ministry",))
    (row,) = small_ds.evidence("acme-pause")
    assert (row.claim, row.claim_text, row.verdict) == ("paper-c01", "Acme promised to pause.", "confirmed")


def test_attested_is_the_latest_day_that_shows_it_standing(small_ds: ap.Dataset) -> None:
    assert small_ds.standing("acme-policy", on="2024-06-01").attested == "2024-01-02"
    assert small_ds.standing("acme-policy").attested == "2025-01-01"
    assert small_ds.standing("acme-policy", on="2023-01-01").attested is None


# The first story


def test_one_company_weakened_one_promise_and_held_another_in_the_same_week(ds: ap.Dataset) -> None:
    before, after = "2026-02-20", "2026-02-25"
    assert ds.standing("anthropic-rsp-pause", on=before).states == {"in_force"}
    assert ds.standing("anthropic-rsp-pause", on=after).states == {"superseded"}
    for line in RED_LINES:
        assert ds.standing(line, on=before).states == ds.standing(line, on=after).states == {"in_force"}
    held = {commitment.id for commitment in ds.in_force(on=after, party="anthropic")}
    assert set(RED_LINES) < held
    assert "anthropic-rsp-pause" not in held
    assert "anthropic-rsp-pause" in {commitment.id for commitment in ds.in_force(on=before, party="anthropic")}


def test_the_history_of_the_pause_names_event_version_step_successor_and_disclosure(ds: ap.Dataset) -> None:
    row = next(row for row in ds.history("anthropic-rsp-pause") if row.standing == "superseded")
    assert row.event == "2026-02-24-anthropic-rsp-v3"
    assert (row.from_version, row.to_version) == ("2.2", "3.0")
    assert row.successor == "anthropic-rsp-conditional-delay"
    assert row.disclosure == "announced"
    assert row.change == "weakened"


def test_each_threat_is_its_own_and_takes_its_deadline_from_the_ultimatum(ds: ap.Dataset) -> None:
    threats = ds.statements.where(type="threat", part_of="2026-02-24-pentagon-ultimatum")
    assert len(threats) == 3
    for threat in threats:
        assert threat.due is None
        assert threat.condition
    due = ds.events["2026-02-24-pentagon-ultimatum"].due
    assert due is not None
    assert (due.date, due.instant, due.basis) == ("2026-02-27", "2026-02-27T17:01:00-05:00", "stated")


def test_what_only_the_article_says_is_told_apart(ds: ap.Dataset) -> None:
    """Turner's prediction and the Economist's analysis rest on one source, and their claims are uncorroborated."""
    for speaker in ("franklin-turner", "the-economist"):
        (statement,) = ds.statements.where(actor=speaker)
        assert {row.publisher for row in ds.evidence(statement.id)} == {"Mercation"}
        assert "uncorroborated" in {row.verdict for row in ds.evidence(statement.id)}


def test_the_wrong_title_disputes_the_right_one(ds: ap.Dataset) -> None:
    assert "disputes" in {row.relation for row in ds.evidence("jared-kaplan")}


def test_no_quotation_of_the_article_is_stored(ds: ap.Dataset) -> None:
    """Its quotations are re-translations; key phrases are the speakers' own."""
    for statement in ds.statements:
        if statement.key_phrase and statement.key_phrase.fidelity == "verbatim":
            relations = ds.evidence(statement.id)
            assert any(row.publisher != "Mercation" for row in relations), statement.id


# What a newcomer would get wrong without noticing


def _small_with(small: dict[str, Any], *records: tuple[str, dict[str, Any]]) -> ap.Dataset:
    tables: dict[str, list[Any]] = {table: [] for table in TABLES}
    for path, record in {**small, **dict(records)}.items():
        tables["sources" if path.startswith("seeds/") else path.split("/")[1]].append(record)
    return ap.Dataset(Index(tables))


def test_what_is_only_known_to_have_begun_by_a_day_counts_for_that_day(small: Any) -> None:
    event = small["records/events/2024-06-01-ultimatum.json"] | {"id": "open", "date": "../2026-06"}
    ds = _small_with(small, ("records/events/open.json", event))
    assert ds.events.where(since="2019", until="2019").ids == []
    assert ds.events.where(since="2026-06", until="2026-06").ids == ["open"]
    assert [row.id for row in ds.timeline(since="2019", until="2019")] == []


def test_for_and_against_are_every_degree_of_it(ds: ap.Dataset) -> None:
    promise = "anthropic-red-line-surveillance"
    every = {
        "for": ("strong_support", "support", "conditional_support"),
        "against": ("strong_oppose", "oppose", "conditional_oppose"),
    }
    for side, terms in every.items():
        assert list(ds.about(promise, stance=side)) == list(ds.about(promise, stance=terms))
        assert ds.statements.where(stance=side).ids == ds.statements.where(stance=terms).ids != []
    with pytest.raises(DataError, match="'agree' is not among the stances; known: strong_support"):
        ds.about(promise, stance="agree")


def test_statements_can_be_asked_for_by_speaker_and_by_what_they_are_about(ds: ap.Dataset) -> None:
    found = ds.statements.where(speaker="openai", stance="against")
    assert len(found) > 0
    for statement in found:
        assert "openai" in {speaker.actor for speaker in statement.speakers}
        assert any("oppose" in (target.stance or "") for target in statement.targets)
    about = ds.statements.where(target="anthropic-rsp-pause")
    assert about.ids == sorted({row.id for row in ds.about("anthropic-rsp-pause")})
    assert len(ds.statements.where(speaker="openai")) < len(ds.statements.where(actor="openai"))
    assert ds.events.where(commitment="anthropic-rsp-pause", change="weakened").ids
    assert set(ds.commitments.where(party="anthropic").ids) >= {"anthropic-rsp"}
    for asked, words in (
        ({"speaker": "opnai"}, "did you mean 'openai'"),
        ({"stance": "suport"}, "did you mean 'support'"),
        ({"target": "no-such-thing"}, "no record"),
    ):
        with pytest.raises((DataError, KeyError), match=words):
            ds.statements.where(**asked)
    with pytest.raises(DataError, match="events cannot be asked for 'speaker'"):
        ds.events.where(speaker="openai")


def test_whoever_joins_later_is_not_among_the_actors_of_the_first_event(ds: ap.Dataset) -> None:
    (row,) = [
        row for row in ds.timeline(since="2023-07-21", until="2023-07-21") if row.id == "2023-07-21-white-house-commitments"
    ]
    firms = {"Amazon", "Anthropic", "Google", "Inflection AI", "Meta", "Microsoft", "OpenAI"}
    assert set(row.actors) >= firms
    assert not {"Adobe", "Cohere", "IBM", "NVIDIA", "Palantir", "Salesforce", "Stability AI", "Apple"} & set(row.actors)


def test_a_retired_record_is_found_and_not_counted(small: Any) -> None:
    refusal = small["records/statements/2024-07-01-refusal.json"]
    old = refusal | {"id": "2024-07-01-old", "replaced_by": refusal["id"]}
    ds = _small_with(small, ("records/statements/2024-07-01-old.json", old))
    assert "2024-07-01-old" in ds.statements
    assert ds.statements["2024-07-01-old"].replaced_by == refusal["id"]
    for found in (
        ds.statements.where(type="refusal").ids,
        [row.id for row in ds.timeline()],
        [row.id for row in ds.about("2024-06-01-demand")],
        [row.id for row in ds.responses("2024-06-01-ultimatum")],
    ):
        assert found.count(refusal["id"]) == 1
        assert "2024-07-01-old" not in found


def test_nothing_attests_a_promise_before_it_began_or_after_what_was_read(ds: ap.Dataset) -> None:
    latest = max(bounds(source.published).min for source in ds.sources if source.published)
    for commitment in ds.commitments.ids:
        answer = ds.standing(commitment)
        if answer.attested:
            assert answer.attested <= max(latest, *(bounds(event.date).min for event in ds.events))
            begun = ds.index.histories.periods(commitment)
            assert not begun or answer.attested >= bounds(begun[0].since).min


def test_each_response_is_told_once(ds: ap.Dataset) -> None:
    ids = [row.id for row in ds.responses("2026-02-24-pentagon-ultimatum")]
    assert len(ids) == len(set(ids)) > 3


def test_a_name_or_a_part_of_an_id_is_met_with_what_may_be_meant(ds: ap.Dataset) -> None:
    for id, meant in (("US Department of Defense", "us-dod"), ("Anthropic", "anthropic"), ("kaplan", "jared-kaplan")):
        with pytest.raises(KeyError, match=f"did you mean .*'{meant}'"):
            ds[id]


def test_deadlines_of_a_party_and_of_an_outcome(ds: ap.Dataset) -> None:
    every = ds.deadlines(until="2027")
    owed = ds.deadlines(until="2027", party="anthropic", outcome="delivered")
    assert 0 < len(owed) < len(every)
    assert all("Anthropic" in row.actors and row.outcome == "delivered" for row in owed)
    with pytest.raises(DataError, match="is not among the deadline_outcomes"):
        ds.deadlines(outcome="overdue")


def test_an_untitled_source_is_called_by_its_publisher_and_day() -> None:
    assert title({"publisher": "The Paper", "published": "2026-02", "id": "x"}) == "The Paper, 2026-02"
    assert title({"publisher": "The Paper", "title": "A report", "id": "x"}) == "A report"


def test_where_no_record_holds_all_words_those_with_any_are_found(ds: ap.Dataset) -> None:
    assert ds.search("who signed seoul")[0].id
    assert list(ds.search("zzzqqq xxyyzz")) == []
    assert [row.id for row in ds.search("ultimatum zzzqqq", 5)]
    assert not ds._search.holds_all("ultimatum zzzqqq")
    for text in ("the", "the ultimatum"):  # a word that tells nothing apart is held as well
        assert len(ds.search(text, 3)) == 3
        assert ds._search.holds_all(text)


def test_what_is_no_text_is_refused_in_words(ds: ap.Dataset) -> None:
    for ask in (lambda: ds.events.where(type=5), lambda: ds.changes(change=[5]), lambda: ds.about("anthropic-rsp", stance=5)):  # type: ignore[arg-type, list-item]
        with pytest.raises(DataError, match="5 is no text; give one in quotes, or several in a set"):
            ask()
