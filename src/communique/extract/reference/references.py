"""Which actor a word stands for, inside the article: names, nouns and pronouns. Not for who that is in the world.

A reference that nothing in the article makes certain is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.reference.cast import Cast
from communique.extract.reference.company import Company
from communique.extract.reference.named import ISO_CODE, Named
from communique.extract.reference.nouns import Nouns
from communique.extract.reference.office_words import is_office
from communique.extract.reference.pronouns import Pronouns
from communique.extract.reference.tellers import Tellers
from communique.extract.tree import is_verb, possessors
from communique.records import EntityKind, Mention, Reference

LISTED = re.compile(r" of (?:the )?[A-Z][\w. ]{2,30}?(?:, and |, | and )(?=[A-Z])")
"""Between two people of a list who are each named with a state."""
ROLES = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "poss")
"""Where a continent's name or people may stand for its union: not before a noun."""
SHORTEST = 4
"""Letters of the shortest unknown word that may be a person's name."""


class Resolver(Named):
    """Turns tokens into references, for one article."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self._build()
        if self._tie():
            self._build()

    def _build(self) -> None:
        """The parts that look whom a word stands for, with nothing found yet."""
        article = self.article
        self._company = company = Company(article, self, Cast(article, self, self.actor))
        tellers = Tellers(article, self.actor, company.home)
        self._nouns = Nouns(article, self, company, tellers, self.actor)
        self._pronouns = Pronouns(article, self, company, tellers, self.actor, self.actors)

    def _tie(self) -> bool:
        """Give those of unknown state the one that the article ties them to: "its ambassador, X", "his deputy, X"."""
        ties: dict[str, str] = {}
        for mention, person in self.article.people():
            if person.state is not None or person.name in ties or not mention.titles:
                continue
            home = self._home_by_office(mention) if self._company.home(person.name, None) is None else None
            if home is not None:
                ties[person.name] = home
        for name, state in ties.items():
            self.article.tie(name, state)
        return bool(ties)

    def _home_by_office(self, mention: Mention) -> str | None:
        """The state beside the noun of office that a name is in apposition to, or that of whoever's the office is."""
        head = self.article.head_of(mention)
        if head is None:
            return None
        noun = head.head if head.dep_ == "appos" else head
        states = [one.name for one in self._nouns.states_beside(noun) if one.kind is EntityKind.STATE]
        owners = [one for own in possessors(noun) if own.tag_ == "PRP$" for one in self.actor(own)]
        homes = states or [home for one in owners if (home := self.home(one)) is not None]
        return homes[0] if len(homes) == 1 and len(homes[0]) == ISO_CODE else None

    def actors(self, tokens: Iterable[Token]) -> tuple[Reference, ...]:
        """Whom the tokens stand for, each once, in order."""
        found: dict[str, Reference] = {}
        for token in self._without_first_offices(list(tokens)):
            for reference in (*self.actor(token), *self._listed_after(token)):
                found.setdefault(reference.name, reference)
        return tuple(found.values())

    def _without_first_offices(self, tokens: list[Token]) -> list[Token]:
        """The tokens less the first of two offices of one person ("Spokesperson and Chief Advisor X")."""
        kept = [token for token, following in pairwise(tokens) if not self._second_office(token, following)]
        return [*kept, *tokens[-1:]]

    def _second_office(self, token: Token, following: Token) -> bool:
        """Whether nothing but "and" and an office stands between an office and a name, and no article before."""
        mention = self.article.mention_of(following)
        office = is_office(token) or token.lemma_.lower() in words("actors.toml", "officials")
        if mention is None or mention.kind is not EntityKind.PERSON or not office or not mention.titles:
            return False
        if self.article.mention_of(token) is not None or any(one.dep_ == "det" for one in token.lefts):
            return False
        between = self.article.document.text[self.article.end(token) : mention.start].lower().split()
        return between == ["and", *mention.titles[0].split()]

    def actor(self, token: Token) -> tuple[Reference, ...]:
        """Whom one token (the head of its noun phrase) stands for as an actor."""
        if token.tag_ in ("PRP", "PRP$"):
            return self._pronouns.of(token)
        mention = self.article.mention_of(token)
        if mention is None and token.ent_type_ == "DATE":
            return self._before_day(token)
        if mention is not None and (found := self._named(token, mention)):
            return found
        if (mention is None or _is_unlisted(mention)) and self._acts_like_person(token):
            return (self._unknown(token),)
        if not is_verb(token) and token.pos_ != "AUX" and (apposed := self._nouns.apposed(token)):
            return apposed
        return self._nouns.of(token)

    def _before_day(self, token: Token) -> tuple[Reference, ...]:
        """Of "met with President X Sunday": the name that the parser takes for a part of the day."""
        named = [one for one in token.children if one.dep_ in ("compound", "nmod") and self.article.mention_of(one)]
        return self.actor(named[-1]) if named else ()

    def home(self, reference: Reference) -> str | None:
        """The state that somebody is or belongs to, as far as the article or the table of office-holders tells."""
        if reference.kind is EntityKind.PERSON:
            return self._company.home(reference.name, reference.state)
        return reference.name if reference.kind is EntityKind.ORGANIZATION else reference.state

    @property
    def present(self) -> tuple[Reference, ...]:
        """Those who are together in the article."""
        return self._company.present

    def states_beside(self, token: Token) -> tuple[Reference, ...]:
        """The states and bodies that stand before a noun or after "of": "Russian", "Russia's", "of Russia"."""
        return self._nouns.states_beside(token)

    def holder(self, place: Token) -> tuple[Reference, ...]:
        """Who holds a place, where a participle before it says so: "a rebel-held town"."""
        return self._nouns.holder(place)

    def both_states(self, token: Token) -> tuple[Reference, ...]:
        """The two states that a word of both takes up: "the joint commission"."""
        return self._company.states(token)

    @staticmethod
    def _acts_like_person(token: Token) -> bool:
        """Whether a capitalised word that no list knows does what people do: "Tauran met", "Komuri said"."""
        if token.tag_ != "NNP" or token.dep_ != "nsubj" or not token.text.istitle() or len(token.text) < SHORTEST:
            return False
        alone = all(one.dep_ in ("relcl", "appos", "punct", "cc", "conj", "acl", "prep") for one in token.children)
        return alone and token.head.lemma_.lower() in words("actors.toml", "personal_verbs")

    def _unknown(self, token: Token) -> Reference:
        return Reference(evidence=self.article.evidence(token), name=token.text, kind=EntityKind.PERSON)

    def _listed_after(self, token: Token) -> tuple[Reference, ...]:
        """The rest of "Presidents A of Poland, B of Latvia and C of Estonia", which the parser takes apart."""
        mention, found = self.article.mention_of(token), []
        text = self.article.document.text
        while mention is not None and mention.kind is EntityKind.PERSON:
            following = LISTED.match(text, mention.end)
            mention = self.article.mention_at(following.end()) if following is not None else None
            if mention is not None and mention.kind is EntityKind.PERSON:
                found.append(self.person(mention))
        return tuple(found) if len(found) > 1 else ()

    def _named(self, token: Token, mention: Mention) -> tuple[Reference, ...]:
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.PERSON:
            return (self.person(mention),)
        if mention.seat and (body := self.seated_body(mention)) is not None:
            return (self.body(body, evidence),)
        if mention.kind is EntityKind.STATE or mention.seat:
            if (
                mention.code is None
                or self.is_namesake(mention)
                or (mention.demonym and token.tag_ not in ("NNPS", "NNS", "NNP", "NN"))
            ):
                return ()
            return (self.state(mention.code, evidence),)
        if mention.kind is EntityKind.ORGANIZATION:
            return self._body(token, mention) if mention.code is None else (self.body(mention.code, evidence),)
        where = token.dep_ == "pobj" and token.head.lower_ in words("actors.toml", "where")
        acts = token.tag_ in ("NNPS", "NNS", "NNP") and token.dep_ in ROLES
        return self.bloc(token) if acts and not where else ()

    def _body(self, token: Token, mention: Mention) -> tuple[Reference, ...]:
        """A body that only the model saw: a state's organ where a state stands beside it, else itself."""
        if mention.text.split()[-1].lower() in words("actors.toml", "not_bodies"):
            return ()
        if token.lemma_.lower() in words("actors.toml", "organs") and (found := self._nouns.of(token)):
            return found
        if " " not in mention.text and (found := self._nouns.shortened(token)):
            return found
        return (
            Reference(evidence=self.article.mention_evidence(mention), name=mention.text, kind=EntityKind.ORGANIZATION),
        )


def _is_unlisted(mention: Mention) -> bool:
    """Whether only the model vouches for a name, as a place or a body."""
    return mention.code is None and mention.kind in (EntityKind.PLACE, EntityKind.ORGANIZATION)
