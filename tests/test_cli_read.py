"""``communique read`` from files to tables, with the reader as it ships: what comes in is read, known or refused."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from communique.cli import main

ARTICLE = (
    "Japanese prime minister lands in New Delhi\n\n"
    "NEW DELHI — Japanese Prime Minister Fumio Kishida arrived in New Delhi on Monday for a two-day visit to India.\n"
    "“India is an indispensable partner for us,” Kishida told reporters.\n"
)
ROW = {"id": "delhi-1", "outlet": "Example Times", "published": "2023-03-20", "title": ARTICLE.splitlines()[0]}


def run(folder: Path, *words: str, text: str | None = None) -> Result:
    variables = {"COMMUNIQUE_LEDGER": str(folder / "communique.db"), "COLUMNS": "120"}
    return CliRunner(env=variables).invoke(main, list(words), input=text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    row = ROW | {"text": "\n".join(ARTICLE.splitlines()[2:])}
    (tmp_path / "articles.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return tmp_path


def test_from_files_to_tables(folder: Path) -> None:
    inputs = [str(folder / name) for name in ("articles.jsonl", "empty.txt", "picture.png", "missing.txt")]
    first = run(folder, "read", *inputs)
    assert first.exit_code == 0
    assert "4 articles: 1 read, 0 already known, 3 refused." in first.output
    for words in ("empty-file", "binary-file", "missing-path", "missing.txt", str(folder / "communique.db")):
        assert words in first.output.replace("\n", "")
    again = run(folder, "read", *inputs)
    assert "4 articles: 0 read, 1 already known, 3 refused." in again.output
    visits = json.loads(run(folder, "visits", "--json").output)
    visit = next(visit for visit in visits if visit["when"])
    assert (visit["visitor"], visit["destination"], visit["status"]) == (["Fumio Kishida"], "IN", "ongoing")
    assert (visit["document"], visit["outlet"]) == ("delhi-1", "Example Times")
    assert run(folder, "verify").exit_code == 0


def test_the_summary_says_how_to_look_at_a_ledger_of_another_name(folder: Path) -> None:
    other = folder / "two words.db"
    article = str(folder / "articles.jsonl")
    named = run(folder, "read", article, "--ledger", str(other)).output.replace("\n", " ")
    assert "`communique visits --ledger '" in named
    assert "`communique visits`" in run(folder, "read", article).output.replace("\n", " ")


def test_a_refusal_names_its_file_once_and_says_what_to_do(folder: Path) -> None:
    page = folder / "page.html"
    page.write_text("<html><body><nav>Home News About</nav></body></html>", encoding="utf-8")
    output = " ".join(run(folder, "read", "page.html", str(page)).output.split())
    assert output.count("page.html was refused") == 1
    assert "leave it out" in output
    assert "missing-path 1 There is no file page.html." in output
    assert "The refusals are noted in the ledger" in output


def test_standard_input(folder: Path) -> None:
    assert "1 article: 1 read" in run(folder, "read", "-", text=ARTICLE).output
    assert "indispensable partner" in run(folder, "quotes").output


def test_nothing_readable_is_exit_status_2(folder: Path) -> None:
    refused = run(folder, "read", str(folder / "empty.txt"))
    assert (refused.exit_code, "1 refused" in refused.output) == (2, True)
    assert run(folder, "read").exit_code == 2


def test_an_unusable_ledger_is_refused_before_anything_is_read(folder: Path) -> None:
    result = run(folder, "read", str(folder / "articles.jsonl"), "--ledger", str(folder / "picture.png"))
    assert (result.exit_code, "[not-a-ledger]" in result.output) == (2, True)
    with sqlite3.connect(folder / "later.db") as connection:
        connection.execute(f"PRAGMA application_id = {0x434D4E51}")
        connection.execute("PRAGMA user_version = 99")
    result = run(folder, "read", str(folder / "articles.jsonl"), "--ledger", str(folder / "later.db"))
    assert (result.exit_code, "[ledger-version]" in result.output) == (2, True)


def test_a_model_that_is_not_there_is_a_fault_of_the_call(folder: Path) -> None:
    result = run(folder, "read", str(folder / "articles.jsonl"), "--model", "en_core_web_none")
    assert (result.exit_code, "[model-missing]" in result.output) == (2, True)
    assert not (folder / "communique.db").exists()


def test_a_model_may_be_set_in_the_environment(folder: Path) -> None:
    variables = {"COMMUNIQUE_LEDGER": str(folder / "communique.db"), "COMMUNIQUE_MODEL": "en_core_web_none"}
    result = CliRunner(env=variables).invoke(main, ["read", str(folder / "articles.jsonl")])
    assert (result.exit_code, "[model-missing]" in result.output) == (2, True)
    run(folder, "read", str(folder / "articles.jsonl"), "--model", "en_core_web_sm")
    assert "frames-2 en_core_web_sm-3.8.0" in " ".join(run(folder, "show", first_id(folder)).output.split())


def first_id(folder: Path) -> str:
    return json.loads(run(folder, "claims", "--json").output)[0]["id"]
