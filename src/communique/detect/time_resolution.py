"""From the parts of a time expression to a period: in full, against the publication, or against the time told before.

Pure arithmetic on days; not for finding words (``time_grammar.py``), nor for choosing among the three (``times.py``).
Every function of the publication day is monotone in it: where both ends of an interval agree, so do all days between.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from communique.detect.periods import Moment, Period, on, season_of, single, week_of
from communique.detect.tense import Direction
from communique.detect.time_grammar import HOLIDAYS, WORDS, Expression
from communique.records import Precision, PublishedAt

_AHEAD_WEIGHT: int = WORDS["tuned"]["ahead_weight"]
_FAR_DAYS: int = WORDS["tuned"]["far_days"]
YESTERDAY = 1
"""Days back."""


@dataclass(frozen=True, slots=True)
class Told:
    """A time that the text told just before; ``has_year`` where the year was stated, there or before it."""

    period: Period
    has_year: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """The day of the publication, which way the governing verb looks from it, and the paragraph's text."""

    day: datetime.date
    looks: Direction | None
    text: str


def absolute(expression: Expression, text: str) -> Period | None:  # noqa: PLR0911 -- one return a kind
    """The period of an expression that states its year; None for all others."""
    kind, year = expression.kind, expression.number("year1")
    if kind == "date" and "iso1" in expression.groups:
        start = _iso(expression.groups["iso1"])
        return Period(start, _iso(expression.groups.get("iso2", expression.groups["iso1"])))
    if kind in ("date", "pair"):
        has_year = year is not None or expression.number("year2") is not None
        return _dated(expression, None) if has_year else None
    if kind == "years" and year is not None:
        return Period(Moment(year), Moment(_last_year(expression, year)))
    if kind == "decade":
        return _decade(expression)
    if year is None:
        return None
    if kind == "year":
        return single(year)
    if kind == "part_of_year":
        return _part_of_year(expression, year)
    if kind == "season":
        return season_of(year, WORDS["seasons"][expression.word("season1")])
    return _holiday(expression, year, text) if kind == "holiday" else None


def from_told(expression: Expression, told: Told) -> Period | None:
    """The period of "two days later", "the following month", "in October that year", "on the 10th"."""
    start, end = told.period.start, told.period.end
    if start is None or end is None:
        return None
    if expression.kind in ("offset", "neighbour"):
        return _stepped(expression, start, end)
    if expression.kind in ("ordinal_day", "ordinal_pair"):
        return _ordinal_days(expression, start.year, start.month) if start.month else None
    step = WORDS["which_year_told"].get(expression.word("which_year1"))
    if step is None:
        return None
    if expression.kind == "part_of_year":
        return _part_of_year(expression, start.year + step)
    return _dated(expression, start.year + step)


def sequel(
    expression: Expression,
    told: Told,
    published_at: PublishedAt | None,
    looks: Direction | None,
    *,
    same_sentence: bool,
    same_clause: bool,
) -> Period | None:
    """The first such date after the told one ("in Oslo in May 2024, in Bergen in July"), where that is how to read it.

    Not where the verb looks forward from the publication, and not where the date is one of the news day's own.
    """
    if expression.kind not in ("date", "pair") or "which1" in expression.groups or "which_year1" in expression.groups:
        return None
    period = _first_after(expression, told, same_clause=same_clause)
    if period is None or published_at is None:
        return period
    if looks == "future" or not told.has_year or period.latest is None or period.latest > published_at.latest:
        return None
    ends = (published_at.earliest, published_at.latest)
    plain = {from_publication(expression, Telling(day, looks, "")) for day in ends}
    return None if any(each and _is_news(each, published_at, same_sentence) for each in plain) else period


def from_publication(expression: Expression, telling: Telling) -> Period | None:
    """The period as told on one day; None for the kinds that need something told before."""
    reader = _READERS.get(expression.kind)
    return reader(expression, telling) if reader else None


def _first_after(expression: Expression, told: Told, *, same_clause: bool) -> Period | None:
    start = told.period.start
    if start is None:
        return None
    if start.month is None:
        one_year = told.period.start == told.period.end
        return _dated(expression, start.year) if same_clause and one_year and told.has_year else None
    month_begins = start.first.replace(day=1)
    periods = (_dated(expression, year) for year in (start.year, start.year + 1))
    return next((p for p in periods if p and p.is_possible and p.latest and p.latest >= month_begins), None)


def _is_news(period: Period, published_at: PublishedAt, same_sentence: bool) -> bool:
    """Whether the date lies so close before the publication that it is no sequel of an older story."""
    if period.latest is None or period.start is None:
        return False
    if same_sentence and not period.start.day:
        return False
    gap = (published_at.latest - period.latest).days
    return gap <= int(WORDS["tuned"]["news_days"])


def _iso(text: str) -> Moment:
    year, month, day = (int(part) for part in text.split("-"))
    return Moment(year, month, day)


def _last_year(expression: Expression, year: int) -> int:
    last, short = expression.number("year2"), expression.number("short2")
    if last is not None:
        return last
    return year if short is None else year // 100 * 100 + short


def _decade(expression: Expression) -> Period | None:
    first = int(expression.groups["decade"])
    part = (expression.word("part1") or "").strip(" -")
    if not part:
        return Period(Moment(first), Moment(first + 9))
    digits = WORDS["decade_parts"].get(part)
    return Period(Moment(first + digits[0]), Moment(first + digits[1])) if digits else None


def _dated(expression: Expression, year: int | None) -> Period | None:
    """The date or range with ``year`` where it states none; ``pair`` only where its days follow each other."""
    month1, month2 = expression.month(1) or expression.month(2), expression.month(2) or expression.month(1)
    day1, day2 = expression.number("day1"), expression.number("day2")
    if month1 is None or month2 is None:
        return None
    first, last = expression.number("year1"), expression.number("year2")
    if first is None:
        first = last - (month1 > month2) if last is not None else year
    if first is None:
        return None
    if last is None:
        last = first + (month2 < month1)
    between = (expression.word("between") or "").count(",")
    if (
        expression.kind == "pair"
        and not _follow(day1, day2, between + 1)
        and not (day1 is None and _follow(month1, month2, 1))
    ):
        return None
    is_range = day2 is not None or "month2" in expression.groups
    start = Moment(first, month1, day1)
    return (
        Period(start, Moment(last, month2, day2) if is_range else start)
        if start.month and (not is_range or day2 is not None or day1 is None)
        else None
    )


def _follow(first: int | None, last: int | None, step: int) -> bool:
    """Whether two days of a month, or two months, follow each other."""
    return first is not None and last == first + step


def _ordinal_days(expression: Expression, year: int, month: int) -> Period | None:
    """The days of one month that "the 10th", "the 29th to the 31st" and "the 7th and 8th" name."""
    first, last = expression.number("day1"), expression.number("day2")
    if expression.kind == "ordinal_pair" and not _follow(first, last, 1):
        return None
    return Period(Moment(year, month, first), Moment(year, month, last or first))


def _part_of_year(expression: Expression, year: int) -> Period:
    months = expression.number("number1")
    quarter = expression.number("quarter")
    piece = expression.word("piece")
    length = months or (6 if expression.word("fraction") == "half" else 3)
    index = quarter or WORDS["pieces"].get(piece, 12 // length)
    first = (index - 1) * length + 1 if piece != "last" else 13 - length
    return Period(Moment(year, first), Moment(year, min(first + length - 1, 12)))


def _holiday(expression: Expression, year: int, text: str) -> Period | None:
    name = expression.word("holiday1")
    for row in HOLIDAYS:
        cues = row.get("cues")
        if name in (each.lower() for each in row["names"]) and (
            cues is None or any(re.search(rf"\b{re.escape(cue)}", text) for cue in cues)
        ):
            return single(year, row["month"], row["day"])
    return None


def _stepped(expression: Expression, start: Moment, end: Moment) -> Period | None:
    count = _steps(expression)
    unit, point = _unit(expression), end if count > 0 else start
    if unit == "year":
        return single(point.year + count)
    if point.month is None:
        return None
    if unit == "month":
        month = point.first + relativedelta(months=count)
        return single(month.year, month.month)
    if point.day is None:
        return None
    if unit == "week":
        return week_of(point.first + datetime.timedelta(weeks=count))
    return on(point.first + datetime.timedelta(days=count)) if count else Period(start, end)


def _unit(expression: Expression) -> str:
    """Day, week, month or year; a part of a day is one of that day."""
    unit = expression.word("unit")
    return unit if unit in ("week", "month", "year") else "day"


def _steps(expression: Expression) -> int:
    """How many units, behind (negative) or ahead; none where an hour of the same day is told."""
    side = WORDS["sides"][expression.word("side") or "the"]
    return side * (expression.number("number1") or 1) if "unit" in expression.groups else 0


# Against the publication


def _chosen(periods: Iterator[Period | None], day: datetime.date, looks: Direction | None) -> Period | None:
    """Of a recurring period: the last that began by ``day``, the next that has not ended, or else the nearest.

    A day without a year is never nearly a year away: such days carry their year, so there the nearest is taken, too.
    """
    possible = [period for period in periods if period and period.is_possible]
    past = [period for period in possible if period.earliest and period.earliest <= day]
    future = [period for period in possible if period.latest and period.latest >= day]
    nearest = min(possible, key=lambda period: _gap(period, day), default=None)
    if looks is None or looks == "near":
        return min(possible, key=lambda period: _weighed_gap(period, day), default=None)
    chosen = {"past": past[-1:], "future": future[:1]}[looks]
    if not chosen or nearest is None:
        return nearest
    is_far = chosen[0].precision is Precision.DAY and _gap(chosen[0], day) > _FAR_DAYS
    return nearest if is_far else chosen[0]


def _gap(period: Period, day: datetime.date) -> int:
    assert period.earliest is not None
    assert period.latest is not None
    if period.earliest <= day <= period.latest:
        return 0
    return (period.earliest - day).days if day < period.earliest else (day - period.latest).days


def _weighed_gap(period: Period, day: datetime.date) -> int:
    is_ahead = period.earliest is not None and period.earliest > day
    return _gap(period, day) * (_AHEAD_WEIGHT if is_ahead else 1)


def _read_date(expression: Expression, telling: Telling) -> Period | None:
    step = WORDS["which_year"].get(expression.word("which_year1"))
    if step is not None:
        return _dated(expression, telling.day.year + step)
    years = range(telling.day.year - 1, telling.day.year + 2)
    if "which_year1" in expression.groups:
        return None
    periods = (
        _holiday(expression, year, telling.text) if expression.kind == "holiday" else _dated(expression, year)
        for year in years
    )
    which = _which(expression)
    if which is None:
        return _chosen(periods, telling.day, telling.looks)
    return _which_of(list(periods), telling.day, which)


def _which(expression: Expression) -> int | None:
    word = expression.word("which1")
    return None if word is None else int(WORDS["which"][word])


def _which_of(periods: list[Period | None], day: datetime.date, which: int) -> Period | None:
    """The current, the last or the next of a month or season, by ``which`` (0, -1, 1)."""
    possible = [period for period in periods if period and period.is_possible and period.earliest and period.latest]
    if which == 0:
        return next((period for period in possible if period.start and period.start.year == day.year), None)
    if which < 0:
        return next((period for period in reversed(possible) if period.latest and period.latest < day), None)
    return next((period for period in possible if period.earliest and period.earliest > day), None)


def _read_weekday(expression: Expression, telling: Telling) -> Period | None:
    weekday = WORDS["weekdays"][expression.groups["weekday1"].capitalize()]
    week = expression.word("week")
    if week is not None:
        monday = telling.day - datetime.timedelta(days=telling.day.weekday())
        first = monday + datetime.timedelta(weeks=WORDS["which"][week], days=weekday)
    else:
        first = _weekday(expression, weekday, telling.day, telling.looks)
    last = expression.groups.get("weekday2")
    length = (WORDS["weekdays"][last.capitalize()] - weekday) % 7 if last else 0
    return Period(on(first).start, on(first + datetime.timedelta(days=length)).end)


def _weekday(expression: Expression, weekday: int, day: datetime.date, looks: Direction | None) -> datetime.date:
    ahead = datetime.timedelta(days=(weekday - day.weekday()) % 7)
    behind = datetime.timedelta(days=(day.weekday() - weekday) % 7)
    week = datetime.timedelta(days=7)
    word = expression.word("which1")
    if word == "next":
        monday = day - datetime.timedelta(days=day.weekday())
        return monday + week + datetime.timedelta(days=weekday)
    if word == "last" or (word and word.endswith("past")):
        return day - (behind or week)
    if word and word.endswith("coming"):
        return day + (ahead or week)
    if word == "this" and looks is None:
        return day + datetime.timedelta(days=weekday - day.weekday())
    if looks == "near":  # the last one only yesterday or the day before, or where it is clearly nearer
        return day + ahead if behind.days > YESTERDAY and ahead.days <= behind.days + 1 else day - behind
    return day + ahead if looks == "future" else day - behind


def _read_weekend(expression: Expression, telling: Telling) -> Period:
    word = expression.word("which1") or expression.word("which2")
    saturday = telling.day + datetime.timedelta(days=5 - telling.day.weekday())
    has_begun = saturday <= telling.day
    steps = {"next": 1, "last": -1, "this": 0, "this coming": has_begun, "the coming": has_begun}
    default = 0 if telling.looks == "future" or has_begun else -1
    step = steps.get(word, default) if word else default
    saturday += datetime.timedelta(weeks=int(step))
    return Period(on(saturday).start, on(saturday + datetime.timedelta(days=1)).end)


def _read_word(expression: Expression, telling: Telling) -> Period:
    return on(telling.day + datetime.timedelta(days=WORDS["words"][expression.word("word")]))


def _read_ago(expression: Expression, telling: Telling) -> Period | None:
    return _back(expression.word("unit"), expression.number("number1") or 1, telling.day)


def _back(unit: str | None, count: int, day: datetime.date) -> Period:
    """``count`` units before ``day``, as exact as the unit."""
    if unit == "year":
        return single(day.year - count)
    if unit == "month":
        month = day - relativedelta(months=count)
        return single(month.year, month.month)
    then = day - datetime.timedelta(days=count * (7 if unit == "week" else 1))
    return week_of(then) if unit == "week" else on(then)


def _read_unit(expression: Expression, telling: Telling) -> Period:
    return _back(expression.word("unit"), -(_which(expression) or 0), telling.day)


def _read_part_of_year(expression: Expression, telling: Telling) -> Period | None:
    if "which_year1" in expression.groups:
        step = WORDS["which_year"].get(expression.word("which_year1"))
        return None if step is None else _part_of_year(expression, telling.day.year + step)
    return _chosen((_part_of_year(expression, telling.day.year - back) for back in (1, 0)), telling.day, telling.looks)


def _read_season(expression: Expression, telling: Telling) -> Period | None:
    name = WORDS["seasons"][expression.word("season1")]
    years = range(telling.day.year - 2, telling.day.year + 2)
    which = _which(expression)
    periods = [season_of(year, name) for year in years]
    if which in (None, 0):
        return _chosen(iter(periods), telling.day, telling.looks)
    return _which_of(list(periods), telling.day, which or 0)


def _read_step(expression: Expression, telling: Telling) -> Period | None:
    """With nothing told before it, of the publication: the day before for "the day before", as news use it."""
    unit, count = _unit(expression), _steps(expression)
    if unit in ("month", "year") and count == 0:
        return _back(unit, 0, telling.day) if (expression.word("side") or "the") == "the" else None
    return on(telling.day - datetime.timedelta(days=1)) if unit == "day" and count == -1 else None


def _read_ordinal_days(expression: Expression, telling: Telling) -> Period | None:
    """The days so numbered of the month before, this or the next, as the verb looks."""
    months = [telling.day + relativedelta(months=step) for step in (-1, 0, 1)]
    return _chosen((_ordinal_days(expression, one.year, one.month) for one in months), telling.day, telling.looks)


_READERS: dict[str, Callable[[Expression, Telling], Period | None]] = {
    "date": _read_date,
    "pair": _read_date,
    "holiday": _read_date,
    "ordinal_day": _read_ordinal_days,
    "ordinal_pair": _read_ordinal_days,
    "weekday": _read_weekday,
    "weekend": _read_weekend,
    "word": _read_word,
    "ago": _read_ago,
    "unit": _read_unit,
    "part_of_year": _read_part_of_year,
    "season": _read_season,
    "offset": _read_step,
    "neighbour": _read_step,
}
