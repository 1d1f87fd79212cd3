"""Whether the word of an act is only what another is about, for or made of: a topic, a purpose, content, an object.

Not for words that tell no act whatever stands around them; those are in ``untold.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers, fits, holds
from communique.extract.acts.parties import is_sourced
from communique.extract.article import words
from communique.extract.tree import is_verb
from communique.frames import frames
from communique.records import ClaimType

FILE = "light.toml"
LINKS = frozenset({"prep", "pobj", "conj", "pcomp", "xcomp", "dobj", "acl", "appos"})
"""What leads from a word up to that which it is the topic or the content of."""
HIGHEST = 8
"""Steps up the tree at most, so that no malformed tree is climbed for ever."""


def is_topic(trigger: Token) -> bool:
    """Whether the act is only what somebody talks about: topics are no claims."""
    head = trigger
    for _ in range(HIGHEST):
        if head.dep_ not in LINKS or head.head == head or _own_clause(head):
            break
        head = head.head
        if head.lemma_.lower() in words(FILE, "topics"):
            return True
    return False


def is_only_topic(match: Match) -> bool:
    """Whether what two do together, or are of one mind about, is only talked about: "discussed their concerns"."""
    felt = match.trigger.tag_.startswith("N") and match.frame.event in words(FILE, "attitudes")
    return (match.frame.mutual or felt) and is_topic(match.trigger)


def _own_clause(token: Token) -> bool:
    """Whether a verb tells for itself: coordinated and finite, or a participle of what its noun underwent."""
    if not is_verb(token):
        return False
    return (token.dep_ == "conj" and token.tag_ not in ("VB", "VBG")) or (token.dep_ == "acl" and token.tag_ == "VBN")


def is_purpose(verb: Token) -> bool:
    """Whether an infinitive only says what for."""
    while is_verb(verb.head) and verb.head != verb and _follows(verb):
        verb = verb.head
    if verb.dep_ == "acl" and verb.head.lemma_.lower() in words(FILE, "undertakings"):
        return False
    clause = verb.dep_ in ("advcl", "acl", "relcl")
    return clause and verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children)


def _follows(verb: Token) -> bool:
    """Of "to build and expand", "to continue providing": the second verb stands as the first does."""
    if verb.dep_ == "conj":
        return verb.tag_ == "VB"
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in words(FILE, "phases")


def is_taken(match: Match) -> bool:
    """Whether a noun belongs to what a verb tells of another act: "blocked aid", "lifted most of the sanctions"."""
    noun = match.trigger
    measured = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    if measured and noun.head.head.lemma_.lower() in words(FILE, "counts") | words(FILE, "series"):
        noun = noun.head.head
    verb = noun.head
    if noun.dep_ not in ("dobj", "nsubjpass") or not is_verb(verb):
        return False
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        match.trigger.lemma_.lower() in trigger.objects and fits(trigger, verb) and holds(frame, verb)
        for trigger, frame in known
        if frame.type is ClaimType.ACTION and frame.event != match.frame.event
    )


def is_told_above(match: Match) -> bool:
    """Whether a noun is only the object of a verb that tells the same act with it: "launched his attack on X"."""
    noun, verb = match.trigger, match.trigger.head
    if noun.dep_ != "dobj" or not is_verb(verb):
        return False
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        frame.event == match.frame.event and noun.lemma_.lower() in trigger.objects and fits(trigger, verb)
        for trigger, frame in known
        if frame.type is ClaimType.ACTION
    )


def is_content(match: Match) -> bool:
    """Whether a promise, an appeal, an accusation or a threat is about the act: then that one is the claim."""
    token = match.trigger
    sourced = is_sourced(match.frame) and token.dep_ != "pcomp"
    if token.lemma_.lower() in words(FILE, "meetings") or sourced:
        return False
    for _ in range(HIGHEST):
        if token.head == token or token.dep_ not in LINKS | {"ccomp", "attr"} or _own_clause(token):
            return False
        by = token.dep_ == "pcomp" and token.head.lower_ == "by"  # "hit back by shelling the town"
        if by or (token.dep_ == "ccomp" and token.tag_ not in ("VB", "VBG")):
            return False
        below, token = token, token.head
        welcomed = match.trigger.tag_ == "VB" and below.dep_ == "dobj"  # "welcomed efforts to end the war"
        governs = _governs(token) or (welcomed and _governs(token, words(FILE, "approving")))
        if (token != match.light and (governs if is_verb(token) else _refuses(token))) or (welcomed and governs):
            return True
        if match.frame.event in words(FILE, "vague") and token.lemma_.lower() in words(FILE, "contents"):
            return True
    return False


def _governs(verb: Token, events: frozenset[str] | None = None) -> bool:
    """Whether a verb, as it stands, tells of an act that has another as its content."""
    wanted = events or words(FILE, "governors")
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(
        frame.event in wanted and fits(trigger, verb) and holds(frame, verb)
        for trigger, frame in known
        if frame.type is ClaimType.ACTION and not is_sourced(frame) and not frame.charges
    )


def _refuses(adjective: Token) -> bool:
    """Whether somebody is not ready or willing to do what hangs on an adjective."""
    known = frames().adjectives.get(adjective.lower_, ()) if adjective.tag_.startswith("J") else ()
    return any(frame.event == "REJECT" and holds(frame, adjective) for _, frame in known)


def carried(match: Match) -> bool:
    """Whether somebody does the act that a noun names."""
    paths = tuple(path for path in match.frame.actor if path != "subject")
    if match.frame.actor_optional and match.frame.bare and fillers(match, ("prep:on|against",)):
        return True
    ours = any(one.lower_ == "our" for one in match.trigger.children)
    return match.light is not None or ours or (match.frame.bare and bool(fillers(match, paths)))


def said_by_verb(match: Match) -> bool:
    """Whether the verb above the noun tells the same act or its end ("imposed sanctions", "lifted the embargo")."""
    head = match.trigger.head
    lemma = match.trigger.lemma_.lower()
    undergone = is_verb(head) and match.trigger.dep_ in ("dobj", "nsubjpass")
    written = frames().verbs.get(head.lemma_.lower(), ()) if undergone else ()
    return any(lemma in trigger.objects for trigger, _ in written)
