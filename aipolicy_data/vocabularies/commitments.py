"""What was promised, by whom, in what form and how firmly, and when it falls due."""

from __future__ import annotations

from aipolicy_data.vocabularies.terms import Term, Vocabulary

COMMITMENT_TYPES = Vocabulary(
    id="commitment_types",
    title="Types of commitment",
    description="What is promised or imposed, by the main thing owed. Two things promised are two commitments.",
    terms=(
        Term(
            id="evaluation_scope",
            definition="It says which capabilities or risks will be evaluated.",
            example="OpenAI tracks biology and chemistry, cyber and AI self-improvement since April 2025.",
            near_miss="How or how often they are evaluated: `evaluation_method`.",
            maps_to=("FSF frozen codebook EC1",),
        ),
        Term(
            id="threshold_trigger",
            definition="It says when evaluation falls due, or what result counts as crossing a line.",
            example="Anthropic's chemical and biological weapons threshold, rewritten in version 3.3.",
            near_miss="What must follow once the line is crossed: `consequence`.",
            maps_to=("FSF frozen codebook EC2",),
        ),
        Term(
            id="evaluation_method",
            definition="It says how evaluations are carried out: by whom in-house, how often, how strictly.",
            example="Naver reassesses its frontier systems every three months.",
            near_miss="Testing by someone outside the firm: `external_access`.",
            maps_to=("FSF frozen codebook EC3", "White House commitments red-teaming"),
        ),
        Term(
            id="external_access",
            definition="Someone outside, a government included, may see, test or audit models or records.",
            example="OpenAI and Anthropic let the US AI Safety Institute test major models before release.",
            near_miss="Sending findings without opening the model: `information_sharing`.",
            maps_to=("FSF frozen codebook EC4",),
        ),
        Term(
            id="disclosure",
            definition="It says what is published, to whom and when.",
            example="Anthropic publishes a risk report every three to six months.",
            near_miss="Findings sent in confidence to peers or a government: `information_sharing`.",
            maps_to=("FSF frozen codebook EC5", "White House commitments public reporting"),
        ),
        Term(
            id="consequence",
            definition="It says what a result or a failure obliges the promisor to do or to leave undone.",
            example="Meta stops developing a model of critical risk until the risk is mitigated.",
            near_miss="The line that sets it off: `threshold_trigger`. A use that is ruled out: `use_restriction`.",
            maps_to=("FSF frozen codebook EC6",),
        ),
        Term(
            id="governance",
            definition="It sets up bodies, officers, duties of a board or channels for concerns within the promisor.",
            example="Anthropic's Long-Term Benefit Trust approves the reviewers of risk reports.",
            near_miss="Ownership, control or mission of the promisor as a whole: `structural`.",
            maps_to=("FSF frozen codebook G",),
        ),
        Term(
            id="security",
            definition="It protects weights, systems or secrets against theft or insiders.",
            example="The White House signatories limit access to unreleased weights and guard against insiders.",
            near_miss="Protection against misuse by customers: `deployment_mitigation`.",
            maps_to=("FSF frozen codebook S", "White House commitments model weights"),
        ),
        Term(
            id="deployment_mitigation",
            definition="It limits harm from a model that is released: safeguards, monitoring, staged release.",
            example="xAI's release criterion of under 1 in 20 answers to restricted biology questions.",
            near_miss="A kind of use or customer that is ruled out: `use_restriction`.",
            maps_to=("FSF frozen codebook M",),
        ),
        Term(
            id="use_restriction",
            definition="It says for what, or for whom, a system will not be used or supplied.",
            example="Anthropic does not let its models be used for mass domestic surveillance of Americans.",
            near_miss="A technical guard that makes such use harder: `deployment_mitigation`.",
        ),
        Term(
            id="information_sharing",
            definition="It says what is passed on in confidence to peers, governments or trusted bodies.",
            example="The White House signatories share information on risks with each other and with governments.",
            near_miss="Publication for everyone: `disclosure`.",
            maps_to=("White House commitments information sharing",),
        ),
        Term(
            id="content_provenance",
            definition="It marks, labels or helps to detect what a model has produced.",
            example="The White House signatories work on watermarks for generated audio and pictures.",
            near_miss="Labels on the model itself, such as model cards: `disclosure`.",
            maps_to=("White House commitments watermarking",),
        ),
        Term(
            id="resource_pledge",
            definition="It sets aside money, compute, staff or energy for a stated purpose.",
            example="OpenAI's pledge of 2023 to give 20 percent of secured compute to superalignment over four years.",
            near_miss="A budget or grant already paid out: an event of type `funding_committed`.",
            maps_to=("Longterm Wiki charitable-pledge", "Overdue"),
        ),
        Term(
            id="structural",
            definition="It concerns the promisor's ownership, control, mission or charter.",
            example="A pledge that a non-profit keeps control of the company.",
            near_miss="A committee or an officer within the structure: `governance`.",
        ),
        Term(
            id="policy_support",
            definition="It pledges to back, oppose or negotiate rules or agreements.",
            example="The Bletchley states undertake to build risk-based national policies and to hold further summits.",
            near_miss="A single utterance for or against a bill: a statement of type `position`.",
            maps_to=("PLOVER AGREE",),
        ),
        Term(
            id="legislative_undertaking",
            definition="A government undertakes to legislate, report, fund or set up something, or a law orders it to.",
            example="Executive Order 14179 orders an AI action plan.",
            near_miss="A bill as such: an event of type `bill_introduced`.",
            maps_to=("Polimeter pledge",),
        ),
        Term(
            id="data_and_privacy",
            definition="It governs training data, personal data, retention or the terms given to customers about them.",
            example="OpenAI's promise of a tool by which creators can opt out by 2025.",
            near_miss="Guarding model weights against theft: `security`.",
            maps_to=("Anteroom commercial commitments",),
        ),
        Term(
            id="measure",
            definition="A public body designates, orders, bans or controls, and others are bound without consent.",
            example="The designation of Anthropic under 10 USC 3252, in the form `order`.",
            near_miss="Another legal basis for the same act: its own record. The act that imposes it: an event.",
            maps_to=("PLOVER COERCE:restrict", "FollowTheMoney Sanction"),
        ),
        Term(
            id="document",
            definition="A text of which other commitments are `part_of`: it lends them form, parties and end.",
            example="Anthropic's Responsible Scaling Policy, through all its versions.",
            near_miss="The published file as evidence: a source. A text with one promise only: that promise alone.",
        ),
        Term(
            id="other",
            definition="No other type fits what is owed, and `notes` says what it is.",
            example="Anthropic's undertaking of 27 February 2026 to challenge the designation in court.",
            near_miss="A promise that several types fit: choose the main thing owed.",
        ),
    ),
)

FORMS = Vocabulary(
    id="forms",
    title="Forms",
    description="The legal form in which it stands. Parts of a document omit it and take the document's.",
    terms=(
        Term(
            id="statute",
            definition="A law passed by a legislature, or the bill for one: its standing says which.",
            example="California's SB 53.",
            near_miss="Rules made by an executive under a law: `regulation`.",
            maps_to=("Net Zero Tracker In law",),
        ),
        Term(
            id="regulation",
            definition="General rules that an executive or regulator makes under a statute, or a standing directive.",
            example="Directive 3000.09 of the US Department of Defense on autonomy in weapons.",
            near_miss="One order in one matter, such as a designation: `order`.",
        ),
        Term(
            id="treaty",
            definition="An agreement between states that binds in international law.",
            example="The Council of Europe's Framework Convention on AI, open for signature since September 2024.",
            near_miss="A declaration that states sign without being bound in law: `multilateral_declaration`.",
            maps_to=("UN treaty glossary treaty",),
        ),
        Term(
            id="multilateral_declaration",
            definition="A text that several governments adopt together without legal force.",
            example="The Bletchley Declaration.",
            near_miss="A text that firms sign: `voluntary_code`.",
            maps_to=("Net Zero Tracker Declaration/pledge",),
        ),
        Term(
            id="voluntary_code",
            definition="Commitments or a code that several organisations sign or join of their own will.",
            example="The Frontier AI Safety Commitments of Seoul, signed by sixteen firms.",
            near_miss="A framework that one firm writes for itself: `company_policy`.",
        ),
        Term(
            id="company_policy",
            definition="A policy, framework or terms of use that one organisation sets for itself or its customers.",
            example="OpenAI's Preparedness Framework.",
            near_miss="A sentence in a blog post that stands in no policy: `public_statement`.",
            maps_to=("Net Zero Tracker In corporate strategy",),
        ),
        Term(
            id="contract",
            definition="An agreement that binds named parties to each other, memoranda of understanding included.",
            example="Google's amended contract with the Pentagon for classified networks of April 2026.",
            near_miss="A code that anyone may join: `voluntary_code`.",
        ),
        Term(
            id="testimony_or_filing",
            definition="Words given to a parliament, court, regulator or register on the record.",
            example="Anthropic's written answer of 2023 to the UK government's request for safety policies.",
            near_miss="The same promise in a press interview: `public_statement`.",
        ),
        Term(
            id="public_statement",
            definition="A promise made in a speech, post, interview or press release.",
            example="OpenAI's statement that system cards are key to accountability.",
            near_miss="A published policy that the post only announces: `company_policy`.",
        ),
        Term(
            id="order",
            definition="An act by which a head of state, agency or court directs its own branch or somebody named.",
            example="Executive Order 14110 of October 2023.",
            near_miss="General rules made after notice and comment: `regulation`.",
        ),
    ),
)

PARTY_ROLES = Vocabulary(
    id="party_roles",
    title="Roles of parties",
    description="What a party is to the commitment. Only a promisor or an addressee counts as bound.",
    terms=(
        Term(
            id="promisor",
            definition="The party has taken the duty upon itself.",
            example="Apple, from the day it joined the White House commitments.",
            near_miss="Whoever announced it: a speaker. A subsidiary that published it: still the bound actor counts.",
        ),
        Term(
            id="addressee",
            definition="The party is bound by another's act, whether it agreed or not.",
            example="Anthropic under the supply-chain designation.",
            near_miss="A party that receives the benefit of a promise: `counterparty`.",
        ),
        Term(
            id="issuer",
            definition="The party made the rule or measure and is not bound by it.",
            example="The European Commission for the code of practice on general-purpose AI.",
            near_miss="A government that binds its own agencies: those agencies are `addressee`.",
        ),
        Term(
            id="counterparty",
            definition="The promise was made to this party, or it is the other side of an agreement.",
            example="The Biden White House in the commitments of July 2023.",
            near_miss="A party that owes the same as the others: `promisor`.",
        ),
        Term(
            id="overseer",
            definition="The party is named in the text as supervising whether it is kept.",
            example="Anthropic's Long-Term Benefit Trust for external review of risk reports.",
            near_miss="A watchdog that assesses it from outside: a speaker of statements of type `assessment`.",
        ),
    ),
)

STRENGTHS = Vocabulary(
    id="strengths",
    title="Strengths",
    description="How firmly the text binds, from the strongest down, judged by its verbs alone.",
    terms=(
        Term(
            id="must",
            definition="It says will, must, shall, commit or the plain present tense.",
            example="Seoul signatories will not develop or deploy a model at all if risks stay above the threshold.",
            near_miss='A firm verb for an aim, as in "we will strive to": `aim`.',
            maps_to=("FSF frozen codebook obligation strength",),
        ),
        Term(
            id="aim",
            definition="It says aim, intend, expect, plan or strive.",
            example="Google DeepMind's aim to have its framework fully in place by early 2025.",
            near_miss="A firm duty with a condition: `must`, with the condition in `conditionality`.",
            maps_to=("FSF frozen codebook obligation strength",),
        ),
        Term(
            id="may",
            definition="It says may, could or consider, so that nothing is owed.",
            example="Version 3.1 of Anthropic's policy, which keeps it free to pause.",
            near_miss="A duty with an exception at discretion: `must` with `discretionary_exception`.",
            maps_to=("FSF frozen codebook obligation strength",),
        ),
        Term(
            id="recommend",
            definition="It is addressed to others whom the author cannot bind.",
            example="The recommendations to industry in version 3.0 of Anthropic's policy.",
            near_miss="A demand on one addressee: a statement of type `demand`.",
            maps_to=("FSF frozen codebook obligation strength",),
        ),
    ),
)

CONDITIONALITIES = Vocabulary(
    id="conditionalities",
    title="Conditionalities",
    description="Whether anything is owed at all depends on something, and on what.",
    terms=(
        Term(
            id="unconditional",
            definition="It is owed whatever happens and whatever others do.",
            example="Anthropic's promise to publish risk reports on a cadence.",
            near_miss="A promise silent on conditions but with a known exception clause: code the clause.",
            maps_to=("FSF frozen codebook dimension 6",),
        ),
        Term(
            id="on_trigger",
            definition="It is owed once a stated event or result occurs.",
            example="Anthropic's promise of 2023 to pause when the safety procedures of a level cannot be met.",
            near_miss="A date as the only trigger: `unconditional`, with the date in `due`.",
            maps_to=("FSF frozen codebook dimension 6",),
        ),
        Term(
            id="on_others",
            definition="It depends on what competitors, governments or other parties do.",
            example="OpenAI may adjust its requirements if a rival releases a high-risk system unguarded.",
            near_miss="A trigger in the promisor's own systems: `on_trigger`.",
            maps_to=("FSF frozen codebook dimension 6",),
        ),
        Term(
            id="discretionary_exception",
            definition="The promisor may make exceptions at its own judgement.",
            example="Anthropic's usage policy, which allows tailored limits for government customers.",
            near_miss="An exception that the text fixes in advance: part of the scope, not an exception at will.",
            maps_to=("FSF frozen codebook dimension 6",),
        ),
    ),
)

TESTABILITIES = Vocabulary(
    id="testabilities",
    title="Testabilities",
    description="Whether an outsider could tell from public evidence if the promise was honoured.",
    terms=(
        Term(
            id="testable",
            definition="What, who and when are exact enough that public evidence can decide it.",
            example="Publish a safety framework by the Paris summit of February 2025.",
            near_miss="An exact promise whose evidence stays secret: `partly_testable`.",
            maps_to=("Polimeter pledge definition",),
        ),
        Term(
            id="partly_testable",
            definition="One part can be decided from outside, another cannot, or only by what the holder shows of itself.",
            example="Store unreleased weights securely and run a programme to detect insider threats.",
            near_miss="A clear promise that nobody has checked yet: `testable`.",
        ),
        Term(
            id="not_testable",
            definition="No part of it could be decided: all happens out of sight, or no measure is set.",
            example="Regular briefings of Anthropic's Long-Term Benefit Trust, held behind closed doors.",
            near_miss="A verdict that evidence was lacking in one case: the verdict `unverifiable`.",
            maps_to=("The Wringer unfalsifiable",),
        ),
    ),
)

DUE_KINDS = Vocabulary(
    id="due_kinds",
    title="Kinds of deadline",
    description=(
        "What sort of deadline it is, or that there is expressly none. A standing duty has no `due`, unless the text itself "
        "says that it runs at all times."
    ),
    terms=(
        Term(
            id="date",
            definition="It falls due once, on a day that is stated or can be worked out.",
            example="The Pentagon's deadline of 27 February 2026, 17:01 Eastern time.",
            near_miss="A term counted from an event whose day is not yet known: `trigger`.",
        ),
        Term(
            id="recurring",
            definition="It falls due again and again, at a stated interval.",
            example="A risk report every three to six months.",
            near_miss="A standing duty without an interval: `ongoing`.",
        ),
        Term(
            id="trigger",
            definition="One deliverable falls due at a moment that a future event sets.",
            example="Anthropic was to define ASL-4 evaluations before it first trained an ASL-3 model.",
            near_miss="A standing duty that a condition switches on: `conditions`, not `due`.",
        ),
        Term(
            id="ongoing",
            definition="It is owed at all times while it stands.",
            example="Anthropic's red line against mass domestic surveillance of Americans.",
            near_miss="A duty repeated at fixed intervals: `recurring`.",
        ),
        Term(
            id="none",
            definition="We read the text, and it sets no time by which anything is owed.",
            example="The Bletchley Declaration's undertaking to build risk-based policies, which names no date.",
            near_miss="A deadline that we do not know: omit `due`.",
        ),
    ),
)

DUE_BASES = Vocabulary(
    id="due_bases",
    title="Bases of deadlines",
    description="Whether a source states the day or we worked it out. Computed, never typed.",
    terms=(
        Term(
            id="stated",
            definition="A source gives the day itself.",
            example="The EU AI Act's original date of 2 August 2026 for high-risk systems.",
            near_miss="A day that a tracker worked out from a cadence: an assessment, and `derived` for us.",
            maps_to=("Overdue stated",),
        ),
        Term(
            id="derived",
            definition="The day follows from a term or cadence and a date on record.",
            example="Within 180 days of the memorandum of 9 January 2026: 8 July 2026.",
            near_miss='A day a source gives loosely, such as "in spring": `stated`, as an imprecise date.',
            maps_to=("Overdue derived",),
        ),
    ),
)
