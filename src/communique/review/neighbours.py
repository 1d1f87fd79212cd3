"""Which events a check may have to look at beside the one it is about, by keys that they share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from communique.records import (
    AnyClaim,
    EntityKind,
    Event,
    Figure,
    Meeting,
    Reference,
    Report,
    Tally,
    Visit,
)

FEWEST_WORDS = 2
"""A measure of one word ("jobs") may be of anything."""
PHONE = frozenset({"phone", "video"})
AROUND = datetime.timedelta(10)
"""So near to each other two encounters of the same people may be one; their keys then share a month."""


def neighbour_keys(event: Event, reports: Iterable[Report]) -> tuple[str, ...]:
    """The keys of an event with its reports: no check looks from an event at one that shares none of them with it.

    - ``document:ID``: an article is held against itself, and an accusation against what else its article tells.
    - ``traveller:PERSON:YEAR-MONTH``: where a person was in the months of an event.
    - ``visits:PERSON:STATE``: visits of a person to a state, for tallies; of all times.
    - ``encounter:A:B:YEAR-MONTH``: visits of A to B and meetings of A and B in the months around an event, for plans of
      which nobody tells and for meetings that are dated differently.
    - ``figure:…``: figures of the same measure, parties, unit and period.

    When events change, review those that share a key with a changed event, before or after the change, and give
    ``review`` these and all that share a key with them.
    """
    keys: set[str] = set()
    for report in reports:
        keys.add(f"document:{report.claim.document}")
        keys.update(_keys(report, event))
    return tuple(sorted(keys))


def _keys(report: Report, event: Event) -> Iterable[str]:
    claim = report.claim
    match claim:
        case Visit():
            yield from (key for person in claim.visitor for key in traveller_keys(person, event))
            yield from visit_keys(claim)
        case Meeting():
            if claim.format is None or claim.format.value not in PHONE:
                yield from (key for person in claim.participants for key in traveller_keys(person, event))
        case Tally():
            yield from visit_keys(claim)
        case Figure():
            yield from figure_keys(claim)
        case _:
            return
    yield from encounter_keys(report, event)


def traveller_keys(person: Reference, event: Event) -> list[str]:
    """Where a person was in the months of an event."""
    if person.kind is not EntityKind.PERSON or event.earliest is None or event.latest is None:
        return []
    months = dict.fromkeys((event.earliest.isoformat()[:7], event.latest.isoformat()[:7]))
    return [f"traveller:{_key(person)}:{month}" for month in months]


def visit_keys(claim: Visit | Tally) -> list[str]:
    """Who visits which state, or whose visits to it are counted."""
    who, goals = (claim.who, claim.to) if isinstance(claim, Tally) else (claim.visitor, (claim.destination,))
    return [f"visits:{_key(one)}:{goal.state}" for one in who for goal in goals if goal is not None and goal.state]


def encounter_keys(report: Report, event: Event) -> list[str]:
    """The pairs of those who meet, or who visit whom, at least one a person, with the months around."""
    months = _months(report, event)
    return [f"encounter:{one}:{other}:{month}" for one, other in sorted(_pairs(report.claim)) for month in months]


def _pairs(claim: AnyClaim) -> set[tuple[str, str]]:
    match claim:
        case Visit():
            sides = [(one, other) for one in claim.visitor for other in (claim.destination, *claim.host)]
        case Meeting():
            sides = [(one, other) for one in claim.participants for other in (*claim.participants, claim.country)]
        case _:
            return set()
    return {
        (min(_key(one), _key(other)), max(_key(one), _key(other)))
        for one, other in sides
        if other is not None and one.kind is EntityKind.PERSON and _key(one) != _key(other) and one.state != other.name
    }


def _months(report: Report, event: Event) -> list[str]:
    """The months of an event, or of its publication where it has no days, and those that are near to them."""
    first, last = event.earliest, event.latest
    if (first is None or last is None or (last - first).days > 31) and report.published_at is not None:
        first, last = report.published_at.earliest, report.published_at.latest
    if first is None or last is None:
        return []
    days = (first - AROUND, first + AROUND, last - AROUND, last + AROUND)
    return sorted({day.isoformat()[:7] for day in days})


def figure_keys(claim: Figure) -> list[str]:
    """The same measure of the same parties in the same unit and period."""
    if claim.measure is None or claim.when is None or not claim.parties:
        return []
    parties = ",".join(sorted(_key(one) for one in claim.parties))
    words = set(claim.measure.value.casefold().split()) - {claim.quantity.unit}
    if len(words) < FEWEST_WORDS:
        return []
    measure = " ".join(sorted(words))
    return [f"figure:{claim.quantity.unit}:{claim.when.edtf}:{parties}:{measure}"]


def side_of(reference: Reference) -> str:
    """The state that somebody speaks for, else themselves."""
    return reference.state or _key(reference)


def _key(reference: Reference) -> str:
    return f"state:{reference.state}" if reference.name == reference.state else reference.entity or reference.name
