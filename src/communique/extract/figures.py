"""Figures: quantities about the relations or acts of states. Not for dates, ages, numbering and home affairs.

What is none is told in ``home_figures``, whom a figure concerns in ``figure_parties``, what it measures in
``measures``, of when in ``figure_times``.
What counts was tuned on the train annotation: in an article that has two sides almost every quantity is about them; in
a single sentence, a number of people with one state beside it is that state's own affair (22 of 23 were not annotated),
and a sum or share with one state counts where its sentence has words of dealings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from spacy.tokens import Token

from communique.extract.acts.domestic import is_of_one_state
from communique.extract.acts.sides import SIDES, sides_near, sides_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.moments.figure_times import period_of
from communique.extract.numbers.figure_counterparts import Ranking
from communique.extract.numbers.figure_parties import parties_of, states_in
from communique.extract.numbers.home_figures import (
    PEOPLE,
    is_at_home,
    is_definite,
    is_few,
    is_level_left,
    is_money,
    is_none,
    is_source,
)
from communique.extract.numbers.measures import measure_of
from communique.extract.tree import head_of, prepositional
from communique.records import Figure, Quantity, Reference

FILE = "figures.toml"
TROOPS = "troops"


def find_figures(context: Context) -> Iterator[Figure]:
    """Every quantity about dealings of states or bodies."""
    quantities = context.article.mentions.quantities
    if not quantities or is_of_one_state(context):
        return
    sides, ranking = sides_of(context), Ranking(context)
    for index, quantity in enumerate(quantities):
        tokens = context.article.tokens_in(quantity.evidence.start, quantity.evidence.end)
        before = quantities[index - 1] if index else None
        if not tokens or not _wanted(quantity) or _converts(context, quantity, before) or is_level_left(tokens):
            continue
        head = head_of(tokens)
        counted = msgspec.structs.replace(quantity, unit=unit_of_figure(quantity, tokens))
        around = states_in(context, head.sent, quantity)
        if is_none(head, quantity, counted, around):
            continue
        if not _between_states(head, counted, around, sides or sides_near(context, head)):
            continue
        parties = parties_of(context, tokens, counted, sides, ranking)
        if not parties:
            continue
        yield Figure(
            id="",
            document=context.article.document.id,
            evidence=context.clause(tokens[0]),
            reader=context.article.reader,
            when=period_of(context, tokens),
            said_by=context.attribution.sources(head),
            quantity=counted,
            measure=measure_of(context, tokens),
            parties=parties,
        )


# What counts


def _wanted(quantity: Quantity) -> bool:
    """Whether the unit is one that figures have, and the words are a number."""
    unit = quantity.unit.lower()
    if unit in words(FILE, "percent"):
        return True
    if quantity.evidence.quote.lower().endswith(("st", "nd", "rd", "th")):
        return False
    known = words(FILE, "units") | words(FILE, "persons") | words(FILE, "troops")
    return is_money(quantity) or unit in known


def unit_of_figure(quantity: Quantity, tokens: Sequence[Token]) -> str:
    """The unit as the guidelines write it: civilians and ministers are people, soldiers troops, warplanes aircraft.

    Two kinds of things that are counted together are one unit: "drones and missiles".
    """
    unit, noun = quantity.unit, tokens[-1]
    lower = unit.lower()
    for name in (TROOPS, "agreements", "aircraft"):
        if lower in words(FILE, name):
            return name
    if lower == "heads" and prepositional(noun, ("of",)):
        return PEOPLE  # "fifty heads of state and government"
    named = [one for one in noun.lefts if one.tag_ == "NNP" and one.dep_ in ("compound", "nmod", "amod")]
    if lower == "fighters" and any(one.ent_type_ != "NORP" for one in named):
        return unit
    if lower in words(FILE, "persons"):
        return PEOPLE
    other = next((one for one in noun.children if one.dep_ == "conj"), None)
    if other is None or noun.lower_ != lower or other.tag_ != "NNS" or any(one.dep_ == "nummod" for one in other.lefts):
        return unit
    return f"{unit} and {other.lower_}"


def _converts(context: Context, quantity: Quantity, before: Quantity | None) -> bool:
    """Whether a sum in brackets only says the sum before it in another currency."""
    if before is None or not (is_money(quantity) and is_money(before)) or quantity.unit == before.unit:
        return False
    between = context.article.document.text[before.evidence.end : quantity.evidence.start].strip()
    if between in (";", ",", "/", "or") and _opens_bracket(context, before):
        return True  # "$8bn (7bn euros; £6bn)"
    return between in ("(", "-LRB-", "[", "(about", "(around", "(or", "(some", "(nearly", "(=", "(equal to")


def _opens_bracket(context: Context, quantity: Quantity) -> bool:
    """Whether a sum stands right behind an opening bracket."""
    return context.article.document.text[: quantity.evidence.start].rstrip()[-1:] in ("(", "[")


def _between_states(
    head: Token, quantity: Quantity, around: tuple[Reference, ...], sides: tuple[Reference, ...]
) -> bool:
    """Whether the number is about dealings between states: enough of them, or words of such dealings, beside it."""
    unit = quantity.unit.lower()
    lemmas = {one.lemma_.lower() for one in head.sent}
    if is_source(head) or is_at_home(unit, lemmas):
        return False
    if unit in words(FILE, "sizes") and (is_few(head, quantity) or is_definite(head)):
        return False
    if sides or len(around) >= SIDES:
        return True
    if not around or unit == PEOPLE:
        return False
    if is_money(quantity) or unit in words(FILE, "percent"):
        return bool(lemmas & words(FILE, "dealings"))
    return True
