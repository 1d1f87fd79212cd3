"""When a document was published: as given by its record, metadata, address or dateline, else inferred from its text.

Every answer carries its method and a reason. Nothing is guessed: with no clue the answer is None.
"""

from __future__ import annotations

import datetime
import re

from communique.clean.article import Article
from communique.clean.calendar_dates import read_date
from communique.clean.inference import infer
from communique.records import PublishedAt

ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)")

YEAR = re.compile(r"\d{4}")

GIVEN = {
    "record": "The record gives {words!r} as its date of publication.",
    "metadata": "The page's metadata give {words!r} as its date of publication.",
}


def date_article(
    article: Article, line: str | None, written: str | None, text: str
) -> tuple[PublishedAt | None, str | None]:
    """The date of publication, and one sentence on a given date that cannot be read.

    ``line`` is the date of a "Published:" line, ``written`` the date of the dateline; the most explicit source wins.
    """
    fault = None
    if article.published:
        if days := read_date(article.published):
            reason = GIVEN[article.method].format(words=article.published)
            return PublishedAt(earliest=days[0], latest=days[1], method=article.method, reason=reason), None
        fault = (
            f"The date of publication {article.published!r} cannot be read. Write it as 2025-05-07, 2025-05 or 2025."
        )
    return from_line(line) or from_address(article.url) or from_dateline(written) or infer(text, written), fault


def from_line(line: str | None) -> PublishedAt | None:
    """A date from a "Published:" line or a line that is only a date."""
    days = read_date(line) if line else None
    if days is None:
        return None
    reason = f"A line above the article gives {line!r} as its date of publication."
    return PublishedAt(earliest=days[0], latest=days[1], method="metadata", reason=reason)


def from_address(url: str | None) -> PublishedAt | None:
    """A date from an address such as ``https://host/2025/05/07/title``."""
    found = ADDRESS_DAY.search(url or "")
    if not found:
        return None
    try:
        day = datetime.date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    reason = f"The address of the article has the date {found.group()[1:]}."
    return PublishedAt(earliest=day, latest=day, method="metadata", reason=reason)


def from_dateline(written: str | None) -> PublishedAt | None:
    """A date from a dateline that names the year."""
    days = read_date(written) if written and YEAR.search(written) else None
    if days is None:
        return None
    reason = f"The dateline has the date {written!r}."
    return PublishedAt(earliest=days[0], latest=days[1], method="dateline", reason=reason)
