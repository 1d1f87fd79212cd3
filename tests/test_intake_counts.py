"""Articles into a ledger: every input is read, already known or refused, whatever the reader does with it."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.intake import CountError, Outcome, take_in
from communique.problems import problem
from communique.records import ClaimType, Reading, Snapshot
from communique.store import Ledger
from communique.store.faults import LedgerLockedError
from ledger_factory import TEXT, document_of, reading_of, with_claims


def read(snapshots: Iterable[Snapshot]) -> Iterator[Outcome]:
    """A reader for these tests: one article has claims, ``nothing`` is refused, other texts say nothing."""
    for snapshot in snapshots:
        text = snapshot.content.decode()
        if text.strip() == "nothing":
            yield snapshot, None, (problem("no-article", snapshot.source, "There is no article in it."),)
        elif text == TEXT:
            reading, _ = reading_of(snapshot)
            yield snapshot, reading, ()
        else:
            document = msgspec.structs.replace(document_of(snapshot), title=None)
            yield snapshot, Reading(document=document, claims=(), entities=()), ()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "moscow.txt").write_text(TEXT, encoding="utf-8")
    (folder / "copy.txt").write_text(TEXT, encoding="utf-8")
    (folder / "nothing.txt").write_text("nothing", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "weather.txt").write_text("Rain\n\nIt rained all day in the valley.", encoding="utf-8")
    return folder


def test_inputs_are_read_known_or_refused(articles: Path, tmp_path: Path) -> None:
    with Ledger(tmp_path / "communique.db") as ledger:
        first = take_in(ledger, [str(articles), str(tmp_path / "missing.txt")], read=read)
        assert (first.inputs, first.read, first.known, first.refused) == (6, 2, 1, 3)
        assert first.claims[ClaimType.VISIT] == 2
        assert {found.code for found in first.refusals} == {"empty-file", "no-article", "missing-path"}
        again = take_in(ledger, [str(articles)], read=read)
        assert (again.inputs, again.read, again.known, again.refused) == (5, 0, 3, 2)
        assert not again.claims
        assert len(list(ledger.sql("SELECT * FROM problems"))) == 3


def test_standard_input(tmp_path: Path) -> None:
    with Ledger(tmp_path / "communique.db") as ledger:
        intake = take_in(ledger, ["-"], read=read, stdin=io.BytesIO(TEXT.encode()))
        assert (intake.inputs, intake.read) == (1, 1)


def test_a_reader_that_loses_an_article_is_found_out(articles: Path, tmp_path: Path) -> None:
    def careless(snapshots: Iterable[Snapshot]) -> Iterator[Outcome]:
        yield from list(read(snapshots))[1:]

    with Ledger(tmp_path / "communique.db") as ledger, pytest.raises(CountError, match="5 inputs"):
        take_in(ledger, [str(articles)], read=careless)


def test_a_run_that_dies_keeps_what_it_has_read(articles: Path, tmp_path: Path) -> None:
    def dying(snapshots: Iterable[Snapshot]) -> Iterator[Outcome]:
        for outcome in read(snapshots):
            yield outcome
            if outcome[1] is not None:
                raise KeyboardInterrupt

    ledger = Ledger(tmp_path / "communique.db")
    with pytest.raises(KeyboardInterrupt):
        take_in(ledger, [str(articles)], read=dying)
    assert next(ledger.sql("SELECT count(*) FROM documents"))[0] == 1
    assert take_in(ledger, [str(articles)], read=read).known >= 1


def test_a_reading_whose_words_are_not_in_the_text_is_refused(articles: Path, tmp_path: Path) -> None:
    def inventive(snapshots: Iterable[Snapshot]) -> Iterator[Outcome]:
        for snapshot, reading, problems in read(snapshots):
            if reading is not None and reading.claims:
                document = msgspec.structs.replace(reading.document, text=reading.document.text.upper())
                yield snapshot, msgspec.structs.replace(reading, document=document), problems
            else:
                yield snapshot, reading, problems

    with Ledger(tmp_path / "communique.db") as ledger:
        intake = take_in(ledger, [str(articles)], read=inventive)
        assert "misaligned-span" in {found.code for found in intake.refusals}
        assert (intake.read, intake.refused) == (1, 4)
        assert next(ledger.sql("SELECT count(*) FROM claim"))[0] == 0


def test_a_claim_made_twice_counts_once(articles: Path, tmp_path: Path) -> None:
    def repetitive(snapshots: Iterable[Snapshot]) -> Iterator[Outcome]:
        for snapshot, reading, problems in read(snapshots):
            yield snapshot, with_claims(reading, reading.claims * 2) if reading else None, problems

    with Ledger(tmp_path / "communique.db") as ledger:
        intake = take_in(ledger, [str(articles)], read=repetitive)
        assert intake.claims.total() == next(ledger.sql("SELECT count(*) FROM claims"))[0] == 8


def test_progress_ends_at_all(articles: Path, tmp_path: Path) -> None:
    calls: list[tuple[int, int, bool]] = []
    with Ledger(tmp_path / "communique.db") as ledger:
        take_in(ledger, [str(articles)], read=read, progress=lambda *call: calls.append(call))
    assert calls[-1] == (5, 5, True)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.sampled_from(["nothing", "Rain\n\nIt rained.", TEXT, ""]), max_size=6))
def test_counts_always_add_up(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("texts")
    paths = []
    for index, text in enumerate(texts):
        path = folder / f"{index}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    with Ledger(folder / "communique.db") as ledger:
        intake = take_in(ledger, paths, read=read)
        assert intake.inputs == len(texts) == intake.read + intake.known + intake.refused
        assert intake.read == len({text for text in texts if text not in ("nothing", "")})


def test_a_ledger_in_use_is_told_before_anything_is_read(articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "communique.db"
    with Ledger(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLockedError):
            take_in(ledger, [str(articles)], read=lambda _: pytest.fail("something was read"))
