"""Agreements: parties, subject and stage of a document or deal. Not for agreeing in principle, which is an action."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.arguments import Match, light_verb
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.signatories import is_of_two, is_private, parties_of
from communique.extract.tree import child, is_verb, last_word
from communique.records import Agreement, ClaimType, Coded, Phrase, Quantity, Status, When

FILE = "agreements.toml"


def find_agreements(context: Context) -> Iterator[Agreement]:
    """Every agreement that the article tells of with a stage and a party."""
    for match in context.of_type(ClaimType.AGREEMENT):
        noun = match.trigger
        governor = _governor(noun)
        stage = None if _is_modifier(noun) or is_private(noun) else _stage(context, noun, governor)
        found = _agreement(context, match, governor, stage) if stage is not None else None
        if found is not None:
            yield found


def _agreement(context: Context, match: Match, governor: Token | None, stage: Coded) -> Agreement | None:
    """The agreement of a match at a stage; None where the status leaves nothing of it or it has no party."""
    noun, carried = match.trigger, _carried(match, governor)
    when = context.when(carried)
    status = _status(context, carried, when, stage)
    reached = _as_far_as(stage, Status(status.value))
    teller = governor if governor is not None and _value(governor) else None
    parties = parties_of(context, noun, teller, fallback=stage.value in words(FILE, "of_the_sides"))
    if reached is None or not parties:
        return None
    return Agreement(
        id="",
        document=context.article.document.id,
        evidence=context.evidence(carried),
        reader=context.article.reader,
        status=status,
        when=when,
        said_by=context.said_by(carried),
        parties=parties,
        subject=_subject(context, noun),
        stage=reached,
        amount=_amount(context, noun),
    )


def _carried(match: Match, governor: Token | None) -> Match:
    """The match with what carries it: the verb, or the noun ("the signing of") that stands for the event."""
    if governor is None:
        return match
    if is_verb(governor):
        return Match(match.frame, match.trigger, governor)
    return Match(match.frame, governor, light_verb(governor))


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
    beside = _clause_of(noun)
    if beside is not None:
        return beside
    if noun.dep_ in ("conj", "appos") and noun.head.tag_.startswith("N"):
        return _governor(noun.head) or _listed(noun.head)
    if noun.head.dep_ == "prep":
        return _through_preposition(noun)
    return noun.head if noun.head != noun else None


def _listed(noun: Token) -> Token | None:
    """What governs a list whose next member the parser hung inside the one before: "a statement by X, a treaty …"."""
    holder = noun.head.head
    if noun.dep_ == "pobj" and holder.lemma_.lower() in words(FILE, "listed"):
        return _governor(holder)
    return None


def _clause_of(noun: Token) -> Token | None:
    """A clause at the noun that tells what became of the agreement: "signed in Paris", not "to extend a loan"."""
    for one in noun.children:
        if one.lemma_.lower() not in section(FILE, "stages"):
            continue
        if one.dep_ == "ccomp" and noun.dep_ == "ROOT":
            return one
        if one.dep_ == "acl" and (one.tag_ == "VBN" or child(one, "auxpass") is not None):
            return one
        own = child(one, "nsubj", "nsubjpass")
        if one.dep_ == "relcl" and own is not None and (own.dep_ == "nsubjpass" or own.tag_ not in ("WDT", "WP")):
            return one
    return None


def _through_preposition(noun: Token) -> Token | None:
    """What governs the noun behind a preposition: "work on", "the signing of", "a package of"."""
    above = noun.head.head
    lemma = above.lemma_.lower()
    if is_verb(above):
        return above if f"{lemma}+{noun.head.lower_}" in section(FILE, "prepositional") else None
    if lemma in words(FILE, "measures"):
        return _governor(above)
    return above if lemma in section(FILE, "nouns") else None


def _stage(context: Context, noun: Token, governor: Token | None) -> Coded | None:
    """How far the agreement is: by an adjective before its noun, else by what governs it, else by standing alone."""
    article = context.article
    for one in article.tokens_in(article.start(noun.left_edge), article.start(noun)):
        if (value := section(FILE, "adjectives").get(one.lower_)) is not None:
            return Coded(value=value, evidence=article.evidence(one))
    if governor is None:
        return _standing(context, noun)
    value = _value(governor)
    return Coded(value=value, evidence=article.evidence(governor)) if value else _standing(context, noun)


def _value(governor: Token) -> str | None:
    """The stage that a verb, a verb with its preposition, or a noun of signing tells."""
    lemma = governor.lemma_.lower()
    if not is_verb(governor):
        return section(FILE, "nouns").get(lemma)
    used = (f"{lemma}+{one.lower_}" for one in governor.children if one.dep_ == "prep")
    prepositional = section(FILE, "prepositional")
    return next((prepositional[key] for key in used if key in prepositional), section(FILE, "stages").get(lemma))


def _standing(context: Context, noun: Token) -> Coded | None:
    """An agreement that is only named, with both its parties, stands; one that is talked about is a topic."""
    if any(one.lemma_.lower() in words(FILE, "topics") for one in noun.ancestors) or not is_of_two(context, noun):
        return None
    return Coded(value="in_force", evidence=context.article.evidence(noun))


def _status(context: Context, match: Match, when: When | None, stage: Coded) -> Coded:
    """Whether it is so: of a suspended treaty, whether the suspension is, not the treaty."""
    status = context.status(match, when, Status(section(FILE, "statuses")[stage.value]))
    if stage.value not in words(FILE, "undone") or status.value not in (Status.POSTPONED, Status.CANCELLED):
        return status
    looks_ahead = any(one.tag_ == "MD" for one in match.clause.children)
    return msgspec.structs.replace(status, value=(Status.PLANNED if looks_ahead else Status.OCCURRED).value)


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
        inner = child(one, "pobj", "pcomp") if one.dep_ == "prep" and one.lower_ in words(FILE, "about") else None
        if inner is not None and inner.ent_type_ != "DATE" and not inner.like_num:
            return Phrase(evidence=context.article.evidence(inner.left_edge, last_word(inner)))
    lefts = [one for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod")]
    if lefts:
        first = next(one for one in lefts[0].subtree if one.dep_ not in ("det", "poss", "punct"))
        return Phrase(evidence=context.article.evidence(first, noun))
    for one in noun.children:
        if one.dep_ in ("acl", "relcl"):
            return Phrase(evidence=context.article.evidence(one.left_edge, last_word(one)))
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
