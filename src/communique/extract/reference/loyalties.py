"""For whom forces fight and who holds a place, by the words beside them: the sides of a war inside a state.

"Forces loyal to X", "pro-X troops", "rebel forces", "government troops"; "a rebel-held town", "the Houthi-run port".
Not for forces with a state beside them, nor for whose people fight whom in an article (``acts/foes.py``).
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.article import Article, section, words
from communique.extract.reference.company import Company
from communique.extract.reference.named import Named
from communique.extract.reference.office_words import MODIFIERS
from communique.extract.tree import coordinated, prepositional
from communique.records import EntityKind, Evidence, Reference

FILE = "actors.toml"
Actor = Callable[[Token], tuple[Reference, ...]]


class Loyalties:
    """Resolves forces and the holders of places in one article; ``actor`` says whom other words stand for."""

    def __init__(self, article: Article, named: Named, company: Company, actor: Actor) -> None:
        self._article = article
        self._named = named
        self._company = company
        self._actor = actor

    def of(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """Whom forces fight for where a word beside them says so, be it a person, a state or one side of a war."""
        if token.lemma_.lower() not in words(FILE, "arms"):
            return ()
        beside = [inner for one in token.lefts if one.dep_ in MODIFIERS for inner in (*one.lefts, one)]
        groups = [group for one in beside if (group := faction(self._article, one)) is not None]
        if groups:  # "rebel fighters" are so called
            return () if token.lemma_.lower() in words(FILE, "groups") else (groups[0],)
        return self._followed(token) or self._ruler(token, beside) or self._governing(beside, phrase)

    def _followed(self, token: Token) -> tuple[Reference, ...]:
        """Of "forces loyal to X", "troops who answer to X": X."""
        behind = token.doc[token.i + 1 : token.sent.end][:1]
        for one in (*token.children, *behind):
            if one.lower_ in words(FILE, "loyal"):
                found = [found for name in prepositional(one, ("to",)) for found in self._actor(name)]
                return tuple(found)
        return ()

    def _ruler(self, token: Token, beside: list[Token]) -> tuple[Reference, ...]:
        """Of "X forces", "pro-X fighters", "X loyalists": the person X; nobody of those who are against X."""
        for one in beside:
            mention = self._article.mention_of(one)
            before = [two.lower_ for two in token.doc[max(one.i - 2, one.sent.start) : one.i]]
            if mention is not None and mention.kind is EntityKind.PERSON and "anti" not in before:
                return (self._named.person(mention),)
        return ()

    def _governing(self, beside: list[Token], phrase: Evidence) -> tuple[Reference, ...]:
        """Of "government forces", "regime troops" in an article that is about one state: that state."""
        own = any(one.lower_ in words(FILE, "in_power") for one in beside)
        stated = any((mention := self._article.mention_of(one)) is not None and mention.code for one in beside)
        code = self._company.main_state if own and not stated else None
        return (self._named.state(code, phrase),) if code is not None else ()

    def holder(self, place: Token) -> tuple[Reference, ...]:
        """Who holds a place, where a participle before it says so: "rebel-held", "Taliban-controlled"."""
        for held in place.lefts:
            if held.lower_ not in words(FILE, "holding"):
                continue
            for one in (low for near in held.lefts for low in coordinated(near)):
                if (group := faction(self._article, one)) is not None:
                    return (group,)
                mention = self._article.mention_of(one)
                found = self._named.coded(mention) if mention is not None else None
                if found is not None:
                    return (found,)
                if one.lower_ in words(FILE, "in_power"):
                    return self._governing([one], self._article.evidence(one))
        return ()


def faction(article: Article, token: Token) -> Reference | None:
    """The side of a war that a word before a noun names: "rebel", "opposition", "insurgent"."""
    name = section(FILE, "factions").get(token.lemma_.lower())
    if name is None or article.mention_of(token) is not None:
        return None
    return Reference(evidence=article.evidence(token), name=name, kind=EntityKind.GROUP)
