"""Whose words a stretch of the text is: a quotation's speaker, or whoever a transcript gives the floor to.

Not for reported speech; its sources are found by syntax in ``attribution.py``.
"""

from __future__ import annotations

import re
from functools import cached_property

import msgspec
from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.attribution import without_own
from communique.extract.sources.speakers import is_quoted
from communique.extract.statements import spoken
from communique.gazetteer import gazetteer
from communique.records import Action, AnyClaim, EntityKind, Quotation, Reference, Statement, Visit

FIRST = re.compile(r"^(?P<who>[^:\n]{3,40}): ")
LAST = re.compile(r"(?:: | [-–—] )(?P<who>[^:\n–—-]{3,40})$")
"""Who a headline says it before or after: "Putin to visit China: Kremlin"."""


class Turns:
    """Who speaks at each place of one article that is somebody's own words."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._headline = _headline(context)
        self._author = _author(context)

    def named(self, claim: AnyClaim) -> AnyClaim:
        """The claim under the name of whoever says it, where the article cites nobody else for it."""
        if claim.said_by or isinstance(claim, Statement):
            return claim
        speaker = self._speaker(claim.evidence.start, claim.evidence.end)
        if speaker is None or self._is_own(claim, speaker) or self._is_about(claim, speaker):
            return claim
        return msgspec.structs.replace(claim, said_by=(speaker,))

    def _is_own(self, claim: AnyClaim, speaker: Reference) -> bool:
        """Whether the words are the act itself, the speaker's or his state's: "We thank our friends in X"."""
        if not isinstance(claim, Action) or claim.event.value not in words("light.toml", "said"):
            return False
        return not without_own(self._context.resolver, (speaker,), claim.actor)

    def _is_about(self, claim: AnyClaim, speaker: Reference) -> bool:
        """Whether a headline's label is the traveller, of whom it tells: "Mary Robinson: ex-leader visits Oslo"."""
        traveller = isinstance(claim, Visit) and speaker.name in {one.name for one in claim.visitor}
        return traveller and speaker is self._headline

    def _speaker(self, start: int, end: int) -> Reference | None:
        title = self._context.article.document.title
        if title is not None and end <= title.end:
            return self._headline
        turn = self._context.resolver.labels.at(start)
        speaker = turn.speaker if turn is not None else None
        return speaker or self._quoted(start, end) or (self._author if turn is None else None)

    @cached_property
    def _spoken(self) -> list[tuple[Quotation, Reference, Token | None]]:
        return list(spoken(self._context))

    def _quoted(self, start: int, end: int) -> Reference | None:
        """The speaker of the quotation that all of the words stand in."""
        parts = (part for quotation in self._context.article.mentions.quotations for part in quotation.parts)
        if not any(part.start <= start and end <= part.end for part in parts):
            return None
        for quotation, speaker, _ in self._spoken:
            if any(part.start <= start and end <= part.end for part in quotation.parts):
                return speaker
        return None


def _headline(context: Context) -> Reference | None:
    """The source that a headline names behind a colon or a dash, or before a colon."""
    title = context.article.document.title
    if title is None:
        return None
    for label in (LAST.search(text := context.article.document.text[title.start : title.end]), FIRST.search(text)):
        source = _labelled(context, label, title.start) if label is not None else None
        if source is not None:
            return source
    return None


def _labelled(context: Context, label: re.Match[str], start: int) -> Reference | None:
    """Whom a label at an end of a headline names, if it names somebody who speaks."""
    tokens = context.article.tokens_in(start + label.start("who"), start + label.end("who"))
    named = [one for one in tokens if context.article.mention_of(one) is not None]
    kicker = label["who"].lower().strip() in words("transcripts.toml", "kickers")
    if kicker or not named or not _names_a_source(context, tokens, first=label.start() == 0):
        return None
    return next(iter(context.resolver.actor(named[-1])), None)


def _names_a_source(context: Context, tokens: list[Token], *, first: bool) -> bool:
    """Whether a headline's label is somebody who speaks, not what the article is about ("Sudan war", "X in Rome").

    It ends in a name or in a word for those who are cited. A state that opens a headline by its plain name is a topic,
    and a name in capitals is that of whoever writes the column.
    """
    mention, last = context.article.mention_of(tokens[-1]), tokens[-1]
    if mention is None and last.lemma_.lower() not in words("speech.toml", "sources"):
        return False
    if any(one.tag_.startswith("VB") or one.tag_ in ("MD", "IN", "CC", "WRB") for one in tokens):
        return False
    if not first or mention is None:
        return True
    state = gazetteer().state(mention.code) if mention.kind is EntityKind.STATE and mention.code else None
    topic = state is not None and state.name == mention.text
    return not topic and not (mention.kind is EntityKind.PERSON and last.is_upper)


def _author(context: Context) -> Reference | None:
    """Who says all of a text that its title calls somebody's statement or speech, and that speaks as "I"."""
    title, author = context.article.document.title, context.resolver.labels.author
    if title is None or author is None:
        return None
    body = (one for one in context.article.tokens_in(title.end, len(context.article.document.text)) if one.text == "I")
    spoken = any(one.dep_ == "nsubj" and not is_quoted(context, one) for one in body)
    return context.resolver.person(author) if spoken else None
