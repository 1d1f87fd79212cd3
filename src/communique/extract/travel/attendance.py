"""Where the gathering is that somebody attends, skips or pulls out of: the goal of a visit that its words leave out.

Not for what the verbs of travel name; that is in ``goals.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.surroundings import AT, scene_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.travel.destinations import Goal, as_goals, each_place, where_of
from communique.extract.tree import is_passive, objects, prepositional
from communique.gazetteer import gazetteer
from communique.records import EntityKind, Reference

FILE = "visits.toml"


def gathering(context: Context, verb: Token) -> list[Goal]:
    """Where the gathering is that a verb has as its object, or that the article has told of."""
    heads = objects(verb) + prepositional(verb, ("in", "at"))
    heads += [inner for one in objects(verb) for inner in prepositional(one, ("at", "in"))]
    gatherings = [one for one in heads if one.lemma_.lower() in words(FILE, "gatherings")]
    if verb.dep_ == "acl" and is_passive(verb):  # "a ceremony attended by": mere presence
        gatherings = [one for one in gatherings if one.lemma_.lower() in words(FILE, "conferences") | {"summit"}]
    tokens = [token for one in gatherings for token in site_of(one)]
    own = [token for token in prepositional(verb, ("in", "at")) if token not in gatherings and token.lower_ != "person"]
    named = each_place(context, [two for one in gatherings for two in one.children if two.dep_ == "compound"])
    if not tokens and not own and not named and (before := told_before(context, verb, gatherings)):
        return before
    places = each_place(context, tokens) or _behind_topic(context, gatherings) or named
    if not places and not own and gatherings:
        return where_of(context, verb)
    return places or (each_place(context, own) if gatherings else [])


def attends_from_afar(verb: Token) -> bool:
    """Whether somebody takes part by a screen: "will attend via video link", "addressed the summit virtually"."""
    if any(one.dep_ == "advmod" and one.lower_ in words(FILE, "afar") for one in verb.children):
        return True
    return any(
        one.lemma_.lower() in words(FILE, "links") for one in prepositional(verb, ("via", "by", "over", "through"))
    )


def absent(context: Context, verb: Token) -> list[Goal]:
    """What somebody skips: a gathering, or a place."""
    return gathering(context, verb) or each_place(context, objects(verb))


def withdrawn(context: Context, verb: Token) -> list[Goal]:
    """Of what somebody pulls out: where the gathering is, or where the journey would have led."""
    found = prepositional(verb, ("of", "from"))
    at = [place for one in found if one.lemma_.lower() in words(FILE, "gatherings") for place in prepositional(one, AT)]
    to = [one for one in found if one.lemma_.lower() in words(FILE, "journeys")]
    return each_place(context, at) or each_place(
        context, [place for one in to for place in prepositional(one, ("to", "in"))]
    )


def stayed_away(context: Context, verb: Token) -> list[Goal]:
    """From what somebody stays away: where it is, or where the gathering is that the article has told of."""
    if any(one.dep_ == "aux" and one.lower_ in words(FILE, "unreal") for one in verb.children):
        return []
    return withdrawn(context, verb) or told_before(context, verb, objects(verb))


def told_before(context: Context, verb: Token, gatherings: list[Token]) -> list[Goal]:
    """Where the gathering is that the article has told of: "is not attending the summit", "will not attend"."""
    told = [one for one in gatherings if any(two.lower_ in words(FILE, "told") for two in one.lefts)]
    new = bool(gatherings) and not told
    if new or objects(verb) != gatherings or any(prepositional(one, ("of", "on")) for one in told):
        return []
    here = context.article.start(verb)
    before = [one for one in _gatherings(context) if context.article.start(one) < here]
    same = [one for one in before if not told or one.lemma_ == told[0].lemma_]
    for other in (*same, *before):
        if goals := each_place(context, prepositional(other, AT)) or as_goals(
            scene_of(context, other, frozenset())[:1]
        ):
            return goals
    return []


def _gatherings(context: Context) -> Iterator[Token]:
    """Every mention of a gathering in the article."""
    for sentence in context.article.sentences():
        yield from (one for one in sentence if one.lemma_.lower() in words(FILE, "gatherings") and one.tag_[0] == "N")


def _behind_topic(context: Context, gatherings: list[Token]) -> list[Goal]:
    """The city behind a gathering's topic ("a summit on trade in Paris"); a country there is part of the topic."""
    topics = [topic for one in gatherings for topic in prepositional(one, ("on", "about", "of", "for"))]
    goals = each_place(context, [token for one in topics for token in prepositional(one, ("in", "at"))])
    return [(place, country) for place, country in goals if place is not None and place.name != place.state]


def city_in_name(context: Context, event: Token) -> Goal | None:
    """The city in the name of a gathering: "to the Munich Security Conference"."""
    mention = context.article.mention_of(event)
    first = context.article.token_at(mention.start) if mention is not None else event.left_edge
    if first is not None and first.dep_ == "det":
        first = first.nbor()
    city = gazetteer().city(first.text) if first is not None and first != event and first.tag_ == "NNP" else None
    if first is None or city is None or gazetteer().state_named(first.text) is not None:
        return None
    place = Reference(
        evidence=context.article.evidence(first), name=first.text, kind=EntityKind.PLACE, state=city.state
    )
    return place, place


def site_of(event: Token) -> list[Token]:
    """Where a gathering is: right behind it, or in a clause on it ("the summit which Peru will host in Lima")."""
    held = [one for one in event.children if one.dep_ in ("relcl", "acl") and one.lemma_.lower() in words(FILE, "held")]
    grounds = [one for one in prepositional(event, ("on",)) if one.lemma_.lower() in words("places.toml", "kinds")]
    return (
        prepositional(event, ("in", "at")) or grounds or [at for one in held for at in prepositional(one, ("in", "at"))]
    )
