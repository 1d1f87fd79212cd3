"""Where a sentence is set, and who else is in it: the places and the other states around a word.

Not for where a journey leads in so many words; that is ``goals.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.named import ISO_CODE
from communique.extract.tree import child, is_verb, logical_subjects, objects, prepositional
from communique.records import EntityKind, Mention, Precision, Reference, When

FILE = "places.toml"
AT = ("in", "at", "outside", "near")
FORWARD = 3
"""Tokens from "forward" to what is looked forward to."""


def scene(token: Token) -> Iterator[list[Token]]:
    """The tokens that say where a word's clause is set, nearest first, short of what somebody else only speaks of."""
    for one in (token, *token.ancestors):
        yield prepositional(one, AT)
        for part in one.children:
            if part.dep_ == "advcl" and child(part, "nsubj", "nsubjpass") is None and token not in part.subtree:
                yield prepositional(part, AT)
            other = part.dep_ == "dobj" and one.lemma_.lower() in words(FILE, "coming_after")
            if part.dep_ in ("dobj", "nsubj", "nsubjpass") and is_verb(one) and not other:
                yield prepositional(part, AT)
            if part.dep_ == "xcomp" and part.tag_ == "VB" and token not in part.subtree:  # "is set to meet him in Lima"
                yield prepositional(part, AT) + [low for thing in objects(part) for low in prepositional(thing, AT)]
        then = one.dep_ == "relcl" and any(part.lower_ == "when" for part in one.children)
        if is_verb(one) and one.dep_ in ("ccomp", "relcl", "parataxis") and not then:
            return


def scene_of(context: Context, token: Token, not_in: frozenset[str]) -> list[Reference]:
    """The nearest places around a word that are not in certain states."""
    for tokens in scene(token):
        places = [one for one in context.places_of(tokens) if one.state is not None and one.state not in not_in]
        if places:
            return places
    return []


def others(context: Context, token: Token, visitors: tuple[Reference, ...]) -> list[Reference]:
    """The states, or people whose states count, that the sentence tells of beside some people, each once.

    Those who stand as subjects or objects around the word come first; where there are any, only they count.
    """
    names = {one.name for one in visitors} | {one.state for one in visitors if one.state}
    near = [one for one in _parties(context, token) if not _among(one, names)]
    return near or _named(context, token, names)


def _among(reference: Reference, names: set[str]) -> bool:
    return reference.name in names or (reference.state or "") in names


def _parties(context: Context, token: Token) -> list[Reference]:
    """Those who act or are met in the clauses above a word, as states."""
    found: dict[str, Reference] = {}
    for one in token.ancestors:
        if not is_verb(one):
            continue
        tokens = logical_subjects(one) + objects(one) + prepositional(one, ("with", "to", "by"))
        for reference in context.resolver.actors(tokens):
            home = home_of(context, reference)
            if home is not None:
                found.setdefault(home.name, home)
    return list(found.values())


def home_of(context: Context, reference: Reference) -> Reference | None:
    """The state that somebody is of; a person whose state the text does not give stands for it."""
    if reference.kind is EntityKind.PERSON:
        return context.resolver.state(reference.state, reference.evidence) if reference.state else reference
    return reference if reference.kind is EntityKind.STATE and len(reference.name) == ISO_CODE else None


def _named(context: Context, token: Token, names: set[str]) -> list[Reference]:
    """The states whose names, adjectives or people stand anywhere in the sentence."""
    found: dict[str, Reference] = {}
    for mention in _mentions(context, token):
        code = context.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
        if not _acts(context, mention):
            continue
        if code and len(code) == ISO_CODE and code not in names and mention.kind is not EntityKind.ORGANIZATION:
            found.setdefault(code, context.resolver.state(code, context.article.mention_evidence(mention)))
    return list(found.values())


def _acts(context: Context, mention: Mention) -> bool:
    """Whether a name stands for somebody in the sentence, not for a place or for a matter ("North Korea's arms")."""
    head = context.article.head_of(mention)
    if head is None or mention.kind is EntityKind.PERSON:
        return head is not None
    while head.dep_ == "conj":  # "amid competition from China and Russia"
        head = head.head
    if head.dep_ in ("poss", "amod", "compound", "nmod"):
        lemma = head.head.lemma_.lower()
        return lemma in words("actors.toml", "offices") or lemma in words("actors.toml", "organs")
    return head.dep_ != "pobj" or head.head.lower_ in ("with", "to", "by")


def looked_forward_to(match: Match) -> Token | None:
    """The word by which somebody looks forward to a visit."""
    first = max(match.clause.sent.start, match.clause.i - FORWARD)
    before = match.clause.doc[first : match.clause.i]
    return next((one for one in before if one.lower_ in words("visits.toml", "forward")), None)


def time_of(context: Context, match: Match) -> When | None:
    """When an event takes place: its own time, that of the verb by which it happens, or the only one of its clause."""
    noun = match.trigger
    happens = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words("timing.toml", "happening")
    when = context.when(match) or (context.timing.of(noun.head) if happens else None)
    if when is None or when.latest is None or _only_counts(context, noun, when):
        return None
    return when


def _only_counts(context: Context, noun: Token, when: When) -> bool:
    """Whether a time is that in which journeys are counted: "his third visit this year"."""
    if not noun.tag_.startswith("N") or not any(one.ent_type_ == "ORDINAL" for one in noun.lefts):
        return False
    first = context.article.token_at(when.evidence.start)
    return first is not None and first.lower_ == "this" and when.precision is not Precision.DAY


def _mentions(context: Context, token: Token) -> list[Mention]:
    sentence = token.sent
    first, end = context.article.start(sentence[0]), context.article.end(sentence[-1])
    return [mention for mention in context.article.mentions.names if first <= mention.start < end]
