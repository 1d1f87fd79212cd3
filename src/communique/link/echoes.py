"""Meetings that other claims of an article tell already: what many had one by one, where talks took place, a sum.

Not for two tellings of one meeting, which ``encounters.py`` finds.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.link.encounters import is_alone, is_crowd, may_be_one, shares, told_together
from communique.records import AnyClaim, EntityKind, Meeting
from communique.tables import table

SEPARATE = frozenset(table("communique.link", "settling.toml")["separate"])
"""Words by which several meetings are told at once."""
MANY = 3
"""Participants from which "they discussed" may tell of several meetings at once: with fewer it is settled as one."""


def without_echoes(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims without meetings that other claims tell: what many had one by one, where talks took place."""
    meetings = [claim for claim in claims if isinstance(claim, Meeting) and claim.format is not None]
    met = {one.entity or one.name for claim in meetings for one in claim.participants}
    return tuple(
        claim
        for claim in claims
        if not (
            isinstance(claim, Meeting)
            and (_is_of_all(claim, met) or _is_setting(claim, meetings) or _is_sum(claim, meetings))
        )
    )


def _is_of_all(meeting: Meeting, met: set[str]) -> bool:
    """Whether a meeting says no more than "they discussed", of people who all meet in other claims."""
    if meeting.format or meeting.when or meeting.country or len(meeting.participants) < MANY:
        return False
    return all((one.entity or one.name) in met for one in meeting.participants)


def _is_setting(gathering: Meeting, others: Iterable[Meeting]) -> bool:
    """Whether a gathering at which only one person is known is where the same words tell of that person's talks."""
    return is_alone(gathering) and any(
        len(other.participants) > 1
        and told_together(gathering, other)
        and shares(gathering.participants, other.participants, 1)
        for other in others
    )


def _is_sum(crowd: Meeting, others: Iterable[Meeting]) -> bool:
    """Whether a meeting with many says no more than several that are told one by one: "five separate calls with"."""
    people = [one for one in crowd.participants if one.kind is EntityKind.PERSON]
    many = [one for one in crowd.participants if one.kind is not EntityKind.PERSON]
    apart = not SEPARATE.isdisjoint(crowd.evidence.quote.lower().split())
    if not apart or len(people) != 1 or not many or not all(map(is_crowd, many)) or crowd.format is None:
        return False
    held = [one for one in others if one is not crowd and one.format and one.format.value == crowd.format.value]
    held = [one for one in held if shares(people, one.participants, 1) and may_be_one(one.when, crowd.when)]
    return sum(all(one.kind is EntityKind.PERSON for one in each.participants) for each in held) > 1
