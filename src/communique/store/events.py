"""Events, reports and judgements of a ledger: asked, and judged. How events are derived is in ``derivation.py``."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

from communique.records import ClaimType, Event, Judgement, Report, Verdict
from communique.store import rows
from communique.store.derivation import Derivation
from communique.store.faults import AmbiguousIdError, JudgementError, LedgerDamagedError, UnknownIdError
from communique.store.file import LedgerFile

REPORT_SQL = """
SELECT claim.id, claim.body, document.id AS document_id, document.outlet AS given_outlet, reading.published_from,
  reading.published_to, reading.published_method, reading.published_reason, provenance.outlet,
  provenance.body AS provenance
FROM claim
JOIN reading ON reading.number = claim.reading
JOIN document ON document.number = reading.document
LEFT JOIN provenance ON provenance.document = document.id
WHERE NOT claim.superseded AND claim.reading =
  (SELECT max(later.number) FROM reading AS later WHERE later.document = reading.document {})
"""
"""Claims that count, each with its publication: of the current readings (or of those recorded until then)."""

ALIAS_SQL = """
SELECT DISTINCT event FROM event_alias WHERE alias >= ?1 AND alias < ?1 || char(1114111) ORDER BY event LIMIT 6
"""

CHUNK = 500
"""So many ids are asked for at once."""


class EventTables(LedgerFile):
    """What a ledger knows of events."""

    @contextmanager
    def deriving(self) -> Iterator[Derivation]:
        """One transaction in which the derived tables are made anew, or brought up to date."""
        with self.batch(), Derivation(self._writer) as derivation:
            yield derivation

    # Events

    def event(self, identity: str) -> Event:
        """The event with this id, one that it had before, or the beginning of either; ``UnknownIdError`` if none."""
        for row in self.sql("SELECT body FROM event WHERE id = ?", (self.resolve_event(identity),)):
            return self.decoded_event(row["body"])
        raise UnknownIdError(identity)

    def resolve_event(self, prefix: str) -> str:
        """The id of the one event that has, or had, an id which ``prefix`` begins."""
        found = [row["event"] for row in self.sql(ALIAS_SQL, (prefix,))] if prefix else []
        if not found:
            raise UnknownIdError(prefix)
        if len(found) > 1:
            raise AmbiguousIdError(prefix, found)
        return str(found[0])

    def event_of_claim(self, claim: str) -> Event | None:
        """The event that a claim with this full id is of; None for claims that do not count or are not merged yet."""
        for row in self.sql(
            "SELECT body FROM event WHERE id = (SELECT event FROM event_claim WHERE claim = ?)", (claim,)
        ):
            return self.decoded_event(row["body"])
        return None

    def event_records(self, ids: Iterable[str] | None = None) -> Iterator[Event]:
        """The events with these full ids (all, if none are given), in order of their ids."""
        if ids is None:
            yield from (self.decoded_event(row["body"]) for row in self.sql("SELECT body FROM event ORDER BY id"))
            return
        for chunk in _chunks(ids):
            sql = "SELECT body FROM event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
            yield from (self.decoded_event(row["body"]) for row in self.sql(sql, (chunk,)))

    def decoded_event(self, body: str) -> Event:
        """The event in a ``body`` of the table ``event``; ``LedgerDamagedError`` where it is none."""
        try:
            return rows.decode_event(body)
        except msgspec.DecodeError as error:
            reason = f"an event cannot be decoded: {error}; `communique rebuild` makes the events anew"
            raise LedgerDamagedError(self.path, reason) from error

    # Reports

    def reports(self, claim_ids: Iterable[str]) -> Iterator[Report]:
        """The claims with these full ids and their publications; those that no longer count are left out."""
        sql = REPORT_SQL.format("") + "AND claim.id IN (SELECT value FROM json_each(?)) ORDER BY claim.id"
        for chunk in _chunks(claim_ids):
            yield from (self._report(row) for row in self.sql(sql, (chunk,)))

    def reports_until(
        self, published_on: datetime.date | None = None, recorded_at: datetime.date | None = None
    ) -> Iterator[Report]:
        """All claims that counted then: published by that day, as known from what was recorded by that day or instant.

        A publication whose day is not known is left out where ``published_on`` is given, unless its last possible day
        has passed. Both days are inclusive; a ``datetime`` as ``recorded_at`` is an instant.
        """
        sql = REPORT_SQL.format("AND (:recorded IS NULL OR later.recorded_at <= :recorded)")
        sql += "AND (:published IS NULL OR reading.published_to <= :published) ORDER BY claim.number"
        published = published_on.isoformat() if published_on is not None else None
        given = {"published": published, "recorded": _until(recorded_at)}
        yield from (self._report(row) for row in self.sql(sql, given))

    def _report(self, row: sqlite3.Row) -> Report:
        try:
            return rows.as_report(row)
        except msgspec.DecodeError as error:
            raise LedgerDamagedError(self.path, f"a claim cannot be decoded: {error}") from error

    # Judgements

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, in the order in which they were made."""
        return tuple(rows.as_judgement(row) for row in self.sql("SELECT * FROM judgement ORDER BY number"))

    def judge(
        self,
        claim: str,
        other: str,
        verdict: Verdict,
        *,
        author: str,
        reason: str = "",
        judged_at: datetime.datetime | None = None,
    ) -> Judgement:
        """Record a person's word on two claims, by their full ids; the next ``rebuild_events`` obeys it.

        Of a visit and a meeting it says whether the meeting bears witness to the visit. Raises ``UnknownIdError`` for a
        claim that there is not, and ``JudgementError`` for one and the same claim, or for claims of other types: those
        are of two events anyway.
        """
        types = [self._type_of(one) for one in (claim, other)]
        if claim == other:
            raise JudgementError(f"{claim} is one claim. Name two to say whether they tell of one event.")
        if types[0] != types[1] and set(types) != {ClaimType.VISIT.value, ClaimType.MEETING.value}:
            raise JudgementError(
                f"{claim} tells of a {types[0]} and {other} of a {types[1]}: no event is both. Name two of one type."
            )
        judgement = Judgement(
            claim=claim, other=other, verdict=verdict, author=author, reason=reason, judged_at=rows.instant(judged_at)
        )
        with self.batch():
            self._insert("judgement", msgspec.to_builtins(judgement))
        return judgement

    def judge_finding(
        self, finding: str, verdict: str, *, author: str, reason: str = "", judged_at: datetime.datetime | None = None
    ) -> None:
        """Record a person's word on a finding, by its full id: ``accepted`` or ``dismissed``."""
        if not list(self.sql("SELECT 1 FROM finding WHERE id = ?", (finding,))):
            raise UnknownIdError(finding)
        row = {"finding": finding, "verdict": verdict, "author": author, "reason": reason}
        with self.batch():
            self._insert("finding_verdict", row | {"judged_at": rows.instant(judged_at)})

    def _type_of(self, claim: str) -> str:
        for row in self.sql("SELECT type FROM claim WHERE id = ? LIMIT 1", (claim,)):
            return str(row["type"])
        raise UnknownIdError(claim)


def _until(recorded_at: datetime.date | None) -> str | None:
    """The instant, or the end of the day, as the ledger writes it."""
    if recorded_at is None or isinstance(recorded_at, datetime.datetime):
        return None if recorded_at is None else rows.instant(recorded_at)
    return f"{recorded_at.isoformat()}T23:59:59Z"


def _chunks(ids: Iterable[str]) -> Iterator[str]:
    """The ids in order, some at a time, as JSON."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), CHUNK):
        yield json.dumps(ordered[start : start + CHUNK])
