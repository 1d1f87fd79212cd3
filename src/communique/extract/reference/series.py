"""People in a list, also where the parser takes it apart: "A, B and C", "President A of X and Prime Minister C".

Not for lists of states.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec
from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.office_words import name_behind
from communique.extract.sources.attribution import unique
from communique.extract.tree import prepositional
from communique.records import EntityKind, Mention, Reference

JOINT = re.compile(
    r"(?: of (?:the )?[A-Z][\w .’'-]{1,40}?)?"  # whose office the one before holds
    r"(?P<link>,? and |,? as well as |, |; )"
    r"(?P<title>(?:the |his |her )?[\w .’'-]{0,60})"
)
"""Between two people of a list."""
FILE = "visits.toml"
ENDING = ("and", "as well as")
SUBJECTS = ("nsubj", "nsubjpass")


def parties(context: Context, tokens: list[Token]) -> tuple[Reference, ...]:
    """Whom tokens stand for, with those named in one list with them."""
    found = [one for token in tokens for one in (bearer_of(context, token) or context.resolver.actors([token]))]
    return tuple(addressed(context, one) for one in unique((*found, *in_series(context, tokens))))


def addressed(context: Context, reference: Reference) -> Reference:
    """A surname with what stands before it as a title: whom an article calls "Mr. X" and no more, it has introduced."""
    start = (reference.antecedent or reference.evidence).start
    before = context.article.document.text[:start].rstrip().rsplit(maxsplit=1)[-1:]
    if reference.titles or " " in reference.name or not before or before[0].lower() not in words(FILE, "address"):
        return reference
    return msgspec.structs.replace(reference, titles=(before[0].lower(),))


def bearer_of(context: Context, token: Token) -> tuple[Reference, ...]:
    """Who bears the office that a word names, where the parser hangs the name on its state: "President of X A B"."""
    for one in prepositional(token, ("of",)):
        mention = context.article.mention_of(one)
        if mention is None or mention.kind is not EntityKind.PERSON:
            continue
        if any(token.lemma_.lower() in title.split() for title in mention.titles):
            return (context.resolver.person(mention),)
    named = name_behind(context.article, token) if context.article.mention_of(token) is None else None
    return (context.resolver.person(named),) if named is not None else ()


def in_series(context: Context, tokens: list[Token]) -> tuple[Reference, ...]:
    """The people named in one list with any of the tokens, in order; nobody where there is no list."""
    found: dict[str, Reference] = {}
    for token in tokens:
        for mention in _series(context, token):
            person = context.resolver.person(mention)
            found.setdefault(person.name, person)
    return tuple(found.values())


def _series(context: Context, token: Token) -> list[Mention]:
    people = [mention for mention, _ in context.article.people()]
    here = context.article.mention_of(token)
    if here is None or here not in people:
        return []
    at = people.index(here)
    first = last = at
    while first > 0 and _joined(context, people[first - 1], people[first], token):
        first -= 1
    while last + 1 < len(people) and _joined(context, people[last], people[last + 1], token):
        last += 1
    chosen = people[first : last + 1]
    return chosen if len(chosen) > 1 and _ends_as_list(context, chosen) else []


def _joined(context: Context, one: Mention, two: Mention, token: Token) -> bool:
    """Whether nothing but a comma or "and", offices and states stands between two people."""
    head, other = context.article.head_of(two), context.article.head_of(one)
    if head is None or other is None or head.sent != token.sent or other.sent != token.sent:
        return False
    between = JOINT.fullmatch(context.article.document.text[one.end : two.start])
    if between is None:
        return False
    before = other.dep_ in ("nmod", "compound") and other.head == head  # "X and Secretary Y", taken for one name
    beside = other.dep_ in (*SUBJECTS, "appos", "conj") and other.head.dep_ in (*SUBJECTS, head.head.dep_)
    if head.dep_ in SUBJECTS and other.dep_ not in SUBJECTS and ";" not in between["link"] and not (before or beside):
        return False
    title = between["title"].strip().lower()
    if words(FILE, "between_events") & set(title.split()):
        return False  # "X and aides barred from Y after President Z's visit"
    return not title or title in words(FILE, "address") or any(title.endswith(known) for known in two.titles)


def _ends_as_list(context: Context, people: list[Mention]) -> bool:
    """Whether the last of them is joined by "and", semicolons part them, or two do what their plural verb says."""
    text = context.article.document.text
    gaps = [text[one.end : two.start] for one, two in pairwise(people)]
    if any(f" {word} " in gaps[-1] for word in ENDING) or all(";" in gap for gap in gaps):
        return True
    last = context.article.head_of(people[-1])
    return gaps == [", "] and last is not None and last.dep_ == "nsubj" and last.head.tag_ == "VBP"


def is_person(context: Context, token: Token) -> bool:
    """Whether a token is part of somebody's name."""
    mention = context.article.mention_of(token)
    return mention is not None and mention.kind is EntityKind.PERSON
