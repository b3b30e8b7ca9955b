"""Terms of answers: what the data set says of its own records. No record uses them."""

from __future__ import annotations

from aipolicy_data.vocabularies.terms import Term, Vocabulary

DEADLINE_OUTCOMES = Vocabulary(
    id="deadline_outcomes",
    title="What became of a deadline",
    description=(
        "Computed from deliveries, replies, outcomes and ends. Whether it was honoured is for assessors: their verdicts "
        "stand beside it."
    ),
    terms=(
        Term(
            id="delivered",
            definition="A delivery is recorded up to the last day on which it was due.",
            example="Anthropic's second Risk Report, of 14 August 2026, within six months of the first.",
            near_miss="The delivery came later: `delivered_late`.",
        ),
        Term(
            id="delivered_late",
            definition="The first delivery on record came after the last day on which it was due.",
            example="A yearly report due in May that came in June.",
            near_miss="It fell due again and is open: the next window has a row of its own.",
        ),
        Term(
            id="refused",
            definition="Whoever was asked refused before anything else became of it.",
            example="Anthropic refuses the Pentagon's terms a day before the ultimatum ends.",
            near_miss="A party of a promise did nothing: `nothing_found`.",
        ),
        Term(
            id="conceded",
            definition="Whoever was asked yielded before anything else became of it.",
            example="A developer that drops a clause within the term it was set.",
            near_miss="Whoever set the term took it back: the outcome `withdrawn` of its threat.",
        ),
        Term(
            id="came_to_something",
            definition="A threat, prediction or announcement with a term has an outcome on record: see `results`.",
            example="A threat to act by a day, carried out on that day.",
            near_miss="A promise that was delivered: `delivered`.",
        ),
        Term(
            id="ended",
            definition="The commitment ended before it fell due.",
            example="A report that an order demanded within a year, when the order was revoked within months.",
            near_miss="The day was moved: the row shows the new day and, beside it, the first.",
        ),
        Term(
            id="nothing_found",
            definition="Somebody looked up to a day on or after the last one on which it was due, and found nothing.",
            example="A directive due in September 2026 of which no copy was found by October.",
            near_miss="Nobody is recorded to have looked: `not_looked`. Nothing found is not: nothing happened.",
        ),
        Term(
            id="not_looked",
            definition="Nothing is on record, and nobody is recorded to have looked since it fell due.",
            example="A window that opens after the latest check.",
            near_miss="The day of the check is on or after the last day: `nothing_found`.",
        ),
        Term(
            id="undated",
            definition="It falls due when something happens, and that is not recorded to have happened.",
            example="A report owed before a model with a new capability is released.",
            near_miss="The trigger is recorded: the row has its day.",
        ),
    ),
)

LINKS = Vocabulary(
    id="links",
    title="How one record answers another",
    description="By which of its fields a record is known to follow another. Each link is recorded once.",
    terms=(
        Term(
            id="responds_to",
            definition="The later record names the earlier one in `responds_to`.",
            example="A law suit that answers a designation.",
            near_miss="A statement whose target already is the earlier record: `targets`.",
        ),
        Term(
            id="targets",
            definition="A statement is about the earlier record.",
            example="A refusal that targets a demand.",
            near_miss="A statement that was said in the earlier event, and is part of it.",
        ),
        Term(
            id="outcome",
            definition="The event is what became of the earlier statement.",
            example="The designation that was threatened.",
            near_miss="An event that merely comes later.",
        ),
    ),
)

DIFFERENCES = Vocabulary(
    id="differences",
    title="How two releases differ",
    description="What happened to a record or a field between an older and a newer release.",
    terms=(
        Term(
            id="added",
            definition="The newer release has it, and the older one has not.",
            example="A record of an event that was reported since.",
            near_miss="A record whose id was changed, which is refused: ids are for life.",
        ),
        Term(
            id="changed",
            definition="Both have it, and differ in it.",
            example="A date that a better source gives more exactly.",
            near_miss="The order of a list's items: its places are compared one by one.",
        ),
        Term(
            id="removed",
            definition="The older release has it, and the newer one has not.",
            example="A field that a better source disproved.",
            near_miss="A retired record, which stays and names its heir.",
        ),
    ),
)
