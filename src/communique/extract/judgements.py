"""What a verb says of somebody ("called the launch a violation", "is a partner"), by lists of words of judgement.

Not for who says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.tree import child, coordinated, is_verb, objects, subjects

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
    if verb.lemma_.lower() in words(FILE, "copulas"):
        return subjects(verb)
    return objects(verb)


def _small_clause(verb: Token) -> Token | None:
    """Of "considers Serbia a partner", "finds it to be illegal": what the second part hangs on."""
    for one in verb.children:
        if one.dep_ in ("ccomp", "xcomp") and (not is_verb(one) or one.lemma_ == "be"):
            return one
    return None


def _said(verb: Token) -> Iterator[Token]:
    """The words of the predicate, each with those that describe it; nothing that is denied."""
    for head in _heads(verb):
        if any(one.dep_ in ("neg", "det") and one.lower_ in ("no", "not", "n't") for one in head.children):
            continue
        yield head
        yield from (one for one in head.children if one.dep_ in MODIFIERS)


def _heads(verb: Token) -> Iterator[Token]:
    found = [one for one in verb.children if one.dep_ in PREDICATES]
    for one in verb.children:
        if one.dep_ == "prep" and one.lower_ in ("as", "in", "to", "behind"):
            found += [one, *(inner for inner in one.children if inner.dep_ in ("pobj", "pcomp", "amod"))]
    copula = verb.lemma_.lower() in words(FILE, "copulas")
    things = [one for one in verb.children if one.dep_ == "dobj"]
    found += things if copula else things[1:]
    clause = _small_clause(verb)
    if clause is not None and not copula:
        found += list(_heads(clause)) if is_verb(clause) else [clause]
    for one in found:
        yield from coordinated(one)
