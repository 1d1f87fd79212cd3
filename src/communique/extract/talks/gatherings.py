"""Who is at a gathering: a summit, a conference, a meeting of ministers. Not for talks between two sides.

A body that holds one stands for its members, and so do "world leaders" or "ministers from 40 countries"; people count
who attend it. One of them is enough for a claim, where the gathering is no state's own affair.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.series import parties
from communique.extract.sources.attribution import unique
from communique.extract.sources.transcripts import speaker_of
from communique.extract.talks.venues import venue_of
from communique.extract.tree import ancestors_to_verb, is_verb, logical_subjects, objects, prepositional
from communique.records import EntityKind, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]
BODY = EntityKind.ORGANIZATION
LEFT = ("amod", "compound", "nmod", "poss", "nummod")


def gathering_of(context: Context, match: Match) -> Company:
    """Who is at a gathering of which no two sides are told; nobody where it is none, or a state's own."""
    trigger = match.trigger
    if not trigger.tag_.startswith("N"):
        return _assembled(context, match)
    if trigger.lemma_.lower() not in words(FILE, "gatherings") | words(FILE, "named") or _is_organ(trigger):
        return ()
    if any(one.lower_ in words(FILE, "of_press") for one in trigger.lefts):
        return ()
    coming = [one for token in _attending(trigger) for one in many_of(context, token)]
    members = unique((*holders_of(context, trigger), *_members(context, trigger), *coming))
    people = tuple(one for one in attendees_of(context, trigger) if one.kind is EntityKind.PERSON)
    homes = {context.resolver.home(one) for one in people}
    members = tuple(one for one in members if not _is_city(context, one))
    if any(one.lower_ in words(FILE, "aims") for one in trigger.lefts):
        members = tuple(one for one in members if one.kind is not EntityKind.STATE)  # "the X donors conference"
    others = tuple(one for one in members if one.state not in homes)
    if any(_is_many(one) for one in members) or (people and others) or len(members) > 1:
        return unique((*people, *members))
    return people if people and _is_international(context, match, homes) else ()


def _is_organ(noun: Token) -> bool:
    """Whether a capitalised noun by itself is a parliament: "a joint session of Congress", "addressed Congress"."""
    alone = not any(one.dep_ in (*LEFT, "det") for one in noun.lefts)
    seated = any(one.dep_ in LEFT and one.tag_ == "NNP" and one.lower_ in words(FILE, "seats") for one in noun.lefts)
    owned = any(low.lower_ in words(FILE, "seats") for one in noun.lefts for low in one.lefts)
    return noun.tag_ == "NNP" and noun.lemma_.lower() in words(FILE, "organs") and (alone or seated or owned)


def _is_city(context: Context, reference: Reference) -> bool:
    """Whether it is by a city that a state is named: "the Paris forum" is no meeting of France."""
    mention = context.article.mention_at(reference.evidence.start)
    return reference.kind is EntityKind.STATE and mention is not None and mention.seat


def holders_of(context: Context, noun: Token) -> Company:
    """The states and bodies before a noun, also two in one word: "the U.S.-ASEAN summit"."""
    near = [one for one in noun.children if one.dep_ in LEFT]
    found = list(context.resolver.modifiers(noun))
    for one in sorted({inner for token in near for inner in token.subtree}, key=lambda token: token.i):
        inside = range(context.article.start(one) + 1, context.article.end(one))
        if one.lower_.startswith("anti-"):
            continue
        mentions = [mention for at in inside if (mention := context.article.mention_at(at)) is not None]
        found += [reference for mention in mentions if (reference := context.resolver.coded(mention)) is not None]
    return unique(tuple(found))


def attendees_of(context: Context, noun: Token) -> Company:
    """Who attends a gathering: who goes there, or the person who is, speaks or does something at it."""
    subjects = _attending(noun)
    verb = ancestors_to_verb(noun)
    at = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "inside") and verb in _places_of(noun)
    kinds = (EntityKind.PERSON,) if at else (EntityKind.PERSON, EntityKind.STATE)
    found = [one for one in _author(context, subjects) or parties(context, subjects) if one.kind in kinds]
    near = [one for one in noun.subtree if one == noun or one.ent_type_ in ("DATE", "GPE")]
    clauses = [one for above in near for one in above.children if one.dep_ == "relcl"]
    clauses = [one for one in clauses if _is_held(one) or (one.head == noun and _is_there(one))]
    there = [one for clause in clauses for one in parties(context, logical_subjects(clause))]
    return unique((*found, *(one for one in there if one.kind is EntityKind.PERSON)))


def _attending(noun: Token) -> list[Token]:
    """The subjects of the verb that governs a gathering; "world leaders at a conference" are there, too."""
    verb = ancestors_to_verb(noun)
    behind = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "inside")
    if behind and noun.head.head.lemma_.lower() in words(FILE, "delegates"):
        there = noun.head.head
        speaks = there.dep_ == "dobj" and there.head == verb and there.head.lemma_.lower() in words(FILE, "attending")
        return [*(logical_subjects(there.head) if speaks else ()), there]
    at = behind and verb in _places_of(noun)
    if verb is not None and (at or (verb.lemma_.lower() in words(FILE, "attending") and _reaches(verb, noun))):
        return logical_subjects(verb)
    return []


def _places_of(noun: Token) -> list[Token]:
    """What happens at a gathering: what its preposition hangs on, and a verb with an object, "signed a pact at"."""
    while noun.dep_ == "conj" and noun.head.tag_.startswith("N"):
        noun = noun.head
    preposition = noun.head
    while preposition.dep_ == "conj" and preposition.head.dep_ == "prep":
        preposition = preposition.head
    thing = preposition.head
    if not thing.tag_.startswith("N"):
        return [thing]
    above = thing.head.head if thing.dep_ == "pobj" and thing.head.lower_ in ("to", "on") else thing.head
    done = thing.dep_ in ("dobj", "pobj") and above.lemma_.lower() in words(FILE, "done_there")
    return [thing, above] if done else [thing]


def _reaches(verb: Token, noun: Token) -> bool:
    """Whether a verb governs a gathering: its object, or behind "in", "at", "for", also of a part or delegation."""
    if noun.dep_ == "conj" and noun.head.tag_.startswith("N"):
        return _reaches(verb, noun.head)
    if noun.head == verb:
        return noun.dep_ in ("dobj", "attr", "nsubjpass")
    if noun.dep_ != "pobj":
        return False
    preposition = noun.head
    above = preposition.head
    if preposition.lower_ == "of" and above.lemma_.lower() in words("places.toml", "parts") | words(FILE, "sessions"):
        return _reaches(verb, above)
    inside = above == verb or above.lemma_.lower() in words(FILE, "taking_part")
    inside = inside or (above.dep_ == "dobj" and above.head == verb and preposition.lower_ in words(FILE, "inside"))
    return inside and preposition.lower_ in words(FILE, "into")


def _author(context: Context, subjects: list[Token]) -> Company:
    """Whoever a release has say "we": at a summit that is a person and not the state."""
    if not any(one.lower_ in ("we", "i") for one in subjects):
        return ()
    author = speaker_of(context, subjects[0])
    return (author,) if author is not None else ()


def _is_there(clause: Token) -> bool:
    """Whether a relative clause tells what happens at a gathering: "where X spoke", "at which X is to speak"."""
    return any(one.tag_ == "WRB" for one in clause.children) or any(
        low.tag_ == "WDT" and one.lower_ in words(FILE, "inside")
        for one in clause.subtree
        if one.dep_ == "prep"
        for low in one.children
    )


def _is_held(clause: Token) -> bool:
    """Whether a relative clause tells who holds or attends a gathering: "which X hosted", "that Y will attend"."""
    known = words(FILE, "chairing") | words(FILE, "attending")
    whole = any(one.dep_ == "dobj" and one.tag_ in ("WDT", "WP") for one in clause.children)
    return whole and clause.lemma_.lower() in known


def are_kind(match: Match, tokens: list[Token]) -> bool:
    """Whether owners only say whose like a gathering is for: "the X-Y Leaders' Summit"."""
    owners = [one for one in tokens if one.dep_ == "poss" and one.lemma_.lower() in words(FILE, "delegates")]
    named = any(low.tag_ == "NNP" for one in owners for low in one.lefts)
    held = match.trigger.lemma_.lower() in words(FILE, "named") and match.trigger.tag_ == "NNP"
    return held and named and len(owners) == len(tokens) > 0 and all(one.tag_.startswith("NNP") for one in owners)


def _members(context: Context, noun: Token) -> Company:
    """Those of whom it is a gathering: "of the SCO", "of G7 foreign ministers", "of world leaders"."""
    tokens = prepositional(noun, ("of", "between", "among"))
    owners = [one for one in noun.children if one.dep_ == "poss" and one.tag_ == "PRP$" and one.lower_ == "their"]
    if owners and (verb := ancestors_to_verb(noun)) is not None:
        while verb.head != verb and verb.dep_ != "ROOT":
            verb = verb.head
        tokens += logical_subjects(verb) if is_verb(verb) else []
    return unique(tuple(one for token in tokens for one in many_of(context, token)))


def many_of(context: Context, token: Token) -> Company:
    """The body or the many states for which a noun stands: "NATO ministers", "ministers from 40 countries"."""
    bodies = [one for one in context.resolver.actors([token]) if one.kind is BODY]
    below = prepositional(token, ("of", "from"))
    if token.lemma_.lower() in words(FILE, "joint_bodies"):
        states = holders_of(context, token)
        if len(states) > 1:
            return states
    if token.lemma_.lower() in words(FILE, "delegates"):
        whose = [one for one in token.children if one.dep_ == "poss" and one.tag_ == "WP$"]
        above = [one.head for one in token.ancestors if one.dep_ == "relcl"][:1] if whose else []
        bodies += [one for one in context.resolver.actors(above) if one.kind is BODY]
        bodies += [one for inner in (token, *below) for one in holders_of(context, inner) if one.kind is BODY]
    if bodies or not token.tag_.endswith("S") or token.lemma_.lower() not in words(FILE, "delegates"):
        return unique(tuple(bodies))
    lefts = [one for one in token.lefts if one.dep_ in LEFT and one.tag_ != "PRP$"]
    wide = any(one.lower_ in words(FILE, "worldwide") for one in lefts)
    lands = [one for one in below if one.lemma_.lower() in ("country", "nation", "state") and _is_counted(one)]
    if not wide and not lands:
        return ()
    ruled = [one for one in below if one.lemma_.lower() in ("state", "government")]
    last = lands[0] if lands else ruled[-1] if ruled else token
    phrase = context.article.evidence(lefts[0].left_edge if lefts else token, last)
    return (Reference(evidence=phrase, name=phrase.quote, kind=EntityKind.GROUP),)


def _is_counted(token: Token) -> bool:
    """Whether it is said how many they are, or that they are many."""
    return any(one.dep_ == "nummod" or one.lower_ in words(FILE, "manifold") for one in token.lefts)


def _assembled(context: Context, match: Match) -> Company:
    """Who meets, where one noun stands for the many who do: "ministers from 40 countries are set to meet"."""
    verb = match.trigger
    lemma = verb.lemma_.lower()
    if lemma not in words(FILE, "debating") and objects(verb):
        return ()  # "leaders met the deadline"
    found = tuple(one for token in logical_subjects(verb) for one in many_of(context, token))
    if lemma in words(FILE, "assembling"):
        return unique(found)
    if lemma in words(FILE, "debating") and (context.when(match) is not None or venue_of(context, match)[1]):
        return unique(found)
    return ()


def _is_many(reference: Reference) -> bool:
    """Whether one party stands for many."""
    return reference.kind is EntityKind.GROUP or reference.kind is BODY


def _is_international(context: Context, match: Match, homes: Collection[str | None]) -> bool:
    """Whether those of other states are there: a summit, an "international" conference, or one held abroad."""
    noun = match.trigger
    if noun.lemma_.lower() not in words(FILE, "named"):
        return False
    if noun.lemma_.lower() == "summit" or any(one.lower_ in words(FILE, "worldwide") for one in noun.lefts):
        return True
    _, country = venue_of(context, match)
    return country is not None and country.state is not None and None not in homes and country.state not in homes


def of_both(context: Context, match: Match) -> Company:
    """The two states whose joint body meets, or whose governments consult: "a session of the joint commission"."""
    trigger = match.trigger
    noun = trigger.tag_.startswith("N")
    bodies = prepositional(trigger, ("of",)) if noun else logical_subjects(trigger)
    shared = [one for one in bodies if one.lemma_.lower() in words(FILE, "joint_bodies")]
    if noun and trigger.lemma_.lower() in words(FILE, "partnered"):
        shared.append(trigger)
    near = [low.lower_ for one in shared for low in one.lefts if low.dep_ in ("amod", "compound", "nmod")]
    near += [low.lower_ for one in shared for left in one.lefts for low in left.lefts]
    if not set(near) & words(FILE, "of_both") or any(context.resolver.states_beside(one) for one in shared):
        return ()
    both = context.resolver.both_states(trigger)
    country = venue_of(context, match)[1]
    here = country is not None and (
        not _is_journeyed_for(noun, trigger) or country.state in {one.state for one in both}
    )
    return both if len(both) == PAIR and here else ()


def _is_journeyed_for(noun: bool, trigger: Token) -> bool:
    """Whether bilateral talks are what somebody stops somewhere for, and so are with those who are there."""
    above = trigger.head.head
    behind = noun and trigger.dep_ == "pobj" and trigger.head.lower_ in ("for", "during")
    return behind and (is_verb(above) or above.lemma_.lower() in words(FILE, "journeys"))


PAIR = 2


def of_three(context: Context, match: Match) -> Company:
    """Those of "the trilateral meeting", in an article about three people."""
    threefold = any(left.lower_ in words(FILE, "threefold") for left in match.trigger.lefts)
    return context.resolver.present if threefold and len(context.resolver.present) == TRIO else ()


TRIO = 3
