"""What words of travel may be instead of a visit: a leader at home, a warning, the rank or the stage of another visit.

Not for whether a visit that is one took place; that is ``certainty``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.travel.goals import goals_of
from communique.extract.tree import (
    child,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.records import EntityKind, Reference

FILE = "visits.toml"


def is_no_visit(context: Context, match: Match, visitors: tuple[Reference, ...]) -> bool:
    """Whether a word of travel tells of no visit of its own by these visitors."""
    return (
        _is_at_home(context, match, visitors)
        or _is_only_warned(match.trigger)
        or _is_ranked_among(match.trigger)
        or _is_stop_named(context, match.trigger)
        or _is_of_house(match, visitors)
        or _would_have_been(match.trigger)
    )


def _is_at_home(context: Context, match: Match, visitors: tuple[Reference, ...]) -> bool:
    """Whether "the president" who is in a city may be the one whose city it is, and whom the article tells of, too."""
    if match.frame.name != "stay" or len(visitors) != 1 or visitors[0].kind is not EntityKind.PERSON:
        return False
    tokens = logical_subjects(match.trigger)
    bare = len(tokens) == 1 and tokens[0].tag_ == "NN" and not list(tokens[0].rights)
    if not bare or any(one.dep_ not in ("det",) for one in tokens[0].lefts):
        return False
    states = {country.state for _, country in goals_of(context, match) if country is not None}
    start = context.article.start(tokens[0])
    named = (mention for mention, _ in context.article.people() if mention.start < start)
    heads = [head for one in named if (head := context.article.head_of(one)) is not None]
    near = [one for one in context.resolver.actors(heads) if one.name != visitors[0].name]
    return any(context.resolver.home(one) in states for one in near if one.kind is EntityKind.PERSON)


def _is_only_warned(verb: Token) -> bool:
    """Whether somebody is only told not to go: "warned her not to visit Oslo"."""
    above = verb.head
    infinitive = is_verb(verb) and verb.dep_ in ("xcomp", "ccomp", "advcl") and child(verb, "neg") is not None
    return infinitive and verb.tag_ == "VB" and is_verb(above) and above.lemma_.lower() in words(FILE, "warning")


def _is_stop_named(context: Context, noun: Token) -> bool:
    """Whether words only say what stage of a journey a place is: "arrived in Oslo, the first stop of his tour"."""
    return noun.dep_ == "appos" and noun.tag_.startswith("N") and bool(context.places_of([noun.head]))


def _would_have_been(verb: Token) -> bool:
    """Whether a visit only is what somebody would have been the first to pay: it is called off, as others tell."""
    noun = verb.head
    if verb.dep_ not in ("relcl", "acl") or noun.dep_ != "attr":
        return False
    return {"would", "have"} <= {one.lower_ for one in noun.head.children if one.dep_ == "aux"}


def _is_ranked_among(noun: Token) -> bool:
    """Whether words only rank a visit told beside them: "a trip which is the first visit by a French leader"."""
    if noun.dep_ == "attr" and (subject := child(noun.head, "nsubj")) is not None and subject.tag_ in ("PRP", "DT"):
        return False  # "It was the first visit to Peru by a French leader" tells it
    whose = (
        prepositional(noun, ("by",)) if noun.dep_ in ("attr", "appos", "npadvmod") and noun.tag_.startswith("N") else []
    )
    ranked = any(one.ent_type_ == "ORDINAL" or one.lower_ in words("status.toml", "ranks") for one in noun.lefts)
    return ranked and any(low.lower_ in ("a", "an", "any") for one in whose for low in one.lefts)


def _is_of_house(match: Match, visitors: tuple[Reference, ...]) -> bool:
    """Whether whom somebody receives is a group at home: "hosts congressional leaders at the White House"."""
    if match.frame.name != "reception" or any(one.kind is not EntityKind.GROUP for one in visitors):
        return False
    named = {low.lower_ for one in objects(match.trigger) for low in (one, *one.lefts)}
    return bool(named & words(FILE, "domestic"))
