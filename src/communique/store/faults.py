"""What can be wrong with a ledger file or an id, each a sentence that says what to do. Not for faults in the data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from communique.problems import CommuniqueError


class LedgerError(CommuniqueError):
    """A ledger that cannot be used."""

    code = "ledger-error"


class LedgerMissingError(LedgerError):
    """There is no such file."""

    code = "ledger-missing"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no ledger at {path}. Make one with `communique read PATH --ledger {path}`, or name another."
        )


class NotALedgerError(LedgerError):
    """The file is something else; it was not touched."""

    code = "not-a-ledger"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a ledger of communique, and was not touched. Name another file with --ledger.")


class LedgerVersionError(LedgerError):
    """The ledger was made by another version."""

    code = "ledger-version"

    def __init__(self, path: Path, found: int, expected: int) -> None:
        todo = "Use the communique that made it" if found < expected else "Install a newer communique"
        super().__init__(
            f"The ledger {path} has version {found}, and this program reads version {expected}. "
            f"{todo}, or read the articles into a new ledger."
        )


class LedgerOutdatedError(LedgerError):
    """The ledger was made by an earlier version, and must be upgraded before it can be asked."""

    code = "ledger-outdated"

    def __init__(self, path: Path, found: int, expected: int, *, writable: bool) -> None:
        todo = (
            "Upgrade it" if writable else "It cannot be written to here: copy it to where you may write, and upgrade it"
        )
        super().__init__(
            f"The ledger {path} has version {found}, and this program needs version {expected}. "
            f"{todo} with `communique rebuild --ledger {path.name if not writable else path}`; all that is in it stays."
        )


class LedgerLockedError(LedgerError):
    """Another program is writing."""

    code = "ledger-locked"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program is writing to the ledger {path}. Wait until it has finished, then try again; "
            "what was committed before is kept."
        )


class LedgerUnwritableError(LedgerError):
    """The file cannot be opened or written."""

    code = "ledger-unwritable"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The ledger {path} cannot be opened or written ({reason}). "
            "Look at the folder, its permissions and the space left, or name another file with --ledger."
        )


class LedgerDamagedError(LedgerError):
    """The file is damaged."""

    code = "ledger-damaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The ledger {path} is damaged ({reason}). Restore it from a copy, or read the articles into a new ledger."
        )


class UnknownIdError(CommuniqueError):
    """No claim, document, event or finding has this id."""

    code = "unknown-id"

    def __init__(self, prefix: str, *, what: str = "claim, document or event", listing: str = "claims") -> None:
        super().__init__(
            f"The ledger has no {what} whose id begins with {prefix!r}. "
            f"`communique {listing}` lists the ids of the {listing}."
        )


class AmbiguousIdError(CommuniqueError):
    """Several ids begin so."""

    code = "ambiguous-id"

    def __init__(self, prefix: str, ids: Sequence[str]) -> None:
        listed = ", ".join(ids[:5]) + (" and others" if len(ids) > 5 else "")
        super().__init__(f"Several ids begin with {prefix!r}: {listed}. Give more of the one that you mean.")


class JudgementError(CommuniqueError):
    """A judgement that makes no sense: of a claim and itself, or of two types that are not a visit and a meeting."""

    code = "bad-judgement"


BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_AUTH,
    }
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise SQLite's complaints about the file as ours; a faulty statement stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in BUSY:
            raise LedgerLockedError(path) from error
        if code in UNWRITABLE:
            raise LedgerUnwritableError(path, str(error)) from error
        if code == sqlite3.SQLITE_NOTADB:
            raise NotALedgerError(path) from error
        if code == sqlite3.SQLITE_CORRUPT:
            raise LedgerDamagedError(path, str(error)) from error
        raise
