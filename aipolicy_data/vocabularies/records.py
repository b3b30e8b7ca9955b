"""What kinds of records there are."""

from __future__ import annotations

from aipolicy_data.vocabularies.terms import Term, Vocabulary

KINDS = Vocabulary(
    id="kinds",
    title="Kinds of record",
    description="What a record is: each kind is a table. Sources stand in `seeds/`, the others in `records/`.",
    terms=(
        Term(
            id="actor",
            definition="Somebody who acts, speaks or is bound, under the present name.",
            example="Anthropic.",
            near_miss="A post that a person holds: a relationship of type `holds_position`.",
            maps_to=("FollowTheMoney LegalEntity", "W3C PROV Agent"),
        ),
        Term(
            id="commitment",
            definition="A promise, duty or measure that can stand or fall as text, or a document that holds several.",
            example="Anthropic's 2023 promise to pause scaling when the safety procedures of a level cannot be met.",
            near_miss="The act of making it, which is an event with a change `added`.",
        ),
        Term(
            id="event",
            definition="An act with consequences or an occurrence at a known or bounded time.",
            example="The Pentagon's ultimatum to Anthropic of 24 February 2026.",
            near_miss="Mere words, however weighty, which are a statement.",
            maps_to=("FollowTheMoney Event", "Popolo event"),
        ),
        Term(
            id="statement",
            definition="Words of a named speaker, or of an outlet for an unnamed one, about at least one target.",
            example="Kaplan tells TIME that stopping training would help nobody.",
            near_miss="A formal demand with a deadline and a consequence: an event of type `ultimatum_issued`.",
            maps_to=("Popolo speech", "schema.org Claim"),
        ),
        Term(
            id="source",
            definition="One published or filed text on which records rest, with the claims we took from it.",
            example="TIME's report of 24 February 2026 on version 3.0 of Anthropic's policy.",
            near_miss="The document as something that binds, which is a commitment of type `document`.",
            maps_to=("W3C PROV Entity", "BODS source"),
        ),
    ),
)
