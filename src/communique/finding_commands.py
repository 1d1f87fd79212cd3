"""The commands about findings: list them, accept or dismiss one. What is found stands in the room ``review``."""

from __future__ import annotations

import getpass
from typing import Any

import click

from communique.config import settings
from communique.options import WAIT, all_option, existing, ledger_option
from communique.records import Severity
from communique.review import CHECKS
from communique.store import Ledger
from communique.tabling import show_findings
from communique.view.findings import ACCEPTED, DISMISSED, VERDICTS, finding_of

reason_option = click.option("--reason", required=True, metavar="WORDS", help="Why; it is kept with the verdict.")
author_option = click.option("--author", metavar="NAME", help="Who says so. [default: your name on this computer]")


@click.command()
@ledger_option
@click.option("--check", "checks", multiple=True, type=click.Choice([check.name for check in CHECKS]), help="Check.")
@click.option(
    "--severity", "severities", multiple=True, type=click.Choice([one.value for one in Severity]), help="Severity."
)
@click.option("--person", "people", multiple=True, metavar="NAME", help="Whom its events name; also a Wikidata id.")
@click.option("--state", "states", multiple=True, metavar="CODE", help="State or body its events name: CN, China, EU.")
@click.option("--event", metavar="ID", help="Only of this event: its id, or the beginning of it.")
@click.option("--status", "verdicts", multiple=True, type=click.Choice(VERDICTS), help="What a person said of it.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many, the gravest first.")
@all_option
@click.option("--json", "form", flag_value="json", help="As a JSON array, for programs.")
@click.option("--csv", "form", flag_value="csv", help="As CSV, for programs.")
def findings(ledger: str | None, form: str | None, severities: tuple[str, ...], **filters: Any) -> None:
    """List findings: what a reader should look at.

    Reports that contradict each other, counts held against the ledger, plans of which nobody tells any more, and the
    like; docs/findings.md says what each check finds. `communique show ID` shows the words that a finding rests on.
    """
    with existing(ledger) as opened:
        show_findings(opened, filters | {"severities": tuple(Severity(one) for one in severities)}, form)


@click.command()
@click.argument("finding", metavar="FINDING")
@reason_option
@author_option
@ledger_option
def accept(finding: str, reason: str, author: str | None, ledger: str | None) -> None:
    """Accept a finding: it is so.

    FINDING is an id, or the beginning of one. The verdict is kept with its time and author and never erased; a later
    one takes its place. It holds as long as the finding is the same, however many more reports bear it out.
    """
    _judge(finding, ACCEPTED, reason=reason, author=author, ledger=ledger)


@click.command()
@click.argument("finding", metavar="FINDING")
@reason_option
@author_option
@ledger_option
def dismiss(finding: str, reason: str, author: str | None, ledger: str | None) -> None:
    """Dismiss a finding: it is not so, or does not matter.

    FINDING is an id, or the beginning of one. The verdict is kept with its time and author and never erased; a later
    one takes its place. `communique findings --status open` leaves dismissed findings out.
    """
    _judge(finding, DISMISSED, reason=reason, author=author, ledger=ledger)


def _judge(finding: str, verdict: str, *, reason: str, author: str | None, ledger: str | None) -> None:
    with Ledger(settings(ledger=ledger).ledger, create=False, timeout=WAIT) as opened:
        found = finding_of(opened, finding).finding
        opened.judge_finding(found.id, verdict, author=author or getpass.getuser(), reason=reason)
        click.echo(f"{verdict.capitalize()}: {found.id}, {found.sentence}")


FINDING_COMMANDS: tuple[click.Command, ...] = (findings, accept, dismiss)
"""In the order in which the help lists them."""
