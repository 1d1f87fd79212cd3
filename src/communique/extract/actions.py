"""Actions: any other act of one political actor towards another, by PLOVER event. Not for acts inside one state."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.addressees import addressees_of
from communique.extract.arguments import Match
from communique.extract.attribution import without
from communique.extract.context import Context
from communique.extract.parties import actors_of, homes_of, inside_actors, recipients_of
from communique.extract.status import status_of
from communique.extract.telling import is_whole, spoken, tells
from communique.extract.tree import child
from communique.records import Action, ClaimType, Coded, Phrase, Reference, Status

__all__ = ["find_actions", "inside_actors"]

FILE = "light.toml"

def find_actions(context: Context) -> Iterator[Action]:
    """Every act of one actor towards another that the article tells of: one for each word that triggers it."""
    told: set[Token] = set()
    for match in context.of_type(ClaimType.ACTION):
        if match.trigger in told or not (tells(match) or is_whole(context, match)):
            continue
        found = list(_acts(context, match))
        if found:
            told.add(match.trigger)
            yield from found


def _acts(context: Context, match: Match) -> Iterator[Action]:
    """The act of a match, or one for each deed where it meets the deeds of several."""
    frame = match.frame
    actors = actors_of(context, match)
    if not actors and not frame.actor_optional:
        return
    if frame.mutual and len(homes_of(context, actors)) > 1:
        partners = recipients_of(context, _towards(match), actors)
        deeds = partners or (actors,)
    else:
        deeds = recipients_of(context, match, actors)
    if not deeds and frame.mutual:
        actors, deeds = _mutual(context, match, actors)
    if not deeds and actors and (addressed := addressees_of(context, match, actors)):
        deeds = (addressed,)
    if not deeds and actors and frame.recipient_optional:
        deeds = ((),)
    for recipients in deeds:
        yield _act(context, match, actors, recipients)


def _towards(match: Match) -> Match:
    """The match with only those as recipients with whom, or to whom, several do something together."""
    partners = tuple(path for path in match.frame.recipient if path in PARTNERS)
    return Match(msgspec.structs.replace(match.frame, recipient=partners), match.trigger, match.light)


PARTNERS = ("dative", "prep:with", "prep:to|with", "prep:with|between")
"""Paths at which several who agree or work together have a partner; else they are each other's."""


def _act(context: Context, match: Match, actors: tuple[Reference, ...], recipients: tuple[Reference, ...]) -> Action:
    frame = match.frame
    when = context.when(match)
    source = context.article.evidence(match.trigger)
    return Action(
        id="",
        document=context.article.document.id,
        evidence=context.evidence(match),
        reader=context.article.reader,
        status=_status(context, match),
        when=when,
        said_by=without(context.said_by(match), actors),
        event=Coded(value=frame.event or "", evidence=source),
        actor=actors,
        recipient=recipients,
        mode=Coded(value=frame.mode, evidence=source) if frame.mode else None,
        object=_object(context, match),
    )


def _mutual(
    context: Context, match: Match, actors: tuple[Reference, ...]
) -> tuple[tuple[Reference, ...], tuple[tuple[Reference, ...], ...]]:
    """Of "both agreed" both are recipients; of "our cooperation" in a release, the other party too."""
    if len(actors) == 1 and any(one.lower_ == "our" for one in match.trigger.children):
        actors = (*actors, *context.resolver.other_party(match.trigger, actors[0]))
    return (actors, (actors,)) if len(actors) > 1 else (actors, ())


# The other fields


def _status(context: Context, match: Match) -> Coded:
    """What the words say; the plain present of an act is under way, and a noun tells of what happened."""
    when = context.when(match)
    if spoken(match):
        return status_of(context.article, match.clause.head, None, when, Status.OCCURRED)
    if match.trigger.tag_.startswith("J") and match.light is not None:
        return status_of(context.article, match.light, None, when, Status.OCCURRED)
    default = Status.ONGOING if match.clause.tag_ in ("VBP", "VBZ") else Status.OCCURRED
    return context.status(match, when, default)


def _object(context: Context, match: Match) -> Phrase | None:
    """What the act is about: the trigger's object where it names no actor, else its clause's."""
    for one in match.trigger.children:
        if one.dep_ in ("dobj", "pobj") and context.article.mention_of(one) is None:
            return Phrase(evidence=context.article.evidence(one.left_edge, one))
    for one in match.trigger.children:
        inner = child(one, "pobj", "pcomp") if one.dep_ == "prep" else None
        if inner is None or context.article.mention_of(inner) is not None or inner.ent_type_ in ("DATE", "TIME"):
            continue
        return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    return None
