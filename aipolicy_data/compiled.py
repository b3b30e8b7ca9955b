"""What the build read off the models and keeps beside them, so that who checks one record need not load pydantic.

As with the files that Python compiles, this counts only where it was made of the very modules that are there: whoever
changes a model works with the model itself until the next build.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

PATH = "aipolicy_data/compiled.json"
MODULES = ("dates.py", "vocabularies", "fields.py", "models.py", "answers.py", "shapes.py", "schemas.py")
"""What it is made of: modules and folders of modules of this package."""
_HERE = Path(__file__).parent
_forgotten = False


def checksum() -> int:
    """The CRC-32 of the modules that are there: it tells that one was changed, and seals nothing."""
    files = [path for name in MODULES for path in (sorted((_HERE / name).glob("[!.]*.py")) or [_HERE / name])]
    found = 0
    for path in files:
        found = zlib.crc32(b"%s\0%s\0" % (path.name.encode(), path.read_bytes()), found)
    return found


@cache
def compiled() -> Mapping[str, Any]:
    """`shapes`, by name; the names of those of `records` and `derived` rows, by table; and the `schemas`, by table.

    Empty where none were made of the modules that are there.
    """
    if _forgotten:
        return {}
    try:
        found = json.loads((_HERE / "compiled.json").read_bytes())
        return found if isinstance(found, dict) and found.get("of") == checksum() else {}
    except (OSError, ValueError, RecursionError):
        return {}


def forget() -> None:
    """Use nothing of it from here on, as the build does: what it renders it reads off the models.

    To be called before anything is read of it.
    """
    global _forgotten
    _forgotten = True
    compiled.cache_clear()
