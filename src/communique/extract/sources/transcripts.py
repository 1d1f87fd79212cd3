"""Who is meant by "you" and "I" in the transcript of a talk, where labels name the speakers. Not for quotations."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.records import Reference


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
        turn = context.resolver.labels.at(context.article.start(token))
        if token.lower_ not in words("pronouns.toml", "first") or turn is None or (speaker := turn.speaker) is None:
            continue
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
    if context.resolver.labels.turns:
        direct = direct | words("pronouns.toml", "second")
    return (spoken,) if said & direct else ()


def speaker_of(context: Context, token: Token) -> Reference | None:
    """Whose label stands last before a word; in a statement without labels, by whom the headline says it is."""
    turn = context.resolver.labels.at(context.article.start(token))
    author = context.resolver.labels.author
    if turn is not None:
        return turn.speaker
    return context.resolver.person(author) if author is not None else None
