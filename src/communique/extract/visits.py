"""Visits: a holder of office goes to another country. Not for presence abroad without a word of travel or stay."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.arguments import Match, fillers
from communique.extract.article import table, words
from communique.extract.context import Context, split_place
from communique.extract.tree import ancestors_to_verb, child, is_verb, logical_subjects, objects, prepositional
from communique.records import ClaimType, Coded, EntityKind, Phrase, Reference, Status, Visit, When

FILE = "visits.toml"
Goal = tuple[Reference | None, Reference | None]
"""City or venue, and country or region."""


def find_visits(context: Context) -> Iterator[Visit]:
    """Every visit that the article tells of, one for each country that it goes to."""
    told = list(_visiting(context))
    yield from told
    for match in context.of_type(ClaimType.VISIT):
        visitors = _visitors(context, match)
        found = list(_visits(context, match, visitors)) if visitors else []
        found = found or _taken_up(context, match, told)
        told += found
        yield from found


def _taken_up(context: Context, match: Match, told: list[Visit]) -> list[Visit]:
    """The visit told last, with a new word on it: "the trip was called off"."""
    noun = match.trigger
    if (
        not told
        or not noun.tag_.startswith("N")
        or not any(one.lower_ in words(FILE, "definite") for one in noun.lefts)
    ):
        return []
    status = context.status(match, None)
    if status.value not in (Status.CANCELLED, Status.POSTPONED, Status.DENIED):
        return []
    evidence, said_by = context.evidence(match), context.said_by(match)
    return [msgspec.structs.replace(told[-1], status=status, evidence=evidence, said_by=said_by)]


def _visiting(context: Context) -> Iterator[Visit]:
    """Visitors by their title, where the clause says where they are: "visiting Prime Minister X said in Seoul"."""
    for mention, person in context.article.people():
        title = next((title for title in mention.titles if "visiting" in title.split()), None)
        head = context.article.head_of(mention)
        verb = ancestors_to_verb(head) if head is not None else None
        if title is None or head is None or verb is None:
            continue
        place, country = split_place(
            context.places_of(prepositional(verb, ("in", "at")) + prepositional(head, ("in", "at")))
        )
        if country is None or country.state is None or country.state == person.state:
            continue
        evidence = context.article.evidence(next((one for one in head.subtree if one.lower_ == "visiting"), head), head)
        yield Visit(
            id="",
            document=context.article.document.id,
            evidence=context.clause(verb),
            reader=context.article.reader,
            status=Coded(value=Status.ONGOING.value, evidence=evidence),
            visitor=(context.resolver.person(mention),),
            destination=country,
            place=place,
        )


def _visits(context: Context, match: Match, visitors: tuple[Reference, ...]) -> Iterator[Visit]:
    goals = _goals(context, match)
    done: set[str] = set()
    for place, country in goals:
        if country is None or _goal(country) in done:
            continue
        done.add(_goal(country))
        when = context.when(match)
        yield Visit(
            id="",
            document=context.article.document.id,
            evidence=context.evidence(match),
            reader=context.article.reader,
            status=_status(context, match, when),
            when=when,
            said_by=context.said_by(match),
            visitor=visitors,
            destination=country,
            place=place,
            host=_hosts(context, match, visitors),
            occasion=_occasion(context, match),
            form=_form(context, match),
        )


def _goal(country: Reference) -> str:
    return country.state or country.name


def _status(context: Context, match: Match, when: When | None) -> Coded:
    if match.frame.status is not None:
        return Coded(value=match.frame.status, evidence=context.article.evidence(match.trigger))
    return context.status(match, when, _default_status(match))


def _default_status(match: Match) -> Status:
    """The plain present: "is in" and "visits" are under way, "arrives" is done."""
    if is_verb(match.trigger) or match.trigger.pos_ == "AUX":
        return Status.OCCURRED if match.trigger.lemma_.lower() in words(FILE, "arrivals") else Status.ONGOING
    return Status.ONGOING if match.light is not None and match.light.lemma_ == "be" else Status.OCCURRED


def _visitors(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who travels: people, or a delegation."""
    frame = match.frame
    carried = () if fillers(match, ("possessor",)) else _carried(context, match)
    if carried:
        return carried
    tokens = fillers(match, frame.actor)
    for found in tokens:
        people = tuple(reference for reference in context.resolver.actors(found) if _may_travel(reference, found))
        if people:
            return people
        if is_verb(match.trigger):
            return ()
    return ()


def _may_travel(reference: Reference, tokens: list[Token]) -> bool:
    if reference.kind is EntityKind.PERSON:
        return True
    return any(token.lemma_.lower() in words(FILE, "delegations") for token in tokens)


def _carried(context: Context, match: Match) -> tuple[Reference, ...]:
    """The subject of the clause that the visit hangs on: "during a visit to London, he said"."""
    return context.carried(match, words(FILE, "carriers"), (EntityKind.PERSON,))


def _goals(context: Context, match: Match) -> list[Goal]:
    """Where to: a place or None, and the country, of each goal."""
    find = GOALS.get(match.frame.name)
    if find is not None:
        return find(context, match.trigger)
    for tokens in fillers(match, match.frame.recipient):
        goals = _each(context, tokens)
        if goals:
            return goals
    return _elsewhere(context, match)


def _elsewhere(context: Context, match: Match) -> list[Goal]:
    """The goal where it is not at the trigger: around what is visited, or in the clause that this one goes on from."""
    trigger = match.trigger
    if is_verb(trigger):
        near = [token for one in objects(trigger) for token in prepositional(one, ("in", "at", "of"))]
        return _each(context, near + prepositional(trigger, ("in", "at")))
    inside = [token for one in prepositional(trigger, ("to", "at")) for token in prepositional(one, ("in", "at", "of"))]
    if found := _each(context, inside):
        return found
    carrier = match.light
    if carrier is not None and carrier.dep_ == "conj":
        before = next((one for one in context.of_type(ClaimType.VISIT) if one.clause == carrier.head), None)
        if before is not None and before.trigger != trigger:
            return _goals(context, before)
    return []


def _each(context: Context, tokens: list[Token]) -> list[Goal]:
    found: list[Goal] = []
    for place in context.places_of(tokens):
        if place.name == place.state:
            city = next(
                (one for token in tokens for one in context.places_of(prepositional(token, ("in", "at")))), None
            )
            found.append((city, place))
        else:
            found.append((place if place.state is not None else None, place))
    return found


def _carriage(context: Context, verb: Token) -> list[Goal]:
    """Where a journey takes somebody."""
    journey = any(token.lemma_.lower() in words(FILE, "journeys") for token in logical_subjects(verb))
    return _reception(context, verb) if journey else []


def _expected(context: Context, verb: Token) -> list[Goal]:
    """Where somebody is expected."""
    return _each(context, prepositional(verb, ("in", "at")))


def _travel(context: Context, verb: Token) -> list[Goal]:
    """Where to, and where from: who arrives from a country has been there."""
    near = ("to", "for", "into", "through", "via") + (
        ("in", "at", "on", "from") if verb.lemma_.lower() in words(FILE, "arrivals") else ()
    )
    return _each(context, prepositional(verb, near))


def _stay(context: Context, verb: Token) -> list[Goal]:
    """Where somebody stays for a purpose: "is in Sochi for talks"."""
    purpose = any(one.dep_ == "prep" and one.lower_ in ("for", "on", "as") for one in verb.children)
    purpose = purpose or any(one.dep_ in ("advcl", "xcomp") and one.tag_ == "VB" for one in verb.children)
    places = prepositional(verb, ("in", "at"))
    purpose = purpose or any(one.dep_ == "relcl" for token in places for one in token.children)
    purpose = purpose or any(
        one.dep_ == "prep" and one.lower_ in ("for", "on") for token in places for one in token.children
    )
    return _each(context, places) if purpose else []


def _gathering(context: Context, verb: Token) -> list[Goal]:
    heads = objects(verb) + prepositional(verb, ("in", "at"))
    gatherings = [one for one in heads if one.lemma_.lower() in words(FILE, "gatherings")]
    tokens = [token for one in gatherings for token in prepositional(one, ("in", "at"))]
    own = [token for token in prepositional(verb, ("in", "at")) if token not in gatherings]
    places = _each(context, tokens) or _each(
        context, [two for one in gatherings for two in one.children if two.dep_ == "compound"]
    )
    return places or (_each(context, own) if gatherings else [])


def _reception(context: Context, verb: Token) -> list[Goal]:
    """Welcomed him to the White House; hosting at a seat of government is a visit too, for the seat is one's own."""
    at = [
        one
        for one in prepositional(verb, ("at", "in"))
        if (mention := context.article.mention_of(one)) is not None and mention.seat
    ]
    return _each(context, prepositional(verb, ("to",)) + at)


def _hosts(context: Context, match: Match, visitors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Whoever is named as host or as the one visited."""
    clause = match.clause
    found: list[Reference] = []
    if match.frame.name == "reception":
        found += context.first_actors(match, match.frame.recipient)
    for token in (match.trigger, clause):
        for one in prepositional(token, ("for",)):
            found += context.resolver.actors(prepositional(one, ("with",)))
        for one in token.children:
            if one.dep_ in ("advcl", "xcomp", "acl", "relcl") and one.lemma_.lower() in words(FILE, "encounters"):
                found += context.resolver.actors(objects(one) + prepositional(one, ("with",)))
        for one in prepositional(token, ("at",)):
            if one.lemma_.lower() == "invitation":
                found += context.resolver.actors(prepositional(one, ("of", "from"))) + context.resolver.states_beside(
                    one
                )
    names = {visitor.name for visitor in visitors}
    return tuple({one.name: one for one in found if one.kind is EntityKind.PERSON and one.name not in names}.values())


def _occasion(context: Context, match: Match) -> Phrase | None:
    """What for: "for a BRICS summit", "to attend the parade"."""
    for token in (match.trigger, match.clause):
        for one in token.children:
            inner = None
            if one.dep_ == "prep" and one.lower_ == "for":
                inner = child(one, "pobj")
            elif one.dep_ in ("advcl", "acl") and one.lemma_.lower() in words(FILE, "marking"):
                inner = child(one, "dobj")
            if inner is not None and context.may_be_occasion(inner):
                return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    return None


def _form(context: Context, match: Match) -> Coded | None:
    """State, official, working or private, where the text says so."""
    forms = table(FILE)["forms"]
    if not isinstance(forms, dict) or not match.trigger.tag_.startswith("N"):
        return None
    for one in match.trigger.lefts:
        if one.lower_ in forms:
            return Coded(value=forms[one.lower_], evidence=context.article.evidence(one))
    return None


GOALS = {
    "stay": _stay,
    "attendance abroad": _gathering,
    "presence at a gathering": _gathering,
    "reception": _reception,
    "invitation": _reception,
    "travel": _travel,
    "carriage": _carriage,
    "expected arrival": _expected,
}
"""Where the goal stands, for the frames that do not simply name its paths."""
