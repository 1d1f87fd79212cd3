"""Who speaks a quotation: beside it, before it, after it, or in the paragraph before. Not for indirect speech."""

from __future__ import annotations

import re

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.tags import quoted_by
from communique.extract.tree import (
    agents,
    child,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
)
from communique.records import EntityKind, Mention, Quotation, Reference

FILE = "speech.toml"
WORD = re.compile(r"\w+(?:['’–-]\w+)*")
BRACKETS = re.compile(r"\s*(?:\([^()]*\)|-LRB-[^()]*?-RRB-)\s*$")
TAG_REACH = 90
"""Characters from a quotation's end within which the verb of a tag in the next sentence stands (tuned on train)."""


def speaker_of(context: Context, quotation: Quotation) -> tuple[Reference | None, Token | None]:
    """The source of a quotation and the verb of saying: a label before it, its sentences, what it is part of."""
    label = _label(context, quotation)
    if label is not None:
        return label, None
    phrased = _phrased(context, quotation)
    if phrased is not None:
        return phrased, None
    stopped: Token | None = None
    for verb in [*_introducing(context, quotation), *_verbs(context, quotation)]:
        if stopped is not None and not (verb in stopped.ancestors and is_cited(context, verb)):
            continue
        tokens = _subjects(context, verb, quotation)
        if tokens and all(_unnamed(token) for token in tokens):
            return None, verb
        found = _first_named(context, tokens)
        if found is not None:
            return found, verb
        if any(token.tag_.startswith("N") for token in tokens) and _tags(context, verb, quotation):
            stopped = stopped or verb  # whoever it is says it, or a source that is cited for all that
    if stopped is not None:
        return None, stopped
    return _according(context, quotation) or _part_of(context, quotation), None


def speaker_before(context: Context, quotation: Quotation) -> Reference | None:
    """Whoever spoke last in the paragraph before, for a quotation that opens its paragraph without a tag."""
    text = context.article.document.text
    before = text[: quotation.start].rstrip()
    if quotation.start and text[quotation.start - 1] != "\n":
        return None
    start = before.rfind("\n") + 1
    for token in reversed(context.article.tokens_in(start, len(before))):
        if is_cited(context, token) and not is_quoted(context, token):
            found = _first_named(context, _subjects(context, token, quotation))
            if found is not None:
                return found
    return None


def is_cited(context: Context, token: Token) -> bool:
    """Whether a token is a verb of saying whose subject vouches for its words."""
    return context.attribution.is_speech(token) and token.lemma_.lower() in words(FILE, "cites")


def is_quoted(context: Context, token: Token) -> bool:
    """Whether a token stands in any quotation."""
    start = context.article.start(token)
    parts = (part for quotation in context.article.mentions.quotations for part in quotation.parts)
    return any(part.start <= start < part.end for part in parts)


def _label(context: Context, quotation: Quotation) -> Reference | None:
    """A name with no verb before the quotation: "Angela Merkel: “…”", "Hamad bin Jassim (Arabic) “…”"."""
    text = context.article.document.text
    start = text.rfind("\n", 0, quotation.start) + 1
    before = text[start : quotation.start].rstrip()
    named = BRACKETS.sub("", before)
    if not before.endswith(":") and named == before:
        return None
    named = named.rstrip(": ")
    tokens = context.article.tokens_in(start, start + len(named))
    tokens = tokens[next((index + 1 for index in range(len(tokens) - 1, -1, -1) if tokens[index].text in ".:;?!"), 0) :]
    mentions = [context.article.mention_of(token) for token in tokens]
    people = [one for one in mentions if one is not None and one.kind is EntityKind.PERSON]
    last = (people or mentions or [None])[-1]
    if last is not None and before.endswith(":") and (source := _from(context, last)) is not None:
        return source
    if last is None or len(tokens) > _LABEL_WORDS or _has_verb(tokens, mentions) or last.demonym:
        return None
    head = context.article.head_of(last)
    found = context.resolver.actor(head) if head is not None else ()
    return found[0] if found else None


_LABEL_WORDS = 16
"""Words of the longest label before a quotation: a name with its offices."""


def _from(context: Context, mention: Mention) -> Reference | None:
    """Somebody named last before a colon from whom the words come: "drew a reply from X:", "this from Y:"."""
    head = context.article.head_of(mention)
    top = head.head if head is not None and head.dep_ == "appos" else head
    if (
        top is None
        or top.dep_ != "pobj"
        or top.head.lower_ not in ("from", "by")
        or mention.kind is not EntityKind.PERSON
    ):
        return None
    ends = not context.article.document.text[mention.end : mention.end + 1].strip(":,")
    return context.resolver.person(mention) if ends else None


def _phrased(context: Context, quotation: Quotation) -> Reference | None:
    """In whose words it is: "are, in the phrase of X, “…”", "by the minister's account “…”"."""
    start = context.article.document.text.rfind("\n", 0, quotation.start) + 1
    before = [one for one in context.article.tokens_in(start, quotation.start) if one.is_alpha or one.text in ".;"]
    for one in reversed(before):
        if one.text in ".;" or is_cited(context, one):
            return None
        if one.lemma_.lower() in words(FILE, "wordings") and one.dep_ == "pobj" and one.head.lower_ in ("in", "by"):
            return _first_named(context, [*possessors(one), *prepositional(one, ("of",))])
    return None


def _has_verb(tokens: list[Token], mentions: list[Mention | None]) -> bool:
    return any(
        mention is None and (one.pos_ == "AUX" or one.tag_ in ("VBD", "VBZ", "VBP", "MD"))
        for one, mention in zip(tokens, mentions, strict=True)
    )


def _introducing(context: Context, quotation: Quotation) -> list[Token]:
    """The verb of a sentence that ends in a colon right before: "The message said, in part:"."""
    text = context.article.document.text
    before = text[: quotation.start].rstrip()
    if not before.endswith(":"):
        return []
    start = before.rfind("\n") + 1
    found: list[Token] = []
    for token in reversed(context.article.tokens_in(start, len(before))):
        if token.text in ".?!;" and found:
            break
        if context.attribution.is_speech(token) and not is_quoted(context, token):
            found.append(token)
    return found


def _verbs(context: Context, quotation: Quotation) -> list[Token]:
    """The verbs of saying outside the quotation in its sentences: those above its words first, then the nearest."""
    article = context.article
    inside = [token for part in quotation.parts for token in article.tokens_in(part.start, part.end)]
    if not inside:
        return []
    near = [one for token in inside for one in token.ancestors if _may_tag(context, one, quotation)]
    around = [one for sentence in (inside[0].sent, inside[-1].sent) for one in sentence]
    around = [one for one in around if not _severed(context, one, quotation)]
    after = None if _is_introduced(context, quotation) else article.token_at(_next_start(context, quotation.end))
    if after is not None and after.sent != inside[-1].sent:
        around += [one for one in after.sent if article.start(one) - quotation.end < TAG_REACH and _leads(one)]
    around = [one for one in around if _may_tag(context, one, quotation) and not is_quoted(context, one)]
    around.sort(key=lambda one: min(abs(article.start(one) - quotation.start), abs(article.start(one) - quotation.end)))
    near.sort(key=lambda one: one.lemma_.lower() not in words(FILE, "cites"))
    return list(dict.fromkeys(near + around))


def _tags(context: Context, verb: Token, quotation: Quotation) -> bool:
    """Whether a verb of saying has the quotation itself as what is said, whoever its subject is."""
    if not is_cited(context, verb):
        return False
    start, end = context.article.start(verb), context.article.end(verb)
    gap = start - quotation.end if start >= quotation.end else quotation.start - end
    return gap <= TAG_REACH


def _is_introduced(context: Context, quotation: Quotation) -> bool:
    """Whether a colon stands right before the quotation."""
    return context.article.document.text[: quotation.start].rstrip().endswith(":")


def _may_tag(context: Context, token: Token, quotation: Quotation) -> bool:
    return context.attribution.is_speech(token) and not _within(context, token, quotation)


def _severed(context: Context, token: Token, quotation: Quotation) -> bool:
    """Whether a semicolon or a paragraph's end stands between a token and the quotation."""
    start = context.article.start(token)
    low, high = (start, quotation.start) if start < quotation.start else (quotation.end, start)
    return any(mark in context.article.document.text[low:high] for mark in ";\n")


def _leads(token: Token) -> bool:
    """Whether a verb is its sentence's main one."""
    return token.dep_ in ("ROOT", "conj") and all(one.dep_ in ("ROOT", "conj") for one in token.ancestors)


def _next_start(context: Context, offset: int) -> int:
    text = context.article.document.text
    while offset < len(text) and ((text[offset].isspace() and text[offset] != "\n") or text[offset] in "\"'”’,"):
        offset += 1
    return offset


def _within(context: Context, token: Token, quotation: Quotation) -> bool:
    start = context.article.start(token)
    return any(part.start <= start < part.end for part in quotation.parts)


def _subjects(context: Context, verb: Token, quotation: Quotation) -> list[Token]:
    """Who says what a verb of saying carries."""
    tokens = quoted_by(verb) or (agents(verb) if is_passive(verb) and agents(verb) else logical_subjects(verb))
    if not tokens and context.article.start(verb) >= quotation.parts[0].end:
        tokens = objects(verb)  # "“…,” read a statement by the ministry": the parser's object is the subject
    tokens = tokens or context.attribution.named_before(verb)
    return [token for token in tokens if not _within(context, token, quotation)]


def _first_named(context: Context, tokens: list[Token]) -> Reference | None:
    """The first source with a name, or a writing that the article describes; "the sources" alone are none."""
    for token in tokens:
        for one in () if _unnamed(token) else context.attribution.speaker(token) or context.attribution.title(token):
            named = token.lemma_.lower() in words(FILE, "writings") or _speaks_for(context, token)
            if one.kind is not EntityKind.GROUP or one.state or named:
                return one
    return None


def _speaks_for(context: Context, token: Token) -> bool:
    """Whether it is the spokesman or the office of somebody with a name: "a spokesman for Olaf Scholz"."""
    if token.lemma_.lower() not in words(FILE, "mouthpieces"):
        return False
    return bool(context.resolver.actors(possessors(token) + prepositional(token, ("for", "of"))))


def _unnamed(token: Token) -> bool:
    """Whether it is somebody whom the article does not name: "a NATO diplomat", "one witness"."""
    if token.lemma_.lower() not in words(FILE, "unnamed"):
        return False
    indefinite = token.tag_ == "NN" and any(one.lower_ in ("a", "an", "one", "another") for one in token.lefts)
    return indefinite and child(token, "appos") is None


def _according(context: Context, quotation: Quotation) -> Reference | None:
    """Whom "according to" cites in the sentence."""
    tokens = [token for part in quotation.parts for token in context.article.tokens_in(part.start, part.end)]
    found = context.attribution.cited(tokens[0]) if tokens else ()
    return next((one for one in found if one.kind is not EntityKind.GROUP or one.state), None)


def _part_of(context: Context, quotation: Quotation) -> Reference | None:
    """The subject of the clause that the quoted words are part of, or whose words they are."""
    tokens = [token for part in quotation.parts for token in context.article.tokens_in(part.start, part.end)]
    for one in tokens[0].ancestors if tokens else ():
        if _within(context, one, quotation) or is_quoted(context, one) or _severed(context, one, quotation):
            continue
        if is_verb(one):
            subjects = [token for token in logical_subjects(one) if not _within(context, token, quotation)]
            named = [reference for token in subjects for reference in context.resolver.actor(token)]
        else:
            named = [reference for owner in possessors(one) for reference in context.resolver.actor(owner)]
        named = [reference for reference in named if reference.kind is not EntityKind.GROUP or reference.state]
        if named:
            return named[0]
    return None
