"""The pages on commands and on the ledger are what the program and its SQL say; columns without a word fail."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import write_command_reference  # noqa: E402
import write_findings_reference  # noqa: E402
import write_ledger_reference  # noqa: E402
from communique.cli import main  # noqa: E402
from communique.config import SETTINGS  # noqa: E402
from communique.store import Ledger  # noqa: E402


@pytest.mark.parametrize(
    ("script", "page"),
    [
        (write_command_reference, "docs/commands.md"),
        (write_findings_reference, "docs/findings.md"),
        (write_ledger_reference, "docs/ledger.md"),
    ],
)
def test_pages_are_up_to_date(script, page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    copy = tmp_path / "page.md"
    copy.write_text(text, encoding="utf-8")
    script.write(copy)
    assert copy.read_text(encoding="utf-8") == text, f"run {script.COMMAND}"


def test_what_must_be_given_is_marked() -> None:
    text = write_command_reference.reference()
    required = [one for command in main.commands.values() for one in command.params if one.required]
    options = [one for one in required if isinstance(one, click.Option)]
    assert {"--reason", "--from", "--to"} <= {name for one in options for name in one.opts}
    assert text.count(" Required. |") == len(options)


def test_every_command_and_option_says_what_it_is_for() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option)), name


def test_settings_have_an_option_and_a_variable() -> None:
    options = {option for parameter in main.commands["read"].params for option in parameter.opts}
    assert {setting.option for setting in SETTINGS if not setting.secret} <= options
    assert not [setting.name for setting in SETTINGS if setting.secret and setting.option]


@pytest.mark.parametrize("files", [("schema.sql", "derived.sql"), ("views.sql",)])
def test_every_column_of_every_table_and_view_has_a_word_of_explanation(tmp_path: Path, files: tuple[str, ...]) -> None:
    ledger = Ledger(tmp_path / "communique.db")
    found = [each for file in files for each in write_ledger_reference.created(file)]
    told = {name: [column for column, _ in columns] for name, _, columns in found}
    kind = "table" if "schema.sql" in files else "view"
    query = "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT GLOB '*_search_*' AND name NOT GLOB 'sqlite_*'"
    assert set(told) == {row["name"] for row in ledger.sql(query, (kind,))}
    inherited: set[str] = set()
    for name, explained in told.items():
        columns = {row["name"] for row in ledger.sql(f"PRAGMA table_info({name})")}
        inherited |= columns if name in ("current_reading", "claims") else set()
        unexplained = columns - set(explained) - (inherited if "*" in explained else set())
        assert not unexplained, name
