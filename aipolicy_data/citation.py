"""How to cite the data set, or one record of it: for people, for citation managers, for archives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aipolicy_data.about import AUTHORS, HOMEPAGE, KEYWORDS, LICENCE, SUMMARY, TITLE
from aipolicy_data.version import __released__, __version__

if TYPE_CHECKING:
    from aipolicy_data.models import Record


def cite(record: Record | None = None, version: str = __version__, released: str = __released__) -> str:
    """A citation of the data set, or of one record, as one line of text.

    >>> from aipolicy_data import load
    >>> print(cite(load()["anthropic"]))  # doctest: +ELLIPSIS
    "Anthropic" (actor anthropic). In: The aipolicy_data contributors (2026). aipolicy_data: ... CC BY 4.0.
    """
    whole = f"{AUTHORS} ({released[:4]}). {TITLE}, version {version} ({released}). CC BY 4.0."
    if record is None:
        return whole
    name = next(filter(None, (getattr(record, field, None) for field in ("title", "name", "summary"))), record.id)
    date = getattr(record, "date", None) or getattr(record, "published", None)
    return f'"{name}" ({type(record).__name__.lower()} {record.id}{f", {date}" if date else ""}). In: {whole}'


def citation_file(version: str = __version__, released: str = __released__) -> str:
    """The file `CITATION.cff`, which citation managers and archives read."""
    facts: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": TITLE,
        "abstract": SUMMARY,
        "authors": [{"name": AUTHORS}],
        "version": version,
        "date-released": released,
        "license": LICENCE,
        "keywords": list(KEYWORDS),
    } | ({"url": HOMEPAGE} if HOMEPAGE else {})
    # Every value is written as JSON, which YAML reads as it is: no text turns into a date or a number.
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in facts.items())


def deposit(version: str = __version__, released: str = __released__) -> dict[str, Any]:
    """The file `.zenodo.json`, which stands in for `CITATION.cff` at that archive and says the same."""
    return {
        "upload_type": "dataset",
        "title": TITLE,
        "description": SUMMARY,
        "creators": [{"name": AUTHORS}],
        "version": version,
        "publication_date": released,
        "license": LICENCE.lower(),
        "access_right": "open",
        "keywords": list(KEYWORDS),
    }
