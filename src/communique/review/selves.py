"""An article against itself: "most recently in July" beside a visit in September. Not for two articles."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.records import TOOK_PLACE, Claim, Detail, EntityKind, Meeting, Reference, Report, Visit
from communique.review.book import RULES, Book, Case, Draft, claims_of, days_of, key_of
from communique.review.words import name_of, sources, span, together

BARRIERS = (";", ".", "!", "?", ":", "—", " but ", " while ", " after ", " before ", " earlier ")
"""Behind these, a time is not the last one any more."""

BESIDE = 8
"""Words before those that call an encounter the last one, in which it is said from when it is seen."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """Two sides that met, or one that visited the other, at a time that one report gives."""

    case: Case
    report: Report
    first: datetime.date
    last: datetime.date


def last_is_not_last(case: Case, book: Book) -> Iterator[Draft]:
    """An article calls an encounter the last or most recent one, and tells of a later one of the same two itself.

    A visit of one of them to the other's country counts as one: if they did not meet on it, nothing is amiss. "They had
    last met in September" and "since they last met in September" are left out: these speak from the day of a later one.
    """
    for report in case.reports:
        if not _is_last(report.claim):
            continue
        mine = _encounter(case, report)
        if mine is None or _is_surpassed(mine, book):
            continue
        for rival in _rivals(mine, book):
            if rival.first > mine.last:
                yield _draft(mine, rival)


def is_called_last(case: Case) -> bool:
    """Whether the words of a report call it the last one so far."""
    return any(_is_last(one.claim) for one in case.reports)


def _is_last(claim: Claim) -> bool:
    """Whether the words right before the time of an encounter say that it was the last one so far."""
    if not isinstance(claim, Visit | Meeting) or claim.when is None or claim.known_status not in TOOK_PLACE:
        return False
    time = claim.when.evidence
    if time.start < claim.evidence.start or time.end > claim.evidence.end:
        return False
    before = claim.evidence.quote[: time.start - claim.evidence.start].casefold()
    found = max(((before.rfind(cue), cue) for cue in RULES["last"]["cues"] if cue in before), default=None)
    if found is None or any(barrier in before[found[0] + len(found[1]) :] for barrier in BARRIERS):
        return False
    return not _is_as_of_a_later_one(before[: found[0]].replace("’", "'"))


def _is_as_of_a_later_one(before: str) -> bool:
    """Whether an encounter is the last one as seen from a later one: "they had met, most recently in"."""
    sentence = re.split(r"[.;!?]\s", before)[-1].split()
    beside = before.rpartition(",")[2].split()
    rules = RULES["last"]
    return bool(set(sentence[-BESIDE:]) & set(rules["pluperfect"]) or set(beside[-BESIDE:]) & set(rules["since"]))


def _encounter(case: Case, report: Report) -> Encounter | None:
    days = days_of(report.claim)
    return Encounter(case, report, *days) if days is not None and report.claim.known_status in TOOK_PLACE else None


def _rivals(mine: Encounter, book: Book) -> Iterator[Encounter]:
    """Encounters of the same two that the same article says took place, at the latest on the day it was published."""
    document, published = mine.report.claim.document, mine.report.published_at
    for case in book.sharing(f"document:{document}"):
        for report in case.reports:
            other = _encounter(case, report) if report.claim.document == document else None
            if other is None or other.report.claim.id == mine.report.claim.id:
                continue
            if _same_sides(mine.report.claim, other.report.claim) and (
                published is None or other.last <= published.latest
            ):
                yield other


def _same_sides(last: Claim, other: Claim) -> bool:
    """Whether another encounter is of the kind that was called the last: of the same visitor, or of the same two."""
    if isinstance(last, Visit) and isinstance(other, Visit):
        goals = [one.destination.state if one.destination is not None else None for one in (last, other)]
        return goals[0] is not None and goals[0] == goals[1] and bool(_keys(last.visitor) & _keys(other.visitor))
    if not isinstance(last, Meeting):
        return False
    people = [one for one in last.participants if one.kind is EntityKind.PERSON]
    if len(people) < 2:
        return False
    if isinstance(other, Meeting):
        return len(_keys(people) & _keys(other.participants)) >= 2
    if not isinstance(other, Visit) or other.destination is None:
        return False
    goal = other.destination.state
    visitors = [one for one in people if key_of(one) in _keys(other.visitor) and one.state != goal]
    return bool(visitors) and goal is not None and any(one.state == goal for one in people)


def _is_surpassed(mine: Encounter, book: Book) -> bool:
    """Whether the article calls a later one "last" as well ("most recently in May and in July"): that one counts."""
    return any(
        _is_last(one.report.claim)
        and one.last > mine.last
        and type(one.report.claim) is type(mine.report.claim)
        and _same_sides(mine.report.claim, one.report.claim)
        for one in _rivals(mine, book)
    )


def _keys(references: tuple[Reference, ...] | list[Reference]) -> set[str]:
    return {key_of(one) for one in references}


def _draft(mine: Encounter, rival: Encounter) -> Draft:
    values = [one.report.claim.when.edtf for one in (mine, rival) if one.report.claim.when is not None]
    cases = dict.fromkeys((mine.case.event.id, rival.case.event.id))
    told, also = _told(mine.report.claim, rival.report.claim), _told(rival.report.claim, mine.report.claim)
    return Draft(
        events=tuple(cases),
        claims=claims_of([mine.report, rival.report]),
        sentence=f"An article ({sources([mine.report])}) says that {told} last in {span(values[0])}, "
        f"but also that {also} in {span(values[1])}.",
        details=(
            Detail(name="last", value=values[0], claims=(mine.report.claim.id,), event=mine.case.event.id),
            Detail(name="later", value=values[1], claims=(rival.report.claim.id,), event=rival.case.event.id),
        ),
    )


def _told(claim: Claim, other: Claim) -> str:
    """What a claim tells, of those who are in both."""
    if isinstance(claim, Visit):
        goal = name_of(claim.destination) if claim.destination is not None else ""
        return f"{together(name_of(one) for one in claim.visitor)} visited {goal}"
    people = claim.participants if isinstance(claim, Meeting) else ()
    if isinstance(other, Meeting):
        people = tuple(one for one in people if key_of(one) in _keys(other.participants))
    elif isinstance(other, Visit) and other.destination is not None:
        state = other.destination.state
        people = tuple(one for one in people if key_of(one) in _keys(other.visitor) or one.state == state)
    return f"{together(name_of(one) for one in people)} met"
