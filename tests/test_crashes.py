"""Processes that are killed, meet each other, or find no room: what was committed stays, and going on ends the same."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique import intake
from communique.cli import main
from communique.detect import load_model
from communique.rebuilding import rebuild_events
from communique.store import Ledger, verify
from communique.store.opening import derived_tables
from test_rebuilding import dump, from_scratch

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, to have the model at once")

KILLS = 50
TOLD = (
    "Japanese Prime Minister Fumio Kishida arrived in New Delhi on {day} for a two-day visit to India.",
    "Japanese Prime Minister Fumio Kishida will visit India on {day}.",
    "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow on {day}.",
)
PRIMARY = ("snapshot", "document", "reading", "claim", "evidence", "reference", "entity", "reading_entity", "problem")


def articles(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for number in numbers:
        told = TOLD[number % len(TOLD)].format(day=f"March {20 + number // 5}, 2023")
        (folder / f"{number:02}.txt").write_text(f"News of the day {number}\n\n{told}\n", encoding="utf-8")
    return folder


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a ledger, less the instants at which they were recorded."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for table in (*PRIMARY, *derived_tables()):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "recorded_at"]
            named = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(connection.execute(f"SELECT {named} FROM {table}"), key=repr)
    return found


def forked(*words: str, before: Callable[[], None] = lambda: None) -> int:
    """A process that runs the command; its commits are small, so that there are many moments to be killed in."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        before()
        intake.BATCH_READINGS = 2
        status = CliRunner().invoke(main, list(words)).exit_code
    finally:
        os._exit(status)


def status_of(process: int) -> int:
    """The exit status of a process; negative, if a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def kill_within(process: int, seconds: float) -> bool:
    """Whether the process was still there to be killed."""
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return status_of(process) == -signal.SIGKILL


@pytest.fixture(scope="module", autouse=True)
def model() -> None:
    load_model()


@pytest.fixture
def undisturbed(tmp_path: Path) -> tuple[Path, Path, float]:
    """A folder of articles, the ledger of a run that nothing disturbed, and the seconds that it took."""
    folder, path = articles(tmp_path / "articles", range(6)), tmp_path / "undisturbed.db"
    CliRunner().invoke(main, ["read", str(folder), "--ledger", str(tmp_path / "warm.db")])
    begin = time.monotonic()
    assert status_of(forked("read", str(folder), "--ledger", str(path))) == 0
    return folder, path, time.monotonic() - begin


def test_killed_at_any_moment_and_gone_on_it_ends_as_if_undisturbed(
    undisturbed: tuple[Path, Path, float], tmp_path: Path
) -> None:
    folder, path, seconds = undisturbed
    expected, chance, kills, series = contents(path), random.Random(4), 0, 0
    assert expected["event"]
    while kills < KILLS:
        series += 1
        killed = str(tmp_path / f"killed-{series}.db")
        for _ in range(chance.randint(5, 9)):
            words = ("rebuild",) if Path(killed).exists() and chance.random() < 0.3 else ("read", str(folder))
            kills += kill_within(forked(*words, "--ledger", killed), chance.uniform(0, seconds))
        assert status_of(forked("read", str(folder), "--ledger", killed)) == 0
        assert contents(Path(killed)) == expected
    with Ledger(killed, create=False) as ledger:
        assert not list(verify(ledger))


def test_two_at_once_both_end_and_whoever_looks_sees_whole_states(tmp_path: Path) -> None:
    path = tmp_path / "both.db"
    Ledger(path).close()
    folders = articles(tmp_path / "one", range(9)), articles(tmp_path / "two", range(20, 29))
    processes = [forked("read", str(folder), "--ledger", str(path)) for folder in folders]
    seen, ended = set(), 0
    while ended < len(processes):
        with Ledger(path, create=False) as ledger:
            counts = "SELECT (SELECT count(*) FROM event_claim), (SELECT count(*) FROM event_alias)"
            claims, aliases = next(ledger.sql(counts))
            assert claims == aliases
            seen.add(claims)
        found, status = os.waitpid(-1, os.WNOHANG)
        ended += bool(found)
        assert status == 0
    with Ledger(path) as ledger:
        assert next(ledger.sql("SELECT count(*) FROM documents"))[0] == 18
        assert rebuild_events(ledger).made == 0
        assert from_scratch(ledger) == dump(ledger)
        assert len(seen) > 1


def test_a_command_that_finds_another_writing_waits_or_says_so(
    undisturbed: tuple[Path, Path, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, path, _ = undisturbed
    monkeypatch.setattr("communique.cli.WAIT", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        for words in (["rebuild"], ["read", str(folder)]):
            result = CliRunner().invoke(main, [*words, "--ledger", str(path)])
            assert (result.exit_code, "[ledger-locked]" in result.output) == (2, True)
        assert CliRunner().invoke(main, ["visits", "--ledger", str(path)]).exit_code == 0


def test_where_the_disk_is_full_it_says_so_and_keeps_what_was_committed(
    undisturbed: tuple[Path, Path, float], tmp_path: Path
) -> None:
    _, path, _ = undisturbed
    more, before, said = articles(tmp_path / "more", range(40, 52)), contents(path), tmp_path / "said"

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384))

    process = os.fork()
    if not process:
        try:
            full()
            said.write_text(CliRunner().invoke(main, ["read", str(more), "--ledger", str(path)]).output)
        finally:
            os._exit(0)
    assert status_of(process) == 0
    assert "[ledger-unwritable]" in said.read_text()
    assert "the space left" in " ".join(said.read_text().split())
    assert contents(path) == before


def test_a_damaged_file_is_told(undisturbed: tuple[Path, Path, float]) -> None:
    _, path, _ = undisturbed
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'claim'").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x07" * size
    path.write_bytes(bytes(content))
    result = CliRunner().invoke(main, ["rebuild", "--ledger", str(path)])
    assert (result.exit_code, "[ledger-damaged]" in result.output) == (2, True)
