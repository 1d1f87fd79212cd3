"""Which words stand at a path of a frame: who does it, who has to do it, to whom it is done. Not for whom they stand.

Each function takes the word that triggers the frame, or the verb that carries it; ``frames.py`` says what each path is.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from communique.extract.acts.charges import charged, condition, provocation
from communique.extract.acts.judgements import judged
from communique.extract.article import words
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    child,
    coordinated,
    datives,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.frames import frames

BOUND_CLAUSES = ("xcomp", "ccomp", "acl", "relcl", "advcl", "csubj")
"""Where a clause hangs that says what has to be."""


def is_denied(word: Token) -> bool:
    """Not, no longer, never, and what neither of two does."""
    if child(word, "neg") is not None:
        return True
    own = child(word, "nsubj", "nsubjpass")
    if own is not None and (own.lower_ == "neither" or any(one.lower_ == "neither" for one in own.lefts)):
        return True
    return any(one.lower_ == "longer" and child(one, "neg", "det") is not None for one in word.children)


def forbids(verb: Token) -> bool:
    """Of "warns X not to sell arms", also where the tagger takes the second verb for a noun."""
    whom = child(verb, "dobj")
    behind = whom.right_edge.i + 1 if whom is not None else verb.i + 1
    return [one.lower_ for one in verb.doc[behind : behind + 2]] == ["not", "to"]


def _modifiers(noun: Token) -> list[Token]:
    kinds = ("compound", "amod", "nmod")
    near = [one for one in noun.children if one.dep_ in kinds]
    near += [low for one in near if one.dep_ in ("compound", "nmod") for low in one.lefts if low.dep_ in kinds]
    return [inner for one in near for inner in coordinated(one)]


def _carried_objects(noun: Token) -> list[Token]:
    """Of "sanctions have isolated Moscow": what the verb whose subject the noun is does it to."""
    return objects(noun.head) if noun.dep_ == "nsubj" and is_verb(noun.head) else []


def within(verb: Token, names: list[str]) -> list[Token]:
    """Of "spoke in favour of Spain", "took the side of Spain": what stands under the verb's nouns."""
    behind = [inner for one in verb.children if one.dep_ == "prep" for inner in one.children if inner.dep_ == "pobj"]
    return [found for noun in (*objects(verb), *behind) for found in prepositional(noun, names)]


def complement_subjects(verb: Token) -> list[Token]:
    """Of "demanded that Iran stop": whoever the clause that a verb or noun introduces is about."""
    clause = child(verb, "ccomp", "xcomp") if is_verb(verb) else child(verb, "ccomp", "acl")
    if clause is None:
        return []
    return logical_subjects(clause) if child(clause, "nsubj", "nsubjpass") is not None else []


def _agents(verb: Token) -> list[Token]:
    """Who does it: "by …", or the word joined to a participle with a hyphen ("UN-brokered talks")."""
    joined = child(verb, "npadvmod", "compound") if verb.dep_ == "amod" else None
    if found := agents(verb):
        return found
    if joined is not None:
        return [joined]
    return _agents_below(verb) if is_verb(verb) and is_passive(verb) else []


def _agents_below(verb: Token) -> list[Token]:
    """The "by" of a passive that stands on a noun behind it: "was told of the flight by X", "hit in a raid by X"."""
    inside = [inner for one in verb.children if one.dep_ == "prep" for inner in one.children if inner.dep_ == "pobj"]
    return [token for one in inside for token in prepositional(one, ("by",)) if not is_verb(token)]


def _blamed(noun: Token) -> list[Token]:
    """On whom an attack is blamed, or who claims it: "a bombing blamed on X", "the attack was claimed by X"."""
    verbs = [one for one in noun.children if one.dep_ in ("acl", "relcl")]
    if noun.dep_ == "nsubjpass":
        verbs.append(noun.head)
    known = words("light.toml", "blames")
    found = [one for one in verbs if one.lemma_.lower() in known]
    return [token for one in found for token in prepositional(one, ("on", "to")) + agents(one)]


def _compliers(noun: Token) -> list[Token]:
    """Of "at the request of X, Y postponed": whoever does what the noun asks for."""
    above = noun.head
    if noun.dep_ != "pobj" or above.lower_ not in words("light.toml", "answering"):
        return []
    verb = ancestors_to_verb(above)
    if verb is None:
        return []
    return agents(verb) if is_passive(verb) else subjects(verb)


def _donors(verb: Token) -> list[Token]:
    """Whose it is that is stopped, where nobody is named who stops it: "American aid to Kyiv was suspended"."""
    if not is_passive(verb) or agents(verb):
        return []
    return [one for thing in objects(verb) for one in (*possessors(thing), *_modifiers(thing))]


def _for_subjects(trigger: Token) -> list[Token]:
    """Of "called for Israel to withdraw": whoever is to do it."""
    for one in trigger.children:
        if one.dep_ in ("advcl", "xcomp", "ccomp", "acl", "relcl") and (own := child(one, "nsubj")) is not None:
            return coordinated(own)
        if one.dep_ == "prep" and one.lower_ in ("for", "of"):  # "the importance of Israel withdrawing"
            inner = child(one, "pcomp", "pobj")
            if inner is not None and (own := child(inner, "nsubj")) is not None:
                return coordinated(own)
            if inner is not None and one.lower_ == "of" and _goes_on(inner, trigger):
                return coordinated(inner)
    return []


def _goes_on(name: Token, trigger: Token) -> bool:
    """Of "the importance of Serbia joining": whether a gerund behind a name says what is to be done."""
    verbs = [one for one in name.sent if one.i > name.i and one.tag_ == "VBG" and one.dep_ in ("acl", "advcl")]
    near = [one for one in verbs if one.head in (name, trigger, trigger.head)]
    return bool(near) and not any(is_verb(one) or one.text == "," for one in name.doc[name.i + 1 : near[0].i])


def _infinitive_objects(trigger: Token) -> list[Token]:
    """To whom what is promised, refused or threatened is done: "to help Iran", "to strengthening ties with Iran"."""
    clauses = [one for one in trigger.children if one.dep_ in ("xcomp", "acl", "advcl", "ccomp") and is_verb(one)]
    clauses = [one for one in clauses if one.dep_ != "advcl" or child(one, "mark") is None]
    thing = child(trigger, "dobj") if is_verb(trigger) else None
    clauses += [one for one in thing.children if one.dep_ == "acl" and one.tag_ == "VB"] if thing is not None else []
    gerunds = [child(one, "pcomp") for one in trigger.children if one.dep_ == "prep"]
    for one in [*clauses, *(one for one in gerunds if one is not None)]:
        found = [token for verb in coordinated(one) for token in _patients(verb)]
        deeper = [inner for last in one.children if last.dep_ == "xcomp" for inner in _patients(last)]
        if found or deeper:
            return found + deeper
    return []


def _patients(verb: Token) -> list[Token]:
    names = ("on", "against", "to", "at", "with", "for", "from", "in")
    return datives(verb) + (objects(verb) or judged(verb)) + prepositional(verb, names)


def _doers(verb: Token) -> list[Token]:
    """Who does it; of "thanked X for helping", X, and of "Y's leadership in helping", Y."""
    if is_passive(verb):
        return []
    own = child(verb, "nsubj") is not None
    first = first_infinitive(verb)
    called = first.head.lemma_.lower() in words("light.toml", "encounters")
    called = called or (verb.tag_ == "VB" and verb.lemma_.lower() in words("light.toml", "purposes"))
    if not own and first.dep_ in ("xcomp", "advcl") and called:
        return subjects(first.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_.lower() in words("light.toml", "instruments"):
        return logical_subjects(verb.head.head) if verb.head.dep_ == "dobj" and is_verb(verb.head.head) else []
    if not own and (users := _users(verb) or _deciders(verb)):
        return users
    if not own and verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        return _doers_of_gerund(verb) or subjects(verb)
    return subjects(verb)


def first_infinitive(verb: Token) -> Token:
    """Of "called to thank X and condemn Y": the first of the infinitives, by which the others hang on their verb."""
    while verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.tag_ == "VB":
        verb = verb.head
    return verb


def _doers_of_gerund(verb: Token) -> list[Token]:
    """Whoever the word above its preposition says does it; nobody where that leaves it to the subject."""
    above, preposition = verb.head.head, verb.head.lower_
    if above.tag_.startswith("N") and (owners := possessors(above)):
        return owners
    controlled = preposition in words("light.toml", "object_control") and above.lemma_.lower() in frames().verbs
    if is_verb(above) and controlled and (whom := objects(above)):
        return subjects(above) + whom if preposition == "in" else whom
    return []


def _bound(trigger: Token) -> list[Token]:
    """Of "Iran must stop", "Iran needs to stop", "it is time for Iran to stop": whoever has to."""
    if trigger.dep_ == "aux":
        own = child(trigger.head, "nsubj", "nsubjpass")
        return [] if own is None or is_denied(trigger.head) else coordinated(own)
    clause = trigger.head if trigger.dep_ in ("attr", "acomp") else trigger
    low = [one for head in (trigger, clause) for one in head.children if one.dep_ in BOUND_CLAUSES and one != trigger]
    low += [inner for one in trigger.children if one.dep_ == "prep" for inner in one.children if inner.dep_ == "pcomp"]
    named = [own for one in low if (own := child(one, "nsubj", "nsubjpass")) is not None]
    if named:
        return coordinated(named[0])
    infinitive = any(one.tag_ == "VB" for one in low)
    own = child(clause, "nsubj", "nsubjpass") if infinitive or trigger.tag_.startswith("J") else None
    return coordinated(own) if own is not None else prepositional(trigger, ("for",))


def _users(verb: Token) -> list[Token]:
    """Of "a camp used by X to launch rockets", "used by X for planning attacks": X."""
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "for" else verb.head
    purpose = verb.dep_ == "pcomp" or (verb.dep_ in ("xcomp", "advcl") and verb.tag_ == "VB")
    return agents(above) if purpose and is_verb(above) and is_passive(above) else []


def _deciders(verb: Token) -> list[Token]:
    """Of "the U.S. decision to invade", "an Israeli plan to annex": the names before the noun."""
    if verb.dep_ != "acl" or verb.tag_ != "VB" or possessors(verb.head):
        return []
    return [one for one in _modifiers(verb.head) if one.ent_type_ in ("GPE", "NORP", "ORG")]


def _accusers(trigger: Token) -> list[Token]:
    """Who accuses, in the words before a denial or else in those after it."""
    if trigger.lemma_.lower() not in words("light.toml", "denials"):
        return []
    known = words("light.toml", "accusations")
    before = [one for one in reversed(trigger.doc[: trigger.i]) if one.lemma_.lower() in known and is_verb(one)]
    after = [one for one in trigger.doc[trigger.i : trigger.sent.end] if one.lemma_.lower() in known and is_verb(one)]
    return next((found for one in (*before, *after) if (found := agents(one) or subjects(one))), [])


def _gates(verb: Token) -> list[Token]:
    """Who keeps or puts somebody out, where nobody else is named: "barred from entering X", "were expelled from X"."""
    if not is_passive(verb) or agents(verb):
        return []
    if verb.lemma_.lower() in words("light.toml", "expelling"):
        return [one for one in prepositional(verb, ("from",)) if not is_verb(one)]
    entering = [one for one in prepositional(verb, ("from",)) if one.lemma_.lower() in words("light.toml", "entering")]
    return [place for one in entering for place in objects(one) + prepositional(one, ("to", "into"))]


def declaring(noun: Token) -> Token | None:
    """The verb by which somebody is said to be what a noun names: "declared X persona non grata"."""
    for one in noun.ancestors:
        if is_verb(one) and one.lemma_.lower() in words("light.toml", "declaring"):
            return one
    return None


def _declared(noun: Token) -> list[Token]:
    """Who is said to be what the noun names; the parser makes a clause of it, or two objects of the verb."""
    verb = declaring(noun)
    if verb is None:
        return []
    chain = [noun, *noun.lefts, *(one for one in noun.ancestors if verb in one.ancestors)]
    near = [one for head in (verb, *chain) for one in head.children if one.i < noun.i and one not in chain]
    active = [] if is_passive(verb) else subjects(verb)
    met = [one for one in near if one.dep_ in ("dobj", "nsubjpass", "nsubj", "dative") and one not in active]
    return coordinated(met[0]) if met else []


def _declarers(noun: Token) -> list[Token]:
    """Who says so: the subject, or of a passive whoever stands behind "by", be it on the noun."""
    verb = declaring(noun)
    if verb is None:
        return []
    if not is_passive(verb):
        return subjects(verb)
    above = [noun, *(one for one in noun.ancestors if verb in one.ancestors)]
    return agents(verb) or [token for one in above for token in prepositional(one, ("by",))]


OF_CARRIER: dict[str, Callable[[Token], list[Token]]] = {
    "subject": _doers,
    "agent": _agents,
    "donor": _donors,
    "gate": _gates,
    "dative": datives,
}
"""Paths from the verb of the match, be it the trigger or what carries it."""


OF_TRIGGER: dict[str, Callable[[Token], list[Token]]] = {
    "possessor": possessors,
    "modifier": _modifiers,
    "complement": complement_subjects,
    "forsubject": _for_subjects,
    "infinitive": _infinitive_objects,
    "bound": _bound,
    "judged": judged,
    "charged": charged,
    "condition": condition,
    "provocation": provocation,
    "source": lambda _: [],
    "cited": lambda _: [],
    "accuser": _accusers,
    "carried": _carried_objects,
    "complier": _compliers,
    "blamed": _blamed,
    "declared": _declared,
    "declarer": _declarers,
}
"""Paths from the trigger itself; of a source ``parties`` knows."""
