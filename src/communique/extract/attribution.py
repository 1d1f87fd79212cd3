"""Who says so: the source that the article cites for a claim, and the speaker of a quotation. Not for what is said."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.references import Resolver
from communique.extract.tree import (
    agents,
    child,
    coordinated,
    is_passive,
    is_verb,
    logical_subjects,
    possessors,
    prepositional,
)
from communique.records import EntityKind, Reference

FILE = "speech.toml"


class Attribution:
    """Finds sources in one article."""

    def __init__(self, article: Article, resolver: Resolver) -> None:
        self.article = article
        self.resolver = resolver

    def sources(self, trigger: Token) -> tuple[Reference, ...]:
        """Who is cited for what ``trigger`` tells; nobody where the outlet says it in its own voice."""
        return self._above(trigger) or self._announced(trigger) or self._according(trigger)

    def vouching(self, token: Token) -> tuple[Reference, ...]:
        """Whoever agrees, believes or thinks what a token's clause says, where nobody is cited for it."""
        below = token
        for one in token.ancestors:
            if is_verb(one) and one.lemma_.lower() in words(FILE, "vouches") and below.dep_ == "ccomp":
                return self._speakers_of(one)
            below = one
        return ()

    def cited(self, token: Token) -> tuple[Reference, ...]:
        """The source that "according to" names in the token's sentence."""
        return self._according(token)

    def speaker(self, token: Token) -> tuple[Reference, ...]:
        """Whom the token names as one who speaks: an actor, or a source that is cited by its kind."""
        mention = self.article.mention_of(token)
        if mention is not None and mention.text.lower() in words(FILE, "channels"):
            return self.resolver.states_beside(token)
        return self.resolver.actor(token) or self._author(token) or self._unnamed(token)

    def _author(self, token: Token) -> tuple[Reference, ...]:
        """Who stands behind a statement, a report or a letter that speaks."""
        lemma = token.lemma_.lower()
        if lemma not in words(FILE, "reports"):
            return ()
        authors = self.resolver.actors(possessors(token) + prepositional(token, ("by", "from", "of")))
        authors = authors or self.resolver.states_beside(token)
        return authors or (self._writer(token) if lemma in words(FILE, "letters") else ())

    def _unnamed(self, token: Token) -> tuple[Reference, ...]:
        """Officials, witnesses and media: the state beside them, else their own word."""
        if token.lemma_.lower() not in words(FILE, "sources"):
            return ()
        own = Reference(evidence=self.article.evidence(token), name=token.text.lower(), kind=EntityKind.GROUP)
        return self.resolver.states_beside(token) or (own,)

    def _writer(self, token: Token) -> tuple[Reference, ...]:
        """Of "the letter said": whoever sent it, else the first person who is a subject before it."""
        sending = self._sending(token)
        found = self.resolver.actors(logical_subjects(sending)) if sending is not None else ()
        if found:
            return found[:1]
        for mention, _ in self.article.people():
            head = self.article.head_of(mention)
            before = mention.start < self.article.start(token)
            if head is not None and before and head.dep_ in ("nsubj", "ROOT", "compound"):
                return (self.resolver.person(mention),)
        return ()

    def _sending(self, token: Token) -> Token | None:
        """The first verb before a letter that tells of its sending: "Putin sent a message to …"."""
        here = self.article.start(token)
        for sentence in self.article.sentences():
            for one in sentence:
                if self.article.start(one) >= here:
                    return None
                if is_verb(one) and one.lemma_.lower() in words(FILE, "send"):
                    return one
        return None

    def reader_of(self, token: Token) -> tuple[Reference, ...]:
        """To whom a letter goes that the token names."""
        sending = self._sending(token) if token.lemma_.lower() in words(FILE, "letters") else None
        if sending is None:
            return ()
        sent = child(sending, "dobj")
        inner = prepositional(sent, ("to",)) if sent is not None else []
        return self.resolver.actors(prepositional(sending, ("to",)) + inner)[:1]

    def is_speech(self, verb: Token) -> bool:
        """Whether a verb may carry reported speech."""
        return is_verb(verb) and verb.lemma_.lower() in words(FILE, "verbs")

    def _above(self, trigger: Token) -> tuple[Reference, ...]:
        """The nearest speech verb in whose clause the trigger stands."""
        below = trigger
        for one in trigger.ancestors:
            if is_verb(one) and one.lemma_.lower() in words(FILE, "cites") and self._carries(one, below):
                found = self._speakers_of(one)
                if found:
                    return found
            below = one
        return self._parenthesis(trigger)

    @staticmethod
    def _carries(verb: Token, below: Token) -> bool:
        """Whether what stands below a speech verb is what is said: its clause, or the event that it announces."""
        if below.dep_ == "xcomp":
            return is_passive(verb)
        if below.dep_ == "dobj":
            return verb.lemma_.lower() in words(FILE, "announces")
        return below.dep_ in ("ccomp", "parataxis")

    def _speakers_of(self, verb: Token) -> tuple[Reference, ...]:
        tokens = agents(verb) if is_passive(verb) else logical_subjects(verb)
        found = [reference for token in tokens for reference in self.speaker(token)]
        return tuple({reference.name: reference for reference in found}.values())

    def _parenthesis(self, trigger: Token) -> tuple[Reference, ...]:
        """A speech verb with a subject inside the trigger's clause: "…, the Kremlin said, …"."""
        for one in trigger.children:
            if one.dep_ not in ("parataxis", "ccomp") or one.lemma_.lower() not in words(FILE, "cites"):
                continue
            if child(one, "nsubj") is not None and child(one, "ccomp") is None:
                return self._speakers_of(one)
        return ()

    def _announced(self, trigger: Token) -> tuple[Reference, ...]:
        """Behind a noun of report: "reports of a visit", "the ministry's confirmation that …"."""
        for one in trigger.ancestors:
            if not one.tag_.startswith("N") or one.lemma_.lower() not in words(FILE, "reports"):
                continue
            tokens = possessors(one) + prepositional(one, ("by", "from"))
            found = self.resolver.actors(tokens) or self.resolver.states_beside(one)
            if found:
                return found
            if one.lemma_.lower() == "report":
                evidence = self.article.evidence(one)
                return (Reference(evidence=evidence, name=one.text.lower(), kind=EntityKind.GROUP),)
        return ()

    def _according(self, trigger: Token) -> tuple[Reference, ...]:
        """Whom the sentence cites with "according to"."""
        for one in trigger.sent:
            if one.lower_ in words(FILE, "according"):
                inner = [
                    token for to in one.children if to.dep_ == "prep" for token in to.children if token.dep_ == "pobj"
                ]
                found = [
                    reference for head in inner for token in coordinated(head) for reference in self.speaker(token)
                ]
                if found:
                    return tuple(found)
        return ()


def without(references: tuple[Reference, ...], others: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The references that name none of the others."""
    names = {other.name for other in others}
    return tuple(reference for reference in references if reference.name not in names)


def unique(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Each name once, the first kept."""
    return tuple({reference.name: reference for reference in references}.values())
