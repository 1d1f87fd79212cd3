"""Who meets: the parties of a meeting, one company for each meeting that a word tells of. Not for where and when."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.series import in_series, is_person, parties
from communique.extract.sources.attribution import unique, without_places
from communique.extract.sources.audiences import is_interview, is_of_one_house
from communique.extract.sources.transcripts import both_speaking
from communique.extract.talks.encounters import borne_out, is_asked_of
from communique.extract.talks.gatherings import attendees_of, gathering_of, holders_of, many_of, of_both, of_three
from communique.extract.talks.partners import elsewhere, recipients, those_met
from communique.extract.talks.talks_abroad import hosts_abroad, invited
from communique.extract.talks.unnamed import is_with_somebody, sayer_of
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
    second = _enumerated(context, match, second) or second
    together = borne_out(context, match, first, second) if match.frame.tentative else first + second
    if is_interview(context, match, together) or is_of_one_house(context, together):
        return []
    if not together or (_calls_on(match) and not _personal(unique(together), match)):
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
    found = without_places(_together(context, match, first, second))
    alone = _gathers(found, match) and _is_told_of(context, match, found)
    if len(found) > 1 or alone:
        return [found]
    unnamed = [second] if second and not first and is_with_somebody(context, match) else []
    return _gathered(context, match) or unnamed


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
    if noun.lemma_.lower() != "summit":
        return False
    above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else []
    coming = [low for one in noun.lefts for low in (one, *one.children)]
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
    if is_verb(match.trigger) and lemma not in words(FILE, "joint"):
        return ()
    return both_speaking(context, [one for tokens in fillers(match, match.frame.actor) for one in tokens])


def _sides(context: Context, match: Match) -> tuple[Company, Company]:
    """The subjects, possessors or those between whom it is held, and their partners."""
    sides = [
        parties(context, tokens)
        for tokens in fillers(match, match.frame.actor)
        if not _are_places(context, tokens) and not _only_speak_of(match, tokens)
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
    return sayer_of(context, match, first, second) or first, second


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
    """Whose journey it is that takes in a meeting: "a visit that will include talks with X"."""
    verb = match.trigger.head
    if match.trigger.dep_ != "dobj" or verb.lemma_.lower() not in words(FILE, "including"):
        return ()
    hosts = subjects(verb)
    return next(
        (visitors_of(context, one) for one in context.of_type(ClaimType.VISIT) if one.trigger in hosts),
        (),
    )


def _together(context: Context, match: Match, first: Company, second: Company) -> Company:
    """The two sides as one company; nobody where the word wants a partner who is not there."""
    noun, lemma = match.trigger.tag_.startswith("N"), match.trigger.lemma_.lower()
    found = unique(first + second)
    several = len(first) > 1 or any(one.kind is BODY for one in first)
    if not noun and not second and not (several and lemma in words(FILE, "joint")):
        return ()
    if not noun and not second and lemma in words(FILE, "spoken") and not _speak_together(match):
        return ()
    if not noun and lemma in words(FILE, "personal") and not _personal(found, match):
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


def _enumerated(context: Context, match: Match, second: Company) -> Company:
    """The people listed behind a colon or a plural: "spoke with: A of X; B of Y", "met the leaders, A and B"."""
    doc, sentence = match.trigger.doc, match.trigger.sent
    known = words(FILE, "delegates") | words("actors.toml", "offices") | words("actors.toml", "organs")
    partners = [one for tokens in recipients(match) for one in tokens if one.tag_ == "NNS"]
    partners = [one for one in partners if one.lemma_.lower() in known]
    colon = next((one for one in doc[match.trigger.i : sentence.end] if one.text == ":"), None)
    if colon is not None and colon.i - match.trigger.i <= NEAR_COLON and (partners or not second):
        first = context.article.start(colon)
    elif partners:
        first = context.article.start(partners[-1])
    else:
        return ()
    end = context.article.end(doc[sentence.end - 1])
    listed = [one for one, _ in context.article.people() if first < one.start < end]
    if colon is None and listed:
        head = context.article.head_of(listed[0])
        return in_series(context, [head]) if head is not None else ()
    return tuple(context.resolver.person(one) for one in listed)


NEAR_COLON = 25
"""Tokens from a meeting's word to the colon before the list of its participants (tuned on train)."""


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


def _personal(found: Company, match: Match) -> bool:
    """Whether at least one side is a person or an office, and both are where the verb is not of meeting."""
    if match.trigger.lemma_.lower() in words(FILE, "mixed") and all(one.kind is BODY for one in found):
        return True
    people = sum(one.kind is EntityKind.PERSON for one in found)
    officials = [token for tokens in fillers(match, ("subject",)) for token in tokens]
    known = words("actors.toml", "offices") | words("actors.toml", "organs")
    people += any(one.lemma_.lower() in known for one in officials)
    guests = [token for tokens in recipients(match) for token in tokens if token.tag_ == "NNS"]
    people += any(one.lemma_.lower() in words(FILE, "delegates") for one in guests)
    return people >= (1 if match.trigger.lemma_.lower() in words(FILE, "mixed") else 2)


def _carried(context: Context, match: Match) -> Company:
    """The subject of the clause that the meeting hangs on: "after talks with Putin, Modi said"."""
    if match.trigger.dep_ == "pobj" and match.trigger.head.head.lemma_.lower() in words(FILE, "building"):
        return ()
    found = context.carried(match, words(FILE, "carriers"), (EntityKind.PERSON, EntityKind.STATE))
    return found or _carried_on(context, match)


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
