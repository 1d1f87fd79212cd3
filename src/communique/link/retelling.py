"""Which of two tellings of one event stays, and what it takes from the other. Not for which two are of one event."""

from __future__ import annotations

import msgspec

from communique.link.documents import document_of
from communique.link.encounters import (
    is_agenda,
    is_fulfilled,
    is_headline_ahead,
    is_purpose,
    is_stray,
    lies_within,
    names_fewer,
    names_more,
    states_only,
)
from communique.link.stays import leading
from communique.records import CALLED_OFF, Agreement, AnyClaim, Meeting, Precision, Status, Visit, When
from communique.tables import table

NAMES = frozenset(table("communique.link", "settling.toml")["names"])
"""Nouns from which a status was read that says no more than that there is such an event."""
NEW_PLANS = frozenset(table("communique.link", "settling.toml")["new_plans"])
"""Words from which a status was read that make a new plan of what was called off; others tell the old plan again."""
OLD_PLANS = frozenset(table("communique.link", "settling.toml")["old_plans"])
"""Words of a plan from whose tense alone it was read that nothing came of it."""
UNDECIDED = frozenset({Status.PROPOSED, Status.PLANNED, Status.DENIED})
"""Statuses that give way to "called off" and "put off", which say more of the same event."""


def takes_back(first: AnyClaim, second: AnyClaim) -> bool:
    """Whether the later mention says that what the earlier told will not be, not then, or will be after all."""
    if first.status is None or second.status is None or first.evidence.start >= second.evidence.start:
        return False
    if undone(first) and second.status.value == Status.PLANNED:
        return second.status.evidence.quote.lower() in NEW_PLANS
    if _only_past_plan(first) and second.status.value == Status.POSTPONED:
        return True
    return second.status.value in CALLED_OFF and first.status.value not in CALLED_OFF


def better(first: AnyClaim, second: AnyClaim, headline: int = 0) -> AnyClaim:  # noqa: PLR0911 - one for each reason
    """The more informative of two mentions, with what only the other one says filled in.

    ``headline``: where the headline ends, of whose source the article says who it is.
    """
    if isinstance(first, Meeting) and isinstance(second, Meeting) and (weaker := gives_way(first, second)):
        return filled(second, first) if weaker is first else filled(first, second)
    if isinstance(first, Meeting) and isinstance(second, Meeting) and states_only(first) != states_only(second):
        return filled(second, first) if states_only(first) else filled(first, second)
    if isinstance(first, Meeting) and isinstance(second, Meeting) and names_fewer(first, second):
        return filled(second, first)
    if isinstance(first, Meeting) and isinstance(second, Meeting) and names_fewer(second, first):
        return filled(first, second)
    if isinstance(first, Meeting) and isinstance(second, Meeting) and _strays(first) != _strays(second):
        return filled(second, first) if _strays(first) > _strays(second) else filled(first, second)
    if isinstance(first, Agreement) and isinstance(second, Agreement) and (kept := document_of(first, second)):
        return filled(kept, second if kept is not second else first)
    if isinstance(first, Visit) and isinstance(second, Visit) and (order := leading(first, second)) is not None:
        return filled(*order)
    if undone(first) != undone(second) and UNDECIDED & {value_of(first), value_of(second)}:
        return filled(first, second) if undone(first) else filled(second, first)
    both_undone = undone(first) and undone(second)
    for vague in (_only_past_plan, only_named):
        if vague(first) != vague(second) and (both_undone or vague is only_named):
            return filled(second, first) if vague(first) else filled(first, second)
    return filled(second, first) if _told(second) > _told(first) else filled(first, second, headline)


def gives_way(first: Meeting, second: Meeting) -> Meeting | None:
    """The one of two meetings that only says what the other is for, or that somebody came for it."""
    for rule in (is_purpose, is_fulfilled, is_agenda, is_headline_ahead):
        if rule(first, second) != rule(second, first):
            return first if rule(first, second) else second
    return None


def _strays(meeting: Meeting) -> int:
    """How many participants nothing vouches for."""
    return sum(map(is_stray, meeting.participants))


def value_of(claim: AnyClaim) -> str | None:
    """The status of a claim; None where it has none."""
    return claim.status.value if claim.status else None


def undone(claim: AnyClaim) -> bool:
    """Whether it was put or called off, which says more than that it did not happen."""
    return value_of(claim) in (Status.CANCELLED, Status.POSTPONED)


def _only_past_plan(claim: AnyClaim) -> bool:
    """Whether only the tense of an old plan says that it came to nothing: "had been due in Rome"."""
    return undone(claim) and claim.status is not None and claim.status.evidence.quote.lower() in OLD_PLANS


def _told(claim: AnyClaim) -> int:
    """How many fields a mention fills; a longer list is worth as many names."""
    return sum(
        len(value) if isinstance(value, tuple) else value is not None
        for value in (getattr(claim, name) for name in claim.__struct_fields__)
    )


def filled(claim: AnyClaim, other: AnyClaim, headline: int = 0) -> AnyClaim:
    """The claim with its empty fields taken from another mention, evidence and all.

    Its source only where it is the headline's, which says less of who says so than the text.
    """
    empty = {
        name: getattr(other, name)
        for name in claim.__struct_fields__
        if name not in ("id", "evidence", "superseded", "said_by")
        and getattr(claim, name) in (None, ())
        and getattr(other, name) not in (None, ())
    }
    if isinstance(claim, Meeting) and isinstance(other, Meeting) and names_more(other, claim):
        empty["participants"] = other.participants
    named = any(one.entity is not None or one.state is not None for one in claim.said_by)
    if claim.evidence.end <= headline < other.evidence.end and other.said_by and not named:
        empty["said_by"] = other.said_by
    when = _surer(claim, other)
    if when is not None and when is not claim.when:
        empty["when"] = when
    return msgspec.structs.replace(claim, **empty) if empty else claim


def _surer(claim: AnyClaim, other: AnyClaim) -> When | None:
    """Of two times of one event, one of which lies in the other, the more exact; of a visit, all days of the stay."""
    first, second = claim.when, other.when
    if first is None or second is None or first.edtf == second.edtf:
        return first or second
    inner, outer = (first, second) if lies_within(first, second) else (second, first)
    if not lies_within(inner, outer):
        return first
    stay = isinstance(claim, Visit) and outer.precision is Precision.INTERVAL and inner.precision is Precision.DAY
    return outer if stay else inner


def only_named(claim: AnyClaim) -> bool:
    """Whether the status was read from no more than a noun: "the visit" says nothing of when."""
    return claim.status is not None and claim.status.evidence.quote.lower().rstrip("s") in NAMES
