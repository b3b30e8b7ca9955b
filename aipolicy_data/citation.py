"""How to cite the data set, or one record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aipolicy_data.version import __released__, __version__

if TYPE_CHECKING:
    from aipolicy_data.models import Record

_DATASET = f"The aipolicy_data contributors ({__released__[:4]}). aipolicy_data: an open dataset of AI policy"


def cite(record: Record | None = None) -> str:
    """A citation of the data set, or of one record, as one line of text.

    >>> from aipolicy_data import load
    >>> print(cite(load()["anthropic"]))  # doctest: +ELLIPSIS
    "Anthropic" (actor anthropic). In: The aipolicy_data contributors (2026). aipolicy_data: ... CC BY 4.0.
    """
    whole = f"{_DATASET}, version {__version__} ({__released__}). CC BY 4.0."
    if record is None:
        return whole
    name = next(filter(None, (getattr(record, field, None) for field in ("title", "name", "summary"))), record.id)
    date = getattr(record, "date", None) or getattr(record, "published", None)
    return f'"{name}" ({type(record).__name__.lower()} {record.id}{f", {date}" if date else ""}). In: {whole}'
