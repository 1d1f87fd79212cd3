"""Figures: quantities about the relations or acts of states. Not for dates, ages, numbering and home affairs.

What counts was tuned on the train annotation: a number of people with one state beside it is that state's own affair
(22 of 23 were not annotated); a sum or share with one state counts where its sentence has words of dealings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import child, head_of, is_verb, last_word
from communique.records import Bound, EntityKind, Evidence, Figure, Mention, Phrase, Quantity, Reference, When

FILE = "figures.toml"
PEOPLE = "people"
SIDES = 2


def find_figures(context: Context) -> Iterator[Figure]:
    """Every quantity about dealings of states or bodies."""
    quantities = context.article.mentions.quantities
    for index, quantity in enumerate(quantities):
        tokens = context.article.tokens_in(quantity.evidence.start, quantity.evidence.end)
        before = quantities[index - 1] if index else None
        if not tokens or not _wanted(quantity) or _converts(context, quantity, before):
            continue
        head = head_of(tokens)
        counted = msgspec.structs.replace(quantity, unit=_unit(quantity.unit))
        around = _states(context, tokens[0].sent, quantity)
        everybody = around or _people(context, tokens[0].sent)
        if not everybody or not _between_states(head, counted, around):
            continue
        evidence = context.clause(tokens[0])
        said_by = context.attribution.sources(head)
        yield Figure(
            id="",
            document=context.article.document.id,
            evidence=evidence,
            reader=context.article.reader,
            when=_when(context, tokens[0], evidence),
            said_by=said_by,
            quantity=counted,
            measure=_measure(context, head, quantity),
            parties=_parties(everybody, evidence, said_by),
        )


# What counts


def _wanted(quantity: Quantity) -> bool:
    """Whether the unit is one that figures have, and the words are a number."""
    unit = quantity.unit.lower()
    if quantity.evidence.quote.lower().endswith(("st", "nd", "rd", "th")):
        return False
    if unit in words(FILE, "percent"):
        return _has_digits(quantity) or "percent" in quantity.evidence.quote or quantity.bound.value is not Bound.EXACT
    return _is_money(quantity) or unit in words(FILE, "units") or unit in words(FILE, "persons")


def _has_digits(quantity: Quantity) -> bool:
    return any(one.isdigit() for one in quantity.evidence.quote)


def _is_money(quantity: Quantity) -> bool:
    return len(quantity.unit) == 3 and quantity.unit.isupper()


def _unit(unit: str) -> str:
    """The unit as the guidelines write it: civilians, protesters and ministers are people."""
    return PEOPLE if unit.lower() in words(FILE, "persons") else unit


def _converts(context: Context, quantity: Quantity, before: Quantity | None) -> bool:
    """Whether a sum in brackets only says the sum before it in another currency."""
    if before is None or not (_is_money(quantity) and _is_money(before)) or quantity.unit == before.unit:
        return False
    between = context.article.document.text[before.evidence.end : quantity.evidence.start]
    return between.strip() in ("(", "-LRB-", "[", "(about", "(around")


def _between_states(head: Token, quantity: Quantity, around: tuple[Reference, ...]) -> bool:
    """Whether the number is about dealings between states: enough of them, or words of such dealings, beside it."""
    unit = quantity.unit.lower()
    lemmas = {one.lemma_.lower() for one in head.sent}
    if unit in words(FILE, "sizes") and (quantity.value < _FEW or _is_definite(head)):
        return False
    if lemmas & words(FILE, "domestic") and not lemmas & words(FILE, "dealings"):
        return False
    if len(around) >= SIDES:
        return True
    if unit == PEOPLE:
        return False
    if _is_money(quantity) or unit in words(FILE, "percent"):
        return bool(lemmas & words(FILE, "dealings"))
    return True


_FEW = 10
"""Fewer countries or leaders than this are a list, not a figure (tuned on train)."""


def _is_definite(head: Token) -> bool:
    """Whether it is the size of a body: "the 27 leaders", "all 15 members", "the world's eight richest nations"."""
    noun = head if head.tag_.startswith("N") else head.head
    return any(one.lower_ in ("the", "all", "these", "those", "both") or one.dep_ == "poss" for one in noun.lefts)


# Whom it concerns


def _states(context: Context, sentence: Iterable[Token], quantity: Quantity) -> tuple[Reference, ...]:
    """The states and bodies of the sentence; the places only where nothing else is named."""
    found: dict[str, Reference] = {}
    places: dict[str, Reference] = {}
    for token in sentence:
        mention = context.article.mention_of(token)
        if mention is None or mention.code is None or _is_currency(mention, quantity):
            continue
        evidence = context.article.mention_evidence(mention)
        if mention.kind is EntityKind.ORGANIZATION:
            found.setdefault(
                mention.code, Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION)
            )
        else:
            home = places if mention.kind is EntityKind.PLACE else found
            home.setdefault(mention.code, context.resolver.state(mention.code, evidence))
    if len(found) < SIDES:
        found = {**places, **found} if len(found | places) <= SIDES or not found else found
    return tuple(found.values())


def _is_currency(mention: Mention, quantity: Quantity) -> bool:
    """Whether the name belongs to the sum: "U.S. $37 million"."""
    return _is_money(quantity) and quantity.evidence.start - 2 <= mention.end <= quantity.evidence.end


def _people(context: Context, sentence: Iterable[Token]) -> tuple[Reference, ...]:
    """The people of the sentence, where no state is named."""
    found = [mention for token in sentence if (mention := context.article.mention_of(token)) is not None]
    people = {mention.start: context.resolver.person(mention) for mention in found if mention.kind is EntityKind.PERSON}
    return tuple({person.name: person for person in people.values()}.values())


def _parties(
    everybody: tuple[Reference, ...], evidence: Evidence, said_by: tuple[Reference, ...]
) -> tuple[Reference, ...]:
    """Those of the number's own clause, but not who only says it; else those of the sentence."""
    sources = {one.name for one in said_by}
    own = [one for one in everybody if evidence.start <= one.evidence.start < evidence.end]
    own = [one for one in own if one.name not in sources] or own
    return tuple(own) or everybody


def _when(context: Context, token: Token, evidence: Evidence) -> When | None:
    """The only time of the clause, else of the sentence."""
    start, end = context.article.start(token.sent[0]), context.article.end(token.sent[-1])
    times = [when for when in context.article.mentions.times if start <= when.evidence.start < end]
    own = [when for when in times if evidence.start <= when.evidence.start < evidence.end]
    if len(own) == 1:
        return own[0]
    return times[0] if len(times) == 1 else None


# What is counted


def _measure(context: Context, head: Token, quantity: Quantity) -> Phrase | None:
    """What is counted: the phrase after "in" or "of", else the number's noun, else the clause's subject."""
    for one in head.children:
        inner = child(one, "pobj") if one.dep_ == "prep" else None
        if one.lower_ in ("in", "of") and inner is not None and inner.ent_type_ not in ("DATE", "GPE"):
            return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    noun = head if head.tag_.startswith("N") else head.head
    if noun.tag_.startswith("N") and context.article.end(noun) > quantity.evidence.start:
        last = last_word(noun)
        first = noun if context.article.start(noun) >= quantity.evidence.start else head
        return Phrase(evidence=context.article.evidence(first, last)) if first.i <= last.i else None
    return _subject(context, head)


def _subject(context: Context, head: Token) -> Phrase | None:
    """The subject of the clause: "trade between Russia and Israel" of what "stands at $1 billion"."""
    verb = next((one for one in head.ancestors if is_verb(one)), None)
    own = child(verb, "nsubj") if verb is not None else None
    if own is not None and context.article.mention_of(own) is not None:
        return None
    if own is None or own.tag_ == "PRP" or not own.tag_.startswith("N"):
        return None
    return Phrase(evidence=context.article.evidence(own.left_edge, last_word(own)))
