"""The stages of a tour: the stops that it includes, and the one at which it begins or ends.

Not for legs that each have their own day; those are in ``itinerary.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.travel.destinations import Goal, each_place
from communique.extract.tree import child, is_verb, objects, prepositional

FILE = "visits.toml"
AT = ("in", "at")


def stops_of(context: Context, noun: Token) -> list[Goal]:
    """What a journey takes in: "a tour that includes stops in A and B", "a trip taking in A", "a tour including A"."""
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "journeys"):
        return []
    things: list[Token] = []
    for one in noun.children:
        clause = one.dep_ in ("relcl", "acl") and one.lemma_.lower() in words(FILE, "taking_in")
        if clause and child(one, "neg") is None:
            things += objects(one) + (prepositional(one, ("in",)) if one.lemma_ == "take" else [])
    around = [noun, *prepositional(noun, ("of", "to", "in")), *([noun.head.head] if noun.dep_ == "pobj" else [])]
    things += [low for one in around for low in prepositional(one, ("including",)) if _is_stop(low)]
    at = [low for one in things if _is_stop(one) for low in prepositional(one, ("in", "to", "at"))]
    named = [one for one in things if not _is_stop(one)]
    return each_place(context, at) or [goal for goal in each_place(context, named) if goal[1] is not None]


def where_on_tour(context: Context, match: Match, tokens: list[Token], goals: list[Goal]) -> list[Goal]:
    """The country in which a tour of a region begins or ends, where that is told; else the goals as they are."""
    if not all(country is not None and country.state is None for _, country in goals):
        return goals
    near = [low for one in tokens for low in prepositional(one, AT)]
    return each_place(context, near + (_around(match) if is_end(match) or near else [])) or goals


def ends_here(match: Match) -> bool:
    """Whether somebody is told to end a journey at the stage where he or she is: "wraps up a tour of X in Y"."""
    verb = match.light
    now = verb is not None and verb.tag_ in ("VBZ", "VBP") and child(verb, "aux") is None
    near = [low for one in prepositional(match.trigger, ("of", "to")) for low in prepositional(one, AT)]
    return now and is_end(match) and bool(_around(match) or near)


def is_end(match: Match) -> bool:
    """Whether a journey is told by the verb that begins or ends it."""
    known = words("timing.toml", "ending") | words(FILE, "beginning") | {"complete"}
    verb = match.light
    return verb is not None and is_verb(verb) and verb.lemma_.lower() in known and match.trigger.dep_ == "dobj"


def _around(match: Match) -> list[Token]:
    """What stands with "in" at a journey and at its verb."""
    verb = match.light
    return prepositional(match.trigger, AT) + (prepositional(verb, AT) if verb is not None else [])


def _is_stop(noun: Token) -> bool:
    return noun.lemma_.lower() in words(FILE, "destinations") | words(FILE, "stays") | words(FILE, "encounters_there")
