"""Which body or state a definite noun takes up: "the bloc", "the alliance", "the ministry", "Putin's government"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.article import Article, table, words
from communique.extract.reference.company import Company
from communique.extract.reference.named import ISO_CODE, Named, standing_for
from communique.extract.tree import prepositional
from communique.records import EntityKind, Evidence, Reference

FILE = "actors.toml"
LONG_NAME = 2
"""Words from which a name has a shorter form."""
CLEAR = 2
"""How many times as often as any other of its kind the article names the body that "the bloc" then is."""
SENTENCES_BACK = 3
"""Sentences in which "the ministry" looks back for the state that acts (a paragraph of the press)."""

Actor = Callable[[Token], tuple[Reference, ...]]
LEFT = ("poss", "compound", "nmod", "amod")


class Bodies:
    """Resolves nouns for bodies, organs and governments in one article."""

    def __init__(self, article: Article, named: Named, company: Company, actor: Actor) -> None:
        self._article = article
        self._named = named
        self._company = company
        self._actor = actor

    def taken_up(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The body or state named before that "the bloc" is: the main one of its kind in the article, else the last."""
        kinds = table(FILE)["taken_up"]
        wanted = kinds.get(token.lemma_.lower()) if isinstance(kinds, dict) else None
        if wanted is None or not _definite(token):
            return ()
        names = [
            one for one in self._article.mentions.names if one.code in wanted and one.kind is not EntityKind.PERSON
        ]
        counts = Counter(one.code for one in names).most_common(2)
        main = counts[0][0] if counts and (len(counts) == 1 or counts[0][1] >= CLEAR * counts[1][1]) else None
        before = [one for one in names if one.start < self._article.start(token)]
        last = next((one for one in reversed(before) if main in (one.code, None)), None)
        found = self._named.coded(last) if last is not None else None
        return (standing_for(found, phrase),) if found is not None else ()

    def shortened(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The body named before whose long name a short one stands for: "the Forum", "the council"."""
        if not _definite(token) or any(one.dep_ in LEFT for one in token.lefts) or prepositional(token, ("of", "for")):
            return ()
        here, word = self._article.start(token), token.lower_
        for mention in reversed(self._article.mentions.names):
            parts = mention.text.lower().split()
            if mention.start >= here or mention.kind is not EntityKind.ORGANIZATION or len(parts) < LONG_NAME:
                continue
            if parts[-1] == word or (parts[0] == word and token.tag_ == "NNP" and parts[1] in ("of", "for")):
                found = self._named.coded(mention)
                evidence = self._article.mention_evidence(mention)
                name = mention.text.removeprefix("the ")
                found = found or Reference(evidence=evidence, name=name, kind=EntityKind.ORGANIZATION)
                return (standing_for(found, phrase),)
        return ()

    def opposed(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The state of "the regime", "the junta": in a release the one it is about, not the publisher's."""
        own = self._named.publisher()
        if own is None or not _definite(token):
            return ()
        here = self._article.start(token)
        codes = [one.code for one in self._article.mentions.names if one.kind is EntityKind.STATE and one.start < here]
        others = Counter(code for code in codes if code is not None and code != own and len(code) == ISO_CODE)
        return (self._named.state(others.most_common(1)[0][0], phrase),) if others else ()

    def ruled(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The state of a government that bears its head's name: "the Trump administration", "Putin's government"."""
        if token.lemma_.lower() not in words(FILE, "governments"):
            return ()
        near = [one for one in token.children if one.dep_ in LEFT]
        near += [inner for one in near for inner in one.children if inner.dep_ in LEFT]
        near += prepositional(token, ("of",))
        for one in near:
            mention = self._article.mention_of(one)
            if one.lower_ in words(FILE, "reflexive") and (own := self._of_person(one, phrase)):
                return own
            if mention is None or mention.kind is not EntityKind.PERSON:
                continue
            person = self._article.person(mention)
            home = self._company.home(person.name, person.state)
            if home is not None and len(home) == ISO_CODE:
                return (self._named.state(home, phrase, self._article.mention_evidence(mention)),)
        return ()

    def _of_person(self, pronoun: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The state of the one person whom "his" of "his government" stands for."""
        homes = {self._home_of(one) for one in self._actor(pronoun) if one.kind is EntityKind.PERSON}
        home = homes.pop() if len(homes) == 1 else None
        return (self._named.state(home, phrase),) if home is not None else ()

    def at_home(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The state of an organ without one: whose release it is, who acted last, or where the dateline stands."""
        own = token.lemma_.lower() in words(FILE, "senders") and not prepositional(token, ("of", "from"))
        if token.lemma_.lower() not in words(FILE, "home_organs") or not (own or _definite(token)):
            return ()
        code = self._named.publisher() or (None if own else self._company.main_state)
        code = code or self._last_to_act(token) or self._named.dateline_state()
        return (self._named.state(code, phrase),) if code is not None else ()

    def _last_to_act(self, token: Token) -> str | None:
        """The state that did something last, itself or through one of its people, within some sentences."""
        cast = self._company.cast
        number = cast.number(token)
        here = self._article.start(token)
        for sentence in reversed(cast.sentences[max(0, number - SENTENCES_BACK) : number + 1]):
            main = [one for one in sentence if one.dep_ in ("nsubj", "nsubjpass") and one.head.dep_ == "ROOT"]
            for one in main:
                for found in self._actor(one) if self._article.start(one) < here else ():
                    home = self._home_of(found)
                    if home is not None:
                        return home
        return None

    def _home_of(self, found: Reference) -> str | None:
        """The state that somebody is or belongs to."""
        person = found.kind is EntityKind.PERSON
        home = self._company.home(found.name, found.state) if person else found.state
        return home if home is not None and len(home) == ISO_CODE else None

    def seated(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """The state in which an organ sits or officials serve: "the Foreign Ministry in Beijing", "police in Mosul"."""
        if token.lemma_.lower() in words(FILE, "abroad"):
            return ()
        for one in prepositional(token, ("in",)):
            mention = self._article.mention_of(one)
            if mention is None or mention.code is None or len(mention.code) != ISO_CODE or mention.demonym:
                continue
            if mention.seat or mention.kind is EntityKind.STATE or token.lemma_.lower() in words(FILE, "served"):
                return (self._named.state(mention.code, phrase),)
        return ()

    def named_before(self, token: Token, states_beside: Actor, phrase: Evidence) -> tuple[Reference, ...]:
        """The state whose ministry "the ministry" is: the one that the article named before."""
        lemma, here = token.lemma_.lower(), self._article.start(token)
        if not _definite(token):
            return ()
        for doc in reversed(list(self._article.docs())):
            for one in reversed(doc):
                if one.lemma_.lower() != lemma or self._article.start(one) >= here:
                    continue
                for state in states_beside(one)[:1]:
                    return (standing_for(state, phrase),)
        return ()


def _definite(token: Token) -> bool:
    """Whether a noun phrase is about one that is known: "the bloc", "this alliance", "The Administration"."""
    proper = token.tag_ == "NNP" and token.dep_ != "compound"
    return proper or any(one.lower_ in ("the", "this", "that") for one in token.lefts)
