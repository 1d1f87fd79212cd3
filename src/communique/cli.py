"""The command line: options in, tables and files out. What commands do is elsewhere; here it is called."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import msgspec

from communique import reporting
from communique.config import Settings, program_version, settings
from communique.event_commands import EVENT_COMMANDS
from communique.finding_commands import FINDING_COMMANDS
from communique.intake import Mapper, take_in
from communique.options import (
    FORMS,
    WAIT,
    all_option,
    chosen_claims,
    chosen_events,
    event_options,
    existing,
    filter_options,
    ledger_option,
    reader_options,
)
from communique.problems import CommuniqueError
from communique.rebuilding import rebuild_events
from communique.records import ClaimType
from communique.screen import progress_bar, writable
from communique.store import verify as verify_ledger
from communique.tabling import show_claims, show_events
from communique.view.event_listings import EVENTS
from communique.view.event_results import EventResults
from communique.view.exports import FORMATS
from communique.view.findings import finding_of
from communique.view.ledger import Ledger
from communique.view.listings import LISTINGS, Listing
from communique.view.results import Results
from communique.view.showing import record_of

if TYPE_CHECKING:
    from communique.consult import Account


class Fault(click.ClickException):
    """A call that could do nothing: one sentence and exit status 2."""

    exit_code = 2

    def __init__(self, error: CommuniqueError) -> None:
        super().__init__(f"{error} [{error.code}]")

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence on the error output."""
        click.echo(f"communique: {self.format_message()}", file=file, err=file is None)


class CallError(CommuniqueError):
    """A command, option or argument that there is not, or that is missing or cannot be so."""

    code = "bad-call"

    def __init__(self, error: click.UsageError) -> None:
        said = " ".join(error.format_message().split()).rstrip(".")
        command = error.ctx.command_path if error.ctx else "communique"
        super().__init__(f"{said}. `{command} --help` tells what can be given.")


@contextmanager
def explained() -> Iterator[None]:
    """Show what is wrong with a call as one sentence; a call without any words gets the help."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise Fault(CallError(error)) from error
    except CommuniqueError as error:
        raise Fault(error) from error


class Commands(click.Group):
    """A group whose commands' faults are shown as sentences, and which lists them in the order of their use."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Understand the words before the command's name."""
        with explained():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with explained():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        """The names of the commands."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(program_version(), prog_name="communique")
def main() -> None:
    """Read news about states; keep an auditable record of who visited, met, said, agreed and did what."""


# Commands


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@reader_options
def read(paths: tuple[str, ...], **options: Any) -> None:
    """Read articles into the ledger.

    PATH is a file (plain text, HTML, documents or feed items as JSON lines, also .gz), a folder, a pattern such as
    'news/*.html', or - for the standard input. Reading the same article twice adds nothing. Exit status 2 only if
    nothing could be read.
    """
    chosen = settings(**options)
    with progress_bar() as progress:
        detect = import_module("communique.detect")  # imported here, so that only this command waits for it
        detect.load_model(chosen.model or detect.DEFAULT_MODEL)  # one that is missing is a fault of the call
        with opened_reader(chosen) as (mapper, account), Ledger(chosen.ledger, timeout=WAIT) as opened:
            intake = take_in(opened, paths, read=mapper, progress=progress)
            rebuilt = rebuild_events(opened)
    with Ledger(chosen.ledger) as opened:
        reporting.show_intake(intake, rebuilt, opened)
        if account is not None and chosen.llm is not None:
            reporting.show_account(account, chosen.llm)
    if not intake.read and not intake.known:
        raise click.exceptions.Exit(2)


@contextmanager
def opened_reader(chosen: Settings) -> Iterator[tuple[Mapper, Account | None]]:
    """The reader that the settings name, and where it keeps account if it is one that costs."""
    if chosen.llm is None:
        engine = import_module("communique.engine")
        yield partial(engine.read_all, workers=chosen.workers or None, model=chosen.model, engine=chosen.engine), None
        return
    consult, consulting = import_module("communique.consult"), import_module("communique.consulting")
    account: Account = consult.Account()
    with consult.Consultant(chosen.llm) as consultant:
        yield partial(consulting.consult_all, consultant=consultant, account=account, model=chosen.model), account


def add_listing(listing: Listing) -> None:
    """Add the command of a listing."""
    one_sided = listing.claim_type is ClaimType.VISIT
    as_events = click.option("--events", "merged", is_flag=True, help="One line for each event, not for each claim.")
    of_one_side = click.option("--one-sided", is_flag=True, help="Only events for which one side alone is cited.")

    def command(ledger: str | None, form: str | None, **filters: Any) -> None:
        merged, one_side = filters.pop("merged", False), filters.pop("one_sided", False)
        with existing(ledger) as opened:
            if merged or one_side:
                types = {"types": [kind.value for kind in listing.types], "one_sided": one_side}
                show_events(opened, filters | types, form)
            else:
                show_claims(opened, listing, filters, form)

    of_events = (as_events, of_one_side) if one_sided else (as_events,)
    for option in reversed((ledger_option, filter_options, all_option, *of_events, *FORMS)):
        command = option(command)
    main.command(name=listing.name, help=listing.help, short_help=listing.help)(command)


for _listing in LISTINGS:
    add_listing(_listing)


for _command in (*EVENT_COMMANDS, *FINDING_COMMANDS):
    main.add_command(_command)


@main.command()
@click.argument("identity", metavar="ID")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="As JSON with all evidence, for programs.")
def show(identity: str, ledger: str | None, as_json: bool) -> None:
    """Show an event, a claim, a document or a finding.

    ID is an id, the beginning of one, or the id that the article came with. Of an event: its history, what reports give
    and who disagrees, why its claims are together and what was left out; an id that it had earlier finds it, too. Of a
    claim: every field with the words that it rests on, in their sentence. Of a document: what is known of it, and its
    claims. Of a finding: what was found, and the words of the reports behind each value.
    """
    with existing(ledger) as opened:
        if identity.startswith("f-"):
            reporting.show_finding_record(opened, finding_of(opened, identity), as_json=as_json)
            return
        full_id = opened.resolve(identity)
        if as_json:
            click.echo(msgspec.json.encode(record_of(opened, full_id)))
        else:
            reporting.show_record(opened, full_id)


@main.command()
@click.argument("what", type=click.Choice([*(listing.name for listing in LISTINGS), EVENTS.name]))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="Format.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to; else printed."
)
@ledger_option
@filter_options
@event_options
def export(what: str, form: str, output: Path | None, ledger: str | None, **filters: Any) -> None:
    """Write claims or events for other programs.

    Of claims, jsonl is the public exchange format (docs/codebook.md), one claim a line, superseded claims flagged;
    json, csv and parquet have all columns, with the entities' ids and the source. `export events` writes one merged
    event a line (docs/events.md).
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for the screen. Name a file with --output.")
    listing = next(listing for listing in (*LISTINGS, EVENTS) if listing.name == what)
    with existing(ledger) as opened:
        results = exported(opened, listing, filters)
        if output is None:
            FORMATS[form](results, sys.stdout.buffer)
            return
        with writable(output) as file:
            FORMATS[form](results, file)
        click.echo(f"Wrote {listing.count(len(results))} to {output}.")


def exported(opened: Ledger, listing: Listing, filters: dict[str, Any]) -> Results | EventResults:
    """The claims or events that are to be written."""
    if listing is EVENTS:
        reporting.warn_if_behind(opened)
        return chosen_events(opened, filters)
    of_events = {name: filters.pop(name) for name in ("types", "one_sided", "overdue")}
    if any(value not in (None, False, ()) for value in of_events.values()):
        raise click.UsageError("--type, --one-sided and --overdue choose events. Export them with `export events`.")
    return chosen_claims(opened, listing, filters | {"order": "document"})


@main.command()
@ledger_option
def rebuild(ledger: str | None) -> None:
    """Make all events anew from the claims.

    `read` keeps events up to date, so this is needed only after a change of the rules or of the program; a ledger of an
    earlier version is upgraded first. Nothing that was read or judged changes.
    """
    chosen = settings(ledger=ledger).ledger
    with Ledger(chosen, create=False, upgrade=True, timeout=WAIT) as opened:
        reporting.show_rebuilt(rebuild_events(opened, everything=True), opened)


@main.command()
@ledger_option
def verify(ledger: str | None) -> None:
    """Check every claim against the stored text.

    Every span of every claim must stand in the text, and every id must fit its content. Exit status 1 where one does
    not; the first is named.
    """
    with existing(ledger) as opened:
        faults = list(verify_ledger(opened))
        reporting.show_verification(faults, opened)
    if faults:
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("name")
def knowledge(name: str) -> None:
    """Show what is known of a name.

    NAME is a person, a state, a body, a place or a seat of government. Offices come with their terms, and open ones
    with the day on which the source was last true.
    """
    reporting.show_knowledge(name)


@main.command()
@ledger_option
def status(ledger: str | None) -> None:
    """Show what is in the ledger."""
    with existing(ledger) as opened:
        reporting.show_status(opened)
