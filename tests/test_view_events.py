"""Events out of real ledgers: listings, exports, what was told earlier, what changed, what people judge."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyarrow import parquet

from communique.cli import main
from communique.judging import JudgedError, judge_event
from communique.rebuilding import rebuild_events
from communique.records import ClaimType, Event, PublishedAt, Status, Verdict
from communique.store.file import Parameters
from communique.view import FilterError, Ledger
from communique.view.event_results import AFTER, BEFORE, event_columns
from communique.view.event_selection import EventSelection, count_events, newest_publication, select_events
from communique.view.near_misses import near_misses
from communique.view.selection import Selection, select
from communique.view.versions import AT_ADDRESS
from event_factory import (
    ANNOUNCED,
    ARRIVED,
    CONFIRMED,
    COVERAGE,
    DOUBTED,
    MOVED_FROM,
    STORY,
    article,
    ledger_of,
)

DAY = datetime.date.fromisoformat
EARLY = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
LATE = datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of(tmp_path_factory.mktemp("events") / "communique.db", *STORY)


def run(ledger: Ledger, *words: str, width: int = 120) -> Result:
    variables = {"COMMUNIQUE_LEDGER": str(ledger.path), "COLUMNS": str(width)}
    return CliRunner(env=variables).invoke(main, list(words))


def told(events: tuple[Event, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(event.values("destination")[0], event.status, event.when) for event in events]


# Listings


def test_one_line_for_each_event_with_what_its_reports_tell_together(ledger: Ledger) -> None:
    lines = run(ledger, "events").output.splitlines()
    assert lines[0].split() == ["When", "Type", "What", "Status", "Origins", "Articles", "Announced", "by", "Id"]
    event = ledger.events().found[0]
    words = "7–10 May 2025 visit Xi Jinping → Russia occurred 4 4 both sides"
    assert " ".join(lines[2].split()) == f"{words} {event.id[:10]}"
    assert "3 events from 6 claims" in lines[-1]


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_tables_keep_to_the_width(ledger: Ledger, width: int) -> None:
    for words in (["events"], ["diff", "--from", "2025-05-03", "--to", "2025-05-10"], ["reliability", "CN", "RU"]):
        lines = run(ledger, *words, width=width).output.splitlines()
        assert max(map(len, lines)) <= width
        assert any("e-" in line for line in lines)


FILTERS = [
    {},
    {"types": (ClaimType.MEETING,)},
    {"statuses": (Status.PLANNED,)},
    {"statuses": (Status.OCCURRED,), "people": ("Xi",)},
    {"people": ("Putin",)},
    {"states": ("DE",)},
    {"states": ("Russia", "CN")},
    {"first_day": "2025-06"},
    {"last_day": "2025-05"},
    {"first_day": "2025-05-11", "last_day": "2025-05-12"},
    {"text": "a blog wrote"},
    {"one_sided": True},
    {"overdue": 14},
    {"overdue": 17},
    {"overdue": 48},
    {"document": ARRIVED[0].document.id},
    {"limit": 1},
    {"confidence": 0.5},
]
EXPECTED = [3, 0, 2, 1, 0, 1, 2, 2, 1, 0, 1, 2, 2, 2, 1, 1, 1, 3]


@pytest.mark.parametrize(("filters", "number"), list(zip(FILTERS, EXPECTED, strict=True)), ids=map(str, FILTERS))
def test_filters_choose_the_same_by_all_three_ways(ledger: Ledger, filters: dict, number: int) -> None:
    """In SQL; of events cut down to a day; of events merged anew."""
    now = select_events(ledger, EventSelection(**filters)).found
    assert len(now) == number
    assert select_events(ledger, EventSelection(**filters, as_of="2100")).found == now
    assert select_events(ledger, EventSelection(**filters, recorded_as_of="2100")).found == now


@pytest.mark.parametrize(
    "filters",
    [{"as_of": "soon"}, {"recorded_as_of": "2025-05-07T25"}, {"overdue": -1}, {"states": ("Narnia",)}],
)
def test_a_filter_that_means_nothing_is_refused(ledger: Ledger, filters: dict) -> None:
    with pytest.raises(FilterError):
        ledger.events(**filters)


def test_a_table_has_so_many_rows_and_says_how_to_see_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.options.MOST_ROWS", 2)
    for words, total in ((["events"], "3 events"), (["visits", "--events"], "3 events"), (["visits"], "6 visits")):
        assert f"first 2 of {total}. `--all` shows all" in run(ledger, *words).output
        for more in (["--all"], ["--limit", "3"], ["--json"], ["--csv"]):
            result = run(ledger, *words, *more)
            assert (result.exit_code, "--all" in result.output) == (0, False)
        assert total in run(ledger, *words, "--all").output
    as_of = run(ledger, "events", "--as-of", "2100", "--state", "DE").output
    assert "--all" not in as_of
    assert "first 2 of 3 events" in run(ledger, "events", "--as-of", "2100").output
    assert len(json.loads(run(ledger, "events", "--json").output)) == 3


@pytest.mark.parametrize("filters", FILTERS, ids=map(str, FILTERS))
def test_events_are_counted_as_they_are_selected(ledger: Ledger, filters: dict) -> None:
    for clock in ({}, {"as_of": "2025-05-08"}, {"recorded_as_of": "2026-01-15"}):
        unlimited = EventSelection(**filters | clock | {"limit": None})
        chosen = EventSelection(**filters | clock)
        assert count_events(ledger, chosen) == len(select_events(ledger, unlimited))


@pytest.mark.parametrize(
    ("listing", "index"),
    [
        (lambda ledger: select_events(ledger, EventSelection(limit=9)), "event_order"),
        (lambda ledger: select_events(ledger, EventSelection(people=("Xi",), limit=9)), "event_state"),
        (
            lambda ledger: select_events(ledger, EventSelection(states=("CN",), first_day="2025", limit=9)),
            "event_state",
        ),
        (lambda ledger: select(ledger, Selection(limit=9)), "claim_order"),
        (lambda ledger: list(ledger.sql(AT_ADDRESS, {"url": "https://example.org/news"})), "document_url"),
    ],
)
def test_listings_do_not_read_the_whole_ledger(
    ledger: Ledger, listing: Callable[[Ledger], object], index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Parameters]] = []
    sql = Ledger.sql

    def noted(self: Ledger, query: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        asked.append((query, parameters))
        return sql(self, query, parameters)

    monkeypatch.setattr(Ledger, "sql", noted)
    listing(ledger)
    plan = [row["detail"] for row in sql(ledger, f"EXPLAIN QUERY PLAN {asked[-1][0]}", asked[-1][1])]
    assert any(f" {index}" in step for step in plan), plan


def test_visits_can_be_listed_as_events(ledger: Ledger) -> None:
    assert "3 events from 6 claims" in run(ledger, "visits", "--events").output
    one_sided = run(ledger, "visits", "--one-sided").output
    assert "host's side" in one_sided
    assert "visitor's side" in one_sided
    assert "both sides" not in one_sided
    assert "6 visits in 6 documents" in run(ledger, "visits").output


def test_a_plan_without_word_is_overdue_by_days_of_coverage(ledger: Ledger) -> None:
    """The newest publication is of 20 July: 3 July is 17 days past, 2 June 48."""
    overdue = [len(ledger.events(overdue=days)) for days in (0, 17, 18, 48, 49)]
    assert overdue == [2, 2, 1, 1, 0]
    assert len(ledger.events(overdue=0, as_of="2025-07-19")) == 0  # the newest publication was of 20 May then


def test_what_was_under_way_when_last_told_of_is_not_said_to_be_so_later(tmp_path: Path) -> None:
    visiting = article(
        "Xi is on a visit to Moscow.", outlet="Alpha", published="2025-05-08", status="ongoing", words="is on"
    )
    path = tmp_path / "communique.db"
    ledger = ledger_of(path, visiting)
    (event,) = ledger.events().found
    assert event.status is Status.ONGOING
    assert "was ongoing" not in run(ledger, "events").output + run(ledger, "show", event.id).output
    ledger.add(*COVERAGE)
    rebuild_events(ledger)
    assert ledger.events().found == (event,)
    assert "was ongoing" in run(ledger, "events").output
    shown = " ".join(run(ledger, "show", event.id).output.split())
    assert "last told of on 8 May 2025, its end by nobody" in shown
    assert "was ongoing" not in run(ledger, "events", "--as-of", "2025-05-08").output


def test_an_article_dated_to_a_year_says_nothing_of_the_days_that_were_read(tmp_path: Path) -> None:
    year = PublishedAt(earliest=DAY("2025-01-01"), latest=DAY("2025-12-31"), method="record", reason="A year is given.")
    reading, snapshot = article("Nothing of note happened that year.", outlet="Beta", published="2025-12-31")
    undated = replace(reading, document=replace(reading.document, published_at=year))
    visiting = article(
        "Xi is on a visit to Moscow.", outlet="Alpha", published="2025-06-03", status="ongoing", words="is on"
    )
    ledger = ledger_of(tmp_path / "communique.db", MOVED_FROM, visiting, (undated, snapshot))
    assert "was ongoing" not in run(ledger, "events").output
    assert [len(ledger.events(overdue=days)) for days in (0, 1, 2)] == [1, 1, 0]
    assert newest_publication(ledger, Selection()) == DAY("2025-06-03")


def test_trips_changes_and_what_was_left_out_say_that_it_was_under_way(tmp_path: Path) -> None:
    on_to_berlin = article(
        "Xi is on a visit to Berlin since May 11.",
        outlet="Beta",
        published="2025-05-12",
        status="ongoing",
        words="is on",
        when=("May 11", "2025-05-11"),
        to="Berlin",
        code="DE",
    )
    again = article(
        "Xi visited Berlin on July 3.",
        outlet="Beta",
        published="2025-07-04",
        status="occurred",
        when=("July 3", "2025-07-03"),
        to="Berlin",
        code="DE",
    )
    ledger = ledger_of(tmp_path / "communique.db", ANNOUNCED, ARRIVED, on_to_berlin, again)
    assert "was ongoing" in run(ledger, "trips").output
    assert "was ongoing" not in run(ledger, "trips", "--as-of", "2025-05-12").output
    assert "was ongoing" in run(ledger, "diff", "--from", "2025-05-11", "--to", "2025-07-31").output
    assert "was ongoing" not in run(ledger, "diff", "--from", "2025-05-11", "--to", "2025-05-12").output
    later = next(event for event in ledger.events().found if event.when == "2025-07-03")
    assert "was ongoing" in run(ledger, "show", later.id).output.partition("Left out")[2]


def test_events_behind_what_was_read_are_said_to_be(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", ANNOUNCED)
    assert "behind" not in run(ledger, "events").stderr
    ledger.add(*ARRIVED)
    for words in (["events"], ["visits", "--events"], ["export", "events"]):
        result = run(ledger, *words)
        assert "communique rebuild" in result.stderr
        assert "rebuild" not in result.stdout
    assert "rebuild" not in run(ledger, "visits").stderr


# Exports and frames


def test_an_event_a_line_with_the_keys_that_scores_read(ledger: Ledger) -> None:
    rows = [json.loads(line) for line in run(ledger, "export", "events", "--type", "visit").output.splitlines()]
    first = rows[0]
    held = {"type": "visit", "visitor": ["Xi Jinping"], "destination": "RU", "when": "2025-05-07/2025-05-10"}
    assert first.items() >= (held | {"status": "occurred", "documents": 4, "outlets": 4, "origins": 4}).items()
    assert first["claimants"] == ["CN", "RU"]
    assert (first["announced_by"], first["first_published"]) == ("both", "2025-05-04")
    assert [step["status"] for step in first["history"]] == ["planned", "occurred"]
    assert len(first["claims"]) == len(set(first["claims"])) == 4
    assert tuple(first) == event_columns((ClaimType.VISIT,))


def test_json_csv_and_parquet_hold_the_same_rows(ledger: Ledger, tmp_path: Path) -> None:
    rows = json.loads(run(ledger, "events", "--json").output)
    table = list(csv.DictReader(io.StringIO(run(ledger, "events", "--csv").output)))
    run(ledger, "export", "events", "--format", "parquet", "--output", str(tmp_path / "e.parquet"))
    stored = parquet.read_table(tmp_path / "e.parquet").to_pylist()
    for row, line, kept in zip(rows, table, stored, strict=True):
        assert list(row) == list(line) == list(kept) == list(event_columns(()))
        assert line["visitor"] == "; ".join(row["visitor"]) == "; ".join(kept["visitor"])
        assert json.loads(line["history"]) == json.loads(kept["history"]) == row["history"]
        assert int(line["origins"]) == kept["origins"] == row["origins"]
        assert line["when_from"] == row["when_from"] == kept["when_from"].isoformat()


def test_dissent_has_the_values_that_do_not_hold(tmp_path: Path) -> None:
    other = article(
        "Xi came to Moscow for a private visit on May 7.",
        outlet="Epsilon",
        published="2025-05-08",
        status="occurred",
        when=("May 7", "2025-05-07"),
        form="private",
    )
    others = [
        article(
            f"Xi came to Moscow for a state visit on May 7, {outlet} says.",
            outlet=outlet,
            published="2025-05-08",
            status="occurred",
            when=("May 7", "2025-05-07"),
            form="state",
        )
        for outlet in ("Zeta", "Eta")
    ]
    ledger = ledger_of(tmp_path / "communique.db", other, *others)
    (row,) = ledger.events().exchanged()
    assert row["form"] == "state"
    (field,) = row["dissent"].values()
    assert [(one["value"], one["origins"]) for one in field] == [("state", 2), ("private", 1)]
    assert "but: private" in run(ledger, "show", row["id"]).output


def test_frames(ledger: Ledger) -> None:
    polars = pytest.importorskip("polars")
    frame = ledger.events(ClaimType.VISIT).to_polars()
    assert isinstance(frame, polars.DataFrame)
    assert frame["when_from"].to_list() == [DAY("2025-05-07"), DAY("2025-06-02"), DAY("2025-07-03")]
    assert list(ledger.events().to_pandas()["origins"]) == [4, 1, 1]
    empty = ledger.events(people=("Nobody",)).to_arrow()
    assert (empty.num_rows, empty.schema) == (0, ledger.events().to_arrow().schema)


def test_columns_of_all_types_are_named_once() -> None:
    names = event_columns(())
    assert len(names) == len(set(names))
    assert names[: len(BEFORE)] == BEFORE
    assert names[-len(AFTER) :] == AFTER


def test_filters_of_events_are_refused_for_claims(ledger: Ledger) -> None:
    for words in (["--type", "visit"], ["--one-sided"], ["--overdue", "3"]):
        result = run(ledger, "export", "visits", *words)
        assert (result.exit_code, "[bad-call]" in result.output) == (2, True)


# What was told earlier

STAY = "2025-05-07/2025-05-10"
THEN = [
    ("2025-05-03", []),
    ("2025-05-04", [("RU", "planned", STAY)]),
    ("2025-05-07", [("RU", "planned", STAY), ("DE", "planned", "2025-06-02")]),
    ("2025-05-08", [("RU", "occurred", STAY), ("DE", "planned", "2025-06-02")]),
    ("2025-05", [("RU", "occurred", STAY), ("DE", "planned", "2025-06-02"), ("RU", "planned", "2025-07-03")]),
]


@pytest.mark.parametrize(("day", "expected"), THEN)
def test_as_of_a_day_events_are_what_was_told_by_then(ledger: Ledger, day: str, expected: list) -> None:
    assert told(ledger.events(as_of=day).found) == expected


def test_what_was_published_later_neither_counts_nor_is_found(ledger: Ledger) -> None:
    (then,) = ledger.events(as_of="2025-05-04").found
    (now, *_) = ledger.events().found
    assert then.id == now.id
    assert (then.documents, then.origins, then.announced_by, len(then.history)) == (1, 1, "host", 1)
    assert ledger.events(as_of="2025-05-05", text="confirmed").found == ()
    assert len(ledger.events(as_of="2025-05-06", text="confirmed")) == 1
    assert [len(ledger.events(as_of=day, one_sided=True)) for day in ("2025-05-04", "2025-05-06")] == [1, 1]
    assert ledger.events(as_of="2025-05-07", statuses=(Status.OCCURRED,)).found == ()
    assert ledger.events(as_of="2025-05-07", last_day="2025-05-10").found[0].when == "2025-05-07/2025-05-10"


@given(day=st.dates(DAY("2025-05-01"), DAY("2025-07-31")), places=st.permutations(range(len(STORY))))
def test_an_earlier_day_is_as_if_later_articles_had_not_been_read(
    tmp_path_factory: pytest.TempPathFactory, day: datetime.date, places: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("then")
    known = [STORY[place] for place in places if STORY[place][0].document.published_at.latest <= day]
    with ledger_of(folder / "then.db", *known) as then, ledger_of(folder / "now.db", *STORY) as now:
        assert now.events(as_of=day.isoformat()).found == then.events().found


def test_claims_as_of_a_day_and_an_instant(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", ANNOUNCED, ARRIVED, recorded_at=EARLY)
    ledger.add(*CONFIRMED, recorded_at=LATE)
    assert [len(ledger.visits(as_of=day)) for day in ("2025-05-03", "2025-05-04", "2025-05-07", "2025")] == [0, 1, 2, 3]
    instants = (
        "2025",
        "2026-01-01T11:59:59",
        "2026-01-01T12:00:00Z",
        "2026-01-01T13:00+01:00",
        "2026-01",
        "2026-02-01",
    )
    assert [len(ledger.visits(recorded_as_of=instant)) for instant in instants] == [0, 0, 2, 2, 2, 3]
    assert len(ledger.visits(recorded_as_of="2026-01", as_of="2025-05-05")) == 1
    assert "1 visit in 1 document" in run(ledger, "visits", "--as-of", "2025-05-04").output
    exported = run(ledger, "export", "visits", "--recorded-as-of", "2026-01-15").output
    assert len(exported.splitlines()) == 2


def read_again(reading: tuple, **facts: object) -> tuple:
    """The same article, read otherwise."""
    document = reading[0].document
    return article(document.text, outlet=document.outlet, published=document.published_at.latest.isoformat(), **facts)


def test_as_of_an_instant_what_was_replaced_later_counts_again(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", ARRIVED, recorded_at=EARLY)
    again = read_again(ARRIVED, status="planned", when=("May 7", "2025-05-07"))
    assert again[0].document.id == ARRIVED[0].document.id
    ledger.add(*again, recorded_at=LATE)
    rebuild_events(ledger)
    assert [event.status for event in ledger.events().found] == ["planned"]
    assert [event.status for event in ledger.events(recorded_as_of="2026-01-15").found] == ["occurred"]
    assert [found.claim.status.value for found in ledger.visits(recorded_as_of="2026-01-15").found] == ["occurred"]
    assert ledger.events(recorded_as_of="2025").found == ()


def test_as_of_an_instant_judgements_of_later_are_not_obeyed(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *STORY, recorded_at=EARLY)
    before = ledger.events().found
    judge_event(ledger, before[0].id, before[2].id, Verdict.SAME, author="Ada", reason="one trip", judged_at=LATE)
    assert len(ledger.events()) == 2
    assert ledger.events(recorded_as_of="2026-01-15").found == before
    assert len(ledger.events(recorded_as_of="2026-02-15")) == 2


# One event


def test_show_tells_history_dissent_reasons_and_what_was_left_out(ledger: Ledger) -> None:
    event = ledger.events().found[0]
    output = run(ledger, "show", event.id[:10]).output
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert lines[:2] == ["visit Xi Jinping → Russia", "7–10 May 2025 · occurred"]
    for line in (
        "told by 4 articles of 4 outlets, 4 independent origins",
        "cited China, Russia",
        "announced by both sides",
        "4 May 2025 planned 7–10 May 2025 Kremlin (Alpha)",
        "by 8 May 2025 occurred 7–10 May 2025 Gamma",
        "status 1 origin, 1 claim occurred",
        "2 origins, 2 claims before: planned",
        "1 origin, 1 claim but: denied",
        "Xi arrived for a visit to Moscow on May 7.",
    ):
        assert line in lines, line
    assert "2025-05-07 and 2025-05-07 to 2025-05-10 agree. (time 3)" in " ".join(lines)
    left_out = lines[lines.index("Left out") :]
    assert left_out[1].endswith("Xi Jinping → Russia · 3 Jul 2025 · planned")
    assert left_out[2].endswith("2025-07-03 is not 2025-05-07 to 2025-05-10.")
    assert not any("Germany" in line for line in left_out)


def test_show_an_event_as_json(ledger: Ledger) -> None:
    event = ledger.events().found[0]
    record = json.loads(run(ledger, "show", event.id, "--json").output)
    assert record["event"]["id"] == event.id
    assert [one["claim"]["id"] for one in record["reports"]] == [one.claim for one in event.members]
    assert record["near_misses"][0]["reason"].startswith("2025-07-03 is not")


def test_near_misses_come_nearest_first_and_no_more_than_asked(ledger: Ledger) -> None:
    event = ledger.events().found[0]
    reports = list(ledger.reports(one.claim for one in event.members))
    assert near_misses(ledger, event, reports, limit=0) == []
    (miss,) = near_misses(ledger, event, reports, limit=5)
    assert (miss.event, miss.judged) == (ledger.events().found[2].id, False)


# What people judge


def test_a_claim_that_is_judged_different_leaves_and_comes_back(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *STORY)
    event = ledger.events().found[0]
    claim = DOUBTED[0].claims[0].id
    output = run(ledger, "judge", event.id[:8], "--different", claim, "--reason", "a hoax", "--author", "Ada").output
    assert "is not of the event" in output
    split = ledger.events(states=("RU",)).found
    assert sorted(len(one.members) for one in split) == [1, 1, 3]
    shown = " ".join(run(ledger, "show", event.id).output.split())
    assert "A person told them apart." in shown
    assert f"Ada: {claim} is another event than 3 claims: a hoax" in shown
    assert f"event {ledger.event_of_claim(claim).id}" in " ".join(run(ledger, "show", claim).output.split())
    assert shown.endswith("a hoax")
    assert len(ledger.judgements()) == 3

    run(ledger, "judge", event.id, "--same", claim, "--reason", "no hoax", "--author", "Ada")
    assert len(ledger.event(event.id).members) == 4
    assert len(ledger.judgements()) == 6
    assert all(judgement.author == "Ada" for judgement in ledger.judgements())


def test_an_event_keeps_its_id_when_the_claim_that_it_comes_from_is_judged_different(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *STORY)
    event = ledger.events(states=("RU",)).found[0]
    claim = ANNOUNCED[0].claims[0].id
    assert event.members[0].claim == claim
    run(ledger, "judge", event.id, "--different", claim, "--reason", "another", "--author", "Ada")
    stayed, left = ledger.event(event.id), ledger.event_of_claim(claim)
    assert stayed.id == event.id
    assert {one.claim for one in stayed.members} == {one.claim for one in event.members[1:]}
    assert left is not None
    assert [one.claim for one in left.members] == [claim]
    assert ledger.event(left.id) == left != stayed
    assert left.id in " ".join(run(ledger, "show", claim).output.split())
    rebuild_events(ledger, everything=True)
    assert (ledger.event(event.id), ledger.event(left.id)) == (stayed, left)

    run(ledger, "judge", event.id, "--same", claim, "--reason", "one after all", "--author", "Ada")
    assert len(ledger.event(event.id).members) == len(event.members)


def test_a_claim_that_was_never_of_an_event_keeps_its_own_id_when_it_is_told_apart(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *STORY)
    first, last = ledger.events(states=("RU",)).found[0], ledger.events(states=("DE",)).found[0]
    for one, other in ((first, last), (last, first)):
        run(ledger, "judge", one.id, "--different", other.members[0].claim, "--reason", "no trip", "--author", "Ada")
        assert (ledger.event(first.id).members, ledger.event(last.id).members) == (first.members, last.members)
        assert {one.id for one in ledger.events().found} >= {first.id, last.id}


def test_a_claim_that_is_in_the_event_is_not_joined_to_it(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *STORY)
    event = ledger.events(states=("RU",)).found[0]
    for one in event.members:
        result = run(ledger, "judge", event.id, "--same", one.claim, "--reason", "x", "--author", "Ada")
        assert (result.exit_code, "in the event" in " ".join(result.output.split())) == (2, True)
    assert ledger.judgements() == ()


def test_a_claim_that_does_not_count_is_not_judged(tmp_path: Path) -> None:
    back = replace(ARRIVED[0].claims[0], superseded=True)
    ledger = ledger_of(tmp_path / "communique.db", ANNOUNCED, (replace(ARRIVED[0], claims=(back,)), ARRIVED[1]))
    event = ledger.events().found[0]
    for way in ("--same", "--different"):
        result = run(ledger, "judge", event.id, way, back.id, "--reason", "x", "--author", "Ada")
        assert (result.exit_code, "takes it back itself" in " ".join(result.output.split())) == (2, True)
    ledger.add(*CONFIRMED)
    rebuild_events(ledger)
    gone = CONFIRMED[0].claims[0].id
    ledger.add(replace(CONFIRMED[0], claims=(), entities=()), CONFIRMED[1])
    rebuild_events(ledger)
    result = run(ledger, "judge", event.id, "--same", gone, "--reason", "x", "--author", "Ada")
    assert "no longer says so" in " ".join(result.output.split())
    assert ledger.judgements() == ()


def test_events_that_are_joined_are_found_by_either_id_and_a_rebuild_obeys(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *STORY)
    first, _, last = ledger.events().found
    assert run(ledger, "judge", first.id, "--same", last.id, "--reason", "one trip").exit_code == 0
    rebuild_events(ledger, everything=True)
    assert ledger.event(first.id) == ledger.event(last.id)
    assert run(ledger, "show", last.id).output == run(ledger, "show", first.id).output
    assert len(ledger.events()) == 2
    assert ledger.judgements()[0].author


JUDGE = ("--reason", "x", "--author", "Ada")
WRONG = [
    (["judge", "EVENT", *JUDGE], "bad-call"),
    (["judge", "EVENT", "--same", "c-1", "--different", "c-2", *JUDGE], "bad-call"),
    (["judge", "EVENT", "--same", "c-none", *JUDGE], "unknown-id"),
    (["judge", "EVENT", "--different", "EVENT", *JUDGE], "bad-judgement-call"),
    (["judge", "EVENT", "--same", "EVENT", *JUDGE], "bad-judgement-call"),
    (["judge", "e-none", "--same", "c-none", *JUDGE], "unknown-id"),
    (["judge", "EVENT", "--same", "CLAIM"], "bad-call"),
    (["show", "e-none"], "unknown-id"),
    (["diff", "--from", "2025-05-05", "--to", "2025-05-05"], "bad-filter"),
    (["diff", "--from", "2025-05-05"], "bad-call"),
    (["reliability", "CN", "China"], "bad-filter"),
    (["reliability", "CN", "Narnia"], "bad-filter"),
    (["events", "--overdue", "-1"], "bad-call"),
    (["events", "--type", "wedding"], "bad-call"),
]


@pytest.mark.parametrize(("words", "code"), WRONG)
def test_a_call_that_can_do_nothing_says_so_and_records_nothing(ledger: Ledger, words: list[str], code: str) -> None:
    event = ledger.events().found[0]
    named = [word.replace("EVENT", event.id).replace("CLAIM", event.members[0].claim) for word in words]
    result = run(ledger, *named)
    assert (result.exit_code, f"[{code}]" in result.output) == (2, True), result.output
    assert ledger.judgements() == ()


def test_the_only_claim_of_an_event_cannot_be_told_apart(ledger: Ledger) -> None:
    event = ledger.events().found[1]
    with pytest.raises(JudgedError):
        judge_event(ledger, event.id, event.members[0].claim, Verdict.DIFFERENT, author="Ada")


def test_the_only_claim_of_an_event_is_said_to_be_the_only_one(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "one.db", ARRIVED)
    output = run(ledger, "show", ledger.events().found[0].id).output
    assert "It is the only claim of it." in output
    assert "The others were held against it." not in output


def test_visits_from_country_to_country_are_listed_as_a_trip(tmp_path: Path) -> None:
    on_to_berlin = article(
        "Xi went on a visit to Berlin on May 11.",
        outlet="Beta",
        published="2025-05-12",
        status="occurred",
        when=("May 11", "2025-05-11"),
        to="Berlin",
        code="DE",
    )
    assert run(ledger_of(tmp_path / "one.db", ARRIVED, on_to_berlin), "trips").output.startswith("No trips in")
    ledger = ledger_of(tmp_path / "trip.db", ANNOUNCED, ARRIVED, on_to_berlin)
    (trip,) = json.loads(run(ledger, "trips", "--person", "Xi", "--json").output)
    assert (trip["visitor"], trip["when"]) == ("Xi Jinping", "2025-05-07/2025-05-11")
    assert [(leg["destination"], leg["status"]) for leg in trip["legs"]] == [("RU", "occurred"), ("DE", "occurred")]
    table = run(ledger, "trips").output
    assert "7–11 May 2025" in table
    assert "Germany" in table
    assert "1 trip." in table
    assert json.loads(run(ledger, "trips", "--as-of", "2025-05-10", "--json").output) == []
