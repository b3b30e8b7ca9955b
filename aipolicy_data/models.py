"""The five kinds of record and their parts: the only place where a field is described.

JSON Schemas, Table Schemas, CSV columns, foreign keys, the data dictionary and the checks of references are rendered from
here. A new field is one line; a new kind is one class and one line in `MODELS`.

Rules that span several fields or records stand in `rules`, and the codebook's terms in `vocabularies`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aipolicy_data.fields import (
    Cadence,
    Computed,
    Count,
    Digest,
    Duration,
    EdtfDate,
    Id,
    Instant,
    Item,
    Language,
    Maybe,
    Model,
    OneOf,
    Phrase,
    Ref,
    Some,
    Text,
    Url,
    Whole,
)

RECORDS = ("actors", "commitments", "events", "statements", "sources")
"""The tables of records, in the order of the release."""

ActorId = Annotated[Id, Ref("actors")]
CommitmentId = Annotated[Id, Ref("commitments")]
EventId = Annotated[Id, Ref("events")]
StatementId = Annotated[Id, Ref("statements")]
SourceId = Annotated[Id, Ref("sources")]
AnyId = Annotated[Id, Ref("records")]


class Evidence(Model):
    """Why a record says what it says: the only link between a record and a source."""

    source: SourceId = Field(description="The source that speaks to the record.")
    claim: Maybe[Annotated[Id, Ref("claims")]] = Field(
        None, description="The claim of that source which the record grew from or answers to."
    )
    relation: Annotated[str, OneOf("evidence_relations")] = Field(
        description="Whether the source says it, says it more exactly and is followed, or says otherwise."
    )
    via: Some[Annotated[Item, Ref("actors", "sources")]] = Field(
        (), description="Whom the source relies on, from the source towards the origin: ids of actors or sources."
    )
    locator: Maybe[Text] = Field(None, description="Where in the source: a page, a section, a paragraph, a minute.")
    date: Maybe[EdtfDate] = Field(
        None, description="The date this source gives, where it differs from the record's (for a commitment: its due date)."
    )
    count: Maybe[Count] = Field(None, description="How many took part, as this source says.")
    note: Maybe[Text] = Field(None, description="What this source says otherwise or more exactly, in our words.")


class Due(Model):
    """When something is owed: a day, a cadence, a trigger; or expressly always or never."""

    kind: Annotated[str, OneOf("due_kinds")] = Field(description="What sort of deadline it is.")
    date: Maybe[EdtfDate] = Field(None, description="The day it falls due, where a source states it.")
    instant: Maybe[Instant] = Field(None, description="The clock time on that day, with its offset from UTC.")
    within: Maybe[Duration] = Field(
        None, description="The term counted from the record's own date, where a source states a term and no day."
    )
    every: Maybe[Cadence] = Field(None, description="How often it falls due again.")
    trigger: Maybe[Text] = Field(None, description="What makes it due, where that is no date: only for a deliverable.")
    basis: Annotated[Maybe[Annotated[str, OneOf("due_bases")]], Computed()] = Field(
        None, description="Whether a source states the day or we worked it out."
    )


Topics = Annotated[
    Some[Annotated[str, OneOf("topics")]], Field(description="What it is about, beyond what its type already says.")
]
Evidences = Annotated[Some[Evidence], Field(description="The sources it rests on, and those that say otherwise.")]
SameAs = Annotated[
    Some[Url], Field(description="The same thing elsewhere: addresses of other datasets' entries, never of sources.")
]
Checked = Annotated[
    Maybe[EdtfDate], Field(description="The day up to which someone looked for what became of it, where nothing was found.")
]
Notes = Annotated[Maybe[Text], Field(description="What a reader must know and no field holds. Required for the type `other`.")]
ReplacedBy = Annotated[
    Maybe[AnyId], Field(description="The record to use instead of this one, which is retired but keeps its id.")
]
Dues = Annotated[Maybe[Due], Field(description="When it falls due. A moved deadline stands in the change that moved it.")]


class Relationship(Model):
    """What ties an actor to another, and from when to when."""

    type: Annotated[str, OneOf("relationship_types")] = Field(description="How they are tied.")
    actor: ActorId = Field(description="The other actor.")
    title: Maybe[Text] = Field(None, description="The title of the post, as its holder's organisation gives it.")
    since: Maybe[EdtfDate] = Field(None, description="When it began.")
    until: Maybe[EdtfDate] = Field(None, description="When it ended; omitted while it lasts or where unknown.")


class Actor(Model):
    """Somebody who acts or speaks: a person, an organisation, a state body, or a named group."""

    id: Id = Field(description="The lower-case slug of the name; never changed, never used again.")
    type: Annotated[str, OneOf("actor_types")] = Field(description="What sort of actor it is.")
    name: Item = Field(description="The present name. A renamed body stays one actor.")
    aliases: Some[Item] = Field((), description="Older and other names, abbreviations, and names in other languages.")
    jurisdiction: Maybe[Annotated[str, OneOf("jurisdictions")]] = Field(
        None, description="The country it belongs to (ISO 3166-1 alpha-2), `EU`, or `INT` for intergovernmental bodies."
    )
    description: Maybe[Text] = Field(None, description="Who it is, in one sentence.")
    relationships: Some[Relationship] = Field((), description="Posts, memberships and ownership, with their dates.")
    topics: Topics = ()
    evidence: Evidences = ()
    same_as: SameAs = ()
    checked: Checked = None
    notes: Notes = None
    replaced_by: ReplacedBy = None


class Party(Model):
    """Who is bound by a commitment, or stands in it otherwise."""

    actor: ActorId = Field(description="The party. Who joined or left, and when, stands in the joining event.")
    role: Annotated[str, OneOf("party_roles")] = Field(description="What the party is to the commitment.")
    reservation: Maybe[Text] = Field(None, description="What the party excepted when it joined, in our words.")
    since: Annotated[Maybe[EdtfDate], Computed()] = Field(None, description="When it became a party, from the events.")
    until: Annotated[Maybe[EdtfDate], Computed()] = Field(None, description="When it ceased to be one, from the events.")


class Version(Model):
    """One edition of a document."""

    label: Text = Field(description="The edition's own number or name.")
    date: Maybe[EdtfDate] = Field(
        None, description="When it was published: typed only where no event of ours publishes it, else filled by the build."
    )
    source: Maybe[SourceId] = Field(None, description="The source that holds or describes this edition.")


class Commitment(Model):
    """A promise, duty or measure that keeps its id through every version; or a document that others are part of.

    Where it stands on a day is never typed: `standing` folds it from events.
    """

    id: Id = Field(description="A slug of holder and subject; the same for life, whatever edition it appears in.")
    type: Annotated[str, OneOf("commitment_types")] = Field(description="What is promised; `document` for what holds others.")
    form: Maybe[Annotated[str, OneOf("forms")]] = Field(
        None, description="What sort of text it stands in. A part omits it: its document says it."
    )
    title: Text = Field(description="A short name that a reader recognises.")
    promise: Text = Field(description="What is promised or ordered, in our words, as first worded.")
    parties: Some[Party] = Field((), description="Who is bound. A part omits them unless they differ from its document's.")
    strength: Maybe[Annotated[str, OneOf("strengths")]] = Field(None, description="How firmly it binds, as worded.")
    conditionality: Maybe[Annotated[str, OneOf("conditionalities")]] = Field(
        None, description="Whether and on what it depends that anything is owed."
    )
    conditions: Some[Item] = Field((), description="The conditions of a standing duty, each in our words.")
    testability: Maybe[Annotated[str, OneOf("testabilities")]] = Field(
        None, description="Whether an outsider could tell that it was kept."
    )
    due: Dues = None
    part_of: Maybe[CommitmentId] = Field(None, description="The document it stands in.")
    versions: Some[Version] = Field((), description="The editions of a document, oldest first. Documents only.")
    topics: Topics = ()
    evidence: Evidences = ()
    same_as: SameAs = ()
    checked: Checked = None
    notes: Notes = None
    replaced_by: ReplacedBy = None


class Participant(Model):
    """Who took part in an event, and as what."""

    actor: ActorId = Field(description="The participant. Parties of a commitment that is made are not repeated here.")
    role: Annotated[str, OneOf("participant_roles")] = Field(description="What the actor did in it.")


class Change(Model):
    """What an event did to one commitment, for all its parties or for one."""

    commitment: CommitmentId = Field(description="The commitment that was changed.")
    party: Maybe[ActorId] = Field(None, description="The bound actor, where the change concerns one party only.")
    change: Maybe[Annotated[str, OneOf("changes")]] = Field(
        None, description="What happened to the text; omitted where only its standing changed. Our coding, by the codebook."
    )
    standing: Maybe[Annotated[str, OneOf("standings")]] = Field(
        None, description="The standing that begins with this event; omitted where it stays."
    )
    successor: Maybe[CommitmentId] = Field(None, description="The commitment that takes its place, where superseded.")
    due: Dues = None
    dimensions: Some[Annotated[str, OneOf("dimensions")]] = Field((), description="In what respect it was changed.")
    disclosure: Maybe[Annotated[str, OneOf("disclosures")]] = Field(
        None, description="Whether whoever changed it said so. Our coding, by the codebook."
    )
    from_version: Annotated[Maybe[Text], Computed()] = Field(None, description="The edition before, from the document.")
    to_version: Maybe[Text] = Field(None, description="The edition that this event publishes: on the document's own entry.")
    note: Maybe[Text] = Field(None, description="How it reads now, in our words.")


class Event(Model):
    """An act with consequences. Mere words are a statement."""

    id: Id = Field(description="The day and a slug. The date in it is part of a name and is never corrected.")
    type: Annotated[str, OneOf("event_types")] = Field(description="What sort of act it is.")
    title: Text = Field(description="What happened, in one line, with who did it.")
    date: EdtfDate = Field(description="When it happened, as exactly as the sources allow.")
    instant: Maybe[Instant] = Field(None, description="The clock time, with its offset from UTC, where sources give it.")
    factuality: Annotated[str, OneOf("factualities")] = Field(description="How far it is established that it happened.")
    description: Maybe[Text] = Field(None, description="What a reader needs beyond the title, in our words.")
    participants: Some[Participant] = Field((), description="Who took part.")
    changes: Some[Change] = Field((), description="What it did to commitments.")
    due: Dues = None
    part_of: Maybe[EventId] = Field(None, description="The larger event, often of type `process`, that it is a step of.")
    responds_to: Some[AnyId] = Field((), description="What it answers, unless a target or an outcome already says so.")
    topics: Topics = ()
    evidence: Evidences = ()
    same_as: SameAs = ()
    checked: Checked = None
    notes: Notes = None
    replaced_by: ReplacedBy = None


class Speaker(Model):
    """Who says it, and for whom."""

    actor: ActorId = Field(
        description="The speaker. In official capacity the organisation is a second speaker; in personal capacity never."
    )
    voice: Annotated[str, OneOf("voices")] = Field(description="In what capacity the actor speaks.")
    title: Maybe[Text] = Field(None, description="The speaker's title, unless a dated relationship already gives it.")


class KeyPhrase(Model):
    """A few of the speaker's own words, kept only when wording matters."""

    text: Phrase = Field(description="At most 12 words of the speaker's own, never a whole sentence.")
    language: Language = Field(description="The language of these words.")
    fidelity: Annotated[str, OneOf("fidelities")] = Field(description="How close these words are to what was said.")


class Target(Model):
    """What a statement is about: one actor, commitment, event, statement or topic."""

    actor: Maybe[ActorId] = Field(None, description="The actor it is about.")
    commitment: Maybe[CommitmentId] = Field(None, description="The commitment it is about.")
    event: Maybe[EventId] = Field(None, description="The event it is about. To object to a change is to oppose its event.")
    statement: Maybe[StatementId] = Field(None, description="The statement it is about.")
    topic: Maybe[Annotated[str, OneOf("topics")]] = Field(None, description="The topic it is about, if nothing narrower is.")
    party: Maybe[ActorId] = Field(None, description="The bound actor that is judged, where the commitment has several.")
    stance: Maybe[Annotated[str, OneOf("stances")]] = Field(
        None, description="For or against. Required for position, refusal, praise and criticism, and refused elsewhere."
    )
    verdict: Maybe[Annotated[str, OneOf("verdicts")]] = Field(
        None, description="Whether it was honoured, as this assessor says. Required for assessment, and refused elsewhere."
    )
    score: Maybe[Text] = Field(None, description="The assessor's own mark, as printed.")


class Outcome(Model):
    """What became of a threat, a prediction or an announcement."""

    result: Annotated[str, OneOf("outcome_results")] = Field(description="Whether it came about.")
    event: Maybe[EventId] = Field(None, description="The event that shows it.")


class Statement(Model):
    """What somebody said, wrote or is reported to have said."""

    id: Id = Field(description="The day and a slug. The date in it is part of a name and is never corrected.")
    type: Annotated[str, OneOf("statement_types")] = Field(description="What the speaker does by saying it.")
    date: EdtfDate = Field(description="When it was said or published.")
    speakers: Some[Speaker] = Field(description="Who says it, first the person.")
    summary: Text = Field(description="What is said, in our words, without our judgement.")
    key_phrase: Maybe[KeyPhrase] = Field(None, description="A few of the speaker's own words, only when wording matters.")
    targets: Some[Target] = Field(description="What it is about.")
    audience: Some[ActorId] = Field((), description="Whom it is addressed to, unless the event it is part of says so.")
    condition: Maybe[Text] = Field(None, description="On what the speaker makes it depend, in our words.")
    due: Dues = None
    outcome: Maybe[Outcome] = Field(None, description="What became of it: only for threat, prediction and announcement.")
    part_of: Maybe[EventId] = Field(None, description="The event it was said in, or that it performs.")
    responds_to: Some[AnyId] = Field((), description="What it answers, unless a target or an outcome already says so.")
    venue: Maybe[Text] = Field(None, description="Where it was said: the programme, hearing or publication.")
    attribution: Maybe[Annotated[str, OneOf("attributions")]] = Field(
        None, description="By what way the words reached the public."
    )
    topics: Topics = ()
    evidence: Evidences = ()
    same_as: SameAs = ()
    checked: Checked = None
    notes: Notes = None
    replaced_by: ReplacedBy = None


class SourceText(Model):
    """Which text was read, so that anyone who has it can verify our spans. Written by a tool, never by hand."""

    sha256: Digest = Field(description="The SHA-256 digest of the text in NFC with LF line ends, as UTF-8.")
    characters: Whole = Field(description="Its length in characters (code points).")


class Claim(Model):
    """One assertion that a source makes, located in its text, with our verdict on it."""

    id: Id = Field(description="The source's short name and a number, unique in the dataset.")
    text: Text = Field(description="What is asserted, in our words.")
    start: Maybe[Whole] = Field(None, description="Where the passage begins: characters before it in the source's text.")
    stop: Maybe[Whole] = Field(None, description="Where the passage ends: characters up to its end.")
    sha256: Maybe[Digest] = Field(None, description="The SHA-256 digest of the passage, as UTF-8.")
    verdict: Annotated[str, OneOf("claim_verdicts")] = Field(description="What the other sources make of the claim.")
    records: Annotated[Some[AnyId], Computed()] = Field((), description="The records that rest on it, from their evidence.")
    note: Maybe[Text] = Field(None, description="What better sources say, or why no record rests on it.")


class Source(Model):
    """One document that was read or is cited: who published it, when, where, how it was read, what it claims."""

    id: Id = Field(description="Publisher, day and slug.")
    type: Annotated[str, OneOf("source_types")] = Field(description="What sort of document it is.")
    tier: Annotated[str, OneOf("tiers")] = Field(description="How near it is to what it reports. A `lead` never stands alone.")
    title: Maybe[Text] = Field(None, description="Its title as printed.")
    publisher: Text = Field(description="Who published it.")
    authors: Some[Item] = Field((), description="Who signed it.")
    published: Maybe[EdtfDate] = Field(None, description="When it was published.")
    url: Maybe[Url] = Field(None, description="Its canonical address.")
    archived_url: Maybe[Url] = Field(None, description="The address of the copy that was read, where that is another.")
    language: Maybe[Language] = Field(None, description="The language it is written in.")
    access: Annotated[str, OneOf("accesses")] = Field(description="How far it was read.")
    accessed: Maybe[EdtfDate] = Field(None, description="When it was read.")
    text: Maybe[SourceText] = Field(None, description="Which text the spans of its claims refer to.")
    claims: Some[Claim] = Field((), description="What it asserts, claim by claim, in the order of its text.")
    topics: Topics = ()
    same_as: SameAs = ()
    checked: Checked = None
    notes: Notes = None
    replaced_by: ReplacedBy = None


MODELS: dict[str, type[Model]] = {
    "actors": Actor,
    "commitments": Commitment,
    "events": Event,
    "statements": Statement,
    "sources": Source,
}
"""Table -> model of its records."""

Record = Actor | Commitment | Event | Statement | Source
