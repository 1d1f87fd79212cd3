"""Who meets: the parties of a meeting, one company for each meeting that a word tells of. Not for where and when."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.reference.series import is_person, parties
from communique.extract.sources.attribution import unique, without_places
from communique.extract.sources.audiences import is_interview, is_of_one_house
from communique.extract.sources.transcripts import both_speaking
from communique.extract.talks.encounters import borne_out, is_asked_of
from communique.extract.talks.gatherings import (
    are_kind,
    attendees_of,
    gathering_of,
    holders_of,
    many_of,
    of_both,
    of_three,
)
from communique.extract.talks.listing import enumerated
from communique.extract.talks.partners import elsewhere, recipients, those_met
from communique.extract.talks.talks_abroad import hosts_abroad, invited
from communique.extract.talks.unnamed import is_with_somebody, sayer_of, so_called
from communique.extract.talks.venues import venue_of
from communique.extract.travel.travellers import visitors_of
from communique.extract.tree import (
    ancestors_to_verb,
    coordinated,
    datives,
    is_verb,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.records import ClaimType, EntityKind, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]
BODY = EntityKind.ORGANIZATION


def companies_of(context: Context, match: Match) -> list[Company]:  # noqa: PLR0911 - one for each kind of company
    """Those who meet, one company for each meeting: "separate calls with A and B" are two."""
    if _faces_audience(match) or is_asked_of(match.trigger):
        return []
    first, second = _sides(context, match)
    second = enumerated(context, match, second) or second
    together = borne_out(context, match, first, second) if match.frame.tentative else first + second
    if is_interview(context, match, together) or is_of_one_house(context, together):
        return []
    if not together or (_calls_on(match) and not _personal(context, unique(together), match)):
        return [] if match.frame.tentative else _gathered(context, match)
    if len(second) > 1 and first and _is_each(match):
        return [without_places(unique((*first, one))) for one in second]
    if len(first) > 1 and len(second) == 1 and _is_one_by_one(match):
        return [without_places(unique((*second, one))) for one in first]
    if match.frame.tentative:
        return [without_places(together)]
    return _company_of(context, match, first, second)


def _company_of(context: Context, match: Match, first: Company, second: Company) -> list[Company]:
    """The two sides of a meeting as one company, or who is at a gathering without sides."""
    if match.frame.name == "together":
        return _in_public(match, first, second)
    if not second and not recipients(match) and (speakers := _speakers(context, match)):
        return [speakers]
    if not second and _are_fewer(match, first):
        return []
    found = without_places(_together(context, match, first, second))
    alone = _gathers(found, match) and _is_told_of(context, match, found)
    if len(found) > 1 or alone:
        return [found]
    unnamed = [second] if second and not first and is_with_somebody(context, match) else []
    return _gathered(context, match) or unnamed


def _are_fewer(match: Match, first: Company) -> bool:
    """Whether states were taken for more than there are of them: "the four ministers", of two states named last."""
    numbers = section("places.toml", "numbers")
    counts = [numbers[low.lower_] for one in subjects(match.clause) for low in one.lefts if low.lower_ in numbers]
    states = bool(first) and all(one.kind is EntityKind.STATE for one in first)
    return states and any(int(count) > len(first) for count in counts)


def _gathered(context: Context, match: Match) -> list[Company]:
    """Those of a meeting of which no two sides are told."""
    if match.frame.name == "together":
        return []
    found = gathering_of(context, match) or of_three(context, match) or of_both(context, match)
    return [found] if found and _is_told_of(context, match, found) else []


def _is_told_of(context: Context, match: Match, company: Company) -> bool:
    """Whether a gathering of nobody in person is told of, and not only named: with a verb, a place or a time.

    One of a body alone, that stands in no clause of its own, wants the time: "at the G20 summit" is where others act.
    """
    if match.light is not None or is_verb(match.trigger) or any(one.kind is EntityKind.PERSON for one in company):
        return True
    above = match.trigger.head.head
    named = match.trigger.dep_ in ("pobj", "conj") and above.lemma_.lower() not in words(FILE, "delegates")
    if len(company) == 1 and named:
        return context.when(match) is not None or _is_ahead(match)
    return venue_of(context, match)[1] is not None or context.when(match) is not None


def _is_ahead(match: Match) -> bool:
    """Whether a summit is one that something comes before: "ahead of the G20 summit", "at the upcoming summit"."""
    noun = match.trigger
    first = noun.head if noun.dep_ == "conj" and noun.head.tag_.startswith("N") else noun
    coming = [low for one in (*noun.lefts, *first.lefts) for low in (one, *one.children)]
    if noun.lemma_.lower() != "summit":
        gathers = noun.lemma_.lower() in words(FILE, "gatherings")
        return gathers and any(one.lower_ in words(FILE, "coming") for one in coming)
    above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else []
    return any(one.lower_ in words(FILE, "ahead") for one in above) or any(
        one.lower_ in words(FILE, "coming") for one in coming
    )


def _calls_on(match: Match) -> bool:
    """Whether somebody calls on somebody else, in person."""
    verb = match.trigger
    beside = verb.i + 1 < verb.sent.end and verb.nbor().lower_ in ("on", "upon")
    return match.frame.name == "call" and (beside or not objects(verb))


def _in_public(match: Match, first: Company, second: Company) -> list[Company]:
    """Two people who open, attend or visit something together."""
    verb, found = match.trigger, without_places(unique(first + second))
    people = sum(one.kind is EntityKind.PERSON for one in found) > 1
    thing = objects(verb) or prepositional(verb, ("in",))
    shared = bool(thing) and verb.lemma_.lower() in words(FILE, "public") and verb.dep_ != "relcl"
    shared = shared and not any(one.lemma_.lower() in words(FILE, "abstract") for one in thing)
    return [found] if people and first and (second or shared) else []


def _speakers(context: Context, match: Match) -> Company:
    """The two of a transcript, where one says "we spoke", "we had talks", "our conversation"."""
    lemma = match.trigger.lemma_.lower()
    if is_verb(match.trigger) and (lemma not in words(FILE, "joint") or objects(match.trigger)):
        return ()
    return both_speaking(context, [one for tokens in fillers(match, match.frame.actor) for one in tokens])


def _sides(context: Context, match: Match) -> tuple[Company, Company]:
    """The subjects, possessors or those between whom it is held, and their partners."""
    sides = [
        parties(context, tokens)
        for tokens in fillers(match, match.frame.actor)
        if not _are_places(context, tokens) and not _only_speak_of(match, tokens) and not are_kind(match, tokens)
    ]
    partners = [those_met(context, tokens) for tokens in (*recipients(match), elsewhere(context, match))]
    first = next((side for side in sides if side), ()) or _on_journey(context, match)
    second = next((side for side in partners if side), ()) or _many_partners(context, match)
    if not second:
        first = unique((*_before_comma(context, match, first), *first))
    noun = match.trigger.tag_.startswith("N")
    before = holders_of(context, match.trigger) if noun else ()
    if len(before) > 1 and all(one.kind is EntityKind.STATE for one in before):
        homes = {one.name for one in before}
        first = unique((*(one for one in first if context.resolver.home(one) in homes), *before))
    if any(one.kind is BODY for one in before):
        held = all(one.kind is BODY for one in first) or match.trigger.lemma_.lower() in words(FILE, "gatherings")
        first = unique(before + first + attendees_of(context, match.trigger)) if held else first
    if noun and not second and (named := _named_before(context, match)):
        carrier = _carried(context, match) if match.light is None else ()
        first, second = (named, ()) if len(named) > 1 else (carrier, named) if carrier else (first, second)
    if noun and (not first or not second) and match.light is None:
        first = first or _carried(context, match) or _seeker(context, match)
        first = first or (_of_sentence_before(context, match) if second else ())
        second = second or (_met_in_clause(context, match) if first else ())
        if not second and not recipients(match):
            told = _told_in(context, match)
            first, second = told if all(told) else (first, second)
        pair = invited(context, match)
        bodies = tuple(one for one in first if one.kind is BODY)
        first, second = (bodies or pair[0], pair[1]) if all(pair) else (first, second)
    if all(one.kind is EntityKind.GROUP for one in second):
        second = hosts_abroad(context, match, first) or second
    first = _another(context, match, first, second)
    return sayer_of(context, match, first, second) or first, second


def _another(context: Context, match: Match, first: Company, second: Company) -> Company:
    """Who meets somebody, where a pronoun behind "in a call with X" was taken for X: who the sentence before is of."""
    met = {one.name for one in second}
    if not first or len(first) > 1 or first[0].name not in met or not match.trigger.tag_.startswith("N"):
        return first
    sentence = match.trigger.sent
    before = sentence.doc[sentence.start - 1].sent if sentence.start > 0 else None
    if before is None or not is_verb(before.root):
        return ()
    found = [one for one in context.resolver.actors(subjects(before.root)) if one.kind is EntityKind.PERSON]
    return tuple(one for one in found if one.name not in met)[:1]


def _named_before(context: Context, match: Match) -> Company:
    """Those named before the noun: with whom somebody's meeting is, "after Diaz talks", or both, "Diaz-Okoye talks"."""
    if possessors(match.trigger):
        return ()
    before = [one for one in match.trigger.lefts if one.dep_ in ("compound", "nmod")]
    people = [low for one in before for low in one.subtree if is_person(context, low)]
    return parties(context, people) if len(people) in (1, 2) else ()


def _before_comma(context: Context, match: Match, first: Company) -> Company:
    """The state that a headline joins to its subject by a comma: "US, Russia hold talks"."""
    verb = match.clause
    if len(first) != 1 or first[0].kind not in (EntityKind.STATE, BODY) or not is_verb(verb):
        return ()
    edges = [one.left_edge for one in subjects(verb)]
    if len(edges) != 1 or edges[0].i < verb.sent.start + 2 or edges[0].nbor(-1).text != ",":
        return ()
    mention = context.article.mention_of(edges[0].nbor(-2))
    if mention is None or mention.kind is not EntityKind.STATE or mention.code is None:
        return ()
    begins = mention.start == context.article.start(verb.sent[0])
    return (context.resolver.state(mention.code, context.article.mention_evidence(mention)),) if begins else ()


def _only_speak_of(match: Match, tokens: list[Token]) -> bool:
    """Whether the subjects only speak of a gathering: "discussed the summit that X will host"."""
    verb = match.light
    named = match.trigger.lemma_.lower() in words(FILE, "gatherings") - {"meeting"}
    named = named or bool(prepositional(match.trigger, ("of", "between", "among")))
    named = named or any(one.lower_ in words(FILE, "coming") | words(FILE, "possible") for one in match.trigger.lefts)
    spoken_of = verb is not None and named and verb.lemma_.lower() in words(FILE, "mentioning")
    return spoken_of and verb is not None and tokens == subjects(verb)


def _many_partners(context: Context, match: Match) -> Company:
    """The many whom one noun stands for: "saw the leaders of nine Caribbean states"."""
    return unique(tuple(one for tokens in recipients(match) for token in tokens for one in many_of(context, token)))


def _seeker(context: Context, match: Match) -> Company:
    """Who wants a meeting with somebody: "asked for a meeting with X"."""
    noun = match.trigger
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "for"
    verb, known = (noun.head.head, "wanting") if behind else (noun.head, "arranging")
    wanted = (behind or noun.dep_ == "dobj") and is_verb(verb) and verb.lemma_.lower() in words(FILE, known)
    return context.resolver.actors(subjects(verb)) if wanted else ()


def _of_sentence_before(context: Context, match: Match) -> Company:
    """Whose meeting with somebody it is that is told by itself: "A is in X. A meeting with B is planned"."""
    noun = match.trigger
    alone = noun.dep_ in ("nsubj", "nsubjpass", "attr") and not possessors(noun)
    alone = alone and all(one.kind is EntityKind.PERSON for one in parties(context, prepositional(noun, ("with",))))
    before = noun.doc[noun.sent.start - 1].sent if alone and noun.sent.start > 0 else None
    if before is None or not is_verb(before.root):
        return ()
    return tuple(one for one in parties(context, subjects(before.root)) if one.kind is EntityKind.PERSON)[:1]


def _on_journey(context: Context, match: Match) -> Company:
    """Whose journey takes in a meeting: "a visit that will include talks with X", "A's trip began with them"."""
    noun = match.trigger
    verb = match.light or ancestors_to_verb(noun)
    within = noun.dep_ == "dobj" and verb is not None and verb.lemma_.lower() in words(FILE, "including")
    within = within or (noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "carriers"))
    if verb is None or not within:
        return ()
    journeys = [one for one in subjects(verb) if one.lemma_.lower() in words(FILE, "journeys")]
    return next(
        (visitors_of(context, one) for one in context.of_type(ClaimType.VISIT) if one.trigger in journeys),
        (),
    )


def _together(context: Context, match: Match, first: Company, second: Company) -> Company:  # noqa: PLR0911
    """The two sides as one company; nobody where the word wants a partner who is not there."""
    noun, lemma = match.trigger.tag_.startswith("N"), match.trigger.lemma_.lower()
    found = unique(first + second)
    several = len(first) > 1 or any(one.kind is BODY for one in first)
    several = several and not (lemma == "meet" and bool(objects(match.trigger)))  # "met the needs of"
    if not noun and not second and not (several and lemma in words(FILE, "joint")):
        return ()
    if not noun and not second and lemma in words(FILE, "spoken") and not _speak_together(match):
        return ()
    if not noun and lemma in words(FILE, "personal") and not _personal(context, found, match):
        return ()
    if noun and lemma in words(FILE, "of_people") and not any(one.kind is EntityKind.PERSON for one in second):
        return ()
    if noun and lemma in words(FILE, "weak") and not second and (len(first) < 2 or _is_for_others(match, first)):
        return ()
    if noun and not second and len(first) == 1:
        return unique(found + _other_of_two(context, match, first[0]))
    return found


def _is_for_others(match: Match, first: Company) -> bool:
    """Whether states give others a place to talk: "Oman and Iraq hosted rounds of dialogue"."""
    hosts = match.light is not None and match.light.lemma_ == "host"
    return hosts and all(one.kind is EntityKind.STATE for one in first)


def _other_of_two(context: Context, match: Match, one: Reference) -> Company:
    """With whom "a bilateral meeting" is, in a release about two people."""
    if not any(left.lower_ in words(FILE, "paired") for left in match.trigger.lefts):
        return ()
    two = context.resolver.present if context.resolver.publisher() is not None else ()
    others = tuple(other for other in two if other.name != one.name)
    return others if len(others) == 1 and len(two) > 1 else ()


def _speak_together(match: Match) -> bool:
    """Whether people who "spoke" spoke with each other: by phone, by video, or on the sidelines of something."""
    below = {one.lemma_.lower() for one in match.trigger.subtree}
    return bool(below & (words(FILE, "phone_words") | words(FILE, "video") | words(FILE, "sidelines")))


def _faces_audience(match: Match) -> bool:
    """Whether all partners are those whom one only speaks to: reporters, a crowd."""
    partners = [token for tokens in fillers(match, match.frame.recipient) for token in tokens]
    return bool(partners) and all(one.lemma_.lower() in words(FILE, "audiences") for one in partners)


def _is_each(match: Match) -> bool:
    """Whether partners are met one after another: separately, in several meetings, "with A and with B"."""
    near = [one for token in (match.trigger, match.clause) for one in token.children]
    if _is_one_by_one(match):
        return True
    lemma = match.trigger.lemma_.lower()
    to = lemma in words(FILE, "spoken") and bool(prepositional(match.trigger, ("to",)))
    if is_verb(match.trigger) and (to or lemma in words(FILE, "singly")):
        return not {low.lower_ for one in near for low in (one, *one.children)} & words(FILE, "jointly")
    if match.trigger.tag_ == "NNS":
        return match.trigger.lemma_.lower() in words(FILE, "counted")
    told = [
        one for one in match.clause.subtree if one.lower_ in ("with", "to") and one.dep_ in ("prep", "conj", "dative")
    ]
    told = [one for one in told if one.i > match.clause.i and ancestors_to_verb(one) == match.clause]
    return any(one.dep_ == "conj" or (one != told[0] and one.nbor(-1).lower_ == "and") for one in told)


def _is_one_by_one(match: Match) -> bool:
    """Whether the clause says so: "separately", "one after the other", "in turn"."""
    near = [one for token in (match.trigger, match.clause) for one in token.children]
    if any(one.lower_ in words(FILE, "each") for one in near):
        return True
    text = " ".join(one.lower_ for one in match.clause.subtree)
    return any(phrase in text for phrase in words(FILE, "one_by_one"))


def _are_places(context: Context, tokens: list[Token]) -> bool:
    """Whether the words before a noun are places: "a Moscow meeting" is held in Moscow, not by it."""
    found = [context.article.mention_of(token) for token in tokens]
    return all(one is not None and one.kind is EntityKind.PLACE for one in found) and all(
        one.dep_ in ("compound", "nmod", "amod") for one in tokens
    )


def _gathers(participants: Company, match: Match) -> bool:
    """Whether one body that meets stands for its many members."""
    lemma = match.trigger.lemma_.lower()
    if is_verb(match.trigger) and objects(match.trigger):
        return False  # "met the test"
    bodies = [one for one in participants if one.kind is BODY and one.entity is None]
    return bool(bodies) and lemma in (
        words(FILE, "gatherings") if match.trigger.tag_.startswith("N") else {"meet", "gather"}
    )


def _personal(context: Context, found: Company, match: Match) -> bool:
    """Whether at least one side is a person or an office, and both are where the verb is not of meeting."""
    if match.trigger.lemma_.lower() in words(FILE, "mixed") and all(one.kind is BODY for one in found):
        return True
    people = sum(one.kind is EntityKind.PERSON for one in found)
    officials = [token for tokens in fillers(match, ("subject",)) for token in tokens]
    known = words("actors.toml", "offices") | words("actors.toml", "organs")
    people += any(one.lemma_.lower() in known and not _is_known(context, one) for one in officials)
    guests = [token for tokens in recipients(match) for token in tokens if not _is_known(context, token)]
    people += any(one.lemma_.lower() in words(FILE, "delegates") for one in guests)
    return people >= (1 if match.trigger.lemma_.lower() in words(FILE, "mixed") else 2)


def _is_known(context: Context, token: Token) -> bool:
    """Whether a word for an office stands for somebody whom the article names."""
    return any(one.kind is EntityKind.PERSON for one in context.resolver.actors([token]))


def _carried(context: Context, match: Match) -> Company:
    """The subject of the clause that the meeting hangs on: "after talks with Putin, Modi said"."""
    if match.trigger.dep_ == "pobj" and match.trigger.head.head.lemma_.lower() in words(FILE, "building"):
        return ()
    found = context.carried(match, words(FILE, "carriers"), (EntityKind.PERSON, EntityKind.STATE))
    return found or _carried_on(context, match) or so_called(context, match)


def _carried_on(context: Context, match: Match) -> Company:
    """Who says something in a meeting that the parser hangs on what is said: "A said that B was, in talks with C"."""
    noun = match.trigger
    inside = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "inside")
    verb = ancestors_to_verb(noun.head) if inside else None
    if verb is None or verb.dep_ != "ccomp" or context.resolver.actors(subjects(verb)) or not is_verb(verb.head):
        return ()
    return tuple(one for one in context.resolver.actors(subjects(verb.head)) if one.kind is EntityKind.PERSON)


def _met_in_clause(context: Context, match: Match) -> Company:
    """The person to whom the clause's subject speaks in a meeting without a partner: "in talks, A told B"."""
    noun = match.trigger
    if noun.dep_ != "pobj" or noun.head.lower_ not in words(FILE, "inside"):
        return ()
    if noun.lemma_.lower() not in words(FILE, "spoken_in") or (verb := ancestors_to_verb(noun.head)) is None:
        return ()
    return _spoken_to(context, verb, noun)


def _spoken_to(context: Context, verb: Token, noun: Token) -> Company:
    """The people to whom a verb's subject does something."""
    tokens = datives(verb) + objects(verb) + prepositional(verb, ("to",))
    tokens = [inner for one in tokens for inner in coordinated(one) if one != noun]
    return tuple(one for one in context.resolver.actors(tokens) if one.kind is EntityKind.PERSON)


def _told_in(context: Context, match: Match) -> tuple[Company, Company]:
    """Who told whom something in a call that the parser hangs on what was told: "A told B that C should, in a call"."""
    noun = match.trigger
    inside = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "inside")
    if not inside or noun.lemma_.lower() not in words(FILE, "spoken_in") or prepositional(noun, ("with", "between")):
        return (), ()
    for one in noun.ancestors:
        if one.lemma_.lower() in words(FILE, "telling") and is_verb(one) and (second := _spoken_to(context, one, noun)):
            return context.resolver.actors(subjects(one)), second
    return (), ()
