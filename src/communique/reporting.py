"""What commands say to people: tables and summaries."""

from __future__ import annotations

import datetime
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from communique.config import LlmSettings, settings
from communique.gazetteer import City, gazetteer
from communique.intake import Intake
from communique.judging import Judged
from communique.knowledge import Person, knowledge
from communique.problems import PROBLEM_CODES
from communique.rebuilding import Rebuilt
from communique.records import ClaimType, Problem, Verdict
from communique.screen import screen, show
from communique.store import Ledger
from communique.store.opening import LEDGER_VERSION
from communique.view.change_tables import change_table, reliability_table, slippage_table
from communique.view.changes import Change
from communique.view.event_listings import EVENTS, events_until
from communique.view.event_results import EventResults
from communique.view.event_selection import is_up_to_date
from communique.view.event_showing import show_event
from communique.view.exports import FORMATS
from communique.view.findings import FORMS as FINDING_FORMS
from communique.view.findings import FoundFinding, finding_record, findings_table, show_finding
from communique.view.listings import LISTINGS, SUPERSEDED, Listing, table_of
from communique.view.reliability import Reliability
from communique.view.results import Results
from communique.view.showing import show_claim, show_document
from communique.view.trips import Journey, trip_table
from communique.view.words import state_name

if TYPE_CHECKING:
    from communique.consult import Account

NAMED = 3
"""So many of each kind of problem are named in a summary."""

PEOPLE = 5
"""So many namesakes are shown in full."""


def show_intake(intake: Intake, rebuilt: Rebuilt, ledger: Ledger) -> None:
    """The summary of a run: what was read, what was learned, what was refused and why, where it lies."""
    show(
        f"{_count(intake.inputs, 'article')}: {intake.read:,} read, {intake.known:,} already known, "
        f"{intake.refused:,} refused."
    )
    if intake.read:
        show("", f"What was learned: {_count(intake.claims.total(), 'claim')}", _counts(intake.claims))
    if rebuilt.events:
        show("", f"The ledger's claims tell of {_count(rebuilt.events, 'event')}, {rebuilt.made:,} new or changed.")
    for head, problems in (("Refused", intake.refusals), ("Read, but", intake.notes)):
        if problems:
            show("", f"{head}:", _problems(problems))
    show("", _where(ledger) if intake.read or intake.known else f"The refusals are noted in the ledger {ledger.path}.")


def show_rebuilt(rebuilt: Rebuilt, ledger: Ledger) -> None:
    """What a rebuild from scratch brought."""
    merged = next(ledger.sql("SELECT count(*) FROM event_claim"))[0]
    documents = next(ledger.sql("SELECT count(*) FROM provenance"))[0]
    told = f"{_count(merged, 'claim')} of {_count(documents, 'document')}"
    show(f"{told} tell of {_count(rebuilt.events, 'event')}.")


def show_account(account: Account, llm: LlmSettings) -> None:
    """What a large language model was asked, what became of its claims, and what that cost."""
    told = f"{llm.model} answered for {_count(account.answered, 'article')}"
    told += f", {account.cached:,} came from the cache, {account.failed:,} got no answer."
    kept = f"It gave {_count(account.claims, 'claim')}: {account.kept:,} stand in the text"
    reasons = ", ".join(f"{code} {number:,}" for code, number in account.refused.most_common())
    refused = f"{account.refused.total():,} were not kept{f' ({reasons})' if reasons else ''}."
    tokens = f"Tokens: {account.tokens_in:,} sent, {account.tokens_out:,} answered"
    if llm.price_in is not None or llm.price_out is not None:
        cost = account.cost(price_in=llm.price_in or 0, price_out=llm.price_out or 0)
        tokens += f"; at the prices given they cost {cost:,.4f}"
    show("", told, f"{kept}, {refused}", f"{tokens}.")


def list_claims(
    ledger: Ledger, listing: Listing, results: Results, form: str | None, *, filtered: bool, total: int | None = None
) -> None:
    """Claims in a form for programs, or as a table and how many there are; ``total`` if they are more than these."""
    if form:
        FORMATS[form](results, sys.stdout.buffer)
        return
    if not results.found:
        _show_none(ledger, listing, filtered=filtered)
        return
    table, hidden = table_of(listing, results, width=screen().width)
    documents = len({found.document_id for found in results.found})
    foot = f"{listing.count(len(results))} in {_count(documents, 'document')}{_no_room(hidden)}"
    if any(found.claim.superseded for found in results.found):
        foot += f"; {SUPERSEDED} taken back later in the article"
    show(table, "", Text(f"{foot}. `communique show ID` shows the words.", style="dim"))
    _say_more(len(results), total, listing.name)


def _say_more(shown: int, total: int | None, noun: str) -> None:
    """Say that a table has not all rows: on the error output, so that it is seen where the table goes to a program."""
    if total is not None:
        said = f"These are the first {shown:,} of {total:,} {noun}. `--all` shows all, filters choose some."
        click.echo(said, err=True)


def list_findings(
    ledger: Ledger, found: Sequence[FoundFinding], form: str | None, *, filtered: bool, total: int | None = None
) -> None:
    """Findings in a form for programs, or as a table and how many there are; ``total`` if they are more than these."""
    if form:
        click.echo(FINDING_FORMS[form](found), nl=False)
        return
    if not found:
        hint = " that fit. Fewer filters show more." if filtered else "."
        show(f"No findings in {ledger.path}{hint}")
        return
    foot = f"{_count(len(found), 'finding')}. `communique show ID` shows the words."
    show(findings_table(found), "", Text(foot, style="dim"))
    _say_more(len(found), total, "findings")


def show_finding_record(ledger: Ledger, found: FoundFinding, *, as_json: bool) -> None:
    """One finding in full, for people or for programs."""
    if as_json:
        click.echo(msgspec.json.encode(finding_record(ledger, found)))
    else:
        show(show_finding(ledger, found))


def list_events(
    ledger: Ledger, results: EventResults, form: str | None, *, filtered: bool, total: int | None = None
) -> None:
    """Events in a form for programs, or as a table and how many there are; ``total`` if they are more than these."""
    warn_if_behind(ledger)
    if form:
        FORMATS[form](results, sys.stdout.buffer)
        return
    if not results.found:
        _show_none(ledger, EVENTS, filtered=filtered)
        return
    table, hidden = table_of(events_until(results.covered), results, width=screen().width)
    claims = sum(len(event.members) for event in results.found)
    foot = f"{EVENTS.count(len(results))} from {_count(claims, 'claim')}{_no_room(hidden)}"
    show(table, "", Text(f"{foot}. `communique show ID` shows the history and the reasons.", style="dim"))
    _say_more(len(results), total, EVENTS.name)


def _show_none(ledger: Ledger, listing: Listing, *, filtered: bool) -> None:
    hint = " that fit. Fewer filters show more." if filtered else "."
    show(f"No {listing.name} in {ledger.path}{hint}")


def _no_room(hidden: Sequence[str]) -> str:
    return f"; no room for: {', '.join(head.lower() for head in hidden)}" if hidden else ""


def warn_if_behind(ledger: Ledger) -> None:
    """Say on the error output that there are claims or judgements that the events do not know of yet."""
    if not is_up_to_date(ledger):
        click.echo("The events are behind what was read; `communique rebuild` brings them up to date.", err=True)


def show_record(ledger: Ledger, full_id: str) -> None:
    """An event, a claim or a document."""
    console = screen()
    if full_id.startswith("e-"):
        warn_if_behind(ledger)
        show(show_event(ledger, ledger.event(full_id)))
        return
    if full_id.startswith("c-"):
        show(show_claim(ledger, full_id, colours=console.is_terminal and not console.no_color))
    else:
        show(show_document(ledger, full_id, width=console.width))


def show_changes(
    changes: Sequence[Change], *, first: datetime.date, last: datetime.date, covered: datetime.date | None
) -> None:
    """What became of events between two days, kind by kind; ``covered`` is the last day of which there is news."""
    if not changes:
        show(f"Nothing changed between {first} and {last}.")
        return
    for kind, group in groupby(changes, key=lambda change: change.kind):
        some = list(group)
        table = change_table(some, width=screen().width, covered=covered)
        show(Text.assemble((kind.value, "bold"), f"  {len(some):,}"), table, "")
    events = len({change.event.id for change in changes})
    foot = f"{_count(len(changes), 'change')} of {_count(events, 'event')} between {first} and {last}."
    show(Text(f"{foot} `communique show ID` shows the history.", style="dim"))


def show_trips(found: Sequence[Journey], ledger: Ledger, *, filtered: bool, covered: datetime.date | None) -> None:
    """The table of trips, and how many there are; ``covered`` is the last day of which there is news."""
    if not found:
        hint = " that fit. Fewer filters show more." if filtered else "."
        show(f"No trips in {ledger.path}{hint}")
        return
    foot = f"{_count(len(found), 'trip')}. `communique show ID` shows the history of a leg."
    show(trip_table(found, covered), "", Text(foot, style="dim"))


def show_reliability(found: Sequence[Reliability]) -> None:
    """How far the announcements of two states held, and each that did not come on its day."""
    show(reliability_table(found))
    kept = [one for each in found for one in each.announcements]
    if not kept:
        show("", "Nothing that was announced before it was reported.")
        return
    show("", slippage_table(kept, width=screen().width))


def show_judged(judged: Judged, verdict: Verdict) -> None:
    """What became of an event by a judgement."""
    seen, seen_now = len(judged.before.witnesses), len(judged.after.witnesses)
    if seen != seen_now and len(judged.before.members) == len(judged.after.members):
        word = "bears witness to" if verdict is Verdict.SAME else "is no witness of"
        counted = "1 witness" if seen == 1 else f"{seen:,} witnesses"
        show(f"Noted: the meeting {word} the event {judged.after.id} ({counted} before, {seen_now:,} now).")
        return
    before, after = len(judged.before.members), len(judged.after.members)
    moved = f"{_count(before, 'claim')} before, {after:,} now"
    word = "is of" if verdict is Verdict.SAME else "is not of"
    other = judged.other
    where = f", and is of {other.id} now" if other is not None and other.id != judged.after.id else ""
    show(f"Noted: the claim {word} the event {judged.after.id} ({moved}){where}.")


def show_verification(faults: Sequence[Problem], ledger: Ledger) -> None:
    """What ``verify`` found: the first fault, and how many of each kind."""
    if not faults:
        spans = _count(next(ledger.sql("SELECT count(*) FROM evidence"))[0], "span")
        claims = _count(next(ledger.sql("SELECT count(*) FROM claim"))[0], "claim")
        show(f"{ledger.path} is sound: {claims}, {spans}, each equal to the stored text.")
        return
    first = faults[0]
    show(f"{ledger.path} is not sound.", f"The first fault is in {first.source}: {first.message} [{first.code}]", "")
    show(f"Faults: {len(faults):,}", _problems(faults, named=0))


def show_status(ledger: Ledger) -> None:
    """What is in the ledger."""
    numbers = {
        name: next(ledger.sql(f"SELECT count(*) FROM {name}"))[0]
        for name in ("documents", "claims", "events", "entities", "problems", "snapshot", "reading")
    }
    first, last = next(ledger.sql("SELECT min(published_from), max(published_to) FROM documents"))
    recorded = next(ledger.sql("SELECT max(recorded_at) FROM reading"))[0]
    facts = _grid()
    facts.add_row("ledger", f"{ledger.path} (version {LEDGER_VERSION}, {ledger.path.stat().st_size / 1e6:,.1f} MB)")
    facts.add_row("documents", f"{numbers['documents']:,}" + (f", published {first} to {last}" if first else ""))
    facts.add_row("readings", f"{numbers['reading']:,}" + (f", the last recorded {recorded}" if recorded else ""))
    facts.add_row("events", f"{numbers['events']:,}")
    facts.add_row("entities", f"{numbers['entities']:,}")
    types = Counter({ClaimType(row[0]): row[1] for row in ledger.sql("SELECT type, count(*) FROM claims GROUP BY 1")})
    show(facts, "", _count(numbers["claims"], "claim"), _counts(types))
    problems = [Problem(code=row[0], source=row[1], message=row[2]) for row in ledger.sql("SELECT * FROM problems")]
    if problems:
        show("", _count(len(problems), "problem"), _problems(problems, named=0))


def show_knowledge(name: str) -> None:
    """Who and what is known by a name."""
    people = knowledge().named(name)
    lines: list[RenderableType] = [_person(person) for person in people[:PEOPLE]]
    if len(people) > PEOPLE:
        more = ", ".join(f"{person.name} ({person.id})" for person in islice(people, PEOPLE, PEOPLE * 3))
        lines.append(Text(f"Others of that name: {more}{' …' if len(people) > PEOPLE * 3 else ''}"))
    lines += _places(name)
    if not lines:
        lines.append(
            f"Nothing is known of {name!r}. People come from a table of holders of office; others have no entry."
        )
    show(*lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _where(ledger: Ledger) -> str:
    """Where the ledger lies, and the words to look at it: with its name, unless the settings name it anyway."""
    named = "" if Path(settings().ledger) == ledger.path else f" --ledger {shlex.quote(str(ledger.path))}"
    return f"The ledger is {ledger.path}. Look at it with `communique visits{named}`, `claims` or `show ID`."


def _grid() -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _counts(claims: Counter[ClaimType]) -> Table:
    """How many claims of each type, under the names of the commands that list them."""
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column()
    table.add_column(justify="right")
    for listing in LISTINGS:
        if listing.claim_type and claims[listing.claim_type]:
            table.add_row(listing.name, f"{claims[listing.claim_type]:,}")
    return table


def _problems(problems: Sequence[Problem], *, named: int = NAMED) -> Table:
    """Problems by code: how many, and the first few; or, where none are to be named, what to do."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for code, found in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0])):
        table.add_row(code, f"{len(found):,}", "" if named else Text(PROBLEM_CODES.get(code, "")))
        for problem in found[:named]:
            named_there = problem.source in problem.message
            table.add_row("", "", Text(problem.message if named_there else f"{problem.source}: {problem.message}"))
        if named and len(found) > named:
            table.add_row("", "", Text(f"and {len(found) - named:,} more", style="dim"))
    return table


def _person(person: Person) -> Group:
    """A person with the terms of office, the latest first."""
    born = f"born {person.born.year}" if person.born else ""
    died = f"died {person.died.year}" if person.died else ""
    head = Text.assemble((person.name, "bold"), f"  {', '.join(filter(None, (person.id, born, died)))}")
    if person.aliases:
        head.append(f"\n  also: {', '.join(person.aliases)}")
    table = Table.grid(padding=(0, 2, 0, 2))
    for term in reversed(person.terms):
        until = term.end.isoformat() if term.end else f"(open on {term.as_of})" if term.as_of else ""
        table.add_row(term.start.isoformat() if term.start else "", until, term.state or "", term.office)
    return Group(head, table, Text(""))


def _places(name: str) -> Iterator[Text]:
    """The state, body and cities of a name."""
    tables = gazetteer()
    adjective = tables.state_of_adjective(name)
    state = tables.state(name.upper()) or tables.state_named(name) or (adjective and tables.state(adjective))
    if state:
        codes = f"{state.code}, {state.iso3}, COW {state.cow or '–'}, GW {state.gw or '–'}"
        yield Text.assemble((state.name, "bold"), f"  state ({codes}), capital {state.capital or '–'}")
    body = tables.organization(name)
    if body:
        yield Text.assemble((body.name, "bold"), f"  body ({body.code})")
    for seat in tables.entries():
        if seat.seat and seat.code and seat.name.casefold() == name.casefold():
            yield Text.assemble((seat.name, "bold"), f"  seat of government, stands for {state_name(seat.code)}")
    for city in tables.cities(name)[:PEOPLE]:
        yield _place(city)


def _place(city: City) -> Text:
    """A place with its state, where it lies and, where that is known, how many live there."""
    people = f"{city.population:,} people" if city.population else ""
    where = "; ".join(filter(None, (f"{city.latitude:.2f}, {city.longitude:.2f}", people, city.id)))
    return Text.assemble((city.name, "bold"), f"  place{f' in {city.state}' if city.state else ''} ({where})")
