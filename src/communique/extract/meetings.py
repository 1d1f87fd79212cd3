"""Meetings: two or more named parties meet, talk or phone. Not for topics."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.attribution import unique
from communique.extract.context import Context, split_place
from communique.extract.tree import ancestors_to_verb, is_verb, logical_subjects, objects, prepositional
from communique.records import ClaimType, Coded, EntityKind, Meeting, Phrase, Reference, Status, When

FILE = "meetings.toml"


def find_meetings(context: Context) -> Iterator[Meeting]:
    """Every meeting that the article tells of."""
    for match in context.of_type(ClaimType.MEETING):
        if _is_process(match) or _is_occasion(match) or _is_counted(match):
            continue
        participants = _participants(context, match)
        if len(participants) < 2 and not _gathers(participants, match):
            continue
        for place, country, when in _occurrences(context, match):
            meeting = _meeting(context, match, participants, place, country, when)
            if not _only_wished(match, meeting):
                yield meeting


def _only_wished(match: Match, meeting: Meeting) -> bool:
    """Whether talks are only called for or refused: an appeal or a refusal is an action, not a meeting."""
    wished = meeting.status is not None and meeting.status.value in (Status.PROPOSED, Status.DENIED)
    return wished and match.trigger.tag_.startswith("N") and match.trigger.lemma_.lower() in words(FILE, "partnered")


def _occurrences(context: Context, match: Match) -> list[tuple[Reference | None, Reference | None, When | None]]:
    """Where and when; several where places and times stand in pairs ("in Beijing in May and in Astana in July")."""
    times = context.timing.all_of(match.trigger, match.light)
    places = context.places_of(prepositional(match.clause, ("in", "at")))
    if len(times) == len(places) > 1:
        return [(*split_place([place]), when) for place, when in zip(places, times, strict=True)]
    return [(*_place(context, match), context.when(match))]


def _meeting(
    context: Context,
    match: Match,
    participants: tuple[Reference, ...],
    place: Reference | None,
    country: Reference | None,
    when: When | None,
) -> Meeting:
    return Meeting(
        id="",
        document=context.article.document.id,
        evidence=context.evidence(match),
        reader=context.article.reader,
        status=context.status(match, when, _default_status(match)),
        when=when,
        said_by=context.said_by(match),
        participants=participants,
        place=place,
        country=country,
        occasion=_occasion(context, match),
        format=_format(context, match),
    )


def _default_status(match: Match) -> Status:
    return Status.ONGOING if match.light is not None and match.light.lemma_ == "be" else Status.OCCURRED


def _participants(context: Context, match: Match) -> tuple[Reference, ...]:
    """Those who meet: subject and partner, or those between whom it is held."""
    sides = [
        context.resolver.actors(tokens)
        for tokens in fillers(match, match.frame.actor)
        if not _are_places(context, tokens)
    ]
    partners = [context.resolver.actors(tokens) for tokens in fillers(match, match.frame.recipient)]
    first = next((side for side in sides if side), ())
    second = next((side for side in partners if side), ())
    noun = match.trigger.tag_.startswith("N")
    before = context.resolver.modifiers(match.trigger) if noun else ()
    bodies = any(one.kind is EntityKind.ORGANIZATION for one in before)
    if len(before) > 1 and not first:
        first = before
    if bodies and all(one.kind is EntityKind.ORGANIZATION for one in first):
        first = unique(before + first + _attendees(context, match))
    if noun and (not first or not second) and match.light is None:
        first = first or _carried(context, match)
    if not noun and not second and (len(first) < 2 or match.trigger.lemma_.lower() not in words(FILE, "joint")):
        return ()
    found = unique(first + second)
    if not noun and match.trigger.lemma_.lower() in words(FILE, "personal") and not _personal(found, match):
        return ()
    if noun and match.trigger.lemma_.lower() in words(FILE, "weak") and not second and len(first) < 2:
        return ()
    if noun and not second and len(first) == 1 and match.trigger.lemma_.lower() in words(FILE, "partnered"):
        found = unique(found + _at_goal(context, match))
    return tuple(one for one in found if one.kind is not EntityKind.PLACE)


def _are_places(context: Context, tokens: list[Token]) -> bool:
    """Whether the words before a noun are places: "a Moscow meeting" is held in Moscow, not by it."""
    found = [context.article.mention_of(token) for token in tokens]
    return all(one is not None and one.kind is EntityKind.PLACE for one in found) and all(
        one.dep_ in ("compound", "nmod", "amod") for one in tokens
    )


def _is_process(match: Match) -> bool:
    """Whether talks are a process, as "peace talks" are, and no meeting on a day."""
    lefts = {one.lower_ for one in match.trigger.lefts}
    return bool(lefts & words(FILE, "processes")) and match.trigger.lemma_.lower() in words(FILE, "partnered")


def _is_occasion(match: Match) -> bool:
    """Whether a gathering is what a visit is for ("visited Russia for a summit"): then it is told there."""
    noun = match.trigger
    gathering = noun.tag_.startswith("N") and noun.lemma_.lower() in words(FILE, "gatherings")
    return (
        gathering
        and noun.dep_ == "pobj"
        and noun.head.lower_ == "for"
        and noun.head.head.lemma_.lower() in words(FILE, "journeys")
    )


def _is_counted(match: Match) -> bool:
    """Whether many meetings are counted ("have met more than 40 times"): then they are a tally."""
    tokens = [one for one in match.trigger.children if one.dep_ in ("npadvmod", "nummod", "advmod")]
    if any(one.lemma_.lower() == "time" and one.i > match.trigger.i for one in tokens):
        places = prepositional(match.clause, ("in", "at"))
        return not places
    return False


def _attendees(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who attends what a body holds: the subject of the clause, where its verb is one of attending."""
    verb = ancestors_to_verb(match.trigger)
    if verb is None or verb.lemma_.lower() not in words(FILE, "attending"):
        return ()
    return tuple(one for one in context.resolver.actors(logical_subjects(verb)) if one.kind is EntityKind.PERSON)


def _gathers(participants: tuple[Reference, ...], match: Match) -> bool:
    """Whether one body that meets stands for its many members."""
    bodies = [one for one in participants if one.kind is EntityKind.ORGANIZATION and one.entity is None]
    lemma = match.trigger.lemma_.lower()
    return bool(bodies) and lemma in (
        words(FILE, "gatherings") if match.trigger.tag_.startswith("N") else {"meet", "gather"}
    )


def _personal(found: tuple[Reference, ...], match: Match) -> bool:
    """Whether at least one side is a person or an office, and both are where the verb is not of meeting."""
    people = sum(one.kind is EntityKind.PERSON for one in found)
    officials = [token for tokens in fillers(match, ("subject",)) for token in tokens]
    people += any(one.lemma_.lower() in words("actors.toml", "offices") for one in officials)
    return people >= (1 if match.trigger.lemma_.lower() in words(FILE, "mixed") else 2)


def _at_goal(context: Context, match: Match) -> tuple[Reference, ...]:
    """The country that one goes to as the partner: "set to visit Islamabad for talks"."""
    noun = match.trigger
    if noun.dep_ != "pobj" or noun.head.lower_ != "for" or not is_verb(noun.head.head):
        return ()
    verb = noun.head.head
    _, country = split_place(context.places_of(objects(verb) + prepositional(verb, ("to", "in"))))
    if country is None or country.state is None:
        return ()
    return (context.resolver.state(country.state, country.evidence),)


def _carried(context: Context, match: Match) -> tuple[Reference, ...]:
    """The subject of the clause that the meeting hangs on: "after talks with Putin, Modi said"."""
    return context.carried(match, words(FILE, "carriers"), (EntityKind.PERSON, EntityKind.STATE))


def _place(context: Context, match: Match) -> tuple[Reference | None, Reference | None]:
    """City or venue and country, from the nearest words that name one."""
    for tokens in _where(match):
        places = context.places_of(tokens)
        if places:
            return split_place(places)
    return None, None


def _where(match: Match) -> Iterator[list[Token]]:
    """Tokens that may name the place, nearest first."""
    near = ("in", "at", "outside", "near")
    yield prepositional(match.trigger, near)
    yield [one for one in match.trigger.children if one.dep_ in ("compound", "nmod")]
    yield prepositional_of(objects(match.trigger) + prepositional(match.trigger, ("with",)), ("in", "at"))
    if match.light is not None:
        yield prepositional(match.light, near)
    yield prepositional_of(prepositional(match.clause, ("at", "during")), ("in", "at"))
    journey = match.clause.head
    if match.clause.dep_ in ("xcomp", "advcl") and journey.lemma_.lower() in words(FILE, "goings"):
        yield objects(journey) + prepositional(journey, ("to", "in"))
    carrier = match.trigger.head.head
    if (
        match.trigger.dep_ == "pobj"
        and match.trigger.head.lower_ == "for"
        and carrier.lemma_.lower() in words(FILE, "goings")
    ):
        yield objects(carrier) + prepositional(carrier, ("to", "in"))


def prepositional_of(tokens: list[Token], names: tuple[str, ...]) -> list[Token]:
    """What prepositions under the tokens govern: the parser hangs "in Brussels" on a partner, too."""
    return [found for token in tokens for found in prepositional(token, names)]


def _occasion(context: Context, match: Match) -> Phrase | None:
    for one in prepositional(match.clause, ("at", "during", "for")) + prepositional(
        match.trigger, ("at", "during", "on")
    ):
        if context.may_be_occasion(one):
            return Phrase(evidence=context.article.evidence(one.left_edge, one))
    return None


def _format(context: Context, match: Match) -> Coded | None:
    """By phone, by video or in person, from the words of the clause."""
    near = [
        match.trigger,
        *match.trigger.children,
        *(inner for one in match.clause.children for inner in (one, *one.children)),
    ]
    for one in near:
        if one.lemma_.lower() in words(FILE, "video"):
            return Coded(value="video", evidence=context.article.evidence(one))
    for one in near:
        if one.lemma_.lower() in words(FILE, "phone_words"):
            return Coded(value="phone", evidence=context.article.evidence(one))
    if match.trigger.lemma_.lower() in words(FILE, "unsaid"):
        return None
    if is_verb(match.trigger) and match.trigger.lemma_.lower() in words(FILE, "spoken"):
        return Coded(value="phone", evidence=context.article.evidence(match.trigger))
    return Coded(value="in_person", evidence=context.article.evidence(match.trigger))
