"""Acts that a word may tell of, and everybody who may have a part in them. Not for which of them are told.

The first half of an act's reading by weights (``weighing.py``): a trigger with one PLOVER event, and the sides that its
sentence, its source and the talks of the article offer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from communique.extract.arguments import Match, fillers
from communique.extract.context import Context
from communique.extract.foes import Foes
from communique.extract.parties import ACTIVE, actors_of, modifier, recipients_of, stays_at_home
from communique.extract.telling import is_whole, tells
from communique.records import ClaimType, EntityKind, Reference

PLAYING_TAGS = ("PRP", "PRP$", "CD", "DT")
"""Tags of words that are no nouns and may stand for somebody."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who may have a part in an act: the word, whom it stands for, and how it was come by.

    ``how`` is ``direct`` (a name, noun or pronoun), ``place`` (a place for its state), ``modifier`` (a word before a
    noun), ``speaker`` (who is cited, or publishes it), ``talks`` (who is together in the article) or ``before`` (whose
    deed a noun takes up); the last three have no word.
    """

    token: Token | None
    references: tuple[Reference, ...]
    how: str

    @property
    def names(self) -> frozenset[str]:
        """The names of those whom it stands for."""
        return frozenset(one.name for one in self.references)


class Candidate:
    """One word and one event that it may tell of, by one frame or several."""

    def __init__(self, context: Context, matches: list[Match], nearby: tuple[Player, ...], foes: Foes) -> None:
        self.context = context
        self.foes = foes
        self.matches = tuple(matches)
        self._nearby = nearby

    @property
    def match(self) -> Match:
        """The first match: the frame with the most exact trigger."""
        return self.matches[0]

    @property
    def trigger(self) -> Token:
        """The word."""
        return self.match.trigger

    @property
    def event(self) -> str:
        """The PLOVER event."""
        return self.match.frame.event or ""

    @cached_property
    def told(self) -> tuple[Match, ...]:
        """The matches that tell of an act by the rules."""
        return tuple(match for match in self.matches if tells(match) or is_whole(self.context, match))

    @cached_property
    def closed(self) -> bool:
        """Whether the sides are not for the weights to find: frames that want them named, or acts inside one state."""
        if all(match.frame.strict for match in self.matches):
            return True
        return any(stays_at_home(self.context, match) for match in self.matches if not match.frame.mutual)

    @cached_property
    def ruled(self) -> tuple[frozenset[str], frozenset[str]]:
        """Whom the paths of the frames name as actors and as recipients, whether or not the act is told."""
        actors, recipients = self._by_rule
        return frozenset(one.name for one in actors), frozenset(one.name for one in recipients)

    @cached_property
    def _by_rule(self) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
        actors: tuple[Reference, ...] = ()
        recipients: tuple[Reference, ...] = ()
        for match in self.matches:
            found = actors_of(self.context, match)
            deeds = recipients_of(self.context, match, found)
            actors = actors or found
            recipients = recipients or tuple(one for deed in deeds for one in deed)
        return actors, recipients

    @cached_property
    def players(self) -> tuple[Player, ...]:
        """Everybody who may have a part, in order of the text; those without a word last."""
        cited = [Player(None, (one,), "speaker") for one in self.context.said_by(self.match)]
        present = [Player(None, (one,), "talks") for one in self.context.resolver.present]
        found = (*(one for one in self._nearby if one.token != self.trigger), *cited, *present)
        return (*found, *self._from_elsewhere(found))

    def _from_elsewhere(self, found: tuple[Player, ...]) -> Iterator[Player]:
        """Whom the frames name though no word of the sentence does: a release's publisher, the doer of "the move"."""
        known = {name for one in found for name in one.names}
        for role, how in zip(self._by_rule, ("speaker", "before"), strict=True):
            for reference in role:
                if reference.name not in known:
                    known.add(reference.name)
                    yield Player(None, (reference,), how)

    @cached_property
    def role_words(self) -> tuple[tuple[str, str, frozenset[Token]], ...]:
        """For each role of each frame and each of its paths: role, kind of path, and the words there."""
        found = []
        for match in self.matches:
            for role, paths in (("actor", match.frame.actor), ("recipient", match.frame.recipient)):
                for one in paths:
                    words = frozenset(token for tokens in fillers(match, (one,)) for token in tokens)
                    if words:
                        found.append((role, one.split(":", maxsplit=1)[0], words))
        return tuple(found)


def players_in(context: Context, sentence: Span) -> tuple[Player, ...]:
    """Everybody whom the words of a sentence name, in order."""
    return tuple(one for token in sentence if (one := _player(context, token)) is not None)


def _player(context: Context, token: Token) -> Player | None:
    article, resolver = context.article, context.resolver
    mention = article.mention_of(token)
    if mention is not None and not mention.demonym and article.head_of(mention) != token:
        return None
    plays = token.tag_.startswith("N") or token.tag_ in PLAYING_TAGS or mention is not None
    if token.is_punct or not plays:
        return None
    if named := tuple(one for one in resolver.actor(token) if one.kind in ACTIVE):
        return Player(token, named, "direct")
    if place := resolver.of_place(token):
        return Player(token, place, "place")
    if mention is not None and mention.code and mention.kind is not EntityKind.PERSON:
        beside = modifier(context, token)
        return Player(token, beside, "modifier") if beside else None
    return None


def candidates(context: Context) -> Iterator[Candidate]:
    """Every word with every event that it may tell of, in order of the text."""
    groups: dict[tuple[int, str], list[Match]] = {}
    for match in context.of_type(ClaimType.ACTION):
        groups.setdefault((context.article.start(match.trigger), match.frame.event or ""), []).append(match)
    nearby: dict[int, tuple[Player, ...]] = {}
    foes = Foes(context)
    for matches in groups.values():
        sentence = matches[0].trigger.sent
        start = context.article.start(sentence[0])
        if start not in nearby:
            nearby[start] = players_in(context, sentence)
        yield Candidate(context, matches, nearby[start], foes)
