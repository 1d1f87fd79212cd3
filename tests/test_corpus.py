"""The written articles are well formed: every claim stands in its article, with the words that bear it out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from scoring import GoldSet, load_set  # noqa: E402

CORPUS = ROOT / "corpus"


@pytest.fixture(params=["written", "held"])
def gold(request: pytest.FixtureRequest) -> GoldSet:
    return load_set(CORPUS, request.param)


def test_evidence_is_verbatim(gold: GoldSet) -> None:
    assert gold.claims
    unfounded = [row["id"] for row in gold.claims if row["evidence"] not in gold.text(row["document"])]
    assert unfounded == []


def test_every_article_has_claims_with_ids_of_their_own(gold: GoldSet) -> None:
    ids = [(row["document"], row["id"]) for row in gold.claims]
    assert len(ids) == len(set(ids))
    assert {document for document, _ in ids} == set(gold.documents)


def test_the_sets_share_no_article() -> None:
    written, held = load_set(CORPUS, "written"), load_set(CORPUS, "held")
    assert not {row["text"] for row in written.documents.values()} & {row["text"] for row in held.documents.values()}
