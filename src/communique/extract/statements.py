"""Statements: the words of a named source, as quoted. Not for reported speech without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import agents, child, is_passive, is_verb, logical_subjects, possessors, prepositional
from communique.records import Evidence, Quotation, Reference, Statement

WORD = re.compile(r"\w+(?:['’-]\w+)*")
LEAST_WORDS = 4
SPEECH = "speech.toml"


def find_statements(context: Context) -> Iterator[Statement]:
    """Every quotation of four words or more whose speaker the article names."""
    last: tuple[Reference, int] | None = None
    for quotation in context.article.mentions.quotations:
        if sum(len(WORD.findall(part.quote)) for part in quotation.parts) < LEAST_WORDS:
            continue
        if _is_name(quotation):
            continue
        speaker, verb = _speaker(context, quotation)
        if speaker is None and last is not None and quotation.start - last[1] < 400 and _continues(context, last[1], quotation.start):
            speaker = last[0]
        if speaker is None:
            continue
        last = (speaker, quotation.end)
        yield Statement(
            id="",
            document=context.article.document.id,
            evidence=_evidence(context, quotation, verb),
            reader=context.article.reader,
            when=context.timing.of(verb) if verb is not None else None,
            speaker=speaker,
            quote=quotation.parts,
            addressee=_addressee(context, verb, speaker),
        )


def _is_name(quotation: Quotation) -> bool:
    """Whether the quoted words are a title of something: nearly all their longer words have capitals."""
    long_words = [word for part in quotation.parts for word in WORD.findall(part.quote) if len(word) > 3]
    return bool(long_words) and sum(word[0].isupper() for word in long_words) > 0.75 * len(long_words)


def _speaker(context: Context, quotation: Quotation) -> tuple[Reference | None, Token | None]:
    """The source of a quotation and the verb of saying, from the sentences that it touches."""
    for verb in _verbs(context, quotation):
        found = _subject_of(context, verb, quotation)
        if found is not None:
            return found, verb
    return _according(context, quotation), None


def _verbs(context: Context, quotation: Quotation) -> list[Token]:
    """The verbs of saying outside the quotation in its sentences: those above its words first, then the nearest."""
    article = context.article
    inside = [token for part in quotation.parts for token in article.tokens_in(part.start, part.end)]
    if not inside:
        return []
    near: list[Token] = []
    for token in inside:
        near += [one for one in token.ancestors if not _within(context, one, quotation) and context.attribution.is_speech(one)]
    first, last = inside[0].sent, inside[-1].sent
    around = [one for sentence in (first, last) for one in sentence]
    after = article.token_at(_next_start(context, quotation.end))
    if after is not None:
        around += list(after.sent)
    around = [one for one in around if not _within(context, one, quotation) and context.attribution.is_speech(one) and not _quoted(context, one)]
    around.sort(key=lambda one: min(abs(article.start(one) - quotation.start), abs(article.start(one) - quotation.end)))
    near.sort(key=lambda one: one.lemma_.lower() not in words(SPEECH, "cites"))
    return list(dict.fromkeys(near + around))


def _next_start(context: Context, offset: int) -> int:
    text = context.article.document.text
    while offset < len(text) and (text[offset].isspace() and text[offset] != "\n" or text[offset] in "\"'”’,"):
        offset += 1
    return offset


def _within(context: Context, token: Token, quotation: Quotation) -> bool:
    start = context.article.start(token)
    return any(part.start <= start < part.end for part in quotation.parts)


def _quoted(context: Context, token: Token) -> bool:
    """Whether a token stands in any quotation."""
    start = context.article.start(token)
    return any(part.start <= start < part.end for quotation in context.article.mentions.quotations for part in quotation.parts)


def _subject_of(context: Context, verb: Token, quotation: Quotation) -> Reference | None:
    tokens = agents(verb) if is_passive(verb) and agents(verb) else logical_subjects(verb)
    tokens = [token for token in tokens if not _within(context, token, quotation)]
    found = [reference for token in tokens for reference in context.attribution.speaker(token)]
    return found[0] if found else None


def _according(context: Context, quotation: Quotation) -> Reference | None:
    """ "according to X" in the sentence, or the subject of the clause that the quoted words are part of."""
    tokens = [token for part in quotation.parts for token in context.article.tokens_in(part.start, part.end)]
    if not tokens:
        return None
    found = context.attribution.cited(tokens[0])
    if found:
        return found[0]
    for one in tokens[0].ancestors:
        if is_verb(one) and not _within(context, one, quotation):
            subjects = [token for token in logical_subjects(one) if not _within(context, token, quotation)]
            named = [reference for token in subjects for reference in context.resolver.actor(token)]
            if named:
                return named[0]
        for owner in possessors(one):
            named = list(context.resolver.actor(owner))
            if named and not is_verb(one):
                return named[0]
    return None


def _continues(context: Context, end: int, start: int) -> bool:
    """Whether nothing but the same speaker's further words stands between two quotations."""
    between = context.article.document.text[end:start]
    return between.count("\n") <= 1 and len(WORD.findall(between)) <= 3


def _evidence(context: Context, quotation: Quotation, verb: Token | None) -> Evidence:
    start, end = quotation.start, quotation.end
    if verb is not None:
        own = child(verb, "nsubj")
        edges = [context.article.start(verb), context.article.end(verb)]
        if own is not None:
            edges += [context.article.start(own.left_edge), context.article.end(own)]
        if abs(edges[0] - start) < 300 or abs(edges[0] - end) < 300:
            start, end = min(start, *edges), max(end, *edges)
    return context.article.cut(start, end)


def _addressee(context: Context, verb: Token | None, speaker: Reference) -> tuple[Reference, ...]:
    """Whom the words are said to: "told X", "said to X"."""
    if verb is None or verb.lemma_.lower() not in ("tell", "say", "write", "welcome", "ask", "address"):
        return ()
    tokens = prepositional(verb, ("to",)) if verb.lemma_.lower() in ("say", "write") else []
    own = child(verb, "dobj", "dative")
    if verb.lemma_.lower() in ("tell", "ask") and own is not None:
        tokens.append(own)
    return tuple(one for one in context.resolver.actors(tokens) if one.name != speaker.name)
