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

    def cited(self, token: Token) -> tuple[Reference, ...]:
        """The source that "according to" names in the token's sentence."""
        return self._according(token)

    def speaker(self, token: Token) -> tuple[Reference, ...]:
        """Whom the token names as one who speaks: an actor, or a source that is cited by its kind."""
        mention = self.article.mention_of(token)
        if mention is not None and mention.text.lower() in words(FILE, "channels"):
            return self.resolver.states_beside(token)
        found = self.resolver.actor(token)
        if found:
            return found
        if token.lemma_.lower() in words(FILE, "reports"):
            authors = self.resolver.actors(possessors(token) + prepositional(token, ("by", "from", "of")))
            authors = authors or self.resolver.states_beside(token)
            if authors:
                return authors
            if token.lemma_.lower() in words(FILE, "letters"):
                return self._writer(token)
        if token.lemma_.lower() in words(FILE, "sources"):
            states = self.resolver.states_beside(token)
            if states:
                return states
            evidence = self.article.evidence(token)
            return (Reference(evidence=evidence, name=token.text.lower(), kind=EntityKind.GROUP),)
        return ()

    def _writer(self, token: Token) -> tuple[Reference, ...]:
        """Of "the letter said": whoever sent it, else the first person who is a subject before it."""
        sending = self._sending(token)
        found = self.resolver.actors(logical_subjects(sending)) if sending is not None else ()
        if found:
            return found[:1]
        for mention, _ in self.article.people():
            head = self.article.head_of(mention)
            if head is not None and head.dep_ in ("nsubj", "ROOT", "compound") and mention.start < self.article.start(token):
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
        inner = prepositional(sending, ("to",)) + [one for child_ in sending.children if child_.dep_ == "dobj" for one in prepositional(child_, ("to",))]
        return self.resolver.actors(inner)[:1]

    def is_speech(self, verb: Token) -> bool:
        """Whether a verb may carry reported speech."""
        return is_verb(verb) and verb.lemma_.lower() in words(FILE, "verbs")

    def _above(self, trigger: Token) -> tuple[Reference, ...]:
        """The nearest speech verb in whose clause the trigger stands."""
        below = trigger
        for one in trigger.ancestors:
            if is_verb(one) and one.lemma_.lower() in words(FILE, "cites") and below.dep_ in ("ccomp", "xcomp", "parataxis", "advcl", "dobj", "dep", "relcl", "conj"):
                if below.dep_ in ("ccomp", "parataxis") or (below.dep_ == "xcomp" and is_passive(one)) or (below.dep_ == "dobj" and one.lemma_.lower() in ("announce", "confirm", "report", "claim", "deny", "reveal")):
                    found = self._speakers_of(one)
                    if found:
                        return found
            below = one
        return self._parenthesis(trigger)

    def _speakers_of(self, verb: Token) -> tuple[Reference, ...]:
        tokens = agents(verb) if is_passive(verb) else logical_subjects(verb)
        found = [reference for token in tokens for reference in self.speaker(token)]
        return tuple({reference.name: reference for reference in found}.values())

    def _parenthesis(self, trigger: Token) -> tuple[Reference, ...]:
        """ "…, the Kremlin said, …": a speech verb inside the trigger's sentence whose clause it is."""
        for one in trigger.sent:
            if one.dep_ in ("parataxis", "ccomp") and one.lemma_.lower() in words(FILE, "cites") and one.head == trigger and child(one, "nsubj") is not None and child(one, "ccomp") is None:
                return self._speakers_of(one)
        return ()

    def _announced(self, trigger: Token) -> tuple[Reference, ...]:
        """ "X announced the visit"; "reports of a visit"; "the ministry's confirmation that …"."""
        for one in trigger.ancestors:
            if one.lemma_.lower() in words(FILE, "reports") and one.tag_.startswith("N"):
                found = [reference for token in possessors(one) + prepositional(one, ("by", "from")) for reference in self.resolver.actor(token)]
                found = found or list(self.resolver.states_beside(one))
                if found:
                    return tuple(found)
                if one.lemma_.lower() == "report":
                    return (Reference(evidence=self.article.evidence(one), name=one.text.lower(), kind=EntityKind.GROUP),)
        return ()

    def _according(self, trigger: Token) -> tuple[Reference, ...]:
        """ "According to the Kremlin, …"."""
        for one in trigger.sent:
            if one.lower_ in words(FILE, "according"):
                inner = [token for to in one.children if to.dep_ == "prep" for token in to.children if token.dep_ == "pobj"]
                found = [reference for head in inner for token in coordinated(head) for reference in self.speaker(token)]
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


