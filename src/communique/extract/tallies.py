"""Tallies: the text counts events ("his third visit", "met more than 40 times"). Not for counting them ourselves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
from dateutil.relativedelta import relativedelta
from spacy.tokens import Token

from communique.extract.arguments import Match, fillers
from communique.extract.article import section, words
from communique.extract.attribution import unique, without
from communique.extract.context import Context
from communique.extract.tree import (
    ancestors_to_verb,
    child,
    head_of,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
)
from communique.records import Coded, EntityKind, Quantity, Reference, Status, Tally, When

FILE = "tallies.toml"
COUNTERS = frozenset({"amod", "nummod", "compound", "advmod", "npadvmod"})


def find_tallies(context: Context) -> Iterator[Tally]:
    """Every count of visits or meetings."""
    for quantity in context.article.mentions.quantities:
        tokens = context.article.tokens_in(quantity.evidence.start, quantity.evidence.end)
        counted = _counted(tokens, quantity) if tokens else None
        if counted is None:
            continue
        trigger, kind = counted
        match = next((match for match in context.matches if match.trigger == trigger), None)
        who, to = _sides(context, match, kind, head_of(tokens)) if match is not None else ((), ())
        if match is None or not who:
            continue
        yield Tally(
            id="",
            document=context.article.document.id,
            evidence=context.clause(trigger),
            reader=context.article.reader,
            status=context.status(match, None, Status.OCCURRED),
            said_by=context.attribution.sources(trigger),
            of=Coded(value=kind, evidence=context.article.evidence(trigger)),
            who=who,
            to=to,
            quantity=quantity,
            ordinal=not _is_number(tokens, trigger),
            since=_since(context, trigger, head_of(tokens)),
        )


def _counted(tokens: list[Token], quantity: Quantity) -> tuple[Token, str] | None:
    """The noun or verb whose events are counted, and their type."""
    nouns, verbs = section(FILE, "nouns"), section(FILE, "verbs")
    head = head_of(tokens)
    if head.lower_ in words(FILE, "adverbs") and head.head.lemma_.lower() in verbs:
        return head.head, verbs[head.head.lemma_.lower()]
    for one in (head, head.head):
        lemma = one.lemma_.lower()
        if one.tag_.startswith("N") and lemma in nouns and (one == head or head.dep_ in COUNTERS):
            return one, nouns[lemma]
        if lemma == "time" and (verb := ancestors_to_verb(one)) is not None and verb.lemma_.lower() in verbs:
            return verb, verbs[verb.lemma_.lower()]
        for clause in one.children:
            if clause.dep_ in ("acl", "relcl") and clause.lemma_.lower() in verbs:
                return clause, verbs[clause.lemma_.lower()]
    return _taken_up(head, quantity, nouns)


def _taken_up(head: Token, quantity: Quantity, nouns: dict[str, str]) -> tuple[Token, str] | None:
    """The noun that a count takes up: the trip, in "his trip was the first by a president"."""
    for one in reversed(head.doc[head.sent.start : head.i]):
        lemma = one.lemma_.lower()
        if one.tag_.startswith("N") and lemma in nouns and quantity.unit.rstrip("s") == lemma:
            return one, nouns[lemma]
    return None


def _is_number(tokens: list[Token], trigger: Token) -> bool:
    """Whether the count is a number of times, not a rank: "twice", "40 times", "five visits"."""
    counted = ("time", trigger.lemma_.lower())
    return any(
        token.lower_ in words(FILE, "adverbs") or (token.tag_ == "NNS" and token.lemma_.lower() in counted)
        for token in tokens
    )


def _sides(
    context: Context, match: Match, kind: str, count: Token
) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """Who, and to whom or where; of a meeting without a partner, the first of those who meet and the others."""
    who, others = (_of_verb if is_verb(match.trigger) else _of_noun)(context, match, kind, count)
    if kind == "meeting" and not others and len(who) > 1:
        return who[:1], who[1:]
    if kind == "visit":
        goals = others or _goal_of_clause(context, match.trigger)
        others = [context.resolver.state(one.state, one.evidence) if one.state else one for one in goals]
    return who, without(unique(tuple(others)), who)


Sides = tuple[tuple[Reference, ...], list[Reference]]


def _of_verb(context: Context, match: Match, kind: str, _count: Token) -> Sides:
    """Of "met Putin more than 40 times": the verb's subject, and its goal or partner."""
    verb, resolver = match.trigger, context.resolver
    who = resolver.actors(logical_subjects(verb))
    if kind == "visit":
        return who, context.places_of(objects(verb)) + context.places_of(prepositional(verb, ("to",)))
    return who, [*resolver.actors(objects(verb)), *resolver.actors(prepositional(verb, ("with", "to")))]


def _of_noun(context: Context, match: Match, kind: str, count: Token) -> Sides:
    """Of "his third visit to China", "the first by a president to China": whose it is, and its goal or partner."""
    noun, resolver = match.trigger, context.resolver
    who = resolver.actors(possessors(count) + prepositional(count, ("by",))) or _holders(context, match, kind)
    goals: list[Reference] = []
    if kind == "visit":
        goals = context.places_of(prepositional(count, ("to",))) if count != noun else []
        goals = goals or context.places_of(prepositional(noun, ("to", "in", "of")))
    return who, [*goals, *resolver.actors(prepositional(noun, ("with", "between")))]


def _goal_of_clause(context: Context, trigger: Token) -> list[Reference]:
    """Where to, from the words around: "lands in Oslo on his first visit", "makes second Lima trip"."""
    places = context.places_of(one for one in trigger.children if one.dep_ in ("compound", "nmod"))
    verb = trigger if is_verb(trigger) else ancestors_to_verb(trigger)
    return places or (context.places_of(prepositional(verb, ("to", "in", "at"))) if verb is not None else [])


def _holders(context: Context, match: Match, kind: str) -> tuple[Reference, ...]:
    """Whose visit or meeting a noun names: its possessor, who carries it, or the subject of what it hangs on."""
    noun = match.trigger
    found = context.resolver.actors(possessors(noun))
    if found:
        return found
    for tokens in fillers(match, ("subject", "prep:by|between")):
        found = tuple(one for one in context.resolver.actors(tokens) if one.kind is not EntityKind.PLACE)
        if found:
            return found
    if kind == "visit" and noun.dep_ == "attr" and (own := child(noun.head, "nsubj")) is not None:
        return context.resolver.actors(possessors(own))
    if noun.dep_ == "pobj" and (verb := ancestors_to_verb(noun.head)) is not None:
        return tuple(one for one in context.resolver.actors(logical_subjects(verb)) if one.kind is EntityKind.PERSON)
    return ()


def _since(context: Context, trigger: Token, count: Token) -> When | None:
    """The time after the "since" that stands nearest behind the count, or else nearest before it."""
    marks = [one for one in trigger.sent if one.lower_ == "since"]
    marks.sort(key=lambda one: (one.i < count.i, abs(one.i - count.i)))
    for mark in marks:
        start = context.article.start(mark)
        last = next((one for one in marks if one.i > mark.i), None)
        end = context.article.start(last) if last is not None else context.article.end(trigger.sent[-1])
        found = [when for when in context.article.mentions.times if start <= when.evidence.start < end]
        if found:
            return _start(found[0])
        if mark.i > count.i:
            return None  # its own "since" names no time; that of another count is not its own
    return None


def _start(when: When) -> When:
    """When a count begins: 2021, of the open interval that "since 2021" is."""
    if not when.edtf.endswith("/..") or when.earliest is None:
        return when
    return msgspec.structs.replace(
        when, edtf=when.edtf.removesuffix("/.."), latest=_last_day(when.edtf.removesuffix("/.."), when.earliest)
    )


def _last_day(edtf: str, first: datetime.date) -> datetime.date:
    """The last day of a year, a month or a day."""
    parts = edtf.count("-")
    if parts == 0:
        return first + relativedelta(years=1, days=-1)
    return first + relativedelta(months=1, days=-1) if parts == 1 else first
