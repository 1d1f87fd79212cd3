"""Visitors without a verb or noun of travel: "visiting Prime Minister X", "a visiting envoy", "X, in Y for talks"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import msgspec
from spacy.tokens import Token

from communique.extract.acts.surroundings import AT, others, scene_of
from communique.extract.article import words
from communique.extract.certainty.verb_cues import verb_cue
from communique.extract.context import Context, split_place
from communique.extract.reference.series import is_person, parties
from communique.extract.travel.travellers import delegation
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    coordinated,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.records import Coded, EntityKind, Reference, Status, Visit, When

FILE = "visits.toml"
PARTED = frozenset({",", ";", "–", "—", "-", ".", "(", ")"})
"""Where the words about a stay end."""


def find_visiting(context: Context) -> Iterator[Visit]:
    """Those whom the article calls visiting, where the sentence leaves no doubt of where they are."""
    for sentence in context.article.sentences():
        for token in sentence:
            head = _guest(context, token) if token.lower_ in words(FILE, "epithets") else None
            if head is not None:
                yield from _visit(context, token, head)
            elif token.dep_ == "prep" and token.lower_ in ("in", "at") and _behind_name(context, token):
                yield from _stay(context, token)
            elif token.lower_ in words(FILE, "due") and token.dep_ in ("amod", "acl", "relcl", "appos"):
                yield from _due(context, token)
            elif token.lower_ == "while" and token.i + 1 < sentence.end and token.nbor().lower_ in ("in", "at", "on"):
                yield from _meanwhile(context, token.nbor())


def find_landed(context: Context) -> Iterator[Visit]:
    """Those who are told to be greeted where a journey ends."""
    for sentence in context.article.sentences():
        for token in sentence:
            if token.lemma_.lower() in words(FILE, "greeting") and is_verb(token):
                yield from _landed(context, token)


def _behind_name(context: Context, preposition: Token) -> bool:
    """Whether a preposition hangs on somebody's name, or follows one with a comma; not "will meet X in Rome"."""
    met = preposition.head.dep_ in ("dobj", "pobj") and preposition.nbor(-1).text != ","
    return (is_person(context, preposition.head) and not met) or _named_before(context, preposition) is not None


def _named_before(context: Context, preposition: Token) -> Token | None:
    """The name, or the name with an office behind it, that a comma parts from a preposition."""
    if preposition.i < preposition.sent.start + 2 or preposition.nbor(-1).text != ",":
        return None
    last = preposition.nbor(-2)
    near = (last, last.head) if last.dep_ == "appos" else (last,)
    return next((one for one in near if is_person(context, one)), None)


def _meanwhile(context: Context, preposition: Token) -> Iterator[Visit]:
    """Where somebody is while he or she acts: "said while in Tokyo", "while at the summit in Bangkok"."""
    inside = [one for one in preposition.children if one.dep_ == "pobj"]
    place, country = split_place(context.places_of(inside + [at for one in inside for at in prepositional(one, AT)]))
    verb = ancestors_to_verb(preposition)
    if country is None or verb is None:
        return
    people = tuple(one for one in parties(context, logical_subjects(verb)) if one.kind is EntityKind.PERSON)
    if people and country.state not in {one.state for one in people}:
        told = _told(context, verb, preposition, people, country, place)
        past = Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(verb))
        yield msgspec.structs.replace(told, status=past) if verb.tag_ == "VBD" else told


def _stay(context: Context, preposition: Token) -> Iterator[Visit]:
    """Somebody whose name is followed by where and what for: "the minister, in Beijing for talks, said"."""
    sentence = preposition.sent
    person = _named_before(context, preposition) or preposition.head
    phrase = list(takewhile(lambda one: one.text not in PARTED, preposition.doc[preposition.i + 1 : sentence.end]))
    inside = [one for one in phrase if one.dep_ == "pobj" and one.head == preposition]
    told = any(one.lower_ in words(FILE, "staying") and not _is_day(one) for one in phrase)
    place, country = split_place(context.places_of([two for one in inside for two in coordinated(one)]))
    if country is None or not told or not is_person(context, person):
        return
    people = tuple(one for one in parties(context, [person]) if one.kind is EntityKind.PERSON)
    if not people or country.state in {one.state for one in people}:
        return
    verb = ancestors_to_verb(person)
    visit = _told(context, verb if verb is not None else person, preposition, people, country, place)
    yield _timed(context, visit, phrase)


def _landed(context: Context, verb: Token) -> Iterator[Visit]:
    """Who is greeted where a journey has just ended: "was met by Y at the airport in Oslo"."""
    landings = [one for one in prepositional(verb, ("at", "on")) if one.lemma_.lower() in words(FILE, "landings")]
    landings += [
        low
        for one in agents(verb)
        for low in prepositional(one, ("at",))
        if low.lemma_.lower() in words(FILE, "landings")
    ]
    near = [low for one in landings for low in (*prepositional(one, AT), *one.lefts)]
    place, country = split_place(context.places_of([*landings, *near, *prepositional(verb, ("in",))]))
    guests = [one for one in verb.children if one.dep_ == "nsubjpass"] if is_passive(verb) else objects(verb)
    people = tuple(one for one in parties(context, guests) if one.kind is EntityKind.PERSON)
    cue = verb_cue(verb)
    if not landings or country is None or not people or country.state in {one.state for one in people}:
        return
    if cue is not None and cue.status is not Status.OCCURRED:
        return
    hosts = context.resolver.actors(agents(verb) if is_passive(verb) else logical_subjects(verb))
    names = {one.name for one in people}
    visit = _told(context, verb, verb, people, country, place)
    yield msgspec.structs.replace(
        visit,
        status=Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(verb)),
        when=context.timing.of(verb, None),
        host=tuple(one for one in hosts if one.kind is EntityKind.PERSON and one.name not in names),
    )


def _is_day(preposition: Token) -> bool:
    """Whether a preposition only gives a day: "on 15 November", not "on business"."""
    inside = child(preposition, "pobj")
    return preposition.lower_ == "on" and inside is not None and inside.ent_type_ == "DATE"


def _due(context: Context, due: Token) -> Iterator[Visit]:
    """Somebody whose name or delegation is followed by where he or she is due: "X, expected in Rome on Friday"."""
    head = due.head
    place, country = split_place(context.places_of(prepositional(due, ("in", "at"))))
    people = parties(context, [head]) if is_person(context, head) else delegation(context, [head])
    people = tuple(one for one in people if one.kind in (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION))
    verb = ancestors_to_verb(head)
    if country is None or not people or verb is None:
        return
    visit = _told(context, verb, due, people, country, place)
    phrase = takewhile(lambda one: one.text not in PARTED, due.doc[due.i + 1 : due.sent.end])
    when, published = _time_in(context, list(phrase)), context.article.document.published_at
    past = when is not None and when.latest is not None and published is not None and when.latest < published.earliest
    value = Status.CANCELLED if past else Status.PLANNED
    yield msgspec.structs.replace(
        visit, when=when, status=Coded(value=value.value, evidence=context.article.evidence(due))
    )


def _time_in(context: Context, phrase: list[Token]) -> When | None:
    """The first time that begins among some words."""
    starts = {context.article.start(one) for one in phrase}
    known = (one for one in context.article.mentions.times if one.earliest is not None)
    return next((one for one in known if one.evidence.start in starts), None)


def _timed(context: Context, visit: Visit, phrase: list[Token]) -> Visit:
    """A stay with the time among its own words, by which it may be over or still to come."""
    when = _time_in(context, phrase)
    counted = any(one.lemma_.lower() in words(FILE, "journeys") for one in phrase)
    if when is not None and when.latest is None and counted:
        when = None  # "in Rome on her first visit since 2021"
    later = any(one.lower_ in words(FILE, "later") for one in phrase)
    published = context.article.document.published_at
    value = Status.PLANNED if later else Status.ONGOING
    if when is not None and when.earliest is not None and published is not None:
        value = Status.PLANNED if when.earliest > published.latest else value
        value = Status.OCCURRED if when.latest is not None and when.latest < published.earliest else value
    cue = visit.status.evidence if visit.status is not None else visit.evidence
    return msgspec.structs.replace(visit, when=when, status=Coded(value=value.value, evidence=cue))


def _guest(context: Context, epithet: Token) -> Token | None:
    """The noun that the word stands before; "Visiting President X" and ", visiting President X" may look like verbs."""
    if epithet.dep_ in ("amod", "compound", "nmod"):
        mention = context.article.mention_of(epithet.head)
        place = mention is not None and mention.kind in (EntityKind.STATE, EntityKind.PLACE)
        return None if place else epithet.head  # "an official visiting Oslo"
    named = child(epithet, "dobj")
    if named is None and epithet.dep_ == "csubj":
        named = child(epithet.head, "nsubj")
    if named is None or not is_person(context, named) or any(one.dep_ in ("det", "poss") for one in named.lefts):
        return None
    after_comma = epithet.i > epithet.sent.start and epithet.nbor(-1).text == ","
    return named if epithet.dep_ in ("csubj", "nsubj") or (epithet.dep_ == "acl" and after_comma) else None


def _visit(context: Context, epithet: Token, head: Token) -> Iterator[Visit]:
    visitors = context.resolver.actors(coordinated(head))
    visitors = tuple(one for one in visitors if one.kind in (EntityKind.PERSON, EntityKind.STATE))
    goal = _goal(context, epithet, visitors) if visitors else None
    if goal is None:
        return
    place, country = goal
    verb = ancestors_to_verb(head)
    told = _told(context, verb if verb is not None else head, epithet, visitors, country, place)
    yield msgspec.structs.replace(told, host=_hosts(context, head, visitors))


def _told(
    context: Context,
    clause: Token,
    cue: Token,
    visitors: tuple[Reference, ...],
    country: Reference,
    place: Reference | None,
) -> Visit:
    return Visit(
        id="",
        document=context.article.document.id,
        evidence=context.clause(clause),
        reader=context.article.reader,
        status=Coded(value=Status.ONGOING.value, evidence=context.article.evidence(cue)),
        said_by=context.attribution.sources(clause),
        visitor=visitors,
        destination=country,
        place=place,
    )


def _goal(
    context: Context, epithet: Token, visitors: tuple[Reference, ...]
) -> tuple[Reference | None, Reference] | None:
    """Where the clause is set, else the one other state that the sentence tells of."""
    own = frozenset(one.state for one in visitors if one.state)
    place, country = split_place(scene_of(context, epithet, own))
    if country is not None:
        return place, country
    hosts = others(context, epithet, visitors)
    return (None, hosts[0]) if hosts else None


def _hosts(context: Context, head: Token, visitors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Who meets, tells or asks the visitor: the person who is subject of the clause that the visitor is object in."""
    verb = ancestors_to_verb(head)
    if verb is None or head.dep_ in ("nsubj", "nsubjpass", "conj"):
        return ()
    names = {one.name for one in visitors}
    found = context.resolver.actors(logical_subjects(verb))
    return tuple(one for one in found if one.kind is EntityKind.PERSON and one.name not in names)
