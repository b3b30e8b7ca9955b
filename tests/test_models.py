"""Models and JSON Schemas: one description, three judges that always agree."""

from __future__ import annotations

import json
import pickle
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from aipolicy_data.files import Tree, read_tree
from aipolicy_data.models import MODELS, Actor
from aipolicy_data.schemas import json_schema
from aipolicy_data.shapes import DERIVED_SHAPES, SHAPES, Shape
from tests.conftest import ROOT, SMALL
from tests.strategies import STRANGE_TEXTS, mutated

REAL = [(file.table, file.value) for file in read_tree(ROOT).files if file.value is not None] + [
    ("sources" if path.startswith("seeds/") else path.split("/")[1], record) for path, record in SMALL.items()
]
PYTHON = {table: jsonschema.Draft202012Validator(json_schema(table)) for table in MODELS}
RUST = {table: jsonschema_rs.Draft202012Validator(json_schema(table)) for table in MODELS}


def _judged(table: str, document: Any) -> tuple[bool, bool, bool]:
    """The verdicts of the model, of `jsonschema`, and of `jsonschema-rs`."""
    try:
        MODELS[table].model_validate_json(json.dumps(document))
        model = True
    except ValidationError:
        model = False
    return model, PYTHON[table].is_valid(document), RUST[table].is_valid(document)


@settings(max_examples=4000, suppress_health_check=list(HealthCheck))
@given(mutated(REAL))
def test_models_and_schemas_accept_and_refuse_the_same_documents(case: tuple[str, Any]) -> None:
    table, document = case
    assert len(set(_judged(table, document))) == 1, (table, document, _judged(table, document))


def _text_places() -> list[tuple[str, str]]:
    return [
        (table, field.name) for table, shape in SHAPES.items() for field in shape.fields if field.part is None and not field.many
    ]


@pytest.mark.parametrize(("table", "field"), _text_places())
def test_every_field_judges_strange_texts_alike(table: str, field: str) -> None:
    record = next(record for name, record in REAL if name == table)
    for text in STRANGE_TEXTS:
        document = record | {field: text}
        assert len(set(_judged(table, document))) == 1, (text, _judged(table, document))


def test_every_record_is_accepted_by_all(tree: Tree) -> None:
    for file in tree.files:
        assert _judged(file.table, file.value) == (True, True, True), file.path


def _shapes() -> list[Shape]:
    found: list[Shape] = []
    queue = [*SHAPES.values(), *DERIVED_SHAPES.values()]
    while queue:
        shape = queue.pop(0)
        if shape not in found:
            found.append(shape)
            queue.extend(field.part for field in shape.fields if field.part is not None)
    return found


@pytest.mark.parametrize("shape", _shapes(), ids=lambda shape: shape.name)
def test_every_field_is_described(shape: Shape) -> None:
    assert shape.description.split("\n")[0].endswith(".") or shape.description.split("\n\n")[0].rstrip().endswith(".")
    for field in shape.fields:
        assert field.description.endswith("."), field.name
        assert len(field.description) >= 10


def test_a_field_name_has_one_form_in_all_models() -> None:
    """Same name, same form, but for what points at different tables or vocabularies by its nature."""
    by_nature = {"type", "role", "id", "date", "text", "actor", "event", "commitment", "statement", "records", "title", "source", "part_of",
                 "standing", "claims", "changes", "evidence", "kind", "party", "verdict", "actors", "relation", "since", "until", "via", "change"}  # fmt: skip
    seen: dict[str, set[Any]] = {}
    for shape in _shapes():
        for field in shape.fields:
            seen.setdefault(field.name, set()).add((field.many, field.number, field.kind, field.vocabulary, field.ref))
    assert {name: forms for name, forms in seen.items() if len(forms) > 1 and name not in by_nature} == {}


def test_records_are_frozen_and_pickle_hash_and_compare() -> None:
    one, other = (Actor(id="acme", type="ai_developer", name="Acme", aliases=("A",)) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(ValidationError, match="frozen"):
        one.name = "Other"


@given(st.sampled_from(REAL))
def test_a_record_survives_the_round_trip(case: tuple[str, dict[str, Any]]) -> None:
    """What is read from a file and written again is what stood there."""
    table, record = case
    model = MODELS[table].model_validate_json(json.dumps(record))
    assert model.model_dump(mode="json", exclude_defaults=True) == record
