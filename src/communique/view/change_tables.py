"""Changes of events, and how announcements held, as tables for people."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from communique.view.changes import Change
from communique.view.event_listings import event_gist, short_id, status_in, when_in
from communique.view.listings import SHORT_ID
from communique.view.reliability import Announced, Outcome, Reliability
from communique.view.words import number_words, when_words

WIDE = 100
"""Columns of a screen from which on all columns have room."""


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, header_style="bold", show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))


def change_table(changes: Sequence[Change], *, width: int, covered: datetime.date | None = None) -> Table:
    """Changes of one kind: the event, and what became of it. On a narrow screen the change alone tells the status.

    There are publications up to ``covered``.
    """
    table = _table()
    table.add_column("When", no_wrap=True)
    table.add_column("What", overflow="fold")
    if width >= WIDE:
        table.add_column("Status", no_wrap=True)
    table.add_column("Change", overflow="fold")
    table.add_column("Id", no_wrap=True, min_width=SHORT_ID)
    for change in changes:
        event = change.event
        status = (status_in(event, covered),) if width >= WIDE else ()
        table.add_row(when_in(event), event_gist(event), *status, change.sentence, short_id(event.id))
    return table


def reliability_table(found: Sequence[Reliability]) -> Table:
    """A column for each kind of announcement: how many came to what, and by how many days their dates slipped."""
    table = _table()
    table.add_column("")
    for one in found:
        table.add_column(one.name, justify="right")
    table.add_row("announced", *(f"{len(one.announcements):,}" for one in found))
    for outcome in Outcome:
        table.add_row(f"  {outcome.value}", *(f"{one.number(outcome):,}" for one in found))
    rates = [one.cancellation_rate for one in found]
    table.add_row("called off, of those decided", *(f"{rate:.0%}" if rate is not None else "–" for rate in rates))
    on_the_day = [f"{one.slippages.count(0):,} of {len(one.slippages):,}" if one.slippages else "–" for one in found]
    table.add_row("began on the day announced", *on_the_day)
    medians = [one.median_slippage for one in found]
    table.add_row("days off, median", *(number_words(one) if one is not None else "–" for one in medians))
    return table


def slippage_table(found: Sequence[Announced], *, width: int) -> Table:
    """Each announcement: what was announced, and what came of it."""
    table = _table()
    if width >= WIDE:
        table.add_column("Announced on", no_wrap=True)
    table.add_column("For", no_wrap=True)
    table.add_column("What", overflow="fold")
    table.add_column("Outcome", no_wrap=True)
    if width >= WIDE:
        table.add_column("When", no_wrap=True)
    table.add_column("Days", no_wrap=True, justify="right")
    table.add_column("Id", no_wrap=True, min_width=SHORT_ID)
    for one in found:
        event = one.event
        cells = (
            when_words(one.announced_on.isoformat()) if one.announced_on is not None else "–",
            when_words(one.announced) if one.announced is not None else "–",
            event_gist(event),
            Text(one.outcome.value, style="green" if one.outcome is Outcome.TOOK_PLACE else ""),
            when_in(event),
            f"{one.slippage:+d}" if one.slippage else "0" if one.slippage == 0 else "",
            short_id(event.id),
        )
        table.add_row(*(cells if width >= WIDE else (*cells[1:4], *cells[5:])))
    return table
