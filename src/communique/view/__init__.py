"""The view room: what comes out of a ledger. Queries, tables for people, exports and frames. It writes no ledger."""

from communique.view.ledger import Ledger
from communique.view.results import Found, Results
from communique.view.selection import FilterError, Selection, select

__all__ = ["FilterError", "Found", "Ledger", "Results", "Selection", "select"]
