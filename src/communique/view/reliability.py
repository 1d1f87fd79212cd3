"""How far announcements between two states held: by how many days dates slipped, and how many were called off."""

from __future__ import annotations

import datetime
import re
import statistics
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from communique.records import ClaimType, Event, Record, Status
from communique.store import Ledger
from communique.view.event_selection import EventSelection, newest_publication, select_events
from communique.view.selection import FilterError, state_code

FIRST_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:$|/)")
"""The first day of an EDTF value that gives it exactly; ``~`` marks what comes from days of publication alone."""

OF_ROLE = """
SELECT DISTINCT claim.id FROM json_each(:claims)
JOIN claim ON claim.id = json_each.value JOIN reference ON reference.claim = claim.number
WHERE reference.role = :role AND reference.state = :state
"""
"""Those of some claims who name somebody of a state in a role."""


class Outcome(StrEnum):
    """What became of an announcement."""

    TOOK_PLACE = "took place"
    CALLED_OFF = "called off"
    DENIED = "denied"
    POSTPONED = "postponed"
    SILENCE = "no word"
    AHEAD = "still ahead"


class Announced(Record, frozen=True):
    """An event that was announced before it was reported: the first day that was named, and what became of it.

    ``slippage`` is in days, from the first day that was announced to the first day on which it took place; None where
    it did not, or where either is not known to the day.
    """

    event: Event
    announced_on: datetime.date | None
    announced: str | None
    outcome: Outcome
    slippage: int | None


class Reliability(Record, frozen=True):
    """The announcements of one kind: visits one way, visits the other way, or meetings."""

    name: str
    announcements: tuple[Announced, ...]

    def number(self, outcome: Outcome) -> int:
        """How many came to this."""
        return sum(one.outcome is outcome for one in self.announcements)

    @property
    def cancellation_rate(self) -> float | None:
        """Those that were called off, of those that took place or were called off; None where there are none."""
        off, on = self.number(Outcome.CALLED_OFF), self.number(Outcome.TOOK_PLACE)
        return off / (off + on) if off + on else None

    @property
    def slippages(self) -> list[int]:
        """The days by which announced dates slipped, of those that took place; below zero where they came earlier."""
        return sorted(one.slippage for one in self.announcements if one.slippage is not None)

    @property
    def median_slippage(self) -> float | None:
        """The median of the days by which dates slipped, early or late; None where there are none."""
        moved = [abs(days) for days in self.slippages]
        return statistics.median(moved) if moved else None

    def row(self) -> dict[str, object]:
        """The same for programs."""
        counts = {outcome.value.replace(" ", "_"): self.number(outcome) for outcome in Outcome}
        return {
            "between": self.name,
            "announced": len(self.announcements),
            **counts,
            "cancellation_rate": self.cancellation_rate,
            "dated": len(self.slippages),
            "on_the_day": self.slippages.count(0),
            "median_slippage": self.median_slippage,
            "most_slippage": max(self.slippages, key=abs, default=None),
            "events": [_announced_row(one) for one in self.announcements],
        }


def _announced_row(one: Announced) -> dict[str, object]:
    return {
        "event": one.event.id,
        "announced_on": one.announced_on,
        "announced": one.announced,
        "when": one.event.when,
        "outcome": one.outcome.value,
        "slippage": one.slippage,
    }


def reliability(ledger: Ledger, one: str, other: str, selection: EventSelection) -> list[Reliability]:
    """Visits from one state to the other, visits the other way, and meetings of the two, as ``selection`` has them.

    Raises ``FilterError`` for what is no state, or the same state twice.
    """
    codes = state_code(one), state_code(other)
    if codes[0] == codes[1]:
        raise FilterError(f"{one!r} and {other!r} are the same. Give two states.")
    newest = newest_publication(ledger, selection)
    between = replace(selection, states=codes, limit=None)
    visits = select_events(ledger, replace(between, types=(ClaimType.VISIT,))).found
    meetings = select_events(ledger, replace(between, types=(ClaimType.MEETING,))).found
    found = []
    for home, goal in (codes, codes[::-1]):
        there = [event for event in visits if goal in event.values("destination")]
        found.append(_of(f"visits {home} → {goal}", _naming(ledger, there, "visitor", home), newest))
    for code in codes:
        meetings = _naming(ledger, meetings, "participants", code)
    return [*found, _of(f"meetings {codes[0]} – {codes[1]}", meetings, newest)]


def _naming(ledger: Ledger, events: Sequence[Event], role: str, state: str) -> tuple[Event, ...]:
    """The events that name somebody of a state in a role."""
    claims = msgspec.json.encode([one.claim for event in events for one in event.members]).decode()
    named = {row["id"] for row in ledger.sql(OF_ROLE, {"claims": claims, "role": role, "state": state})}
    return tuple(event for event in events if any(one.claim in named for one in event.members))


def _of(name: str, events: Iterable[Event], newest: datetime.date | None) -> Reliability:
    found = [_announced(event, newest) for event in events]
    return Reliability(name=name, announcements=tuple(one for one in found if one is not None))


def _announced(event: Event, newest: datetime.date | None) -> Announced | None:
    """What became of an event that was planned at some time; None for one that was only reported afterwards."""
    steps = [step for step in event.history if step.status is Status.PLANNED]
    if not steps:
        return None
    dated = next((step for step in steps if step.when is not None and first_day(step.when) is not None), None)
    announced = first_day(dated.when) if dated is not None and dated.when is not None else None
    outcome = _outcome(event, newest)
    came = first_day(event.when) if event.when is not None and outcome is Outcome.TOOK_PLACE else None
    slippage = (came - announced).days if came is not None and announced is not None else None
    return Announced(
        event=event,
        announced_on=steps[0].published_on,
        announced=dated.when if dated is not None else steps[0].when,
        outcome=outcome,
        slippage=slippage,
    )


def first_day(edtf: str) -> datetime.date | None:
    """The first day of a time that is given to the day; None for months, years, and what is only about right."""
    found = FIRST_DAY.match(edtf)
    return datetime.date.fromisoformat(found[1]) if found and not edtf.endswith("..") else None


def _outcome(event: Event, newest: datetime.date | None) -> Outcome:
    """What is known last; a plan whose days are past is without word."""
    if event.status in OUTCOMES:
        return OUTCOMES[event.status]
    past = event.latest is not None and newest is not None and event.latest < newest
    return Outcome.SILENCE if past else Outcome.AHEAD


OUTCOMES: dict[Status | None, Outcome] = {
    Status.ONGOING: Outcome.TOOK_PLACE,
    Status.OCCURRED: Outcome.TOOK_PLACE,
    Status.CANCELLED: Outcome.CALLED_OFF,
    Status.DENIED: Outcome.DENIED,
    Status.POSTPONED: Outcome.POSTPONED,
}
"""Statuses that say what became of a plan."""
