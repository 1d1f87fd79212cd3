"""Who travels: the people or the delegation of a visit. Not for where to; that is ``goals.py``."""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.surroundings import home_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.named import ISO_CODE
from communique.extract.reference.office_words import is_office, office_title
from communique.extract.reference.series import addressed, is_person, parties
from communique.extract.sources.attribution import unique
from communique.extract.sources.transcripts import in_dialogue
from communique.extract.travel.invitations import invitation_of, invited
from communique.extract.travel.whose import described, told_of
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.records import ClaimType, EntityKind, Reference

FILE = "visits.toml"
OPENING = 5
"""Tokens of a headline in which the name stands that it begins with: "Ukraine's President Lund"."""
BODIES = frozenset({EntityKind.STATE, EntityKind.ORGANIZATION})
"""Those who send a delegation."""


def visitors_of(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who travels: people, or a delegation; whoever is invited, where it is an invitation."""
    if match.frame.name == "dispatch" and any(map(_is_of_helpers, objects(match.trigger))):
        return ()
    ways = (
        (invited,)
        if invitation_of(match) is not None
        else (_identified, _own, _from, _judged, _ahead, described, told_of, _carried, _named)
    )
    for find in ways:
        found = find(context, match)
        if found and match.frame.name == "dispatch" and all(one.kind is EntityKind.GROUP for one in found):
            found = _sender(context, match) or found
        if found:
            return _official(tuple(_in_office(context, addressed(context, one)) for one in found))
    return _sender(context, match) if match.frame.name == "dispatch" else ()


def _official(visitors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The visitors without those who only accompany as somebody's wife or husband."""
    own = tuple(one for one in visitors if not (one.titles and _last_word(one) in words(FILE, "spouses")))
    return own or visitors


def _last_word(reference: Reference) -> str:
    return reference.titles[0].lower().split()[-1]


def _identified(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who is said to be "the last leader to visit": the name behind "was", not whoever holds that office."""
    verb = match.clause
    noun, above = verb.head, verb.head.head
    if verb.dep_ not in ("acl", "relcl"):
        return ()
    if noun.dep_ == "appos" and is_person(context, above) and verb.tag_ == "VB":  # "X, the first premier to visit Y"
        return tuple(one for one in parties(context, [above]) if one.kind is EntityKind.PERSON)
    if noun.dep_ != "nsubj" or above.lemma_ != "be":
        return ()
    named = [one for one in above.children if one.dep_ == "attr" and is_person(context, one)]
    return tuple(one for one in parties(context, named) if one.kind is EntityKind.PERSON)


def _in_office(context: Context, reference: Reference) -> Reference:
    """A person with the office that stands beside the name as an apposition: "Egypt's foreign minister, X"."""
    if reference.kind is not EntityKind.PERSON or reference.titles:
        return reference
    for mention, person in context.article.people():
        head = context.article.head_of(mention) if person.name == reference.name else None
        for office in _beside(head) if head is not None else ():
            if is_office(office) or office.lemma_.lower() in words("actors.toml", "officials"):
                states = [one.name for one in context.resolver.states_beside(office) if len(one.name) == ISO_CODE]
                if not states and office.lemma_.lower() in words(FILE, "loose"):
                    continue
                state = reference.state or (states[0] if len(states) == 1 else None)
                title = office_title(context.article, office)
                return msgspec.structs.replace(reference, titles=(title,), state=state)
    return reference


def _beside(name: Token) -> list[Token]:
    """The nouns that a name is set beside, on either side."""
    before = [name.head] if name.dep_ == "appos" else []
    return before + [one for one in name.children if one.dep_ in ("appos", "compound", "nmod") and one.tag_ == "NN"]


def _own(context: Context, match: Match) -> tuple[Reference, ...]:
    """Whoever gives up, cuts short or begins "his" journey goes on it: the subject of that verb, not another "he"."""
    whose, verb = child(match.trigger, "poss"), match.light
    if verb is None or whose is None or whose.tag_ != "PRP$" or match.trigger.dep_ != "dobj":
        return ()
    named = "own" in [one.lower_ for one in match.trigger.lefts] or verb.lemma_.lower() in words(FILE, "undertaking")
    found = parties(context, subjects(verb)) if named else ()
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _from(context: Context, match: Match) -> tuple[Reference, ...]:
    """From whom a visit is that somebody gets: "during a visit from X", not "a trip from Rome"."""
    found = parties(context, prepositional(match.trigger, ("from",))) if match.trigger.tag_.startswith("N") else ()
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _is_of_helpers(team: Token) -> bool:
    """Whether those who are sent come to help, and not for their state: "a search and rescue team"."""
    return any(low.lower_ in words(FILE, "helping") for one in team.lefts for low in one.subtree)


def _sender(context: Context, match: Match) -> tuple[Reference, ...]:
    """The state or the body that sends envoys of whom no more is said."""
    senders = context.resolver.actors(subjects(match.trigger))
    homes = [one if one.kind is EntityKind.ORGANIZATION else home_of(context, one) for one in senders]
    return tuple(one for one in homes if one is not None)


def _named(context: Context, match: Match) -> tuple[Reference, ...]:
    """Those at the first path of the frame that names anybody who may travel."""
    if _is_of_another(context, match):
        return ()
    for paths in fillers(match, match.frame.actor):
        tokens = [one for one in paths if not any(two.lower_ in words(FILE, "nobody") for two in one.lefts)]
        found = parties(context, tokens) or in_dialogue(context, tokens)
        if match.frame.name in words(FILE, "endings"):
            return tuple(one for one in found if one.kind is EntityKind.PERSON and not _is_posted(one))
        people = delegation(context, tokens) if found and found[0].kind is not EntityKind.PERSON else ()
        if all(one.kind is not EntityKind.PERSON for one in people):
            people = tuple(one for one in found if _may_travel(one, tokens)) or delegation(context, tokens)
        if people and all(one.kind is EntityKind.PERSON for one in people):
            people = unique((*people, *_company(context, match), *_accompanying(context, match, tokens)))
        people = people or _company(context, match)
        if people:
            return people
        if is_verb(match.trigger):
            return _of_plan(context, match)
    return _of_plan(context, match) or _planner(context, match) or _host_journey(context, match)


def _is_of_another(context: Context, match: Match) -> bool:
    """Whether a journey is that of somebody whom nothing names: "spoke to discuss the President's visit"."""
    noun = match.trigger
    owners = [one for one in possessors(noun) if is_office(one)] if noun.tag_.startswith("N") else []
    return bool(owners) and not parties(context, owners)


def _is_posted(reference: Reference) -> bool:
    """Whether somebody lives where he or she leaves: an ambassador."""
    return any(word in words(FILE, "posted") for title in reference.titles for word in title.lower().split())


def _company(context: Context, match: Match) -> tuple[Reference, ...]:
    """With whom one travels: "will visit Bonn with Y", "reporters who flew with the minister to Kabul"."""
    if not is_verb(match.trigger):
        return ()
    if match.frame.name not in ("visit", "travel"):
        return ()
    found = parties(context, prepositional(match.trigger, ("with", "alongside")))
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _of_plan(context: Context, match: Match) -> tuple[Reference, ...]:
    """For whom or by whom a plan is: "plans for X to visit", "a decision by Y to travel"."""
    noun = match.trigger.head
    if not is_verb(match.trigger) or match.trigger.dep_ != "acl" or not noun.tag_.startswith("N"):
        return ()
    found = parties(context, prepositional(noun, ("for", "by", "of")))
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _accompanying(context: Context, match: Match, tokens: list[Token]) -> tuple[Reference, ...]:
    """By whom a traveller is accompanied: "X, accompanied by Y, will travel to Bonn"."""
    near = [one for token in (*tokens, match.clause) for one in token.children if one.dep_ in ("acl", "advcl")]
    going = [one for one in near if one.lemma_.lower() in words(FILE, "accompanying") and one.tag_ == "VBN"]
    found = parties(context, [agent for one in going for agent in agents(one)])
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _planner(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who makes or plans it, in a clause about the noun: "the visit that he is planning"."""
    for clause in match.trigger.children:
        own = child(clause, "nsubj") if clause.dep_ == "relcl" and match.trigger.tag_.startswith("N") else None
        if own is not None and clause.lemma_.lower() in words("light.toml", "verbs"):
            found = context.resolver.actors([own]) or in_dialogue(context, [own])
            return tuple(one for one in found if one.kind is EntityKind.PERSON)
    return ()


def _host_journey(context: Context, match: Match) -> tuple[Reference, ...]:
    """Whose journey it is that a stop belongs to: "a trip with stops in A and B", "his tour includes a visit to C"."""
    noun = match.trigger
    if not noun.tag_.startswith("N"):
        return ()
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    near = [above, *([child(above, "nsubj")] if is_verb(above) else [])]
    for other in context.of_type(ClaimType.VISIT):
        if other.trigger != noun and other.trigger in near and other.trigger.tag_.startswith("N"):
            return visitors_of(context, other)
    return ()


def delegation(context: Context, tokens: list[Token]) -> tuple[Reference, ...]:
    """A team or a delegation that travels: who leads it or whose it is, else by its own words."""
    found: list[Reference] = []
    for token in tokens:
        if token.lemma_.lower() not in words(FILE, "teams") or not token.tag_.startswith("N"):
            continue
        if owners := _leaders(token) or possessors(token):
            found += [one for one in context.resolver.actors(owners) if one.kind is EntityKind.PERSON]
        elif bodies := _senders(context, token):
            found += bodies
        else:
            found.append(Reference(evidence=context.article.evidence(token), name=token.text, kind=EntityKind.GROUP))
    return tuple(found)


def _leaders(team: Token) -> list[Token]:
    """Who leads a delegation: "a delegation of lawmakers led by X", "a team under X"."""
    near = [team, *prepositional(team, ("of",))]
    led = [one for token in near for one in token.children if one.dep_ == "acl" and one.tag_ == "VBN"]
    led = [one for one in led if one.lemma_.lower() in words(FILE, "leading")]
    return [leader for one in led for leader in agents(one)] or prepositional(team, ("under",))


def _senders(context: Context, team: Token) -> list[Reference]:
    """Whose delegation it is where no person is named: "a delegation of the bloc", "a mission from the Commission"."""
    near = prepositional(team, ("of", "from"))
    inside = [state for one in near for state in context.resolver.states_beside(one)]
    found = [one for one in (*context.resolver.actors(near), *inside) if one.kind in BODIES]
    return found[:1]


def _may_travel(reference: Reference, tokens: list[Token]) -> bool:
    if reference.kind is EntityKind.PERSON:
        return True
    if reference.kind is EntityKind.ORGANIZATION or reference.name.lower().startswith("world"):
        tokens = [one for one in tokens if one.lemma_.lower() != "leader"]  # "G20 leaders arrived" names nobody
    return any(token.lemma_.lower() in words(FILE, "delegations") for token in tokens)


def receiving_verb(match: Match) -> Token | None:
    """The verb by which somebody is received on a visit: "hosts Xi for a state visit", "welcomed her on her trip"."""
    noun = match.trigger
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("for", "on", "during", "in"):
        return None
    verb = ancestors_to_verb(noun.head)
    receives = verb is not None and verb.lemma_.lower() in words(FILE, "receiving") and bool(objects(verb))
    return verb if receives else None


def _carried(context: Context, match: Match) -> tuple[Reference, ...]:
    """The subject of the clause that the visit hangs on: "during a visit to London, he said"."""
    whose = child(match.trigger, "poss")
    own = whose is not None and whose.tag_ != "PRP$"  # "welcomed her on her trip"
    if (receiving := receiving_verb(match)) is not None and not own:
        return tuple(one for one in parties(context, objects(receiving)) if one.kind is EntityKind.PERSON)
    if fillers(match, ("possessor", "prep:by")) or _is_somebodys(context, match.trigger):
        return ()
    if match.frame.name == "on the way":
        verb = ancestors_to_verb(match.trigger)
        found = context.resolver.actors(logical_subjects(verb)) if verb is not None else ()
        return tuple(one for one in found if one.kind is EntityKind.PERSON)
    above = match.trigger.head.head if match.trigger.dep_ == "pobj" else None
    if above is not None and match.trigger.head.lower_ == "for" and above.lemma_.lower() in words(FILE, "receiving"):
        hosts = {one.name for one in context.resolver.actors(logical_subjects(above))}
        guests = parties(context, objects(above))
        return tuple(one for one in guests if one.kind is EntityKind.PERSON and one.name not in hosts)
    if above is not None and match.trigger.head.lower_ in ("on", "during") and is_person(context, above):
        return tuple(one for one in parties(context, [above]) if one.kind is EntityKind.PERSON)
    found = context.carried(match, words(FILE, "carriers"), (EntityKind.PERSON,))
    return found or _heading(context, match)


def _heading(context: Context, match: Match) -> tuple[Reference, ...]:
    """With whose name a headline begins in which the parser sees no verb: "Lund reasserts commitment in Oslo visit"."""
    noun, first = match.trigger, match.trigger.sent[0]
    title = context.article.document.title
    headline = title is not None and context.article.start(noun) < title.end
    if not headline or noun.dep_ != "pobj" or noun.head.lower_ not in words(FILE, "carriers"):
        return ()
    if ancestors_to_verb(noun) is not None or any(is_verb(one) for one in noun.sent):
        return ()
    opening = noun.doc[first.i : min(first.i + OPENING, noun.i)]
    named = next((one for one in opening if is_person(context, one)), None)
    found = parties(context, [named]) if named is not None else ()
    return tuple(one for one in found if one.kind is EntityKind.PERSON)


def _is_somebodys(context: Context, noun: Token) -> bool:
    """Whether somebody's name stands before a journey as whose it is: "during Lund trip to Rome"."""
    return any(one.dep_ in ("compound", "nmod") and is_person(context, one) for one in noun.lefts)


def _judged(context: Context, match: Match) -> tuple[Reference, ...]:
    """Whose journey it is for which somebody is praised or blamed: "thanked X for his visit"."""
    noun = match.trigger
    if noun.dep_ != "pobj" or noun.head.lower_ not in words(FILE, "judged_by"):
        return ()
    verb = ancestors_to_verb(noun.head)
    whose = child(noun, "poss")
    if verb is None or verb.lemma_.lower() not in words("actors.toml", "judging") | words(FILE, "thanking"):
        return ()
    if whose is not None and whose.tag_ != "PRP$":
        return ()
    return tuple(one for one in parties(context, objects(verb)) if one.kind is EntityKind.PERSON)


def _ahead(context: Context, match: Match) -> tuple[Reference, ...]:
    """Who does something ahead of a journey of nobody else's: "spoke ahead of a visit to Rome"."""
    noun, preposition = match.trigger, match.trigger.head
    if noun.dep_ != "pobj" or preposition.lower_ != "of" or preposition.head.lower_ != "ahead":
        return ()
    verb = ancestors_to_verb(preposition)
    if verb is None or fillers(match, ("possessor", "prep:by")) or _is_somebodys(context, noun):
        return ()
    found = context.resolver.actors(logical_subjects(verb))
    return tuple(one for one in found if one.kind is EntityKind.PERSON)
