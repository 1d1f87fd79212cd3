"""What became of events between two days, and how far announcements held, on real ledgers."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.view import Ledger
from communique.view.changes import Kind, changes_between
from communique.view.event_selection import EventSelection
from communique.view.reliability import Outcome, first_day, reliability
from event_factory import ANNOUNCED, ARRIVED, CONFIRMED, COVERAGE, DOUBTED, LATER, MOVED_FROM, STORY, article, ledger_of

DAY = datetime.date.fromisoformat
LAST = DAY("2025-05-12")
BERLIN = {"to": "Berlin", "code": "DE", "outlet": "Gamma", "published": "2025-05-12"}
JUNE_2 = {"when": ("June 2", "2025-06-02")}

PROPOSED = article("Xi may visit Berlin.", status="proposed", **BERLIN | {"outlet": "Beta", "published": "2025-05-01"})
MOVED_TO = article("Xi will visit Berlin on June 4.", status="planned", when=("June 4", "2025-06-04"), **BERLIN)
OFF = article("The visit of Xi to Berlin on June 2 is off.", status="cancelled", **JUNE_2, **BERLIN)
PUT_OFF = article("The visit of Xi to Berlin on June 2 is put off.", status="postponed", **JUNE_2, **BERLIN)
DENIED = article("There is no visit of Xi to Berlin on June 2.", status="denied", **JUNE_2, **BERLIN)
EXACT = article(
    "Xi will visit Berlin on June 2 and 3.", status="planned", when=("June 2 and 3", "2025-06-02/2025-06-03"), **BERLIN
)
WITHDRAWN = article("Xi stays at home.", outlet="Alpha", published="2025-05-12", url=MOVED_FROM[0].document.url)

CHANGES = [
    ((ANNOUNCED,), "2025-05-03", [(Kind.NEW, "planned, first told on 4 May 2025")]),
    ((ANNOUNCED, CONFIRMED), "2025-05-05", [(Kind.CONFIRMED, "both sides are cited for it now")]),
    ((PROPOSED, MOVED_FROM), "2025-05-04", [(Kind.CONFIRMED, "proposed → planned")]),
    ((ANNOUNCED, ARRIVED), "2025-05-05", [(Kind.TOOK_PLACE, "planned → occurred")]),
    ((ARRIVED, DOUBTED), "2025-05-08", [(Kind.CONTRADICTED, "told otherwise by Delta")]),
    ((MOVED_FROM, MOVED_TO), "2025-05-05", [(Kind.MOVED, "2 Jun 2025 → 4 Jun 2025")]),
    ((MOVED_FROM, EXACT), "2025-05-05", []),
    ((MOVED_FROM, PUT_OFF), "2025-05-05", [(Kind.MOVED, "postponed")]),
    ((MOVED_FROM, OFF), "2025-05-05", [(Kind.CALLED_OFF, "planned → cancelled")]),
    ((MOVED_FROM, DENIED), "2025-05-05", [(Kind.CONTRADICTED, "denied by Gamma")]),
    ((MOVED_FROM, WITHDRAWN), "2025-05-05", [(Kind.RETRACTED, "newer versions of its articles no longer tell of it")]),
    ((ANNOUNCED, COVERAGE), "2025-05-05", []),
]


@pytest.mark.parametrize(("articles", "first", "expected"), CHANGES, ids=[str(case[2]) for case in CHANGES])
def test_what_became_of_events(tmp_path: Path, articles: tuple, first: str, expected: list) -> None:
    ledger = ledger_of(tmp_path / "communique.db", *articles)
    found = changes_between(ledger, EventSelection(), first=DAY(first), last=LAST)
    assert [(change.kind, change.sentence) for change in found] == expected


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of(tmp_path_factory.mktemp("changes") / "communique.db", *STORY)


def output(ledger: Ledger, *words: str) -> str:
    return CliRunner(env={"COMMUNIQUE_LEDGER": str(ledger.path), "COLUMNS": "120"}).invoke(main, list(words)).output


def test_an_event_is_listed_under_all_that_became_of_it(ledger: Ledger) -> None:
    rows = json.loads(output(ledger, "diff", "--from", "2025-05-05", "--to", "2025-05-20", "--json"))
    assert [row["change"] for row in rows] == ["new", "confirmed", "took place", "contradicted"]
    assert rows[0]["before"] is None
    assert rows[2]["before"] == {"status": "planned", "when": "2025-05-07/2025-05-10", "origins": 1}
    assert rows[2]["event"]["status"] == "occurred"
    told = output(ledger, "diff", "--from", "2025-05-05", "--to", "2025-05-20")
    assert "4 changes of 2 events between 2025-05-05 and 2025-05-20." in " ".join(told.split())


def test_changes_of_some_only(ledger: Ledger) -> None:
    days = ("--from", "2025-05-03", "--to", "2025-05-20", "--json")
    assert len(json.loads(output(ledger, "diff", *days, "--state", "DE"))) == 1
    assert json.loads(output(ledger, "diff", *days, "--type", "meeting")) == []
    assert json.loads(output(ledger, "diff", *days, "--person", "Putin")) == []
    assert "Nothing changed" in output(ledger, "diff", "--from", "2025-06-01", "--to", "2025-07-21")


def test_dates_that_slipped_and_plans_without_word(tmp_path: Path) -> None:
    arrived = article(
        "Xi arrived for a visit to Berlin on June 4.",
        status="occurred",
        when=("June 4", "2025-06-04"),
        **BERLIN | {"published": "2025-06-04"},
    )
    ledger = ledger_of(tmp_path / "communique.db", *STORY, arrived)
    visits, back, meetings = reliability(ledger, "China", "DE", EventSelection())
    assert (visits.name, visits.slippages, visits.cancellation_rate) == ("visits CN → DE", [2], 0.0)
    assert (back.announcements, back.cancellation_rate, meetings.median_slippage) == ((), None, None)
    there, _, _ = reliability(ledger, "CN", "RU", EventSelection())
    assert [one.outcome for one in there.announcements] == [Outcome.TOOK_PLACE, Outcome.SILENCE]
    assert there.slippages == [0]
    ahead, _, _ = reliability(ledger, "CN", "RU", EventSelection(as_of="2025-05-20"))
    assert [one.outcome for one in ahead.announcements] == [Outcome.TOOK_PLACE, Outcome.AHEAD]


def test_what_is_called_off_counts_of_what_was_decided(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", MOVED_FROM, OFF, LATER)
    visits, _, _ = reliability(ledger, "CN", "DE", EventSelection())
    assert (visits.number(Outcome.CALLED_OFF), visits.cancellation_rate, visits.slippages) == (1, 1.0, [])
    rows = json.loads(output(ledger, "reliability", "CN", "DE", "--json"))
    assert (
        rows[0].items()
        >= {"between": "visits CN → DE", "announced": 1, "called_off": 1, "cancellation_rate": 1}.items()
    )
    assert rows[0]["events"][0]["outcome"] == "called off"
    assert "100%" in output(ledger, "reliability", "CN", "DE")


def test_what_was_only_reported_afterwards_was_no_announcement(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", ARRIVED)
    assert all(one.announcements == () for one in reliability(ledger, "CN", "RU", EventSelection()))
    assert "Nothing that was announced" in output(ledger, "reliability", "CN", "RU")


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2025-05-07", DAY("2025-05-07")),
        ("2025-05-07/2025-05-10", DAY("2025-05-07")),
        ("2025-05", None),
        ("2025-05-07~", None),
        ("2025-05-07~/2025-05-10~", None),
        ("2025-05-07/..", None),
    ],
)
def test_only_a_day_that_is_given_can_slip(edtf: str, day: datetime.date | None) -> None:
    assert first_day(edtf) == day


def test_versions_of_an_article_say_what_it_tells_now_and_no_longer(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path / "communique.db", MOVED_FROM, WITHDRAWN, ANNOUNCED)
    (gone,) = ledger.events(states=("DE",)).found
    for document in (MOVED_FROM[0].document.id, WITHDRAWN[0].document.id):
        lines = [" ".join(line.split()) for line in output(ledger, "show", document).splitlines()]
        told = lines[lines.index("Versions of this article") + 1 :]
        assert [line.split()[0] for line in told[:2]] == [MOVED_FROM[0].document.id, WITHDRAWN[0].document.id]
        assert told[2] == f"tells no longer: Xi Jinping → Germany {gone.id[:10]}"
        assert [line.endswith("this text") for line in told[:2]] == [line.startswith(document) for line in told[:2]]
    assert "Versions" not in output(ledger, "show", ANNOUNCED[0].document.id)
    assert json.loads(output(ledger, "show", MOVED_FROM[0].document.id, "--json"))["claims"]
