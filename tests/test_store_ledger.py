"""The ledger keeps what it is given, once, unchanged, and gives it back as it was."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import msgspec
import pytest

from communique.problems import problem
from communique.records import ClaimType, EntityKind, Reading, Status
from communique.spans import MisalignedSpanError
from communique.store import (
    AmbiguousIdError,
    Ledger,
    LedgerLockedError,
    LedgerMissingError,
    LedgerUnwritableError,
    LedgerVersionError,
    NotALedgerError,
    UnknownIdError,
)
from ledger_factory import reading_of, snapshot_of, with_claims

TABLES = ("snapshot", "document", "reading", "claim", "evidence", "reference", "entity", "reading_entity", "problem")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "communique.db")


def counts(ledger: Ledger) -> dict[str, int]:
    return {table: next(ledger.sql(f"SELECT count(*) FROM {table}"))[0] for table in TABLES}


def test_a_reading_comes_back_as_it_was(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    reading = msgspec.structs.replace(reading, problems=(problem("bad-date", "moscow-1", "The date is odd."),))
    added = ledger.add(reading, snapshot)
    assert added.document
    assert added.claims == tuple(claim.id for claim in reading.claims)
    assert ledger.reading(reading.document.id) == reading
    assert ledger.snapshot(snapshot.id) == snapshot
    for claim in reading.claims:
        assert ledger.claim(claim.id) == claim


def test_the_same_reading_again_adds_nothing(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    ledger.add(reading, snapshot)
    before = counts(ledger)
    again = ledger.add(reading, snapshot)
    elsewhere = ledger.add(reading, msgspec.structs.replace(snapshot, source="elsewhere.txt"))
    assert again == elsewhere
    assert (again.document, again.reading, again.claims) == (False, False, ())
    assert counts(ledger) == before


def test_the_same_claims_from_a_renamed_reader_add_nothing(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    ledger.add(reading, snapshot)
    renamed = tuple(msgspec.structs.replace(claim, reader="rules 2") for claim in reading.claims)
    assert not ledger.add(with_claims(reading, renamed), snapshot).reading


def test_a_later_reading_becomes_the_current_one_and_the_earlier_stays(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    ledger.add(reading, snapshot, recorded_at=datetime.datetime(2025, 5, 9, tzinfo=datetime.UTC))
    fewer = with_claims(reading, reading.claims[:3])
    added = ledger.add(fewer, snapshot, recorded_at=datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC))
    assert (added.document, added.reading) == (False, True)
    assert ledger.reading(reading.document.id) == fewer
    assert next(ledger.sql("SELECT count(*) FROM claims"))[0] == 3
    assert next(ledger.sql("SELECT count(*) FROM claim"))[0] == 3 + len(reading.claims)
    assert {row[0] for row in ledger.sql("SELECT recorded_at FROM claims")} == {"2025-06-01T00:00:00Z"}
    assert ledger.add(reading, snapshot).reading, "going back to an earlier reading is news, too"


def test_two_outlets_with_one_text_are_two_documents(ledger: Ledger) -> None:
    first, snapshot = reading_of(outlet="Example Times")
    second, _ = reading_of(outlet="Example Post")
    assert ledger.add(first, snapshot).document
    assert ledger.add(second, snapshot).document
    assert counts(ledger)["snapshot"] == 1


def test_a_batch_is_all_or_nothing(ledger: Ledger) -> None:
    reading, snapshot = reading_of()

    def interrupted() -> None:
        with ledger.batch():
            ledger.add(reading, snapshot)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        interrupted()
    assert sum(counts(ledger).values()) == 0
    with ledger.batch():
        ledger.add(reading, snapshot)
        other = Ledger(ledger.path)
        assert next(other.sql("SELECT count(*) FROM claim"))[0] == 0, "others see nothing before the end"
    assert next(other.sql("SELECT count(*) FROM claim"))[0] == len(reading.claims)


def test_a_claim_whose_words_are_not_in_the_text_is_refused(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    moved = msgspec.structs.replace(reading.document, text="Other words.\n\n" + reading.document.text)
    with pytest.raises(MisalignedSpanError):
        ledger.add(msgspec.structs.replace(reading, document=moved), snapshot)
    assert sum(counts(ledger).values()) == 0


def test_refusals_are_kept_once(ledger: Ledger) -> None:
    refusal = problem("empty-file", "a.txt", "The file is empty.")
    assert ledger.refuse([refusal]) == 1
    assert ledger.refuse([refusal]) == 0
    assert [tuple(row)[:3] for row in ledger.sql("SELECT code, source, message FROM problems")] == [
        ("empty-file", "a.txt", "The file is empty.")
    ]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_no_program_changes_or_deletes_a_row(ledger: Ledger, table: str, change: str) -> None:
    reading, snapshot = reading_of()
    reading = msgspec.structs.replace(reading, problems=(problem("bad-date", "moscow-1", "The date is odd."),))
    ledger.add(reading, snapshot)
    before = list(ledger.sql(f"SELECT * FROM {table}"))
    assert before
    stranger = sqlite3.connect(ledger.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute(change.format(table=table, column=before[0].keys()[0]))
    stranger.close()
    assert list(ledger.sql(f"SELECT * FROM {table}")) == before


def test_queries_cannot_write(ledger: Ledger) -> None:
    with pytest.raises(LedgerUnwritableError, match="readonly"):
        list(ledger.sql("INSERT INTO problem (code, source, message, recorded_at) VALUES ('a', 'b', 'c', 'd')"))


def test_the_tables_know_the_same_types_statuses_and_kinds_as_the_records(ledger: Ledger) -> None:
    schema = {row["name"]: row["sql"] for row in ledger.sql("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")}
    for values, table in ((ClaimType, "claim"), (Status, "claim"), (EntityKind, "reference"), (EntityKind, "entity")):
        listed = ", ".join(f"'{value}'" for value in values)
        assert f"IN ({listed})" in schema[table]


def test_text_search_finds_words_without_their_accents(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    ledger.add(reading, snapshot)
    found = "SELECT evidence FROM claim WHERE number IN (SELECT rowid FROM claim_search WHERE claim_search MATCH ?)"
    assert [row[0] for row in ledger.sql(found, ("erdogan",))] == ["Erdoğan may travel to Beijing next month."]
    assert len(list(ledger.sql("SELECT rowid FROM document_search WHERE document_search MATCH 'declaration'"))) == 1


# Which file


def test_a_missing_ledger_is_made_only_on_request(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(LedgerMissingError, match="communique read"):
        Ledger(path, create=False)
    assert not path.exists()
    with pytest.raises(LedgerUnwritableError, match="no folder"):
        Ledger(tmp_path / "no" / "folder.db")


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


@pytest.mark.parametrize(
    "make",
    [lambda path: path.write_text("Dear diary"), other_database, lambda path: path.mkdir()],
    ids=["text", "another program's database", "folder"],
)
def test_what_is_no_ledger_is_refused_and_not_touched(tmp_path: Path, make) -> None:
    path = tmp_path / "diary"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for create in (True, False):
        with pytest.raises(NotALedgerError, match="not touched"):
            Ledger(path, create=create)
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize(("version", "todo"), [(0, "communique that made it"), (99, "newer communique")])
def test_a_ledger_of_another_version_is_refused(ledger: Ledger, version: int, todo: str) -> None:
    ledger.close()
    with sqlite3.connect(ledger.path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(LedgerVersionError, match=todo):
        Ledger(ledger.path)


def test_a_locked_ledger_says_so_and_can_still_be_read(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    ledger.add(reading, snapshot)
    writer = sqlite3.connect(ledger.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with Ledger(ledger.path, timeout=0.05) as second:
        with pytest.raises(LedgerLockedError, match="Wait"):
            second.add(*reading_of(outlet="Example Post"))
        assert next(second.sql("SELECT count(*) FROM claims"))[0] == len(reading.claims)
        writer.execute("ROLLBACK")
        assert second.add(*reading_of(outlet="Example Post")).reading
    writer.close()


# Which id


def test_ids_are_found_by_a_prefix_or_by_the_given_id(ledger: Ledger) -> None:
    reading, snapshot = reading_of()
    ledger.add(reading, snapshot)
    claim = reading.claims[0]
    assert ledger.resolve(claim.id) == claim.id
    assert ledger.resolve(claim.id[:10]) == claim.id
    assert ledger.resolve("moscow-1") == reading.document.id
    assert ledger.resolve(reading.document.id[:6]) == reading.document.id
    with pytest.raises(AmbiguousIdError, match="c-"):
        ledger.resolve("c-")
    for unknown in ("c-zz", "%", "_", ""):
        with pytest.raises(UnknownIdError):
            ledger.resolve(unknown)


def test_a_document_without_claims_is_kept(ledger: Ledger) -> None:
    snapshot = snapshot_of()
    reading, _ = reading_of(snapshot)
    empty = Reading(document=reading.document, claims=(), entities=())
    assert ledger.add(empty, snapshot).reading
    assert ledger.reading(reading.document.id) == empty
