"""What is claimed: frames over the syntax give claims of seven types, each field with its words. Not for who is who."""

from __future__ import annotations

from communique.extract.actions import find_actions
from communique.extract.agreements import find_agreements
from communique.extract.article import Article
from communique.extract.context import build_context
from communique.extract.figures import find_figures
from communique.extract.meetings import find_meetings
from communique.extract.statements import find_statements
from communique.extract.tallies import find_tallies
from communique.extract.visits import find_visits
from communique.records import AnyClaim, Document, Mentions, Problem

__all__ = ["VERSION", "extract"]

VERSION = "1"
"""Raised whenever the same article would give other claims."""


def extract(
    document: Document, mentions: Mentions, *, reader: str = "frames"
) -> tuple[tuple[AnyClaim, ...], tuple[Problem, ...]]:
    """All claims of the document, in the order of the types and of the text; names are those of the article."""
    context = build_context(Article(document, mentions, reader))
    return tuple(claim for find in EXTRACTORS for claim in find(context)), ()


EXTRACTORS = (find_visits, find_meetings, find_agreements, find_statements, find_figures, find_tallies, find_actions)
