"""Reads a given date of publication, as exact as it is written. Not for dates in running text."""

from __future__ import annotations

import calendar
import datetime
import re
from email.utils import parsedate_to_datetime

from dateutil import parser

YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d?))?")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")

FILLED = (datetime.datetime(2000, 1, 1), datetime.datetime(2001, 2, 2))
"""Two days that differ in year, month and day: what ``dateutil`` reads alike over both was written, not filled in."""


def read_date(words: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a date of publication: a day, a month or a year. None for what is none of these.

    A day is the day of the time zone that is written. ``04/05/2025`` is refused, since it means two days.
    """
    words = words.strip()
    if found := YEAR_OR_MONTH.fullmatch(words):
        return month_or_year(int(found.group(1)), int(found.group(2)) if found.group(2) else None)
    for read in (from_iso, from_rfc822, from_words):
        day = read(words)
        if day is not None:
            return day, day
    return None


def month_or_year(year: int, month: int | None) -> tuple[datetime.date, datetime.date] | None:
    """The days of a month, or of a year."""
    if year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    first = datetime.date(year, month or 1, 1)
    return first, month_end(year, month or 12)


def month_end(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def from_iso(words: str) -> datetime.date | None:
    """A day as ISO 8601 writes it, with or without a time."""
    try:
        return datetime.datetime.fromisoformat(words).date()
    except ValueError:
        return None


def from_rfc822(words: str) -> datetime.date | None:
    """A day as mail and RSS write it."""
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError):
        return None


def from_words(words: str) -> datetime.date | None:
    """A day in English words or unambiguous figures, if year, month and day are all written."""
    numeric = NUMERIC.search(words)
    if numeric and int(numeric.group(1)) <= 12 and int(numeric.group(2)) <= 12 and numeric.group(1) != numeric.group(2):
        return None
    if not YEAR.search(words):
        return None
    try:
        first, second = (parser.parse(words, default=day, ignoretz=True).date() for day in FILLED)
    except (ValueError, OverflowError, TypeError):
        return None
    return first if first == second else None
