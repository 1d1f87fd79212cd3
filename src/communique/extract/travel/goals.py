"""Where a journey leads: the goals that a visit's words name, or that its clause and its sentence leave no doubt of.

Not for who travels; that is ``visits.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.surroundings import others, scene_of
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
from communique.extract.travel.invitations import inviting_verb
from communique.extract.travel.passages import departed, passed
from communique.extract.travel.stages import stops_of, where_on_tour
from communique.extract.tree import (
    agents,
    child,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.gazetteer import gazetteer
from communique.records import ClaimType, EntityKind, Reference

FILE = "visits.toml"
FAR = 400
"""Characters back to the visit that "there" takes up: a paragraph or two."""
MOST_UNSAID = 2
"""States that a sentence may name for the goal that it leaves out: the visitor's own, where it is not told, and one."""


def goals_of(context: Context, match: Match) -> list[Goal]:
    """Where to: a place or None, and the country, of each goal."""
    find = GOALS.get(match.frame.name)
    if find is not None:
        if match.frame.strict:
            return find(context, match.trigger)
        return find(context, match.trigger) or _there(context, match) or _bare(context, match)
    if stops := stops_of(context, match.trigger):
        return stops
    for tokens in fillers(match, match.frame.recipient):
        goals = each_place(context, tokens) or _regions(tokens, context)
        if goals:
            return where_on_tour(context, match, tokens, goals)
    found = _event(context, match) or _elsewhere(context, match) or _there(context, match)
    found = found or homes_of(context, whom(context, match))[:1] or _bare(context, match)
    return found or (_sent_to(context, match.trigger) if match.frame.name == "leading a delegation" else [])


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
        return each_place(context, near + prepositional(trigger, ("in", "at")))
    if found := _predicated(context, trigger):
        return found
    inside = [token for one in prepositional(trigger, ("to", "at")) for token in prepositional(one, ("in", "at", "of"))]
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


def country_meant(context: Context, match: Match, visitors: tuple[Reference, ...]) -> list[Goal]:
    """Which country "the country" is to which one is invited or goes: not the visitor's own, but the host's."""
    tokens = [one for path in fillers(match, match.frame.recipient) for one in path]
    tokens = [one for one in tokens if one.ent_type_ not in ("DATE", "TIME")]
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
    if set_in := _left(context, trigger) or as_goals(scene_of(context, trigger, own)[:1]):
        return set_in
    hosts = others(context, trigger, visitors)
    hosts = [one for one in hosts if one.kind is EntityKind.PERSON or gazetteer().state(one.name) is not None]
    hosts = [one for one in hosts if one.kind is EntityKind.PERSON or not _is_said_of(context, one, trigger)]
    most = MOST_UNSAID if not own else 1
    begun = not hosts and match.light is not None and match.light.lemma_.lower() in words(FILE, "beginning")
    told = _last_goal(context, match, own) if begun else as_goals(hosts)
    return told if len(hosts) <= most else []


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
        return attended or (trigger.lemma_.lower() in words(FILE, "bare") and not objects(trigger))
    if trigger.lemma_.lower() not in words(FILE, "stays"):
        return False
    whose = match.light is not None or trigger.dep_ == "pobj" or fillers(match, ("possessor", "prep:by|of|from"))
    goals = prepositional(trigger, ("to", "in", "through"))
    kinds = all(one.lemma_.lower() in words("places.toml", "kinds") and one.tag_ == "NN" for one in goals)
    return bool(whose) and kinds  # not "to European capitals"


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


def _carriage(context: Context, verb: Token) -> list[Goal]:
    """Where a journey takes somebody."""
    journey = any(token.lemma_.lower() in words(FILE, "journeys") for token in logical_subjects(verb))
    return received(context, verb) if journey else []


def _travel(context: Context, verb: Token) -> list[Goal]:
    """Where to, and where from: who arrives from a country has been there."""
    stays = verb.lemma_.lower() in words(FILE, "arrivals")
    near = ("to", "for", "into", "through", "via") + (("in", "at", "on", "from") if stays else ())
    goals = prepositional(verb, near)
    goals += _beside(verb, near)
    goals += [of for one in prepositional(verb, ("by",)) if one.lower_ == "way" for of in prepositional(one, ("of",))]
    around = goals + (objects(verb) if stays else [])
    around += [partner for one in goals for partner in prepositional(one, ("with",))]
    inside = [place for one in around for place in prepositional(one, ("in", "at"))]
    return each_place(context, goals) or each_place(context, inside) or where_of(context, verb)


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
