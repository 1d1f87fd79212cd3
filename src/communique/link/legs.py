"""What the legs of one journey share: a span of days in which each has its own, and that the whole is called off.

Not for what a visit and the meetings held on it tell of each other; that is ``travel.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from communique.link.encounters import lies_within, shares
from communique.link.retelling import value_of
from communique.records import AnyClaim, Meeting, Precision, Status, Visit, When
from communique.tables import table

WORDS = table("communique.link", "settling.toml")


def _right_before(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some words at the end of a text, with no more than one word behind it."""
    return re.compile(rf"\b(?:{'|'.join(words)})\W+(?:\w+\W+)?$", re.IGNORECASE)


PAST_PLAN = _right_before(WORDS["past_plans"])
"""Words right before that of a plan by which it is one of the past: "was originally" scheduled."""
PLANNED = frozenset(WORDS["planned"])
"""Past forms of verbs of planning."""
PRESENT = _right_before(WORDS["present"])
"""Auxiliaries by which such a form is no past."""
OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def with_own_days(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims, a visit that shares a span of days with other goals with the day that the article gives it alone."""
    visits = [one for one in claims if isinstance(one, Visit)]
    return tuple(_on_own_day(one, visits) if isinstance(one, Visit) else one for one in claims)


def _on_own_day(visit: Visit, visits: Iterable[Visit]) -> Visit:
    when = visit.when
    if when is None or when.precision is not Precision.INTERVAL:
        return visit
    shared = any(one.when == when and _goal(one) != _goal(visit) and one.evidence == visit.evidence for one in visits)
    own = [one for one in visits if shared and _goal(one) == _goal(visit) and shares(visit.visitor, one.visitor, 1)]
    days = {one.when.edtf: one.when for one in own if one.when is not None and _is_inside(one.when, when)}
    return msgspec.structs.replace(visit, when=next(iter(days.values()))) if len(days) == 1 else visit


def _is_inside(inner: When, outer: When) -> bool:
    return inner.edtf != outer.edtf and lies_within(inner, outer)


def _goal(visit: Visit) -> str | None:
    return visit.destination.state if visit.destination is not None else None


def called_off_with(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims, what somebody "was to" do on a journey that is put or called off as put or called off with it."""
    off = [one for one in claims if isinstance(one, Visit) and not one.superseded and value_of(one) in OFF]
    return tuple(_with_journey(one, off) if isinstance(one, Visit | Meeting) else one for one in claims)


def _with_journey(claim: Visit | Meeting, off: Iterable[Visit]) -> Visit | Meeting:
    if claim.superseded or value_of(claim) != Status.PLANNED or not _was_planned(claim):
        return claim
    people = claim.visitor if isinstance(claim, Visit) else claim.participants
    journey = next((one for one in off if shares(one.visitor, people, 1) and _is_part(claim, one)), None)
    return msgspec.structs.replace(claim, status=journey.status) if journey is not None else claim


def _is_part(claim: Visit | Meeting, journey: Visit) -> bool:
    """Whether something may have been planned for a journey: told after it, in its days and its country."""
    later = claim.evidence.start >= journey.evidence.end
    timed = claim.when is None or journey.when is None or lies_within(claim.when, journey.when)
    if isinstance(claim, Visit):
        region = journey.destination is not None and journey.destination.state is None
        return later and timed and region
    there = claim.country is None or (claim.country.state == _goal(journey))
    return later and timed and there


def _was_planned(claim: Visit | Meeting) -> bool:
    """Whether a plan is told in the past: "was scheduled to", "planned to"."""
    if claim.status is None:
        return False
    before = claim.evidence.quote[: max(0, claim.status.evidence.start - claim.evidence.start)]
    word = claim.status.evidence.quote.lower()
    return bool(PAST_PLAN.search(before)) or word == "was" or (word in PLANNED and not PRESENT.search(before))
