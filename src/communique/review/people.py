"""People: the office that a title gives them on a day, and two countries on one day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from communique.gazetteer import City, gazetteer
from communique.knowledge import Term, knowledge
from communique.offices import roles_of_title, title_tense
from communique.records import TOOK_PLACE, Claim, ClaimType, Detail, EntityKind, Meeting, Reference, Report, Visit
from communique.review.book import RULES, Book, Case, Draft, claims_of, days_of, key_of, single_day
from communique.review.neighbours import PHONE, traveller_keys
from communique.review.values import distance
from communique.review.words import sources, state_name

FIRST, LAST = datetime.date.min, datetime.date.max


def office_at_that_date(case: Case, _: Book) -> Iterator[Draft]:
    """A report calls somebody by an office that they held only at another time.

    They held it neither when it happened nor when it was told. Only where the table of terms knows both their own term
    and who held the office on that day. "Former" and "elect" are heeded, and the weeks around a change of office are
    left alone.
    """
    wrong: dict[tuple[str, str, str], list[tuple[Report, Reference, str]]] = {}
    for report in case.reports:
        days = _days(report) if _is_of_a_time(report) else ()
        for person in _people(report.claim) if days else ():
            for title, role, holder in _misplaced(person, days):
                if _stands(title, person, report.claim):
                    wrong.setdefault((person.name, role, holder), []).append((report, person, title))
    for (name, role, holder), found in sorted(wrong.items()):
        reports, person, title = [one for one, _, _ in found], found[0][1], found[0][2]
        day = max(max(_days(one)) for one in reports)
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(reports),
            sentence=f"{name} is called “{title}” ({sources(reports)}), but on {day} {holder} was "
            f"{role.replace('_', ' ')} of {state_name(person.state or '')}.",
            details=(
                Detail(name="title", value=f"{name}: {title}", claims=claims_of(reports)),
                Detail(name="holder", value=holder),
            ),
        )


def has_titles(case: Case) -> bool:
    """Whether somebody is called by a title, in a report of which the time is known."""
    return any(_is_of_a_time(one) and any(person.titles for person in _people(one.claim)) for one in case.reports)


def is_stay(case: Case) -> bool:
    """Whether it tells who was in which country on which days."""
    return any(True for _ in _stays(case))


def two_countries(case: Case, book: Book) -> Iterator[Draft]:
    """Reports put one person in two countries on one day, too far apart to travel between, or in the midst of a stay.

    Calls do not count, nor what is only planned, nor the own country, which one leaves and comes back to. A visit of
    several days counts for the days between its ends.
    """
    mine = list(_stays(case))
    keys = sorted({key for _, person, _, _, _ in mine for key in traveller_keys(person, case.event)})
    for other in book.sharing(*keys) if keys else ():
        if other.event.id <= case.event.id:
            continue
        found: dict[tuple[str, str, str], set[str]] = {}
        reports: dict[str, Report] = {}
        for here, person, state, first, last in mine:
            for there, twin, goal, start, end in _stays(other):
                if key_of(person) != key_of(twin) or state == goal or here.claim.document == there.claim.document:
                    continue
                day = _day_of_both((first, last), (start, end))
                if day is not None and (
                    _inside(day, (first, last), (start, end)) or _too_far(here, there, state, goal)
                ):
                    found.setdefault((person.name, state, goal), set()).add(day.isoformat())
                    reports |= {here.claim.id: here, there.claim.id: there}
        for (name, state, goal), days in sorted(found.items()):
            yield _of_both(case, other, name, (state, goal), min(days), reports)


def _of_both(
    case: Case, other: Case, name: str, states: tuple[str, str], day: str, reports: dict[str, Report]
) -> Draft:
    sides = [[one for one in some.reports if one.claim.id in reports] for some in (case, other)]
    told = [f"{state_name(state)} ({sources(side)})" for state, side in zip(states, sides, strict=True)]
    return Draft(
        events=(case.event.id, other.event.id),
        claims=claims_of(*sides),
        sentence=f"On {day} {name} was in {told[0]} and in {told[1]}.",
        details=tuple(
            Detail(name=f"{name} on {day}", value=state, claims=claims_of(side), event=some.event.id)
            for state, side, some in zip(states, sides, (case, other), strict=True)
        ),
    )


def _is_of_a_time(report: Report) -> bool:
    """Whether it is known when it was: what is told without a time may be from long ago."""
    return days_of(report.claim, RULES["dates"]["longest"]) is not None


def _days(report: Report) -> tuple[datetime.date, ...]:
    """The days on which a title must hold: that of the event or that of publication."""
    days = days_of(report.claim, RULES["dates"]["longest"])
    published = report.published_on
    found = (*(days or ()), *((published,) if published is not None else ()))
    return found if published is not None or days is not None else ()


def _people(claim: Claim) -> Iterator[Reference]:
    """Everybody whom a claim names, in whatever role."""
    for role in (*claim.list_roles, *claim.single_roles, "said_by"):
        value = getattr(claim, role)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and one.kind is EntityKind.PERSON and one.entity is not None and one.state is not None:
                yield one


def _misplaced(person: Reference, days: tuple[datetime.date, ...]) -> Iterator[tuple[str, str, str]]:
    """The offices by which somebody is called who held them at another time only, and who held them then."""
    known = knowledge().person(person.entity or "")
    if known is None or person.state is None or known.died is not None:
        return
    for title in person.titles:
        roles = set(roles_of_title(title, person.state)) & set(RULES["roles"]["single"])
        if title_tense(title) != "now" or len(roles) != 1:
            continue
        role = next(iter(roles))
        if role == "head_of_state" and person.state in RULES["office"]["for_life"]:
            continue
        terms = [term for term in known.terms if term.role == role and term.state == person.state]
        if not terms or any(_near(term, day) for term in terms for day in days):
            continue
        holders = knowledge().holders(role, person.state, max(days), max(days))
        if holders and all(one.id != known.id for one in holders):
            yield title, role, holders[0].name


def _stands(title: str, person: Reference, claim: Claim) -> bool:
    """Whether the title stands right before the name, with no word that makes it one of another time."""
    start = person.evidence.start - claim.evidence.start
    if not 0 <= start < len(claim.evidence.quote):
        return False
    before = claim.evidence.quote[:start].casefold().rstrip()
    window = before[-RULES["office"]["window"] - len(title) :]
    words = window.replace("’", "'").split()
    said = f" {person.evidence.quote.casefold()}"
    named = before.endswith(title.casefold()) or said.startswith(f" {title.casefold()} ")
    return named and not any(word.startswith(cue) for word in words for cue in RULES["office"]["not_now"])


def _near(term: Term, day: datetime.date) -> bool:
    slack = datetime.timedelta(RULES["office"]["slack"])
    return (term.start or FIRST + slack) - slack <= day <= (term.end or LAST - slack) + slack


def _stays(case: Case) -> Iterator[tuple[Report, Reference, str, datetime.date, datetime.date]]:
    """Who was where from when to when, by the reports of an event that took place."""
    if case.event.type not in (ClaimType.VISIT, ClaimType.MEETING):
        return
    for report in case.reports:
        state, claim = _state(report.claim), report.claim
        days = days_of(claim, RULES["dates"]["longest"]) if isinstance(claim, Visit) else None
        day = single_day(claim)
        days = days or ((day, day) if day is not None else None)
        if state is None or days is None or claim.known_status not in TOOK_PLACE:
            continue
        people = claim.visitor if isinstance(claim, Visit) else claim.participants if isinstance(claim, Meeting) else ()
        for person in people:
            if person.kind is EntityKind.PERSON and person.entity is not None and person.state != state:
                yield report, person, state, *days


def _state(claim: Claim) -> str | None:
    """The state that somebody must have been in for a claim to be so."""
    if isinstance(claim, Visit):
        return claim.destination.state if claim.destination is not None else None
    if isinstance(claim, Meeting) and claim.country is not None and claim.format is not None:
        return claim.country.state if claim.format.value not in PHONE else None
    return None


def _day_of_both(
    one: tuple[datetime.date, datetime.date], other: tuple[datetime.date, datetime.date]
) -> datetime.date | None:
    """The first day that two stays share, where one of them is a day."""
    for day, stay in ((one, other), (other, one)):
        if day[0] == day[1] and stay[0] <= day[0] <= stay[1]:
            return day[0]
    return None


def _inside(day: datetime.date, *stays: tuple[datetime.date, datetime.date]) -> bool:
    """Whether a day is neither the first nor the last of a longer stay."""
    return any(first < day < last for first, last in stays)


def _too_far(here: Report, there: Report, state: str, goal: str) -> bool:
    """Whether nobody gets from one country to the other within a day and does something in both."""
    one, other = _where(here, state), _where(there, goal)
    return one is not None and other is not None and distance(one, other) > RULES["travel"]["apart"]


def _where(report: Report, state: str) -> City | None:
    claim = report.claim
    place = claim.place if isinstance(claim, Visit | Meeting) else None
    if place is None:
        return None
    return city_in(place.name, state)


@lru_cache(maxsize=4096)
def city_in(name: str, state: str) -> City | None:
    """The one city of a name in a state."""
    return gazetteer().city(name, state)
