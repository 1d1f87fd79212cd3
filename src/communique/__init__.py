"""Reads news about states into an auditable record of claims.

``communique.read(text_or_path, published=...)`` reads one article; ``communique.Ledger(path)`` opens a ledger,
and ``ledger.add(communique.read(text), communique.snapshot(text))`` records the one in the other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.api import read, snapshot
    from communique.view.ledger import Ledger

__all__ = ["Ledger", "read", "snapshot"]

HOMES = {"read": "communique.api", "snapshot": "communique.api", "Ledger": "communique.view.ledger"}
"""Where the names live: loaded when first asked for, since reading needs a language model and looking does not."""


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"communique has no {name!r}; it has {', '.join(__all__)}.")
    return getattr(import_module(HOMES[name]), name)
