"""A report with all that is compared of it, found once."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from communique.merge.keys import folded, key_of, parties_of
from communique.merge.windows import RULES, Window, window_of
from communique.records import Action, Agreement, Figure, Meeting, Phrase, Report, Status, Visit

SHORT = 3
"""Letters from which a word of a subject tells anything."""
EMPTY = frozenset(RULES["words"]["empty"])
"""Words that tell nothing of what an act or an agreement is about."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report, when its event may have been, its parties, place, country, form and subject.

    ``published_on`` is the day of publication where it is known, ``published_by`` the last day that it may have been.
    """

    report: Report
    id: str
    status: Status | None
    published_on: datetime.date | None
    published_by: datetime.date | None
    window: Window | None
    parties: frozenset[str]
    place: str | None = None
    country: str | None = None
    form: str | None = None
    subject: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


def told(report: Report) -> Told:
    """What is compared of a report."""
    claim = report.claim
    country = form = None
    if isinstance(claim, Meeting):
        country = claim.country.state if claim.country is not None else None
        form = claim.format.value if claim.format is not None else None
    place = claim.place.name if isinstance(claim, Visit | Meeting) and claim.place is not None else None
    return Told(
        report=report,
        id=claim.id,
        status=claim.known_status,
        published_on=report.published_on,
        published_by=report.published_at.latest if report.published_at is not None else None,
        window=window_of(report),
        parties=parties_of(claim),
        place=folded(place) if place else None,
        country=country,
        form=form,
        subject=_words(_subject(report)),
        hosts=frozenset(map(key_of, claim.host)) if isinstance(claim, Visit) else frozenset(),
    )


def _subject(report: Report) -> str:
    """What a claim is about, in its own words; of an act the whole clause, since its object alone is often empty."""
    match report.claim:
        case Agreement(subject=Phrase() as phrase) | Figure(measure=Phrase() as phrase):
            return phrase.value
        case Action(evidence=evidence):
            return evidence.quote
        case _:
            return ""


def _words(subject: str) -> frozenset[str]:
    return frozenset(word for word in folded(subject).split() if len(word) >= SHORT) - EMPTY
