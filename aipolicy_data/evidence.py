"""What a record rests on: its sources one by one, and how well they bear it together."""

from __future__ import annotations

from typing import Any

from aipolicy_data.index import Index, Raw, page

_TIERS = ("primary", "established", "secondary", "lead")
_ACCESSES = ("full_text", "excerpt", "cited_only")


def evidence_rows(index: Index, id: str) -> list[dict[str, Any]]:
    """Each piece of evidence with its source and claim spelled out, in the order of the record."""
    return [_row(index, id, evidence) for evidence in index.record(id).get("evidence", ())]


def _row(index: Index, id: str, evidence: Raw) -> dict[str, Any]:
    source = index.record(evidence["source"], "sources")
    claims: list[Raw] = source.get("claims", [])
    claim: Raw = next((each for each in claims if each["id"] == evidence.get("claim")), {})
    row = {"record": id, "relation": evidence["relation"], "source": source["id"]}
    row |= {name: source.get(name) for name in ("publisher", "title", "published", "tier", "access")}
    row |= {"url": page(source)}
    row |= {"claim": evidence.get("claim"), "claim_text": claim.get("text"), "verdict": claim.get("verdict")}
    row |= {name: evidence.get(name) for name in ("locator", "date", "count", "note")}
    return row | {"via": [index.name(each) for each in evidence.get("via", ())]}


def _origin(index: Index, evidence: Raw) -> str:
    """Where a source has it from in the end: an actor, or whoever published the document."""
    id = [evidence["source"], *evidence.get("via", ())][-1]
    found = index.by_id.get(id)
    return str(found[1]["publisher"]) if found and found[0] == "sources" else index.name(id)


def corroboration(index: Index, id: str) -> dict[str, Any]:
    """How many sources support a record, how many of them independently, how directly, and what is disputed.

    Two sources whose chains end with the same origin are not independent; without a chain, the publisher is the
    origin. The best source is the one nearest to the fact: by tier, then by how far it was read, then by its chain.
    """
    rows = evidence_rows(index, id)
    bearing = [row for row in rows if row["relation"] != "disputes"]
    evidence = [each for each in index.record(id).get("evidence", ()) if each["relation"] != "disputes"]
    origins = {origin.casefold(): origin for origin in (_origin(index, each) for each in evidence)}
    best = min(bearing, key=_distance, default=None)
    return {
        "record": id,
        "kind": index.by_id[id][0].removesuffix("s"),
        "title": index.name(id),
        "sources": len({row["source"] for row in bearing}),
        "origins": len(origins),
        "origin_names": list(origins.values()),
        "primary": len({row["source"] for row in bearing if row["tier"] == "primary"}),
        "tier": best["tier"] if best else None,
        "access": best["access"] if best else None,
        "weakest": _weakest(index, id, best) if best else None,
        "disputed": [_disputed(row) for row in rows if row["relation"] == "disputes"],
    }


def _distance(row: dict[str, Any]) -> tuple[int, int, int]:
    return _TIERS.index(row["tier"]), _ACCESSES.index(row["access"]), len(row["via"])


def _weakest(index: Index, id: str, best: dict[str, Any]) -> str:
    """What stands between us and the fact even in the best source, the gravest first."""
    record = index.record(id)
    if record.get("factuality") in ("reported", "disputed"):
        return f"the event is {record['factuality']}, not established"
    if any(speaker["voice"] == "unnamed" for speaker in record.get("speakers", ())):
        return "the speaker is not named"
    if best["access"] == "cited_only":
        return "the best source is only cited, not read"
    if record.get("attribution") in ("secondhand", "leaked", "paraphrased_on_record"):
        return f"the words are {record['attribution'].replace('_', ' ')}"
    if best["via"]:
        return f"the best source relies on {' on '.join(best['via'])}"
    if best["tier"] in ("secondary", "lead"):
        return f"the best source is {best['tier']}"
    if best["access"] == "excerpt":
        return "the best source was read in excerpts"
    return f"the best source is {best['tier']} and was read whole"


def _disputed(row: dict[str, Any]) -> str:
    says = [f"{name} {row[name]}" for name in ("date", "count") if row[name]] or [str(row["note"])]
    return f"{row['publisher']}: {', '.join(says)}".replace(";", ",")
