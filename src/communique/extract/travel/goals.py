"""Where a journey leads: the goals that a visit's words name, or that its clause and its sentence leave no doubt of.

Not for who travels; that is ``visits.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.travel.attendance import (
    absent,
    city_in_name,
    gathering,
    site_of,
    stayed_away,
    told_before,
    withdrawn,
)
from communique.extract.travel.destinations import Goal, as_goals, each_place, homes_of, where_of
from communique.extract.travel.hosting import asked_to, expected, guest_of, invited_to, received, seen_off
from communique.extract.travel.passages import departed, passed
from communique.extract.travel.stages import is_carriage, stops_of, where_on_tour
from communique.extract.tree import (
    child,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.records import ClaimType, EntityKind, Reference

FILE = "visits.toml"
FAR = 400
"""Characters back to the visit that "there" takes up: a paragraph or two."""


def goals_of(context: Context, match: Match) -> list[Goal]:
    """Where to: a place or None, and the country, of each goal."""
    find = GOALS.get(match.frame.name)
    if find is not None:
        if match.frame.strict:
            return find(context, match.trigger)
        return find(context, match.trigger) or _there(context, match) or _bare(context, match)
    stops = stops_of(context, match.trigger) or _before(context, match.trigger)
    if stops or (is_carriage(match.trigger) and not prepositional(match.trigger, ("of", "to", "in"))):
        return stops
    for path in fillers(match, match.frame.recipient):
        tokens = [one for one in path if not is_counted(one)]
        if told := _told_together(context, match, tokens):
            return told
        goals = each_place(context, tokens) or _regions(tokens, context)
        if goals:
            return where_on_tour(context, match, tokens, goals)
    return _unnamed(context, match)


def _before(context: Context, noun: Token) -> list[Goal]:
    """The goal before the noun of a visit that is only spoken of elsewhere: "criticised his Ghana trip in Oslo"."""
    if is_verb(noun) or prepositional(noun, ("to",)) or not prepositional(noun, ("in",)):
        return []
    return each_place(context, [one for one in noun.lefts if one.dep_ == "compound" and one.tag_ == "NNP"])


def _unnamed(context: Context, match: Match) -> list[Goal]:
    """The goal that the words of a visit do not name right where it should stand."""
    found = _event(context, match) or _elsewhere(context, match) or _there(context, match)
    found = found or homes_of(context, whom(context, match))[:1] or _bare(context, match)
    return found or (_sent_to(context, match.trigger) if match.frame.name == "leading a delegation" else [])


def is_counted(noun: Token) -> bool:
    """Whether a noun only counts the goals of a journey: "a three-nation tour"."""
    counted = any(one.tag_ == "CD" for one in noun.lefts)
    return (
        noun.dep_ in ("compound", "nmod", "amod") and counted and noun.lemma_.lower() in words("places.toml", "whole")
    )


def _told_together(context: Context, match: Match, tokens: list[Token]) -> list[Goal]:
    """The countries of a journey that are named again together: "the three European countries", "both countries"."""
    plural = [one for one in tokens if one.tag_ == "NNS" and one.lemma_.lower() in words("places.toml", "whole")]
    plural = [one for one in plural if any(low.lower_ in words("places.toml", "before") for low in one.lefts)]
    if not plural or len(plural) < len(tokens):
        return []
    numbers = section("places.toml", "numbers")
    count = next((int(numbers[one.lower_]) for one in plural[0].lefts if one.lower_ in numbers), None)
    here = context.article.start(match.trigger)
    for other in reversed(
        [one for one in context.of_type(ClaimType.VISIT) if context.article.start(one.trigger) < here]
    ):
        goals = {country.state: country for _, country in goals_of(context, other) if country is not None}
        if None not in goals and len(goals) > 1 and count in (None, len(goals)):
            return [(None, country) for country in goals.values()]
    return []


def whom(context: Context, match: Match) -> tuple[Reference, ...]:
    """The people to whom a visit is paid: "will visit President X next week", not "visited X in prison"."""
    if match.frame.name != "visit" or not is_verb(match.trigger):
        return ()
    near = [match.trigger, *objects(match.trigger)]
    if any(at.lemma_.lower() in words(FILE, "sites") for one in near for at in prepositional(one, ("in", "at"))):
        return ()
    found = context.resolver.actors(objects(match.trigger))
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _there(context: Context, match: Match) -> list[Goal]:
    """Where the visit told just before led to, for one who "travelled there", too."""
    if not any(one.lower_ == "there" and one.dep_ == "advmod" for one in match.trigger.children):
        return []
    here = context.article.start(match.trigger)
    before = [one for one in context.of_type(ClaimType.VISIT) if here - FAR < context.article.start(one.trigger) < here]
    found = (goals_of(context, one) for one in reversed(before) if not _says_there(one.trigger))
    return next((goals for goals in found if goals), [])


def _bare(context: Context, match: Match) -> list[Goal]:
    """Where whoever "came here" or just "came in July" went: where the article is written, or where its visits lead."""
    verb = match.trigger
    here = any(one.lower_ == "here" and one.dep_ == "advmod" for one in verb.children)
    if here:
        return _dateline(context, verb)
    again = verb.lemma_.lower() in words(FILE, "setting_out") and any(one.lower_ == "again" for one in verb.children)
    if not (again or verb.lemma_.lower() in words(FILE, "showing_up")) or not _says_no_more(verb):
        return []
    if child(verb, "neg") is not None and any(one.dep_ == "advcl" and one.tag_ == "VB" for one in verb.children):
        return []  # "had not come to apologise" denies the purpose
    start = context.article.start(verb)
    told = [one for one in context.of_type(ClaimType.VISIT) if start - FAR < context.article.start(one.trigger) < start]
    told = [one for one in told if not (is_verb(one.trigger) and _says_no_more(one.trigger))]
    found = (goals_of(context, one) for one in reversed(told) if not _says_there(one.trigger))
    return next((goals for goals in found if goals), []) or _dateline(context, verb)


def _says_no_more(verb: Token) -> bool:
    """Whether a verb of coming has nothing beside it but who and when: "since X came in 1994", "he never came"."""
    for one in verb.children:
        if one.dep_ in ("dobj", "xcomp", "ccomp", "acomp", "attr", "oprd", "dative", "prt", "agent", "auxpass"):
            return False
        if one.dep_ in ("prep", "advmod") and any(two.ent_type_ not in ("DATE", "TIME") for two in one.children):
            return False
        if one.dep_ == "advmod" and one.lower_ in words(FILE, "elsewhere"):
            return False
    return is_verb(verb)


def _dateline(context: Context, token: Token) -> list[Goal]:
    """The city of the dateline, as whoever writes there calls it "here"."""
    city = context.resolver.dateline_city()
    if city is None:
        return []
    name, state = city
    place = Reference(evidence=context.article.evidence(token), name=name, kind=EntityKind.PLACE, state=state)
    return [(place, place)]


def _sent_to(context: Context, verb: Token) -> list[Goal]:
    """Where the delegation goes that the article has told of: "The minister will lead the delegation"."""
    here = context.article.start(verb)
    for sentence in context.article.sentences():
        for one in sentence:
            if context.article.start(one) >= here:
                return []
            if one.lemma_.lower() != "delegation":
                continue
            near = [one, *(above for above in [one.head.head] if one.dep_ == "pobj")]
            if goals := each_place(context, [to for noun in near for to in prepositional(noun, ("to",))]):
                return goals
    return []


def _says_there(token: Token) -> bool:
    return any(one.lower_ == "there" for one in token.children)


def _event(context: Context, match: Match) -> list[Goal]:
    """Where the event is that somebody goes to: "to the summit in X", "to the inauguration of the president of Y"."""
    tokens = [one for path in fillers(match, match.frame.recipient) for one in path]
    events = [one for one in tokens if one.lemma_.lower() in words(FILE, "gatherings")]
    listed = [low for one in events for low in site_of(one)]  # "the summit in A and the forum in B"
    events += [one for one in listed if one.lemma_.lower() in words(FILE, "gatherings") and one not in events]
    near = events + [of for one in events for of in prepositional(one, ("of", "for"))]
    if goals := each_place(context, [at for one in near for at in site_of(one)]):
        return goals
    if goals := [goal for one in events if (goal := city_in_name(context, one)) is not None]:
        return goals
    honoured = context.resolver.actors([of for one in events for of in prepositional(one, ("of", "for"))])
    return homes_of(context, honoured)[:1]


def _regions(tokens: list[Token], context: Context) -> list[Goal]:
    """The region, a group of states, that an adjective before a journey names: "a European tour"."""
    names = section("places.toml", "adjectives")
    found = [(one, names[one.text]) for one in tokens if one.text in names and one.dep_ in ("amod", "compound")]
    return [
        (None, Reference(evidence=context.article.evidence(one), name=name, kind=EntityKind.GROUP))
        for one, name in found
    ]


def _elsewhere(context: Context, match: Match) -> list[Goal]:
    """The goal where it is not at the trigger: around what is visited, or in the clause that this one goes on from."""
    trigger = match.trigger
    if is_verb(trigger):
        near = [token for one in objects(trigger) for token in prepositional(one, ("in", "at", "of"))]
        if not objects(trigger) and trigger.i + 1 < len(trigger.doc):
            near.append(trigger.nbor(1))  # "was visiting Ghana hours before the vote", wherever the parser hangs it
        named = (
            ("in", "at", "to") if trigger.is_title and trigger.lemma_.lower() in words(FILE, "stays") else ("in", "at")
        )
        return each_place(context, near + prepositional(trigger, named))  # "Lund Announces Visit to Oslo"
    if found := _predicated(context, trigger):
        return found
    times = [one for one in prepositional(trigger, ("on",)) if one.ent_type_ == "DATE"]  # "a stop on 6 July in Oslo"
    inside = [token for one in times for token in prepositional(one, ("in", "at"))]
    inside += [
        token for one in prepositional(trigger, ("to", "at")) for token in prepositional(one, ("in", "at", "of"))
    ]
    if found := each_place(context, inside):
        return found
    carrier = match.light
    stays = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ in ("on", "for") else carrier
    if stays is not None and (found := where_of(context, stays)):
        return found
    if carrier is not None and carrier.dep_ == "conj":
        before = next((one for one in context.of_type(ClaimType.VISIT) if one.clause == carrier.head), None)
        if before is not None and before.trigger != trigger:
            return goals_of(context, before)
    return []


def _predicated(context: Context, noun: Token) -> list[Goal]:
    """What is said of a journey: "his last trip was to Oslo", "the next stop is Lima", "the flight home from Rome"."""
    if any(one.lower_ in ("home", "back") for one in noun.children):
        return each_place(context, prepositional(noun, ("from",)))
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_ != "be":
        return []
    stops = (
        [one for one in verb.children if one.dep_ == "attr"]
        if noun.lemma_.lower() in words(FILE, "destinations")
        else []
    )
    return each_place(context, prepositional(verb, ("to", "in")) + stops)


def _carriage(context: Context, verb: Token) -> list[Goal]:
    """Where a journey takes somebody."""
    subjects = logical_subjects(verb)
    if verb.dep_ == "relcl":  # "a tour of African countries, which will take him to Ghana"
        subjects += [one.head.head for one in [verb.head] if one.dep_ == "pobj"]
    journey = any(token.lemma_.lower() in words(FILE, "journeys") for token in subjects)
    return received(context, verb) if journey else []


def _travel(context: Context, verb: Token) -> list[Goal]:
    """Where to, and where from: who arrives from a country has been there."""
    stays = verb.lemma_.lower() in words(FILE, "arrivals")
    here = (
        _dateline(context, verb) if any(one.lower_ == "here" and one.dep_ == "advmod" for one in verb.children) else []
    )
    near = ("to", "for", "into", "through", "via") + (("in", "at", "on", "from") if stays else ())
    goals = prepositional(verb, near)
    goals += _beside(verb, near)
    goals += [of for one in prepositional(verb, ("by",)) if one.lower_ == "way" for of in prepositional(one, ("of",))]
    around = goals + (objects(verb) if stays else [])
    around += [partner for one in goals for partner in prepositional(one, ("with",))]
    inside = [place for one in around for place in prepositional(one, ("in", "at"))]
    return here + (each_place(context, goals) or each_place(context, inside) or where_of(context, verb))


def _beside(verb: Token, near: tuple[str, ...]) -> list[Token]:
    """What the parser takes for the object of "neighbouring": "arrived in neighbouring Chad"."""
    inside = [low for one in verb.children if one.dep_ == "prep" and one.lower_ in near for low in one.children]
    inside = [one for one in inside if one.dep_ == "pcomp" and one.lemma_.lower() in words(FILE, "beside")]
    return [low for one in inside for low in objects(one)]


def _stay(context: Context, verb: Token) -> list[Goal]:
    """Where somebody is, has been or is due: "is in Sochi", "had been to Laos", "is due at the summit in Beijing"."""
    due = [one for one in verb.children if one.dep_ == "acomp" and one.lower_ in words(FILE, "due")]
    if not due and child(verb, "acomp") is not None and child(verb, "acomp") == _last_before_place(verb):
        return []  # "are ready in Kyiv" tells how they are
    at = [place for one in (verb, *due) for place in prepositional(one, ("in", "at"))]
    last = child(verb, "neg") is not None and bool(prepositional(verb, ("since",)))  # "had not been there since 2000"
    been = prepositional(verb, ("to",)) if verb.tag_ == "VBN" and not last else []
    on = [one for one in prepositional(verb, ("on",)) if one.lemma_.lower() in words("places.toml", "grounds")]
    inside = [place for one in at if one.lemma_.lower() in words(FILE, "gatherings") for place in site_of(one)]
    found = each_place(context, been + at) or each_place(context, inside) or _grounds(context, on)
    there = not found and any(one.lower_ == "there" and one.dep_ == "advmod" for one in verb.children)
    return found or (told_before(context, verb, []) if there else [])


def _last_before_place(verb: Token) -> Token | None:
    """The adjective right before the first "in" or "at" of a clause with "be"; not "was last in Kyiv"."""
    first = next((one for one in verb.children if one.dep_ == "prep" and one.lower_ in ("in", "at")), None)
    before = first.nbor(-1) if first is not None and first.i > verb.i + 1 else None
    return before if before is not None and before.lower_ not in words("status.toml", "ranks") else None


def _grounds(context: Context, tokens: list[Token]) -> list[Goal]:
    """The state whose soil one is on."""
    return as_goals([state for one in tokens for state in context.resolver.states_beside(one)][:1])


def _way(context: Context, noun: Token) -> list[Goal]:
    """Where somebody is on the way to, or en route to."""
    under = noun.head.lower_ if noun.dep_ == "pobj" else ""
    return each_place(context, prepositional(noun, ("to",))) if under in words(FILE, "underway") else []


def _chosen(context: Context, verb: Token) -> list[Goal]:
    """What somebody chooses for a journey: "picked Rome for his first trip abroad", "made Oslo her first stop"."""
    things = [one for one in verb.children if one.dep_ in ("oprd", "attr", "dobj", "ccomp", "appos")]
    things += prepositional(verb, ("for", "as")) + [
        two for one in things for two in one.children if two.dep_ == "appos"
    ]
    known = words(FILE, "journeys") | words(FILE, "destinations")
    return each_place(context, objects(verb)) if any(one.lemma_.lower() in known for one in things) else []


GOALS = {
    "stay": _stay,
    "attendance abroad": gathering,
    "presence at a gathering": gathering,
    "reception": received,
    "invitation": invited_to,
    "travel": _travel,
    "on the way": _way,
    "absence": absent,
    "withdrawal": withdrawn,
    "carriage": _carriage,
    "expected arrival": expected,
    "passage": passed,
    "departure": departed,
    "end of a stay": departed,
    "farewell": seen_off,
    "being a guest": guest_of,
    "choice of a goal": _chosen,
    "return as noun": departed,
    "asking to come": asked_to,
    "answer to an invitation": invited_to,
    "staying away": stayed_away,
}
"""Where the goal stands, for the frames that do not simply name its paths."""
