"""What is claimed: frames over the syntax give claims of seven types, each field with its words. Not for who is who."""

from __future__ import annotations

import datetime

import msgspec

from communique.extract.actions import find_actions
from communique.extract.acts.weights import Weights
from communique.extract.agreements import find_agreements
from communique.extract.article import Article
from communique.extract.context import build_context
from communique.extract.figures import find_figures
from communique.extract.meetings import find_meetings
from communique.extract.sources.turns import Turns
from communique.extract.statements import find_statements
from communique.extract.tallies import find_tallies
from communique.extract.visits import find_visits
from communique.records import AnyClaim, Document, Mentions, Problem, Status

__all__ = ["VERSION", "Weights", "extract"]

VERSION = "2"
"""Raised whenever the same article would give other claims."""


def extract(
    document: Document, mentions: Mentions, *, reader: str = "frames", weights: Weights | None = None
) -> tuple[tuple[AnyClaim, ...], tuple[Problem, ...]]:
    """All claims of the document, in the order of the types and of the text; names are those of the article.

    ``weights`` are those of the acts: the shipped ones where none are given.
    """
    context = build_context(Article(document, mentions, reader), weights)
    turns = Turns(context)
    found = (turns.named(claim) for find in EXTRACTORS for claim in find(context))
    return tuple(_plausible(claim, document) for claim in found), ()


def _plausible(claim: AnyClaim, document: Document) -> AnyClaim:
    """The claim without a time that cannot be its own: what is still to come did not happen long before publication."""
    published = document.published_at
    ahead = claim.status is not None and claim.status.value in (Status.PROPOSED, Status.PLANNED)
    if not ahead or published is None or claim.when is None or claim.when.latest is None:
        return claim
    past = published.earliest - claim.when.latest
    return msgspec.structs.replace(claim, when=None) if past > STALE else claim


STALE = datetime.timedelta(days=180)
"""So long before publication, the time of a plan belongs to something else, as an anniversary to its origin."""


EXTRACTORS = (find_visits, find_meetings, find_agreements, find_statements, find_figures, find_tallies, find_actions)
