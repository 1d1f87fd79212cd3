"""Hostile deeds that somebody claims another has done: who is charged, in whichever order the sentence says it."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from communique.detect.syntax import parse
from communique.extract.acts.charges import charged, charges, condition


def word(text: str, lemma: str) -> Token:
    """The first word of a text with a lemma."""
    return next(token for token in parse([text])[0] if token.lemma_.lower() == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "whom"),
    [
        ("Tehran maintained that Israel had bombed a school.", "maintain", "Israel"),
        ("Armenia claimed that Azerbaijani drones struck a village.", "claim", "drones"),
        ("Kinshasa complained that two towns had been shelled by Rwandan artillery.", "complain", "artillery"),
        ("It was Kyrgyzstan that shelled the checkpoint, Tajikistan insisted.", "insist", "Kyrgyzstan"),
        ("Doha, they allege, harbours extremists.", "allege", "Doha"),
        ("Sudan's claim that Emirati drones bombed a port angered Abu Dhabi.", "claim", "drones"),
        ("Baku's claim that Armenian saboteurs had mined the road was denied.", "claim", "saboteurs"),
        ("Minsk argued that the ban was an outrage.", "argue", "ban"),
    ],
)
def test_whoever_does_the_deed_is_charged(text: str, lemma: str, whom: str) -> None:
    assert [one.text for one in charged(word(text, lemma))] == [whom]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Kenya claimed that Uganda could attack Sudan.", "claim"),
        ("Kenya insisted that Uganda had not attacked Sudan.", "insist"),
        ("Peru maintained that Chile had opened an office.", "maintain"),
        ("Norway argued for a truce.", "argue"),
    ],
)
def test_what_is_harmless_denied_or_only_thinkable_charges_nobody(text: str, lemma: str) -> None:
    assert not charges(word(text, lemma))


@pytest.mark.parametrize(
    ("text", "lemma", "whom"),
    [
        ("If Israel strikes again, Iran will retaliate.", "retaliate", ["Israel"]),
        ("Burundi will hit back unless Rwanda stops.", "hit", ["Rwanda"]),
        ("Iran will retaliate on Friday.", "retaliate", []),
    ],
)
def test_a_threat_is_to_whoever_does_its_condition(text: str, lemma: str, whom: list[str]) -> None:
    assert [one.text for one in condition(word(text, lemma))] == whom
