"""Which reports are of one event, and what the event then says."""

from __future__ import annotations

import datetime
import random

import msgspec
import pytest
from msgspec.structs import replace

from communique.ids import event_id, with_claim_id
from communique.merge import merge, outlet_of, provenance_of, trips_of
from communique.records import ClaimType, EntityKind, Event, Judgement, Meeting, PublishedAt, Report, Status, Verdict
from report_factory import act, document, figure, meeting, report, visit, words

BIDEN, ZELENSKYY, XI, PUTIN = "Joe Biden/US", "Volodymyr Zelenskyy/UA", "Xi Jinping/CN", "Vladimir Putin/RU"


def sizes(reports: list[Report]) -> list[int]:
    return sorted(len(event.members) for event in merge(reports))


def only(reports: list[Report]) -> Event:
    (event,) = merge(reports)
    return event


def test_plan_without_a_day_refined_by_a_month_and_by_days_is_one_visit() -> None:
    event = only(
        [
            report(visit(XI, "RU", "planned"), "2025-04-20", "BBC News"),
            report(visit(XI, "RU", "planned", "2025-05"), "2025-05-01", "AP"),
            report(visit(XI, "RU", "planned", "2025-05-07/2025-05-10"), "2025-05-04", "Reuters"),
            report(visit(XI, "RU", "occurred", "2025-05-08"), "2025-05-08", "CNN"),
        ]
    )
    assert event.status is Status.OCCURRED
    assert (event.when, len(event.members), event.outlets) == ("2025-05-07/2025-05-10", 4, 4)


def test_two_different_days_are_two_visits() -> None:
    first = report(visit(PUTIN, "CN", "occurred", "2024-05-16"), "2024-05-16")
    second = report(visit(PUTIN, "CN", "occurred", "2025-09-01"), "2025-09-02")
    undated = report(visit(PUTIN, "CN", "ongoing"), "2024-05-17", "CNN")
    assert sizes([first, second, undated]) == [1, 2]


def test_days_of_one_stay_are_one_visit_and_widen_its_time() -> None:
    reports = [
        report(visit(BIDEN, "IE", "occurred", "2023-04-12"), "2023-04-12", "CNN"),
        report(visit(BIDEN, "IE", "ongoing", "2023-04-13"), "2023-04-13", "AP"),
        report(visit(BIDEN, "IE", "occurred", "2023-04-14"), "2023-04-15", "NPR"),
    ]
    assert only(reports).when == "2023-04-12/2023-04-14"


def test_visit_told_only_as_under_way_by_several_is_dated_by_publication_as_approximate() -> None:
    first = report(visit(BIDEN, "UA", "ongoing", at="Kyiv"), "2023-02-20")
    assert only([first]).when is None
    assert only([first, report(visit(BIDEN, "UA", "ongoing"), "2023-02-20", "CNN")]).when == "2023-02-20~"


def test_visit_without_any_time_stays_without_one() -> None:
    assert only([report(visit(BIDEN, "UA", "planned"), "2023-02-10")]).when is None


@pytest.mark.parametrize(
    "other", [visit(BIDEN, "PL", "occurred", "2023-02-20"), visit(XI, "UA", "occurred", "2023-02-20")]
)
def test_another_goal_or_another_visitor_is_another_visit(other: object) -> None:
    assert sizes([report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20"), report(other, "2023-02-20")]) == [
        1,
        1,
    ]


def test_visitors_named_apart_and_together_make_one_visit() -> None:
    blinken = "Antony Blinken/US"
    reports = [
        report(visit(f"{BIDEN}+{blinken}", "GB", "occurred", "2023-04-11"), "2023-04-11", "AP"),
        report(visit(blinken, "GB", "occurred", "2023-04-11"), "2023-04-11", "CNN"),
        report(visit(BIDEN, "GB", "occurred", "2023-04-12"), "2023-04-12", "NPR"),
    ]
    assert set(only(reports).values("visitor")) == {"Joe Biden", "Antony Blinken"}


def test_what_is_said_later_of_the_same_day_does_not_make_a_plan_of_what_took_place() -> None:
    event = only(
        [
            report(visit(BIDEN, "UA", "denied", "2023-02-20"), "2023-02-18", "AP"),
            report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20", "CNN"),
            report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20", "NPR"),
            report(visit(BIDEN, "UA", "planned", "2023-02-20"), "2023-02-21", "BBC News"),
            report(visit(BIDEN, "UA", "cancelled", "2023-02-20"), "2023-02-22", "Sky News"),
        ]
    )
    assert [(str(step.published_on), step.status) for step in event.history] == [
        ("2023-02-18", Status.DENIED),
        ("2023-02-20", Status.OCCURRED),
    ]


def test_what_was_called_off_is_not_undone_by_fewer_than_said_so() -> None:
    told = [("planned", "01-20", "AP"), ("postponed", "02-03", "AP"), ("postponed", "02-03", "CNN")]
    reports = [report(visit(XI, "US", status, "2023-02-05"), f"2023-{day}", outlet) for status, day, outlet in told]
    assert only(reports).status is Status.POSTPONED
    late = report(visit(XI, "US", "occurred", "2023-02-05"), "2023-02-07", "NPR")
    assert only([*reports, late]).status is Status.POSTPONED
    later = report(visit(XI, "US", "occurred", "2023-02-05"), "2023-02-08", "BBC News")
    assert only([*reports, late, later]).status is Status.OCCURRED


def test_what_as_many_tell_as_past_as_put_off_on_one_day_took_place() -> None:
    held = report(visit(BIDEN, "UA", "occurred", "2023-06-19"), "2023-06-19", "AP")
    late = report(visit(BIDEN, "UA", "postponed"), "2023-06-19", "AP", text="at the end of the delayed visit")
    assert only([held, late]).status is Status.OCCURRED
    others = [report(visit(BIDEN, "UA", "postponed"), "2023-06-19", name) for name in ("CNN", "BBC")]
    assert only([held, *others]).status is Status.POSTPONED


def test_what_was_put_off_is_planned_again_when_as_many_say_so_later() -> None:
    told = [("planned", "01-20", "AP"), ("postponed", "02-03", "AP"), ("postponed", "02-03", "CNN")]
    reports = [report(visit(XI, "US", status), f"2023-{day}", outlet) for status, day, outlet in told]
    one = report(visit(XI, "US", "planned"), "2023-02-14", "NPR")
    two = report(visit(XI, "US", "planned"), "2023-02-15", "BBC News")
    assert only([*reports, one]).status is Status.POSTPONED
    assert only([*reports, one, two]).status is Status.PLANNED


def test_what_took_place_is_not_under_way_again_and_a_plan_without_a_day_gives_way() -> None:
    reports = [
        report(visit(XI, "RU", "occurred", "2023-03-20"), "2023-03-20", "AP"),
        report(visit(XI, "RU", "planned"), "2023-03-20", "CNN"),
        report(visit(XI, "RU", "planned"), "2023-03-20", "NPR"),
        report(visit(XI, "RU", "ongoing"), "2023-03-22", "BBC News"),
    ]
    assert [step.status for step in only(reports).history] == [Status.OCCURRED]


def test_on_its_day_a_plan_without_a_day_gives_way_to_the_report_that_it_took_place() -> None:
    reports = [
        report(meeting(f"{XI}+{PUTIN}", "planned", "2023-03-16"), "2023-03-15", "AP"),
        report(meeting(f"{XI}+{PUTIN}", "planned"), "2023-03-16", "BBC"),
        report(meeting(f"{XI}+{PUTIN}", "planned"), "2023-03-16", "NPR"),
        report(meeting(f"{XI}+{PUTIN}", "occurred"), "2023-03-16", "CNN"),
    ]
    assert only(reports).status is Status.OCCURRED


def test_nothing_is_under_way_before_the_days_that_are_known() -> None:
    reports = [
        report(visit(XI, "RU", "planned", "2023-03-20/2023-03-22"), "2023-03-17", "AP"),
        report(visit(XI, "RU", "ongoing"), "2023-03-19", "CNN"),
        report(visit(XI, "RU", "ongoing"), "2023-03-20", "NPR"),
    ]
    told = [(str(step.published_on), step.status) for step in only(reports).history]
    assert told == [("2023-03-17", Status.PLANNED), ("2023-03-20", Status.ONGOING)]


def test_one_outlet_alone_does_not_bring_forward_the_day_that_several_give() -> None:
    several = [
        report(visit(BIDEN, "JP", "occurred", "2023-05-18"), "2023-05-18", name) for name in ("AP", "BBC", "CNN")
    ]
    early = report(visit(BIDEN, "JP", "occurred", "2023-05-17"), "2023-05-17", "NPR")
    late = report(visit(BIDEN, "JP", "occurred", "2023-05-20"), "2023-05-20", "NPR")
    assert only([*several, early, late]).when == "2023-05-18/2023-05-20"
    assert only([several[0], early]).when == "2023-05-17/2023-05-18"


def test_days_of_one_outlet_that_lie_apart_from_all_others_do_not_count() -> None:
    both = f"{XI}+{PUTIN}"
    reports = [
        report(visit(both, "US", "planned", "2023-03"), "2023-02-02", "AP"),
        report(visit(both, "US", "planned", "2023-03-13"), "2023-03-08", "BBC"),
        report(visit(XI, "US", "occurred", "2023-03-12"), "2023-03-13", "CNN"),
        report(visit(PUTIN, "US", "occurred", "2023-03-06"), "2023-03-13", "NPR"),
    ]
    event = only(reports)
    assert (event.when, len(event.members)) == ("2023-03-12", 4)
    assert only([reports[0], reports[3]]).when == "2023-03-06"


def test_a_meeting_on_another_day_of_the_stay_does_not_lie_apart() -> None:
    told = [report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20", name) for name in ("AP", "BBC")]
    met = report(
        meeting(f"{BIDEN}+Volodymyr Zelenskyy/UA", "occurred", "2023-02-21", country="UA"), "2023-02-21", "CNN"
    )
    times = [event.when for event in merge([*told, met]) if event.type is ClaimType.VISIT]
    assert times == ["2023-02-20/2023-02-21"]


def test_a_plan_without_a_day_is_of_the_visit_to_come_not_of_the_one_that_is_over() -> None:
    over = report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20", "CNN")
    ahead = report(visit(BIDEN, "UA", "occurred", "2023-03-02"), "2023-03-02", "NPR")
    plan = report(visit(BIDEN, "UA", "planned"), "2023-02-24", "AP")
    (event,) = (one for one in merge([over, ahead, plan]) if len(one.members) > 1)
    assert event.when == "2023-03-02"


def test_what_is_told_as_under_way_weeks_ahead_is_of_the_visit_that_comes() -> None:
    early = report(visit(BIDEN, "IE", "ongoing"), "2023-03-27", "CNN")
    dated = report(visit(BIDEN, "IE", "occurred", "2023-04-12"), "2023-04-12", "AP")
    month = report(visit(BIDEN, "IE", "planned", "2023-04"), "2023-03-10", "BBC")
    plan = report(visit(BIDEN, "IE", "planned", "2023-04-12"), "2023-04-05", "NPR")
    steps = [(str(step.published_on), step.status) for step in only([early, dated]).history]
    assert steps == [("2023-03-27", Status.ONGOING), ("2023-04-12", Status.OCCURRED)]
    steps = [(str(step.published_on), step.status) for step in only([early, plan, dated]).history]
    assert steps[1:] == [("2023-04-05", Status.PLANNED), ("2023-04-12", Status.OCCURRED)]
    steps = [(str(step.published_on), step.status) for step in only([month, early, dated]).history]
    assert steps == [("2023-03-10", Status.PLANNED), ("2023-04-12", Status.OCCURRED)]


def test_what_was_past_the_day_before_it_was_under_way_had_begun_then() -> None:
    arrived = report(visit(BIDEN, "UA", "occurred"), "2023-02-19", "AP")
    there = report(visit(BIDEN, "UA", "ongoing"), "2023-02-20", "CNN")
    assert only([arrived, there]).when == "2023-02-19~/2023-02-20~"


def test_what_several_tell_as_past_days_after_it_was_ahead_took_place_about_then() -> None:
    plan = report(visit(BIDEN, "UA", "planned"), "2023-02-18", "AP")
    past = [report(visit(BIDEN, "UA", "occurred"), "2023-02-20", name) for name in ("CNN", "BBC")]
    assert only([plan, *past]).when == "2023-02-20~"
    assert only([plan, past[0]]).when is None
    assert only(past).when is None
    month = report(visit(BIDEN, "UA", "planned", "2023-02"), "2023-02-17", "NPR")
    assert only([plan, month, *past]).when == "2023-02"
    early = report(visit(BIDEN, "UA", "planned"), "2023-02-14", "AP")
    assert only([early, *past]).when is None


def test_a_tour_of_a_region_has_no_day_by_publication() -> None:
    tour = visit(BIDEN, "UA", "ongoing")
    assert tour.destination is not None
    region = replace(tour, destination=replace(tour.destination, name="Africa", kind=EntityKind.GROUP, state=None))
    reports = [report(region, "2023-02-20", "CNN"), report(region, "2023-02-20", "BBC", text="again")]
    assert [event.when for event in merge(reports)] == [None]


def test_plan_told_without_a_day_after_the_visit_is_of_it() -> None:
    visited = report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20", "CNN")
    told = report(visit(BIDEN, "UA", "planned"), "2023-02-22", "AP")
    again = report(visit(BIDEN, "UA", "planned"), "2023-03-15", "AP")
    assert only([visited, told]).status is Status.OCCURRED
    assert sizes([visited, told, again]) == [1, 2]


def test_what_is_told_of_a_day_to_come_did_not_take_place_yet() -> None:
    told = report(meeting("Xi Jinping/CN+Vladimir Putin/RU", "occurred", "2025-05-20"), "2025-05-10")
    assert only([told]).status is Status.PLANNED
    after = report(meeting("Xi Jinping/CN+Vladimir Putin/RU", "occurred", "2025-05-20"), "2025-05-21", "AP")
    assert [step.status for step in only([told, after]).history] == [Status.PLANNED, Status.OCCURRED]


def test_the_old_day_of_what_was_put_off_is_not_when_it_took_place() -> None:
    sides = "Xi Jinping/CN+Vladimir Putin/RU"
    event = only(
        [
            report(meeting(sides, "planned", "2025-05-05"), "2025-05-01", "AP"),
            report(meeting(sides, "planned", "2025-05-05"), "2025-05-02", "CNN"),
            report(meeting(sides, "postponed", "2025-05-06"), "2025-05-04", "NPR"),
            report(meeting(sides, "occurred"), "2025-05-06", "AFP"),
        ]
    )
    assert (event.status, event.when) == (Status.OCCURRED, "2025-05-06")


def test_the_old_day_of_a_plan_that_was_moved_in_words_is_not_when_it_took_place() -> None:
    moved = visit(XI, "RU", "planned", "2025-05-16")
    moved = replace(moved, evidence=words("He will come on May 16 instead of May 14."))
    event = only(
        [
            report(visit(XI, "RU", "planned", "2025-05-14"), "2025-05-01", "AP"),
            report(moved, "2025-05-05", "CNN"),
            report(visit(XI, "RU", "occurred"), "2025-05-17", "AFP"),
        ]
    )
    assert (event.status, event.when) == (Status.OCCURRED, "2025-05-16")


def test_stay_that_was_announced_from_day_to_day_keeps_its_last_day() -> None:
    reports = [
        report(visit(XI, "RU", "planned", "2023-03-20/2023-03-22"), "2023-03-17", "AP"),
        report(visit(XI, "RU", "occurred", "2023-03-20"), "2023-03-20", "CNN"),
    ]
    assert only(reports).when == "2023-03-20/2023-03-22"


def test_what_was_published_by_a_day_counts_from_that_day_on() -> None:
    plan = report(visit(PUTIN, "CN", "planned", "2025-09-01"), "2025-05-07")
    known = PublishedAt(
        earliest=datetime.date(2025, 1, 1), latest=datetime.date(2025, 5, 7), method="inferred", reason="told so"
    )
    event = only(
        [
            msgspec.structs.replace(plan, published_at=known),
            report(visit(PUTIN, "CN", "occurred", "2025-09-01"), "2025-09-02", "CNN"),
        ]
    )
    assert [(str(step.published_on), step.status) for step in event.history] == [
        ("2025-05-07", Status.PLANNED),
        ("2025-09-02", Status.OCCURRED),
    ]
    assert event.id == event_id(plan.claim.id)


def test_meetings_of_two_pairs_on_one_day_are_two_and_a_call_is_no_meeting_in_person() -> None:
    day = "2023-05-20"
    pair = report(meeting(f"{BIDEN}+{ZELENSKYY}", "occurred", day, how="in_person"), day)
    again = report(meeting(f"{ZELENSKYY}+{BIDEN}", "occurred", day), day, "CNN")
    other = report(meeting(f"{BIDEN}+{XI}", "occurred", day), day)
    call = report(meeting(f"{BIDEN}+{ZELENSKYY}", "occurred", day, how="phone"), day, "AP")
    summit = report(
        meeting(f"{BIDEN}+{ZELENSKYY}+Fumio Kishida/JP+Rishi Sunak/GB+Olaf Scholz/DE", "occurred", day), day, "NPR"
    )
    assert sorted(len(event.members) for event in merge([pair, again, other])) == [1, 2]
    assert sizes([pair, call]) == [1, 1]
    assert sum(sizes([pair, again, other, summit])) == 4


def test_acts_between_the_same_sides_are_one_only_if_told_in_like_words() -> None:
    expel = report(act("SANCTION", "CA/CA", "CN", "Canada expels a Chinese diplomat over a lawmaker"), "2023-05-08")
    again = report(act("SANCTION", "CA/CA", "CN", "Chinese diplomat expelled by Canada"), "2023-05-08", "CNN")
    chips = report(act("SANCTION", "CA/CA", "CN", "Ottawa bans an app on phones"), "2023-05-09", "AP")
    assert sizes([expel, again, chips]) == [1, 2]


def test_equal_numbers_of_different_things_are_two_figures() -> None:
    trade = report(figure(20, "people", "German diplomats", "RU"), "2023-04-23")
    hurt = report(figure(20, "people", None, "RU"), "2023-03-25", "AP")
    assert sizes([trade, hurt]) == [1, 1]


def test_a_meeting_in_the_country_confirms_and_dates_a_planned_visit_and_stays_an_event_of_its_own() -> None:
    plan = report(visit(BIDEN, "PL", "planned"), "2023-02-10")
    met = report(meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02-21", country="PL"), "2023-02-21", "CNN")
    events = {event.type: event for event in merge([plan, met])}
    assert sorted(events) == ["meeting", "visit"]
    seen = events[ClaimType.VISIT]
    assert (seen.status, seen.when, seen.documents) == (Status.OCCURRED, "2023-02-21", 1)
    assert [step.status for step in seen.history] == [Status.PLANNED, Status.OCCURRED]
    assert [one.claim for one in seen.witnesses] == [met.claim.id]
    assert [feature.name for feature in seen.witnesses[0].features] == ["time", "presence"]


@pytest.mark.parametrize(
    "met",
    [
        meeting(f"{BIDEN}+Andrzej Duda/PL", "planned", "2023-02-21", country="PL"),
        meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02-21", country="PL", how="phone"),
        meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02-21", country="US"),
        meeting(f"{XI}+Andrzej Duda/PL", "occurred", "2023-02-21", country="PL"),
        meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-04-21", country="PL"),
        meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02", country="PL"),
        meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", country="PL"),
    ],
    ids=["planned", "by phone", "in another country", "another visitor", "months later", "no day", "no time"],
)
def test_other_meetings_bear_no_witness(met: Meeting) -> None:
    plan = report(visit(BIDEN, "PL", "planned"), "2023-02-10")
    (event,) = (one for one in merge([plan, report(met, "2023-02-21", "CNN")]) if one.type is ClaimType.VISIT)
    assert (event.status, event.witnesses) == (Status.PLANNED, ())


def test_a_meeting_before_a_visit_was_told_of_as_ahead_is_no_witness_of_it() -> None:
    met = report(meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02-21", country="PL"), "2023-02-21", "CNN")
    plan = report(visit(BIDEN, "PL", "proposed"), "2023-02-28")
    (event,) = (one for one in merge([plan, met]) if one.type is ClaimType.VISIT)
    assert (event.status, event.witnesses) == (Status.PROPOSED, ())


def test_a_meeting_beside_the_days_of_a_plan_is_no_witness_of_it_but_of_a_stay_that_was_seen() -> None:
    met = report(meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02-21", country="PL"), "2023-02-21", "CNN")
    found = []
    for status in ("planned", "occurred"):
        told = report(visit(BIDEN, "PL", status, "2023-02-22"), "2023-02-20" if status == "planned" else "2023-02-22")
        (event,) = (one for one in merge([told, met]) if one.type is ClaimType.VISIT)
        found.append((event.status, event.when))
    assert found == [(Status.PLANNED, "2023-02-22"), (Status.OCCURRED, "2023-02-21/2023-02-22")]


def test_a_witness_counts_from_the_first_report_of_the_visit_on() -> None:
    met = report(meeting(f"{BIDEN}+Andrzej Duda/PL", "occurred", "2023-02-21", country="PL"), "2023-02-21", "CNN")
    told = report(visit(BIDEN, "PL", "occurred"), "2023-02-24")
    (event,) = (one for one in merge([told, met]) if one.type is ClaimType.VISIT)
    assert [(str(step.published_on), step.when) for step in event.history] == [("2023-02-24", "2023-02-21")]
    undated = replace(told, published_at=None, claim=with_claim_id(visit(BIDEN, "PL", "occurred", "2023-02-22")))
    (event,) = (one for one in merge([undated, met]) if one.type is ClaimType.VISIT)
    assert [step.published_on for step in event.history] == [None]


def test_who_meets_the_host_on_the_day_of_the_visit_is_there() -> None:
    plan = report(visit("Gustavo Petro/CO", "US", "planned", "2023-04-20", host=BIDEN), "2023-04-14")
    other = report(visit("Gustavo Petro/CO", "US", "planned", "2023-04-20"), "2023-04-14")
    told = meeting(f"Gustavo Petro/CO+{BIDEN}", "occurred")
    met, late = report(told, "2023-04-20", "CNN"), report(told, "2023-04-25", "CNN")
    statuses = [
        next(event.status for event in merge(some) if event.type is ClaimType.VISIT)
        for some in ([plan, met], [plan, late], [other, met])
    ]
    assert statuses == [Status.OCCURRED, Status.PLANNED, Status.PLANNED]


def test_visit_told_without_a_day_is_of_the_dated_one_that_comes_within_days() -> None:
    ahead = report(visit(BIDEN, "IE", "occurred"), "2023-04-06", "CNN")
    dated = report(visit(f"{BIDEN}+Jill Biden/US", "IE", "occurred", "2023-04-12"), "2023-04-12", "AP")
    event = only([ahead, dated])
    assert (event.when, len(event.members)) == ("2023-04-12", 2)


def test_year_is_no_reason_to_be_of_an_event_told_without_a_time() -> None:
    year = report(meeting(f"{BIDEN}+{XI}", "occurred", "2023"), "2023-06-19")
    undated = report(meeting(f"{BIDEN}+{XI}", "occurred"), "2023-06-18", "AP")
    assert sizes([year, undated]) == [1, 1]


def many() -> list[Report]:
    """Reports of several events that lie near each other."""
    made = []
    for number, outlet in enumerate(("AP", "CNN", "NPR", "BBC News", "Sky News")):
        made += [
            report(visit(BIDEN, "UA", "occurred", f"2023-02-{20 + number % 2}"), "2023-02-21", outlet),
            report(visit(BIDEN, "UA", "planned"), f"2023-02-{10 + number}", outlet),
            report(visit(f"{BIDEN}+{ZELENSKYY}", "PL", "ongoing"), f"2023-02-2{number}", outlet),
            report(meeting(f"{BIDEN}+{ZELENSKYY}", "occurred", "2023-02-20"), "2023-02-20", outlet),
            report(visit(BIDEN, "UA", "planned", "2023-06"), f"2023-04-{10 + number}", outlet),
        ]
    return made


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_reports_come_does_not_matter(seed: int) -> None:
    reports = many()
    shuffled = random.Random(seed).sample(reports, len(reports))
    assert merge(shuffled) == merge(reports)


def test_the_id_is_that_of_the_first_published_claim() -> None:
    reports = many()
    for event in merge(reports):
        assert event.id == event_id(event.members[0].claim)


def test_people_join_and_part_and_the_latest_word_holds() -> None:
    one = report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20")
    two = report(visit(BIDEN, "UA", "occurred", "2023-02-21"), "2023-02-21", "CNN")

    def judged(verdict: Verdict, at: str) -> Judgement:
        return Judgement(claim=one.claim.id, other=two.claim.id, verdict=verdict, author="an editor", judged_at=at)

    apart, together = judged(Verdict.DIFFERENT, "2023-03-01T00:00:00Z"), judged(Verdict.SAME, "2023-03-02T00:00:00Z")
    assert len(merge([one, two])) == 1
    assert len(merge([one, two], [apart])) == 2
    assert len(merge([one, two], [together, apart])) == 1
    far = report(visit(BIDEN, "UA", "occurred", "2023-09-21"), "2023-09-21", "CNN")
    same = Judgement(
        claim=one.claim.id, other=far.claim.id, verdict=Verdict.SAME, author="", judged_at="2023-10-01T00:00:00Z"
    )
    (joined,) = merge([one, far], [same])
    assert {feature.sentence for member in joined.members for feature in member.features} == {
        "A person said that they are one."
    }


def test_reasons_are_told_in_sentences() -> None:
    event = only(
        [
            report(visit(BIDEN, "UA", "occurred", "2023-02-20", at="Kyiv"), "2023-02-20"),
            report(visit(BIDEN, "UA", "occurred", "2023-02-21", at="Kyiv"), "2023-02-21", "CNN"),
        ]
    )
    told = {feature.name: feature.sentence for member in event.members for feature in member.features}
    assert told == {
        "time": "2023-02-21 is 1 days from 2023-02-20, which one event may take.",
        "parties": "1 of 1 parties are the same.",
        "place": "Both name kyiv.",
    }


def test_spellings_that_differ_in_accents_or_case_are_one_value_as_most_write_it() -> None:
    reports = [
        report(visit(BIDEN, "FR", "occurred", "2023-02-08", at=name), "2023-02-08", outlet)
        for name, outlet in (("Elysee Palace", "AP"), ("Élysée Palace", "CNN"), ("Élysée palace", "NPR"))
    ]
    reports.append(report(visit(BIDEN, "FR", "occurred", "2023-02-08", at="Élysée Palace"), "2023-02-09", "BBC"))
    (place,) = (field for field in only(reports).fields if field.name == "place")
    assert [(one.value, len(one.claims)) for one in place.values] == [("Élysée Palace", 4)]


def test_dissent_is_kept_beside_the_best_supported_value() -> None:
    event = only(
        [
            report(visit(BIDEN, "UA", "occurred", "2023-02-20", at="Kyiv"), "2023-02-20", "AP"),
            report(visit(BIDEN, "UA", "occurred", "2023-02-20", at="Kyiv"), "2023-02-20", "CNN"),
            report(visit(BIDEN, "UA", "occurred", "2023-02-20", at="Lviv"), "2023-02-20", "NPR"),
        ]
    )
    field = next(field for field in event.fields if field.name == "place")
    assert [(value.value, value.origins) for value in field.values] == [("Kyiv", 2), ("Lviv", 1)]
    assert event.values("place") == ("Kyiv",)


@pytest.mark.parametrize(
    ("outlets", "wires", "origins"),
    [
        (("CNN", "NPR", "Al Jazeera"), (None, None, None), 3),
        (("The Wall Street Journal", "The Times", "NPR"), (None, None, None), 2),
        (("CNN", "NPR", "Al Jazeera"), ("Associated Press", "AP", None), 2),
        (("AP", "NPR", "Al Jazeera"), (None, "AP", None), 2),
    ],
)
def test_sisters_and_wire_copy_count_once(
    outlets: tuple[str, ...], wires: tuple[str | None, ...], origins: int
) -> None:
    texts = ("The president came to Kyiv by train.", "A surprise in Kyiv today.", "Sirens sounded as he walked.")
    told = visit(BIDEN, "UA", "occurred", "2023-02-20")
    reports = [
        report(told, "2023-02-20", outlet, text, wire) for outlet, text, wire in zip(outlets, texts, wires, strict=True)
    ]
    assert only(reports).origins == origins


@pytest.mark.parametrize(
    ("published", "outlets", "origins"),
    [
        ((("The Guardian", None), (None, "https://www.theguardian.com/world/1")), 1, 1),
        ((("Guardian", None), ("theguardian.com", None)), 1, 1),
        ((("New York Times", None), (None, "https://nytimes.com/1"), ("NPR", None)), 2, 2),
        ((("The Lund Post", "https://post.example.se/1"), (None, "https://www.post.example.se/2")), 1, 1),
        ((("The Sun", None), (None, "https://www.thetimes.co.uk/1")), 2, 1),
        ((("CNN", "https://www.msn.com/1"), ("NPR", "https://www.msn.com/2")), 2, 2),
        ((("CNN", "https://uk.news.yahoo.com/1"), ("NPR", "https://uk.news.yahoo.com/2")), 2, 2),
        ((("CNN", "https://m.facebook.com/1"), ("NPR", "https://m.facebook.com/2")), 2, 2),
        ((("The Lund Post", "https://lund.example.se/a text"), (None, "https://lund.example.se/2")), 1, 1),
    ],
)
def test_an_outlet_is_one_by_its_name_and_by_its_host(
    published: tuple[tuple[str | None, str | None], ...], outlets: int, origins: int
) -> None:
    reports = []
    for number, (outlet, url) in enumerate(published):
        source = replace(document("2023-02-20", "", f"Text {number}"), id=f"d-{number}", outlet=outlet, url=url)
        told = report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20", f"{number}")
        claim = with_claim_id(replace(told.claim, document=source.id))
        reports.append(replace(told, claim=claim, outlet=outlet_of(source), provenance=provenance_of(source)))
    event = only(reports)
    assert (event.outlets, event.origins) == (outlets, origins)


def test_a_text_printed_twice_with_small_changes_is_one_origin() -> None:
    text = (
        "The president arrived in Kyiv on Monday morning after a journey of ten hours by train from Poland, "
        "and walked with his host through the centre of the capital while sirens sounded, officials said."
    )
    told = visit(BIDEN, "UA", "occurred", "2023-02-20")
    copies = [
        report(told, "2023-02-20", "CNN", text),
        report(told, "2023-02-20", "NPR", text.replace("officials", "aides")),
    ]
    assert only(copies).origins == 1


@pytest.mark.parametrize(
    ("cited", "side"),
    [
        ((("Kremlin press service/RU",),), "host"),
        ((("CN",),), "visitor"),
        ((("CN",), ("RU",)), "both"),
        ((("GB",),), "third"),
        (((),), None),
    ],
)
def test_which_side_announced_a_visit(cited: tuple[tuple[str, ...], ...], side: str | None) -> None:
    reports = [
        report(visit(XI, "RU", "planned", "2025-05-07", said_by=names), "2025-05-04", outlet)
        for names, outlet in zip(cited, ("AP", "CNN"), strict=False)
    ]
    assert only(reports).announced_by == side


def test_visits_from_country_to_country_are_one_trip_and_a_pause_ends_it() -> None:
    reports = [
        report(visit(BIDEN, "UA", "occurred", "2023-02-20"), "2023-02-20"),
        report(visit(BIDEN, "PL", "occurred", "2023-02-21/2023-02-22"), "2023-02-22"),
        report(visit(BIDEN, "CA/CA", "planned", "2023-03-23"), "2023-03-10"),
        report(visit(BIDEN, "GB", "cancelled", "2023-02-23"), "2023-02-20"),
        report(visit(BIDEN, "TR", "planned", "2023-02-21"), "2023-02-10"),
        report(visit(XI, "RU", "occurred", "2023-02-21"), "2023-02-22"),
    ]
    (trip,) = trips_of(merge(reports))
    assert (trip.visitor, trip.destinations, len(trip.legs)) == ("Joe Biden", ("UA", "PL"), 2)
    assert (str(trip.earliest), str(trip.latest)) == ("2023-02-20", "2023-02-22")
