"""Which events to show: by what their claims hold and by their own state, now or as of a day or an instant.

As of a day of publication, an event is what those claims of today's event tell that were published by then; as of an
instant of recording, events are merged anew from the claims that counted then.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from communique.records import Event, Status
from communique.store import Ledger
from communique.view.earlier import events_recorded, published_by
from communique.view.event_results import EventResults
from communique.view.selection import (
    NAMED_BY_EVENTS,
    Condition,
    FilterError,
    Selection,
    instant,
    joined,
    of_state,
    of_types,
    on_claims,
    on_names,
    on_words,
)

ONE_SIDE = ("visitor", "host")
"""What ``announced_by`` is where one side alone is cited."""

NOW = """
SELECT event.body, 0 AS later FROM event {indexed} WHERE {conditions}
ORDER BY event.when_from IS NULL, event.when_from, event.when_to, event.id
LIMIT :limit
"""

COUNT = "SELECT count(*) FROM event {indexed} WHERE {conditions}"

BY_NAMES = "INDEXED BY event_state"
"""Events that are named: SQLite is to begin with the names, and to look at what it is without its long body."""

THEN = """
SELECT event.id FROM event JOIN event_step AS step ON step.event = event.id AND step.ordinal = coalesce(
  (SELECT max(ordinal) FROM event_step WHERE event_step.event = event.id AND event_step.published_on <= :published),
  (SELECT max(ordinal) FROM event_step WHERE event_step.event = event.id AND event_step.published_on IS NULL))
WHERE {conditions}
ORDER BY step.when_from IS NULL, step.when_from, step.when_to, event.id
"""
"""Events by the step of their history that held then."""

WITH_LATER = """
SELECT event.body, EXISTS (
  SELECT 1 FROM event_claim JOIN claim ON claim.id = event_claim.claim JOIN reading ON reading.number = claim.reading
  WHERE event_claim.event = event.id AND coalesce(reading.published_to, '9999') > :published
) OR EXISTS (
  SELECT 1 FROM event_witness
  JOIN claim ON claim.id = event_witness.claim JOIN reading ON reading.number = claim.reading
  WHERE event_witness.event = event.id AND coalesce(reading.published_to, '9999') > :published) AS later
FROM json_each(:ids) CROSS JOIN event ON event.id = json_each.value ORDER BY json_each.key
"""
"""Some events, and whether claims of them were published later: those are cut down to what was told then."""

UNDATED = "EXISTS (SELECT 1 FROM event_step WHERE event_step.event = event.id AND event_step.published_on IS NULL)"
"""Whether reports whose day of publication is not known changed the event: then its steps do not tell when."""

ONE_OF_ITS_CLAIMS = """event.id IN (
  SELECT event_claim.event FROM claim JOIN event_claim ON event_claim.claim = claim.id WHERE {condition})"""

SOME_OF = """
WITH given AS MATERIALIZED (
  SELECT claim.id, claim.number, claim.reading, claim.body FROM json_each(:ids) CROSS JOIN claim ON claim.id = value
)
SELECT DISTINCT claim.id FROM given AS claim WHERE {condition}
"""
"""Those of some claims that fulfil a condition. They are few: SQLite is to begin with them."""

NEWEST = """
SELECT max(published_to) FROM reading
WHERE published_from = published_to
  AND (:published IS NULL OR published_to <= :published) AND (:recorded IS NULL OR recorded_at <= :recorded)
"""
"""As the mark of a rebuild has it: what is dated to a month or a year only does not say that its last day was read."""

BEHIND = """
SELECT coalesce((SELECT max(number) FROM reading), 0) > coalesce((SELECT reading FROM derived_mark), 0)
  OR coalesce((SELECT max(number) FROM judgement), 0) > coalesce((SELECT judgement FROM derived_mark), 0)
"""

CHUNK = 200
"""So many events are cut down at once."""


class EventSelection(Selection, frozen=True):
    """Which events: those that fulfil all of these.

    ``types``, ``statuses``, ``first_day`` and ``last_day`` are of the event; of ``people``, ``states``, ``document``,
    ``text`` and ``confidence`` each must hold of one of its claims. ``one_sided`` keeps visits for which only one side,
    the visitor's or the host's, is cited; ``overdue`` plans whose last day is past by so many days of coverage, up to
    the newest publication, and of which nobody said that they took place or were called off. ``as_of`` and
    ``recorded_as_of`` show the events as they were told by then. ``ids`` keeps these events alone.
    """

    one_sided: bool = False
    overdue: int | None = None
    ids: tuple[str, ...] | None = None


def select_events(ledger: Ledger, selection: EventSelection) -> EventResults:
    """The events that fit, by when they are; those without a time last."""
    _check(selection)
    if selection.recorded_until is not None:
        found = _recorded_then(ledger, selection)
    elif selection.published_until is not None:
        found = list(islice(_then(ledger, selection), selection.limit))
    else:
        found = list(_now(ledger, selection))
    under_way = any(event.status is Status.ONGOING for event in found)
    covered = newest_publication(ledger, selection) if under_way else None
    return EventResults(types=selection.types, found=tuple(found), covered=covered)


def count_events(ledger: Ledger, selection: EventSelection) -> int:
    """How many events fit, whatever the limit."""
    if selection.published_until is not None or selection.recorded_until is not None:
        return len(select_events(ledger, msgspec.structs.replace(selection, limit=None)))
    _check(selection)
    conditions, parameters = _conditions(ledger, selection)
    return int(next(ledger.sql(COUNT.format(conditions=conditions, indexed=_indexed(selection)), parameters))[0])


def _indexed(selection: EventSelection) -> str:
    return BY_NAMES if selection.people or selection.states else ""


def newest_publication(ledger: Ledger, selection: Selection) -> datetime.date | None:
    """The last day for which there are publications known to the day: up to there, silence means something."""
    published, recorded = selection.published_until, selection.recorded_until
    given = {
        "published": published.isoformat() if published else None,
        "recorded": instant(recorded) if recorded else None,
    }
    (newest,) = next(ledger.sql(NEWEST, given))
    return datetime.date.fromisoformat(newest) if newest else None


def is_up_to_date(ledger: Ledger) -> bool:
    """Whether the events are derived from all that was read and judged."""
    (behind,) = next(ledger.sql(BEHIND))
    return not behind


def _check(selection: EventSelection) -> None:
    if selection.overdue is not None and selection.overdue < 0:
        raise FilterError(f"{selection.overdue} is no number of days. Give how many days a plan may be past: 14.")


def _now(ledger: Ledger, selection: EventSelection) -> Iterator[Event]:
    """Events as they are told now, all conditions in SQL."""
    conditions, parameters = _conditions(ledger, selection)
    parameters["limit"] = -1 if selection.limit is None else selection.limit
    for row in ledger.sql(NOW.format(conditions=conditions, indexed=_indexed(selection)), parameters):
        yield ledger.decoded_event(row["body"])


def _conditions(ledger: Ledger, selection: EventSelection) -> Condition:
    given = [*_of_event(selection), *of_state(selection, "event"), *_by_claims(ledger, selection)]
    if selection.one_sided:
        given.append(("event.announced_by IN ('visitor', 'host')", {}))
    if selection.overdue is not None:
        day = _due_by(ledger, selection)
        given.append(("event.status = 'planned' AND event.when_to <= :due", {"due": day.isoformat() if day else None}))
    return joined(given)


def _then(ledger: Ledger, selection: EventSelection) -> Iterator[Event]:
    """Events as they were told by a day of publication: SQL leaves out most, the rest is held against all filters."""
    day = selection.published_until or datetime.date.max
    state = [(f"({condition} OR {UNDATED})", values) for condition, values in of_state(selection, "step")]
    conditions, parameters = joined([*_of_event(selection), *state, *_by_claims(ledger, selection)])
    parameters["published"] = day.isoformat()
    found = (row["id"] for row in ledger.sql(THEN.format(conditions=conditions), parameters))
    while ids := list(islice(found, CHUNK)):
        chunk = list(ledger.sql(WITH_LATER, {"ids": json.dumps(ids), "published": day.isoformat()}))
        whole = [ledger.decoded_event(row["body"]) for row in chunk]
        cut = published_by(ledger, [event for event, row in zip(whole, chunk, strict=True) if row["later"]], day)
        events = [cut[event.id] if row["later"] else event for event, row in zip(whole, chunk, strict=True)]
        yield from _fitting(ledger, [event for event in events if event is not None], selection)


def _recorded_then(ledger: Ledger, selection: EventSelection) -> list[Event]:
    """Events merged from what was recorded by an instant, and published by a day if one is given."""
    recorded = selection.recorded_until or datetime.datetime.max.replace(tzinfo=datetime.UTC)
    events = events_recorded(ledger, recorded, published_on=selection.published_until, types=selection.types)
    found = sorted(_fitting(ledger, events, selection), key=_by_time)
    return found[: selection.limit]


def _by_time(event: Event) -> tuple[bool, str, str, str]:
    return event.earliest is None, str(event.earliest or ""), str(event.latest or ""), event.id


def _of_event(selection: EventSelection) -> Iterator[Condition]:
    named = selection.people or selection.states or selection.text
    yield from of_types(selection, "+event" if named else "event")  # "+": SQLite is to begin with what is named
    if selection.ids is not None:
        yield "event.id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(selection.ids)}


def _by_claims(ledger: Ledger, selection: EventSelection) -> Iterator[Condition]:
    """Events one of whose claims holds this, for each filter."""
    yield from on_names(ledger, selection, NAMED_BY_EVENTS)
    for condition, values in on_words(ledger, selection):
        yield ONE_OF_ITS_CLAIMS.format(condition=condition), values


def _due_by(ledger: Ledger, selection: EventSelection) -> datetime.date | None:
    """Plans whose last day is no later are overdue."""
    newest = newest_publication(ledger, selection)
    return newest - datetime.timedelta(selection.overdue or 0) if newest else None


def _fitting(ledger: Ledger, events: Iterable[Event], selection: EventSelection) -> Iterator[Event]:
    """The events that fulfil all conditions, in their order: what ``_now`` asks of SQL, of records."""
    due = _due_by(ledger, selection) if selection.overdue is not None else None
    stated = [event for event in events if _is_in_state(event, selection, due)]
    claims = json.dumps([one.claim for event in stated for one in event.members])
    for condition, values in on_claims(ledger, selection):
        rows = ledger.sql(SOME_OF.format(condition=condition), values | {"ids": claims})
        named = {row["id"] for row in rows}
        stated = [event for event in stated if any(one.claim in named for one in event.members)]
    yield from stated


def _is_in_state(event: Event, selection: EventSelection, due: datetime.date | None) -> bool:
    first, last = selection.days()
    return (
        (not selection.types or event.type in selection.types)
        and (not selection.statuses or event.status in selection.statuses)
        and (first is None or (event.when is not None and (event.latest is None or event.latest >= first)))
        and (last is None or (event.when is not None and (event.earliest is None or event.earliest <= last)))
        and (not selection.one_sided or event.announced_by in ONE_SIDE)
        and (selection.overdue is None or _is_overdue(event, due))
        and (selection.ids is None or event.id in selection.ids)
    )


def _is_overdue(event: Event, due: datetime.date | None) -> bool:
    return event.status is Status.PLANNED and event.latest is not None and due is not None and event.latest <= due
