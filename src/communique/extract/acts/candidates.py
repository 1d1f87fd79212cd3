"""Acts that a word may tell of, and everybody who may have a part in them. Not for which of them are told.

The first half of an act's reading by weights (``weighing.py``): a trigger with one PLOVER event, and the sides that its
sentence, its source and the talks of the article offer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.foes import Foes
from communique.extract.acts.home_acts import HomeAffairs
from communique.extract.acts.parties import (
    actors_of,
    judges_of,
    leaves_doer_open,
    recipients_of,
    stays_at_home,
)
from communique.extract.acts.standing import modifier, standing_for
from communique.extract.acts.telling import foretells_own, is_whole, tells
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import agents
from communique.gazetteer import gazetteer
from communique.records import ClaimType, EntityKind, Reference

PLAYING_TAGS = ("PRP", "PRP$", "CD", "DT")
"""Tags of words that are no nouns and may stand for somebody."""

FARTHEST_BACK = 3
"""Sentences before an act's own in which its sides are looked for."""
MOST_BEFORE = 4
"""Sides of those sentences that may have a part."""
MOST_MAIN = 3
"""Sides that an article is mainly about."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who may have a part in an act: the word, whom it stands for, and how it was come by.

    ``how`` is ``direct`` (a name, noun or pronoun), ``place`` (a place for its state), ``modifier`` (a word before a
    noun), ``speaker`` (who is cited, or publishes it), ``talks`` (who is together in the article), ``before`` (whose
    deed a noun takes up) or ``earlier`` (a side named in a sentence before); the last four have no word. ``marks`` say
    how near and how prominent an earlier side is.
    """

    token: Token | None
    references: tuple[Reference, ...]
    how: str
    marks: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of those whom it stands for."""
        return frozenset(one.name for one in self.references)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is found once for all the acts of an article."""

    nearby: Nearby
    foes: Foes
    home_affairs: HomeAffairs


class Candidate:
    """One word and one event that it may tell of, by one frame or several."""

    def __init__(self, context: Context, matches: list[Match], article: Surroundings) -> None:
        self.context = context
        self.foes = article.foes
        self.home_affairs = article.home_affairs
        self.matches = tuple(matches)
        self._nearby = article.nearby

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
        found = (match for match in self.matches if tells(match) or is_whole(self.context, match))
        return tuple(found) or tuple(match for match in self.matches if foretells_own(self.context, match))

    @cached_property
    def closed(self) -> bool:
        """Whether the sides are not for the weights to find: frames that want them named, or acts inside one state."""
        if all(match.frame.strict for match in self.matches) or self._is_nameless:
            return True
        if not self.ruled[1] and any(leaves_doer_open(self.context, match) for match in self.matches):
            return True
        if self._is_mere_clash:
            return True
        return any(stays_at_home(self.context, match) for match in self.matches if not match.frame.mutual)

    @property
    def _is_mere_clash(self) -> bool:
        """Whether fighting is named that no verb tells of: only its own words name its sides."""
        forceful = self.event in words("light.toml", "forceful") and self.trigger.tag_.startswith("N")
        return forceful and all(match.frame.mutual and match.light is None for match in self.matches)

    @property
    def _is_nameless(self) -> bool:
        """Whether it is a label of what goes on ("the war"), or a participle that says nothing of whose words they are.

        Of "a man accused of theft", "states opposed to it" those who stand near are mostly others.
        """
        trigger = self.trigger
        if self.event in words("light.toml", "forceful") and trigger.lemma_.lower() in words("light.toml", "labels"):
            return True
        spoken = self.event in words("light.toml", "speech_acts")
        return spoken and trigger.dep_ == "acl" and trigger.tag_ == "VBN" and not agents(trigger)

    @cached_property
    def ruled(self) -> tuple[frozenset[str], frozenset[str]]:
        """Whom the paths of the frames name as actors and as recipients, whether or not the act is told."""
        actors, recipients = self._by_rule
        return frozenset(one.name for one in actors), frozenset(one.name for one in recipients)

    @cached_property
    def judges(self) -> frozenset[Token]:
        """The words for those who only speak of the act: the subjects of "condemned the attack"."""
        return judges_of(self.trigger)

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
        inside = self._nearby.inside(self.trigger.sent)
        found = (*(one for one in inside if one.token != self.trigger), *cited, *present)
        found = (*found, *self._from_elsewhere(found))
        return (*found, *self._nearby.before(self.trigger.sent, found))

    def _from_elsewhere(self, found: tuple[Player, ...]) -> Iterator[Player]:
        """Whom the frames name though no word of the sentence does: a release's publisher, the doer of "the move"."""
        known = {name for one in found for name in one.names}
        for role, how in zip(self._by_rule, ("speaker", "before"), strict=True):
            for reference in role:
                if reference.name not in known:
                    known.add(reference.name)
                    yield Player(None, (reference,), how)

    def main(self, player: Player) -> int:
        """The place of somebody's side among those that the article names most often."""
        return self._nearby.main(player.references)

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


class Nearby:
    """Whom the sentences of one article name, and the sides that a sentence may take up from those before it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._sentences = list(context.article.sentences())
        self._at = {context.article.start(one[0]): number for number, one in enumerate(self._sentences)}
        self._inside: dict[int, tuple[Player, ...]] = {}

    def inside(self, sentence: Span) -> tuple[Player, ...]:
        """Everybody whom the words of a sentence name, in order."""
        number = self._at[self._context.article.start(sentence[0])]
        if number not in self._inside:
            found = (_player(self._context, token) for token in sentence)
            self._inside[number] = tuple(one for one in found if one is not None)
        return self._inside[number]

    def before(self, sentence: Span, known: tuple[Player, ...]) -> Iterator[Player]:
        """The sides that the sentences before name and that are not among those known, the nearest first."""
        here = {side for one in known for side in self._sides(one)}
        number = self._at[self._context.article.start(sentence[0])]
        rank = 0
        for back in range(1, min(number, FARTHEST_BACK) + 1):
            for player in sorted(self.inside(self._sentences[number - back]), key=_prominence):
                for side, reference in self._sides(player).items():
                    if side not in here and rank < MOST_BEFORE:
                        here.add(side)
                        rank += 1
                        yield Player(None, (reference,), "earlier", self._marks(player, side, back, rank))

    def _marks(self, player: Player, side: str, back: int, rank: int) -> tuple[str, ...]:
        order = self._main.index(side) if side in self._main else len(self._main)
        place = player.token.dep_ if player.token is not None else ""
        return (f"back={back}", f"rank={rank}", f"main={order}", f"place={place}", f"rank, main={rank}, {order}")

    @cached_property
    def _main(self) -> list[str]:
        """The sides that the article names most often."""
        counts: Counter[str] = Counter()
        for mention in self._context.article.mentions.names:
            person = mention.kind is EntityKind.PERSON
            home = self._context.resolver.home(self._context.resolver.person(mention)) if person else mention.code
            if home is None and mention.kind is EntityKind.ORGANIZATION:
                home = mention.text.removeprefix("the ")
            if home is not None:
                counts[home] += 1
        return [code for code, _ in counts.most_common(MOST_MAIN)]

    def main(self, references: tuple[Reference, ...]) -> int:
        """The place of somebody's side among those that the article names most often."""
        sides = {self._context.resolver.home(one) or one.name for one in references}
        return next((number for number, one in enumerate(self._main) if one in sides), len(self._main))

    def _sides(self, player: Player) -> dict[str, Reference]:
        """The states and bodies that somebody is or belongs to; groups by their own name."""
        found = {}
        for one in player.references:
            home = self._context.resolver.home(one)
            moved = home is not None and home != one.name
            side = self._context.resolver.state(home, one.evidence) if home is not None and moved else one
            listed = side.kind is EntityKind.ORGANIZATION and gazetteer().organization(side.name) is not None
            if side.kind is EntityKind.STATE or listed or side.name in self._main:
                found[side.name] = side
        return found


def _prominence(player: Player) -> int:
    """Subjects before objects before all others."""
    place = player.token.dep_ if player.token is not None else ""
    return 0 if place in ("nsubj", "nsubjpass") else 1 if place == "dobj" else 2


def _player(context: Context, token: Token) -> Player | None:
    article, resolver = context.article, context.resolver
    mention = article.mention_of(token)
    if mention is not None and not mention.demonym and article.head_of(mention) != token:
        return None
    plays = token.tag_.startswith("N") or token.tag_ in PLAYING_TAGS or mention is not None
    if token.is_punct or not plays:
        return None
    if named := standing_for(context, token):
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
    article = Surroundings(Nearby(context), Foes(context), HomeAffairs(context))
    for matches in groups.values():
        yield Candidate(context, matches, article)
