"""Slugs: what ids are made of."""

from __future__ import annotations

import re
import unicodedata

SMALL = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it", "its", "of", "on", "or", "that",
        "the", "to", "was", "will", "with",
    )
)  # fmt: skip
"""Words with which no id ends, and no summary's id needs."""


def slug(text: str, most: int = 60) -> str:
    """The lower-case slug of a text, cut at a word.

    >>> slug("Anthropic's “Red Lines”: a É test")
    'anthropic-red-lines-a-e-test'
    >>> slug("U.S. Department of War")
    'us-department-of-war'
    """
    return joined(words_of_slug(text), most)


def words_of_slug(text: str) -> list[str]:
    """The words of a text as a slug has them."""
    text = re.sub(r"['’]s\b|['’]|(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)|(?<=\.[A-Za-z])\.", "", text[:1000])
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.findall(r"[a-z0-9]+", plain.lower())


def joined(words: list[str], most: int) -> str:
    """Words as a slug of at most so many characters, cut at a word that says something."""
    kept = words[:most]  # more could not be joined
    while len("-".join(kept)) > most and len(kept) > 1:
        kept.pop()
    while len(kept) < len(words) and len(kept) > 1 and kept[-1] in SMALL:
        kept.pop()
    return "-".join(kept)[:most]
