"""The commands about events: list them, compare two days, hold announcements against what came, judge. See ``cli``."""

from __future__ import annotations

import getpass
from typing import Any

import click
import msgspec

from communique import reporting
from communique.config import settings
from communique.judging import judge_event
from communique.options import (
    FORMS,
    TYPES,
    WAIT,
    all_option,
    event_options,
    event_selection,
    existing,
    filter_options,
    is_filtered,
    ledger_option,
)
from communique.records import Verdict
from communique.tabling import show_events
from communique.view.changes import changes_between
from communique.view.event_selection import EventSelection, newest_publication
from communique.view.ledger import Ledger
from communique.view.reliability import reliability as reliability_of
from communique.view.selection import day_of
from communique.view.trips import select_trips

AS_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")


@click.command()
@ledger_option
@filter_options
@event_options
@all_option
@FORMS[0]
@FORMS[1]
def events(ledger: str | None, form: str | None, **filters: Any) -> None:
    """List events: what many reports of one thing tell together.

    Status and time are what the reports tell together, last; origins counts independent sources. Filters by person,
    state, document, words or confidence choose events one of whose claims fits.
    """
    with existing(ledger) as opened:
        show_events(opened, filters, form)


@click.command()
@ledger_option
@click.option("--person", "people", multiple=True, metavar="NAME", help="Who travels; also a Wikidata id.")
@click.option("--from", "first_day", metavar="DAY", help="Legs on or after: 2025-05-07, 2025-05 or 2025.")
@click.option("--to", "last_day", metavar="DAY", help="Legs on or before.")
@click.option("--as-of", metavar="DAY", help="As it was told by the end of this day.")
@AS_JSON
def trips(ledger: str | None, as_json: bool, **filters: Any) -> None:
    """List trips: visits of one person to several countries that follow one another.

    The legs are events with days, planned, under way or past; two days in no country end a trip.
    """
    with existing(ledger) as opened:
        reporting.warn_if_behind(opened)
        selection = event_selection(filters)
        found = select_trips(opened, selection)
        if as_json:
            click.echo(msgspec.json.encode([one.row() for one in found]))
        else:
            covered = newest_publication(opened, selection)
            reporting.show_trips(found, opened, filtered=is_filtered(filters), covered=covered)


@click.command()
@click.option("--from", "first", required=True, metavar="DAY", help="The earlier day: 2025-05-05, 2025-05 or 2025.")
@click.option("--to", "last", required=True, metavar="DAY", help="The later day.")
@ledger_option
@click.option("--type", "types", multiple=True, type=TYPES, help="Type of event. [default: visit, meeting, agreement]")
@click.option("--person", "people", multiple=True, metavar="NAME", help="Whom it names; also a Wikidata id.")
@click.option("--state", "states", multiple=True, metavar="CODE", help="State or body it names: CN, China, EU.")
@AS_JSON
def diff(first: str, last: str, ledger: str | None, as_json: bool, **filters: Any) -> None:
    """Show what became of events between two days of publication.

    New, confirmed, moved, took place, called off, contradicted, retracted: each event as it was told by the end of the
    one day and of the other. docs/events.md says what each means.
    """
    with existing(ledger) as opened:
        reporting.warn_if_behind(opened)
        days = {"first": day_of(first, last=True), "last": day_of(last, last=True)}
        changes = changes_between(opened, event_selection(filters), **days)
        if as_json:
            click.echo(msgspec.json.encode([change.row() for change in changes]))
        else:
            covered = newest_publication(opened, EventSelection(as_of=last))
            reporting.show_changes(changes, **days, covered=covered)


@click.command()
@click.argument("state")
@click.argument("other")
@ledger_option
@click.option("--from", "first_day", metavar="DAY", help="Events on or after: 2025-05-07, 2025-05 or 2025.")
@click.option("--to", "last_day", metavar="DAY", help="Events on or before.")
@click.option("--as-of", metavar="DAY", help="As it was told by the end of this day.")
@click.option("--recorded-as-of", metavar="INSTANT", help="As this ledger knew it then.")
@AS_JSON
def reliability(state: str, other: str, ledger: str | None, as_json: bool, **filters: Any) -> None:
    """Show how far announcements between two states held.

    STATE and OTHER are codes or names: CN, Russia. Of the visits either way and of the meetings that were announced
    before they were reported: how many took place, were called off, or had no word, and by how many days their dates
    slipped.
    """
    with existing(ledger) as opened:
        reporting.warn_if_behind(opened)
        found = reliability_of(opened, state, other, event_selection(filters))
        if as_json:
            click.echo(msgspec.json.encode([one.row() for one in found]))
        else:
            reporting.show_reliability(found)


@click.command()
@click.argument("event")
@click.option("--same", metavar="ID", help="A claim, or another event, that is of this event.")
@click.option("--different", metavar="ID", help="A claim that is of another event.")
@click.option("--reason", required=True, metavar="WORDS", help="Why; it is kept with the judgement.")
@click.option("--author", metavar="NAME", help="Who judges. [default: your name on this computer]")
@ledger_option
def judge(
    event: str, same: str | None, different: str | None, reason: str, author: str | None, ledger: str | None
) -> None:
    """Say that a claim is of an event, or that it is of another.

    EVENT is an id, or the beginning of one. The judgement is kept with its time and author and never erased; a later
    one on the same claims takes its place. Events are brought up to date at once, and every rebuild obeys it.
    """
    if (same is None) == (different is None):
        raise click.UsageError("Give one of --same and --different.")
    verdict, other = (Verdict.SAME, same) if same is not None else (Verdict.DIFFERENT, different or "")
    with Ledger(settings(ledger=ledger).ledger, create=False, timeout=WAIT) as opened:
        judged = judge_event(opened, event, other, verdict, author=author or getpass.getuser(), reason=reason)
        reporting.show_judged(judged, verdict)


EVENT_COMMANDS: tuple[click.Command, ...] = (events, trips, diff, reliability, judge)
"""In the order in which the help lists them."""
