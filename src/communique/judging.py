"""A person's word on an event and a claim, recorded as judgements on pairs of claims, and obeyed at once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from communique.merge.grouping import holding
from communique.merge.naming import published_first
from communique.problems import CommuniqueError
from communique.rebuilding import rebuild_events
from communique.records import ClaimType, Event, Verdict
from communique.store import Ledger


class JudgedError(CommuniqueError):
    """What is judged is no claim, no longer counts (taken back, or read again without), or is in the event already."""

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

    The claim is joined to the event's first one, and to those from which it was told apart before; it is told apart
    from all that are in the event now, for with any of them it could come back. The event keeps its id, even where it
    was the id of the claim that leaves. A meeting that bears witness to a visit is told apart from it in the same way,
    and bears witness again when that is taken back.

    Raises ``UnknownIdError`` for ids that there are not, and ``JudgedError`` where there is nothing to join or to tell
    apart, or the claim does not count.
    """
    event = ledger.event(event_id)
    claim = _claim(ledger, event, other_id, verdict)
    members = [one.claim for one in event.members if one.claim != claim]
    is_in_it = claim in {one.claim for one in (*event.members, *event.witnesses)}
    apart = _told_apart(ledger, claim) if verdict is Verdict.SAME else set(members)
    if verdict is Verdict.SAME and is_in_it and not apart.intersection(members):
        raise JudgedError(
            f"{claim} is in the event {event.id} already. `communique show {event.id}` lists what was left out."
        )
    against = _against(ledger, event, claim, members, apart)
    if not against:
        raise JudgedError(f"{claim} is all that the event {event.id} has. There is nothing to tell it apart from.")
    with ledger.batch():
        for one in against:
            first, other = (claim, one) if is_in_it else _later_first(ledger, claim, one)
            ledger.judge(first, other, verdict, author=author, reason=reason, judged_at=judged_at)
    rebuild_events(ledger)
    return Judged(before=event, after=ledger.event(event.id), other=ledger.event_of_claim(claim))


def _against(ledger: Ledger, event: Event, claim: str, members: list[str], apart: set[str]) -> list[str]:
    """The event's claims that are judged with the claim; of one that tells of another thing those told apart before."""
    if ledger.claim(claim).type is event.type:
        return [one for one in members if one == members[0] or one in apart]
    found = [one for one in members if one in apart]
    if not found or event.type is not ClaimType.VISIT:
        raise JudgedError(
            f"{claim} tells of a {ledger.claim(claim).type}, the event {event.id} is a {event.type}: no event is both. "
            f"Meetings bear witness to a visit by themselves, unless one was told apart from it."
        )
    return found


def _claim(ledger: Ledger, event: Event, identity: str, verdict: Verdict) -> str:
    """The claim with this id; of another event that is to be the same, its first."""
    full_id = ledger.resolve(identity)
    if full_id.startswith("c-") and not list(ledger.reports([full_id])):
        raise JudgedError(_why_it_does_not_count(ledger, full_id))
    if full_id.startswith("e-") and verdict is Verdict.SAME and full_id != event.id:
        return ledger.event(full_id).members[0].claim
    if not full_id.startswith("c-"):
        raise JudgedError(f"{identity!r} is no claim. `communique show {event.id}` lists the event's claims.")
    return full_id


def _told_apart(ledger: Ledger, claim: str) -> set[str]:
    """The claims from which a person told one apart, by the latest word on each."""
    found = [one for one in holding(ledger.judgements()) if one.verdict is Verdict.DIFFERENT]
    return {name for one in found if claim in (one.claim, one.other) for name in (one.claim, one.other)} - {claim}


def _why_it_does_not_count(ledger: Ledger, claim: str) -> str:
    found = ledger.claim(claim)
    if found.superseded:
        return (
            f"{claim} does not count: its article takes it back itself, by a later word. "
            f"`communique show {found.document}` lists the claims that it makes; judge one of them."
        )
    return (
        f"{claim} does not count: its article was read again, and no longer says so. "
        f"`communique show {found.document}` lists its claims."
    )


def _later_first(ledger: Ledger, claim: str, other: str) -> tuple[str, str]:
    """Two claims that were not of one event: the one that leaves an event and its id is always the one named first."""
    found = sorted(ledger.reports([claim, other]), key=published_first)
    return found[-1].claim.id, found[0].claim.id
