"""Events as rows with named, typed columns, for programs: JSON, Arrow, pandas, Polars. Not for people."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from communique.records import ClaimType, Event, EventField, Record
from communique.view.results import (
    DAYS,
    FLAGS,
    LISTS,
    NUMBERS,
    OWN,
    arrow_table,
    cell,
    pandas_frame,
    polars_frame,
)

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

BEFORE = ("type", "id", "status", "when", "when_from", "when_to")
AFTER = (
    *("documents", "outlets", "origins", "claimants", "announced_by", "first_published"),
    *("dissent", "history", "claims", "witnesses"),
)
COUNTS = frozenset({"documents", "outlets", "origins"})
EVENT_LISTS = frozenset({"claimants", "claims", "witnesses"})
EVENT_DAYS = frozenset({"first_published"})
NESTED = frozenset({"dissent", "history"})
"""Columns with a structure of their own; a cell, and a column of Arrow, has them as JSON."""


def event_columns(types: tuple[ClaimType, ...]) -> tuple[str, ...]:
    """The columns of events of these types (none: all): what all have, the fields of each, and what supports it."""
    own = [name for claim_type in types or tuple(ClaimType) for name in OWN[claim_type] if name != "confidence"]
    return tuple(dict.fromkeys((*BEFORE, *own, *AFTER)))


def event_row(event: Event) -> dict[str, object]:
    """An event as a flat row: of each field what holds of it, and in ``dissent`` what others give instead.

    A field of lists has all values that are given; any other the best supported one, None where nobody gives one.
    """
    row: dict[str, object] = {
        "type": event.type.value,
        "id": event.id,
        "status": event.status.value if event.status is not None else None,
        "when": event.when,
        "when_from": event.earliest,
        "when_to": event.latest,
    }
    fields = {one.name: one for one in event.fields}
    for name in OWN[event.type]:
        if name != "confidence":
            row[name] = _held(name, fields.get(name))
    days = [step.published_on for step in event.history if step.published_on is not None]
    return row | {
        "documents": event.documents,
        "outlets": event.outlets,
        "origins": event.origins,
        "claimants": list(event.claimants),
        "announced_by": event.announced_by,
        "first_published": min(days, default=None),
        "dissent": {name: _plain(one.values) for name, one in fields.items() if is_disputed(one)},
        "history": _plain(event.history),
        "claims": [one.claim for one in event.members],
        "witnesses": [one.claim for one in event.witnesses],
    }


def is_disputed(field: EventField) -> bool:
    """Whether reports give several values for what can have one only."""
    return not field.is_list and len(field.values) > 1


def _plain(records: tuple[Record, ...]) -> list[object]:
    """Records as JSON has them."""
    return list(msgspec.json.decode(msgspec.json.encode(records)))


def _held(name: str, field: EventField | None) -> object:
    if name in LISTS:
        return [one.value for one in field.values] if field is not None else []
    if field is None:
        return None
    value = field.values[0].value
    if name in FLAGS:
        return value == "true"
    if name in NUMBERS:
        return int(float(value)) if float(value).is_integer() else float(value)
    return value


class EventResults(Record, frozen=True):
    """Events that were found. ``types`` are those asked for; they determine the columns.

    ``covered`` is the last day of which the ledger has publications, of those that were to count; it is asked for only
    where an event is under way, which may then be past.
    """

    types: tuple[ClaimType, ...]
    found: tuple[Event, ...]
    covered: datetime.date | None = None

    def __len__(self) -> int:
        return len(self.found)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return event_columns(self.types)

    def exchanged(self) -> Iterator[dict[str, object]]:
        """Every event as JSON lines have it: the columns of its own type."""
        for event in self.found:
            yield event_row(event)

    def rows(self) -> Iterator[dict[str, object]]:
        """Every event as a row with all the columns; what a type does not have is None."""
        names = self.columns
        for row in self.exchanged():
            yield {name: row.get(name) for name in names}

    def to_arrow(self) -> pyarrow.Table:
        """As an Arrow table: lists are lists, days ``date32``, numbers ``double``; dissent and history are JSON."""
        rows = ({name: cell(value) if name in NESTED else value for name, value in row.items()} for row in self.rows())
        return arrow_table(rows, self.columns, lists=LISTS | EVENT_LISTS, days=DAYS | EVENT_DAYS, counts=COUNTS)

    def to_pandas(self) -> pandas.DataFrame:
        """As a pandas data frame. Needs ``communique[frames]``."""
        return pandas_frame(self.to_arrow)

    def to_polars(self) -> polars.DataFrame:
        """As a Polars data frame. Needs ``communique[frames]``."""
        return polars_frame(self.to_arrow)
