"""Whether a release is what was published: the digests of a folder or zip, recomputed.

`SHA256SUMS` lists every other file beside it, so `sha256sum -c SHA256SUMS` says the same. A zip also ends in a seal, the
digest of all its bytes before, since not every byte of a zip belongs to a file in it. This finds damage and careless
edits; against malice, who can write new digests too, compare with a copy that you trust.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from aipolicy_data.problems import DataError, Problem, ascii_safe, shown

SUMS = "SHA256SUMS"
MOST_SUMS = 10_000_000
"""The list of no release is longer, in bytes."""
MOST_UNPACKED = 20_000_000_000
"""No release is longer, in bytes; a zip that claims more is not unpacked."""
MAX_DIRECTORY = 10_000_000
"""The list of a zip's members is no longer, in bytes: some hundred thousand of them are no release."""
_SEAL = b"sha256:"
SEAL_LENGTH = len(_SEAL) + 64
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\\\x00-\x1f]+)")
_END = b"PK\5\6"


def sums(files: Mapping[str, str]) -> bytes:
    """The text of `SHA256SUMS`: path -> digest, sorted by path."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items())).encode("utf-8")


def parsed(data: bytes) -> dict[str, str]:
    """Path -> digest, from the bytes of `SHA256SUMS`. Raises `ValueError`, in words, with the number of the line."""
    found: dict[str, str] = {}
    try:
        lines = data.decode("utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found or {"", ".", ".."} & set(match[2].split("/")):
            raise ValueError(f"line {number} is not a digest, two blanks and a path inside the release, each once")
        found[match[2]] = match[1]
    return found


def refuse_altered(name: str, data: bytes, listed: Mapping[str, str]) -> None:
    """Raise `ValueError`, in words, if the bytes of a file are not those that `SHA256SUMS` lists."""
    if name not in listed:
        raise ValueError(f"is not listed in {SUMS}; `aipolicy verify` says what else is wrong")
    if hashlib.sha256(data).hexdigest() != listed[name]:
        raise ValueError(f"was altered: its digest is not the one in {SUMS}; `aipolicy verify` says what else is wrong")


def seal(data: bytes) -> bytes:
    """The seal of a zip whose bytes before it are these."""
    return _SEAL + hashlib.sha256(data).hexdigest().encode("ascii")


def is_sealed(path: Path) -> bool | None:
    """Whether a zip is as it was sealed; None if it never was: nothing follows its directory."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 66_000))
        tail = stream.read()
        end = tail.rfind(_END)
        if end >= 0 and len(tail) == end + 22:
            return None
        if end < 0 or len(tail) != end + 22 + SEAL_LENGTH:
            return False
        stream.seek(0)
        digest = hashlib.sha256()
        left = size - SEAL_LENGTH
        while left and (chunk := stream.read(min(left, 1 << 20))):
            digest.update(chunk)
            left -= len(chunk)
    return tail[-SEAL_LENGTH:] == _SEAL + digest.hexdigest().encode("ascii")


def refuse_long_directory(path: Path) -> None:
    """Before the standard library reads the list of a zip's members whole: refuse one that no release needs."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 66_000))
        tail = stream.read()
    end = tail.rfind(_END)
    vast = end >= 20 and tail[end - 20 : end - 16] == b"PK\6\7"  # sizes in 64 bits
    if end >= 0 and (vast or int.from_bytes(tail[end + 12 : end + 16], "little") > MAX_DIRECTORY):
        raise OSError("it has more members than a release")


def verify(path: str | Path) -> list[Problem]:
    """What is wrong with a release folder or zip: every file that was altered, is missing, or does not belong to it.

    Raises `DataError` if there is no folder or zip at the path.
    """
    path = Path(path)
    try:
        if path.is_dir():
            return sorted(_folder(path))
        if path.is_file() and (path.suffix == ".zip" or zipfile.is_zipfile(path)):
            return sorted(_zip(path))
    except OSError as error:  # a name that no disk can hold, a folder that cannot be listed
        raise DataError(f"{shown(str(error.filename or path), 200)} cannot be read: {error.strerror or error}") from None
    hint = ""
    old = path.with_name(f".{path.name}.old") if path.name else path
    if not path.exists() and (old / SUMS).is_file():
        hint = f"; a release was interrupted here: {old} is the last one, whole, and `aipolicy release` puts it back"
    raise DataError(f"{shown(str(path), 200)} is not a release: looked for a folder or a zip{hint}")


def _problem(path: str, message: str) -> Problem:
    return Problem(ascii_safe(path), 0, 0, "", message)


def _folder(folder: Path) -> Iterator[Problem]:
    listed: dict[str, str] = {}
    try:
        if (folder / SUMS).is_symlink():
            raise OSError("is a link")
        with (folder / SUMS).open("rb") as stream:
            listed = parsed(stream.read(MOST_SUMS))
    except FileNotFoundError:
        yield _problem(SUMS, "is missing: without it nothing can be verified")
        return
    except (OSError, ValueError) as error:
        yield _problem(SUMS, f"cannot be used: {_words(error)}")
        return
    seen = {SUMS}
    for name, mode in walk(folder):
        seen.add(name)
        if name == SUMS:
            continue
        if stat.S_ISLNK(mode):
            yield _problem(name, "is a link; a release has none")
        elif name not in listed:
            yield _problem(name, f"does not belong to the release: {SUMS} does not list it")
        elif not stat.S_ISREG(mode):
            yield _problem(name, "is not a plain file")
        else:
            try:
                with (folder / name).open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError as error:
                yield _problem(name, f"cannot be read: {_words(error)}")
                continue
            if digest != listed[name]:
                yield _problem(name, f"was altered: its digest is not the one in {SUMS}")
    yield from (_problem(name, "is missing") for name in listed if name not in seen)


def walk(folder: Path) -> Iterator[tuple[str, int]]:
    """Everything below a folder that is not a folder, and its mode. No link is followed."""
    queue = [""]
    while queue:
        inside = queue.pop()
        with os.scandir(folder / inside) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                mode = entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    queue.append(f"{inside}{entry.name}/")
                else:
                    yield inside + entry.name, mode


def _zip(path: Path) -> Iterator[Problem]:
    try:
        refuse_long_directory(path)
        sealed = is_sealed(path)
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive)
    except Exception as error:  # the standard library raises a dozen kinds for what is broken in a zip
        yield _problem(path.name, f"is not a readable zip: {_words(error)}")
        return
    if sealed is None:
        yield _problem(path.name, "has no seal: it was packed by something else than `aipolicy release`")
    elif not sealed:
        yield _problem(path.name, "was altered: its bytes are not those that were sealed")


def _members(archive: zipfile.ZipFile) -> Iterator[Problem]:
    infos = archive.infolist()
    names = Counter(info.filename for info in infos)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        yield _problem(SUMS, "cannot be used: the zip claims to hold more than any release")
        return
    if SUMS not in names:
        yield _problem(SUMS, "is missing: without it nothing can be verified")
        return
    try:
        with archive.open(SUMS) as stream:
            listed = parsed(stream.read(MOST_SUMS))
    except Exception as error:  # the standard library raises a dozen kinds for what is broken in a zip
        yield _problem(SUMS, f"cannot be used: {_words(error)}")
        return
    for info in infos:
        name = info.filename
        if names[name] > 1:
            yield _problem(name, "stands in the zip more than once")
        elif name not in listed and name != SUMS:
            yield _problem(name, f"does not belong to the release: {SUMS} does not list it")
        elif name != SUMS:
            try:
                with archive.open(info) as stream:
                    altered = _digest(stream) != listed[name]
            except Exception as error:  # the standard library raises a dozen kinds for what is broken in a zip
                yield _problem(name, f"cannot be read: {_words(error)}")
                continue
            if altered:
                yield _problem(name, f"was altered: its digest is not the one in {SUMS}")
    yield from (_problem(name, "is missing") for name in listed if name not in names)


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def _words(error: Exception) -> str:
    return shown(getattr(error, "strerror", None) or str(error), 200)
