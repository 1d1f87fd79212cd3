"""Ledgers of an earlier version: brought to this one, whole or not at all, with all that is in them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.rebuilding import rebuild_events
from communique.store import Ledger, LedgerOutdatedError, verify
from communique.store.opening import APPLICATION_ID, LEDGER_VERSION, migrations, statements
from ledger_factory import reading_of, with_claims

OLD = Path(__file__).parent / "data" / "ledger-1"
PRIMARY = ("snapshot", "document", "reading", "claim", "evidence", "reference", "entity", "reading_entity", "problem")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as version 1 made it, with a document read twice and another one."""
    reading, snapshot = reading_of()
    with Ledger(tmp_path / "new.db") as new:
        new.add(reading, snapshot)
        new.add(with_claims(reading, reading.claims[:-1]), snapshot)
        new.add(*reading_of(outlet="Example Post"))
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for file in ("schema.sql", "views.sql"):
            for statement in statements((OLD / file).read_text(encoding="utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("ATTACH ? AS new", (str(tmp_path / "new.db"),))
        for table in PRIMARY:
            connection.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in PRIMARY}


def made(path: Path) -> list[tuple[str, ...]]:
    """The tables, indexes, triggers and views of a ledger, whatever their line breaks."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2")
        return [tuple(" ".join(part.split()) for part in row) for row in found]


def test_a_ledger_of_version_1_becomes_one_of_this_version_and_keeps_all(old: Path, tmp_path: Path) -> None:
    before = rows(old)
    with Ledger(old) as ledger:
        assert rebuild_events(ledger).events
        assert not list(verify(ledger))
        assert next(ledger.sql("PRAGMA user_version"))[0] == LEDGER_VERSION
    assert rows(old) == before
    with Ledger(tmp_path / "new.db") as new:
        rebuild_events(new)
        with Ledger(old, create=False) as ledger:
            assert list(new.event_records()) == list(ledger.event_records())
    assert made(old) == made(tmp_path / "new.db")


def test_every_version_after_the_first_has_a_migration() -> None:
    assert [number for number, _ in migrations()] == list(range(2, LEDGER_VERSION + 1))


def test_one_opened_only_for_reading_is_refused_and_not_touched(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(LedgerOutdatedError, match="communique rebuild"):
        Ledger(old, create=False)
    result = CliRunner().invoke(main, ["visits", "--ledger", str(old)])
    assert (result.exit_code, "[ledger-outdated]" in result.output) == (2, True)
    assert old.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_one_in_a_folder_that_nobody_may_write_to_must_be_copied(old: Path) -> None:
    old.parent.chmod(0o555)
    try:
        with pytest.raises(LedgerOutdatedError, match="copy it to where you may write"):
            Ledger(old)
    finally:
        old.parent.chmod(0o755)


def test_the_command_rebuild_upgrades(old: Path) -> None:
    result = CliRunner().invoke(main, ["rebuild", "--ledger", str(old)])
    assert (result.exit_code, "events" in result.output) == (0, True)
    assert CliRunner().invoke(main, ["visits", "--ledger", str(old)]).exit_code == 0


def test_a_migration_that_fails_leaves_everything_as_it_was(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(old), made(old)
    broken = tmp_path / "0002-broken.sql"
    broken.write_text("CREATE TABLE judgement (number INTEGER);\nCREATE TABLE reading (number INTEGER);\n")
    monkeypatch.setattr("communique.store.opening.migrations", lambda: [(2, broken)])
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Ledger(old)
    assert (rows(old), made(old)) == before
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
