"""Plans: those that came true, and those whose day passed without anybody telling of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from communique.records import ClaimType, Detail, Meeting, Report, Status, Visit
from communique.review.book import RULES, TOOK_PLACE, Book, Case, Draft, claims_of, days_of, outlets_of
from communique.review.neighbours import encounter_keys
from communique.review.words import sources, span

ENCOUNTERS = frozenset({ClaimType.VISIT, ClaimType.MEETING})
SETTLED = frozenset({Status.CANCELLED, Status.POSTPONED, Status.DENIED})


def confirmed_plans(case: Case, _: Book) -> Iterator[Draft]:
    """What was planned took place: first reports of a visit or a meeting as a plan, later ones as fact."""
    if case.event.type not in ENCOUNTERS or case.event.status not in TOOK_PLACE:
        return
    told = case.among(TOOK_PLACE)
    first = min((one.published_at.latest for one in told if one.published_at is not None), default=None)
    before = [
        one
        for one in case.among(frozenset({Status.PLANNED}))
        if first is not None and one.published_at is not None and one.published_at.latest < first
    ]
    if before:
        when = span(case.event.when or "an unknown day")
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(before, told),
            sentence=f"Planned ({sources(before)}), it took place on {when} ({sources(told)}).",
            details=(
                Detail(name="status", value=Status.PLANNED.value, claims=claims_of(before)),
                Detail(name="status", value=Status.OCCURRED.value, claims=claims_of(told)),
            ),
        )


def overdue_plans(case: Case, book: Book) -> Iterator[Draft]:
    """A visit or a meeting was planned for days that have passed, and nobody reports it, nor that it was called off.

    Counted in days of coverage: up to the last publication that was read. Only what several outlets told of.
    """
    if case.event.type not in ENCOUNTERS or case.event.status is not Status.PLANNED or book.as_of is None:
        return
    planned = [
        one
        for one in case.among(frozenset({Status.PLANNED}))
        if days_of(one.claim, RULES["dates"]["longest"]) is not None
    ]
    last = max((days[1] for one in planned if (days := days_of(one.claim)) is not None), default=None)
    if last is None or last + datetime.timedelta(RULES["overdue"]["wait"]) > book.as_of:
        return
    others = case.among(TOOK_PLACE | SETTLED)
    if others or len(outlets_of(planned)) < RULES["overdue"]["fewest_outlets"] or _is_told_elsewhere(case, last, book):
        return
    yield Draft(
        events=(case.event.id,),
        claims=claims_of(planned),
        sentence=f"It was planned for {span(case.event.when or str(last))} ({sources(planned)}); "
        "nobody reports it, nor that it was called off.",
        details=(Detail(name="planned until", value=str(last), claims=claims_of(planned)),),
    )


def _is_told_elsewhere(case: Case, last: datetime.date, book: Book) -> bool:
    """Whether reports in those days tell of an encounter of any two of the same people or places."""
    around = datetime.timedelta(RULES["overdue"]["around"])
    for one in case.reports:
        for other in book.sharing(*_sides(one)):
            for report in other.among(TOOK_PLACE | SETTLED):
                days = days_of(report.claim, RULES["dates"]["longest"])
                if days is None and report.published_at is not None:
                    days = report.published_at.earliest, report.published_at.latest
                if days is not None and days[0] - around <= last <= days[1] + around:
                    return True
    return False


def _sides(report: Report) -> list[str]:
    claim = report.claim
    if isinstance(claim, Visit):
        goals = (claim.destination, *claim.host) if claim.destination is not None else claim.host
        return encounter_keys(claim.visitor, goals)
    if isinstance(claim, Meeting):
        country = (claim.country,) if claim.country is not None else ()
        return encounter_keys(claim.participants, (*claim.participants, *country))
    return []
