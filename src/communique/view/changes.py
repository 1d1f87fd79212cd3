"""What became of events between two days of publication: new, confirmed, moved, took place, called off, and so on."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from communique.records import AHEAD, TOOK_PLACE, ClaimType, Event, Record, Report, Status, When
from communique.store import Ledger
from communique.view.earlier import cut_down
from communique.view.event_results import event_row
from communique.view.event_selection import ONE_SIDE, EventSelection, select_events
from communique.view.selection import FilterError
from communique.view.words import when_words

OFF = frozenset({Status.CANCELLED, Status.DENIED})
NOT_YET = AHEAD | {Status.POSTPONED, None}
PLANNED_TYPES = (ClaimType.VISIT, ClaimType.MEETING, ClaimType.AGREEMENT)
"""What is planned before it happens; the types that are compared where none are named."""

TOUCHED = """
SELECT event_claim.event
FROM reading JOIN claim ON claim.reading = reading.number JOIN event_claim ON event_claim.claim = claim.id
WHERE reading.published_to > :first AND reading.published_to <= :last
UNION
SELECT event_witness.event
FROM reading JOIN claim ON claim.reading = reading.number JOIN event_witness ON event_witness.claim = claim.id
WHERE reading.published_to > :first AND reading.published_to <= :last
UNION
SELECT event_claim.event
FROM reading AS newer
JOIN document AS new ON new.number = newer.document
JOIN document AS old ON old.url = new.url AND old.number < new.number
JOIN reading ON reading.document = old.number
JOIN claim ON claim.reading = reading.number
JOIN event_claim ON event_claim.claim = claim.id
WHERE newer.published_to > :first AND newer.published_to <= :last
"""
"""Events told of after the first day and up to the last, or whose articles got a newer version then: no other changed.

A newer version of an article is another text at the same address.
"""

REPLACED = """
SELECT DISTINCT claim.id
FROM json_each(:claims) JOIN claim ON claim.id = json_each.value
JOIN reading ON reading.number = claim.reading
JOIN document AS old ON old.number = reading.document
JOIN document AS new ON new.url = old.url AND new.number > old.number
JOIN reading AS newer ON newer.document = new.number
WHERE newer.published_to <= :last
"""
"""Those of some claims whose article has a newer version."""

EXACT_DAYS = 14
"""Days up to which a time is a date that can be moved; a month is made more exact."""


class Kind(StrEnum):
    """What can become of an event between two days."""

    NEW = "new"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    TOOK_PLACE = "took place"
    CALLED_OFF = "called off"
    CONTRADICTED = "contradicted"
    RETRACTED = "retracted"


class Change(Record, frozen=True):
    """One thing that became of an event; ``before`` is the event as of the first day, None where it was not told of."""

    kind: Kind
    event: Event
    before: Event | None
    sentence: str

    def row(self) -> dict[str, object]:
        """The same for programs."""
        before = self.before
        return {
            "change": self.kind.value,
            "sentence": self.sentence,
            "before": {"status": before.status, "when": before.when, "origins": before.origins} if before else None,
            "event": msgspec.to_builtins(event_row(self.event)),
        }


@dataclass(frozen=True, slots=True)
class Two:
    """An event as of two days, and the reports that came between them."""

    before: Event
    after: Event
    news: tuple[Report, ...]
    withdrawn: bool


def changes_between(
    ledger: Ledger, selection: EventSelection, *, first: datetime.date, last: datetime.date
) -> list[Change]:
    """What became of the events that ``selection`` chooses, by kind, then by time. Its clocks are not looked at.

    Raises ``FilterError`` where the second day is not after the first.
    """
    if last <= first:
        raise FilterError(f"{last} is not after {first}. Give the earlier day with --from and the later one with --to.")
    between = {"first": first.isoformat(), "last": last.isoformat()}
    ids = tuple(row["event"] for row in ledger.sql(TOUCHED, between))
    types = selection.types or PLANNED_TYPES
    found = select_events(ledger, replace(selection, types=types, ids=ids, as_of=last.isoformat(), limit=None)).found
    claims = (one.claim for event in found for one in (*event.members, *event.witnesses))
    reports = {one.claim.id: one for one in ledger.reports(claims)}
    replaced = _replaced(ledger, reports, last)
    changes: list[Change] = []
    for after in found:
        told = [reports[one.claim] for one in (*after.members, *after.witnesses) if one.claim in reports]
        known = [one for one in told if one.published_at is not None and one.published_at.latest <= first]
        before = cut_down(after, known)
        if before is None:
            changes.append(Change(kind=Kind.NEW, event=after, before=None, sentence=_first_told(after)))
            continue
        news = tuple(one for one in told if one not in known)
        withdrawn = all(one.claim in replaced for one in after.members)
        changes += changes_of(Two(before=before, after=after, news=news, withdrawn=withdrawn))
    order = list(Kind)
    return sorted(changes, key=lambda one: order.index(one.kind))


def changes_of(two: Two) -> Iterator[Change]:
    """All that became of one event."""
    for kind, tell in KINDS:
        sentence = tell(two)
        if sentence:
            yield Change(kind=kind, event=two.after, before=two.before, sentence=sentence)


def _first_told(event: Event) -> str:
    days = [step.published_on for step in event.history if step.published_on is not None]
    status = event.status.value if event.status is not None else "told"
    return f"{status}, first told on {when_words(min(days).isoformat())}" if days else f"{status}, first told since"


def confirmed(two: Two) -> str | None:
    """A proposal is a plan now, or a side is cited for it that was not before."""
    if two.before.status is Status.PROPOSED and two.after.status is Status.PLANNED:
        return "proposed → planned"
    was, now = two.before.announced_by, two.after.announced_by
    if was != now and now == "both":
        return "both sides are cited for it now"
    if now in ONE_SIDE and was not in ONE_SIDE:
        return f"the {now}'s side is cited for it now"
    return None


def moved(two: Two) -> str | None:
    """It is postponed; or most reports since then that give days give others, which do not touch those of before."""
    before, after = two.before, two.after
    if after.status is Status.POSTPONED and before.status is not Status.POSTPONED:
        return "postponed"
    if before.when is None or "~" in before.when or not _is_date(before):
        return None
    dated = [one.claim.when for one in two.news if one.claim.when is not None and _is_date(one.claim.when)]
    others = [when.edtf for when in dated if not _touch(when, before)]
    if not others or 2 * len(others) < len(dated):
        return None
    return f"{when_words(before.when)} → {when_words(max(others, key=others.count))}"


def _is_date(of: Event | When) -> bool:
    if of.earliest is None or of.latest is None:
        return False
    return (of.latest - of.earliest).days < EXACT_DAYS


def _touch(when: When, before: Event) -> bool:
    days = (when.earliest, when.latest, before.earliest, before.latest)
    if any(day is None for day in days):
        return True
    first, last, other_first, other_last = (day for day in days if day is not None)
    return first <= other_last and other_first <= last


def took_place(two: Two) -> str | None:
    """What lay ahead is reported as under way or over."""
    return _status_change(two, NOT_YET | OFF, TOOK_PLACE)


def called_off(two: Two) -> str | None:
    """It is cancelled."""
    return _status_change(two, frozenset(Status) - {Status.CANCELLED} | {None}, frozenset({Status.CANCELLED}))


def _status_change(two: Two, old: frozenset[Status | None], new: frozenset[Status]) -> str | None:
    before, after = two.before.status, two.after.status
    if after is None or after not in new or before not in old:
        return None
    return f"{before.value if before is not None else 'told of'} → {after.value}"


def contradicted(two: Two) -> str | None:
    """A report since then says that it does not take place where others say that it does, or the reverse."""
    if two.after.status is Status.DENIED and two.before.status is not Status.DENIED:
        return f"denied by {_outlets(two.news, {Status.DENIED})}"
    against = TOOK_PLACE if two.after.status in OFF else OFF
    outlets = _outlets(two.news, against)
    return f"told otherwise by {outlets}" if outlets else None


def _outlets(news: Sequence[Report], statuses: Iterable[Status]) -> str:
    wanted = {status.value for status in statuses}
    named = [one.outlet for one in news if one.claim.status is not None and one.claim.status.value in wanted]
    return ", ".join(dict.fromkeys(named))


def retracted(two: Two) -> str | None:
    """Each article that told of it has a newer version, and none of those tells of it."""
    return "newer versions of its articles no longer tell of it" if two.withdrawn else None


def _replaced(ledger: Ledger, claims: Iterable[str], last: datetime.date) -> set[str]:
    given = {"claims": msgspec.json.encode(list(claims)).decode(), "last": last.isoformat()}
    return {row["id"] for row in ledger.sql(REPLACED, given)}


KINDS: tuple[tuple[Kind, Callable[[Two], str | None]], ...] = (
    (Kind.CONFIRMED, confirmed),
    (Kind.MOVED, moved),
    (Kind.TOOK_PLACE, took_place),
    (Kind.CALLED_OFF, called_off),
    (Kind.CONTRADICTED, contradicted),
    (Kind.RETRACTED, retracted),
)
"""What is looked for in an event that was known before; an event can be under several."""
