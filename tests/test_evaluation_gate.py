"""The reading of the annotated sample does not fall below its floors, and the floors belong to this sample."""

from __future__ import annotations

import json
import sys
import tomllib
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
    assert not gate.below(reached, FLOORS), 'see CONTRIBUTING.md, "Floors"'


def test_the_floors_were_measured_on_this_sample() -> None:
    assert FLOORS["sample"] == gate.sample_digest()
    assert list(FLOORS["f1"]) == KINDS
    assert [(measure, kind) for measure in ("f1", "precision", "full") for kind in FLOORS[measure]] == [*gate.PINNED]


def test_the_floors_that_are_suggested_leave_room_for_one_row() -> None:
    reached = dict.fromkeys(KINDS, gate.Score(annotated=20, read=20, found=15, in_full=7))
    suggested = tomllib.loads(gate.suggestion(reached))
    assert suggested["sample"] == gate.sample_digest()
    assert set(suggested["f1"].values()) == {0.7}
    assert (suggested["precision"], suggested["full"]) == ({"all": 0.7}, {"visit": 0.3})
    one_less = {kind: score.less_one() for kind, score in reached.items()}
    assert gate.below(one_less, suggested) == []
    two_less = {kind: score.less_one() for kind, score in one_less.items()}
    assert len(gate.below(two_less, suggested)) == len(gate.PINNED)


def test_the_sample_holds_the_releases_and_a_part_of_the_sentences() -> None:
    ids = [json.loads(line)["id"] for line in gate.DOCUMENTS.read_text(encoding="utf-8").splitlines()]
    assert all(map(gate.is_drawn, ids))
    assert len({id for id in ids if not id.startswith("voa-")}) == 64


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


FULL = {
    "place": "Moscow|null",
    "when": "2024-05",
    "status": "occurred",
    "said_by": [],
    "host": ["Li Qiang"],
    "form": None,
}


@pytest.mark.parametrize(
    ("change", "in_full"),
    [
        ({}, 1),
        ({"place": None}, 1),
        ({"place": "Sochi"}, 0),
        ({"when": None}, 0),
        ({"host": []}, 0),
        ({"visitor": ["Xi Jinping", "Li Qiang"]}, 0),
    ],
)
def test_a_visit_is_found_in_full_where_every_field_is_right(change: dict, in_full: int) -> None:
    read = VISIT | FULL | {"visitor": ["Xi Jinping"], "destination": "RU", "place": "Moscow"}
    score = gate.scores([VISIT | FULL], [read | change])["visit"]
    assert (score.found, score.in_full) == (1, in_full)


def test_a_row_is_found_once_and_only_in_its_document() -> None:
    read = VISIT | {"visitor": ["Xi Jinping"], "destination": "RU"}
    assert gate.scores([VISIT, VISIT], [read])["visit"] == gate.Score(annotated=2, read=1, found=1, in_full=1)
    assert gate.scores([VISIT], [read | {"document": "e"}])["visit"].f1 == 0
