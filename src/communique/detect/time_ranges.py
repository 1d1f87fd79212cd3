"""Two days that are told as one time: "on Tuesday and Wednesday", "from Wednesday, March 20 until Friday".

Not for ranges that share a month ("March 20-22"); those are one expression (``time_grammar.py``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from communique.detect.periods import Period, on
from communique.detect.tense import Direction
from communique.detect.time_grammar import WORDS, Expression
from communique.records import Precision

_RANGE = frozenset(WORDS["joins"]["range"])
_PAIR = frozenset(WORDS["joins"]["pair"])
_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression with its period, what that was computed from, and which way the verb looks."""

    expression: Expression
    period: Period
    anchor: str
    direction: Direction | None


def join(found: Iterable[Dated], text: str) -> list[Dated]:
    """The times of one paragraph, in order, with two days that belong together as one interval."""
    joined: list[Dated] = []
    for dated in found:
        both = _joined(joined[-1], dated, text) if joined else None
        if both is None:
            joined.append(dated)
        else:
            joined[-1] = both
    return joined


def _joined(first: Dated, last: Dated, text: str) -> Dated | None:
    """The interval of two days, where the words between them make it one."""
    if first.expression.opens or not _are_days(first.period, last.period):
        return None
    between = text[first.expression.end : last.expression.core].strip(" ,").lower()
    if between not in _RANGE | _PAIR or (last.expression.opens and between not in _RANGE):
        return None
    begins, ends = _in_order(first, last)
    if begins >= ends or (between in _PAIR and ends - begins != datetime.timedelta(days=1)):
        return None
    expression = replace(first.expression, end=last.expression.end)
    return Dated(expression, Period(on(begins).start, on(ends).end), first.anchor, first.direction)


def _are_days(first: Period, last: Period) -> bool:
    return first.precision is Precision.DAY and last.precision is Precision.DAY


def _in_order(first: Dated, last: Dated) -> tuple[datetime.date, datetime.date]:
    """Both days; two bare weekdays are moved so that the second follows the first, as the verb looks."""
    begins, ends = first.period.earliest, last.period.earliest
    assert begins is not None
    assert ends is not None
    if first.expression.kind == last.expression.kind == "weekday" or (
        last.expression.kind == "weekday" and begins > ends
    ):
        if first.direction == "future" or first.expression.kind != "weekday":
            ends = begins + (ends - begins) % _WEEK
        else:
            begins = ends - (ends - begins) % _WEEK
    return begins, ends
