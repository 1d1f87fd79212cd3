"""The two states that an article is about: parties of a document or a figure that its own sentence leaves unnamed.

Not for whoever a plural stands for ("the two leaders"); that is ``nouns``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Token

from communique.extract.context import Context
from communique.records import EntityKind, Reference

SIDES = 2
"""Parties of a bilateral agreement."""
LEAST_MENTIONS = 2
"""A side of an article is named at least so often (tuned on train)."""


SENTENCES_BACK = 2
"""Sentences of its paragraph, before a token's own, that still tell who is meant (tuned on train and written)."""


def sides_near(context: Context, token: Token) -> tuple[Reference, ...]:
    """The two states that the words up to a token are about: those of its sentence, else with the ones before it.

    Nobody where a sentence names more than two, or where all of the paragraph so far names fewer.
    """
    sentences = [one for one in token.doc.sents if one.start <= token.i][-1 - SENTENCES_BACK :]
    found: dict[str, Reference] = {}
    for sentence in reversed(sentences):
        for reference in _states(context, sentence):
            found.setdefault(reference.name, reference)
        if len(found) >= SIDES:
            break
    return tuple(found.values()) if len(found) == SIDES else ()


def _states(context: Context, sentence: Iterable[Token]) -> list[Reference]:
    """The states of a sentence, by their own names and by those who hold their offices; places are no parties."""
    found = []
    for token in sentence:
        mention = context.article.mention_of(token)
        if mention is None or (token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "near")):
            continue
        code = context.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
        if code and (mention.kind in (EntityKind.PERSON, EntityKind.STATE) or mention.seat):
            found.append(context.resolver.state(code, context.article.mention_evidence(mention)))
    return found


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
