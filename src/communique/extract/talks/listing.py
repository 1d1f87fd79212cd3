"""The people listed behind a colon, a dash or a plural: "spoke with: A of X; B of Y", "met the leaders, A and B".

Not for partners who stand at the word of meeting itself.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.series import in_series
from communique.extract.talks.partners import recipients
from communique.records import Mention, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]


def enumerated(context: Context, match: Match, second: Company) -> Company:
    """The people listed behind a colon or a plural: "spoke with: A of X; B of Y", "met the leaders, A and B"."""
    doc, sentence = match.trigger.doc, match.trigger.sent
    known = words(FILE, "delegates") | words("actors.toml", "offices") | words("actors.toml", "organs")
    partners = [one for tokens in recipients(match) for one in tokens if one.tag_ == "NNS"]
    partners = [one for one in partners if one.lemma_.lower() in known]
    colon = next((one for one in doc[match.trigger.i : sentence.end] if one.text == ":"), None)
    colon = colon or _dash_behind(match, [one for tokens in recipients(match) for one in tokens])
    if colon is not None and colon.i - match.trigger.i <= NEAR_COLON and (partners or not second):
        first = context.article.start(colon)
    elif partners:
        first = context.article.start(partners[-1])
    else:
        return ()
    end = context.article.end(doc[sentence.end - 1])
    listed = [one for one, _ in context.article.people() if first < one.start < end]
    if colon is not None and colon.text != ":":
        return _named_behind(context, colon, listed[0]) if listed else ()
    if colon is None and listed:
        head = context.article.head_of(listed[0])
        return in_series(context, [head]) if head is not None else ()
    return tuple(context.resolver.person(one) for one in listed)


def _named_behind(context: Context, dash: Token, first: Mention) -> Company:
    """Those whose list begins right behind a dash, with no more than offices before the first name."""
    head = context.article.head_of(first)
    between = context.article.tokens_in(context.article.end(dash), first.start)
    if head is None or not all(one.tag_[:2] in ("NN", "JJ", "PO") for one in between):
        return ()
    return in_series(context, [head]) or (context.resolver.person(first),)


def _dash_behind(match: Match, partners: list[Token]) -> Token | None:
    """The dash behind which those are named whom a plural stands for: "talks with the rivals — A and B"."""
    several = [one for one in partners if one.tag_ == "NNS" and not one.ent_type_]
    if not several:
        return None
    behind = match.trigger.doc[several[-1].i : match.trigger.sent.end]
    return next((one for one in behind if one.text in words(FILE, "dashes")), None)


NEAR_COLON = 25
"""Tokens from a meeting's word to the colon before the list of its participants (tuned on train)."""
