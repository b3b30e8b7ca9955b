"""An open dataset of AI policy: who promised what, what changed, who demanded, who objected, and how we know.

>>> import aipolicy_data as ap
>>> ds = ap.load()
>>> ds.standing("anthropic-rsp-pause", on="2026-02-20").state
'in_force'

What can be asked: `help(ap.Dataset)`; how records are narrowed down: `help(ap.Table.where)`; what a row holds: `repr` of the
rows; what fields and terms mean: CODEBOOK.md.

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from aipolicy_data.version import __version__

if TYPE_CHECKING:
    from aipolicy_data.citation import cite
    from aipolicy_data.dataset import Dataset, load
    from aipolicy_data.models import Actor, Commitment, Event, Source, Statement
    from aipolicy_data.problems import DataError, Problem
    from aipolicy_data.standing import Standing
    from aipolicy_data.views import Rows, Table

_HOMES = {
    "Actor": "models",
    "Commitment": "models",
    "DataError": "problems",
    "Dataset": "dataset",
    "Event": "models",
    "Problem": "problems",
    "Rows": "views",
    "Source": "models",
    "Standing": "standing",
    "Statement": "models",
    "Table": "views",
    "cite": "citation",
    "load": "dataset",
}

__all__ = [
    "Actor",
    "Commitment",
    "DataError",
    "Dataset",
    "Event",
    "Problem",
    "Rows",
    "Source",
    "Standing",
    "Statement",
    "Table",
    "__version__",
    "cite",
    "load",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'aipolicy_data' has no attribute {name!r}")
    return getattr(importlib.import_module(f"aipolicy_data.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
