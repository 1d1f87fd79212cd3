"""Claims that were held against an event and left out of it, and why: what merging saw, computed anew for one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from communique.merge.likeness import FORBIDDEN, AnyGroup, likeness, score
from communique.merge.told import Told, told
from communique.records import Event, Feature, Record, Report, Verdict
from communique.store import Ledger
from communique.view.earlier import group_of

IN_ITS_BLOCKS = """
SELECT DISTINCT other.claim, its.event
FROM event_claim
JOIN block AS own ON own.claim = event_claim.claim
JOIN block AS other ON other.key = own.key
JOIN event_claim AS its ON its.claim = other.claim
WHERE event_claim.event = :event AND its.event <> :event
"""
"""The claims of other events that share a block with a claim of the event: all that it was held against."""

JUDGED_APART = """
SELECT 1 FROM judgements
WHERE verdict = :verdict AND (claim = :claim AND other IN (SELECT value FROM json_each(:members))
  OR other = :claim AND claim IN (SELECT value FROM json_each(:members)))
"""


class NearMiss(Record, frozen=True):
    """Another event, its claim that comes nearest, and what speaks for and against it; the last says what forbids it.

    Where nothing forbids it, the claim is likelier of the other event, or a person told them apart (``judged``).
    """

    event: str
    claim: str
    features: tuple[Feature, ...]
    days: int | None
    judged: bool = False

    @property
    def reason(self) -> str:
        """Why it was left out, in a sentence."""
        if self.judged:
            return "A person told them apart."
        if self.features and self.features[-1].value <= FORBIDDEN:
            return self.features[-1].sentence
        return "Nothing forbids it, but it was likelier of the other event."


def near_misses(ledger: Ledger, event: Event, reports: Sequence[Report], *, limit: int) -> list[NearMiss]:
    """The events that came nearest in time, each by its nearest claim."""
    others = {row["claim"]: row["event"] for row in ledger.sql(IN_ITS_BLOCKS, {"event": event.id})}
    if not reports or not others:
        return []
    group = group_of(event, reports)
    by_event: dict[str, list[NearMiss]] = defaultdict(list)
    for report in ledger.reports(others):
        found = _held_against(told(report), group, others[report.claim.id])
        by_event[found.event].append(found)
    nearest = sorted((min(some, key=_nearness) for some in by_event.values()), key=_nearness)
    return [_with_judgement(ledger, found, event) for found in nearest[:limit]]


def _held_against(one: Told, group: AnyGroup, event: str) -> NearMiss:
    here, there = one.window, group.window
    days = here.gap(there) if here is not None and there is not None else None
    return NearMiss(event=event, claim=one.id, features=likeness(one, group), days=days)


def _nearness(found: NearMiss) -> tuple[bool, int, float, str]:
    """No other reason comes before time: what is months away is no near miss."""
    return found.days is None, found.days or 0, -score(found.features), found.claim


def _with_judgement(ledger: Ledger, found: NearMiss, event: Event) -> NearMiss:
    members = "[" + ",".join(f'"{one.claim}"' for one in event.members) + "]"
    given = {"verdict": Verdict.DIFFERENT.value, "claim": found.claim, "members": members}
    judged = bool(list(ledger.sql(JUDGED_APART, given)))
    return NearMiss(event=found.event, claim=found.claim, features=found.features, days=found.days, judged=judged)
