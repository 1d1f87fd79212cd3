"""What the record said of an event from each day of publication on: its status and its time, with the claims behind."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from communique.merge.told import Told
from communique.merge.windows import Exactness, rule
from communique.records import AHEAD, CALLED_OFF, TOOK_PLACE, Status, Step, Visit
from communique.rescheduling import tells_of_a_change

SETTLED = (TOOK_PLACE, CALLED_OFF)
"""Statuses that a plan ends in: that it took place, or that it did not."""
PLANS = AHEAD | {Status.POSTPONED}
"""Statuses of a plan; what is told as past may say that it had been moved before, and moves nothing."""
SEVERAL = 2
"""Articles that must tell of an event as under way, or as past, to date it by publication: one may be ahead of it."""
NOT_ALONE = 2
"""Outlets that must give a first day where a later one has more: a single one has often misdated it."""
ENOUGH = 0.3
"""Share of the best supported day's outlets from which an earlier first day, or a later last day, holds, too."""


@dataclass(frozen=True, slots=True)
class Time:
    """When an event is, as EDTF and as its first and last day."""

    edtf: str
    earliest: datetime.date | None
    latest: datetime.date | None


def history_of(reports: Sequence[Told]) -> tuple[tuple[Step, ...], Time | None]:
    """A step for each day of publication that changed the status or the time, and the time that the last one has.

    Reports without a day come last.
    ``reports`` in order of publication; one of which only an interval is known counts from its last day on.
    """
    days: dict[datetime.date | None, list[Told]] = defaultdict(list)
    for one in reports:
        days[one.published_by].append(one)
    steps: list[Step] = []
    known: list[Told] = []
    time: Time | None = None
    for day, told in sorted(days.items(), key=lambda item: item[0] or datetime.date.max):
        known += told
        time = time_of(known)
        before = steps[-1].status if steps else None
        begins = _beginning(known)
        if before in TOOK_PLACE and begins is not None and day is not None and day < begins:
            before = Status.PLANNED  # what was told too early, as its days now show
        so_far = [_in_time(one, begins) for one in known]
        is_its_day = begins is not None and day is not None and begins <= day
        status = next_status(before, so_far[-len(told) :], so_far, is_its_day=is_its_day)
        edtf = time.edtf if time is not None else None
        if not steps or (status, edtf) != (steps[-1].status, steps[-1].when):
            steps.append(Step(published_on=day, status=status, when=edtf, claims=tuple(one.id for one in told)))
    return tuple(steps), time


def _beginning(known: Iterable[Told]) -> datetime.date | None:
    """The first day that any report gives, else of the first month or year."""
    dated = [one for one in known if one.window is not None and one.window.exactness is not Exactness.NONE]
    exact = [_start(one) for one in dated if _gives_days(one)]
    return min(exact or map(_start, dated), default=None)


def _in_time(one: Told, begins: datetime.date | None) -> Told:
    """A report as a plan, if it tells as under way, or as past, what has not begun when it is published.

    It begins on the days that the report gives, else on the first that any other gives.
    """
    begins = _start(one) if _gives_days(one) else begins
    if begins is None or one.status not in TOOK_PLACE or one.published_by is None:
        return one
    return replace(one, status=Status.PLANNED) if one.published_by < begins else one


def _gives_days(one: Told) -> bool:
    return one.window is not None and one.window.exactness is Exactness.DAYS


def next_status(
    status: Status | None, told: Sequence[Told], known: Sequence[Told], *, is_its_day: bool = False
) -> Status | None:
    """The status after a day's reports: what most of its outlets say.

    What took place is neither planned again nor under way again, and a plan told without a day gives way to the report
    that a day has come, or, from the event's first day on, that it took place. That it did not take place must be said
    by more outlets than that it did, and that what was called off did take place, or is planned again, by no fewer, all
    days together.
    """
    if any(one.status in TOOK_PLACE and (is_its_day or _gives_days(one)) for one in told):
        told = [one for one in told if one.status not in AHEAD or _gives_days(one)]
    votes = _outlets_by_status(told)
    settled = next((side for side in SETTLED if status in side), None)
    if settled is not None:
        votes = {one: who for one, who in votes.items() if one in settled or _outweighs(one, settled, known)}
    if status is Status.OCCURRED:
        votes.pop(Status.ONGOING, None)
    if not votes:
        return status
    if _number(votes, TOOK_PLACE) >= _number(votes, CALLED_OFF):
        votes = {one: who for one, who in votes.items() if one not in CALLED_OFF}
    order = list(Status)
    return max(votes, key=lambda value: (len(votes[value]), order.index(value)))


def _outweighs(status: Status, settled: frozenset[Status], known: Sequence[Told]) -> bool:
    """Whether enough outlets tell of another side than the settled one; of plans only those since it was called off."""
    ever = _outlets_by_status(known)
    if status not in AHEAD:
        return _number(ever, _side(status)) >= _number(ever, settled) + (settled is TOOK_PLACE)
    days = [one.published_by for one in known if one.status in CALLED_OFF and one.published_by is not None]
    if settled is TOOK_PLACE or not days:
        return False
    later = [one for one in known if one.published_by is not None and one.published_by > min(days)]
    return _number(_outlets_by_status(later), AHEAD) >= _number(ever, settled)


def _side(status: Status) -> frozenset[Status]:
    return next((side for side in SETTLED if status in side), frozenset())


def _number(outlets: Mapping[Status, set[str]], side: frozenset[Status]) -> int:
    return len(set().union(*(outlets.get(one, set()) for one in side)))


def _outlets_by_status(reports: Iterable[Told]) -> dict[Status, set[str]]:
    outlets: dict[Status, set[str]] = defaultdict(set)
    for one in reports:
        if one.status is not None:
            outlets[one.status].add(one.report.teller)
    return outlets


def time_of(reports: Sequence[Told]) -> Time | None:
    """The time of an event: days that reports give, of those that tell that it took place if there are any.

    A stay that is told from day to day, if only as a plan, holds where it has all those days in it. Without days, those
    on which it was reported as under way, as approximate; else a month or a year that is given.
    """
    exact = [one for one in reports if _gives_days(one)]
    past = _not_astray([one for one in exact if one.status in TOOK_PLACE], exact)
    dated = past or _not_put_off(exact, reports)
    if dated:
        first, last = _held([(_start(one), one) for one in dated], min), _held([(_end(one), one) for one in dated], max)
        stays = [one.window for one in exact if one.window is not None and _start(one) <= first and last <= _end(one)]
        first, last = min([first, *(one.earliest for one in stays)]), max([first, last, *(one.latest for one in stays)])
        return Time(f"{first}" if first == last else f"{first}/{last}", first, last)
    return _by_publication(reports) or _longer(reports)


def _by_publication(reports: Sequence[Told]) -> Time | None:
    """The days on which it was reported as under way, and as past the days before, if several articles tell of it.

    What was told as past before it was told as under way, by no more days than a stay takes, had begun by then. What
    was told as ahead no more days before several told of it as past took place between the two, about the later. A
    tour of a region takes longer than the days on which it is news.
    """
    been = [one for one in reports if one.status in TOOK_PLACE]
    if len({one.report.claim.document for one in been}) < SEVERAL or any(map(_is_tour, been)):
        return None
    stay = datetime.timedelta(rule(been[0].type, "stay"))
    days = sorted(one.published_on for one in been if one.status is Status.ONGOING and one.published_on is not None)
    if not days:
        day = _between(reports, stay)
        return Time(f"{day}~", day, day) if day is not None else None
    begun = [one.published_on for one in been if one.published_on is not None and one.published_on >= days[0] - stay]
    first, last = min(begun), days[-1]
    return Time(f"{first}~" if first == last else f"{first}~/{last}~", first, last)


def _is_tour(one: Told) -> bool:
    """Whether a visit is to a region, of which nobody says to which of its states."""
    claim = one.report.claim
    return isinstance(claim, Visit) and claim.destination is not None and claim.destination.state is None


def _between(reports: Sequence[Told], stay: datetime.timedelta) -> datetime.date | None:
    """The first day on which outlets tell of it as past, if it is several, and one told it as ahead so few days before.

    Nobody must have called it off, nor given its month.
    """
    if any(one.status in CALLED_OFF or one.report.claim.when is not None for one in reports):
        return None
    past: dict[datetime.date, set[str]] = defaultdict(set)
    for one in reports:
        if one.status in TOOK_PLACE and one.published_on is not None:
            past[one.published_on].add(one.report.teller)
    ahead = [one.published_on for one in reports if one.status in AHEAD and one.published_on is not None]
    first = min(past, default=None)
    before = [day for day in ahead if first is not None and day < first]
    enough = first is not None and len(past[first]) >= SEVERAL and bool(before)
    return first if enough and first is not None and first - max(before) <= stay else None


def _not_astray(past: list[Told], exact: Sequence[Told]) -> list[Told]:
    """Of reports that it took place, those but one outlet's days that are farther from all others than a stay goes."""
    stay = max((rule(one.type, "stay") for one in exact), default=0)

    def is_astray(one: Told) -> bool:
        others = [other for other in exact if other.report.teller != one.report.teller]
        near = any(one.window.gap(other.window) <= stay for other in others if one.window and other.window)
        return not near and len({other.report.teller for other in others}) >= NOT_ALONE

    return [one for one in past if not is_astray(one)] or past


def _not_put_off(exact: list[Told], reports: Sequence[Told]) -> list[Told]:
    """Of plans and the like, those told since it was last put off or moved, if any are: the days before are old."""
    plans = [one for one in reports if one.status in PLANS and tells_of_a_change(one.report.claim)]
    put_off = [one.published_by for one in plans if one.published_by is not None]
    newer = [one for one in exact if put_off and one.published_by is not None and one.published_by >= max(put_off)]
    return [one for one in newer if one.status is not Status.POSTPONED] or newer or exact


def _start(one: Told) -> datetime.date:
    return one.window.earliest if one.window is not None else datetime.date.min


def _end(one: Told) -> datetime.date:
    return one.window.latest if one.window is not None else datetime.date.min


def _held(days: Sequence[tuple[datetime.date, Told]], choose: object) -> datetime.date:
    """The first (or last) day that enough outlets give; one alone does not bring forward what three or more give."""
    outlets: dict[datetime.date, set[str]] = defaultdict(set)
    for day, one in days:
        outlets[day].add(one.report.teller)
    most = max(len(names) for names in outlets.values())
    enough = max(ENOUGH * most, min(most - 1, NOT_ALONE) if choose is min else 0)
    held = [day for day, names in outlets.items() if len(names) >= enough]
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
