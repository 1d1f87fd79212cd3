"""Meetings: two or more named parties meet, talk or phone. Not for topics."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.home_acts import HomeAffairs
from communique.extract.acts.surroundings import looked_forward_to, time_of
from communique.extract.article import words
from communique.extract.context import Context, split_place
from communique.extract.sources.audiences import is_at_home, who_may_meet
from communique.extract.sources.transcripts import spoken_by
from communique.extract.talks.by_day import by_day
from communique.extract.talks.joining import in_words_of, is_retold, joins, taken_up
from communique.extract.talks.no_meetings import NO_MEETINGS
from communique.extract.talks.participants import companies_of
from communique.extract.talks.talks_abroad import inviting, is_journey_for
from communique.extract.talks.venues import prepositional_of, venue_of
from communique.extract.tree import ancestors_to_verb, child, is_verb, objects, prepositional
from communique.records import ClaimType, Coded, EntityKind, Meeting, Phrase, Reference, Status, When

FILE = "meetings.toml"


def find_meetings(context: Context) -> Iterator[Meeting]:
    """Every meeting that the article tells of."""
    told: list[Meeting] = []
    home = HomeAffairs(context)
    for match in context.of_type(ClaimType.MEETING, tentative=True):
        if any(holds(context, match) for holds in NO_MEETINGS):
            continue
        again = taken_up(context, in_words_of(match), told)
        found = [] if again and joins(in_words_of(match)) else list(_meetings(context, match))
        found = [one for one in found if not is_at_home(context, home, one.participants)]
        found = [one for one in found if not is_retold(match, one, told)]
        found = found or ([] if again else list(_continued(context, match, told)))
        if again and not found:
            told[told.index(again[0])] = again[1]
        told += found
    yield from told


def _meetings(context: Context, match: Match) -> Iterator[Meeting]:
    """The meetings that a trigger tells of with their parties."""
    for participants in companies_of(context, match):
        if not (participants := who_may_meet(match, participants)):
            continue
        if days := by_day(context, match, participants):
            place, country, _ = _occurrences(context, match)[0]
            yield from (_meeting(context, match, company, place, country, when) for company, when in days)
            continue
        for place, country, when in _occurrences(context, match):
            if match.frame.tentative and len(participants) < 2 and participants[0].kind is EntityKind.PERSON:
                continue
            meeting = _meeting(context, match, participants, place, country, when)
            if not _only_wished(match, meeting):
                yield meeting


def _continued(context: Context, match: Match, told: list[Meeting]) -> Iterator[Meeting]:
    """The next or an earlier meeting of those of the last one: "A second round will be held in Geneva in July"."""
    noun = match.trigger
    before = [one for one in told if len(one.participants) > 1]
    if not before or not noun.tag_.startswith("N") or (match.light is not None and match.light.lemma_ == "be"):
        return
    other = any(one.lower_ in words(FILE, "continuing") for one in noun.lefts)
    other = other and not any(one.dep_ == "relcl" for one in noun.children)
    if not other or prepositional(noun, ("of", "between", "with", "among")) or context.resolver.modifiers(noun):
        return
    (place, country, when) = _occurrences(context, match)[0]
    if country is not None and when is not None:
        yield _meeting(context, match, before[-1].participants, place, country, when)


def _only_wished(match: Match, meeting: Meeting) -> bool:
    """Whether talks are only called for or refused: an appeal or a refusal is an action, not a meeting."""
    wished = meeting.status is not None and meeting.status.value in (Status.PROPOSED, Status.DENIED)
    wished = wished and not is_journey_for(match) and inviting(match) is None and not _wants_itself(match, meeting)
    return wished and match.trigger.tag_.startswith("N") and match.trigger.lemma_.lower() in words(FILE, "partnered")


def _wants_itself(match: Match, meeting: Meeting) -> bool:
    """Whether somebody hopes or offers to hold talks with somebody: "hopes to have talks with X", "is ready to"."""
    verb = match.light
    own = verb is not None and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words(FILE, "hoping")
    kinds = [one.kind for one in meeting.participants]
    return own and len(kinds) > 1 and EntityKind.PERSON in kinds and EntityKind.GROUP not in kinds


def _occurrences(context: Context, match: Match) -> list[tuple[Reference | None, Reference | None, When | None]]:
    """Where and when; several where places and times stand in pairs ("in Beijing in May and in Astana in July")."""
    if _is_recollected(match):
        inside = range(context.article.start(match.trigger.left_edge), context.article.end(match.trigger.right_edge))
        times = [one for one in context.timing.all_of(match.trigger) if one.evidence.start in inside]
        return [(*venue_of(context, match), next(iter(times), None))]
    times = context.timing.all_of(match.trigger, match.light)
    places = context.places_of(prepositional(match.clause, ("in", "at")))
    if len(times) == len(places) > 1:
        return [(*split_place([place]), when) for place, when in zip(places, times, strict=True)]
    when = time_of(context, match) or _time_of_gathering(context, match)
    return [(*venue_of(context, match), None if _is_of_other(context, match, when) else when)]


def _is_of_other(context: Context, match: Match, when: When | None) -> bool:
    """Whether a day is that of what a meeting comes before or after: "their talks come ahead of a summit on Friday"."""
    noun = match.trigger
    if when is None or not noun.tag_.startswith("N"):
        return False
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in words(FILE, "calling_off"):
        return when.evidence.start < context.article.start(noun)  # "on Friday called off talks"
    if noun.dep_ != "nsubj":
        return False
    verb = noun.head
    apart = [one for one in verb.children if one.lower_ in words(FILE, "apart")] or (
        [verb] if verb.lemma_.lower() in words(FILE, "placing") else []
    )
    return any(context.article.start(one) < when.evidence.start for one in apart)


def _is_recollected(match: Match) -> bool:
    """Whether a meeting is what somebody speaks of, not held when he does: "recalled his talks with X"."""
    noun = match.trigger
    if not noun.tag_.startswith("N") or match.light is not None or noun.dep_ not in ("dobj", "pobj"):
        return False
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    return verb.lemma_.lower() in words(FILE, "recollecting")


def _time_of_gathering(context: Context, match: Match) -> When | None:
    """When the gathering is at which talks are held ("discussions at the summit in June")."""
    inside, sidelines = words(FILE, "inside"), words(FILE, "sidelines")
    tokens = prepositional(match.trigger, inside) + prepositional(match.clause, inside)
    held = [one for one in tokens if one.lemma_.lower() in words(FILE, "gatherings")]
    held += [low for one in tokens if one.lemma_.lower() in sidelines for low in prepositional(one, ("of",))]
    times = [when for one in held if (when := context.timing.of(one)) is not None]
    return next((when for when in times if when.latest is not None), None)


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
        status=_status(context, match, when),
        when=when,
        said_by=_without_labels(context, context.said_by(match)) or spoken_by(context, match.trigger),
        participants=participants,
        place=place,
        country=country,
        occasion=_occasion(context, match),
        format=_format(context, match),
    )


def _without_labels(context: Context, sources: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The sources without what only heads a headline: "Ukraine Latest:", "G7 summit:" say nothing; "Peskov:" does."""
    title = context.article.document.title
    text = context.article.document.text
    label = text[title.start : title.end].partition(": ")[0] if title is not None else ""
    if title is None or len(label) == title.end - title.start:
        return sources
    end = title.start + len(label)
    return tuple(
        one
        for one in sources
        if one.evidence.end > end
        or label == one.evidence.quote
        or (one.kind is EntityKind.PERSON and label.endswith(one.evidence.quote))
    )


def _status(context: Context, match: Match, when: When | None) -> Coded:  # noqa: PLR0911 - one for each reason
    """Talks for which somebody has set out or arrived are still to come."""
    status = _status_of_journey(context, match, when) or context.status(match, when, _default_status(match))
    if (coming := _coming(match.trigger)) is not None and status.value == Status.OCCURRED:
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(coming))
    if (ahead := looked_forward_to(match)) is not None:
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(ahead))
    if (told := _told_at(match, status)) is not None:
        return Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(told))
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ in ("for", "of", "to")
    if behind and status.value == Status.OCCURRED and noun.head.head.lemma_.lower() in words(FILE, "prospects"):
        return Coded(value=Status.PROPOSED.value, evidence=context.article.evidence(noun.head.head))
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    if behind and status.value != Status.PROPOSED and noun.head.head.lemma_.lower() in words(FILE, "setting_out"):
        if _is_told_on(noun.head.head):
            return status
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(noun.head))
    return status


def _coming(noun: Token) -> Token | None:
    """The word by which a gathering is still to come, also of two: "the upcoming G7 meeting and NATO summit"."""
    if noun.dep_ != "conj" or not noun.tag_.startswith("N"):
        return None
    return next((one for one in noun.head.lefts if one.lower_ in words(FILE, "coming")), None)


def _is_told_on(going: Token) -> bool:
    """Whether a journey is only the next thing that was done: "met X before travelling to Y for dinner"."""
    before = going.dep_ == "pcomp" and going.head.lower_ in ("before", "after")
    above = ancestors_to_verb(going.head) if before else None
    return above is not None and above.tag_ == "VBD"


def _status_of_journey(context: Context, match: Match, when: When | None) -> Coded | None:
    """Of "plans a visit to X for talks": talks are as far as the visit that they are for."""
    if not is_journey_for(match):
        return None
    noun = match.trigger.head.head
    visits = (one for one in context.of_type(ClaimType.VISIT) if one.trigger == noun and noun.tag_.startswith("N"))
    return next((context.status(one, when, Status.OCCURRED) for one in visits), None)


def _told_at(match: Match, status: Coded) -> Token | None:
    """The verb of what is agreed or promised in a meeting, which was held then: "agreed to build ties in talks"."""
    noun = match.trigger
    if status.value not in (Status.PLANNED, Status.PROPOSED) or noun.dep_ != "pobj":
        return None
    verb = ancestors_to_verb(noun) if noun.head.lower_ in words(FILE, "inside") else None
    if verb is None or (verb.dep_ in ("xcomp", "pcomp", "ccomp") and child(verb, "nsubj") is not None):
        return None
    while verb.dep_ in ("xcomp", "pcomp", "conj") and (above := ancestors_to_verb(verb)) is not None:
        verb = above
    done = verb.tag_ in ("VBD", "VBZ", "VBP") and child(verb, "aux", "neg") is None
    return verb if done and verb.lemma_.lower() in words(FILE, "promising") else None


def _default_status(match: Match) -> Status:
    return Status.ONGOING if match.light is not None and match.light.lemma_ == "be" else Status.OCCURRED


def _occasion(context: Context, match: Match) -> Phrase | None:
    near = prepositional(match.clause, ("at", "during", "for"))
    near += prepositional(match.trigger, ("at", "during", "on"))
    aside = [
        one for one in near + prepositional(match.clause, ("on",)) if one.lemma_.lower() in words(FILE, "sidelines")
    ]
    near = [event for one in aside for event in prepositional(one, ("of",))] + [one for one in near if one not in aside]
    for one in near:
        if context.may_be_occasion(one):
            return Phrase(evidence=context.article.evidence(one.left_edge, one))
    return None


def _format(context: Context, match: Match) -> Coded | None:
    """By phone, by video or in person, from the words of the clause."""
    near = [
        match.trigger,
        *match.trigger.children,
        *(inner for one in match.trigger.lefts for inner in one.subtree),
        *(inner for one in match.clause.children for inner in (one, *_of_it(one))),
        *(inner for noun in prepositional(match.clause, ("by", "via", "over", "through")) for inner in noun.children),
    ]
    for one in near:
        if one.lemma_.lower() in words(FILE, "video"):
            return Coded(value="video", evidence=context.article.evidence(one))
    on = is_verb(match.trigger) and bool(prepositional(match.trigger, ("on", "upon")))
    for one in near:
        if one.lemma_.lower() not in words(FILE, "phone_words") or (is_verb(one) and one != match.trigger):
            continue
        if not (on and one == match.trigger and not objects(one)):
            return Coded(value="phone", evidence=context.article.evidence(one))
    aside = any(
        one.lemma_.lower() in words(FILE, "sidelines") and one.dep_ == "pobj" and one.head.lower_ in ("on", "at")
        for one in match.trigger.subtree
    )
    if match.trigger.lemma_.lower() in words(FILE, "unsaid") and not aside:
        return None
    beside = [match.trigger, *prepositional(match.trigger, ("with", "to"))]
    here = aside or bool(context.places_of(prepositional_of(beside, ("in", "at"))))
    if is_verb(match.trigger) and match.trigger.lemma_.lower() in words(FILE, "spoken") and not here:
        return Coded(value="phone", evidence=context.article.evidence(match.trigger))
    return Coded(value="in_person", evidence=context.article.evidence(match.trigger))


def _of_it(word: Token) -> list[Token]:
    """The words under one of a clause, unless that says what came before or after: "following a phone call with X"."""
    return [] if word.lower_ in words(FILE, "parting") else list(word.children)
