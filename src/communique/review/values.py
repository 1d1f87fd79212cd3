"""Places, amounts, people and whether it took place at all: what reports of one event say differently."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from communique.gazetteer import City, gazetteer
from communique.offices import roles_of_title, title_tense
from communique.records import (
    TOOK_PLACE,
    Agreement,
    Bound,
    Claim,
    ClaimType,
    Detail,
    EntityKind,
    Figure,
    Meeting,
    Quantity,
    Reference,
    Report,
    Status,
)
from communique.review.book import RULES, Book, Case, Draft, claims_of, days_of, key_of, single_day
from communique.review.neighbours import figure_keys
from communique.review.words import name_of, sources, state_name, together

EARTH = 6371.0
"""Kilometres."""
BESIDE = 2
"""Words on either side of those that a status was read from: "did not meet"."""
ENCOUNTERS = frozenset({ClaimType.VISIT, ClaimType.MEETING})


def conflicting_places(case: Case, _: Book) -> Iterator[Draft]:
    """Reports of one meeting, of the same people on the same day, name two cities that are far apart.

    A venue and its city, or a city and its airport, are near each other; a visit may go to several places.
    """
    told: dict[tuple[object, ...], dict[str, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for one in case.reports:
        claim = one.claim
        day = single_day(claim)
        if isinstance(claim, Meeting) and claim.place is not None and day is not None:
            people = tuple(sorted(key_of(person) for person in claim.participants))
            told[day, people][claim.place.name].append(one)
    for key in sorted(told, key=str):
        for (one_place, here), (other_place, there) in combinations(sorted(told[key].items()), 2):
            if case.is_between_states and _distance(_city(here), _city(there)) > RULES["places"]["apart"]:
                yield Draft(
                    events=(case.event.id,),
                    claims=claims_of(here, there),
                    sentence=f"{case.told}: it was in {one_place} ({sources(here)}) or in {other_place} "
                    f"({sources(there)}).",
                    details=(_detail("place", one_place, here), _detail("place", other_place, there)),
                )


def conflicting_amounts(case: Case, book: Book) -> Iterator[Draft]:
    """Two sums for one agreement, or two numbers for one measure, of the same parties and period, do not agree.

    Bounds are heeded: "over 6" and 6.2 agree, and so does a number with the same one rounded.
    """
    given = [(one, quantity) for one in _of_measure(case, book) if (quantity := _quantity(one.claim)) is not None]
    by_number: dict[tuple[str, float], list[tuple[Report, Quantity]]] = defaultdict(list)
    for one, quantity in given:
        by_number[quantity.unit, quantity.value].append((one, quantity))
    for one_number, other_number in combinations(sorted(by_number), 2):
        here, there = by_number[one_number], by_number[other_number]
        documents = {one.claim.document for one, _ in here} & {one.claim.document for one, _ in there}
        agree = any(_agree(one, other) for _, one in here for _, other in there)
        if one_number[0] != other_number[0] or agree or documents:
            continue
        reports = ([one for one, _ in here], [one for one, _ in there])
        events = dict.fromkeys((case.event.id, *(_event_of(book, case, one) for group in reports for one in group)))
        if case.event.id != min(events):
            continue
        values = [f"{number[1]:,.15g} {number[0]}" for number in (one_number, other_number)]
        yield Draft(
            events=tuple(events),
            claims=claims_of(*reports),
            sentence=f"{case.told}, {_measure(case)}: {values[0]} ({sources(reports[0])}) or {values[1]} "
            f"({sources(reports[1])}).",
            details=tuple(_detail("amount", value, group) for value, group in zip(values, reports, strict=True)),
        )


def is_comparable_figure(case: Case) -> bool:
    """Whether it gives a number of a measure, parties and period that other events may give, too."""
    return any(isinstance(one.claim, Figure) and figure_keys(one.claim) for one in case.reports)


def conflicting_participants(case: Case, _: Book) -> Iterator[Draft]:
    """Two people are named in one and the same office of one state, by different reports and never by one.

    Somebody else was there than one of the two reports says, or one calls a predecessor or a successor by the office.
    """
    holders: dict[tuple[str, str], dict[str, list[tuple[Report, Reference]]]] = defaultdict(lambda: defaultdict(list))
    if case.event.type is not ClaimType.MEETING:
        return
    for one in case.reports:
        for person in one.claim.participants if isinstance(one.claim, Meeting) else ():
            for role in _roles(person):
                holders[person.state or "", role][person.name].append((one, person))
    for (state, role), people in sorted(holders.items()):
        for (name, here), (other, there) in combinations(sorted(people.items()), 2):
            reports = [one for one, _ in here], [one for one, _ in there]
            named = [{person.name for person in _people(one)} for group in reports for one in group]
            if any(name in names and other in names for names in named):
                continue
            office = role.replace("_", " ")
            yield Draft(
                events=(case.event.id,),
                claims=claims_of(*reports),
                sentence=f"{office.capitalize()} of {state_name(state)} is {name} ({sources(reports[0])}) "
                f"or {other} ({sources(reports[1])}).",
                details=(_detail("participant", name, reports[0]), _detail("participant", other, reports[1])),
            )


def conflicting_occurrence(case: Case, _: Book) -> Iterator[Draft]:
    """One report says that it took place on a day, another, of that day or later, that on that day it did not.

    A denial of a plan before the day is none; nor are words that only wish that it had not been.
    """
    if case.event.type not in ENCOUNTERS or not case.is_between_states:
        return
    denied = [one for one in case.among(frozenset({Status.DENIED})) if _says(one.claim, "happened_not")]
    for denial in denied:
        days, published = days_of(denial.claim, RULES["dates"]["longest"]), denial.published_on
        told = [one for one in case.among(TOOK_PLACE) if days is not None and _meet(days, one)]
        told = [one for one in told if one.claim.document != denial.claim.document]
        if told and days is not None and published is not None and published >= days[0]:
            yield Draft(
                events=(case.event.id,),
                claims=claims_of([denial], told),
                sentence=f"{case.told}: it took place ({sources(told)}); it did not ({sources([denial])}).",
                details=(_detail("occurred", "yes", told), _detail("occurred", "no", [denial])),
            )


def foretold_denials(case: Case, _: Book) -> Iterator[Draft]:
    """It was denied that it would take place, and then it did: who said so beforehand is worth knowing."""
    if case.event.type not in ENCOUNTERS or case.event.status not in TOOK_PLACE or not case.is_between_states:
        return
    told = case.among(TOOK_PLACE)
    first = min((day for one in told if (day := one.published_on) is not None), default=None)
    denied = [one for one in case.among(frozenset({Status.DENIED})) if _says(one.claim, "will_not")]
    before = [one for one in denied if first is not None and (day := one.published_on) is not None and day < first]
    if before:
        names = sorted({name_of(source) for one in before for source in one.claim.said_by})
        who = f", as {together(names)} said" if names else ""
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(before, told),
            sentence=f"{case.told}: it was not to be{who} ({sources(before)}); it took place ({sources(told)}).",
            details=(_detail("denied", together(names), before), _detail("occurred", "yes", told)),
        )


def distance(here: City, there: City) -> float:
    """Kilometres between two places on the great circle (haversine formula)."""
    one, other = math.radians(here.latitude), math.radians(there.latitude)
    east = math.radians(there.longitude - here.longitude)
    chord = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(chord))


def _distance(here: City | None, there: City | None) -> float:
    return distance(here, there) if here is not None and there is not None else 0.0


def _city(reports: Iterable[Report]) -> City | None:
    """The place that reports name, if the gazetteer knows it as one."""
    for one in reports:
        place = one.claim.place if isinstance(one.claim, Meeting) else None
        if place is not None and place.entity is not None:
            return city_named(place.name, place.state)
    return None


@lru_cache(maxsize=4096)
def city_named(name: str, state: str | None) -> City | None:
    """The one city of that name in that state; regions and venues are none."""
    city = gazetteer().city(name, state)
    return city if city is not None and city.id.startswith("city:") else None


def _of_measure(case: Case, book: Book) -> Iterator[Report]:
    """The reports of an agreement's sum, or of a figure and of those of the same measure."""
    if case.event.type is ClaimType.AGREEMENT:
        yield from case.reports
    if case.event.type is ClaimType.FIGURE:
        keys = sorted({key for one in case.reports if isinstance(one.claim, Figure) for key in figure_keys(one.claim)})
        for other in book.sharing(*keys):
            yield from (
                one
                for one in other.reports
                if isinstance(one.claim, Figure) and set(figure_keys(one.claim)) & set(keys)
            )


def _event_of(book: Book, case: Case, report: Report) -> str:
    if report in case.reports or not isinstance(report.claim, Figure):
        return case.event.id
    return next(one.event.id for one in book.sharing(*figure_keys(report.claim)) if report in one.reports)


def _quantity(claim: Claim) -> Quantity | None:
    if isinstance(claim, Agreement):
        return claim.amount
    return claim.quantity if isinstance(claim, Figure) else None


def _agree(one: Quantity, other: Quantity) -> bool:
    small, large = sorted((one, other), key=lambda quantity: quantity.value)
    if small.value == large.value or small.bound is Bound.OVER or large.bound is Bound.UNDER:
        return True
    if Bound.ABOUT in (small.bound, large.bound) and small.value >= large.value * (1 - RULES["amounts"]["rounding"]):
        return True
    return any(round_like(finer.value, rough.value) for finer, rough in ((small, large), (large, small)))


def round_like(value: float, rough: float) -> bool:
    """Whether a number is another one, rounded."""
    digits = len(f"{rough:.15g}".replace(".", "").strip("0"))
    return bool(digits) and float(f"{value:.{digits}g}") == rough


def _measure(case: Case) -> str:
    claim = case.reports[0].claim
    phrase = claim.measure if isinstance(claim, Figure) else claim.subject if isinstance(claim, Agreement) else None
    return phrase.value if phrase is not None else "sum"


def _people(report: Report) -> tuple[Reference, ...]:
    return report.claim.participants if isinstance(report.claim, Meeting) else ()


def _roles(person: Reference) -> set[str]:
    """The offices, each held by one at a time, by which a person is called."""
    if person.kind is not EntityKind.PERSON or person.state is None or person.entity is None:
        return set()
    now = [title for title in person.titles if title_tense(title) == "now"]
    roles = {next(iter(roles_of_title(title, person.state)), "") for title in now}
    return roles & set(RULES["roles"]["single"])


def _says(claim: Claim, cues: str) -> bool:
    """Whether the words that the status was read from, with those beside them, are among those of a list."""
    status, whole = claim.status.evidence if claim.status is not None else None, claim.evidence
    if status is None or not whole.start <= status.start < whole.end:
        return False
    start, end = status.start - whole.start, status.end - whole.start
    before, after = whole.quote[:start].split()[-BESIDE:], whole.quote[end:].split()[:BESIDE]
    words = " ".join([*before, status.quote, *after]).casefold()
    return any(cue in words for cue in RULES["denial"][cues])


def _meet(days: tuple[datetime.date, datetime.date], report: Report) -> bool:
    other = days_of(report.claim, RULES["dates"]["longest"])
    return other is not None and other[0] <= days[1] and days[0] <= other[1]


def _detail(name: str, value: str, reports: Iterable[Report]) -> Detail:
    return Detail(name=name, value=value, claims=claims_of(reports))
