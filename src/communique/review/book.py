"""Events with their reports, looked up in the ways that checks need. Not for judging what they say."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from communique.records import (
    AHEAD,
    TOOK_PLACE,
    Agreement,
    AnyClaim,
    Claim,
    Detail,
    Event,
    Meeting,
    Reference,
    Report,
    Status,
    Visit,
)
from communique.review.neighbours import neighbour_keys
from communique.review.words import title_of
from communique.tables import table

RULES: dict[str, Any] = table("communique.review", "review.toml")


@dataclass(frozen=True)
class Case:
    """An event and the reports of it, in order of publication."""

    event: Event
    reports: tuple[Report, ...]

    def among(self, statuses: frozenset[Status]) -> tuple[Report, ...]:
        """The reports that give it one of these statuses."""
        return tuple(one for one in self.reports if one.claim.known_status in statuses)

    @cached_property
    def told(self) -> str:
        """The event in a few words: "Visit of Xi Jinping to Russia"."""
        return title_of(self.event, self.reports)

    @cached_property
    def is_between_states(self) -> bool:
        """Whether people of one state are with those of another: what happens inside one country is often misread."""
        return any(_is_between_states(one.claim) for one in self.reports)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What it is looked up by."""
        return frozenset(neighbour_keys(self.event, self.reports))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a check has to say: it becomes a finding under the check's name and severity."""

    events: tuple[str, ...]
    claims: tuple[str, ...]
    sentence: str
    details: tuple[Detail, ...] = field(default=())


class Neighbours(Protocol):
    """Where events are looked up that a check asks for, and that were not given beforehand."""

    def sharing(self, keys: Collection[str]) -> Iterable[tuple[str, str]]:
        """All events with any of these keys: key and id."""

    def records(self, events: Collection[str]) -> tuple[Iterable[Event], Iterable[Report]]:
        """The events with these ids, and the reports of their claims."""


class Book:
    """The cases of a ledger, or those that are reviewed, and the day up to which it was read.

    Without ``neighbours`` all cases are there from the start; else those that a check asks for are looked up then.
    """

    def __init__(
        self,
        events: Iterable[Event],
        reports: Iterable[Report],
        as_of: datetime.date | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        known = {one.claim.id: one for one in reports}
        self.cases = _cases(events, known)
        days = [day for one in known.values() if (day := one.published_on) is not None]
        self.as_of = as_of or max(days, default=None)
        self._neighbours = neighbours
        self._known = {case.event.id: case for case in self.cases}
        self._by_key: dict[str, list[Case]] = {}

    def sharing(self, *keys: str) -> Sequence[Case]:
        """The cases with any of these keys, each once, in order of their ids."""
        if self._neighbours is not None:
            self._look_up(self._neighbours, keys)
        elif not self._by_key:
            self._by_key = _by_key(self.cases)
        found = {case.event.id: case for key in keys for case in self._by_key.get(key, ())}
        return [found[name] for name in sorted(found)]

    def _look_up(self, neighbours: Neighbours, keys: Iterable[str]) -> None:
        """Get the cases of keys that nobody asked for before."""
        asked = [key for key in dict.fromkeys(keys) if key not in self._by_key]
        if not asked:
            return
        shared = list(neighbours.sharing(asked))
        unknown = {event for _, event in shared} - self._known.keys()
        if unknown:
            events, reports = neighbours.records(unknown)
            found = _cases(events, {one.claim.id: one for one in reports})
            self._known |= {case.event.id: case for case in found}
        self._by_key |= {key: [] for key in asked}
        for key, event in shared:
            self._by_key[key].append(self._known[event])


def _by_key(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for key in case.keys:
            found[key].append(case)
    return found


def _cases(events: Iterable[Event], known: dict[str, Report]) -> tuple[Case, ...]:
    return tuple(_case(event, known) for event in sorted(events, key=lambda event: event.id))


def _case(event: Event, known: dict[str, Report]) -> Case:
    return Case(event, tuple(known[one.claim] for one in event.members if one.claim in known))


def _is_between_states(claim: AnyClaim) -> bool:
    match claim:
        case Visit():
            goal = claim.destination.state if claim.destination is not None else None
            return goal is not None and any(one.state is not None and one.state != goal for one in claim.visitor)
        case Meeting():
            return len({one.state or one.name for one in claim.participants}) > 1
        case Agreement():
            return len({one.state or one.name for one in claim.parties}) > 1
        case _:
            return False


def days_of(claim: Claim, longest: int | None = None) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day that a claim gives; None where it is open, or longer than asked for."""
    when = claim.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    length = (when.latest - when.earliest).days + 1
    return (when.earliest, when.latest) if longest is None or length <= longest else None


def is_sound(report: Report) -> bool:
    """Whether a report's time fits its status: no plan for a day before it was told, nothing that took place after."""
    days, published, status = days_of(report.claim), report.published_at, report.claim.known_status
    if status in AHEAD and report.claim.when is not None and _is_past(report.claim.when.evidence.quote):
        return False
    if days is None or published is None or status is None:
        return True
    if status in TOOK_PLACE:
        return days[0] <= published.latest
    return days[1] >= published.earliest


def _is_past(words: str) -> bool:
    """Whether words of time are of what is past, as "earlier this month" is."""
    return any(f" {cue} " in f" {words.casefold()} " for cue in RULES["dates"]["past"])


def single_day(claim: Claim) -> datetime.date | None:
    """The day that a claim gives, where it gives one."""
    days = days_of(claim, 1)
    return days[0] if days is not None else None


def key_of(reference: Reference) -> str:
    """What a reference is known by."""
    return reference.entity or reference.name


def claims_of(*groups: Iterable[Report]) -> tuple[str, ...]:
    """The claims of reports, each once, in order."""
    return tuple(sorted({one.claim.id for group in groups for one in group}))


def outlets_of(reports: Iterable[Report]) -> set[str]:
    """The outlets of reports; a document without one counts for itself."""
    return {one.teller for one in reports}
