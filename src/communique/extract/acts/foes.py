"""Who fights whom in an article: the other side of an act of force that its own sentence leaves unnamed.

"Kharkiv was hit again overnight": by those who, elsewhere in the article, are told to attack its state. Not for acts
of speech, whose unnamed addressees are those of the talks (``addressees.py``).
"""

from __future__ import annotations

from collections import Counter, defaultdict

from communique.extract.acts.arguments import Match
from communique.extract.acts.parties import actors_of, recipients_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.records import ClaimType, EntityKind, Reference

FILE = "light.toml"
CLEAR = 2
"""How many times as often as the next one somebody must be told to be the enemy, to be meant without a word."""


def is_forceful(match: Match) -> bool:
    """Whether the act is one that enemies do to each other."""
    return match.frame.event in words(FILE, "forceful")


class Foes:
    """The enemies of each side of one article, by the acts of force whose words name both."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._met: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._named: dict[str, Reference] = {}
        for match in context.of_type(ClaimType.ACTION):
            if is_forceful(match):
                self._count(match)

    def _count(self, match: Match) -> None:
        actors = actors_of(self._context, match)
        recipients = [one for deed in recipients_of(self._context, match, actors) for one in deed]
        for actor in actors:
            for recipient in recipients:
                first, second = self._side(actor), self._side(recipient)
                if first and second and first != second:
                    self._met[first][second] += 1
                    self._met[second][first] += 1

    def _side(self, reference: Reference) -> str | None:
        """The state of whoever has one, else a listed body or a group; no single person without a state."""
        home = self._context.resolver.home(reference)
        if home is None and reference.kind is EntityKind.PERSON:
            return None
        side = home or reference.name
        if home is not None and home != reference.name:
            reference = self._context.resolver.state(home, reference.evidence)
        self._named.setdefault(side, reference)
        return side

    def of(self, sides: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The enemy of those on one side; nobody where the article tells of none, or of several alike."""
        told: Counter[str] = Counter()
        own = {side for one in sides if (side := self._side(one)) is not None}
        for side in own:
            told.update(self._met[side])
        ranked = [(side, count) for side, count in told.most_common(2) if side not in own]
        if not ranked or (len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]):
            return ()
        return (self._named[ranked[0][0]],)
