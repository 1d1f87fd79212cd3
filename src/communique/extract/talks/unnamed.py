"""Meetings of which one side is left unnamed, or stands elsewhere than the grammar says. Not for whom words stand for.

"He met with X" by itself has only X; "A said that his country would act after talks with X" has A.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import ancestors_to_verb, is_verb, logical_subjects, subjects
from communique.records import EntityKind, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]


def is_with_somebody(context: Context, match: Match) -> bool:
    """Whether whoever meets the other side is "he" or "she" of whom the article says no more."""
    tokens = [one for side in fillers(match, match.frame.actor) for one in side]
    return any(_is_unnamed(context, one) for one in tokens or _carriers(match))


def _is_unnamed(context: Context, token: Token) -> bool:
    """Whether a word is a pronoun for one person whom nothing in the article tells."""
    return token.lower_ in words(FILE, "unnamed") and not context.resolver.actor(token)


def _carriers(match: Match) -> list[Token]:
    """The subjects of the clause that a meeting hangs on: "made his remarks ahead of a meeting with X"."""
    noun = match.trigger
    if noun.dep_ != "pobj" or noun.head.lower_ not in words(FILE, "carriers"):
        return []
    verb = ancestors_to_verb(noun.head)
    return logical_subjects(verb) if verb is not None else []


def sayer_of(context: Context, match: Match, first: Company, second: Company) -> Company:
    """The person who says what a state should do "after meeting X", where that state cannot have met anybody."""
    if not first or not second or any(one.kind is EntityKind.PERSON for one in first):
        return ()
    if not all(one.kind is EntityKind.PERSON for one in second) or not _is_time_of_saying(match):
        return ()
    met = {one.name for one in second}
    for verb in (one for one in match.trigger.ancestors if is_verb(one)):
        if any(one.dep_ == "aux" and one.lower_ in words(FILE, "foreseen") for one in verb.children):
            return ()
        found = tuple(one for one in context.resolver.actors(subjects(verb)) if one.kind is EntityKind.PERSON)
        if found:
            spoken = verb.lemma_.lower() in words(FILE, "voicing") and not met & {one.name for one in found}
            return found if spoken and not any(map(_only_speaks, found)) else ()
    return ()


def so_called(context: Context, match: Match) -> Company:
    """Who calls a meeting by that name, behind "after" and the like: "A spoke after what he called talks with B"."""
    noun, verb = match.trigger, match.trigger.head
    named = noun.dep_ in ("oprd", "dobj", "ccomp", "attr") and is_verb(verb) and verb.dep_ == "pcomp"
    what = any(one.tag_ == "WP" for one in verb.children)
    if not named or not what or verb.head.lower_ not in words(FILE, "carriers"):
        return ()
    return tuple(one for one in context.resolver.actors(subjects(verb)) if one.kind is EntityKind.PERSON)


def _is_time_of_saying(match: Match) -> bool:
    """Whether a meeting stands behind "after" or "in" without a subject of its own, and so may be the speaker's."""
    trigger = match.trigger
    before = {trigger.head.lower_, trigger.head.head.lower_ if trigger.head.lower_ == "of" else ""}
    if match.light is not None or not before & words(FILE, "times_of_saying"):
        return False
    return trigger.dep_ == "pobj" or (trigger.dep_ in ("pcomp", "advcl") and not _has_subject(trigger))


def _has_subject(verb: Token) -> bool:
    return any(one.dep_ in ("nsubj", "nsubjpass") for one in verb.children)


def _only_speaks(reference: Reference) -> bool:
    """Whether somebody speaks for others: "a spokesman said that the country would act after talks with X"."""
    return any(word in title.split() for title in reference.titles for word in words(FILE, "speaking_for"))
