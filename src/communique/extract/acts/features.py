"""What the weights see of a candidate act: named features of a side and of the act itself. Not for weights.

The features are those of the shallow argument classifiers of Gildea and Jurafsky (2002): the path through the tree, its
ends, the words' classes, beside what the frames' own paths say. A feature is a name; most are there or not.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.candidates import Candidate, Player
from communique.extract.acts.topics import is_content, is_purpose, is_topic
from communique.extract.acts.weights import Features
from communique.extract.tree import child, is_verb
from communique.gazetteer import gazetteer
from communique.records import EntityKind, Reference

LONGEST_PATH = 5
"""Steps of a path that is a feature as a whole; longer ones are too rare to learn from."""
LONGEST_WITH_CLASS = 4
LONGEST_WITH_EVENT = 3
FARTHEST = 30
"""Words between trigger and side from which farther is no farther."""
MARKED = ("prep", "agent", "dative", "mark")


def side_features(candidate: Candidate, player: Player) -> Features:
    """What speaks for or against somebody as a side of an act."""
    names = [
        f"how={player.how}",
        f"event={candidate.event}|how={player.how}",
        f"kind={player.references[0].kind.value}",
    ]
    names.append(f"class={_class(candidate.trigger)}")
    names.append(f"main side={candidate.main(player)}")
    names.append(f"how={player.how}|release={candidate.context.resolver.publisher() is not None}")
    names += [f"earlier {mark}" for mark in player.marks]
    if len(player.references) > 1:
        names.append("several")
    actors, recipients = candidate.ruled
    if player.names & actors:
        names.append("ruled=actor")
    if player.names & recipients:
        names.append("ruled=recipient")
    features = dict.fromkeys(names, 1.0)
    if player.token is not None:
        features |= _of_word(candidate, player.token)
    return features


def act_features(candidate: Candidate) -> Features:
    """What speaks for or against a word's telling of an act, whoever its sides are."""
    match, trigger = candidate.match, candidate.trigger
    told = {
        "tells": bool(candidate.told),
        "topic": is_topic(trigger),
        "purpose": is_verb(trigger) and is_purpose(trigger),
        "content": is_content(match),
        "carried": match.light is not None,
        "root": trigger.dep_ == "ROOT",
        "negated": child(match.clause, "neg") is not None,
    }
    helper = next((one.lower_ for one in match.clause.children if one.dep_ == "aux" and one.tag_ == "MD"), "none")
    names = [name for name, holds in told.items() if holds]
    names += [
        f"event={candidate.event}",
        f"lemma={trigger.lemma_.lower()}",
        f"frame={match.frame.name}",
        f"tag={trigger.tag_}",
        f"dep={trigger.dep_}",
        f"event={candidate.event}|class={_class(trigger)}",
        f"above={trigger.head.pos_}",
        f"above={trigger.head.lemma_.lower()}",
        f"carrier={match.light.lemma_.lower() if match.light is not None else 'none'}",
        f"helper={helper}",
        f"clause={match.clause.tag_}, {match.clause.dep_}",
    ]
    features = dict.fromkeys(names, 1.0)
    features["players"] = min(len(candidate.players), 10) / 10
    return features


def sided_features(
    candidate: Candidate, actors: tuple[Reference, ...], recipients: tuple[Reference, ...], source: str
) -> Features:
    """What speaks for or against an act between these sides; ``source`` says by what they were found."""
    home = candidate.context.resolver.home
    homes = [{one for side in sides if (one := home(side)) is not None} for sides in (actors, recipients)]
    same = [one.name for one in actors] == [one.name for one in recipients]
    told = {
        f"sides={source}": True,
        "no actor": not actors,
        "no recipient": not recipients,
        "mutual": same,
        "one home": bool(homes[0] & homes[1]) and not same,
        "actor's home unknown": not homes[0],
        "recipient's home unknown": not homes[1],
        f"event={candidate.event}|sides={source}": True,
    }
    kinds = [f"{role}={_kind(side)}" for role, side in (("actor", actors), ("recipient", recipients))]
    names = [name for name, holds in told.items() if holds]
    names += [*kinds, ", ".join(kinds), *(f"event={candidate.event}|{kind}" for kind in kinds)]
    return dict.fromkeys(names, 1.0)


def _kind(side: tuple[Reference, ...]) -> str:
    """What a side is: nobody, a state, a person, a listed body or one that only the article names, a crowd; several."""
    if not side:
        return "nobody"
    first = side[0]
    kind = first.kind.value
    if first.kind is EntityKind.ORGANIZATION and gazetteer().organization(first.name) is None:
        kind = "unlisted body"
    if first.kind is EntityKind.GROUP:
        kind = "group of a state" if first.state is not None else "group"
    if first.kind is EntityKind.PERSON and first.state is None:
        kind = "person of no state"
    return kind if len(side) == 1 else f"several, {kind}"


def _class(token: Token) -> str:
    return "verb" if is_verb(token) else token.tag_[0].lower()


def _of_word(candidate: Candidate, token: Token) -> Features:
    trigger, light = candidate.trigger, candidate.match.light
    word_class = _class(trigger)
    before = token.i < trigger.i
    names = [f"before={before}", f"class={word_class}|before={before}", f"tag={token.tag_[:3]}", f"dep={token.dep_}"]
    names += _of_path(path(trigger, token), word_class, candidate.event)
    if light is not None:
        along = path(light, token)
        if along is not None and len(along) <= LONGEST_WITH_CLASS:
            names.append("carrier path=" + "".join(along))
    names += _at_roles(candidate, token)
    return dict.fromkeys(names, 1.0) | {"distance": min(abs(token.i - trigger.i), FARTHEST) / FARTHEST}


def _of_path(steps: list[str] | None, word_class: str, event: str) -> list[str]:
    if steps is None:
        return ["no path"]
    whole, up = "".join(steps), sum(step[0] == "<" for step in steps)
    names = [f"steps={min(len(steps), 7)}", f"up={min(up, 4)}", f"up, down={min(up, 3)}, {min(len(steps) - up, 4)}"]
    if steps:
        names += [f"first={word_class}{steps[0]}", f"last={word_class}{steps[-1]}", "two=" + "".join(steps[:2])]
    if len(steps) <= LONGEST_PATH:
        names.append(f"path={whole}")
    if len(steps) <= LONGEST_WITH_CLASS:
        names.append(f"class={word_class}|path={whole}")
    if len(steps) <= LONGEST_WITH_EVENT:
        names.append(f"event={event}|path={whole}")
    return names


def path(start: Token, end: Token) -> list[str] | None:
    """The steps of the tree from one token up (``<``) and down (``>``) to another; None between two trees."""
    above = [start, *start.ancestors]
    place = {token.i: number for number, token in enumerate(above)}
    down = []
    token = end
    while token.i not in place:
        down.append(token)
        if token.head == token:
            return None
        token = token.head
    return [f"<{_label(one)}" for one in above[: place[token.i]]] + [f">{_label(one)}" for one in reversed(down)]


def _label(token: Token) -> str:
    marked = token.dep_ in MARKED and token.tag_ in ("IN", "TO")
    return f"{token.dep_}:{token.lower_}" if marked else token.dep_


def _at_roles(candidate: Candidate, token: Token) -> list[str]:
    """At or below which path of which role of the frames a token stands: of each role the first."""
    names: list[str] = []
    above = {token, *token.ancestors}
    for role in ("actor", "recipient"):
        for name, kind, words in candidate.role_words:
            if name == role and (token in words or words & above):
                where = "at" if token in words else "below"
                names += [f"{role} {where}={kind}", f"{role} {where}"]
                break
    return names
