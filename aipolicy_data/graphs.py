"""The actors as a graph: who is tied to whom, who spoke of whom, who did what to whom."""

from __future__ import annotations

from collections.abc import Iterator

from aipolicy_data.index import Index, Raw
from aipolicy_data.problems import needs

with needs("plot"):
    from networkx import MultiDiGraph

Edge = tuple[str, str, dict[str, str | None]]


def actors(index: Index) -> MultiDiGraph:
    """A node for each actor, an edge for each tie, statement and event between two of them; every value is text.

    The key of an edge is the record it comes from and a number, so that no two are alike in a file.
    """
    graph = MultiDiGraph()
    for actor in index.live["actors"]:
        graph.add_node(actor["id"], **{name: actor[name] for name in ("name", "type", "jurisdiction") if name in actor})
    for table, edges in (("actors", _ties), ("statements", _words), ("events", _deeds)):
        for record in index.live[table]:
            for number, (source, target, values) in enumerate(edges(record)):
                given = {name: value for name, value in values.items() if value is not None}
                graph.add_edge(source, target, f"{record['id']}#{number}", **given)
    return graph


def _ties(actor: Raw) -> Iterator[Edge]:
    for tie in actor.get("relationships", ()):
        values = {name: tie.get(name) for name in ("type", "title", "since", "until")}
        yield actor["id"], tie["actor"], {"kind": "relationship", "record": actor["id"], **values}


def _words(statement: Raw) -> Iterator[Edge]:
    for speaker in statement["speakers"]:
        for target in statement["targets"]:
            if "actor" in target:
                yield speaker["actor"], target["actor"], _dated("statement", statement) | {"stance": target.get("stance")}


def _deeds(event: Raw) -> Iterator[Edge]:
    participants = event.get("participants", ())
    for one in participants:
        for other in participants:
            if one["role"] == "initiator" and other["role"] in ("recipient", "affected"):
                yield one["actor"], other["actor"], _dated("event", event) | {"role": other["role"]}


def _dated(kind: str, record: Raw) -> dict[str, str | None]:
    return {"kind": kind, "type": record["type"], "date": record["date"], "record": record["id"]}
