"""Run the checks over events. Pure: the same events and reports give the same findings, in whatever order they come."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from communique.ids import finding_id
from communique.problems import CommuniqueError
from communique.records import ClaimType, Event, Finding, Report
from communique.review.answers import ACCUSE
from communique.review.book import Book, Case, Draft, Neighbours
from communique.review.checks import CHECKS, Check

BY_SEVERAL = frozenset({ClaimType.STATEMENT, ClaimType.AGREEMENT})
"""Types that are looked at only where several articles tell of an event."""


class UnknownCheckError(CommuniqueError):
    """There is no check of that name; the message lists those that there are."""

    code = "unknown-check"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no check “{name}”. There are: {', '.join(check.name for check in CHECKS)}.")


def review(
    events: Iterable[Event],
    reports: Iterable[Report],
    *,
    as_of: datetime.date | None = None,
    about: Collection[str] | None = None,
    checks: tuple[Check, ...] = CHECKS,
    neighbours: Neighbours | None = None,
) -> tuple[Finding, ...]:
    """The findings of events, in order of their ids. ``reports`` are those of their claims; others are ignored.

    ``as_of`` is the day up to which the ledger was read, where plans are overdue: the last day of publication, if it
    is not given. ``about`` are the ids of the events whose findings are wanted: those that share a key
    (``neighbour_keys``) with a changed event; ``events`` must then hold them and all that share a key with one of
    them. With ``neighbours`` it need only hold those that are wanted: others are looked up there when a check asks for
    them. A finding is filed under ``events[0]``, always one of ``about``, so that it is replaced with that event's.

    As rows: ``finding(id, check, severity, event, other_event, sentence, body)`` takes ``id``, ``check``,
    ``severity.value``, ``events[0]``, ``events[1]`` if there is one, ``sentence``, and the whole record as JSON;
    ``finding_claim(finding, claim)`` a row for each of ``claims``. When only the day of coverage changes, the checks
    with ``needs_coverage`` are to be run again over what is still planned.
    """
    book = Book(events, reports, as_of, neighbours)
    found: dict[str, Finding] = {}
    for one in _found(book, about, checks):
        found[one.id] = _as_one(found[one.id], one) if one.id in found else one
    return tuple(found[name] for name in sorted(found))


def is_to_be_reviewed(event: Event, reports: Sequence[Report]) -> bool:
    """Whether any check may have something to say of an event: all that is told once, with nothing amiss, is left out.

    Not looked at either are acts that accuse nobody, and quotations and agreements of one article.
    """
    if event.type is ClaimType.ACTION and event.values("event")[:1] != (ACCUSE,):
        return False
    if event.type in BY_SEVERAL and event.documents == 1:
        return False
    case = Case(event, tuple(reports))
    return len(reports) > 1 or any(check.of_one is not None and check.of_one(case) for check in CHECKS)


def check_named(name: str) -> Check:
    """The check of that name. Raises ``UnknownCheckError`` where there is none."""
    check = next((check for check in CHECKS if check.name == name), None)
    if check is None:
        raise UnknownCheckError(name)
    return check


def _found(book: Book, about: Collection[str] | None, checks: tuple[Check, ...]) -> Iterator[Finding]:
    for case in book.cases:
        if about is None or case.event.id in about:
            for check in checks:
                yield from (_finding(check, draft) for draft in check.find(case, book))


def _finding(check: Check, draft: Draft) -> Finding:
    return Finding(
        id=finding_id(check.name, ((detail.name, detail.value) for detail in draft.details), draft.events[0]),
        check=check.name,
        severity=check.severity,
        events=draft.events,
        claims=draft.claims,
        sentence=draft.sentence,
        details=draft.details,
    )


def _as_one(one: Finding, other: Finding) -> Finding:
    """One finding of two that say the same of an event, by several others that tell the same."""
    return replace(
        one,
        events=tuple(dict.fromkeys((*one.events, *other.events))),
        claims=tuple(sorted({*one.claims, *other.claims})),
        details=tuple(dict.fromkeys((*one.details, *other.details))),
    )
