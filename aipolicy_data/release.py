"""The release: records in, {path: bytes} out. Writing it and checking that the committed one is fresh are one function."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from aipolicy_data import compiled, derived, released
from aipolicy_data.citation import citation_file, deposit
from aipolicy_data.codebook import codebook
from aipolicy_data.descriptor import descriptor
from aipolicy_data.files import Tree, ordered
from aipolicy_data.index import Index
from aipolicy_data.problems import DataError
from aipolicy_data.schemas import compilation
from aipolicy_data.schemas import rendered as schema
from aipolicy_data.shapes import SHAPES, kind_of
from aipolicy_data.tables import Cell, Table, rows, tables
from aipolicy_data.version import __released__, __version__
from aipolicy_data.vocabularies import VOCABULARIES

DATA = "aipolicy_data/data"
OWNED = (DATA, "schemas")
"""Folders that hold nothing but rendered files."""


def index_of(tree: Tree) -> Index:
    """The records of a tree that has no problems."""
    return Index(tree.records(), released.of_tree(tree.root))


def release_records(index: Index) -> dict[str, list[dict[str, Any]]]:
    """The records as released: sorted by id, fields in the order of the models, computed fields filled in."""
    done = derived.completed(index)
    return {table: [ordered(SHAPES[table], record) for record in done[table]] for table in SHAPES}


def render(index: Index) -> dict[str, bytes]:
    """Every rendered file of the repository: path relative to its root -> bytes. Same records, same bytes."""
    records = release_records(index)
    found = files(records, rows(records, derived.tables(index)), f"{DATA}/")
    found["CITATION.cff"] = citation_file().encode("utf-8")
    found[".zenodo.json"] = _json(deposit())
    found[compiled.PATH] = _json(compilation())
    found[released.PATH] = released.extended(index.by_id, index.since).encode("utf-8")
    return dict(sorted(found.items()))


def files(
    records: Mapping[str, Sequence[Mapping[str, Any]]],
    content: Mapping[str, Sequence[Sequence[Cell]]],
    folder: str,
    version: str = __version__,
    day: str = __released__,
) -> dict[str, bytes]:
    """Records and the rows of every table as JSON, CSV, schemas, descriptor and codebook.

    The data lie below `folder` (`x/`, or nothing), the others beside it.
    """
    found = {f"{folder}{table}.json": _json(records[table]) for table in SHAPES}
    found[f"{folder}vocabularies.json"] = _json([_vocabulary(vocabulary) for vocabulary in VOCABULARIES.values()])
    csvs = {name: _csv(table, content[name]) for name, table in tables().items()}
    found |= {f"{folder}{name}.csv": data for name, data in csvs.items()}
    found |= {f"schemas/{kind_of(table)}.schema.json": _json(schema(table)) for table in SHAPES}
    found["datapackage.json"] = _json(descriptor(csvs, records, folder, version, day))
    found["CODEBOOK.md"] = codebook().encode("utf-8")
    return dict(sorted(found.items()))


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _vocabulary(vocabulary: Any) -> dict[str, Any]:
    terms = [{name: value for name, value in term._asdict().items() if value} for term in vocabulary.terms]
    return {**vocabulary._asdict(), "terms": terms}


def _csv(table: Table, content: Sequence[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(content)
    return out.getvalue().encode("utf-8")


def stale(root: Path, rendered: Mapping[str, bytes]) -> list[str]:
    """Paths that differ from what is rendered: changed, missing, or in a rendered folder without being rendered."""
    _refuse_links(root, rendered)
    found = [path for path, data in rendered.items() if not (root / path).is_file() or (root / path).read_bytes() != data]
    return sorted(found + extra(root, rendered))


def _refuse_links(root: Path, paths: Iterable[str]) -> None:
    """Nothing is written or deleted through a link: it may lead out of the checkout."""
    for folder in sorted({parent for path in (*paths, *OWNED) for parent in (path, *map(str, PurePosixPath(path).parents))}):
        if folder != "." and (root / folder).is_symlink() and (root / folder).is_dir():
            raise DataError(f"{folder} is a link; put the folder itself here")


def extra(root: Path, rendered: Mapping[str, bytes]) -> list[str]:
    """Files in the rendered folders that are not rendered: left over, or somebody's."""
    there = (
        path.relative_to(root).as_posix() for folder in OWNED for path in sorted((root / folder).rglob("*")) if path.is_file()
    )
    return [path for path in there if path not in rendered]


def write(root: Path, rendered: Mapping[str, bytes]) -> list[str]:
    """Write what is stale, all of it beside first, then by renaming; return the paths that changed.

    Nothing is deleted: what is in a rendered folder without being rendered may be somebody's (`extra` names it). Raises
    `DataError`, with the old files whole, if anything cannot be written.
    """
    changed = [path for path in stale(root, rendered) if path in rendered]
    try:
        staged = Path(tempfile.mkdtemp(prefix=".aipolicy-build-", dir=root))
    except OSError as error:
        raise DataError(f"cannot write in {root}: {error.strerror}; nothing was changed") from None
    try:
        for number, path in enumerate(changed):
            (staged / str(number)).write_bytes(rendered[path])
            (root / path).parent.mkdir(parents=True, exist_ok=True)
        for number, path in enumerate(changed):
            os.replace(staged / str(number), root / path)
    except OSError as error:
        raise DataError(f"cannot write {error.filename}: {error.strerror}") from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return changed
