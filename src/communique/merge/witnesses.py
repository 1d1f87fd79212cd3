"""Meetings that bear witness to a visit: who meets somebody in a country is there.

A witness confirms and dates a visit that others tell of. It makes no visit, and it is of its own event all the same.
"""

from __future__ import annotations

import datetime
import itertools

from communique.merge.keys import MOST_PARTIES, Key, key_of
from communique.merge.likeness import FORBIDDEN, VAGUE, AnyGroup
from communique.merge.told import Traits
from communique.merge.windows import RULES, Exactness, Window, rule
from communique.records import TOOK_PLACE, AnyClaim, ClaimType, EntityKind, Feature, Meeting, Reference

RULE = RULES["witness"]
IN_PERSON = "in_person"
DAY = datetime.timedelta(1)
SIDES = frozenset({EntityKind.PERSON, EntityKind.STATE})


def witnessed_by(claim: AnyClaim) -> tuple[Key, ...]:
    """The blocks of visits to which a claim may bear witness: none but meetings that are held in person do.

    In a country that the text names, each foreign participant is there. Where it names none, one of two is with the
    other, and it depends on the visit's host who.
    """
    if not isinstance(claim, Meeting) or claim.known_status not in TOOK_PLACE:
        return ()
    if claim.format is not None and claim.format.value != IN_PERSON:
        return ()
    present = [one for one in claim.participants[:MOST_PARTIES] if one.state is not None and one.kind in SIDES]
    if claim.country is not None and claim.country.state is not None:
        found = [(one, claim.country.state) for one in present]
    else:
        found = [(one, other.state) for one, other in itertools.permutations(present, 2) if other.state is not None]
    return tuple(dict.fromkeys(_visit(one, state) for one, state in found if one.state != state and _is_person(one)))


def _visit(visitor: Reference, state: str) -> Key:
    return ClaimType.VISIT.value, state, key_of(visitor)


def _is_person(one: Reference) -> bool:
    return one.kind is EntityKind.PERSON


def bears_witness(one: Traits, group: AnyGroup) -> tuple[Feature, ...]:
    """What makes a meeting witness of a group's visit; it ends at what forbids it."""
    where = "in that country" if one.country else "who is the host"
    if not one.country and not one.parties & group.hosts:
        return (_no("The meeting has no country, and nobody of it is named as host."),)
    time = _time(one, group)
    if time.value <= FORBIDDEN:
        return (time,)
    sentence = f"Who meets somebody {where} in those days is there."
    return (time, Feature(name="presence", value=1.0 if one.country else 0.5, sentence=sentence))


def _time(one: Traits, group: AnyGroup) -> Feature:
    """The meeting must be within the days of the visit, or in the time of one without days, and near its reports.

    Only the days of one that took place may be widened: the day before a plan is of another stay, or of an earlier leg.
    """
    here, there = _days_of(one), group.window
    if here is None or there is None:
        return _no("Nothing is known of the time of one of them.")
    if not group.under_way and group.days_published and here.latest < min(group.days_published):
        return _no(f"The meeting of {here} was before the visit was first told of, which lay ahead then.")
    if there.exactness is Exactness.DAYS:
        known = group.under_way and one.country and _is_dated(one)
        gap, allowed = here.gap(there), rule(group.type, "slack") if known else 0
        length = (max(here.latest, there.latest) - min(here.earliest, there.earliest)).days + 1
        agrees = gap <= allowed and length <= rule(group.type, "longest")
        return _yes(f"The meeting of {here} is of the days {there}.") if agrees else _no(f"{here} is not {there}.")
    if one.country is None or not _is_dated(one):
        return _no("The visit has no days, and the meeting no country or no day.")
    if here.gap(there) or there.given > VAGUE or not _is_near(here, group):
        return _no(f"{here} is not near what was told of the visit.")
    return _yes(f"The meeting of {here} is in the time of the visit.")


def _days_of(one: Traits) -> Window | None:
    """The day of the meeting; where it is told without one, that of publication, which is no more than a day late."""
    if _is_dated(one):
        return one.window
    day = one.published_on
    return Window(day - DAY, day, Exactness.NONE) if day is not None and _has_no_time(one) else None


def _is_dated(one: Traits) -> bool:
    return one.window is not None and one.window.exactness is Exactness.DAYS


def _has_no_time(one: Traits) -> bool:
    return one.window is not None and one.window.exactness is Exactness.NONE


def _is_near(here: Window, group: AnyGroup) -> bool:
    days = group.days_published
    return not days or min(abs((here.earliest - day).days) for day in days) <= RULE["near"]


def _yes(sentence: str) -> Feature:
    return Feature(name="time", value=1.0, sentence=sentence)


def _no(sentence: str) -> Feature:
    return Feature(name="time", value=FORBIDDEN, sentence=sentence)
