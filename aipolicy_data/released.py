"""Since which release every id stands: kept by the build in `released.json`, beside the version, and never forgotten.

An id is for life. Whoever cites one can see from when on it is to be found; a test sees that none that was released is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from aipolicy_data.problems import DataError, shown
from aipolicy_data.version import __version__

PATH = "aipolicy_data/released.json"
MAX_BYTES = 20_000_000
"""A hundred thousand ids take 10 MB; a longer list is refused unread."""


@cache
def released() -> Mapping[str, str]:
    """Id -> the first version that had it, of all that the package knows of."""
    from importlib import resources

    found: dict[str, str] = json.loads((resources.files("aipolicy_data") / "released.json").read_text("utf-8"))
    return found


def of_tree(root: Path) -> Mapping[str, str]:
    """Id -> the first version that had it, as a checkout keeps it; what the package knows, where it keeps nothing.

    Raises `DataError` for a list of another form.
    """
    from aipolicy_data.files import read_bytes

    try:
        found = json.loads(read_bytes(root / PATH, MAX_BYTES))
    except FileNotFoundError:
        return released()
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"{PATH} cannot be read: {shown(str(error), 200)}") from None
    if not (isinstance(found, dict) and all(isinstance(version, str) for version in found.values())):
        raise DataError(f"{PATH} is not of its form: looked for an object of ids, each with a version in quotes")
    return found


def extended(ids: Iterable[str], since: Mapping[str, str]) -> str:
    """The file with these ids added: what the build writes. `since`: what stood in it before."""
    known = {id: since.get(id, __version__) for id in ids} | dict(since)
    return json.dumps(dict(sorted(known.items())), indent=0, ensure_ascii=False) + "\n"
