"""Who stands behind a writing that is cited again: the sender of a letter, the issuer of "the statement".

Not for authors that stand beside it ("a statement by the ministry"); those are in ``attribution.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.reference.references import Resolver
from communique.extract.sources.tags import cites
from communique.extract.tree import child, is_verb, logical_subjects, possessors, prepositional
from communique.records import Reference

FILE = "speech.toml"


def is_told_before(token: Token) -> bool:
    """Whether a writing is named as one that the article told of before: "the statement said"."""
    definite = any(one.lower_ in words(FILE, "told_before") for one in token.lefts)
    apart = all(one.tag_ == "PRP$" for one in possessors(token)) and not prepositional(token, ("by", "from", "of"))
    definite = definite or bool(possessors(token))  # "its statement said"
    return token.lemma_.lower() in words(FILE, "statements") and definite and apart and token.dep_ == "nsubj"


def _gives_out(preposition: Token) -> bool:
    """Whether something is said "by a statement", or said or done "in a statement": "welcomed it in a statement"."""
    verb = preposition.head
    return cites(verb) or (preposition.lower_ == "in" and is_verb(verb) and bool(logical_subjects(verb)))


class Writings:
    """The letters and statements of one article."""

    def __init__(self, article: Article, resolver: Resolver) -> None:
        self._article = article
        self._resolver = resolver

    def issuing(self, token: Token) -> Token | None:
        """What told last of a statement: the word with its author beside it, or the verb of "said in a statement"."""
        lemma, found = token.lemma_.lower(), None
        for one in self._before(token):
            if one.lemma_.lower() != lemma:
                continue
            preposition = one.head
            if possessors(one) or prepositional(one, ("by", "from")):
                found = one
            elif one.dep_ == "pobj" and preposition.lower_ in ("in", "by") and _gives_out(preposition):
                found = preposition.head
            elif one.dep_ == "dobj" and one.head.lemma_.lower() in words(FILE, "issuing"):
                found = one.head
        return found

    def writer_of(self, token: Token) -> tuple[Reference, ...]:
        """Of "the letter said": whoever sent it, else the first person who is a subject before it."""
        sending = self._sending(token)
        found = self._resolver.actors(logical_subjects(sending)) if sending is not None else ()
        if found:
            return found[:1]
        for mention, _ in self._article.people():
            head = self._article.head_of(mention)
            before = mention.start < self._article.start(token)
            if head is not None and before and head.dep_ in ("nsubj", "ROOT", "compound"):
                return (self._resolver.person(mention),)
        return ()

    def reader_of(self, token: Token) -> tuple[Reference, ...]:
        """To whom a letter goes that the token names."""
        sending = self._sending(token) if token.lemma_.lower() in words(FILE, "letters") else None
        if sending is None:
            return ()
        sent = child(sending, "dobj")
        inner = prepositional(sent, ("to",)) if sent is not None else []
        return self._resolver.actors(prepositional(sending, ("to",)) + inner)[:1]

    def _sending(self, token: Token) -> Token | None:
        """The first verb before a letter that tells of its sending: "Putin sent a message to …"."""
        verbs = (one for one in self._before(token) if is_verb(one) and one.lemma_.lower() in words(FILE, "send"))
        return next(verbs, None)

    def _before(self, token: Token) -> Iterator[Token]:
        here = self._article.start(token)
        for sentence in self._article.sentences():
            for one in sentence:
                if self._article.start(one) >= here:
                    return
                yield one
