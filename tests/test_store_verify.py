"""``verify`` finds what was changed behind the ledger's back, and names the first of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from communique.store import Ledger, verify
from ledger_factory import reading_of


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "communique.db")
    ledger.add(*reading_of())
    ledger.add(*reading_of(outlet="Example Post"))
    return ledger


def tamper(ledger: Ledger, table: str, sql: str) -> None:
    """Change a row as a stranger would who first removes the guard."""
    ledger.close()
    with sqlite3.connect(ledger.path) as stranger:
        stranger.execute(f"DROP TRIGGER {table}_no_update")
        stranger.execute(f"DROP TRIGGER {table}_no_delete")
        stranger.execute(sql)


def test_a_sound_ledger_has_no_faults(ledger: Ledger) -> None:
    assert list(verify(ledger)) == []


CASES = [
    ("document", "UPDATE document SET text = replace(text, 'Xi', 'Li') WHERE number = 2", "verify-document-id"),
    ("document", "UPDATE document SET outlet = 'Another' WHERE number = 2", "verify-document-id"),
    ("snapshot", "UPDATE snapshot SET content = x'00'", "verify-snapshot-id"),
    ("claim", "UPDATE claim SET body = replace(body, 'in_person', 'by_pigeon')", "verify-claim-id"),
    ("claim", "UPDATE claim SET body = json_set(body, '$.extra', 1) WHERE number = 3", "verify-claim"),
    ("claim", "UPDATE claim SET when_from = '2001-01-01' WHERE number = 1", "verify-columns"),
    ("evidence", "DELETE FROM evidence WHERE path = 'place.evidence'", "verify-columns"),
    ("reference", "UPDATE reference SET name = 'Nobody' WHERE role = 'host' OR role = 'speaker'", "verify-columns"),
    ("reading", "DELETE FROM reading WHERE number = 2", "verify-orphan"),
]


@pytest.mark.parametrize(("table", "sql", "code"), CASES)
def test_each_kind_of_tampering_is_found(ledger: Ledger, table: str, sql: str, code: str) -> None:
    tamper(ledger, table, sql)
    assert next(verify(ledger)).code == code


def test_a_tampered_text_is_found_span_by_span(ledger: Ledger) -> None:
    tamper(ledger, "document", "UPDATE document SET text = replace(text, 'Putin', 'Rasputin') WHERE number = 1")
    reading, _ = reading_of()
    found = list(verify(ledger))
    assert found[0].source == reading.document.id
    assert {problem.code for problem in found} == {"verify-document-id", "verify-span"}
    spans = [problem for problem in found if problem.code == "verify-span"]
    assert spans[0].source == reading.claims[1].id
    assert "Vladimir Putin" in spans[0].message


def test_a_claim_under_a_wrong_id_is_found(tmp_path: Path) -> None:
    reading, snapshot = reading_of()
    wrong = msgspec.structs.replace(reading.claims[0], id="c-0000000000000000")
    with Ledger(tmp_path / "communique.db") as ledger:
        ledger.add(msgspec.structs.replace(reading, claims=(wrong,)), snapshot)
        assert [(p.code, p.source) for p in verify(ledger)] == [("verify-claim-id", wrong.id)]


def test_a_damaged_file_is_found(ledger: Ledger) -> None:
    ledger.close()
    with sqlite3.connect(ledger.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_id'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(ledger.path.read_bytes())
    content[root * size - 200 : root * size - 100] = bytes(100)
    ledger.path.write_bytes(content)
    assert next(verify(ledger)).code == "verify-damaged"
