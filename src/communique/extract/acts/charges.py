"""What somebody says that another has done, where it is a hostile deed ("claims that X shelled a school").

Not for who says it, and not for what a verb says of somebody in words of judgement (``judgements.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.judgements import judged, says
from communique.extract.article import words
from communique.extract.tree import agents, child, coordinated, is_passive, is_verb, logical_subjects, objects, subjects
from communique.frames import Frame, Trigger, frames
from communique.records import ClaimType

FILE = "judgements.toml"
INSERTED = ("parataxis", "ccomp")
"""How "they allege" hangs in the clause that it is put into."""


def charges(word: Token) -> bool:
    """Whether the clause that a verb or a noun has as its content tells of a hostile deed."""
    return any(True for _ in _deeds(word))


def charged(word: Token) -> list[Token]:
    """Who does the hostile deed that somebody speaks of."""
    for verb in _deeds(word):
        if found := _doers(verb):
            return found
    return []


def condition(verb: Token) -> list[Token]:
    """Of "will respond if X attacks", "should X attack, it will": whoever does the condition."""
    for one in verb.children:
        if one.dep_ != "advcl" or not is_verb(one):
            continue
        marks = {low.lower_ for low in one.children if low.dep_ in ("mark", "aux", "advmod")}
        if marks & words(FILE, "conditions"):
            return agents(one) if is_passive(one) else subjects(one)
    return []


def provocation(verb: Token) -> list[Token]:
    """Of "promised a response after X fired", "vowed to act if X visits Y": whoever does what is answered."""
    below = [verb, *(one for one in verb.children if one.dep_ in ("xcomp", "ccomp") and is_verb(one))]
    for one in (low for head in below for low in head.children):
        if one.dep_ not in ("advcl", "prep", "pcomp"):
            continue
        clause = one if one.dep_ == "advcl" else child(one, "pcomp")
        marks = {low.lower_ for low in (one, *(clause.children if clause is not None else ()))}
        if clause is not None and is_verb(clause) and marks & words(FILE, "occasions"):
            return agents(clause) if is_passive(clause) else subjects(clause)
    return []


def _deeds(word: Token) -> Iterator[Token]:
    """The hostile verbs of a word's content, coordinated ones too; none that is denied or tells what may be."""
    clause = _content(word)
    if clause is None:
        return
    for verb in coordinated(clause):
        modal = any(one.dep_ == "aux" and one.lower_ in words(FILE, "unreal") for one in verb.children)
        if child(verb, "neg") is None and not modal and (is_hostile(verb) or says(verb, "bad")):
            yield verb


def _content(word: Token) -> Token | None:
    """The clause under a verb or noun that says what is claimed, or the one that the verb is put into."""
    if not is_verb(word):
        clause = child(word, "acl", "ccomp")
        return clause if clause is not None and child(clause, "mark", "nsubj", "nsubjpass") is not None else None
    clause = child(word, "ccomp") or _infinitive(word)
    if clause is None and word.dep_ in INSERTED and _is_inserted(word):
        clause = word.head
    if clause is None or clause.lemma_ != "be" or child(clause, "attr") is None:
        return clause
    cleft = [one for head in (clause, child(clause, "attr")) if head is not None for one in head.children]
    told = [one for one in cleft if one.dep_ in ("ccomp", "relcl", "advcl") and is_verb(one)]
    return told[0] if told and _begins_with_it(clause) else clause


def _infinitive(verb: Token) -> Token | None:
    """Of "vowed to bomb the port": the second verb."""
    low = child(verb, "xcomp")
    return low if low is not None and low.tag_ == "VB" else None


def _is_inserted(verb: Token) -> bool:
    """Whether a clause stands between commas and has no object of its own."""
    return is_verb(verb.head) and child(verb, "dobj", "mark") is None


def _begins_with_it(clause: Token) -> bool:
    own = child(clause, "nsubj")
    return own is not None and own.lower_ == "it"


def is_hostile(verb: Token) -> bool:
    """Whether the frames have a verb, with what stands beside it, as a deed of force or as one that is held against."""
    known = frames().verbs.get(verb.lemma_.lower(), ())
    return any(_is_deed(frame) and _fits(trigger, verb) for trigger, frame in known)


def _is_deed(frame: Frame) -> bool:
    if frame.type is not ClaimType.ACTION:
        return False
    held = frame.event == "ACCUSE" and frame.actor == ("source",) and frame.says is None
    return held or (frame.event in words(FILE, "deeds") and frame.actor != ("source",))


def _fits(trigger: Trigger, verb: Token) -> bool:
    """Whether particle and object stand beside the verb as the trigger wants them."""
    beside = {one.lower_ for one in verb.children}
    if trigger.particle is not None and trigger.particle not in beside:
        return False
    met = {one.lemma_.lower() for one in objects(verb)} | {
        inner.lemma_.lower() for one in verb.children if one.dep_ == "prep" for inner in one.children
    }
    done = {one.lemma_.lower() for one in logical_subjects(verb)}
    wanted = ((trigger.objects, met), (trigger.subjects, done))
    return all(not lemmas or lemmas & found for lemmas, found in wanted)


def _doers(verb: Token) -> list[Token]:
    """Who did it: of a passive only whoever stands behind "by", of a cleft ("it was X that shelled") X."""
    if is_passive(verb):
        return agents(verb)
    if says(verb, "bad"):
        return judged(verb)
    own = child(verb, "nsubj")
    if own is not None and own.tag_ in ("WDT", "WP") and verb.dep_ == "ccomp":
        named = child(verb.head, "attr")
        return coordinated(named) if named is not None else []
    return logical_subjects(verb)
