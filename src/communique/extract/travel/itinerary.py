"""Journeys with several legs that each have their own day: "will visit Paris on Monday and Berlin on Tuesday".

The parser seldom sees that what follows "and" is another goal; the words and their order leave no doubt.
Not for goals that share one time; those are in ``goals.py``.
"""

from __future__ import annotations

import re

from communique.extract.context import Context
from communique.extract.travel.destinations import Goal
from communique.records import EntityKind, Mention, Reference, When

BEFORE_TIME = re.compile(r",? (?:on |in |from |late on |early on |earlier |late |early )?(?:the )?")
"""What stands between a goal and its day."""
BETWEEN_LEGS = re.compile(r"(?:,? and (?:then )?|, (?:then )?)(?:on )?(?:to |in |at |for )?(?:the )?")
"""What stands between the day of one leg and the goal of the next."""
MOST_LEGS = 12


def legs_of(context: Context, goals: list[Goal]) -> list[tuple[Goal, When]]:
    """Each goal with its own day, and the further legs behind the last one; nothing where they share one time."""
    own = [(goal, when) for goal in goals if (when := _behind(context, _named(goal))) is not None]
    if not own or len(own) < len(goals):
        return []
    while len(own) < MOST_LEGS and (leg := _next(context, own[-1][1])) is not None:
        own.append(leg)
    return own if len(own) > 1 else []


def _named(goal: Goal) -> Reference | None:
    place, country = goal
    return place if place is not None else country


def _behind(context: Context, place: Reference | None) -> When | None:
    """The time right behind a place."""
    return _time_at(context, place.evidence.end) if place is not None else None


def _time_at(context: Context, end: int) -> When | None:
    """The time that follows an offset, with no more than a preposition before it."""
    text = context.article.document.text
    between = BEFORE_TIME.match(text, end)
    starts = {end, between.end() if between is not None else end}
    found = (when for when in context.article.mentions.times if when.evidence.start in starts or _opens(when, end))
    return next((when for when in found if when.earliest is not None and when.latest is not None), None)


def _opens(when: When, end: int) -> bool:
    """Whether the words of a time begin with its preposition ("in May"), right behind an offset."""
    return when.evidence.start == end + 1


def _next(context: Context, when: When) -> tuple[Goal, When] | None:
    """The leg behind a day: a place and its own day."""
    joint = BETWEEN_LEGS.match(context.article.document.text, when.evidence.end)
    mention = context.article.mention_at(joint.end()) if joint is not None else None
    following = _time_at(context, mention.end) if mention is not None and _is_place(mention) else None
    place = context.resolver.place(mention) if mention is not None and following is not None else None
    if place is None or place.state is None or following is None:
        return None
    return (None if place.name == place.state else place, place), following


def _is_place(mention: Mention) -> bool:
    return mention.kind in (EntityKind.PLACE, EntityKind.STATE) and not mention.demonym
