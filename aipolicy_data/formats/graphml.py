"""GraphML: the actors and what ties them, for Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

import io

import networkx

from aipolicy_data.graphs import actors
from aipolicy_data.publication import Files, Publication


def render(publication: Publication) -> Files:
    """`actors.graphml`. Written by the standard library's XML, whether or not lxml is installed: one writer, the same bytes."""
    out = io.BytesIO()
    networkx.write_graphml_xml(actors(publication.index), out)
    return {"actors.graphml": out.getvalue().rstrip(b"\n") + b"\n"}
