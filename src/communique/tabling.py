"""Listings of what the options choose, drawn or for programs: a table has so many rows, unless all are asked for.

How a table looks is in ``view``, what is said under it in ``reporting``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from communique import reporting
from communique.options import (
    chosen_claims,
    chosen_events,
    is_filtered,
    limit_rows,
    number_of_claims,
    number_of_events,
)
from communique.view.findings import FindingSelection, select_findings
from communique.view.ledger import Ledger
from communique.view.listings import Listing

T = TypeVar("T")


def show_claims(opened: Ledger, listing: Listing, filters: dict[str, Any], form: str | None) -> None:
    """The claims of a listing's types that the filter options choose."""
    most = limit_rows(filters, form)
    results = chosen_claims(opened, listing, filters)
    found, total = _cut(results.found, most, lambda: number_of_claims(opened, listing, filters))
    results = msgspec.structs.replace(results, found=found)
    reporting.list_claims(opened, listing, results, form, filtered=is_filtered(filters), total=total)


def show_events(opened: Ledger, filters: dict[str, Any], form: str | None) -> None:
    """The events that the filter options choose."""
    most = limit_rows(filters, form)
    results = chosen_events(opened, filters)
    found, total = _cut(results.found, most, lambda: number_of_events(opened, filters))
    results = msgspec.structs.replace(results, found=found)
    reporting.list_events(opened, results, form, filtered=is_filtered(filters), total=total)


def show_findings(opened: Ledger, filters: dict[str, Any], form: str | None) -> None:
    """The findings that the filter options choose."""
    most = limit_rows(filters, form)
    selection = FindingSelection(**filters)
    everything = msgspec.structs.replace(selection, limit=None)
    found, total = _cut(select_findings(opened, selection), most, lambda: len(select_findings(opened, everything)))
    reporting.list_findings(opened, found, form, filtered=is_filtered(filters), total=total)


def _cut(found: tuple[T, ...], most: int | None, count: Callable[[], int]) -> tuple[tuple[T, ...], int | None]:
    """So many as a table has, and how many there are if they are more."""
    return (found, None) if most is None or len(found) <= most else (found[:most], count())
