"""`records.jsonld`: the records as linked data (JSON-LD 1.1), with the words of schema.org, PROV and Dublin Core where they fit.

| in a record                             | in the graph                                                              |
| --------------------------------------- | ------------------------------------------------------------------------- |
| an id                                   | `urn:aipolicy-data:record:ID`: a name, no address                         |
| a term                                  | `urn:aipolicy-data:term:VOCABULARY/TERM`, a SKOS concept with its meaning |
| a field                                 | as `FIELDS` has it, else `urn:aipolicy-data:field:NAME`                   |
| a part                                  | a node without a name, with its `position`                                |
| a date                                  | an EDTF literal; beside a record's own date, its bounds as `xsd:date`     |
| an actor, event, statement, source      | `prov:Agent`, `prov:Activity`, `prov:Entity`, `prov:Entity`               |
| a source that supports or refines       | `schema:subjectOf`, beside the evidence in full                           |
| speakers, participants, changes `added` | `prov:wasAttributedTo`, `prov:wasAssociatedWith`, `prov:generated`        |
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from aipolicy_data.about import AUTHORS, HOMEPAGE, LICENCE_URL, NAMESPACE, SUMMARY, TITLE
from aipolicy_data.dates import MAX_DAY, MIN_DAY, bounds
from aipolicy_data.publication import Files, Publication
from aipolicy_data.shapes import SHAPES, FieldType, Shape
from aipolicy_data.vocabularies import VOCABULARIES

FIELDS = {
    "aliases": "schema:alternateName",
    "archived_url": "schema:archivedAt",
    "authors": "schema:author",
    "date": "dcterms:date",
    "description": "schema:description",
    "language": "schema:inLanguage",
    "name": "schema:name",
    "part_of": "dcterms:isPartOf",
    "published": "dcterms:issued",
    "publisher": "schema:publisher",
    "replaced_by": "dcterms:isReplacedBy",
    "same_as": "schema:sameAs",
    "summary": "schema:abstract",
    "text": "schema:text",
    "title": "schema:name",
    "topics": "dcterms:subject",
    "url": "schema:url",
}
"""Field -> the word that others have for it."""
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "field": f"{NAMESPACE}field:",
    "prov": "http://www.w3.org/ns/prov#",
    "record": f"{NAMESPACE}record:",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "term": f"{NAMESPACE}term:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CLASSES = {
    "actors": ("prov:Agent",),
    "commitments": ("prov:Entity",),
    "events": ("schema:Event", "prov:Activity"),
    "statements": ("schema:Claim", "prov:Entity"),
    "sources": ("prov:Entity",),
}
LINKS = ("url", "archived_url", "same_as")


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The graph, one node a line."""
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in _nodes(publication))
    context = json.dumps(_context(), ensure_ascii=False)
    return {"records.jsonld": f'{{"@context": {context},\n"@graph": [\n{nodes}\n]}}\n'.encode()}


def _context() -> dict[str, Any]:
    """What every name means, read off the models."""
    found: dict[str, Any] = {"@version": 1.1, **PREFIXES, "id": "@id"}
    for name, field in sorted(_fields(), key=lambda pair: (pair[0], pair[1].kind, pair[1].description)):
        iri = FIELDS.get(name, f"field:{name}")
        if field.vocabulary or field.ref or name in LINKS:
            found[name] = {"@id": iri, "@type": "@id"}
        elif field.kind == "date":
            found[name] = {"@id": iri, "@type": "edtf:EDTF"}
        elif field.kind == "instant":
            found[name] = {"@id": iri, "@type": "xsd:dateTime"}
        else:
            found.setdefault(name, {"@id": iri})
    for name in ("via", "authors"):  # their order says something
        found[name]["@container"] = "@list"
    found |= {name: {"@id": f"field:{name}", "@type": "xsd:date"} for name in ("date_min", "date_max")}
    found["position"] = {"@id": "schema:position"}
    found |= {
        name: {"@id": iri, "@type": "@id"}
        for name, iri in {
            "subject_of": "schema:subjectOf",
            "attributed_to": "prov:wasAttributedTo",
            "associated_with": "prov:wasAssociatedWith",
            "generated": "prov:generated",
            "in_scheme": "skos:inScheme",
            "license": "schema:license",
        }.items()
    }
    return found


def _fields(shapes: tuple[Shape, ...] = tuple(SHAPES.values())) -> set[tuple[str, FieldType]]:
    """Every field of the records and their parts."""
    found: set[tuple[str, FieldType]] = set()
    for shape in shapes:
        for field in shape.fields:
            found.add((field.name, field))
            if field.part is not None:
                found |= _fields((field.part,))
    return found


def _nodes(publication: Publication) -> Iterator[dict[str, Any]]:
    yield {
        "id": f"{NAMESPACE}release:{publication.version}",
        "@type": "schema:Dataset",
        "name": TITLE,
        "description": SUMMARY,
        "schema:version": publication.version,
        "schema:datePublished": {"@value": publication.released, "@type": "xsd:date"},
        "schema:creator": {"@type": "schema:Organization", "name": AUTHORS},
        "license": LICENCE_URL,
        **({"url": HOMEPAGE} if HOMEPAGE else {}),
    }
    for table, records in publication.records.items():
        for record in records:
            yield _record(table, record)
    for vocabulary in VOCABULARIES.values():
        scheme = f"term:{vocabulary.id}"
        yield {"id": scheme, "@type": "skos:ConceptScheme", "name": vocabulary.title, "description": vocabulary.description}
        for term in vocabulary.terms:
            node = {"id": f"{scheme}/{term.id}", "@type": "skos:Concept", "skos:notation": term.id}
            yield node | {"skos:definition": term.definition, "in_scheme": scheme}


def _record(table: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """One record, its dates bounded, and what it says to those who know PROV and schema.org alone."""
    node = _node(SHAPES[table], record)
    if "date" in record:
        low, high = bounds(record["date"])
        node |= {"date_min": low} if low != MIN_DAY else {}
        node |= {"date_max": high} if high != MAX_DAY else {}
    found = {
        "subject_of": [each["source"] for each in record.get("evidence", ()) if each["relation"] != "disputes"],
        "attributed_to": [each["actor"] for each in record.get("speakers", ())],
        "associated_with": [each["actor"] for each in record.get("participants", ())],
        "generated": [
            each["commitment"]
            for each in record.get("changes", ())
            if each.get("change") == "added" and record["factuality"] == "actual"
        ],
    }
    node |= {name: [f"record:{id}" for id in dict.fromkeys(ids)] for name, ids in found.items() if ids}
    return {"id": node.pop("id"), "@type": _classes(table, record)} | node


def _classes(table: str, record: Mapping[str, Any]) -> list[str]:
    if table == "actors":
        return [*CLASSES[table], "schema:Person" if record["type"] == "person" else "schema:Organization"]
    if table == "sources":
        term = next(term for term in VOCABULARIES["source_types"].terms if term.id == record["type"])
        words = [word.removeprefix("schema.org ") for word in term.maps_to if word.startswith("schema.org ")]
        return [*CLASSES[table], f"schema:{words[0]}" if words else "schema:CreativeWork"]
    return list(CLASSES[table])


def _node(shape: Shape, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record or part as a node: its own ids, and the ids and terms that it names, as names of the graph."""
    node: dict[str, Any] = {}
    for field in shape.fields:
        if field.name not in record:
            continue
        value = record[field.name]
        if field.name == "id":
            node["id"] = f"record:{value}"
        elif field.part is not None and field.many:
            node[field.name] = [_node(field.part, each) | {"position": at} for at, each in enumerate(value)]
        elif field.part is not None:
            node[field.name] = _node(field.part, value)
        elif field.vocabulary or field.ref:
            front = f"term:{field.vocabulary}/" if field.vocabulary else "record:"
            node[field.name] = [front + each for each in value] if field.many else front + value
        else:
            node[field.name] = value
    return node
