"""The store room: the ledger, one append-only SQLite file. The only place that writes."""

from communique.store.derivation import Derivation
from communique.store.faults import (
    AmbiguousIdError,
    JudgementError,
    LedgerDamagedError,
    LedgerError,
    LedgerLockedError,
    LedgerMissingError,
    LedgerOutdatedError,
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
    "Derivation",
    "JudgementError",
    "Ledger",
    "LedgerDamagedError",
    "LedgerError",
    "LedgerLockedError",
    "LedgerMissingError",
    "LedgerOutdatedError",
    "LedgerUnwritableError",
    "LedgerVersionError",
    "NotALedgerError",
    "UnknownIdError",
    "verify",
]
