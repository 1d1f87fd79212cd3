"""Counts that reports give ("his third visit to Russia since February 2022") against the events of the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from communique.records import (
    AHEAD,
    TOOK_PLACE,
    Bound,
    ClaimType,
    Detail,
    EntityKind,
    Reference,
    Report,
    Tally,
    Visit,
)
from communique.review.book import RULES, Book, Case, Draft, claims_of, days_of, key_of, outlets_of
from communique.review.neighbours import visit_keys
from communique.review.words import name_of, sources, span, together

COUNTED = {"visit": ClaimType.VISIT}
"""What is counted. Meetings are not: a call, a handshake and talks are told apart by texts, but not by claims."""
MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class Count:
    """A count that can be held against the ledger, and the events of it that the ledger knows, in order of time."""

    tally: Tally
    reports: tuple[Report, ...]
    known: tuple[Case, ...]

    @property
    def wanted(self) -> int:
        """How many there must be."""
        return int(self.tally.quantity.value)

    @property
    def is_borne_out(self) -> bool:
        """Whether any other article than those that count tells of the events."""
        own = {one.claim.document for one in self.reports}
        return any(one.claim.document not in own for case in self.known for one in case.reports)


def supported_tallies(case: Case, book: Book) -> Iterator[Draft]:
    """A count agrees with the ledger: it knows just so many such events since that time. They are listed.

    "The first visit since" is left out: that the ledger knows the one that is told of, and none before, proves nothing,
    as it may not have read of those before. Where it knows more, the count is contradicted.
    """
    count = _count(case, book)
    if count is not None and 1 < len(count.known) == count.wanted and count.is_borne_out:
        yield _draft(case, count, "holds", "the ledger knows")


def short_tallies(case: Case, book: Book) -> Iterator[Draft]:
    """A report counts more events than the ledger knows. The ledger may have read too little; no fault is implied."""
    count = _count(case, book)
    if count is not None and 0 < len(count.known) < count.wanted:
        yield _draft(case, count, "cannot be checked", "the ledger knows only")


def contradicted_tallies(case: Case, book: Book) -> Iterator[Draft]:
    """A report counts fewer events than the ledger knows for the same people, place and time. All are listed."""
    count = _count(case, book)
    if count is None or count.tally.quantity.bound is Bound.OVER or len(count.known) <= count.wanted:
        return
    apart = _surely_apart(count.known)
    if len(apart) > count.wanted:
        yield _draft(case, count, "does not fit", "the ledger knows")


def is_countable(case: Case) -> bool:
    """Whether it is a count since a time."""
    return any(isinstance(one.claim, Tally) and one.claim.since is not None for one in case.reports)


def _count(case: Case, book: Book) -> Count | None:
    """The count of a case of tallies, where it is one of encounters between two named sides since a time."""
    reports = tuple(one for one in case.reports if isinstance(one.claim, Tally) and _is_plain(one.claim))
    dated = [one for one in reports if isinstance(one.claim, Tally) and one.claim.since is not None]
    if not dated or case.event.type is not ClaimType.TALLY:
        return None
    first = min(dated, key=lambda one: (_since(one), one.claim.id))
    tally = first.claim
    if not isinstance(tally, Tally):
        return None
    same = tuple(one for one in dated if _since(one) == _since(first))
    known = [one for one in book.sharing(*visit_keys(tally)) if _is_of(one, tally)]
    if any(_is_dated_by_since(one, first) for one in known):
        return None
    until = _until(tally, same, known)
    since = _since(first)
    found = [one for one in known if _falls(one, since, until, ahead=tally.known_status in AHEAD)]
    found.sort(key=lambda one: (one.event.earliest or datetime.date.max, one.event.id))
    return Count(tally, same, tuple(found))


def _is_dated_by_since(case: Case, report: Report) -> bool:
    """Whether the time of an event was read from the words that say since when is counted."""
    claim = report.claim
    since = claim.since.evidence if isinstance(claim, Tally) and claim.since is not None else None
    return since is not None and any(
        one.claim.when is not None
        and one.claim.document == claim.document
        and one.claim.when.evidence.start < since.end
        and since.start < one.claim.when.evidence.end
        for one in case.reports
    )


def _is_plain(tally: Tally) -> bool:
    """Whether it counts what the ledger can count: encounters of one person with one other side, with nothing added."""
    words = tally.evidence.quote.casefold()
    return (
        tally.of.value in COUNTED
        and len(tally.who) == len(tally.to) == 1
        and tally.who[0].kind is EntityKind.PERSON
        and tally.who[0].entity is not None
        and tally.to[0].entity is not None
        and tally.quantity.bound in (Bound.EXACT, Bound.OVER)
        and not any(cue in words for cue in RULES["tally"]["qualified"])
        and (tally.ordinal or not any(f" {cue} " in f" {words} " for cue in RULES["tally"]["earlier"]))
    )


def _since(report: Report) -> datetime.date:
    claim = report.claim
    since = claim.since if isinstance(claim, Tally) else None
    return since.earliest or datetime.date.max if since is not None else datetime.date.max


def _is_of(case: Case, tally: Tally) -> bool:
    """Whether an event is of the kind that is counted, and took place or is the one that is to come."""
    if case.event.type is not COUNTED[tally.of.value]:
        return False
    who, to = key_of(tally.who[0]), tally.to[0]
    return any(_sides_fit(one.claim, who, to) for one in case.reports)


def _sides_fit(claim: object, who: str, to: Reference) -> bool:
    if isinstance(claim, Visit):
        goal = claim.destination.state if claim.destination is not None else None
        return goal is not None and goal == to.state and any(key_of(one) == who for one in claim.visitor)
    return False


def _until(tally: Tally, reports: tuple[Report, ...], known: list[Case]) -> datetime.date | None:
    """Up to which day is counted: the last day of the event that is the third, else the last day of publication.

    A planned third is that planned event of the same article, and counts.
    """
    documents = {one.claim.document for one in reports}
    own = [one for one in known if any(report.claim.document in documents for report in one.reports)]
    statuses = AHEAD if tally.known_status in AHEAD else TOOK_PLACE
    told = [
        one.event.latest
        for one in own
        if any(report.claim.known_status in statuses and report.claim.document in documents for report in one.reports)
        and one.event.latest is not None
    ]
    published = [one.published_at.latest for one in reports if one.published_at is not None]
    if tally.ordinal and told:
        return max(told)
    return max(published, default=None) if statuses is TOOK_PLACE else None


def _falls(case: Case, since: datetime.date, until: datetime.date | None, *, ahead: bool) -> bool:
    """Whether an event took place in the time that is counted. A plan counts only as the last of a count of such."""
    first, last = case.event.earliest, case.event.latest
    if first is None or last is None or until is None or first < since or first > until:
        return False
    return case.event.status in TOOK_PLACE or (ahead and case.event.status in AHEAD and last == until)


def _surely_apart(known: tuple[Case, ...]) -> list[Case]:
    """The events that are surely different ones: several outlets tell of each, of days that are weeks apart."""
    found: list[Case] = []
    for one in known:
        told = [report for report in one.among(TOOK_PLACE) if days_of(report.claim, RULES["dates"]["longest"])]
        first = one.event.earliest
        if len(outlets_of(told)) < 2 or one.event.status not in TOOK_PLACE or first is None:
            continue
        last = found[-1].event.latest if found else None
        if last is None or (first - last).days > 14:
            found.append(one)
    return found


def _draft(case: Case, count: Count, verdict: str, why: str) -> Draft:
    tally = count.tally
    since = span(tally.since.edtf).removesuffix(" on") if tally.since is not None else ""
    noun = f"{tally.of.value}s" if not tally.ordinal and count.wanted != 1 else tally.of.value
    said = f"“{tally.quantity.evidence.quote}” {noun} of {name_of(tally.who[0])} to {name_of(tally.to[0])}"
    listed = [span(one.event.when or "") for one in count.known[:MOST_LISTED]]
    return Draft(
        events=(case.event.id, *(one.event.id for one in count.known)),
        claims=claims_of(count.reports, *(one.reports for one in count.known)),
        sentence=f"{said} since {since} ({sources(count.reports)}) {verdict}: {why} {together(listed)}.",
        details=(
            Detail(name="count", value=str(count.wanted), claims=claims_of(count.reports), event=case.event.id),
            *(
                Detail(name="counted", value=one.event.when or "", claims=claims_of(one.reports), event=one.event.id)
                for one in count.known
            ),
        ),
    )
