"""Whether, as the preposition before a noun and what stands above it tell it: ahead of it, after it, plans for it.

Not for a noun that is subject or object of a verb; that is ``noun_cues.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.certainty.ahead import is_event
from communique.extract.certainty.cues import FILE, OPEN, Cue, look
from communique.extract.certainty.verb_cues import comes_after, is_pact, lexical, verb_cue
from communique.extract.tree import child, is_verb
from communique.records import Status

TIMES = "timing.toml"


def behind_preposition(noun: Token) -> Cue | None:
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
    if is_verb(governor) and (status := look("particles", f"{governor.lemma_.lower()} {phrase}")) is not None:
        cue = verb_cue(governor)
        return cue if cue is not None and cue.status is Status.DENIED else Cue(status, governor)
    return beside_subject(preposition) or _opening(noun, preposition) or _on_it(noun, preposition, phrase)


def beside_subject(preposition: Token) -> Cue | None:
    """What the subject of the clause adds: preparations for it are under way."""
    governor = next((one for one in preposition.ancestors if is_verb(one) or one.pos_ == "AUX"), preposition.head)
    subject = child(governor, "nsubj", "nsubjpass")
    planned = subject is not None and look("reports", subject.lemma_.lower()) is Status.PLANNED
    return Cue(Status.PLANNED, subject) if preposition.lower_ == "for" and subject is not None and planned else None


def _on_it(noun: Token, preposition: Token, phrase: str) -> Cue | None:
    """On the first day of it, is on it; else what the verb or the plan above says."""
    governor = preposition.head
    unset = _unset(governor) if phrase in ("of", "for", "on") else None
    if unset is not None or _is_its_day(governor, phrase):
        return unset or Cue(Status.ONGOING, governor)
    phrase, governor = _of_part(phrase, governor)
    stays = phrase in ("for", "on", "through") and noun.lemma_.lower() in words("timing.toml", "journeys")
    if stays and governor.lemma_ == "be" and governor.tag_ in ("VBZ", "VBP"):
        return Cue(Status.ONGOING, governor)
    if is_verb(governor) and (cue := _set_to(governor) or verb_cue(governor)) is not None:
        beside = phrase in ("at", "on", "in") and governor.lemma_.lower() not in words(FILE, "being")
        return None if cue.status is Status.DENIED and beside and is_event(noun) else _of_course(preposition, cue)
    return _on_journey(noun, governor, phrase) or _of_plan(noun, governor, phrase)


def _is_its_day(governor: Token, phrase: str) -> bool:
    """Whether something is told of a day of an event: "on the first day of her visit"."""
    return phrase == "of" and governor.lemma_.lower() in words(FILE, "days_of") and is_ranked(governor)


def _of_part(phrase: str, governor: Token) -> tuple[str, Token]:
    """The preposition and what it hangs on, past "in the middle of" and "as part of"."""
    if phrase == "of" and governor.lemma_.lower() in words("visits.toml", "middles") and governor.dep_ == "pobj":
        return "on", governor.head.head
    if phrase == "of" and governor.lemma_ == "part" and governor.head.lower_ == "as":
        return "on", governor.head.head  # "is to speak there as part of his trip"
    return phrase, governor


def _on_journey(noun: Token, governor: Token, phrase: str) -> Cue | None:
    """What a headline plans for a journey: "Premier to seek energy deals on Oslo visit"."""
    if not is_bare(noun) or phrase not in ("on", "during") or noun.lemma_.lower() not in words(TIMES, "journeys"):
        return None
    verb = next((one for one in governor.ancestors if is_verb(one)), None)
    cue = verb_cue(verb) if verb is not None and governor.dep_ in ("dobj", "pobj") else None
    return cue if cue is not None and cue.status is Status.PLANNED else None


def _of_plan(noun: Token, governor: Token, phrase: str) -> Cue | None:
    """What a noun above makes of an event: plans for it, no plans for it, a matter of it, a delegation to it."""
    status = look("reports", governor.lemma_.lower()) if not is_verb(governor) else None  # not "calls for peace on a"
    refused = [one for one in governor.lefts if one.lower_ in words(FILE, "negations")]
    if status is Status.PLANNED and refused and phrase in ("for", "of"):
        return Cue(Status.DENIED, refused[0])
    if status is not None and phrase in ("for", "of", "on"):
        return Cue(status, governor)
    if phrase == "of":
        return _of_matter(governor) if is_event(noun) else None
    return _sent_there(governor) if phrase in ("to", "at", "for") else None


def _sent_there(thing: Token) -> Cue | None:
    """What is to be done with something that is for an event: "will lead the delegation to the forum"."""
    verb = thing.head if thing.dep_ in ("dobj", "conj") else None
    if thing.dep_ == "conj":
        verb = next((one for one in thing.ancestors if is_verb(one)), None)
    cue = verb_cue(verb) if verb is not None and is_verb(verb) and not is_verb(thing) else None
    return cue if cue is not None and cue.status is Status.PLANNED else None


def _unset(date: Token) -> Cue | None:
    """Whether the date of an event is still to be found: "no date for the visit", "the date has not been set"."""
    if date.lemma_.lower() not in words(FILE, "dates"):
        return None
    verb = date.head
    refused = next((one for one in date.lefts if one.lower_ in words(FILE, "negations")), None)
    verb = child(verb, "xcomp") or verb if verb.lemma_ == "be" else verb  # "the date is yet to be agreed"
    if refused is None and is_verb(verb) and verb.lemma_.lower() in words(FILE, "settling"):
        refused = child(verb, "neg", "aux") or verb
    return Cue(Status.PLANNED, refused) if refused is not None else None


def _opening(noun: Token, preposition: Token) -> Cue | None:
    """What a headline sets on a journey in the present: "On Rome visit, Premier wants more"."""
    verb = preposition.head
    first = preposition == noun.sent[0] and preposition.lower_ in ("on", "during")
    journey = noun.lemma_.lower() in words("timing.toml", "journeys") and is_bare(noun)
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


def purpose_of(noun: Token) -> Cue | None:
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
    if verb is not None and _is_first_leg(preposition, verb, cue):
        return Cue(Status.PLANNED, cue.token if cue is not None else verb)
    past = cue is not None and cue.status is Status.OCCURRED
    return Cue(Status.OCCURRED if past and preposition.lower_ == "before" else status, preposition)


def _is_first_leg(preposition: Token, verb: Token, cue: Cue | None) -> bool:
    """Whether another, new journey comes before one that is to be: "is due there after a visit to Oslo"."""
    noun = child(preposition, "pobj")
    new = noun is not None and is_event(noun) and not is_settled(noun)
    return new and comes_after(preposition, verb, cue)


def _will_not(verb: Token) -> Token | None:
    """The auxiliary by which a denial looks forward."""
    return next(
        (one for one in verb.children if one.dep_ == "aux" and look("modals", one.lower_) is Status.PLANNED), None
    )


def _of_course(preposition: Token, cue: Cue) -> Cue:
    """A plan, where only what is to be done on a journey is open: "was asked to raise it during his visit"."""
    noun = child(preposition, "pobj")
    journey = noun is not None and noun.lemma_.lower() in words("timing.toml", "journeys")
    journey = journey and noun is not None and (is_settled(noun) or is_bare(noun))
    return Cue(Status.PLANNED, cue.token) if journey and cue.status is Status.PROPOSED else cue


def _tells(token: Token) -> bool:
    """Whether a verb tells for itself, and is no purpose: "met them to discuss trade during his visit"."""
    open_ = token.dep_ == "xcomp" and token.head.lemma_ != "be"  # "is to meet" tells
    open_ = open_ and (lexical(token.head) is None or is_pact(token.head))
    purpose = token.tag_ == "VB" and (token.dep_ == "advcl" or open_)
    return (is_verb(token) or token.pos_ == "AUX") and not purpose


def is_ranked(noun: Token) -> bool:
    """The first day, the last leg."""
    return any(one.ent_type_ == "ORDINAL" or one.lower_ in words(FILE, "ranks") for one in (noun, *noun.lefts))


def is_bare(noun: Token) -> bool:
    """Whether a noun has no article and is nobody's, as in headlines."""
    return not any(one.dep_ in ("det", "poss") for one in noun.lefts)


def is_settled(noun: Token) -> bool:
    """Whether an event is taken for granted, whatever it or something else may bring: "Her visit could end the row"."""
    if not is_event(noun):
        return False
    named = any(one.dep_ == "compound" and one.tag_ == "NNP" for one in noun.lefts)
    definite = any(one.lower_ in words("timing.toml", "definite") for one in noun.lefts)
    return named or definite or child(noun, "poss") is not None
