"""A report with all that is compared of it, found once. What is compared can be kept without the report."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from communique.merge.keys import folded, key_of, parties_of
from communique.merge.windows import RULES, Window, window_of
from communique.records import Action, Agreement, ClaimType, Figure, Meeting, Phrase, Report, Status, Visit

SHORT = 3
"""Letters from which a word of a subject tells anything."""
EMPTY = frozenset(RULES["words"]["empty"])
"""Words that tell nothing of what an act or an agreement is about."""


class Traits(msgspec.Struct, frozen=True, array_like=True):
    """What is compared of a report: when its event may have been, its parties, place, country, form and subject.

    ``published_on`` is the day of publication where it is known, ``published_by`` the last day that it may have been.
    """

    id: str
    type: ClaimType
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


class Told(Traits, frozen=True, kw_only=True):
    """A report with what is compared of it."""

    report: Report


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Traits)


def encode_traits(one: Traits) -> bytes:
    """What is compared of a report, to be kept for as long as a rebuild takes."""
    return ENCODER.encode(one)


def decode_traits(body: bytes) -> Traits:
    """What was encoded."""
    return DECODER.decode(body)


def told(report: Report) -> Told:
    """A report with what is compared of it."""
    return Told(*_compared(report), report=report)


def traits_of(report: Report) -> Traits:
    """What is compared of a report."""
    return Traits(*_compared(report))


def _compared(report: Report) -> tuple[Any, ...]:
    """The fields of ``Traits``, in order."""
    claim = report.claim
    country = form = None
    if isinstance(claim, Meeting):
        country = claim.country.state if claim.country is not None else None
        form = claim.format.value if claim.format is not None else None
    place = claim.place.name if isinstance(claim, Visit | Meeting) and claim.place is not None else None
    published = report.published_at
    return (
        claim.id,
        claim.type,
        claim.known_status,
        published.day if published is not None else None,
        published.latest if published is not None else None,
        window_of(report),
        parties_of(claim),
        folded(place) if place else None,
        country,
        form,
        _words(_subject(report)),
        frozenset(map(key_of, claim.host)) if isinstance(claim, Visit) else frozenset(),
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
