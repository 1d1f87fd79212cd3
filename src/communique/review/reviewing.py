"""Run the checks over events. Pure: the same events and reports give the same findings, in whatever order they come."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from communique.ids import finding_id
from communique.problems import CommuniqueError
from communique.records import Event, Finding, Report
from communique.review.book import Book, Draft
from communique.review.checks import CHECKS, Check


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
) -> tuple[Finding, ...]:
    """The findings of events, in order of their ids. ``reports`` are those of their claims; others are ignored.

    ``as_of`` is the day up to which the ledger was read, where plans are overdue: the last day of publication, if it
    is not given. ``about`` are the ids of the events whose findings are wanted: those that share a key
    (``neighbour_keys``) with a changed event; ``events`` must then hold them and all that share a key with one of
    them. A finding is filed under ``events[0]``, always one of ``about``, so that it is replaced with that event's.

    As rows: ``finding(id, check, severity, event, other_event, sentence, body)`` takes ``id``, ``check``,
    ``severity.value``, ``events[0]``, ``events[1]`` if there is one, ``sentence``, and the whole record as JSON;
    ``finding_claim(finding, claim)`` a row for each of ``claims``. When only the day of coverage changes, the checks
    with ``needs_coverage`` are to be run again over what is still planned.
    """
    book = Book(events, reports, as_of)
    found: dict[str, Finding] = {}
    for one in _found(book, about, checks):
        found[one.id] = _as_one(found[one.id], one) if one.id in found else one
    return tuple(found[name] for name in sorted(found))


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
