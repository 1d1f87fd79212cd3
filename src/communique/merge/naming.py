"""The ids of events: of the claim that was published first, even where a person said that this one is of another event.

An event keeps the id under which a person judged it; the claim that was sent away has another one from then on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.ids import event_apart_id, event_id
from communique.merge.grouping import holding
from communique.merge.told import Told
from communique.records import Judgement, Report, Verdict

First = tuple[datetime.date, str]
"""What claims are ordered by: the last day on which each may have been published, and its id."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A claim that was published before those from which a person told it apart, and the first of these."""

    claim: str
    stays: str
    first: First


def departures(judgements: Sequence[Judgement], judged: Iterable[Report]) -> tuple[Departure, ...]:
    """The claims that left an event which was called after them. ``judged`` are the reports of judged claims.

    Claims of two types never were of one event.
    """
    known = {one.claim.id: one for one in judged}
    found: dict[str, Departure] = {}
    for one in holding(judgements):
        left, stays = known.get(one.claim), known.get(one.other)
        if one.verdict is not Verdict.DIFFERENT or left is None or stays is None:
            continue
        if type(left.claim) is type(stays.claim) and published_first(left) < published_first(stays):
            found.setdefault(one.claim, Departure(one.claim, one.other, published_first(left)))
    return tuple(found[claim] for claim in sorted(found))


def published_first(report: Report) -> First:
    """What the reports of an event are ordered by; those of which no day is known come last."""
    return report.published_at.latest if report.published_at is not None else datetime.date.max, report.claim.id


def name_of(told: Sequence[Told], departed: Sequence[Departure] = ()) -> str:
    """The id of an event of these reports, in order of publication.

    No two events have one: a claim gives its id to the event that it left, and to its own only if it left none.
    """
    members = {one.id for one in told}
    guests = {one.claim for one in departed if one.claim in members and one.stays not in members}
    left = [one.first for one in departed if one.stays in members and one.claim not in members]
    firsts = [published_first(one.report) for one in told if one.id not in guests]
    return event_id(min(firsts + left)[1]) if firsts or left else event_apart_id(told[0].id)
