"""Snapshots become documents: layout, characters, encodings, rows, pages, refusals."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.clean import clean
from communique.clean.language import is_english
from communique.clean.paragraphs import split
from communique.ids import snapshot_id
from communique.problems import NOTES, PROBLEM_CODES
from communique.records import Document, Problem, Snapshot

ROW = "application/x-communique-document+json"
ITEM = "application/x-communique-feed-item+json"


def read(content: bytes | str | dict[str, Any], media_type: str) -> tuple[Document | None, tuple[Problem, ...]]:
    if isinstance(content, dict):
        content = json.dumps(content)
    if isinstance(content, str):
        content = content.encode()
    snapshot = Snapshot(id=snapshot_id(content), content=content, media_type=media_type, source="here")
    return clean(snapshot)


def document_of(content: bytes | str | dict[str, Any], media_type: str) -> Document:
    document, problems = read(content, media_type)
    assert document is not None, problems
    return document


def code_of(content: bytes | str | dict[str, Any], media_type: str) -> str:
    document, problems = read(content, media_type)
    assert document is None
    (fault,) = problems
    assert fault.code in PROBLEM_CODES
    assert fault.source == "here"
    return fault.code


LAYOUTS = [
    # plain text -> title, paragraphs
    ("Title\n\nOne.\n\nTwo.\n", "Title", ["One.", "Two."]),
    ("Title\nOne.\nTwo.", "Title", ["One.", "Two."]),
    ("Title\r\n\r\n  One.  \r\nTwo.\r\n", "Title", ["One.", "Two."]),
    ("\ufeffTitle\n\nOne.", "Title", ["One."]),
    ("The talks ended on Monday.", None, ["The talks ended on Monday."]),
    # a repeated title is told once
    ("Title\n\nTitle\n\nOne.", "Title", ["One."]),
    # a first line too long for a title is a paragraph
    (f"{'The leaders met again ' * 8}.\n\nOne.", None, [f"{'The leaders met again ' * 8}.", "One."]),
    # characters stay as they are
    ("Title\n\n“Two  spaces,”\tand a tab — and ‘marks’.", "Title", ["“Two  spaces,”\tand a tab — and ‘marks’."]),
]


@pytest.mark.parametrize(("text", "title", "paragraphs"), LAYOUTS)
def test_layout_of_plain_text(text: str, title: str | None, paragraphs: list[str]) -> None:
    document = document_of(text, "text/plain")
    assert document.text == "\n\n".join(part for part in (title, "\n".join(paragraphs)) if part)
    span = document.title
    assert (document.text[span.start : span.end] if span else None) == title


WRAPPED = """President Berg to visit Bor

President Anna Berg of Alandia will travel to Bor from May 12 to 14 for
talks on trade and the border between the two countries, her office said
on Sunday.

It will be her second visit to the neighbouring country since she took
office, and the first since the two states reopened their common border
in March.
"""


def test_hard_wrapped_lines_become_paragraphs() -> None:
    title, _, rest = document_of(WRAPPED, "text/plain").text.partition("\n\n")
    assert title == "President Berg to visit Bor"
    assert rest.split("\n") == [" ".join(block.split("\n")) for block in WRAPPED.strip().split("\n\n")[1:]]


def test_short_lines_are_not_taken_for_wrapped_ones() -> None:
    lines = ["The talks ended.", "Nobody was hurt in Bor.", "Berg left at noon.", "Lund stayed.", "They agreed on gas."]
    assert [line.text for line in split("\n".join(lines))] == lines


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_is_decoded(encoding: str) -> None:
    text = "Macron in Élysée\n\nThe president will travel to Malmö with his señor minister on Monday, his office said."
    assert document_of(text.encode(encoding), "text/plain").text == text


def test_windows_quotation_marks_are_decoded() -> None:
    text = "Visit\n\n“We will come – all of us,” the president’s office said in Bor on Monday."
    assert document_of(text.encode("cp1252"), "text/plain").text == text


PAGE = """<html><head><title>Visit</title>{declared}</head><body><article><p>{text}</p></article></body></html>"""
PAGE_TEXT = (
    "The president said that the café in Kraków and the château would be open for the talks on Monday – as ever. "
)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("", "utf-8"), ('<meta charset="iso-8859-2">', "utf-8"), ('<meta charset="windows-1250">', "cp1250"),
     ('<meta http-equiv="Content-Type" content="text/html; charset=utf-16">', "utf-8")],
)  # fmt: skip
def test_pages_are_decoded_as_they_declare(declared: str, encoding: str) -> None:
    page = PAGE.format(declared=declared, text=PAGE_TEXT * 4)
    assert "café in Kraków and the château" in document_of(page.encode(encoding), "text/html").text


BROKEN = [
    ("“We will come,” said Zelenskyy – so it is.".encode()[:-9] + b"\xe2\x80 and \xff more", "text/plain"),
    (b'<html><meta charset="shift_jis"><p>' + b"\xfc\xff" * 9, "text/html"),
    (b"\xff\xfea", "text/plain"),
    (b"Xi visits caf\xe9 in Moscow\n\nXi Jinping visited Moscow \xff\xfe\x81\x8d\x8f\x90 on Monday.", "text/plain"),
    (b"Xi in Moscow\n\n" + b"Xi Jinping visited Moscow on Monday and met his host. " * 9 + b"\x81", "text/plain"),
]


@pytest.mark.parametrize(("content", "media_type"), BROKEN)
def test_broken_encodings_are_refused(content: bytes, media_type: str) -> None:
    assert code_of(content, media_type) == "broken-encoding"


def test_a_document_row_brings_its_own_facts() -> None:
    row = {
        "id": "a-1",
        "outlet": "The Daily",
        "url": "https://a.example/1",
        "title": "Visit",
        "published": "2025-05-04",
        "text": "Berg &amp; Lund met.\n\nThey agreed on gas.",
    }
    document = document_of(row, ROW)
    assert document.text == "Visit\n\nBerg &amp; Lund met.\nThey agreed on gas."
    assert (document.external_id, document.name) == ("a-1", "a-1")
    assert (document.outlet, document.url, document.language) == ("The Daily", "https://a.example/1", "en")
    assert document.published_at is not None
    assert str(document.published_at.day) == "2025-05-04"


def test_rows_may_lack_all_but_text() -> None:
    document = document_of({"text": "The Philippines deployed 135 troops to Haiti in December."}, ROW)
    assert document.title is None
    assert document.text == "The Philippines deployed 135 troops to Haiti in December."
    assert document.name == document.id


def test_an_unreadable_date_is_a_note() -> None:
    document, problems = read({"text": "Berg met Lund in Bor.", "published": "soon"}, ROW)
    assert document is not None
    assert document.published_at is None
    assert [fault.code for fault in problems] == ["bad-date"]
    assert "bad-date" in NOTES


def test_a_feed_item_is_shown_as_a_browser_would() -> None:
    item = {
        "published": "2023-03-20 08:00:00+00:00",
        "feed": "https://feeds.bbci.co.uk/news/rss.xml",
        "url": "https://www.bbc.co.uk/news/1",
        "title": "Berg &amp; Lund meet",
        "summary": "The leaders met in Bor &mdash; again.<p>They&#39;ll meet in May.</p><script>x()</script>",
    }
    document = document_of(item, ITEM)
    assert document.text == "Berg & Lund meet\n\nThe leaders met in Bor — again.\nThey'll meet in May."
    assert document.outlet == "BBC News"
    assert document.published_at is not None
    assert str(document.published_at.day) == "2023-03-20"


OUTLETS = [
    ("https://feeds.a.dj.com/rss/RSSWorldNews.xml", "The Wall Street Journal"),
    ("http://rss.cnn.com/rss/edition.rss", "CNN"),
    ("https://www.small-paper.example/rss", "small-paper.example"),
    ("https://www.reuters.com/world/some article", "Reuters"),
    ("Some Paper // post.example", "Some Paper // post.example"),
    ("Guardian", "The Guardian"),
    ("The Small Paper", "The Small Paper"),
    ("", None),
]


@pytest.mark.parametrize(("feed", "outlet"), OUTLETS)
def test_outlets_have_readable_names(feed: str, outlet: str | None) -> None:
    assert document_of({"title": "Berg meets Lund", "summary": "", "feed": feed}, ITEM).outlet == outlet


REFUSED = [
    ({"text": 7}, ROW, "not-a-document"),
    ({"text": "Berg met Lund.", "title": ["a"]}, ROW, "not-a-document"),
    ({"text": "  \n "}, ROW, "no-article"),
    ({"text": "Share\n\nRead more"}, ROW, "no-article"),
    ({"title": "", "summary": ""}, ITEM, "no-article"),
    ("<html><body><ul><li><a href='/a'>World</a></li></ul></body></html>", "text/html", "no-article"),
    ("<html><body></body></html>", "text/html", "no-article"),
    ({"text": "Президент России Владимир Путин посетит Китай в сентябре."}, ROW, "not-english"),
]


@pytest.mark.parametrize(("content", "media_type", "code"), REFUSED)
def test_what_is_no_article_is_refused(content: str | dict[str, Any], media_type: str, code: str) -> None:
    assert code_of(content, media_type) == code


ENGLISH = [
    "Talks end.",
    "Xi, Putin hold phone call",
    "Boric, Merkel, Petro y Sánchez en route to Lima",
    "Khartoum calls envoy Hans Keller ‘persona non grata’",
    "Spanish winemaker Viña y Sol moves further inland",
    "Denmark’s Mette Frederiksen receives Queen Silvia",
    "135 (+3)",
]

FOREIGN = [
    "Le président français Emmanuel Macron s’est rendu lundi à Pékin, où il a rencontré son homologue chinois.",
    "Bundeskanzler Scholz ist am Montag zu einem Besuch in Peking eingetroffen, wo er mit Präsident Xi sprechen wird.",
    "El presidente Lula viajará a China en abril para reunirse con Xi Jinping, según anunció el Gobierno este lunes.",
    "Il presidente Mattarella è arrivato a Pechino per una visita di Stato di cinque giorni.",
    "Cumhurbaşkanı Erdoğan, Moskova'da Putin ile bir araya geldi ve iki ülke arasındaki ilişkiler ele alındı.",
    "Prezydent Andrzej Duda spotkał się z przywódcą Chin w Pekinie, gdzie rozmawiali o wojnie na Ukrainie.",
    "Tổng thống Nga Vladimir Putin sẽ thăm Trung Quốc trong tháng này.",
    "习近平主席将对俄罗斯进行国事访问。",
    "Президент России Владимир Путин посетит Китай.",
    "يزور الرئيس الصيني موسكو هذا الأسبوع",
    "Rais wa Kenya alikutana na waziri mkuu wa Uingereza jijini Nairobi siku ya Jumatatu " * 5,
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read_however_short(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_told(text: str) -> None:
    assert not is_english(text)


HTML_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Alandian president to visit Bor - The Daily Example</title>
<meta property="og:title" content="Alandian president to visit Bor">
<meta property="og:site_name" content="The Daily Example"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2025-05-04T10:00:00+00:00">
<link rel="canonical" href="https://www.daily.example/world/visit.html"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><h1>Alandian president to visit Bor</h1>
<article><p>By Jane Roe</p><figure><img src="a.jpg"><figcaption>President Anna Berg. (AP Photo/J. Doe)</figcaption></figure>
<p>BERGSTAD, May 4 (Reuters) - President Anna Berg of Alandia will travel to Bor from May 12 to 14 for talks on trade, her office said.</p>
<p>It will be her second visit to the neighbouring country since she took office, and the first since the border was reopened.</p>
<h2>Trade first</h2>
<p>“We share a border and a history,” the president told reporters. “We will share more of our market, too.”</p>
<p>Read more: Border reopens after two years</p>
<p>Officials in Bor confirmed the dates and said that the two delegations would sign an agreement on rail freight.</p>
<p>Sign up for our newsletter and get the news in your inbox.</p>
<p>Reporting by Jane Roe; Editing by Richard Miles</p></article>
<section id="comments"><h3>Leave a Reply</h3><form><label>Name</label><input></form></section>
<footer><p>Copyright 2025 The Daily Example. All rights reserved.</p></footer></body></html>"""  # noqa: E501

HTML_TEXT = """Alandian president to visit Bor

BERGSTAD, May 4 (Reuters) - President Anna Berg of Alandia will travel to Bor from May 12 to 14 for talks on trade, her office said.
It will be her second visit to the neighbouring country since she took office, and the first since the border was reopened.
Trade first
“We share a border and a history,” the president told reporters. “We will share more of our market, too.”
Officials in Bor confirmed the dates and said that the two delegations would sign an agreement on rail freight."""  # noqa: E501


def test_a_page_becomes_its_article() -> None:
    document = document_of(HTML_PAGE, "text/html")
    assert document.text == HTML_TEXT
    assert (document.outlet, document.byline) == ("The Daily Example", "Jane Roe")
    assert (document.wire_credit, document.dateline) == ("Reuters", "BERGSTAD, May 4")
    assert document.published_at is not None
    assert (str(document.published_at.day), document.published_at.method) == ("2025-05-04", "metadata")


def test_the_same_bytes_give_the_same_document() -> None:
    assert document_of(HTML_PAGE, "text/html") == document_of(HTML_PAGE, "text/html")


words = st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs"), include_characters="\t’“”"), max_size=80)


@settings(deadline=None)
@given(st.lists(words, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_every_kept_paragraph_is_a_substring_of_the_input(lines: list[str], line_break: str) -> None:
    text = line_break.join(lines)
    document, _ = read({"text": text}, ROW)
    if document is None:
        return
    for paragraph in document.text.split("\n"):
        assert paragraph in text or re.sub(r"\s+", " ", paragraph) in re.sub(r"\s+", " ", text)


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[A-Z][a-z ]{3,60}[a-z]\.", fullmatch=True), min_size=1, max_size=8))
def test_paragraphs_survive_character_for_character(paragraphs: list[str]) -> None:
    assert [line.text for line in split("\n\n".join(paragraphs))] == paragraphs


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text/plain", "text/html", ROW, ITEM]))
def test_any_bytes_give_a_document_or_one_refusal(content: bytes, media_type: str) -> None:
    document, problems = read(content, media_type)
    refusals = [fault for fault in problems if fault.code not in NOTES]
    assert len(refusals) == (document is None)


def test_a_document_of_nothing_but_furniture_keeps_its_title() -> None:
    text = "Hello and welcome to our live coverage of the talks.\n\n10.15 BST\n\nSee all our coverage of the talks"
    row = {"id": "x", "title": "Leaders meet in Bergstad for border talks", "text": text, "published": "2023-05-04"}
    assert document_of(row, ROW).text == "Leaders meet in Bergstad for border talks"
