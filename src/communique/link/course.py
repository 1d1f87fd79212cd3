"""What is said in the course of a meeting has its day: who met, and what one of them then said of or to the other.

Not for times that the text gives the act itself, nor for deeds, which are only talked about at a meeting.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.records import Action, AnyClaim, EntityKind, Meeting, Reference, Status
from communique.tables import table

WORDS = table("communique.link", "settling.toml")
SPOKEN = frozenset(WORDS["spoken"])
"""Events that are done by words."""
REACH: int = WORDS["reach"]
"""Characters after the words that tell of a meeting in which a text goes on with it."""


def dated(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims, acts of words between people who meet with the day of their meeting."""
    meetings = [one for one in claims if isinstance(one, Meeting) and _is_dated(one)]
    return tuple(_on_its_day(one, meetings) if isinstance(one, Action) else one for one in claims)


def _is_dated(meeting: Meeting) -> bool:
    when, status = meeting.when, meeting.status
    day = when is not None and when.earliest is not None and when.earliest == when.latest
    return day and not meeting.superseded and status is not None and status.value == Status.OCCURRED


def _on_its_day(act: Action, meetings: Iterable[Meeting]) -> Action:
    """An act with the day of the meeting in whose course it is told, where there is one such day."""
    said = act.event is not None and act.event.value in SPOKEN
    done = act.status is not None and act.status.value == Status.OCCURRED
    if act.when is not None or act.superseded or not said or not done:
        return act
    held = [one for one in meetings if _follows(act, one) and _between(act, one)]
    days = {one.when.edtf for one in held if one.when is not None}
    return msgspec.structs.replace(act, when=held[0].when) if len(days) == 1 else act


def _follows(act: Action, meeting: Meeting) -> bool:
    return 0 <= act.evidence.start - meeting.evidence.start < REACH


def _between(act: Action, meeting: Meeting) -> bool:
    """Whether actor and recipient are on two sides of a meeting, or both are all of it."""
    actors, recipients = _sides(act.actor, meeting), _sides(act.recipient, meeting)
    if actors is None or recipients is None or not actors:
        return False
    mutual = len(actors) > 1 and (not recipients or actors == recipients)
    return mutual or bool(recipients and not actors & recipients)


def _sides(parties: Iterable[Reference], meeting: Meeting) -> set[str] | None:
    """The participants whom the parties are or stand for; nothing where one of them was not there."""
    found: set[str] = set()
    for one in parties:
        there = {_key(two) for two in meeting.participants if _stands_for(one, two)}
        if not there:
            return None
        found |= there
    return found


def _key(reference: Reference) -> str:
    return reference.entity or reference.name


def _stands_for(party: Reference, participant: Reference) -> bool:
    if _key(party) == _key(participant):
        return True
    states = EntityKind.STATE in (party.kind, participant.kind)
    return states and party.state is not None and party.state == participant.state
