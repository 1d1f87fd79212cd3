"""The two who deal with each other in the sentences before a plural: "He rang Diaz. They agreed", "the two leaders".

One does something to or with the other, or one is named alone and the other is whom the article is about. Not for
whole companies and lists (``company.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import combinations

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.reference.cast import Cast, Player
from communique.extract.reference.roles import takes_part
from communique.extract.tree import coordinated, datives, is_verb, objects, prepositional, subjects
from communique.records import EntityKind, Reference

BACK = 3
"""Sentences before a plural in which the two are looked for (tuned on train)."""
PAIR = 2
PARTNERS = ("with", "to", "from", "alongside", "between")
"""Prepositions before the other of the two."""
TITLE_COUNTS = 2
"""A person in the headline weighs as much as so many mentions."""

Home = Callable[[str, str | None], str | None]
Fit = Callable[[Player], bool]
Pair = tuple[Reference, ...]


class Dealings:
    """Who deals with whom in one article; ``home`` tells of which states, ``speakers`` only speak in a transcript."""

    def __init__(self, article: Article, cast: Cast, home: Home, speakers: Collection[str]) -> None:
        self._article = article
        self._cast = cast
        self._home = home
        self._speakers = speakers

    def engaged(self, token: Token, *, fit: Fit) -> Pair:
        """The subject and the one partner of the nearest verb before the token that joins two of two states."""
        for number in self._back(token):
            sentence = self._cast.sentences[number]
            verbs = [one for one in sentence if is_verb(one) and _deals(one)]
            for verb in sorted(verbs, key=lambda one: (one.dep_ != "ROOT", -one.i)):
                found = self._people(coordinated_all(subjects(verb)), fit)
                found = found if len(found) > 1 else _unique([*found, *self._people(_partners(verb), fit)])
                if len(found) == PAIR and self.apart(found):
                    return found
        return ()

    def inside(self, token: Token, *, fit: Fit) -> Pair:
        """The two people who stand before a subject in its own sentence: "received by Diaz, with whom the two"."""
        if token.dep_ not in ("nsubj", "nsubjpass"):
            return ()
        start = self._article.start(token)
        here = [one for one in self._cast.in_sentence(self._cast.number(token)) if one.start < start and fit(one)]
        found = _unique(one.reference for one in here if one.reference is not None and takes_part(one.head))
        return found if len(found) == PAIR and self.apart(found) else ()

    def with_main(self, token: Token, *, fit: Fit) -> Pair:
        """The one person of the sentence before the token, and the one of another state whom the article is about."""
        number = self._cast.number(token) - 1
        here = [one for one in self._cast.in_sentence(number) if fit(one)] if number >= 0 else []
        alone = {one.name: one.reference for one in here if one.reference is not None and takes_part(one.head)}
        if len(alone) != 1:
            return ()
        (one,) = alone.values()
        main = self._main(token, lambda player: fit(player) and self._are_two(player.reference, one))
        return (main, one) if main is not None else ()

    def apart(self, people: Iterable[Reference]) -> bool:
        """Whether no two people are known to be of one state, or bear one name."""
        return all(self._are_two(one, other) for one, other in combinations(people, 2))

    def _are_two(self, one: Reference | None, other: Reference | None) -> bool:
        if one is None or other is None or one.name.startswith(other.name) or other.name.startswith(one.name):
            return False
        homes = (self._home(one.name, one.state), self._home(other.name, other.state))
        return None in homes or homes[0] != homes[1]

    def _main(self, token: Token, fit: Fit) -> Reference | None:
        """The person named most often before the token, in the headline twice."""
        title = self._article.document.title
        counts: Counter[str] = Counter()
        first: dict[str, Reference] = {}
        for number in range(self._cast.number(token)):
            for player in self._cast.in_sentence(number):
                if player.reference is not None and player.name not in self._speakers and fit(player):
                    counts[player.name] += TITLE_COUNTS if title is not None and player.start < title.end else 1
                    first.setdefault(player.name, player.reference)
        most = counts.most_common(2)
        clear = bool(most) and (len(most) == 1 or most[0][1] > most[1][1])
        return first[most[0][0]] if clear else None

    def _back(self, token: Token) -> Iterator[int]:
        last = self._cast.number(token) - 1
        yield from range(last, max(last - BACK, -1), -1)

    def _people(self, tokens: Iterable[Token], fit: Fit) -> Pair:
        """The people whom tokens stand for, each once."""
        found = [(token, one) for token in tokens for one in self._cast.actor(token)]
        players = [Player(self._article.start(token), token, one.name, one) for token, one in found]
        people = [one for one in players if one.person and fit(one)]
        return _unique(one.reference for one in people if one.reference is not None)


def _deals(verb: Token) -> bool:
    """Whether a verb is of dealing with somebody, or its object is a noun of talks."""
    nouns = [*objects(verb), *prepositional(verb, ("in", "at", "for"))]
    talks = any(one.lemma_.lower() in words("actors.toml", "encounters") for one in nouns)
    return talks or verb.lemma_.lower() in words("pronouns.toml", "dealing")


def _partners(verb: Token) -> list[Token]:
    """The objects of a verb, those behind its prepositions, and those with whom its object is: "had talks with X"."""
    things = [*objects(verb), *prepositional(verb, ("in", "at", "for"))]
    behind = [*prepositional(verb, PARTNERS), *(one for thing in things for one in prepositional(thing, PARTNERS))]
    return coordinated_all([*datives(verb), *things, *behind])


def coordinated_all(tokens: Iterable[Token]) -> list[Token]:
    """Tokens with what is joined to each."""
    return list(dict.fromkeys(inner for one in tokens for inner in coordinated(one)))


def _unique(people: Iterable[Reference]) -> Pair:
    found: dict[str, Reference] = {}
    for one in people:
        if one.kind is EntityKind.PERSON:
            found.setdefault(one.name, one)
    return tuple(found.values())
