"""Which day is that of a visit: not that of the word on it, of where somebody came from, or of another deed beside it.

Not for which time hangs on which word; that is ``moments/timing.py``.
"""

from __future__ import annotations

from itertools import takewhile

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.surroundings import time_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.moments.only_time import only_time
from communique.extract.travel.invitations import inviting_verb
from communique.extract.tree import agents, child, is_verb, objects, prepositional
from communique.records import ClaimType, Coded, Precision, Reference, Status, When

FILE = "visits.toml"


def only_asked(context: Context, match: Match, when: When | None, status: Coded) -> bool:
    """Whether a time that is over is that of an invitation that still stands: "invited her on Sunday to visit Oslo"."""
    published = context.article.document.published_at
    if when is None or when.latest is None or published is None or inviting_verb(match) is None:
        return False
    return status.value == Status.PROPOSED and when.latest < published.earliest


def moved_to(match: Match, when: When | None, status: Coded) -> When | None:
    """The new day of what is moved "from 12 May to 14 May", which the words name like a stay of three days."""
    verb = match.light if match.light is not None else match.trigger.head
    moved = status.value == Status.POSTPONED and verb.lemma_.lower() in words("status.toml", "moving")
    if when is None or when.latest is None or not moved or when.precision is not Precision.INTERVAL:
        return when
    return msgspec.structs.replace(when, edtf=str(when.latest), earliest=when.latest, precision=Precision.DAY)


def time_of_visit(context: Context, match: Match) -> When | None:
    """The time of a visit that its words give; not that of the visit of somebody else told before "and"."""
    verb = match.trigger
    if is_verb(verb) and verb.dep_ == "conj" and child(verb, "nsubj") is not None:
        return time_of(context, match) if context.timing.of(verb, match.light) is not None else None
    return time_of(context, match)


def only_time_of(context: Context, match: Match) -> When | None:
    """The one time of the clause, but for that of a further journey: "went to A and arrived in B on Thursday"."""
    when = only_time(context, match)
    token = context.article.token_at(when.evidence.start) if when is not None else None
    if token is None:
        return when
    if _is_of_another_event(token, match) or _is_nested(token, match):
        return None
    above = list(takewhile(lambda one: one not in (match.trigger, match.clause), token.ancestors))
    if any(_is_done_there(one) for one in above):
        return None  # "travelled on to Seoul, where she will meet X on Thursday"
    verb = next((one for one in token.ancestors if is_verb(one)), None)
    further = verb is not None and verb.dep_ == "conj" and verb not in (match.trigger, match.clause)
    if verb is None or not further or verb.head not in (match.trigger, match.clause):
        return when
    return None if any(verb in (one.trigger, one.clause) for one in context.of_type(ClaimType.VISIT)) else when


def is_of_utterance(context: Context, when: When) -> bool:
    """Whether a time is that of what somebody said or wrote: "had been invited, he said in a statement on Sunday"."""
    token = context.article.token_at(when.evidence.start)
    above = takewhile(lambda one: not is_verb(one), token.ancestors) if token is not None else ()
    return any(one.lemma_.lower() in words("timing.toml", "utterances") and one.tag_[0] == "N" for one in above)


def _is_of_another_event(token: Token, match: Match) -> bool:
    """Whether a time is that of a past event that the words only name: "to mark the anniversary of a pact in 1998".

    So is that of what somebody did to a place: "areas that Russia annexed last year".
    """
    for one in token.ancestors:
        if one in (match.trigger, match.clause):
            return False
        if one.tag_ in ("NN", "NNS") and one.dep_ == "pobj" and one.head.lower_ == "of" and one.ent_type_ != "DATE":
            return one.lemma_.lower() not in words(FILE, "journeys") | words(FILE, "gatherings")
        if one.dep_ == "relcl" and one.tag_ == "VBD" and any(low.dep_ == "nsubj" for low in one.children):
            own = next(low for low in one.children if low.dep_ == "nsubj")
            return own.tag_.startswith("N") and one.lemma_.lower() not in words(FILE, "held")
        if one.dep_ == "acl" and one.tag_ == "VBN" and agents(one) and one.lemma_.lower() not in words(FILE, "held"):
            return True
        if is_verb(one):
            return False
    return False


def _is_nested(token: Token, match: Match) -> bool:
    """Whether a time stands in a clause that tells of something else beside a visit, or the visit in such a clause."""
    if is_beside(match.clause) and token not in match.clause.subtree:
        return True  # "arrived in Oslo on Monday after concluding a visit to Rome"
    for one in takewhile(lambda above: above not in (match.trigger, match.clause), token.ancestors):
        if is_verb(one) and (is_beside(one) or _tells_apart(one, match)):
            return True
    return False


def is_beside(verb: Token) -> bool:
    """Whether a gerund tells what was done before or after: "after concluding", "before winding up"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ in words(FILE, "between_events")


def _tells_apart(verb: Token, match: Match) -> bool:
    """Whether a clause below a visit's tells of a departure, of another journey, or of what was done another time."""
    noun = verb.head
    if verb.tag_ == "VBG" and verb.lemma_.lower() in words(FILE, "leaving"):
        return True  # "will visit Rome and Oslo, leaving on Monday"
    if verb.dep_ == "advcl":
        return any(one.lower_ == "as" for one in verb.children) and verb.lemma_ == "do"  # "as she did in 2010"
    if verb.dep_ not in ("relcl", "acl") or noun == match.trigger:
        return False
    if noun.lemma_.lower() in words(FILE, "journeys"):
        part = noun.head.lower_ == "of" or len(_goals_beside(match)) > 1
        return (
            part or noun.dep_ == "dobj"
        )  # "as part of a tour that began on Monday", "rescheduling a visit put off in May"
    after = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "between_events")
    return after and noun.lemma_.lower() in words(FILE, "gatherings")  # "after a summit that will be held in May"


def _goals_beside(match: Match) -> list[Token]:
    """The objects of a verb of visiting."""
    return objects(match.trigger) if is_verb(match.trigger) else []


def _is_done_there(verb: Token) -> bool:
    """Whether a clause tells what the visitor does at the goal."""
    where = verb.dep_ == "relcl" and any(low.lower_ == "where" for low in verb.subtree)
    return where and any(low.tag_ == "PRP" and low.dep_ == "nsubj" for low in verb.children)


def is_origin(context: Context, match: Match, country: Reference) -> bool:
    """Whether a place is where somebody comes from: "arrived in Rome from Oslo"."""
    token = context.article.token_at(country.evidence.start)
    arrives = is_verb(match.trigger) and match.trigger.lemma_.lower() in words(FILE, "arrivals")
    sources = prepositional(match.trigger, ("from",)) if arrives else []
    return token is not None and any(token in one.subtree for one in sources)


def from_there(context: Context, match: Match) -> bool:
    """Whether a place is where somebody came from, so that the day of the arrival is not that of being there."""
    verb = match.trigger
    if verb.tag_.startswith("N") and verb.dep_ == "pobj" and verb.head.lower_ == "from" and is_verb(verb.head.head):
        return not any(one.ent_type_ == "DATE" for one in verb.subtree)  # "is back on Monday from a trip to Oslo"
    here = any(one.lower_ == "here" and one.dep_ == "advmod" for one in verb.children)
    if not is_verb(verb) or here or prepositional(verb, ("in", "at", "to", "on")):
        return False
    return bool(context.places_of(prepositional(verb, ("from",))))
