"""Keeps of a model's answer what the text bears out. A pure function: the same answer gives the same claims.

Every value of a claim must verify, or the claim is not kept: a claim with one invented value is not trusted with its
others. Each claim that is not kept leaves one problem with its reason.
"""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import msgspec

from communique.consult.answers import Answer, NoAnswerError, shown
from communique.consult.names import refer
from communique.consult.schema import (
    Claims,
    Counted,
    Judged,
    Named,
    Timed,
    claim_decoder,
    told_types,
)
from communique.consult.times import count, resolve
from communique.consult.words import Page, UnverifiedError
from communique.ontology import check_terms
from communique.problems import problem
from communique.records import CLAIM_TYPES, AnyClaim, Coded, Document, Evidence, Mentions, Phrase, Problem, Statement

CLAIM_FAULTS = frozenset(
    {
        "llm-claim",
        "llm-not-in-text",
        "llm-ambiguous",
        "llm-name",
        "llm-time",
        "llm-number",
        "llm-not-quoted",
        "llm-duplicate",
        "unknown-term",
    }
)
"""Codes of the problems that each stand for a claim which was not kept."""

MOST_CLAIMS = 400
"""Claims of one answer; the richest annotated article has 36."""


def told_claims(answer: Answer) -> list[msgspec.Raw]:
    """The claims of an answer, not yet decoded; ``NoAnswerError`` where it is no list of claims at all."""
    try:
        told = msgspec.json.decode(answer.text, type=Claims).claims
    except (ValueError, RecursionError) as error:
        message = f"The answer is not the JSON that was asked for: {shown(str(error))}."
        raise NoAnswerError("llm-malformed", message, answer.usage) from None
    if len(told) > MOST_CLAIMS:
        message = f"The answer has {len(told):,} claims; more than {MOST_CLAIMS} are no reading of an article."
        raise NoAnswerError("llm-too-large", message, answer.usage)
    return told


def verify_answer(
    document: Document, mentions: Mentions, answer: Answer
) -> tuple[tuple[AnyClaim, ...], tuple[Problem, ...]]:
    """The claims of the answer that the text bears out, and a problem for each of the others.

    Claims come in the order of the types and of the text, as those of the rules, whatever order the model had; problems
    in the order of the answer. Raises ``NoAnswerError`` where the answer is no list of claims.
    """
    page = Page(document, mentions)
    kept: list[AnyClaim] = []
    problems: list[Problem] = []
    for number, raw in enumerate(told_claims(answer), start=1):
        try:
            claim = _verified(raw, page, answer.reader)
            if claim in kept:
                raise UnverifiedError("llm-duplicate", "it is the same as an earlier one")
        except UnverifiedError as fault:
            message = f"Claim {number} of {answer.reader} was not kept: {fault}."
            problems.append(problem(fault.code, document.name, message))
        else:
            kept.append(claim)
    return tuple(sorted(kept, key=_position)), tuple(problems)


def _position(claim: AnyClaim) -> tuple[int, int, int]:
    return CLAIM_TYPES.index(type(claim)), claim.evidence.start, claim.evidence.end


def _verified(raw: msgspec.Raw, page: Page, reader: str) -> AnyClaim:
    """The claim, each value of which stands in the text; ``UnverifiedError`` says which does not."""
    try:
        told = claim_decoder().decode(raw)
    except (ValueError, RecursionError) as error:
        raise UnverifiedError("llm-claim", f"it is none of the schema ({shown(str(error))})") from None
    claim_type = told_types()[type(told)]
    hints = get_type_hints(claim_type)
    evidence = page.find(told.evidence)
    values: dict[str, Any] = {
        name: _value(getattr(told, name), page, role=name, inside=evidence, hint=hints[name])
        for name in told.__struct_fields__
        if name != "evidence"
    }
    claim = claim_type(id="", document=page.document.id, reader=reader, evidence=evidence, **values)
    if not isinstance(claim, AnyClaim):
        raise TypeError(f"{claim_type.__name__} is no type of claim.")
    _check_quotation(claim, page)
    _check_codes(claim)
    return claim


def _value(told: object, page: Page, *, role: str, inside: Evidence, hint: Any) -> object:  # noqa: PLR0911 - one a kind
    """The value of a field from what the model tells: with its place in the text, or ``UnverifiedError``."""
    match told:
        case None | bool():
            return told
        case list():
            return tuple(_value(each, page, role=role, inside=inside, hint=hint) for each in told)
        case Named():
            return refer(told, page, inside)
        case Timed():
            return resolve(told, page, role=role, inside=inside)
        case Counted():
            return count(told, page, inside)
        case Judged():
            return Coded(value=told.value, evidence=page.find(told.words, inside))
        case str():
            found = page.find(told, inside)
            return found if Evidence in get_args(hint) else Phrase(evidence=found)
        case _:
            raise TypeError(f"Nothing is known of a value such as {told!r}.")


def _check_quotation(claim: AnyClaim, page: Page) -> None:
    """The words of a statement stand within quotation marks."""
    quoted = [part for quotation in page.mentions.quotations for part in quotation.parts]
    for part in claim.quote if isinstance(claim, Statement) else ():
        if not any(one.start <= part.start and part.end <= one.end for one in quoted):
            raise UnverifiedError("llm-not-quoted", f"“{shown(part.quote)}” does not stand in quotation marks")


def _check_codes(claim: AnyClaim) -> None:
    """Codes that go together do, as a mode with its event."""
    for fault in check_terms(claim):
        raise UnverifiedError("unknown-term", fault.message.partition(": ")[2].rstrip("."))
