"""Render QUALITY.md: what the records rest on, and how far two coders agree. A test compares it with the file."""

from __future__ import annotations

import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import krippendorff

import aipolicy_data as ap

ROOT = Path(__file__).parents[1]
CODED = ("type", "form", "change", "standing", "disclosure", "stance", "verdict", "tier")
"""Fields whose values are codings by a rule, not facts to copy: these have an alpha."""
TABLES = ("actors", "commitments", "events", "statements")


def render() -> str:
    """The whole of QUALITY.md. Same records and codings, same text."""
    ds = ap.load()
    second = json.loads((ROOT / "seeds/second_coding.json").read_text("utf-8"))
    return "\n".join([*_opening(), *_sources(ds), *_support(ds), *_agreement(second), *_evidence(second), *_mended(second)])


def _opening() -> Iterable[str]:
    yield "# Quality\n"
    yield "How well the records are supported, and how far two people who code them by the codebook agree. Rendered by"
    yield "`benchmarks/quality.py` from the records and from `seeds/second_coding.json`; nothing here is typed by hand.\n"


def _table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    header = list(header)
    lines = [header, ["---"] * len(header), *(list(map(str, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _percent(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.0f} %)" if whole else "0"


def _sources(ds: ap.Dataset) -> Iterable[str]:
    yield f"## Sources\n\n{len(ds.sources)} source documents, by how near they are to what they report and how far they were read:\n"
    count = Counter((source.tier, source.access) for source in ds.sources)
    accesses = ("full_text", "excerpt", "cited_only")
    rows = ([tier, *(count[tier, access] for access in accesses)] for tier in ("primary", "established", "secondary", "lead"))
    yield _table(["tier", *accesses], rows)


def _support(ds: ap.Dataset) -> Iterable[str]:
    yield "## Support\n\nOf the records of each kind, how many rest on a primary source, on two or more independent origins, on one source"
    yield "alone, and how many have a source that says otherwise:\n"
    rows = []
    for table in TABLES:
        found = ds.corroboration(*(id for id in getattr(ds, table).ids if ds.index.record(id).get("evidence")))
        whole = len(found)
        columns = (
            sum(row.primary > 0 for row in found),
            sum(row.origins > 1 for row in found),
            sum(row.sources == 1 for row in found),
            sum(bool(row.disputed) for row in found),
        )
        rows.append([table, whole, *(_percent(column, whole) for column in columns)])
    yield _table(["records with evidence", "", "primary source", "two origins", "one source", "disputed"], rows)
    reported = Counter(event.factuality for event in ds.events)
    yield f"Of the events, {reported['actual']} are established, {reported['reported']} only reported, {reported['disputed']} disputed.\n"


def _agreement(second: dict[str, Any]) -> Iterable[str]:
    yield "## Two codings\n"
    yield f"A random sample (seed {second['seed']}; {second['share']}) was coded again from the sources by people who had not seen the"
    yield "records. For each field: how many values were coded twice, the share on which both agree, and Krippendorff's alpha (nominal) for"
    yield "the fields that are codings by a rule. Values as first coded, before anything was mended.\n"
    values: dict[tuple[str, str], list[tuple[Any, Any]]] = defaultdict(list)
    for coding in second["codings"]:
        values[coding["kind"], coding["field"]].append((coding["first"], coding["second"]))
    rows = []
    for (kind, field), pairs in sorted(values.items()):
        agree = sum(first == other for first, other in pairs)
        coded = field.rpartition(".")[2] in CODED
        rows.append([kind, field, len(pairs), f"{agree / len(pairs):.2f}", _alpha(pairs) if coded else ""])
    yield _table(["kind", "field", "coded twice", "agreement", "alpha"], rows)


def _alpha(pairs: list[tuple[Any, Any]]) -> str:
    terms = sorted({str(value) for pair in pairs for value in pair})
    if len(terms) < 2:
        return "n/a (one value)"
    data = [[terms.index(str(pair[coder])) for pair in pairs] for coder in (0, 1)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return f"{krippendorff.alpha(reliability_data=data, level_of_measurement='nominal'):.2f}"


def _evidence(second: dict[str, Any]) -> Iterable[str]:
    pairs = [each for each in second["evidence"] if each["relation"] != "disputes" and each["says"] != "not_found"]
    wrong = [each for each in second["evidence"] if each["relation"] != "disputes" and each["says"] == "no"]
    missing = sum(each["says"] == "not_found" for each in second["evidence"])
    fixed = [each for each in second["mended"] if each["field"] == "evidence"]
    count = Counter(each["says"] for each in pairs)
    yield "## Does the source say it?\n"
    yield f"Of the evidence of the sampled records, {len(pairs)} pieces that support or refine were read again: {count['yes']} say it,"
    yield f"{count['partly']} say part of it (most were read in excerpts), {len(wrong)} say otherwise; {missing} sources were not found again."
    rate = 100 * (len(wrong) + len(fixed)) / len(pairs)
    yield f"Evidence that does not support its record: {len(wrong) + len(fixed)} of {len(pairs)} ({rate:.1f} %) before mending,"
    yield f"{len(wrong)} ({100 * len(wrong) / len(pairs):.1f} %) after.\n"


def _mended(second: dict[str, Any]) -> Iterable[str]:
    yield "## What was mended\n"
    yield _table(["record", "field", "what"], ([f"`{each['id']}`", each["field"], each["what"]] for each in second["mended"]))
    yield "Rules of the codebook that caused disagreement were sharpened: " + "; ".join(second["sharpened"]) + ".\n"
    yield "## The sample\n"
    for table, ids in second["ids"].items():
        yield f"**{table}** ({len(ids)}): {', '.join(f'`{id}`' for id in ids)}\n"


if __name__ == "__main__":
    (ROOT / "QUALITY.md").write_text(render(), "utf-8", newline="\n")
    print("QUALITY.md written")
