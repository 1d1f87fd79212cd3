"""Versions of one article: other texts at its address, and which events each tells of, or no longer."""

from __future__ import annotations

from communique.records import Document, Event, Record
from communique.store import Ledger

AT_ADDRESS = """
SELECT document.id, (SELECT min(recorded_at) FROM reading WHERE reading.document = document.number) AS recorded_at
FROM document WHERE document.url = :url ORDER BY document.number
"""

TOLD_BY = """
SELECT DISTINCT event_claim.event
FROM document
JOIN current_reading ON current_reading.document = document.number
JOIN claim ON claim.reading = current_reading.number
JOIN event_claim ON event_claim.claim = claim.id
WHERE document.id = :document AND NOT claim.superseded
"""
"""The events of the claims that a document makes."""


class Version(Record, frozen=True):
    """One text of an article: when it was recorded, and what it tells more and no longer, against the one before."""

    document: str
    recorded_at: str
    told: tuple[Event, ...] = ()
    dropped: tuple[Event, ...] = ()


def versions_of(ledger: Ledger, document: Document) -> list[Version]:
    """All texts at the document's address, in the order in which they were recorded; none where there is only one."""
    rows = list(ledger.sql(AT_ADDRESS, {"url": document.url})) if document.url else []
    if len(rows) < 2:
        return []
    found: list[Version] = []
    before: set[str] | None = None
    for row in rows:
        now = {one["event"] for one in ledger.sql(TOLD_BY, {"document": row["id"]})}
        told, dropped = (now - before, before - now) if before is not None else (set(), set())
        found.append(
            Version(
                document=row["id"],
                recorded_at=row["recorded_at"],
                told=tuple(ledger.event_records(told)),
                dropped=tuple(ledger.event_records(dropped)),
            )
        )
        before = now
    return found
