"""Who a person is by the office beside the name: its holder in spite of a slip, or one who held it before."""

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
        ("Japanese Prime Minister Fumio Kishda arrived in Oslo on Monday.", "Fumio Kishida"),
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


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Former Spanish Prime Minister Jose Luis Zapatero arrived in Lima.", "Q41395", "former prime minister"),
        ("The former U.S. president Donald Trump visited Seoul.", "Q22686", "former president"),
        ("Former South Korean President Moon Jae-in arrived in Lima.", "Q21001", "former president"),
    ],
)
def test_a_former_office_is_one_where_the_state_stands_between(text: str, name: str, title: str) -> None:
    found = visitor(text)
    assert (found.entity, found.titles) == (name, (title,))
