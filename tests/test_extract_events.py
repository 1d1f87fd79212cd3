"""Visits, meetings and tallies: sentences that a diplomat could add to, in tests/cases/."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.records import Meeting, Tally, Visit

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text("utf8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return [tuple(part.strip() for part in line.split("|")) for line in kept]


def names(references) -> str:
    return ", ".join(reference.name for reference in references)


def told_visit(claim: Visit) -> str:
    place = f" ({claim.place.name})" if claim.place else ""
    when = claim.when.edtf if claim.when else "-"
    return f"{names(claim.visitor)} > {claim.destination.state}{place} {claim.status.value} {when}"


def told_meeting(claim: Meeting) -> str:
    place = claim.place.name if claim.place else "-"
    country = claim.country.state if claim.country else "-"
    form = claim.format.value if claim.format else "-"
    when = claim.when.edtf if claim.when else "-"
    return f"{names(claim.participants)} ({place} {country}) {form} {claim.status.value} {when}"


def told_tally(claim: Tally) -> str:
    kind = "ordinal" if claim.ordinal else "count"
    since = claim.since.edtf if claim.since else "-"
    return f"{names(claim.who)} > {names(claim.to)}: {claim.quantity.value:g} {claim.of.value} {kind} {since}"


@pytest.mark.parametrize(("sentence", "published", "expected"), rows("visits.txt"))
def test_visits_are_read(sentence: str, published: str, expected: str) -> None:
    found = [claim for claim in communique.read(sentence, published=published).claims if isinstance(claim, Visit)]
    wanted = [part.strip() for part in expected.split(";") if part.strip()]
    assert [told_visit(claim) for claim in found] == wanted


@pytest.mark.parametrize(("headline", "expected", "cited"), rows("headlines.txt"))
def test_visits_in_headlines_are_read(headline: str, expected: str, cited: str) -> None:
    reading = communique.read("No more was known at first.", published="2023-05-10", title=headline)
    found = [claim for claim in reading.claims if isinstance(claim, Visit)]
    assert [(told_visit(claim), names(claim.said_by)) for claim in found] == [(expected, cited)]


@pytest.mark.parametrize(("sentence", "published", "expected"), rows("meetings.txt"))
def test_meetings_are_read(sentence: str, published: str, expected: str) -> None:
    found = [claim for claim in communique.read(sentence, published=published).claims if isinstance(claim, Meeting)]
    wanted = [part.strip() for part in expected.split(";") if part.strip()]
    assert [told_meeting(claim) for claim in found] == wanted


@pytest.mark.parametrize(("sentence", "expected"), rows("tallies.txt"))
def test_tallies_are_read(sentence: str, expected: str) -> None:
    found = [claim for claim in communique.read(sentence, published="2024-09-01").claims if isinstance(claim, Tally)]
    wanted = [part.strip() for part in expected.split(";") if part.strip()]
    assert [told_tally(claim) for claim in found] == wanted
