"""Who fights whom in an article: the other side of an act of force that its own sentence leaves unnamed.

"Kharkiv was hit again overnight": by those who, elsewhere in the article, are told to attack its state. Not for acts
of speech, whose unnamed addressees are those of the talks (``addressees.py``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cached_property

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.parties import actors_of, homes_of, is_side, recipients_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.loyalties import faction
from communique.extract.reference.named import standing_for
from communique.extract.tree import is_verb, logical_subjects, prepositional
from communique.gazetteer import gazetteer
from communique.records import ClaimType, EntityKind, Reference

FILE = "light.toml"
CLEAR = 2
"""How many times as often as the next one somebody must be told to be the enemy, to be meant without a word."""


def is_forceful(match: Match) -> bool:
    """Whether the act is one that enemies do to each other."""
    return match.frame.event in words(FILE, "forceful")


def is_means(reference: Reference) -> bool:
    """Whether what is named only fights for somebody whom nothing names: "Warplanes pounded the town"."""
    return reference.name.lower().removesuffix("s") in words("actors.toml", "arms")


def may_be_place(reference: Reference) -> bool:
    """Whether a single word that no list has may be the name of a town as well as that of a body."""
    unlisted = reference.kind is EntityKind.ORGANIZATION and gazetteer().organization(reference.name) is None
    return unlisted and reference.name.isalpha() and reference.name.istitle()


class Foes:
    """The enemies of each side of one article, by the acts of force whose words name both."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._named: dict[str, Reference] = {}
        self._met = self._counted(words(FILE, "forceful"))

    def _counted(self, events: Collection[str]) -> defaultdict[str, Counter[str]]:
        """How often each side is told to do such acts to each other one, or to suffer them."""
        met: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for match in self._context.of_type(ClaimType.ACTION):
            if match.frame.event in events:
                self._count(match, met)
        return met

    def _count(self, match: Match, met: defaultdict[str, Counter[str]]) -> None:
        actors = actors_of(self._context, match)
        recipients = [one for deed in recipients_of(self._context, match, actors) for one in deed]
        recipients = recipients or (list(actors) if match.frame.mutual else [])
        for actor in actors:
            for recipient in recipients:
                first, second = self._side(actor), self._side(recipient)
                if first and second and first != second:
                    met[first][second] += 1
                    met[second][first] += 1

    def _side(self, reference: Reference) -> str | None:
        """The state of whoever has one, else a body or a group; no single person without a state, and no town."""
        if may_be_place(reference):
            return None
        home = self._context.resolver.home(reference)
        if home is None and reference.kind is EntityKind.PERSON:
            return None
        side = home or (reference.name.lower() if reference.kind is EntityKind.GROUP else reference.name)
        if home is not None and home != reference.name:
            reference = self._context.resolver.state(home, reference.evidence)
        self._named.setdefault(side, reference)
        return side

    def of(self, sides: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The enemy of those on one side; nobody where the article tells of none, or of several alike."""
        return self._opponent(sides, self._met)

    def rival_of(self, sides: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """Whom those on one side threaten without naming anybody: who is their opponent in hostile acts of any kind."""
        return self._opponent(sides, self._rivals)

    @cached_property
    def _rivals(self) -> defaultdict[str, Counter[str]]:
        return self._counted(words(FILE, "hostile"))

    def _opponent(self, sides: tuple[Reference, ...], met: defaultdict[str, Counter[str]]) -> tuple[Reference, ...]:
        told: Counter[str] = Counter()
        own = {side for one in sides if (side := self._side(one)) is not None}
        for side in own:
            told.update(met[side])
        ranked = [(side, count) for side, count in told.most_common(2) if side not in own]
        if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
            return ()
        return (self._named[ranked[0][0]],)

    @cached_property
    def _factions(self) -> Counter[str]:
        """The sides of a war inside a state that the article names, by how often; each also found by its name."""
        counts: Counter[str] = Counter()
        for token in (one for sentence in self._context.article.sentences() for one in sentence):
            if (side := faction(self._context.article, token)) is not None:
                counts[side.name] += 1
                self._named.setdefault(side.name, side)
        return counts

    def at_home(self, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """Of "X's forces shelled Y", a city of X's own state: the side that fights X there, where one is named."""
        if any(map(is_side, actors)):
            return self._fought_by(match, actors)
        homes = homes_of(self._context, actors)
        places = (
            place
            for tokens in fillers(match, match.frame.recipient)
            for token in tokens
            for one in (token, *prepositional(token, ("of", "in")))
            for place in self._context.resolver.of_place(one)
        )
        struck = next(places, None)
        if struck is None or struck.name not in homes or not self._factions:
            return ()
        return (standing_for(self._named[self._factions.most_common(1)[0][0]], struck.evidence),)

    def behind(self, match: Match) -> tuple[Reference, ...]:
        """Whose warplanes and guns bomb what rebels hold, where the words name nobody: the state of the place."""
        if not is_verb(match.trigger):
            return ()
        means = [
            one for one in logical_subjects(match.trigger) if one.lemma_.lower() in words("actors.toml", "heavy_arms")
        ]
        struck = [token for tokens in fillers(match, match.frame.recipient) for token in tokens]
        held = [token for token in struck if self._context.resolver.holder(token)]
        for token in held if means else ():
            for one in (token, *prepositional(token, ("of", "in"))):
                if places := self._context.resolver.of_place(one):
                    return tuple(standing_for(place, self._context.article.evidence(means[0])) for place in places)
        return ()

    def _fought_by(self, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """Of "Colombian rebels killed four soldiers": Colombia."""
        own = {one.state for one in actors if one.state is not None}
        words_met = (token for tokens in fillers(match, match.frame.recipient) for token in tokens)
        met = next((one for one in words_met if one.lemma_.lower() in words("actors.toml", "organs")), None)
        if met is None or len(own) != 1:
            return ()
        return (self._context.resolver.state(own.pop(), self._context.article.evidence(met)),)
