"""The store room: the ledger, one append-only SQLite file. The only place that writes."""

from communique.store.faults import (
    AmbiguousIdError,
    LedgerDamagedError,
    LedgerError,
    LedgerLockedError,
    LedgerMissingError,
    LedgerUnwritableError,
    LedgerVersionError,
    NotALedgerError,
    UnknownIdError,
)
from communique.store.ledger import Added, Ledger
from communique.store.verification import verify

__all__ = [
    "Added",
    "AmbiguousIdError",
    "Ledger",
    "LedgerDamagedError",
    "LedgerError",
    "LedgerLockedError",
    "LedgerMissingError",
    "LedgerUnwritableError",
    "LedgerVersionError",
    "NotALedgerError",
    "UnknownIdError",
    "verify",
]
