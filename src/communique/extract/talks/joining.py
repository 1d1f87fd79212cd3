"""More words on a meeting told before: where it took place, and who else took part. Not for new meetings."""

from __future__ import annotations

import dataclasses
import datetime

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.surroundings import time_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.attribution import unique
from communique.extract.talks.venues import venue_of
from communique.extract.tree import is_verb, logical_subjects, objects, possessors, prepositional
from communique.records import EntityKind, Meeting, Reference, Status

FILE = "meetings.toml"


def taken_up(context: Context, match: Match, told: list[Meeting]) -> tuple[Meeting, Meeting] | None:
    """The meeting told last, and it with what "the meeting", "the talks" add to it; None where they add nothing."""
    noun = match.trigger
    if not told or not noun.tag_.startswith("N") or not _is_definite(noun):
        return None
    joined = _joined(context, noun)
    names = {one.name for one in joined}
    told = [one for one in told if _may_be_called(noun, one)]
    if not told:
        return None
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


def is_retold(match: Match, meeting: Meeting, told: list[Meeting]) -> bool:
    """Whether "after the talks", "in their discussions" only names what was told, at which those meet of whom it is.

    What they do then may be still to come; the talks are no second ones for that.
    """
    noun = match.trigger
    if not noun.tag_.startswith("N") or match.light is not None or noun.dep_ != "pobj" or not _is_definite(noun):
        return False
    if prepositional(noun, ("with", "of", "to")) or meeting.when is not None or meeting.country is not None:
        return False
    here = {one.name for one in meeting.participants}
    return any(here <= {one.name for one in other.participants} for other in told)


def _may_be_called(noun: Token, meeting: Meeting) -> bool:
    """Whether the noun may take up a meeting: "the summit" only one that the article calls so."""
    lemma = noun.lemma_.lower()
    return lemma not in words(FILE, "named") or lemma in meeting.evidence.quote.lower()


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
    other = any(one.lower_ in words(FILE, "continuing") for one in noun.lefts)
    other = (
        other or any(one.ent_type_ == "ORDINAL" for one in noun.lefts) or bool(possessors(noun) and not _is_own(noun))
    )
    if other or prepositional(noun, ("between", "among")) or any(one.dep_ == "relcl" for one in noun.children):
        return False
    return any(one.lower_ in words(FILE, "definite") for one in noun.lefts) and not any(
        one.dep_ in ("compound", "amod") and (one.tag_ == "NNP" or noun.tag_ == "NNP") for one in noun.lefts
    )


def _is_own(noun: Token) -> bool:
    """Whether it is by a pronoun that a noun is somebody's: "their meeting"."""
    return all(one.tag_ == "PRP$" for one in possessors(noun))


def _joined(context: Context, noun: Token) -> tuple[Reference, ...]:
    """Those whom the sentence names as taking part: "also taking part in the talks were A and B"."""
    if not _told_to_join(noun):
        return ()
    near = {context.article.start(one) for one in _around(noun)}
    inside = [mention for mention, _ in context.article.people() if mention.start in near]
    return unique(tuple(context.resolver.person(mention) for mention in inside))


def _around(noun: Token) -> list[Token]:
    """The words among which those stand who join: of the verb's clause, of the whole sentence where it comes first."""
    sentence = noun.sent
    if not any(one.dep_ == "expl" for one in sentence) and not any(
        one.dep_ in ("nsubj", "nsubjpass") and one.i <= noun.i for one in sentence if one.head == sentence.root
    ):
        return list(sentence)  # "Also taking part in the talks were X and Y", "Joining X on the call were Y and Z"
    verbs = [one for one in _verbs_of_joining(noun) if one.is_ancestor(noun)]
    subjects = [low for one in verbs for who in logical_subjects(one) for low in who.subtree]
    return [*subjects, *(low for one in verbs for low in one.subtree)]


def joins(match: Match) -> bool:
    """Whether a sentence says who else took part in a meeting that was told before."""
    return match.trigger.tag_.startswith("N") and _is_definite(match.trigger) and _told_to_join(match.trigger)


def in_words_of(match: Match) -> Match:
    """The match of the noun in which "took part in the talks" tells of a meeting; any other match as it is."""
    verb = match.trigger
    if match.frame.name != "together" or verb.lemma_.lower() not in words(FILE, "joining"):
        return match
    things = [*objects(verb), *(low for one in objects(verb) for low in prepositional(one, ("in",)))]
    things += prepositional(verb, ("in", "at"))
    nouns = [one for one in things if one.lemma_.lower() in words(FILE, "partnered") | words(FILE, "gatherings")]
    return dataclasses.replace(match, trigger=nouns[0], light=verb) if nouns else match


def _told_to_join(noun: Token) -> bool:
    """Whether a verb of taking part stands over the noun, or before it as its sentence's first word."""
    return any(one.is_ancestor(noun) or one.i == noun.sent.start for one in _verbs_of_joining(noun))


def _verbs_of_joining(noun: Token) -> list[Token]:
    """The verbs of taking part in a noun's sentence."""
    found = [one for one in noun.sent if is_verb(one) and one.lemma_.lower() in words(FILE, "joining")]
    return [one for one in found if one.lemma_ != "take" or any(low.lemma_ == "part" for low in objects(one))]
