"""The two states that an article is about: parties of a document or a figure that its own sentence leaves unnamed.

Not for whoever a plural stands for ("the two leaders"); that is ``nouns``.
"""

from __future__ import annotations

from collections import Counter

from communique.extract.context import Context
from communique.records import EntityKind, Reference

SIDES = 2
"""Parties of a bilateral agreement."""
LEAST_MENTIONS = 2
"""A side of an article is named at least so often (tuned on train)."""


def sides_of(context: Context) -> tuple[Reference, ...]:
    """The two states that the article is about: its publisher's, where it is a release, and those named most often.

    Nobody where the article names no two states twice.
    """
    text = context.article.document.text
    count: Counter[str] = Counter()
    first: dict[str, Reference] = {}
    for mention in context.article.mentions.names:
        code = context.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
        currency = text[mention.end : mention.end + 2].strip().startswith("$")
        if mention.kind not in (EntityKind.PERSON, EntityKind.STATE) or not code or currency:
            continue
        count[code] += 1
        first.setdefault(code, context.resolver.state(code, context.article.mention_evidence(mention)))
    own = context.resolver.publisher()
    ranked = sorted(count, key=lambda code: (code != own, -count[code]))
    sides = [code for code in ranked if count[code] >= LEAST_MENTIONS or code == own][:SIDES]
    return tuple(first[code] for code in sides) if len(sides) == SIDES else ()
