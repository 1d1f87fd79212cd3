"""Whom a pronoun stands for: the nearest subject, as in Lappin and Leass (1994), with gender where a name tells it.

A pronoun that nothing in the article makes certain stays unresolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.named import Named, standing_for
from communique.extract.tree import coordinated, is_verb, subjects
from communique.records import EntityKind, Evidence, Mention, Reference

FILE = "pronouns.toml"
REACH = 700
"""Characters back to the nearest sentence that names anybody: some sentences (tuned on train)."""
CLIMB = 4
"""Verbs above "it" whose subjects are tried."""
BODIES = (EntityKind.STATE, EntityKind.ORGANIZATION)

Actor = Callable[[Token], tuple[Reference, ...]]
Actors = Callable[[Iterable[Token]], tuple[Reference, ...]]


class Pronouns:
    """Resolves pronouns in one article; ``actor`` and ``actors`` say whom other words stand for."""

    def __init__(self, article: Article, named: Named, actor: Actor, actors: Actors) -> None:
        self._article = article
        self._named = named
        self._actor = actor
        self._actors = actors
        self._open: set[int] = set()

    def of(self, token: Token) -> tuple[Reference, ...]:
        """Whom a pronoun stands for: the subject of its own sentence before it, then of the sentences before."""
        start = self._article.start(token)
        if start in self._open:
            return ()
        self._open.add(start)
        found = self._by_kind(token)
        self._open.discard(start)
        return found

    def _by_kind(self, token: Token) -> tuple[Reference, ...]:
        word = token.lower_
        evidence = self._article.evidence(token)
        if word in words(FILE, "singular"):
            found = self._last_person(token)
            return (standing_for(found, evidence),) if found is not None else ()
        if word in words(FILE, "plural"):
            several = self._plural_subject(token) or self._named.company(token)
            return tuple(standing_for(one, evidence) for one in several)
        if word in words(FILE, "neuter"):
            return tuple(standing_for(one, evidence) for one in self._neuter(token))
        if word in words(FILE, "first"):
            return self._first(evidence)
        return ()

    def _first(self, evidence: Evidence) -> tuple[Reference, ...]:
        """Whom "we" stands for in a government's own release: that government."""
        code = self._named.publisher()
        return (self._named.state(code, evidence),) if code else ()

    def _last_person(self, token: Token) -> Reference | None:
        """The main subject that the pronoun's phrase stands before, else the nearest subject of the words before it."""
        here, sentence = self._article.start(token), token.sent
        first, last = self._article.start(sentence[0]), self._article.end(sentence[-1])
        fit = self._fitting(token)
        for mention, head in fit:
            main = head.dep_ == "nsubj" and head.head.dep_ == "ROOT"
            if here <= mention.start < last and main and self._fronted(token, head):
                return self._named.person(mention)
        before = [(mention, head) for mention, head in fit if mention.start < here]
        same = [(mention, head) for mention, head in before if mention.start >= first]
        chosen = self._prefer_subject(same) or self._prefer_subject(self._previous(before, first))
        return self._named.person(chosen) if chosen is not None else None

    def _fitting(self, token: Token) -> list[tuple[Mention, Token]]:
        """The mentions of people whom a pronoun may stand for, by gender, clause and quotation, with their heads."""
        barred, here = self._barred(token), self._article.start(token)
        female = token.lower_ in words(FILE, "female")
        fit = []
        for mention, person in self._article.people():
            head = self._article.head_of(mention)
            if head is None or person.name in barred or not self._may_be(person.name, female):
                continue
            if not self._only_quoted(mention.start, here):
                fit.append((mention, head))
        return fit

    def _only_quoted(self, start: int, here: int) -> bool:
        """Whether a name stands in a quotation that the pronoun is outside of."""
        parts = (part for quotation in self._article.mentions.quotations for part in quotation.parts)
        return any(part.start <= start < part.end and not part.start <= here < part.end for part in parts)

    @staticmethod
    def _may_be(name: str, female: bool) -> bool:
        """Whether a gender suits a name: "she" wants a woman's first name or a bare surname, "he" none such."""
        named_female = name.split(maxsplit=1)[0] in words(FILE, "female_names")
        return named_female or " " not in name if female else not named_female

    def _previous(self, before: list[tuple[Mention, Token]], first: int) -> list[tuple[Mention, Token]]:
        """The mentions of the nearest earlier sentence that names anybody, within some sentences' reach."""
        earlier = [(mention, head) for mention, head in before if mention.start < first]
        if not earlier or first - earlier[-1][0].start > REACH:
            return []
        sentence = earlier[-1][1].sent
        return [(mention, head) for mention, head in earlier if head.sent == sentence]

    @staticmethod
    def _prefer_subject(candidates: list[tuple[Mention, Token]]) -> Mention | None:
        subjects_ = [mention for mention, head in candidates if head.dep_ in ("nsubj", "nsubjpass")]
        if subjects_:
            return subjects_[0]
        return candidates[-1][0] if candidates else None

    @staticmethod
    def _fronted(token: Token, subject: Token) -> bool:
        """Whether the pronoun stands in a phrase before the main clause's subject."""
        verb = subject.head
        is_own_subject = token.head == verb and token.dep_ == "nsubj"
        return token.i < subject.i and not is_own_subject and verb.is_ancestor(token)

    def _barred(self, token: Token) -> set[str]:
        """The people who do something to the pronoun in its own clause, and so are not it."""
        mentions = [self._article.mention_of(one) for one in self._co_arguments(token)]
        return {self._article.person(one).name for one in mentions if one is not None and one.kind is EntityKind.PERSON}

    def _co_arguments(self, token: Token) -> list[Token]:
        """Those whom a pronoun cannot be, because they do something to it in the same clause."""
        if token.dep_ == "poss":
            return []
        verb = token.head
        while verb.dep_ in ("prep", "pobj", "agent", "dative") and verb.head != verb:
            verb = verb.head
        if not is_verb(verb):
            return []
        others = subjects(verb) + [one for one in verb.children if one.dep_ in ("dobj", "dative", "pobj")]
        for one in verb.children:
            if one.dep_ in ("prep", "agent", "dative"):
                others += [inner for inner in one.children if inner.dep_ == "pobj"]
        return [one for one in others if one != token]

    def _plural_subject(self, token: Token) -> tuple[Reference, ...]:
        """The nearest earlier coordinated or plural subject."""
        doc = token.doc
        for one in reversed(doc[: token.i]):
            if one.dep_ not in ("nsubj", "nsubjpass") or one.tag_ in ("PRP", "WP", "WDT"):
                continue
            members = coordinated(one)
            if len(members) > 1 or one.tag_ in ("NNS", "NNPS"):
                found = self._actors(members)
                if found:
                    return found
        return ()

    def _neuter(self, token: Token) -> tuple[Reference, ...]:
        """Whom "it" and "its" stand for: the subject of the clause above or before, where it is a state or a body."""
        verb = next((one for one in token.ancestors if is_verb(one)), None)
        tried = 0
        while verb is not None and tried < CLIMB:
            for one in subjects(verb):
                if one == token or one.tag_ == "PRP":
                    continue
                found = tuple(reference for reference in self._actor(one) if reference.kind in BODIES)
                if found:
                    return found[:1]
            verb = next((one for one in verb.ancestors if is_verb(one)), None)
            tried += 1
        return self._last_subject(token)

    def _last_subject(self, token: Token) -> tuple[Reference, ...]:
        """The state or body that was the subject of an earlier sentence of the paragraph."""
        for one in reversed(token.doc[: token.sent.start]):
            if one.dep_ in ("nsubj", "nsubjpass") and one.tag_ not in ("PRP", "WP", "WDT"):
                found = tuple(reference for reference in self._actor(one) if reference.kind in BODIES)
                if found:
                    return found[:1]
        return ()
