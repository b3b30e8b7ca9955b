"""The graph of actors, and that GraphML brings it back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import aipolicy_data as ap
from aipolicy_data.dataset import Dataset
from aipolicy_data.problems import DataError


@pytest.fixture
def small_graph(write_tree: Any, small: Any) -> Any:
    return ap.load(write_tree(small)).to_networkx()


def _whole(graph: Any) -> tuple[Any, Any]:
    return dict(graph.nodes(data=True)), sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])


def test_every_actor_is_a_node_with_name_type_and_jurisdiction(ds: Dataset) -> None:
    graph = ds.to_networkx()
    assert set(graph) == set(ds.actors.ids)
    for actor in ds.actors:
        given = {"name": actor.name, "type": actor.type, "jurisdiction": actor.jurisdiction}
        assert graph.nodes[actor.id] == {name: value for name, value in given.items() if value is not None}


def test_ties_statements_and_events_are_edges(write_tree: Any, small: Any) -> None:
    """A statement has an edge from each speaker to each actor it is about, an event from who began it to whom it hit."""
    ds = ap.load(write_tree(small))
    edges = list(ds.to_networkx().edges(data=True))
    expected = [(actor.id, tie.actor, "relationship", tie.type) for actor in ds.actors for tie in actor.relationships]
    for statement in ds.statements:
        about = [target.actor for target in statement.targets if target.actor]
        expected += [(speaker.actor, actor, "statement", statement.type) for speaker in statement.speakers for actor in about]
    for event in ds.events:
        hit = [each.actor for each in event.participants if each.role in ("recipient", "affected")]
        began = [each.actor for each in event.participants if each.role == "initiator"]
        expected += [(one, other, "event", event.type) for one in began for other in hit]
    assert sorted((one, other, data["kind"], data["type"]) for one, other, data in edges) == sorted(expected)
    assert {kind for _, _, kind, _ in expected} == {"relationship", "statement", "event"}
    for _, _, data in edges:
        assert data["record"] in ds
        if data["kind"] != "relationship":
            assert data["date"] == ds[data["record"]].date  # type: ignore[union-attr]


def test_the_stance_of_a_statement_is_on_its_edges(ds: Dataset) -> None:
    found = {
        data["record"]: data.get("stance") for _, _, data in ds.to_networkx().edges(data=True) if data["kind"] == "statement"
    }
    for id, stance in found.items():
        assert stance in {target.stance for target in ds.statements[id].targets if target.actor}


def test_keys_of_edges_are_unique_and_values_are_text(ds: Dataset) -> None:
    graph = ds.to_networkx()
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert len(keys) == len(set(keys))
    values = [value for _, data in graph.nodes(data=True) for value in data.values()]
    values += [value for _, _, data in graph.edges(data=True) for value in data.values()]
    assert {type(value) for value in values} == {str}


def test_graphml_brings_back_the_same_graph(ds: Dataset, small_graph: Any, tmp_path: Path) -> None:
    for graph in (ds.to_networkx(), small_graph):
        nx.write_graphml(graph, tmp_path / "actors.graphml")
        assert _whole(nx.read_graphml(tmp_path / "actors.graphml", force_multigraph=True)) == _whole(graph)


def test_a_missing_package_says_which_install_gives_it(ds: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    monkeypatch.delitem(sys.modules, "aipolicy_data.graphs", raising=False)
    with pytest.raises(DataError, match=r"networkx.*; this needs `pip install 'aipolicy-data\[plot\]'`"):
        ds.to_networkx()
