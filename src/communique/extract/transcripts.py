"""Who is meant by "you" and "I" in the transcript of a talk, where labels name the speakers. Not for quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.records import EntityKind, Mention, Reference

BY = re.compile(r"(?:Joint )?(?:Statement|Remarks|Message|Letter|Address|Speech)\b.{0,20}? (?:by|of|from) (?:the )?")
"""How a headline begins that names the author of a statement."""
LONGEST_OFFICE = 60
"""Characters of an office before the author's name."""
LONGEST_LABEL = 90
"""Characters before the colon of a speaker's label: an office and a name."""


def in_dialogue(context: Context, tokens: Iterable[Token]) -> tuple[Reference, ...]:
    """The one to whom a labelled speaker speaks, for "you" and "your"; the speaker for "I" and "my"."""
    for token in tokens:
        word = token.lower_
        if word not in words("pronouns.toml", "second") and word not in words("pronouns.toml", "speaker"):
            continue
        spoken = speaker_of(context, token)
        if spoken is None:
            return ()
        if word in words("pronouns.toml", "speaker"):
            return (spoken,)
        others = [one for one in context.resolver.present if one.name != spoken.name]
        return tuple(others) if len(others) == 1 else ()
    return ()


def both_speaking(context: Context, tokens: Iterable[Token]) -> tuple[Reference, ...]:
    """The two whose talk it is, for a "we" or "our" in the words of a labelled speaker."""
    for token in tokens:
        if token.lower_ not in words("pronouns.toml", "first") or (label := _last_label(context, token)) is None:
            continue
        speaker = context.resolver.person(label)
        others = [one for one in context.resolver.present if one.name != speaker.name]
        return (speaker, others[0]) if len(others) == 1 else ()
    return ()


def spoken_by(context: Context, token: Token) -> tuple[Reference, ...]:
    """Who says it, where a word stands in a labelled speaker's words, or in a statement's that says "I"."""
    spoken = speaker_of(context, token)
    if spoken is None:
        return ()
    said = {one.lower_ for one in token.sent}
    direct = words("pronouns.toml", "speaker")
    if _last_label(context, token) is not None:
        direct = direct | words("pronouns.toml", "second")
    return (spoken,) if said & direct else ()


def speaker_of(context: Context, token: Token) -> Reference | None:
    """Whose label stands last before a word; in a statement without labels, by whom the headline says it is."""
    found = _last_label(context, token)
    if found is None:
        found = _author(context)
    return context.resolver.person(found) if found is not None else None


def _last_label(context: Context, token: Token) -> Mention | None:
    """The label at the head of a word's paragraph, or of one before."""
    here, found = context.article.start(token), None
    for paragraph in context.article.mentions.paragraphs:
        if paragraph.start > here:
            break
        mention = _label(context, paragraph.start, paragraph.text)
        found = mention if mention is not None else found
    return found


def _author(context: Context) -> Mention | None:
    """The person in a headline "Statement by President X on …"."""
    title = context.article.document.text.split("\n", 1)[0]
    match = BY.match(title)
    if match is None:
        return None
    inside = [one for one, _ in context.article.people() if match.end() <= one.start < len(title)]
    return inside[0] if inside and inside[0].start - match.end() <= LONGEST_OFFICE else None


def _label(context: Context, start: int, text: str) -> Mention | None:
    """The person whose name ends a label: "President of X A B: We are glad …"."""
    colon = text.find(":", 0, LONGEST_LABEL)
    if colon < 0:
        return None
    inside = [one for one in context.article.mentions.names if start <= one.start and one.end <= start + colon]
    people = [one for one in inside if one.kind is EntityKind.PERSON]
    if not people:
        return None
    rest = text[people[-1].end - start : colon].strip(" ()").lower()
    ends = not rest or rest in words("pronouns.toml", "asides")
    return people[-1] if ends else None
