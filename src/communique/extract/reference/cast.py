"""Who appears in each sentence of an article: people by name, and people by their office. Not for what they do.

"The chancellor held talks with Premier Li. He said …" needs the chancellor among those whom "he" may stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from communique.extract.article import Article, words
from communique.extract.reference.named import Named
from communique.extract.reference.office_words import is_office, name_behind
from communique.records import EntityKind, Mention, Reference

FILE = "actors.toml"
SINGULAR = ("NN", "NNP")

Actor = Callable[[Token], tuple[Reference, ...]]


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody in a sentence: where, the head of the words, the name or description, the reference if known."""

    start: int
    head: Token
    name: str
    reference: Reference | None

    @property
    def person(self) -> bool:
        """Whether it is known who it is, and that it is a person, no spokesman who stands for a state."""
        return self.reference is not None and self.reference.kind is EntityKind.PERSON


class Cast:
    """The people of one article, sentence by sentence; ``actor`` says whom words of office stand for."""

    def __init__(self, article: Article, named: Named, actor: Actor) -> None:
        self._article = article
        self._named = named
        self.actor = actor
        self.sentences: tuple[Span, ...] = tuple(article.sentences())
        self._at = {article.start(sentence[0]): number for number, sentence in enumerate(self.sentences)}
        self._mentions: dict[int, list[tuple[Mention, Token]]] = {}
        for mention, _ in article.people():
            head = article.head_of(mention)
            if head is not None:
                self._mentions.setdefault(self.number(head), []).append((mention, head))
        self._players: dict[int, tuple[Player, ...]] = {}
        self._open: set[int] = set()

    def number(self, token: Token) -> int:
        """Which sentence of the article a token stands in."""
        return self._at[self._article.start(token.sent[0])]

    def before(self, token: Token) -> Iterator[tuple[Player, ...]]:
        """Those in the sentence before the token, then those of each earlier sentence, the nearest first."""
        here, number = self._article.start(token), self.number(token)
        yield tuple(player for player in self.in_sentence(number) if player.start < here)
        for earlier in range(number - 1, -1, -1):
            yield self.in_sentence(earlier)

    def in_sentence(self, number: int) -> tuple[Player, ...]:
        """Everybody in a sentence, in order; while descriptions are being resolved in it, those with a name only."""
        if number in self._players:
            return self._players[number]
        named = [self._by_name(mention, head) for mention, head in self._mentions.get(number, ())]
        if number in self._open:
            return tuple(named)
        self._open.add(number)
        found = [*named, *self._described(self.sentences[number])]
        self._open.discard(number)
        self._players[number] = tuple(sorted(found, key=lambda player: player.start))
        return self._players[number]

    def _by_name(self, mention: Mention, head: Token) -> Player:
        reference = self._named.person(mention)
        return Player(start=mention.start, head=head, name=reference.name, reference=reference)

    def _described(self, sentence: Span) -> Iterator[Player]:
        """People whom words of office describe, without a name beside them."""
        for token in sentence:
            if not self._describes(token):
                continue
            found = self.actor(token)
            reference = found[0] if len(found) == 1 else None
            if len(found) > 1 or (reference is not None and self._beside_name(token, reference)):
                continue
            name = reference.name if reference is not None else token.lower_
            yield Player(start=self._article.start(token), head=token, name=name, reference=reference)

    def _describes(self, token: Token) -> bool:
        lemma = token.lemma_.lower()
        if token.tag_ not in SINGULAR or token.dep_ in ("compound", "amod", "nmod", "attr", "ROOT"):
            return False
        if not is_office(token) and lemma not in words(FILE, "officials"):
            return False
        if name_behind(self._article, token) is not None:
            return False  # "the envoy to Syria X": X is named
        return self._article.mention_of(token) is None

    def _beside_name(self, token: Token, reference: Reference) -> bool:
        """Whether the name itself stands at the words of office ("his counterpart, Li Zhaoxing")."""
        mention = self._article.mention_at(reference.evidence.start)
        named = mention is not None and mention.kind is EntityKind.PERSON
        return named and reference.evidence.start != self._article.start(token)
