"""What events do to commitments, how commitments stand, and how openly changes are made."""

from __future__ import annotations

from aipolicy_data.vocabularies.terms import Term, Vocabulary

CHANGES = Vocabulary(
    id="changes",
    title="Changes",
    description=(
        "What the event did to the text: our coding, by comparing the text before and after. Omitted where the text "
        "was untouched. The terms strengthened, weakened, mixed and amended need a note that says how it reads now. A "
        "rival coding by somebody else is a `factual_claim` that targets the event."
    ),
    terms=(
        Term(
            id="added",
            definition="The promise first appears: first entry of its track, `signalled`, `announced` or `in_force`.",
            example="The Frontier Safety Roadmap in version 3.0 of Anthropic's policy.",
            near_miss="A promise that was there and is found later: `retained` or the change it underwent.",
            maps_to=("FSF frozen codebook A",),
        ),
        Term(
            id="retained",
            definition="The text was compared, proposed for change, attacked or upheld, and stayed as it was.",
            example="The D.C. Circuit refuses a stay of the 41 USC 4713 designation on 8 April 2026.",
            near_miss="A party that says it stands by its promise: a statement with a stance of support.",
            maps_to=("FSF frozen codebook R",),
        ),
        Term(
            id="strengthened",
            definition="Some dimension moves towards more obligation, scope, access or disclosure, none the other way.",
            example="Version 3.2 lets the Long-Term Benefit Trust ask for external review.",
            near_miss="A new duty beside the old one: `added`. Movement both ways: `mixed`.",
            maps_to=("FSF frozen codebook S",),
        ),
        Term(
            id="weakened",
            definition="Less scope, degree, time or force is owed, nothing more, and the same promise keeps its id.",
            example="Version 2.2 narrows the ASL-3 security scope in May 2025.",
            near_miss=(
                "A new condition decides whether anything is owed: `weakened`, `superseded`, and a successor, which "
                "is a new promise."
            ),
            maps_to=("FSF frozen codebook W",),
        ),
        Term(
            id="mixed",
            definition="Some dimensions move towards more and others towards less.",
            example="Version 3.3 rewords the biology threshold and widens the range of harm it counts.",
            near_miss="Two promises that move in different ways: one entry for each.",
            maps_to=("FSF frozen codebook MIX",),
        ),
        Term(
            id="amended",
            definition="The wording changes in substance, and neither more nor less is owed.",
            example="Version 3.1 clarifies that the AI R&D threshold counts aggregate progress.",
            near_miss="A new layout: no entry. A direction can be told: `strengthened`, `weakened` or `mixed`.",
        ),
        Term(
            id="relocated",
            definition="It moves to another document or becomes a recommendation: `superseded`, with a successor.",
            example="OpenAI moves persuasion out of its framework to other policies in April 2025.",
            near_miss="A move within the same document: no entry, or `amended`.",
            maps_to=("FSF frozen codebook L",),
        ),
        Term(
            id="removed",
            definition="The promise disappears without any counterpart, with standing `withdrawn` and a disclosure.",
            example="Google drops its pledge of 2018 not to build AI for weapons in February 2025.",
            near_miss="A weaker counterpart stands in the new text: `weakened` and `superseded`, with a successor.",
            maps_to=("FSF frozen codebook X",),
        ),
        Term(
            id="triggered",
            definition="The condition of the promise comes about: a milestone, not a verdict on what was done.",
            example="ASL-3 protections are activated in May 2025, the moment before which ASL-4 was to be defined.",
            near_miss="An assessor's finding that the duty was then missed: an `assessment` with a verdict.",
        ),
        Term(
            id="delivered",
            definition="What was owed is handed over, a milestone and no verdict: a one-off is `discharged` by it.",
            example="The second risk report of Anthropic comes out on 14 August 2026.",
            near_miss="It was late or thin, as an assessor finds: `assessment`, `kept_late` or `partly_kept`.",
        ),
    ),
)

STANDINGS = Vocabulary(
    id="standings",
    title="Standings",
    description=(
        "Whether the commitment stands as text. Computed on any date from the changes of actual events. The last five "
        "of the list end a history."
    ),
    terms=(
        Term(
            id="signalled",
            definition="The actor says that it considers the commitment or will make it later.",
            example="A firm says that it is working on a framework and gives no text.",
            near_miss="The text is public and takes effect later: `announced`.",
            maps_to=("Net Zero Tracker Proposed/in discussion",),
        ),
        Term(
            id="announced",
            definition="It is public and not yet in effect, or not yet in a document that operates.",
            example="The 10 USC 3252 designation between 27 February and 3 March 2026.",
            near_miss="A mere intention without a text: `signalled`. A text that operates already: `in_force`.",
            maps_to=("Net Zero Tracker Declaration/pledge", "UN treaty glossary signature"),
        ),
        Term(
            id="in_force",
            definition="It operates and governs present conduct.",
            example="Anthropic's promise to pause, from September 2023 to February 2026.",
            near_miss="Last heard of long ago: still `in_force`, and `attested` shows how old the news is.",
            maps_to=("Net Zero Tracker In law", "Net Zero Tracker In policy document", "UN treaty glossary in force"),
        ),
        Term(
            id="suspended",
            definition="It is expressly paused, by its maker or a court, and may come back.",
            example="The 10 USC 3252 designation once the injunction took effect in April 2026.",
            near_miss="It is set aside for good, subject only to appeal: `annulled`.",
            maps_to=("PolitiFact Stalled",),
        ),
        Term(
            id="unclear",
            definition="Something happened after which nobody can say if it stands, such as a page that vanished.",
            example="The testing agreements of May 2026 after their public page was taken down.",
            near_miss="Nobody has looked: no entry, no `checked`. The record begins later: the answer `unknown`.",
        ),
        Term(
            id="superseded",
            definition="A named successor takes its place and the id ends.",
            example="Anthropic's promise to pause, followed by a conditional delay in version 3.0.",
            near_miss="The same promise with less scope, degree or time: `weakened`, and the id goes on.",
            maps_to=("Riro superseded", "FSF frozen codebook counterpart in new document"),
        ),
        Term(
            id="withdrawn",
            definition="Its maker removes, revokes or renounces it, and nothing takes its place.",
            example="The duties under Executive Order 14110 once it was revoked on 20 January 2025.",
            near_miss="A court sets it aside: `annulled`. Breaking it in deed: an `assessment` with `breached`.",
            maps_to=("FSF frozen codebook X", "PolitiFact Promise Broken", "UN treaty glossary withdrawal"),
        ),
        Term(
            id="annulled",
            definition="A court or another authority set it aside against its maker's will, unless reversed on appeal.",
            example="The 10 USC 3252 designation from 27 August 2026.",
            near_miss="Its maker revokes it: `withdrawn`. The court only pauses it: `suspended`.",
        ),
        Term(
            id="lapsed",
            definition="It ended by its own terms, or because what it was about ceased to exist.",
            example="The Munich accord on elections, by its terms a pledge for the elections of 2024.",
            near_miss="A date passed without delivery: an `assessment` with `missed`, and the promise stands.",
            maps_to=("Riro expired",),
        ),
        Term(
            id="discharged",
            definition="A one-off deliverable was handed over and nothing more is owed.",
            example="The AI action plan that Executive Order 14179 ordered, delivered on 23 July 2025.",
            near_miss="One report of a recurring series: `delivered`, and the promise stays `in_force`.",
            maps_to=("Net Zero Tracker Achieved", "PolitiFact Promise Kept"),
        ),
        Term(
            id="failed",
            definition="It ended before it ever took effect.",
            example="SB 1047 after the veto of 29 September 2024.",
            near_miss="It took effect and was given up later: `withdrawn`.",
            maps_to=("PolitiFact Stalled",),
        ),
    ),
)

STANDING_ANSWERS = Vocabulary(
    id="standing_answers",
    title="Answers beside the standings",
    description="What a query on standing may answer beyond a standing. Answers of a query only, never typed.",
    terms=(
        Term(
            id="none",
            definition="The promise did not exist yet for that party on that day.",
            example="Apple and the White House commitments on 25 July 2024.",
            near_miss="An actor that is no party at all: the query says that instead.",
        ),
        Term(
            id="unknown",
            definition="The record begins with a later change, so that the state before is not on record.",
            example="Anthropic's usage policy before the first entry on it, of 15 September 2025.",
            near_miss="Something happened that leaves the state open: the standing `unclear`.",
        ),
    ),
)

DIMENSIONS = Vocabulary(
    id="dimensions",
    title="Dimensions",
    description="In what respect a text was changed, as far as known. One change may move several.",
    terms=(
        Term(
            id="scope",
            definition="What or whom the promise covers grows or shrinks.",
            example="ASL-3 security no longer covers staff with access to systems that process weights.",
            near_miss="The actor who owes it changes: `actor`.",
            maps_to=("FSF frozen codebook dimension 1",),
        ),
        Term(
            id="threshold",
            definition="The line at which something is owed moves.",
            example="The biology threshold of version 3.3 speaks of replacing world-leading specialists.",
            near_miss="The moment or interval moves: `timing`.",
            maps_to=("FSF frozen codebook dimension 2",),
        ),
        Term(
            id="actor",
            definition="Who owes it, decides or reviews changes.",
            example="The Long-Term Benefit Trust approves reviewers from version 3.2 on.",
            near_miss="The people covered by it change: `scope`.",
            maps_to=("FSF frozen codebook dimension 3",),
        ),
        Term(
            id="obligation_strength",
            definition="The verb becomes firmer or softer.",
            example="A duty that becomes an aspiration in a roadmap called nonbinding.",
            near_miss="A condition is added that decides whether anything is owed: a successor as well.",
            maps_to=("FSF frozen codebook dimension 4",),
        ),
        Term(
            id="disclosure_scope",
            definition="What is published or shared, or with whom, grows or shrinks.",
            example="Off-cycle updates of the risk report are defined in version 3.3.",
            near_miss="Whether the change itself was announced: the field `disclosure`.",
            maps_to=("FSF frozen codebook dimension 5",),
        ),
        Term(
            id="consequence",
            definition="What must follow from a result becomes more or less.",
            example="A pause that becomes a delay under conditions.",
            near_miss="The line that sets it off moves: `threshold`.",
            maps_to=("FSF frozen codebook dimension 6",),
        ),
        Term(
            id="timing",
            definition="When or how often something is owed moves, and `due` of the change holds the new date.",
            example="The EU moves the duties for high-risk systems of Annex III to 2 December 2027.",
            near_miss="A report that came late while the date stood: `delivered`, with an assessment.",
        ),
    ),
)

DISCLOSURES = Vocabulary(
    id="disclosures",
    title="Disclosures",
    description=(
        "Whether the actor said openly that its own text changed: our finding, after a search. For changes of a text that "
        "stood: omitted for `added`, and for laws and orders, whose publication is part of the act."
    ),
    terms=(
        Term(
            id="announced",
            definition="The actor's own account at the time names the change.",
            example="The removal of the pause in version 3.0, explained in the post of 24 February 2026.",
            near_miss="The press found and reported it: `silent`, unless the actor named it as well.",
            maps_to=("FSF frozen codebook ANN",),
        ),
        Term(
            id="partially_announced",
            definition="The actor's account names a part of the change, or names it only in one of two places.",
            example="A change named in the PDF of version 2.1 and left out of the web change list.",
            near_miss="The account names other changes and leaves this one out: `silent`.",
            maps_to=("FSF frozen codebook ANN-P",),
        ),
        Term(
            id="silent",
            definition="The actor gave an account of the edition and left this change out.",
            example="Version 3.1 drops an aspiration that its change list does not mention.",
            near_miss="There was no account of the edition at all: `no_account`.",
            maps_to=("FSF frozen codebook SIL", "Midas Watchtower Unannounced"),
        ),
        Term(
            id="no_account",
            definition="We searched and found no account of the edition by the actor.",
            example="Pledges that left Anthropic's transparency hub by March 2025 without any notice.",
            near_miss="Nobody searched: `not_assessed`.",
            maps_to=("FSF frozen codebook NCL",),
        ),
        Term(
            id="not_assessed",
            definition="Nobody has looked yet whether the actor gave an account.",
            example="A change known from a comparison of two copies only.",
            near_miss="We looked and found none: `no_account`.",
        ),
    ),
)
