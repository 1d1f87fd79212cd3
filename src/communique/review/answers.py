"""Accusations and whether the accused are heard. Not for whether they are true."""

from __future__ import annotations

from collections.abc import Iterator

from communique.records import Action, Claim, Detail, Report, Statement, Status
from communique.review.book import RULES, Book, Case, Draft, claims_of, outlets_of, published_on, status_of
from communique.review.neighbours import answer_keys, side_of
from communique.review.words import name_of, sources, together

ACCUSE, REJECT = "ACCUSE", "REJECT"


def denied_accusations(case: Case, book: Book) -> Iterator[Draft]:
    """An accusation of one state or its people by another, and the denial that the accused gave in those days."""
    accused = _accusation(case)
    if accused is None:
        return
    answers = _denials(case, accused, book)
    if answers:
        claim = accused.claim
        yield Draft(
            events=(case.event.id, *sorted({event for event, _ in answers} - {case.event.id})),
            claims=claims_of(case.reports, [one for _, one in answers]),
            sentence=f"{_sentence(claim)} ({sources(case.reports)}); this is denied "
            f"({sources(one for _, one in answers)}).",
            details=(
                Detail(name="accusation", value=_sentence(claim), claims=claims_of(case.reports), event=case.event.id),
                Detail(name="denial", value=answers[0][1].claim.evidence.quote, claims=(answers[0][1].claim.id,)),
            ),
        )


def unanswered_accusations(case: Case, book: Book) -> Iterator[Draft]:
    """Several outlets tell of an accusation, and none of their articles cites the accused side for anything.

    That nobody is cited is a fact about these articles; whether there was an answer is not known.
    """
    accused = _accusation(case)
    if accused is None or len(outlets_of(case.reports)) < RULES["accusation"]["fewest_outlets"]:
        return
    sides = {side_of(one) for one in accused.claim.recipient} if isinstance(accused.claim, Action) else set()
    documents = sorted({one.claim.document for one in case.reports})
    beside = [one for other in book.sharing(*(f"document:{name}" for name in documents)) for one in other.reports]
    if not any(_is_heard(one.claim, sides) for one in beside if one.claim.document in documents) and not _denials(
        case, accused, book
    ):
        yield Draft(
            events=(case.event.id,),
            claims=claims_of(case.reports),
            sentence=f"{_sentence(accused.claim)}; none of the {len(documents)} articles "
            f"({sources(case.reports)}) cites the accused.",
            details=(Detail(name="accusation", value=_sentence(accused.claim), claims=claims_of(case.reports)),),
        )


def _accusation(case: Case) -> Report | None:
    """The first report of an accusation by one side against another."""
    for one in case.reports:
        claim = one.claim
        if isinstance(claim, Action) and claim.event.value == ACCUSE and status_of(claim) is Status.OCCURRED:
            sides = [{side_of(who) for who in whom} for whom in (claim.actor, claim.recipient)]
            if len(sides[0]) == len(sides[1]) == 1 and sides[0] != sides[1]:
                return one
    return None


def _denials(case: Case, accused: Report, book: Book) -> list[tuple[str, Report]]:
    """What the accused said against it: in one of its articles, or in those days about the same."""
    claim = accused.claim
    if not isinstance(claim, Action):
        return []
    by, whom = ({side_of(one) for one in side} for side in (claim.recipient, claim.actor))
    documents = {one.claim.document for one in case.reports}
    found = []
    for other in book.sharing(*answer_keys(claim.actor, claim.recipient)):
        for one in other.reports:
            if one.claim.document in documents and _is_denial(one.claim, by, whom):
                found.append((other.event.id, one))
    return sorted(found, key=lambda item: (published_on(item[1]) or published_on(accused), item[1].claim.id))[:5]


def _is_denial(claim: Claim, by: set[str], whom: set[str]) -> bool:
    """Whether a claim is that a side denied something towards another."""
    if not isinstance(claim, Action) or claim.event.value != REJECT or status_of(claim) is not Status.OCCURRED:
        return False
    words = claim.evidence.quote.casefold()
    rules = RULES["denial"]
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
    return f"{actor} accused {whom}" + (f" of {claim.object.value}" if claim.object is not None else "")
