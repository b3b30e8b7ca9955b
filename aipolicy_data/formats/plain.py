"""What is committed, with the data beside its descriptor: JSON, CSV, schemas, `datapackage.json` and codebook."""

from __future__ import annotations

from aipolicy_data import release
from aipolicy_data.publication import Files, Publication


def render(publication: Publication) -> Files:
    """The same files as in the repository, the data without their folder."""
    return release.files(publication.records, publication.rows, "", publication.version, publication.released)
