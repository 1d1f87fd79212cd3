"""HTML into an article, by trafilatura: its main text and metadata. Not for the furniture that survives it."""

from __future__ import annotations

from communique.clean.article import Article, UnreadableError
from communique.clean.decoding import decode
from communique.clean.paragraphs import Line, one_line, stripped_lines
from communique.outlets import outlet_at

DATE_SEARCH = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1990-01-01",
    "max_date": "2100-12-31",
    "outputformat": "%Y-%m-%d",
}
"""Only what the page declares as its first publication: a date guessed from its text is worse than none. The fixed
last day keeps the clock out: the same page gives the same date on every day."""


def read_page(content: bytes) -> Article:
    """The article of a page. Raises ``UnreadableError`` (``no-article``) where there is none."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second that only pages need
    from trafilatura.settings import Document as Page  # noqa: PLC0415

    page = bare_extraction(
        decode(content, markup=True),
        fast=True,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=DATE_SEARCH,
    )
    if not isinstance(page, Page) or not page.text:
        raise UnreadableError("no-article", "the page holds no article")
    return Article(
        title=one_line(page.title),
        lines=tuple(Line(text=line, block=number) for number, line in enumerate(stripped_lines(page.text)) if line),
        outlet=outlet_at(page.url or page.hostname, page.sitename),
        url=page.url or None,
        byline=page.author or None,
        published=page.date or None,
        method="metadata",
    )
