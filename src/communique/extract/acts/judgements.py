"""What a verb says of somebody ("called the launch a violation", "is a partner"), by lists of words of judgement.

Not for who says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.tree import child, coordinated, is_verb, objects, prepositional, subjects

FILE = "judgements.toml"
LISTS = ("bad", "good", "near", "untrue")
"""The lists that a frame may name in its ``says``."""
PREDICATES = ("attr", "acomp", "oprd")
MODIFIERS = ("amod", "compound", "nmod", "advmod")


def says(verb: Token, kind: str) -> bool:
    """Whether a verb says something of somebody that is on a list of judgements."""
    if kind not in LISTS:
        raise ValueError(f"No list of judgements is called {kind!r}; see judgements.toml.")
    known = words(FILE, kind)
    return any({one.lemma_.lower(), one.lower_} & known for one in _said(verb))


def judged(verb: Token) -> list[Token]:
    """Of whom or what a verb says something: its object, the subject of what it takes for true, or its own subject."""
    clause = _small_clause(verb)
    own = child(clause, "nsubj") if clause is not None else None
    if own is not None:
        return coordinated(own)
    if clause is not None and _named(clause):
        return coordinated(clause)
    if verb.lemma_.lower() in words(FILE, "copulas"):
        return subjects(verb)
    return objects(verb) or [one for one in verb.children if one.dep_ == "oprd" and _holds_what_is_called(one)]


def _small_clause(verb: Token) -> Token | None:
    """Of "considers Serbia a partner", "finds it to be illegal": what the second part hangs on."""
    for one in verb.children:
        if one.dep_ in ("ccomp", "xcomp") and (not is_verb(one) or one.lemma_ == "be"):
            return one
    return None


def _named(thing: Token) -> list[Token]:
    """What a thing is called right behind it, where the parser hangs that on the thing: "the vote a sham"."""
    if is_verb(thing):
        return []
    beside = [one for one in thing.rights if one.dep_ in ("appos", "dobj", "oprd", "attr", "npadvmod")]
    return [one for one in beside if thing.doc[one.left_edge.i - 1].text != ","]


def _last_of(thing: Token) -> list[Token]:
    """The last word of what is called something, which the parser may take for a part of it: "the remark boorish"."""
    last = thing.right_edge
    whole = last == thing and not _holds_what_is_called(thing)
    return [last] if not whole and last.lower_ in words(FILE, "bad") | words(FILE, "untrue") else []


def _holds_what_is_called(word: Token) -> bool:
    """Whether the parser takes the thing for a part of what it is called: "the British remark boorish"."""
    return any(one.dep_ == "compound" and one.tag_ == "NN" for one in word.lefts)


def _said(verb: Token) -> Iterator[Token]:
    """The words of the predicate, each with those that describe it; nothing that is denied."""
    for head in _heads(verb):
        if any(one.dep_ in ("neg", "det") and one.lower_ in ("no", "not", "n't") for one in head.children):
            continue
        yield head
        yield from (one for one in head.children if one.dep_ in MODIFIERS)
        if head.lemma_.lower() in words(FILE, "kinds"):
            yield from prepositional(head, ("of",))


def _heads(verb: Token) -> Iterator[Token]:
    found = [one for one in verb.children if one.dep_ in PREDICATES]
    for one in verb.children:
        if one.dep_ == "prep" and one.lower_ in ("as", "in", "to", "behind"):
            found += [one, *(inner for inner in one.children if inner.dep_ in ("pobj", "pcomp", "amod"))]
    copula = verb.lemma_.lower() in words(FILE, "copulas")
    things = [one for one in verb.children if one.dep_ == "dobj"]
    found += things if copula else things[1:]
    clause = _small_clause(verb)
    if not copula and verb.lemma_.lower() in words(FILE, "naming"):
        called = [*things[:1], *([clause] if clause is not None else [])]
        found += [inner for one in called for inner in (*_named(one), *_last_of(one))]
        found += [one for one in verb.children if one.dep_ == "npadvmod"]
    if clause is not None and not copula:
        found += list(_heads(clause)) if is_verb(clause) else [clause]
    for one in found:
        yield from coordinated(one)
