"""The package as its users meet it: its names, its weight, the direction of its imports, its promises on paper."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

import aipolicy_data as ap
from aipolicy_data.cli import main
from aipolicy_data.version import __released__, __version__

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "aipolicy_data"
LAYERS = (
    "version", "about", "problems", "slugs", "dates", "vocabularies", "compiled", "fields", "models", "citation", "answers", "shapes", "parsing", "files", "released", "tables", "schemas", "descriptor", "rules", "transitions", "courses", "standing",
    "index", "derived", "history", "reactions", "deadlines", "evidence", "diffs", "searching", "neighbours", "checks", "twins", "spans", "drafting", "codebook", "release", "publication", "descriptions", "verify", "loading", "snapshots", "versions", "frames", "plots", "graphs", "formats", "publish", "views", "dataset", "terminal", "reports", "cli", "__init__", "__main__",
)  # fmt: skip
"""From the ground up: a module imports only from those before it."""


def test_every_public_name_is_there_and_sorted() -> None:
    assert ap.__all__ == sorted(ap.__all__)
    for name in ap.__all__:
        assert getattr(ap, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        ap.nothing  # noqa: B018


def test_every_module_has_its_layer() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} | {"vocabularies", "descriptions", "formats", "plots", "cli"}
    assert modules == set(LAYERS)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    """Imports for type checking and within functions count as well, but for the package's own front (`__init__`)."""
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("aipolicy_data."):
            other = node.module.split(".")[1]
            assert other == own or LAYERS.index(other) < LAYERS.index(own), f"{own} imports {other}"


def _modules_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_is_light_and_so_is_loading() -> None:
    """Neither imports what only contributors need, and plain import not even pydantic."""
    heavy = {"jsonschema", "jsonschema_rs", "frictionless", "pandas", "polars", "pyarrow", "matplotlib", "networkx", "hypothesis"}
    assert not _modules_after("import aipolicy_data") & (heavy | {"pydantic", "click"})
    assert not _modules_after("import aipolicy_data; aipolicy_data.load()") & (heavy | {"pydantic", "click"})
    assert not _modules_after("import aipolicy_data; list(aipolicy_data.load().events)") & heavy


def test_no_gate_reads_the_clock_the_network_the_locale_or_the_environment() -> None:
    """But for where output goes (the terminal's colours, the summary of a workflow step) and the time that a release bears."""
    wanted = re.compile(
        r"\b(datetime\.now|date\.today|time\.time|utcnow|os\.environ|getenv)\b|import (urllib|socket|locale|random)\b"
    )
    found = {path.name for path in PACKAGE.rglob("*.py") if wanted.search(path.read_text("utf-8"))}
    assert found <= {"terminal.py", "trees.py", "publishing.py"}


def test_version_and_day_are_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f'version: "{__version__}"\n' in citation
    assert f'date-released: "{__released__}"' in citation
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## (\S+)", changelog, re.M)[1] == __version__  # type: ignore[index]
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dynamic"] == ["version"]


def test_every_verb_stands_in_the_readme_and_has_an_example() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert isinstance(command, click.Command)
        assert f"aipolicy {name}" in readme
        assert f"Example: aipolicy {name}" in (command.help or "")


def test_the_project_speaks_of_itself_alone() -> None:
    """No machine paths, no registry hosts, no unfinished business in any file that is kept."""
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a checkout")
    wanted = re.compile(
        "|".join(
            (r"(?<![\w.])/wo" + "rk/", r"(?<![\w.])/ro" + "ot/", "py" + "pi.org", "npm" + "js.org", "TO" + "DO", "FIX" + "ME")
        )
    )
    for name in listed.stdout.split("\n"):
        path = ROOT / name
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".yml", ".json", ".cff"}:
            assert not wanted.search(path.read_text("utf-8")), name
