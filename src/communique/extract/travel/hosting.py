"""Where a guest goes by what the host does: receives, expects, invites, sees off. Not for who the host is."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.surroundings import AT
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.travel.attendance import site_of
from communique.extract.travel.destinations import Goal, each_place, homes_of
from communique.extract.tree import agents, is_passive, logical_subjects, objects, possessors, prepositional, subjects
from communique.records import EntityKind

FILE = "visits.toml"


def received(context: Context, verb: Token) -> list[Goal]:
    """Welcomed him to the White House; hosting at a seat, or for a visit, is a visit too, for the seat is one's own.

    So is whoever a host will receive, and whom a state receives.
    """
    near = prepositional(verb, ("at", "in"))
    near += [at for one in objects(verb) for at in prepositional(one, ("at", "in"))]
    near += [at for one in prepositional(verb, ("for",)) for at in prepositional(one, ("at", "in"))]
    at = [
        one
        for one in near
        if verb.lemma_ == "host" or ((mention := context.article.mention_of(one)) is not None and mention.seat)
    ]
    if goals := each_place(context, prepositional(verb, ("to",)) + at):
        return goals
    if not _takes_in(context, verb, near):
        return []
    hosts = agents(verb) if is_passive(verb) else logical_subjects(verb)
    venues = [one for one in near if one.lemma_.lower() in words(FILE, "venues")]
    if goals := each_place(
        context, prepositional(verb, ("in",)) + [at for one in venues for at in prepositional(one, AT)]
    ):
        return goals
    return each_place(context, hosts)[:1] or homes_of(context, context.resolver.actors(hosts))[:1]


def _takes_in(context: Context, verb: Token, near: list[Token]) -> bool:
    """Whether a host takes a guest in: for a visit, in a venue, at home as a state, or on a day to come."""
    journeys = [one for one in prepositional(verb, ("for", "on")) if one.lemma_.lower() in words(FILE, "journeys")]
    venues = [one for one in (*near, *prepositional(verb, ("to",))) if one.lemma_.lower() in words(FILE, "venues")]
    if journeys or venues:
        return True
    hosts = context.resolver.actors(agents(verb) if is_passive(verb) else subjects(verb))
    if verb.lemma_.lower() not in words(FILE, "receiving") or not hosts:
        return False
    ahead = any(one.dep_ == "aux" and one.lower_ in ("will", "'ll", "’ll", "to") for one in verb.children)
    dated = any(one.ent_type_ == "DATE" for one in verb.subtree if verb in (one.head, one.head.head))
    ahead = ahead or (verb.tag_ in ("VBZ", "VBP") and dated)
    return ahead or hosts[0].kind is EntityKind.STATE


def expected(context: Context, verb: Token) -> list[Goal]:
    """Where somebody is expected: in a place, or by a state or its leader on a day."""
    near = prepositional(verb, ("in", "at"))
    inside = [place for one in near if one.lemma_.lower() in words(FILE, "gatherings") for place in site_of(one)]
    inside += [low for one in near for low in one.children if low.dep_ == "compound"]
    if goals := each_place(context, near) or each_place(context, inside):
        return goals
    when = any(one.ent_type_ == "DATE" for one in verb.subtree if verb in (one.head, one.head.head))
    clause = any(one.dep_ in ("xcomp", "ccomp") for one in verb.children)
    hosts = context.resolver.actors(subjects(verb)) if not is_passive(verb) else ()
    return homes_of(context, hosts)[:1] if when and not clause else []


def asked_to(context: Context, verb: Token) -> list[Goal]:
    """Where somebody is asked to come, but for a diplomat who is summoned where he or she is posted."""
    here = any(one.lemma_.lower() in words(FILE, "posted") for one in objects(verb))
    return [] if here else invited_to(context, verb)


def guest_of(context: Context, noun: Token) -> list[Goal]:
    """Whose guest somebody is, as where."""
    near = [*possessors(noun), *prepositional(noun, ("of",))]
    return each_place(context, near) or homes_of(context, context.resolver.actors(near))[:1]


def seen_off(context: Context, verb: Token) -> list[Goal]:
    """Where somebody is seen off: in a place, or at home of whoever does so."""
    near = prepositional(verb, ("in", "at", "from"))
    near += [at for one in near for at in prepositional(one, ("in", "at"))]
    hosts = agents(verb) if is_passive(verb) else subjects(verb)
    return each_place(context, near) or homes_of(context, context.resolver.actors(hosts))[:1]


def invited_to(context: Context, verb: Token) -> list[Goal]:
    """Where one is invited: a place, or that of a gathering; nowhere by who asks to do something else."""
    clauses = [one for one in verb.children if one.dep_ in ("xcomp", "ccomp", "advcl") and one.tag_ == "VB"]
    if verb.lemma_.lower() in words(FILE, "asking") and any(
        one.lemma_.lower() not in words(FILE, "coming") for one in clauses
    ):
        return []
    events = [one for one in prepositional(verb, ("to",)) if one.lemma_.lower() in words(FILE, "gatherings")]
    at = [place for one in events for place in prepositional(one, AT)]
    return received(context, verb) or each_place(context, at)
