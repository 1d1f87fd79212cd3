"""From when a count runs: "since 2014", "since the war began". Not for when the counted events were."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any

import msgspec
from dateutil.relativedelta import relativedelta
from spacy.tokens import Token

from communique.extract.article import table
from communique.extract.context import Context
from communique.records import Precision, When

FILE = "tallies.toml"
ANCHOR = "event"
"""What the day of a known event was computed from: its name."""


def since_of(context: Context, count: Token) -> When | None:
    """The time after the "since" that is nearest to the count: the next behind it, else the last before it."""
    found = [one for one in count.sent if one.lower_ == "since"]
    found.sort(key=lambda one: (one.i < count.i, abs(one.i - count.i)))
    for one in found[:1]:
        start, end = context.article.start(one), context.article.start(_last_of(one)) + 1
        times = [when for when in context.article.mentions.times if start <= when.evidence.start < end]
        return _gone_by(context, _start(times[0])) if times else _known(context, one)
    return None


def _gone_by(context: Context, when: When) -> When:
    """The last such month or day before publication, where the time was taken for the next one: "since late May"."""
    published = context.article.document.published_at
    year, rest = when.edtf[:4], when.edtf[4:]
    if published is None or published.latest is None or when.earliest is None or when.earliest <= published.latest:
        return when
    if not rest or "/" in rest or not year.isdigit() or year in when.evidence.quote:
        return when
    first = when.earliest - relativedelta(years=1)
    last = when.latest - relativedelta(years=1) if when.latest is not None else None
    return msgspec.structs.replace(when, edtf=f"{int(year) - 1}{rest}", earliest=first, latest=last)


@lru_cache(maxsize=1)
def origins() -> tuple[dict[str, Any], ...]:
    """The events of ``tallies.toml`` whose day every reader knows."""
    found = table(FILE)["origin"]
    return tuple(found) if isinstance(found, list) else ()


def _known(context: Context, since: Token) -> When | None:
    """The first day of an event that everybody dates alike, where the article is of its states and later."""
    last = _last_of(since)
    said = context.article.evidence(since, last if not last.is_punct else last.nbor(-1))
    named = {mention.code for mention in context.article.mentions.names}
    published = context.article.document.published_at
    for origin in origins():
        first = datetime.date.fromisoformat(origin["day"])
        fits = any(word in said.quote.lower() for word in origin["words"]) and named & set(origin["states"])
        if fits and published is not None and published.earliest is not None and published.earliest >= first:
            return When(
                edtf=origin["day"], earliest=first, latest=first, precision=Precision.DAY, anchor=ANCHOR, evidence=said
            )
    return None


def _last_of(since: Token) -> Token:
    """The last word that "since" reaches: those behind a comma, a dash or another clause are another matter."""
    for one in since.doc[since.i + 1 : since.sent.end]:
        if one.text in (",", ";", ":", "–", "—", "(", ")") or (one.text == "-" and one.nbor(-1).whitespace_):
            return one
    return since.doc[since.sent.end - 1]


def _start(when: When) -> When:
    """When a count begins: 2021, of the open interval that "since 2021" is."""
    if not when.edtf.endswith("/..") or when.earliest is None:
        return when
    return msgspec.structs.replace(
        when, edtf=when.edtf.removesuffix("/.."), latest=_last_day(when.edtf.removesuffix("/.."), when.earliest)
    )


def _last_day(edtf: str, first: datetime.date) -> datetime.date:
    """The last day of a year, a month or a day."""
    parts = edtf.count("-")
    if parts == 0:
        return first + relativedelta(years=1, days=-1)
    return first + relativedelta(months=1, days=-1) if parts == 1 else first
