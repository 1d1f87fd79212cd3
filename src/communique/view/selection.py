"""Which claims to show: filters, checked, as one SQL query over the ledger's tables.

The conditions on claims also choose events (``event_selection``): an event fits where one of its claims does.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from communique.gazetteer import gazetteer
from communique.knowledge import knowledge
from communique.problems import CommuniqueError
from communique.records import ClaimType, Record, Status
from communique.store import Ledger
from communique.store.file import fold_name
from communique.view.results import Found, Results

DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

QUERY = """
SELECT claim.body, coalesce(document.external_id, document.id) AS document, document.id AS document_id,
  substr(document.text, reading.title_start + 1, reading.title_stop - reading.title_start) AS title,
  document.outlet, document.url, reading.published_from, reading.published_to, reading.recorded_at
FROM claim JOIN reading ON reading.number = claim.reading JOIN document ON document.number = reading.document
WHERE {conditions}
ORDER BY {order}
LIMIT :limit
"""

COUNT = "SELECT count(*) FROM claim JOIN reading ON reading.number = claim.reading WHERE {conditions}"

CURRENT = """reading.number = (
  SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document{known})"""
"""The claims of the last reading of each document, or of the last one that was known at an instant."""

ORDERS: dict[str, str] = {
    "time": "claim.when_from IS NULL, claim.when_from, claim.when_to, reading.published_from, claim.number",
    "document": "claim.number",
}
"""By when it happens, what has no time last; or as the articles came in, each in the order of its text."""

PERSON = """{of} IN (
  SELECT {owner} FROM {table} AS reference WHERE reference.kind IN ('person', 'group')
  AND (reference.name IN (SELECT value FROM json_each(:{key}))
       OR reference.entity IN (SELECT value FROM json_each(:{key}_ids))))"""

STATE = """{of} IN (
  SELECT {owner} FROM {table} WHERE state = :{key} UNION ALL SELECT {owner} FROM {table} WHERE name = :{key})"""
"""Each half stands in an index; for OR, SQLite would look up the rows themselves."""

NAMED_BY_CLAIMS = {"of": "claim.number", "owner": "claim", "table": "reference"}
NAMED_BY_EVENTS = {"of": "event.id", "owner": "event", "table": "event_reference"}
"""Where it stands who is named: for the conditions above."""

NAMES = """
WITH RECURSIVE named (name) AS (
  SELECT min(name) FROM reference
  UNION ALL
  SELECT (SELECT min(reference.name) FROM reference WHERE reference.name > named.name) FROM named
  WHERE named.name IS NOT NULL
)
SELECT name FROM named WHERE name IS NOT NULL
"""
"""Each name once: the index is asked for the next one, not read through."""

OF_DOCUMENT = """claim.reading IN (
  SELECT reading.number FROM reading JOIN document ON document.number = reading.document
  WHERE document.id = :document)"""


class FilterError(CommuniqueError):
    """A filter that cannot be understood."""

    code = "bad-filter"


class Selection(Record, frozen=True):
    """Which claims: those that fulfil all of these. Several types or statuses mean any; several people or states, all.

    ``first_day`` and ``last_day`` (a day, month or year) keep claims whose time overlaps them; claims without a time
    are left out then. ``document`` is an id, its beginning, or the id that the article came with; ``text`` words that
    the evidence must hold. ``confidence``, from 0 to 1, leaves out the acts that are less sure; what has no confidence
    stays. ``as_of`` (a day, month or year) leaves out what was not yet published on its last day, ``recorded_as_of`` (a
    day or an instant, in UTC if it names no zone) what was not yet recorded: what was replaced later counts again.
    """

    types: tuple[ClaimType, ...] = ()
    people: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    first_day: str | None = None
    last_day: str | None = None
    statuses: tuple[Status, ...] = ()
    document: str | None = None
    text: str | None = None
    confidence: float | None = None
    as_of: str | None = None
    recorded_as_of: str | None = None
    limit: int | None = None
    order: Literal["time", "document"] = "time"

    @property
    def published_until(self) -> datetime.date | None:
        """The last day of ``as_of``."""
        return day_of(self.as_of, last=True) if self.as_of is not None else None

    @property
    def recorded_until(self) -> datetime.datetime | None:
        """The instant of ``recorded_as_of``."""
        return instant_of(self.recorded_as_of) if self.recorded_as_of is not None else None

    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first day of ``first_day`` and the last of ``last_day``."""
        first = day_of(self.first_day, last=False) if self.first_day else None
        return first, day_of(self.last_day, last=True) if self.last_day else None


Condition = tuple[str, dict[str, object]]
"""A condition in SQL, and its parameters."""


def select(ledger: Ledger, selection: Selection) -> Results:
    """The claims of the current readings that fit, in the order of ``ORDERS`` that was chosen."""
    conditions, parameters = _conditions(ledger, selection)
    parameters["limit"] = -1 if selection.limit is None else selection.limit
    rows = ledger.sql(QUERY.format(conditions=conditions, order=ORDERS[selection.order]), parameters)
    found = tuple(
        Found(
            claim=ledger.decoded(row["body"]),
            document=row["document"],
            document_id=row["document_id"],
            title=row["title"],
            outlet=row["outlet"],
            url=row["url"],
            published_from=_day(row["published_from"]),
            published_to=_day(row["published_to"]),
            recorded_at=row["recorded_at"],
        )
        for row in rows
    )
    return Results(types=selection.types, found=found)


def count(ledger: Ledger, selection: Selection) -> int:
    """How many claims fit, whatever the limit."""
    conditions, parameters = _conditions(ledger, selection)
    return int(next(ledger.sql(COUNT.format(conditions=conditions), parameters))[0])


def _conditions(ledger: Ledger, selection: Selection) -> Condition:
    of_claim = (*of_types(selection, "claim"), *of_state(selection, "claim"))
    return joined([*of_claim, *_clocks(selection), *on_claims(ledger, selection)])


def joined(conditions: Iterable[Condition]) -> Condition:
    """All conditions as one, with the parameters of all."""
    found = list(conditions)
    parameters = {key: value for _, values in found for key, value in values.items()}
    return "\n  AND ".join(["1", *(condition for condition, _ in found)]), parameters


def of_types(selection: Selection, table: str) -> Iterator[Condition]:
    """The type of a row of ``claim`` or ``event``."""
    yield from _any_of(f"{table}.type", "type", selection.types)


def of_state(selection: Selection, table: str) -> Iterator[Condition]:
    """The status and the time of a row of ``claim``, ``event`` or ``event_step``."""
    yield from _any_of(f"{table}.status", "status", selection.statuses)
    first, last = selection.days()
    if first or last:
        yield f"{table}.when_edtf IS NOT NULL", {}
    if first:
        yield f"({table}.when_to IS NULL OR {table}.when_to >= :first_day)", {"first_day": first.isoformat()}
    if last:
        yield f"({table}.when_from IS NULL OR {table}.when_from <= :last_day)", {"last_day": last.isoformat()}


def _any_of(column: str, key: str, values: tuple[StrEnum, ...]) -> Iterator[Condition]:
    if values:
        keys = {f"{key}{index}": value.value for index, value in enumerate(values)}
        yield f"{column} IN ({', '.join(':' + name for name in keys)})", dict(keys)


def _clocks(selection: Selection) -> Iterator[Condition]:
    """What was published and recorded by then."""
    recorded, published = selection.recorded_until, selection.published_until
    known = " AND later.recorded_at <= :recorded" if recorded else ""
    yield CURRENT.format(known=known), {"recorded": instant(recorded)} if recorded else {}
    if published:
        yield "reading.published_to <= :published", {"published": published.isoformat()}


def on_claims(ledger: Ledger, selection: Selection) -> Iterator[Condition]:
    """What the claim itself must hold: whom it names, its document, its words, how sure it is."""
    yield from on_names(ledger, selection, NAMED_BY_CLAIMS)
    yield from on_words(ledger, selection)


def on_words(ledger: Ledger, selection: Selection) -> Iterator[Condition]:
    """What else than whom it names a claim must hold."""
    if selection.document:
        yield OF_DOCUMENT, {"document": ledger.resolve(selection.document)}
    if selection.text is not None:
        if not fold_name(selection.text):
            raise FilterError(f"There are no words in {selection.text!r}. Give words that the evidence must hold.")
        words = " ".join('"' + word.replace('"', '""') + '"' for word in selection.text.split())
        yield "claim.number IN (SELECT rowid FROM claim_search WHERE claim_search MATCH :text)", {"text": words}
    if selection.confidence is not None:
        if not 0 <= selection.confidence <= 1:
            raise FilterError(f"{selection.confidence} is no confidence. Give a number from 0 to 1.")
        sure = "coalesce(claim.body ->> '$.confidence', 1) >= :confidence"
        yield sure, {"confidence": selection.confidence}


def on_names(ledger: Ledger, selection: Selection, where: Mapping[str, str]) -> Iterator[Condition]:
    """Whom a claim, or an event, must name."""
    for index, name in enumerate(selection.people):
        key = f"person{index}"
        words = fold_name(name)
        if not words:
            raise FilterError(f"{name!r} is no name. Give a person's name, a part of it, or a Wikidata id.")
        yield PERSON.format(key=key, **where), {key: names_with(ledger, words), f"{key}_ids": person_ids(name)}
    for index, name in enumerate(selection.states):
        key = f"state{index}"
        yield STATE.format(key=key, **where), {key: state_code(name)}


def state_code(name: str) -> str:
    """The code of a state or body by its code or name; ``FilterError`` where there is none."""
    tables = gazetteer()
    state = tables.state(name.upper()) or tables.state_named(name)
    body = None if state else tables.organization(name)
    if state is None and body is None:
        raise FilterError(f"No state or body is called {name!r}. Give its ISO 3166 code (CN) or its name (China).")
    return state.code if state else body.code if body else name


def day_of(text: str, *, last: bool) -> datetime.date:
    """The first or last day of a day, month or year; ``FilterError`` where it is none."""
    found = DAY.fullmatch(text.strip())
    try:
        year, month, day = (int(part or 0) for part in (found.groups() if found else ()))
        month = month or (12 if last else 1)
        return datetime.date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as error:
        raise FilterError(f"{text!r} is no day. Write it as 2025-05-07, 2025-05 or 2025.") from error


def instant_of(text: str) -> datetime.datetime:
    """An instant, or the end of a day, month or year; in UTC if it names no zone. ``FilterError`` where it is none."""
    if DAY.fullmatch(text.strip()):
        end = datetime.time(23, 59, 59)
        return datetime.datetime.combine(day_of(text, last=True), end, tzinfo=datetime.UTC)
    try:
        moment = datetime.datetime.fromisoformat(text.strip())
    except ValueError as error:
        said = f"{text!r} is no instant. Write it as 2025-05-07, 2025-05-07T14:30 or 2025-05-07T14:30:00Z."
        raise FilterError(said) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def instant(moment: datetime.datetime) -> str:
    """An instant as the ledger writes it, to be compared with ``recorded_at``."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def names_with(ledger: Ledger, words: str) -> str:
    """The names in the ledger that hold these words, without accents and in any case, as JSON."""
    names = (str(row["name"]) for row in ledger.sql(NAMES))
    return msgspec.json.encode([name for name in names if f" {words} " in f" {fold_name(name)} "]).decode()


def person_ids(name: str) -> str:
    """The ids of those whom the knowledge of office holders calls so, as JSON: other spellings find them, too."""
    ids = {name.strip()} | {person.id for person in knowledge().named(name)}
    return "[" + ",".join(f'"{identity}"' for identity in sorted(ids) if '"' not in identity) + "]"


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
