"""Who invites whom to come. Not for invitations to join or to do something."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.transcripts import in_dialogue
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.records import EntityKind, Reference

FILE = "visits.toml"


def invited(context: Context, match: Match) -> tuple[Reference, ...]:
    """Those to whom the invitation goes that a visit hangs on; nobody where it hangs on none."""
    noun = invitation_of(match)
    if noun is None:
        return ()
    verb = ancestors_to_verb(noun)
    own = child(match.trigger, "nsubj") if is_verb(match.trigger) else None
    tokens = [own] if own is not None else prepositional(noun, ("to", "for"))
    if verb is not None and not _people(context, tokens):
        tokens = prepositional(verb, ("to", "for"))
        if verb.lemma_.lower() in words(FILE, "accepting") or verb.lemma_.lower() in words(FILE, "thanking"):
            tokens = logical_subjects(verb)
        elif verb.dep_ == "conj" and is_verb(verb.head) and not tokens:
            tokens = objects(verb.head) + prepositional(verb.head, ("with",))  # "thanked X and conveyed an invitation"
    return _people(context, tokens) or in_dialogue(context, tokens)


def inviters(context: Context, match: Match) -> tuple[Reference, ...]:
    """The people who invite to a visit."""
    noun = invitation_of(match) or _at_invitation(match)
    verb = _inviting(match)
    if noun is None:
        if verb is None:
            return ()
        by = agents(verb) or prepositional(match.trigger, ("by",))  # "invited to visit Oslo by X"
        return _people(context, by if is_passive(verb) else subjects(verb))
    owners = _people(context, possessors(noun) + prepositional(noun, ("of", "from", "by")))
    above = ancestors_to_verb(noun)
    behalf = [one for one in prepositional(noun, ("on",)) if one.lemma_.lower() == "behalf"]
    behalf += (
        [one for one in prepositional(above, ("on",)) if one.lemma_.lower() == "behalf"] if above is not None else []
    )
    owners = owners or _people(context, [two for one in behalf for two in prepositional(one, ("of",))])
    if owners or above is None:
        return owners
    if above.lemma_.lower() in words(FILE, "thanking"):
        return _people(context, objects(above)) or in_dialogue(context, objects(above))
    return _people(context, logical_subjects(above)) if above.lemma_.lower() in words(FILE, "inviting") else ()


def inviting_verb(match: Match) -> Token | None:
    """The verb of inviting that a visit is the content of."""
    return _inviting(match)


def _people(context: Context, tokens: list[Token]) -> tuple[Reference, ...]:
    return tuple(one for one in context.resolver.actors(tokens) if one.kind is EntityKind.PERSON)


def invitation_of(match: Match) -> Token | None:
    """The noun whose content a visit is: the last one before it in its clause, wherever the infinitive hangs."""
    verb = match.clause if is_verb(match.clause) else ancestors_to_verb(match.trigger)
    if verb is None or verb.tag_ != "VB" or not any(one.tag_ == "TO" for one in verb.children):
        return None
    before = [one for one in verb.sent if one.i < verb.i and one.lemma_.lower() in words(FILE, "invitations")]
    noun = before[-1] if before else None
    if noun is None or not noun.tag_.startswith("N"):
        return None
    near = noun.is_ancestor(verb) or noun.head.is_ancestor(verb) or noun.head == verb.head
    return noun if near else None


def _at_invitation(match: Match) -> Token | None:
    """The noun of "at the invitation of"."""
    journeys = [
        one for one in prepositional(match.clause, ("for", "on")) if one.lemma_.lower() in words(FILE, "journeys")
    ]
    for token in (match.trigger, match.clause, *journeys):
        for one in prepositional(token, ("at", "on", "upon")):
            if one.lemma_.lower() in words(FILE, "invitations"):
                return one
    return None


def _inviting(match: Match) -> Token | None:
    for one in (match.trigger, *match.trigger.ancestors):
        if is_verb(one) and one.lemma_.lower() == "invite":
            return one
        if is_verb(one) and one != match.clause and one.dep_ in ("ccomp", "relcl", "ROOT"):
            return None
    return None
