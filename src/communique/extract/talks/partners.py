"""Where the partner of a meeting stands in the sentence: at the paths of its frame, on a wire, around an occasion.

Not for whom the words stand for.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.series import is_person, parties
from communique.extract.sources.attribution import unique
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    coordinated,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
)
from communique.records import EntityKind, Reference

FILE = "meetings.toml"


def recipients(match: Match) -> list[list[Token]]:
    """The tokens at the partner's paths, but for the goal of a journey: "will travel to X for talks"."""
    verb = match.light
    going = verb is not None and verb.lemma_.lower() in words(FILE, "goings")
    found = fillers(match, match.frame.recipient)
    if is_verb(match.trigger) and (wired := _behind_wire(match.trigger)):
        found = [wired + found[0], *found[1:]] if found else [wired]
    return [[one for one in tokens if not (going and _stands_behind_to(one))] for tokens in found]


def _stands_behind_to(token: Token) -> bool:
    """Whether a word, or the list that it is one of, stands behind "to"."""
    while token.dep_ == "conj":
        token = token.head
    return token.head.lower_ == "to"


def _is_post(context: Context, token: Token) -> bool:
    """Whether a place is where one of the partners serves: "held talks with the UN's envoy to X"."""
    mention = context.article.mention_of(token)
    places = (EntityKind.PLACE, EntityKind.STATE)
    return mention is not None and mention.kind in places and token.i > 1 and _stands_behind_to(token)


def _behind_wire(verb: Token) -> list[Token]:
    """Of "spoke by telephone with A", A: the parser hangs the partner on the wire."""
    known = words(FILE, "phone_words") | words(FILE, "video") | words(FILE, "links")
    wires = [one for one in prepositional(verb, words(FILE, "wires")) if one.lemma_.lower() in known]
    return [partner for one in wires for partner in prepositional(one, ("with", "to"))]


def _facing(context: Context, match: Match) -> list[Token]:
    """Of "telephoned her opposite number A", A: the first person named behind the verb, before another verb."""
    verb = match.trigger
    if not is_verb(verb) or verb.lemma_.lower() not in words(FILE, "facing") or is_passive(verb) or objects(verb):
        return []
    for one in verb.doc[verb.i + 1 : min(verb.i + FURTHEST, verb.sent.end)]:
        if is_person(context, one):
            head = context.article.head_of(mention) if (mention := context.article.mention_of(one)) else None
            return coordinated(head) if head is not None else []
        if is_verb(one) or one.text in (",", ";", ":", ".") or one.lower_ in words(FILE, "parting"):
            return []
    return []


FURTHEST = 18
"""Tokens from a verb to the partner whom the parser does not hang on it."""


def _in_relative(_context: Context, match: Match) -> list[Token]:
    """The talks which A and B began; a conversation in which A and B agreed."""
    clauses = [one for one in match.trigger.children if one.dep_ == "relcl"]
    held = [
        one for one in clauses if one.lemma_.lower() in words("light.toml", "verbs") and child(one, "dobj") is not None
    ]
    inside = [
        one
        for one in clauses
        if any(
            low.tag_ == "WDT" and low.head.lower_ in words(FILE, "inside") for low in one.subtree if low.dep_ == "pobj"
        )
    ]
    found = [who for one in (*held, *inside) for who in logical_subjects(one)]
    return [*found, *(who for one in held for who in prepositional(one, ("with",)))] if len(found) > 1 or held else []


def those_met(context: Context, tokens: list[Token]) -> tuple[Reference, ...]:
    """Whom the words for a partner stand for: those named of many; people without an office are not their state."""
    tokens = [one for one in tokens if not _is_of_topic(context, one)]
    if not all(map(_stands_behind_to, tokens)):
        tokens = [one for one in tokens if not _is_post(context, one)]
    named = parties(context, [one for token in tokens for one in _singled_out(token)])
    if named and all(one.kind is EntityKind.PERSON for one in named):
        whole = tuple(one for one in parties(context, tokens) if one.kind is EntityKind.PERSON)
        homes = [one.state for token in tokens for one in context.resolver.states_beside(token)]
        home = homes[0] if len(homes) == 1 else None
        return unique((*whole, *(msgspec.structs.replace(one, state=one.state or home) for one in named)))
    if not any(_is_private(one) for one in tokens):
        return parties(context, tokens)
    found = [_private_group(context, one) if _is_private(one) else parties(context, [one]) for one in tokens]
    return unique(tuple(one for several in found for one in several))


def _is_of_topic(context: Context, token: Token) -> bool:
    """Whether a state or body belongs to what is discussed: "discussed U.S. engagement with X", "the war with X"."""
    if token.dep_ != "pobj" or token.head.lower_ != "with" or token.head.i == 0:
        return False
    verb, noun = ancestors_to_verb(token), token.head.head
    about = verb is not None and verb.lemma_.lower() in words(FILE, "about")
    met = words(FILE, "partnered") | words(FILE, "gatherings") | words(FILE, "journeys")
    if about and noun.dep_ == "dobj" and noun.lemma_.lower() in met:
        return True  # "discussed a possible meeting with X"
    return about and not is_person(context, token) and token.head.nbor(-1).lemma_.lower() in words(FILE, "dealings")


def _singled_out(noun: Token) -> list[Token]:
    """Those named of many: "senior officials, including President A and B"."""
    plural = noun.tag_ in ("NNS", "NNPS")
    return [two for one in prepositional(noun, ("including",)) for two in coordinated(one)] if plural else []


def _is_private(noun: Token) -> bool:
    """Whether a plural is of people who hold no office of a state: "business leaders", "Muslim clerics of X"."""
    if noun.tag_ not in ("NNS", "NNPS"):
        return False
    if noun.lemma_.lower() in words(FILE, "private_people"):
        return True
    led = noun.lemma_.lower() in words(FILE, "delegates")
    return led and any(one.lower_ in words(FILE, "private") for one in noun.lefts)


def _private_group(context: Context, noun: Token) -> tuple[Reference, ...]:
    """A group by its words; nobody where no state or faith says which: "met with students"."""
    lefts = [one for one in noun.lefts if one.dep_ in ("amod", "compound", "nmod", "nummod", "poss")]
    below = prepositional(noun, ("of", "from"))
    named = [one for one in (*lefts, *below) if one.tag_.startswith("NNP") or context.article.mention_of(one)]
    if not named:
        return ()
    mention = context.article.mention_of(below[0]) if below and not set(named) & set(lefts) else None
    phrase = context.article.evidence(lefts[0].left_edge if lefts else noun, below[0] if mention else noun)
    return (Reference(evidence=phrase, name=phrase.quote, kind=EntityKind.GROUP),)


def elsewhere(context: Context, match: Match) -> list[Token]:
    """Partners who do not stand at the trigger: at the verb, in the clause or around an occasion."""
    return next((found for find in PARTNERS if (found := find(context, match))), [])


def _behind_verb(_context: Context, match: Match) -> list[Token]:
    """A call took place between A and B; his first call was to A."""
    noun = match.trigger
    carried = noun.dep_ in ("nsubj", "nsubjpass") and (is_verb(noun.head) or noun.head.lemma_ == "be")
    names = ("between", "among", "with", "to") if noun.head.lemma_ == "be" else ("between", "among", "with")
    return prepositional(noun.head, names) if carried else []


def _honoured(_context: Context, match: Match) -> list[Token]:
    """A dinner in honour of A."""
    for above in (match.clause, match.trigger):
        honour = [one for one in prepositional(above, ("in", "for")) if one.lemma_.lower() in words(FILE, "honours")]
        if honour:
            return prepositional(honour[0], ("of",)) or prepositional(above, ("of",))
    return []


def _discussing(context: Context, match: Match) -> list[Token]:
    """To discuss improving security with A."""
    if match.trigger.lemma_ != "discuss":
        return []
    below = [one for one in match.trigger.subtree if one.dep_ == "pobj" and one.head.lower_ == "with"]
    return [one for one in below if is_person(context, one) and not _is_of_topic(context, one)]


def _beside(context: Context, match: Match) -> list[Token]:
    """Opened an exhibition together with A: the parser hangs the partner on the thing."""
    if match.frame.name != "together":
        return []
    below = [one for one in match.trigger.subtree if one.dep_ == "pobj" and one.head.lower_ in ("with", "alongside")]
    below = [one for one in below if ancestors_to_verb(one) == match.trigger]
    return [two for one in below for two in coordinated(one) if is_person(context, two)]


def _attended_by(_context: Context, match: Match) -> list[Token]:
    """A ceremony attended by A and B."""
    clauses = [one for one in match.trigger.children if one.dep_ == "acl"]
    return [person for one in clauses if one.lemma_.lower() in words(FILE, "attending") for person in agents(one)]


def _chaired(_context: Context, match: Match) -> list[Token]:
    """Led a meeting of A and B."""
    chairs = match.light is not None and match.light.lemma_.lower() in words(FILE, "chairing")
    return prepositional(match.trigger, ("of", "among", "between")) if chairs else []


def _behind_place(_context: Context, match: Match) -> list[Token]:
    """Talks in the Kremlin with A."""
    places = prepositional(match.clause, ("in", "at"))
    return [partner for one in places for partner in prepositional(one, ("with",))]


def _behind_time(_context: Context, match: Match) -> list[Token]:
    """Building on A's meeting on Sunday with B: the parser hangs the partner on the verb."""
    noun = match.trigger
    verb = ancestors_to_verb(noun) if noun.dep_ == "pobj" and possessors(noun) else None
    later = [one for one in verb.children if one.lower_ == "with" and one.i > noun.i] if verb is not None else []
    return [inner for one in later for two in one.children if two.dep_ == "pobj" for inner in coordinated(two)]


PARTNERS = (
    _facing,
    _in_relative,
    _beside,
    _chaired,
    _behind_verb,
    _honoured,
    _discussing,
    _attended_by,
    _behind_place,
    _behind_time,
)
"""Where partners stand that are not at the trigger, in the order in which they are tried."""
