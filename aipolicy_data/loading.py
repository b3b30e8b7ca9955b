"""Where a data set comes from: the package, a release folder, its descriptor, a release zip, or a records tree."""

from __future__ import annotations

import gc
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, TypeVar

from aipolicy_data.index import TABLES, Index
from aipolicy_data.problems import DataError, shown
from aipolicy_data.version import __version__

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, SchemaValidator

    from aipolicy_data.shapes import FieldType, Shape

MAX_BYTES = 200_000_000
"""The tables of no release are as long together, a hundred thousand records being 60 MB; more is refused unread."""
MAX_RATIO = 200
"""Records shrink to a thirtieth at most; a member of a zip that shrank more than this was made to harm."""
_DENSEST = 6
"""A value of a record takes more bytes than this on average, with its name and its comma: more than ten."""
T = TypeVar("T")
Read = Callable[[str], bytes]
"""File name -> its bytes. Raises `OSError` or `KeyError` if there is none."""


def read(path: str | Path | None) -> Index:
    """The records at a path, indexed; of the package itself if no path is given. Raises `DataError` for anything else."""
    if path is None:
        data = resources.files("aipolicy_data") / "data"
        return _release(lambda name: (data / name).read_bytes(), "the installed package", trusted=True)
    path = Path(path)
    return _tree(path) if is_tree(path) else opened(path, _release)


def is_tree(path: Path) -> bool:
    """Whether a path is a records tree, and no release."""
    try:
        return (path / "records").is_dir() and not (path / "actors.json").is_file()
    except OSError:  # a name that no disk can hold
        return False


def opened(path: Path, use: Callable[[Read, str], T]) -> T:
    """What is made of a release at a path: `use` is given what reads its files, verified, and how to call it.

    Raises `DataError` if there is no release.
    """
    try:
        if path.is_file() and path.suffix == ".zip":
            return _zipped(path, use)
        if path.is_file() and path.name == "datapackage.json":
            return _described(path, use)
        if (path / "actors.json").is_file():
            return _folder(path, shown(str(path), 200), use)
        if (path / "datapackage.json").is_file():
            return _described(path / "datapackage.json", use)
    except OSError as error:  # a name that no disk can hold
        raise DataError(f"{shown(str(path), 200)} cannot be read: {error.strerror or error}") from None
    raise DataError(
        f"{shown(str(path), 200)} is not a data set. Looked for: a release folder (with actors.json), a folder or file "
        "datapackage.json, a release .zip, or a records tree (with records/)"
    )


def version_of(path: str | Path | None) -> str | None:
    """The version of the data at a path, as its descriptor has it; None if it has none beside it.

    A records tree has the version that the build would give it. Raises `DataError` if there is no data set.
    """
    if path is None or is_tree(Path(path)):
        return __version__
    return label_of(Path(path))[0]


def label_of(path: Path) -> tuple[str | None, str | None]:
    """The version and the day of the release at a path, as far as its descriptor has them.

    Raises `DataError` if there is no release.
    """
    found = opened(path, lambda read, where: plain(read, "datapackage.json", where))
    version, moment = (found.get(name) if isinstance(found, dict) else None for name in ("version", "created"))
    day = re.match(r"\d{4}-\d{2}-\d{2}(?=T|$)", moment) if isinstance(moment, str) else None
    return version if isinstance(version, str) else None, day and day[0]


def plain(read: Read, name: str, where: str) -> Any:
    """What a JSON file of a release holds; None if it cannot be read. Raises `DataError` if it is altered or no JSON."""
    try:
        return json.loads(read(name))
    except (OSError, KeyError):
        return None
    except (ValueError, RecursionError) as error:
        raise DataError(f"{where} is not a whole release: {name} {shown(str(error), 200)}") from None


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


def _release(read_bytes: Read, where: str, *, trusted: bool = False) -> Index:
    """The records of a release; those of the package itself are trusted, others must have the form of the models."""
    records: dict[str, list[dict[str, Any]]] = {}
    with _without_collection():
        for table in TABLES:
            name = f"{table}.json"
            try:
                data = read_bytes(name)
                records[table] = json.loads(data) if trusted else _validated(table, data)
            except (OSError, KeyError) as error:
                raise DataError(f"{where} is not a whole release: {name} cannot be read ({error})") from None
            except ValueError as error:
                what = "a whole release" if "JSON" in str(error) else "a release"
                raise DataError(f"{where} is not {what}: {name} {error}") from None
        index = Index(records)
        if not trusted and len(index.by_id) < sum(map(len, records.values())):
            raise DataError(f"{where} is not a release: an id stands twice in it")
        return index


def _validated(table: str, data: bytes) -> list[dict[str, Any]]:
    """The records of one table, each of the form of its model. Raises `ValueError`, in words, for anything else.

    Read and judged in one go, in little more time than reading takes; the first fault ends it.
    """
    from pydantic_core import ValidationError

    from aipolicy_data.parsing import words

    if _DENSEST * data.count(b",") > len(data) + 100_000:  # all are read before the first is judged
        raise ValueError("is not a list of records, but of far more values in the same space")
    try:
        return _validator(table).validate_json(data)  # type: ignore[no-any-return]
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]
        place = detail["loc"]
    if detail["type"] == "json_invalid":
        raise ValueError(f"is not JSON: {detail['ctx']['error']}")
    if not place:
        raise ValueError("is not a list of records")
    what = {"missing": "is missing", "extra_forbidden": "is no field of it"}.get(detail["type"], "is not of its form")
    raise ValueError(f"has a fault in record {int(place[0]) + 1}: {words(place[1:]) or 'it'} {what} (CODEBOOK.md)")


@cache
def _validator(table: str) -> SchemaValidator:
    from pydantic_core import SchemaValidator, core_schema

    from aipolicy_data.shapes import SHAPES

    return SchemaValidator(core_schema.list_schema(_record(SHAPES[table]), fail_fast=True))


def _record(shape: Shape) -> CoreSchema:
    """What a shape asks of a record, as plain values."""
    from pydantic_core import core_schema

    fields = {field.name: core_schema.typed_dict_field(_field(field), required=field.required) for field in shape.fields}
    return core_schema.typed_dict_schema(fields, extra_behavior="forbid")


def _field(field: FieldType) -> CoreSchema:
    from pydantic_core import core_schema

    from aipolicy_data.vocabularies import VOCABULARIES

    schema: CoreSchema
    if field.part is not None:
        schema = _record(field.part)
    elif field.vocabulary is not None:
        schema = core_schema.literal_schema(list(VOCABULARIES[field.vocabulary].ids))
    elif field.number:
        schema = core_schema.int_schema(strict=True, ge=0)
    else:
        schema = core_schema.str_schema(strict=True, pattern=f"^(?:{field.pattern.regex})$" if field.pattern else None)
    return core_schema.list_schema(schema, strict=True, min_length=1, fail_fast=True) if field.many else schema


def _folder(folder: Path, where: str, use: Callable[[Read, str], T]) -> T:
    """A release as a folder. No link is followed out of it, and no pipe is waited on."""
    from aipolicy_data.files import read_bytes
    from aipolicy_data.verify import SUMS

    left = MAX_BYTES

    def file(name: str) -> bytes:
        nonlocal left
        data = read_bytes(folder / name, left)
        left -= len(data)
        return data

    try:
        digests = file(SUMS)
    except FileNotFoundError:
        return use(file, where)  # as built in a checkout: the records speak for themselves
    except OSError as error:
        raise DataError(f"{where} is not a whole release: {SUMS} cannot be read ({error})") from None
    return use(_verified(file, digests, where), where)


def _verified(read_bytes: Read, digests: bytes, where: str) -> Read:
    """What is read, if it is what the release lists; `ValueError` otherwise. Raises `DataError` if the list is none."""
    from aipolicy_data.verify import SUMS, parsed, refuse_altered

    try:
        listed = parsed(digests)
    except ValueError as error:
        raise DataError(f"{where} is not a release: {SUMS} {error}") from None

    def verified(name: str) -> bytes:
        data = read_bytes(name)
        refuse_altered(name, data, listed)
        return data

    return verified


def _described(descriptor: Path, use: Callable[[Read, str], T]) -> T:
    """The release that a descriptor describes: its JSON files stand beside its CSV files, in or below its own folder."""
    from aipolicy_data.files import read_bytes

    try:
        data = read_bytes(descriptor, MAX_BYTES)
        path = next(resource for resource in json.loads(data)["resources"] if resource["name"] == "actors")["path"]
        parts = PurePosixPath(path).parts
    except (OSError, ValueError, KeyError, TypeError, StopIteration, RecursionError):
        raise DataError(f"{shown(str(descriptor), 200)} does not describe this data set: no resource `actors` in it") from None
    if "\\" in path or ".." in parts or PurePosixPath(path).is_absolute() or PureWindowsPath(path).drive or "://" in path:
        raise DataError(f"{shown(str(descriptor), 200)} leads out of its folder: {shown(path)}; nothing is read or fetched there")
    folder = descriptor.parent
    for part in parts[:-1]:
        folder /= part
        if folder.is_symlink():
            raise DataError(f"{shown(str(folder), 200)} is a link; put the folder itself there")

    def beside(read: Read, where: str) -> T:
        return use(lambda name: data if name == descriptor.name else read(name), where)

    return _folder(folder, shown(str(descriptor), 200), beside)


def _zipped(path: Path, use: Callable[[Read, str], T]) -> T:
    """A release as a zip: its five tables are verified and read where they are, and nothing is ever unpacked."""
    from aipolicy_data.verify import SUMS, is_sealed, refuse_long_directory

    where = shown(str(path), 200)
    left = MAX_BYTES
    try:
        refuse_long_directory(path)
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name == "actors.json" or name.endswith("/actors.json")]
            if len(names) != 1:
                raise DataError(f"{where} is not a release: looked for one actors.json, found {len(names)}")
            folder = names[0].removesuffix("actors.json")

            def member(name: str) -> bytes:
                nonlocal left
                found = [info for info in archive.infolist() if info.filename == folder + name]
                if len(found) != 1:
                    raise OSError(f"it stands in the zip {len(found)} times")
                info = found[0]
                left -= info.file_size
                if left < 0 or info.file_size > MAX_RATIO * max(info.compress_size, 1000):
                    raise OSError(f"it claims {info.file_size} bytes, longer than any table")
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise OSError("it is a link")
                return archive.read(info)

            if is_sealed(path) is False:
                raise DataError(f"{where} was altered: its bytes are not those that were sealed; nothing of it is read")
            if folder + SUMS not in archive.namelist():
                raise DataError(f"{where} is not a whole release: it holds no {SUMS}, so that nothing in it can be verified")
            return use(_verified(member, member(SUMS), where), where)
    except DataError:
        raise
    except Exception as error:  # the standard library raises a dozen kinds, one for each way in which a zip can be broken
        raise DataError(f"{where} is not a readable zip: {shown(str(error), 200)}") from None


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
            f"the records below {shown(str(root), 200)} have {len(problems)} problems; `aipolicy check` lists them:\n{listed}",
            problems,
        )
    index = index_of(tree)
    return Index(release_records(index), index.since)
