"""What looks like something that two do together and is none: the subject of a paper, a measure, what is hoped for.

Of the events at which both sides take part: to agree, to work together, to consult. Not for contents of promises and of
appeals; that is ``topics.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.tree import child, is_verb, objects, prepositional
from communique.frames import frames
from communique.records import ClaimType

FILE = "light.toml"
HIGHEST = 4
"""Steps from an infinitive up to the paper that says what is to be done."""


def is_no_joint_act(match: Match) -> bool:
    """Whether a word of two who do something together tells of no such act."""
    if match.frame.event not in words(FILE, "of_both"):
        return False
    numbered = match.trigger.tag_.startswith("N") and any(one.ent_type_ == "ORDINAL" for one in match.trigger.lefts)
    other = numbered or _is_of_paper(match.clause) or _is_hoped_for(match) or _is_elsewhere(match)
    return other or _is_thought(match.trigger) or _is_awaited_first(match.clause)


def _is_awaited_first(verb: Token) -> bool:
    """Of "sanctions stay until X agrees to pay": what has to come first, and is not told to have come."""
    return any(one.dep_ == "mark" and one.lower_ in words(FILE, "first") for one in verb.children)


def _is_thought(verb: Token) -> bool:
    """Of "agreed that he believed it": what somebody thinks, which binds nobody."""
    clause = child(verb, "ccomp") if is_verb(verb) else None
    return clause is not None and clause.lemma_.lower() in words(FILE, "thoughts")


def _is_elsewhere(match: Match) -> bool:
    """Of what is bought and built together: what a figure measures, and since when something else is so."""
    if match.frame.event not in words(FILE, "measured"):
        return False
    verb = match.clause
    since = any(one.dep_ == "mark" and one.lower_ == "since" for one in verb.children)
    return since or _is_errand(verb) or (is_verb(match.trigger) and _is_metered(match.trigger))


def _is_errand(verb: Token) -> bool:
    """Of "is visiting to strengthen ties", "met to expand trade": what a journey or a meeting is for."""
    if verb.dep_ not in ("advcl", "acl", "xcomp") or verb.tag_ != "VB":
        return False
    return verb.head.lemma_.lower() in words(FILE, "meetings") | words("visits.toml", "journeys")


def _is_metered(verb: Token) -> bool:
    """Of "imports 500,000 barrels a day", "bought half of its gas": how much, which is a figure."""
    things = objects(verb)
    if verb.dep_ == "relcl" and not things:
        things = [
            verb.head,
            *([verb.head.head.head] if verb.head.dep_ == "pobj" else []),
        ]  # "the amount of oil X bought"
    units = words(FILE, "units")
    near = [low for one in things for low in (one, *prepositional(one, ("of",)))]
    return any(one.lemma_.lower() in units or one.ent_type_ == "PERCENT" for one in near)


def _is_hoped_for(match: Match) -> bool:
    """Of "looks forward to a stronger partnership": what there is not yet."""
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "to"
    above = noun.head.head if behind else None
    if above is None:
        return False
    return "forward" in {above.lower_, *(one.lower_ for one in above.children)}


def _is_of_paper(word: Token) -> bool:
    """Of "a deal to build the port together", "talks over closer cooperation": what a paper or talks are about."""
    while (word.dep_ == "conj" and is_verb(word) == is_verb(word.head)) or (word.dep_ == "xcomp" and word.tag_ == "VB"):
        word = word.head
    if word.dep_ == "dobj" and word.head.dep_ == "pcomp":
        word = word.head
    if word.dep_ in ("pobj", "pcomp") and word.head.lower_ in words(FILE, "about"):
        return any(_is_paper(one) or _is_talk(one) for one in _named_at(word.head.head))
    if word.dep_ == "acl" and word.tag_ == "VB":
        return any(_is_paper(one) for one in _above(word))
    signs = word.dep_ == "advcl" and word.tag_ == "VB" and any(one.tag_ == "TO" for one in word.children)
    return signs and any(_is_paper(one) for one in _named_at(word.head))


def _above(infinitive: Token) -> Iterator[Token]:
    """The noun that an infinitive hangs on, and those that this one hangs on: of "a deal with X to buy" the deal."""
    word = infinitive.head
    for _ in range(HIGHEST):
        yield from _named_at(word)
        if word.dep_ not in ("pobj", "prep") or is_verb(word):
            return
        word = word.head


def _named_at(word: Token) -> list[Token]:
    """A noun itself; of a verb what is done by it, or to it."""
    if not is_verb(word):
        return [word]
    passive = child(word, "nsubjpass")
    return [*objects(word), *([passive] if passive is not None else [])]


def _is_paper(noun: Token) -> bool:
    """Whether a noun names an agreement by itself, or another paper."""
    lemma = noun.lemma_.lower()
    known = (frame for _, frame in frames().nouns.get(lemma, ()))
    paper = any(frame.type is ClaimType.AGREEMENT and not frame.carriers for frame in known)
    return noun.tag_.startswith("N") and (paper or lemma in words(FILE, "papers"))


def _is_talk(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.tag_.startswith("N") and lemma in words(FILE, "meetings") | words(FILE, "conversations")
