"""Visits: a holder of office goes to another country. Not for presence abroad without a word of travel or stay."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.surroundings import time_of
from communique.extract.article import section, words
from communique.extract.certainty.whether import called_off, status_of_visit, stay_begun
from communique.extract.context import Context
from communique.extract.moments.only_time import shared_by
from communique.extract.reference.series import parties
from communique.extract.sources.transcripts import spoken_by
from communique.extract.travel.attendance import attends_from_afar
from communique.extract.travel.days import (
    from_there,
    is_beside,
    is_of_utterance,
    is_origin,
    moved_to,
    only_asked,
    only_time_of,
    time_of_visit,
)
from communique.extract.travel.destinations import Goal
from communique.extract.travel.goals import FAR, goals_of
from communique.extract.travel.hosts import greeted, hosts_of, invited_later
from communique.extract.travel.itinerary import legs_of
from communique.extract.travel.no_visits import is_no_visit
from communique.extract.travel.stages import further_stops, stops_of
from communique.extract.travel.travellers import visitors_of
from communique.extract.travel.unsaid import country_meant, site_goals, unsaid_goals
from communique.extract.travel.visiting import find_landed, find_visiting
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.records import ClaimType, Coded, EntityKind, Phrase, Precision, Reference, Status, Visit, When

FILE = "visits.toml"
LONG_STAY = 5
"""Days from an arrival to a departure that are told of one visit."""
MEMBERS = 300
"""Characters from a visit to the sentence that lists the delegation: one sentence in between."""


def find_visits(context: Context) -> Iterator[Visit]:
    """Every visit that the article tells of, one for each country that it goes to."""
    matches = context.of_type(ClaimType.VISIT)
    told = {match: tuple(_told(context, match)) for match in matches}
    known = {one.name for visits in told.values() for visit in visits for one in visit.visitor}
    known_goals = {(one.name, _goal_of(visit)) for visits in told.values() for visit in visits for one in visit.visitor}
    found = [one for one in find_visiting(context) if one.place is not None or not _is_elsewhere(one, known_goals)]
    found += [
        one for one in find_landed(context) if not known_goals & {(who.name, _goal_of(one)) for who in one.visitor}
    ]
    for match in matches:
        found += told[match] or _untold(context, match, found, known)
    found = greeted(context, [_with_members(context, _to_the_end(one, found)) for one in found])
    found = invited_later(context, found)
    yield from (visit for visit in found if not any(_goes_further(visit, other) for other in found))


def _goal_of(visit: Visit) -> str | None:
    return visit.destination.state if visit.destination is not None else None


def _is_elsewhere(visit: Visit, goals: set[tuple[str, str | None]]) -> bool:
    """Whether the article tells where "the visiting minister" is, and it is not where the sentence lets one guess."""
    names = {one.name for one in visit.visitor}
    told = {goal for name, goal in goals if name in names}
    return bool(told) and _goal_of(visit) not in told


def _to_the_end(visit: Visit, found: list[Visit]) -> Visit:
    """A visit with the whole stay where its first and its last day are told: "arrived on Monday", "left on Tuesday"."""
    when = visit.when
    if when is None or when.precision is not Precision.DAY or when.earliest is None:
        return visit
    for other in found:
        same = _goal_of(other) == _goal_of(visit) and {one.name for one in other.visitor} == {
            one.name for one in visit.visitor
        }
        days = _stay(when, other.when) if same and _ends(other) != _ends(visit) else None
        if days is not None:
            return msgspec.structs.replace(visit, when=days)
    return visit


def _ends(visit: Visit) -> bool:
    """Whether a visit is told by its end."""
    return visit.status is not None and visit.status.evidence.quote.lower() in words(FILE, "leaving_forms")


def _stay(first: When, second: When | None) -> When | None:
    """The days between two that are not far from each other."""
    if second is None or second.precision is not Precision.DAY or second.earliest is None or first.earliest is None:
        return None
    begin, end = sorted((first.earliest, second.earliest))
    if not 0 < (end - begin).days <= LONG_STAY:
        return None
    return msgspec.structs.replace(
        first, edtf=f"{begin}/{end}", earliest=begin, latest=end, precision=Precision.INTERVAL
    )


def _with_members(context: Context, visit: Visit) -> Visit:
    """A visit with those whom the next sentences list as members of the delegation."""
    for sentence in context.article.sentences():
        verb = sentence.root
        start = context.article.start(verb)
        near = visit.evidence.end <= start < visit.evidence.end + MEMBERS
        teams = near and verb.lemma_.lower() in words(FILE, "listing") and logical_subjects(verb)
        if not teams or not any(one.lemma_.lower() in words(FILE, "delegations") for one in teams):
            continue
        inside = [low for one in verb.children if one.lower_ == "up" for low in prepositional(one, ("of",))]
        listed = parties(context, objects(verb) + prepositional(verb, ("of",)) + inside)
        names = {one.name for one in visit.visitor}
        more = tuple(one for one in listed if one.kind is EntityKind.PERSON and one.name not in names)
        return msgspec.structs.replace(visit, visitor=visit.visitor + more)
    return visit


def _goes_further(region: Visit, visit: Visit) -> bool:
    """Whether a journey to a region is told with a country that it leads to: then the country is the goal."""
    wide = region.destination is not None and region.destination.state is None
    narrow = visit.destination is not None and visit.destination.state is not None
    near = region.evidence.start < visit.evidence.end + FAR and visit.evidence.start < region.evidence.end + FAR
    one, two = (told.status.value if told.status is not None else None for told in (region, visit))
    undone = one in (Status.CANCELLED, Status.POSTPONED)
    together = one == two if undone else near or one == two
    same = {one.name for one in region.visitor} & {one.name for one in visit.visitor}
    return wide and narrow and together and bool(same)


def _told(context: Context, match: Match) -> Iterator[Visit]:
    """The visits whose visitor and goal stand at a trigger."""
    visitors = visitors_of(context, match)
    if is_no_visit(context, match, visitors):
        return
    if visitors and not attends_from_afar(match.clause):
        goals = country_meant(context, match, visitors) or goals_of(context, match)
        yield from _visits(context, match, visitors, goals)


def _untold(context: Context, match: Match, told: list[Visit], known: set[str]) -> list[Visit]:
    """A new word on a visit that the article has told of, or one whose goal it leaves out; ``known`` travellers."""
    if match.frame.strict or match.trigger.lemma_.lower() in words(FILE, "legs"):
        return []
    here = context.article.start(match.trigger)
    visitors = visitors_of(context, match)
    if attends_from_afar(match.clause) or _is_whole_of_stop(match.trigger):
        return []
    names = {one.name for one in visitors}
    before = [one for one in told if one.evidence.start < here]
    before = [one for one in before if not names or names & {visitor.name for visitor in one.visitor}]
    if not visitors and stops_of(context, match.trigger) and (legs := _going_on(context, match, before)):
        return legs
    again = _taken_up(context, match, before)
    if again or not visitors:
        return again or _going_on(context, match, before)
    if any(one.name in known for one in visitors):
        return list(_visits(context, match, visitors, site_goals(context, match, visitors, at_home=False)))
    return list(_visits(context, match, visitors, unsaid_goals(context, match, visitors)))


def _is_whole_of_stop(noun: Token) -> bool:
    """Whether a journey is only that of which a stop is one: "Russia, the first stop of his tour"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return above is not None and above.dep_ == "appos" and above.lemma_.lower() in words(FILE, "destinations")


def _going_on(context: Context, match: Match, told: list[Visit]) -> list[Visit]:
    """Another leg of the journey told last, by whoever is on it: "The trip to Germany will go ahead"."""
    noun, near = match.trigger, context.evidence(match).start - FAR
    named = noun.tag_.startswith("N") and any(one.lower_ in ("the", "this") for one in noun.lefts)
    if not named or not told or told[-1].evidence.end < near or noun.lemma_.lower() not in words(FILE, "journeys"):
        return []
    return list(_visits(context, match, told[-1].visitor, goals_of(context, match)))


def _taken_up(context: Context, match: Match, told: list[Visit]) -> list[Visit]:
    """The visit told last, with a new word on it: "the trip was called off", "the visit is scheduled for 8 May"."""
    noun = match.trigger
    definite = noun.tag_.startswith("N") and any(one.lower_ in words(FILE, "definite") for one in noun.lefts)
    led = {country.state for _, country in goals_of(context, match) if country is not None} if definite else set()
    if prepositional(noun, ("to", "in")):
        told = [one for one in told if one.destination is not None and one.destination.state in led - {None}]
    if not told or not definite:
        return []
    last = told[-1]
    status, when = context.status(match, None), time_of(context, match)
    if when is not None and not _is_its_own(context, noun, when):
        when = None
    if _goes_ahead(match) and last.status is not None and last.status.value in (Status.CANCELLED, Status.POSTPONED):
        ahead = Coded(value=Status.PLANNED.value, evidence=context.article.evidence(match.trigger.head))
        return [msgspec.structs.replace(last, status=ahead, evidence=context.evidence(match))]
    legs = [one for one in told if one.evidence == last.evidence and one.visitor == last.visitor]
    if status.value in (Status.CANCELLED, Status.POSTPONED) and _is_before(match, last, context):
        return []
    if status.value in (Status.CANCELLED, Status.POSTPONED, Status.DENIED):
        evidence, said_by = context.evidence(match), context.said_by(match)
        return [msgspec.structs.replace(one, status=status, evidence=evidence, said_by=said_by) for one in legs]
    return _told_more(context, match, legs, when, status)


def _told_more(context: Context, match: Match, legs: list[Visit], when: When | None, status: Coded) -> list[Visit]:
    """A visit named again, with the time, the source or the form that its first words left out; else nothing."""
    timed = [msgspec.structs.replace(one, when=when) for one in legs if when is not None and one.when is None]
    sources = _announcers(context, match)
    if sources and status.value == Status.PLANNED and not any(one.said_by for one in legs):
        return [msgspec.structs.replace(one, said_by=sources) for one in timed or legs]
    form = _form(context, match)
    if form is not None and not timed:  # "During his official visit, he will meet Y"
        return [msgspec.structs.replace(one, form=form) for one in legs if one.form is None]
    return timed


def _is_its_own(context: Context, noun: Token, when: When) -> bool:
    """Whether a time is that of a visit named again, not of what is said of it: "was told of the visit a month ago"."""
    verb = ancestors_to_verb(noun)
    token = context.article.token_at(when.evidence.start)
    if verb is not None and is_beside(verb):
        return False  # "before winding up a trip that began on Monday"
    if token is None or verb is None or token in noun.subtree:
        return True
    made_known = verb.lemma_.lower() in words(FILE, "making_known") | {"make"}
    return noun.dep_ in ("nsubj", "nsubjpass", "dobj") and not made_known


def _announcers(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who makes a journey known that was told of before: "The visit was announced by the palace"."""
    noun, verb = match.trigger, match.trigger.head
    if noun.dep_ not in ("dobj", "nsubjpass") or verb.lemma_.lower() not in words(FILE, "making_known"):
        return ()
    if child(verb, "neg") is not None or any(one.tag_ in ("MD", "TO") for one in verb.children):
        return ()
    return context.resolver.actors(agents(verb) if is_passive(verb) else logical_subjects(verb))


def _is_before(match: Match, visit: Visit, context: Context) -> bool:
    """Whether a clause only says what had gone before a visit: "arrived there weeks after the trip was put off"."""
    verb = ancestors_to_verb(match.trigger)
    if verb is None or verb.dep_ not in ("advcl", "pcomp"):
        return False
    opening = [one.lower_ for one in verb.children if one.dep_ in ("mark", "prep", "advmod")]
    opening += [verb.head.lower_] if verb.dep_ == "pcomp" else []
    here = context.article.start(verb.sent[0]) <= visit.evidence.end <= context.article.end(verb.sent[-1])
    return here and any(one in words(FILE, "afterwards") for one in opening)


def _goes_ahead(match: Match) -> bool:
    """Whether a visit takes place after all: "the visit to France goes ahead"."""
    verb = match.trigger.head
    ahead = any(one.lower_ in ("ahead", "forward") for one in verb.children)
    return match.trigger.dep_ == "nsubj" and verb.lemma_ in ("go", "move") and ahead and child(verb, "neg") is None


def _visits(context: Context, match: Match, visitors: tuple[Reference, ...], goals: list[Goal]) -> Iterator[Visit]:
    done: set[str] = set()
    shared = None if from_there(context, match) else time_of_visit(context, match) or only_time_of(context, match)
    if called_off(match) is not None:
        shared = context.timing.of(match.trigger, None)  # not the day on which it is given up
    if shared is not None and is_of_utterance(context, shared):
        shared = None
    if further_stops(match.trigger) is not None:
        shared = context.timing.of(match.trigger, match.light)  # not the day on which the journey began
    legs: list[tuple[Goal, When | None]] = [*legs_of(context, goals)] or [*shared_by(context, goals, shared)]
    for (place, country), told in legs:
        if country is None or _goal(country) in done:
            continue
        done.add(_goal(country))
        origin = is_origin(context, match, country)
        when = None if origin else told  # not the day of the arrival elsewhere
        status = status_of_visit(context, match, when)
        if origin and status.value == Status.ONGOING:
            status = msgspec.structs.replace(status, value=Status.OCCURRED.value)
        day = None if only_asked(context, match, when, status) else moved_to(match, when, status)
        yield Visit(
            id="",
            document=context.article.document.id,
            evidence=context.evidence(match),
            reader=context.article.reader,
            status=status,
            when=day,
            said_by=context.said_by(match) or spoken_by(context, match.trigger),
            visitor=visitors,
            destination=country,
            place=place,
            host=hosts_of(context, match, visitors),
            occasion=_occasion(context, match),
            form=_form(context, match),
        )


def _goal(country: Reference) -> str:
    return country.state or country.name


def _occasion(context: Context, match: Match) -> Phrase | None:
    """What for: "for a BRICS summit", "to attend the parade"."""
    for token in (match.trigger, match.clause):
        for one in token.children:
            inner = None
            if one.dep_ == "prep" and one.lower_ == "for":
                inner = child(one, "pobj")
            elif one.dep_ in ("advcl", "acl") and one.lemma_.lower() in words(FILE, "marking"):
                inner = child(one, "dobj")
                if inner is not None and inner.lemma_ == "part":  # "to take part in the summit"
                    inner = next(iter(prepositional(one, ("in",)) + prepositional(inner, ("in",))), None)
            if inner is not None and context.may_be_occasion(inner):
                return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    return None


def _form(context: Context, match: Match) -> Coded | None:
    """State, official, working or private, where the text says so; a summit where one goes for it."""
    forms = section(FILE, "forms")
    nouns = [match.trigger, *prepositional(match.clause, ("on", "for")), *objects(match.clause)]
    stay = stay_begun(match.clause)
    for noun in [*nouns, *([stay] if stay is not None else [])]:
        if is_verb(noun) or (noun != match.trigger and noun.lemma_.lower() not in words(FILE, "journeys")):
            continue
        for one in noun.lefts:
            if one.lower_ in forms:
                return Coded(value=forms[one.lower_], evidence=context.article.evidence(one))
    return _summit(context, match)


def _summit(context: Context, match: Match) -> Coded | None:
    """The summit that somebody attends or travels for, or a body's conference."""
    due = [one for one in match.clause.children if one.dep_ == "acomp"]
    found = [at for one in (match.clause, *due) for at in prepositional(one, ("for", "in", "at", "to"))]
    found += objects(match.clause) + prepositional(match.trigger, ("from",))
    found += [at for one in objects(match.clause) for at in prepositional(one, ("at",))]
    for one in match.clause.children:
        if one.dep_ in ("advcl", "xcomp") and one.lemma_.lower() in words(FILE, "marking"):
            found += objects(one) + prepositional(one, ("in",))
    for noun in found:
        lemma = noun.lemma_.lower()
        held = any(one.kind is EntityKind.ORGANIZATION for one in context.resolver.modifiers(noun))
        if lemma == "summit" or (held and lemma in words(FILE, "conferences")):
            return Coded(value="summit", evidence=context.article.evidence(noun))
    return None
