"""Who holds an office that the text names without a name: "the French leader", "the Secretary", "his counterpart".

Whom the article so titles, or who holds the office by the table and is named in the article; else a description, for
``link`` to find the holder on the day. Not for offices beside a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, Person, section, table, words
from communique.extract.reference.company import PAIR, Company
from communique.extract.reference.named import Named, standing_for
from communique.extract.reference.office_words import office_head, office_title, roles_meant, title_fits
from communique.extract.reference.standing import body_has, holder, standing
from communique.extract.reference.tellers import Tellers
from communique.extract.tree import possessors
from communique.gazetteer import gazetteer
from communique.knowledge import knowledge
from communique.offices import office_tables, title_tense
from communique.records import EntityKind, Evidence, Mention, Reference

FILE = "actors.toml"

SINGLE_ROLES = frozenset(office_tables()["described"]["roles"])
"""Roles that one person holds at a time; of a body's other offices nobody can tell who, so that they act for it."""

Actor = Callable[[Token], tuple[Reference, ...]]


class Offices:
    """Resolves words of office in one article; ``actor`` says whom other words stand for."""

    def __init__(self, article: Article, named: Named, company: Company, tellers: Tellers, actor: Actor) -> None:
        self._article = article
        self._named = named
        self._company = company
        self._tellers = tellers
        self._actor = actor

    def of(self, token: Token, states: tuple[Reference, ...], phrase: Evidence, plain: str) -> tuple[Reference, ...]:
        """The person whom the article so titles, else the description: "the Egyptian president"."""
        if (named := self._apposed_to(token)) is not None:
            return (standing_for(named, phrase),)
        if office_head(token) in words(FILE, "equals"):
            return self._counterpart(token, states, phrase, plain)
        if office_head(token) in section(FILE, "styles"):
            return self._styled(token, phrase)
        title = office_title(self._article, token)
        principal = self._principal(token, title) if not states else None
        code = states[0].name if states else principal or self._own_office(token, title)
        person = self._named_holder(token, title, code, own=not states and principal is None)
        if person is not None:
            return (msgspec.structs.replace(person, evidence=phrase),)
        name = self._owned(states[0], plain) if states and possessors(token) else plain
        described = Reference(evidence=phrase, name=name, kind=EntityKind.PERSON, titles=(title,), state=code)
        return self._unnamed_holder(token, title, states, described)

    def _apposed_to(self, token: Token) -> Reference | None:
        """The person whose name an office stands behind: "Viktor Yanukovich, the ousted president"."""
        named = self._article.mention_of(token.head) if token.dep_ == "appos" else None
        person = named is not None and named.kind is EntityKind.PERSON and named.start < self._article.start(token)
        return self._named.person(named) if named is not None and person else None

    def _named_holder(self, token: Token, title: str, code: str | None, *, own: bool) -> Reference | None:
        """Whom the article names with the office; in a release, of the publisher's state before another's."""
        unknown = own and any(one.tag_ != "PRP$" for one in possessors(token))
        if unknown or any(one.lower_ in words(FILE, "indefinites") for one in token.lefts):
            return None
        person = self.titled(token, title, code)
        if person is not None or not own or code is None:
            return person
        ours = bool(self._named.labels.turns) and title in words("pronouns.toml", "one_of_a_kind")
        return None if ours else self.titled(token, title, None)

    def _unnamed_holder(
        self, token: Token, title: str, states: tuple[Reference, ...], described: Reference
    ) -> tuple[Reference, ...]:
        """The description of a holder, or the body or state, where the office is not one person's."""
        code = described.state
        if (
            states
            and states[0].kind is EntityKind.ORGANIZATION
            and not self._has_holder((title, described.name), states[0].name)
        ):
            return states[:1]
        one_of_many = any(one.lower_ in words(FILE, "indefinites") for one in token.lefts)
        single = bool(set(roles_meant(title, code)) & SINGLE_ROLES) and not one_of_many
        if states and (title in words(FILE, "vague") or (office_head(token) in words(FILE, "organs") and not single)):
            return states[:1]  # of its ministers nobody can tell which
        if code is None and not set(roles_meant(title, None)) & words(FILE, "stateless_roles"):
            return ()
        return (described,)

    def _has_holder(self, titles: tuple[str, ...], body: str) -> bool:
        """Whether one person holds the office in a body: NATO has a secretary-general, but no foreign minister."""
        day = self._named.day()
        roles = {role for title in titles for role in roles_meant(title, body)} & SINGLE_ROLES
        if roles - {"head_of_organization"}:
            return body_has(frozenset(roles), body)
        return any(holder(title, body, day) is not None for title in titles)

    @staticmethod
    def _owned(state: Reference, plain: str) -> str:
        """An office with its state, in the text's words; "its foreign minister" has an adjective for the pronoun."""
        known, quote = gazetteer().state(state.name), state.evidence.quote
        if quote[:1].islower() and known is not None and known.adjectives:
            return f"{known.adjectives[0]} {plain}"
        return f"{quote}'s {plain}"

    def _styled(self, token: Token, phrase: Evidence) -> tuple[Reference, ...]:
        """Whose style of address it is: "His Majesty" is the king named before."""
        styles = table(FILE)["styles"]
        for title in styles[office_head(token)] if isinstance(styles, dict) else ():
            person = self.titled(token, title, None)
            if person is not None:
                return (msgspec.structs.replace(person, evidence=phrase),)
        return ()

    def _own_office(self, token: Token, title: str) -> str | None:
        """The publisher's state, where its own release says "the President"."""
        publisher = self._named.publisher()
        offices = table(FILE)["release_offices"]
        if publisher is None or not isinstance(offices, dict) or not any(one.lower_ == "the" for one in token.lefts):
            return None
        return publisher if title in offices.get(publisher, ()) else None

    def _principal(self, token: Token, title: str) -> str | None:
        """The state of whose spokesman says "the president", if he has one: of "the prime minister" only one named."""
        pointed = title in words(FILE, "principals") and any(one.lower_ == "the" for one in token.lefts)
        code = self._tellers.principal(token) if pointed and self._named.publisher() is None else None
        if title in words(FILE, "royal") and not self._has_monarch(code):
            return None  # "the king" in the words of a republic's palace is its guest
        if code is None or self.titled(token, title, code) is not None:
            return code
        alone = title in words("pronouns.toml", "one_of_a_kind") or self.titled(token, title, None) is None
        return code if alone and holder(title, code, self._named.day()) is not None else None

    def _has_monarch(self, code: str | None) -> bool:
        """Whether a state had a monarch on the article's day, or might have had one, where that is not known."""
        day = self._named.day()
        return day is None or bool(knowledge().holders("monarch", code, day, day))

    def titled(self, token: Token, title: str, code: str | None) -> Reference | None:
        """The person last named with a title, of a state if one is given; else who holds that office by the table."""
        here = self._article.start(token)
        people = [pair for pair in self._people_near(here) if code is not None or pair[0].start <= here]
        for bears in (self._bears, self._holds):
            for mention, person in people:
                if bears(person, title, code):
                    return _reference(self._acting(mention, title, code) or person)
        return None

    def _acting(self, mention: Mention, title: str, code: str | None) -> Person | None:
        """The subject of a mention's sentence, where it bears the title, too: "Lund met Diaz. The president …"."""
        head = self._article.head_of(mention)
        if head is None:
            return None
        first, end = self._article.start(head.sent[0]), self._article.end(head.sent[-1])
        for other, person in self._article.people():
            acts = self._article.head_of(other)
            if not first <= other.start < end or acts is None or acts.dep_ not in ("nsubj", "nsubjpass"):
                continue
            return person if acts.head.dep_ == "ROOT" and self._bears(person, title, code) else None
        return None

    def _people_near(self, here: int) -> Iterator[tuple[Mention, Person]]:
        """Everybody named, those before an offset first and the nearest of them first, then those after it."""
        everybody = list(self._article.people())
        yield from (pair for pair in reversed(everybody) if pair[0].start <= here)
        yield from (pair for pair in everybody if pair[0].start > here)

    def _bears(self, person: Person, title: str, code: str | None) -> bool:
        """Whether the article gives somebody the title, and no other state than the one asked for."""
        if not any(title_fits(title, known) for known in person.titles):
            return False
        return code is None or self._company.home(person.name, person.state) in (code, None)

    def _holds(self, person: Person, title: str, code: str | None) -> bool:
        """Whether somebody holds, or for a former office has held, what the title means, by the table."""
        day = self._named.day()
        known = standing(person.name, day)
        if known is None or (code is not None and known.state != code) or (code is None and day is None):
            return False
        former = title_tense(title) == "former"
        held = known.ever - known.roles if former else known.roles
        return bool(set(roles_meant(title, code or known.state)[:MEANINGS]) & held)

    def held(self, name: str, title: str) -> bool:
        """Whether somebody named holds an office that a title may mean, by the table."""
        known = standing(name, self._named.day())
        return known is not None and bool(set(roles_meant(title, known.state)) & known.roles)

    def _counterpart(
        self, token: Token, states: tuple[Reference, ...], phrase: Evidence, plain: str
    ) -> tuple[Reference, ...]:
        """Who holds the same office as somebody named: "his Chinese counterpart"."""
        if states:
            return (self._same_office(token, states[0], phrase, plain),)
        owners = {found.name for own in possessors(token) for found in self._actor(own)}
        others = [one for one in self._company.present if one.name not in owners]
        pair = len(owners) == 1 and len(others) == 1 and len(self._company.present) == PAIR
        return (standing_for(others[0], phrase),) if pair else ()

    def counterparts(self, token: Token, states: tuple[Reference, ...], phrase: Evidence) -> tuple[Reference, ...]:
        """The same of several states: "his Japanese and South Korean counterparts"."""
        return tuple(self._same_office(token, state, phrase, f"{state.evidence.quote} counterpart") for state in states)

    def _same_office(self, token: Token, state: Reference, phrase: Evidence, plain: str) -> Reference:
        """The holder of an owner's office in another state, by name or as a description."""
        owners = [
            reference
            for own in possessors(token)
            for reference in self._actor(own)
            if reference.kind is EntityKind.PERSON
        ]
        titles = owners[0].titles if owners else ()
        titles = titles or self._table_titles(owners)
        for title in titles:
            person = self.titled(token, title, state.name)
            if person is not None:
                return msgspec.structs.replace(person, evidence=phrase)
        named = f"{state.evidence.quote} {titles[0]}" if titles else plain
        titles = titles or ("counterpart",)
        return Reference(evidence=phrase, name=named, kind=EntityKind.PERSON, titles=titles, state=state.name)

    def _table_titles(self, owners: list[Reference]) -> tuple[str, ...]:
        """The office of somebody named without one, as a title, by the table."""
        known = standing(owners[0].name, self._named.day()) if owners else None
        titles = table(FILE)["titles_of_roles"]
        if known is None or not isinstance(titles, dict):
            return ()
        return tuple(title for role, title in titles.items() if role in known.roles)[:1]


MEANINGS = 2
"""Of the roles that a title may mean, so many are believed: the leader is the head of state or of government."""


def _reference(person: Person) -> Reference:
    """A reference to somebody who is named elsewhere in the article."""
    return Reference(
        evidence=person.evidence,
        name=person.name,
        kind=EntityKind.PERSON,
        antecedent=person.evidence,
        titles=person.titles,
        state=person.state,
    )
