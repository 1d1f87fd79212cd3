"""Figures: numbers about dealings of states. Add a sentence and what should be read from it."""

from __future__ import annotations

import pytest

import communique
from communique.records import Figure

COUNTED = [
    # sentence, value, unit, parties
    ("Trade between Russia and Israel stands at $1 billion.", 1e9, "USD", {"RU", "IL"}),
    ("Trade between Poland and Ukraine grew by 30 percent.", 30, "percent", {"PL", "UA"}),
    ("Mongolia sent 120 troops to Iraq.", 120, "troops", {"MN", "IQ"}),
    ("Iran is holding eight Chinese engineers and 40 Turkish citizens.", 40, "people", {"IR", "CN", "TR"}),
    ("Japan will give Kenya 900,000 vaccine doses.", 900_000, "doses", {"JP", "KE"}),
    ("China bought 70 jets from France.", 70, "jets", {"CN", "FR"}),
    ("Germany has provided 2 billion euros in humanitarian aid.", 2e9, "EUR", {"DE"}),
    ("Israel released 110 Palestinian prisoners.", 110, "people", {"IL", "PS"}),
    ("Poland is ready to deliver 14 tanks to Ukraine.", 14, "tanks", {"PL", "UA"}),
    ("Greece and Turkey signed 17 agreements in Athens.", 17, "agreements", {"GR", "TR"}),
]

NONE = [
    "Flash floods killed three people in northern England.",  # nature, at home
    "Police in Italy arrested nine people on Friday.",  # at home
    "A poll says 56 percent of Japanese voters like the premier.",  # opinion at home
    "The judge in Chile set bail at $19,000.",  # a court
    "The 27 leaders of the EU met in Belgium.",  # the size of a body
    "Angela Merkel visits Peru and three other countries.",  # a list
    "India is the 16th country to sign the treaty with Japan.",  # an ordinal
    "He turned 60 in May.",  # an age
]


def figures(text: str) -> list[Figure]:
    reading = communique.read(text, published="2019-05-10", title="News of the day")
    return [claim for claim in reading.claims if isinstance(claim, Figure)]


@pytest.mark.parametrize(("text", "value", "unit", "parties"), COUNTED)
def test_a_figure_has_value_unit_and_parties(text: str, value: float, unit: str, parties: set[str]) -> None:
    told = {(claim.quantity.value, claim.quantity.unit): {one.name for one in claim.parties} for claim in figures(text)}
    assert told.get((value, unit)) == parties


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_a_sum_in_brackets_says_the_same_sum_again() -> None:
    text = "France freed $15 billion (9 billion pounds) of frozen Libyan assets."
    assert [claim.quantity.unit for claim in figures(text)] == ["USD"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("More than 500 French troops are in Mali.", "over"),
        ("About 500 French troops are in Mali.", "about"),
        ("Exactly 500 French troops are in Mali.", "exact"),
    ],
)
def test_a_figure_has_its_bound(text: str, bound: str) -> None:
    assert [claim.quantity.bound.value for claim in figures(text)] == [bound]


def test_a_figure_has_the_period_of_its_clause() -> None:
    (claim,) = figures("Trade between Russia and Israel reached $2 billion in 2017.")
    assert claim.when is not None
    assert claim.when.edtf == "2017"
