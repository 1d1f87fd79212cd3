"""Reads news about states into an auditable record of claims.

``communique.read(text_or_path, published=...)`` reads one article; ``communique.Ledger(path)`` opens a ledger.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communique.api import read
    from communique.view.ledger import Ledger

__all__ = ["Ledger", "read"]

HOMES = {"read": "communique.api", "Ledger": "communique.view.ledger"}
"""Where the names live: loaded when first asked for, since reading needs a language model and looking does not."""


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"communique has no {name!r}; it has {' and '.join(__all__)}.")
    return getattr(import_module(HOMES[name]), name)
