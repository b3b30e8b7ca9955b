"""Since which release every id stands: kept by the build in `released.json`, beside the version, and never forgotten.

An id is for life. Whoever cites one can see from when on it is to be found; a test sees that none that was released is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from aipolicy_data.version import __version__

PATH = "aipolicy_data/released.json"


@cache
def released() -> Mapping[str, str]:
    """Id -> the first version that had it, of all that the package knows of."""
    found: dict[str, str] = json.loads((resources.files("aipolicy_data") / "released.json").read_text("utf-8"))
    return found


def since(id: str) -> str:
    """The first version with an id; the present one for an id that is new.

    >>> since("anthropic-rsp")
    '0.1.0'
    """
    return released().get(id, __version__)


def extended(ids: Iterable[str]) -> str:
    """The file with these ids added: what the build writes."""
    known = {id: since(id) for id in ids} | dict(released())
    return json.dumps(dict(sorted(known.items())), indent=0, ensure_ascii=False) + "\n"
