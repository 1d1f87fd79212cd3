"""Which way a time expression looks, from the verb that governs it: forward ("will visit on May 7") or back.

Not for status: a claim's status has its own rules in ``extract``. Here only the year or the week of a date is at stake.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Doc, Span, Token

from communique.tables import table

Direction = Literal["past", "future", "near"]
"""``near``: a day that lies about the time of telling, before it or after it."""

_DATA: dict[str, frozenset[str]] = {
    name: frozenset(words) for name, words in table("communique.detect", "tense.toml").items()
}
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_VERBAL = frozenset({"VERB", "AUX"})


def direction(doc: Doc | None, start: int, end: int) -> Direction | None:
    """Where the words at ``start:end`` of the paragraph look, or None where their syntax does not say."""
    span = doc.char_span(start, end, alignment_mode="expand") if doc is not None else None
    if span is None:
        return None
    token: Token = span.root
    inside, event = True, False
    below = token
    for _ in range(len(span.doc)):
        if not inside:
            if event and span.root.dep_ == "poss" and (token.pos_ in _NOMINAL or token.tag_ == "VBG"):
                return None  # "the band behind Wednesday's blast": what is told of the band says nothing of the blast
            sure = _by_purpose(token, below, span) or _by_object(token, below)
            answer = sure or _decide(token, event and not _is_aside(below, token))
            if answer is not None:
                return None if answer == "unsure" else answer
            event = event or token.pos_ in _NOMINAL or token.pos_ in _VERBAL
        if token.head == token:
            return None
        below, token = token, token.head
        inside = span.start <= token.i < span.end
    return None


def verb_of(doc: Doc, at: int) -> int | None:
    """Which verb, by its place, the word at an offset hangs on."""
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    above = [one for one in (span.root, *span.root.ancestors) if one.pos_ in _VERBAL] if span is not None else []
    return above[0].i if above else None


def _by_purpose(token: Token, below: Token, time: Span) -> Direction | None:
    """What the purpose of a journey says of its own day: it is still to come, or comes after the verb's own day.

    "Is in Oslo for talks on Friday", "left on Thursday for the wedding on Saturday".
    """
    if token.pos_ not in _VERBAL or below.dep_ != "prep" or below.lower_ != "for" or time.root.head == below:
        return None
    if token.lemma_ == "be" and token.tag_ in ("VBZ", "VBP"):
        return "future"
    own = [one for one in token.children if one.dep_ in ("npadvmod", "prep") and one.i < below.i]
    days = [one for one in own if any(low.ent_type_ == "DATE" for low in one.subtree)]
    return "near" if days and token.tag_ == "VBD" else None


def _by_object(token: Token, below: Token) -> Direction | None:
    """What the verb's object says: it is over ("thanked him for") or was planned ("cancelled a planned trip on")."""
    if not _is_following(token) and _recalls(token, below):
        return "past"
    if token.lemma_.lower() in _DATA["asking"] and below.dep_ in ("prep", "npadvmod"):
        goals = [one for one in token.children if one.dep_ == "prep" and one.lower_ == "to" and one.i < below.i]
        if goals and below.lower_ != "to":
            return "future"
    planned = [
        one
        for one in token.children
        if one.dep_ == "dobj" and one.i < below.i and _has_adjective(one, "forward_adjectives")
    ]
    open_ = token.lemma_.lower() in _DATA["unsure"] | _DATA["called_off"]
    return "future" if planned and open_ and below.dep_ == "prep" else None


def _has_adjective(noun: Token, known: str) -> bool:
    """Whether an adjective of a list stands before a noun."""
    adjectives = {one.lower_ for one in noun.children if one.dep_ in ("amod", "compound", "nmod")}
    return bool(adjectives & _DATA[known])


def _is_aside(below: Token, verb: Token) -> bool:
    """Whether words only say where or when: "In a call on Thursday he urged her", "agreed during their call"."""
    if below.dep_ == "prep" and below.lower_ == "during":
        return True
    return below.i < verb.i and (below.dep_ in ("prep", "npadvmod", "advmod", "advcl") or below.tag_ == "VBG")


def _decide(token: Token, event: bool) -> Direction | Literal["unsure"] | None:  # noqa: PLR0911 -- one a kind of word
    """What one word on the way up says; None sends the question further up."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("ADP", "SCONJ") or _is_following(token):
        if token.lower_ in _DATA["past_prepositions"]:
            return _of_plan_before(token) or "past"
        if lemma == "from" and token.head.lemma_.lower() in _DATA["moved"] and _is_put(token.head):
            return "unsure"  # "the trip was moved from 12 to 14 May"
        return "future" if lemma in _DATA["forward_prepositions"] or (not event and _sets_a_day(token)) else None
    if token.pos_ == "ADV" and lemma in _DATA["forward_prepositions"]:
        return "future"  # "Ahead of her visit on Monday, they called for"
    if token.pos_ in _VERBAL:
        return _of_verb(token, lemma, event)
    if token.pos_ in _NOMINAL:
        if token.head == token and any(child.dep_ == "relcl" and _is_to_do(child) for child in token.children):
            return "future"  # "Lund to Host Diaz on Friday"
        if lemma in _DATA["eves"] and any(child.lower_ in ("of", "to") for child in token.children):
            return "future"
        if _has_adjective(token, "forward_adjectives"):
            return "future"
        if _has_adjective(token, "backward_adjectives"):
            return "past"
        wishes = lemma in _DATA["forward"] and lemma not in _DATA["verbs_only"]
        if wishes and (event or token.pos_ == "NOUN"):
            return "future"
    return None


def _recalls(token: Token, below: Token) -> bool:
    """Whether the verb's object lies behind it whatever its tense ("will follow his May visit", "thanked him for")."""
    is_object = below.dep_ not in ("nsubj", "nsubjpass", "npadvmod", "advmod") and below.pos_ in ("ADP", *_NOMINAL)
    is_event = below.pos_ != "ADP" or any(child.dep_ == "pobj" and child.pos_ == "NOUN" for child in below.children)
    return token.lemma_.lower() in _DATA["recalling"] and is_object and is_event


def _of_verb(  # noqa: PLR0911 -- one return a verb form, in order of weight
    token: Token, lemma: str, event: bool
) -> Direction | Literal["unsure"] | None:
    helpers = [child for child in token.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in helpers}
    lemmas = {child.lemma_.lower() for child in helpers}
    tags = {child.tag_ for child in helpers}
    if words & _DATA["modals"] or "MD" in tags:
        return "past" if "have" in lemmas else "future"
    if lemma in _DATA["forward_passive"] and _is_participle(token):
        dropped = any(child.lower_ in _DATA["dropped"] for child in token.children)
        if not dropped and any(
            one.dep_ == "nsubjpass" and _has_adjective(one, "forward_adjectives") for one in token.children
        ):
            return "future"  # "the next round was set for May"
        return "unsure" if dropped or ("VBD" in tags and not event) else "future"
    if event and token.tag_ == "VBD" and lemma in _DATA["unkept"] and token.dep_ not in ("ccomp", "relcl"):
        return "unsure"  # "intended to go in May"
    if event and lemma in _DATA["forward"]:
        return "unsure" if "had" in words and lemma not in _DATA["forward_passive"] else "future"
    if event and lemma in _DATA["unsure"] | _DATA["called_off"]:
        return "near" if lemma in _DATA["called_off"] else "unsure"
    if "TO" in tags and "have" in lemmas:
        return "unsure"  # "was to have visited"
    if "TO" in tags:
        is_planned_event = token.dep_ in ("acl", "relcl") and token.head.pos_ in _NOMINAL
        told = token.dep_ in ("xcomp", "ccomp") and token.head.lemma_.lower() in _DATA["told"]  # "Mali says X to visit"
        return "future" if is_planned_event or told or token.head == token else None  # headlines: "X to visit China"
    if token.tag_ == "VBD" or "VBD" in tags or "have" in lemmas:
        return "future" if _sets_out(token) else _of_past(token)
    if token.tag_ in ("VBZ", "VBP"):
        return _of_present(token, lemma, event)
    if token.tag_ == "VBN":
        return "past"
    if token.tag_ == "VBG" and (tags & {"VBZ", "VBP"} or _opens(token)):
        return "future"  # "is leaving on Monday", "the summit beginning on Wednesday"
    return None


def _opens(participle: Token) -> bool:
    """Whether a participle right behind a noun gives its first day, wherever the parser hangs it: "beginning on"."""
    before = participle.nbor(-1) if participle.i > participle.sent.start else participle
    made = before.dep_ == "dobj" and before.head.tag_ == "VBD"  # "made a visit beginning on Monday"
    return participle.lemma_.lower() in _DATA["opening"] and before.pos_ == "NOUN" and not made


def _is_participle(token: Token) -> bool:
    """Whether a word is a participle, also one that the tagger takes for a past: "a visit to Oslo planned for May"."""
    bare = token.tag_ == "VBD" and not any(child.dep_ in ("nsubj", "dobj", "xcomp") for child in token.children)
    return token.tag_ in ("VBN", "JJ") or (bare and token.dep_ in ("acl", "relcl", "amod"))


def _is_following(token: Token) -> bool:
    """Whether a participle is a preposition: "following talks"."""
    return token.dep_ == "prep" and token.lower_ in _DATA["past_prepositions"]


def _of_plan_before(preposition: Token) -> Direction | None:
    """Where a plan looks after which something before it is named: "is due there after talks in Oslo on Friday"."""
    for one in preposition.ancestors:
        if one.pos_ in _VERBAL and one.i > preposition.i:
            return None
        if any(low.dep_ == "acomp" and low.lemma_.lower() in _DATA["forward_passive"] for low in one.children):
            return "future"
        answer = _decide(one, event=True)
        if answer is not None:
            return "future" if answer == "future" else None
    return None


def _sets_out(token: Token) -> bool:
    """Whether somebody is told to be about to go: "said he was leaving on Thursday"."""
    return token.tag_ == "VBG" and token.dep_ == "ccomp" and token.lemma_.lower() in _DATA["setting_out"]


def _of_past(token: Token) -> Direction:
    """Past, unless it is "was to visit": then ahead of the telling."""
    return "future" if token.lemma_ == "be" and any(_is_infinitive(child) for child in token.children) else "past"


def _of_present(token: Token, lemma: str, event: bool) -> Direction | Literal["unsure"]:
    if lemma == "be":
        is_to = any(_is_infinitive(child) for child in token.children)
        ready = any(child.lemma_.lower() in _DATA["forward"] for child in token.children if child.dep_ == "acomp")
        return "future" if is_to or ready or not event else "unsure"
    if lemma in _DATA["reporting"] and not any(one.lower_ in _DATA["goals"] for one in token.children):
        return "past"
    return "unsure" if lemma in _DATA["stative"] else "future"


def _sets_a_day(preposition: Token) -> bool:
    """Whether a day is the one that something is set for or moved to: "called a session for Monday"."""
    verb = preposition.head
    while verb.pos_ in _NOMINAL and verb.head != verb:
        verb = verb.head
    lemma = verb.lemma_.lower()
    if preposition.lower_ == "to":
        return lemma in _DATA["moved"]
    return preposition.lower_ == "for" and lemma not in _DATA["forward_passive"] and lemma not in _DATA["recalling"]


def _is_put(verb: Token) -> bool:
    """Whether something is moved, not somebody moves: the verb has an object or a passive subject."""
    return any(one.dep_ in ("dobj", "nsubjpass") for one in verb.children)


def _is_to_do(token: Token) -> bool:
    """Whether a clause on a headline's name is an infinitive."""
    return token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)


def _is_infinitive(token: Token) -> bool:
    return token.dep_ in ("xcomp", "ccomp") and any(child.tag_ == "TO" for child in token.children)
