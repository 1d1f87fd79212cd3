"""The reading of the annotated sample does not fall below its floors, and the floors belong to this sample."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import gate  # noqa: E402
from communique.records import ClaimType  # noqa: E402

KINDS = [*ClaimType, "all"]
FLOORS = gate.floors()


@pytest.fixture(scope="module")
def reached() -> dict[str, gate.Score]:
    return gate.scores(gate.annotated_rows(), gate.read_rows())


def test_floors_are_reached(reached: dict[str, gate.Score]) -> None:
    below = {kind: score.f1 for kind, score in reached.items() if score.f1 < FLOORS["f1"][kind]}
    assert not below, 'see CONTRIBUTING.md, "Floors"'


def test_the_floors_were_measured_on_this_sample() -> None:
    assert FLOORS["sample"] == gate.sample_digest()
    assert list(FLOORS["f1"]) == KINDS


VISIT = {"document": "d", "type": "visit", "visitor": ["Xi Jinping", "Wang Yi|null"], "destination": "RU|Russia"}
CALL = {"document": "d", "type": "meeting", "participants": ["Joe Biden", "Xi Jinping"]}
WORDS = {"document": "d", "type": "statement", "speaker": "Xi Jinping", "quote": "one two three four five six seven"}


@pytest.mark.parametrize(
    ("row", "change", "found"),
    [
        (VISIT, {"visitor": ["Xi Jinping"], "destination": "RU"}, True),
        (VISIT, {"visitor": ["Wang Yi"], "destination": "Russia"}, True),
        (VISIT, {"visitor": ["Li Qiang"], "destination": "RU"}, False),
        (VISIT, {"visitor": ["Xi Jinping"], "destination": None}, False),
        (CALL, {"participants": ["Xi Jinping", "Joe Biden", "Wang Yi"]}, True),
        (CALL, {"participants": ["Xi Jinping"]}, False),
        (WORDS, {"quote": "one two three four five six"}, True),
        (WORDS, {"quote": "one two three"}, False),
        (WORDS, {"speaker": "Wang Yi"}, False),
    ],
)
def test_what_counts_as_found(row: dict, change: dict, found: bool) -> None:
    assert gate.scores([row], [row | change])["all"].found == found


def test_a_row_is_found_once_and_only_in_its_document() -> None:
    read = VISIT | {"visitor": ["Xi Jinping"], "destination": "RU"}
    assert gate.scores([VISIT, VISIT], [read])["visit"] == gate.Score(annotated=2, read=1, found=1)
    assert gate.scores([VISIT], [read | {"document": "e"}])["visit"].f1 == 0
