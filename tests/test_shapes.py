"""What the build keeps of the models is what they say, and it counts for them alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aipolicy_data import compiled
from aipolicy_data.models import MODELS, Actor
from aipolicy_data.schemas import compilation, json_schema, rendered
from aipolicy_data.shapes import DERIVED_SHAPES, SHAPES, as_json, from_json, off_the_models, shape_of

ROOT = Path(__file__).parents[1]


def test_what_is_kept_is_what_the_models_say() -> None:
    assert json.loads((ROOT / compiled.PATH).read_bytes()) == json.loads(json.dumps(compilation()))
    assert compiled.compiled()["of"] == compiled.checksum()


def test_shapes_are_the_same_kept_or_read_off_the_models() -> None:
    records, derived = off_the_models()
    assert (as_json(SHAPES), as_json(DERIVED_SHAPES)) == (as_json(records), as_json(derived))
    assert [*SHAPES, *DERIVED_SHAPES] == [*records, *derived]
    assert as_json({"actors": from_json(as_json(records))["Actor"]}) == as_json({"actors": shape_of(Actor)})


@pytest.mark.parametrize("table", MODELS)
def test_a_schema_is_the_same_kept_or_rendered(table: str) -> None:
    assert json_schema(table) == rendered(table)


def _seen(package: Path, code: str) -> str:
    script = f"import sys; sys.path.insert(0, {str(package.parent)!r}); {code}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=package.parent).stdout


LOADED = "from aipolicy_data.shapes import SHAPES; print('pydantic' in sys.modules, SHAPES['actors'].fields[2].description)"


def test_whoever_changes_a_model_works_with_the_model_until_the_next_build(tmp_path: Path) -> None:
    package = tmp_path / "aipolicy_data"
    shutil.copytree(ROOT / "aipolicy_data", package, ignore=shutil.ignore_patterns("data", "__pycache__"))
    assert _seen(package, LOADED).startswith("False ")
    models = package / "models.py"
    text = models.read_text("utf-8")
    described = SHAPES["actors"].fields[2].description
    assert described in text
    models.write_text(text.replace(described, "Changed."), "utf-8")
    assert _seen(package, LOADED) == "True Changed.\n"


@pytest.mark.parametrize("broken", [None, b"", b"{", b"[]", b"{}", b"\xff"])
def test_where_nothing_is_kept_the_models_serve(broken: bytes | None, tmp_path: Path) -> None:
    package = tmp_path / "aipolicy_data"
    shutil.copytree(ROOT / "aipolicy_data", package, ignore=shutil.ignore_patterns("data", "__pycache__"))
    kept = package / "compiled.json"
    kept.unlink() if broken is None else kept.write_bytes(broken)
    assert _seen(package, LOADED).startswith("True ")
