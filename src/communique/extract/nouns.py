"""Whom a common noun stands for: offices, organs of a state, groups, and those who were named before. Not for names."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, Person, table, words
from communique.extract.named import ISO_CODE, Named, standing_for
from communique.extract.tree import child, coordinated, possessors, prepositional
from communique.records import EntityKind, Evidence, Reference

FILE = "actors.toml"
MODIFIERS = ("amod", "compound", "nmod")
PLURAL_TAGS = ("NNS", "NNPS", "CD", "DT")


class Nouns:
    """Resolves common nouns in one article; ``actor`` says whom other words stand for."""

    def __init__(self, article: Article, named: Named, actor: Callable[[Token], tuple[Reference, ...]]) -> None:
        self._article = article
        self._named = named
        self._actor = actor

    def of(self, token: Token) -> tuple[Reference, ...]:
        """Whom a common noun stands for; nobody where nothing makes it certain."""
        lemma = token.lemma_.lower()
        if lemma in words(FILE, "private"):
            return ()
        if token.text in words(FILE, "proper_blocs") and token.tag_ == "NNP":
            return (Reference(evidence=self._article.evidence(token), name=token.text, kind=EntityKind.GROUP),)
        plural = token.tag_ in PLURAL_TAGS
        states = self.states_beside(token)
        if lemma in words(FILE, "offices") and not plural:
            return self._office(token, states)
        found = self._plural(token, lemma, states) if plural else ()
        return found or self._organ(token, lemma, states, plural=plural)

    def _plural(self, token: Token, lemma: str, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The two leaders; the Russian and French presidents; African countries."""
        if not states and lemma in words(FILE, "plurals") and self._anaphoric(token):
            return self._several(token, lemma)
        if len(states) > 1 and lemma in words(FILE, "offices"):
            return self._holders(token, states) if lemma in words(FILE, "heads") else states
        described = any(one.dep_ in ("amod", "compound") for one in token.lefts)
        if not states and lemma in words(FILE, "blocs") and lemma not in words(FILE, "groups") and described:
            return self._group(token, states)
        return ()

    def _organ(self, token: Token, lemma: str, states: tuple[Reference, ...], *, plural: bool) -> tuple[Reference, ...]:
        """Groups keep their words; organs and officials of a state stand for it."""
        if lemma in words(FILE, "groups"):
            return self._group(token, states)
        if states and lemma in words(FILE, "organs") | words(FILE, "offices"):
            return states
        if lemma in words(FILE, "organs") and (own := self._commander(token)):
            return own
        if lemma in words(FILE, "countries") and not plural:
            return self._named.last_state(token)
        return self._named_before(token, lemma) if lemma in words(FILE, "organs") else ()

    def _commander(self, token: Token) -> tuple[Reference, ...]:
        """Whose forces they are, where that is a person: "Gaddafi's troops"."""
        owners = [one for own in possessors(token) if own.tag_ != "PRP$" for one in self._actor(own)]
        return tuple(one for one in owners if one.kind is EntityKind.PERSON)

    def _named_before(self, token: Token, lemma: str) -> tuple[Reference, ...]:
        """The state whose ministry "the ministry" is: the one that the article named before."""
        if not any(one.lower_ == "the" for one in token.lefts):
            return ()
        here = self._article.start(token)
        for doc in reversed(list(self._article.docs())):
            for one in reversed(doc):
                if (
                    one.lemma_.lower() == lemma
                    and self._article.start(one) < here
                    and (states := self.states_beside(one))
                ):
                    evidence = self._phrase(token)
                    return tuple(
                        msgspec.structs.replace(state, evidence=evidence, antecedent=state.evidence)
                        for state in states[:1]
                    )
        return ()

    @staticmethod
    def _anaphoric(token: Token) -> bool:
        """Whether a plural takes up those named before: "the two leaders", "both sides", not "African leaders"."""
        return all(
            one.dep_ in ("det", "nummod", "predet", "poss") or one.lower_ in ("both", "other") for one in token.lefts
        )

    def _holders(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The Russian and French presidents: whom the article so titles, else a description of each."""
        head, evidence = token.lemma_.lower(), self._phrase(token)
        parts = words(FILE, "title_parts")
        title = " ".join(part for part in self._title(token).split() if part in parts or part == head)
        found = []
        for state in states:
            person = self._titled(token, title, state.name)
            name = f"{state.evidence.quote} {title}"
            described = Reference(
                evidence=evidence, name=name, kind=EntityKind.PERSON, titles=(title,), state=state.name
            )
            found.append(self._as_titled(person, evidence) if person is not None else described)
        return tuple(found)

    def states_beside(self, token: Token) -> tuple[Reference, ...]:
        """The states and bodies that stand before a noun or after "of": "Russian", "Russia's", "of Russia"."""
        near = [one for one in token.children if one.dep_ in ("amod", "compound", "nmod", "poss")]
        found: list[Token] = []
        for one in near:
            found += coordinated(one)
            found += [inner for inner in one.children if inner.dep_ in MODIFIERS]
        found += prepositional(token, ("of", "from"))
        references = []
        for one in found:
            mention = self._article.mention_of(one)
            if mention is not None and (named := self._named.coded(mention)) is not None:
                references.append(named)
            elif one.tag_ == "PRP$":
                references += [reference for reference in self._actor(one) if reference.kind is EntityKind.STATE]
        return tuple({reference.name: reference for reference in references}.values())

    def _office(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The person whom the article so titles, else the description: "the Egyptian president"."""
        title, evidence = self._title(token), self._phrase(token)
        if token.lemma_.lower() == "counterpart":
            return self._counterpart(token, states, evidence)
        own = self._own_office(token, title) if not states else None
        code = states[0].name if states else own
        indefinite = any(one.lower_ in words(FILE, "indefinites") for one in token.lefts)
        person = self._titled(token, title, code) if not indefinite else None
        if person is not None:
            return (self._as_titled(person, evidence),)
        if code is None:
            return ()
        name = self._plain(token)
        return (Reference(evidence=evidence, name=name, kind=EntityKind.PERSON, titles=(title,), state=code),)

    def _own_office(self, token: Token, title: str) -> str | None:
        """The publisher's state, where its own release says "the President"."""
        publisher = self._named.publisher()
        offices = table(FILE)["release_offices"]
        if publisher is None or not isinstance(offices, dict) or not any(one.lower_ == "the" for one in token.lefts):
            return None
        return publisher if title in offices.get(publisher, ()) else None

    def _titled(self, token: Token, title: str, code: str | None) -> Person | None:
        """The person last named with a title, of a state if one is given."""
        for mention, person in reversed(list(self._article.people())):
            if mention.start > self._article.start(token) and code is None:
                continue
            if code in (None, person.state) and any(_title_fits(title, known) for known in person.titles):
                return person
        return None

    @staticmethod
    def _as_titled(person: Person, evidence: Evidence) -> Reference:
        """A reference to somebody through words of office."""
        return Reference(
            evidence=evidence,
            name=person.name,
            kind=EntityKind.PERSON,
            antecedent=person.evidence,
            titles=person.titles,
            state=person.state,
        )

    def _counterpart(self, token: Token, states: tuple[Reference, ...], evidence: Evidence) -> tuple[Reference, ...]:
        """Who holds the same office as somebody named: "his Chinese counterpart"."""
        if not states:
            return ()
        owners = [
            reference
            for own in possessors(token)
            for reference in self._actor(own)
            if reference.kind is EntityKind.PERSON
        ]
        titles = owners[0].titles if owners else ()
        return (
            Reference(
                evidence=evidence, name=self._plain(token), kind=EntityKind.PERSON, titles=titles, state=states[0].name
            ),
        )

    def _group(self, token: Token, states: tuple[Reference, ...]) -> tuple[Reference, ...]:
        hint = states[0].state if len(states) == 1 else None
        return (Reference(evidence=self._phrase(token), name=self._plain(token), kind=EntityKind.GROUP, state=hint),)

    def _several(self, token: Token, lemma: str) -> tuple[Reference, ...]:
        """Whom "the two leaders" or "both sides" stand for: those named last, people for words of office."""
        personal = lemma in words(FILE, "personal_plurals")
        found = self._named.company(token) if personal else ()
        if len(found) < 2:
            found = self._named.last_states(token, 2) or found
        return tuple(standing_for(reference, self._phrase(token)) for reference in found)

    def _title(self, token: Token) -> str:
        before = [one.lower_ for one in token.lefts if one.dep_ in MODIFIERS and self._article.mention_of(one) is None]
        return " ".join([*before, token.lemma_.lower()])

    def _phrase(self, token: Token) -> Evidence:
        """The noun phrase without what follows its head."""
        lefts = [one for one in token.lefts if one.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det")]
        return self._article.evidence(lefts[0].left_edge if lefts else token, token)

    def _plain(self, token: Token) -> str:
        """The noun phrase without its article, as a name."""
        lefts = [one for one in token.lefts if one.dep_ in MODIFIERS and one.lower_ not in words(FILE, "determiners")]
        first = lefts[0].left_edge if lefts else token
        return self._article.evidence(first, token).quote

    def apposed(self, token: Token) -> tuple[Reference, ...]:
        """The people whose names follow a noun of office: "his counterpart, Li Zhaoxing", "candidates A and B"."""
        inside = child(token, "appos")
        heads = coordinated(inside) if inside is not None else []
        if not heads and token.lemma_.lower() in words(FILE, "offices") | words(FILE, "organs") | words(
            FILE, "people_nouns"
        ):
            edge = token.right_edge.i if token.right_edge.i < token.sent.end else token.i
            heads = [
                one for one in (self._named_at(token, token.i + 1), self._named_at(token, edge + 1)) if one is not None
            ][:1]
            heads = [two for one in heads for two in coordinated(one)]
        found = [self._article.mention_of(one) for one in heads]
        people = tuple(self._named.person(one) for one in found if one is not None and one.kind is EntityKind.PERSON)
        states = self.states_beside(token) if people else ()
        if len(states) != 1 or len(states[0].name) != ISO_CODE:
            return people
        return tuple(msgspec.structs.replace(one, state=one.state or states[0].state) for one in people)

    def _named_at(self, token: Token, index: int) -> Token | None:
        """The head of a person's name that begins at an index, after a comma perhaps."""
        doc = token.doc
        apart = index < len(doc) and doc[index].text == ","
        index += apart
        while index < len(doc) and doc[index].lower_ in words(FILE, "before_names"):
            index += 1
        if index >= len(doc):
            return None
        mention = self._article.mention_of(doc[index])
        if mention is None or mention.kind is not EntityKind.PERSON or mention.start != self._article.start(doc[index]):
            return None
        head = self._article.head_of(mention)
        next_clause = head is not None and head.dep_ in ("nsubj", "nsubjpass") and head.right_edge.i + 1 < len(doc)
        if apart and next_clause and head is not None and doc[head.right_edge.i + 1].text != ",":
            return None  # "According to the ministry, Putin will …"
        return head


def _title_fits(wanted: str, known: str) -> bool:
    """Whether the words of one title are all in the other, with the same head."""
    first, second = wanted.replace("-", " ").split(), known.replace("-", " ").split()
    if not first or not second:
        return False
    if first[-1] == "leader":
        return True
    if len(first) > 1:
        other = words(FILE, "other_offices") & set(second) - set(first)
        return set(first) <= set(second) and not other
    return second == first or (second[-1] == first[0] and not words(FILE, "subordinate") & set(second))
