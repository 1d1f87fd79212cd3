"""Whether a report may be of an event: named features, each a number and a sentence, and what forbids it.

A feature as low as ``FORBIDDEN`` forbids it. The sum of the others ranks the events that a report may be of.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from communique.merge.told import Traits
from communique.merge.windows import Exactness, Window, rule
from communique.records import AHEAD, TOOK_PLACE, ClaimType, Feature

FORBIDDEN = -100.0
"""Value of a feature that alone keeps a report out of an event."""
MOST = 0.5
"""Share of the parties of two meetings or agreements that must be common, where neither's are all among the other's."""
COMPANIES = frozenset({ClaimType.MEETING, ClaimType.AGREEMENT})
"""Types of which one pair of parties may have many at a time, each with others."""
VAGUE = 62
"""Days from which a time that is given is no reason to be the event of a report without one: a season, a year."""
LATE = 0.05
"""What a plan is less like an event that was over when the plan was published."""
SAME_NEWS = 2
"""Days within which two equal numbers are of the same news, whatever they count."""
SAME_WORDS, SAME_DAY_WORDS = 0.4, 0.2
"""Share of words of the shorter clause from which two acts between the same sides are one: without, and with days."""
ABOUT = frozenset({ClaimType.FIGURE, ClaimType.AGREEMENT})
"""Types that are of one event only if they are about the same."""


One = TypeVar("One", bound=Traits)


class Group(Generic[One]):
    """The reports that were found to be of one event so far, what they have given of it, and its witnesses."""

    def __init__(self, first: One) -> None:
        self.told: dict[str, One] = {}
        self.reasons: dict[str, tuple[Feature, ...]] = {}
        self.witnesses: dict[str, One] = {}
        self.type: ClaimType = first.type
        self.window = first.window
        self.parties: frozenset[str] = frozenset()
        self.places: set[str] = set()
        self.hosts: frozenset[str] = frozenset()
        self.countries: set[str] = set()
        self.forms: set[str] = set()
        self.subjects: set[frozenset[str]] = set()
        self.days_published: set[datetime.date] = set()
        self.under_way = False
        self.add(first, ())

    def add(self, told: One, reasons: tuple[Feature, ...]) -> None:
        """Take a report in; days that it gives widen the group's."""
        self.told[told.id] = told
        self.reasons.setdefault(told.id, reasons)
        self.parties |= told.parties
        self.places |= {told.place} if told.place else set()
        self.hosts |= told.hosts
        self.countries |= {told.country} if told.country else set()
        self.forms |= {told.form} if told.form else set()
        self.subjects |= {told.subject} if told.subject else set()
        self.days_published |= {told.published_on} if told.published_on else set()
        self.under_way |= told.status in TOOK_PLACE
        here, there = told.window, self.window
        if here is not None and there is not None and here.exactness == there.exactness == Exactness.DAYS:
            earliest, latest = min(here.earliest, there.earliest), max(here.latest, there.latest)
            self.window = Window(earliest, latest, Exactness.DAYS)

    def testify(self, witness: One, reasons: tuple[Feature, ...]) -> None:
        """Take a witness; what it tells does not change which reports are of the event."""
        self.witnesses[witness.id] = witness
        self.reasons.setdefault(witness.id, reasons)


AnyGroup = Group[Any]


def likeness(told: Traits, group: AnyGroup) -> tuple[Feature, ...]:
    """What speaks for and against a report's being of a group's event; it ends at what forbids it."""
    features: list[Feature] = []
    for compare in COMPARISONS:
        for feature in compare(told, group):
            features.append(feature)
            if feature.value <= FORBIDDEN:
                return tuple(features)
    return tuple(features)


def score(features: Iterable[Feature]) -> float:
    """The sum; below zero where anything forbids it."""
    return sum(one.value for one in features)


def compare_times(told: Traits, group: AnyGroup) -> Iterator[Feature]:
    """Days that overlap or nearly do agree; two different days forbid it; without days, nearness of publication."""
    here, there = told.window, group.window
    if here is None or there is None:
        yield _no("time", "Nothing is known of the time of one of them.")
    elif here.exactness == there.exactness == Exactness.NONE:
        yield _published_near(told, group)
    elif here.exactness == there.exactness == Exactness.DAYS:
        yield _days(told, group, here, there)
    elif here.gap(there):
        yield _no("time", f"{here} is not {there}.")
    elif Exactness.NONE in (here.exactness, there.exactness) and max(here.given, there.given) > VAGUE:
        yield _no("time", f"One gives no time, the other only {here if here.given else there}.")
    elif Exactness.NONE in (here.exactness, there.exactness):
        day = told.published_on
        away = there.gap(Window(day, day, Exactness.DAYS)) if day is not None else 0
        sentence = f"It gives no time and was published {away} days from {there}."
        late = LATE if day is not None and _is_over(told, group, day) else 0.0
        yield Feature(name="time", value=1 - late - away / 400, sentence=sentence)
    else:
        yield Feature(name="time", value=1.5, sentence=f"{here} and {there} refine each other.")


def _is_over(told: Traits, group: AnyGroup, day: datetime.date) -> bool:
    """Whether a report without a time tells as ahead what was over on the day that it was published."""
    over = group.window is not None and group.window.exactness is Exactness.DAYS and group.window.latest < day
    return over and told.status in AHEAD


def _days(told: Traits, group: AnyGroup, here: Window, there: Window) -> Feature:
    gap = here.gap(there)
    allowed = rule(group.type, "stay" if told.status in TOOK_PLACE and group.under_way else "slack")
    length = (max(here.latest, there.latest) - min(here.earliest, there.earliest)).days + 1
    if gap > allowed or length > rule(group.type, "longest"):
        return _no("time", f"{here} is not {there}.")
    if gap:
        sentence = f"{here} is {gap} days from {there}, which one event may take."
        return Feature(name="time", value=3 - 0.3 * gap, sentence=sentence)
    return Feature(name="time", value=3.0, sentence=f"{here} and {there} agree.")


def _published_near(told: Traits, group: AnyGroup) -> Feature:
    apart = _published_apart(told, group)
    if apart is None or apart > rule(group.type, "near")[told.status or "none"]:
        return _no("time", "Neither gives a time, and they were not published near each other.")
    sentence = f"Neither gives a time; they were published within {apart} days."
    return Feature(name="time", value=0.8 - apart / 100, sentence=sentence)


def _published_apart(told: Traits, group: AnyGroup) -> int | None:
    """Days between the publications that lie farthest apart: not the nearest, else one thing leads to the next."""
    days = group.days_published
    if told.published_on is None or not days:
        return None
    return max((told.published_on - min(days)).days, (max(days) - told.published_on).days)


def compare_parties(told: Traits, group: AnyGroup) -> Iterator[Feature]:
    """How many of the parties are the same; of meetings and agreements most must be, or all of one of the two."""
    shared, union = len(told.parties & group.parties), len(told.parties | group.parties)
    smaller, larger = sorted((len(told.parties), len(group.parties)))
    if group.type in COMPANIES and shared < smaller and shared / larger < MOST:
        yield _no("parties", f"Only {shared} of {larger} parties are the same.")
    elif union:
        of = union if group.type in COMPANIES else smaller
        sentence = f"{shared} of {of} parties are the same."
        yield Feature(name="parties", value=2 * shared / max(of, 1), sentence=sentence)


def compare_places(told: Traits, group: AnyGroup) -> Iterator[Feature]:
    """The same place speaks for it; two countries, or a call and a meeting in person, forbid it."""
    for name, here, there in (("country", told.country, group.countries), ("format", told.form, group.forms)):
        if here and there and here not in there:
            yield _no(name, f"{here} is not {', '.join(sorted(there))}.")
    if told.place and told.place in group.places:
        yield Feature(name="place", value=0.5, sentence=f"Both name {told.place}.")


def compare_subjects(told: Traits, group: AnyGroup) -> Iterator[Feature]:
    """Common words of subject, object or measure speak for it; figures and agreements must have some."""
    if not told.subject or not group.subjects:
        apart = _published_apart(told, group)
        if group.type is ClaimType.FIGURE and (apart is None or apart > SAME_NEWS):
            yield _no("subject", "What one of them counts is not known, and they are not of the same days' news.")
        return
    share = max(len(told.subject & one) / min(len(told.subject), len(one)) for one in group.subjects)
    dated = told.window is not None and told.window.given and group.window is not None and group.window.given
    if group.type is ClaimType.ACTION and share < (SAME_DAY_WORDS if dated else SAME_WORDS):
        yield _no("subject", f"Only {share:.0%} of the words that tell them are the same.")
    elif not share and group.type in ABOUT:
        yield _no("subject", "What they are about has no word in common.")
    else:
        sentence = f"{share:.0%} of the words of what they are about are the same."
        yield Feature(name="subject", value=share, sentence=sentence)


def _no(name: str, sentence: str) -> Feature:
    return Feature(name=name, value=FORBIDDEN, sentence=sentence)


COMPARISONS: tuple[Callable[[Traits, AnyGroup], Iterator[Feature]], ...] = (
    compare_times,
    compare_parties,
    compare_places,
    compare_subjects,
)
"""In this order: what forbids most often first."""
