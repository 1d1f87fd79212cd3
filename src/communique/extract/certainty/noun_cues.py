"""Whether, as the words around a noun tell it: what denies, takes back or describes it, its light verb, its clause.

Not for what stands between a noun and the verb by a preposition ("ahead of her visit"); that is ``phrase_cues.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.certainty.ahead import is_event
from communique.extract.certainty.cues import FILE, OPEN, Cue, look
from communique.extract.certainty.phrase_cues import (
    behind_preposition,
    beside_subject,
    is_ranked,
    is_settled,
    purpose_of,
)
from communique.extract.certainty.verb_cues import answered, lexical, predicate, verb_cue
from communique.extract.tree import child, is_passive, is_verb
from communique.records import CALLED_OFF, Status

TIMES = "timing.toml"
TOLD_ANEW = (Status.PLANNED, Status.ONGOING, Status.OCCURRED)
"""What may become of a visit that was put off."""


def noun_cue(noun: Token, light: Token | None) -> Cue | None:
    """The first that speaks: what denies, takes back or describes it; then its light verb, else what it hangs on."""
    for read in (_denied, _taken_back, _not_to_be, _to_happen):
        if (cue := read(noun)) is not None:
            return cue
    if (described := _described(noun)) is not None:
        return _since_described(noun, light, described)
    prepared = beside_subject(noun.head) if noun.dep_ == "pobj" else None
    if (purpose := purpose_of(noun) or prepared) is not None:
        return purpose
    if light is not None:
        return _only_announced(noun, light) or _carried(light)
    return _counted_in(noun) or behind_preposition(noun) or _in_clause(noun) or _beside(noun)


def _beside(noun: Token) -> Cue | None:
    """What is told of the event that one stands beside: "ahead of her talks with X and the summit"."""
    first = noun.head if noun.dep_ == "conj" else noun
    while first.tag_.startswith("N") and first.dep_ in ("pobj", "conj") and not is_event(first):
        above = first.head.head if first.dep_ == "pobj" else first.head
        if not above.tag_.startswith("N"):
            return None
        first = above  # "the talks between X and Y and the summit": the parser hangs the second on a name
    return behind_preposition(first) if first != noun and is_event(first) else None


def _counted_in(noun: Token) -> Cue | None:
    """What is told of the journeys that take an event in: "a tour including a visit to Oslo", "a trip with a stop"."""
    if noun.dep_ != "pobj":
        return None
    phrase, governor = noun.head.lower_, noun.head.head
    of_journey = phrase == "with" and governor.lemma_.lower() in words(TIMES, "journeys")
    taken_in = (phrase == "including" or of_journey) and governor.tag_.startswith("N")
    return noun_cue(governor, None) if taken_in and look("prepositions", phrase) is None else None


def _since_described(noun: Token, light: Token | None, described: Cue) -> Cue:
    """What becomes of a visit that was put off, or planned: "begins his delayed trip", "makes no planned stop"."""
    verb = light if light is not None and noun.dep_ in ("dobj", "nsubjpass") else None
    if described.status is Status.PLANNED:
        refused = child(verb, "neg") if verb is not None and verb.lemma_.lower() not in words(FILE, "telling") else None
        return Cue(Status.CANCELLED, refused) if refused is not None else described
    if described.status is not Status.POSTPONED:
        return described
    own = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "being")
    told = verb_cue(noun.head, plain=False) if own else _carried(light) if light is not None else None
    return told if told is not None and told.status in TOLD_ANEW else described


def _carried(light: Token) -> Cue | None:
    """What the light verb says: by its auxiliaries, else by its meaning ("began", "was planned"), else by its tense."""
    cue = verb_cue(light)
    if cue is not None and cue.status is Status.DENIED and light.lemma_.lower() in words(FILE, "telling"):
        return None
    if (cue is None or cue.status is Status.OCCURRED) and (status := lexical(light)) is not None:
        return Cue(Status.OCCURRED if status is Status.ONGOING and _looks_back(light) else status, light)
    if cue is not None and cue.status is Status.ONGOING and (status := lexical(light)) in OPEN and status is not None:
        return Cue(status, light)  # "is considering a trip", "is planning a visit"
    if cue is None and light.lemma_ == "be" and light.tag_ in ("VBZ", "VBP"):
        return Cue(Status.ONGOING, light)
    return cue


def _only_announced(noun: Token, verb: Token) -> Cue | None:
    """An encounter that is announced or confirmed, and no more, is still to come."""
    encounter = is_event(noun)
    undergone = noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ in ("nsubj", "ROOT") and _is_participle(verb))
    if not encounter or not undergone or verb.lemma_.lower() not in words(FILE, "announcing"):
        return None
    cue = verb_cue(verb)
    present = cue is None and verb.tag_ in ("VBZ", "VBP")  # "President confirms visit to Oslo"
    return Cue(Status.PLANNED, verb) if present or (cue is not None and cue.status is Status.OCCURRED) else None


def _looks_back(verb: Token) -> bool:
    """Whether a past clause only dates another: "a day before he began a visit"."""
    return verb.dep_ in ("advcl", "pcomp", "relcl") and any(
        one.lower_ in words(FILE, "dating") for one in verb.children
    )


def _denied(noun: Token) -> Cue | None:
    """No visit; not a visit."""
    found = (one for one in noun.lefts if one.dep_ in ("det", "neg") and one.lower_ in words(FILE, "negations"))
    return next((Cue(Status.DENIED, one) for one in found), None)


def _taken_back(noun: Token) -> Cue | None:
    """A verb that cancels, postpones or refuses the event, or plans for it, whatever else is said of it."""
    head = _headed(noun)
    if noun.dep_ == "pobj" and head.lower_ in ("for", "of", "to") and head.head.lemma_.lower() in words(FILE, "plans"):
        return answered(head.head)
    if not (is_verb(head) or head.pos_ == "AUX") or noun.dep_ not in ("dobj", "nsubjpass", "nsubj", "ROOT"):
        return None
    status = lexical(head)
    own = noun.dep_ in ("nsubj", "ROOT")
    if status not in CALLED_OFF or (own and (status is Status.DENIED or not _is_told_so(head))):
        return None
    return _called_off(head, status)


def _is_told_so(verb: Token) -> bool:
    """Whether a verb tells of its subject: "is off", "has been put off"; a visit itself cancels nothing."""
    return predicate(verb) is not None or child(verb, "auxpass") is not None or _is_participle(verb)


def _is_participle(verb: Token) -> bool:
    """Whether a headline leaves out the "was" of its passive: "State visit postponed over storm"."""
    return verb.tag_ in ("VBD", "VBN") and child(verb, "dobj", "aux", "auxpass") is None


def _headed(noun: Token) -> Token:
    """The verb that tells of a noun; of one that heads a sentence without a verb, the participle behind it."""
    told = child(noun, "acl") if noun.dep_ == "ROOT" else None
    return told if told is not None and told.tag_ == "VBN" and _is_participle(told) else noun.head


def _not_to_be(noun: Token) -> Cue | None:
    """The planned visit will not take place."""
    if noun.dep_ not in ("nsubj", "nsubjpass") or noun.head.lemma_.lower() not in words(FILE, "being"):
        return None
    cue = verb_cue(noun.head, plain=False)
    if cue is None or cue.status not in CALLED_OFF:
        return None
    if noun.head.lemma_ == "go" and any(one.lower_ == "ahead" for one in noun.head.children):
        return Cue(Status.CANCELLED, cue.token)
    described = _described(noun)
    planned = described is not None and described.status is Status.PLANNED
    return Cue(Status.CANCELLED, cue.token) if planned else cue


def _to_happen(noun: Token) -> Cue | None:
    """What a headline says is to be: "Premier's Oslo visit to take place on Monday"."""
    verb = noun.head if noun.dep_ in ("nsubj", "nsubjpass") else child(noun, "relcl", "acl")
    to = child(verb, "aux") if verb is not None and verb.lemma_.lower() in words(FILE, "being") else None
    if to is None or verb is None or to.tag_ != "TO" or to.i < noun.i:
        return None
    held = verb.dep_ in ("relcl", "acl") and (is_passive(verb) or verb.lemma_ == "take")  # "a summit to be held in May"
    return Cue(Status.PLANNED, to) if noun.dep_ == "ROOT" or verb == noun.head or (held and is_event(noun)) else None


def _described(noun: Token) -> Cue | None:
    """An adjective before the noun or a part of its name: upcoming, recent, proposed; "upcoming leaders meeting"."""
    parts = [low for left in noun.lefts if left.dep_ == "compound" for low in left.lefts]
    for one in (*noun.lefts, *parts):
        if one.dep_ in ("amod", "compound") and (status := look("adjectives", one.lower_)) is not None:
            held = noun.dep_ == "nsubj" and noun.head.tag_ == "VBD" and any(one.lefts)
            return None if held else Cue(status, one)  # "the much-anticipated meeting took place"
    return None


def _in_clause(noun: Token) -> Cue | None:
    """What the verb of the noun's own clause says of it."""
    head = _headed(noun)
    if not is_verb(head) and head.pos_ != "AUX":
        return None
    if noun.dep_ in ("nsubj", "ROOT") and (told := _only_announced(noun, head)) is not None:
        return told
    if noun.dep_ in ("nsubj", "nsubjpass") and (status := predicate(head)) is not None:
        return Cue(status, head)
    if noun.dep_ in ("dobj", "nsubjpass") and (status := lexical(head)) is not None:
        return Cue(status, head)
    if noun.dep_ == "dobj" and (status := look("objects", head.lemma_.lower())) is not None:
        return Cue(status, head)
    return _told_of(noun, head) if noun.dep_ in ("nsubj", "nsubjpass", "attr", "dobj") else None


def _told_of(noun: Token, verb: Token) -> Cue | None:
    """What a verb says of its subject; a negation counts only where the verb is one of being."""
    cue = verb_cue(verb, plain=False)
    being = verb.lemma_.lower() in words(FILE, "being")
    unreal = cue is not None and cue.status is Status.DENIED and cue.token.tag_ == "MD"
    if unreal and cue is not None and is_settled(noun):
        return Cue(Status.CANCELLED, cue.token)  # "Her visit would have been the first"
    if cue is not None and cue.status is Status.DENIED and not being:
        return None
    if cue is not None and cue.status in OPEN and not being and is_settled(noun):
        own = noun.dep_ in ("nsubj", "nsubjpass")
        sudden = next((one for one in noun.lefts if own and one.lower_ in words(FILE, "sudden")), None)
        perfect = verb.tag_ == "VBN" and any(one.lower_ == "have" for one in verb.children)
        guessed = perfect and cue.token.lower_ in words(FILE, "guesses")  # "may have lasted an hour"
        done = sudden if sudden is not None or not guessed else verb
        doubtful = cue.token.lower_ in words(FILE, "guesses") | words(FILE, "abilities") and own
        unsaid = noun if doubtful else cue.token  # what it may bring does not say whether it has been
        return Cue(Status.PLANNED, unsaid) if done is None else Cue(Status.OCCURRED, done)
    if cue is None and noun.dep_ == "attr" and verb.tag_ in ("VBZ", "VBP") and is_ranked(noun):
        return Cue(Status.ONGOING, verb)
    begun = cue is not None and cue.status is Status.OCCURRED and noun.dep_ in ("nsubj", "nsubjpass")
    if begun and lexical(verb) is Status.ONGOING and not _looks_back(verb):
        return Cue(Status.ONGOING, verb)
    return cue


def _called_off(verb: Token, status: Status) -> Cue:
    """What may be called off, or will not be, is still planned."""
    cue = verb_cue(verb)
    mooted = verb.dep_ in ("acl", "relcl", "ccomp") and verb.head.lemma_.lower() in words(FILE, "mooted")
    if mooted or any(one.lower_ == "if" for low in verb.children if low.dep_ == "advcl" for one in low.children):
        return Cue(Status.PLANNED, verb)
    obliged = verb.dep_ == "xcomp" and verb.head.lemma_ == "have" and verb.head.tag_ == "VBD"  # "had to cancel it"
    if cue is not None and cue.status in (Status.PROPOSED, Status.DENIED) and not obliged:
        return Cue(Status.PLANNED, verb)
    return Cue(status, verb)
