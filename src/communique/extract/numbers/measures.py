"""What a figure measures ("bilateral trade"). Not for its number, its period, nor for whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import ancestors_to_verb, child, head_of, is_verb
from communique.records import Phrase

FILE = "figures.toml"
FRONT = ("amod", "compound", "nmod", "nummod", "poss", "quantmod")
BEHIND = ("between", "of", "with", "in", "for", "to", "on", "from")
"""Prepositions whose phrases belong to a measure."""
NO_THINGS = ("DATE", "TIME", "GPE", "PERSON")
"""Kinds of names that are not what is measured."""
NO_TAILS = ("DATE", "TIME", "MONEY", "PERCENT")
"""Kinds of phrases that end a measure: the number itself, and its time."""


def measure_of(context: Context, tokens: Sequence[Token]) -> Phrase | None:
    """What is counted: the counted noun, the phrase after "in" or "of", the number's noun, or the clause's subject."""
    head = head_of(tokens)
    last = tokens[-1].i
    noun = _within(head, last) or _behind(head, last) or _headed(head, last) or _above(head)
    noun = noun or _brought(head) or _subject(context, head)
    if noun is None:
        return None
    numbers = [one.i for one in tokens if one.like_num or _parts(one) or one.text[0].isdigit()]
    first, end = _edges(noun, max(numbers, default=-1) if tokens[0].i <= noun.i else -1)
    return Phrase(evidence=context.article.evidence(first, end))


def _parts(token: Token) -> bool:
    """Whether a mark parts the number from its noun; not the hyphen of "short-range"."""
    return token.is_punct and token.tag_ != "HYPH"


def _within(head: Token, last: int) -> Token | None:
    """The counted noun, where the quantity's own words end with it: "2,000 more troops"."""
    counts = head.tag_ in ("NNS", "NNPS", "NN") and head.i <= last and head.is_alpha
    return head if counts and not is_size(head) else None


def is_size(token: Token) -> bool:
    """Whether a word only says how much: a currency, a magnitude, "percent"."""
    return token.lower_ in words(FILE, "no_measures") or token.like_num


def _behind(head: Token, last: int) -> Token | None:
    """The noun after "in", "of" or "worth of"."""
    holders = [head, head.head] if head.head.lower_ in ("worth", "percent", "%") else [head]
    for holder in holders:
        for one in holder.children:
            inner = child(one, "pobj") if one.dep_ == "prep" and one.lower_ in ("in", "of", "for") else None
            if inner is not None and inner.i > last and inner.ent_type_ not in NO_THINGS:
                return None if is_size(inner) or inner.tag_ == "PRP" else inner
    following = head.doc[last + 1] if last + 1 < len(head.doc) else None
    inner = child(following, "pobj") if following is not None and following.lower_ in ("in", "of") else None
    return inner if inner is not None and inner.ent_type_ not in NO_THINGS and not is_size(inner) else None


def _headed(head: Token, last: int) -> Token | None:
    """The noun that the number stands before: "a $50 million credit"."""
    noun = head
    while noun.head != noun and noun.dep_ in FRONT and noun.i <= last:
        noun = noun.head
    fits = noun.tag_.startswith("N") and noun.i > last and noun.ent_type_ not in NO_THINGS
    return noun if fits and not is_size(noun) else None


def _above(head: Token) -> Token | None:
    """The noun that the number stands behind: "a loan of $5 billion", "trade worth $5 billion"."""
    link = head.head
    if link == head or link.lower_ not in words(FILE, "links") or not link.head.tag_.startswith("N"):
        return None
    noun = link.head
    return None if noun.lemma_.lower() in words(FILE, "changes") or is_size(noun) else noun


def _brought(head: Token) -> Token | None:
    """What is brought to the number: the trade of "raise bilateral trade to $5 billion"."""
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ in ("to", "by", "from") else None
    own = child(verb, "dobj") if verb is not None and is_verb(verb) else None
    return own if own is not None and own.tag_ in ("NN", "NNS") and own.i < head.i and not is_size(own) else None


def _subject(context: Context, head: Token) -> Token | None:
    """The subject of a verb that says how much it is: "trade with Israel" of what "stands at $1 billion"."""
    verb = ancestors_to_verb(head)
    if verb is None or verb.lemma_.lower() not in words(FILE, "amounting"):
        return None
    own = child(verb, "nsubj", "nsubjpass")
    if own is None and verb.dep_ in ("relcl", "acl"):
        own = verb.head
    if own is None and verb.dep_ == "conj" and verb.head.lemma_.lower() in words(FILE, "amounting"):
        own = child(verb.head, "nsubj", "nsubjpass")
    if own is None or context.article.mention_of(own) is not None or own.tag_ not in ("NN", "NNS"):
        return None
    return None if is_size(own) else own


def _edges(noun: Token, after: int) -> tuple[Token, Token]:
    """The noun with its modifiers (those after the number only) and the phrases that say of what it is."""
    lefts = [one for one in noun.lefts if one.dep_ in FRONT and one.i > after and one.tag_ != "JJR"]
    lefts = [one for one in lefts if not is_size(one) and one.tag_ != "PRP$"]
    first = noun.doc[max(after + 1, lefts[0].left_edge.i)] if lefts else noun
    end = noun
    for one in noun.rights:
        if one.dep_ != "prep" or one.lower_ not in BEHIND or one.i != end.i + 1:
            break
        inner = child(one, "pobj")
        if inner is None or inner.ent_type_ in NO_TAILS or is_size(inner):
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
