"""What is no tally though it is counted: private people's trips, acts at home, numbered stops, meetings of one.

Not for whose events they are; that is read in ``tally_sides`` and ``tally_acts``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.records import ClaimType, EntityKind, Meeting, Reference, Visit

FILE = "tallies.toml"
MOST_ROUNDS = 200
"""Talks have no more rounds than this; rounds beyond are ammunition."""
References = tuple[Reference, ...]


def is_public(context: Context, who: References, event: Visit | Meeting | None) -> bool:
    """Whether those whose events are counted are a state's, a body's or in office, or told to travel as such."""
    official = (one.kind is not EntityKind.PERSON or bool(one.titles) or context.resolver.home(one) for one in who)
    told = {one.name for one in event.visitor} if isinstance(event, Visit) else set()
    return any(official) or any(one.name in told for one in who)


def is_between(kind: str, trigger: Token, sides: tuple[References, References], count: Token) -> bool:
    """Whether a visit goes somewhere, at least abroad, and a meeting has another party or is a body's own."""
    who, to = sides
    if to or kind not in (ClaimType.VISIT, ClaimType.MEETING):
        return True
    if kind == ClaimType.VISIT:
        near = {one.lower_ for one in (*trigger.subtree, *count.subtree)}
        return bool(near & words(FILE, "abroad"))
    return all(one.kind is EntityKind.ORGANIZATION for one in who)


def is_station(trigger: Token, value: float, *, ordinal: bool) -> bool:
    """Whether a rank only says where on a tour somebody is ("the first stop"), or rounds are of ammunition."""
    lemma = trigger.lemma_.lower()
    if lemma in words(FILE, "always") and value > MOST_ROUNDS:
        return True
    long = any(one.lower_ in words(FILE, "for_long") for one in trigger.sent)
    return ordinal and lemma in words(FILE, "stations") and not long


def is_foreign(context: Context, who: References, to: References) -> bool:
    """Whether an act goes from those of one home to those of another."""
    own = {context.resolver.home(one) for one in who} - {None}
    others = {context.resolver.home(one) for one in to} - {None}
    return bool(own) and bool(others - own)
