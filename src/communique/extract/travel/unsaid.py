"""The goal of a visit that its words leave out: of whom it is asked, in which scene, or in which country a site lies.

Not for a goal that the words name; that is ``goals.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.surroundings import others, scene_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.travel.destinations import Goal, as_goals, each_place, homes_of
from communique.extract.travel.goals import FAR, goals_of, is_counted
from communique.extract.travel.invitations import inviting_verb
from communique.extract.tree import (
    agents,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.gazetteer import gazetteer
from communique.records import ClaimType, EntityKind, Reference

FILE = "visits.toml"
MOST_UNSAID = 2
"""States that a sentence may name for the goal that it leaves out: the visitor's own, where it is not told, and one."""


def country_meant(context: Context, match: Match, visitors: tuple[Reference, ...]) -> list[Goal]:
    """Which country "the country" is to which one is invited or goes: not the visitor's own, but the host's."""
    tokens = [one for path in fillers(match, match.frame.recipient) for one in path]
    tokens = [one for one in tokens if one.ent_type_ not in ("DATE", "TIME") and not is_counted(one)]
    if not tokens or not all(
        one.lemma_.lower() in words("places.toml", "whole") and one.tag_ == "NN" for one in tokens
    ):
        return []
    own = frozenset(one.state for one in visitors if one.state)
    if (inviting := inviting_verb(match)) is not None:
        return _home_of_inviter(context, inviting, own)
    said = goals_of(context, match)
    if all(country is not None and country.state in own for _, country in said):
        return as_goals(others(context, match.trigger, visitors))[:1] or _last_goal(context, match, own)
    return []


def _last_goal(context: Context, match: Match, own: frozenset[str]) -> list[Goal]:
    """The country to which the article told of a visit before."""
    start = context.article.start(match.trigger)
    before = [
        one for one in context.of_type(ClaimType.VISIT) if start - FAR < context.article.start(one.trigger) < start
    ]
    for one in reversed(before):
        away = [country for _, country in goals_of(context, one) if country is not None and country.state not in own]
        if away and away[0].state is not None:
            return [(None, context.resolver.state(away[0].state, context.article.evidence(match.trigger)))]
    return []


def unsaid_goals(context: Context, match: Match, visitors: tuple[Reference, ...]) -> list[Goal]:
    """The goal that a trigger leaves out: a site and its country, where the sentence is set, or whose guest one is."""
    trigger = match.trigger
    if _sites(match):
        return site_goals(context, match, visitors)
    own = frozenset(one.state for one in visitors if one.state)
    if (inviting := inviting_verb(match)) is not None:
        return _home_of_inviter(context, inviting, own)
    if not _leaves_out(match):
        return []
    set_in = _left(context, trigger)
    if not set_in and not _is_ahead(trigger):
        set_in = as_goals(scene_of(context, trigger, own)[:1])
    if set_in:
        return set_in
    hosts = others(context, trigger, visitors)
    hosts = [one for one in hosts if one.kind is EntityKind.PERSON or gazetteer().state(one.name) is not None]
    hosts = [one for one in hosts if one.kind is EntityKind.PERSON or not _is_said_of(context, one, trigger)]
    most = MOST_UNSAID if not own else 1
    begun = not hosts and match.light is not None and match.light.lemma_.lower() in words(FILE, "beginning")
    told = _last_goal(context, match, own) if begun else as_goals(hosts)
    return told if len(hosts) <= most else []


def _is_ahead(noun: Token) -> bool:
    """Whether what a sentence tells comes before a visit, so that it is set elsewhere: "before the visit, X said"."""
    behind = noun.dep_ == "pobj" and noun.head.lower_ in ("before", "of")
    return behind and (noun.head.lower_ == "before" or noun.head.head.lower_ in ("ahead", "advance"))


def _is_said_of(context: Context, state: Reference, noun: Token) -> bool:
    """Whether a state stands in a clause about a journey: "a trip where Russia is on the agenda"."""
    token = context.article.token_at(state.evidence.start)
    above = [one for one in token.ancestors if one.dep_ == "relcl"] if token is not None else []
    return noun.tag_.startswith("N") and any(one.head == noun for one in above)


def _left(context: Context, trigger: Token) -> list[Goal]:
    """What somebody leaves after a visit to it: "left Taiwan after a visit that", "departed Oslo after his trip"."""
    verb = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ in ("after", "following") else None
    if verb is None or not is_verb(verb) or verb.lemma_.lower() not in words(FILE, "leaving"):
        return []
    return each_place(context, objects(verb))


def _leaves_out(match: Match) -> bool:
    """Whether a trigger may go without a goal: nothing is visited, or no more than "the country"."""
    trigger = match.trigger
    if is_verb(trigger):
        attended = match.frame.name == "attendance abroad" and _attended(trigger)
        attended = attended and not any(prepositional(one, ("with",)) for one in objects(trigger))  # theirs, anywhere
        return attended or (trigger.lemma_.lower() in words(FILE, "bare") and not objects(trigger))
    if trigger.lemma_.lower() not in words(FILE, "stays"):
        return False
    whose = match.light is not None or trigger.dep_ == "pobj" or fillers(match, ("possessor", "prep:by|of|from"))
    goals = prepositional(trigger, ("to", "in", "through"))
    kinds = all(one.lemma_.lower() in words("places.toml", "kinds") and one.tag_ == "NN" for one in goals)
    return bool(whose) and kinds and not any(map(_is_anywhere, goals))  # not "to European capitals"


def _is_anywhere(place: Token) -> bool:
    """Whether a noun names no country of which the article tells: "a trip to the region"."""
    bare = all(one.dep_ == "det" for one in place.lefts)
    return bare and place.lemma_.lower() in words("places.toml", "wide")


def _attended(verb: Token) -> bool:
    if verb.dep_ == "acl":
        return False  # "a ceremony attended by"
    heads = objects(verb) + prepositional(verb, ("in", "at"))
    heads += [inner for one in objects(verb) for inner in prepositional(one, ("in",))]
    return any(one.lemma_.lower() in words(FILE, "gatherings") for one in heads)


def _home_of_inviter(context: Context, verb: Token, own: frozenset[str]) -> list[Goal]:
    """The country of whoever invites somebody to visit, to come or to an event, not to join or to do something else."""
    clauses = [one for one in verb.children if one.dep_ in ("xcomp", "ccomp", "advcl") and one.tag_ == "VB"]
    if not all(_comes(one) for one in clauses):
        return []
    if not clauses and not any(one.dep_ in ("prep", "dative") for one in verb.children):
        return []
    hosts = agents(verb) if is_passive(verb) else logical_subjects(verb)
    return homes_of(context, context.resolver.actors(hosts), own)[:1]


def _comes(verb: Token) -> bool:
    """Whether what one is invited to do is to come: "to visit", "to make a trip", not "to make a pitch"."""
    lemma = verb.lemma_.lower()
    if lemma in words(FILE, "making"):
        things = [one.lemma_.lower() for one in objects(verb)]
        return any(one in words(FILE, "journeys") or one == "part" for one in things)
    return lemma in words(FILE, "coming")


def _sites(match: Match) -> list[Token]:
    """What is visited, where it is no place on a map: a hospital, a shrine, a region struck by floods."""
    trigger = match.trigger
    near = objects(trigger) if is_verb(trigger) else prepositional(trigger, ("to", "of"))
    return [one for one in near if one.lemma_.lower() in words(FILE, "sites")]


def site_goals(context: Context, match: Match, visitors: tuple[Reference, ...], *, at_home: bool = True) -> list[Goal]:
    """The country of a site: the one that its words name, or where the sentence is set, or else the visitor's own."""
    sites, trigger = _sites(match), match.trigger
    if not sites:
        return []
    edges = words("places.toml", "edges")
    inside = [one for site in sites for one in site.subtree if one.head.lemma_.lower() not in edges]
    if places := context.places_of(inside):
        return as_goals(places[:1])
    states = [state for site in sites for state in context.resolver.modifiers(site)]
    if states:
        return [(None, states[0])]
    if places := scene_of(context, trigger, frozenset()):
        return as_goals(places[:1])
    # "his home in the hills" is a place of one's own, wherever that is
    owned = any(one.tag_ == "PRP$" for site in sites for one in site.lefts)
    return (
        [(None, visitors[0])]
        if at_home
        and not owned
        and len({one.state for one in visitors}) == 1
        and not _abroad(context, visitors)
        and visitors[0].kind is EntityKind.PERSON
        else []
    )


def _abroad(context: Context, visitors: tuple[Reference, ...]) -> bool:
    """Whether the article has a headline that names a place abroad, where the visitor may be."""
    title, own = context.article.document.title, {one.state for one in visitors}
    if title is None:
        return False
    named = [one for one in context.article.mentions.names if one.start < title.end and not one.demonym]
    return any(one.kind in (EntityKind.PLACE, EntityKind.STATE) and one.code not in own for one in named)
