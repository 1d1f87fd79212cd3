"""Where one gets to, passes or leaves by verbs that say so in their own ways: "reached Lima", "set foot in Laos".

Whoever leaves a country that is not home has been there. Not for the common verbs of travel; those are in ``goals.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.travel.destinations import Goal, each_place, where_of
from communique.extract.tree import logical_subjects, objects, prepositional

FILE = "visits.toml"
INTO = ("into", "through", "to", "in", "at", "on", "by", "over")
FROM = ("from", "of", "out")


def passed(context: Context, verb: Token) -> list[Goal]:
    """What a verb of getting somewhere has as its object, behind its particle, or behind its object.

    To call on a country to do something, or for something, is no visit, nor to drop a stop in one,
    nor to continue or rush aid to one.
    """
    clauses = [one for one in verb.children if one.dep_ in ("xcomp", "ccomp", "advcl") and one.tag_ == "VB"]
    asked = clauses or objects(verb) or any(one.tag_ == "TO" for one in verb.subtree if one.i > verb.i)
    asked = asked or any(one.lower_ == "to" for low in verb.children for one in (low, *low.subtree) if one.i > verb.i)
    if verb.lemma_.lower() in words(FILE, "calling") and (asked or prepositional(verb, ("for",))):
        return []
    things = objects(verb)
    if things and verb.lemma_.lower() in words(FILE, "dropping") | words(FILE, "moving"):
        return []
    if verb.lemma_.lower() in words(FILE, "spending"):
        lasting = things or [one for one in verb.children if one.dep_ == "npadvmod"]
        timed = any(one.ent_type_ in ("DATE", "TIME") for one in lasting)
        return _behind(context, verb, things) if timed else []
    direct = things and verb.lemma_.lower() in words(FILE, "reaching")  # "reached him in Paris" by telephone
    return each_place(context, things) or ([] if direct else _behind(context, verb, things))


def _behind(context: Context, verb: Token, things: list[Token]) -> list[Goal]:
    """The places behind a verb's prepositions, else behind those of its object or its time."""
    if goals := each_place(context, prepositional(verb, INTO)):
        return goals
    times = [one for one in verb.children if one.dep_ in ("npadvmod", "advmod")]
    inside = [place for one in (*things, *times) for place in prepositional(one, INTO)]
    inner = [place for one in prepositional(verb, INTO) for place in prepositional(one, ("in", "at"))]
    return each_place(context, inside) or each_place(context, inner) or where_of(context, verb)


def departed(context: Context, verb: Token) -> list[Goal]:
    """What somebody leaves, or comes home or back from; nothing where the words say that it is for home."""
    if verb.lemma_.lower() not in words(FILE, "leaving") and prepositional(verb, ("to", "for")):
        return []
    if verb.lemma_.lower() in words(FILE, "leaving") and _leaves_so(verb):
        return []
    if any(one.lemma_.lower() in words("places.toml", "whole") and one.tag_ == "NN" for one in objects(verb)):
        return _told_to(context, verb)
    sources = prepositional(verb, FROM)
    inside = [at for one in (verb, *objects(verb), *sources) for at in prepositional(one, ("in", "at"))]
    return each_place(context, objects(verb)) or each_place(context, sources) or each_place(context, inside)


def _told_to(context: Context, verb: Token) -> list[Goal]:
    """The state that "the country" is which somebody leaves: the one named last, where nobody is told to flee home."""
    own = {one.state or context.resolver.home(one) for one in context.resolver.actors(logical_subjects(verb))}
    if None in own:
        return []
    return [goal for goal in each_place(context, objects(verb)) if goal[1] is not None and goal[1].state not in own]


def _leaves_so(verb: Token) -> bool:
    """Whether somebody only leaves something so or behind: "left Rome out in the cold", "leaves Oslo exposed"."""
    if not objects(verb):
        return False
    apart = any(one.lower_ in words(FILE, "left_so") for one in verb.children if one.i > verb.i)
    return apart or any(one.dep_ in ("oprd", "acomp", "ccomp", "xcomp") for one in verb.children if one.tag_ != "VB")
