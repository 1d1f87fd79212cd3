"""Figures: quantities about the relations or acts of states. Not for dates, ages and the numbering of things."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.records import EntityKind, Figure, Phrase, Quantity, Reference, When

FILE = "figures.toml"


def find_figures(context: Context) -> Iterator[Figure]:
    """Every quantity that stands in a sentence with a political actor."""
    for quantity in context.article.mentions.quantities:
        tokens = context.article.tokens_in(quantity.evidence.start, quantity.evidence.end)
        if not tokens or not _wanted(quantity):
            continue
        parties = _parties(context, tokens[0].sent) or _people(context, tokens[0].sent)
        if not parties:
            continue
        head = _head(tokens)
        yield Figure(
            id="",
            document=context.article.document.id,
            evidence=context.clause(tokens[0]),
            reader=context.article.reader,
            when=_when(context, tokens[0]),
            said_by=context.attribution.sources(head),
            quantity=quantity,
            measure=_measure(context, head, quantity),
            parties=parties,
        )


def _wanted(quantity: Quantity) -> bool:
    unit = quantity.unit
    if len(unit) == 3 and unit.isupper():
        return True
    return unit in words(FILE, "percent") or unit.lower() in words(FILE, "units")


def _head(tokens: list[Token]) -> Token:
    """The token of the quantity that the rest of it hangs on."""
    inside = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in inside), tokens[0])


def _parties(context: Context, sentence: Span) -> tuple[Reference, ...]:
    """The states and bodies of the sentence."""
    found: dict[str, Reference] = {}
    for token in sentence:
        mention = context.article.mention_of(token)
        if mention is None or mention.code is None:
            continue
        evidence = context.article.mention_evidence(mention)
        if mention.kind is EntityKind.ORGANIZATION:
            found.setdefault(mention.code, Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION))
        else:
            found.setdefault(mention.code, context.resolver.state(mention.code, evidence))
    return tuple(found.values())


def _people(context: Context, sentence: Span) -> tuple[Reference, ...]:
    """The people of the sentence, where no state is named."""
    found = [mention for token in sentence if (mention := context.article.mention_of(token)) is not None]
    people = {mention.start: context.resolver.person(mention) for mention in found if mention.kind is EntityKind.PERSON}
    return tuple({person.name: person for person in people.values()}.values())


def _when(context: Context, token: Token) -> When | None:
    start, end = context.article.start(token.sent[0]), context.article.end(token.sent[-1])
    times = [when for when in context.article.mentions.times if start <= when.evidence.start < end]
    return times[0] if len(times) == 1 else None


def _measure(context: Context, head: Token, quantity: Quantity) -> Phrase | None:
    """What is counted: the phrase after "in" or "of", else the clause's subject or object with the number's noun."""
    for one in head.children:
        if one.dep_ == "prep" and one.lower_ in ("in", "of") and (inner := next((two for two in one.children if two.dep_ == "pobj"), None)) is not None:
            return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    noun = head if head.tag_.startswith("N") else head.head
    if noun.tag_.startswith("N") and context.article.end(noun) > quantity.evidence.start:
        last = max((one for one in noun.subtree if not one.is_punct), key=lambda one: one.i)
        first = noun if context.article.start(noun) >= quantity.evidence.start else head
        return Phrase(evidence=context.article.evidence(first, last)) if first.i <= last.i else None
    return None
