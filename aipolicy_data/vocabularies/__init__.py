"""The controlled vocabularies: every term that a record may use, with its rule, an example and what it is not.

>>> VOCABULARIES["evidence_relations"].ids
('supports', 'refines', 'disputes')
"""

from __future__ import annotations

import re

from aipolicy_data.problems import nearest
from aipolicy_data.slugs import SMALL
from aipolicy_data.vocabularies.actors import ACTOR_TYPES, RELATIONSHIP_TYPES
from aipolicy_data.vocabularies.answers import DEADLINE_OUTCOMES, DIFFERENCES, LINKS
from aipolicy_data.vocabularies.changes import CHANGES, DIMENSIONS, DISCLOSURES, STANDING_ANSWERS, STANDINGS
from aipolicy_data.vocabularies.commitments import (
    COMMITMENT_TYPES,
    CONDITIONALITIES,
    DUE_BASES,
    DUE_KINDS,
    FORMS,
    PARTY_ROLES,
    STRENGTHS,
    TESTABILITIES,
)
from aipolicy_data.vocabularies.events import EVENT_TYPES, FACTUALITIES, PARTICIPANT_ROLES
from aipolicy_data.vocabularies.jurisdictions import JURISDICTIONS
from aipolicy_data.vocabularies.records import KINDS
from aipolicy_data.vocabularies.sources import ACCESSES, CLAIM_VERDICTS, EVIDENCE_RELATIONS, SOURCE_TYPES, TIERS
from aipolicy_data.vocabularies.statements import (
    ATTRIBUTIONS,
    FIDELITIES,
    OUTCOME_RESULTS,
    STANCES,
    STATEMENT_TYPES,
    VERDICTS,
    VOICES,
)
from aipolicy_data.vocabularies.terms import Term, Vocabulary
from aipolicy_data.vocabularies.topics import TOPICS

__all__ = ["VOCABULARIES", "Term", "Vocabulary", "nearest_terms"]

VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.id: vocabulary
    for vocabulary in (
        KINDS,
        ACTOR_TYPES,
        RELATIONSHIP_TYPES,
        JURISDICTIONS,
        COMMITMENT_TYPES,
        FORMS,
        PARTY_ROLES,
        STRENGTHS,
        CONDITIONALITIES,
        TESTABILITIES,
        DUE_KINDS,
        DUE_BASES,
        EVENT_TYPES,
        FACTUALITIES,
        PARTICIPANT_ROLES,
        CHANGES,
        STANDINGS,
        STANDING_ANSWERS,
        DIMENSIONS,
        DISCLOSURES,
        STATEMENT_TYPES,
        VOICES,
        STANCES,
        VERDICTS,
        ATTRIBUTIONS,
        OUTCOME_RESULTS,
        FIDELITIES,
        SOURCE_TYPES,
        TIERS,
        ACCESSES,
        CLAIM_VERDICTS,
        EVIDENCE_RELATIONS,
        TOPICS,
        DEADLINE_OUTCOMES,
        LINKS,
        DIFFERENCES,
    )
}
"""All vocabularies by id, in reading order."""


def nearest_terms(vocabulary: str, word: str, most: int = 3) -> list[str]:
    """The terms that may be meant by a word: those spelled nearly so, else those that are explained by it.

    >>> nearest_terms("event_types", "ultimatum_isued"), nearest_terms("event_types", "law passed")
    (['ultimatum_issued'], ['law_enacted'])
    """
    terms = VOCABULARIES[vocabulary].terms
    ids = [term.id for term in terms if not term.replaced_by]
    if close := nearest(word[:200], ids, most, 0.8):
        return close
    stems = {part[:6] for part in re.findall("[a-z]+", word[:200].lower()) if len(part) > 2 and part not in SMALL}
    scores: dict[str, int] = {}
    for term in terms:
        words = re.findall("[a-z]+", f"{term.id} {term.definition} {term.example}".lower())
        scores[term.id] = sum(any(each == stem or (len(stem) > 4 and each.startswith(stem)) for each in words) for stem in stems)
    best = sorted((id for id in ids if scores[id]), key=scores.__getitem__, reverse=True)[:most]
    return best or nearest(word, ids, most)
