"""`CITATION.cff`, for citation managers: the same file that the repository has."""

from __future__ import annotations

from collections.abc import Mapping

from aipolicy_data.citation import citation_file
from aipolicy_data.publication import Files, Publication


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The citation of this release."""
    return {"CITATION.cff": citation_file(publication.version, publication.released).encode("utf-8")}
