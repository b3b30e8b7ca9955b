"""A release as a folder: every format, their descriptions, digests, and one zip of it all.

It is built beside, flushed to the disk, and swapped in by renaming, so that a release is whole under its name or not there:

1. `.OUT.new` is filled;
2. `OUT`, if there is one, becomes `.OUT.old`;
3. `.OUT.new` becomes `OUT`;
4. `.OUT.old` becomes `.OUT.gone` and is deleted.

Killed between 2 and 3, there is no `OUT`, and `.OUT.old` is the old release, whole: the next run moves it back before it does
anything else (`restore`). Killed elsewhere, `OUT` is the old release or the new one, whole. Whatever else is left over, the
next run deletes. Two runs at once take turns, where the system can lock a folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from aipolicy_data import descriptions, formats
from aipolicy_data.problems import DataError, shown
from aipolicy_data.publication import Files, Publication
from aipolicy_data.verify import SEAL_LENGTH, SUMS, parsed, seal, sums, walk

Progress = Callable[[str], None]
"""Is told what is done next."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""No zip knows an earlier time."""


def publish(
    publication: Publication, out: str | Path, progress: Progress = lambda step: None, beside: Mapping[str, bytes] | None = None
) -> Files:
    """Render a whole release and put it at `out`, in the place of the release that is there; return its files.

    `beside`: further files of it, path -> bytes, such as what changed since the release before.

    Raises `DataError`, with nothing changed, if `out` is a file, a link, or a folder that holds anything but a release, or
    if the release cannot be written.
    """
    out = Path(out).absolute()
    _refuse(out)
    files = rendered(publication, progress, beside)
    progress("writing")
    try:
        with _alone(out.parent):
            restore(out)
            _refuse(out)
            _swap(out, files)
    except OSError as error:
        raise DataError(f"cannot write {shown(str(error.filename or out), 200)}: {error.strerror}; nothing was changed") from None
    return files


def rendered(
    publication: Publication, progress: Progress = lambda step: None, beside: Mapping[str, bytes] | None = None
) -> Files:
    """Every file of a release: path -> bytes, `SHA256SUMS` and the zip among them. Same records, same bytes."""
    progress("records and tables")
    files: Files = dict(beside or {})
    _ = publication.rows
    for name, title in formats.FORMATS.items():
        progress(title)
        files |= formats.render(name, publication)
    progress("descriptions")
    files |= descriptions.render(publication, files)
    progress("digests and zip")
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    archive = f"aipolicy-data-{publication.version}.zip"
    packed = _zip({**files, SUMS: sums(digests)}, publication)
    digests[archive] = hashlib.sha256(packed).hexdigest()
    return dict(sorted({**files, archive: packed, SUMS: sums(digests)}.items()))


def _zip(files: Files, publication: Publication) -> bytes:
    """The files as one sealed zip: names sorted, one time and one mode for all."""
    out = io.BytesIO()
    time = max(_EARLIEST, publication.moment.timetuple()[:6])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.comment = b" " * SEAL_LENGTH
        for path in sorted(files):
            info = zipfile.ZipInfo(path, time)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # as written on Unix, wherever it is written
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, files[path])
    data = out.getvalue()[:-SEAL_LENGTH]
    return data + seal(data)


def _refuse(out: Path) -> None:
    """Refuse to put a release where something else is: what is swapped out is deleted."""
    if out.is_symlink():
        raise DataError(f"{shown(str(out), 200)} is a link; name the folder itself")
    if out.exists() and not out.is_dir():
        raise DataError(f"{shown(str(out), 200)} is a file; a release is a folder. Nothing was changed")
    if not out.parent.is_dir():
        raise DataError(f"{shown(str(out.parent), 200)} is not a folder; make it first")
    if not out.is_dir():
        return
    try:
        found = _strange(out)
    except OSError as error:
        raise DataError(f"{shown(str(out), 200)} cannot be read: {error.strerror}; nothing was changed") from None
    if found:
        raise DataError(f"{shown(str(out), 200)} holds {found}; name an empty or a new folder. Nothing was changed")


def _strange(folder: Path) -> str:
    """What there is in a folder that no release put there, in words; nothing, if it is a release or empty."""
    if not any(folder.iterdir()):
        return ""
    try:
        listed = parsed((folder / SUMS).read_bytes())
    except FileNotFoundError:
        return "something, and no release"
    except ValueError as error:
        return f"no release: {SUMS} {error}"
    strange = [name for name, _ in walk(folder) if name != SUMS and name not in listed]
    return f"what no release put there: {', '.join(map(shown, strange[:3]))}" if strange else ""


@contextlib.contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """While no other run writes in this folder; at once, where the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(parent, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


def restore(out: Path) -> None:
    """After a run that was killed: put back the old release if it has no successor, and delete what is left over."""
    old, gone = _beside(out, "old"), _beside(out, "gone")
    if gone.exists():
        shutil.rmtree(gone)
    if old.exists():
        if out.exists():
            old.rename(gone)  # never half deleted under a name from which it would be put back
            shutil.rmtree(gone)
        else:
            old.rename(out)
    if _beside(out, "new").exists():
        shutil.rmtree(_beside(out, "new"))


def _swap(out: Path, files: Files) -> None:
    new, old, gone = (_beside(out, what) for what in ("new", "old", "gone"))
    try:
        new.mkdir()
        for path, data in files.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            with (new / path).open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    with contextlib.suppress(OSError):  # the new release stands; the next run tidies up
        if old.exists():
            old.rename(gone)
            shutil.rmtree(gone)
