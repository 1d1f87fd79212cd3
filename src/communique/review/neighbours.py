"""Which events a check may have to look at beside the one it is about, by keys that they share."""

from __future__ import annotations

from collections.abc import Iterable

from communique.records import (
    Action,
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


def neighbour_keys(event: Event, reports: Iterable[Report]) -> tuple[str, ...]:
    """The keys of an event with its reports: no check looks from an event at one that shares none of them with it.

    - ``document:ID``: an article is held against itself, and an accusation against what else its articles tell.
    - ``traveller:PERSON:YEAR-MONTH``: where a person was in a month (its neighbours, too, where an event spans two).
    - ``encounter:A:B``: visits of A to B and meetings of A and B, for tallies, plans and "the last time".
    - ``figure:…``: figures of the same measure, parties, unit and period.
    - ``answer:A:B``: what A does towards B.

    When events change, review those that share a key with a changed event, before or after the change, and give
    ``review`` these and all that share a key with them.
    """
    keys: set[str] = set()
    for report in reports:
        keys.add(f"document:{report.claim.document}")
        keys.update(_keys(report.claim, event))
    return tuple(sorted(keys))


def _keys(claim: AnyClaim, event: Event) -> Iterable[str]:
    match claim:
        case Visit():
            yield from (key for person in claim.visitor for key in traveller_keys(person, event))
            if claim.destination is not None:
                yield from encounter_keys(claim.visitor, (claim.destination,))
        case Meeting():
            yield from encounter_keys(claim.participants, claim.participants)
            if claim.format is None or claim.format.value not in PHONE:
                yield from (key for person in claim.participants for key in traveller_keys(person, event))
                if claim.country is not None:
                    yield from encounter_keys(claim.participants, (claim.country,))
        case Tally():
            yield from encounter_keys(claim.who, claim.to)
        case Figure():
            yield from figure_keys(claim)
        case Action():
            yield from answer_keys(claim.actor, claim.recipient)
        case _:
            return


def traveller_keys(person: Reference, event: Event) -> list[str]:
    """Where a person was in the months of an event."""
    if person.kind is not EntityKind.PERSON or event.earliest is None or event.latest is None:
        return []
    months = dict.fromkeys((event.earliest.isoformat()[:7], event.latest.isoformat()[:7]))
    return [f"traveller:{_key(person)}:{month}" for month in months]


def encounter_keys(who: Iterable[Reference], to: Iterable[Reference]) -> list[str]:
    """Visits of somebody to a state, and meetings of two, in both orders."""
    goals = list(to)
    return [f"encounter:{_key(one)}:{_key(goal)}" for one in who for goal in goals if _key(one) != _key(goal)]


def answer_keys(who: Iterable[Reference], to: Iterable[Reference]) -> list[str]:
    """What a side does towards another, in both directions: a person counts as the state that they speak for."""
    goals = list(to)
    pairs = {tuple(sorted((side_of(one), side_of(goal)))) for one in who for goal in goals}
    return [f"answer:{first}:{second}" for first, second in sorted(pairs) if first != second]


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
