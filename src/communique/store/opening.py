"""Opens, creates and upgrades ledger files, and refuses what is not one. Nothing here knows what a ledger holds."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from communique.store.faults import (
    LedgerMissingError,
    LedgerOutdatedError,
    LedgerUnwritableError,
    LedgerVersionError,
    NotALedgerError,
    explained,
)

APPLICATION_ID = 0x434D4E51
"""``CMNQ``: what tells a ledger from other SQLite files."""

LEDGER_VERSION = 3
"""Version of the tables (``PRAGMA user_version``). Ledgers from version 1 on are upgraded by ``migrations/``."""

OLDEST_VERSION = 1
SCHEMA, DERIVED, VIEWS = "schema.sql", "derived.sql", "views.sql"
CREATED = re.compile(r"CREATE (TABLE|VIEW) (\w+)")

SQLITE_HEADER = b"SQLite format 3\x00"


def open_reader(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that can only read. A file or folder that nobody may write to is read as it lies."""
    connection = _connect(path, "rw" if _is_writable(path) else "ro&immutable=1", timeout)
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_writer(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that adds: foreign keys are checked and the append-only triggers fire for replacements, too."""
    connection = _connect(path, "rw", timeout)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def prepare(path: Path, *, create: bool, upgrade: bool, timeout: float) -> None:
    """See that ``path`` is a ledger of this version, and make it one if there is nothing and ``create`` says so.

    One of an earlier version is brought to this one if ``upgrade`` says so. Raises a ``LedgerError`` otherwise. A file
    that is something else is not touched.
    """
    if path.is_dir() or (path.exists() and not _looks_like_sqlite(path)):
        raise NotALedgerError(path)
    if not path.exists() or _is_blank(path, timeout):
        if not create:
            raise LedgerMissingError(path)
        _create(path, timeout)
    with explained(path):
        connection = open_reader(path, timeout)
        try:
            found = _version(connection, path)
        finally:
            connection.close()
    if found == LEDGER_VERSION:
        return
    if not OLDEST_VERSION <= found < LEDGER_VERSION:
        raise LedgerVersionError(path, found, LEDGER_VERSION)
    if not upgrade or not _is_writable(path):
        raise LedgerOutdatedError(path, found, LEDGER_VERSION, writable=_is_writable(path))
    _upgrade(path, timeout)


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _connect(path: Path, mode: str, timeout: float) -> sqlite3.Connection:
    with explained(path):
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _looks_like_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEADER))
    except OSError as error:
        raise LedgerUnwritableError(path, error.strerror or str(error)) from error
    return head in (b"", SQLITE_HEADER)


def _is_blank(path: Path, timeout: float) -> bool:
    """Whether nothing was ever put in: also where a program was killed after it made the file and before its tables."""
    if path.stat().st_size == 0:
        return True
    with explained(path):
        connection = open_reader(path, timeout)
        try:
            marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            return not any(marks) and not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        finally:
            connection.close()


def _version(connection: sqlite3.Connection, path: Path) -> int:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotALedgerError(path)
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _create(path: Path, timeout: float) -> None:
    """Make all tables in one transaction, unless another program was quicker."""
    if not path.parent.is_dir():
        raise LedgerUnwritableError(path, f"there is no folder {path.parent}")
    with explained(path):
        connection = _connect(path, "rwc", timeout)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                for file in (SCHEMA, DERIVED, VIEWS):
                    _run(connection, _file(file))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {LEDGER_VERSION}")
            connection.execute("COMMIT")
        finally:
            connection.close()


def _upgrade(path: Path, timeout: float) -> None:
    """Bring a ledger to this version in one transaction, unless another program was quicker.

    Migrations change the primary tables; derived tables and views are made anew, and hold nothing until a rebuild.
    """
    with explained(path):
        connection = _connect(path, "rw", timeout)
        try:
            connection.execute("BEGIN IMMEDIATE")
            found = _version(connection, path)
            if found < LEDGER_VERSION:
                _drop(connection)
                for number, file in migrations():
                    if number > found:
                        _run(connection, file)
                for name in (DERIVED, VIEWS):
                    _run(connection, _file(name))
                connection.execute(f"PRAGMA user_version = {LEDGER_VERSION}")
            connection.execute("COMMIT")
        finally:
            connection.close()


def migrations() -> list[tuple[int, Traversable]]:
    """The numbered migrations in order, each with the version that it brings a ledger to."""
    files = sorted(_file("migrations").iterdir(), key=lambda file: file.name)
    return [(int(file.name[:4]), file) for file in files if file.name.endswith(".sql")]


def derived_tables() -> list[str]:
    """The names of the derived tables."""
    return [name for kind, name in CREATED.findall(_file(DERIVED).read_text(encoding="utf-8")) if kind == "TABLE"]


def _drop(connection: sqlite3.Connection) -> None:
    """Drop all views and derived tables: they hold nothing of their own."""
    views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
    for name in (row[0] for row in views):
        connection.execute(f"DROP VIEW {name}")
    for name in derived_tables():
        connection.execute(f"DROP TABLE IF EXISTS {name}")


def _file(name: str) -> Traversable:
    return resources.files("communique.store").joinpath(name)


def _run(connection: sqlite3.Connection, file: Traversable) -> None:
    for statement in statements(file.read_text(encoding="utf-8")):
        connection.execute(statement)


def statements(sql: str) -> Iterator[str]:
    """The statements of a file of SQL, one at a time."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
