"""How likely a word tells of an act between these sides: three logistic models over named features.

The first two say who of a sentence is actor and who is recipient, where the frames leave it open; the third weighs the
act as a whole and gives the claim's confidence. The weights are learned by ``scripts/train_actions.py`` (how, on what
and how well: docs/models.md) and shipped as data. Not for finding candidates or features.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.bystanders import is_aimed_at, is_aside, is_private, is_reason, is_scene, undergoer
from communique.extract.acts.candidates import Candidate, Player
from communique.extract.acts.deeds import Sides, deeds_of
from communique.extract.acts.features import act_features, side_features, sided_features
from communique.extract.acts.foes import is_means, may_be_place
from communique.extract.acts.parties import receives
from communique.extract.acts.phrases import is_met
from communique.extract.acts.telling import (
    has_ceased,
    is_figure,
    is_foretold,
    is_idiom,
    is_measured,
    is_open,
    is_outcome,
    yields,
)
from communique.extract.acts.topics import is_content, is_only_topic, is_taken
from communique.extract.acts.untold import is_encounter, is_untold
from communique.extract.acts.weights import Features, Weights
from communique.extract.article import table, words
from communique.extract.certainty.mood import is_unsaid
from communique.extract.tree import is_verb
from communique.records import EntityKind, Reference

MUTUAL = frozenset({"AGREE", "COOPERATE", "CONSULT"})
"""Events whose several actors are each other's recipients."""
SURE = 0.5
"""From here on somebody is a side on the weights' word alone."""
BESIDE = 0.7
"""Share of the best side's probability from which another is a side, too."""
CLEARLY = 0.1
"""By so much a reading by the weights must be surer than those of the frames, to take their place."""
LIKELY = 3
"""Readings by the weights alone that are weighed against what the frames say."""
MODIFYING = ("poss", "compound", "amod", "nmod")
"""How a word hangs on the noun of which it says whose or what it is."""
UNNAMED = 0.1
"""Probability of a side whom no word of the sentence names; that of no side at all."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One way to read a candidate: a match, its sides, and what speaks for it."""

    match: Match
    sides: Sides
    features: Features
    confidence: float
    source: str
    """Whether the frames tell it, only name its sides (``named``), or leave them to the weights (``weighed``)."""


def readings_of(candidate: Candidate, weights: Weights) -> list[Weighed]:
    """The readings of a candidate: the deeds that the frames tell or name, or a clearly likelier one by the weights."""
    readings = [one for one in all_readings(candidate, weights) if _is_sure(one)]
    ruled = [one for one in readings if one.source != "weighed"]
    others = [one for one in readings if one.source == "weighed"]
    if not others:
        return ruled
    best = max(others, key=lambda one: one.confidence)
    return ruled if any(one.confidence + CLEARLY >= best.confidence for one in ruled) else [best]


def _is_sure(weighed: Weighed) -> bool:
    """Whether a reading whose sides the weights alone name is sure enough: acts of words are to be surer than deeds."""
    return weighed.source != "weighed" or weighed.confidence >= _surer().get(weighed.match.frame.event or "", 0.0)


@cache
def _surer() -> dict[str, float]:
    """The confidence from which the weights alone may name the sides of an event, where it is more than of others."""
    found = table("light.toml")["surer"]
    if not isinstance(found, dict):
        raise TypeError("light.toml has no section 'surer'.")
    return {event: float(least) for event, least in found.items()}


def all_readings(candidate: Candidate, weights: Weights) -> Iterator[Weighed]:
    """Every way to read a candidate: the deeds that the frames tell or else name, and those by the weights alone.

    None where the word belongs to another claim (it says what a promise is about, what is blocked, or names a visit),
    where its clause only commands or asks, or where those speak who do so for no state.
    """
    unsaid = is_unsaid(candidate.match) or receives(candidate.context, candidate.match)
    unsaid = unsaid or is_private(candidate.match)
    if unsaid or (not candidate.told and all(_is_of_another(match) for match in candidate.matches)):
        return
    chances = Chances(candidate, weights)
    told = [(match, sides, "told") for match, sides in _deeds(candidate, candidate.told)]
    found = told or [(match, sides, "named") for match, sides in _deeds(candidate, candidate.matches)]
    known = {_named(sides) for _, sides, _ in found}
    beside = found[0][2] if found else "nothing"
    if not candidate.closed and not _needs_names(candidate):
        match = candidate.told[0] if candidate.told else candidate.match
        others = [one for one in chances.likely() if _named(one) not in known]
        found += [(match, one, "weighed") for one in others if not any(_turns(one, sides) for _, sides, _ in found)]
    if not told and is_verb(candidate.trigger):
        found = _untold(found)
    if _is_of_talks(candidate):
        found = [one for one in found if not _are_people(one[1])]
    if candidate.event not in words("light.toml", "at_home"):
        found = [one for one in found if not candidate.home_affairs.holds(*one[1], candidate.event)]
    if candidate.event in words("light.toml", "given"):
        found = [one for one in found if not one[1][1] or not all(map(may_be_place, one[1][1]))]
    told_of = act_features(candidate) if found else {}
    for match, sides, source in found:
        features = told_of | _features(candidate, chances, sides, source)
        if source == "weighed":
            features |= {f"beside={beside}": 1.0}
        yield Weighed(match, sides, features, weights.confidence(features), source)


def _untold(found: list[tuple[Match, Sides, str]]) -> list[tuple[Match, Sides, str]]:
    """The readings of a verb that by its grammar tells nothing: those by the weights, of whom its paths name as met."""
    met = frozenset(one.name for _, (_, recipients), source in found if source == "named" for one in recipients)
    weighed = [one for one in found if one[2] == "weighed"]
    return [one for one in weighed if not met or met & _named(one[1])[1]]


def _is_of_talks(candidate: Candidate) -> bool:
    """Whether the word names talks that are held: those of people with one another are a meeting."""
    light = candidate.match.light
    if candidate.event != "CONSULT" or light is None or light.lemma_.lower() not in words("light.toml", "holding"):
        return False
    known = words("light.toml", "meetings") | words("light.toml", "conversations")
    return candidate.trigger.lemma_.lower() in known


def _are_people(sides: Sides) -> bool:
    return all(one.kind is EntityKind.PERSON for side in sides for one in side)


def _needs_names(candidate: Candidate) -> bool:
    """Whether the word is a noun that no verb carries: then its own paths name the sides, or nobody does."""
    bare = candidate.trigger.tag_.startswith("N") and all(match.light is None for match in candidate.matches)
    return bare and candidate.event not in words("light.toml", "given")


def _turns(sides: Sides, told: Sides) -> bool:
    """Whether sides make an actor of whom the frames name as met, or the reverse."""
    (actors, recipients), (doers, met) = _named(sides), _named(told)
    return doers != met and bool(actors & (met - doers) or recipients & (doers - met))


def _named(sides: Sides) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = sides
    return frozenset(one.name for one in actors), frozenset(one.name for one in recipients)


def _is_of_another(match: Match) -> bool:
    """Whether the word belongs to another claim, as content or object, names a visit or a meeting, or tells no act."""
    elsewhere = is_only_topic(match) or is_content(match) or is_encounter(match) or is_taken(match)
    elsewhere = elsewhere or is_idiom(match) or is_open(match) or is_measured(match) or is_foretold(match)
    elsewhere = elsewhere or is_untold(match) or yields(match)
    return elsewhere or has_ceased(match) or is_figure(match) or is_outcome(match)


def _deeds(candidate: Candidate, matches: tuple[Match, ...]) -> list[tuple[Match, Sides]]:
    """The deeds of the first of the matches whose frame names the sides of any."""
    found = ((match, deeds_of(candidate.context, match, candidate.foes)) for match in matches)
    return next(([(match, sides) for sides in deeds] for match, deeds in found if deeds), [])


def _features(candidate: Candidate, chances: Chances, sides: Sides, source: str) -> Features:
    """What speaks for the sides of a reading."""
    actors, recipients = sides
    chance = {"actor": chances.of(actors, "actor"), "recipient": chances.of(recipients, "recipient")}
    chance["both"] = chance["actor"] * chance["recipient"]
    features = sided_features(candidate, actors, recipients, source)
    for name, value in chance.items():
        features |= {f"chance of {name}": value, f"chance of {name}, {source}": value}
    for name in ("actor", "recipient"):
        features[f"log chance of {name}"] = math.log(chance[name] + 0.001) / 5
    return features


class Chances:
    """How likely each of those who may have a part in a candidate act is its actor, or its recipient."""

    def __init__(self, candidate: Candidate, weights: Weights) -> None:
        self.candidate = candidate
        self._rows: list[tuple[Player, float, float]] = []
        for player in candidate.players:
            features = side_features(candidate, player)
            self._rows.append((player, weights.actor.probability(features), weights.recipient.probability(features)))

    def of(self, side: tuple[Reference, ...], role: str) -> float:
        """The best chance that somebody of a side has of a role."""
        names = {one.name for one in side}
        rows = [row for row in self._rows if row[0].names & names] + self._at_words(side)
        found = [actor if role == "actor" else recipient for _, actor, recipient in rows]
        return max(found, default=UNNAMED)

    def _at_words(self, side: tuple[Reference, ...]) -> list[tuple[Player, float, float]]:
        """The chances of the words that stand for a side which they do not name: of a city for those who hold it."""
        places = {one.evidence.start for one in side if one.antecedent is not None}
        start = self.candidate.context.article.start
        return [row for row in self._rows if row[0].token is not None and start(row[0].token) in places]

    def likely(self) -> list[Sides]:
        """The likeliest sides, and those with the next in place of the actors or of the recipients."""
        judges = self.candidate.judges if self.candidate.event in words("light.toml", "deeds_done") else frozenset()
        speaking = {name for player, _, _ in self._rows if player.token in judges for name in player.names}
        doers = [
            (player, chance)
            for player, chance, _ in self._rows
            if not player.names & speaking
            and not all(map(is_means, player.references))
            and not (player.token is not None and self._undergoes(player.token))
        ]
        first = _chosen(doers)
        second = _chosen([row for row in doers if not row[0].names & {one.name for one in first}])
        found: list[Sides] = []
        for actors in (first, second):
            others = self._others(actors)
            recipients = _chosen(others)
            next_ = _chosen([row for row in others if not row[0].names & {one.name for one in recipients}])
            best = max((chance for _, chance in others), default=0.0)
            if self.candidate.event in MUTUAL and len(actors) > 1 and best < SURE:
                recipients = actors
            found += [(actors, side) for side in (recipients, next_) if actors and side]
        return found[:LIKELY]

    def _undergoes(self, token: Token) -> bool:
        """Whether a word stands in what a passive is done to, or before a noun for whom the deed meets."""
        verb = self.candidate.trigger
        donors = any("donor" in match.frame.actor for match in self.candidate.matches)
        met = undergoer(verb) if is_verb(verb) and not donors else None
        if met is not None and token != verb and token in met.subtree and verb not in token.ancestors:
            return True
        if met is not None and met.head == verb and token in met.subtree:
            return True
        if self.candidate.event in words("light.toml", "punishing") and is_reason(verb, token):
            return True
        forceful = self.candidate.event in words("light.toml", "forceful")
        if forceful and (is_aimed_at(token) or is_scene(self.candidate.context, token)):
            return True
        return is_met(self.candidate.context, token, self.candidate.event)

    def _others(self, actors: tuple[Reference, ...]) -> list[tuple[Player, float]]:
        """Those of another state than the actors, each with the chance of being a recipient."""
        given = self.candidate.event in words("light.toml", "given")  # "sought ammunition for an offensive against X"
        homes, names = self._homes(actors), {one.name for one in actors}
        if self.candidate.event in words("light.toml", "forceful"):
            cited = self.candidate.context.said_by(self.candidate.match)
            names |= {one.name for one in cited if one.kind is EntityKind.GROUP}
        return [
            (player, chance)
            for player, _, chance in self._rows
            if not player.names & names
            and not (len(homes) == 1 and self._homes(player.references) & homes)
            and not (player.token is not None and is_aside(self.candidate.match, player.token))
            and not (given and player.token is not None and is_aimed_at(player.token))
        ]

    def _homes(self, references: Iterable[Reference]) -> set[str]:
        home = self.candidate.context.resolver.home
        return {found for one in references if (found := home(one)) is not None}


def _chosen(rows: list[tuple[Player, float]]) -> tuple[Reference, ...]:
    """The likeliest, and all who are likely beside it, each once, in order of the text."""
    best = max((chance for _, chance in rows), default=0.0)
    if not rows:
        return ()
    likely = [player for player, chance in rows if chance >= max(SURE, BESIDE * best)]
    likely = likely or [next(player for player, chance in rows if chance == best)]
    found: dict[str, Reference] = {}
    for player in (one for one in likely if not any(_names_part(one, other) for other in likely)):
        for one in player.references:
            found.setdefault(one.name, one)
    return tuple(found.values())


def _names_part(part: Player, whole: Player) -> bool:
    """Whether a word only says of what state or body another side is: "the Danish envoy", "the chief of X, Y"."""
    if part.token is None or whole.token is None or part.token == whole.token:
        return False
    head = part.token
    while head.dep_ in MODIFYING and head != whole.token:
        head = head.head
    return head != part.token and (
        head == whole.token or (whole.token in head.children and whole.token.dep_ == "appos")
    )
