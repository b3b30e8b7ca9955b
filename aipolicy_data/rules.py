"""What holds between fields and between records: named truths, each with the SQL that selects whatever breaks it.

The SQL keeps to what SQLite, DuckDB and Spark SQL read alike (no regular expressions, no date functions, no arrays: ISO
days compare as text), so the same text checks a checkout on the standard library's SQLite and millions of rows elsewhere.

Every query yields `kind` and `id` of the offending record, `path` to the offending field (`changes/0/party`), and
whatever else its message shows. The rules of histories (S1 to S12 of the codebook) are in `transitions` and `standing`:
folds are no joins.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from aipolicy_data.shapes import SHAPES, kind_of
from aipolicy_data.tables import Table, tables

LAWS = ("statute", "regulation", "order")
"""Forms of texts that somebody issues, and nobody promises."""
BODIES = ("legislature", "committee", "court")
"""Types of actors for which their members do not speak."""


def _among(terms: tuple[str, ...]) -> str:
    return ", ".join(f"'{term}'" for term in terms)


class Rule(NamedTuple):
    """One truth: its name, the query for offenders, and the message for one offender (a template of its columns)."""

    name: str
    sql: str
    message: str


def _required(name: str, table: str, field: str, when: str, message: str) -> Rule:
    """A field that must be there when something else holds of its record."""
    return Rule(name, f"SELECT '{kind_of(table)}' AS kind, id, '' AS path FROM {table} WHERE {when} AND {field} IS NULL", message)


def _refused(name: str, table: str, field: str, when: str, message: str) -> Rule:
    """A field that may not be there when something else holds of its record."""
    column = field.replace("/", "_")
    return Rule(
        name,
        f"SELECT '{kind_of(table)}' AS kind, id, '{field}' AS path FROM {table} WHERE {when} AND {column} IS NOT NULL",
        message,
    )


def _evidence(table: str, when: str = "1 = 1") -> Rule:
    kind = kind_of(table)
    return Rule(
        "evidence_is_present",
        f"SELECT '{kind}' AS kind, r.id, '' AS path FROM {table} r WHERE {when} "
        f"AND NOT EXISTS (SELECT 1 FROM {table}_evidence e WHERE e.{kind} = r.id)",
        "rests on nothing; add `evidence` with at least one source",
    )


def _other(table: str) -> Rule:
    return _required("other_is_explained", table, "notes", "type = 'other'", "the type `other` needs `notes` that say what it is")


_DUES = (
    ("commitments", "", "due", ""),
    ("events", "", "due", ""),
    ("statements", "", "due", ""),
    ("events_changes", "event", "due", "changes"),
)


def _dues() -> Iterator[Rule]:
    for table, parent, field, listed in _DUES:
        kind = parent or kind_of(table)
        id = parent or "id"
        path = f"'{listed}/' || position || '/{field}'" if listed else f"'{field}'"
        start = f"SELECT '{kind}' AS kind, {id} AS id, {path} AS path FROM {table} WHERE "
        yield Rule(
            "due_says_when",
            start + "due_kind = 'date' AND due_date IS NULL AND due_within IS NULL",
            "a deadline of kind `date` needs `date`, or `within` counted from the record's own date",
        )
        yield Rule(
            "due_says_when",
            start + "due_kind = 'recurring' AND due_every IS NULL",
            "a deadline of kind `recurring` needs `every`, such as P1Y or P3M/P6M",
        )
        yield Rule(
            "due_says_when",
            start + "due_kind = 'trigger' AND due_trigger IS NULL",
            "a deadline of kind `trigger` needs `trigger`, in words",
        )
        yield Rule(
            "due_day_is_that_of_its_instant",
            start + "due_instant IS NOT NULL AND (due_date IS NULL OR due_date <> SUBSTR(due_instant, 1, 10))",
            "`date` must be the day of `instant`",
        )


def _others_notes() -> Iterator[Rule]:
    for table in SHAPES:
        if "other" in tables()[table]["type"].terms:
            yield _other(table)


def _children(field: str) -> Iterator[tuple[Table, str]]:
    """The child tables that hold a list of this name, each with its parent's kind."""
    for table in tables().values():
        if table.field == field:
            yield table, table.columns[0].name


def _of_evidence() -> Iterator[Rule]:
    for table, kind in _children("evidence"):
        start = f"SELECT '{kind}' AS kind, e.{kind} AS id, 'evidence/' || e.position"
        yield Rule(
            "a_dispute_says_what_it_disputes",
            f"{start} AS path FROM {table.name} e WHERE "
            " e.relation = 'disputes' AND e.date IS NULL AND e.count IS NULL AND e.note IS NULL",
            "evidence that disputes needs `date`, `count` or `note`: what the source says instead",
        )
        yield Rule(
            "a_claim_is_made_by_its_source",
            f"{start} || '/claim' AS path, e.claim, e.source, c.source AS owner FROM {table.name} e "
            "JOIN sources_claims c ON c.id = e.claim JOIN sources s ON s.id = e.source WHERE c.source <> e.source",
            "the claim {claim} is made by the source {owner}, not by {source}; name that source",
        )
        if kind in ("event", "commitment", "statement"):
            yield Rule(
                "a_lead_never_stands_alone",
                f"SELECT '{kind}' AS kind, e.{kind} AS id, 'evidence' AS path FROM {table.name} e "
                f"JOIN sources s ON s.id = e.source GROUP BY e.{kind} "
                "HAVING MIN(CASE WHEN s.tier = 'lead' THEN 1 ELSE 0 END) = 1",
                "rests on sources of tier `lead` alone; find a better source or leave the record out",
            )


def _references() -> Iterator[Rule]:
    for table in tables().values():
        if not table.parent and table.name not in SHAPES:
            continue  # derived tables are computed from records whose references are checked
        top = table.name if not table.parent else table.parent
        if top not in SHAPES:
            continue  # computed in turn: which records rest on a claim
        kind = kind_of(top)
        for column in table.columns:
            if column.ref is None or (column.name == kind and table.parent):
                continue
            target, key = column.ref
            if not table.parent:
                path = f"'{column.path}'"
            elif column.name == table.field:
                path = f"'{table.field}/' || t.position"
            else:
                path = f"'{table.field}/' || t.position || '/{column.path}'"
            made_by = ", t.source" if target == "sources_claims" else ""
            yield Rule(
                "references_resolve",
                f"SELECT '{kind}' AS kind, t.{kind if table.parent else 'id'} AS id, {path} AS path, t.{column.name} AS given, "
                f"'{target}' AS wanted{made_by} FROM {table.name} t LEFT JOIN {target} r ON r.{key} = t.{column.name} "
                f"WHERE t.{column.name} IS NOT NULL AND r.{key} IS NULL",
                "no record of {wanted} has the id {given}",
            )


_STANCED = "('position', 'refusal', 'praise', 'criticism')"
_TARGET = "SELECT 'statement' AS kind, t.statement AS id, 'targets/' || t.position"
_OF_TARGET = "FROM statements_targets t JOIN statements s ON s.id = t.statement"
_CHANGE = "SELECT 'event' AS kind, x.event AS id, 'changes/' || x.position"

_WRITTEN = (
    Rule(
        "ids_are_unique",
        "SELECT r.kind, r.id, 'id' AS path, o.kind AS other FROM records r JOIN records o ON o.id = r.id AND o.kind < r.kind",
        "the id is taken by a record of the kind {other}; ids are unique over all kinds",
    ),
    Rule(
        "claim_ids_are_unique",
        "SELECT 'source' AS kind, c.source AS id, 'claims/' || c.position || '/id' AS path, c.id AS given, o.source AS owner "
        "FROM sources_claims c JOIN sources_claims o ON o.id = c.id "
        "AND (o.source < c.source OR (o.source = c.source AND o.position < c.position))",
        "the claim id {given} is taken by a claim of {owner}; claim ids are unique in the data set",
    ),
    _evidence("commitments"),
    _evidence("events"),
    _evidence("statements"),
    _evidence(
        "actors",
        "EXISTS (SELECT 1 FROM actors_relationships a WHERE a.actor = r.id AND (a.since IS NOT NULL OR a.until IS NOT NULL))",
    ),
    # Actors
    Rule(
        "a_relationship_ends_after_it_begins",
        "SELECT 'actor' AS kind, actor AS id, 'relationships/' || position || '/until' AS path, since, until "
        "FROM actors_relationships WHERE until_max < since_min",
        "ends ({until}) before it begins ({since})",
    ),
    Rule(
        "a_relationship_ties_two_actors",
        "SELECT 'actor' AS kind, actor AS id, 'relationships/' || position || '/actor' AS path "
        "FROM actors_relationships WHERE target_actor = actor",
        "is the actor itself; name the other one",
    ),
    # Commitments
    Rule(
        "a_commitment_has_a_home",
        "SELECT 'commitment' AS kind, c.id, '' AS path FROM commitments c WHERE c.part_of IS NULL AND (c.form IS NULL "
        "OR NOT EXISTS (SELECT 1 FROM commitments_parties p WHERE p.commitment = c.id))",
        "needs `part_of`, or both `form` and at least one party",
    ),
    _refused(
        "a_part_takes_its_form_from_its_document",
        "commitments",
        "form",
        "part_of IS NOT NULL",
        "its document says the form; leave it out here",
    ),
    Rule(
        "a_law_is_not_promised",
        "SELECT 'commitment' AS kind, p.commitment AS id, 'parties/' || p.position || '/role' AS path, p.actor, c.form "
        "FROM commitments_parties p JOIN commitments c ON c.id = p.commitment "
        f"WHERE c.form IN ({_among(LAWS)}) AND p.role = 'promisor'",
        "nobody promises a text of the form {form}: who made it is its `issuer`, who must keep to it an `addressee`",
    ),
    Rule(
        "parts_are_parts_of_documents",
        "SELECT 'commitment' AS kind, c.id, 'part_of' AS path, c.part_of AS given, d.type FROM commitments c "
        "JOIN commitments d ON d.id = c.part_of WHERE d.type <> 'document'",
        "{given} is of type {type}; only a commitment of type `document` holds others",
    ),
    *(
        _refused("a_document_promises_through_its_parts", "commitments", field, "type = 'document'", words)
        for field, words in (
            ("strength", "a document has no strength of its own; say it of its parts"),
            ("conditionality", "a document has no conditions of its own; say it of its parts"),
            ("conditions", "a document has no conditions of its own; say it of its parts"),
            ("testability", "a document cannot be tested as a whole; say it of its parts"),
        )
    ),
    Rule(
        "a_document_promises_through_its_parts",
        "SELECT 'commitment' AS kind, id, 'due' AS path FROM commitments WHERE type = 'document' AND due_kind IS NOT NULL",
        "a document falls due through its parts; say it of them",
    ),
    Rule(
        "only_documents_have_versions",
        "SELECT 'commitment' AS kind, v.commitment AS id, 'versions' AS path, c.type FROM commitments_versions v "
        "JOIN commitments c ON c.id = v.commitment WHERE c.type <> 'document' AND v.position = 0",
        "a commitment of type {type} has no editions; its document has",
    ),
    Rule(
        "editions_have_their_own_labels",
        "SELECT 'commitment' AS kind, v.commitment AS id, 'versions/' || v.position || '/label' AS path, v.label "
        "FROM commitments_versions v JOIN commitments_versions o "
        "ON o.commitment = v.commitment AND o.label = v.label AND o.position < v.position",
        "the label {label} stands twice",
    ),
    Rule(
        "an_edition_is_dated_by_its_event",
        "SELECT 'commitment' AS kind, v.commitment AS id, 'versions/' || v.position || '/date' AS path, e.id AS event "
        "FROM commitments_versions v JOIN events_changes x ON x.commitment = v.commitment AND x.to_version = v.label "
        "JOIN events e ON e.id = x.event AND e.factuality = 'actual' WHERE v.date IS NOT NULL",
        "the event {event} publishes this edition and gives its date; leave it out here",
    ),
    Rule(
        "a_reservation_is_spelled_out_in_each_part",
        "SELECT 'commitment' AS kind, c.id, '' AS path, p.actor FROM commitments c "
        "JOIN commitments_parties p ON p.commitment = c.part_of AND p.reservation IS NOT NULL "
        "WHERE NOT EXISTS (SELECT 1 FROM commitments_parties o WHERE o.commitment = c.id)",
        "{actor} joined its document with a reservation, so each part must list its own parties",
    ),
    # Events
    Rule(
        "nothing_succeeds_itself",
        f"{_CHANGE} || '/successor' AS path FROM events_changes x WHERE x.successor = x.commitment",
        "is the commitment itself; name what takes its place",
    ),
    Rule(
        "somebody_acts_or_something_changes",
        "SELECT 'event' AS kind, e.id, '' AS path FROM events e "
        "WHERE NOT EXISTS (SELECT 1 FROM events_participants p WHERE p.event = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM events_changes x WHERE x.event = e.id)",
        "needs `participants` or `changes`: who acted, or what it did to which commitment",
    ),
    Rule(
        "an_event_happens_on_the_day_of_its_instant",
        "SELECT 'event' AS kind, id, 'instant' AS path, date FROM events "
        "WHERE instant IS NOT NULL AND (SUBSTR(instant, 1, 10) < date_min OR SUBSTR(instant, 1, 10) > date_max)",
        "is not on the event's date {date}",
    ),
    Rule(
        "whoever_is_bound_is_a_party",
        f"{_CHANGE} || '/party' AS path, x.party, x.commitment, c.part_of FROM events_changes x "
        "JOIN commitments c ON c.id = x.commitment JOIN actors a ON a.id = x.party "
        "WHERE NOT EXISTS (SELECT 1 FROM commitments_parties p "
        "WHERE p.actor = x.party AND (p.commitment = c.id OR p.commitment = c.part_of))",
        "{party} is not among the parties of {commitment} or of its document; name the bound actor, or list it there",
    ),
    Rule(
        "editions_are_published_by_the_documents_own_entry",
        f"{_CHANGE} || '/to_version' AS path, x.to_version, x.commitment FROM events_changes x "
        "WHERE x.to_version IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commitments_versions v "
        "WHERE v.commitment = x.commitment AND v.label = x.to_version)",
        "{commitment} has no edition {to_version}; give `to_version` on the document's entry, and list the edition there",
    ),
    Rule(
        "parties_are_not_participants_as_well",
        "SELECT 'event' AS kind, p.event AS id, 'participants/' || p.position || '/actor' AS path, p.actor "
        "FROM events_participants p JOIN events e ON e.id = p.event AND e.type IN ('commitment_made', 'agreement_reached') "
        "WHERE EXISTS (SELECT 1 FROM events_changes x JOIN commitments_parties c ON c.commitment = x.commitment "
        "AND c.actor = p.actor WHERE x.event = p.event AND (x.party IS NULL OR x.party = p.actor))",
        "{actor} is a party of the commitment that is made; leave it out here",
    ),
    # Statements
    Rule(
        "a_target_is_one_thing",
        f"{_TARGET} AS path FROM statements_targets t WHERE 1 <> "
        + " + ".join(
            f"CASE WHEN t.{column} IS NULL THEN 0 ELSE 1 END"
            for column in ("actor", "commitment", "event", "target_statement", "topic")
        ),
        "a target names exactly one of `actor`, `commitment`, `event`, `statement` and `topic`",
    ),
    Rule(
        "a_stance_stands_where_the_type_asks_for_it",
        f"{_TARGET} AS path, s.type {_OF_TARGET} WHERE s.type IN {_STANCED} AND t.stance IS NULL",
        "a statement of type {type} needs a `stance` on every target",
    ),
    Rule(
        "a_stance_stands_where_the_type_asks_for_it",
        f"{_TARGET} || '/stance' AS path, s.type {_OF_TARGET} WHERE s.type NOT IN {_STANCED} AND t.stance IS NOT NULL",
        "a statement of type {type} takes no stance; leave it out, or code it as position, refusal, praise or criticism",
    ),
    Rule(
        "a_verdict_stands_on_assessments",
        f"{_TARGET} AS path {_OF_TARGET} WHERE s.type = 'assessment' AND t.verdict IS NULL",
        "an assessment needs a `verdict` on every target",
    ),
    Rule(
        "a_verdict_stands_on_assessments",
        f"{_TARGET} || '/verdict' AS path, s.type {_OF_TARGET} WHERE s.type <> 'assessment' AND t.verdict IS NOT NULL",
        "a statement of type {type} gives no verdict; leave it out, or code it as assessment",
    ),
    Rule(
        "a_score_goes_with_a_verdict",
        f"{_TARGET} || '/score' AS path FROM statements_targets t WHERE t.score IS NOT NULL AND t.verdict IS NULL",
        "an assessor's mark needs the `verdict` beside it",
    ),
    Rule(
        "a_conditional_stance_says_its_condition",
        f"{_TARGET} || '/stance' AS path, t.stance {_OF_TARGET} "
        "WHERE t.stance IN ('conditional_support', 'conditional_oppose') AND s.condition IS NULL",
        "{stance} needs the statement's `condition`",
    ),
    Rule(
        "whoever_is_judged_is_a_party",
        f"{_TARGET} || '/party' AS path, t.party, t.commitment, c.part_of FROM statements_targets t "
        "JOIN actors a ON a.id = t.party LEFT JOIN commitments c ON c.id = t.commitment "
        "WHERE (c.id IS NOT NULL OR t.commitment IS NULL) AND NOT EXISTS (SELECT 1 FROM commitments_parties p "
        "WHERE p.actor = t.party AND (p.commitment = c.id OR p.commitment = c.part_of))",
        "{party} is not among the parties of the target commitment or of its document",
    ),
    Rule(
        "an_outcome_is_that_of_a_threat_prediction_or_announcement",
        "SELECT 'statement' AS kind, id, 'outcome' AS path, type FROM statements "
        "WHERE outcome_result IS NOT NULL AND type NOT IN ('threat', 'prediction', 'announcement')",
        "a statement of type {type} has no outcome; what became of it follows from the replies",
    ),
    Rule(
        "an_outcome_follows_its_statement",
        "SELECT 'statement' AS kind, s.id, 'outcome/event' AS path, e.date, s.date AS said FROM statements s "
        "JOIN events e ON e.id = s.outcome_event WHERE e.date_max < s.date_min",
        "the event happened ({date}) before the statement was made ({said})",
    ),
    Rule(
        "a_deadline_stands_once",
        "SELECT 'statement' AS kind, s.id, 'due' AS path, e.id AS event FROM statements s "
        "JOIN events e ON e.id = s.part_of WHERE s.due_kind IS NOT NULL AND e.due_kind IS NOT NULL",
        "the event {event} it is part of carries the deadline; leave it out here",
    ),
    Rule(
        "a_voice_fits_its_speaker",
        # An id that stands twice is reported as that; here it is enough that one of the two fits.
        "SELECT 'statement' AS kind, p.statement AS id, 'speakers/' || p.position || '/voice' AS path, p.actor, p.voice, "
        "MAX(a.type) AS type FROM statements_speakers p JOIN actors a ON a.id = p.actor "
        "GROUP BY p.statement, p.position, p.actor, p.voice HAVING MIN(CASE "
        "WHEN p.voice = 'institutional' AND a.type = 'person' THEN 1 "
        "WHEN p.voice = 'official_capacity' AND a.type <> 'person' THEN 1 "
        "WHEN p.voice = 'personal_capacity' AND a.type NOT IN ('person', 'collective') THEN 1 ELSE 0 END) = 1",
        "{actor} is of the type {type}, which does not speak as {voice}: persons speak in official or personal capacity, "
        "organisations as such (`institutional`)",
    ),
    Rule(
        "members_do_not_speak_for_the_body",
        "SELECT 'statement' AS kind, p.statement AS id, 'speakers/' || p.position || '/actor' AS path, p.actor, a.type "
        f"FROM statements_speakers p JOIN actors a ON a.id = p.actor AND a.type IN ({_among(BODIES)}) "
        "WHERE EXISTS (SELECT 1 FROM statements_speakers o JOIN actors_relationships r ON r.actor = o.actor "
        "AND r.target_actor = p.actor WHERE o.statement = p.statement AND o.voice = 'official_capacity')",
        "{actor} is a {type}, for which its members do not speak; leave it out here",
    ),
    Rule(
        "official_capacity_names_the_organisation",
        # A legislator or judge speaks in official capacity and yet not for the whole body.
        "SELECT 'statement' AS kind, p.statement AS id, 'speakers' AS path FROM statements_speakers p "
        "WHERE NOT EXISTS (SELECT 1 FROM actors_relationships r JOIN actors o ON o.id = r.target_actor "
        f"WHERE r.actor = p.actor AND o.type IN ({_among(BODIES)})) "
        "GROUP BY p.statement HAVING COUNT(*) = 1 AND MAX(CASE WHEN p.voice = 'official_capacity' THEN 1 ELSE 0 END) = 1",
        "in official capacity the organisation is listed as second speaker, with the voice `institutional`",
    ),
    Rule(
        "personal_capacity_names_no_organisation",
        "SELECT 'statement' AS kind, p.statement AS id, 'speakers' AS path FROM statements_speakers p GROUP BY p.statement "
        "HAVING MAX(CASE WHEN p.voice = 'personal_capacity' THEN 1 ELSE 0 END) = 1 "
        "AND MAX(CASE WHEN p.voice = 'institutional' THEN 1 ELSE 0 END) = 1",
        "who speaks in personal capacity does not speak for an organisation; drop one of the two speakers",
    ),
    Rule(
        "a_title_has_one_home",
        "SELECT DISTINCT 'statement' AS kind, p.statement AS id, 'speakers/' || p.position || '/title' AS path, p.actor "
        "FROM statements_speakers p JOIN actors_relationships r ON r.actor = p.actor AND r.title = p.title",
        "the relationships of {actor} already give this title; leave it out here",
    ),
    # Replies
    Rule(
        "a_reply_is_recorded_once",
        "SELECT 'statement' AS kind, r.statement AS id, 'responds_to/' || r.position AS path, r.responds_to AS given "
        "FROM statements_responds_to r WHERE EXISTS (SELECT 1 FROM statements_targets t WHERE t.statement = r.statement "
        "AND (t.event = r.responds_to OR t.target_statement = r.responds_to))",
        "{given} is a target already, which says that this answers it; leave it out here",
    ),
    *(
        Rule(
            "links_point_backwards",
            f"SELECT '{kind}' AS kind, l.{kind} AS id, 'responds_to/' || l.position AS path, l.responds_to AS given, o.date "
            f"FROM {kind}s_responds_to l JOIN {kind}s r ON r.id = l.{kind} JOIN {other} o ON o.id = l.responds_to "
            "WHERE r.date_max < o.date_min",
            "{given} happened later ({date}); a record answers what came before it",
        )
        for kind in ("event", "statement")
        for other in ("events", "statements")
    ),
    *(
        Rule(
            "a_step_does_not_precede_the_whole",
            f"SELECT '{kind_of(table)}' AS kind, s.id, 'part_of' AS path, s.part_of AS given, w.date FROM {table} s "
            "JOIN events w ON w.id = s.part_of WHERE s.date_max < w.date_min",
            "{given} began only later ({date})",
        )
        for table in ("events", "statements")
    ),
    *(
        Rule(
            "a_deadline_does_not_precede_its_record",
            f"SELECT '{kind_of(table)}' AS kind, id, 'due/date' AS path, date FROM {table} WHERE due_date_max < date_min",
            "falls before the record's own date {date}",
        )
        for table in ("events", "statements")
    ),
    # Sources and claims
    Rule(
        "a_cited_source_can_be_found",
        "SELECT 'source' AS kind, id, '' AS path FROM sources WHERE access = 'cited_only' AND url IS NULL AND title IS NULL",
        "a source that is only cited needs `url` or `title`; otherwise name it in `via`",
    ),
    Rule(
        "a_source_is_read_after_it_is_published",
        "SELECT 'source' AS kind, id, 'accessed' AS path, published FROM sources WHERE accessed_max < published_min",
        "is before it was published ({published})",
    ),
    Rule(
        "a_span_is_whole",
        "SELECT 'source' AS kind, source AS id, 'claims/' || position AS path FROM sources_claims "
        "WHERE (start IS NULL OR stop IS NULL OR sha256 IS NULL) "
        "AND (start IS NOT NULL OR stop IS NOT NULL OR sha256 IS NOT NULL)",
        "`start`, `stop` and `sha256` go together; `aipolicy locate` finds a passage and prints all three",
    ),
    Rule(
        "a_span_lies_in_its_text",
        "SELECT 'source' AS kind, c.source AS id, 'claims/' || c.position || '/stop' AS path, s.text_characters AS length "
        "FROM sources_claims c JOIN sources s ON s.id = c.source "
        "WHERE c.stop IS NOT NULL AND (c.stop <= c.start OR s.text_characters IS NULL OR c.stop > s.text_characters)",
        "the passage must end after it starts and within the source's `text` (characters: {length})",
    ),
    Rule(
        "a_claim_without_records_says_why",
        "SELECT 'source' AS kind, c.source AS id, 'claims/' || c.position AS path, c.id AS given FROM sources_claims c "
        "WHERE c.note IS NULL"
        + "".join(
            f" AND NOT EXISTS (SELECT 1 FROM {table}_evidence e WHERE e.claim = c.id)"
            for table in ("actors", "commitments", "events", "statements")
        ),
        "no record rests on the claim {given}; add evidence that names it, or a `note` that says why there is none",
    ),
)


def _retirement() -> Iterator[Rule]:
    for table in SHAPES:
        kind = kind_of(table)
        yield Rule(
            "a_retired_record_points_at_a_live_one",
            f"SELECT '{kind}' AS kind, t.id, 'replaced_by' AS path, t.replaced_by AS given FROM {table} t "
            f"JOIN records r ON r.id = t.replaced_by WHERE r.kind <> '{kind}' OR r.replaced_by IS NOT NULL OR r.id = t.id",
            "{given} must be another record of the same kind that is not retired itself",
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule that is a query, in the order in which they are run."""
    return (*_WRITTEN, *_references(), *_of_evidence(), *_dues(), *_others_notes(), *_retirement())
