"""Visitors by their title: "visiting Prime Minister X", "a visiting envoy". Not for verbs and nouns of travel."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context, split_place
from communique.extract.surroundings import others, scene_of
from communique.extract.tree import ancestors_to_verb, child, coordinated, logical_subjects
from communique.records import Coded, EntityKind, Reference, Status, Visit

FILE = "visits.toml"


def find_visiting(context: Context) -> Iterator[Visit]:
    """Those whom the article calls visiting, where the sentence leaves no doubt of where they are."""
    for sentence in context.article.sentences():
        for token in sentence:
            head = _guest(context, token) if token.lower_ in words(FILE, "epithets") else None
            if head is not None:
                yield from _visit(context, token, head)


def _guest(context: Context, epithet: Token) -> Token | None:
    """The noun that the word stands before; "Visiting President X" and ", visiting President X" may look like verbs."""
    if epithet.dep_ in ("amod", "compound", "nmod"):
        return epithet.head
    named = child(epithet, "dobj")
    if named is None and epithet.dep_ == "csubj":
        named = child(epithet.head, "nsubj")
    if named is None or not _is_somebody(context, named) or any(one.dep_ in ("det", "poss") for one in named.lefts):
        return None
    after_comma = epithet.i > epithet.sent.start and epithet.nbor(-1).text == ","
    return named if epithet.dep_ in ("csubj", "nsubj") or (epithet.dep_ == "acl" and after_comma) else None


def _is_somebody(context: Context, token: Token) -> bool:
    mention = context.article.mention_of(token)
    return mention is not None and mention.kind is EntityKind.PERSON


def _visit(context: Context, epithet: Token, head: Token) -> Iterator[Visit]:
    visitors = context.resolver.actors(coordinated(head))
    visitors = tuple(one for one in visitors if one.kind in (EntityKind.PERSON, EntityKind.STATE))
    goal = _goal(context, epithet, visitors) if visitors else None
    if goal is None:
        return
    place, country = goal
    verb = ancestors_to_verb(head)
    yield Visit(
        id="",
        document=context.article.document.id,
        evidence=context.clause(verb if verb is not None else head),
        reader=context.article.reader,
        status=Coded(value=Status.ONGOING.value, evidence=context.article.evidence(epithet)),
        visitor=visitors,
        destination=country,
        place=place,
        host=_hosts(context, head, visitors),
    )


def _goal(
    context: Context, epithet: Token, visitors: tuple[Reference, ...]
) -> tuple[Reference | None, Reference] | None:
    """Where the clause is set, else the one other state that the sentence tells of."""
    own = frozenset(one.state for one in visitors if one.state)
    place, country = split_place(scene_of(context, epithet, own))
    if country is not None:
        return place, country
    hosts = others(context, epithet, visitors)
    return (None, hosts[0]) if hosts else None


def _hosts(context: Context, head: Token, visitors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Who meets, tells or asks the visitor: the person who is subject of the clause that the visitor is object in."""
    verb = ancestors_to_verb(head)
    if verb is None or head.dep_ in ("nsubj", "nsubjpass", "conj"):
        return ()
    names = {one.name for one in visitors}
    found = context.resolver.actors(logical_subjects(verb))
    return tuple(one for one in found if one.kind is EntityKind.PERSON and one.name not in names)
