"""Findings in a ledger: brought up to date bit by bit, in any order, they are those of a review of everything."""

from __future__ import annotations

import datetime
import hashlib
import json
import random
import sqlite3
import tomllib
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from communique import ids, read
from communique.cli import main
from communique.judging import judge_event
from communique.merge import merge
from communique.rebuilding import rebuild_events
from communique.records import Reading, Snapshot, Verdict
from communique.review import CHECKS, review
from communique.review.book import Book
from communique.store import Ledger

CASES = tomllib.loads((Path(__file__).parent / "cases" / "findings.toml").read_text(encoding="utf-8"))["case"]
LATER = {"outlet": "one.example", "published": "2025-06-30", "text": "Emmanuel Macron visited Peru on June 29."}
"""So far is read: plans for May are overdue."""
TABLES = ("finding", "finding_claim", "finding_alias", "event_key")


@pytest.fixture(scope="module")
def readings() -> list[tuple[Reading, Snapshot]]:
    found = []
    for number, article in enumerate([*(article for case in CASES for article in case["article"]), LATER]):
        address = f"https://{article['outlet']}/{number}"
        given = {"published": article["published"], "outlet": article["outlet"], "url": address, "title": ""}
        content = f"{number} {article['text']}".encode()
        snapshot = Snapshot(id=ids.snapshot_id(content), content=content, media_type="text/plain", source=address)
        reading = read(article["text"], **given)
        document = msgspec.structs.replace(reading.document, snapshot=snapshot.id)
        found.append((msgspec.structs.replace(reading, document=document), snapshot))
    return found


def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(map(tuple, ledger.sql(f"SELECT * FROM {table}"))) for table in TABLES}


def add(ledger: Ledger, some: list[tuple[Reading, Snapshot]]) -> None:
    with ledger.batch():
        for reading, snapshot in some:
            ledger.add(reading, snapshot)
    rebuild_events(ledger)


@pytest.fixture(scope="module")
def whole(readings: list[tuple[Reading, Snapshot]], tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger(tmp_path_factory.mktemp("whole") / "communique.db")
    add(ledger, readings)
    return ledger


def test_the_rows_are_those_of_a_review_of_everything(whole: Ledger) -> None:
    reports = list(whole.reports_until())
    found = review(merge(reports), reports, as_of=datetime.date(2025, 6, 30))
    assert len({one.check for one in found}) > 10
    assert "plan-overdue" in {one.check for one in found}
    stored = {row["id"]: (row["check"], row["severity"], row["event"], row["sentence"]) for row in rows_of(whole)}
    assert stored == {one.id: (one.check, one.severity.value, one.events[0], one.sentence) for one in found}
    claims = sorted((one.id, claim) for one in found for claim in one.claims)
    assert rows(whole)["finding_claim"] == claims


def test_checks_know_of_which_single_reports_they_may_speak(whole: Ledger) -> None:
    """Each article by itself, and each beside all others, so that many events have one report."""
    reports, spoke = list(whole.reports_until()), set()
    for document in sorted({one.claim.document for one in reports}):
        own = [one for one in reports if one.claim.document == document]
        rest = [one for one in reports if one.claim.document != document]
        book = Book([*merge(own), *merge(rest)], reports, datetime.date(2025, 6, 30))
        for case in (case for case in book.cases if len(case.reports) == 1):
            for check in CHECKS:
                if list(check.find(case, book)):
                    spoke.add(check.name)
                    assert check.of_one, check.name
                    assert check.of_one(case), check.name
    assert spoke >= {"accusation-denied", "last-is-not-last", "office-at-date", "tally-contradicted", "two-countries"}


def rows_of(ledger: Ledger) -> list[dict[str, str]]:
    return [dict(row) for row in ledger.sql("SELECT * FROM finding")]


@pytest.mark.parametrize("seed", range(3))
def test_bit_by_bit_and_in_any_order(
    readings: list[tuple[Reading, Snapshot]], whole: Ledger, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    mixed = chance.sample(readings, len(readings))
    ledger = Ledger(tmp_path / "communique.db")
    while mixed:
        size = chance.randint(1, 12)
        add(ledger, mixed[:size])
        mixed = mixed[size:]
    assert rows(ledger) == rows(whole)


def test_a_finding_leaves_with_the_claim_that_it_rests_on(
    readings: list[tuple[Reading, Snapshot]], tmp_path: Path
) -> None:
    ((reading, snapshot),) = of_case(readings, "an article against itself")
    ledger = Ledger(tmp_path / "communique.db")
    add(ledger, [(reading, snapshot)])
    assert [row["check"] for row in rows_of(ledger)] == ["last-is-not-last"]
    shorter = Reading(document=reading.document, claims=reading.claims[:1], entities=())
    add(ledger, [(shorter, snapshot)])
    assert rows_of(ledger) == []
    assert rows(ledger)["finding_claim"] == []


def of_case(readings: list[tuple[Reading, Snapshot]], name: str) -> list[tuple[Reading, Snapshot]]:
    start = 0
    for case in CASES:
        end = start + len(case["article"])
        if case["name"] == name:
            return readings[start:end]
        start = end
    raise KeyError(name)


def test_a_plan_is_overdue_when_later_days_are_covered(
    readings: list[tuple[Reading, Snapshot]], tmp_path: Path
) -> None:
    ledger = Ledger(tmp_path / "communique.db")
    add(ledger, of_case(readings, "a plan of which nobody tells any more"))
    assert rows_of(ledger) == []
    add(ledger, readings[-1:])
    assert [row["check"] for row in rows_of(ledger)] == ["plan-overdue"]


def test_a_count_is_short_when_a_visit_is_taken_back(readings: list[tuple[Reading, Snapshot]], tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "communique.db")
    some = of_case(readings, "a third visit that the ledger knows")
    add(ledger, some)
    assert [row["check"] for row in rows_of(ledger)] == ["tally-holds"]
    reading, snapshot = some[0]
    add(ledger, [(msgspec.structs.replace(reading, claims=(), entities=()), snapshot)])
    assert [row["check"] for row in rows_of(ledger)] == ["tally-short"]


def test_a_verdict_holds_when_an_earlier_article_gives_the_event_another_id(
    readings: list[tuple[Reading, Snapshot]], tmp_path: Path
) -> None:
    """In whatever order the articles came, and however the finding is named."""
    first, *later = of_case(readings, "a plan that came true, told three times")
    path = tmp_path / "communique.db"
    with Ledger(path) as ledger:
        add(ledger, later)
        (before,) = rows_of(ledger)
        ledger.judge_finding(before["id"], "dismissed", author="Ada", reason="known")
        add(ledger, [first])
        (after,) = rows_of(ledger)
        assert (before["check"], before["event"]) != (after["check"], after["event"])
        assert before["id"] != after["id"]
        (listed,) = ledger.sql("SELECT id, verdict, reason FROM findings")
        assert tuple(listed) == (after["id"], "dismissed", "known")
    shown = CliRunner().invoke(main, ["show", before["id"], "--ledger", str(path)], catch_exceptions=False).output
    assert after["id"] in shown
    assert "dismissed by Ada" in shown
    with Ledger(tmp_path / "other.db") as other:
        add(other, [first, *later])
        assert rows(other) == rows(Ledger(path))


def test_a_verdict_holds_when_the_claim_that_its_event_is_called_after_is_sent_away(
    readings: list[tuple[Reading, Snapshot]], tmp_path: Path
) -> None:
    first, _, third = of_case(readings, "a plan that came true, told three times")
    fourth, rough = of_case(readings, "a plan that came true, told a fourth time")
    ledger = Ledger(tmp_path / "communique.db")
    add(ledger, [rough, third, fourth])
    (before,) = (row for row in rows_of(ledger) if row["check"] == "plan-confirmed")
    ledger.judge_finding(before["id"], "accepted", author="Ada", reason="so it was")
    judge_event(ledger, before["event"], rough[0].claims[0].id, Verdict.DIFFERENT, author="Ada")
    assert [tuple(row) for row in ledger.sql("SELECT event, verdict FROM findings")] == [(before["event"], "accepted")]
    add(ledger, [first])
    (now,) = ledger.sql("SELECT event, verdict FROM findings")
    assert (now["event"] != before["event"], now["verdict"]) == (True, "accepted")


TWICE = (
    "Emmanuel Macron met Dina Boluarte in Lima on June 29.",
    "Emmanuel Macron met Shigeru Ishiba in Tokyo on June 29.",
    "Emmanuel Macron met Takeshi Iwaya in Tokyo on June 29.",
    "Emmanuel Macron met Javier Gonzalez-Olaechea in Lima on June 29.",
)
"""Two findings say the same of one event, by two others."""


def test_a_verdict_holds_on_a_finding_made_of_two_that_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "communique.db"
    lines = [
        {"id": f"a{number}", "outlet": f"Paper {number}", "published": "2025-06-30", "title": "", "text": text}
        for number, text in enumerate(TWICE)
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    read_in = ["read", str(tmp_path / "articles.jsonl"), "--ledger", str(path)]
    CliRunner().invoke(main, read_in, catch_exceptions=False)
    with Ledger(path) as ledger:
        found = rows_of(ledger)
        assert any(len(json.loads(row["body"])["events"]) > 2 for row in found)
        for row in found:
            ledger.judge_finding(row["id"], "dismissed", author="Ada", reason="known")
        assert {row["verdict"] for row in ledger.sql("SELECT verdict FROM findings")} == {"dismissed"}


def test_a_verdict_of_a_ledger_of_version_2_holds(readings: list[tuple[Reading, Snapshot]], tmp_path: Path) -> None:
    path = tmp_path / "communique.db"
    with Ledger(path) as ledger:
        add(ledger, of_case(readings, "a plan that came true, told three times"))
        (found,) = rows_of(ledger)
        body = json.loads(found["body"])
    values = sorted([one["name"], one["value"], one.get("event") or ""] for one in body["details"])
    text = json.dumps([found["check"], sorted(body["events"]), values], separators=(",", ":"), ensure_ascii=False)
    former = f"f-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    row = (former, "dismissed", "Ada", "known", "2025-07-01T12:00:00Z")
    with sqlite3.connect(path) as file:
        columns = "finding, verdict, author, reason, judged_at"
        file.execute(f"INSERT INTO finding_verdict ({columns}) VALUES (?, ?, ?, ?, ?)", row)
    file.close()
    with Ledger(path) as ledger:
        assert [tuple(one) for one in ledger.sql("SELECT id, verdict FROM findings")] == [(found["id"], "dismissed")]
