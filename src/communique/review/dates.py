"""Times of one event held against each other: refinement, change of a plan, correction and conflict told apart."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from communique.records import ClaimType, Detail, Meeting, Report, Status, Visit
from communique.review.book import (
    AHEAD,
    RULES,
    TOOK_PLACE,
    Book,
    Case,
    Draft,
    claims_of,
    days_of,
    key_of,
    outlets_of,
    published_on,
)
from communique.review.words import sources, span

Days = tuple[datetime.date, datetime.date]
DATED = frozenset({ClaimType.VISIT, ClaimType.MEETING, ClaimType.AGREEMENT})


def refined_dates(case: Case, _: Book) -> Iterator[Draft]:
    """One report gives a month or a year, another the days in it. Both are right; the days are the better answer."""
    if case.event.type not in DATED:
        return
    exact, longer = _by_days(case.reports, exact=True), _by_days(case.reports, exact=False)
    for days, rough in sorted(longer.items()):
        inside = [(other, told) for other, told in sorted(exact.items()) if days[0] <= other[0] and other[1] <= days[1]]
        fine = [
            one for _, told in inside for one in told if one.claim.document not in {r.claim.document for r in rough}
        ]
        if not fine:
            continue
        best = max(sorted(exact), key=lambda other: (len(exact[other]), _length(other)))
        if not days[0] <= best[0] <= best[1] <= days[1]:
            continue
        general, exactly = _edtf(rough), _edtf(exact[best])
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(rough, exact[best]),
            sentence=f"{span(exactly)} ({sources(exact[best])}) refines {span(general)} ({sources(rough)}).",
            details=(_detail("refined", general, rough), _detail("refines", exactly, exact[best])),
        )
        return


def moved_dates(case: Case, _: Book) -> Iterator[Draft]:
    """The days of a plan were changed: all reports of the new days were published after those of the old ones."""
    for (old, before), (new, after) in _changed(case):
        yield _pair(case, "moved from", before, "to", after, f"The plan was moved from {_words(old)} to {_words(new)}")


def conflicting_dates(case: Case, _: Book) -> Iterator[Draft]:
    """Two outlets date the same event differently, and neither date lies in the other.

    Of plans, both dates are current at the same time. Of meetings that took place, both were reported after the later
    of the two days, of the same people, and by different outlets: a meeting on each of two days is no conflict.
    Single days of one visit are none either, as a visit goes on: only its first and last days together are compared.
    """
    moved = {frozenset((old[0], new[0])) for old, new in _changed(case)}
    for (one, here), (other, there) in _differing(case, AHEAD):
        if frozenset((one, other)) not in moved and not outlets_of(here) & outlets_of(there):
            yield _pair(case, "date", here, "date", there, f"It is planned for {_words(one)} or {_words(other)}")
    for (one, here), (other, there) in _differing(case, TOOK_PLACE):
        if _told_afterwards(here, there, max(one[0], other[0])) and not outlets_of(here) & outlets_of(there):
            yield _pair(case, "date", here, "date", there, f"It is dated {_words(one)} and {_words(other)}")


def corrected_dates(case: Case, _: Book) -> Iterator[Draft]:
    """An outlet dated an event that had taken place, and in a later report dated it differently."""
    for one, other in _differing(case, TOOK_PLACE):
        for outlet in sorted(outlets_of(one[1]) & outlets_of(other[1])):
            here = [report for report in one[1] if outlets_of([report]) == {outlet}]
            there = [report for report in other[1] if outlets_of([report]) == {outlet}]
            order = sorted(((one[0], here), (other[0], there)), key=lambda item: _first(item[1]))
            (old, before), (new, after) = order
            if _last(before) < _first(after) and _told_afterwards(before, after, max(old[0], new[0])):
                sentence = f"{outlet} dated it {_words(old)}, later {_words(new)}"
                yield _pair(case, "corrected", before, "correction", after, sentence)


def _changed(case: Case) -> Iterator[tuple[tuple[Days, list[Report]], tuple[Days, list[Report]]]]:
    """Days of a plan and the newer ones in their place."""
    for one, other in _differing(case, AHEAD):
        before, after = sorted((one, other), key=lambda item: _first(item[1]))
        if _last(before[1]) < _first(after[1]):
            yield before, after


def _differing(case: Case, statuses: frozenset[Status]) -> Iterator[tuple[tuple[Days, list[Report]], ...]]:
    """Pairs of times, each with its reports, of which neither lies in the other; of meetings, of the same people."""
    if case.event.type not in DATED:
        return
    for group in _alike(case.among(statuses)):
        found = sorted(_by_days(group, exact=True).items())
        for one, other in combinations(found, 2):
            if (other[0][0] - one[0][1]).days <= RULES["dates"]["apart"] and not _fit(one[0], other[0]):
                yield one, other


def _alike(reports: Sequence[Report]) -> Iterable[list[Report]]:
    """Reports that give whole times and the same people: of visits both ends, of others one day."""
    found: dict[frozenset[str], list[Report]] = defaultdict(list)
    for one in reports:
        days = days_of(one.claim, RULES["dates"]["longest"])
        if days is None or isinstance(one.claim, Visit) != (days[0] < days[1]):
            continue
        people = one.claim.participants if isinstance(one.claim, Meeting) else ()
        found[frozenset(key_of(person) for person in people)].append(one)
    return [found[people] for people in sorted(found, key=sorted)]


def _fit(one: Days, other: Days) -> bool:
    """Whether one of two times lies in the other."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _told_afterwards(here: Sequence[Report], there: Sequence[Report], later: datetime.date) -> bool:
    """Whether all was published after the later of the two days had begun: none can have told of an earlier meeting."""
    return all((day := published_on(one)) is not None and day >= later for one in (*here, *there))


def _by_days(reports: Iterable[Report], *, exact: bool) -> dict[Days, list[Report]]:
    found: dict[Days, list[Report]] = defaultdict(list)
    for one in reports:
        days = days_of(one.claim)
        if days is not None and (_length(days) <= RULES["dates"]["longest"]) == exact:
            found[days].append(one)
    return found


def _length(days: Days) -> int:
    return (days[1] - days[0]).days + 1


def _edtf(reports: Sequence[Report]) -> str:
    return min(one.claim.when.edtf for one in reports if one.claim.when is not None)


def _words(days: Days) -> str:
    return f"{days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"


def _first(reports: Sequence[Report]) -> datetime.date:
    return min((one.published_at.earliest for one in reports if one.published_at), default=datetime.date.min)


def _last(reports: Sequence[Report]) -> datetime.date:
    return max((one.published_at.latest for one in reports if one.published_at), default=datetime.date.max)


def _detail(name: str, value: str, reports: Iterable[Report]) -> Detail:
    return Detail(name=name, value=value, claims=claims_of(reports))


def _pair(case: Case, name: str, here: Sequence[Report], other: str, there: Sequence[Report], words: str) -> Draft:
    return Draft(
        events=(case.event.id,),
        claims=claims_of(here, there),
        sentence=f"{words} ({sources(here)}; {sources(there)}).",
        details=(_detail(name, _edtf(here), here), _detail(other, _edtf(there), there)),
    )
