"""Who acts towards whom, by the paths of a frame: once, or once for each deed. Not for whether it is told."""

from __future__ import annotations

import msgspec

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.foes import Foes, is_forceful, is_means, may_be_place
from communique.extract.acts.parties import actors_of, homes_of, recipients_of, stays_at_home
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.named import standing_for
from communique.extract.sources.addressees import addressees_of
from communique.extract.tree import is_verb, objects
from communique.records import EntityKind, Reference

FILE = "light.toml"
Sides = tuple[tuple[Reference, ...], tuple[Reference, ...]]
"""Actors and recipients."""

PARTNERS = ("dative", "prep:with", "prep:to|with", "prep:with|between", "prep:with|to|between")
"""Paths at which several who agree or work together have a partner; else they are each other's."""


def deeds_of(context: Context, match: Match, foes: Foes) -> tuple[Sides, ...]:
    """The sides of each deed that a match tells of; none where the frame's paths leave them open."""
    frame = match.frame
    actors = _states_of(context, match, actors_of(context, match))
    if is_forceful(match) and all(map(is_means, actors)):
        actors = ()  # "Warplanes pounded the rebel-held town"
    if not actors and is_forceful(match):
        actors = foes.behind(match) or _attackers(context, match, foes)
    if not actors and not frame.actor_optional:
        return ()
    met = _met(context, match, actors) or _speakers_hit(context, match, actors)
    met = _foes_met(match, actors, met, foes)
    answers = match.frame.event == "THREATEN" and frame.recipient != ("condition",)
    if not met and actors and answers and (rival := foes.rival_of(actors)):
        met = (rival,)
    if match.frame.event in words(FILE, "given") and all(may_be_place(one) for side in met for one in side):
        met = ()
    if not met and frame.mutual:
        actors, met = _mutual(context, match, actors)
    at_home = not met and bool(actors) and stays_at_home(context, match)
    if not met and actors and not at_home and (addressed := addressees_of(context, match, actors)):
        met = (addressed,)
    if not met and actors and frame.recipient_optional:
        met = ((),)
    return tuple((actors, recipients) for recipients in met)


def _foes_met(
    match: Match, actors: tuple[Reference, ...], met: tuple[tuple[Reference, ...], ...], foes: Foes
) -> tuple[tuple[Reference, ...], ...]:
    """Whom an act of force meets where nobody is named, or where only a town of no list is: the actors' enemy."""
    if not actors or not all(may_be_place(one) for side in met for one in side):
        return met
    if not is_forceful(match) and not (met and match.frame.event in words(FILE, "of_land")):
        return met
    enemies = foes.of(actors) or (foes.at_home(match, actors) if is_forceful(match) else ())
    if enemies and met:
        enemies = tuple(standing_for(one, met[0][0].evidence) for one in enemies)
    return (enemies,) if enemies else met


def _attackers(context: Context, match: Match, foes: Foes) -> tuple[Reference, ...]:
    """The enemy of those whom an act of force meets that nobody is named for."""
    return foes.of(tuple(one for deed in recipients_of(context, match, ()) for one in deed))


def _met(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[tuple[Reference, ...], ...]:
    """Whom it meets; several who do it together have a partner only where one is named as such."""
    if match.frame.mutual and len(homes_of(context, actors)) > 1:
        return recipients_of(context, _towards(match), actors) or (actors,)
    return recipients_of(context, match, actors)


def _speakers_hit(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[tuple[Reference, ...], ...]:
    """Of "rebels said that X had shelled their positions": the rebels, where X is somebody else."""
    things = objects(match.trigger) if actors and is_forceful(match) and is_verb(match.trigger) else []
    theirs = any(
        one.dep_ == "poss" and one.lower_ in ("their", "its", "our") for thing in things for one in thing.lefts
    )
    cited = context.said_by(match) if theirs else ()
    known = {one.name for one in actors} | homes_of(context, actors)
    own = {one.name for one in cited} | homes_of(context, cited)
    sided = all(one.kind is not EntityKind.PERSON for one in cited)
    return (cited,) if cited and sided and not known & own else ()


def _towards(match: Match) -> Match:
    """The match with only those as recipients with whom, or to whom, several do something together."""
    partners = tuple(path for path in match.frame.recipient if path in PARTNERS)
    return Match(msgspec.structs.replace(match.frame, recipient=partners), match.trigger, match.light)


def _mutual(
    context: Context, match: Match, actors: tuple[Reference, ...]
) -> tuple[tuple[Reference, ...], tuple[tuple[Reference, ...], ...]]:
    """Of "both agreed" both are recipients; of "our cooperation" in a release, the other party too."""
    if len(actors) == 1 and any(one.lower_ == "our" for one in match.trigger.children):
        actors = (*actors, *context.resolver.other_party(match.trigger, actors[0]))
    return (actors, (actors,)) if len(actors) > 1 else (actors, ())


def _states_of(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Of "our cooperation", "they strengthened ties" the states are the sides, not the people that the words mean."""
    if not match.frame.mutual or match.frame.event not in words(FILE, "of_states"):
        return actors
    tokens = next(iter(fillers(match, match.frame.actor)), [])
    mentions = [mention for token in tokens if (mention := context.article.mention_of(token)) is not None]
    if any(mention.kind is EntityKind.PERSON for mention in mentions):
        return actors
    found: dict[str, Reference] = {}
    for one in actors:
        home = context.resolver.home(one) if one.kind is EntityKind.PERSON else None
        side = context.resolver.state(home, one.evidence) if home is not None else one
        found.setdefault(side.name, side)
    return tuple(found.values())
