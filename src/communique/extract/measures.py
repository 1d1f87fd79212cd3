"""What a figure measures ("bilateral trade") and of which period. Not for its number, nor for whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import SUBJECTLESS, Context
from communique.extract.tree import ancestors_to_verb, child, head_of, is_verb
from communique.records import Phrase, When

FILE = "figures.toml"
FRONT = ("amod", "compound", "nmod", "nummod", "poss", "quantmod")
BEHIND = ("between", "of", "with", "in", "for", "to", "on", "from")
"""Prepositions whose phrases belong to a measure."""


def measure_of(context: Context, tokens: Sequence[Token]) -> Phrase | None:
    """What is counted: the phrase after "in", "of" or "worth of", else the number's noun, else the clause's subject."""
    head = head_of(tokens)
    last = tokens[-1].i
    noun = _within(head, last) or _behind(head, last) or _headed(head, last) or _subject(context, head)
    if noun is None or noun.tag_ == "PRP" or noun.lower_ in words(FILE, "no_measures"):
        return None
    first, end = _edges(noun, last if noun.i >= tokens[0].i else -1)
    return Phrase(evidence=context.article.evidence(first, end))


def _within(head: Token, last: int) -> Token | None:
    """The counted noun, where the quantity's own words end with it: "2,000 more troops"."""
    noun = head if head.tag_ in ("NNS", "NNPS", "NN") else None
    return noun if noun is not None and noun.i <= last and noun.lower_ not in words(FILE, "no_measures") else None


def _behind(head: Token, last: int) -> Token | None:
    """The noun after "in", "of" or "worth of"."""
    holders = [head, head.head] if head.head.lower_ in ("worth", "percent", "%") else [head]
    for holder in holders:
        for one in holder.children:
            inner = child(one, "pobj") if one.dep_ == "prep" and one.lower_ in ("in", "of", "for") else None
            if inner is not None and inner.i > last and inner.ent_type_ not in ("DATE", "GPE", "PERSON"):
                return inner
    return None


def _headed(head: Token, last: int) -> Token | None:
    """The noun that the number stands before: "a $50 million credit"."""
    noun = head
    while noun.head != noun and noun.dep_ in FRONT and noun.i <= last:
        noun = noun.head
    return noun if noun.tag_.startswith("N") and noun.i > last else None


def _subject(context: Context, head: Token) -> Token | None:
    """The subject of the clause: "trade between Russia and Israel" of what "stands at $1 billion"."""
    verb = next((one for one in head.ancestors if is_verb(one) or one.pos_ == "AUX"), None)
    own = child(verb, "nsubj", "nsubjpass") if verb is not None else None
    if own is None or context.article.mention_of(own) is not None or not own.tag_.startswith("N"):
        return None
    return own


def _edges(noun: Token, after: int) -> tuple[Token, Token]:
    """The noun with its modifiers (those after the number only) and the phrases that say of what it is."""
    lefts = [one for one in noun.lefts if one.dep_ in FRONT and one.left_edge.i > after and one.dep_ != "nummod"]
    first = lefts[0].left_edge if lefts else noun
    end = noun
    for one in noun.rights:
        if one.dep_ != "prep" or one.lower_ not in BEHIND or one.i != end.i + 1:
            break
        inner = child(one, "pobj")
        if inner is None or inner.ent_type_ in ("DATE", "TIME"):
            break
        end = _short(inner)
    return (first, end) if first.i <= end.i else (noun, noun)


def _short(noun: Token) -> Token:
    """The last word of a noun phrase without clauses, appositions and times: "Russia and Israel"."""
    end = noun
    for one in noun.rights:
        if one.dep_ == "cc" or (one.dep_ == "punct" and one.text != ","):
            continue
        if one.dep_ != "conj":
            break
        end = _short(one)
    return end


# Of when


def period_of(context: Context, tokens: Sequence[Token]) -> When | None:
    """The time that the number is of: the nearest that hangs on the number, on its noun, or on a verb that tells it."""
    hosts = set(_hosts(head_of(tokens)))
    here = tokens[0]
    found = []
    for when in context.article.mentions.times:
        inside = context.article.tokens_in(when.evidence.start, when.evidence.end)
        if inside and inside[0].sent == here.sent and _host(inside) in hosts:
            found.append((abs(head_of(inside).i - here.i), when))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _hosts(head: Token) -> Iterator[Token]:
    """The number's head, the nouns above it, its verb with its subject, and the clauses told together with that one."""
    yield head
    noun = head
    while noun.head != noun and not is_verb(noun) and noun.pos_ != "AUX":
        noun = noun.head
        yield noun
    verb = noun if is_verb(noun) or noun.pos_ == "AUX" else ancestors_to_verb(head)
    while verb is not None:
        yield verb
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None:
            yield own
            return
        verb = verb.head if verb.dep_ in SUBJECTLESS and verb.head != verb else None


def _host(tokens: Sequence[Token]) -> Token:
    """The verb or noun that a time hangs on, through prepositions."""
    host = head_of(tokens).head
    while host.dep_ in ("prep", "pcomp", "advmod", "npadvmod") and host.head != host and not is_verb(host):
        host = host.head
    return host
