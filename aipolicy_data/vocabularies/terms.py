"""What a controlled term and a vocabulary are."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """One controlled term: what it is called, when it applies, and when it does not.

    `definition` is a rule by which a coder decides, `example` a case it covers, `near_miss` what resembles it and how
    that is coded instead. `maps_to` names the nearest terms of other vocabularies. A term is never used again for
    something else: a retired one keeps its entry and names its heir in `replaced_by`.

    >>> term = Term("kept", "Done as promised.", "A report due in May came in May.", "Done in June: `kept_late`.")
    >>> term.id, term.maps_to, term.replaced_by
    ('kept', (), '')
    """

    id: str
    definition: str
    example: str
    near_miss: str
    maps_to: tuple[str, ...] = ()
    replaced_by: str = ""


class Vocabulary(NamedTuple):
    """A closed list of terms for one field, in the order in which people should read them.

    >>> terms = (Term("up", "Rises.", "Smoke.", "Fog."), Term("high", "Is up.", "Snow.", "Hail.", replaced_by="up"))
    >>> Vocabulary("directions", "Directions", "Where it goes.", terms).ids
    ('up',)
    """

    id: str
    title: str
    description: str
    terms: tuple[Term, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the terms that may be used, in order: all but the retired ones.

        >>> Vocabulary("empty", "Empty", "Nothing to choose from.", ()).ids
        ()
        """
        return tuple(term.id for term in self.terms if not term.replaced_by)
