"""Listings of what the options choose, drawn or for programs: a table has so many rows, unless all are asked for.

How a table looks is in ``view``, what is said under it in ``reporting``.
"""

from __future__ import annotations

from typing import Any

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
from communique.view.ledger import Ledger
from communique.view.listings import Listing


def show_claims(opened: Ledger, listing: Listing, filters: dict[str, Any], form: str | None) -> None:
    """The claims of a listing's types that the filter options choose."""
    most, total = limit_rows(filters, form), None
    results = chosen_claims(opened, listing, filters)
    if most is not None and len(results) > most:
        results = msgspec.structs.replace(results, found=results.found[:most])
        total = number_of_claims(opened, listing, filters)
    reporting.list_claims(opened, listing, results, form, filtered=is_filtered(filters), total=total)


def show_events(opened: Ledger, filters: dict[str, Any], form: str | None) -> None:
    """The events that the filter options choose."""
    most, total = limit_rows(filters, form), None
    results = chosen_events(opened, filters)
    if most is not None and len(results) > most:
        results = msgspec.structs.replace(results, found=results.found[:most])
        total = number_of_events(opened, filters)
    reporting.list_events(opened, results, form, filtered=is_filtered(filters), total=total)
