"""What remains once it is known who is who: one claim for each distinct event, the last word of the article first.

A visit to the own country, a meeting of one state's officials and an act inside one state are no claims.
Not for merging claims of several articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from communique.gazetteer import gazetteer
from communique.knowledge import knowledge
from communique.link.acts import same_action, states_of
from communique.link.course import dated
from communique.link.documents import same_agreement
from communique.link.echoes import without_echoes
from communique.link.encounters import (
    same_meeting,
    same_visit,
    shares,
    vouched,
)
from communique.link.legs import called_off_with, with_own_days
from communique.link.retelling import better, filled, gives_way, only_named, takes_back, undone, value_of
from communique.link.shadows import without_shadows
from communique.link.stays import is_told_again, still_there
from communique.link.travel import complete
from communique.records import (
    AHEAD,
    CALLED_OFF,
    TOOK_PLACE,
    Action,
    Agreement,
    AnyClaim,
    EntityKind,
    Figure,
    Meeting,
    PublishedAt,
    Reference,
    Span,
    Statement,
    Status,
    Tally,
    Visit,
    When,
)
from communique.tables import table

SIDES = (
    AHEAD,
    TOOK_PLACE,
    frozenset({Status.ONGOING, Status.PLANNED}),
    frozenset({Status.ONGOING, Status.PROPOSED}),
)
"""Two statuses that one event may have in two sentences of an article."""
SIDED = frozenset(table("communique.link", "settling.toml")["sides"])
"""Words for groups that are a side of a conflict or of a country's politics."""
LOOSE = frozenset(table("communique.link", "settling.toml")["loose_offices"])
"""Words of which the titles of those consist who are of no state: a firm's chief executive."""
LEADERS = frozenset({"head_of_state", "head_of_government", "monarch"})
"""Roles whose visits inside their own country count, too."""


def settle(
    claims: tuple[AnyClaim, ...], published: PublishedAt | None = None, title: Span | None = None
) -> tuple[AnyClaim, ...]:
    """The claims that stand, each distinct event once; superseded words keep a line of their own.

    Who leads a state on the day ``published`` does, where a claim has no time of its own; without it, who ever led one.
    ``title``: where the headline stands, which tells an event worse than the article does.
    """
    headline = title.end if title is not None else 0
    standing = [_placed(claim) for claim in (_sorted(one) for one in claims) if _stands(claim, published)]
    standing = [*without_shadows(with_own_days(tuple(standing)))]
    settled: list[AnyClaim] = []
    for claim in standing:
        home = next(
            (index for index, other in enumerate(settled) if not other.superseded and _same_event(other, claim)), None
        )
        if home is None:
            settled.append(claim)
            continue
        first = settled[home]
        if takes_back(first, claim):
            settled[home] = msgspec.structs.replace(first, superseded=True)
            settled.append(filled(claim, first))
        else:
            settled[home] = better(first, claim, headline)
    there = tuple(still_there(one, published) if isinstance(one, Visit) else one for one in settled)
    return dated(complete(without_echoes(called_off_with(there))))


def _sorted(claim: AnyClaim) -> AnyClaim:
    """Roles as the codebook gives them: states are parties, hosts are at home, visitors are not."""
    if isinstance(claim, Visit):
        return _at_home(claim)
    if isinstance(claim, Meeting):
        there = _in_person(tuple(map(_or_state, claim.participants)))
        sure = vouched(there)
        return msgspec.structs.replace(claim, participants=sure if len(sure) > 1 else there)
    if isinstance(claim, Action):
        actor, recipient = (tuple(_or_state(one) for one in role) for role in (claim.actor, claim.recipient))
        return msgspec.structs.replace(claim, actor=actor, recipient=recipient)
    if not isinstance(claim, Agreement | Figure):
        return claim
    parties = {one.name if _is_side(one) else one.state or one.name: _state_of(one) for one in reversed(claim.parties)}
    return msgspec.structs.replace(claim, parties=tuple(reversed(parties.values())))


def _is_side(party: Reference) -> bool:
    """Whether a group is a side of its own, beside the state that it belongs to: rebels, an opposition."""
    return party.kind is EntityKind.GROUP and bool(SIDED & set(party.name.lower().split()))


def _in_person(participants: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Participants without the states that somebody represents in person."""
    there = {one.state for one in participants if one.kind is EntityKind.PERSON and one.state is not None}
    left = tuple(one for one in participants if one.kind is not EntityKind.STATE or one.name not in there)
    return left if len(left) > 1 else participants


def _or_state(reference: Reference) -> Reference:
    """Whom an act counts for: Pakistan, where nobody can say who "the Pakistani leader" was."""
    office = reference.titles[0].split()[-1] if reference.titles else None
    described = reference.entity is None and office in reference.name.lower().split()
    return _state_of(reference) if described else reference


def _at_home(visit: Visit) -> Visit:
    """Of several visitors, those whose country it is are hosts; a host of another country is none."""
    here = visit.destination.state if visit.destination else None
    official = tuple(one for one in visit.visitor if _holds_office(one) or " " in one.name)
    visit = msgspec.structs.replace(visit, visitor=official or visit.visitor)  # "Mr. Putin and his wife Lyudmila"
    away = tuple(one for one in visit.visitor if one.state != here)
    home = tuple(one for one in visit.visitor if one.state == here)
    hosts = tuple(one for one in visit.host if one.state in (None, here))
    if not away or not home or here is None:
        return msgspec.structs.replace(visit, host=hosts)
    return msgspec.structs.replace(
        visit, visitor=away, host=hosts + tuple(one for one in home if one.kind is EntityKind.PERSON)
    )


def _placed(claim: AnyClaim) -> AnyClaim:
    """A visit whose goal was read as somebody's country, with that country as its destination."""
    if not isinstance(claim, Visit) or claim.destination is None or claim.destination.kind is not EntityKind.PERSON:
        return claim
    return msgspec.structs.replace(claim, destination=_state_of(claim.destination))


def _state_of(party: Reference) -> Reference:
    """The state whose office somebody holds, in his or her place; a party of a body or of no state stays."""
    if party.kind is not EntityKind.PERSON or party.state is None or gazetteer().state(party.state) is None:
        return party
    return Reference(
        evidence=party.evidence,
        name=party.state,
        kind=EntityKind.STATE,
        state=party.state,
        entity=f"state:{party.state}",
        antecedent=party.antecedent,
    )


# What stands


def _stands(claim: AnyClaim, published: PublishedAt | None) -> bool:
    match claim:
        case Visit():
            return any(map(_holds_office, claim.visitor)) and not _is_private(claim) and _goes_abroad(claim, published)
        case Meeting():
            return _is_between(claim.participants)
        case Action():
            return _betweenstates_of(claim)
        case Agreement():
            bodies = [one for one in claim.parties if one.kind is EntityKind.ORGANIZATION]
            public = any(_is_public(one) for one in claim.parties) or len(bodies) > 1
            own = len(claim.parties) > 1 and _one_state(claim.parties)
            return public and not (own and not any(map(_is_side, claim.parties)))
        case _:
            return True


def _is_between(participants: tuple[Reference, ...]) -> bool:
    """Whether a meeting is of parties: of several states, bodies or sides, and not of one with a nameless crowd."""
    if len(participants) == 1:
        return _stands_for_many(participants[0])
    participants = vouched(participants)
    if len(participants) < PAIR:
        return False
    sided = [one for one in participants if _is_side(one)]
    if (_one_state(participants) and not sided) or not any(_is_public(one) for one in participants):
        return False
    crowds = [one for one in participants if one.kind is EntityKind.GROUP and one.state is None and one.name.islower()]
    return len(participants) - len([one for one in crowds if one not in sided]) > 1


PAIR = 2


def _stands_for_many(participant: Reference) -> bool:
    """Whether the only one named of a gathering's participants is a body, "world leaders", or a holder of office."""
    return participant.kind is EntityKind.GROUP or (
        participant.kind is not EntityKind.STATE and _is_public(participant)
    )


def _is_private(visit: Visit) -> bool:
    """Whether all who go somewhere are heads of something that is no state's or body's: a firm's chief executive."""
    return all(
        one.kind is EntityKind.PERSON
        and one.state is None
        and (one.entity is None or one.entity.startswith("local:"))
        and bool(one.titles)
        and all(set(title.lower().split()) <= LOOSE for title in one.titles)
        for one in visit.visitor
    )


def _goes_abroad(visit: Visit, published: PublishedAt | None) -> bool:
    """Another country; a leader's visit to a named place of the own country counts too."""
    own = {visitor.state for visitor in visit.visitor}
    destination = visit.destination.state if visit.destination else None
    when = visit.when if visit.when is not None and visit.when.latest is not None else published
    if visit.destination is not None and visit.destination.kind is EntityKind.PERSON:
        at_home = any(visit.destination.name == visitor.name for visitor in visit.visitor)
        leads = any(_leads(one, when) for one in visit.visitor)
        return destination is not None and (leads if at_home else destination not in own)
    if destination not in own:
        return True
    if visit.place is None or destination is None or _is_capital(visit.place, destination):
        return False
    return any(_leads(visitor, when) for visitor in visit.visitor)


def _is_capital(place: Reference, code: str) -> bool:
    """Whether somebody who goes there comes home, to the seat of the own government."""
    state = gazetteer().state(code)
    return state is not None and place.name.removeprefix("the ") in (state.capital, *state.capitals, *state.seats)


def _holds_office(reference: Reference) -> bool:
    """Whether a visitor is known to hold or have held office, is so titled, or is a body's delegation."""
    if reference.kind is not EntityKind.PERSON:
        return True
    local = reference.entity is None or reference.entity.startswith("local:")
    return not local or bool(reference.titles)


def _leads(reference: Reference, when: When | PublishedAt | None) -> bool:
    """Whether somebody leads a state at a time, or ever did where no time is known."""
    if reference.entity is None or not reference.entity.startswith("Q"):
        return False
    person = knowledge().person(reference.entity)
    terms = [term for term in person.terms if term.role in LEADERS] if person is not None else []
    if when is None or when.earliest is None or when.latest is None:
        return bool(terms)
    return any(term.covers(when.earliest, when.latest) for term in terms)


def _one_state(references: Iterable[Reference]) -> bool:
    """Whether all are known to belong to one state."""
    states = {reference.state for reference in references}
    return len(states) == 1 and None not in states


def _betweenstates_of(action: Action) -> bool:
    actors, recipients = states_of(action.actor), states_of(action.recipient)
    if not action.actor:
        return any(reference.kind is not EntityKind.GROUP or reference.state for reference in action.recipient)
    if not action.recipient:
        return any(_is_public(one) for one in action.actor)
    sides = (action.actor, action.recipient)
    if not all(any(_is_political(one) for one in side) for side in sides) or not any(
        _is_public(one) for side in sides for one in side
    ):
        return False
    if {one.name for one in action.actor} == {one.name for one in action.recipient}:
        return len(action.actor) > 1
    return not (actors and recipients and actors == recipients and len(actors) == 1)


def _is_political(reference: Reference) -> bool:
    """Whether somebody may act or be met in politics: not a private person whom nothing but a name tells of."""
    return _holds_office(reference)


def _is_public(reference: Reference) -> bool:
    """Whether a state, a listed body or a holder of office stands on a side: two groups alone are nobody's politics."""
    if reference.kind is EntityKind.STATE:
        return True
    if reference.kind is EntityKind.ORGANIZATION:
        return reference.entity is not None
    return reference.state is not None or (reference.kind is EntityKind.PERSON and _holds_office(reference))


# What is the same


def _same_event(first: AnyClaim, second: AnyClaim) -> bool:
    if type(first) is not type(second):
        return False
    if isinstance(first, Meeting) and isinstance(second, Meeting) and gives_way(first, second):
        return True
    if isinstance(first, Visit) and isinstance(second, Visit) and is_told_again(first, second):
        return True
    rule = SAME.get(type(first))
    return rule is not None and _agree(first, second) and rule(first, second)


def _agree(first: AnyClaim, second: AnyClaim) -> bool:
    """Whether one event may have both statuses: both look ahead, or both look back, or one only names it."""
    if first.status is None or second.status is None or first.status.value == second.status.value:
        return True
    if (
        isinstance(first, Visit)
        and undone(first) != undone(second)
        and Status.OCCURRED in (value_of(first), value_of(second))
    ):
        return only_named(first) or only_named(second)  # who "has also been there" was there another time
    if only_named(first) or only_named(second) or CALLED_OFF & {first.status.value, second.status.value}:
        return True
    if first.when is not None and second.when is not None and first.when.edtf == second.when.edtf:
        return True
    return any({first.status.value, second.status.value} <= side for side in SIDES)


def _same_statement(first: Statement, second: Statement) -> bool:
    return first.quote == second.quote


def _same_figure(first: Figure, second: Figure) -> bool:
    """Whether two figures are one number of one unit; a headline rounds it: "$253bn" of $253.5 billion."""
    if first.quantity.unit != second.quantity.unit:
        return False
    values = (first.quantity.value, second.quantity.value)
    in_headline = 0 in {first.evidence.start, second.evidence.start}
    return values[0] == values[1] or (in_headline and abs(values[0] - values[1]) <= ROUNDED * max(values))


def _same_tally(first: Tally, second: Tally) -> bool:
    return (
        first.quantity.value == second.quantity.value
        and first.of.value == second.of.value
        and shares(first.who, second.who, 1)
    )


ROUNDED = 0.01
"""By so much a headline rounds a sum that the article then tells."""
SAME: dict[type, Callable[..., bool]] = {
    Visit: same_visit,
    Meeting: same_meeting,
    Agreement: same_agreement,
    Statement: _same_statement,
    Figure: _same_figure,
    Tally: _same_tally,
    Action: same_action,
}
