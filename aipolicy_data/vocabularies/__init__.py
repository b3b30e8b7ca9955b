"""The controlled vocabularies: every term that a record may use, with its rule, an example and what it is not.

>>> VOCABULARIES["evidence_relations"].ids
('supports', 'refines', 'disputes')
"""

from __future__ import annotations

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

__all__ = ["VOCABULARIES", "Term", "Vocabulary"]

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
