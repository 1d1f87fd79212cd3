"""With which verbs and events a word shares its time: a chain of verbs, a journey and its purpose, what it is part of.

Not for the times themselves; those are hung on words in ``timing.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.tree import child, is_verb

FILE = "timing.toml"
CHAIN = 4
"""Verbs above one another that share a time: "On Friday he went, met and agreed"."""


def journey_of(noun: Token) -> Token | None:
    """The journey that a noun says the purpose of: "traveled to Lima on Monday for talks"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ != "for":
        return None
    for one in preposition.ancestors:
        if is_verb(one) or one.pos_ == "AUX":
            return one if one.lemma_.lower() in words(FILE, "journeying") else None
    return None


def chain_of(verb: Token) -> Iterator[Token]:
    """The verbs above with which one shares its time: "On Friday he went … and met …", "arrived …, meeting …"."""
    for _ in range(CHAIN):
        above = verb.head
        if above == verb or not (is_verb(above) or above.pos_ == "AUX"):
            return
        leading = verb.dep_ == "xcomp" and above.lemma_.lower() not in words(FILE, "own")
        coordinated = verb.dep_ == "conj" and _modal(verb) in (None, _modal(above))
        participle = verb.dep_ == "advcl" and verb.tag_ == "VBG" and child(verb, "mark", "nsubj") is None
        if not (leading or coordinated or participle or _purpose(verb, above)):
            return
        yield above
        verb = above


def _purpose(verb: Token, journey: Token) -> bool:
    """Whether a verb says what a journey is for, and so takes place on it: "will fly to Lima on Monday to meet X"."""
    to = verb.dep_ in ("advcl", "xcomp") and verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children)
    return to and journey.lemma_.lower() in words(FILE, "journeying")


def is_there(clause: Token) -> bool:
    """Whether a relative clause tells what was done there or then: "where they agreed", "in which ten died"."""
    if any(one.lower_ == "where" for one in clause.children):
        return True
    within = (one for one in clause.children if one.dep_ == "prep" and one.lower_ in words(FILE, "during"))
    return any(low.tag_ == "WDT" for one in within for low in one.children)


def held_by(noun: Token) -> Token | None:
    """The verb that a meeting says the manner of: "spoke on Monday in a call", "convened today by videoconference"."""
    preposition = noun.head
    talks = noun.lemma_.lower() in words(FILE, "encounters") and noun.lemma_.lower() not in words(FILE, "journeys")
    if not talks or noun.dep_ != "pobj" or preposition.lower_ not in words(FILE, "manner"):
        return None
    above = preposition.head
    while not is_verb(above) and above.dep_ in ("pobj", "prep", "dobj") and above.head != above:
        if above.lemma_.lower() in words(FILE, "encounters"):
            return None
        above = above.head  # "agreed to a truce at a summit"
    return above if is_verb(above) else None


def openings(verb: Token) -> Iterator[Token]:
    """The participles with which a sentence opens: "Meeting in Cairo on Monday, the ministers voiced regret"."""
    for one in verb.lefts:
        if one.dep_ == "advcl" and one.tag_ in ("VBG", "VBN") and child(one, "mark", "nsubj", "aux") is None:
            yield one


def _modal(verb: Token) -> str | None:
    """The modal of a verb, or its negation or perfect, which set it apart from the verb before."""
    return next((one.lower_ for one in verb.children if one.tag_ == "MD" or one.lower_ in ("had", "has", "have")), None)


def is_later(verb: Token) -> bool:
    """Whether a verb looks ahead by a modal of its own."""
    return any(one.tag_ == "MD" for one in verb.children)


def settings(verb: Token) -> Iterator[Token]:
    """The events in whose course something is done: "during a visit to Kyiv on Tuesday", "at a summit in May"."""
    for one in verb.children:
        if one.dep_ == "prep" and one.lower_ in words(FILE, "during"):
            for inner in one.children:
                if inner.dep_ == "pobj":
                    yield inner
                    yield from _given(inner)
                    yield from (low for of in inner.children if of.lower_ == "of" for low in of.children)


def _given(noun: Token) -> Iterator[Token]:
    """The verb that says when words were given, of what stands in them: "in a statement issued on Monday"."""
    if noun.lemma_.lower() in words(FILE, "utterances"):
        yield from (one for one in noun.children if one.dep_ in ("acl", "amod") and one.tag_ in ("VBN", "VBD"))
