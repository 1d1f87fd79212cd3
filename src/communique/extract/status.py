"""Whether: the status of an event, from tense, auxiliaries, modality, negation and the words around its trigger.

Method: the cues that FactBank (Saurí and Pustejovsky, 2009) names, as tables; the outermost cue that speaks wins.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.article import Article, table, words
from communique.extract.tree import child, is_verb
from communique.records import Coded, Status, When

FILE = "status.toml"


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
    return Coded(value=status.value, evidence=article.evidence(cue.token))


def _after_publication(article: Article, when: When) -> bool:
    published = article.document.published_at
    return published is not None and when.earliest is not None and when.earliest > published.latest


def _cue(trigger: Token, light: Token | None) -> Cue | None:
    """The strongest cue on the way up from the trigger."""
    if trigger.tag_.startswith("N"):
        return _noun_cue(trigger, light)
    return _verb_cue(trigger)


def _look(section: str, key: str) -> Status | None:
    entries = table(FILE)[section]
    value = entries.get(key) if isinstance(entries, dict) else None
    return Status(value) if isinstance(value, str) else None


def _noun_cue(noun: Token, light: Token | None) -> Cue | None:
    for one in noun.lefts:
        if one.lower_ in words_of("negations") and one.dep_ in ("det", "neg"):
            return Cue(Status.DENIED, one)
    strong = _lexical(noun.head) if is_verb(noun.head) and noun.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    if strong in (Status.CANCELLED, Status.POSTPONED, Status.DENIED) and (noun.dep_ != "nsubj" or strong is not Status.DENIED):
        return _called_off(noun.head, strong)
    for one in noun.lefts:
        if one.dep_ in ("amod", "compound") and (status := _look("adjectives", one.lower_)) is not None:
            return Cue(status, one)
    if light is not None:
        return _verb_cue(light)
    head = noun.head
    if noun.dep_ == "pobj":
        preposition = head
        phrase = preposition.lower_
        if preposition.lower_ == "of" and preposition.head.lower_ in ("ahead", "advance", "eve"):
            phrase = "ahead of"
            preposition = preposition.head
        if (status := _look("prepositions", phrase)) is not None:
            return _prepositional(status, preposition)
        if is_verb(preposition.head) and (cue := _governing(preposition.head)) is not None:
            return cue
        if (status := _look("reports", preposition.head.lemma_.lower())) is not None and preposition.lower_ in ("for", "of", "on"):
            return Cue(status, preposition.head)
    if is_verb(head) or head.pos_ == "AUX":
        if noun.dep_ in ("dobj", "nsubjpass") and (status := _lexical(head)) is not None:
            return Cue(status, head)
        if noun.dep_ == "dobj" and (status := _look("objects", head.lemma_.lower())) is not None:
            return Cue(status, head)
        if noun.dep_ in ("nsubj", "nsubjpass", "attr", "dobj"):
            return _told_of(head)
    return None


def _told_of(verb: Token) -> Cue | None:
    """What the verb of a clause says of an event that is its subject: that it will be or was, where the verb is one of being."""
    cue = _verb_cue(verb, plain=False)
    if cue is not None and cue.status is Status.DENIED and verb.lemma_.lower() not in words_of("being"):
        return None
    return cue


def _called_off(verb: Token, status: Status) -> Cue:
    """ "has called off", but "may call off" and "will not cancel" leave it as planned."""
    cue = _verb_cue(verb)
    if cue is not None and cue.status in (Status.PROPOSED, Status.DENIED):
        return Cue(Status.PLANNED, verb)
    return Cue(status, verb)


def _prepositional(status: Status, preposition: Token) -> Cue:
    """ "during his visit" of a clause in the future is planned too."""
    verb = next((one for one in preposition.ancestors if is_verb(one) or one.pos_ == "AUX"), None)
    if status is Status.OCCURRED and verb is not None and (cue := _verb_cue(verb)) is not None and cue.status in (Status.PLANNED, Status.PROPOSED):
        return cue
    if status is Status.PLANNED and preposition.lower_ == "before" and verb is not None and (cue := _verb_cue(verb)) is not None and cue.status is Status.OCCURRED:
        return Cue(Status.OCCURRED, preposition)
    return Cue(status, preposition)


def _lexical(verb: Token) -> Status | None:
    """The status that a governing verb gives by its meaning."""
    particle = next((one.lower_ for one in verb.children if one.dep_ in ("prt", "prep") and one.i - verb.i <= 2), None)
    if particle and (status := _look("particles", f"{verb.lemma_.lower()} {particle}")) is not None:
        return status
    return _look("verbs", verb.lemma_.lower())


def _governing(verb: Token) -> Cue | None:
    """The cue of a verb that only carries a noun with a preposition ("plans for a visit")."""
    return _verb_cue(verb)


def _verb_cue(verb: Token, *, plain: bool = True) -> Cue | None:
    """Auxiliaries of the verb first, then of what governs it, then its tense."""
    negation = child(verb, "neg")
    auxiliaries = [one for one in verb.children if one.dep_ in ("aux", "auxpass")]
    if negation is None and verb.dep_ == "conj" and is_verb(verb.head) and not auxiliaries and child(verb, "nsubj") is None:
        carried = _verb_cue(verb.head)
        if carried is not None and (verb.tag_ in ("VB", "VBG", "VBN") or carried.status is Status.OCCURRED):
            return carried
    if negation is not None:
        return Cue(Status.DENIED, negation)
    for one in auxiliaries:
        if (status := _look("modals", one.lower_)) is not None:
            return Cue(status, one)
    for one in verb.children:
        if one.dep_ == "mark" and one.lower_ in words_of("conditions"):
            return Cue(Status.PROPOSED, one)
    if verb.dep_ in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "dobj", "oprd") and (cue := _governed(verb, auxiliaries)) is not None:
        return cue
    return _tense(verb, auxiliaries, plain=plain)


def _governed(verb: Token, auxiliaries: list[Token]) -> Cue | None:
    """The cue of the verb, adjective or noun that the trigger's infinitive hangs on."""
    infinitive = any(one.tag_ == "TO" for one in auxiliaries)
    head = verb.head
    if not infinitive:
        if verb.tag_ == "VBG" and (is_verb(head) or head.dep_ == "prep"):
            above = head if is_verb(head) else next((one for one in head.ancestors if is_verb(one)), None)
            if above is not None and (status := _lexical(above)) is not None and verb.dep_ in ("xcomp", "pcomp"):
                return Cue(status, above)
            return _verb_cue(above) if above is not None and verb.dep_ == "advcl" else None
        if verb.dep_ == "ccomp" and child(verb, "nsubj") is not None and verb.tag_ == "VB":
            status = _lexical(head)
            return Cue(status, head) if status is not None else None
        return None
    if (is_verb(head) or head.pos_ == "AUX") and verb.dep_ in ("xcomp", "ccomp", "advcl", "oprd"):
        above = _verb_cue(head)
        if above is not None and above.status is Status.DENIED:
            return above
        if (status := _lexical(head)) is not None:
            return Cue(status, head)
        if head.lemma_ == "be":
            return Cue(Status.PLANNED, head)
        if verb.dep_ == "advcl":
            return Cue(Status.PLANNED, next(one for one in auxiliaries if one.tag_ == "TO"))
        if head.lemma_ == "have":
            return Cue(Status.PROPOSED, head)
        return above
    if (status := _look("verbs", head.lemma_.lower()) or _look("reports", head.lemma_.lower())) is not None:
        negated = next((one for one in head.children if one.lower_ in words_of("negations")), None)
        return Cue(Status.DENIED, negated) if negated is not None else Cue(status, head)
    if verb.dep_ == "acl" and any(one.lower_ in ("first", "last", "only", "latest") for one in (head, *head.children)):
        return None
    return Cue(Status.PLANNED, next(one for one in auxiliaries if one.tag_ == "TO"))


def _tense(verb: Token, auxiliaries: list[Token], *, plain: bool) -> Cue | None:
    """Past is occurred, the progressive ongoing; the plain present says nothing by itself."""
    forms = {one.lower_ for one in auxiliaries}
    if verb.tag_ == "VBG" and forms & {"is", "are", "was", "were", "been", "'s", "'re", "am", "be"}:
        return Cue(Status.ONGOING, verb)
    if verb.tag_ in ("VBD", "VBN"):
        return Cue(Status.OCCURRED, verb)
    if plain and verb.tag_ in ("VBZ", "VBP") and verb.lemma_ != "be" and any(one.ent_type_ in ("DATE", "TIME") for one in verb.subtree if one.head == verb or one.head.head == verb):
        dated = next(one for one in verb.subtree if one.ent_type_ in ("DATE", "TIME"))
        return Cue(Status.PLANNED, dated) if dated.lower_ not in ("now", "today", "currently") else None
    return None


def words_of(section: str) -> frozenset[str]:
    """The word list of a section."""
    entries = table(FILE)[section]
    return frozenset(entries["words"]) if isinstance(entries, dict) else words(FILE, section)
