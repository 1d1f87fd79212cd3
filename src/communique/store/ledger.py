"""The ledger: readings in, records and plain SQL out. It adds and never changes; tables are made elsewhere."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence

import msgspec

from communique import spans
from communique.config import program_version
from communique.records import AnyClaim, Document, Problem, Reading, Record, Snapshot
from communique.store import rows
from communique.store.events import EventTables
from communique.store.faults import AmbiguousIdError, LedgerDamagedError, LedgerError, UnknownIdError

DOCUMENT_SQL = """
SELECT document.*, reading.*, document.id AS id, reading.number AS reading_number, snapshot.id AS snapshot_id
FROM reading JOIN document ON document.number = reading.document JOIN snapshot ON snapshot.number = reading.snapshot
"""


class Added(Record, frozen=True):
    """What an addition brought: whether the article and the reading were new, and the ids of its claims if so."""

    document: bool
    reading: bool
    claims: tuple[str, ...] = ()


class Ledger(EventTables):
    """An append-only ledger in one SQLite file.

    ``create`` makes a missing file; ``upgrade`` brings a ledger of an earlier version to this one, and is as ``create``
    if not given; ``timeout`` is how many seconds to wait for another writer. Raises a ``LedgerError`` whose code
    docs/problems.md explains where the file cannot be used.
    """

    # Adding

    def add(self, reading: Reading, snapshot: Snapshot, *, recorded_at: datetime.datetime | None = None) -> Added:
        """Add what was read, and the bytes that it was read from.

        The same reading again adds nothing; another reading of the same document is added and becomes the current one.
        Raises ``MisalignedSpanError`` where a claim's words do not stand in the text, and adds nothing then.
        """
        _check_reading(reading, snapshot)
        instant = rows.instant(recorded_at)
        with self.batch():
            if self._current_digest(reading.document.id) == rows.reading_digest(reading):
                return Added(document=False, reading=False)
            document, new = self._find_or_insert("document", rows.document_row(reading.document), instant)
            number = self._insert_reading(reading, snapshot, document, instant)
            claims = {claim.id: claim for claim in reading.claims}
            for claim in claims.values():
                self._insert_claim(claim, reading, number)
            return Added(document=new, reading=True, claims=tuple(claims))

    def refuse(self, problems: Sequence[Problem], *, recorded_at: datetime.datetime | None = None) -> int:
        """Record why something could not be read. Gives how many of these reasons were new."""
        sql = "INSERT OR IGNORE INTO problem (code, source, message, recorded_at) VALUES (?, ?, ?, ?)"
        instant = rows.instant(recorded_at)
        with self.batch():
            return sum(
                self._writer.execute(sql, (problem.code, problem.source, problem.message, instant)).rowcount
                for problem in problems
            )

    def _current_digest(self, document: str) -> str | None:
        sql = """SELECT digest FROM reading JOIN document ON document.number = reading.document
                 WHERE document.id = ? ORDER BY reading.number DESC LIMIT 1"""
        found = self._writer.execute(sql, (document,)).fetchone()
        return found["digest"] if found else None

    def _find_or_insert(self, table: str, row: rows.Row, instant: str) -> tuple[int, bool]:
        """The number of the row with this id (and digest, where the table has one), and whether it is new."""
        keys = [name for name in ("id", "digest") if name in row]
        sql = f"SELECT number FROM {table} WHERE {' AND '.join(f'{key} = ?' for key in keys)}"
        found = self._writer.execute(sql, tuple(row[key] for key in keys)).fetchone()
        if found:
            return found["number"], False
        return self._insert(table, row | {"recorded_at": instant}), True

    def _insert_reading(self, reading: Reading, snapshot: Snapshot, document: int, instant: str) -> int:
        bytes_number, _ = self._find_or_insert("snapshot", rows.snapshot_row(snapshot), instant)
        row: rows.Row = {
            "document": document,
            "snapshot": bytes_number,
            "reader": _reader(reading),
            "recorded_at": instant,
        }
        number = self._insert("reading", row | rows.reading_row(reading))
        for ordinal, entity in enumerate(reading.entities):
            entity_number, _ = self._find_or_insert("entity", rows.entity_row(entity), instant)
            self._insert("reading_entity", {"reading": number, "ordinal": ordinal, "entity": entity_number})
        for problem in reading.problems:
            self._insert("problem", rows.problem_row(problem) | {"reading": number, "recorded_at": instant})
        return number

    def _insert_claim(self, claim: AnyClaim, reading: Reading, number: int) -> None:
        claim_number = self._insert("claim", rows.claim_row(claim) | {"reading": number})
        self._insert_parts("evidence", claim_number, list(rows.evidence_rows(claim)))
        self._insert_parts("reference", claim_number, list(rows.reference_rows(claim, reading.entities)))

    def _insert_parts(self, table: str, claim_number: int, parts: list[rows.Row]) -> None:
        """The rows of one claim in another table."""
        if parts:
            columns = ("claim", *parts[0])
            sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
            self._writer.executemany(sql, [(claim_number, *part.values()) for part in parts])

    # Asking

    def claim(self, claim_id: str) -> AnyClaim:
        """The claim with this full id, as last read, or ``UnknownIdError``; ``resolve`` completes an id."""
        for row in self.sql("SELECT body FROM claim WHERE id = ? ORDER BY number DESC LIMIT 1", (claim_id,)):
            return self.decoded(row["body"])
        raise UnknownIdError(claim_id)

    def decoded(self, body: str) -> AnyClaim:
        """The claim in a ``body`` of the table ``claim``; ``LedgerDamagedError`` where it is none."""
        try:
            return rows.decode_claim(body)
        except msgspec.DecodeError as error:
            raise LedgerDamagedError(self.path, f"a claim cannot be decoded: {error}") from error

    def document(self, document_id: str) -> Document:
        """The document with this full id, as last read, or ``UnknownIdError``."""
        return rows.as_document(self._reading_row(document_id))

    def reading(self, document_id: str) -> Reading:
        """The current reading of the document with this full id, as it was added, or ``UnknownIdError``."""
        row = self._reading_row(document_id)
        number = (row["reading_number"],)
        bodies = self.sql("SELECT body FROM claim WHERE reading = ? ORDER BY number", number)
        entities = self.sql(
            """SELECT entity.* FROM reading_entity JOIN entity ON entity.number = reading_entity.entity
               WHERE reading = ? ORDER BY ordinal""",
            number,
        )
        problems = self.sql("SELECT * FROM problem WHERE reading = ? ORDER BY number", number)
        return Reading(
            document=rows.as_document(row),
            claims=tuple(self.decoded(claim["body"]) for claim in bodies),
            entities=tuple(rows.as_entity(entity) for entity in entities),
            problems=tuple(rows.as_problem(problem) for problem in problems),
        )

    def snapshot(self, snapshot_id: str) -> Snapshot:
        """The bytes with this id (``Document.snapshot``), or ``UnknownIdError``."""
        for row in self.sql("SELECT * FROM snapshot WHERE id = ?", (snapshot_id,)):
            return rows.as_snapshot(row)
        raise UnknownIdError(snapshot_id)

    def resolve(self, prefix: str) -> str:
        """The full id of the one claim, document or event that ``prefix`` begins, or whose given id it is.

        An id that an event had before gives the event that it now is.
        """
        given = "SELECT id FROM document WHERE external_id = ?"
        begins = "SELECT DISTINCT id FROM {} WHERE id >= ?1 AND id < ?1 || char(1114111) ORDER BY id LIMIT 6"
        found = [row["id"] for row in self.sql(given, (prefix,))]
        for table in ("claim", "document"):
            if prefix and not found:
                found = [row["id"] for row in self.sql(begins.format(table), (prefix,))]
        if not found:
            return self.resolve_event(prefix)
        if len(found) > 1:
            raise AmbiguousIdError(prefix, found)
        return str(found[0])

    def _reading_row(self, document_id: str) -> sqlite3.Row:
        query = f"{DOCUMENT_SQL} WHERE document.id = ? ORDER BY reading.number DESC LIMIT 1"
        for row in self.sql(query, (document_id,)):
            return row
        raise UnknownIdError(document_id)


def _check_reading(reading: Reading, snapshot: Snapshot) -> None:
    if reading.document.snapshot != snapshot.id:
        raise LedgerError("The reading was made from another snapshot; give the one that the document names.")
    for claim in reading.claims:
        if claim.document != reading.document.id:
            raise LedgerError(f"The claim {claim.id} is of another document; add it with its own reading.")
        for _, evidence in spans.evidences(claim):
            spans.check(reading.document, evidence)


def _reader(reading: Reading) -> str:
    """The name of the reader as on the claims, else this program and its version."""
    for claim in reading.claims:
        return claim.reader
    return f"communique {program_version()}"
