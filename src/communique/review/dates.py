"""Times of one event held against each other: refinement, change of a plan, correction and conflict told apart."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz

from communique.records import AHEAD, TOOK_PLACE, Claim, ClaimType, Detail, Meeting, Reference, Report, Status, Visit
from communique.rescheduling import tells_of_a_change
from communique.review.book import (
    RULES,
    Book,
    Case,
    Draft,
    claims_of,
    days_of,
    is_sound,
    key_of,
    outlets_of,
    single_day,
)
from communique.review.neighbours import encounter_keys
from communique.review.words import sources, span

Days = tuple[datetime.date, datetime.date]
PUT_OFF = frozenset({Status.POSTPONED})
OFF = frozenset({Status.CANCELLED, Status.DENIED})
DATED = frozenset({ClaimType.VISIT, ClaimType.MEETING, ClaimType.AGREEMENT})


def refined_dates(case: Case, _: Book) -> Iterator[Draft]:
    """One report gives a month or a year, another the days in it. Both are right; the days are the better answer."""
    days = case.event.earliest, case.event.latest
    if not _is_dated(case) or days[0] is None or days[1] is None:
        return
    timed = [one for one in _timed(case.reports) if one.claim.known_status not in OFF]
    exact = [one for one in timed if days_of(one.claim, RULES["dates"]["longest"]) == days and not _is_of_the_way(one)]
    rough = _by_days(one for one in timed if _is_general(one, exact))
    around = [longer for longer in sorted(rough) if longer[0] <= days[0] <= days[1] <= longer[1]]
    if around:
        general = rough[around[0]]
        words = f"{span(_edtf(exact))} ({sources(exact)}) refines {span(_edtf(general))} ({sources(general)})."
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(general, exact),
            sentence=f"{case.told}: {words}",
            details=(_detail("refined", _edtf(general), general), _detail("refines", _edtf(exact), exact)),
        )


def moved_dates(case: Case, _: Book) -> Iterator[Draft]:
    """A plan was moved to other days: a later report gives them and says in words that they were changed."""
    for (old, before), (new, after) in _changed(case):
        words = f"it was moved from {_words(old)} to {_words(new)}"
        yield _pair(case, ("moved from", before), ("moved to", after), words)


def conflicting_dates(case: Case, book: Book) -> Iterator[Draft]:
    """Two outlets date the same event differently, and neither date lies in the other.

    Of plans, both dates lay ahead when they were given, and no report tells of a change. Of what took place, both were
    reported after the later of the two days, of the same people, and by different outlets: a meeting on each of two
    days is no conflict. Single days of one visit are none either, as a visit goes on: only its first and last days
    together are compared.
    """
    moved = {frozenset((old[0], new[0])) for old, new in _changed(case)}
    for (one, here), (other, there) in _differing(case, AHEAD):
        if frozenset((one, other)) not in moved and not outlets_of(here) & outlets_of(there):
            yield _pair(case, ("date", here), ("date", there), f"it is planned for {_words(one)} or {_words(other)}")
    for (one, here), (other, there) in _differing(case, TOOK_PLACE):
        if _told_afterwards(here, there, max(one[0], other[0])) and not outlets_of(here) & outlets_of(there):
            yield _pair(case, ("date", here), ("date", there), f"it is dated {_words(one)} and {_words(other)}")
    for other_case, here, there in _held_apart(case, book):
        words = f"it is dated {_edtf(here)} and {_edtf(there)}, if that is one"
        draft = _pair(case, ("date", here), ("date", there), words)
        yield dataclasses.replace(draft, events=(case.event.id, other_case.event.id))


def is_dated_meeting(case: Case) -> bool:
    """Whether it is a meeting of two on a day, which others may date differently."""
    return bool(_by_two(case))


def _held_apart(case: Case, book: Book) -> Iterator[tuple[Case, list[Report], list[Report]]]:
    """Meetings of the same two people on days next to each other, that no report tells apart: perhaps one."""
    mine = _by_two(case)
    for people, here in mine.items():
        for other in book.sharing(*(key for one in here[:1] for key in encounter_keys(one, case.event))):
            there = _by_two(other).get(people, [])
            if other.event.id <= case.event.id or not there:
                continue
            days = [single_day(some[0].claim) for some in (here, there)]
            if days[0] is None or days[1] is None or not 0 < abs((days[0] - days[1]).days) <= RULES["dates"]["near"]:
                continue
            if _told_afterwards(here, there, max(days[0], days[1])) and not outlets_of(case.reports) & outlets_of(
                other.reports
            ):
                yield other, here, there


def _who(report: Report) -> tuple[Reference, ...]:
    return report.claim.participants if isinstance(report.claim, Meeting) else ()


def _by_two(case: Case) -> dict[frozenset[str], list[Report]]:
    """The reports of a meeting of two people in person on one day that took place, where all give the same day."""
    found: dict[frozenset[str], list[Report]] = defaultdict(list)
    for one in case.among(TOOK_PLACE):
        if len(_who(one)) == 2 and single_day(one.claim) is not None and is_sound(one):
            found[_people(one.claim)].append(one)
    return {key: told for key, told in found.items() if len({single_day(one.claim) for one in told}) == 1}


def corrected_dates(case: Case, _: Book) -> Iterator[Draft]:
    """An outlet printed the same sentence again, later, with another date. That is a correction, not a conflict."""
    for one, other in _differing(case, TOOK_PLACE | AHEAD):
        (old, before), (new, after) = sorted((one, other), key=lambda item: _first(item[1]))
        for first in before:
            for second in after:
                if _is_printed_again(first, second):
                    words = f"{first.outlet} dated it {_words(old)}, later {_words(new)}"
                    yield _pair(case, ("corrected", [first]), ("correction", [second]), words)


def _is_general(report: Report, exact: Sequence[Report]) -> bool:
    """Whether a report gives a month or so, and another article the days of the same people."""
    days, people = days_of(report.claim), _people(report.claim)
    length = _length(days) if days is not None else 0
    return RULES["dates"]["longest"] < length <= RULES["dates"]["refinable"] and any(
        one.claim.document != report.claim.document and (not people or len(people & _people(one.claim)) > 1)
        for one in exact
    )


def _people(claim: Claim) -> frozenset[str]:
    """The people of a meeting; of other events they agree anyway."""
    return frozenset(map(key_of, claim.participants)) if isinstance(claim, Meeting) else frozenset()


def _is_dated(case: Case) -> bool:
    """Whether its times are compared at all."""
    return case.event.type in DATED and case.is_between_states


def _timed(reports: Iterable[Report]) -> Iterator[Report]:
    """Reports whose time is their event's own: not that of a summit "before" which it is."""
    for one in reports:
        when = one.claim.when
        if when is None or not is_sound(one):
            continue
        start = when.evidence.start - one.claim.evidence.start
        before = one.claim.evidence.quote[:start].casefold().split() if start > 0 else []
        near = " ".join(before[-8:])
        if not any(f" {cue} " in f" {near} " for cue in RULES["dates"]["beside"]):
            yield one


def _is_printed_again(first: Report, second: Report) -> bool:
    here, there = first.published_on, second.published_on
    return (
        bool(first.outlet)
        and first.outlet == second.outlet
        and first.claim.document != second.claim.document
        and here is not None
        and there is not None
        and 0 <= (there - here).days <= RULES["dates"]["again"]
        and fuzz.ratio(first.claim.evidence.quote, second.claim.evidence.quote) >= RULES["dates"]["same_sentence"]
    )


def _changed(case: Case) -> Iterator[tuple[tuple[Days, list[Report]], tuple[Days, list[Report]]]]:
    """Days of a plan and the newer ones in their place, where words or a postponement tell of the change."""
    for one, other in _differing(case, AHEAD | PUT_OFF, whole=False):
        before, after = sorted((one, other), key=lambda item: _first(item[1]))
        told = [one for one in case.reports if tells_of_a_change(one.claim)]
        if _last(before[1]) < _first(after[1]) and any(
            _last(before[1]) < _first([one]) <= _last(after[1]) for one in told
        ):
            yield before, after


def _differing(
    case: Case, statuses: frozenset[Status], *, whole: bool = True
) -> Iterator[tuple[tuple[Days, list[Report]], ...]]:
    """Pairs of times, each with its reports, of which neither lies in the other; of meetings, of the same people."""
    if not _is_dated(case):
        return
    for group in _alike(case.among(statuses), whole=whole):
        found = sorted(_by_days(group).items())
        for one, other in combinations(found, 2):
            if (other[0][0] - one[0][1]).days <= RULES["dates"]["apart"] and not _fit(one[0], other[0]):
                yield one, other


def _alike(reports: Sequence[Report], *, whole: bool) -> Iterable[list[Report]]:
    """Reports that give whole times and the same people: of visits both ends, of others one day."""
    found: dict[frozenset[str], list[Report]] = defaultdict(list)
    for one in reports:
        days = days_of(one.claim, RULES["dates"]["longest"])
        if days is None or (whole and isinstance(one.claim, Visit) != (days[0] < days[1])) or _is_vague(one):
            continue
        if one.claim.known_status in AHEAD and (_last([one]) >= days[0] or _is_of_the_way(one)):
            continue
        found[_people(one.claim)].append(one)
    return [found[people] for people in sorted(found, key=sorted)]


def _is_vague(report: Report) -> bool:
    when = report.claim.when
    return when is not None and any(cue in when.evidence.quote.casefold() for cue in RULES["dates"]["vague"])


def _is_of_the_way(report: Report) -> bool:
    """Whether the day of a meeting may be that of the journey to it."""
    words = report.claim.evidence.quote.casefold()
    return isinstance(report.claim, Meeting) and any(cue in words for cue in RULES["dates"]["travel"])


def _fit(one: Days, other: Days) -> bool:
    """Whether one of two times lies in the other."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def _told_afterwards(here: Sequence[Report], there: Sequence[Report], later: datetime.date) -> bool:
    """Whether all was published after the later of the two days had begun: none can have told of an earlier meeting."""
    return all((day := one.published_on) is not None and day >= later for one in (*here, *there))


def _by_days(reports: Iterable[Report]) -> dict[Days, list[Report]]:
    found: dict[Days, list[Report]] = defaultdict(list)
    for one in reports:
        days = days_of(one.claim)
        if days is not None:
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


def _pair(case: Case, one: tuple[str, Sequence[Report]], other: tuple[str, Sequence[Report]], words: str) -> Draft:
    here, there = one[1], other[1]
    return Draft(
        events=(case.event.id,),
        claims=claims_of(here, there),
        sentence=f"{case.told}: {words} ({sources(here)}; {sources(there)}).",
        details=(_detail(one[0], _edtf(here), here), _detail(other[0], _edtf(there), there)),
    )
