"""The engine: in = out, in order, whatever a document does to its reader."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

from communique.config import EngineName
from communique.engine import FEW, EngineError, Reader, read_all
from communique.records import Document, Problem, Reading, Snapshot

MANY = FEW + 6


def snapshots(contents: list[str]) -> list[Snapshot]:
    """One snapshot for each content; contents may repeat, sources do not."""
    return [
        Snapshot(id=text, content=text.encode(), media_type="text/plain", source=f"memory:{number}")
        for number, text in enumerate(contents)
    ]


def articles(number: int) -> list[str]:
    return [f"Article {i}" for i in range(number)]


def stand_in() -> Reader:
    """A reader that obeys the first word of the content; local, so that it travels to other processes whole."""

    def read(snapshot: Snapshot, *, model: str = "none") -> tuple[Reading | None, tuple[Problem, ...]]:
        text = snapshot.content.decode()
        word = text.split()[0]
        if word == "die":
            os._exit(9)
        if word == "raise":
            raise ValueError("no verb in sight")
        if word == "hang":
            while True:
                pass
        if word == "refuse":
            return None, (Problem(code="not-an-article", source=snapshot.source, message="Nothing to read."),)
        environment = f"{os.getpid()} {os.environ.get('OMP_NUM_THREADS')}"
        document = Document(id=text, snapshot=snapshot.id, text=text, title=None, outlet=model, byline=environment)
        return Reading(document=document, claims=(), entities=()), ()

    return read


def byline(reading: Reading | None) -> tuple[str, str]:
    assert reading is not None
    assert reading.document.byline is not None
    process, threads = reading.document.byline.split()
    return process, threads


@pytest.mark.parametrize(("number", "engine"), [(0, "auto"), (5, "auto"), (MANY, "auto"), (3, "local"), (0, "local")])
def test_every_snapshot_comes_back_in_its_place(number: int, engine: EngineName) -> None:
    given = snapshots(articles(number))
    results = list(read_all(given, workers=2, engine=engine, reader=stand_in()))
    assert [snapshot for snapshot, _, _ in results] == given
    assert [reading.document.text for _, reading, _ in results if reading] == articles(number)
    assert all(problems == () for _, _, problems in results)


def test_few_are_read_in_this_process_and_many_in_others() -> None:
    here = str(os.getpid())
    few = [byline(reading) for _, reading, _ in read_all(snapshots(articles(3)), reader=stand_in())]
    many = [byline(reading) for _, reading, _ in read_all(snapshots(articles(200)), workers=2, reader=stand_in())]
    assert {process for process, _ in few} == {here}
    processes = {process for process, _ in many}
    assert here not in processes
    assert len(processes) == 2
    assert {threads for _, threads in many} == {"1"}


@pytest.mark.parametrize("number", [5, MANY])
def test_a_document_on_which_the_reader_raises_costs_only_itself(number: int) -> None:
    contents = articles(number)
    contents[2] = "raise"
    results = list(read_all(snapshots(contents), workers=2, reader=stand_in()))
    refused = [(snapshot.source, problems) for snapshot, reading, problems in results if reading is None]
    assert len(results) == number
    assert [source for source, _ in refused] == ["memory:2"]
    (problem,) = refused[0][1]
    assert problem.code == "reader-failed"
    assert problem.source == "memory:2"
    assert "no verb in sight" in problem.message


@pytest.mark.parametrize("text", ["hang", "Article"])
def test_a_document_that_the_reader_never_finishes_costs_only_itself(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.engine.PATIENCE", 0.5)
    results = list(read_all(snapshots(["Article 1", text, "Article 2"]), reader=stand_in()))
    refused = [(snapshot.id, problems[0].message) for snapshot, reading, problems in results if reading is None]
    assert [name for name, _ in refused] == (["hang"] if text == "hang" else [])
    assert all("not finished after 0.5 seconds" in message for _, message in refused)


def test_documents_that_kill_their_process_cost_only_themselves() -> None:
    contents = articles(MANY)
    contents[0] = contents[17] = "die"
    results = list(read_all(snapshots(contents), workers=2, reader=stand_in()))
    assert [snapshot.source for snapshot, _, _ in results] == [f"memory:{n}" for n in range(MANY)]
    refused = {snapshot.source: [p.code for p in problems] for snapshot, reading, problems in results if not reading}
    assert refused == {"memory:0": ["reader-failed"], "memory:17": ["reader-failed"]}


def test_an_engine_whose_processes_all_die_says_so_instead_of_refusing_everything() -> None:
    with pytest.raises(EngineError, match="die before they read anything"):
        list(read_all(snapshots(["die"] * 4), workers=1, engine="local", reader=stand_in()))


def test_what_the_reader_refuses_travels_back_with_its_reason() -> None:
    contents = [*articles(MANY), "refuse"]
    *_, (_, reading, problems) = read_all(snapshots(contents), workers=2, reader=stand_in())
    assert reading is None
    assert [p.code for p in problems] == ["not-an-article"]


@pytest.mark.parametrize("number", [2, MANY])
def test_the_model_reaches_the_reader(number: int) -> None:
    results = read_all(snapshots(articles(number)), workers=2, model="en_core_web_lg", reader=stand_in())
    assert {reading.document.outlet for _, reading, _ in results if reading} == {"en_core_web_lg"}


def test_a_long_input_is_drawn_on_a_chunk_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.engine.CHUNK_SNAPSHOTS", FEW)
    drawn = 0

    def stream() -> Iterator[Snapshot]:
        nonlocal drawn
        for snapshot in snapshots(articles(2 * FEW)):
            drawn += 1
            yield snapshot

    results = read_all(stream(), workers=2, reader=stand_in())
    next(results)
    assert drawn == FEW
    assert len(list(results)) == 2 * FEW - 1
    assert drawn == 2 * FEW


def test_a_chunk_is_bounded_in_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.engine.CHUNK_BYTES", 1)
    results = list(read_all(snapshots(articles(2)), engine="local", workers=1, reader=stand_in()))
    assert len(results) == 2
    assert len({byline(reading)[0] for _, reading, _ in results}) == 2


class Terminal(io.StringIO):
    """What takes itself for a screen."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_engine_says_nothing_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert len(list(read_all(snapshots(articles(3)), workers=1, engine="local", reader=stand_in()))) == 3
    assert terminal.getvalue() == ""


def test_the_environment_is_as_before_and_nothing_heavy_is_imported_for_a_few() -> None:
    script = """
        import os, sys
        from communique.engine import read_all
        from communique.records import Snapshot
        before = dict(os.environ)
        few = [Snapshot(id="1", content=b"x", media_type="text/plain", source="memory:1")]
        assert len(list(read_all(few, reader=lambda s: (None, ())))) == 1
        assert dict(os.environ) == before
        print("daft" in sys.modules)
    """
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_the_engine_reaches_for_no_network() -> None:
    """Every attempt of the engine to look up or connect to an internet address is an error here."""
    script = """
        import socket, sys
        def refuse(event, arguments):
            if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(arguments[1], tuple)):
                sys.stderr.write(f"REACHED {event} {arguments[1:]}\\n")
        sys.addaudithook(refuse)
        from communique.engine import read_all
        from communique.records import Snapshot
        many = [Snapshot(id=str(n), content=b"x", media_type="text/plain", source=f"memory:{n}") for n in range(30)]
        print(len(list(read_all(many, workers=1, reader=lambda s: (None, ())))))
    """
    clean = {k: v for k, v in os.environ.items() if k not in {"DO_NOT_TRACK", "DAFT_ANALYTICS_ENABLED"}}
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True, env=clean
    )
    assert ran.stdout.strip() == "30"
    assert "REACHED" not in ran.stderr
