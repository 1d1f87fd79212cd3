"""What the mentions of one stay make of each other: who has arrived is there, whatever the visit was to be.

Not for which mentions are of one visit in general; that is ``encounters.py``.
"""

from __future__ import annotations

import datetime

import msgspec

from communique.link.encounters import lies_within, same_goal_and_visitor
from communique.records import (
    TOOK_PLACE,
    Coded,
    EntityKind,
    Precision,
    PublishedAt,
    Status,
    Visit,
)
from communique.tables import table

ARRIVED = frozenset(table("communique.link", "settling.toml")["arrived"])
"""Words from which it was read that somebody is or was there."""
STAYS = frozenset(table("communique.link", "settling.toml")["names"])
"""Nouns of a stay that an arrival has begun."""
GOING_ON = frozenset(table("communique.link", "settling.toml")["going_on"])
"""Words from which it was read that a visit is under way."""
LONGEST = datetime.timedelta(days=4)
"""From an arrival to what is still to come of the same stay."""
NEAR = 500
"""Characters from a visit to the sentence that only says what rank it has: two or three sentences."""


def is_told_again(first: Visit, second: Visit) -> bool:
    """Whether two mentions are of one visit though their statuses or their visitors do not say so."""
    return is_one_stay(first, second) or is_of_nobody(first, second)


def leading(first: Visit, second: Visit) -> tuple[Visit, Visit] | None:
    """The mention that stays, and the other: an arrival before its plan, names before ranks; None if neither says."""
    if is_one_stay(first, second):
        return begun(first, second)
    if is_of_nobody(first, second):
        return (second, first) if is_unnamed(first) else (first, second)
    if _is_going_on(first, second) or _is_going_on(second, first):
        return _without_a_day(first, second) if _is_going_on(first, second) else _without_a_day(second, first)
    values = [one.status.value if one.status is not None else None for one in (first, second)]
    there = [one in TOOK_PLACE for one in values]
    if there[0] != there[1] and Status.PROPOSED in values:
        return (first, second) if there[0] else (second, first)
    return None


def is_one_stay(first: Visit, second: Visit) -> bool:
    """Whether one tells of an arrival and the other of what was or is to come of it: "to visit X", "arrived in X"."""
    there, plan = (first, second) if has_arrived(first) else (second, first)
    if not has_arrived(there) or not _is_planned(plan) or not same_goal_and_visitor(first, second):
        return False
    if there.when is None or plan.when is None:
        return not there.superseded and _is_exact(there)
    if lies_within(there.when, plan.when) or lies_within(plan.when, there.when):
        return True
    first_day, next_day = there.when.latest, plan.when.earliest
    if first_day is None or next_day is None or not _is_exact(there):
        return False
    return plan.when.latest is not None and datetime.timedelta(0) <= next_day - first_day <= LONGEST


def has_arrived(visit: Visit) -> bool:
    """Whether a visit is told by words that say that somebody got there."""
    if visit.status is None or visit.status.value not in (Status.ONGOING, Status.OCCURRED):
        return False
    told = visit.status.evidence.quote.lower()
    return told in ARRIVED or (visit.status.value == Status.ONGOING and told.rstrip("s") in STAYS)


def _is_planned(visit: Visit) -> bool:
    return visit.status is not None and visit.status.value == Status.PLANNED


def _is_exact(visit: Visit) -> bool:
    """Whether no more than the day or the days of an arrival or a stay are told: not "in May"."""
    return visit.when is None or visit.when.precision in (Precision.DAY, Precision.INTERVAL)


def still_there(visit: Visit, published: PublishedAt | None) -> Visit:
    """A visit told by the arrival whose days, as another mention tells them, are not over yet."""
    if visit.status is None or visit.status.value != Status.OCCURRED or not has_arrived(visit) or published is None:
        return visit
    when = visit.when
    if when is None or when.precision is not Precision.INTERVAL or when.latest is None or when.earliest is None:
        return visit
    lasts = when.earliest <= published.earliest and when.latest > published.latest
    return msgspec.structs.replace(visit, status=_ongoing(visit.status)) if lasts else visit


def _ongoing(status: Coded) -> Coded:
    return msgspec.structs.replace(status, value=Status.ONGOING.value)


def is_of_nobody(first: Visit, second: Visit) -> bool:
    """Whether one only tells what rank the other has: "This was the first visit by a French minister since 2001"."""
    ranked, named = (first, second) if is_unnamed(first) else (second, first)
    if not is_unnamed(ranked) or is_unnamed(named):
        return False
    same = (first.destination and first.destination.state) == (second.destination and second.destination.state)
    near = 0 <= ranked.evidence.start - named.evidence.start < NEAR
    sides = {one.value for one in (first.status, second.status) if one is not None}
    home = {one.state for one in named.visitor} & {one.state for one in ranked.visitor}
    return same and near and bool(home) and (sides <= TOOK_PLACE or len(sides) == 1) and ranked.when is None


def is_unnamed(visit: Visit) -> bool:
    """Whether no visitor is named, but only the state that he or she is of."""
    return all(one.kind is EntityKind.STATE for one in visit.visitor)


def _is_going_on(there: Visit, plan: Visit) -> bool:
    """Whether one says in so many words that somebody is on a visit, of which the other tells what is still to come."""
    said = there.status is not None and there.status.evidence.quote.lower() in GOING_ON
    apart = there.place is not None and plan.place is not None and there.place.name != plan.place.name
    return (
        said and not apart and there.status is not None and there.status.value == Status.ONGOING and _is_planned(plan)
    )


def begun(first: Visit, second: Visit) -> tuple[Visit, Visit]:
    """The mention of the arrival first, and the plan without the day of what is only done in the course of the stay."""
    return _without_a_day(*((first, second) if has_arrived(first) else (second, first)))


def _without_a_day(there: Visit, plan: Visit) -> tuple[Visit, Visit]:
    """A stay and its plan, without a day of the plan that is not that of the stay; the days of the whole stay are."""
    whole = plan.when is not None and plan.when.precision is Precision.INTERVAL and there.when is None
    within = there.when is not None and plan.when is not None and lies_within(there.when, plan.when)
    return (there, plan) if whole or within else (there, msgspec.structs.replace(plan, when=None))
