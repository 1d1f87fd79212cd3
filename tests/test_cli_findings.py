"""The commands about findings on a ledger of our own articles."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main

ARTICLES = (
    ("one.example", "2025-05-22", "Turkish President Recep Tayyip Erdoğan met Vladimir Putin in Sochi on May 20."),
    ("two.example", "2025-05-22", "Turkish President Recep Tayyip Erdoğan met Vladimir Putin in Sochi on May 21."),
    ("one.example", "2025-04-20", "Chinese President Xi Jinping will visit Russia in May, the Kremlin said."),
    ("two.example", "2025-05-11", "Chinese President Xi Jinping visited Russia from May 7 to 10."),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("findings")
    lines = [
        json.dumps({"id": f"a{number}", "outlet": outlet, "published": published, "title": "", "text": text})
        for number, (outlet, published, text) in enumerate(ARTICLES)
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run(folder / "communique.db", "read", str(folder / "articles.jsonl"))
    return folder / "communique.db"


def run(ledger: Path, *words: str, fails: bool = False) -> Result:
    result = CliRunner().invoke(main, [*words, "--ledger", str(ledger)])
    assert (result.exit_code != 0) == fails, result.output
    return result


def listed(ledger: Path, *words: str) -> dict[str, dict[str, object]]:
    return {row["check"]: row for row in json.loads(run(ledger, "findings", "--json", *words).stdout)}


def test_findings_are_listed_the_gravest_first(ledger: Path) -> None:
    assert list(listed(ledger)) == ["date-conflict", "date-refined", "plan-confirmed"]
    table = run(ledger, "findings").stdout
    assert table.index("date-conflict") < table.index("date-refined")
    assert "3 findings." in table


@pytest.mark.parametrize(
    ("words", "checks"),
    [
        (("--check", "date-refined"), {"date-refined"}),
        (("--severity", "conflict"), {"date-conflict"}),
        (("--person", "Erdogan"), {"date-conflict"}),
        (("--state", "CN"), {"date-refined", "plan-confirmed"}),
        (("--status", "dismissed"), set()),
        (("--limit", "1"), {"date-conflict"}),
    ],
)
def test_filters(ledger: Path, words: tuple[str, ...], checks: set[str]) -> None:
    assert set(listed(ledger, *words)) == checks


def test_a_table_has_so_many_rows_and_says_how_many_there_are(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.options.MOST_ROWS", 2)
    result = run(ledger, "findings")
    assert "2 findings." in result.stdout
    assert "These are the first 2 of 3 findings." in result.stderr
    assert "3 findings." in run(ledger, "findings", "--all").stdout
    assert len(listed(ledger)) == 3


def test_csv_has_the_same_rows(ledger: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(ledger, "findings", "--csv").stdout)))
    found = listed(ledger)
    assert [(row["id"], row["sentence"]) for row in rows] == [(row["id"], row["sentence"]) for row in found.values()]


def test_of_an_event(ledger: Path) -> None:
    (event, *_) = listed(ledger)["date-refined"]["events"]
    assert set(listed(ledger, "--event", event[:8])) == {"date-refined", "plan-confirmed"}


def test_a_finding_is_shown_with_the_words_of_each_value(ledger: Path) -> None:
    identity = listed(ledger)["date-conflict"]["id"]
    shown = run(ledger, "show", identity[:8]).stdout
    assert "in Sochi on May 20." in " ".join(shown.split())
    assert "in Sochi on May 21." in " ".join(shown.split())
    record = json.loads(run(ledger, "show", identity, "--json").stdout)
    assert record["finding"]["check"] == "date-conflict"
    assert {claim["id"] for claim in record["claims"]} == set(record["finding"]["claims"])


def test_an_id_that_there_is_not(ledger: Path) -> None:
    assert "f-0000" in run(ledger, "show", "f-0000", fails=True).output
    assert "f-0000" in run(ledger, "dismiss", "f-0000", "--reason", "none", fails=True).output


def test_verdicts_are_kept_through_a_rebuild_and_the_latest_holds(ledger: Path) -> None:
    identity = listed(ledger)["plan-confirmed"]["id"]
    run(ledger, "dismiss", identity[:10], "--reason", "not ours", "--author", "Ada")
    run(ledger, "accept", identity[:10], "--reason", "after all", "--author", "Bo")
    run(ledger, "rebuild")
    row = listed(ledger, "--status", "accepted")["plan-confirmed"]
    assert (row["author"], row["reason"]) == ("Bo", "after all")
    assert "plan-confirmed" not in listed(ledger, "--status", "open")
    assert "accepted by Bo" in run(ledger, "show", identity).stdout


def test_an_id_of_something_else_is_no_finding(ledger: Path) -> None:
    event = json.loads(run(ledger, "events", "--json").stdout)[0]["id"]
    said = run(ledger, "accept", event, "--reason", "so it is", fails=True).output
    assert f"no finding whose id begins with '{event}'. `communique findings` lists" in " ".join(said.split())
