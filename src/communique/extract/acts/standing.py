"""For whom a word of an act stands, by itself or before a noun. Not for whose deed a noun is (``parties.py``)."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import agents, is_passive, is_verb, prepositional
from communique.records import EntityKind, Reference

ACTIVE = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION, EntityKind.GROUP)
DEPTH = 4
"""Nouns inside one another that are looked into."""


def standing_for(context: Context, token: Token) -> tuple[Reference, ...]:
    """Who may act or be met that a word stands for: no news outlet, nor one person alone for "they" or "them"."""
    found = tuple(one for one in context.resolver.actor(token) if one.kind in ACTIVE)
    if token.lower_ in words("actors.toml", "many") and len(found) == 1 and found[0].kind is EntityKind.PERSON:
        return ()
    if len(found) == 1 and found[0].kind is EntityKind.ORGANIZATION:
        return found if found[0].name.split()[0] not in words("meetings.toml", "media") else ()
    if token.tag_ == "NN" and token.lemma_.lower() in words("actors.toml", "kin"):
        states = tuple(one for low in token.lefts for one in modifier(context, low) if one.kind is EntityKind.STATE)
        return states or found
    return found


def modifier(context: Context, token: Token) -> tuple[Reference, ...]:
    """Of "the Iranian attack": the state of a demonym before a noun."""
    mention = context.article.mention_of(token)
    if mention is None or mention.code is None or mention.kind is EntityKind.PERSON:
        return context.resolver.bloc(token)
    found = context.resolver.coded(mention)
    return (found,) if found is not None else ()


def is_divided(token: Token) -> bool:
    """Of "backs opposing sides in X's war": who those are is not said."""
    rival = any(one.lower_ in words("light.toml", "rival") for one in token.lefts)
    return rival and token.lemma_.lower() in words("actors.toml", "camps")


def is_impersonal(verb: Token) -> bool:
    """Of "it was agreed to resume flights": those do so who are together in the article."""
    if verb.lemma_.lower() not in words("light.toml", "opinions") or not is_passive(verb) or agents(verb):
        return False
    return any(one.dep_ in ("nsubjpass", "expl") and one.lower_ == "it" for one in verb.children)


def between(context: Context, token: Token) -> tuple[Reference, ...]:
    """Of "welcomed progress towards closer ties between X and Y", "the level of cooperation between X and Y": both."""
    for _ in range(DEPTH):
        if found := context.resolver.actors(prepositional(token, ("between",))):
            return found
        below = prepositional(token, ("of", "toward", "towards", "in"))
        if not below or is_verb(below[0]):
            return ()
        token = below[0]
    return ()
