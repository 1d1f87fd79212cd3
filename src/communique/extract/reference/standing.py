"""Which state and offices the table gives somebody whom the article names, where the name leaves no doubt.

Inside an article, "the French leader" and "both countries" need to know where the people named belong. Not for who a
name stands for in a claim: that is for ``link``, which weighs all that the article says.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from communique.knowledge import NameMatch, Namesake, Person, Term, knowledge, namesakes
from communique.offices import roles_of_title
from communique.records import Record
from communique.spelling import strip_honorifics

LEAST = 12
"""The least prominence of a holder of office who is known by a full name (all but the lowest ranks of offices.toml)."""
LEAST_BY_SURNAME = 55
"""The least prominence of somebody who is known by one name: the leaders and foreign ministers that all papers name."""
RIVAL = 0.6
"""Share of the best one's prominence from which a namesake of another state leaves doubt."""
AT_ANOTHER_TIME = 0.4
"""What is left of an office's prominence when it was not held on the day, as in ``link/scores.py``."""


class Standing(Record, frozen=True):
    """The state of somebody's most prominent office, the roles held on the day (or ever), and all roles."""

    state: str | None
    roles: frozenset[str]
    ever: frozenset[str]


@lru_cache(maxsize=16384)
def standing(name: str, day: datetime.date | None) -> Standing | None:
    """Where a named person stands on a day; None where nobody, or more than one, may be meant."""
    single = " " not in strip_honorifics(name)
    weighed = sorted(
        ((_prominence(one.person, day), one.person.id, one.person) for one in namesakes(name) if _fits(one, single)),
        reverse=True,
    )
    if not weighed or weighed[0][0] < (LEAST_BY_SURNAME if single else LEAST):
        return None
    best = weighed[0][2]
    top = _top(best, day)
    rivals = (weight for weight, _, person in weighed[1:] if _state(person, day) != _state(best, day))
    if top is None or max(rivals, default=0.0) > RIVAL * weighed[0][0]:
        return None
    held = [term for term in best.terms if _covers(term, day)]
    return Standing(
        state=top.state,
        roles=frozenset(term.role for term in held if term.role),
        ever=frozenset(term.role for term in best.terms if term.role),
    )


def _fits(namesake: Namesake, single: bool) -> bool:
    return namesake.match is NameMatch.SURNAME if single else not namesake.match.one_name


def _covers(term: Term, day: datetime.date | None) -> bool:
    return day is None or term.covers(day, day)


def _prominence(person: Person, day: datetime.date | None) -> float:
    held = max((term.rank for term in person.terms if _covers(term, day)), default=0)
    return max(float(held), person.rank * AT_ANOTHER_TIME)


def _top(person: Person, day: datetime.date | None) -> Term | None:
    """The most prominent office, one held on the day before all others."""
    return max(person.terms, key=lambda term: (_covers(term, day), term.rank), default=None)


def _state(person: Person, day: datetime.date | None) -> str | None:
    top = _top(person, day)
    return top.state if top is not None else None


@lru_cache(maxsize=4096)
def holder(title: str, state: str | None, day: datetime.date | None) -> str | None:
    """The name of the one person who holds what a title means on a day, if a single one does."""
    if day is None or state is None:
        return None
    for role in roles_of_title(title, state):
        found = knowledge().holders(role, state, day, day)
        if found:
            return found[0].name if len(found) == 1 else None
    return None


@lru_cache(maxsize=1024)
def body_has(roles: frozenset[str], body: str) -> bool:
    """Whether a body ever had a holder of one of the roles: the EU a foreign policy chief, but no SAARC."""
    known = knowledge()
    return any(known.holders(role, body, datetime.date.min, datetime.date.max) for role in roles)
