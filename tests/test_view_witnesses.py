"""Meetings that confirm a visit: what listings, `show`, exports, earlier days and `diff` make of them."""

from __future__ import annotations

import json
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
