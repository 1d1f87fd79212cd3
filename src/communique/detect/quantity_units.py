"""What a number counts, by syntax: "5,000 troops" troops, "among nearly 30" leaders, "third visit" visits.

Not for finding the numbers: ``quantities.py`` does. The words are data (quantities.toml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Span, Token

from communique.tables import table

DATA: dict[str, Any] = table("communique.detect", "quantities.toml")
_PEOPLE = frozenset(DATA["units"]["people"])
_PLURAL = frozenset(DATA["units"]["plural"])
_OTHER = frozenset(DATA["units"]["other"])
_MODEL = re.compile(DATA["units"]["aircraft"])
_DURATIONS = frozenset(DATA["guards"]["durations"])
_NOUNS = ("NOUN", "PROPN")
STRETCH = 3
"""Words between "strong" and the body that is so strong: "300,000-strong Turkish army"."""
_AMONG = frozenset(DATA["units"]["among"])


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit's plural and where the noun that gave it ends in the paragraph (0 where it stands elsewhere)."""

    name: str
    end: int


@dataclass(slots=True)
class Counted:
    """The syntax of a paragraph and the units of the counts read in it so far, with their starts."""

    doc: Doc | None
    units: list[tuple[int, str]] = field(default_factory=list)


def unit_of(counted: Counted, start: int, end: int, value: float) -> Unit | None:
    """The unit of the number at ``start:end``, or None where it counts nothing (or time)."""
    span = counted.doc.char_span(start, end, alignment_mode="expand") if counted.doc is not None else None
    if span is None or span.end_char > end + 1:
        return None
    noun = _counted_noun(span)
    if noun is not None and _can_be_counted(noun, value):
        unit = _unit(counted, noun, start)
        is_partitive = noun.i > span.end and span.doc[span.end].lower_ == "of"
        return Unit(unit.name, 0) if unit and is_partitive else unit
    if noun is None and (name := _unit_of_bare(span)) is not None:
        return Unit(name, 0)
    noun = _elided_noun(span)
    if noun is not None and noun.lemma_.lower() not in _DURATIONS:
        return Unit(_plural(noun), 0)
    if noun is None and _is_elliptical(span):
        name = _last_unit(counted, span)
        return Unit(name, 0) if name else None
    return None


def strength_unit(counted: Counted, start: int, end: int) -> str | None:
    """Of the body after "300,000-strong": troops of an army, people of a delegation; None where no body follows."""
    span = counted.doc.char_span(start, end, alignment_mode="expand") if counted.doc is not None else None
    if span is None:
        return None
    following = [token.lemma_.lower() for token in span.doc[span.end : span.end + STRETCH] if token.pos_ in _NOUNS]
    bodies = [lemma for lemma in following if lemma in DATA["units"]["armed"] + DATA["units"]["bodies"]]
    return None if not bodies else "troops" if bodies[0] in DATA["units"]["armed"] else "people"


def tally_unit(counted: Counted, start: int, end: int) -> str | None:
    """What an ordinal counts: the event it stands before, or the event that it is said of; None for other ordinals."""
    span = counted.doc.char_span(start, end, alignment_mode="expand") if counted.doc is not None else None
    if span is None:
        return None
    token: Token = span.root
    head = token.head
    if token.dep_ in ("amod", "compound", "nmod") and head.i > token.i:
        return _tallied(head) or (_told_of(token) if head.lower_ == "one" else None)
    return None if token.dep_ == "advmod" else _told_of(token)


def times_unit(counted: Counted, start: int, end: int) -> bool:
    """Whether "once" or "twice" counts an event: "once" must modify a verb of visiting, meeting or speaking."""
    span = counted.doc.char_span(start, end, alignment_mode="expand") if counted.doc is not None else None
    if span is None or span.root.dep_ not in ("advmod", "npadvmod"):
        return False
    verb = span.root.head
    return verb.lemma_.lower() in DATA["tally_verbs"] or (span.root.lower_ != "once" and verb.pos_ == "VERB")


def _counted_noun(span: Span) -> Token | None:
    """The noun after the number that the number modifies; also over "of" ("14 of about 40 soldiers")."""
    root: Token = span.root
    if root.dep_ in ("nummod", "amod", "compound", "quantmod", "nmod", "det") and root.head.i >= span.end:
        head = root.head
        while (head.dep_ == "compound" or head.pos_ == "NUM") and head.head.i > head.i:
            head = head.head
        between = span.doc[span.end : head.i]  # "two short-range missiles", not "three think-tanks"
        is_near = all(token.dep_ != "punct" or (token.tag_ == "HYPH" and token.i + 1 < head.i) for token in between)
        return head if head.pos_ in _NOUNS and is_near else None
    if root.pos_ in _NOUNS and root.i >= span.end - 1 and root.lemma_.lower() not in ("dozen", "million", "billion"):
        return None
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is not None and following.lower_ == "of":
        return next((each for each in following.children if each.dep_ == "pobj" and each.pos_ in _NOUNS), None)
    if following is not None and following.tag_ == "NNS" and root.head.i >= span.end:
        return following
    return None


def _can_be_counted(noun: Token, value: float) -> bool:
    """A singular noun after a number greater than one is not what it counts ("among nearly 30 present")."""
    return value == 1 or noun.tag_ != "NN" or noun.lower_ in _PLURAL | _DURATIONS


def _unit(counted: Counted, noun: Token, start: int) -> Unit | None:
    if noun.lemma_.lower() in _DURATIONS or noun.lower_ in _DURATIONS:
        return None
    end = noun.idx + len(noun)
    if (kind := _kind_of(noun)) is not None:
        return Unit(kind, end)
    if noun.lower_ in _OTHER:
        before = [name for position, name in counted.units if position < start]
        return Unit(before[-1] if before else "people", end)
    if noun.pos_ == "PROPN" and noun.tag_ == "NNP" and noun.ent_type_ not in ("NORP", ""):
        return None
    power = noun.nbor(-1).lower_ if noun.i else ""
    return Unit(f"{power} {_plural(noun)}" if power in DATA["units"]["powers"] else _plural(noun), end)


def _kind_of(noun: Token) -> str | None:
    """What a weapon is that is counted by its name: aircraft of "six F-16s", tanks of "14 Leopards"."""
    named = DATA["units"]["named"].get(noun.lower_)
    if named is None and _MODEL.fullmatch(noun.lower_):
        named = "aircraft"
    return str(named) if named is not None and noun.text[0].isupper() else None


def _elided_noun(span: Span) -> Token | None:
    """The noun before "among" or "out of" that the number goes on counting ("the highest leader among nearly 30")."""
    sentence = span.sent
    among = [token for token in span.doc[sentence.start : span.start] if token.lower_ in _AMONG]
    if not among or among[-1].i < span.start - 4:
        return None
    before = [
        token
        for token in span.doc[sentence.start : among[-1].i]
        if token.tag_ in ("NN", "NNS") and token.dep_ not in ("pobj", "compound")
    ]
    return before[-1] if before else None


def _is_elliptical(span: Span) -> bool:
    """Whether the number itself is an object or subject, as in "killing 34 people and wounding more than 120"."""
    root: Token = span.root
    return root.pos_ == "NUM" and root.dep_ in ("dobj", "nsubj", "nsubjpass", "conj", "advcl", "dep")


def _unit_of_bare(span: Span) -> str | None:
    """What a number counts that stands without its noun: those who flee or die, "47 dead", "put the toll at 250"."""
    bare = DATA["bare"]
    following = span.doc[span.end] if span.end < len(span.doc) else None
    if following is not None and following.lower_ == "more" and span.end + 1 < len(span.doc):
        following = span.doc[span.end + 1]
    if following is not None and following.lower_ in bare["harmed"] and following.tag_ in _HARMED:
        return "people"
    root: Token = span.root
    if root.tag_ not in ("CD", "NN", "NNS") or root.ent_type_ in ("DATE", "TIME"):
        return None
    beside = following is not None and following.lower_ in ("of", "to", "or", "per", "-")
    verb = root.head
    if root.dep_ in ("nsubj", "nsubjpass") and (not beside or _is_partitive(span)):
        return "people" if verb.lemma_.lower() in bare[f"of_{_voice(root)}"] else None
    if root.dep_ == "dobj" and verb.lemma_.lower() in bare["of_passive"] and (not beside or _is_partitive(span)):
        return "people"
    return _told_number(root)


_HARMED = ("VBN", "VBD", "JJ", "NNS", "NN", "VBG")


def _voice(subject: Token) -> str:
    return "passive" if subject.dep_ == "nsubjpass" else "active"


def _is_partitive(span: Span) -> bool:
    """Whether the number takes a part of those named before: "five of them"."""
    following = [one.lower_ for one in span.doc[span.end : span.end + 2]]
    return len(following) == 2 and following[0] == "of" and following[1] in ("them", "whom", "those", "us")


def _told_number(root: Token) -> str | None:
    """What the number or toll counts that is said to be so much: "the number of refugees at 6,000", "its dead are"."""
    bare, host = DATA["bare"], root.head
    if root.dep_ == "pobj" and host.lower_ in bare["links"]:
        host = host.head
        above = _numbered_above(host) if host.dep_ == "acl" else None
        if above or (host.lower_ in bare["harmed"] and host.dep_ == "acl"):
            return above or "people"
    elif root.dep_ != "attr" and not (root.dep_ == "dobj" and host.lemma_.lower() in bare["numbering"]):
        return None
    for one in host.children:
        if one.i >= root.i or one.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr"):
            continue
        if one.lemma_.lower() in bare["tolls"] or (one.lower_ in bare["harmed"] and one.dep_ != "attr"):
            return "people"
        if one.lemma_.lower() in bare["numbers"]:
            return _numbered(one)
        if host.lemma_.lower() in bare["numbering"] and one.tag_ == "NNS":
            return _plural(one)
    return None


def _numbered_above(clause: Token) -> str | None:
    """What is counted where the number hangs on a clause about it: "put the number of soldiers held there at 1,000"."""
    link = clause.head.head
    counted = clause.head.dep_ == "pobj" and link.lower_ == "of" and link.head.lemma_.lower() in DATA["bare"]["numbers"]
    return _numbered(link.head) if counted else None


def _numbered(number: Token) -> str | None:
    """The noun behind "the number of", also with "killed" behind it; none of time."""
    for link in number.children:
        if link.dep_ != "prep" or link.lower_ != "of":
            continue
        for noun in link.children:
            if noun.dep_ == "pobj" and noun.lemma_.lower() not in _DURATIONS:
                return "people" if noun.lower_ in DATA["bare"]["harmed"] else _plural(noun)
    return None


def _last_unit(counted: Counted, span: Span) -> str | None:
    """The unit of the last count in the same sentence."""
    first = span.sent.start_char
    names = [name for position, name in counted.units if first <= position < span.start_char]
    return names[-1] if names else None


def _plural(noun: Token) -> str:
    """The name of what a noun counts: its plural, or "people" for people of no particular kind."""
    word, lemma = noun.lower_, noun.lemma_.lower()
    if word in _PEOPLE or (noun.ent_type_ == "NORP" and noun.pos_ == "PROPN") or noun.tag_ == "NNPS":
        return "people"
    if word in DATA["units"]["same"]:
        return str(DATA["units"]["same"][word])
    if word in _PLURAL or noun.tag_ == "NNS":
        return word
    if lemma in DATA["irregular_plurals"]:
        return str(DATA["irregular_plurals"][lemma])
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _tallied(noun: Token) -> str | None:
    """The event a noun names, or the one that its infinitive or relative clause names ("first leader to visit")."""
    unit = DATA["tallies"].get(noun.lower_) or DATA["tallies"].get(noun.lemma_.lower())
    if unit:
        return str(unit)
    verbs = [child for child in noun.children if child.dep_ in ("relcl", "acl", "xcomp")]
    following = noun.doc[noun.i + 1 : noun.i + 3]
    if [token.tag_ for token in following] == ["TO", "VB"]:
        verbs.append(following[1])
    return next((str(DATA["tally_verbs"][v.lemma_]) for v in verbs if v.lemma_ in DATA["tally_verbs"]), None)


def _told_of(token: Token) -> str | None:
    """The event that "the first" is said of: its subject ("his trip was the first by"), or the event in apposition."""
    parts = [each for child in token.children if child.lower_ == "of" for each in child.children]
    unit = next((name for name in map(_tallied, [token, *parts]) if name), None)
    if unit:
        return unit
    previous = token.doc[token.i - 1] if token.i else None
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if previous is None or previous.dep_ not in ("det", "poss", "case") or previous.lower_ in ("a", "an"):
        return None
    if following is not None and following.pos_ in ("NOUN", "PROPN", "ADJ") and following.lower_ != "one":
        return None
    before = [each for each in token.sent if each.i < token.i and each.lemma_.lower() in DATA["tallies"]]
    nouns = [each for each in before if each.pos_ in _NOUNS]
    return str(DATA["tallies"][nouns[-1].lemma_.lower()]) if nouns else None
