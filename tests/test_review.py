"""Reviewing as a whole: any order, a part like the whole, ids that outlive more reports. Claims made by hand."""

from __future__ import annotations

import datetime
import random

import msgspec
import pytest

from communique import ids
from communique.merge import merge
from communique.records import (
    Evidence,
    Finding,
    Precision,
    Provenance,
    PublishedAt,
    Reference,
    Report,
    Severity,
    Tally,
    Visit,
    When,
)
from communique.review import CHECKS, check_named, is_to_be_reviewed, neighbour_keys, review
from communique.review.reviewing import UnknownCheckError
from ledger_factory import READER, coded, day, person, state

XI = person("Xi Jinping", "Xi Jinping", entity="Q15031", state="CN")
RUSSIA = state("Moscow", "RU")
ARRIVED = "Chinese President Xi Jinping arrived in Moscow on May 7 for a four-day state visit, the Kremlin said."


def visit(document: str, first: str, last: str, status: str = "occurred", goal: Reference = RUSSIA) -> Visit:
    whole = msgspec.structs.replace(day("May 7", f"{first}/{last}", first, last, Precision.INTERVAL))
    if first == last:
        whole = day("May 7", first, first, last)
    claim = Visit(
        id="",
        document=document,
        reader=READER,
        evidence=Evidence(start=XI.evidence.start, end=XI.evidence.start + len(ARRIVED), quote=ARRIVED),
        status=coded(status, "arrived"),
        when=whole,
        visitor=(XI,),
        destination=goal,
    )
    return ids.with_claim_id(claim)


def tally(document: str, count: int) -> Tally:
    claim = Tally(
        id="",
        document=document,
        reader=READER,
        evidence=Evidence(start=0, end=10, quote="It was his third visit to Russia since February 2022."),
        status=coded("occurred", "was"),
        of=coded("visit", "visit to"),
        quantity=msgspec.structs.replace(QUANTITY, value=float(count)),
        ordinal=True,
        who=(XI,),
        to=(state("Russia", "RU"),),
        since=When(
            edtf="2022-02/..",
            earliest=datetime.date(2022, 2, 1),
            latest=None,
            precision=Precision.INTERVAL,
            anchor="stated in full",
            evidence=Evidence(start=400, end=410, quote="since 2022"),
        ),
    )
    return ids.with_claim_id(claim)


def _quantity() -> object:
    from ledger_factory import claims_of, document_of, snapshot_of  # noqa: PLC0415

    return next(claim.quantity for claim in claims_of(document_of(snapshot_of())) if isinstance(claim, Tally))


QUANTITY = _quantity()


def report(claim: Visit | Tally, published: str, outlet: str) -> Report:
    on = datetime.date.fromisoformat(published)
    return Report(
        claim=claim,
        published_at=PublishedAt(earliest=on, latest=on, method="record", reason="Given."),
        outlet=outlet,
        provenance=Provenance(publisher=outlet, text=claim.document),
    )


@pytest.fixture
def reports() -> list[Report]:
    belarus = state("Ukraine", "BY")
    return [
        report(visit("d-1", "2023-03-20", "2023-03-22"), "2023-03-23", "one"),
        report(visit("d-2", "2023-03-20", "2023-03-22", "planned"), "2023-03-10", "two"),
        report(visit("d-3", "2024-10-22", "2024-10-24"), "2024-10-25", "one"),
        report(visit("d-4", "2025-05-07", "2025-05-10"), "2025-05-11", "two"),
        report(tally("d-4", 3), "2025-05-11", "two"),
        report(visit("d-5", "2025-05-09", "2025-05-09", goal=belarus), "2025-05-11", "three"),
        report(visit("d-6", "2025-06-01", "2025-06-02", "planned"), "2025-05-12", "three"),
        report(visit("d-7", "2025-06-01", "2025-06-02", "planned"), "2025-05-13", "one"),
        report(visit("d-8", "2026-01-07", "2026-01-07", goal=belarus), "2026-01-08", "one"),
    ]


def found(reports: list[Report]) -> tuple[Finding, ...]:
    return review(merge(reports), reports)


def test_each_check_speaks_for_itself(reports: list[Report]) -> None:
    assert {one.check for one in found(reports)} == {"plan-confirmed", "tally-holds", "two-countries", "plan-overdue"}


def test_the_count_lists_its_events(reports: list[Report]) -> None:
    holds = next(one for one in found(reports) if one.check == "tally-holds")
    assert [one.value for one in holds.details if one.name == "counted"] == [
        "2023-03-20/2023-03-22",
        "2024-10-22/2024-10-24",
        "2025-05-07/2025-05-10",
    ]
    assert {"d-1", "d-3", "d-4"} <= {one.claim.document for one in reports if one.claim.id in holds.claims}


@pytest.mark.parametrize(("count", "check"), [(3, "tally-holds"), (4, "tally-short"), (2, None)])
def test_counts(reports: list[Report], count: int, check: str | None) -> None:
    told = [one for one in reports if not isinstance(one.claim, Tally)]
    names = {one.check for one in found([*told, report(tally("d-4", count), "2025-05-11", "two")])}
    assert {name for name in names if name.startswith("tally")} == ({check} if check else set())


def test_a_later_visit_is_not_counted(reports: list[Report]) -> None:
    later = report(visit("d-10", "2025-11-03", "2025-11-05"), "2025-11-06", "one")
    assert "tally-holds" in {one.check for one in found([*reports, later])}


def test_a_plan_is_counted_only_where_one_to_come_is_counted(reports: list[Report]) -> None:
    told = [reports[0], reports[2], report(visit("d-14", "2025-05-11", "2025-05-11", "planned"), "2025-05-05", "four")]
    count = msgspec.structs.replace(tally("d-15", 3), ordinal=False)
    for status, check in (("occurred", "tally-short"), ("planned", None)):
        claim = ids.with_claim_id(msgspec.structs.replace(count, status=coded(status, "was")))
        names = {one.check for one in found([*told, report(claim, "2025-05-11", "five")])}
        assert {name for name in names if name.startswith("tally")} == ({check} if check else set())


def test_more_than_counted_is_a_contradiction_only_where_several_outlets_bear_it_out(reports: list[Report]) -> None:
    told = [one for one in reports if not isinstance(one.claim, Tally)]
    told += [
        report(visit("d-11", "2023-03-20", "2023-03-22"), "2023-03-24", "four"),
        report(visit("d-12", "2024-10-22", "2024-10-24"), "2024-10-26", "four"),
        report(visit("d-13", "2025-05-07", "2025-05-10"), "2025-05-12", "four"),
        report(tally("d-4", 2), "2025-05-11", "two"),
    ]
    assert "tally-contradicted" in {one.check for one in found(told)}


def test_order_does_not_matter(reports: list[Report]) -> None:
    expected = found(reports)
    for seed in range(5):
        mixed = random.Random(seed).sample(reports, len(reports))
        assert review(merge(mixed)[::-1], mixed) == expected


def test_a_part_is_reviewed_like_the_whole(reports: list[Report]) -> None:
    events, known = merge(reports), {one.claim.id: one for one in reports}
    keys = {event.id: set(neighbour_keys(event, [known[one.claim] for one in event.members])) for event in events}
    as_of = max(one.published_at.latest for one in reports if one.published_at)
    for event in events:
        near = [other for other in events if keys[other.id] & keys[event.id]]
        part = review(near, reports, about={event.id}, as_of=as_of)
        assert part == tuple(one for one in found(reports) if one.events[0] == event.id)


def test_nothing_is_found_of_what_is_not_reviewed(reports: list[Report]) -> None:
    known = {one.claim.id: one for one in reports}
    alone = [[one] for one in reports]
    for some in (reports, *alone):
        named = {one.events[0] for one in review(merge(some), some, as_of=datetime.date(2025, 6, 30))}
        for event in merge(some):
            if not is_to_be_reviewed(event, [known[one.claim] for one in event.members]):
                assert event.id not in named
    events = [event for some in alone for event in merge(some)]
    told = [is_to_be_reviewed(event, [known[one.claim] for one in event.members]) for event in events]
    assert any(told)
    assert not all(told)


def test_an_id_outlives_more_reports_of_the_same(reports: list[Report]) -> None:
    more = [*reports, report(visit("d-9", "2025-05-07", "2025-05-10"), "2025-05-12", "four")]
    before, after = ({one.check: one for one in found(some)} for some in (reports, more))
    assert {name: one.id for name, one in before.items()} == {name: one.id for name, one in after.items()}
    assert before["tally-holds"].claims != after["tally-holds"].claims


def test_a_plan_is_not_overdue_before_its_time(reports: list[Report]) -> None:
    early = review(merge(reports), reports, as_of=datetime.date(2025, 6, 5))
    assert "plan-overdue" not in {one.check for one in early}


def test_findings_survive_encoding(reports: list[Report]) -> None:
    for one in found(reports):
        assert msgspec.json.decode(msgspec.json.encode(one), type=Finding) == one


def test_checks_have_names_of_their_own_and_say_what_they_do() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.description and check.severity in Severity for check in CHECKS)
    assert check_named("tally-holds").severity is Severity.NOTE
    with pytest.raises(UnknownCheckError, match="tally-holds"):
        check_named("no-such-check")
