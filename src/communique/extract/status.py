"""Whether: the status of an event, from tense, auxiliaries, modality, negation and the words around its trigger.

Method: the cues that FactBank (Saurí and Pustejovsky, 2009) names, as tables; the outermost cue that speaks wins.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.article import Article, section, words
from communique.extract.tree import child, is_verb
from communique.records import Coded, Status, When

FILE = "status.toml"
LAST_WORDS = (Status.CANCELLED, Status.POSTPONED, Status.DENIED)


@dataclass(frozen=True, slots=True)
class Cue:
    """A status and the token that says so."""

    status: Status
    token: Token


def status_of(article: Article, trigger: Token, light: Token | None, when: When | None, default: Status) -> Coded:
    """The status of the event that ``trigger`` names; ``light`` is the verb that carries a noun trigger."""
    cue = _cue(trigger, light) or Cue(default, light or trigger)
    status = cue.status
    if status is Status.OCCURRED and when is not None and _after_publication(article, when):
        status = Status.PLANNED
    if status is Status.PLANNED and cue.token.ent_type_ == "DATE" and when is not None and _before(article, when):
        status = Status.OCCURRED
    return Coded(value=status.value, evidence=article.evidence(cue.token))


def _before(article: Article, when: When) -> bool:
    published = article.document.published_at
    return published is not None and when.latest is not None and when.latest < published.earliest


def _after_publication(article: Article, when: When) -> bool:
    published = article.document.published_at
    return published is not None and when.earliest is not None and when.earliest > published.latest


def _cue(trigger: Token, light: Token | None) -> Cue | None:
    """The strongest cue on the way up from the trigger."""
    if trigger.tag_.startswith("N"):
        return _noun_cue(trigger, light)
    return _verb_cue(trigger)


def _look(cues: str, key: str) -> Status | None:
    """The status that a word gives, by one section of the cues."""
    value = section(FILE, cues).get(key)
    return Status(value) if value is not None else None


# A noun that names the event


def _noun_cue(noun: Token, light: Token | None) -> Cue | None:
    """The first that speaks: what denies, takes back or describes it; then its light verb, else what it hangs on."""
    for look in (_denied, _taken_back, _described):
        if (cue := look(noun)) is not None:
            return cue
    if light is not None:
        return _carried(light)
    return _behind_preposition(noun) or _in_clause(noun)


def _carried(light: Token) -> Cue | None:
    """What the light verb says: by its auxiliaries, else by its meaning ("began", "was planned"), else by its tense."""
    cue = _verb_cue(light)
    if cue is not None and cue.status is Status.DENIED and light.lemma_.lower() in words(FILE, "telling"):
        return None
    if (cue is None or cue.status is Status.OCCURRED) and (status := _lexical(light)) is not None:
        return Cue(status, light)
    return cue


def _denied(noun: Token) -> Cue | None:
    """No visit."""
    found = (one for one in noun.lefts if one.dep_ in ("det", "neg") and one.lower_ in words(FILE, "negations"))
    return next((Cue(Status.DENIED, one) for one in found), None)


def _taken_back(noun: Token) -> Cue | None:
    """A verb that cancels, postpones or refuses the event, whatever else is said of it."""
    if not is_verb(noun.head) or noun.dep_ not in ("dobj", "nsubjpass", "nsubj"):
        return None
    status = _lexical(noun.head)
    if status not in LAST_WORDS or (noun.dep_ == "nsubj" and status is Status.DENIED):
        return None
    return _called_off(noun.head, status)


def _described(noun: Token) -> Cue | None:
    """An adjective before the noun: upcoming, recent, proposed."""
    for one in noun.lefts:
        if one.dep_ in ("amod", "compound") and (status := _look("adjectives", one.lower_)) is not None:
            return Cue(status, one)
    return None


def _behind_preposition(noun: Token) -> Cue | None:
    """Ahead of a visit, after it, plans for it."""
    if noun.dep_ != "pobj":
        return None
    preposition, phrase = noun.head, noun.head.lower_
    if phrase == "of" and preposition.head.lower_ in ("ahead", "advance", "eve"):
        preposition, phrase = preposition.head, "ahead of"
    if (status := _look("prepositions", phrase)) is not None:
        return _prepositional(status, preposition)
    if is_verb(preposition.head) and (cue := _verb_cue(preposition.head)) is not None:
        return cue
    status = _look("reports", preposition.head.lemma_.lower())
    return Cue(status, preposition.head) if status is not None and preposition.lower_ in ("for", "of", "on") else None


def _in_clause(noun: Token) -> Cue | None:
    """What the verb of the noun's own clause says of it."""
    head = noun.head
    if not is_verb(head) and head.pos_ != "AUX":
        return None
    if noun.dep_ in ("dobj", "nsubjpass") and (status := _lexical(head)) is not None:
        return Cue(status, head)
    if noun.dep_ == "dobj" and (status := _look("objects", head.lemma_.lower())) is not None:
        return Cue(status, head)
    return _told_of(head) if noun.dep_ in ("nsubj", "nsubjpass", "attr", "dobj") else None


def _told_of(verb: Token) -> Cue | None:
    """What a verb says of its subject; a negation counts only where the verb is one of being."""
    cue = _verb_cue(verb, plain=False)
    if cue is not None and cue.status is Status.DENIED and verb.lemma_.lower() not in words(FILE, "being"):
        return None
    return cue


def _called_off(verb: Token, status: Status) -> Cue:
    """What may be called off, or will not be, is still planned."""
    cue = _verb_cue(verb)
    if cue is not None and cue.status in (Status.PROPOSED, Status.DENIED):
        return Cue(Status.PLANNED, verb)
    return Cue(status, verb)


def _prepositional(status: Status, preposition: Token) -> Cue:
    """The tense of the clause corrects its preposition: "during his visit he will", "before his visit he was"."""
    verb = next((one for one in preposition.ancestors if is_verb(one) or one.pos_ == "AUX"), None)
    cue = _verb_cue(verb) if verb is not None else None
    if cue is not None and status is Status.OCCURRED and cue.status in (Status.PLANNED, Status.PROPOSED):
        return cue
    past = cue is not None and cue.status is Status.OCCURRED
    return Cue(Status.OCCURRED if past and preposition.lower_ == "before" else status, preposition)


def _lexical(verb: Token) -> Status | None:
    """The status that a governing verb gives by its meaning."""
    particle = next(
        (one.lower_ for one in verb.children if one.dep_ in ("prt", "prep") and 0 < one.i - verb.i <= 2), None
    )
    if particle and (status := _look("particles", f"{verb.lemma_.lower()} {particle}")) is not None:
        return status
    return _look("verbs", verb.lemma_.lower())


# A verb that tells of the event


def _verb_cue(verb: Token, *, plain: bool = True) -> Cue | None:
    """Auxiliaries of the verb first, then what governs it, then its tense."""
    auxiliaries = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
    if (carried := _coordinated(verb, auxiliaries)) is not None:
        return carried
    negation = child(verb, "neg")
    if negation is not None:
        return Cue(Status.DENIED, negation)
    for one in auxiliaries:
        if (status := _look("modals", one.lower_)) is not None:
            unreal = verb.tag_ == "VBN" and one.lower_ == "would" and any(two.lower_ == "have" for two in auxiliaries)
            return Cue(Status.DENIED if unreal else status, one)
    for one in verb.children:
        if one.dep_ == "mark" and one.lower_ in words(FILE, "conditions"):
            return Cue(Status.PROPOSED, one)
    return _governed(verb, auxiliaries) or _tense(verb, auxiliaries, plain=plain)


def _coordinated(verb: Token, auxiliaries: list[Token]) -> Cue | None:
    """The second of two verbs shares the auxiliaries of the first: "will visit Paris and meet Macron"."""
    if verb.dep_ != "conj" or not is_verb(verb.head) or auxiliaries or child(verb, "nsubj", "neg") is not None:
        return None
    cue = _verb_cue(verb.head)
    shares = verb.tag_ in ("VB", "VBG", "VBN")
    return cue if cue is not None and (shares or cue.status is Status.OCCURRED) else None


def _governed(verb: Token, auxiliaries: list[Token]) -> Cue | None:
    """The cue of the verb, adjective or noun that the trigger's clause hangs on."""
    if verb.dep_ not in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "dobj", "oprd"):
        return None
    to = next((one for one in auxiliaries if one.tag_ == "TO"), None)
    if to is None:
        return _participle(verb) if verb.tag_ == "VBG" else _bare_clause(verb)
    head = verb.head
    if (is_verb(head) or head.pos_ == "AUX") and verb.dep_ != "acl":
        return _infinitive(verb, head, to)
    return _infinitive_of_noun(head, to)


def _participle(verb: Token) -> Cue | None:
    """Began visiting; was barred from visiting; arrived, meeting X."""
    head = verb.head
    above = head if is_verb(head) else next((one for one in head.ancestors if is_verb(one)), None)
    if above is None or not (is_verb(head) or head.dep_ == "prep"):
        return None
    if verb.dep_ in ("xcomp", "pcomp") and (status := _lexical(above)) is not None:
        return Cue(status, above)
    cue = _verb_cue(above)
    ahead = cue is not None and cue.status is Status.PLANNED
    return cue if verb.dep_ == "advcl" or (verb.dep_ == "pcomp" and ahead) else None


def _bare_clause(verb: Token) -> Cue | None:
    """Suggested that he visit."""
    if verb.dep_ != "ccomp" or verb.tag_ != "VB" or child(verb, "nsubj") is None:
        return None
    status = _lexical(verb.head)
    return Cue(status, verb.head) if status is not None else None


def _infinitive(verb: Token, head: Token, to: Token) -> Cue | None:
    """Is expected to visit; invited him to visit; came to meet."""
    above = _verb_cue(head)
    if above is not None and above.status is Status.DENIED:
        return above
    if (status := _lexical(head)) is not None:
        return Cue(status, head)
    if head.lemma_ == "be" or verb.dep_ == "advcl":
        return Cue(Status.PLANNED, head if head.lemma_ == "be" else to)
    return Cue(Status.PROPOSED, head) if head.lemma_ == "have" else above


def _infinitive_of_noun(head: Token, to: Token) -> Cue | None:
    """Plans to visit; no plans to visit; the first to visit."""
    status = _look("verbs", head.lemma_.lower()) or _look("reports", head.lemma_.lower())
    if status is not None:
        negated = next((one for one in head.children if one.lower_ in words(FILE, "negations")), None)
        return Cue(Status.DENIED, negated) if negated is not None else Cue(status, head)
    if any(one.lower_ in words(FILE, "ranks") for one in (head, *head.children)):
        return None
    return Cue(Status.PLANNED, to)


def _tense(verb: Token, auxiliaries: list[Token], *, plain: bool) -> Cue | None:
    """Past is occurred, the progressive ongoing; the plain present with a time looks forward, without says nothing."""
    forms = {one.lower_ for one in auxiliaries}
    if verb.tag_ == "VBG" and forms & words(FILE, "progressive"):
        return Cue(Status.ONGOING, verb)
    if verb.tag_ in ("VBD", "VBN"):
        return Cue(Status.OCCURRED, verb)
    to = next((one for one in auxiliaries if one.tag_ == "TO"), None)
    if to is not None and verb.dep_ == "ROOT":
        return Cue(Status.PLANNED, to)
    if not plain or verb.tag_ not in ("VBZ", "VBP") or verb.lemma_ == "be":
        return None
    times = [one for one in verb.subtree if one.ent_type_ in ("DATE", "TIME") and verb in (one.head, one.head.head)]
    return Cue(Status.PLANNED, times[0]) if times and times[0].lower_ not in words(FILE, "now") else None
