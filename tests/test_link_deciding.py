"""Who a person of an article is, where the name has a slip: the holder of the office beside it, and nobody else."""

from __future__ import annotations

import datetime

import pytest

import communique
from communique.records import Reference, Visit

DAY = datetime.date(2023, 5, 10)


def visitor(text: str) -> Reference:
    (visit,) = communique.read(text, published=DAY).claims
    assert isinstance(visit, Visit)
    return visit.visitor[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Spanish Prime Minister Pedero Sanchez arrived in Lima on Monday.", "Pedro Sanchez"),
        ("South Korea's President Yoon Suk Yeul arrived in Oslo on Monday.", "Yoon Suk Yeol"),
        ("Ukraine's President Volodymr Zelenskiy arrived in Lima on Monday.", "Volodymyr Zelenskyy"),
    ],
)
def test_a_misspelt_holder_of_the_office_beside_the_name_is_known(text: str, name: str) -> None:
    found = visitor(text)
    assert (found.name, [feature.name for feature in found.candidates[0].features]) == (name, ["misspelt"])


@pytest.mark.parametrize(
    "text",
    [
        "Spanish Foreign Minister Pedero Sanchez arrived in Lima on Monday.",
        "Former Spanish Prime Minister Pedero Sanchez arrived in Lima on Monday.",
        "Spanish Prime Minister Pablo Sandoval arrived in Lima on Monday.",
        "Portugal's Prime Minister Pedero Sanchez arrived in Lima on Monday.",
    ],
    ids=["another office", "a former holder", "another name", "another state"],
)
def test_others_stay_who_they_are(text: str) -> None:
    found = visitor(text)
    assert found.entity is None or not found.entity.startswith("Q")
