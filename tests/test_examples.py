"""The example articles can be read, each shows what its list says, and no two readings of the list differ."""

import datetime
import json
import re
from pathlib import Path

import pytest

from communique.acquire import acquire
from communique.clean import clean
from communique.records import Document, Snapshot

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ARTICLES = sorted(path for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"})
FURNITURE = re.compile(
    r"cookie|subscri|newsletter|donat|share (on|this)|tweet|photo credit|read more|related|most read|notifications|"
    r"email|supporter|all rights reserved|leave a comment|sign up|source:|"
    r"ina brandt|martin oduya|hugh sorrel|sora lindqvist|ledger staff",
    re.I,
)


def documents(path: Path) -> list[Document]:
    """The documents of a file; anything refused fails the test."""
    snapshots = list(acquire([str(path)]))
    assert all(isinstance(snapshot, Snapshot) for snapshot in snapshots)
    found = [clean(snapshot) for snapshot in snapshots]
    assert all(document is not None for document, _ in found), found
    return [document for document, _ in found]


def only(path: Path) -> Document:
    (document,) = documents(path)
    return document


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


def test_every_file_is_listed():
    listed = re.findall(r"^\| `([^`]+)` \|", (EXAMPLES / "README.md").read_text(encoding="utf-8"), flags=re.M)
    assert sorted(listed) == sorted(path.name for path in EXAMPLES.iterdir() if path.name != "README.md")


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_article_has_a_title_and_paragraphs(path):
    document = only(path)
    assert document.title is not None
    assert len(document.text.splitlines()) >= 6


@pytest.mark.parametrize("path", [path for path in ARTICLES if path.suffix == ".html"], ids=lambda path: path.name)
def test_furniture_is_gone(path):
    left = [line for line in only(path).text.splitlines() if FURNITURE.search(line)]
    assert not left


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("2022-11-05-meridian-wire-scholz-in-beijing.html", "Meridian Wire"),
        ("2023-02-04-harbour-gazette-blinken-postpones.html", "Harbour Gazette"),
        ("2023-05-17-northern-ledger-biden-calls-off-sydney.html", "The Northern Ledger"),
    ],
)
def test_outlet_is_named_as_its_page_names_it(name, outlet):
    assert only(EXAMPLES / name).outlet == outlet


@pytest.mark.parametrize("path", [path for path in ARTICLES if path.name[0].isdigit()], ids=lambda path: path.name)
def test_day_of_publication_is_the_one_in_the_name(path):
    published_at = only(path).published_at
    assert published_at is not None
    assert published_at.day == datetime.date.fromisoformat(path.name[:10])


def test_day_of_the_undated_article_is_inferred_as_an_interval():
    published_at = only(EXAMPLES / "xi-to-attend-victory-parade.txt").published_at
    assert published_at is not None
    assert published_at.day is None
    assert published_at.earliest <= datetime.date(2025, 5, 5) <= published_at.latest
    assert published_at.reason


def test_near_copy_credits_the_wire():
    document = only(EXAMPLES / "2024-06-20-northern-ledger-putin-and-kim-sign.html")
    assert document.wire_credit is not None
    assert "Meridian Wire" in document.wire_credit


def test_near_copy_has_most_of_the_words_of_its_origin():
    origin, copy = (
        set(only(EXAMPLES / name).text.split())
        for name in (
            "2024-06-19-meridian-wire-putin-and-kim-sign.html",
            "2024-06-20-northern-ledger-putin-and-kim-sign.html",
        )
    )
    assert len(origin & copy) / len(copy) > 0.9


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("articles.jsonl", ["id", "outlet", "url", "title", "published", "text"]),
        ("feed.jsonl", ["published", "feed", "url", "title", "summary"]),
    ],
)
def test_json_lines_have_the_fields_of_their_format(name, fields):
    assert [list(row) for row in rows(name)] == [fields] * len(rows(name))
    assert len(documents(EXAMPLES / name)) == len(rows(name))


def test_given_ids_and_days_are_kept():
    found = documents(EXAMPLES / "articles.jsonl")
    assert [document.name for document in found] == [row["id"] for row in rows("articles.jsonl")]
    assert [str(document.published_at.day) for document in found] == [
        row["published"] for row in rows("articles.jsonl")
    ]
