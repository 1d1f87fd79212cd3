"""Plain text into an article: the first line is the title. Not for markup or for records."""

from __future__ import annotations

from communique.clean.article import Article
from communique.clean.decoding import decode
from communique.clean.paragraphs import Line, split

TITLE_WORDS = 30
"""No headline is longer (longest of 34,028 feed titles: 29 words); a first line that is, is a paragraph."""


def read_text(content: bytes) -> Article:
    """The article in a text file; a text of one line has no title."""
    lines = split(decode(content))
    title = first_title(lines)
    return Article(title=title, lines=lines[1:] if title else lines, method="metadata")


def first_title(lines: tuple[Line, ...]) -> str | None:
    """The first line, if it can be a title."""
    if len(lines) < 2 or len(lines[0].text.split()) > TITLE_WORDS:
        return None
    return lines[0].text
