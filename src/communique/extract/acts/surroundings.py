"""Where a sentence is set, and who else is in it: the places and the other states around a word.

Not for where a journey leads in so many words; that is ``goals.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.moments.timing import is_of_matter
from communique.extract.reference.named import ISO_CODE
from communique.extract.tree import child, is_verb, logical_subjects, objects, prepositional
from communique.records import EntityKind, Mention, Precision, Reference, When

FILE = "places.toml"
AT = ("in", "at", "outside", "near")
FORWARD = 3
"""Tokens from "forward" to what is looked forward to."""


def scene(token: Token) -> Iterator[list[Token]]:
    """The tokens that say where a word's clause is set, nearest first, short of what somebody else only speaks of."""
    for one in (token, *token.ancestors):
        yield prepositional(one, AT)
        for part in one.children:
            if part.dep_ == "advcl" and child(part, "nsubj", "nsubjpass") is None and token not in part.subtree:
                yield prepositional(part, AT)
            other = part.dep_ == "dobj" and one.lemma_.lower() in words(FILE, "coming_after")
            if part.dep_ in ("dobj", "nsubj", "nsubjpass") and is_verb(one) and not other:
                yield prepositional(part, AT)
            if part.dep_ == "xcomp" and part.tag_ == "VB" and token not in part.subtree:  # "is set to meet him in Lima"
                yield prepositional(part, AT) + [low for thing in objects(part) for low in prepositional(thing, AT)]
        then = one.dep_ == "relcl" and any(part.lower_ == "when" for part in one.children)
        if is_verb(one) and one.dep_ in ("ccomp", "relcl", "parataxis") and not then:
            return


def scene_of(context: Context, token: Token, not_in: frozenset[str]) -> list[Reference]:
    """The nearest places around a word that are not in certain states."""
    for tokens in scene(token):
        places = [one for one in context.places_of(tokens) if one.state is not None and one.state not in not_in]
        if places:
            return places
    return []


def others(context: Context, token: Token, visitors: tuple[Reference, ...]) -> list[Reference]:
    """The states, or people whose states count, that the sentence tells of beside some people, each once.

    Those who stand as subjects or objects around the word come first; where there are any, only they count.
    """
    names = {one.name for one in visitors} | {one.state for one in visitors if one.state}
    near = [one for one in _parties(context, token) if not _among(one, names)]
    return near or _named(context, token, names)


def _among(reference: Reference, names: set[str]) -> bool:
    return reference.name in names or (reference.state or "") in names


def _parties(context: Context, token: Token) -> list[Reference]:
    """Those who act or are met in the clauses above a word, as states."""
    found: dict[str, Reference] = {}
    for one in token.ancestors:
        if not is_verb(one):
            continue
        tokens = logical_subjects(one) + objects(one) + prepositional(one, ("with", "to", "by"))
        for reference in context.resolver.actors(tokens):
            home = home_of(context, reference)
            if home is not None:
                found.setdefault(home.name, home)
    return list(found.values())


def home_of(context: Context, reference: Reference) -> Reference | None:
    """The state that somebody is of; a person whose state the text does not give stands for it."""
    if reference.kind is EntityKind.PERSON:
        return context.resolver.state(reference.state, reference.evidence) if reference.state else reference
    return reference if reference.kind is EntityKind.STATE and len(reference.name) == ISO_CODE else None


def _named(context: Context, token: Token, names: set[str]) -> list[Reference]:
    """The states whose names, adjectives or people stand anywhere in the sentence."""
    found: dict[str, Reference] = {}
    for mention in _mentions(context, token):
        code = context.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
        if not _acts(context, mention):
            continue
        if code and len(code) == ISO_CODE and code not in names and mention.kind is not EntityKind.ORGANIZATION:
            found.setdefault(code, context.resolver.state(code, context.article.mention_evidence(mention)))
    return list(found.values())


def _acts(context: Context, mention: Mention) -> bool:
    """Whether a name stands for somebody in the sentence, not for a place or for a matter ("North Korea's arms")."""
    head = context.article.head_of(mention)
    if head is None or mention.kind is EntityKind.PERSON:
        return head is not None
    while head.dep_ == "conj":  # "amid competition from China and Russia"
        head = head.head
    if head.dep_ in ("poss", "amod", "compound", "nmod"):
        lemma = head.head.lemma_.lower()
        return lemma in words("actors.toml", "offices") or lemma in words("actors.toml", "organs")
    return head.dep_ != "pobj" or head.head.lower_ in ("with", "to", "by")


def looked_forward_to(match: Match) -> Token | None:
    """The word by which somebody looks forward to a visit."""
    first = max(match.clause.sent.start, match.clause.i - FORWARD)
    before = match.clause.doc[first : match.clause.i]
    return next((one for one in before if one.lower_ in words("visits.toml", "forward")), None)


def time_of(context: Context, match: Match) -> When | None:
    """When an event takes place: its own time, that of the verb by which it happens, or the only one of its clause."""
    noun = match.trigger
    happens = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words("timing.toml", "happening")
    when = context.when(match) or (context.timing.of(noun.head) if happens else None)
    if when is None or when.latest is None or _only_counts(context, noun, when):
        return None
    return when


def _only_counts(context: Context, noun: Token, when: When) -> bool:
    """Whether a time is that in which journeys are counted: "his third visit this year"."""
    if not noun.tag_.startswith("N") or not any(one.ent_type_ == "ORDINAL" for one in noun.lefts):
        return False
    first = context.article.token_at(when.evidence.start)
    return first is not None and first.lower_ == "this" and when.precision is not Precision.DAY


def only_time(context: Context, match: Match) -> When | None:
    """The one time in an event's own clause or below its noun, wherever it hangs; not what it counts from."""
    noun, clause = match.trigger, match.clause
    told = is_verb(clause) or clause.pos_ == "AUX" or (noun.dep_ == "pobj" and noun.head.lower_ in ("on", "during"))
    evidence = context.evidence(match)
    if not told or clause.dep_ in ("xcomp", "ccomp", "advcl", "acl", "pcomp"):
        evidence = context.article.evidence(clause.left_edge, clause.right_edge)
    times = [one for one in context.article.mentions.times if evidence.start <= one.evidence.start < evidence.end]
    times = [one for one in times if not _of_another(context, clause, one) and not _of_telling(context, match, one)]
    if len(times) != 1 or times[0].earliest is None or times[0].latest is None:
        return None
    before = context.article.tokens_in(evidence.start, times[0].evidence.start)
    counted = any(one.lower_ in words("timing.toml", "counting") for one in before)
    return None if counted else times[0]


def _of_telling(context: Context, match: Match, when: When) -> bool:
    """Whether a day is that on which a visit was made known, put off or spoken of: "condemned her trip on Monday"."""
    noun, verb = match.trigger, match.trigger.head
    token = context.article.token_at(when.evidence.start)
    spoken_of = match.light is None and is_verb(verb) and child(noun, "poss") is not None
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return False
    if verb.lemma_.lower() not in words("timing.toml", "announcing") and not spoken_of:
        return False
    above = list(token.ancestors) if token is not None else []
    first = next((one for one in above if is_verb(one)), None)
    told_for = any(one.dep_ == "prep" and one.lower_ == "for" for one in above)
    return first == verb and when.precision is Precision.DAY and not told_for


def _of_another(context: Context, clause: Token, when: When) -> bool:
    """Whether a time is another event's: "A would go soon and B was there in May", "A, who left in May, will go".

    So is that of what somebody comes to prepare ("goes to Rome to prepare the summit on Friday"), and that of a second
    verb that looks ahead where the first does not ("took him to Mali and will close tomorrow").
    """
    token = context.article.token_at(when.evidence.start)
    if token is None or is_of_matter(token) or _describes(token):
        return token is not None
    below = token
    for one in token.ancestors:
        if one == clause:
            return False
        if clause.dep_ == "conj" and one == clause.head and _will(clause) > _will(one):
            return True  # "arrived on Monday and will take part later"
        if _is_matter(below, one, clause) or (is_verb(one) and _is_other_deed(one, clause)):
            return True
        below = one
    return False


def _describes(time: Token) -> bool:
    """Whether a time is part of what somebody or something is called: "the 2016 nominee", "the May 2020 accord"."""
    noun = time.head
    if (
        time.dep_ not in ("nummod", "amod", "compound", "nmod")
        or not noun.tag_.startswith("N")
        or noun.ent_type_ == "DATE"
    ):
        return False
    known = words("timing.toml", "encounters") | words("timing.toml", "journeys") | words("visits.toml", "gatherings")
    return noun.lemma_.lower() not in known and noun.i > time.i


def _is_other_deed(one: Token, clause: Token) -> bool:
    """Whether a verb below the clause of an event tells of another event."""
    if one.dep_ == "conj" and (child(one, "nsubj", "nsubjpass") is not None or _will(one) > _will(clause)):
        return True
    if one.dep_ == "relcl" and one.head.dep_ in ("nsubj", "nsubjpass") and clause in one.head.ancestors:
        return True
    if one.dep_ == "advcl" and one.lemma_.lower() in words("visits.toml", "preparing"):
        return True
    if one.dep_ == "acl" and one.head.lemma_.lower() in words("timing.toml", "utterances"):
        return True  # "toured the port, according to a report published on Monday"
    return _tells_more(one, clause)


def _is_matter(time: Token, noun: Token, clause: Token) -> bool:
    """Whether a time stands behind a noun that only says what something is about: "the ruins of the storm in May"."""
    below = noun.tag_ in ("NN", "NNS") and noun.ent_type_ not in ("DATE", "TIME") and noun.dep_ == "pobj"
    below = below and noun.lemma_.lower() not in words("timing.toml", "encounters")
    matter = below and noun.head.lower_ in words("timing.toml", "matters") and clause in noun.ancestors
    return matter and time.i > noun.i


def _tells_more(verb: Token, clause: Token) -> bool:
    """Whether a clause tells of another deed than the one above it: "a land that it took in May", "as X leaves today".

    Not one about what the traveller does there, nor one about the journey itself.
    """
    if clause not in verb.ancestors or verb.dep_ not in ("relcl", "advcl"):
        return False
    own = child(verb, "nsubj", "nsubjpass")
    named = own is not None and own.tag_ not in ("PRP", "WDT", "WP")
    if verb.dep_ == "advcl":
        mark = child(verb, "mark", "advmod")
        return named and mark is not None and mark.lower_ in words("timing.toml", "meanwhile") | {"because", "since"}
    there = any(low.lower_ in ("where", "when") for low in verb.children)
    journey = verb.head.lemma_.lower() in words("timing.toml", "encounters") | words("timing.toml", "journeys")
    perfect = any(one.lower_ in ("has", "have", "had") for one in verb.children)
    earlier = (verb.tag_ == "VBD" and child(verb, "aux") is None) or (verb.tag_ == "VBN" and perfect)
    return not journey and (not there or (named and earlier and clause.tag_ != "VBD"))


def _will(verb: Token) -> bool:
    return any(one.dep_ == "aux" and one.tag_ == "MD" for one in verb.children)


def _mentions(context: Context, token: Token) -> list[Mention]:
    sentence = token.sent
    first, end = context.article.start(sentence[0]), context.article.end(sentence[-1])
    return [mention for mention in context.article.mentions.names if first <= mention.start < end]
