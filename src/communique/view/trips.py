"""Journeys over several countries, made of the dated visits of one person that follow one another."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rich import box
from rich.table import Table

from communique.merge import trips_of
from communique.records import ClaimType, Event, Record, Trip
from communique.store import Ledger
from communique.view.event_listings import short_id, status_in
from communique.view.event_selection import EventSelection, select_events
from communique.view.listings import SHORT_ID
from communique.view.selection import Selection
from communique.view.words import state_name, when_words


class Journey(Record, frozen=True):
    """A trip with the events of its legs, in order of time."""

    trip: Trip
    legs: tuple[Event, ...]

    @property
    def when(self) -> str:
        """Its first and last day, as EDTF."""
        first, last = self.trip.earliest, self.trip.latest
        return f"{first}" if first == last else f"{first}/{last}"

    def row(self) -> dict[str, object]:
        """The trip as a flat row, with a row for each leg."""
        legs = [
            {"event": leg.id, "destination": leg.values("destination")[0], "when": leg.when, "status": leg.status}
            for leg in self.legs
        ]
        return {"id": self.trip.id, "visitor": self.trip.visitor, "when": self.when, "legs": legs}


def select_trips(ledger: Ledger, selection: Selection) -> tuple[Journey, ...]:
    """The trips whose legs all fit: visits with days, planned, under way or past, in order of time."""
    fields = {name: getattr(selection, name) for name in ("people", "states", "first_day", "last_day", "as_of")}
    chosen = EventSelection(types=(ClaimType.VISIT,), **fields)
    events = {event.id: event for event in select_events(ledger, chosen).found}
    trips = sorted(trips_of(events.values()), key=lambda trip: (trip.earliest, trip.visitor, trip.id))
    return tuple(Journey(trip=trip, legs=tuple(events[leg] for leg in trip.legs)) for trip in trips)


def trip_table(found: Sequence[Journey], covered: datetime.date | None = None) -> Table:
    """A line for each leg; days and traveller stand beside the first. There are publications up to ``covered``."""
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head in ("Trip", "Who", "Leg", "To", "Status"):
        table.add_column(head, no_wrap=head in ("Trip", "Leg", "Status"), overflow="fold")
    table.add_column("Event", no_wrap=True, min_width=SHORT_ID)
    for journey in found:
        whole = when_words(journey.when)
        for number, leg in enumerate(journey.legs):
            beside = (whole, journey.trip.visitor) if number == 0 else ("", "")
            goal = state_name(leg.values("destination")[0])
            table.add_row(*beside, when_words(leg.when or ""), goal, status_in(leg, covered), short_id(leg.id))
    return table
