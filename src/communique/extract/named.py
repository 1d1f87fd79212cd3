"""References for what is named: people, states, bodies and places, and those named last. Not for nouns and pronouns."""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, section
from communique.records import EntityKind, Evidence, Mention, Reference

ISO_CODE = 2
"""Letters of a state's code; other codes are those of bodies."""
MOST_TOGETHER = 6
"""More people than this in one sentence are a list, not a company."""
NEAR_STATE = 400
"""Characters that "the country" may look back for its name: about two paragraphs (tuned on train)."""


def standing_for(reference: Reference, evidence: Evidence) -> Reference:
    """Other words for somebody named before: the reference at these words, with its naming words as antecedent."""
    return msgspec.structs.replace(reference, evidence=evidence, antecedent=reference.antecedent or reference.evidence)


class Named:
    """Makes references from the mentions of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def person(self, mention: Mention) -> Reference:
        """A person who is named."""
        person = self.article.person(mention)
        evidence = self.article.mention_evidence(mention)
        return Reference(
            evidence=evidence,
            name=person.name,
            kind=EntityKind.PERSON,
            antecedent=person.evidence if person.evidence != evidence else None,
            titles=person.titles,
            state=person.state,
        )

    def state(self, code: str, evidence: Evidence, antecedent: Evidence | None = None) -> Reference:
        """A state by its code."""
        return Reference(evidence=evidence, name=code, kind=EntityKind.STATE, state=code, antecedent=antecedent)

    def place(self, mention: Mention) -> Reference | None:
        """A place, a seat of government with it, or the country it is in, as a destination."""
        if mention.kind is EntityKind.PERSON or mention.demonym:
            return None
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.PLACE or (mention.seat and mention.kind is EntityKind.STATE):
            return Reference(evidence=evidence, name=mention.text, kind=EntityKind.PLACE, state=mention.code)
        if mention.kind is EntityKind.STATE and mention.code:
            return self.state(mention.code, evidence)
        return None

    def coded(self, mention: Mention) -> Reference | None:
        """The state or body that a name, a demonym or a seat of government stands for."""
        if mention.code is None or mention.kind is EntityKind.PERSON:
            return None
        evidence = self.article.mention_evidence(mention)
        if mention.kind is EntityKind.ORGANIZATION:
            return Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION)
        if mention.kind is EntityKind.STATE or mention.seat or mention.demonym:
            return self.state(mention.code, evidence)
        return None

    def of_place(self, token: Token) -> tuple[Reference, ...]:
        """The state of a place that the token names."""
        mention = self.article.mention_of(token)
        if mention is None or mention.kind is not EntityKind.PLACE or not mention.code:
            return ()
        return (self.state(mention.code, self.article.mention_evidence(mention)),)

    def modifiers(self, noun: Token) -> tuple[Reference, ...]:
        """The states and bodies before a noun: "Israeli-Palestinian", "U.S.-Russia", "African Union"."""
        near = [one for one in noun.children if one.dep_ in ("amod", "compound", "nmod", "poss")]
        deeper = sorted({inner for one in near for inner in one.subtree}, key=lambda token: token.i)
        mentions = [mention for one in deeper if (mention := self.article.mention_of(one)) is not None]
        found = [reference for mention in mentions if (reference := self.coded(mention)) is not None]
        return tuple({reference.name: reference for reference in reversed(found)}.values())[::-1]

    def publisher(self) -> str | None:
        """The state whose government publishes the article itself."""
        return section("actors.toml", "releases").get(self.article.document.outlet or "")

    def bloc(self, token: Token) -> tuple[Reference, ...]:
        """The group of states that an adjective names: "Western sanctions"."""
        name = section("actors.toml", "bloc_names").get(token.text)
        return (Reference(evidence=self.article.evidence(token), name=name, kind=EntityKind.GROUP),) if name else ()

    def other_party(self, token: Token, first: Reference) -> tuple[Reference, ...]:
        """Of a release's "our" ties: the first state before the token that is not the publisher's."""
        here = self.article.start(token)
        for mention in self.article.mentions.names:
            code = self.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
            if mention.start < here and code and code not in (first.name, first.state) and len(code) == ISO_CODE:
                return (self.state(code, self.article.mention_evidence(mention)),)
        return ()

    # Those named last

    def last_people(self, token: Token, count: int) -> tuple[Reference, ...]:
        """The last ``count`` different people named before the token, in order of the text."""
        found: dict[str, Reference] = {}
        here = self.article.start(token)
        for mention, person in reversed(list(self.article.people())):
            if mention.start < here and person.name not in found:
                found[person.name] = self.person(mention)
            if len(found) == count:
                break
        return tuple(reversed(found.values())) if len(found) == count else ()

    def company(self, token: Token) -> tuple[Reference, ...]:
        """Those who are together: the people of the first sentence with several, if the last two are of them."""
        last = self.last_people(token, 2)
        together = self._first_together(self.article.start(token))
        names = {one.name for one in together}
        inside = all(one.name in names for one in last)
        return together if together and (inside or self.publisher() is not None) else last

    def _first_together(self, before: int) -> tuple[Reference, ...]:
        """The people of the first sentence that names two to six of them."""
        for sentence in self.article.sentences():
            first, end = self.article.start(sentence[0]), self.article.end(sentence[-1])
            if end > before:
                return ()
            people = {person.name: mention for mention, person in self.article.people() if first <= mention.start < end}
            if 2 <= len(people) <= MOST_TOGETHER:
                return tuple(self.person(mention) for mention in people.values())
        return ()

    def last_states(self, token: Token, count: int) -> tuple[Reference, ...]:
        """The last ``count`` different states named before the token."""
        found: dict[str, Reference] = {}
        here = self.article.start(token)
        for mention in reversed(self.article.mentions.names):
            if mention.start < here and mention.code and mention.kind is EntityKind.STATE and mention.code not in found:
                found[mention.code] = self.state(mention.code, self.article.mention_evidence(mention))
            if len(found) == count:
                break
        return tuple(reversed(found.values())) if len(found) == count else ()

    def last_state(self, token: Token) -> tuple[Reference, ...]:
        """The state that "the country" stands for: the one named last, within the paragraph or the one before."""
        found = self.last_states(token, 1)
        return found if found and self.article.start(token) - found[0].evidence.start < NEAR_STATE else ()
