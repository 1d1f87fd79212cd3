"""An event for people to check: its history, who says what, why its claims are together. It judges nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby

import msgspec
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from communique.merge.origins import count_origins
from communique.merge.told import told
from communique.records import (
    TOOK_PLACE,
    EntityKind,
    Event,
    EventField,
    Feature,
    Judgement,
    Membership,
    Reference,
    Report,
    Step,
    Support,
    Verdict,
)
from communique.store import Ledger
from communique.view.event_listings import SIDES, event_gist, last_under_way, short_id, status_in, when_in
from communique.view.event_selection import newest_publication
from communique.view.listings import SHORT_ID, STATUS_STYLES
from communique.view.near_misses import NearMiss, near_misses
from communique.view.selection import Selection
from communique.view.words import name_of, number_words, state_name, when_words

MOST_CLAIMS = 20
"""So many claims are shown with the reasons why they are in the event; ``--json`` has all."""
MOST_VALUES = 5
"""So many values of a field, the best supported first."""
MOST_MISSES = 5
MOST_TELLERS = 3


def show_event(ledger: Ledger, event: Event) -> Group:
    """An event: what it is, how it came to be known, every value with its support, and why its claims are together."""
    reports, witnesses = _reports(ledger, event.members), _reports(ledger, event.witnesses)
    head = Text.assemble((event.type.value, "bold"), "  ", event_gist(event))
    covered = newest_publication(ledger, Selection())
    last = last_under_way(event, covered)
    since = Text(f"last told of on {_day(last)}, its end by nobody") if last is not None else None
    state = Text(" · ").join(filter(None, (Text(when_in(event)), status_in(event), since)))
    history = _history(event, [*reports, *witnesses])
    parts: list[RenderableType] = [head, state, Text(""), _facts(event), *_headed("History", history)]
    parts += _headed("What reports give", _values(event, reports, witnesses))
    parts += _headed("Why these claims are together", _claims(event, reports))
    parts += _headed("Who was seen there", _witnesses(event, witnesses))
    parts += _headed("Left out", _misses(ledger, near_misses(ledger, event, reports, limit=MOST_MISSES), covered))
    parts += _headed("Judgements", _judgements(judgements_on(ledger, event)))
    return Group(*parts)


def event_record(ledger: Ledger, event: Event) -> dict[str, object]:
    """The same for programs: the event, its reports, what was left out, and judgements on its claims."""
    reports = _reports(ledger, event.members)
    misses = near_misses(ledger, event, reports, limit=MOST_MISSES)
    return {
        "event": msgspec.to_builtins(event),
        "reports": msgspec.to_builtins(reports),
        "witnesses": msgspec.to_builtins(_reports(ledger, event.witnesses)),
        "near_misses": [dict(msgspec.to_builtins(miss)) | {"reason": miss.reason} for miss in misses],
        "judgements": msgspec.to_builtins(judgements_on(ledger, event)),
    }


def _reports(ledger: Ledger, members: Sequence[Membership]) -> list[Report]:
    """The reports of an event's claims, or of its witnesses, in their order."""
    found = {report.claim.id: report for report in ledger.reports(one.claim for one in members)}
    return [found[one.claim] for one in members if one.claim in found]


def judgements_on(ledger: Ledger, event: Event) -> list[Judgement]:
    """What people said of claims of the event, in the order in which they said it."""
    members = {one.claim for one in event.members}
    return [one for one in ledger.judgements() if one.claim in members or one.other in members]


def _headed(head: str, table: Table) -> list[RenderableType]:
    return [Text(""), Text(head, style="bold"), table] if table.row_count else []


def _grid(*, columns: int) -> Table:
    """A table without lines; the last column takes what room is left."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for index in range(columns):
        table.add_column(no_wrap=index < columns - 1, overflow="fold")
    return table


def _facts(event: Event) -> Table:
    table = _grid(columns=2)
    told_by = f"{_count(event.documents, 'article')} of {_count(event.outlets, 'outlet')}"
    facts = [
        ("told by", f"{told_by}, {_count(event.origins, 'independent origin')}"),
        ("cited", ", ".join(state_name(name) for name in event.claimants) or "nobody"),
        ("announced by", SIDES[event.announced_by]),
        ("event", event.id),
    ]
    for name, value in facts:
        if value:
            table.add_row(Text(name, style="dim"), Text(value))
    return table


def _history(event: Event, reports: Sequence[Report]) -> Table:
    """A line for each step: from when on, what was said, and by whom."""
    table = _grid(columns=4)
    by_claim = {report.claim.id: report for report in reports}
    for step in event.history:
        status = step.status.value if step.status is not None else "–"
        words = Text(status, style=STATUS_STYLES.get(status, ""))
        told_then = [by_claim[claim] for claim in step.claims if claim in by_claim]
        when = when_words(step.when) if step.when is not None else "no time given"
        table.add_row(_since(step), words, when, Text(tellers(step, told_then)))
    return table


def _since(step: Step) -> str:
    """Of what is reported after the fact, the day of publication is only the last on which it can have become so."""
    if step.published_on is None:
        return "day not known"
    return ("by " if step.status in TOOK_PLACE else "") + _day(step.published_on)


def tellers(step: Step, reports: Iterable[Report]) -> str:
    """Who says so on that day: who is cited for the status, with the outlet; else the outlets themselves."""
    names: dict[str, None] = {}
    for report in reports:
        claim = report.claim
        if claim.status is None or step.status is None or claim.status.value == step.status.value:
            cited = ", ".join(dict.fromkeys(_cited(one) for one in claim.said_by))
            names[f"{cited} ({report.outlet})" if cited else report.outlet] = None
    shown = list(names)[:MOST_TELLERS]
    return ", ".join(shown) + (f" and {len(names) - MOST_TELLERS} more" if len(names) > MOST_TELLERS else "")


def _cited(reference: Reference) -> str:
    """Whom the text cites; a state in the text's own words, which may be a seat of government."""
    words = reference.evidence.quote
    return words if reference.kind is EntityKind.STATE and words[:1].isupper() else name_of(reference)


def _values(event: Event, reports: Sequence[Report], witnesses: Sequence[Report]) -> Table:
    """Each field with every value: what holds first, what others say instead after it."""
    table = _grid(columns=3)
    everybody = [*reports, *witnesses]
    _add_values(table, "status", _statuses(event, everybody), lambda one: _marked_status(event, one, everybody))
    _add_values(table, "when", _supports(reports, "when"), lambda _: "")
    for field in event.fields:
        _add_values(table, field.name, field.values, partial(_marked_value, field))
    return table


def _marked_value(field: EventField, support: Support) -> str:
    return "" if field.is_list or support is field.values[0] else "but: "


def _statuses(event: Event, reports: Sequence[Report]) -> list[Support]:
    """What reports give as the status, the event's own first."""
    return sorted(_supports(reports, "status"), key=lambda one: one.value != event.status)


def _marked_status(event: Event, support: Support, reports: Sequence[Report]) -> str:
    """Another status was the word before the event's own was reported, or is one that somebody gave in spite of it."""
    if support.value == event.status:
        return ""
    days = {one.claim.id: one.published_at.latest for one in reports if one.published_at is not None}
    own = [
        days[one.claim.id]
        for one in reports
        if one.claim.id in days and one.claim.status is not None and one.claim.status.value == event.status
    ]
    latest = max((days[claim] for claim in support.claims if claim in days), default=None)
    return "before: " if own and latest is not None and latest < min(own) else "but: "


def _supports(reports: Sequence[Report], field: str) -> list[Support]:
    """The values that reports give the status or the time, with their support."""
    values: dict[str, list[Report]] = {}
    for report in reports:
        value = getattr(report.claim, field)
        if value is not None:
            values.setdefault(value.value if field == "status" else when_words(value.edtf), []).append(report)
    supports = [
        Support(
            value=value,
            claims=tuple(report.claim.id for report in some),
            origins=count_origins([told(report) for report in some]),
        )
        for value, some in values.items()
    ]
    return sorted(supports, key=lambda one: (-one.origins, -len(one.claims), one.value))


def _add_values(table: Table, name: str, values: Sequence[Support], mark: Callable[[Support], str]) -> None:
    """The rows of a field; ``mark`` gives the word before a value that does not hold."""
    for index, one in enumerate(values[:MOST_VALUES]):
        support = f"{_count(one.origins, 'origin')}, {_count(len(one.claims), 'claim')}"
        words = Text(mark(one) + state_name(one.value), style="dim" if mark(one) else "")
        table.add_row(Text(name if index == 0 else "", style="dim"), Text(support, style="dim"), words)
    if len(values) > MOST_VALUES:
        table.add_row("", "", Text(f"and {len(values) - MOST_VALUES} more", style="dim"))


def _claims(event: Event, reports: Sequence[Report]) -> Table:
    """The words of each claim, and what speaks for its being of this event."""
    table = _grid(columns=2)
    reasons = {one.claim: one.features for one in event.members}
    for report in reports[:MOST_CLAIMS]:
        head = Text.assemble(_published(report), "  ", (report.outlet, "bold"))
        table.add_row(short_id(report.claim.id), head)
        table.add_row("", Text(" ".join(report.claim.evidence.quote.split())))
        said = why(reasons.get(report.claim.id, ())) if len(event.members) > 1 else "It is the only claim of it."
        table.add_row("", Text(said, style="dim"))
    if len(reports) > MOST_CLAIMS:
        table.add_row("", Text(f"and {len(reports) - MOST_CLAIMS} more claims; --json has all", style="dim"))
    return table


def _witnesses(event: Event, reports: Sequence[Report]) -> Table:
    """The words of each meeting that confirms the visit, and how."""
    table = _grid(columns=2)
    reasons = {one.claim: one.features for one in event.witnesses}
    for report in reports[:MOST_CLAIMS]:
        table.add_row(short_id(report.claim.id), Text.assemble(_published(report), "  ", (report.outlet, "bold")))
        table.add_row("", Text(" ".join(report.claim.evidence.quote.split())))
        table.add_row("", Text(why(reasons[report.claim.id]), style="dim"))
    if len(reports) > MOST_CLAIMS:
        table.add_row("", Text(f"and {len(reports) - MOST_CLAIMS} more; --json has all", style="dim"))
    return table


def why(features: Sequence[Feature]) -> str:
    """The reasons as sentences, each with its name and number; the first claim of an event has none."""
    if not features:
        return "The others were held against it."
    return " ".join(f"{one.sentence} ({one.name} {number_words(round(one.value, 2))})" for one in features)


def _published(report: Report) -> str:
    at = report.published_at
    if at is None:
        return "not dated"
    return _day(at.earliest) if at.day else when_words(f"{at.earliest}/{at.latest}")


def _misses(ledger: Ledger, misses: Sequence[NearMiss], covered: datetime.date | None) -> Table:
    """The events that came nearest, and why they are others."""
    table = _grid(columns=2)
    for miss in misses:
        other = ledger.event(miss.event)
        status = status_in(other, covered)
        head = Text(" · ").join(filter(None, (Text(event_gist(other)), Text(when_in(other)), status)))
        table.add_row(short_id(other.id), head)
        table.add_row("", Text(f"{miss.claim[:SHORT_ID]}: {miss.reason}", style="dim"))
    return table


def _judgements(judgements: Sequence[Judgement]) -> Table:
    """A line for each word of a person: it may be on a claim and several others."""
    table = _grid(columns=2)
    for said, group in groupby(judgements, key=lambda one: (one.judged_at, one.author, one.claim, one.verdict)):
        judged_at, author, claim, verdict = said
        some = list(group)
        against = some[0].other if len(some) == 1 else f"{len(some)} claims"
        words = f"{claim} {'is the same as' if verdict is Verdict.SAME else 'is another event than'} {against}"
        reason = f": {some[0].reason}" if some[0].reason else ""
        table.add_row(Text(judged_at, style="dim"), Text(f"{author}: {words}{reason}"))
    return table


def _day(day: datetime.date) -> str:
    return when_words(day.isoformat())


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
