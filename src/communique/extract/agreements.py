"""Agreements: parties, subject and stage of a document or deal. Not for agreeing in principle, which is an action."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.arguments import Match
from communique.extract.article import table, words
from communique.extract.context import Context
from communique.extract.signatories import is_private, parties_of
from communique.extract.tree import child, is_verb
from communique.records import Agreement, ClaimType, Coded, Phrase, Quantity, Status

FILE = "agreements.toml"


def find_agreements(context: Context) -> Iterator[Agreement]:
    """Every agreement that the article tells of with a stage and a party."""
    for match in context.of_type(ClaimType.AGREEMENT):
        noun = match.trigger
        if _is_modifier(noun) or is_private(noun):
            continue
        governor = _governor(noun)
        stage = _stage(context, noun, governor)
        if stage is None:
            continue
        carried = Match(match.frame, noun, governor if governor is not None and is_verb(governor) else None)
        when = context.when(carried)
        status = context.status(carried, when, Status(section("statuses")[stage.value]))
        stage = _as_far_as(stage, Status(status.value))
        if stage is None:
            continue
        parties = parties_of(context, noun, governor, fallback=stage.value in words(FILE, "of_the_sides"))
        if not parties:
            continue
        yield Agreement(
            id="",
            document=context.article.document.id,
            evidence=context.evidence(carried),
            reader=context.article.reader,
            status=status,
            when=when,
            said_by=context.said_by(carried),
            parties=parties,
            subject=_subject(context, noun),
            stage=stage,
            amount=_amount(context, noun),
        )


def section(name: str) -> dict[str, str]:
    """One section of the stage table."""
    found = table(FILE)[name]
    return found if isinstance(found, dict) else {}


def _is_modifier(noun: Token) -> bool:
    """Whether the noun only modifies another: "treaty obligations", "ceasefire monitors", "the deal's critics"."""
    if noun.dep_ == "poss":
        return True
    if noun.dep_ not in ("compound", "nmod", "amod"):
        return False
    return noun.head.tag_.startswith("N")


# Stage


def _governor(noun: Token) -> Token | None:
    """The verb or noun that says what became of the agreement."""
    for one in noun.children:
        if one.dep_ in ("acl", "relcl") and one.lemma_.lower() in section("stages") and _is_about(one):
            return one
    if noun.dep_ in ("conj", "appos") and noun.head.tag_.startswith("N"):
        return _governor(noun.head)
    head = noun.head
    if head.dep_ != "prep":
        return head if head != noun else None
    above = head.head
    if is_verb(above):
        return above if f"{above.lemma_.lower()}+{head.lower_}" in section("prepositional") else None
    if above.lemma_.lower() in section("nouns"):
        return above
    if above.lemma_.lower() in words(FILE, "measures"):
        return _governor(above)
    return None


def _is_about(clause: Token) -> bool:
    """Whether a clause of the noun tells what became of the agreement, not what it provides: "signed", not "to extend"."""
    if clause.dep_ == "relcl":
        own = child(clause, "nsubj", "nsubjpass")
        return child(clause, "nsubjpass") is not None or (own is not None and own.tag_ not in ("WDT", "WP"))
    return clause.tag_ == "VBN" or child(clause, "auxpass") is not None


def _stage(context: Context, noun: Token, governor: Token | None) -> Coded | None:
    for one in noun.lefts:
        if (value := section("adjectives").get(one.lower_)) is not None:
            return Coded(value=value, evidence=context.article.evidence(one))
    if governor is None:
        return None
    lemma = governor.lemma_.lower()
    value = section("nouns").get(lemma)
    if is_verb(governor):
        value = section("prepositional").get(f"{lemma}+{noun.head.lower_}") or section("stages").get(lemma)
    return Coded(value=value, evidence=context.article.evidence(governor)) if value else None


def _as_far_as(stage: Coded, status: Status) -> Coded | None:
    """What the status leaves of the stage: an agreement that may be reached is proposed, one not signed is none."""
    if status is Status.DENIED and stage.value in words(FILE, "of_the_sides"):
        return None
    if status is Status.PROPOSED and stage.value == "announced":
        return msgspec.structs.replace(stage, value="proposed")
    if status is Status.PLANNED and stage.value == "announced":
        return msgspec.structs.replace(stage, value="negotiating")
    return stage


# Subject and sum


def _subject(context: Context, noun: Token) -> Phrase | None:
    """What it is on: "on visa-free travel", "investment promotion and defense agreement", else its own name."""
    for one in noun.children:
        inner = child(one, "pobj", "pcomp") if one.dep_ == "prep" else None
        if inner is not None and one.lower_ in ("on", "for", "of", "about", "over", "concerning", "regarding"):
            last = max((two for two in inner.subtree if not two.is_punct), key=lambda two: two.i)
            return Phrase(evidence=context.article.evidence(inner.left_edge, last))
    lefts = [one for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod")]
    if lefts:
        return Phrase(evidence=context.article.evidence(lefts[0].left_edge, noun))
    for one in noun.children:
        if one.dep_ in ("acl", "relcl"):
            last = max((two for two in one.subtree if not two.is_punct), key=lambda two: two.i)
            return Phrase(evidence=context.article.evidence(one.left_edge, last))
    return Phrase(evidence=context.article.evidence(noun))


def _amount(context: Context, noun: Token) -> Quantity | None:
    """The sum of money inside the agreement's noun phrase."""
    tokens = list(noun.subtree)
    first, last = context.article.start(tokens[0]), context.article.end(tokens[-1])
    for quantity in context.article.mentions.quantities:
        inside = first <= quantity.evidence.start and quantity.evidence.end <= last
        if inside and len(quantity.unit) == 3 and quantity.unit.isupper():
            return quantity
    return None
