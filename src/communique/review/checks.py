"""The checks, each a name, a severity and a function whose docstring is its documentation (docs/findings.md)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.records import Severity
from communique.review.answers import denied_accusations, is_accusation, unanswered_accusations
from communique.review.book import Book, Case, Draft
from communique.review.dates import conflicting_dates, corrected_dates, is_dated_meeting, moved_dates, refined_dates
from communique.review.people import has_titles, is_stay, office_at_that_date, two_countries
from communique.review.plans import confirmed_plans, overdue_plans
from communique.review.quotations import altered_quotations, cut_quotations
from communique.review.selves import is_called_last, last_is_not_last
from communique.review.tallies import contradicted_tallies, is_countable, short_tallies, supported_tallies
from communique.review.values import (
    conflicting_amounts,
    conflicting_occurrence,
    conflicting_participants,
    conflicting_places,
    foretold_denials,
    is_comparable_figure,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: from an event, it may look at those that share a key with it, and at how far the ledger was read."""

    name: str
    severity: Severity
    find: Callable[[Case, Book], Iterator[Draft]]
    of_one: Callable[[Case], bool] | None = None
    """Whether it may say anything of an event that one report tells of; where there is none, it never does."""
    needs_coverage: bool = False
    """Whether its findings change with the day up to which was read, even where no event changes."""

    @property
    def description(self) -> str:
        """What it finds, for users."""
        return inspect.getdoc(self.find) or ""


CHECKS: tuple[Check, ...] = (
    Check("date-conflict", Severity.CONFLICT, conflicting_dates, is_dated_meeting),
    Check("date-corrected", Severity.NOTE, corrected_dates),
    Check("date-moved", Severity.NOTE, moved_dates),
    Check("date-refined", Severity.NOTE, refined_dates),
    Check("place-conflict", Severity.CONFLICT, conflicting_places),
    Check("amount-conflict", Severity.CONFLICT, conflicting_amounts, is_comparable_figure),
    Check("participant-conflict", Severity.CONFLICT, conflicting_participants),
    Check("occurrence-conflict", Severity.CONFLICT, conflicting_occurrence),
    Check("occurred-though-denied", Severity.NOTE, foretold_denials),
    Check("plan-confirmed", Severity.NOTE, confirmed_plans),
    Check("plan-overdue", Severity.DOUBT, overdue_plans, needs_coverage=True),
    Check("tally-holds", Severity.NOTE, supported_tallies, is_countable),
    Check("tally-short", Severity.NOTE, short_tallies, is_countable),
    Check("tally-contradicted", Severity.CONFLICT, contradicted_tallies, is_countable),
    Check("last-is-not-last", Severity.DOUBT, last_is_not_last, is_called_last),
    Check("office-at-date", Severity.DOUBT, office_at_that_date, has_titles),
    Check("two-countries", Severity.DOUBT, two_countries, is_stay),
    Check("quote-altered", Severity.DOUBT, altered_quotations),
    Check("quote-cut", Severity.NOTE, cut_quotations),
    Check("accusation-denied", Severity.NOTE, denied_accusations, is_accusation),
    Check("accusation-unanswered", Severity.NOTE, unanswered_accusations),
)
