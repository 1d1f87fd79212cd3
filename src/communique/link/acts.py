"""Which two acts of an article are one, told twice, and whose sides they are. Not for acts that another claim tells."""

from __future__ import annotations

from collections.abc import Iterable

from communique.link.encounters import may_be_one, shares
from communique.records import Action, EntityKind, Precision, Reference
from communique.tables import table

SIDED = frozenset(table("communique.link", "settling.toml")["sides"])
"""Words for groups that are a side of a conflict or of a country's politics."""
DEEDS = frozenset(table("communique.link", "settling.toml")["deeds"])
"""Events that are done, not said."""
JOINT = frozenset(table("communique.link", "settling.toml")["joint"])
"""Events that are done together, and told again with the same word."""
NEAR = 160
"""Characters between two triggers that may tell of one act: a clause, not a paragraph (tuned on train)."""
FURTHER = 500
"""Characters between two triggers that may tell of one deed, which the next paragraphs of an article set out."""


def same_action(first: Action, second: Action) -> bool:
    """The same act is told twice where event and sides agree, no times part them and the triggers stand together.

    A deed that is told of one day is the same also further on, where its sides are of the same states.
    """
    if first.event.value != second.event.value or not may_be_one(first.when, second.when):
        return False
    if _is_of_one_day(first, second):
        return True
    same = shares(first.actor, second.actor, min(len(first.actor), len(second.actor)))
    same = same and shares(first.recipient, second.recipient, 1)
    again = first.event.value in JOINT and _word_of(first) == _word_of(second)
    reach = FURTHER if again or first.event.value in DEEDS else NEAR
    return same and abs(first.event.evidence.start - second.event.evidence.start) < reach


def _word_of(action: Action) -> str:
    return action.event.evidence.quote.casefold().removesuffix("s")


def _is_of_one_day(first: Action, second: Action) -> bool:
    """Whether two deeds have one day, and on both sides somebody is of the same state or body."""
    if first.event.value not in DEEDS or first.when is None or second.when is None:
        return False
    if first.when.precision is not Precision.DAY or first.when.edtf != second.when.edtf:
        return False
    pairs = ((first.actor, second.actor), (first.recipient, second.recipient))
    return all((not one and not two) or bool(states_of(one) & states_of(two)) for one, two in pairs)


def states_of(references: Iterable[Reference]) -> set[str]:
    """The states of those who are no groups of their own, and the names of those who are a side of a war."""
    return {_own_side(one) or one.state or one.name for one in references}


def _own_side(reference: Reference) -> str | None:
    """The name of a group that is a side of its own, also inside a state: "Libyan rebels"."""
    sided = reference.kind is EntityKind.GROUP and SIDED & set(reference.name.lower().split())
    return reference.name if sided else None
