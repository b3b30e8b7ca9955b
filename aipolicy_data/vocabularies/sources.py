"""What records rest on: types of sources, how near and how far read, and what became of their claims."""

from __future__ import annotations

from aipolicy_data.vocabularies.terms import Term, Vocabulary

SOURCE_TYPES = Vocabulary(
    id="source_types",
    title="Types of source",
    description="What sort of text it is, whoever published it.",
    terms=(
        Term(
            id="article",
            definition="A piece of journalism or commentary with a publisher that answers for it.",
            example="Reuters on the deadline of February 2026.",
            near_miss="The publisher's own act or rule: `document`.",
            maps_to=("schema.org NewsArticle",),
        ),
        Term(
            id="post",
            definition="A text on a social network, forum or personal blog.",
            example="Karnofsky's post on LessWrong about version 3.0.",
            near_miss="A firm's announcement on its own site: `document`.",
            maps_to=("schema.org SocialMediaPosting",),
        ),
        Term(
            id="document",
            definition="A text by which an actor speaks or binds itself: policy, law, order, letter, report, release.",
            example="The Responsible Scaling Policy, version 3.2.",
            near_miss="A filing or ruling in a case: `court_record`.",
            maps_to=("schema.org DigitalDocument",),
        ),
        Term(
            id="court_record",
            definition="A filing, order, opinion or docket of a court.",
            example="The D.C. Circuit's opinion of 25 September 2026.",
            near_miss="A law firm's note on a ruling: `article`.",
        ),
        Term(
            id="transcript",
            definition="Spoken words written down: an interview, hearing, podcast or speech.",
            example="The transcript of Amodei's interview with CBS.",
            near_miss="An article that quotes from an interview: `article`.",
        ),
        Term(
            id="paper",
            definition="A study with authors and a method, published or as a preprint.",
            example="The study of how sixteen firms kept the White House commitments.",
            near_miss="An evaluator's page of continuing marks: `tracker`.",
            maps_to=("schema.org ScholarlyArticle",),
        ),
        Term(
            id="dataset",
            definition="Structured data with rows or records, published for use by others.",
            example="The FSF corpus of framework revisions.",
            near_miss="A page that keeps a list of promises for readers: `tracker`.",
            maps_to=("schema.org Dataset",),
        ),
        Term(
            id="tracker",
            definition="A page that follows promises, laws or changes and is kept up to date.",
            example="The Midas Project's Watchtower.",
            near_miss="A finished study with fixed findings: `paper`.",
        ),
        Term(
            id="notes",
            definition="Working notes, digests or collections without editorial control.",
            example="A public repository with daily notes on AI policy.",
            near_miss="A signed commentary: `article` or `post`.",
        ),
    ),
)

TIERS = Vocabulary(
    id="tiers",
    title="Tiers",
    description="How near the source is to what it reports, and who answers for it.",
    terms=(
        Term(
            id="primary",
            definition="It is the act or the words themselves, or their author's own text.",
            example="Anthropic's post on version 3.0.",
            near_miss="A copy by someone else: `secondary`. A faithful capture: its address in `archived_url`.",
            maps_to=("BODS officialRegister", "BODS selfDeclaration"),
        ),
        Term(
            id="established",
            definition="A news agency, newspaper or court reporter that checks and answers for its reports.",
            example="Reuters, TIME, Axios.",
            near_miss="A site that reprints or rewrites them: `secondary`.",
        ),
        Term(
            id="secondary",
            definition="It retells others and says whom, or somebody answers for it by name: a law-firm note, a digest.",
            example="A law firm's note on the Pentagon's AI strategy.",
            near_miss="Nobody answers for it: `lead`.",
        ),
        Term(
            id="lead",
            definition="It is machine-written or known for errors, or unsigned and silent on what it rests on: never alone.",
            example="A page of machine-written notes that gives the address of the TIME report.",
            near_miss="A modest outlet with a named author: `secondary`.",
        ),
    ),
)

ACCESSES = Vocabulary(
    id="accesses",
    title="Access",
    description="How far we read it.",
    terms=(
        Term(
            id="full_text",
            definition="We read the whole text.",
            example="The article a seed is made from, claim by claim.",
            near_miss="We read its opening or a stored part: `excerpt`.",
        ),
        Term(
            id="excerpt",
            definition="We read a part of it, in a stored copy or a search result.",
            example="The first 2,000 characters of a news report.",
            near_miss="We know it only from another source: `cited_only`.",
        ),
        Term(
            id="cited_only",
            definition="We did not read it, and another source cites it: an address or title is required.",
            example="The opinion PDF of the D.C. Circuit, as linked in notes.",
            near_miss="No address or title is known: no source, but `via` on the one that we read.",
        ),
    ),
)

CLAIM_VERDICTS = Vocabulary(
    id="claim_verdicts",
    title="Verdicts on claims",
    description=(
        "What other sources make of one claim of a source. What one source does for a record is the relation of its "
        "evidence instead."
    ),
    terms=(
        Term(
            id="confirmed",
            definition="Better or independent sources say the same.",
            example="Amodei met Hegseth at the Pentagon on 24 February 2026.",
            near_miss="The sources copy one another: `uncorroborated`.",
        ),
        Term(
            id="refined",
            definition="True in substance, while wording, number or attribution differs.",
            example="A secret tender for drone swarms, which was a prize challenge.",
            near_miss="The core is wrong: `contradicted`.",
        ),
        Term(
            id="contested",
            definition="The parties or the sources disagree, and nothing settles it.",
            example="That the Pentagon wants the firm's models for surveillance of citizens.",
            near_miss="One side is shown to be wrong: `contradicted`.",
            maps_to=("YouCongress disputed",),
        ),
        Term(
            id="uncorroborated",
            definition="No other source that does not rest on this one says it.",
            example="A lawyer's remark on litigation that no other page prints.",
            near_miss="Another source denies it: `contested` or `contradicted`.",
        ),
        Term(
            id="contradicted",
            definition="A better source shows that it is otherwise.",
            example="The title of chief scientist for Kaplan, who is chief science officer.",
            near_miss="The better source only adds detail: `refined`.",
        ),
        Term(
            id="not_checkable",
            definition="It is an opinion, a judgement of taste or background that no evidence could settle.",
            example="That a move is a sign of the times.",
            near_miss="It could be checked and nobody has: `uncorroborated`.",
            maps_to=("YouCongress unverifiable",),
        ),
    ),
)

EVIDENCE_RELATIONS = Vocabulary(
    id="evidence_relations",
    title="Relations of evidence",
    description="What the source does for the record: it speaks of this source alone, a verdict speaks of a claim.",
    terms=(
        Term(
            id="supports",
            definition="The source says what the record says.",
            example="TIME on the day version 3.0 was published.",
            near_miss="It says so with a more exact value that the record takes over: `refines`.",
            maps_to=("CiTO supports",),
        ),
        Term(
            id="refines",
            definition="The source says it more exactly than others, and the record follows it.",
            example="Anthropic's list of versions, which gives the day of version 2.1.",
            near_miss="More exact and not followed: `disputes`.",
        ),
        Term(
            id="disputes",
            definition="The source says otherwise on a point that date, count or note names.",
            example="NDTV, which dates the announcement of version 3.0 to 25 February 2026.",
            near_miss="It leaves the point out: no evidence, or `supports` for the rest.",
            maps_to=("CiTO disputes",),
        ),
    ),
)
