"""Whether words tell anything at all, or only command, ask or label: "Follow our news", "Was X trying to?", "the war".

Not for what somebody is told to do, nor for clauses opened by "whether" (``telling.py``).
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, carrier
from communique.extract.article import words
from communique.extract.tree import child, is_verb

FILE = "light.toml"
LINKS = ("conj", "xcomp", "ccomp")
"""How a verb hangs on another in whose mood it stands."""
MARKS = ('"', "”", "’", "'", ")")
"""What may stand behind a question mark."""


def is_unsaid(match: Match) -> bool:
    """Whether an act is in a command to the reader, in a question that may be answered with no, or only a label."""
    verb = _main(match.clause)
    if is_verb(verb) and (_is_command(verb) or _is_question(verb)):
        return True
    if match.frame.event == "ACCUSE" and match.frame.actor == ("source",) and _is_undone(match.clause):
        return True
    return _is_label(match) or _is_shown(match) or _is_state_of_thing(match) or _is_of_fight(match) or _is_pose(match)


def _is_undone(verb: Token) -> bool:
    """Whether a verb only says what should or should not be done: "persuaded X not to kill them"."""
    return verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children)


def _is_label(match: Match) -> bool:
    """Whether a noun only names what goes on in the background: "Russian aggression", "the war in X".

    Not where somebody does it, or it breaks out, or it has a day.
    """
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "labels") | words(FILE, "backgrounds"):
        return False
    if carrier(noun, words(FILE, "waging")) is not None or _is_in_time(noun):
        return False
    happens = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "outbreaks")
    return not happens and not any(one.ent_type_ == "DATE" for one in noun.subtree if one != noun)


def _is_in_time(noun: Token) -> bool:
    """Whether what is told has its time from a deed that has begun once: "since X's invasion of Y"."""
    once = noun.lemma_.lower() in words(FILE, "onsets")
    return once and noun.dep_ == "pobj" and noun.head.lower_ in ("since", "after", "before")


def _is_state_of_thing(match: Match) -> bool:
    """Whether a participle of force only stands before a noun: "the occupied city", "sanctioned tycoons"."""
    word = match.trigger
    return word.dep_ == "amod" and word.tag_ in ("VBN", "JJ") and match.frame.event in words(FILE, "left_behind")


def _is_of_fight(match: Match) -> bool:
    """Whether what is promised is a hostile deed, or only the speaker's own fight: "vowed to defeat them"."""
    if match.frame.event not in words(FILE, "of_encounters") or match.trigger.lemma_.lower() in words(FILE, "opinions"):
        return False
    near = [
        *match.trigger.children,
        *(low for one in match.trigger.children if one.lower_ == "to" for low in one.children),
    ]
    clauses = [one for one in near if one.dep_ in ("xcomp", "acl", "ccomp", "pcomp") and is_verb(one)]
    clauses += [
        low for one in clauses for low in one.children if one.lemma_ in ("continue", "keep") and low.dep_ == "xcomp"
    ]
    return any(one.tag_ in ("VB", "VBG") and one.lemma_.lower() in words(FILE, "fighting") for one in clauses)


def _is_pose(match: Match) -> bool:
    """Whether somebody only seeks to be seen so ("casts itself as a peacemaker"), or a condition is inverted."""
    word = match.trigger
    if word.lower_ == "should" and word.dep_ == "aux":
        own = child(word.head, "nsubj", "nsubjpass", "expl")
        return own is not None and own.i > word.i
    above = word.head.head if word.dep_ == "pobj" and word.head.lower_ == "as" else word.head
    return word.tag_.startswith("N") and above.lemma_.lower() in words(FILE, "posing")


def _is_shown(match: Match) -> bool:
    """Whether ties are only what something is a sign of: "another show of strengthening ties"."""
    if match.frame.event not in words(FILE, "shown"):
        return False
    word = match.trigger
    while word.dep_ in ("amod", "compound", "conj", "pcomp", "xcomp") and word.head != word:
        word = word.head
    of = word.head if word.dep_ in ("pobj", "dobj") else word
    of = of.head if of.dep_ == "pcomp" else of
    return of.lower_ == "of" and of.head.lemma_.lower() in words(FILE, "signs")


def _main(verb: Token) -> Token:
    """The verb in whose mood a verb stands."""
    while verb.dep_ in LINKS and verb.head != verb and is_verb(verb.head) and not _tells_for_itself(verb):
        verb = verb.head
    return verb


def _tells_for_itself(verb: Token) -> bool:
    """Whether a coordinated verb has a subject of its own."""
    return verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass") is not None


def _is_command(verb: Token) -> bool:
    """Whether a plain form without a subject opens its sentence: "Sign up here"."""
    if verb.dep_ != "ROOT" or verb.tag_ != "VB" or child(verb, "nsubj", "nsubjpass", "aux", "expl") is not None:
        return False
    return all(one.is_punct or one.dep_ in ("advmod", "intj", "neg") for one in verb.sent if one.i < verb.i)


def _is_question(verb: Token) -> bool:
    """Whether an auxiliary stands before the subject in a sentence that ends in a question mark."""
    last = next((one for one in reversed(list(verb.sent)) if not one.is_space and one.text not in MARKS), None)
    own = child(verb, "nsubj", "nsubjpass")
    if last is None or last.text != "?" or own is None or verb.dep_ != "ROOT":
        return False
    helper = child(verb, "aux", "auxpass") or (verb if verb.pos_ == "AUX" else None)
    asks_who = any(one.tag_ in ("WP", "WRB", "WDT", "WP$") for one in verb.subtree if one.i < own.i)
    return helper is not None and helper.i < own.left_edge.i and not asks_who and own.tag_ not in ("WP", "WDT")
