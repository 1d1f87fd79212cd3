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
from communique.extract.talks.joining import joins, taken_up
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
        again = taken_up(context, match, told)
        found = [] if again and joins(match) else list(_meetings(context, match))
        found = [one for one in found if not is_at_home(context, home, one.participants)]
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
    wished = wished and not is_journey_for(match) and inviting(match) is None
    return wished and match.trigger.tag_.startswith("N") and match.trigger.lemma_.lower() in words(FILE, "partnered")


def _occurrences(context: Context, match: Match) -> list[tuple[Reference | None, Reference | None, When | None]]:
    """Where and when; several where places and times stand in pairs ("in Beijing in May and in Astana in July")."""
    times = context.timing.all_of(match.trigger, match.light)
    places = context.places_of(prepositional(match.clause, ("in", "at")))
    if len(times) == len(places) > 1:
        return [(*split_place([place]), when) for place, when in zip(places, times, strict=True)]
    return [(*venue_of(context, match), time_of(context, match) or _time_of_gathering(context, match))]


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


def _status(context: Context, match: Match, when: When | None) -> Coded:
    """Talks for which somebody has set out or arrived are still to come."""
    status = _status_of_journey(context, match, when) or context.status(match, when, _default_status(match))
    if (ahead := looked_forward_to(match)) is not None:
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(ahead))
    if (told := _told_at(match, status)) is not None:
        return Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(told))
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ in ("for", "of")
    if behind and status.value == Status.OCCURRED and noun.head.head.lemma_.lower() in words(FILE, "prospects"):
        return Coded(value=Status.PROPOSED.value, evidence=context.article.evidence(noun.head.head))
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    if behind and status.value != Status.PROPOSED and noun.head.head.lemma_.lower() in words(FILE, "setting_out"):
        return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(noun.head))
    return status


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
    if status.value not in (Status.PLANNED, Status.PROPOSED) or noun.dep_ != "pobj" or match.light is not None:
        return None
    verb = ancestors_to_verb(noun) if noun.head.lower_ in words(FILE, "inside") else None
    if verb is None or (verb.dep_ in ("xcomp", "pcomp", "ccomp") and child(verb, "nsubj") is not None):
        return None
    while verb.dep_ in ("xcomp", "pcomp", "prep", "conj") and is_verb(verb) and verb.head != verb:
        verb = verb.head
    done = verb.tag_ in ("VBD", "VBZ", "VBP") and child(verb, "aux", "neg") is None
    return verb if done and verb.lemma_.lower() in words(FILE, "promising") else None


def _default_status(match: Match) -> Status:
    return Status.ONGOING if match.light is not None and match.light.lemma_ == "be" else Status.OCCURRED


def _is_process(_context: Context, match: Match) -> bool:
    """Whether talks are a process, as "peace talks" are, and no meeting on a day."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "partnered"):
        return False
    above = noun.head
    brokered = noun.dep_ == "dobj" and above.tag_ == "VB" and above.lemma_.lower() in words(FILE, "brokering")
    brokered = brokered and bool(prepositional(noun, ("between", "among")))
    return brokered or bool({one.lower_ for one in noun.lefts} & words(FILE, "processes"))


def _is_occasion(context: Context, match: Match) -> bool:
    """Whether a gathering is what a visit is for, or where others meet: then it is told there."""
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "gatherings") or noun.dep_ != "pobj":
        return False
    under, above = noun.head.lower_, noun.head.head
    if under == "for" and any(one.kind.value == "organization" for one in context.resolver.modifiers(noun)):
        return False
    if under == "for" and above.lemma_.lower() in words(FILE, "journeys"):
        return not prepositional(noun, ("with",))
    if under == "of" and above.lemma_.lower() in words(FILE, "sidelines"):
        return True
    if above == match.light:
        met = any(one.trigger == above and one.frame.name == "meeting" for one in context.of_type(ClaimType.MEETING))
        return met and under in words(FILE, "inside") and bool(objects(above) or prepositional(above, ("with",)))
    others = [one for one in context.of_type(ClaimType.MEETING) if one.trigger != noun]
    inside = under in words(FILE, "inside") or (under == "for" and above.lemma_.lower() in words(FILE, "assembling"))
    return inside and any(above in (one.trigger, one.clause) for one in others)


def _is_stalled(_context: Context, match: Match) -> bool:
    """Whether talks are only said not to move: "talks between X and Y have been stalled for years"."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "partnered") | words(FILE, "fosterable"):
        return False
    verb = noun.head
    held = noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in words(FILE, "stalling")
    still = noun.dep_ in ("nsubj", "nsubjpass") and any(
        one.dep_ in ("acomp", "oprd") and one.lower_ in words(FILE, "stalled") for one in verb.children
    )
    return held or still or any(one.lower_ in words(FILE, "stalled") for one in noun.lefts)


def _is_asked(_context: Context, match: Match) -> bool:
    """Whether somebody only asks: "Will the President meet him?"."""
    last = match.trigger.sent[-1]
    return last.text == "?" or (last.is_punct and last.i > 0 and last.nbor(-1).text == "?")


def _is_missed(_context: Context, match: Match) -> bool:
    """Whether somebody stays away from a gathering, which may be held all the same."""
    noun = match.trigger
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from"):
        near = (noun.head.head, noun.head.head.head)
        return any(one.lemma_.lower() in words(FILE, "leaving") for one in near)
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "missing")


def _is_fostered(_context: Context, match: Match) -> bool:
    """Whether a dialogue is only to be kept up or widened: then it is a topic."""
    noun = match.trigger
    if not noun.tag_.startswith("N") or noun.lemma_.lower() not in words(FILE, "fosterable"):
        return False
    above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else [noun.head]
    return any(one.lemma_.lower() in words(FILE, "fostering") for one in above)


def _is_counted(_context: Context, match: Match) -> bool:
    """Whether many meetings are counted ("have met more than 40 times"): then they are a tally."""
    tokens = [one for one in match.trigger.children if one.dep_ in ("npadvmod", "nummod", "advmod")]
    if any(one.lemma_.lower() == "time" and one.i > match.trigger.i for one in tokens):
        places = prepositional(match.clause, ("in", "at"))
        return not places
    above = match.trigger.head
    told = match.trigger.dep_ in ("relcl", "acl") and above.lemma_.lower() == "time"
    return told and any(one.ent_type_ == "ORDINAL" for one in above.lefts)


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
        *(inner for one in match.clause.children for inner in (one, *one.children)),
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


def _is_wished(_context: Context, match: Match) -> bool:
    """Whether others are only pressed to talk: "insisted on direct negotiations between X and Y"."""
    noun = match.trigger
    backed = noun.dep_ == "dobj" and noun.head.lemma_.lower() in words(FILE, "backing")
    if backed and noun.lemma_.lower() in words(FILE, "partnered"):
        return True
    behind = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "wished") and is_verb(noun.head.head)
    wished = behind and noun.head.head.lemma_.lower() in words(FILE, "wishing")
    return wished and bool(prepositional(noun, ("between", "among")))


def _is_recall(_context: Context, match: Match) -> bool:
    """Whether an envoy is called home: "recalled their ambassadors for consultations"."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "partnered") or noun.dep_ != "pobj" or noun.head.lower_ != "for":
        return False
    above = [one for one in noun.ancestors if is_verb(one)][:1]
    return any(one.lemma_.lower() in words(FILE, "recalling") and bool(objects(one)) for one in above)


def _is_appeal(_context: Context, match: Match) -> bool:
    """Whether a call is one for something: "his call for new elections", "calls on X to act"."""
    noun = match.trigger
    wired = any(one.lemma_.lower() in words(FILE, "phone_words") | words(FILE, "video") for one in noun.lefts)
    if noun.lemma_.lower() != "call" or not noun.tag_.startswith("N") or wired:
        return False
    if prepositional(noun, ("with", "between", "to")):
        return False
    wanted = prepositional(noun, ("for", "on", "upon"))
    asked = [one for one in noun.children if one.dep_ in ("acl", "relcl") and child(one, "aux") is not None]
    asked = [one for one in asked if one.tag_ == "VB" and any(low.tag_ == "TO" for low in one.children)]
    asked = [one for one in asked if one.lemma_.lower() not in words(FILE, "calling_for")]
    return bool(asked) or any(one.ent_type_ not in ("DATE", "TIME") for one in wanted)


def _is_mediated(_context: Context, match: Match) -> bool:
    """Whether somebody only is or wants to be a go-between in talks of others: "an intermediary in talks with"."""
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ in ("in", "for", "of")
    return behind and noun.head.head.lemma_.lower() in words(FILE, "mediators")


NO_MEETINGS = (
    _is_mediated,
    _is_appeal,
    _is_stalled,
    _is_wished,
    _is_recall,
    _is_asked,
    _is_process,
    _is_occasion,
    _is_missed,
    _is_counted,
    _is_fostered,
)
"""What a word of meeting may be instead of a meeting."""
