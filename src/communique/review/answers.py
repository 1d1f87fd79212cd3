"""Accusations and whether the accused are heard. Not for whether they are true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from communique.records import Action, Claim, Detail, EntityKind, Reference, Report, Statement, Status
from communique.review.book import RULES, Book, Case, Draft, claims_of, outlets_of
from communique.review.neighbours import side_of
from communique.review.words import name_of, sources, together

ACCUSE, REJECT = "ACCUSE", "REJECT"
VOICES = frozenset({EntityKind.PERSON, EntityKind.STATE})
"""Who can accuse and be heard; "the West" cannot."""


def denied_accusations(case: Case, book: Book) -> Iterator[Draft]:
    """An accusation of one side by another, and the denial of the accused in the same article."""
    accusations = _accusations(case)
    answers = [(event, one) for report in accusations for event, one in _denials(report, book)]
    if answers:
        documents = {one.claim.document for _, one in answers}
        told = [one for one in accusations if one.claim.document in documents]
        denials = [one for _, one in answers]
        yield Draft(
            events=(case.event.id, *sorted({event for event, _ in answers} - {case.event.id})),
            claims=claims_of(told, denials),
            sentence=f"{_sentence(told[0].claim)} ({sources(told)}); the accused deny it there.",
            details=(_said("accusation", told), _said("denial", denials)),
        )


def is_accusation(case: Case) -> bool:
    """Whether it is an accusation of one side by another, in so many words."""
    return bool(_accusations(case))


def unanswered_accusations(case: Case, book: Book) -> Iterator[Draft]:
    """Several outlets tell of an accusation, and none of their articles cites the accused side for anything.

    That nobody is cited is a fact about these articles; whether there was an answer is not known.
    """
    told = _accusations(case)
    told = [one for one in told if _likeness(one, told[0]) >= RULES["accusation"]["alike"]]
    if len(outlets_of(told)) < RULES["accusation"]["fewest_outlets"]:
        return
    sides = {side_of(one) for report in told for one in _recipients(report.claim)}
    documents = sorted({one.claim.document for one in told})
    cases = book.sharing(*(f"document:{name}" for name in documents))
    beside = [one for other in cases for one in other.reports if one.claim.document in documents]
    if not any(_is_heard(one.claim, sides) for one in beside):
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(told),
            sentence=f"{_sentence(told[0].claim)}; none of {len(documents)} articles ({sources(told)}) cites them.",
            details=(_said("accusation", told),),
        )


def _likeness(one: Report, other: Report) -> float:
    return fuzz.token_set_ratio(one.claim.evidence.quote.casefold(), other.claim.evidence.quote.casefold())


def _said(name: str, reports: Sequence[Report]) -> Detail:
    """The words of the first of them, with the claims of all."""
    return Detail(name=name, value=reports[0].claim.evidence.quote, claims=claims_of(reports))


def _accusations(case: Case) -> list[Report]:
    """The reports that one side accuses another, in so many words."""
    return [one for one in case.reports if _is_accusation(one.claim)]


def _is_accusation(claim: Claim) -> bool:
    if not isinstance(claim, Action) or claim.event.value != ACCUSE or claim.known_status is not Status.OCCURRED:
        return False
    kinds = {one.kind for one in (*claim.actor, *claim.recipient)}
    actors, accused = ({side_of(one) for one in side} for side in (claim.actor, claim.recipient))
    words = claim.event.evidence.quote.casefold()
    return (
        kinds <= VOICES
        and len(actors) == len(accused) == 1
        and actors != accused
        and any(cue in words for cue in RULES["accusation"]["words"])
    )


def _recipients(claim: Claim) -> tuple[Reference, ...]:
    return claim.recipient if isinstance(claim, Action) else ()


def _denials(accusation: Report, book: Book) -> list[tuple[str, Report]]:
    """What the accused say against it in the same article, behind it."""
    claim = accusation.claim
    if not isinstance(claim, Action):
        return []
    by, whom = ({side_of(one) for one in side} for side in (claim.recipient, claim.actor))
    found = []
    for other in book.sharing(f"document:{claim.document}"):
        for one in other.reports:
            behind = one.claim.document == claim.document and one.claim.evidence.end > claim.evidence.start
            if behind and _is_denial(one.claim, by, whom):
                found.append((other.event.id, one))
    return found


def _is_denial(claim: Claim, by: set[str], whom: set[str]) -> bool:
    """Whether a claim is that a side denied something towards another."""
    if not isinstance(claim, Action) or claim.event.value != REJECT or claim.known_status is not Status.OCCURRED:
        return False
    words = claim.evidence.quote.casefold()
    rules = RULES["denial"]
    if any(cue in words for cue in rules["unclear"]):
        return False
    return (
        {side_of(one) for one in claim.actor} == by
        and {side_of(one) for one in claim.recipient} <= whom
        and any(cue in words for cue in rules["answers"])
        and any(cue in words for cue in rules["of_accusations"])
    )


def _is_heard(claim: Claim, sides: set[str]) -> bool:
    """Whether a claim is from the mouth of one of these sides."""
    cited = {side_of(one) for one in claim.said_by}
    if isinstance(claim, Statement) and claim.speaker is not None:
        cited.add(side_of(claim.speaker))
    if isinstance(claim, Action):
        cited |= {side_of(one) for one in claim.actor}
    return bool(cited & sides)


def _sentence(claim: Claim) -> str:
    if not isinstance(claim, Action):
        return ""
    actor, whom = (together(dict.fromkeys(name_of(one) for one in side)) for side in (claim.actor, claim.recipient))
    return f"{actor} accused {whom}"
