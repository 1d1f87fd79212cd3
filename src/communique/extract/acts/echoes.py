"""Whose deed a noun names again that the article told before ("X fired a missile. Y condemned the launch").

By families of nouns and verbs that are data: the nearest word of the noun's family whose doer is named. Not for nouns
that say nothing of the deed ("the move"), which take up the nearest deed of any kind (``parties.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec
from spacy.tokens import Token

from communique.extract.article import table, words
from communique.extract.context import Context
from communique.extract.tree import (
    agents,
    is_passive,
    is_verb,
    possessors,
    prepositional,
    subjects,
)
from communique.records import EntityKind, Reference

FILE = "echoes.toml"
ACTIVE = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION, EntityKind.GROUP)


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that name a kind of deed and verbs that tell it; of ``both``, everybody who had a part is meant."""

    name: str
    nouns: frozenset[str]
    verbs: frozenset[str]
    both: bool = False


def doers_before(context: Context, noun: Token, own: frozenset[str]) -> tuple[Reference, ...]:
    """Who did what a noun names again, where they are of no side in ``own``; nobody for a noun that is no echo.

    Of one deed, who did the nearest that somebody is named for; of several ("the expulsions") and of what is done by
    both sides, all who had a part.
    """
    family = _families().get(noun.lemma_.lower())
    if family is None or not _points_back(noun):
        return ()
    several = family.both or noun.tag_ == "NNS"
    found: dict[str, Reference] = {}
    for word in _words_before(context, noun):
        known = family.verbs if is_verb(word) else family.nouns if word.tag_.startswith("N") else frozenset()
        if word.lemma_.lower() not in known:
            continue
        for one in _sides(context, word, family.both, several):
            if one.kind in ACTIVE and (one.kind is EntityKind.GROUP or context.resolver.home(one) not in own):
                found.setdefault(one.name, one)
        if found and not several:
            break
    named = [one for one in found.values() if one.kind is not EntityKind.GROUP]
    return tuple(named or found.values())


@lru_cache(maxsize=1)
def _families() -> dict[str, Family]:
    """The family of each noun; of one that is in several, the first."""
    found: dict[str, Family] = {}
    for family in msgspec.convert(table(FILE)["family"], list[Family]):
        for noun in family.nouns:
            found.setdefault(noun, family)
    return found


def _points_back(noun: Token) -> bool:
    """Whether a noun is one that the reader knows already: "the deal", "those remarks", "…, a charge that X denied"."""
    if any(one.lower_ in words("light.toml", "pointers") or _is_day_of(one) for one in noun.lefts):
        return True
    first = noun.left_edge.i
    after_comma = first > noun.sent.start and noun.doc[first - 1].text == ","
    return after_comma and any(one.dep_ == "relcl" for one in noun.children)


def _is_day_of(word: Token) -> bool:
    """Of "Monday's air strikes": the day on which the deed was."""
    return word.dep_ == "poss" and word.ent_type_ == "DATE"


def _words_before(context: Context, noun: Token) -> Iterator[Token]:
    """The words of the article before the clause of a noun, the nearest first."""
    above = set(noun.ancestors)
    for sentence in reversed(list(context.article.sentences())):
        if context.article.start(sentence[0]) > context.article.start(noun):
            continue
        for token in reversed(sentence):
            if context.article.start(token) < context.article.start(noun) and token not in above:
                yield token


def _sides(context: Context, word: Token, both: bool, several: bool) -> tuple[Reference, ...]:
    """Who did what a verb or a noun tells: with partners, if both; of several deeds, the states that did them."""
    tokens = _doers(word) + (prepositional(word, ("with", "between")) if both else [])
    found = list(context.resolver.actors(tokens))
    if not is_verb(word):
        for one in word.children:
            if one.dep_ in ("compound", "amod", "nmod") and (named := _named(context, one)) is not None:
                found.append(named)
    return tuple(_state_of(context, one) if several else one for one in found)


def _state_of(context: Context, one: Reference) -> Reference:
    """The state of somebody who acts for one: deals and many deeds are those of states."""
    home = context.resolver.home(one) if one.kind is EntityKind.PERSON else None
    return context.resolver.state(home, one.evidence) if home is not None else one


def _doers(word: Token) -> list[Token]:
    if not is_verb(word):
        return possessors(word) + prepositional(word, ("by", "from"))
    if is_passive(word):
        return agents(word)
    return subjects(word)


def _named(context: Context, token: Token) -> Reference | None:
    """The state of a demonym before a noun."""
    mention = context.article.mention_of(token)
    if mention is None or mention.code is None or mention.kind is EntityKind.PERSON:
        return None
    return context.resolver.coded(mention)
