"""What was said: by whom in what voice, for or against what, with what verdict, and how the words reached us."""

from __future__ import annotations

from aipolicy_data.vocabularies.terms import Term, Vocabulary

STATEMENT_TYPES = Vocabulary(
    id="statement_types",
    title="Types of statement",
    description=(
        "What the words do. A stance is required on each target of a position, refusal, praise or criticism, a "
        "verdict on each target of an assessment, and neither is allowed elsewhere."
    ),
    terms=(
        Term(
            id="position",
            definition="It takes or defends a side on what it targets, with a stance on each target.",
            example="Kaplan defends the removal of the pause to TIME in February 2026.",
            near_miss="Reasons given without taking a side: `rationale`. A refusal to do or sign something: `refusal`.",
            maps_to=("LobbyMap position", "YouCongress vote"),
        ),
        Term(
            id="demand",
            definition="It asks another to act or to stop, and its fate is computed from the replies.",
            example="Parnell asks for use for all lawful purposes on 26 February 2026.",
            near_miss="Deadline and consequence make the act an `ultimatum_issued`, of which the demand is part.",
            maps_to=("PLOVER REQUEST",),
        ),
        Term(
            id="threat",
            definition="It announces a harm to another if something is done or not: `outcome` says what came of it.",
            example="The Pentagon says it may use the Defense Production Act against Anthropic.",
            near_miss="A forecast of harm by someone who would not cause it: `prediction`. The deed itself: an event.",
            maps_to=("PLOVER THREATEN",),
        ),
        Term(
            id="criticism",
            definition="It judges an act or actor badly, with a stance on each target.",
            example="The Midas Project objects to the narrowed ASL-3 security of version 2.2.",
            near_miss="It says that a duty was broken: `allegation`, or `assessment` by one who examined it.",
            maps_to=("PLOVER ACCUSE:disapprove",),
        ),
        Term(
            id="praise",
            definition="It judges an act or actor well, with a stance on each target.",
            example="Buterin says on 24 February 2026 that he thinks better of Anthropic if it does not back down.",
            near_miss="It backs a bill or policy: `position`. It finds a promise kept: `assessment`.",
            maps_to=("PLOVER SUPPORT",),
        ),
        Term(
            id="allegation",
            definition="It asserts wrongdoing, a breach or a hidden act as a fact that another would deny.",
            example="An official says that Anthropic asked whether its software was used in the raid.",
            near_miss="A breach found by examining a promise: `assessment` with `breached`. Dislike only: `criticism`.",
            maps_to=("PLOVER ACCUSE:allege",),
        ),
        Term(
            id="denial",
            definition="It says that an allegation or report is untrue, and so makes what it targets contested.",
            example="OpenAI says in February 2026 that it is confident of its compliance with SB 53.",
            near_miss="It declines to do what was asked: `refusal`. No comment: no statement at all.",
            maps_to=("PLOVER REJECT",),
        ),
        Term(
            id="rationale",
            definition="It explains why without taking sides: if it defends, code `position` with a stance.",
            example="Anthropic's post names three reasons for the changes in version 3.0.",
            near_miss="Kaplan argues that the change is right: `position` with a stance.",
            maps_to=("FSF frozen codebook revision account",),
        ),
        Term(
            id="factual_claim",
            definition="It says how things are or were, and evidence could bear it out.",
            example="The Wall Street Journal says that Claude was used in the operation against Maduro.",
            near_miss="A claim about the future: `prediction`. A claim of guilt: `allegation`.",
            maps_to=("ClaimReview Claim",),
        ),
        Term(
            id="prediction",
            definition="It says what will happen, by a date or by an event that would settle it.",
            example="A contracts lawyer expects litigation if the Pentagon carries out its threats.",
            near_miss="What the speaker will do itself: `announcement`, or `threat` if it harms another.",
            maps_to=("The Wringer prediction",),
        ),
        Term(
            id="announcement",
            definition="It tells of an act that the speaker has done or will do.",
            example="Anthropic says on 27 February 2026 that it will go to court.",
            near_miss="Words by which a promise is made: the event `commitment_made` as well as its commitment.",
        ),
        Term(
            id="correction_or_apology",
            definition="It takes back, corrects or regrets an earlier statement, to which it links.",
            example="Amodei apologises on 5 March 2026 for the tone of a leaked memo.",
            near_miss="A new policy that departs from an old one: an event. A denial of what others said: `denial`.",
            maps_to=("BODS correcting statement",),
        ),
        Term(
            id="question",
            definition="It asks somebody for information, in public or on the record.",
            example="Warren writes to Altman in March 2026 and asks for answers by 6 April.",
            near_miss="It asks for an act rather than for information: `demand`.",
        ),
        Term(
            id="refusal",
            definition="It declines a demand, request, offer or invitation to sign, with a stance on each target.",
            example="Amodei says on 26 February 2026 that Anthropic cannot accede.",
            near_miss="Objection by one who was not asked: `position`. It says that a report is untrue: `denial`.",
            maps_to=("PLOVER REJECT",),
        ),
        Term(
            id="assessment",
            definition="A named assessor examines how a promise was honoured and gives a verdict on each target.",
            example="SaferAI scores twelve published frontier frameworks one by one.",
            near_miss="Approval or blame without an examination: `praise` or `criticism`.",
            maps_to=("FLI AI Safety Index", "SaferAI ratings"),
        ),
        Term(
            id="offer",
            definition="It proposes what the speaker would do or accept, and binds nobody until it is accepted.",
            example="Amodei offers an orderly handover to another supplier on 26 February 2026.",
            near_miss="It binds the speaker at once: a commitment and its event. It yields by deed: `concession`.",
        ),
    ),
)

VOICES = Vocabulary(
    id="voices",
    title="Voices",
    description=(
        "In whose name the speaker speaks. In official capacity the organisation is listed as a second speaker, in "
        "personal capacity never."
    ),
    terms=(
        Term(
            id="institutional",
            definition="An organisation speaks as such, in its own text or as second speaker beside its officer.",
            example="Anthropic, in its post on version 3.0.",
            near_miss="A spokesperson is quoted for it: `spokesperson`.",
        ),
        Term(
            id="official_capacity",
            definition="A named person speaks in an office, and the organisation is listed as second speaker.",
            example="Pete Hegseth as head of the department, with the department beside him.",
            near_miss="The same person says that the view is private: `personal_capacity`.",
        ),
        Term(
            id="personal_capacity",
            definition="A named person speaks for no organisation, and none is listed beside them.",
            example="Holden Karnofsky on LessWrong about version 3.0.",
            near_miss="An employee who presents the employer's policy: `official_capacity`.",
        ),
        Term(
            id="spokesperson",
            definition="The organisation speaks through someone whose task is to speak for it, named or not.",
            example="An Anthropic spokesperson on the meeting of 24 February 2026.",
            near_miss="A named officer who decides on the matter: `official_capacity`.",
            maps_to=("FollowTheMoney Representation",),
        ),
        Term(
            id="unnamed",
            definition=(
                "Someone speaks whom the source does not name: the organisation is the speaker, or the outlet if the "
                "side is unknown."
            ),
            example="A senior official of the administration, as told to Axios in February 2026.",
            near_miss="A spokesperson without a name: `spokesperson`. Nobody is invented as an actor.",
            maps_to=("PLOVER UNK",),
        ),
    ),
)

STANCES = Vocabulary(
    id="stances",
    title="Stances",
    description=(
        "For or against the target beside which it stands, and nothing else. A conditional stance needs the "
        "statement's `condition`. To object to a change is to oppose its event."
    ),
    terms=(
        Term(
            id="strong_support",
            definition="The speaker backs it without reserve and with effort, or stakes something on it.",
            example="Karnofsky takes responsibility for the change in version 3.0 and says he pushed for it.",
            near_miss="Plain approval: `support`.",
            maps_to=("YouCongress For", "LobbyMap strongly supporting"),
        ),
        Term(
            id="support",
            definition="The speaker backs or accepts it.",
            example="Anthropic endorses SB 53 in September 2025.",
            near_miss="It is backed only if something happens: `conditional_support`.",
            maps_to=("YouCongress For", "LobbyMap supporting", "Popolo yes", "Discourse Network Analyzer true"),
        ),
        Term(
            id="conditional_support",
            definition="The speaker backs it if the stated condition holds.",
            example="Buterin thinks better of Anthropic if it does not back down.",
            near_miss="A wish for improvements that is no condition: `support` or `mixed`.",
            maps_to=("LobbyMap supporting",),
        ),
        Term(
            id="mixed",
            definition="The speaker backs one part and rejects another of the same target.",
            example="xAI will sign the safety chapter of the EU code and objects to the rest.",
            near_miss="Both parts have records of their own: one target for each, with its own stance.",
            maps_to=("LobbyMap no/mixed position",),
        ),
        Term(
            id="neutral",
            definition="The speaker declares that it takes no side.",
            example="A trade body says that it takes no position on a bill.",
            near_miss="Silence: no statement. Words that cannot be read either way: `unclear`.",
            maps_to=("YouCongress Abstain", "Popolo abstain", "LobbyMap no/mixed position"),
        ),
        Term(
            id="conditional_oppose",
            definition="The speaker rejects it unless the stated condition holds.",
            example="A firm opposes a state bill unless a federal rule replaces it.",
            near_miss="A general preference for another rule: `oppose` or `mixed`.",
            maps_to=("LobbyMap not supporting",),
        ),
        Term(
            id="oppose",
            definition="The speaker rejects it.",
            example="Amodei opposes the ten-year moratorium on state AI laws in June 2025.",
            near_miss="Regret without rejection: `mixed` or `unclear`.",
            maps_to=("YouCongress Against", "LobbyMap not supporting", "Popolo no", "Discourse Network Analyzer false"),
        ),
        Term(
            id="strong_oppose",
            definition="The speaker rejects it without reserve and acts or vows to act against it.",
            example="Anthropic calls the designation unsound and goes to court in March 2026.",
            near_miss="Plain rejection: `oppose`.",
            maps_to=("YouCongress Against", "LobbyMap opposing"),
        ),
        Term(
            id="unclear",
            definition="The words bear on it and can be read as for or against.",
            example="A senator calls a measure worth looking at and says no more.",
            near_miss="The speaker says that it takes no side: `neutral`.",
        ),
    ),
)

VERDICTS = Vocabulary(
    id="verdicts",
    title="Verdicts",
    description=(
        "Whether a promise was honoured, as one named assessor finds. A later verdict by the same assessor supersedes "
        "the earlier, and rivals stand side by side."
    ),
    terms=(
        Term(
            id="not_due",
            definition="The date or trigger has not come.",
            example="Risk reports owed from February 2027 on, seen from 2026.",
            near_miss="Work on it is known to be under way: `in_progress`.",
            maps_to=("Overdue Upcoming", "Overdue Pending", "PolitiFact Not Yet Rated", "Polimeter not yet rated"),
        ),
        Term(
            id="in_progress",
            definition="It is not due and action is under way.",
            example="xAI's draft of February 2025, seen before its own date of 10 May for the final text.",
            near_miss="Work has stopped before the date: `stalled`.",
            maps_to=("PolitiFact In the Works",),
        ),
        Term(
            id="stalled",
            definition="It is not due and nothing moves any more.",
            example="OpenAI's compute pledge of 2023, once its team was disbanded in May 2024 with years to run.",
            near_miss="The date has passed: `overdue` or `missed`.",
            maps_to=("PolitiFact Stalled",),
        ),
        Term(
            id="overdue",
            definition="The date has passed without delivery, and the assessor does not yet call it failed.",
            example="The update of Directive 3000.09 that was due about 3 September 2026 and is not found.",
            near_miss="The assessor calls it failed: `missed`. Our own arithmetic on dates: computed, never typed.",
            maps_to=("Overdue Overdue",),
        ),
        Term(
            id="kept",
            definition="It was done as promised and on time.",
            example="Naver publishes its framework in June 2024, well before the Seoul deadline.",
            near_miss="It was done after the date: `kept_late`. The hand-over without a judgement: change `delivered`.",
            maps_to=("PolitiFact Promise Kept", "Polimeter kept", "Overdue Met"),
        ),
        Term(
            id="kept_late",
            definition="It was done as promised, after the date.",
            example="xAI publishes its final framework in August 2025, after its own date of 10 May.",
            near_miss="It came late and fell short: `partly_kept`.",
            maps_to=("Polimeter kept in part",),
        ),
        Term(
            id="partly_kept",
            definition="Something real was done, and substantially less than promised.",
            example="A study gives White House signatories 53 percent on average.",
            near_miss="Next to nothing was done: `missed` or `breached`.",
            maps_to=("PolitiFact Compromise", "Polimeter kept in part", "Overdue Partial"),
        ),
        Term(
            id="missed",
            definition="A deliverable was not delivered by its date.",
            example="OpenAI's opt-out tool, promised by 2025, had not appeared in January 2025.",
            near_miss="Conduct against a standing duty: `breached`. The standing of the text does not change.",
            maps_to=("Overdue Missed",),
        ),
        Term(
            id="breached",
            definition="Conduct ran against a duty that was in force.",
            example="The Midas Project finds that Anthropic broke its promise on ASL-4 evaluations.",
            near_miss="A court or maker ended the duty first: nothing to breach, and a standing says so.",
            maps_to=("Midas Watchtower Violation", "PolitiFact Promise Broken"),
        ),
        Term(
            id="unverifiable",
            definition="The assessor finds that public evidence cannot decide it.",
            example="The Overdue Tracker on the promise to define ASL-4 evaluations.",
            near_miss="The promise could never be tested: `not_testable` on the commitment.",
            maps_to=("YouCongress unverifiable",),
        ),
    ),
)

ATTRIBUTIONS = Vocabulary(
    id="attributions",
    title="Attributions",
    description=(
        "How the words reached the public, not how we read them: a speech that was recorded is `recording` also where a report "
        "of it was read. What was said off the record is not admitted."
    ),
    terms=(
        Term(
            id="authored_document",
            definition="The speaker signed or published the text.",
            example="Amodei's statement of 26 February 2026 on Anthropic's site.",
            near_miss="A post on the speaker's own social-media account: `own_post`.",
            maps_to=("BODS selfDeclaration",),
        ),
        Term(
            id="official_record",
            definition="An official body recorded the words: a hearing, a filing, a register.",
            example="A complaint filed in the Northern District of California.",
            near_miss="The speaker's own copy of the testimony: `authored_document`.",
            maps_to=("BODS officialRegister", "Popolo speech"),
        ),
        Term(
            id="recording",
            definition="Sound or pictures of the words can be heard or seen.",
            example="Emil Michael on the All-In podcast in March 2026.",
            near_miss="A written report of a broadcast: `quoted_on_record`.",
            maps_to=("Popolo speech video",),
        ),
        Term(
            id="own_post",
            definition="The speaker posted the words on an account of their own.",
            example="Parnell's post of 26 February 2026 on X.",
            near_miss="An article or statement on one's own site: `authored_document`.",
            maps_to=("YouCongress",),
        ),
        Term(
            id="quoted_on_record",
            definition="Someone else prints the words of a speaker who is named, or of a spokesperson.",
            example="Kaplan, quoted by TIME on 24 February 2026.",
            near_miss="Only the sense is given: `paraphrased_on_record`.",
            maps_to=("AP on the record",),
        ),
        Term(
            id="paraphrased_on_record",
            definition="Someone else gives the sense of what a named speaker or spokesperson told them.",
            example="Anthropic's word, as reported, that the change has no link with the Pentagon talks.",
            near_miss="What the reporter was told by others: `secondhand`.",
        ),
        Term(
            id="leaked",
            definition="The words come from material not meant for the public.",
            example="The internal memo that The Information published in March 2026.",
            near_miss="An unnamed person tells of what was said: `secondhand`.",
        ),
        Term(
            id="secondhand",
            definition="A source tells what another said, or what unnamed people told it.",
            example="Axios, on what Amodei said to Hegseth at the meeting.",
            near_miss="The outlet heard a named speaker itself: `quoted_on_record`.",
        ),
    ),
)

OUTCOME_RESULTS = Vocabulary(
    id="outcome_results",
    title="Results",
    description="What came of a threat, prediction or announcement. Omitted until known, and refused on other types.",
    terms=(
        Term(
            id="carried_out",
            definition="The speaker did what was threatened or announced.",
            example="The supply-chain label that the Pentagon threatened, imposed in March 2026.",
            near_miss="A prediction that proved right: `came_true`.",
        ),
        Term(
            id="partly_carried_out",
            definition="The speaker did a substantial part of it, or did it in a lesser form.",
            example="The threat to end the contract, followed by a directive with a six-month phase-out.",
            near_miss="Nothing but a new threat followed: omit the result.",
        ),
        Term(
            id="not_carried_out",
            definition="The moment has passed, or the matter was settled, and the speaker did not do it.",
            example="A threat to sue by a date that passes without a suit.",
            near_miss="It may still come: omit the result. It was taken back in words: `withdrawn`.",
        ),
        Term(
            id="withdrawn",
            definition="The speaker took the threat or announcement back.",
            example="A White House AI order prepared for May 2026 and pulled before it was signed.",
            near_miss="It was quietly not done: `not_carried_out`. A commitment that ends: the standing `withdrawn`.",
        ),
        Term(
            id="came_true",
            definition="What was predicted happened.",
            example="The litigation that a contracts lawyer expected, begun on 9 March 2026.",
            near_miss="The speaker brought it about as threatened: `carried_out`.",
            maps_to=("The Wringer came true",),
        ),
        Term(
            id="did_not_come_true",
            definition="The date or event that settles it came, and the prediction was wrong.",
            example="A forecast of a new federal AI law by a year that ends without one.",
            near_miss="Nothing has settled it yet: omit the result.",
            maps_to=("The Wringer did not happen",),
        ),
    ),
)

FIDELITIES = Vocabulary(
    id="fidelities",
    title="Fidelities",
    description="How near the stored key phrase is to the speaker's own words.",
    terms=(
        Term(
            id="verbatim",
            definition="The speaker's words as published in the original language.",
            example="A phrase from Anthropic's own post.",
            near_miss="The same words as a newspaper prints them, original not seen: `reported`.",
            maps_to=("W3C Web Annotation TextQuoteSelector",),
        ),
        Term(
            id="translated",
            definition="Our translation of the original, which we saw.",
            example="A phrase from a minister's speech in Korean, put into English.",
            near_miss="A quotation translated back from another language: never stored.",
        ),
        Term(
            id="reported",
            definition="A third party prints the words, and we did not see the original.",
            example="A phrase of Kaplan's as TIME prints it.",
            near_miss="The original was seen: `verbatim` or `translated`.",
        ),
    ),
)
