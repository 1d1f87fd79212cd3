"""Where a meeting is held: the city or venue and the country, from the words around its trigger. Not for journeys."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.surroundings import AT, scene
from communique.extract.article import words
from communique.extract.context import Context, split_place
from communique.extract.tree import child, is_verb, objects, prepositional
from communique.records import EntityKind, Reference

FILE = "meetings.toml"
NESTED = ("on", "at", "during", "for", "of", "over", "in", "along")
"""Prepositions through which a place may stand inside the words for an occasion: "on the sidelines of a summit in"."""
DEEPEST = 4
"""Nouns inside one another that are looked into for a place."""

WITHIN = 14
"""Tokens from the sidelines of an event to the words inside it that may say where it is."""

Venue = tuple[Reference | None, Reference | None]
"""City or venue, and country."""


def venue_of(context: Context, match: Match) -> Venue:
    """City or venue and country, from the nearest words that name one."""
    before = [one for one in match.trigger.children if one.dep_ in ("compound", "nmod")]
    for near in _where(match, before):
        tokens = [one for one in near if one.lemma_.lower() not in words(FILE, "motives")]
        tokens = [one for one in tokens if not (_is_of_matter(context, match, one) or _is_open(one))]
        places = [one for one in context.places_of(tokens) if one.state is not None]
        if near is before:
            places = [one for one in places if one.name != one.state]  # "a Paris conference", not "the U.S.-EU summit"
        if places:
            return split_place(places)
    if places := context.places_of(beside(context, match.clause)):
        return split_place(places[:1])
    by_wire = match.trigger.lemma_.lower() in words(FILE, "phone_words") or wire_of(match.clause) is not None
    if by_wire or is_verb(match.trigger) or _is_ahead(match.trigger):
        return None, None
    return split_place(_scene_of(context, match.trigger))


def _is_open(place: Token) -> bool:
    """Whether it is left open in which country: "in a third country", "on neutral ground"."""
    return any(one.lower_ in words(FILE, "any_place") for one in place.lefts)


def _is_of_matter(context: Context, match: Match, place: Token) -> bool:
    """Whether a country right behind what is discussed is where that is: "discussed the use of troops in X"."""
    preposition = place.head
    if match.trigger.lemma_.lower() not in words(FILE, "about") or preposition.i < match.trigger.i:
        return False
    mention, before = context.article.mention_of(place), preposition.nbor(-1)
    partner = context.article.mention_of(before)
    apart = before.ent_type_ in ("DATE", "TIME") or before == match.trigger
    plain = [one for one in objects(match.trigger) if one.lemma_.lower() not in words(FILE, "affairs")]
    apart = apart or before in plain  # "discussed the plan in X"
    apart = apart or (partner is not None and partner.kind is EntityKind.PERSON)
    return not apart and mention is not None and mention.kind is EntityKind.STATE


def _scene_of(context: Context, noun: Token) -> list[Reference]:
    """The nearest places around a noun, without those of what is talked about: "to end the war in X at a meeting"."""
    for tokens in scene(noun):
        told = [one for one in tokens if one.head.head.lemma_.lower() not in words(FILE, "affairs")]
        if places := [one for one in context.places_of(told) if one.state is not None]:
            return places
    return []


def _is_ahead(noun: Token) -> bool:
    """Whether something else is told of before a gathering: "protesters marched in Bonn ahead of the summit"."""
    above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else []
    return any(one.lower_ in words(FILE, "ahead") for one in above)


def wire_of(verb: Token) -> Token | None:
    """The word for the wire by which a clause's words go: "by telephone", "over a secure video link"."""
    known = words(FILE, "phone_words") | words(FILE, "video")
    for noun in prepositional(verb, words(FILE, "wires")):
        near = [noun, *(one for one in noun.children if one.dep_ in ("compound", "amod"))]
        if (found := next((one for one in near if one.lemma_.lower() in known), None)) is not None:
            return found
    return None


def beside(context: Context, clause: Token) -> Iterator[Token]:
    """Places that the parser hangs on a time, a partner or an occasion of the clause: "on Monday in Paris"."""
    for one in clause.subtree:
        if one.dep_ != "pobj" or one.head.lower_ not in AT or _is_told_apart(one, clause):
            continue
        above = one.head.head
        mention = context.article.mention_of(above)
        person = mention is not None and mention.kind is EntityKind.PERSON
        event = above.lemma_.lower() in words(FILE, "gatherings") or above.lemma_.lower() in words(FILE, "journeys")
        if above.ent_type_ in ("DATE", "TIME") or person or event:
            yield one


def _is_told_apart(place: Token, clause: Token) -> bool:
    """Whether a place stands in a clause of its own: "talks before X goes to Y, where he will be at a summit in Z"."""
    for one in place.ancestors:
        if one == clause:
            return False
        if is_verb(one) and any(low.dep_ in ("nsubj", "nsubjpass") for low in one.children):
            return True
    return False


def _where(match: Match, before: list[Token]) -> Iterator[list[Token]]:
    """Tokens that may name the place, nearest first; ``before`` are those that stand before the noun."""
    trigger, clause = match.trigger, match.clause
    yield prepositional(trigger, AT)
    yield before
    yield _held_in(trigger)
    sides = ("with", "between", "among") if is_verb(trigger) else ("with", "of", "between", "among")
    things = [one for one in objects(trigger) if one.lemma_.lower() not in words(FILE, "affairs")]
    yield _behind_things(things) + prepositional_of(prepositional(trigger, sides), ("in", "at"))
    if match.light is not None:
        yield prepositional(match.light, AT)
    if clause.lemma_.lower() in words(FILE, "receiving"):
        yield prepositional(clause, ("to",))
    yield from _inside(clause, 0)
    yield from _clauses(clause)
    carrier = trigger.head.head
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "for" and carrier.lemma_.lower() in words(FILE, "goings"):
        yield _goal(carrier)


def _behind_things(things: list[Token]) -> list[Token]:
    """Places right behind an object without words of its own: "discussed trade in X", not "the use of Y in X"."""
    return [one for one in prepositional_of(things, ("in", "at")) if one.head.i == one.head.head.i + 1]


def _held_in(trigger: Token) -> list[Token]:
    """Where a clause about a gathering says that it is: "the forum, which will be held in Davos"."""
    clauses = [one for one in trigger.children if one.dep_ in ("relcl", "acl")]
    near = [(one, *one.children) for one in clauses]
    told = [verbs for verbs in near if any(low.lemma_.lower() in words(FILE, "held") for low in verbs)]
    return [place for verbs in told for low in verbs for place in prepositional(low, AT)]


def _inside(head: Token, depth: int) -> Iterator[list[Token]]:
    """Places inside the words for an occasion or a stay: "for a breakfast at", "during a visit to"."""
    for noun in prepositional(head, NESTED):
        if not noun.tag_.startswith("N") or not _may_hold(noun):
            continue
        yield (
            prepositional(noun, ("to", "in"))
            if noun.lemma_.lower() in words(FILE, "journeys")
            else prepositional(noun, AT)
        )
        if depth < DEEPEST:
            yield from _inside(noun, depth + 1)


def _may_hold(noun: Token) -> bool:
    """Whether a place inside a noun's words may be that of the meeting: not in "spoke of the pause in Syria"."""
    if noun.lemma_.lower() in words(FILE, "affairs"):
        return False
    if noun.head.lower_ in AT or noun.head.lower_ == "during":
        return True
    above = [one.lemma_.lower() for one in noun.ancestors if one.dep_ == "pobj" and one.i > noun.i - WITHIN]
    if set(above) & words(FILE, "sidelines"):
        return True  # "on the sidelines of the anniversary of X's founding in Y"
    known = words(FILE, "gatherings") | words(FILE, "journeys") | words(FILE, "sidelines") | words(FILE, "spoken_in")
    return noun.lemma_.lower() in known | words("places.toml", "parts")


def _clauses(clause: Token) -> Iterator[list[Token]]:
    """The goal of the journey that a meeting is the purpose of, and the place that a clause with "where" is about."""
    journey = clause.head
    if clause.dep_ in ("xcomp", "advcl") and journey.lemma_.lower() in words(FILE, "goings"):
        yield _goal(journey)
    if clause.dep_ in ("xcomp", "advcl", "acl"):
        near = [journey, *objects(journey)]
        yield [
            place
            for noun in near
            if noun.lemma_.lower() in words(FILE, "journeys")
            for place in prepositional(noun, ("to", "in"))
        ]
    if clause.dep_ == "relcl" and any(one.lower_ == "where" for one in clause.children):
        yield [clause.head]
    place = child(clause, "advcl")
    if place is not None and place.lemma_ == "be":
        yield prepositional(place, ("in", "at"))


def _goal(journey: Token) -> list[Token]:
    return objects(journey) + prepositional(journey, ("to", "in"))


def prepositional_of(tokens: list[Token], names: tuple[str, ...]) -> list[Token]:
    """What prepositions under the tokens govern: the parser hangs "in Brussels" on a partner, too."""
    return [found for token in tokens for found in prepositional(token, names)]
