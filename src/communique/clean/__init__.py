"""Snapshots become documents: the article's text without furniture, and what is known of it.

Offsets are fixed from here on. Characters inside a paragraph are never altered.
"""

from __future__ import annotations

from communique.clean.article import Article, UnreadableError
from communique.clean.dating import date_article
from communique.clean.decoding import UndecodableError
from communique.clean.furniture import Clearing, clear
from communique.clean.language import ENGLISH, is_english
from communique.clean.pages import read_page
from communique.clean.paragraphs import Line
from communique.clean.rows import read_document_row, read_feed_item_row
from communique.clean.slugs import Slug, agency, read_slug
from communique.clean.texts import read_text
from communique.ids import with_document_id
from communique.problems import problem
from communique.records import Document, Problem, Snapshot, Span

__all__ = ["clean"]

HTML = "text/html"

READERS = {
    "text/plain": read_text,
    HTML: read_page,
    "application/x-communique-document+json": read_document_row,
    "application/x-communique-feed-item+json": read_feed_item_row,
}
"""Media type -> the reader of that format."""

REMEDIES = {
    "broken-encoding": "Save it again as UTF-8.",
    "no-article": "Look whether the article is in it, or leave it out.",
    "not-a-document": "Mend or remove the line.",
    "not-english": "Give an English text.",
}
"""Code of a refusal -> what to do about it."""

NO_SLUG = Slug(dateline=None, written=None, wire_credit=None)


def clean(snapshot: Snapshot) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document in a snapshot, with notes on it; or None, with the problem that says why there is none.

    ``Document.text`` is the title, a blank line, and the paragraphs divided by line breaks.
    """
    try:
        article = READERS[snapshot.media_type](snapshot.content)
        clearing = clear(without_title(article))
        paragraphs = [line.text for line in clearing.kept]
        if not article.title and not paragraphs:
            raise UnreadableError("no-article", "it holds no words of an article")
        text = "\n\n".join(part for part in (article.title, "\n".join(paragraphs)) if part)
        if not is_english(text):
            raise UnreadableError("not-english", "the text is not in English, the only language that is read")
        if snapshot.media_type == HTML and not clearing.news:
            raise UnreadableError("no-article", "the page has no paragraph of text that is a sentence")
    except UndecodableError as fault:
        return None, (refusal("broken-encoding", snapshot, str(fault)),)
    except UnreadableError as fault:
        return None, (refusal(fault.code, snapshot, str(fault)),)
    return write_document(snapshot, article, clearing, text)


def refusal(code: str, snapshot: Snapshot, reason: str) -> Problem:
    """Why a snapshot was refused, and what can be done."""
    return problem(code, snapshot.source, f"{snapshot.source} was refused: {reason}. {REMEDIES[code]}")


def without_title(article: Article) -> tuple[Line, ...]:
    """The paragraphs, less a first one that only repeats the title."""
    lines = article.lines
    return lines[1:] if lines and lines[0].text == article.title else lines


def write_document(
    snapshot: Snapshot, article: Article, clearing: Clearing, text: str
) -> tuple[Document, tuple[Problem, ...]]:
    """The document under its id, with notes on what could not be read of its date."""
    slug = next((slug for line in clearing.kept[:1] if (slug := read_slug(line.text))), NO_SLUG)
    credit = clearing.told.get("wire")
    published_at, fault = date_article(article, clearing.told.get("published"), slug.written, text)
    document = Document(
        id="",
        snapshot=snapshot.id,
        text=text,
        title=Span(start=0, end=len(article.title)) if article.title else None,
        outlet=article.outlet,
        url=article.url,
        byline=article.byline or clearing.told.get("byline"),
        language=ENGLISH,
        wire_credit=slug.wire_credit or agency(credit) or credit,
        dateline=slug.dateline,
        published_at=published_at,
        external_id=article.external_id,
    )
    notes = (problem("bad-date", snapshot.source, fault),) if fault else ()
    return with_document_id(document), notes
