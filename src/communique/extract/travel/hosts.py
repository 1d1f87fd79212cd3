"""Who hosts a visit: whoever invites, receives, awaits or greets the visitor, or is visited.

Not for where the visit leads; that is ``hosting.py``.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.transcripts import in_dialogue
from communique.extract.travel.goals import whom
from communique.extract.travel.invitations import inviters
from communique.extract.travel.travellers import receiving_verb
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.records import EntityKind, Reference, Visit

FILE = "visits.toml"
SOON = 600
"""Characters from a visit to the sentence that tells who greeted the visitor: a paragraph."""


def hosts_of(context: Context, match: Match, visitors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Whoever is named as host or as the one visited; the state where a state takes somebody in."""
    clause = match.clause
    found: list[Reference] = list(inviters(context, match))
    if (receiving := receiving_verb(match)) is not None:
        by = agents(receiving) + prepositional(match.trigger, ("by",))
        found += context.resolver.actors(by if is_passive(receiving) else subjects(receiving))
    takers = _takers(context, match)
    found += takers
    found += whom(context, match)
    for token in (match.trigger, clause):
        for one in prepositional(token, ("for",)):
            found += context.resolver.actors(prepositional(one, ("with",)))
        for one in token.children:
            if one.dep_ in ("advcl", "xcomp", "acl", "relcl") and one.lemma_.lower() in words(FILE, "encounters"):
                found += context.resolver.actors(objects(one) + prepositional(one, ("with",)))
    found += _hosted_by(context, clause) + _awaiting(context, clause) + _met_there(context, clause)
    names = {visitor.name for visitor in visitors}
    people = {one.name: one for one in found if one.kind is EntityKind.PERSON and one.name not in names}
    states = [one for one in takers if one.kind is EntityKind.STATE]
    return tuple(people.values()) or tuple(states[:1])


def _takers(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who takes a guest in: the subject of the verb of hosting, or whose guest somebody is."""
    trigger = match.trigger
    if match.frame.name == "being a guest":
        return context.resolver.actors([*possessors(trigger), *prepositional(trigger, ("of",))])
    if match.frame.name == "reception":
        spoken = in_dialogue(context, subjects(trigger)) if is_verb(trigger) else ()
        by = agents(trigger) if is_verb(trigger) and is_passive(trigger) else []
        return (*context.first_actors(match, match.frame.recipient), *context.resolver.actors(by), *spoken)
    if match.frame.name == "expected arrival" and not is_passive(trigger):
        return context.resolver.actors(subjects(trigger))
    return ()


def _awaiting(context: Context, clause: Token) -> tuple[Reference, ...]:
    """Who awaits somebody at the goal: "flew on to Colombo, where the president is to see him"."""
    found: list[Token] = []
    for one in clause.subtree:
        where = one.dep_ == "relcl" and any(
            low.lower_ == "where" for verb in (one, *one.children) for low in verb.children
        )
        for verb in (one, *(low for low in one.children if low.dep_ == "xcomp")) if where else ():
            guest = [low for low in objects(verb) if low.tag_ == "PRP"]
            if guest and verb.lemma_.lower() in words(FILE, "awaiting"):
                found += agents(verb) if is_passive(verb) else subjects(verb)
    return context.resolver.actors(found)


def _hosted_by(context: Context, clause: Token) -> tuple[Reference, ...]:
    """Who hosts the gathering that somebody goes to: "will attend the summit, hosted by President X"."""
    hosting = [one for one in clause.subtree if one.dep_ in ("acl", "advcl", "relcl") and one.lemma_ == "host"]
    return context.resolver.actors([agent for one in hosting if one.tag_ == "VBN" for agent in agents(one)])


def _met_there(context: Context, clause: Token) -> tuple[Reference, ...]:
    """Whom the visitor sees at the goal: "is on a visit to Lima, where he will meet the president"."""
    found: list[Token] = []
    for one in clause.subtree:
        if one.dep_ != "relcl" or not any(low.lower_ == "where" for low in one.subtree):
            continue
        for verb in (one, *(low for low in one.children if low.dep_ == "xcomp")):
            pronoun = [low for low in (*subjects(verb), *subjects(one)) if low.tag_ == "PRP"]
            if pronoun and verb.lemma_.lower() in words(FILE, "encounters"):
                found += objects(verb) + prepositional(verb, ("with",))
    return context.resolver.actors(found)


def greeted(context: Context, visits: list[Visit]) -> list[Visit]:
    """The visits with whoever a later sentence says greeted the visitor: "was met at the airport by X"."""
    for sentence in context.article.sentences():
        for verb in sentence:
            at = prepositional(verb, ("at", "on")) if verb.lemma_.lower() in words(FILE, "greeting") else []
            landed = any(one.lemma_.lower() in words(FILE, "landings") for one in at)
            if landed or _takes_in(verb):
                hosts = context.resolver.actors(agents(verb) if is_passive(verb) else subjects(verb))
                met = objects(verb) or (subjects(verb.head) if verb.dep_ == "conj" else [])
                guests = {one.name for one in context.resolver.actors(met)}
                visits = [_with_greeter(one, context.article.start(verb), guests, hosts) for one in visits]
    return visits


def _takes_in(verb: Token) -> bool:
    """Whether a guest is told to have been received, wherever that was: "was greeted by the vice president"."""
    received = verb.lemma_.lower() in words(FILE, "receiving") and verb.tag_ == "VBN" and is_passive(verb)
    return received and bool(agents(verb)) and not any(one.tag_ == "MD" for one in verb.children)


def invited_later(context: Context, visits: list[Visit]) -> list[Visit]:
    """The visits with whoever a later sentence says invited the visitor, each host to the own country.

    "X will visit A and B. He was invited by Y and Z"; "The visit is at the invitation of Y".
    """
    for sentence in context.article.sentences():
        for token in sentence:
            owners, guests = _invitation(token)
            if not owners:
                continue
            hosts = context.resolver.actors(owners)
            invited = {one.name for one in context.resolver.actors(guests) if one.kind is EntityKind.PERSON}
            reach = range(context.article.start(sentence[0]) - SOON, context.article.end(sentence[-1]))
            visits = [_with_inviter(one, reach, invited, hosts) for one in visits]
    return visits


def _invitation(token: Token) -> tuple[list[Token], list[Token]]:
    """Who invites, and who is invited or does something at the invitation, by its noun or verb; else nobody."""
    if token.lemma_.lower() in words(FILE, "invitations") and token.tag_.startswith("N") and token.dep_ == "pobj":
        verb = ancestors_to_verb(token)
        owners = possessors(token) + prepositional(token, ("of", "from", "by"))
        return owners, logical_subjects(verb) if verb is not None else []
    if token.lemma_ == "invite" and is_verb(token) and token.tag_ in ("VBD", "VBN"):
        return agents(token) if is_passive(token) else subjects(token), objects(token)
    return [], []


def _with_greeter(visit: Visit, start: int, guests: set[str], hosts: tuple[Reference, ...]) -> Visit:
    """A visit told shortly before, with the people who greet the guest as its hosts."""
    state = visit.destination.state if visit.destination is not None else None
    people = tuple(one for one in hosts if one.kind is EntityKind.PERSON and one.state in (None, state))
    near = visit.evidence.start - SOON < start < visit.evidence.end + SOON
    if visit.host or not people or not near or not guests & {one.name for one in visit.visitor}:
        return visit
    return msgspec.structs.replace(visit, host=people)


def _with_inviter(visit: Visit, reach: range, invited: set[str], hosts: tuple[Reference, ...]) -> Visit:
    """A visit told in a sentence or shortly before it, with those of its country who invite the visitor there."""
    state = visit.destination.state if visit.destination is not None else None
    names = {one.name for one in visit.visitor}
    if visit.host or state is None or visit.evidence.start not in reach or (invited and not invited & names):
        return visit
    sure = bool(invited) and len(hosts) == 1
    found = [one for one in hosts if one.kind is EntityKind.PERSON and one.name not in names]
    people = tuple(one for one in found if one.state == state or (sure and one.state is None))
    return msgspec.structs.replace(visit, host=people) if people else visit
