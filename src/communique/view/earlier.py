"""Events as they were told earlier: cut down to what was published by a day, or merged from what was recorded then.

The only module of the room that calls ``merge``: an event of another day is derived as today's are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from communique.merge import merge
from communique.merge.events import event_of
from communique.merge.grouping import regrouped
from communique.merge.likeness import Group
from communique.merge.told import Told, told
from communique.records import ClaimType, Event, Report
from communique.store import Ledger


def published_by(ledger: Ledger, events: Sequence[Event], day: datetime.date) -> dict[str, Event | None]:
    """Each event as its claims that were published by that day tell it, by its id; None where there were none yet.

    A claim counts where the last day on which it may have been published is no later.
    """
    claims = [one.claim for event in events for one in (*event.members, *event.witnesses)]
    reports = {report.claim.id: report for report in ledger.reports(claims)}
    found: dict[str, Event | None] = {}
    for event in events:
        told_then = [reports[one.claim] for one in (*event.members, *event.witnesses) if one.claim in reports]
        found[event.id] = cut_down(event, [report for report in told_then if _is_published(report, day)])
    return found


def cut_down(event: Event, reports: Sequence[Report]) -> Event | None:
    """The event as these of its reports tell it, under the same id and with the same reasons.

    ``reports`` are those of its claims and of its witnesses; None where only witnesses are left.
    """
    witnesses = {one.claim for one in event.witnesses}
    if all(report.claim.id in witnesses for report in reports):
        return None
    if len(reports) == len(event.members) + len(witnesses):
        return event
    group = group_of(event, reports)
    return replace(event_of(group), id=event.id)


def group_of(event: Event, reports: Sequence[Report]) -> Group[Told]:
    """The event's reports as ``merge`` has them together, with the reasons that the event has."""
    witnesses = {one.claim for one in event.witnesses}
    seen = [told(report) for report in reports if report.claim.id in witnesses]
    group = regrouped([told(report) for report in reports if report.claim.id not in witnesses], seen)
    group.reasons = {one.claim: one.features for one in (*event.members, *event.witnesses)}
    return group


def _is_published(report: Report, day: datetime.date) -> bool:
    return report.published_at is not None and report.published_at.latest <= day


def events_recorded(
    ledger: Ledger,
    recorded_at: datetime.datetime,
    *,
    published_on: datetime.date | None = None,
    types: Iterable[ClaimType] = (),
) -> tuple[Event, ...]:
    """The events that all claims tell of which counted at that instant, with the judgements that had been made then.

    It takes as long as merging takes: for a ledger of a million claims, minutes.
    """
    wanted = set(types) or set(ClaimType)
    needed = wanted | ({ClaimType.MEETING} if ClaimType.VISIT in wanted else set())
    reports = ledger.reports_until(published_on, recorded_at)
    judgements = [one for one in ledger.judgements() if datetime.datetime.fromisoformat(one.judged_at) <= recorded_at]
    events = merge([report for report in reports if report.claim.type in needed], judgements)
    return tuple(event for event in events if event.type in wanted)
