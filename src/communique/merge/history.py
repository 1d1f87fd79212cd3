"""What the record said of an event from each day of publication on: its status and its time, with the claims behind."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.merge.told import Told
from communique.merge.windows import UNDER_WAY, Exactness
from communique.records import Status, Step

AHEAD = frozenset({Status.PROPOSED, Status.PLANNED})
ENOUGH = 0.3
"""Share of the best supported day's outlets from which an earlier first day, or a later last day, holds, too."""


@dataclass(frozen=True, slots=True)
class Time:
    """When an event is, as EDTF and as its first and last day."""

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None


def history_of(reports: Sequence[Told]) -> tuple[Step, ...]:
    """A step for each day of publication that changed the status or the time; reports without a day come last.

    ``reports`` in order of publication.
    """
    days: dict[datetime.date | None, list[Told]] = defaultdict(list)
    for one in reports:
        days[one.published_on].append(one)
    steps: list[Step] = []
    known: list[Told] = []
    for day, told in sorted(days.items(), key=lambda item: item[0] or datetime.date.max):
        known += told
        status = next_status(steps[-1].status if steps else None, told, known)
        time = time_of(known)
        edtf = time.edtf if time is not None else None
        if not steps or (status, edtf) != (steps[-1].status, steps[-1].when):
            steps.append(Step(published_on=day, status=status, when=edtf, claims=tuple(one.id for one in told)))
    return tuple(steps)


def next_status(status: Status | None, told: Sequence[Told], known: Sequence[Told]) -> Status | None:
    """The status after a day's reports: what most of its outlets say.

    What took place is not planned again, and that it did not take place must be said by more outlets than that it did.
    """
    votes = _outlets_by_status(told)
    if status in UNDER_WAY:
        ever = _outlets_by_status(known)
        took_place = len(set().union(*(ever.get(one, ()) for one in UNDER_WAY)))
        votes = {one: who for one, who in votes.items() if one in UNDER_WAY or len(ever[one]) > took_place}
        votes = {one: who for one, who in votes.items() if one not in AHEAD}
    if not votes:
        return status
    order = list(Status)
    return max(votes, key=lambda value: (len(votes[value]), order.index(value)))


def _outlets_by_status(reports: Iterable[Told]) -> dict[Status, set[str]]:
    outlets: dict[Status, set[str]] = defaultdict(set)
    for one in reports:
        if one.status is not None:
            outlets[one.status].add(one.report.outlet or one.report.claim.document)
    return outlets


def time_of(reports: Sequence[Told]) -> Time | None:
    """The time of an event: days that reports give, of those that tell that it took place if there are any.

    Without days, the days on which it was reported as under way, as approximate; else a month or a year that is given.
    """
    exact = [one for one in reports if one.window is not None and one.window.exactness is Exactness.DAYS]
    told = [one for one in exact if one.status in UNDER_WAY] or exact
    if told:
        first, last = _held([(_start(one), one) for one in told], min), _held([(_end(one), one) for one in told], max)
        last = max(first, last)
        return Time(f"{first}" if first == last else f"{first}/{last}", first, last)
    under_way = sorted(one.published_on for one in reports if one.status is Status.ONGOING and one.published_on)
    if under_way:
        first, last = under_way[0], under_way[-1]
        return Time(f"{first}~" if first == last else f"{first}~/{last}~", first, last)
    return _longer(reports)


def _start(one: Told) -> datetime.date:
    return one.window.earliest if one.window is not None else datetime.date.min


def _end(one: Told) -> datetime.date:
    return one.window.latest if one.window is not None else datetime.date.min


def _held(days: Sequence[tuple[datetime.date, Told]], choose: object) -> datetime.date:
    """The first (or last) day that enough outlets give."""
    outlets: dict[datetime.date, set[str]] = defaultdict(set)
    for day, one in days:
        outlets[day].add(one.report.outlet or one.report.claim.document)
    most = max(len(names) for names in outlets.values())
    held = [day for day, names in outlets.items() if len(names) >= ENOUGH * most]
    return min(held) if choose is min else max(held)


def _longer(reports: Sequence[Told]) -> Time | None:
    """The month, year or open interval that most reports give."""
    given = Counter(one.report.claim.when for one in reports if one.report.claim.when is not None)
    times = Counter(when.edtf for when in given.elements())
    if not times:
        return None
    best = min(times, key=lambda edtf: (-times[edtf], -len(edtf), edtf))
    when = next(when for when in given if when.edtf == best)
    return Time(best, when.earliest, when.latest)
