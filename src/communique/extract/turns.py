"""Whose words a stretch of the text is: a quotation's speaker, or whoever a transcript gives the floor to.

Not for reported speech; its sources are found by syntax in ``attribution.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.speakers import FILE, is_quoted, speaker_before, speaker_of
from communique.records import AnyClaim, EntityKind, Reference, Statement

LABEL = re.compile(r"(?P<name>[A-Z][^\n:“”\"]{2,110}?)\s?(?:\(\s?[^()\n]{3,40}\s?\))?\s?:\s")
"""A speaker's name before what he or she says, as transcripts print it."""
HEADLINE = re.compile(r"^(?P<first>[^:\n]{3,40}): |(?:: | [-–—] )(?P<last>[^:\n–—-]{3,40})$")
"""Who a headline says it after or before: "Putin to visit China: Kremlin"."""
LEAST_TURNS = 2
"""Turns of a transcript in the press; in a government's release one suffices, as a speech has it."""


@dataclass(frozen=True, slots=True)
class _Turn:
    start: int
    speaker: Reference


class Turns:
    """Who speaks at each place of one article that is somebody's own words."""

    def __init__(self, context: Context) -> None:
        self._context = context
        turns = _turns(context)
        transcript = len(turns) >= LEAST_TURNS or context.resolver.publisher() is not None
        self._turns = turns if transcript else []
        self._headline = _headline(context)
        self._author = _author(context)

    def named(self, claim: AnyClaim) -> AnyClaim:
        """The claim under the name of whoever says it, where the article cites nobody else for it."""
        if claim.said_by or isinstance(claim, Statement):
            return claim
        speaker = self._speaker(claim.evidence.start, claim.evidence.end)
        return msgspec.structs.replace(claim, said_by=(speaker,)) if speaker is not None else claim

    def _speaker(self, start: int, end: int) -> Reference | None:
        title = self._context.article.document.title
        if title is not None and end <= title.end:
            return self._headline
        turn = next((one for one in reversed(self._turns) if one.start <= start), None)
        return turn.speaker if turn is not None else self._quoted(start, end) or self._author

    def _quoted(self, start: int, end: int) -> Reference | None:
        """The speaker of the quotation that all of the words stand in."""
        for quotation in self._context.article.mentions.quotations:
            if any(part.start <= start and end <= part.end for part in quotation.parts):
                speaker, verb = speaker_of(self._context, quotation)
                return speaker if speaker is not None or verb is not None else speaker_before(self._context, quotation)
        return None


def _turns(context: Context) -> list[_Turn]:
    """The paragraphs of a transcript that open with their speaker's name."""
    found = []
    for paragraph in context.article.mentions.paragraphs:
        label = LABEL.match(paragraph.text)
        if label is not None and label["name"].lower().strip() in words(FILE, "kickers"):
            continue
        mention = None if label is None else _last_person(context, paragraph.start, paragraph.start + label.end("name"))
        if label is not None and mention is not None:
            found.append(_Turn(paragraph.start + label.end(), mention))
    return found


def _last_person(context: Context, start: int, end: int) -> Reference | None:
    """The person at the end of a label: "President of Russia Vladimir Putin"; none where the words tell something."""
    tokens = context.article.tokens_in(start, end)
    last = context.article.mention_of(tokens[-1]) if tokens else None
    if last is None or last.kind is not EntityKind.PERSON:
        return None
    told = any(one.tag_ in ("VBD", "VBZ", "MD") or one.lemma_.lower() in words(FILE, "cites") for one in tokens)
    return None if told else context.resolver.person(last)


def _headline(context: Context) -> Reference | None:
    """The source that a headline names behind a colon or a dash, or before a colon."""
    title = context.article.document.title
    label = HEADLINE.search(context.article.document.text[title.start : title.end]) if title is not None else None
    if title is None or label is None:
        return None
    group = "first" if label["first"] is not None else "last"
    tokens = context.article.tokens_in(title.start + label.start(group), title.start + label.end(group))
    named = [one for one in tokens if context.article.mention_of(one) is not None]
    kicker = label[group].lower().strip() in words(FILE, "kickers")
    if kicker or not named or any(one.tag_.startswith("VB") or one.tag_ == "MD" for one in tokens):
        return None
    return next(iter(context.resolver.actor(named[-1])), None)


def _author(context: Context) -> Reference | None:
    """Who says all of a text that its title calls somebody's statement or speech, and that speaks as "I"."""
    title = context.article.document.title
    heading = context.article.document.text[title.start : title.end].lower() if title is not None else ""
    opens = next((kind for kind in sorted(words(FILE, "own_words")) if heading.startswith(kind)), None)
    if title is None or opens is None:
        return None
    body = (one for one in context.article.tokens_in(title.end, len(context.article.document.text)) if one.text == "I")
    if not any(one.dep_ == "nsubj" and not is_quoted(context, one) for one in body):
        return None
    named = (mention for mention, _ in context.article.people() if mention.start < title.end)
    return next((context.resolver.person(one) for one in named if one.start > title.start), None)
