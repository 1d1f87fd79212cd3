"""Of which period a figure is. Not for what it measures (``measures``), nor for the times of events (``timing``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import ancestors_to_verb, child, head_of, is_verb
from communique.records import Precision, When

FILE = "figures.toml"
CLAUSES = frozenset({"acl", "relcl"})
PERIODS = frozenset({Precision.YEAR, Precision.INTERVAL})
"""Precisions of what a count of trade runs over: a year, some months of it."""


def period_of(context: Context, tokens: Sequence[Token]) -> When | None:
    """The time that the number is of: of a clause about it, else the nearest that hangs on it or on what tells it."""
    head = head_of(tokens)
    if _is_attribute(head):
        return None
    inside = _times(context, tokens[0], set(_told_of(head)))
    found = inside or _times(context, tokens[0], set(_hosts(head))) or _since(context, head)
    if found:
        return _target(min(found, key=lambda pair: pair[0])[1])
    return _of_the_series(context, tokens[0])


def _times(context: Context, here: Token, hosts: set[Token]) -> list[tuple[int, When]]:
    """The times of the number's sentence that hang on one of the words, with their distance from the number."""
    found = []
    for when, tokens in _inside(context, here):
        if _host(tokens) in hosts:
            found.append((abs(head_of(tokens).i - here.i), when))
    return found


def _inside(context: Context, here: Token) -> Iterator[tuple[When, list[Token]]]:
    for when in context.article.mentions.times:
        tokens = context.article.tokens_in(when.evidence.start, when.evidence.end)
        if tokens and tokens[0].sent == here.sent:
            yield when, tokens


def _told_of(head: Token) -> Iterator[Token]:
    """The verbs of a clause about what is counted: "six boats ordered in 2009", "troops who left in May"."""
    noun = head if head.tag_.startswith("N") else head.head
    for one in {head, noun} if noun.tag_.startswith("N") else {head}:
        yield from (low for low in one.children if low.dep_ in CLAUSES and low.i > head.i)


def _hosts(head: Token) -> Iterator[Token]:
    """The number's head, the nouns above it, and every verb above those, up to who says so, with its subject."""
    yield head
    inner = (two for one in head.children if one.dep_ == "prep" and one.lower_ == "of" for two in one.children)
    yield from (one for one in inner if one.dep_ == "pobj")
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
        if verb.dep_ == "relcl":
            yield from _nouns_above(verb)
            if verb.head.dep_ not in ("dobj", "nsubjpass"):
                return  # "Juba, which inherited half of the oil, shut its wells in January"
        verb = ancestors_to_verb(verb) if _climbs(verb) else None


def _climbs(verb: Token) -> bool:
    """Whether a clause is told of the same time as the one above: not what somebody says, but what a colon opens."""
    if verb.dep_ not in ("ROOT", "ccomp", "parataxis"):
        return True
    first, last = sorted((verb.i, verb.head.i))
    cut = any(one.text in (":", ";") for one in verb.doc[first:last])
    return cut and verb.head.lemma_.lower() not in words("speech.toml", "cites")


def _nouns_above(clause: Token) -> Iterator[Token]:
    """The nouns that a relative clause tells of, up to their verb: "the May 3 raid on a camp, in which ten died"."""
    for one in clause.ancestors:
        if is_verb(one) or one.pos_ == "AUX":
            return
        yield one


def _host(tokens: Sequence[Token]) -> Token:
    """The verb or noun that a time hangs on, through prepositions."""
    host = head_of(tokens).head
    while host.dep_ in ("prep", "pcomp", "advmod", "npadvmod") and host.head != host and not is_verb(host):
        host = host.head
    return host


def _is_attribute(head: Token) -> bool:
    """Whether a number only describes who acts, at no time: "The carrier, with 75 aircraft, left on Monday"."""
    noun = head if head.tag_.startswith("N") else head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "with":
        return False
    return noun.head.head.dep_ in ("nsubj", "nsubjpass")


def _since(context: Context, head: Token) -> list[tuple[int, When]]:
    """The time from which a count runs that a clause gives: "has lost 40 men since it deployed in July 2013"."""
    found = []
    for when, tokens in _inside(context, head):
        above = [one for one in tokens[0].ancestors if one.dep_ in ("advcl", "pcomp")]
        if above and when.latest is not None and _is_since(above[0]):
            found.append((abs(tokens[0].i - head.i), _from_then(when)))
    return found


def _is_since(clause: Token) -> bool:
    return clause.head.lower_ == "since" or any(one.lower_ == "since" for one in clause.children)


def _from_then(when: When) -> When:
    """The open interval that begins at a time."""
    first = when.edtf.partition("/")[0]
    return msgspec.structs.replace(when, edtf=f"{first}/..", latest=None, precision=Precision.INTERVAL)


def _target(when: When) -> When:
    """The time up to which something is to reach a size, as the time of that size: "two percent by 2028"."""
    if not when.edtf.startswith("../") or when.latest is None:
        return when
    edtf = when.edtf.removeprefix("../")
    first = when.latest.replace(day=1) if edtf.count("-") == 1 else when.latest
    first = when.latest.replace(month=1, day=1) if "-" not in edtf else first
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[min(edtf.count("-"), 2)]
    return msgspec.structs.replace(when, edtf=edtf, earliest=first, precision=precision)


def _of_the_series(context: Context, here: Token) -> When | None:
    """The year or the months that the sentence before gives a count of trade, which this one goes on with."""
    before = [one for one in here.doc.sents if one.end <= here.sent.start][-1:]
    if not before or not any(one.lemma_.lower() in words(FILE, "flows") for one in before[0]):
        return None
    if next(_inside(context, here), None) is not None:
        return None
    found = [when for when, _ in _inside(context, before[0][0])]
    return found[0] if len(found) == 1 and found[0].precision in PERIODS else None
