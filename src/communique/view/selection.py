"""Which claims to show: filters, checked, as one SQL query over the ledger's view ``claims``."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import Literal

from communique.gazetteer import gazetteer
from communique.knowledge import knowledge
from communique.problems import CommuniqueError
from communique.records import ClaimType, Record, Status
from communique.store import Ledger
from communique.store.file import fold_name
from communique.view.results import Found, Results

DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

QUERY = """
SELECT claim.body, claims.document, claims.document_id, claims.title, claims.outlet, claims.url,
  claims.published_from, claims.published_to, claims.recorded_at
FROM claims JOIN claim ON claim.number = claims.number
WHERE {conditions}
ORDER BY {order}
LIMIT :limit
"""

ORDERS: dict[str, str] = {
    "time": "claims.when_from IS NULL, claims.when_from, claims.when_to, claims.published_from, claims.number",
    "document": "claims.number",
}
"""By when it happens, what has no time last; or as the articles came in, each in the order of its text."""

PERSON = """EXISTS (
  SELECT 1 FROM reference WHERE reference.claim = claim.number AND reference.kind IN ('person', 'group')
  AND (instr(' ' || fold_name(reference.name) || ' ', :{key}) > 0
       OR reference.entity IN (SELECT value FROM json_each(:{key}_ids))))"""

STATE = """EXISTS (
  SELECT 1 FROM reference WHERE reference.claim = claim.number
  AND (reference.state = :{key} OR reference.name = :{key}))"""


class FilterError(CommuniqueError):
    """A filter that cannot be understood."""

    code = "bad-filter"


class Selection(Record, frozen=True):
    """Which claims: those that fulfil all of these. Several types or statuses mean any; several people or states, all.

    ``first_day`` and ``last_day`` (a day, month or year) keep claims whose time overlaps them; claims without a time
    are left out then. ``document`` is an id, its beginning, or the id that the article came with; ``text`` words that
    the evidence must hold. ``confidence``, from 0 to 1, leaves out the acts that are less sure; what has no confidence
    stays.
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
    limit: int | None = None
    order: Literal["time", "document"] = "time"


def select(ledger: Ledger, selection: Selection) -> Results:
    """The claims of the current readings that fit, in the order of ``ORDERS`` that was chosen."""
    parameters: dict[str, object] = {"limit": -1 if selection.limit is None else selection.limit}
    conditions = ["1"]
    for condition, values in _conditions(ledger, selection):
        conditions.append(condition)
        parameters |= values
    query = QUERY.format(conditions="\n  AND ".join(conditions), order=ORDERS[selection.order])
    rows = ledger.sql(query, parameters)
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


def _conditions(ledger: Ledger, selection: Selection) -> Iterator[tuple[str, dict[str, object]]]:
    """Each condition with its parameters."""
    for column, values in (("type", selection.types), ("status", selection.statuses)):
        if values:
            keys = {f"{column}{index}": value.value for index, value in enumerate(values)}
            yield f"claims.{column} IN ({', '.join(':' + key for key in keys)})", dict(keys)
    yield from _who(selection)
    yield from _time(selection)
    if selection.document:
        yield "claims.document_id = :document", {"document": ledger.resolve(selection.document)}
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


def _who(selection: Selection) -> Iterator[tuple[str, dict[str, object]]]:
    for index, name in enumerate(selection.people):
        key = f"person{index}"
        words = fold_name(name)
        if not words:
            raise FilterError(f"{name!r} is no name. Give a person's name, a part of it, or a Wikidata id.")
        yield PERSON.format(key=key), {key: f" {words} ", f"{key}_ids": person_ids(name)}
    for index, name in enumerate(selection.states):
        key = f"state{index}"
        yield STATE.format(key=key), {key: state_code(name)}


def _time(selection: Selection) -> Iterator[tuple[str, dict[str, object]]]:
    if selection.first_day or selection.last_day:
        yield "claims.when_edtf IS NOT NULL", {}
    if selection.first_day:
        first_day = day_of(selection.first_day, last=False).isoformat()
        yield "(claims.when_to IS NULL OR claims.when_to >= :first_day)", {"first_day": first_day}
    if selection.last_day:
        last_day = day_of(selection.last_day, last=True).isoformat()
        yield "(claims.when_from IS NULL OR claims.when_from <= :last_day)", {"last_day": last_day}


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


def person_ids(name: str) -> str:
    """The ids of those whom the knowledge of office holders calls so, as JSON: other spellings find them, too."""
    ids = {name.strip()} | {person.id for person in knowledge().named(name)}
    return "[" + ",".join(f'"{identity}"' for identity in sorted(ids) if '"' not in identity) + "]"


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
