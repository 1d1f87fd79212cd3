"""What a visit and the meetings held on it tell of each other, once it is known who is who.

An article says where somebody went in one sentence and whom he or she met there in another. Not for what is the same
event; that is ``settling.py``.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.link.encounters import is_recalled, may_be_one
from communique.link.stays import has_arrived
from communique.records import AHEAD, TOOK_PLACE, AnyClaim, EntityKind, Meeting, Reference, Status, Visit, When

AFAR = frozenset({"phone", "video"})
"""Formats of a meeting that is held nowhere."""


def complete(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims, meetings with the place and the day of the visit they belong to, visits with the meeting's place."""
    visits = [claim for claim in claims if isinstance(claim, Visit) and not claim.superseded]
    placed = tuple(_held(claim, visits) if isinstance(claim, Meeting) else claim for claim in claims)
    meetings = [claim for claim in placed if isinstance(claim, Meeting) and not claim.superseded]
    placed = tuple(_nearby(claim, meetings, visits) if isinstance(claim, Meeting) else claim for claim in placed)
    return tuple(_seen(claim, meetings) if isinstance(claim, Visit) else claim for claim in placed)


def _held(meeting: Meeting, visits: Iterable[Visit]) -> Meeting:
    """A meeting with what its visit says of where and when."""
    if meeting.superseded or (meeting.format is not None and meeting.format.value in AFAR):
        return meeting
    fits = [visit for visit in visits if _held_on(meeting, visit)]
    if not fits or len({_code(visit) for visit in fits}) > 1:
        return meeting
    visit = next((one for one in fits if one.place is not None), fits[0])
    day = next((one.when for one in fits if _is_day(one.when)), None)
    return msgspec.structs.replace(
        meeting,
        country=meeting.country or visit.destination,
        place=meeting.place or visit.place,
        when=meeting.when or day,
    )


def _nearby(meeting: Meeting, meetings: Iterable[Meeting], visits: list[Visit]) -> Meeting:
    """A meeting with the place of another that its traveller has on the same journey."""
    if meeting.superseded or meeting.country is not None or (meeting.format and meeting.format.value in AFAR):
        return meeting
    fits = [one for one in meetings if one is not meeting and _on_one_journey(meeting, one, visits)]
    fits = [one for one in fits if not is_recalled(one, meeting)]
    if len({one.country.state for one in fits if one.country}) != 1:
        return meeting
    return msgspec.structs.replace(
        meeting, country=fits[0].country, place=fits[0].place, when=meeting.when or fits[0].when
    )


def _on_one_journey(meeting: Meeting, other: Meeting, visits: list[Visit]) -> bool:
    """Whether somebody away from home is at both: at both with people of the country, or with others away from home.

    Where a visit to the country is told, it does not matter whom the traveller meets there.
    """
    here = other.country.state if other.country else None
    away = [one for one in meeting.participants if one.state != here and _is_among(one, other.participants)]
    hosts, hosts_there = ([one for one in claim.participants if one.state == here] for claim in (meeting, other))
    one, two = (claim.status.value if claim.status else None for claim in (meeting, other))
    told = any(_code(visit) == here and any(_is_among(one, visit.visitor) for one in away) for visit in visits)
    together = here is not None and bool(away) and (told or bool(hosts) == bool(hosts_there))
    return together and one == two and may_be_one(meeting.when, other.when)


def _seen(visit: Visit, meetings: Iterable[Meeting]) -> Visit:
    """A visit with the place and the day of a meeting that was held on it."""
    if visit.superseded:
        return visit
    held = [one for one in meetings if _at_goal(one, visit)]
    place = next((one.place for one in held if one.place is not None), None)
    held = [one for one in held if not (has_arrived(visit) and one.status is not None and one.status.value in AHEAD)]
    day = next((one.when for one in held if _is_day(one.when)), None) if not _is_proposed(visit) else None
    return msgspec.structs.replace(visit, place=visit.place or place, when=visit.when or day)


def _is_proposed(visit: Visit) -> bool:
    """Whether somebody is only invited: no meeting that is told has to do with the day."""
    return visit.status is not None and visit.status.value == Status.PROPOSED


def _held_on(meeting: Meeting, visit: Visit) -> bool:
    """Whether a visitor meets somebody of the country of the visit, and neither time nor place is against it."""
    guests = [one for one in meeting.participants if _is_among(one, visit.visitor)]
    hosts = [one for one in meeting.participants if one.state == _code(visit) or _is_among(one, visit.host)]
    if not guests or not hosts or not _same_side(meeting, visit) or not may_be_one(meeting.when, visit.when):
        return False
    return meeting.country is None or meeting.country.state == _code(visit)


def _at_goal(meeting: Meeting, visit: Visit) -> bool:
    here = meeting.country is not None and meeting.country.state == _code(visit)
    guest = any(_is_among(one, visit.visitor) for one in meeting.participants)
    to_come = has_arrived(visit) and meeting.status is not None and meeting.status.value in AHEAD
    return here and guest and (to_come or _same_side(meeting, visit)) and may_be_one(meeting.when, visit.when)


def _code(visit: Visit) -> str | None:
    return visit.destination.state if visit.destination is not None else None


def _is_among(reference: Reference, others: Iterable[Reference]) -> bool:
    return reference.kind is EntityKind.PERSON and any(
        (reference.entity or reference.name) == (other.entity or other.name) for other in others
    )


def _same_side(meeting: Meeting, visit: Visit) -> bool:
    """Whether both look ahead or both back; on a visit under way, meetings are still to come."""
    one, two = (claim.status.value if claim.status else None for claim in (meeting, visit))
    return {one, two} <= AHEAD or {one, two} <= TOOK_PLACE or (one in AHEAD and two == Status.ONGOING)


def _is_day(when: When | None) -> bool:
    return when is not None and when.earliest is not None and when.earliest == when.latest
