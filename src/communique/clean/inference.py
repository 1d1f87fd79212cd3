"""Infers an interval of publication from the clues of a text, with its reason, or nothing.

An interval needs both ends: a latest past date alone is only a lower bound, and then the answer is None.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from communique.clean.calendar_dates import month_end, read_date
from communique.clean.clues import Clues, Dated, find_clues, load
from communique.records import PublishedAt

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bound:
    """A first or last possible day and why."""

    day: datetime.date
    reason: str


def infer(text: str, written: str | None = None) -> PublishedAt | None:
    """The interval in which the text was published; ``written`` is the dateline's day without a year."""
    clues = find_clues(text)
    floor = latest_past(clues.dated)
    for bounds in (from_own_year(clues, floor), from_plan(clues, floor), from_chronicle(clues, floor)):
        if bounds is not None and 0 <= (bounds[1].day - bounds[0].day).days <= load().limits["widest_days"]:
            return published(*bounds, written)
    return None


def published(first: Bound, last: Bound, written: str | None) -> PublishedAt:
    """The interval as a record; to the day where the dateline has a day that falls into it once."""
    reason = f"{first.reason}, and {last.reason}." if first.reason != last.reason else f"{first.reason}."
    years = range(first.day.year, last.day.year + 1)
    days = [found[0] for year in years if written and (found := read_date(f"{written} {year}"))]
    inside = [day for day in days if first.day <= day <= last.day]
    if len(inside) == 1:
        reason = f"The dateline says {written}; the year is inferred: {reason}"
        return PublishedAt(earliest=inside[0], latest=inside[0], method="inferred", reason=reason)
    reason = reason[0].upper() + reason[1:]
    return PublishedAt(earliest=first.day, latest=last.day, method="inferred", reason=reason)


def latest_past(dated: Sequence[Dated]) -> Bound | None:
    """The latest date with its year that the text tells as past."""
    past = [date for date in dated if date.year and date.certain and not date.ahead]
    if not past:
        return None
    latest = max(past, key=Dated.first)
    return Bound(latest.first(), f"the latest past date is “{latest.words}”")


def from_own_year(clues: Clues, floor: Bound | None) -> tuple[Bound, Bound] | None:
    """The one year that the text calls its own or that an anniversary gives, less what is past and what lies ahead."""
    years = {own.year for own in clues.own_years}
    if len(years) != 1:
        return None
    year = years.pop()
    words = clues.own_years[0].words
    first = Bound(datetime.date(year, 1, 1), f"“{words}” makes the year {year}")
    last = Bound(datetime.date(year, 12, 31), first.reason)
    if floor is not None and floor.day > last.day:
        return None
    months = [date for date in clues.dated if date.year is None and date.month]
    for date in months:
        assert date.month is not None
        if date.ahead:
            end = with_day(year, date.month, date.day)
            last = Bound(end, f"“{date.words}” lies ahead") if first.day <= end < last.day else last
        elif is_earlier(date):
            start = datetime.date(year, date.month, 1)
            first = Bound(start, f"{first.reason}, “{date.words}” is past") if start > first.day else first
    return first, last


def with_day(year: int, month: int, day: int | None) -> datetime.date:
    """That day, or the last of its month."""
    end = month_end(year, month)
    return end if day is None or day > end.day else end.replace(day=day)


def is_earlier(date: Dated) -> bool:
    """Whether the words say that the month lies behind in the same year."""
    return load().cue["earlier"].search(date.words) is not None


def from_plan(clues: Clues, floor: Bound | None) -> tuple[Bound, Bound] | None:
    """Between the latest past date and the first date ahead that names its year and month.

    Not where the text names a later year or month that is not ahead: then it looks back on the plan.
    """
    ahead = [date for date in clues.dated if date.ahead and date.certain and date.year and date.month]
    if floor is None or not ahead:
        return None
    next_planned = min(ahead, key=Dated.last)
    if any(date.year and not date.ahead and date.first() > next_planned.last() for date in clues.dated):
        return None
    return floor, Bound(next_planned.last(), f"“{next_planned.words}” lies ahead")


def from_chronicle(clues: Clues, floor: Bound | None) -> tuple[Bound, Bound] | None:
    """After the last month of a chronicle and before the next day that it plans without naming the year.

    A chronicle is a row of past months with their years, the last two close together: whoever retells them with their
    years writes after the last of them, and a planned day without a year is the next of its name.
    """
    limits = load().limits
    past = {(d.year, d.month) for d in clues.dated if d.year and d.month and d.certain and not d.ahead}
    ahead = [date for date in clues.dated if date.ahead and date.certain and not date.year and date.month and date.day]
    months = sorted(12 * year + month - 1 for year, month in past if year and month)
    if floor is None or not ahead or len(months) < limits["chain_dates"]:
        return None
    if months[-1] - months[-2] > limits["chain_gap_months"]:
        return None
    first = month_end(months[-1] // 12, months[-1] % 12 + 1) + DAY
    if floor.day > first:
        return None
    days = [(next_day(first, date), date) for date in ahead]
    last, planned = min(days, key=lambda pair: pair[0])
    since = f"its chronicle of past months ends with {calendar.month_name[months[-1] % 12 + 1]} {months[-1] // 12}"
    return Bound(first, since), Bound(last - DAY, f"“{planned.words}” is the next day of that name and lies ahead")


def next_day(after: datetime.date, date: Dated) -> datetime.date:
    """The first such day of a year after ``after``."""
    assert date.month is not None
    day = with_day(after.year, date.month, date.day)
    return day if day > after else with_day(after.year + 1, date.month, date.day)
