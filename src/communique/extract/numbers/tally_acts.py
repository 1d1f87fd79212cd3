"""Tallies of acts: "its third nuclear test", "vetoed it for the eighth time", "the 445th protest since 2020".

Not for counts of visits, meetings and agreements; those are read in ``tallies``. A number of acts ("four attacks") is a
figure: here only ranks of nouns count, and how often a verb was done.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, light_verb
from communique.extract.acts.sides import sides_near, sides_of
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.numbers.tally_checks import is_foreign
from communique.extract.sources.attribution import unique, without, without_places
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    datives,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.frames import Frame, frames
from communique.records import ClaimType, Quantity, Reference

FILE = "tallies.toml"
AT = ("against", "at", "to", "on", "over", "into", "from", "with", "of", "for", "in")
"""Prepositions of those whom an act is done to."""
DOERS = ("by", "from", "of")
References = tuple[Reference, ...]


def verb_of_time(time: Token) -> Token | None:
    """What was done "for the third time", or of which it "was the third time that" it was done."""
    for one in time.children:
        if one.dep_ in ("relcl", "acl") and is_verb(one) and not _is_in_the_course(one):
            return one
    if time.dep_ in ("attr", "nsubj") and time.head.lemma_ == "be":
        behind = (one for one in time.head.children if one.dep_ in ("ccomp", "advcl", "relcl") and one.i > time.i)
        return next((one for one in behind if is_verb(one)), None)
    return ancestors_to_verb(time)


def _is_in_the_course(clause: Token) -> bool:
    """Whether a clause only tells what else was done: "visited it four times, during which she met"."""
    return any(one.dep_ == "prep" and child(one, "pobj", "pcomp") is not None for one in clause.lefts)


def act_of(context: Context, head: Token, quantity: Quantity) -> Match | None:
    """The act that is counted, as the match of its word; none of a first one that is not the first for long."""
    if quantity.value == 1 and not any(one.lower_ in words(FILE, "for_long") for one in head.sent):
        return None
    noun = head if head.tag_.startswith("N") else head.head
    if noun.lemma_.lower() == "time" or head.lower_ in words(FILE, "adverbs"):
        verb = verb_of_time(noun) if noun.lemma_.lower() == "time" else head.head
        return _done(context, verb) if verb is not None else None
    if head.tag_ not in ("JJ", "NN", "RB") or quantity.unit.isupper():
        return None
    if noun.lemma_.lower() in section(FILE, "acts") and noun.tag_ in ("NN", "NNP"):
        return named_act(noun)
    acts = section(FILE, "acts")
    before = (one for one in reversed(head.doc[head.sent.start : head.i]) if one.tag_ in ("NN", "NNP"))
    taken = head.dep_ in ("appos", "conj", "attr", "dobj", "oprd", "npadvmod") and head.tag_ in ("JJ", "NN")
    return next((named_act(one) for one in before if taken and one.lemma_.lower() in acts), None)


def _done(context: Context, verb: Token) -> Match | None:
    """The act that a verb does, by itself or with its noun ("used its veto")."""
    carried = child(verb, "dobj", "nsubjpass")
    light = carried is not None and (light_verb(carried) == verb or verb.lemma_.lower() in words(FILE, "wielding"))
    if carried is not None and light and carried.lemma_.lower() in section(FILE, "acts"):
        return Match(_any_frame(), carried, verb)
    if verb.lemma_.lower() in words(FILE, "uncounted"):
        return None
    found = (one for one in context.of_type(ClaimType.ACTION) if verb in (one.trigger, one.light))
    own = next(found, None)
    if own is not None:
        return Match(own.frame, verb)
    return Match(_any_frame(), verb) if verb.pos_ == "VERB" and is_foreign(context, *_at_verb(context, verb)) else None


def named_act(noun: Token) -> Match:
    """The match of a noun that names an act by itself, with the verb that carries it."""
    return Match(_any_frame(), noun, None if is_verb(noun) else light_verb(noun))


def _any_frame() -> Frame:
    """The frame of encounters: what counts an act needs its trigger only."""
    return frames().nouns["meeting"][0][1]


def kind_of_act(match: Match) -> str:
    """What a tally of an act is of: the act's own word, a noun for what a verb does where the data has one."""
    lemma = match.trigger.lemma_.lower()
    return section(FILE, "acts").get(lemma) or section(FILE, "deeds").get(lemma, lemma)


def sides_of_act(context: Context, match: Match) -> tuple[References, References]:
    """Who does what is counted, and to whom."""
    done = match.trigger if is_verb(match.trigger) else match.light
    who, to = _at_noun(context, match.trigger) if not is_verb(match.trigger) else ((), ())
    if done is not None:
        doers, goals = _at_verb(context, done)
        who, to = who or doers, (*to, *goals)
    doers = without_places(who)
    aims = without(unique(without_places(to)), doers)
    return doers, aims or other_side(context, match.trigger, doers)


def other_side(context: Context, token: Token, who: References) -> References:
    """The other of the two states that the sentence, or the article, is about, where those told of are one of them."""
    homes = {context.resolver.home(one) for one in who}
    for sides in (sides_near(context, token), sides_of(context)):
        rest = tuple(one for one in sides if one.name not in homes)
        if len(rest) == 1 and len(sides) > 1:
            return rest
    return ()


def _at_verb(context: Context, verb: Token) -> tuple[References, References]:
    doers = agents(verb) if is_passive(verb) else logical_subjects(verb)
    aims = [one for one in verb.children if one.dep_ in ("xcomp", "advcl") and one.tag_ == "VB"]
    goals = [two for one in (verb, *aims) for two in (*objects(one), *datives(one), *prepositional(one, AT))]
    return context.resolver.actors(doers), _of(context, goals)


def _of(context: Context, tokens: Iterable[Token]) -> References:
    """Whom the tokens name, else whose they are, or who stands behind them: "a veto of the draft on Syria"."""
    found: list[Reference] = []
    for token in tokens:
        named = context.resolver.actor(token) or context.resolver.of_place(token)
        found += named or (*context.resolver.states_beside(token), *_behind(context, token))
    return tuple(found)


def _behind(context: Context, noun: Token) -> References:
    inner = prepositional(noun, AT)
    return tuple(two for one in inner for two in (context.resolver.actor(one) or context.resolver.of_place(one)))


def _at_noun(context: Context, noun: Token) -> tuple[References, References]:
    """Whose act it is: the owner, who stands beside it, or the subject of what is done with it."""
    resolver = context.resolver
    goals = list(prepositional(noun, [one for one in AT if one not in DOERS or one == "of"]))
    made = next((one for one in noun.children if one.dep_ in ("acl", "relcl") and is_verb(one)), None)
    if made is not None:
        goals += prepositional(made, AT)
    who = without_places(resolver.actors(possessors(noun))) or without_places(
        resolver.actors(prepositional(noun, ("by", "from")))
    )
    who = who or without_places(resolver.states_beside(noun))
    if not who and made is not None:
        who = resolver.actors(agents(made) if is_passive(made) else subjects(made))
    verb = ancestors_to_verb(noun) if noun.dep_ in ("dobj", "pobj") else None
    if not who and verb is not None:
        who = resolver.actors(logical_subjects(verb))
        goals += prepositional(verb, AT)
    return who, _of(context, [one for one in goals if one != noun])
