"""The one time in the clause of an event to which no time is tied, wherever it hangs, and when that is another's.

Not for times that hang on the event itself (``timing.py``) or on the encounter that it belongs to (``scenes.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.certainty.cues import OPEN
from communique.extract.certainty.verb_cues import verb_cue
from communique.extract.context import Context
from communique.extract.moments.timing import is_left_behind, is_of_matter
from communique.extract.tree import child, is_verb
from communique.records import Precision, When

T = TypeVar("T")


def only_time(context: Context, match: Match) -> When | None:
    """The one time in an event's own clause or below its noun, wherever it hangs; not what it counts from."""
    noun, clause = match.trigger, match.clause
    if is_left_behind(noun):
        return None
    told = is_verb(clause) or clause.pos_ == "AUX" or (noun.dep_ == "pobj" and noun.head.lower_ in ("on", "during"))
    evidence = context.evidence(match)
    if not told or clause.dep_ in ("xcomp", "ccomp", "advcl", "acl", "pcomp"):
        evidence = context.article.evidence(clause.left_edge, clause.right_edge)
    times = [one for one in context.article.mentions.times if evidence.start <= one.evidence.start < evidence.end]
    times = [one for one in times if not _of_another(context, clause, one) and not _of_telling(context, match, one)]
    if len(times) != 1 or times[0].earliest is None or times[0].latest is None:
        return None
    before = context.article.tokens_in(evidence.start, times[0].evidence.start)
    counted = any(one.lower_ in words("timing.toml", "counting") for one in before)
    return None if counted else times[0]


def shared_by(context: Context, goals: list[T], when: When | None) -> Iterator[tuple[T, When | None]]:
    """The goals of a journey with its time; a day from which the whole of it counts is that of the first goal only."""
    first = context.article.token_at(when.evidence.start) if when is not None else None
    before = first.doc[max(first.sent.start, first.i - 2) : first.i + 1] if first is not None else ()
    near = {one.lower_ for one in before}
    begins = when is not None and when.precision is Precision.DAY and near & words("timing.toml", "from_then")
    for index, goal in enumerate(goals):
        yield goal, None if begins and index else when


def _of_telling(context: Context, match: Match, when: When) -> bool:
    """Whether a day is that on which a visit was made known, put off or spoken of: "condemned her trip on Monday"."""
    noun, verb = match.trigger, match.trigger.head
    token = context.article.token_at(when.evidence.start)
    spoken_of = match.light is None and is_verb(verb) and child(noun, "poss") is not None
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    if verb.lemma_.lower() not in words("timing.toml", "announcing") and not spoken_of:
        return False
    above = list(token.ancestors) if token is not None else []
    first = next((one for one in above if is_verb(one)), None)
    told_for = any(one.dep_ == "prep" and one.lower_ == "for" for one in above)
    return first == verb and when.precision is Precision.DAY and not told_for


def _of_another(context: Context, clause: Token, when: When) -> bool:
    """Whether a time is another event's: "A would go soon and B was there in May", "A, who left in May, will go".

    So is that of what somebody comes to prepare ("goes to Rome to prepare the summit on Friday"), and that of a second
    verb that looks ahead where the first does not ("took him to Mali and will close tomorrow").
    """
    token = context.article.token_at(when.evidence.start)
    if token is None or is_of_matter(token) or _describes(token):
        return token is not None
    below = token
    for one in token.ancestors:
        if one == clause:
            return False
        if clause.dep_ == "conj" and one == clause.head and _will(clause) > _will(one):
            return True  # "arrived on Monday and will take part later"
        if (
            _is_matter(below, one, clause)
            or _is_apart(below, one, clause)
            or ((is_verb(one) or one.pos_ == "AUX") and _is_other_deed(one, clause))
        ):
            return True
        below = one
    return False


def _describes(time: Token) -> bool:
    """Whether a time is part of what somebody or something is called: "the 2016 nominee", "the May 2020 accord"."""
    noun = time.head
    if (
        time.dep_ not in ("nummod", "amod", "compound", "nmod")
        or not noun.tag_.startswith("N")
        or noun.ent_type_ == "DATE"
    ):
        return False
    known = words("timing.toml", "encounters") | words("timing.toml", "journeys") | words("visits.toml", "gatherings")
    return noun.lemma_.lower() not in known and noun.i > time.i


def _is_other_deed(one: Token, clause: Token) -> bool:
    """Whether a verb below the clause of an event tells of another event."""
    if one.dep_ == "conj" and (child(one, "nsubj", "nsubjpass") is not None or _will(one) > _will(clause)):
        return True
    if one.dep_ == "relcl" and one.head.dep_ in ("nsubj", "nsubjpass") and clause in one.head.ancestors:
        return True
    if one.dep_ == "advcl" and one.lemma_.lower() in words("visits.toml", "preparing"):
        return True
    if one.dep_ == "acl" and one.head.lemma_.lower() in words("timing.toml", "utterances"):
        return True  # "toured the port, according to a report published on Monday"
    return _is_of_other_tense(one, clause) or _is_beside(one, clause) or _tells_more(one, clause)


def _is_of_other_tense(verb: Token, clause: Token) -> bool:
    """Whether a verb tells of the past where the event is to come: "will go there on a tour that began in May"."""
    cue = verb_cue(clause, plain=False) if verb.dep_ != "ccomp" else None
    past = verb.tag_ == "VBD" or any(one.tag_ == "VBD" for one in verb.children if one.dep_ in ("aux", "auxpass"))
    return past and cue is not None and cue.token.tag_ != "VBD" and (cue.status in OPEN or _will(clause))


def _is_beside(verb: Token, clause: Token) -> bool:
    """Whether a participle tells of another step than the event: "will go there, leaving the capital on 15 May"."""
    beside = verb.dep_ in ("advcl", "pcomp") and verb.tag_ == "VBG" and clause in verb.ancestors
    same = words("visits.toml", "arrivals") | words("visits.toml", "beginning") | words("timing.toml", "taking_place")
    return beside and (verb.lemma_.lower() in words("visits.toml", "leaving") or verb.lemma_.lower() not in same)


def _is_apart(noun: Token, preposition: Token, clause: Token) -> bool:
    """Whether a time is that of what comes before or after the event: "arrived there after a visit to Oslo in May"."""
    ahead = preposition.lower_ == "of" and preposition.head.lower_ in words("timing.toml", "times_before")
    apart = preposition.dep_ == "prep" and (preposition.lower_ in words("timing.toml", "apart") or ahead)
    event = noun.dep_ == "pobj" and noun.tag_ in ("NN", "NNS") and noun.ent_type_ not in ("DATE", "TIME")
    return apart and event and clause in preposition.ancestors


def _is_matter(time: Token, noun: Token, clause: Token) -> bool:
    """Whether a time stands behind a noun that only says what something is about: "the ruins of the storm in May"."""
    below = noun.tag_ in ("NN", "NNS") and noun.ent_type_ not in ("DATE", "TIME") and noun.dep_ == "pobj"
    below = below and noun.lemma_.lower() not in words("timing.toml", "encounters")
    matter = below and noun.head.lower_ in words("timing.toml", "matters") and clause in noun.ancestors
    return matter and time.i > noun.i


def _tells_more(verb: Token, clause: Token) -> bool:
    """Whether a clause tells of another deed than the one above it: "a land that it took in May", "as X leaves today".

    Not one about what the traveller does there, nor one about the journey itself.
    """
    if clause not in verb.ancestors or verb.dep_ not in ("relcl", "advcl"):
        return False
    own = child(verb, "nsubj", "nsubjpass")
    named = own is not None and own.tag_ not in ("PRP", "WDT", "WP")
    if verb.dep_ == "advcl":
        mark = child(verb, "mark", "advmod")
        return named and mark is not None and mark.lower_ in words("timing.toml", "meanwhile") | {"because", "since"}
    there = any(low.lower_ in ("where", "when") for low in verb.children)
    journey = verb.head.lemma_.lower() in words("timing.toml", "encounters") | words("timing.toml", "journeys")
    perfect = any(one.lower_ in ("has", "have", "had") for one in verb.children)
    earlier = (verb.tag_ == "VBD" and child(verb, "aux") is None) or (verb.tag_ == "VBN" and perfect)
    return not journey and (not there or (named and earlier and clause.tag_ != "VBD"))


def _will(verb: Token) -> bool:
    return any(one.dep_ == "aux" and one.tag_ == "MD" for one in verb.children)
