"""Passages of source texts: found, digested, verified."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aipolicy_data.files import Tree, read_tree
from aipolicy_data.problems import DataError, Problem
from aipolicy_data.spans import locate, normal, read_texts, verify

TEXT = "Acme shall pause now"
SOURCE = "seeds/paper-2024-01-02-report.json"


@given(st.text(), st.data())
def test_a_passage_is_found_where_it_was_cut(text: str, data: Any) -> None:
    """Locating any passage of a text gives its offsets among others, and the digest of what stands there."""
    text = normal(text)
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    passage = text[start:stop]
    found = locate(text, passage)
    if passage.strip() and passage == passage.strip() == normal(passage):
        assert start in [span.start for span in found]
    for span in found:
        assert span.sha256 == hashlib.sha256(text[span.start : span.stop].encode("utf-8", "surrogatepass")).hexdigest()


def test_case_quotes_and_white_space_are_folded_only_when_nothing_is_exact() -> None:
    text = "He said “Never\n  again”. never again"
    assert [(s.start, s.stop) for s in locate(text, "never again")] == [(25, 36)]
    assert [text[s.start : s.stop] for s in locate(text, '"never again"')] == ["“Never\n  again”"]
    assert locate(text, "sometimes") == []


def test_right_spans_are_verified_and_a_wrong_hash_is_refused(write_tree: Any, small: Any, tmp_path: Path) -> None:
    root = write_tree(small)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "report.txt").write_text(TEXT)
    found = verify(read_tree(root), read_texts(texts))
    assert (found.problems, found.spans, found.sources, found.missing) == ([], 1, 1, [])
    small[SOURCE]["claims"][0]["sha256"] = "0" * 64
    found = verify(read_tree(write_tree(small)), read_texts(texts))
    digest = hashlib.sha256(b"Acme").hexdigest()
    message = f"is not the digest of characters 0 to 4, which is {digest}; run `aipolicy locate`"
    assert found.problems == [Problem(SOURCE, 21, 17, "claims[0].sha256", message)]


def test_a_source_whose_text_is_absent_is_named(write_tree: Any, small: Any, tmp_path: Path) -> None:
    found = verify(read_tree(write_tree(small)), read_texts(tmp_path))
    assert found.missing == ["paper-2024-01-02-report"]
    with pytest.raises(DataError, match="is not a folder"):
        read_texts(tmp_path / "nowhere")


def test_check_with_texts_fails_on_a_wrong_hash(write_tree: Any, small: Any, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(TEXT)
    command = [sys.executable, "-m", "aipolicy_data", "check", "--texts", str(tmp_path / "texts")]
    done = subprocess.run([*command, str(write_tree(small))], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"{len(small)} records checked, 0 problems; 1 spans verified in 1 texts\n")
    small[SOURCE]["claims"][0]["sha256"] = "0" * 64
    done = subprocess.run([*command, str(write_tree(small))], capture_output=True, text=True)
    assert done.returncode == 1
    assert "claims[0].sha256: is not the digest of characters 0 to 4" in done.stderr


def test_every_claim_of_the_article_is_located_and_accounted_for(tree: Tree) -> None:
    """Share of claims with records or a stated reason: all of them."""
    article = next(file for file in tree.files if file.id == "mercation-2026-02-25-anthropic-eases-ai-safety-rules")
    claims = (article.value or {})["claims"]
    resting = {evidence.get("claim") for file in tree.files for evidence in (file.value or {}).get("evidence", ())}
    assert len(claims) >= 40
    for claim in claims:
        assert {"start", "stop", "sha256"} <= claim.keys()
        assert claim["id"] in resting or claim.get("note"), claim["id"]
    assert [claim["start"] for claim in claims] == sorted(claim["start"] for claim in claims)
