"""Lines of documents and feed-item JSON lines into articles. Which line is which was told by ``acquire``."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from lxml import etree, html  # type: ignore[import-untyped]

from communique.clean.article import Article, UnreadableError
from communique.clean.paragraphs import one_line, split
from communique.outlets import known_outlet, labels, outlet_at, outlet_named

RowT = TypeVar("RowT", bound=msgspec.Struct)


class DocumentRow(msgspec.Struct, frozen=True):
    """One line of documents JSON lines. Fields that are not here were reported when the line came in."""

    text: str
    id: str | int | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None


class FeedItemRow(msgspec.Struct, frozen=True):
    """One line of feed-item JSON lines."""

    title: str | None = None
    summary: str | None = None
    published: str | None = None
    feed: str | None = None
    url: str | None = None


BLOCKS = ("p", "div", "li", "blockquote", "h1", "h2", "h3", "h4")
"""Elements that begin and end a line."""

DOCUMENT_DECODER = msgspec.json.Decoder(DocumentRow)
FEED_ITEM_DECODER = msgspec.json.Decoder(FeedItemRow)


def read_document_row(content: bytes) -> Article:
    """The article of a document row, its text as it is. Raises ``UnreadableError`` (``not-a-document``)."""
    row = decode_row(DOCUMENT_DECODER, content)
    return Article(
        title=one_line(row.title),
        lines=split(row.text),
        outlet=row.outlet or None,
        url=row.url or None,
        published=row.published or None,
        external_id=None if row.id is None else str(row.id),
    )


def read_feed_item_row(content: bytes) -> Article:
    """Title and summary of a feed item; markup in them is read as a browser would show it."""
    row = decode_row(FEED_ITEM_DECODER, content)
    return Article(
        title=one_line(shown(row.title or "")),
        lines=split(shown(row.summary or "")),
        outlet=_outlet_of(row),
        url=row.url or None,
        published=row.published or None,
    )


def _outlet_of(row: FeedItemRow) -> str | None:
    """The outlet at the address of an item's feed; where that has a name instead, at the item's own, or that name."""
    if row.feed and not labels(row.feed):
        return known_outlet(row.url or "") or outlet_named(row.feed)
    return outlet_at(row.feed or row.url)


def decode_row(decoder: msgspec.json.Decoder[RowT], content: bytes) -> RowT:
    """The row, with every field of its type."""
    try:
        return decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise UnreadableError("not-a-document", f"the line is not a document: {fault}") from fault


def shown(markup: str) -> str:
    """The text that a browser shows for a feed's title or summary; text without markup comes back as it is."""
    if "<" not in markup and "&" not in markup:
        return markup
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return markup
    for element in root.iter("br", *BLOCKS):
        element.tail = "\n" + (element.tail or "")
        if element.tag in BLOCKS:
            element.text = "\n" + (element.text or "")
    for element in root.xpath("//script|//style"):
        element.drop_tree()
    return str(root.text_content())
