"""What remains once it is known who is who: one claim for each distinct event, the last word of the article first.

A visit to the own country, a meeting of one state's officials and an act inside one state are no claims.
Not for merging claims of several articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from communique.gazetteer import gazetteer
from communique.knowledge import knowledge
from communique.records import (
    Action,
    Agreement,
    AnyClaim,
    EntityKind,
    Figure,
    Meeting,
    Precision,
    Reference,
    Statement,
    Status,
    Tally,
    Visit,
    When,
)
from communique.tables import table

LAST_WORDS = frozenset({Status.CANCELLED, Status.POSTPONED, Status.DENIED})
"""Statuses that take back what was told before."""
ISO_CODE = 2
"""Letters of a state's code; other codes are those of bodies."""
SIDES = (
    frozenset({Status.PROPOSED, Status.PLANNED}),
    frozenset({Status.ONGOING, Status.OCCURRED}),
    frozenset({Status.ONGOING, Status.PLANNED}),
)
"""Two statuses that one event may have in two sentences of an article."""
NAMES = frozenset(table("communique.link", "settling.toml")["names"])
"""Nouns from which a status was read that says no more than that there is such an event."""
NEW_PLANS = frozenset(table("communique.link", "settling.toml")["new_plans"])
"""Words from which a status was read that make a new plan of what was called off; others tell the old plan again."""
UNDECIDED = frozenset({Status.PROPOSED, Status.PLANNED, Status.DENIED})
"""Statuses that give way to "called off" and "put off", which say more of the same event."""
LEADERS = frozenset({"head_of_state", "head_of_government", "monarch"})
"""Roles whose visits inside their own country count, too."""


def settle(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
    """The claims that stand, each distinct event once; superseded words keep a line of their own."""
    standing = [claim for claim in (_sorted(one) for one in claims) if _stands(claim)]
    settled: list[AnyClaim] = []
    for claim in standing:
        home = next(
            (index for index, other in enumerate(settled) if not other.superseded and _same_event(other, claim)), None
        )
        if home is None:
            settled.append(claim)
            continue
        first = settled[home]
        if _takes_back(first, claim):
            settled[home] = msgspec.structs.replace(first, superseded=True)
            settled.append(_filled(claim, first))
        else:
            settled[home] = _better(first, claim)
    return tuple(settled)


def _sorted(claim: AnyClaim) -> AnyClaim:
    """Roles as the codebook gives them: states are parties, hosts are at home, visitors are not."""
    if isinstance(claim, Visit):
        return _at_home(claim)
    if isinstance(claim, Meeting):
        return msgspec.structs.replace(claim, participants=tuple(_or_state(one) for one in claim.participants))
    if isinstance(claim, Action):
        actor, recipient = (tuple(_or_state(one) for one in role) for role in (claim.actor, claim.recipient))
        return msgspec.structs.replace(claim, actor=actor, recipient=recipient)
    if not isinstance(claim, Agreement | Figure):
        return claim
    parties = {one.state or one.name: _state_of(one) for one in reversed(claim.parties)}
    return msgspec.structs.replace(claim, parties=tuple(reversed(parties.values())))


def _or_state(reference: Reference) -> Reference:
    """Whom an act counts for: Pakistan, where nobody can say who "the Pakistani leader" was."""
    office = reference.titles[0].split()[-1] if reference.titles else None
    described = reference.entity is None and office in reference.name.lower().split()
    return _state_of(reference) if described else reference


def _at_home(visit: Visit) -> Visit:
    """Of several visitors, those whose country it is are hosts; a host of another country is none."""
    here = visit.destination.state if visit.destination else None
    away = tuple(one for one in visit.visitor if one.state != here)
    home = tuple(one for one in visit.visitor if one.state == here)
    hosts = tuple(one for one in visit.host if one.state in (None, here))
    if not away or not home or here is None:
        return msgspec.structs.replace(visit, host=hosts)
    return msgspec.structs.replace(
        visit, visitor=away, host=hosts + tuple(one for one in home if one.kind is EntityKind.PERSON)
    )


def _state_of(party: Reference) -> Reference:
    """The state whose office somebody holds, in his or her place; a party of a body or of no state stays."""
    if party.kind is not EntityKind.PERSON or party.state is None or len(party.state) != ISO_CODE:
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


def _stands(claim: AnyClaim) -> bool:
    match claim:
        case Visit():
            return any(_holds_office(one) for one in claim.visitor) and _goes_abroad(claim)
        case Meeting():
            return not _one_state(claim.participants) and any(_is_public(one) for one in claim.participants)
        case Action():
            return _between_states(claim)
        case Agreement():
            public = any(_is_public(one) for one in claim.parties)
            return public and not (len(claim.parties) > 1 and _one_state(claim.parties))
        case _:
            return True


def _goes_abroad(visit: Visit) -> bool:
    """Another country; a leader's visit to a named place of the own country counts too."""
    own = {visitor.state for visitor in visit.visitor}
    destination = visit.destination.state if visit.destination else None
    if destination not in own:
        return True
    if visit.place is None or destination is None or _is_capital(visit.place, destination):
        return False
    return any(_leads(visitor) for visitor in visit.visitor)


def _is_capital(place: Reference, code: str) -> bool:
    """Whether somebody who goes there comes home, to the seat of the own government."""
    state = gazetteer().state(code)
    return state is not None and place.name in (state.capital, *state.capitals)


def _holds_office(reference: Reference) -> bool:
    """Whether a visitor is known to hold or have held office, is so titled, or is a body's delegation."""
    if reference.kind is not EntityKind.PERSON:
        return True
    local = reference.entity is None or reference.entity.startswith("local:")
    return not local or bool(reference.titles)


def _leads(reference: Reference) -> bool:
    if reference.entity is None or not reference.entity.startswith("Q"):
        return False
    person = knowledge().person(reference.entity)
    return person is not None and any(term.role in LEADERS for term in person.terms)


def _one_state(references: Iterable[Reference]) -> bool:
    """Whether all are known to belong to one state."""
    states = {reference.state for reference in references}
    return len(states) == 1 and None not in states


def _between_states(action: Action) -> bool:
    actors, recipients = _states(action.actor), _states(action.recipient)
    if not action.actor:
        return any(reference.kind is not EntityKind.GROUP or reference.state for reference in action.recipient)
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


def _states(references: Iterable[Reference]) -> set[str]:
    """The states of those who are no groups of their own."""
    return {reference.state or reference.name for reference in references}


# What is the same


def _same_event(first: AnyClaim, second: AnyClaim) -> bool:
    if type(first) is not type(second):
        return False
    rule = SAME.get(type(first))
    return rule is not None and _agree(first, second) and rule(first, second)


def _agree(first: AnyClaim, second: AnyClaim) -> bool:
    """Whether one event may have both statuses: both look ahead, or both look back, or one only names it."""
    if first.status is None or second.status is None or first.status.value == second.status.value:
        return True
    if _only_named(first) or _only_named(second) or LAST_WORDS & {first.status.value, second.status.value}:
        return True
    if first.when is not None and second.when is not None and first.when.edtf == second.when.edtf:
        return True
    return any({first.status.value, second.status.value} <= side for side in SIDES)


def _only_named(claim: AnyClaim) -> bool:
    """Whether the status was read from no more than a noun: "the visit" says nothing of when."""
    return claim.status is not None and claim.status.evidence.quote.lower().rstrip("s") in NAMES


def _same_visit(first: Visit, second: Visit) -> bool:
    same_goal = (first.destination and first.destination.state) == (second.destination and second.destination.state)
    return same_goal and _share(first.visitor, second.visitor, 1) and _compatible(first.when, second.when)


def _same_meeting(first: Meeting, second: Meeting) -> bool:
    if not _compatible(first.when, second.when):
        return False
    if _states_only(first) != _states_only(second):
        return _party_states(first) == _party_states(second)
    if not _share(first.participants, second.participants, min(2, len(first.participants), len(second.participants))):
        return False
    countries = {one.state for one in (first.country, second.country) if one is not None}
    formats = {one.value for one in (first.format, second.format) if one is not None}
    smaller = min(len(first.participants), len(second.participants))
    return len(countries) < 2 and len(formats) < 2 and _share(first.participants, second.participants, smaller)


def _states_only(meeting: Meeting) -> bool:
    return all(one.kind is EntityKind.STATE for one in meeting.participants)


def _party_states(meeting: Meeting) -> set[str | None]:
    return {one.state for one in meeting.participants}


def _same_agreement(first: Agreement, second: Agreement) -> bool:
    words = {one.subject.value.casefold() if one.subject else "" for one in (first, second)}
    return len(words) == 1 and _share(first.parties, second.parties, 1) and _compatible(first.when, second.when)


def _same_statement(first: Statement, second: Statement) -> bool:
    return first.quote == second.quote


def _same_figure(first: Figure, second: Figure) -> bool:
    return first.quantity.value == second.quantity.value and first.quantity.unit == second.quantity.unit


def _same_tally(first: Tally, second: Tally) -> bool:
    return (
        first.quantity.value == second.quantity.value
        and first.of.value == second.of.value
        and _share(first.who, second.who, 1)
    )


def _same_action(first: Action, second: Action) -> bool:
    """The same act is told twice where event and sides agree and the triggers stand close together."""
    same = first.event.value == second.event.value and _share(
        first.actor, second.actor, min(len(first.actor), len(second.actor))
    )
    same = same and _share(first.recipient, second.recipient, 1)
    return same and abs(first.event.evidence.start - second.event.evidence.start) < NEAR


NEAR = 160
"""Characters between two triggers that may tell of one act: a clause, not a paragraph (tuned on train)."""

SAME: dict[type, Callable[..., bool]] = {
    Visit: _same_visit,
    Meeting: _same_meeting,
    Agreement: _same_agreement,
    Statement: _same_statement,
    Figure: _same_figure,
    Tally: _same_tally,
    Action: _same_action,
}


def _share(first: Iterable[Reference], second: Iterable[Reference], least: int) -> bool:
    """Whether at least ``least`` entities or names stand in both."""
    one = {reference.entity or reference.name for reference in first}
    two = {reference.entity or reference.name for reference in second}
    return len(one & two) >= least


def _compatible(first: When | None, second: When | None) -> bool:
    """Whether two times may be one: either is absent, or one lies within the other."""
    if first is None or second is None:
        return True
    return _within(first, second) or _within(second, first)


def _within(inner: When, outer: When) -> bool:
    after = outer.earliest is None or (inner.earliest is not None and inner.earliest >= outer.earliest)
    before = outer.latest is None or (inner.latest is not None and inner.latest <= outer.latest)
    return after and before


# Which stays


def _takes_back(first: AnyClaim, second: AnyClaim) -> bool:
    """Whether the later mention says that what the earlier told will not be, not then, or will be after all."""
    if first.status is None or second.status is None or first.evidence.start >= second.evidence.start:
        return False
    if _undone(first) and second.status.value == Status.PLANNED:
        return second.status.evidence.quote.lower() in NEW_PLANS
    return second.status.value in LAST_WORDS and first.status.value not in LAST_WORDS


def _better(first: AnyClaim, second: AnyClaim) -> AnyClaim:
    """The more informative of two mentions, with what only the other one says filled in."""
    if isinstance(first, Meeting) and isinstance(second, Meeting) and _states_only(first) != _states_only(second):
        return _filled(second, first) if _states_only(first) else _filled(first, second)
    if _undone(first) != _undone(second) and UNDECIDED & {_value(first), _value(second)}:
        return _filled(first, second) if _undone(first) else _filled(second, first)
    if _only_named(first) != _only_named(second):
        return _filled(second, first) if _only_named(first) else _filled(first, second)
    return _filled(second, first) if _told(second) > _told(first) else _filled(first, second)


def _value(claim: AnyClaim) -> str | None:
    return claim.status.value if claim.status else None


def _undone(claim: AnyClaim) -> bool:
    """Whether it was put or called off, which says more than that it did not happen."""
    return _value(claim) in (Status.CANCELLED, Status.POSTPONED)


def _told(claim: AnyClaim) -> int:
    """How many fields a mention fills; a longer list is worth as many names."""
    return sum(
        len(value) if isinstance(value, tuple) else value is not None
        for value in (getattr(claim, name) for name in claim.__struct_fields__)
    )


def _filled(claim: AnyClaim, other: AnyClaim) -> AnyClaim:
    """The claim with its empty fields taken from another mention, evidence and all."""
    empty = {
        name: getattr(other, name)
        for name in claim.__struct_fields__
        if name not in ("id", "evidence", "superseded", "said_by")
        and getattr(claim, name) in (None, ())
        and getattr(other, name) not in (None, ())
    }
    when = _surer(claim, other)
    if when is not None and when is not claim.when:
        empty["when"] = when
    return msgspec.structs.replace(claim, **empty) if empty else claim


def _surer(claim: AnyClaim, other: AnyClaim) -> When | None:
    """Of two times of one event, one of which lies in the other, the more exact; of a visit, all days of the stay."""
    first, second = claim.when, other.when
    if first is None or second is None or first.edtf == second.edtf:
        return first or second
    inner, outer = (first, second) if _within(first, second) else (second, first)
    if not _within(inner, outer):
        return first
    stay = isinstance(claim, Visit) and outer.precision is Precision.INTERVAL and inner.precision is Precision.DAY
    return outer if stay else inner
