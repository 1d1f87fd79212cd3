"""Holds all that a ledger keeps against itself: spans against texts, ids against contents. It repairs nothing."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator

import msgspec

from communique import ids
from communique.problems import problem
from communique.records import AnyClaim, Document, Problem
from communique.spans import evidences
from communique.store import rows
from communique.store.faults import explained
from communique.store.ledger import DOCUMENT_SQL, Ledger


def verify(ledger: Ledger) -> Iterator[Problem]:
    """Every fault of a ledger, in order: the file, then each reading with its bytes, its text and its claims.

    Nothing comes out of a sound ledger. ``source`` of a problem is the id of the document or claim.
    """
    yield from _verify_file(ledger)
    for row in ledger.sql(f"{DOCUMENT_SQL} ORDER BY reading.number"):
        document = rows.as_document(row)
        yield from _verify_snapshot(ledger, document.snapshot)
        if ids.with_document_id(document).id != document.id:
            yield problem(
                "verify-document-id", document.id, "The text or origin of the document is not what its id was made of."
            )
        yield from _verify_claims(ledger, document, row["reading_number"])


def _verify_file(ledger: Ledger) -> Iterator[Problem]:
    with explained(ledger.path):
        for row in ledger.sql("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield problem("verify-damaged", str(ledger.path), f"The file is damaged: {row[0]}.")
        for row in ledger.sql("PRAGMA foreign_key_check"):
            yield problem(
                "verify-orphan",
                str(ledger.path),
                f"A row of {row['table']} names a row of {row['parent']} that is not there.",
            )


def _verify_snapshot(ledger: Ledger, snapshot_id: str) -> Iterator[Problem]:
    try:
        content = ledger.snapshot(snapshot_id).content
    except zlib.error as error:
        yield problem("verify-snapshot-id", snapshot_id, f"The bytes cannot be unpacked: {error}.")
        return
    if ids.snapshot_id(content) != snapshot_id:
        yield problem("verify-snapshot-id", snapshot_id, "The bytes are not what their id was made of.")


def _verify_claims(ledger: Ledger, document: Document, reading: int) -> Iterator[Problem]:
    for row in ledger.sql("SELECT * FROM claim WHERE reading = ? ORDER BY number", (reading,)):
        try:
            claim = rows.decode_claim(row["body"])
        except msgspec.DecodeError as error:
            yield problem("verify-claim", row["id"], f"The claim cannot be decoded: {error}.")
            continue
        yield from _verify_spans(claim, document)
        if ids.with_claim_id(claim).id != claim.id:
            yield problem("verify-claim-id", row["id"], "The claim does not say what its id was made of.")
        yield from _verify_columns(ledger, claim, row)


def _verify_spans(claim: AnyClaim, document: Document) -> Iterator[Problem]:
    for path, evidence in evidences(claim):
        found = document.text[evidence.start : evidence.end]
        if found != evidence.quote:
            yield problem(
                "verify-span",
                claim.id,
                f"{path} at {evidence.start}:{evidence.end} of {document.id} says {evidence.quote!r}, "
                f"but the text there is {found!r}.",
            )


def _verify_columns(ledger: Ledger, claim: AnyClaim, row: sqlite3.Row) -> Iterator[Problem]:
    """The columns that queries use must say what the claim itself says."""
    expected = rows.claim_row(claim)
    wrong = [name for name in expected if name != "body" and expected[name] != row[name]]
    evidence = ledger.sql("SELECT path, start, stop, quote FROM evidence WHERE claim = ?", (row["number"],))
    kept = sorted(tuple(found) for found in evidence)
    if kept != sorted(tuple(found.values()) for found in rows.evidence_rows(claim)):
        wrong.append("evidence")
    references = ledger.sql(
        "SELECT role, ordinal, name, kind, entity FROM reference WHERE claim = ? ORDER BY role, ordinal",
        (row["number"],),
    )
    names = ("role", "ordinal", "name", "kind", "entity")
    told = sorted(tuple(found[name] for name in names) for found in rows.reference_rows(claim, ()))
    if [tuple(found) for found in references] != told:
        wrong.append("reference")
    if wrong:
        yield problem("verify-columns", row["id"], f"The ledger's {', '.join(wrong)} differ from the claim itself.")
