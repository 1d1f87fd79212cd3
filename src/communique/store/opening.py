"""Opens and creates ledger files, and refuses what is not one. Nothing here knows what a ledger holds."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from communique.store.faults import (
    LedgerMissingError,
    LedgerUnwritableError,
    LedgerVersionError,
    NotALedgerError,
    explained,
)

APPLICATION_ID = 0x434D4E51
"""``CMNQ``: what tells a ledger from other SQLite files."""

LEDGER_VERSION = 1
"""Version of the tables (``PRAGMA user_version``)."""

SQLITE_HEADER = b"SQLite format 3\x00"


def open_reader(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that can only read. A file or folder that nobody may write to is read as it lies."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = _connect(path, "rw" if writable else "ro&immutable=1", timeout)
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_writer(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection that adds: foreign keys are checked and the append-only triggers fire for replacements, too."""
    connection = _connect(path, "rw", timeout)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def prepare(path: Path, *, create: bool, timeout: float) -> None:
    """See that ``path`` is a ledger of this version, and make it one if there is nothing and ``create`` says so.

    Raises a ``LedgerError`` otherwise. A file that is something else is not touched.
    """
    if path.is_dir() or (path.exists() and not _looks_like_sqlite(path)):
        raise NotALedgerError(path)
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise LedgerMissingError(path)
        _create(path, timeout)
    with explained(path):
        connection = open_reader(path, timeout)
        try:
            _check(connection, path)
        finally:
            connection.close()


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


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotALedgerError(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found != LEDGER_VERSION:
        raise LedgerVersionError(path, found, LEDGER_VERSION)


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
                for statement in _statements():
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {LEDGER_VERSION}")
            connection.execute("COMMIT")
        finally:
            connection.close()


def _statements() -> Iterator[str]:
    """The statements of the schema and the views, one at a time."""
    folder = resources.files("communique.store")
    for name in ("schema.sql", "views.sql"):
        statement = ""
        for line in folder.joinpath(name).read_text(encoding="utf-8").splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                yield statement
                statement = ""
