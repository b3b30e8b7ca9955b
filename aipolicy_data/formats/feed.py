"""An Atom feed of changes to commitments, newest first. RFC 4287, by the standard library's XML."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from aipolicy_data import dates, derived
from aipolicy_data.about import AUTHORS, LICENCE_TITLE, NAMESPACE, TITLE
from aipolicy_data.publication import Files, Publication

ATOM = "http://www.w3.org/2005/Atom"
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def render(publication: Publication) -> Files:
    """`changes.atom`: one entry for each row of `changes.csv`. The id of an entry is that of its event, commitment and party."""
    index = publication.index
    rows = [(_updated(index.record(row["event"])), row) for row in derived.changes(index)]
    rows.sort(key=lambda pair: (pair[0], pair[1]["event"], pair[1]["commitment"], pair[1].get("party", "")), reverse=True)
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(feed, "id", _name("changes"))
    _add(feed, "title", f"{TITLE}: what changed")
    _add(feed, "subtitle", "Every change of every promise, duty and measure on AI, newest first.")
    _add(feed, "updated", rows[0][0] if rows else publication.moment.strftime(_TIME))
    _add(_add(feed, "author"), "name", AUTHORS)
    _add(feed, "rights", LICENCE_TITLE)
    _add(feed, "generator", "aipolicy_data", version=publication.version)
    for updated, row in rows:
        _entry(feed, updated, row)
    ElementTree.indent(feed)
    return {"changes.atom": ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"}


def _updated(event: Mapping[str, Any]) -> str:
    """The event's own time; of a date that is no single day, its first day; of one without a first, its last."""
    if "instant" in event:
        return datetime.datetime.fromisoformat(event["instant"]).astimezone(datetime.UTC).strftime(_TIME)
    low, high = dates.bounds(event["date"])
    return f"{high if low == dates.MIN_DAY else low}T00:00:00Z"


def _entry(feed: ElementTree.Element, updated: str, row: Mapping[str, Any]) -> None:
    what = " ".join(filter(None, [row.get("change", ""), row.get("standing", "").replace("_", " ")]))
    entry = _add(feed, "entry")
    _add(entry, "id", _name(row["event"], row["commitment"], row.get("party", "")))
    _add(entry, "title", f"{row['promise']}: {what}")
    _add(entry, "updated", updated)
    _add(entry, "summary", ". ".join(_sentences(row)) + ".", type="text")
    if "source" in row:
        _add(entry, "link", rel="alternate", href=row["source"])
    for name in ("change", "standing", "disclosure"):
        if name in row:
            _add(entry, "category", term=row[name], label=f"{name}: {row[name]}")


def _sentences(row: Mapping[str, Any]) -> list[str]:
    said = [row["title"], row.get("note", "")]
    if row["factuality"] != "actual":
        said.append(f"Factuality: {row['factuality']}")
    said += [f"{name.capitalize()}: {row[name]}" for name in ("disclosure", "party", "successor") if name in row]
    said.append(f"Date: {row['date']}")
    said.append(f"Records: {row['commitment']}, {row['event']}")
    return [text.rstrip(".") for text in said if text]


def _add(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = text
    return child


def _name(*parts: str) -> str:
    """A name that never changes, or readers would show the entry anew."""
    return f"{NAMESPACE}feed:{'/'.join(filter(None, parts))}"
