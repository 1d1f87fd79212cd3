"""The file of a ledger: opened, closed, written to in transactions, asked in SQL. What it holds is known elsewhere."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from communique.store.faults import explained
from communique.store.opening import open_reader, open_writer, prepare

Parameters = Sequence[object] | Mapping[str, object]


class LedgerFile:
    """A SQLite file with a connection that only reads and one that adds, each opened when it is first needed."""

    def __init__(
        self, path: str | Path, *, create: bool = True, upgrade: bool | None = None, timeout: float = 5.0
    ) -> None:
        self.path = Path(path)
        self._timeout = timeout
        prepare(self.path, create=create, upgrade=create if upgrade is None else upgrade, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was committed stays."""
        for name in ("_reader", "_writer"):
            connection = self.__dict__.pop(name, None)
            if connection is not None:
                connection.close()

    @cached_property
    def _reader(self) -> sqlite3.Connection:
        connection = open_reader(self.path, self._timeout)
        connection.create_function("fold_name", 1, fold_name, deterministic=True)
        return connection

    @cached_property
    def _writer(self) -> sqlite3.Connection:
        return open_writer(self.path, self._timeout)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction: all that is added inside is committed at its end, or nothing is. An inner one joins it."""
        with explained(self.path):
            if self._writer.in_transaction:
                yield
                return
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def _insert(self, table: str, row: Mapping[str, object]) -> int:
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        return self._writer.execute(sql, tuple(row.values())).lastrowid or 0

    def sql(self, query: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query on the tables and views of docs/ledger.md. It can only read.

        Rows are read as they are asked for; each has its columns by name and by number. A faulty query raises
        ``sqlite3.Error``, a faulty file a ``LedgerError``.
        """
        with explained(self.path):
            yield from self._reader.execute(query, parameters)


def fold_name(name: str) -> str:
    """A name for comparison: without accents, in one case, between single spaces."""
    letters = unicodedata.normalize("NFKD", name)
    return " ".join(
        "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).casefold().split()
    )
