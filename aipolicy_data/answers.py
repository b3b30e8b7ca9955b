"""What the data set answers with: rows computed from the records, for queries, frames and spreadsheets.

Each answer has a model, so that its fields are described once and are there even when there is nothing to answer.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aipolicy_data.fields import Count, EdtfDate, Id, Instant, Item, Maybe, Model, OneOf, Ref, Some, Text, Url, Whole
from aipolicy_data.models import ActorId, AnyId, CommitmentId, EventId, SourceId


class TimelineRow(Model):
    """One dated thing, event or statement, with names spelled out."""

    id: AnyId = Field(description="The record.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="Whether it is an event or a statement.")
    type: Text = Field(description="Its type: a term of `event_types` or `statement_types`.")
    date: EdtfDate = Field(description="When it happened or was said.")
    title: Text = Field(description="The event's title, or what the statement says.")
    actors: Some[Item] = Field((), description="Names of the participants and bound parties, or of the speakers.")
    part_of: Maybe[EventId] = Field(None, description="The larger event it is a step of, or that it was said in.")
    factuality: Maybe[Annotated[str, OneOf("factualities")]] = Field(None, description="How far an event is established.")
    source: Maybe[Url] = Field(None, description="The address of the first source.")


class ChangeRow(Model):
    """One change of one commitment, with what a reader needs to know of it without a join."""

    date: EdtfDate = Field(description="When the event happened.")
    document: Maybe[CommitmentId] = Field(None, description="The document the promise stands in.")
    commitment: CommitmentId = Field(description="The commitment that was changed.")
    promise: Text = Field(description="The title of the commitment.")
    party: Maybe[ActorId] = Field(None, description="The bound actor, where the change concerns one party only.")
    change: Maybe[Annotated[str, OneOf("changes")]] = Field(None, description="What happened to the text.")
    standing: Maybe[Annotated[str, OneOf("standings")]] = Field(None, description="The standing that begins with it.")
    successor: Maybe[CommitmentId] = Field(None, description="The commitment that takes its place.")
    dimensions: Some[Annotated[str, OneOf("dimensions")]] = Field((), description="In what respect it was changed.")
    disclosure: Maybe[Annotated[str, OneOf("disclosures")]] = Field(None, description="Whether it was said openly.")
    from_version: Maybe[Text] = Field(None, description="The edition before.")
    to_version: Maybe[Text] = Field(None, description="The edition with which it came.")
    note: Maybe[Text] = Field(None, description="How it reads now.")
    event: EventId = Field(description="The event.")
    title: Text = Field(description="The event's title.")
    factuality: Annotated[str, OneOf("factualities")] = Field(description="How far the event is established.")
    source: Maybe[Url] = Field(None, description="The address of the event's first source.")


class StandingRow(Model):
    """One stretch of time in which a commitment stood as it did, for all parties or for one."""

    commitment: CommitmentId = Field(description="The commitment.")
    party: Maybe[ActorId] = Field(None, description="The party, where its history differs from the others'.")
    standing: Annotated[str, OneOf("standings")] = Field(description="How it stood.")
    since: EdtfDate = Field(description="When this began.")
    until: Maybe[EdtfDate] = Field(None, description="When this ended; empty where it still stands so.")
    event: EventId = Field(description="The event that began it.")


class RecordRow(Model):
    """One record of any kind: the target of links to any record."""

    id: Id = Field(description="The record.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="What kind of record it is.")
    title: Maybe[Text] = Field(None, description="Its title, name, or what it says.")
    date: Maybe[EdtfDate] = Field(None, description="When it happened, was said or was published.")
    replaced_by: Maybe[Annotated[Id, Ref("records")]] = Field(None, description="The record to use instead.")
    since_version: Text = Field(description="The first release that has it.")


class AboutRow(Model):
    """One statement, or one event, about a record, and which record it was that it is about."""

    id: AnyId = Field(description="The statement or event.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="Whether it is a statement or an event.")
    type: Text = Field(description="Its type: a term of `event_types` or `statement_types`.")
    date: EdtfDate = Field(description="When it was said or happened.")
    title: Text = Field(description="What the statement says, or the event's title.")
    actors: Some[Item] = Field((), description="Names of the speakers or participants.")
    about: AnyId = Field(description="The record that it targets or changes: the one asked for, or an event of its history.")
    party: Maybe[ActorId] = Field(None, description="The bound actor that is judged or concerned.")
    stance: Maybe[Annotated[str, OneOf("stances")]] = Field(None, description="The stance on that record, and on no other.")
    condition: Maybe[Text] = Field(None, description="On what the speaker makes it depend.")
    verdict: Maybe[Annotated[str, OneOf("verdicts")]] = Field(None, description="Whether it was honoured, as the speaker says.")
    score: Maybe[Text] = Field(None, description="The assessor's own mark.")


class EvidenceRow(Model):
    """One source of one record: what it says of it, by what way it knows, and how far it was read."""

    record: AnyId = Field(description="The record.")
    relation: Annotated[str, OneOf("evidence_relations")] = Field(description="What the source does for the record.")
    source: SourceId = Field(description="The source.")
    publisher: Text = Field(description="Who published it.")
    title: Maybe[Text] = Field(None, description="The title of the source, as printed.")
    published: Maybe[EdtfDate] = Field(None, description="When it was published.")
    url: Maybe[Url] = Field(None, description="Its address, or that of the copy that was read.")
    tier: Annotated[str, OneOf("tiers")] = Field(description="How near it is to what it reports.")
    access: Annotated[str, OneOf("accesses")] = Field(description="How far it was read.")
    via: Some[Item] = Field((), description="Names of those it relies on, from the source towards the origin.")
    claim: Maybe[Annotated[Id, Ref("claims")]] = Field(None, description="The claim of the source.")
    claim_text: Maybe[Text] = Field(None, description="What it asserts, in our words.")
    verdict: Maybe[Annotated[str, OneOf("claim_verdicts")]] = Field(None, description="What other sources make of the claim.")
    locator: Maybe[Text] = Field(None, description="Where in the source.")
    date: Maybe[EdtfDate] = Field(None, description="The date this source gives, where it differs.")
    count: Maybe[Count] = Field(None, description="How many took part, as this source says.")
    note: Maybe[Text] = Field(None, description="What it says otherwise or more exactly.")


class DeadlineRow(Model):
    """Something that falls due, and what became of it."""

    id: AnyId = Field(description="The commitment, event or statement that sets the term.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="Which of these it is.")
    title: Text = Field(description="What is owed.")
    party: Maybe[ActorId] = Field(None, description="Who owes it, where each party owes it by itself.")
    actors: Some[Item] = Field((), description="Names of those who owe it.")
    due: Maybe[EdtfDate] = Field(None, description="The day or window in which it falls due; empty where undated.")
    instant: Maybe[Instant] = Field(None, description="The clock time, where stated.")
    due_kind: Annotated[str, OneOf("due_kinds")] = Field(description="What sort of deadline it is.")
    basis: Maybe[Annotated[str, OneOf("due_bases")]] = Field(
        None, description="Whether a source states the day or it is ours, worked out from a term, a cadence or a trigger."
    )
    trigger: Maybe[Text] = Field(None, description="What makes it due, where that is no date.")
    first_due: Maybe[EdtfDate] = Field(None, description="The day as first set, where it was moved.")
    moved_by: Some[Annotated[Item, Ref("events")]] = Field((), description="The events that moved it, in order.")
    outcome: Annotated[str, OneOf("deadline_outcomes")] = Field(description="What became of it, as far as records say.")
    event: Maybe[AnyId] = Field(None, description="The record that shows what became of it.")
    results: Some[Item] = Field((), description="What became of the threats that went with it, each by id.")
    verdicts: Some[Item] = Field((), description="Whether it was honoured, as each named assessor says.")
    checked: Maybe[EdtfDate] = Field(None, description="The day up to which someone looked for what became of it.")


class ResponseRow(Model):
    """One event or statement that answers a record."""

    id: AnyId = Field(description="The event or statement that answers.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="Whether it is an event or a statement.")
    type: Text = Field(description="Its type: a term of `event_types` or `statement_types`.")
    date: EdtfDate = Field(description="When it happened or was said.")
    title: Text = Field(description="The event's title, or what the statement says.")
    actors: Some[Item] = Field((), description="Names of the participants or speakers.")
    link: Annotated[str, OneOf("links")] = Field(description="By which field it is known to answer.")
    answers: AnyId = Field(description="What it answers: the record asked for, or what was said in it.")
    stance: Maybe[Annotated[str, OneOf("stances")]] = Field(None, description="The stance on what it answers.")
    days_min: Maybe[Whole] = Field(None, description="The least number of days after what it answers; empty where open.")
    days_max: Maybe[Whole] = Field(None, description="The greatest number of days after it; empty where open.")


class PositionRow(Model):
    """One post that an actor held or may have held."""

    actor: ActorId = Field(description="The holder of the post.")
    name: Text = Field(description="The holder's name.")
    type: Annotated[str, OneOf("relationship_types")] = Field(description="What sort of post it is.")
    title: Maybe[Text] = Field(None, description="The title of the post.")
    organisation: ActorId = Field(description="The organisation in which it is held.")
    organisation_name: Text = Field(description="The name of the organisation.")
    since: Maybe[EdtfDate] = Field(None, description="When it began; empty where unknown.")
    until: Maybe[EdtfDate] = Field(None, description="When it ended; empty while it lasts or where unknown.")


class CorroborationRow(Model):
    """How well a record is supported: by whom, how independently, how directly, and what is disputed."""

    record: AnyId = Field(description="The record.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="What kind of record it is.")
    title: Text = Field(description="Its title, name, or what it says.")
    sources: Whole = Field(description="How many sources support or refine it.")
    origins: Whole = Field(description="How many of these are independent: two with the same origin count once.")
    origin_names: Some[Item] = Field((), description="Who these origins are: the last of each chain, or the publisher.")
    primary: Whole = Field(description="How many primary sources are among them.")
    tier: Maybe[Annotated[str, OneOf("tiers")]] = Field(None, description="The tier of the best of them.")
    access: Maybe[Annotated[str, OneOf("accesses")]] = Field(None, description="How far that one was read.")
    weakest: Maybe[Text] = Field(None, description="The weakest link between the record and its best source, in words.")
    disputed: Some[Item] = Field((), description="What is disputed and by whom.")


class DifferenceRow(Model):
    """One difference between two releases: a record, or one field of a record."""

    id: Id = Field(description="The record, which may stand in one of the two releases only.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="What kind of record it is.")
    difference: Annotated[str, OneOf("differences")] = Field(description="What happened to it.")
    field: Maybe[Text] = Field(None, description="The way to the field, such as `changes[0].note`; empty for a whole record.")
    before: Maybe[Text] = Field(None, description="Its value in the older release, as JSON.")
    after: Maybe[Text] = Field(None, description="Its value in the newer release, as JSON.")


class SearchRow(Model):
    """One record that a search found, best first."""

    id: AnyId = Field(description="The record.")
    kind: Annotated[str, OneOf("kinds")] = Field(description="What kind of record it is.")
    title: Maybe[Text] = Field(None, description="Its title, name, or what it says.")
    date: Maybe[EdtfDate] = Field(None, description="When it happened, was said or was published.")


DERIVED: dict[str, type[Model]] = {
    "timeline": TimelineRow,
    "changes": ChangeRow,
    "commitments_standing": StandingRow,
    "records": RecordRow,
}
"""Derived table of the release -> model of its rows."""
