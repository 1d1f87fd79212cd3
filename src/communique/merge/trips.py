"""Visits of one person that follow one another from country to country, as one trip."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from communique.ids import trip_id
from communique.merge.windows import EXACT_DAYS
from communique.records import ClaimType, Event, Status, Trip

PAUSE = 1
"""Days between two legs: who is two days elsewhere has been home, or nobody knows where."""
STANDING = frozenset({Status.PLANNED, Status.ONGOING, Status.OCCURRED})


def trips_of(events: Iterable[Event]) -> tuple[Trip, ...]:
    """The trips of all visitors, in order of their ids; visits that did not take place are no legs."""
    visits: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if _is_leg(event):
            for visitor in event.values("visitor"):
                visits[visitor].append(event)
    found = (trip for visitor, legs in visits.items() for trip in _trips(visitor, legs))
    return tuple(sorted(found, key=lambda trip: trip.id))


def _is_leg(event: Event) -> bool:
    if event.type is not ClaimType.VISIT or event.earliest is None or event.latest is None:
        return False
    return (event.latest - event.earliest).days < EXACT_DAYS and event.status in STANDING


def _trips(visitor: str, events: list[Event]) -> Iterator[Trip]:
    """The chains of a visitor's dated visits; of several days each, those to one country are one leg."""
    chain: list[Event] = []
    for event in sorted(events, key=lambda event: (_days(event), event.id)):
        if chain and (_days(event)[0] - max(_days(one)[1] for one in chain)).days > PAUSE:
            yield from _as_trip(visitor, chain)
            chain = []
        chain.append(event)
    yield from _as_trip(visitor, chain)


def _days(event: Event) -> tuple[datetime.date, datetime.date]:
    if event.earliest is None or event.latest is None:
        raise ValueError(f"{event.id} has no days; only dated visits are legs.")
    return event.earliest, event.latest


def _as_trip(visitor: str, chain: list[Event]) -> Iterator[Trip]:
    """The trip of a chain. A plan for days on which the traveller was elsewhere is no leg."""
    been = max((_days(one)[0] for one in chain if one.status is not Status.PLANNED), default=None)
    chain = [one for one in chain if one.status is not Status.PLANNED or been is None or _days(one)[0] > been]
    destinations = tuple(dict.fromkeys(goal for one in chain for goal in one.values("destination")))
    if len(destinations) > 1:
        yield Trip(
            id=trip_id(chain[0].id, visitor),
            visitor=visitor,
            earliest=min(_days(one)[0] for one in chain),
            latest=max(_days(one)[1] for one in chain),
            legs=tuple(one.id for one in chain),
            destinations=destinations,
        )
