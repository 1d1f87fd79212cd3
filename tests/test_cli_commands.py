"""The commands on real ledger files: what they print, for people and for programs, and how they end."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet
from rich.console import Console

from communique.cli import main
from communique.exchange import claim_row
from communique.problems import problem
from communique.records import AnyClaim, Visit
from communique.spans import evidences
from communique.store import Ledger
from communique.view.showing import show_claim
from ledger_factory import reading_of

LISTINGS = ("claims", "visits", "meetings", "agreements", "quotes", "figures", "tallies", "actions")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger(tmp_path / "communique.db") as ledger:
        ledger.add(*reading_of())
        ledger.refuse([problem("empty-file", "empty.txt", "The file is empty.")])
    return tmp_path / "communique.db"


def run(path: Path, *words: str, width: int = 120) -> Result:
    variables = {"COMMUNIQUE_LEDGER": str(path), "COLUMNS": str(width)}
    return CliRunner(env=variables).invoke(main, list(words))


def visit(index: int = 0) -> Visit:
    found = [claim for claim in reading_of()[0].claims if isinstance(claim, Visit)]
    return found[index]


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("name", LISTINGS)
def test_tables_are_plain_and_keep_to_the_width(path: Path, name: str, width: int) -> None:
    result = run(path, name, width=width)
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    lines = result.output.splitlines()
    assert max(map(len, lines)) <= width
    assert lines == [line.rstrip() for line in lines]
    assert any("c-" in line for line in lines)


def test_visits_say_who_where_when_whether_and_who_says_so(path: Path) -> None:
    lines = run(path, "visits").output.splitlines()
    assert lines[0].split() == ["When", "Who", "To", "Host", "Status", "Said", "by", "Source", "Id"]
    for words in ("7–10 May 2025", "Xi Jinping", "Moscow, Russia", "occurred", "Example Times", visit().id[:10]):
        assert words in lines[2]
    assert "proposed*" in lines[3]
    assert "taken back later in the article" in " ".join(lines)
    assert "2 visits in 1 document" in lines[-1] + lines[-2]


def test_what_has_no_room_is_named(path: Path) -> None:
    narrow = run(path, "visits", width=80).output
    assert "Said by" not in narrow
    assert "no room for: host, said by, published" in " ".join(narrow.split())


def test_filters_of_the_command_line(path: Path) -> None:
    words = ["--person", "xi", "--state", "Russia", "--from", "2025-05-01", "--to", "2025-05", "--status", "occurred"]
    found = json.loads(run(path, "claims", *words, "--json").output)
    assert [row["type"] for row in found] == ["visit", "meeting"]
    none = run(path, "visits", "--person", "Nobody")
    assert none.exit_code == 0
    assert "Fewer filters" in " ".join(none.output.split())


@pytest.mark.parametrize("name", LISTINGS)
def test_json_and_csv_hold_the_same_rows(path: Path, name: str) -> None:
    rows = json.loads(run(path, name, "--json").output)
    table = list(csv.DictReader(io.StringIO(run(path, name, "--csv").output)))
    assert len(rows) == len(table) > 0
    for row, line in zip(rows, table, strict=True):
        assert list(row) == list(line)
        assert line["evidence"] == row["evidence"]
        assert line["said_by"] == "; ".join(row["said_by"])


def test_export_is_the_exchange_format_under_the_documents_own_name(path: Path) -> None:
    reading, _ = reading_of()
    lines = run(path, "export", "claims", "--format", "jsonl").output.splitlines()
    assert [json.loads(line) for line in lines] == [claim_row(claim, "moscow-1") for claim in reading.claims]
    assert json.loads(lines[-1])["superseded"] is True
    assert all("superseded" not in json.loads(line) for line in lines[:-1])


def test_export_to_files(path: Path, tmp_path: Path) -> None:
    result = run(path, "export", "visits", "--format", "parquet", "--output", str(tmp_path / "v.parquet"))
    assert "Wrote 2 visits" in result.output
    assert parquet.read_table(tmp_path / "v.parquet").column("destination").to_pylist() == ["RU", "CN"]
    run(path, "export", "claims", "--format", "csv", "--output", str(tmp_path / "c.csv"))
    assert len(list(csv.reader((tmp_path / "c.csv").open(encoding="utf-8")))) == 9
    refused = run(path, "export", "claims", "--output", str(tmp_path / "no" / "c.jsonl"))
    assert (refused.exit_code, "unwritable-output" in refused.output) == (2, True)


def test_show_a_claim_by_the_beginning_of_its_id(path: Path) -> None:
    output = run(path, "show", visit().id[:9]).output
    assert "Chinese President «Xi Jinping» arrived in Moscow on May 7" in output
    assert "arrived in «Moscow» on May 7" in output
    assert "the «Kremlin» said" in output
    for words in ("Q15031", "2025-05-07/2025-05-10", "read by", "9 May 2025", visit().id, "Example Times"):
        assert words in output


def test_show_says_what_is_not_known(path: Path) -> None:
    output = run(path, "show", visit(1).id).output
    assert "not identified" in output
    assert "superseded" in output
    assert [line.split() for line in output.splitlines() if line.startswith("host")] == [["host", "–"]]


def test_show_a_document(path: Path) -> None:
    output = run(path, "show", "moscow-1").output
    for words in ("Xi Jinping received in Moscow", "articles/moscow.txt", "The record gives the day", visit().id[:10]):
        assert words in output


def test_show_as_json(path: Path) -> None:
    record = json.loads(run(path, "show", visit().id, "--json").output)
    assert record["claim"]["visitor"][0]["evidence"]["quote"] == "Xi Jinping"
    assert record["document"]["external_id"] == "moscow-1"
    assert len(json.loads(run(path, "show", "moscow-1", "--json").output)["claims"]) == 8


def test_status_counts(path: Path) -> None:
    lines = run(path, "status").output.splitlines()
    assert any(line.split() == ["visits", "2"] for line in lines)
    assert "8 claims" in lines
    assert any(line.split()[:2] == ["empty-file", "1"] for line in lines)


def test_verify_names_the_first_fault(path: Path) -> None:
    sound = run(path, "verify")
    assert (sound.exit_code, "is sound: 8 claims" in sound.output) == (0, True)
    with sqlite3.connect(path) as stranger:
        stranger.execute("DROP TRIGGER document_no_update")
        stranger.execute("UPDATE document SET text = replace(text, 'Xi', 'Li')")
    broken = run(path, "verify")
    assert broken.exit_code == 1
    assert f"The first fault is in {reading_of()[0].document.id}" in broken.output
    first = " ".join(broken.output.split("Faults:")[0].split())
    assert first.endswith("[verify-document-id]")


def test_brackets_in_names_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "[new] ledger.db"
    with Ledger(path) as ledger:
        ledger.add(*reading_of())
    assert "[new] ledger.db is sound" in run(path, "verify").output.replace("\n", "")


FAULTS = [
    (["show", "c-none"], "unknown-id"),
    (["show", "c-"], "ambiguous-id"),
    (["claims", "--state", "Narnia"], "bad-filter"),
    (["claims", "--from", "yesterday"], "bad-filter"),
    (["claims", "--document", "nothing"], "unknown-id"),
    (["claims", "--nonsense"], "bad-call"),
    (["claims", "--status", "done"], "bad-call"),
    (["claims", "--limit", "0"], "bad-call"),
    (["nonsense"], "bad-call"),
    (["--nonsense"], "bad-call"),
    (["export"], "bad-call"),
    (["read"], "bad-call"),
]


@pytest.mark.parametrize(("words", "code"), FAULTS)
def test_a_call_that_can_do_nothing_says_so_in_one_line(path: Path, words: list[str], code: str) -> None:
    result = run(path, *words)
    assert result.exit_code == 2
    assert result.output.startswith("communique: ")
    assert result.output.endswith(f"[{code}]\n")
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize("command", [*LISTINGS, "verify", "status", "show x", "export claims"])
def test_no_command_but_read_makes_a_ledger(tmp_path: Path, command: str) -> None:
    result = run(tmp_path / "none.db", *command.split())
    assert (result.exit_code, "[ledger-missing]" in result.output) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_not_touched(tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary")
    result = run(diary, "claims")
    assert (result.exit_code, "[not-a-ledger]" in result.output) == (2, True)
    assert diary.read_text() == "Dear diary"


def test_a_wrong_call_names_the_help_of_its_command(path: Path) -> None:
    assert "`main export --help`" in run(path, "export", "nothing").output
    assert run(path).output.startswith("Usage: ")
    assert run(path, "export", "--help").exit_code == 0


def test_one_is_not_many(path: Path) -> None:
    words = run(path, "status").output.splitlines()
    assert "1 problem" in words
    assert "1 quote in 1 document" in run(path, "quotes", "--limit", "1").output


KNOWN = [
    ("French", "France  state (FR, FRA"),
    ("Kremlin", "Kremlin  seat of government, stands for Russia"),
    ("Downing Street", "Downing Street  seat of government, stands for United Kingdom"),
    ("Beijing", "Beijing  place in CN (39.91, 116.40; 18,960,744 people"),
]


@pytest.mark.parametrize(("name", "words"), KNOWN)
def test_knowledge_of_adjectives_seats_and_places(name: str, words: str) -> None:
    output = CliRunner(env={"COLUMNS": "120"}).invoke(main, ["knowledge", name]).output
    assert words in output
    assert " 0 people" not in output


def test_knowledge_of_a_person_a_state_and_nobody() -> None:
    runner = CliRunner(env={"COLUMNS": "120"})
    assert "Q15031" in runner.invoke(main, ["knowledge", "Xi Jinping"]).output
    assert "RUS" in runner.invoke(main, ["knowledge", "Russia"]).output
    nobody = runner.invoke(main, ["knowledge", "Zzyzx Qqq"])
    assert (nobody.exit_code, "Nothing is known" in nobody.output) == (0, True)


def shell(path: Path, command: str) -> subprocess.CompletedProcess[str]:
    """A command in a shell of its own, as users run it."""
    source = str(Path(__file__).resolve().parent.parent / "src")
    start = "from communique.cli import main; main()"
    words = f"'{sys.executable}' -c '{start}' {command}"
    variables = os.environ | {"COMMUNIQUE_LEDGER": str(path), "PYTHONPATH": source}
    return subprocess.run(["bash", "-c", words], capture_output=True, text=True, env=variables, timeout=60, check=False)


@pytest.mark.parametrize("command", ["claims --all", "export claims", "claims --csv"])
def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path, command: str) -> None:
    with Ledger(tmp_path / "many.db") as ledger, ledger.batch():
        for number in range(150):
            ledger.add(*reading_of(name=f"copy-{number}"))
    result = shell(tmp_path / "many.db", f"{command} | head -n 2")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == ""


def test_looking_loads_no_language_model(path: Path) -> None:
    code = "import sys, communique.cli as c; c.main(['visits'], standalone_mode=False); print('spacy' in sys.modules)"
    source = str(Path(__file__).resolve().parent.parent / "src")
    variables = os.environ | {"COMMUNIQUE_LEDGER": str(path), "PYTHONPATH": source}
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=variables, check=True)
    assert result.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("claim", reading_of()[0].claims, ids=lambda claim: f"{claim.type.value} {claim.id}")
@pytest.mark.parametrize("colours", [False, True])
def test_show_marks_the_words_of_every_field(path: Path, claim: AnyClaim, colours: bool) -> None:
    console = Console(width=1000, force_terminal=colours, color_system="truecolor" if colours else None)
    with Ledger(path) as ledger, console.capture() as captured:
        console.print(show_claim(ledger, claim.id, colours=colours))
    for field, evidence in evidences(claim):
        words = evidence.quote
        mark = f"\x1b[1;33m{words}\x1b[0m" if colours else f"«{words}»"
        assert mark in captured.get(), field
