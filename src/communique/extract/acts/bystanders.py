"""Who stands near an act and is no side of it, or speaks for no state. Not for whose act it is; that is ``parties``."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import agents, child, is_passive, is_verb, subjects
from communique.records import EntityKind

UNMET = {"REQUEST": "freed", "SUPPORT": "deaths", "ACCUSE": "situations"}
"""Of acts of words: the list of nouns below which nobody stands whom the words are to."""

UNBACKED = {"REQUEST": "wanted", "SUPPORT": "backed_deeds"}
"""Of acts of words: what is wanted or backed; prepositions behind these name neither those asked nor those backed."""
PURPOSES = ("for", "in", "on", "at", "against", "over")


def is_private(match: Match) -> bool:
    """Whether only people or firms speak who do so for no state: "a Danish tycoon criticised", "the firm urged"."""
    verb = match.clause
    said = words("light.toml", "speech_acts") | (words("light.toml", "of_both") - words("light.toml", "measured"))
    if match.frame.event not in said or not is_verb(verb):
        return False
    speakers = agents(verb) if is_passive(verb) else subjects(verb)
    return bool(speakers) and all(one.lemma_.lower() in words("actors.toml", "unofficial") for one in speakers)


def is_aside(match: Match, token: Token) -> bool:
    """Whether somebody stands below an act and is no side of it: a purpose, or what only stands beside it."""
    event = match.frame.event
    if event in UNBACKED and _is_purpose(match.trigger, token, words("light.toml", UNBACKED[event])):
        return True
    return _is_beside(match, token)


def _is_purpose(trigger: Token, token: Token, nouns: frozenset[str]) -> bool:
    """Of "sought support for its raids in X", "backed more sanctions on X": X, for or against whom it is."""
    below = token
    for one in token.ancestors:
        if one == trigger:
            return False
        if below.dep_ == "prep" and below.lower_ in PURPOSES and one.lemma_.lower() in nouns:
            return True
        below = one
    return False


def _is_beside(match: Match, token: Token) -> bool:
    """Whether somebody stands below an act, but where only told is when or why it is done, or whom a demand is against.

    "Called for tougher sanctions against X", "apologised ahead of the summit with X", "in response to threats from X".
    """
    trigger = match.trigger
    event = match.frame.event
    if trigger not in token.ancestors:
        return False
    apart = words("light.toml", "opposing") if event == "REQUEST" else frozenset()
    spoken = event in words("light.toml", "addressed") | words("light.toml", "governors")
    beyond = words("light.toml", "circumstances") if spoken else frozenset()
    beside_it = words("light.toml", UNMET[event]) if event in UNMET else frozenset()
    for one in token.ancestors:
        if one == trigger:
            return False
        if one.lemma_.lower() in beside_it and one.tag_.startswith("N"):
            return token.head.lower_ != "to"
        if one.lower_ in beyond and one.dep_ in ("prep", "advmod", "pobj"):
            return True
        beside = one.head != trigger or child(trigger, "dobj") is not None
        if beside and one.dep_ == "prep" and one.lower_ in apart:
            return True
    return False


def is_aimed_at(token: Token) -> bool:
    """Whether a word stands below what a deed is aimed at: of "an attack on a convoy of X" X."""
    deeds = words("light.toml", "deeds") | words("light.toml", "suffered")
    aims = [one for one in token.ancestors if one.dep_ == "prep" and one.lower_ in ("on", "against", "at")]
    return any(one.head.lemma_.lower() in deeds for one in aims)


def is_reason(verb: Token, token: Token) -> bool:
    """Whether somebody stands in what a punishment is for: "sanctioned for supplying X", "held for spying for X"."""
    reasons = [one for one in verb.children if one.dep_ == "prep" and one.lower_ in ("for", "over")]
    return is_verb(verb) and any(one in token.ancestors for one in reasons)


def is_scene(context: Context, token: Token) -> bool:
    """Whether a place only says where a deed was done: of "were killed in X", "in the Y airport attack" X and Y."""
    mention = context.article.mention_of(token)
    if mention is None or mention.demonym or mention.kind is EntityKind.PERSON:
        return False
    inside = token.dep_ == "pobj" and token.head.lower_ in words("light.toml", "where")
    town = mention.kind is EntityKind.PLACE or mention.seat
    return inside or (town and token.dep_ in ("compound", "nmod"))


def undergoer(verb: Token) -> Token | None:
    """To whom a passive is done, also one without its auxiliary, as in headlines: "X barred by Y", "two X seized"."""
    met = child(verb, "nsubjpass") or victim(verb)
    if met is not None or (verb.tag_ != "VBN" and child(verb, "agent") is None):
        return met
    if verb.dep_ == "acl":
        return verb.head
    active = child(verb, "aux", "dobj") is not None
    return None if active else child(verb, "nsubj")


def victim(verb: Token) -> Token | None:
    """Of "three X killed in a raid", which the parser takes for their deed: the subject, where nobody is met."""
    if not is_verb(verb) or is_passive(verb) or child(verb, "dobj", "dative", "ccomp") is not None:
        return None
    known = words("light.toml", "suffering") | words("light.toml", "undergoing")
    return child(verb, "nsubj") if verb.lemma_.lower() in known else None
