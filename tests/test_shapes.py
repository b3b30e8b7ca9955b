"""What the build keeps of the models is what they say, and it counts for them alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def test_all_that_the_models_are_made_of_counts(tmp_path: Path) -> None:
    """Whatever module they load is among those whose change is noticed, but for what has nothing to do with their form."""
    loaded = "import aipolicy_data.answers, aipolicy_data.models; print(*(name for name in sys.modules if name.startswith('aipolicy_data.')))"
    names = {name.split(".")[1] for name in _seen(ROOT / "aipolicy_data", loaded).split()}
    assert names - {"version", "problems", "slugs"} <= {name.removesuffix(".py") for name in compiled.MODULES}
    package = tmp_path / "aipolicy_data"
    shutil.copytree(ROOT / "aipolicy_data", package, ignore=shutil.ignore_patterns("data", "__pycache__"))
    told = "from aipolicy_data.compiled import checksum; print(checksum())"
    seen = {_seen(package, told)}
    for name in compiled.MODULES:
        for path in sorted((package / name).glob("*.py")) or [package / name]:
            path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
            new = _seen(package, told)
            assert new not in seen, path
            seen.add(new)
    (package / "vocabularies" / ".#topics.py").symlink_to("nobody@nowhere.1")  # the lock of an editor
    assert _seen(package, told) in seen


def test_the_build_reads_the_models_and_nothing_that_was_kept(tmp_path: Path, write_tree: Any, small: Any) -> None:
    """Not even where that bears the right checksum: one build mends it, and all that is rendered."""
    package = tmp_path / "code" / "aipolicy_data"
    shutil.copytree(ROOT / "aipolicy_data", package, ignore=shutil.ignore_patterns("data", "__pycache__"))
    kept = json.loads((package / "compiled.json").read_text("utf-8"))
    for shape in kept["shapes"].values():
        shape["description"] = "Wrong."
    (package / "compiled.json").write_text(json.dumps(kept), "utf-8")
    root = write_tree(small)
    code = f"import sys; from aipolicy_data.cli import main; main(['build', {str(root)!r}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=package.parent)
    assert done.returncode == 0, done.stderr
    assert "Wrong." not in (root / "CODEBOOK.md").read_text("utf-8") + (root / "datapackage.json").read_text("utf-8")
    dropped = subprocess.run([sys.executable, "-OO", "-c", code], capture_output=True, text=True, cwd=package.parent)
    assert (dropped.returncode, "run it without" in dropped.stderr) == (2, True)
