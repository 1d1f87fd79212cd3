"""More words on a meeting told before: where it took place, and who else took part. Not for new meetings."""

from __future__ import annotations

import datetime

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.surroundings import time_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.attribution import unique
from communique.extract.talks.venues import venue_of
from communique.extract.tree import is_verb
from communique.records import EntityKind, Meeting, Reference, Status

FILE = "meetings.toml"


def taken_up(context: Context, match: Match, told: list[Meeting]) -> tuple[Meeting, Meeting] | None:
    """The meeting told last, and it with what "the meeting", "the talks" add to it; None where they add nothing."""
    noun = match.trigger
    if not told or not noun.tag_.startswith("N") or not _is_definite(noun):
        return None
    joined = _joined(context, noun)
    names = {one.name for one in joined}
    here = _met_now(context, noun, told) or told if joined else told
    last = next((one for one in reversed(here) if names & {party.name for party in one.participants}), here[-1])
    place, country = venue_of(context, match)
    if not joined and (country is None or (last.country is not None and last.country.state != country.state)):
        return None
    more = msgspec.structs.replace(
        last,
        participants=unique((*_by_name(last, joined), *joined)),
        place=last.place or place,
        country=last.country or country,
        when=last.when or time_of(context, match),
    )
    return last, more


def _met_now(context: Context, noun: Token, told: list[Meeting]) -> list[Meeting]:
    """The meetings that somebody may have joined: not one still to come, nor one recalled that was long before."""
    published = context.article.document.published_at
    if not any(one.tag_ in ("VBD", "VBN") for one in _verbs_of_joining(noun)):
        return []
    held = [one for one in told if one.status is not None and one.status.value == Status.OCCURRED]
    if published is None:
        return held
    first = published.earliest - LONG_BEFORE
    return [one for one in held if one.when is None or one.when.latest is None or one.when.latest >= first]


LONG_BEFORE = datetime.timedelta(days=30)
"""A meeting so long before publication is only recalled."""


def _by_name(meeting: Meeting, joined: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The participants told before, without "European leaders" where leaders are named now."""
    named = [one for one in meeting.participants if one.kind is not EntityKind.GROUP]
    return tuple(named) if joined else meeting.participants


def _is_definite(noun: Token) -> bool:
    """Whether a noun takes up a meeting: "the talks", "their meeting", and no more said of whose it is."""
    if any(one.dep_ == "relcl" for one in noun.children) or any(
        one.lower_ in words(FILE, "continuing") for one in noun.lefts
    ):
        return False
    return any(one.lower_ in words(FILE, "definite") for one in noun.lefts) and not any(
        one.dep_ in ("compound", "amod") and (one.tag_ == "NNP" or noun.tag_ == "NNP") for one in noun.lefts
    )


def _joined(context: Context, noun: Token) -> tuple[Reference, ...]:
    """Those whom the sentence names as taking part: "also taking part in the talks were A and B"."""
    if not _told_to_join(noun):
        return ()
    sentence = noun.sent
    first, end = context.article.start(sentence[0]), context.article.end(sentence[-1])
    inside = [mention for mention, _ in context.article.people() if first <= mention.start < end]
    return unique(tuple(context.resolver.person(mention) for mention in inside))


def joins(match: Match) -> bool:
    """Whether a sentence says who else took part in a meeting that was told before."""
    return match.trigger.tag_.startswith("N") and _is_definite(match.trigger) and _told_to_join(match.trigger)


def _told_to_join(noun: Token) -> bool:
    """Whether a verb of taking part stands over the noun, or before it as its sentence's first word."""
    return any(one.is_ancestor(noun) or one.i == noun.sent.start for one in _verbs_of_joining(noun))


def _verbs_of_joining(noun: Token) -> list[Token]:
    """The verbs of taking part in a noun's sentence."""
    return [one for one in noun.sent if is_verb(one) and one.lemma_.lower() in words(FILE, "joining")]
