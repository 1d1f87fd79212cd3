"""What every extractor of a claim type is given: the article, its matches, and the finders of who, when and whether."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers, matches
from communique.extract.acts.weights import Weights, shipped_weights
from communique.extract.article import Article, section, words
from communique.extract.certainty.status import status_of
from communique.extract.moments.scenes import Scenes
from communique.extract.moments.timing import Timing
from communique.extract.reference.references import Resolver
from communique.extract.sources.attribution import Attribution
from communique.extract.tree import ancestors_to_verb, child, is_verb, logical_subjects
from communique.gazetteer import gazetteer
from communique.records import ClaimType, Coded, EntityKind, Evidence, Reference, Status, When

CLAUSE_EDGES = frozenset({"ccomp", "relcl", "advcl", "conj", "acl", "parataxis"})
"""At these a clause ends on the way up from a noun."""
SUBJECTLESS = frozenset({"xcomp", "acl", "advcl", "conj", "ccomp", "pcomp", "relcl"})
"""Clauses that are told together with the one above where they have no subject of their own."""


@dataclass(frozen=True, slots=True)
class Context:
    """One article with everything that reads it."""

    article: Article
    resolver: Resolver
    timing: Timing
    scenes: Scenes
    attribution: Attribution
    matches: tuple[Match, ...]
    weights: Weights

    def of_type(self, kind: ClaimType, *, tentative: bool = False) -> tuple[Match, ...]:
        """The matches of one claim type; with those that are only perhaps of it, if asked."""
        found = (match for match in self.matches if match.frame.type is kind)
        return tuple(match for match in found if tentative or not match.frame.tentative)

    def first_actors(self, match: Match, paths: tuple[str, ...]) -> tuple[Reference, ...]:
        """The actors at the first path of a role that holds any."""
        for tokens in fillers(match, paths):
            found = self.resolver.actors(tokens)
            if found:
                return found
        return ()

    def when(self, match: Match) -> When | None:
        """The time of a match: its own, else that of the encounter to which the text ties it."""
        return self.timing.of(match.trigger, match.light) or self.scenes.when(match)

    def status(self, match: Match, when: When | None, default: Status = Status.OCCURRED) -> Coded:
        """The status of a match."""
        return status_of(self.article, match.trigger, match.light, when, default)

    def said_by(self, match: Match) -> tuple[Reference, ...]:
        """Who is cited for a match; whoever announces or confirms an encounter, too."""
        found = self.attribution.sources(match.clause)
        encounter = match.frame.type in (ClaimType.VISIT, ClaimType.MEETING)
        if found or match.light is None or not encounter or match.trigger.dep_ not in ("dobj", "nsubjpass"):
            return found
        return self.attribution.announcer(match.light)

    def evidence(self, match: Match) -> Evidence:
        """The clause that tells of a match."""
        return self.clause(match.clause)

    def clause(self, token: Token) -> Evidence:
        """The words of the clause whose head a token is, or of the nearest clause above a noun."""
        head = token
        while not is_verb(head) and head.pos_ != "AUX" and head.head != head and head.dep_ not in CLAUSE_EDGES:
            head = head.head
        while head.dep_ in SUBJECTLESS and head.head != head and child(head, "nsubj", "nsubjpass") is None:
            head = head.head
            while not is_verb(head) and head.pos_ != "AUX" and head.head != head:
                head = head.head
        sentence = head.sent
        within = [one for one in head.subtree if sentence.start <= one.i < sentence.end]
        first = min(within, key=lambda one: one.i)
        last = max(within, key=lambda one: one.i)
        while first.is_punct and first.i < token.i and first.text not in "\"'":
            first = first.nbor()
        while last.is_punct and last.i > token.i and last.text not in "\"'.":
            last = last.nbor(-1)
        return self.article.evidence(first, last)

    def carried(self, match: Match, carriers: Collection[str], kinds: Collection[EntityKind]) -> tuple[Reference, ...]:
        """The subjects of those kinds of the clause that a noun hangs on by one of the prepositions."""
        noun = match.trigger
        while noun.dep_ == "conj" and noun.head.tag_.startswith("N"):
            noun = noun.head
        if (
            noun.dep_ == "pobj"
            and noun.head.lower_ == "of"
            and noun.head.head.lemma_.lower() in words("places.toml", "parts") | words("visits.toml", "middles")
        ):
            noun = noun.head.head
        if not noun.tag_.startswith("N") or noun.dep_ != "pobj" or noun.head.lower_ not in carriers:
            return ()
        verb = ancestors_to_verb(noun.head)
        found = self.resolver.actors(logical_subjects(verb)) if verb is not None else ()
        return tuple(one for one in found if one.kind in kinds)

    def may_be_occasion(self, token: Token) -> bool:
        """Whether a noun names what something is for: no name, no time, no journey."""
        named = self.article.mention_of(token) is not None or token.ent_type_ in ("DATE", "TIME")
        noun = token.tag_.startswith("N") and token.lemma_.lower() not in words("places.toml", "no_occasions")
        return noun and not named

    def place_of(self, tokens: Iterable[Token]) -> Reference | None:
        """The first of the tokens that names a place or a country."""
        return next(iter(self.places_of(tokens)), None)

    def places_of(self, tokens: Iterable[Token]) -> list[Reference]:
        """The tokens that name a place or a country, in order."""
        found: list[Reference] = []
        for token in tokens:
            mention = self.article.mention_of(token)
            place = self.resolver.place(mention) if mention is not None else None
            if place is None and mention is None and token.tag_ in ("NNS", "NNPS"):
                found += self._places_before(token)
            if place is None and mention is None and token.tag_.startswith("N"):
                place = self._place_inside(token)
            if place is not None and place.state is not None:
                found.append(place)
            elif place is not None and (name := place.name.removeprefix("the ")) in words("places.toml", "regions"):
                found.append(msgspec.structs.replace(place, name=name, kind=EntityKind.GROUP))
        return found

    @staticmethod
    def _capital_of(state: Reference) -> Reference:
        """The city that "the Iraqi capital" is."""
        known = gazetteer().state(state.name)
        if known is None or known.capital is None:
            return state
        return Reference(evidence=state.evidence, name=known.capital, kind=EntityKind.PLACE, state=known.code)

    def _places_before(self, token: Token) -> tuple[Reference, ...]:
        """The states named last that "the two countries" stand for."""
        if token.lemma_.lower() not in words("places.toml", "whole"):
            return ()
        numbers = section("places.toml", "numbers")
        count = next((numbers[one.lower_] for one in token.lefts if one.lower_ in numbers), None)
        if not any(one.lower_ in words("places.toml", "before") for one in token.lefts):
            return ()  # "five Latin American countries" are not the five named last
        return self.resolver.last_states(token, int(count)) if count is not None else ()

    def _region_of(self, token: Token) -> Reference | None:
        """The city whose region or province a noun is: "the Kherson region"."""
        near = [one for one in token.lefts if one.dep_ in ("compound", "nmod")]
        found = (self.article.mention_of(one) for one in near)
        named = (one for one in found if one is not None and one.kind is EntityKind.PLACE and one.code is not None)
        return next((self.resolver.place(one) for one in named), None)

    def _place_inside(self, token: Token) -> Reference | None:
        """The place that a noun stands for: "the capital, Islamabad", "the Iraqi capital", "the city of Basra"."""
        lemma = token.lemma_.lower()
        if lemma in words("places.toml", "kinds") and (before := self._region_of(token)) is not None:
            return before
        for one in token.children:
            of = one.dep_ == "prep" and one.lower_ == "of"
            for inner in [last for last in one.children if last.dep_ == "pobj"] if of else [one]:
                mention = self.article.mention_of(inner) if of or one.dep_ == "appos" else None
                if mention is not None and (place := self.resolver.place(mention)) is not None:
                    return place
                inner_kind = inner.lemma_.lower() in words("places.toml", "kinds")
                if of and inner_kind and (place := self._region_of(inner)) is not None:
                    return place  # "a part of the Kherson region"
        if lemma in words("places.toml", "kinds"):
            states = self.resolver.states_beside(token)
            if states:
                return self._capital_of(states[0]) if lemma == "capital" else states[0]
            owner = child(token, "poss")
            if lemma in words("places.toml", "whole") or (
                owner is not None and owner.lemma_.lower() in words("places.toml", "whole")
            ):
                return next(iter(self.resolver.last_state(token)), None)
        return None


def split_place(places: list[Reference]) -> tuple[Reference | None, Reference | None]:
    """The first city, and the first country (or the city's) among places."""
    city = next((place for place in places if place.name != place.state), None)
    country = next((place for place in places if place.name == place.state), None)
    return city, country or (city if city is not None and city.state is not None else None)


QUOTED_WORDS = 4
"""A quotation of so many words is a statement; acts told inside it are its speaker's, not the article's."""


REPORTED_WORDS = 8
"""A quotation of at least so many words may be a report of its own."""


def _quoted(article: Article, match: Match) -> bool:
    """Whether a match of an act stands inside a quotation; of meetings ``meetings.py`` asks who is named there."""
    if match.frame.type is not ClaimType.ACTION:
        return False
    start = article.start(match.trigger)
    return any(
        part.start <= start < part.end and len(part.quote.split()) >= QUOTED_WORDS and not _is_report(part.quote, match)
        for quotation in article.mentions.quotations
        for part in quotation.parts
    )


def _is_report(quote: str, match: Match) -> bool:
    """Whether what is quoted itself reports, as a readout does: a whole sentence with no "I", "we" or "you"."""
    if match.frame.type is not ClaimType.ACTION:
        return False
    found = quote.lower().replace("’", "'").split()
    whole = len(found) >= REPORTED_WORDS and quote.lstrip("“\"'")[:1].isupper()
    return whole and words("light.toml", "personal").isdisjoint(one.strip(".,;:!?“”\"'").split("'")[0] for one in found)


def build_context(article: Article, weights: Weights | None = None) -> Context:
    """Everything that the extractors of one article share."""
    resolver = Resolver(article)
    found = tuple(match for match in matches(article) if not _quoted(article, match))
    triggers = frozenset(article.start(match.trigger) for match in found if match.trigger.tag_.startswith("N"))
    timing = Timing(article, triggers)
    return Context(
        article=article,
        resolver=resolver,
        timing=timing,
        scenes=Scenes(article, resolver, timing, found),
        attribution=Attribution(article, resolver),
        matches=found,
        weights=weights if weights is not None else shipped_weights(),
    )
