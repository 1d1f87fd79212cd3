"""Spans of calendar time as exact as the words that gave them, and their EDTF values.

Not for reading text: ``time_grammar.py`` finds the words, ``times.py`` resolves them to these periods.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

from communique.records import Precision

SEASON_CODES = {"spring": 21, "summer": 22, "autumn": 23}
"""EDTF level 1 codes. Winter is no code here: it lies across two years, so it is written as an interval of months."""

SEASON_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of each season as EDTF readers count it (northern, meteorological)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month of it or a day of it."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        """ISO 8601 with as many parts as are known."""
        parts = [f"{self.year:04}"]
        parts += [f"{self.month:02}"] if self.month else []
        parts += [f"{self.day:02}"] if self.day else []
        return "-".join(parts)

    @property
    def first(self) -> datetime.date:
        """The first day; raises ValueError where the calendar has no such day."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day; raises ValueError where the calendar has no such day."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def precision(self) -> Precision:
        """Day, month or year."""
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day of ``start`` to the last day of ``end``; None is open. ``season`` marks a named season."""

    start: Moment | None
    end: Moment | None
    season: str | None = None

    @property
    def edtf(self) -> str:
        """The EDTF value: a date, a season, a decade (``199X``) or an interval."""
        if self.season in SEASON_CODES and self.start and self.end:
            return f"{self.start.year:04}-{SEASON_CODES[self.season]}"
        if self.start == self.end and self.start:
            return self.start.edtf
        if self.is_decade and self.start:
            return f"{self.start.year // 10}X"
        return f"{self.start.edtf if self.start else '..'}/{self.end.edtf if self.end else '..'}"

    @property
    def is_decade(self) -> bool:
        """Whether this is one decade by the years' tens."""
        start, end = self.start, self.end
        return bool(
            start and end and not start.month and not end.month and start.year % 10 == 0 and end.year == start.year + 9
        )

    @property
    def earliest(self) -> datetime.date | None:
        """The first day, or None where the period is open at its start."""
        return self.start.first if self.start else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day, or None where the period is open at its end."""
        return self.end.last if self.end else None

    @property
    def precision(self) -> Precision:
        """How exact the period is; intervals of several units are INTERVAL."""
        if self.season:
            return Precision.SEASON
        return self.start.precision if self.start and self.start == self.end else Precision.INTERVAL

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has these days, in this order."""
        try:
            earliest, latest = self.earliest, self.latest
        except ValueError:
            return False
        return earliest is None or latest is None or earliest <= latest

    def opened(self, side: str) -> Period:
        """The time from this period on (``start``), or up to its end (``end``)."""
        if side == "start":
            return replace(self, end=None, season=None)
        return replace(self, start=None, season=None)


def single(year: int, month: int | None = None, day: int | None = None) -> Period:
    """The period of one year, month or day."""
    moment = Moment(year, month, day)
    return Period(moment, moment)


def on(day: datetime.date) -> Period:
    """The period of one day."""
    return single(day.year, day.month, day.day)


def week_of(day: datetime.date) -> Period:
    """Monday to Sunday around ``day``: what "three weeks ago" allows one to say."""
    monday = day - datetime.timedelta(days=day.weekday())
    return Period(on(monday).start, on(monday + datetime.timedelta(days=6)).end)


def season_of(year: int, name: str) -> Period:
    """The season called ``name`` (spring, summer, autumn, winter) that begins in ``year``."""
    first = SEASON_FIRST_MONTH[name]
    last = Moment(year + 1, 2) if name == "winter" else Moment(year, first + 2)
    return Period(Moment(year, first), last, season=name)
