"""Plans: those that came true, and those whose day passed without anybody telling of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from communique.records import CALLED_OFF, TOOK_PLACE, ClaimType, Detail, Report, Status
from communique.review.book import RULES, Book, Case, Draft, claims_of, days_of, outlets_of
from communique.review.neighbours import encounter_keys
from communique.review.words import sources, span

ENCOUNTERS = frozenset({ClaimType.VISIT, ClaimType.MEETING})


def confirmed_plans(case: Case, _: Book) -> Iterator[Draft]:
    """What was planned took place: first reports tell of a plan for that time, later ones that it came about.

    Only between states, where the time of the plan holds the day on which it took place, and where no report says that
    it was put off, called off or denied.
    """
    first, last = case.event.earliest, case.event.latest
    if case.event.type not in ENCOUNTERS or case.event.status not in TOOK_PLACE or not case.is_between_states:
        return
    told = [one for one in case.among(TOOK_PLACE) if first is not None and _published(one)[1] >= first]
    if first is None or last is None or not _is_borne_out(told, first, last):
        return
    if case.among(CALLED_OFF):
        return
    before = [one for one in case.among(frozenset({Status.PLANNED})) if _foretells(one, first, last)]
    if before and told and min(_published(one)[1] for one in before) < min(_published(one)[1] for one in told):
        when = span(case.event.when or "")
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(before, told),
            sentence=f"{case.told}: planned ({sources(before)}), it took place, {when} ({sources(told)}).",
            details=(
                Detail(name="status", value=Status.PLANNED.value, claims=claims_of(before)),
                Detail(name="status", value=Status.OCCURRED.value, claims=claims_of(told)),
            ),
        )


def _published(report: Report) -> tuple[datetime.date, datetime.date]:
    """The first and last day on which a report may have been published."""
    published = report.published_at
    return (published.earliest, published.latest) if published is not None else (datetime.date.min, datetime.date.min)


def _is_borne_out(told: Sequence[Report], first: datetime.date, last: datetime.date) -> bool:
    """Whether a report gives those days, or several outlets tell of it as under way on one of them."""
    bearing = [one for one in told if _bears_out(one, first, last)]
    return any(days_of(one.claim) is not None for one in bearing) or len(outlets_of(bearing)) > 1


def _bears_out(report: Report, first: datetime.date, last: datetime.date) -> bool:
    """Whether a report says itself that it was then: it gives those days, or tells it as under way on one of them."""
    days = days_of(report.claim)
    if days is None and report.claim.known_status is Status.ONGOING:
        days = _published(report)
    return days is not None and days[0] <= last and first <= days[1]


def _foretells(report: Report, first: datetime.date, last: datetime.date) -> bool:
    """Whether a plan is of that time and was published before it."""
    days = days_of(report.claim, RULES["dates"]["refinable"])
    return (
        days is not None
        and report.published_at is not None
        and report.published_at.latest <= first
        and days[0] <= last
        and first <= days[1]
    )


def overdue_plans(case: Case, book: Book) -> Iterator[Draft]:
    """A visit or a meeting was planned for days that have passed, and nobody reports it, nor that it was called off.

    Counted in days of coverage: up to the last publication that was read. Only what several outlets told of.
    """
    if case.event.type not in ENCOUNTERS or case.event.status is not Status.PLANNED or not case.is_between_states:
        return
    planned = [
        one
        for one in case.among(frozenset({Status.PLANNED}))
        if (days := days_of(one.claim, RULES["dates"]["longest"])) is not None and _published(one)[1] <= days[0]
    ]
    last = max((days[1] for one in planned if (days := days_of(one.claim)) is not None), default=None)
    if last is None or book.as_of is None or last + datetime.timedelta(RULES["overdue"]["wait"]) > book.as_of:
        return
    others = [
        one for one in case.reports if one.claim.known_status in TOOK_PLACE | CALLED_OFF or _published(one)[1] >= last
    ]
    if not all(encounter_keys(one, case.event) for one in planned):
        return
    if others or len(outlets_of(planned)) < RULES["overdue"]["fewest_outlets"] or _is_told_elsewhere(case, last, book):
        return
    yield Draft(
        events=(case.event.id,),
        claims=claims_of(planned),
        sentence=f"{case.told}: planned for {span(case.event.when or str(last))} ({sources(planned)}); "
        "nobody reports it, nor that it was called off.",
        details=(Detail(name="planned until", value=str(last), claims=claims_of(planned)),),
    )


def _is_told_elsewhere(case: Case, last: datetime.date, book: Book) -> bool:
    """Whether reports in those days tell of an encounter of any two of the same people or places."""
    around = datetime.timedelta(RULES["overdue"]["around"])
    for one in case.reports:
        for other in book.sharing(*encounter_keys(one, case.event)):
            for report in other.among(TOOK_PLACE | CALLED_OFF):
                days = days_of(report.claim, RULES["dates"]["longest"])
                if days is None and report.published_at is not None:
                    days = report.published_at.earliest, report.published_at.latest
                if days is not None and days[0] - around <= last <= days[1] + around:
                    return True
    return False
