"""Whose journey it is, where the words beside it leave a doubt: "the visit", "his visit", "a visit by one of".

Not for travellers who are named at the journey; those are in ``travellers.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.reference.series import is_person, parties
from communique.extract.tree import ancestors_to_verb, child, logical_subjects, prepositional
from communique.records import EntityKind, Reference

FILE = "visits.toml"
BESIDE = ("in", "during", "on", "for")
"""Before a journey in whose course the clause is."""


def described(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who travels "in a visit by one of the last leaders who": not those, but the subject of the clause."""
    noun = match.trigger
    by = prepositional(noun, ("by",)) if noun.tag_.startswith("N") else []
    if not by or noun.dep_ != "pobj" or noun.head.lower_ not in BESIDE or any(is_person(context, one) for one in by):
        return ()
    verb = ancestors_to_verb(noun.head)
    own = parties(context, logical_subjects(verb)) if verb is not None else ()
    people = tuple(one for one in own if one.kind is EntityKind.PERSON)
    named = [one for one in context.resolver.actors(by) if one.kind is EntityKind.PERSON]
    states = {one.state for one in people}
    others = {one.name for one in context.resolver.actors(by) if one.kind is EntityKind.STATE}
    if named or not people or (others and not others & states):
        return ()
    single = all(one.tag_ in ("NN", "CD") for one in by)
    return people if single and len(people) == 1 else ()


def told_of(context: Context, match: Match) -> tuple[Reference, ...]:
    """Whose "the visit" or "his visit" is that the article has told of: not the subject's who happens to be there.

    Only of a journey without a goal of its own, which would be another.
    """
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "stays") or noun.dep_ != "pobj":
        return ()
    if prepositional(noun, ("to", "in", "by", "of", "from")) or any(
        one.dep_ == "compound" and one.tag_ == "NNP" for one in noun.lefts
    ):
        return ()
    pronoun = child(noun, "poss")
    if pronoun is not None and pronoun.tag_ != "PRP$":
        return ()
    before = _travellers(context, noun)
    if pronoun is None:
        definite = any(one.lower_ in words(FILE, "told") for one in noun.lefts)
        return before[-1:] if definite and len({one.name for one in before}) == 1 else ()
    return _guest(context, noun, {one.name for one in before})


def _guest(context: Context, noun: Token, known: set[str]) -> tuple[Reference, ...]:
    """Whom a pronoun means beside the subject: who is known to be on a visit, or is named last before a state visit."""
    verb = ancestors_to_verb(noun.head)
    if verb is None:
        return ()
    hosts = {one.name for one in context.resolver.actors(logical_subjects(verb))}
    named = [one for one in noun.sent if one.i < noun.i and one.i > verb.i and is_person(context, one)]
    last = parties(context, named[-1:])[:1]
    if not last or last[0].kind is not EntityKind.PERSON or last[0].name in hosts:
        return ()
    state = any(section(FILE, "forms").get(one.lower_) == "state" for one in noun.lefts)
    return last if (state and not hosts & known) or (last[0].name in known and not hosts & known) else ()


def _travellers(context: Context, noun: Token) -> tuple[Reference, ...]:
    """The people by whose names the article has called a journey before: "X's visit", "X visit"."""
    here, found = context.article.start(noun), []
    for sentence in context.article.sentences():
        if context.article.start(sentence[0]) >= here:
            break
        for one in sentence:
            if one.i >= noun.i and one.sent == noun.sent:
                break
            if one.lemma_.lower() in words(FILE, "stays") and one.tag_.startswith("N"):
                owners = [low for low in one.lefts if low.dep_ in ("poss", "compound", "nmod")]
                found += [two for low in owners if is_person(context, low) for two in context.resolver.actors([low])]
    return tuple(one for one in found if one.kind is EntityKind.PERSON)
