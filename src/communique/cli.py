"""The command line: options in, tables and files out. What commands do is elsewhere; here it is called."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
import msgspec

from communique import reporting
from communique.config import ENGINES, READERS, SETTINGS, Settings, program_version, settings
from communique.finding_commands import FINDING_COMMANDS
from communique.intake import Mapper, take_in
from communique.problems import CommuniqueError
from communique.rebuilding import rebuild_events
from communique.records import Status
from communique.store import verify as verify_ledger
from communique.view.exports import FORMATS
from communique.view.findings import finding_of
from communique.view.ledger import Ledger
from communique.view.listings import LISTINGS, Listing
from communique.view.results import Results
from communique.view.selection import Selection, select
from communique.view.showing import record_of

if TYPE_CHECKING:
    from communique.consult import Account

Command = Callable[..., Any]

WAIT = 60.0
"""Seconds that a command which writes waits for another one that does, before it says so."""


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


# Options


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
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many, the earliest first."),
)


def filter_options(command: Command) -> Command:
    """The options that choose claims."""
    for option in reversed(FILTERS):
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
    with reporting.progress_bar() as progress:
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


def existing(ledger: str | None) -> Ledger:
    """The ledger that the settings name, which must be there."""
    return Ledger(settings(ledger=ledger).ledger, create=False)


def chosen_claims(opened: Ledger, listing: Listing, filters: dict[str, Any]) -> Results:
    """The claims of a listing's types that the filter options choose."""
    statuses = tuple(Status(value) for value in filters.pop("statuses"))
    return select(opened, Selection(types=listing.types, statuses=statuses, **filters))


def add_listing(listing: Listing) -> None:
    """Add the command of a listing."""

    @main.command(name=listing.name, help=listing.help, short_help=listing.help)
    @ledger_option
    @filter_options
    @click.option("--json", "form", flag_value="json", help="As a JSON array with all columns, for programs.")
    @click.option("--csv", "form", flag_value="csv", help="As CSV with all columns, for programs.")
    def command(ledger: str | None, form: str | None, **filters: Any) -> None:
        filtered = any(value for name, value in filters.items() if name != "limit")
        with existing(ledger) as opened:
            results = chosen_claims(opened, listing, filters)
            if form:
                FORMATS[form](results, sys.stdout.buffer)
            else:
                reporting.show_listing(listing, results, opened, filtered=filtered)


for _listing in LISTINGS:
    add_listing(_listing)


for _finding_command in FINDING_COMMANDS:
    main.add_command(_finding_command)


@main.command()
@click.argument("identity", metavar="ID")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="As JSON with all evidence, for programs.")
def show(identity: str, ledger: str | None, as_json: bool) -> None:
    """Show a claim, a document or a finding.

    ID is an id, the beginning of one, or the id that the article came with. Of a claim: every field with the words that
    it rests on, in their sentence. Of a document: what is known of it, and its claims. Of a
    finding: what was found, and the words of the reports behind each value.
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
@click.argument("what", type=click.Choice([listing.name for listing in LISTINGS]))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="jsonl", show_default=True, help="Format.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Where to; else printed."
)
@ledger_option
@filter_options
def export(what: str, form: str, output: Path | None, ledger: str | None, **filters: Any) -> None:
    """Write claims for other programs.

    jsonl is the public exchange format (docs/codebook.md), one claim a line, superseded claims flagged; json, csv and
    parquet have all columns, with the entities' ids and the source.
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for the screen. Name a file with --output.")
    listing = next(listing for listing in LISTINGS if listing.name == what)
    with existing(ledger) as opened:
        results = chosen_claims(opened, listing, filters | {"order": "document"})
        if output is None:
            FORMATS[form](results, sys.stdout.buffer)
            return
        with reporting.writable(output) as file:
            FORMATS[form](results, file)
        click.echo(f"Wrote {listing.count(len(results))} to {output}.")


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
