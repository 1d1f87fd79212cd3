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
    for one in _taking_in(noun):
        things += objects(one) + (prepositional(one, ("in",)) if one.lemma_ == "take" else [])
    around = [noun, *prepositional(noun, ("of", "to", "in")), *([noun.head.head] if noun.dep_ == "pobj" else [])]
    things += [low for one in around for low in prepositional(one, ("including",)) if _is_stop(low)]
    at = [low for one in things if _is_stop(one) for low in prepositional(one, ("in", "to", "at"))]
    named = [one for one in things if not _is_stop(one)]
    return each_place(context, at) or [goal for goal in each_place(context, named) if goal[1] is not None]


def _taking_in(noun: Token) -> list[Token]:
    """The verbs that say what a journey takes in, in a clause about it or of which it is the subject."""
    found = [one for one in noun.children if one.dep_ in ("relcl", "acl")]
    if noun.dep_ in ("nsubj", "nsubjpass") and is_verb(noun.head):
        found.append(noun.head)
    found += [low for one in found for low in one.children if low.dep_ == "xcomp"]
    found = [one for one in found if one.lemma_.lower() in words(FILE, "taking_in") and child(one, "neg") is None]
    return [one for one in found if not any(low.tag_ == "PRP" for low in objects(one))]


def further_stops(noun: Token) -> Token | None:
    """The word by which stops are only what a journey takes in besides: "a tour that also includes Oman and Kuwait"."""
    if not noun.tag_.startswith("N"):
        return None
    clauses = [clause for one in (noun, *prepositional(noun, ("of", "on"))) for clause in _taking_in(one)]
    return next((low for one in clauses for low in one.children if low.lower_ in words(FILE, "besides")), None)


def is_stop_of(noun: Token) -> bool:
    """Whether a stay is one that a journey takes in: "his trip includes a visit to Oman"."""
    verb = noun.head
    present = verb.tag_ in ("VBZ", "VBP") and verb.lemma_.lower() in words(FILE, "taking_in")
    above = child(verb, "nsubj") if noun.dep_ in ("dobj", "nsubj") and present else None
    return above is not None and above.lemma_.lower() in words(FILE, "journeys")


def is_carriage(noun: Token) -> bool:
    """Whether a clause about a journey says where it takes somebody: "a tour that will also take him to Oman"."""
    carrying = [one for one in noun.children if one.dep_ == "relcl" and one.lemma_.lower() in words(FILE, "taking_in")]
    return any(low.tag_ == "PRP" for one in carrying for low in objects(one))


def where_on_tour(context: Context, match: Match, tokens: list[Token], goals: list[Goal]) -> list[Goal]:
    """The country in which a tour of a region begins or ends, where that is told; else the goals as they are."""
    if not all(country is not None and country.state is None for _, country in goals):
        return goals
    near = [low for one in tokens for low in prepositional(one, AT)]
    return each_place(context, near + (_around(match) if is_end(match) or near else [])) or goals


def ends_here(match: Match) -> bool:
    """Whether somebody is told to end a journey at the stage where he or she is: "wraps up a tour of X in Y"."""
    verb = match.light
    now = verb is not None and child(verb, "aux") is None and (verb.tag_ in ("VBZ", "VBP") or _opens(verb))
    near = [low for one in prepositional(match.trigger, ("of", "to")) for low in prepositional(one, AT)]
    return now and is_end(match) and bool(_around(match) or near)


def _opens(verb: Token) -> bool:
    """Whether a participle opens a sentence: "Wrapping up a tour of X in Y, he said"."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.left_edge == verb.sent[0]


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
