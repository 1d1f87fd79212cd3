"""Quotations: marks of all kinds, interruptions, paragraphs, and the marks that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.detect.quotations import find_quotations
from communique.records import Paragraph, Quotation


def found(text: str) -> tuple[Quotation, ...]:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(start=start, text=line, doc=None))
        start += len(line) + 1
    return find_quotations(paragraphs)


CASES = [
    # marks
    ("He said: “We will come.”", [["We will come."]]),
    ('He said: "We will come."', [["We will come."]]),
    ("He said: ``We will come.''", [["We will come."]]),
    ("He told them: `` We will come. '' Then he left.", [["We will come."]]),
    ("‘We must act,’ he said.", [["We must act,"]]),
    ("'We must act,' he said.", [["We must act,"]]),
    ("He said: «We will come.»", [["We will come."]]),
    ('The group " will not stop " its fire.', [["will not stop"]]),
    # interrupted by a speech tag
    ("“We go on,” Shoigu said, “and they will too.”", [["We go on,", "and they will too."]]),
    ('"We go on," he said, "and they will too."', [["We go on,", "and they will too."]]),
    ("“Sir,” Mr. Putin told J. Biden, “it is so.”", [["Sir,", "it is so."]]),
    ("‘We will not go,’ the leaders’ aide said, ‘nor will you.’", [["We will not go,", "nor will you."]]),
    # a new sentence is a new quotation
    ("“We will come,” he said. “We will stay.”", [["We will come,"], ["We will stay."]]),
    ("He wants “peace” and calls for “a new order” now.", [["peace"], ["a new order"]]),
    # nested quotations belong to the outer one
    ("He said “the ‘land for peace’ principle is dead” today.", [["the ‘land for peace’ principle is dead"]]),
    ("He said “the “land for peace” principle is dead” today.", [["the “land for peace” principle is dead"]]),
    ("\"The 'special operation' goes on,\" he said.", [["The 'special operation' goes on,"]]),
    # over paragraphs
    ("“The first part.\n“The second part,” he said.", [["The first part.", "The second part,"]]),
    ("“One.\n“Two.\n“Three.”\n“Four.”", [["One.", "Two.", "Three."], ["Four."]]),
    # opened once and closed paragraphs later: one unbroken stretch
    ("He said: “One here.\nTwo there.\nThree,” and left. “Four.”", [["One here.\nTwo there.\nThree,"], ["Four."]]),
    ("`` We will come. \nWe will stay, '' he said.", [["We will come.", "We will stay,"]]),
    ("“We trust them”, he added: “They trust us.”", [["We trust them", "They trust us."]]),
    # no quotations
    ("It's the leaders' view that John's clock isn't right at five o'clock.", []),
    ("In the ’90s and the '80s rock 'n' roll was Xi’s and the states’ own.", []),
    ('A 6" gun and a 5\'10" man.', []),
    ("A stray “ mark stands here.\nNothing follows it.", []),
    ("A stray mark stands here.” He said “yes, we can do it” later.", [["yes, we can do it"]]),
    ("No marks at all.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[list[str]]) -> None:
    assert [[part.quote for part in quotation.parts] for quotation in found(text)] == expected


def test_a_quotation_over_paragraphs_says_that_it_continues() -> None:
    joined, single = found("“One.\n“Two.”\n“Three.”")
    assert joined.continues
    assert not single.continues


def test_the_span_includes_the_marks() -> None:
    text = "He said “yes” today."
    (quotation,) = found(text)
    assert text[quotation.start : quotation.end] == "“yes”"


@given(st.text(alphabet="ab s,.“”‘’\"'`\n«»", max_size=60))
def test_no_marks_raise_and_every_part_is_verbatim(text: str) -> None:
    for quotation in found(text):
        assert quotation.parts
        for part in quotation.parts:
            assert text[part.start : part.end] == part.quote
            assert quotation.start <= part.start < part.end <= quotation.end
