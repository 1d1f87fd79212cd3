"""Acts that another claim tells with the same words: consent to a paper, talks that are a meeting, a promise to do.

The other claim says more, so the act gives way. Not for two tellings of one act; that is ``acts.py``.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.link.encounters import homes_of, told_together
from communique.records import Action, Agreement, AnyClaim, Meeting
from communique.tables import table

TALKS = frozenset(table("communique.link", "settling.toml")["acts_of_talks"])
"""Events that may be the talks of a meeting."""
CONSENT = frozenset(table("communique.link", "settling.toml")["acts_of_consent"])
"""Events that may be the way to an agreement."""
DONE = frozenset(table("communique.link", "settling.toml")["promised_acts"])
"""Events that say what those who agree are to do with each other."""


RIGHT_BEHIND = 30
"""Characters between a word of consent and what it is to."""


def without_shadows(claims: Iterable[AnyClaim]) -> tuple[AnyClaim, ...]:
    """The claims without the acts that give way to an agreement, a meeting or a more exact act of the same words."""
    claims = tuple(claims)
    return tuple(
        one for one in claims if not (isinstance(one, Action) and any(_gives_way(one, other) for other in claims))
    )


def _gives_way(act: Action, other: AnyClaim) -> bool:
    if other is act or other.superseded or not told_together(act, other):
        return False
    match other:
        case Agreement():
            return _is_consent(act, other)
        case Meeting():
            return act.event.value in TALKS and _is_talks(act, other)
        case Action():
            return act.event.value == "AGREE" and other.event.value in DONE and _is_promised(act, other)
        case _:
            return False


def _is_consent(act: Action, agreement: Agreement) -> bool:
    """Of "agreed to a truce", "negotiated a pact": whether the act's word says how far they are with a document."""
    if act.event.value not in CONSENT:
        return False
    if not _has_stage(act, agreement):
        return _is_agreed_to(act, agreement) and homes_of((*act.actor, *act.recipient)) == homes_of(agreement.parties)
    sides = act.actor if act.event.value in TALKS else (*act.actor, *act.recipient)
    return homes_of(sides) <= homes_of(agreement.parties)


def _has_stage(act: Action, agreement: Agreement) -> bool:
    return agreement.stage is not None and agreement.stage.evidence.start == act.event.evidence.start


def _is_agreed_to(act: Action, agreement: Agreement) -> bool:
    """Of "agreed to a truce brokered by X": whether the document stands right behind, and its stage later."""
    stage, subject = agreement.stage, agreement.subject
    if stage is None or subject is None or stage.value == "proposed":
        return False
    behind = subject.evidence.start - act.event.evidence.end
    return 0 < behind < RIGHT_BEHIND and subject.evidence.end < stage.evidence.start


def _is_talks(act: Action, meeting: Meeting) -> bool:
    """Of "started talks with X", "consulted X": whether the same sides meet by these words, and it is as certain."""
    same = act.status is not None and meeting.status is not None and act.status.value == meeting.status.value
    return same and homes_of((*act.actor, *act.recipient)) == homes_of(meeting.participants)


def _is_promised(promise: Action, act: Action) -> bool:
    """Of "is willing to keep up exchanges and deepen trust": whether the same side is to do the act by these words."""
    same = promise.evidence == act.evidence
    return same and homes_of((*promise.actor, *promise.recipient)) == homes_of((*act.actor, *act.recipient))
