"""Partners each of whom has a day of their own: "meetings with A on Tuesday, B on Wednesday and C on Thursday".

The parser makes one list of names and times of this, so it is read from the order of the words. Not for partners who
are met together, nor for times in clauses of their own.
"""

from __future__ import annotations

from itertools import pairwise

from communique.extract.acts.arguments import Match
from communique.extract.context import Context
from communique.extract.tree import is_verb
from communique.records import Precision, Reference, When

Company = tuple[Reference, ...]


def by_day(context: Context, match: Match, company: Company) -> list[tuple[Company, When]]:
    """The meetings of one company whose partners stand each before a day of their own; none where it is not so."""
    groups = _groups(context, match)
    if len(groups) < 2 or len({when.edtf for _, when in groups}) < len(groups):
        return []
    listed = {one.name for people, _ in groups for one in people}
    here = tuple(one for one in company if one.name not in listed)
    if not here or not {one.name for one in groups[0][0]} & {one.name for one in company}:
        return []
    return [((*here, *people), when) for people, when in groups]


def _groups(context: Context, match: Match) -> list[tuple[list[Reference], When]]:
    """The people behind a meeting's word up to each day, where the sentence goes on so to the end of the list."""
    article, sentence = context.article, match.trigger.sent
    start, end = article.end(match.trigger), article.end(sentence[-1])
    days = [one for one in article.mentions.times if start <= one.evidence.start < end and _is_day(one)]
    people = [(one.start, context.resolver.person(one)) for one, _ in article.people() if start <= one.start < end]
    if not days or not people:
        return []
    found: list[tuple[list[Reference], When]] = []
    edges = [start, *(one.evidence.end for one in days)]
    for (first, last), day in zip(pairwise(edges), days, strict=True):
        between = [who for at, who in people if first <= at < day.evidence.start]
        told = any(is_verb(one) and one.tag_ != "VBG" for one in article.tokens_in(first, last))
        if not between or told:
            break
        found.append((between, day))
    return found


def _is_day(when: When) -> bool:
    return when.precision is Precision.DAY and when.earliest is not None
