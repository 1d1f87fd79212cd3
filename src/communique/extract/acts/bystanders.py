"""Who stands near an act and is no side of it, or speaks for no state. Not for whose act it is; that is ``parties``."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.tree import agents, child, is_passive, is_verb, subjects


def is_private(match: Match) -> bool:
    """Whether only people or firms speak who do so for no state: "a Danish tycoon criticised", "the firm urged"."""
    verb = match.clause
    if match.frame.event not in words("light.toml", "speech_acts") or not is_verb(verb):
        return False
    speakers = agents(verb) if is_passive(verb) else subjects(verb)
    return bool(speakers) and all(one.lemma_.lower() in words("actors.toml", "unofficial") for one in speakers)


def is_aside(match: Match, token: Token) -> bool:
    """Whether somebody stands below an act, but where only told is when or why it is done, or whom a demand is against.

    "Called for tougher sanctions against X", "apologised ahead of the summit with X", "in response to threats from X".
    """
    trigger = match.trigger
    if trigger not in token.ancestors:
        return False
    event = match.frame.event
    apart = words("light.toml", "opposing") if event == "REQUEST" else frozenset()
    spoken = event in words("light.toml", "addressed") | words("light.toml", "governors")
    beyond = words("light.toml", "circumstances") if spoken else frozenset()
    for one in token.ancestors:
        if one == trigger:
            return False
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
    return child(verb, "nsubj") if verb.lemma_.lower() in words("light.toml", "suffering") else None
