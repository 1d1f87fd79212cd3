"""Meetings by verbs that tell of one only in certain company: "saw X", "told X by telephone", "ministers agreed in X".

Not for verbs and nouns of meeting proper, whose parties ``participants.py`` finds.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.surroundings import AT
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.series import is_person, parties
from communique.extract.sources.attribution import unique
from communique.extract.talks.gatherings import many_of
from communique.extract.talks.venues import beside, wire_of
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    coordinated,
    datives,
    is_passive,
    logical_subjects,
    objects,
    possessors,
    prepositional,
)
from communique.records import EntityKind, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]
BODY = EntityKind.ORGANIZATION


def borne_out(context: Context, match: Match, first: Company, second: Company) -> Company:
    """Those whom a verb that may tell of a meeting brings together; nobody where it tells of none."""
    return FINDERS[match.frame.name](context, match, first, second)


def _between_people(context: Context, match: Match, first: Company, second: Company) -> Company:
    """A saw B; A and B shook hands; A had an hour with B."""
    verb = match.trigger
    if (
        _is_beheld(verb)
        or (verb.dep_ == "pcomp" and verb.head.lower_ == "by")
        or any(one.lower_ in words(FILE, "crowds") for one in objects(verb))
    ):
        return ()
    if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and not agents(verb):
        first, second = parties(context, coordinated(verb.head)), _partner_below(context, verb)
    second = second or _whose_hand(context, verb) or _partner_below(context, verb)
    if not first or not (verb.dep_ == "acl" or _are_people(match, match.frame.actor, first)):
        return ()
    if second:
        return unique((*first, *second)) if _are_people(match, match.frame.recipient, second) else ()
    return first if len(first) > 1 and _is_reciprocal(verb) else ()


def _is_beheld(verb: Token) -> bool:
    """Whether somebody is only looked at: "saw X as a threat", "saw X win", "was seen by X", "glad to see you"."""
    if verb.lemma_.lower() != "see":
        return False
    judged = any(one.lower_ in words(FILE, "beheld") for one in verb.children)
    judged = judged or verb.head.lemma_.lower() in words(FILE, "courtesies")
    judged = judged or any(
        low.lower_ in ("a", "an") for one in objects(verb) for low in one.lefts
    )  # "a President Diaz"
    return judged or is_passive(verb) or child(verb, "ccomp", "xcomp", "oprd", "prt") is not None


def is_asked_of(verb: Token) -> bool:
    """Whether a call is none by telephone: on somebody to do something, of somebody by a name, or off."""
    if verb.lemma_.lower() != "call":
        return False
    if (
        verb.dep_ == "amod"
        or any(one.dep_ == "prt" and one.lower_ not in ("on", "up", "in") for one in verb.children)
        or child(verb, "oprd") is not None
        or any(one.dep_ == "ccomp" and not one.tag_.startswith("V") for one in verb.children)
        or _is_by_name(verb)
    ):
        return True
    particle = any(one.dep_ == "prt" and one.lower_ == "on" for one in verb.children)
    beside = verb.i + 1 < verb.sent.end and verb.nbor().lower_ in ("on", "upon")
    if not (particle or beside) and (objects(verb) or not prepositional(verb, ("on", "upon"))):
        return False
    marks = [one for one in verb.subtree if one.tag_ == "TO" and one.i > verb.i and one.i + 1 < verb.sent.end]
    return any(one.head.tag_ == "VB" or one.nbor().tag_ == "VB" or one.nbor().text == "-" for one in marks) and not any(
        low.lemma_.lower() in words(FILE, "calling_for") for one in marks for low in (one.head, one.nbor())
    )


def _is_by_name(verb: Token) -> bool:
    """Whether a name, in quotation marks or with "a" or an adjective, stands behind whoever is called: "a liar"."""
    at, doc = verb.i + 1, verb.doc
    while at < verb.sent.end and (doc[at].text[:1].isupper() or doc[at].tag_ == "PRP"):
        at += 1
    if at >= verb.sent.end:
        return False
    behind = doc[at]
    if behind.text in words(FILE, "quotes"):
        return True
    timed = behind.ent_type_ in ("DATE", "TIME") or at == verb.i + 1
    return not timed and (behind.lower_ in ("a", "an", "the") or behind.tag_ in ("JJ", "JJR", "JJS"))


def _partner_below(context: Context, verb: Token) -> Company:
    """Of "came out of five hours with X", X: whoever stands behind a "with" under the verb's nouns."""
    below = [one for one in verb.subtree if one.dep_ == "pobj" and one.head.lower_ == "with" and one.i > verb.i]
    below = [two for one in below if ancestors_to_verb(one) == verb for two in coordinated(one)]
    return parties(context, [one for one in below if is_person(context, one)])


def _whose_hand(context: Context, verb: Token) -> Company:
    """Of "shook his hand", him."""
    hands = [one for one in verb.children if one.dep_ == "dobj" and one.lemma_.lower() == "hand"]
    return parties(context, [owner for one in hands for owner in possessors(one)])


def _is_reciprocal(verb: Token) -> bool:
    """Whether several subjects do it with each other."""
    lemma = verb.lemma_.lower()
    if lemma not in words(FILE, "reciprocal"):
        return False
    near = {low.lower_ for one in verb.children for low in (one, *one.children)}
    return lemma not in ("see", "spend") or bool(near & words(FILE, "each_other"))


def _are_people(match: Match, paths: tuple[str, ...], side: Company) -> bool:
    """Whether a side is people, or states and bodies for which officials stand in the text."""
    if all(one.kind is EntityKind.PERSON for one in side):
        return True
    known = words(FILE, "delegates") | words("actors.toml", "offices")
    return any(one.lemma_.lower() in known for tokens in fillers(match, paths) for one in tokens)


def _brought_together(context: Context, match: Match, first: Company, second: Company) -> Company:
    """A brought B and C together: with A, who was there; and the many whom one noun stands for."""
    tokens = [one for one in match.trigger.children if one.dep_ in ("dobj", "nsubjpass")]
    many = tuple(one for token in tokens for one in many_of(context, token))
    below = [low for token in tokens if token.tag_ == "NNS" for low in token.subtree if is_person(context, low)]
    brought = unique((*first, *parties(context, below), *many))
    if len(brought) < 2 and not many:
        return ()
    hosts = tuple(one for one in second if one.kind is EntityKind.PERSON)
    return unique((*hosts, *brought))


def _in_words(context: Context, match: Match, first: Company, second: Company) -> Company:
    """A told B by telephone; on a visit to B's country, A told B; A handed B a letter."""
    verb = match.trigger
    if verb.lemma_.lower() in words(FILE, "handing"):
        second = parties(context, _hearers(verb))  # "handed Y a letter from Z"
        first = tuple(one for one in first if one.name not in {two.name for two in second})
    if child(verb, "neg") is not None or not first or not second:
        return ()
    if wire_of(verb) is not None:
        return unique((*first, *second))
    if not _are_people(match, match.frame.actor, first) or not _are_people(match, match.frame.recipient, second):
        return ()
    if verb.lemma_.lower() in words(FILE, "handing"):
        return unique((*first, *second))
    return unique((*first, *second)) if _is_at_home(context, match, first, second) else ()


def _is_at_home(context: Context, match: Match, first: Company, second: Company) -> bool:
    """Whether one of those who speak is in the other's country: a guest who tells his host, or a host his guest."""
    verb = match.trigger
    if any(low.lower_ == "visiting" for one in _hearers(verb) for low in _before(one)):
        return all(one.kind is EntityKind.PERSON for one in first)
    if not all(one.kind is EntityKind.PERSON for one in (*first, *second)):
        return False
    if _goes_to(verb) or any(one.lemma_.lower() in words(FILE, "hosts") for one in _hearers(verb)):
        return True
    country = context.place_of(_said_in(verb))
    speakers = {context.resolver.home(one) for one in first}
    if country is None or None in speakers:
        return False
    if country.state in speakers:  # "went to X, where its president told him"
        there = verb.dep_ == "relcl" and any(one.lower_ == "where" for one in verb.children)
        guests = all(context.resolver.home(one) not in (None, country.state) for one in second)
        return there and guests and len(speakers) == 1
    return all(context.resolver.home(one) == country.state or _holds_office(one) for one in second)


def _before(noun: Token) -> list[Token]:
    """The words before a noun, also those of a title: "visiting envoys A and B"."""
    return [low for one in noun.lefts for low in (one, *one.lefts)]


def _holds_office(reference: Reference) -> bool:
    """Whether somebody of no known state is called by an office: in a country, "the president" is its own."""
    offices = words("actors.toml", "offices")
    return reference.state is None and any(word in offices for title in reference.titles for word in title.split())


def _said_in(verb: Token) -> list[Token]:
    """The words for where something is said: at the verb, at whoever hears it, of the stay during which it is said."""
    behind = prepositional(verb, ("during", "on", "in", "at"))
    stays = [one for one in behind if one.lemma_.lower() in words(FILE, "journeys")]
    days = [one for one in (*behind, *verb.children) if one.ent_type_ in ("DATE", "TIME")]
    there = _whence(verb) if verb.dep_ == "relcl" and any(one.lower_ == "where" for one in verb.children) else []
    heard = [place for one in (*_hearers(verb), *days) for place in prepositional(one, AT)]
    return [*prepositional(verb, AT), *there, *heard, *(at for one in stays for at in prepositional(one, ("to", "in")))]


def _whence(verb: Token) -> list[Token]:
    """Where "where" is, which the parser may hang on a day: "visited X in May, where Y told him"."""
    above = ancestors_to_verb(verb.head)
    if verb.head.ent_type_ not in ("DATE", "TIME") or above is None:
        return [verb.head]
    return [*objects(above), *prepositional(above, (*AT, "to"))]


def _goes_to(verb: Token) -> bool:
    """Whether somebody goes somewhere to say it: "travelled to Doha to brief X"."""
    above = verb.head
    infinitive = verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl")
    return infinitive and above.lemma_.lower() in words(FILE, "goings") - {"be"}


def _hearers(verb: Token) -> list[Token]:
    """The words for those who are told: "begged his guest", "agreed with his host"."""
    return [*datives(verb), *objects(verb), *prepositional(verb, ("with", "to"))]


def _sitting(context: Context, match: Match, _first: Company, _second: Company) -> Company:
    """EU ministers agreed in Luxembourg; NATO decided in Vilnius in July: a body's members decide where they sit."""
    verb = match.trigger
    if child(verb, "neg") is not None or is_passive(verb):
        return ()
    subjects = logical_subjects(verb)
    found = unique(tuple(one for token in subjects for one in many_of(context, token)))
    if not found or not all(one.kind is BODY for one in found):
        return ()
    tokens = [*prepositional(verb, AT), *beside(context, verb)]
    cities = [one for one in context.places_of(tokens) if one.name != one.state]
    members = any(one.lemma_.lower() in words(FILE, "delegates") for one in subjects)
    return found if cities and (members or context.timing.of(verb) is not None) else ()


FINDERS: dict[str, Callable[[Context, Match, Company, Company], Company]] = {
    "between people": _between_people,
    "bringing together": _brought_together,
    "words": _in_words,
    "sitting": _sitting,
}
"""How each tentative frame is borne out."""
