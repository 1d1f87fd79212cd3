"""Times, numbers and sentences as people read them. Extend the tables with whatever reads oddly."""

from __future__ import annotations

import pytest

from communique.records import Bound, Evidence, Quantity
from communique.view.words import number_words, ordinal_words, quantity_words, sentence_around, when_words
from ledger_factory import TEXT, document_of, find, snapshot_of

WHENS = [
    ("2025-05-09", "9 May 2025"),
    ("2025-05", "May 2025"),
    ("2025", "2025"),
    ("2025-22", "summer 2025"),
    ("2025-05-07/2025-05-10", "7–10 May 2025"),
    ("2025-04-28/2025-05-03", "28 Apr – 3 May 2025"),
    ("2024-12-30/2025-01-02", "30 Dec 2024 – 2 Jan 2025"),
    ("2025-05/2025-06", "May–Jun 2025"),
    ("2022/2024", "2022–2024"),
    ("2022-02-24/..", "since 24 Feb 2022"),
    ("2022-02/", "since Feb 2022"),
    ("../2025", "until 2025"),
    ("2025-05~", "about May 2025"),
    ("2025-05-07~/2025-05-10~", "about 7–10 May 2025"),
    ("2025-05-07~/2025-05-10", "about 7 – 10 May 2025"),
    ("2025?", "2025?"),
    ("2025-05-07/2025-05-07", "7–7 May 2025"),
    ("199X", "199X"),
    ("2025-44", "2025-44"),
]


@pytest.mark.parametrize(("edtf", "words"), WHENS)
def test_times(edtf: str, words: str) -> None:
    assert when_words(edtf) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (245e9, "245 billion"),
        (1.5e6, "1.5 million"),
        (2.25e12, "2.25 trillion"),
        (300000, "300,000"),
        (3, "3"),
        (3.2, "3.2"),
        (-4e9, "-4 billion"),
        (0, "0"),
    ],
)
def test_numbers(value: float, words: str) -> None:
    assert number_words(value) == words


@pytest.mark.parametrize(
    ("bound", "words"),
    [(Bound.EXACT, "40 troops"), (Bound.OVER, "over 40 troops"), (Bound.ABOUT, "about 40 troops")],
)
def test_quantities(bound: Bound, words: str) -> None:
    evidence = Evidence(start=0, end=1, quote="x")
    assert quantity_words(Quantity(value=40, unit="troops", bound=bound, evidence=evidence)) == words


@pytest.mark.parametrize(("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd")])
def test_ordinals(number: int, words: str) -> None:
    assert ordinal_words(number) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Thursday", "He met Vladimir Putin for talks on Thursday."),
        ("stand together", "“We stand together on every front,” Putin said."),
        ("third", "It was his third visit to Russia since February 2022."),
        ("Xi Jinping received", "Xi Jinping received in Moscow"),
        (
            "Thursday. “We",
            "He met Vladimir Putin for talks on Thursday. “We stand together on every front,” Putin said.",
        ),
    ],
)
def test_the_sentence_around_some_words(words: str, sentence: str) -> None:
    start, stop = sentence_around(document_of(snapshot_of()), find(words))
    assert TEXT[start:stop].strip() == sentence


def test_words_over_two_sentences_get_both() -> None:
    start, stop = sentence_around(document_of(snapshot_of()), find("Thursday. “We"))
    assert TEXT[start:stop].startswith("He met")
    assert TEXT[start:stop].strip().endswith("Putin said.")
