"""Time expressions as EDTF values, resolved against the publication, the tense and the times told before.

Never more exact than the text, and nothing where the text and the publication do not settle it ("this week", a bare
"May" of unknown year). The words are found by ``time_grammar.py``; not for the status of an event, nor for which time
belongs to which claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.detect.periods import Period
from communique.detect.tense import Direction, direction, verb_of
from communique.detect.time_grammar import WORDS, Expression, scan
from communique.detect.time_ranges import Dated, join
from communique.detect.time_resolution import Telling, Told, absolute, from_publication, from_told, sequel
from communique.records import Paragraph, PublishedAt, When
from communique.spans import cut_inside, fold

_SENTENCE_END = re.compile(r"[.!?][\"')]*\s+(?=[\"'(]*[A-Z])")
_COUNTED_FROM = re.compile(r"\bsince\b[^.,;:]{0,60}\Z")
"""Before a time from which something is only counted: no story that the next sentence goes on with begins there."""
_PART_DIRECTION: dict[str, Direction] = WORDS["part_direction"]


@dataclass(frozen=True, slots=True)
class _Setting:
    """What an expression is resolved against."""

    text: str
    published_at: PublishedAt | None
    direction: Direction | None
    told: Told | None
    counted: Told | None
    same_sentence: bool
    same_clause: bool


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A period, what it was computed from, and whether its year was stated, there or before it."""

    period: Period
    anchor: str
    has_year: bool


@dataclass(frozen=True, slots=True)
class _Last:
    """The time told last: in which sentence, at what offset of which paragraph."""

    sentence: int
    core: int
    paragraph: int
    told: Told


def find_times(paragraphs: Sequence[Paragraph], published_at: PublishedAt | None) -> tuple[When, ...]:
    """Every time expression that can be resolved, in order of the text.

    ``When.edtf`` is a date, a season, a decade or an interval; ``since`` and ``until`` make open intervals. Expressions
    without a year are resolved by the tense of the governing verb against every day on which the document may have been
    published, and only where all of them agree; or as the sequel of the time told just before.
    """
    times: list[When] = []
    told: _Last | None = None
    latest: _Last | None = None
    sentence = 0
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        starts = _sentence_starts(paragraph, folded)
        found: list[Dated] = []
        for expression in scan(folded):
            index = sentence + sum(1 for start in starts if start <= expression.core)
            setting = _Setting(
                folded,
                published_at,
                _direction(paragraph, expression),
                told.told if told and index - told.sentence <= 1 else None,
                latest.told if latest and index - latest.sentence <= 1 else None,
                same_sentence=told is not None and told.sentence == index,
                same_clause=told is not None and _share_a_verb(paragraph, told, expression),
            )
            resolved = _resolve(expression, setting)
            if resolved is None:
                continue
            if _is_told(resolved):
                latest = _Last(index, expression.core, paragraph.start, Told(resolved.period, resolved.has_year))
                counted = expression.opens or _COUNTED_FROM.search(folded[: expression.start])
                told = told if counted else latest
            found.append(Dated(expression, resolved.period, resolved.anchor, setting.direction))
        times += [_when(paragraph, dated) for dated in join(found, folded)]
        sentence += len(starts)
    return tuple(times)


def _share_a_verb(paragraph: Paragraph, told: _Last, expression: Expression) -> bool:
    """Whether a time and the one told before it are of one verb; where there is no syntax, of one paragraph."""
    if told.paragraph != paragraph.start:
        return False
    return paragraph.doc is None or verb_of(paragraph.doc, told.core) == verb_of(paragraph.doc, expression.core)


def _sentence_starts(paragraph: Paragraph, folded: str) -> list[int]:
    if paragraph.doc is not None:
        return [sentence.start_char for sentence in paragraph.doc.sents]
    return [0, *(match.end() for match in _SENTENCE_END.finditer(folded))]


def _direction(paragraph: Paragraph, expression: Expression) -> Direction | None:
    part = (expression.word("part1") or "").removesuffix(" in").removesuffix(" on").strip(" -")
    return _PART_DIRECTION.get(part) or direction(paragraph.doc, expression.core, expression.end)


def _resolve(expression: Expression, setting: _Setting) -> _Resolved | None:
    """The period and what it was computed from; None where nothing settles it."""
    period = absolute(expression, setting.text)
    if period is not None:
        return _Resolved(period, "stated in full", has_year=True) if period.is_possible else None
    for told, period in _from_what_was_told(expression, setting):
        if period is not None and period.is_possible:
            return _Resolved(period, f"the {told.period.edtf} before it", has_year=told.has_year)
    return _against_publication(expression, setting)


def _from_what_was_told(expression: Expression, setting: _Setting) -> Iterator[tuple[Told, Period | None]]:
    """The readings that a time told before allows: as a step from it, be it only counted from, or as its sequel."""
    ahead = setting.direction == "future" and expression.kind in ("ordinal_day", "ordinal_pair")
    if setting.counted is not None and not ahead:
        yield setting.counted, from_told(expression, setting.counted)
    if setting.told is not None:
        yield (
            setting.told,
            sequel(
                expression,
                setting.told,
                setting.published_at,
                setting.direction,
                same_sentence=setting.same_sentence,
                same_clause=setting.same_clause,
            ),
        )


def _against_publication(expression: Expression, setting: _Setting) -> _Resolved | None:
    published_at = setting.published_at
    if published_at is None:
        return None
    days = {published_at.earliest, published_at.latest}
    periods = {from_publication(expression, Telling(day, setting.direction, setting.text)) for day in days}
    period = periods.pop()
    if periods or period is None or not period.is_possible:
        return None
    return _Resolved(period, _anchor(published_at, setting.direction), has_year=False)


def _anchor(published_at: PublishedAt, looks: Direction | None) -> str:
    days = f"{published_at.earliest}"
    if published_at.latest != published_at.earliest:
        days = f"between {published_at.earliest} and {published_at.latest}"
    sentence = {
        "past": "verb looks back",
        "future": "verb looks forward",
        "near": "verb tells of about that day",
        None: "no verb says which way",
    }[looks]
    return f"published {days}, {sentence}"


def _is_told(resolved: _Resolved) -> bool:
    """Whether later expressions may take it up: a day, a month or a year, but no season or decade."""
    return not (resolved.period.season or resolved.period.is_decade)


def _when(paragraph: Paragraph, dated: Dated) -> When:
    expression, period = dated.expression, dated.period
    if expression.opens:
        period = period.opened(expression.opens)
    return When(
        edtf=period.edtf,
        earliest=period.earliest,
        latest=period.latest,
        precision=period.precision,
        anchor=dated.anchor,
        evidence=cut_inside(paragraph, expression.start, expression.end),
    )
