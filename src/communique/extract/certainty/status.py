"""Whether: the status of an event, from the words around its trigger. Verbs are read in ``verb_cues.py``, nouns here.

The outermost cue that speaks wins; then the time of the event corrects what the tense alone left open.
"""

from __future__ import annotations

import datetime
import re

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.certainty.ahead import is_event, is_later, is_of_later, looks_ahead
from communique.extract.certainty.verb_cues import (
    FILE,
    OPEN,
    Cue,
    answered,
    is_pact,
    is_unkept,
    lexical,
    look,
    predicate,
    verb_cue,
)
from communique.extract.tree import child, is_verb
from communique.records import CALLED_OFF, Coded, Status, When

TOLD_ANEW = (Status.PLANNED, Status.ONGOING, Status.OCCURRED)
"""What may become of a visit that was put off."""
BEGIN = frozenset({"begin", "start"})
YEAR = re.compile(r"\b[12]\d{3}\b")
FRESH = datetime.timedelta(days=14)
"""What began so long before publication, and is told to have begun, is no longer news: it has occurred."""


def status_of(article: Article, trigger: Token, light: Token | None, when: When | None, default: Status) -> Coded:
    """The status of the event that ``trigger`` names; ``light`` is the verb that carries a noun trigger."""
    cue = _cue(trigger, light) or Cue(default, light or trigger)
    if cue.status is Status.OCCURRED and _stays(trigger):
        cue = Cue(Status.ONGOING, trigger)
    if cue.status is Status.OCCURRED and _is_bound(article, cue.token):
        cue = Cue(Status.PLANNED, cue.token)
    if cue.status is Status.ONGOING and (later := looks_ahead(cue.token)) is not None:
        cue = Cue(Status.PLANNED, later)
    if cue.status in (Status.ONGOING, Status.OCCURRED) and (later := is_of_later(trigger)) is not None:
        cue = Cue(Status.PLANNED, later)
    passing = trigger.tag_.startswith("N") and light is None and cue.token.tag_ == "MD"
    status = _dated(article, cue, when, passing=passing) if when is not None else cue.status
    return Coded(value=status.value, evidence=article.evidence(cue.token))


def _dated(article: Article, cue: Cue, when: When, *, passing: bool) -> Status:
    """The status that the time of the event leaves: nothing has occurred that is still to come, and the reverse.

    ``passing``: the event is named in passing in a clause about the future ("After his May visit he will …").
    """
    published = article.document.published_at
    if published is None:
        return cue.status
    ahead = when.earliest is not None and when.earliest > published.latest
    past = when.latest is not None and when.latest < published.earliest
    if cue.status in (Status.OCCURRED, Status.ONGOING) and (ahead or is_later(article, when)):
        return Status.PLANNED
    if cue.status is Status.PLANNED and past and is_unkept(cue.token):
        return Status.CANCELLED
    dated = cue.token.ent_type_ == "DATE" and YEAR.search(when.evidence.quote) is not None
    if cue.status is Status.PLANNED and dated and when.latest is not None and when.latest <= published.latest:
        return Status.OCCURRED  # a caption: "X speaks in Geneva on May 3, 2023"
    if cue.status is Status.PLANNED and past and (cue.token.ent_type_ == "DATE" or _is_purpose(cue.token) or passing):
        return Status.OCCURRED
    long_past = past and when.latest is not None and when.latest < published.earliest - FRESH
    over = past and when.edtf.count("/") == 1
    return Status.OCCURRED if cue.status is Status.ONGOING and (long_past or over) else cue.status


def _is_bound(article: Article, verb: Token) -> bool:
    """Whether a headline only says where somebody will go: "Premier headed to Oslo"."""
    title = article.document.title
    bare = verb.tag_ in ("VBD", "VBN") and child(verb, "aux", "auxpass") is None and verb.dep_ != "conj"
    bound = bare and verb.lemma_.lower() in words(FILE, "bound")
    return bound and title is not None and article.start(verb) < title.end


def _stays(verb: Token) -> bool:
    """Whether an arrival begins a stay: "arrived for a two-day visit", "has arrived to begin a visit"."""
    if verb.lemma_.lower() not in words(FILE, "arrivals"):
        return False
    behind = [one for one in verb.subtree if one.dep_ == "prep" and one.lower_ in ("for", "on")]
    nouns = [inner for one in behind for inner in one.children]
    begun = [child(one, "dobj") for one in verb.children if one.dep_ in ("advcl", "xcomp") and one.lemma_ in BEGIN]
    nouns += [one for one in begun if one is not None]
    return any(one.lemma_.lower() in words("timing.toml", "journeys") for one in nouns)


def _is_purpose(token: Token) -> bool:
    """Whether a "to" tells what somebody went for: "flew to Paris to meet X on Monday"."""
    return token.tag_ == "TO" and token.head.dep_ == "advcl"


def _cue(trigger: Token, light: Token | None) -> Cue | None:
    """The strongest cue on the way up from the trigger."""
    if trigger.tag_.startswith("N"):
        return _noun_cue(trigger, light)
    return verb_cue(trigger)


def _noun_cue(noun: Token, light: Token | None) -> Cue | None:
    """The first that speaks: what denies, takes back or describes it; then its light verb, else what it hangs on."""
    for read in (_denied, _taken_back, _not_to_be, _to_happen):
        if (cue := read(noun)) is not None:
            return cue
    if (described := _described(noun)) is not None:
        return _since_described(noun, light, described)
    prepared = _beside_subject(noun.head) if noun.dep_ == "pobj" else None
    if (purpose := _purpose(noun) or prepared) is not None:
        return purpose
    if light is not None:
        return _only_announced(noun, light) or _carried(light)
    return _behind_preposition(noun) or _in_clause(noun)


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
    bare = to is not None and to.tag_ == "TO" and to.i > noun.i and verb is not None
    return Cue(Status.PLANNED, to) if bare and to is not None and (noun.dep_ == "ROOT" or verb == noun.head) else None


def _described(noun: Token) -> Cue | None:
    """An adjective before the noun or a part of its name: upcoming, recent, proposed; "upcoming leaders meeting"."""
    parts = [low for left in noun.lefts if left.dep_ == "compound" for low in left.lefts]
    for one in (*noun.lefts, *parts):
        if one.dep_ in ("amod", "compound") and (status := look("adjectives", one.lower_)) is not None:
            return Cue(status, one)
    return None


def _behind_preposition(noun: Token) -> Cue | None:
    """Ahead of a visit, after it, plans for it, agreed to it, arrived for it."""
    if noun.dep_ != "pobj":
        return None
    preposition, phrase = noun.head, noun.head.lower_
    if phrase == "of" and preposition.head.lower_ in ("ahead", "advance", "eve"):
        preposition, phrase = preposition.head, "ahead of"
    if (status := look("prepositions", phrase)) is not None:
        return _prepositional(status, preposition)
    return _under_governor(noun, preposition, phrase)


def _under_governor(noun: Token, preposition: Token, phrase: str) -> Cue | None:
    """What stands above the preposition: agreed to it, on the first day of it, is on it, plans for it."""
    governor = preposition.head
    of_journey = phrase == "with" and governor.lemma_.lower() in words("timing.toml", "journeys")
    if (phrase == "including" or of_journey) and governor.tag_.startswith("N"):
        return _noun_cue(governor, None)
    if is_verb(governor) and (status := look("particles", f"{governor.lemma_.lower()} {phrase}")) is not None:
        cue = verb_cue(governor)
        return cue if cue is not None and cue.status is Status.DENIED else Cue(status, governor)
    return _beside_subject(preposition) or _opening(noun, preposition) or _on_it(noun, preposition, phrase)


def _beside_subject(preposition: Token) -> Cue | None:
    """What the subject of the clause adds: preparations for it are under way."""
    governor = next((one for one in preposition.ancestors if is_verb(one) or one.pos_ == "AUX"), preposition.head)
    subject = child(governor, "nsubj", "nsubjpass")
    planned = subject is not None and look("reports", subject.lemma_.lower()) is Status.PLANNED
    return Cue(Status.PLANNED, subject) if preposition.lower_ == "for" and subject is not None and planned else None


def _on_it(noun: Token, preposition: Token, phrase: str) -> Cue | None:
    """On the first day of it, is on it; else what the verb or the plan above says."""
    governor = preposition.head
    on_its_day = phrase == "of" and governor.lemma_.lower() in words(FILE, "days_of") and _ranked(governor)
    if phrase == "of" and governor.lemma_.lower() in words("visits.toml", "middles") and governor.dep_ == "pobj":
        phrase, governor = "on", governor.head.head
    if phrase == "of" and governor.lemma_ == "part" and governor.head.lower_ == "as":
        phrase, governor = "on", governor.head.head  # "is to speak there as part of his trip"
    stays = phrase in ("for", "on", "through") and noun.lemma_.lower() in words("timing.toml", "journeys")
    if on_its_day or (stays and governor.lemma_ == "be" and governor.tag_ in ("VBZ", "VBP")):
        return Cue(Status.ONGOING, governor)
    if is_verb(governor) and (cue := _set_to(governor) or verb_cue(governor)) is not None:
        beside = phrase in ("at", "on", "in") and governor.lemma_.lower() not in words(FILE, "being")
        return None if cue.status is Status.DENIED and beside and is_event(noun) else _of_course(preposition, cue)
    if _is_bare(noun) and phrase in ("on", "during") and noun.lemma_.lower() in words("timing.toml", "journeys"):
        verb = next((one for one in governor.ancestors if is_verb(one)), None)
        cue = verb_cue(verb) if verb is not None and governor.dep_ in ("dobj", "pobj") else None
        if cue is not None and cue.status is Status.PLANNED:
            return cue  # "Premier to seek energy deals on Oslo visit"
    status = look("reports", governor.lemma_.lower()) if not is_verb(governor) else None  # not "calls for peace on a"
    refused = [one for one in governor.lefts if one.lower_ in words(FILE, "negations")]
    if status is Status.PLANNED and refused and phrase in ("for", "of"):
        return Cue(Status.DENIED, refused[0])
    if status is not None and phrase in ("for", "of", "on"):
        return Cue(status, governor)
    return _of_matter(governor) if phrase == "of" and is_event(noun) else None


def _is_bare(noun: Token) -> bool:
    """Whether a noun has no article and is nobody's, as in headlines."""
    return not any(one.dep_ in ("det", "poss") for one in noun.lefts)


def _opening(noun: Token, preposition: Token) -> Cue | None:
    """What a headline sets on a journey in the present: "On Rome visit, Premier wants more"."""
    verb = preposition.head
    first = preposition == noun.sent[0] and preposition.lower_ in ("on", "during")
    journey = noun.lemma_.lower() in words("timing.toml", "journeys") and _is_bare(noun)
    return Cue(Status.ONGOING, verb) if first and journey and verb.tag_ in ("VBZ", "VBP") else None


def _of_matter(matter: Token) -> Cue | None:
    """What is to be said of a thing that belongs to a visit: "is expected to be the focus of her visit"."""
    verb = matter.head
    if matter.dep_ not in ("attr", "nsubj") or verb.lemma_ != "be":
        return None
    cue = verb_cue(verb, plain=False)
    return cue if cue is not None and cue.status is Status.PLANNED else None


def _set_to(verb: Token) -> Cue | None:
    """What was only to be done: "was set to meet him, on a visit that"."""
    leads = any(one.dep_ == "xcomp" and one.tag_ == "VB" for one in verb.children)
    status = lexical(verb) if leads else None
    return Cue(status, verb) if status in OPEN and status is not None and child(verb, "neg") is None else None


def _ranked(noun: Token) -> bool:
    """The first day, the last leg."""
    return any(one.ent_type_ == "ORDINAL" or one.lower_ in words(FILE, "ranks") for one in (noun, *noun.lefts))


def _purpose(noun: Token) -> Cue | None:
    """Is in Sochi for talks, has arrived for talks, preparations are under way for talks: they are still to come."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ != "for" or noun.lemma_.lower() in words("timing.toml", "journeys"):
        return None
    verb = next((one for one in preposition.ancestors if is_verb(one) or one.pos_ == "AUX"), None)
    if verb is None:
        return None
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is not None and look("reports", subject.lemma_.lower()) is Status.PLANNED:
        return Cue(Status.PLANNED, subject)
    cue = verb_cue(verb)
    coming = verb.lemma_.lower() in words(FILE, "coming") or (verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP"))
    if cue is None or cue.status in (Status.ONGOING, Status.OCCURRED):
        return Cue(Status.PLANNED, preposition) if coming else None
    return cue


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
    if unreal and cue is not None and _is_settled(noun):
        return Cue(Status.CANCELLED, cue.token)  # "Her visit would have been the first"
    if cue is not None and cue.status is Status.DENIED and not being:
        return None
    if cue is not None and cue.status in OPEN and not being and _is_settled(noun):
        own = noun.dep_ in ("nsubj", "nsubjpass")
        sudden = next((one for one in noun.lefts if own and one.lower_ in words(FILE, "sudden")), None)
        perfect = verb.tag_ == "VBN" and any(one.lower_ == "have" for one in verb.children)
        guessed = perfect and cue.token.lower_ in words(FILE, "guesses")  # "may have lasted an hour"
        done = sudden if sudden is not None or not guessed else verb
        doubtful = cue.token.lower_ in words(FILE, "guesses") | words(FILE, "abilities") and own
        unsaid = noun if doubtful else cue.token  # what it may bring does not say whether it has been
        return Cue(Status.PLANNED, unsaid) if done is None else Cue(Status.OCCURRED, done)
    if cue is None and noun.dep_ == "attr" and verb.tag_ in ("VBZ", "VBP") and _ranked(noun):
        return Cue(Status.ONGOING, verb)
    begun = cue is not None and cue.status is Status.OCCURRED and noun.dep_ in ("nsubj", "nsubjpass")
    if begun and lexical(verb) is Status.ONGOING and not _looks_back(verb):
        return Cue(Status.ONGOING, verb)
    return cue


def _is_settled(noun: Token) -> bool:
    """Whether an event is taken for granted, whatever it or something else may bring: "Her visit could end the row"."""
    if not is_event(noun):
        return False
    named = any(one.dep_ == "compound" and one.tag_ == "NNP" for one in noun.lefts)
    definite = any(one.lower_ in words("timing.toml", "definite") for one in noun.lefts)
    return named or definite or child(noun, "poss") is not None


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


def _prepositional(status: Status, preposition: Token) -> Cue:
    """The tense of the clause corrects its preposition: "during his visit he will", "before his visit he was"."""
    verb = next((one for one in preposition.ancestors if _tells(one)), None)
    cue = verb_cue(verb) if verb is not None else None
    during = preposition.lower_ not in ("after", "following", "since")
    ahead = cue is not None and cue.status in (OPEN if during else (Status.PLANNED,))
    if cue is not None and status is Status.OCCURRED and ahead and (during or cue.token.tag_ == "MD"):
        return _of_course(preposition, cue)
    unsaid = cue is not None and cue.status is Status.DENIED and verb is not None
    if unsaid and during and verb is not None and (will := _will_not(verb)) is not None and status is Status.OCCURRED:
        return Cue(Status.PLANNED, will)  # "will not apologise during his visit"
    past = cue is not None and cue.status is Status.OCCURRED
    return Cue(Status.OCCURRED if past and preposition.lower_ == "before" else status, preposition)


def _will_not(verb: Token) -> Token | None:
    """The auxiliary by which a denial looks forward."""
    return next(
        (one for one in verb.children if one.dep_ == "aux" and look("modals", one.lower_) is Status.PLANNED), None
    )


def _of_course(preposition: Token, cue: Cue) -> Cue:
    """A plan, where only what is to be done on a journey is open: "was asked to raise it during his visit"."""
    noun = child(preposition, "pobj")
    journey = noun is not None and noun.lemma_.lower() in words("timing.toml", "journeys")
    journey = journey and noun is not None and (_is_settled(noun) or _is_bare(noun))
    return Cue(Status.PLANNED, cue.token) if journey and cue.status is Status.PROPOSED else cue


def _tells(token: Token) -> bool:
    """Whether a verb tells for itself, and is no purpose: "met them to discuss trade during his visit"."""
    open_ = token.dep_ == "xcomp" and token.head.lemma_ != "be"  # "is to meet" tells
    open_ = open_ and (lexical(token.head) is None or is_pact(token.head))
    purpose = token.tag_ == "VB" and (token.dep_ == "advcl" or open_)
    return (is_verb(token) or token.pos_ == "AUX") and not purpose
