"""When was it published? Given dates, datelines, and what a text without any tells of its own time."""

from __future__ import annotations

import datetime

import pytest

from communique.clean.article import Article
from communique.clean.calendar_dates import read_date
from communique.clean.dating import date_article
from communique.clean.inference import infer

GIVEN = [
    ("2025-05-04", "2025-05-04", "2025-05-04"),
    ("2025-05-04T23:30:00+03:00", "2025-05-04", "2025-05-04"),  # the day where it was published, not in Greenwich
    ("2023-01-01 00:04:54+00:00", "2023-01-01", "2023-01-01"),
    ("2025-05-04T10:00:00Z", "2025-05-04", "2025-05-04"),
    ("Sun, 04 May 2025 10:00:00 GMT", "2025-05-04", "2025-05-04"),
    ("May 4, 2025", "2025-05-04", "2025-05-04"),
    ("4 May 2025, 10:12", "2025-05-04", "2025-05-04"),
    ("Sunday, May 4, 2025 at 10:12 am", "2025-05-04", "2025-05-04"),
    ("13/05/2025", "2025-05-13", "2025-05-13"),
    ("05/05/2025", "2025-05-05", "2025-05-05"),
    ("2025-05", "2025-05-01", "2025-05-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025", "2025-01-01", "2025-12-31"),
]


@pytest.mark.parametrize(("words", "earliest", "latest"), GIVEN)
def test_given_dates_are_as_exact_as_written(words: str, earliest: str, latest: str) -> None:
    assert read_date(words) == (datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest))


NOT_DATES = ["", "yesterday", "May 4", "4 May", "Sunday", "04/05/2025", "2025-13", "2025-02-30", "10:12", "soon, 2025"]


@pytest.mark.parametrize("words", NOT_DATES)
def test_no_part_of_a_date_is_filled_in(words: str) -> None:
    assert read_date(words) is None


# text -> earliest, latest
INFERRED = [
    # an anniversary gives the year
    ("Leaders marked the 80th anniversary of the end of World War II.", "2025-01-01", "2025-12-31"),
    ("Leaders marked the 65 th anniversary of Victory over Nazism.", "2010-01-01", "2010-12-31"),
    ("Berg spoke on the 20th anniversary of 9/11.", "2021-01-01", "2021-12-31"),
    ("On the third anniversary of Russia’s full-scale invasion, leaders met.", "2025-01-01", "2025-12-31"),
    ("The 30th anniversary of the fall of the Berlin Wall was marked in Berlin.", "2019-01-01", "2019-12-31"),
    ("Allies will mark the 75th anniversary of the founding of NATO.", "2024-01-01", "2024-12-31"),
    ("The year 2012 is an anniversary year for both countries.", "2012-01-01", "2012-12-31"),
    # "next year" and "last year" move it
    ("Next year the two will mark the 80th anniversary of the end of World War II.", "2024-01-01", "2024-12-31"),
    ("He attended last year’s 80th anniversary of the end of World War II.", "2026-01-01", "2026-12-31"),
    # months that lie ahead or behind narrow the year
    (
        "Berg will visit Bor this September for the 80th anniversary of the end of World War II.",
        "2025-01-01",
        "2025-09-30",
    ),
    (
        "Berg will visit Bor this September. Earlier in May she marked the 80th anniversary of Victory Day. "
        "They met earlier in May.",
        "2025-05-01",
        "2025-09-30",
    ),
    ("Berg will arrive on June 3. It is the 80th anniversary of D-Day.", "2024-01-01", "2024-06-03"),
    # a plan with its year, after a past with its year
    ("They last met in September 2024. Berg will visit Bor in March 2025.", "2024-09-01", "2025-03-31"),
    ("Berg was elected in November 2022. She is scheduled to arrive on 7 May 2023.", "2022-11-01", "2023-05-07"),
    # a chronicle of past months, and a day ahead without a year
    (
        "Lund visited Bor in March 2023, in May 2024 and in September 2024. He will come from May 7 to 10.",
        "2024-10-01",
        "2025-05-06",
    ),
    (
        "Lund was there in March 2023, May 2024 and December 2024. He will come on January 5.",
        "2025-01-01",
        "2025-01-04",
    ),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), INFERRED)
def test_an_interval_is_inferred_with_its_reason(text: str, earliest: str, latest: str) -> None:
    published_at = infer(text)
    assert published_at is not None
    assert (published_at.earliest.isoformat(), published_at.latest.isoformat()) == (earliest, latest)
    assert published_at.method == "inferred"
    assert published_at.reason.endswith(".")


NOT_INFERRED = [
    "Berg met Lund in Bor on Monday.",
    # only a lower bound: the text may be of any later year
    "Berg visited Bor in September 2024.",
    "It is the third visit since February 2022.",
    "Trade reached 245 billion dollars in 2024.",
    # only an upper bound
    "Berg will visit Bor in March 2025.",
    "Berg will visit Bor from May 7 to 10.",
    # too few past months for a chronicle, or months too far apart
    "Berg visited Bor in September 2024 and will come from May 7 to 10.",
    "Berg came in May 1994, March 2007 and September 2024 and will return on May 7.",
    # far goals bound nothing
    "Trade grew in 2023. The two states will double it by 2030.",
    "Emissions fell in 2019. Bor is to be carbon neutral in December 2050.",
    # anniversaries of what the table does not know, or of two different years
    "They marked the 10th anniversary of the rail treaty.",
    "Talks on the 20th anniversary of 9/11 recalled the 80th anniversary of the end of World War II.",
    # a year in the sentence may be that of the anniversary
    "In 2015 she was in Moscow for the 70th anniversary of the end of World War II.",
    # the announcement, not the plan, has the date
    "Sanctions were imposed in August 2011. Bor announced plans to freeze assets on 30 November 2011.",
    # a plan that the text looks back on
    "In March 2010 he said the summit will be held in May 2010. It was called off in June 2011.",
    # verbs and modal verbs are no months
    "Berg may visit Bor. Soldiers march in Bor this year.",
]


@pytest.mark.parametrize("text", NOT_INFERRED)
def test_nothing_is_guessed(text: str) -> None:
    assert infer(text) is None


def article(**given: str) -> Article:
    return Article(**{"title": None, "lines": (), **given})  # type: ignore[arg-type]


TEXT = "Leaders marked the 80th anniversary of the end of World War II."

SOURCES = [
    # article, "Published:" line, dateline, text -> day, method: the most explicit wins
    (article(published="2025-05-04"), "May 5, 2025", "May 6, 2025", TEXT, "2025-05-04", "record"),
    (article(published="2025-05-04", method="metadata"), None, None, TEXT, "2025-05-04", "metadata"),
    (article(), "May 5, 2025", "May 6, 2025", TEXT, "2025-05-05", "metadata"),
    (article(url="https://a.example/2025/05/04/visit"), None, "May 6, 2025", TEXT, "2025-05-04", "metadata"),
    (article(), None, "May 6, 2025", TEXT, "2025-05-06", "dateline"),
    (article(), None, "May 6", TEXT, "2025-05-06", "inferred"),  # the dateline's day in the inferred year
]


@pytest.mark.parametrize(("given", "line", "written", "text", "day", "method"), SOURCES)
def test_the_most_explicit_source_wins(
    given: Article, line: str | None, written: str | None, text: str, day: str, method: str
) -> None:
    published_at, fault = date_article(given, line, written, text)
    assert fault is None
    assert published_at is not None
    assert (str(published_at.day), published_at.method) == (day, method)
    assert published_at.reason


def test_a_dateline_without_a_year_is_not_enough() -> None:
    assert date_article(article(), None, "May 6", "Berg met Lund.") == (None, None)


def test_an_unreadable_date_is_a_fault_and_the_text_is_asked() -> None:
    published_at, fault = date_article(article(published="last spring"), None, None, TEXT)
    assert published_at is not None
    assert published_at.method == "inferred"
    assert fault is not None
    assert "last spring" in fault
