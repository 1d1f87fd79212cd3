"""A person's word on an event and a claim, recorded as judgements on pairs of claims, and obeyed at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from communique.problems import CommuniqueError
from communique.rebuilding import rebuild_events
from communique.records import Event, Verdict
from communique.store import Ledger


class JudgedError(CommuniqueError):
    """What is judged is no claim, or is in the event already."""

    code = "bad-judgement-call"


@dataclass(frozen=True, slots=True)
class Judged:
    """The event as it was judged, what it is now, and the event that the claim is of now."""

    before: Event
    after: Event
    other: Event | None


def judge_event(  # noqa: PLR0913 - a judgement has so many parts
    ledger: Ledger,
    event_id: str,
    other_id: str,
    verdict: Verdict,
    *,
    author: str,
    reason: str = "",
    judged_at: datetime.datetime | None = None,
) -> Judged:
    """Record that a claim (or another event's claims) is of an event, or that a claim is of another one; then rebuild.

    The claim is joined to the event's first one; it is told apart from all that are in the event now, for with any of
    them it could come back. Raises ``UnknownIdError`` for ids that there are not, and ``JudgedError`` where there is
    nothing to join or to tell apart.
    """
    event = ledger.event(event_id)
    claim = _claim(ledger, event, other_id, verdict)
    members = [one.claim for one in event.members if one.claim != claim]
    against = members[:1] if verdict is Verdict.SAME else members
    if not against:
        raise JudgedError(f"{claim} is all that the event {event.id} has. There is nothing to tell it apart from.")
    with ledger.batch():
        for one in against:
            ledger.judge(claim, one, verdict, author=author, reason=reason, judged_at=judged_at)
    rebuild_events(ledger)
    return Judged(before=event, after=ledger.event(event.id), other=ledger.event_of_claim(claim))


def _claim(ledger: Ledger, event: Event, identity: str, verdict: Verdict) -> str:
    """The claim with this id; of another event that is to be the same, its first."""
    full_id = ledger.resolve(identity)
    if full_id.startswith("e-") and verdict is Verdict.SAME and full_id != event.id:
        return ledger.event(full_id).members[0].claim
    if not full_id.startswith("c-"):
        raise JudgedError(f"{identity!r} is no claim. `communique show {event.id}` lists the event's claims.")
    return full_id
