"""``communique.read`` and ``communique.Ledger``: from a text to a frame without the command line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import communique
from communique.api import FactsError, RefusedError
from communique.records import Visit

TITLE = "Japanese prime minister lands in New Delhi"
BODY = (
    "NEW DELHI — Japanese Prime Minister Fumio Kishida arrived in New Delhi on Monday for a two-day visit to India.\n\n"
    "He will meet Indian Prime Minister Narendra Modi on Tuesday, the Indian government said.\n"
)


def test_a_text_is_read_with_its_facts() -> None:
    reading = communique.read(f"{TITLE}\n\n{BODY}", published="2023-03-20", outlet="Example Times")
    assert reading.document.outlet == "Example Times"
    assert reading.document.published_at.day == datetime.date(2023, 3, 20)
    assert reading.document.text.startswith(TITLE + "\n\n")
    assert any(isinstance(claim, Visit) and claim.when.edtf.startswith("2023-03-20") for claim in reading.claims)


def test_title_and_day_may_be_given_beside_the_text() -> None:
    beside = communique.read(BODY, title=TITLE, published=datetime.date(2023, 3, 20))
    inside = communique.read(f"{TITLE}\n\n{BODY}", published="2023-03-20")
    assert beside.document.text == inside.document.text
    assert [claim.id for claim in beside.claims] == [claim.id for claim in inside.claims]


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(f"{TITLE}\n\n{BODY}", encoding="utf-8")
    assert communique.read(path) == communique.read(str(path))
    assert communique.read(path).document.text == communique.read(f"{TITLE}\n\n{BODY}").document.text


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="missing-path"):
        communique.read(tmp_path / "none.txt")
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(RefusedError, match="empty-file"):
        communique.read(tmp_path / "empty.txt")
    with pytest.raises(RefusedError):
        communique.read("   ")


def test_facts_are_for_plain_text_only(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><h1>{TITLE}</h1><p>{BODY}</p></article></body></html>", encoding="utf-8")
    with pytest.raises(FactsError, match="published"):
        communique.read(page, published="2023-03-20")


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    with pytest.raises(AttributeError, match="Ledger, read, snapshot"):
        communique.write  # noqa: B018


def test_from_a_text_to_a_frame(tmp_path: Path) -> None:
    reading = communique.read(f"{TITLE}\n\n{BODY}", published="2023-03-20")
    with communique.Ledger(tmp_path / "communique.db") as ledger:
        ledger.add(reading, communique.snapshot(f"{TITLE}\n\n{BODY}", published="2023-03-20"))
        assert ledger.visits(states=("India",)).to_arrow().num_rows >= 1


def test_facts_beside_a_file_in_another_encoding_keep_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(
        "Macron in Malmö\n\nFrench President Emmanuel Macron visited Malmö – a café, too.".encode("cp1252")
    )
    assert communique.read(path, published="2024-01-31").document.text == communique.read(path).document.text
    path.write_bytes(b"Macron in Malm\x81\n\nFrench President Emmanuel Macron visited Sweden on Tuesday.")
    with pytest.raises(RefusedError, match="broken-encoding"):
        communique.read(path, published="2024-01-31")
