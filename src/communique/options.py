"""The options of the commands, and what they choose. Not for what the commands do (``cli``, ``event_commands``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from communique.config import ENGINES, READERS, SETTINGS, settings
from communique.records import ClaimType, Status
from communique.view.event_results import EventResults
from communique.view.event_selection import EventSelection, count_events, select_events
from communique.view.ledger import Ledger
from communique.view.listings import Listing
from communique.view.results import Results
from communique.view.selection import Selection, count, select

Command = Callable[..., Any]

WAIT = 60.0
"""Seconds that a command which writes waits for another one that does, before it says so."""


def setting_option(name: str, **how: Any) -> Callable[[Command], Command]:
    """The option of a setting of ``config.SETTINGS``."""
    setting = next(setting for setting in SETTINGS if setting.name == name)
    if setting.option is None:
        raise ValueError(f"{name} is a secret; it has no option.")
    default = f" [env: {setting.variable}; default: {setting.default or 'none'}]"
    return click.option(setting.option, name, help=setting.description + default, **how)


ledger_option = setting_option("ledger", metavar="FILE")

FILTERS: tuple[Callable[[Command], Command], ...] = (
    click.option("--person", "people", multiple=True, metavar="NAME", help="Who it names; also a Wikidata id."),
    click.option("--state", "states", multiple=True, metavar="CODE", help="State or body it names: CN, China, EU."),
    click.option("--from", "first_day", metavar="DAY", help="Happening on or after: 2025-05-07, 2025-05 or 2025."),
    click.option("--to", "last_day", metavar="DAY", help="Happening on or before."),
    click.option(
        "--status", "statuses", multiple=True, type=click.Choice([status.value for status in Status]), help="Status."
    ),
    click.option("--document", metavar="ID", help="Only what this document says: its id, or the beginning of it."),
    click.option("--text", metavar="WORDS", help="Only claims whose evidence holds all these words."),
    click.option(
        "--confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Leave out acts less sure than this, from 0 to 1; what has no confidence stays.",
    ),
    click.option("--as-of", metavar="DAY", help="As it was told by the end of this day: 2025-05-07, 2025-05 or 2025."),
    click.option(
        "--recorded-as-of", metavar="INSTANT", help="As this ledger knew it then: a day, or 2025-05-07T14:30 (UTC)."
    ),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many, the earliest first."),
)


def filter_options(command: Command) -> Command:
    """The options that choose claims."""
    for option in reversed(FILTERS):
        command = option(command)
    return command


FORMS: tuple[Callable[[Command], Command], ...] = (
    click.option("--json", "form", flag_value="json", help="As a JSON array with all columns, for programs."),
    click.option("--csv", "form", flag_value="csv", help="As CSV with all columns, for programs."),
)
"""How a listing comes out; a table for people without either."""

MOST_ROWS = 500
"""So many rows a table has at most, unless more are asked for: nobody reads more, and drawing them takes long."""

all_option = click.option("--all", "everything", is_flag=True, help=f"Table of all, also of more than {MOST_ROWS}.")

TYPES = click.Choice([claim_type.value for claim_type in ClaimType])

EVENT_FILTERS: tuple[Callable[[Command], Command], ...] = (
    click.option("--type", "types", multiple=True, type=TYPES, help="Only events of this type."),
    click.option("--one-sided", is_flag=True, help="Only visits for which one side alone is cited."),
    click.option(
        "--overdue",
        type=click.IntRange(min=0),
        metavar="DAYS",
        help="Only plans whose last day is so many days of coverage past, and of which nobody told more.",
    ),
)


def event_options(command: Command) -> Command:
    """The options that choose events, beside those that choose claims."""
    for option in reversed(EVENT_FILTERS):
        command = option(command)
    return command


READER_OPTIONS: tuple[Callable[[Command], Command], ...] = (
    ledger_option,
    setting_option("model", metavar="NAME"),
    setting_option("workers", type=click.IntRange(min=0), metavar="N"),
    setting_option("engine", type=click.Choice(ENGINES)),
    setting_option("reader", type=click.Choice(READERS)),
    setting_option("llm_url", metavar="URL"),
    setting_option("llm_model", metavar="NAME"),
    setting_option("llm_tokens", type=click.IntRange(min=1), metavar="N"),
    setting_option("llm_timeout", type=click.FloatRange(min=0.01), metavar="SECONDS"),
    setting_option("llm_retries", type=click.IntRange(min=0), metavar="N"),
    setting_option("llm_threads", type=click.IntRange(min=1), metavar="N"),
    setting_option("llm_cache", metavar="FOLDER"),
    setting_option("llm_price_in", type=click.FloatRange(min=0), metavar="SUM"),
    setting_option("llm_price_out", type=click.FloatRange(min=0), metavar="SUM"),
)


def reader_options(command: Command) -> Command:
    """The options that say who reads, and how."""
    for option in reversed(READER_OPTIONS):
        command = option(command)
    return command


def existing(ledger: str | None) -> Ledger:
    """The ledger that the settings name, which must be there."""
    return Ledger(settings(ledger=ledger).ledger, create=False)


def chosen_claims(opened: Ledger, listing: Listing, filters: dict[str, Any]) -> Results:
    """The claims of a listing's types that the filter options choose."""
    return select(opened, Selection(types=listing.types, **_with_statuses(filters)))


def number_of_claims(opened: Ledger, listing: Listing, filters: dict[str, Any]) -> int:
    """How many claims the filter options choose, whatever the limit."""
    return count(opened, Selection(types=listing.types, **_with_statuses(filters)))


def number_of_events(opened: Ledger, filters: dict[str, Any]) -> int:
    """How many events the filter options choose, whatever the limit."""
    return count_events(opened, event_selection(filters))


def chosen_events(opened: Ledger, filters: dict[str, Any]) -> EventResults:
    """The events that the filter options choose."""
    return select_events(opened, event_selection(filters))


def event_selection(filters: dict[str, Any]) -> EventSelection:
    """What the filter options say of events; those that are not given are left out."""
    types = tuple(ClaimType(value) for value in filters.get("types", ()))
    return EventSelection(**_with_statuses(filters) | {"types": types})


def limit_rows(filters: dict[str, Any], form: str | None) -> int | None:
    """How many rows a table has at most; then one more is asked for, to know whether there are more.

    None where all are asked for, or a number, or a form for programs. ``everything`` is taken out of the filters.
    """
    if filters.pop("everything", False) or form is not None or filters["limit"] is not None:
        return None
    filters["limit"] = MOST_ROWS + 1
    return MOST_ROWS


def is_filtered(filters: dict[str, Any]) -> bool:
    """Whether any filter but the number is given."""
    return any(value for name, value in filters.items() if name != "limit")


def _with_statuses(filters: dict[str, Any]) -> dict[str, Any]:
    return filters | {"statuses": tuple(Status(value) for value in filters.get("statuses", ()))}
