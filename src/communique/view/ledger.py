"""The ledger as Python users have it: the store's, with its claims as results and frames."""

from __future__ import annotations

from typing import Literal, TypedDict, Unpack

from communique import store
from communique.records import ClaimType, Status
from communique.view.event_results import EventResults
from communique.view.event_selection import EventSelection, select_events
from communique.view.results import Results
from communique.view.selection import Selection, select


class Filters(TypedDict, total=False):
    """What ``Selection`` filters by, as keywords; its docstring says what each means. All that are given must hold."""

    people: tuple[str, ...]
    states: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    statuses: tuple[Status, ...]
    document: str | None
    text: str | None
    confidence: float | None
    as_of: str | None
    recorded_as_of: str | None
    limit: int | None
    order: Literal["time", "document"]


class EventFilters(Filters, total=False):
    """What ``EventSelection`` filters by beyond that."""

    one_sided: bool
    overdue: int | None


class Ledger(store.Ledger):
    """An append-only ledger in one SQLite file, and its claims as rows, Arrow tables and frames.

    ``Ledger("communique.db").visits(people=("Xi",), first_day="2025-05").to_polars()``. A missing file is made, and
    one that cannot be used raises a ``LedgerError``. The filters are those of ``view.Selection``; what comes back is
    ``Results``: claims as records (``found``), rows, Arrow, pandas or Polars. Filters that cannot be understood raise
    ``FilterError``. Plain SQL goes through ``sql``; docs/ledger.md has the tables and views.
    """

    def claims(self, *types: ClaimType, **filters: Unpack[Filters]) -> Results:
        """Claims of these types; of all types if none is given."""
        return select(self, Selection(types=tuple(ClaimType(name) for name in types), **filters))

    def events(self, *types: ClaimType, **filters: Unpack[EventFilters]) -> EventResults:
        """Events of these types, of all if none is given: what many claims of one thing tell together."""
        return select_events(self, EventSelection(types=tuple(ClaimType(name) for name in types), **filters))

    def visits(self, **filters: Unpack[Filters]) -> Results:
        """Visits."""
        return self.claims(ClaimType.VISIT, **filters)

    def meetings(self, **filters: Unpack[Filters]) -> Results:
        """Meetings, talks and calls."""
        return self.claims(ClaimType.MEETING, **filters)

    def agreements(self, **filters: Unpack[Filters]) -> Results:
        """Agreements at whatever stage."""
        return self.claims(ClaimType.AGREEMENT, **filters)

    def quotes(self, **filters: Unpack[Filters]) -> Results:
        """Statements: direct quotations."""
        return self.claims(ClaimType.STATEMENT, **filters)

    def figures(self, **filters: Unpack[Filters]) -> Results:
        """Quantities."""
        return self.claims(ClaimType.FIGURE, **filters)

    def tallies(self, **filters: Unpack[Filters]) -> Results:
        """Counts of events."""
        return self.claims(ClaimType.TALLY, **filters)

    def actions(self, **filters: Unpack[Filters]) -> Results:
        """Other acts of one political actor towards another."""
        return self.claims(ClaimType.ACTION, **filters)
