"""Meetings that confirm a visit: what listings, `show`, exports, earlier days and `diff` make of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import main
from communique.records import Status
from communique.view import Ledger

ARTICLES = (
    ("2023-02-10", "Alpha", "Joe Biden will visit Poland this month, the White House said."),
    ("2023-02-21", "Beta", "Joe Biden met Andrzej Duda in Warsaw on February 21."),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("witnesses")
    rows = [
        {"id": f"a{number}", "published": day, "outlet": outlet, "title": "News", "text": text}
        for number, (day, outlet, text) in enumerate(ARTICLES)
    ]
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    run(folder / "communique.db", "read", str(folder / "articles.jsonl"))
    return folder / "communique.db"


def run(path: Path, *words: str) -> str:
    variables = {"COMMUNIQUE_LEDGER": str(path), "COLUMNS": "120"}
    result = CliRunner(env=variables).invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_visit_is_told_as_it_was_seen(path: Path) -> None:
    ledger = Ledger(path, create=False)
    (event,) = ledger.events("visit").found
    assert (event.status, event.when, event.documents, len(event.witnesses)) == (Status.OCCURRED, "2023-02-21", 1, 1)
    (then,) = ledger.events("visit", as_of="2023-02-20").found
    assert (then.status, then.when, then.witnesses) == (Status.PLANNED, "2023-02", ())
    (recorded,) = ledger.events("visit", recorded_as_of="2100").found
    assert recorded == event


def test_show_names_who_was_seen_there_and_by_whom_it_is_told(path: Path) -> None:
    (event,) = Ledger(path, create=False).events("visit").found
    lines = run(path, "show", event.id).splitlines()
    after = lines[lines.index("Who was seen there") + 1 :]
    assert "21 Feb 2023  Beta" in after[0]
    assert "met Andrzej Duda in Warsaw" in after[1]
    assert any("by 21 Feb 2023  occurred" in line and "Beta" in line for line in lines)
    assert any("before: planned" in line for line in lines)
    shown = json.loads(run(path, "show", event.id, "--json"))
    assert [report["claim"]["type"] for report in shown["witnesses"]] == ["meeting"]


def test_exports_and_changes_have_it(path: Path) -> None:
    (row,) = map(json.loads, run(path, "export", "events", "--type", "visit", "--format", "jsonl").splitlines())
    (meeting,) = Ledger(path, create=False).events("meeting").found
    assert row["witnesses"] == [meeting.members[0].claim]
    changes = run(path, "diff", "--from", "2023-02-11", "--to", "2023-02-22", "--type", "visit")
    assert "took place" in changes


def test_a_witness_that_a_person_took_away_no_longer_counts_until_it_is_given_back(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "judged.db")
    ledger = Ledger(tmp_path / "judged.db", create=False)
    (before,) = ledger.events("visit").found
    (meeting,) = ledger.events("meeting").found
    witness = before.witnesses[0].claim
    printed = run(ledger.path, "judge", before.id, "--different", witness, "--reason", "another man of that name")
    assert f"the meeting is no witness of the event {before.id} (1 witness before, 0 now)" in " ".join(printed.split())
    (event,) = ledger.events("visit").found
    assert (event.id, event.status, event.when, event.witnesses) == (before.id, Status.PLANNED, "2023-02", ())
    assert ledger.events("meeting").found == (meeting,)
    assert "another man of that name" in run(ledger.path, "show", event.id)
    run(ledger.path, "rebuild")
    assert ledger.events("visit").found == (event,)
    run(ledger.path, "judge", before.id, "--same", witness, "--reason", "it was he")
    assert ledger.events("visit").found == (before,)
    run(ledger.path, "rebuild")
    assert ledger.events("visit").found == (before,)


def test_a_meeting_that_was_never_a_witness_cannot_be_made_one(path: Path) -> None:
    ledger = Ledger(path, create=False)
    (visit,), (meeting,) = ledger.events("visit").found, ledger.events("meeting").found
    words = ["judge", visit.id, "--same", meeting.members[0].claim, "--reason", "he was there"]
    result = CliRunner(env={"COMMUNIQUE_LEDGER": str(path)}).invoke(main, words)
    assert result.exit_code == 2
    assert "already" in result.output
    words[1:4] = [meeting.id, "--same", visit.members[0].claim]
    result = CliRunner(env={"COMMUNIQUE_LEDGER": str(path), "COLUMNS": "200"}).invoke(main, words)
    assert result.exit_code == 2
    assert "no event is both" in result.output
