"""Whose events a tally counts, and to whom or where they were. Not for what is counted.

What the counted noun itself leaves open is taken from the visit or the meeting that its sentence tells: "made a
surprise trip to Greece, her first visit in years".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.sides import sides_near, sides_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.meetings import find_meetings
from communique.extract.numbers.tally_acts import other_side
from communique.extract.numbers.tally_bodies import holder_of, is_named_gathering
from communique.extract.numbers.tally_quoted import is_said_of_oneself, sides_said
from communique.extract.sources.attribution import unique, without
from communique.extract.tree import (
    ancestors_to_verb,
    child,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
)
from communique.extract.visits import find_visits
from communique.records import EntityKind, Meeting, Reference, Visit

FILE = "tallies.toml"
WITH = ("with", "between", "to", "among")
"""Prepositions of those with whom a meeting or an agreement is."""
References = tuple[Reference, ...]
Event = Visit | Meeting


class Told:
    """The visits and meetings of an article, found when a tally first asks for them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._events: dict[str, list[Event]] = {}

    def of(self, trigger: Token, kind: str) -> Event | None:
        """The event of that type which the sentence of a trigger tells: the one whose words hold the trigger first."""
        if kind not in ("visit", "meeting"):
            return None
        if kind not in self._events:
            found: Iterator[Event] = (find_visits if kind == "visit" else find_meetings)(self._context)
            self._events[kind] = list(found)
        article = self._context.article
        first, last, here = article.start(trigger.sent[0]), article.end(trigger.sent[-1]), article.start(trigger)
        near = [one for one in self._events[kind] if first <= one.evidence.start < last]
        near.sort(key=lambda one: not one.evidence.start <= here < one.evidence.end)
        return near[0] if near else None

    def before(self, trigger: Token, who: References) -> Event | None:
        """The visit of the same people that an earlier sentence of the paragraph tells."""
        article, names = self._context.article, {one.name for one in who}
        first, last = article.start(trigger.doc[0]), article.start(trigger.sent[0])
        earlier = [one for one in self._events.get("visit", ()) if first <= one.evidence.start < last]
        same = [one for one in earlier if isinstance(one, Visit) and names & {two.name for two in one.visitor}]
        return same[-1] if same else None


def sides_of_tally(
    context: Context, match: Match, kind: str, count: Token, told: Told
) -> tuple[References, References]:
    """Who, and to whom or where; of events without a partner of their own, the first of the parties and the others."""
    verbal = is_verb(match.trigger)
    if not verbal and match.trigger.lemma_.lower() in words(FILE, "always") and (both := _of_rounds(context, match)):
        return both[:1], both[1:]
    if is_said_of_oneself(context, match.trigger, count):
        return _as_said(context, match, kind, count)
    if kind == "meeting" and count.tag_ == "JJ" and (holder := holder_of(context, match.trigger)) is not None:
        return (holder,), ()
    if kind == "meeting" and count.tag_ == "JJ" and is_named_gathering(match.trigger):
        return (), ()
    event = told.of(match.trigger, kind)
    who = _subjects(context, match, count, event) if verbal else _owners(context, match, kind, count, event)
    if kind == "visit":
        goals = _goals_of_verb(context, match.trigger) if verbal else _goals_of_noun(context, match, count)
        goals = _abroad(goals, who) or _goal_of(event, who) or _abroad(_goal_of_clause(context, match.trigger), who)
        goals = goals or _goal_of(told.before(match.trigger, who), who)
        near = {one.lower_ for one in (*match.trigger.subtree, *count.subtree)}
        if not goals and not near & words(FILE, "abroad"):
            goals = list(other_side(context, match.trigger, who))
        states = [context.resolver.state(one.state, one.evidence) if one.state else one for one in goals]
        return _travellers(context, match, who, goals, event), without(unique(tuple(states)), who)
    others = _partners(context, match, count)
    everybody = unique((*who, *others))
    if not others and isinstance(event, Meeting):
        everybody = unique((*who, *event.participants))
    if who and all(one.kind is EntityKind.STATE for one in who):  # "of Chinese and Russian premiers", who are named
        named = {one.name for one in everybody if one.kind is EntityKind.STATE}
        everybody = tuple(one for one in everybody if one.name in named or context.resolver.home(one) not in named)
    return everybody[:1], everybody[1:]


def _of_rounds(context: Context, match: Match) -> References:
    """Between whom rounds are that name nobody: the sides around, less the host; nobody where others hold them."""
    noun = match.trigger
    if prepositional(noun, (*WITH, "of", "by")) or possessors(noun):
        return ()
    verb = ancestors_to_verb(noun) if noun.dep_ in ("dobj", "pobj", "nsubjpass") else None
    doers = context.resolver.actors(logical_subjects(verb)) if verb is not None and noun.dep_ == "dobj" else ()
    if doers and verb is not None and verb.lemma_.lower() not in words(FILE, "hosting"):
        return ()
    hosts = {context.resolver.home(one) for one in doers}
    for sides in (sides_near(context, noun), sides_of(context)):
        if sides and not hosts & {one.name for one in sides}:
            return sides
    return ()


def _as_said(context: Context, match: Match, kind: str, count: Token) -> tuple[References, References]:
    """The sides of what a speaker counts of himself or of his hearer; of a visit, where it goes."""
    who, others = sides_said(context, match.trigger, count)
    if kind != "visit" or not who:
        return who, others
    verbal = is_verb(match.trigger)
    goals = _goals_of_verb(context, match.trigger) if verbal else _goals_of_noun(context, match, count)
    homes = ((context.resolver.home(one) or one.state, one) for one in _abroad(goals, who) or others)
    states = (context.resolver.state(code, one.evidence) for code, one in homes if code)
    return who, without(unique(tuple(states)), who)


# Who


def _travellers(
    context: Context, match: Match, who: References, goals: Iterable[Reference], event: Event | None
) -> References:
    """Those found; where all are at home where the visit goes, whoever else the sentence tells to go there."""
    there = {one.state for one in goals if one.state}
    if not there or not all(context.resolver.home(one) in there for one in who):
        return who
    verb = match.trigger if is_verb(match.trigger) else ancestors_to_verb(match.trigger)
    doers = context.resolver.actors(logical_subjects(verb)) if verb is not None else ()
    others = (*(event.visitor if isinstance(event, Visit) else ()), *doers)
    people = (one for one in others if one.kind is EntityKind.PERSON)
    away = [one for one in people if context.resolver.home(one) not in {None, *there}]
    named = (context.article.mention_at(one.evidence.start) for one in goals)
    is_home = any(one is not None and one.kind is EntityKind.STATE for one in named)
    return tuple(away[:1]) or (() if is_home else who)


def _subjects(context: Context, match: Match, count: Token, event: Event | None) -> References:
    """Of "met Putin more than 40 times", the verb's subject; of "the first leader to visit", whoever was that."""
    verb = match.trigger
    rank_of = count.head.tag_.startswith("N") and count.head.lemma_.lower() != "time"
    if rank_of and count.head.i < verb.i and count.dep_ in ("amod", "compound"):
        named = _said_to_be(context, count.head)
        if named:
            return named
    found = context.resolver.actors(logical_subjects(verb))
    return found or (event.visitor if isinstance(event, Visit) else ())


def _said_to_be(context: Context, noun: Token) -> References:
    """Who is said to be the first: "Modi is the first premier to visit", "made him the first leader to visit"."""
    if (inside := child(noun, "nsubj")) is not None:
        return context.resolver.actors([inside])
    if noun.dep_ == "attr":
        return context.resolver.actors(logical_subjects(noun.head))
    if noun.dep_ == "appos" and noun.head.ent_type_ == "DATE":  # "flew in on Friday, the third leader to do so"
        verb = ancestors_to_verb(noun.head)
        return context.resolver.actors(logical_subjects(verb)) if verb is not None else ()
    return ()


def _owners(context: Context, match: Match, kind: str, count: Token, event: Event | None) -> References:
    """Of "his third visit to China", "the first by a president to China": whose it is."""
    noun, resolver = match.trigger, context.resolver
    own = possessors(count) or possessors(noun)
    visitor = event.visitor if isinstance(event, Visit) else ()
    if own and all(one.tag_ == "PRP$" for one in own):
        return _by_pronoun(context, noun, own, visitor)
    if own:
        return resolver.actors(own)
    makers = prepositional(count, ("by", "from")) + (prepositional(noun, ("by", "from")) if noun != count else [])
    described = resolver.actors(makers)
    if described:
        return tuple(_named_or_described(one, (*visitor, *_subject_of(context, noun))) for one in described)
    return _holders(context, match, kind) or visitor


def _by_pronoun(context: Context, noun: Token, own: list[Token], visitor: References) -> References:
    """Of "his", in "welcomed X for his first visit" and "met X, who is on his first trip", the one who travels."""
    verb = ancestors_to_verb(noun)
    host = verb is not None and verb.lemma_.lower() in words(FILE, "receiving")
    guests = context.resolver.actors(objects(verb)) if verb is not None and host else ()
    if guests or verb is None or noun.dep_ not in ("dobj", "pobj", "appos"):
        return guests or context.resolver.actors(own)
    doers = tuple(one for one in context.resolver.actors(logical_subjects(verb)) if one.kind is not EntityKind.PLACE)
    return doers if len(doers) == 1 else visitor or context.resolver.actors(own)


def _named_or_described(described: Reference, told: Iterable[Reference]) -> Reference:
    """Of "the first by a Japanese leader": the Japanese leader whom the sentence names, else the office."""
    if described.kind is not EntityKind.PERSON or described.antecedent is not None or not described.state:
        return described
    same = [one for one in told if one.kind is EntityKind.PERSON and one.state in (described.state, None)]
    return same[0] if same else described


def _subject_of(context: Context, noun: Token) -> References:
    """Whose trip it was that "was the first by a president"."""
    verb = ancestors_to_verb(noun)
    own = child(verb, "nsubj") if verb is not None else None
    return context.resolver.actors([*(possessors(own) or [own] if own is not None else []), *possessors(noun)])


def _holders(context: Context, match: Match, kind: str) -> References:
    """Whose visit or meeting a noun names: who carries it, or the subject of what it hangs on."""
    noun = match.trigger
    for tokens in fillers(match, ("prep:by|between|of|among", "subject", "modifier")):
        found = tuple(one for one in context.resolver.actors(tokens) if one.kind is not EntityKind.PLACE)
        if found:
            return found
    if kind == "visit" and noun.dep_ == "attr" and (own := child(noun.head, "nsubj")) is not None:
        return context.resolver.actors(possessors(own))
    if noun.dep_ == "pobj" and (verb := ancestors_to_verb(noun.head)) is not None:
        return tuple(one for one in context.resolver.actors(logical_subjects(verb)) if one.kind is EntityKind.PERSON)
    return context.resolver.states_beside(noun)


# To whom, and where


def _partners(context: Context, match: Match, count: Token) -> References:
    """With whom a meeting or an agreement is."""
    found = prepositional(match.trigger, WITH) + (prepositional(count, WITH) if count != match.trigger else [])
    found += objects(match.trigger) if is_verb(match.trigger) else []
    if match.light is not None:
        found += prepositional(match.light, ("with",))
    actors = context.resolver.actors(found)
    return actors or tuple(state for one in found for state in context.resolver.states_beside(one))


def _goals_of_verb(context: Context, verb: Token) -> list[Reference]:
    """Where a verb of travel goes."""
    return context.places_of(objects(verb)) + context.places_of(prepositional(verb, ("to", "in", "at")))


def _goals_of_noun(context: Context, match: Match, count: Token) -> list[Reference]:
    """Where to: "the first by a president to China", "his third visit to China"."""
    noun = match.trigger
    goals = context.places_of(prepositional(count, ("to",))) if count != noun else []
    if not goals and (maker := next(iter(prepositional(noun, ("by", "from", "of"))), None)) is not None:
        goals = context.places_of(prepositional(maker, ("to",)))
    return goals or context.places_of(prepositional(noun, ("to", "in", "of")))


def _abroad(goals: list[Reference], who: References) -> list[Reference]:
    """The goals that are not the travellers' own country."""
    own = {one.state for one in who if one.state}
    return [one for one in goals if one.state not in own]


def _goal_of(event: Event | None, who: References) -> list[Reference]:
    """Where the visit goes that the sentence tells of the same people."""
    if not isinstance(event, Visit) or event.destination is None:
        return []
    states = {one.state for one in who}
    return [] if event.destination.state in states else [event.destination]


def _goal_of_clause(context: Context, trigger: Token) -> list[Reference]:
    """Where to, from the words around: "lands in Oslo on his first visit", "makes second Lima trip"."""
    places = context.places_of(one for one in trigger.children if one.dep_ in ("compound", "nmod"))
    verb = trigger if is_verb(trigger) else ancestors_to_verb(trigger)
    return places or (context.places_of(prepositional(verb, ("to", "in", "at"))) if verb is not None else [])
