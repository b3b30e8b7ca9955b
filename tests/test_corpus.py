"""The corpus: every item of the notes is accounted for, in both directions; the figures that are published are those of the data."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

import pytest

import aipolicy_data as ap
from tests.conftest import ROOT

COVERAGE: list[dict[str, Any]] = json.loads((ROOT / "seeds/coverage.json").read_text("utf-8"))


def _numbered(letter: str, last: int) -> set[str]:
    return {f"{letter}{number:02d}" for number in range(1, last + 1)}


def test_every_item_of_the_notes_has_records_or_a_reason() -> None:
    items = {(entry["note"], entry["item"]) for entry in COVERAGE}
    assert len(items) == len(COVERAGE)
    dispute, commitments = ({item for note, item in items if note == name} for name in ("dispute", "commitments"))
    assert dispute >= _numbered("C", 117) | _numbered("K", 25)
    assert commitments >= _numbered("C", 66) | _numbered("E", 114) | {"E16a", "E17a"} | _numbered("T", 60)
    for entry in COVERAGE:
        assert bool(entry.get("records")) != bool(entry.get("reason")), entry["item"]


def test_every_event_commitment_and_statement_grew_from_an_item(ds: ap.Dataset) -> None:
    covered = {id for entry in COVERAGE for id in entry.get("records", ())}
    assert [id for id in sorted(covered) if id not in ds] == []
    records = {id for table in (ds.events, ds.commitments, ds.statements) for id in table.ids}
    assert records <= covered


def test_the_corpus_is_as_large_and_as_rich_as_promised(ds: ap.Dataset) -> None:
    assert len(ds.events) >= 220
    assert len(ds.commitments) >= 90
    assert len(ds.statements) >= 130
    assert len(ds.actors) >= 150
    assert len(ds.sources) >= 350
    assert sum(row.disclosure is not None for row in ds.changes()) >= 60
    conditional = [s for s in ds.statements if s.condition] + [c for c in ds.commitments if c.conditions]
    assert len(conditional) >= 40
    assert len({(row.id, row.due) for row in ds.deadlines()}) >= 25
    assert sum(bool(row.disputed) for row in ds.corroboration()) >= 10


def test_rival_assessors_stand_side_by_side(ds: ap.Dataset) -> None:
    assessors = defaultdict(set)
    for statement in ds.statements.where(type="assessment"):
        for target in statement.targets:
            if target.commitment:
                assessors[target.commitment].add(statement.speakers[0].actor)
    assert sum(len(found) > 1 for found in assessors.values()) >= 8


def test_every_event_commitment_and_statement_has_evidence(ds: ap.Dataset) -> None:
    for table in (ds.events, ds.commitments, ds.statements):
        for record in table:
            assert record.evidence, record.id


def test_key_phrases_are_short_and_say_how_close_they_are(ds: ap.Dataset) -> None:
    for statement in ds.statements:
        if statement.key_phrase:
            assert len(statement.key_phrase.text.split()) <= 12
            assert statement.key_phrase.text[-1] not in ".!?", statement.id  # never a whole sentence


def test_dates_of_ids_are_dates_or_parts_of_names(ds: ap.Dataset) -> None:
    for table in (ds.events, ds.statements):
        assert all(re.match(r"\d{4}(-\d{2}){0,2}-|[a-z]", id) for id in table.ids)


def test_the_published_quality_is_that_of_the_data() -> None:
    pytest.importorskip("krippendorff")
    from benchmarks.quality import render

    assert (ROOT / "QUALITY.md").read_text("utf-8") == render()


def test_the_lives_that_the_codebook_works_through_are_those_of_the_data(ds: ap.Dataset) -> None:
    pause, label = "anthropic-rsp-pause", "anthropic-designation-10-usc-3252"
    told = {
        pause: {"2023-01-15": "none", "2024-10-16": "in_force", "2026-02-23": "in_force", "2026-02-24": "superseded"},
        label: {
            "2026-02-27": "announced",
            "2026-03-03": "in_force",
            "2026-03-27": "in_force",
            "2026-04-03": "suspended",
            "2026-08-27": "annulled",
        },
    }
    assert {id: {day: ds.standing(id, day).state for day in days} for id, days in told.items()} == told
    assert ds.standing(pause, "2026-02-24").disputed
    assert [row.change for row in ds.history(label) if row.date == "2026-03-26"] == ["retained"]
