"""Articles that name one state alone: what they count and agree on is home affairs. Not for whom a claim concerns.

Figures, agreements and many tallies are of relations between states (or parties to a conflict). Where all of an
article names only one of them, by its name, its people, its cities or its officials, nothing in it is between two. One
sentence with a name in it does not tell that by itself.
"""

from __future__ import annotations

from communique.extract.acts.sides import SIDES
from communique.extract.context import Context
from communique.records import EntityKind


def is_of_one_state(context: Context) -> bool:
    """Whether an article, not a government's own release, names fewer than two states, bodies or foreign groups."""
    article = context.article
    telling = (one for one in article.sentences() if any(article.mention_of(token) is not None for token in one))
    if context.resolver.publisher() is not None or sum(1 for _ in telling) <= 1:
        return False
    found: set[str] = set()
    for mention in article.mentions.names:
        person = mention.kind is EntityKind.PERSON
        code = context.resolver.home(context.resolver.person(mention)) if person else mention.code
        if code is None and mention.kind is EntityKind.GROUP:
            code = mention.text
        if code is not None:
            found.add(code)
        if len(found) >= SIDES:
            return False
    return True
