"""Where a data set comes from: the package, a release folder, its descriptor, a release zip, or a records tree."""

from __future__ import annotations

import gc
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from aipolicy_data.index import TABLES, Index
from aipolicy_data.problems import DataError, shown

MAX_MEMBER = 4_000_000_000
"""No table of a release is as long; a zip that claims more is refused unread."""

Read = Callable[[str], bytes]
"""File name -> its bytes. Raises `OSError` or `KeyError` if there is none."""


def read(path: str | Path | None) -> Index:
    """The records at a path, indexed; of the package itself if no path is given. Raises `DataError` for anything else."""
    if path is None:
        data = resources.files("aipolicy_data") / "data"
        return _release(lambda name: (data / name).read_bytes(), "the installed package")
    path = Path(path)
    if path.is_file() and path.suffix == ".zip":
        return _zipped(path)
    if path.is_file() and path.name == "datapackage.json":
        return _described(path)
    if (path / "actors.json").is_file():
        return _release(lambda name: (path / name).read_bytes(), str(path))
    if (path / "records").is_dir():
        return _tree(path)
    if (path / "datapackage.json").is_file():
        return _described(path / "datapackage.json")
    raise DataError(
        f"{shown(str(path), 200)} is not a data set. Looked for: a release folder (with actors.json), a folder or file "
        "datapackage.json, a release .zip, or a records tree (with records/)"
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """The garbage collector paused: reading many small objects is two to three times as fast without it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _release(read_bytes: Read, where: str) -> Index:
    records: dict[str, list[dict[str, Any]]] = {}
    with _without_collection():
        for table in TABLES:
            name = f"{table}.json"
            try:
                found = json.loads(read_bytes(name))
            except (OSError, KeyError, zipfile.BadZipFile) as error:
                raise DataError(f"{where} is not a whole release: {name} cannot be read ({error})") from None
            except (ValueError, RecursionError) as error:
                raise DataError(f"{where} is not a whole release: {name} is not JSON ({error})") from None
            if not (isinstance(found, list) and all(isinstance(record, dict) and "id" in record for record in found)):
                raise DataError(f"{where} is not a release: {name} is not a list of records")
            records[table] = found
        return Index(records)


def _described(descriptor: Path) -> Index:
    """The release that a descriptor describes: its JSON files stand beside its CSV files."""
    try:
        found = json.loads(descriptor.read_bytes())
        resource = next(resource for resource in found["resources"] if resource["name"] == "actors")
        folder = descriptor.parent / Path(resource["path"]).parent
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        raise DataError(f"{shown(str(descriptor), 200)} does not describe this data set: no resource `actors` in it") from None
    return _release(lambda name: (folder / name).read_bytes(), str(descriptor))


def _zipped(path: Path) -> Index:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name == "actors.json" or name.endswith("/actors.json")]
            if len(names) != 1:
                raise DataError(f"{shown(str(path), 200)} is not a release: looked for one actors.json, found {len(names)}")
            folder = names[0].removesuffix("actors.json")

            def member(name: str) -> bytes:
                if archive.getinfo(folder + name).file_size > MAX_MEMBER:
                    raise OSError("longer than any table")
                return archive.read(folder + name)

            return _release(member, str(path))
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{shown(str(path), 200)} is not a readable zip: {error}") from None


def _tree(root: Path) -> Index:
    """The records of a tree, checked and completed as the build would."""
    from aipolicy_data.checks import check
    from aipolicy_data.files import read_tree
    from aipolicy_data.release import index_of, release_records

    tree = read_tree(root)
    problems = check(tree, second_judge=False)
    if problems:
        listed = "\n".join(map(str, problems[:10])) + ("\n..." if len(problems) > 10 else "")
        raise DataError(
            f"the records below {root} have {len(problems)} problems; `aipolicy check` lists them:\n{listed}", problems
        )
    return Index(release_records(index_of(tree)))
