"""What kind of bytes these are, from their first few thousand. Not for decoding or for reading any further."""

from __future__ import annotations

import re

import msgspec

TEXT = "text/plain"
HTML = "text/html"
DOCUMENT_ROW = "application/x-communique-document+json"
FEED_ITEM_ROW = "application/x-communique-feed-item+json"

HEAD_BYTES = 8192
"""Enough for a long doctype, comments and licence headers before the first tag of a page."""

GZIP_MAGIC = b"\x1f\x8b"

BINARY_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an XZ archive"),
    (b"WARC/", "a WARC archive"),
    (b"PAR1", "a Parquet file"),
)
"""First bytes of formats that hold no article as text -> how to call them."""

TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-8 and UTF-16; text in UTF-16 is full of zero bytes and still text."""

CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
CONTROL_SHARE = 0.02
"""More control characters than this is no text; the 990 pages and texts tried here hold none at all."""

HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|meta|title|div|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)
FEED_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
ROW_START = re.compile(rb'\s*\{\s*(?:"|\Z)')

DOCUMENT_FIELDS = frozenset({"id", "outlet", "url", "title", "published", "text"})
FEED_ITEM_FIELDS = frozenset({"published", "feed", "url", "title", "summary"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
ROW_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})


def binary_format(head: bytes) -> str | None:
    """How to call the binary format that ``head`` begins, or None for what may be text."""
    for magic, name in BINARY_MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(TEXT_MARKS):
        return None
    if b"\x00" in head or len(head) - len(head.translate(None, CONTROL_BYTES)) > CONTROL_SHARE * len(head):
        return "a binary file"
    return None


def is_feed(head: bytes) -> bool:
    """Whether ``head`` begins an RSS or Atom feed, which is not read as an article."""
    return FEED_START.match(unmarked(head)) is not None


def is_rows(head: bytes, suffix: str) -> bool:
    """Whether this is JSON lines: by name, or because the first line opens an object."""
    return suffix in ROW_SUFFIXES or ROW_START.match(unmarked(head)) is not None


def article_type(head: bytes, suffix: str) -> str:
    """``HTML`` or ``TEXT``, for bytes that are one article."""
    return HTML if suffix in HTML_SUFFIXES or HTML_START.match(unmarked(head)) else TEXT


def unmarked(head: bytes) -> bytes:
    """The head without byte order mark and without the zero bytes of UTF-16, so that tags can be found in it."""
    for mark in TEXT_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].replace(b"\x00", b"")
    return head


def row_type(line: bytes) -> tuple[str, frozenset[str]]:
    """The media type of one line of JSON lines, and its fields that are not read.

    Raises ``ValueError`` with one sentence on what is wrong when the line is neither a document nor a feed item.
    """
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ValueError(f"it is not JSON ({fault})") from fault
    if not isinstance(row, dict):
        raise ValueError("it is JSON but not an object with fields")
    if "text" in row:
        return DOCUMENT_ROW, frozenset(row) - DOCUMENT_FIELDS
    if "feed" in row or "summary" in row:
        return FEED_ITEM_ROW, frozenset(row) - FEED_ITEM_FIELDS
    raise ValueError("it has neither the field 'text' of a document nor 'feed' or 'summary' of a feed item")
