"""Descriptions of a release for those who find, read or cite it elsewhere: one module each, all rendered, none kept by hand."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from aipolicy_data.publication import Files, Publication

DESCRIPTIONS: dict[str, str] = {
    "jsonld": "linked data (JSON-LD)",
    "csvw": "CSV on the Web",
    "croissant": "Croissant",
    "huggingface": "dataset card of Hugging Face",
    "citation": "citation file",
    "schemaorg": "page with schema.org",
}
"""Module -> what it writes, in the order of rendering: each lists what was rendered before it."""


def render(publication: Publication, files: Mapping[str, bytes]) -> Files:
    """The descriptions, path -> bytes, of a release that has these files (`<table>.csv` for each table among them)."""
    found: Files = {}
    for name in DESCRIPTIONS:
        module = importlib.import_module(f"aipolicy_data.descriptions.{name}")
        found |= module.render(publication, {**files, **found})
    return found
