"""Actions: any other act of one political actor towards another, by PLOVER event. Not for acts inside one state."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.candidates import candidates
from communique.extract.acts.parties import is_sourced
from communique.extract.acts.retold import told_once
from communique.extract.acts.telling import spoken
from communique.extract.acts.weighing import Weighed, readings_of
from communique.extract.article import words
from communique.extract.certainty.cues import look
from communique.extract.certainty.status import status_of
from communique.extract.context import Context
from communique.extract.moments.act_times import time_of_act
from communique.extract.sources.attribution import without_own
from communique.extract.tree import child
from communique.records import Action, Coded, Phrase, Reference, Status

FILE = "light.toml"
PRONOUNS = ("PRP", "WP", "WDT")
"""Tags of words that say nothing of what an act is about."""


def find_actions(context: Context) -> Iterator[Action]:
    """Every act of one actor towards another that the article tells of, of each word the event that is likeliest."""
    best: dict[Token, list[Weighed]] = {}
    for candidate in candidates(context):
        found = [one for one in readings_of(candidate, context.weights) if one.confidence >= context.weights.least]
        known = best.get(candidate.trigger, [])
        if found and (not known or found[0].confidence > known[0].confidence):
            best[candidate.trigger] = found
    for weighed in told_once(context, [one for told in best.values() for one in told]):
        yield act_of(context, weighed)


def act_of(context: Context, weighed: Weighed) -> Action:
    """The claim that a weighed reading makes."""
    match, (actors, recipients) = weighed.match, weighed.sides
    frame = match.frame
    when, status = time_of_act(context, match, actors), _status(context, match)
    source = context.article.evidence(match.trigger)
    return Action(
        id="",
        document=context.article.document.id,
        evidence=context.evidence(match),
        reader=context.article.reader,
        confidence=round(weighed.confidence, 3),
        status=status,
        when=when,
        said_by=_said_by(context, match, actors, Status(status.value)),
        event=Coded(value=frame.event or "", evidence=source),
        actor=actors,
        recipient=recipients,
        mode=Coded(value=frame.mode, evidence=source) if frame.mode else None,
        object=_object(context, match, (*actors, *recipients)),
    )


# The other fields


def _status(context: Context, match: Match) -> Coded:
    """What the words say; the plain present of an act is under way, that of a headline tells of what was done.

    So does a noun of an act that does not last.
    """
    when = context.when(match)
    if match.frame.negated or is_sourced(match.frame):
        return Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(match.trigger))
    if spoken(match):
        return status_of(context.article, match.clause.head, None, when, Status.OCCURRED)
    if match.trigger.tag_.startswith("J") and match.light is not None:
        return status_of(context.article, match.light, None, when, Status.OCCURRED)
    if _is_fact(match):
        return Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(match.trigger))
    said = match.frame.event in words(FILE, "said") and match.clause.lemma_.lower() not in words(FILE, "having")
    lasting = match.frame.event in words(FILE, "lasting") and match.light is None
    title = context.article.document.title
    headline = title is not None and context.article.start(match.clause) < title.end and not lasting
    plain = match.clause.tag_ in ("VBP", "VBZ") and child(match.clause, "aux", "auxpass") is None
    momentary = match.frame.event in words(FILE, "momentary") and match.clause.lemma_.lower() not in words(FILE, "held")
    present = (match.clause.tag_ in ("VBP", "VBZ") and not headline) or (lasting and match.trigger.tag_.startswith("N"))
    default = Status.ONGOING if present and not said and not (plain and momentary) else Status.OCCURRED
    status = context.status(match, when, default)
    if plain and momentary and status.value == Status.PLANNED and _is_only_time(context, status):
        return msgspec.structs.replace(status, value=default.value)
    return msgspec.structs.replace(status, value="occurred") if said and status.value == Status.ONGOING else status


def _is_only_time(context: Context, status: Coded) -> bool:
    """Whether a plan was read from a time alone: "extends the ban for six months" tells of what was done."""
    first = context.article.token_at(status.evidence.start)
    return first is not None and (first.ent_type_ in ("DATE", "TIME") or first.lower_ == "until")


def _is_fact(match: Match) -> bool:
    """Whether a noun of force names what was done, whatever is planned around it: "the raid will be discussed".

    So does one that is to end: "a truce to end the fighting".
    """
    noun = match.trigger
    if match.frame.event not in words(FILE, "forceful") or not noun.tag_.startswith("N"):
        return False
    if match.light is not None:
        return match.light.tag_ == "VB" and match.light.lemma_.lower() in words(FILE, "ending")
    happens = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "happenings")
    return not happens and not any(look("adjectives", one.lower_) is not None for one in noun.lefts)


def _said_by(context: Context, match: Match, actors: tuple[Reference, ...], status: Status) -> tuple[Reference, ...]:
    """Who is cited; of what somebody says that amounts to the act itself ("says she welcomes"), nobody is."""
    done = match.frame.event in words(FILE, "said") and status in (Status.OCCURRED, Status.ONGOING)
    return without_own(context.resolver, context.said_by(match), actors) if done else context.said_by(match)


def _object(context: Context, match: Match, sides: tuple[Reference, ...]) -> Phrase | None:
    """What the act is about: the trigger's object where it names no actor, else its clause's."""
    names = {one.name for one in sides}
    for one in match.trigger.children:
        if one.dep_ not in ("dobj", "pobj") or one.tag_ in PRONOUNS or context.article.mention_of(one) is not None:
            continue
        stands_for = {found.name for found in context.resolver.actor(one)}
        if not stands_for or not stands_for <= names:
            return Phrase(evidence=context.article.evidence(one.left_edge, one))
    for one in match.trigger.children:
        inner = child(one, "pobj", "pcomp") if one.dep_ == "prep" else None
        if inner is None or context.article.mention_of(inner) is not None or inner.ent_type_ in ("DATE", "TIME"):
            continue
        if inner.tag_ in PRONOUNS:
            continue
        return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    return None
