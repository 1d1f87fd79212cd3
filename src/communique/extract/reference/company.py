"""Those who are together, and the two that an article is about: for "they", "the two leaders", "both countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from spacy.tokens import Span, Token

from communique.extract.article import Article, words
from communique.extract.reference.cast import Cast, Player
from communique.extract.reference.dealings import Dealings
from communique.extract.reference.named import ISO_CODE, Named
from communique.extract.reference.roles import leads, takes_part
from communique.extract.reference.standing import standing
from communique.extract.tree import coordinated
from communique.records import EntityKind, Mention, Reference

FILE = "actors.toml"
MOST_TOGETHER = 6
"""More people than this in one sentence are a list, not a company."""
PAIR = 2
"""People of whom, if nothing else tells, the last ones named are meant."""
TITLE_COUNTS = 3
"""A state in the headline weighs as much as so many mentions (tuned on train)."""
MAIN = 2
"""How many times as often as any other the one state that an article is about is named."""
OPENING = 2
"""Sentences at the head of an article whose states weigh twice (tuned on train)."""


class Company:
    """Whom plurals take up in one article."""

    def __init__(self, article: Article, named: Named, cast: Cast) -> None:
        self._article = article
        self._named = named
        self.cast = cast

    # People

    def people(self, token: Token, *, fit: Callable[[Player], bool] = lambda _: True) -> tuple[Reference, ...]:
        """Those who are together: the people of the first sentence with several, if the last two are of them."""
        last = self._last_people(token, fit)
        together = self._first_together(token, fit)
        names = {one.name for one in together}
        inside = all(one.name in names for one in last)
        if together and (inside or self._named.publisher() is not None):
            return together
        return self._last_company(token, fit) or (self._listed(fit) if self._named.publisher() is not None else ())

    def counted(self, token: Token, count: int, *, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """So many who are together: a release's company, the nearest sentence's with just so many, or the last."""
        if count == PAIR and (two := self.two_engaged(token, fit=fit)):
            return two
        found = self.people(token, fit=fit)
        if len(found) == count and self._named.publisher() is not None:
            return found
        for number in range(self.cast.number(token) - 1, -1, -1):
            for near in (self._taking_part(number, fit), self._subjects(number, fit)):
                if len(near) == count:
                    return near
        return found if len(found) == count else self._last_people(token, fit) if count == PAIR else ()

    def two_near(self, token: Token, *, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The two people who together do something in the sentence before the token, or take part in it."""
        number = self.cast.number(token) - 1
        if number < 0:
            return ()
        found = (self._subjects(number, fit), self._taking_part(number, fit))
        return next((near for near in found if len(near) == PAIR), ())

    def two_engaged(
        self, token: Token, *, fit: Callable[[Player], bool] = lambda _: True, alone: bool = True
    ) -> tuple[Reference, ...]:
        """The two who deal with each other just before the token, else one named there and whom the article is about.

        ``alone`` says whether one who is named without a partner will do.
        """

        def known(player: Player) -> bool:
            one = player.reference
            told = one is not None and (one.titles or one.state or standing(one.name, self._named.day()))
            return bool(told) and self._public(player) and fit(player)

        near = self._dealings.inside(token, fit=known) or self._dealings.engaged(token, fit=known)
        return near or (self._dealings.with_main(token, fit=known) if alone else ())

    @cached_property
    def _dealings(self) -> Dealings:
        speakers = {turn.speaker.name for turn in self._named.labels.turns if turn.speaker is not None}
        return Dealings(self._article, self.cast, self.home, speakers)

    def _last_people(self, token: Token, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The last two different people before the token, in order of the text."""
        found: dict[str, Reference] = {}
        for players in self.cast.before(token):
            for player in reversed(players):
                if player.reference is not None and self._public(player) and fit(player):
                    found.setdefault(player.name, player.reference)
                if len(found) == PAIR:
                    return tuple(reversed(found.values()))
        return ()

    def _last_company(self, token: Token, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The last two people before the token, with those who take part in one sentence with both of them."""
        last = self._last_people(token, fit)
        names = {one.name for one in last}
        for number in range(self.cast.number(token) - 1, -1, -1) if last else ():
            near = self._taking_part(number, fit)
            if near:
                return near if names < {one.name for one in near} and len(near) <= MOST_TOGETHER else last
        return last

    def _first_together(self, token: Token, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The people of the first sentence before the token that names or describes two to six of them."""
        for number in range(self.cast.number(token)):
            players = [player for player in self.cast.in_sentence(number) if self._public(player) and fit(player)]
            found, taking_part = _references(players), self._taking_part(number, fit)
            if 2 <= len(found) <= MOST_TOGETHER:
                return taking_part if len(taking_part) > 1 else found
        return ()

    def _subjects(self, number: int, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The people who are together the subject of a sentence."""
        return _references(
            player
            for player in self.cast.in_sentence(number)
            if self._public(player) and fit(player) and leads(player.head)
        )

    def _taking_part(self, number: int, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The people of a sentence who take part in what it tells."""
        return _references(
            player
            for player in self.cast.in_sentence(number)
            if self._public(player) and fit(player) and takes_part(player.head)
        )

    def _public(self, player: Player) -> bool:
        """Whether somebody is more than one word that looks like a name, and no spokesman of others."""
        if not player.person or player.reference is None:
            return False
        if any(word in words(FILE, "mouthpieces") for title in player.reference.titles for word in title.split()):
            return False
        told = player.reference.titles or player.reference.state or " " in player.name
        return bool(told) or standing(player.name, self._named.day()) is not None

    @cached_property
    def present(self) -> tuple[Reference, ...]:
        """Those who are together in the article: of the first sentence with several of them."""
        for number in range(len(self.cast.sentences)):
            found = self._taking_part(number, lambda _: True)
            if 2 <= len(found) <= MOST_TOGETHER:
                return found
        return ()

    def _listed(self, fit: Callable[[Player], bool]) -> tuple[Reference, ...]:
        """The people whom a release lists in one sentence, wherever it does."""
        for number in range(len(self.cast.sentences)):
            found = _references(player for player in self.cast.in_sentence(number) if fit(player))
            if len(found) > 1:
                return found
        return ()

    # States

    def states(self, token: Token, *, without: frozenset[str] = frozenset()) -> tuple[Reference, ...]:
        """The two states that "both countries" are: those joined just before, else those that the article is about.

        ``without`` are the states of those who do something to both.
        """
        found = self._two_states(token)
        if not without.intersection(one.name for one in found):
            return found
        counted = [
            (one, count)
            for one, count in self._counted(self._article.start(token))
            if one.name not in without and one.kind is EntityKind.STATE
        ]
        others = tuple(one for one, _ in counted[:PAIR]) if _clear_pair(counted) else ()
        left = tuple(one for one in found if one.name not in without)
        return left if not others or {one.name for one in left} & {one.name for one in others} else others

    def _two_states(self, token: Token) -> tuple[Reference, ...]:
        number = self.cast.number(token)
        here = self._article.start(token)
        same = self._states_in(self.cast.sentences[number], here)
        if len(same) == 2:
            return tuple(same.values())
        if number and (joined := self._joined(self.cast.sentences[number - 1])):
            return joined
        counted = self._counted(here)
        if _clear_pair(counted):
            return tuple(sorted((one for one, _ in counted[:2]), key=lambda one: one.evidence.start))
        return self._first_joined(number) or self._named.last_states(token, 2)

    def counted_states(self, token: Token, count: int, *, listed: bool = False) -> tuple[Reference, ...]:
        """The states that "the four nations" are: just so many joined in a sentence, the nearest, or named in one.

        ``listed`` says that they must be joined, as "the three Baltic states" may well be others than those named.
        """
        number, here = self.cast.number(token), self._article.start(token)
        for earlier in range(number, -1, -1):
            sentence = self.cast.sentences[earlier]
            found = self._states_in(sentence, min(here, self._article.end(sentence[-1])))
            near = {code: one for code, one in found.items() if one.kind is EntityKind.STATE}
            for chosen in (self._listed_states(sentence, near), {} if listed else near):
                if len(chosen) == count:
                    return tuple(chosen.values())
        return ()

    def _listed_states(self, sentence: Span, near: dict[str, Reference]) -> dict[str, Reference]:
        """Of the states of a sentence, those of its longest list of names."""
        starts = {one.evidence.start: code for code, one in near.items()}
        named = {one: mention.start for one in sentence if (mention := self._article.mention_of(one)) is not None}
        lists = ([starts.get(named.get(one, -1)) for one in coordinated(head)] for head in named)
        longest = max(lists, key=lambda codes: sum(code is not None for code in codes), default=[])
        return {code: near[code] for code in longest if code is not None}

    @cached_property
    def main_state(self) -> str | None:
        """The one state that the article is about: named far more often than others, or home of its dateline."""
        counted = [(one.name, count) for one, count in self._counted(len(self._article.document.text))]
        if counted and (len(counted) == 1 or counted[0][1] >= MAIN * counted[1][1]):
            return counted[0][0]
        dateline = self._named.dateline_state()
        return dateline if dateline in [code for code, _ in counted[:PAIR]] else None

    def _first_joined(self, before: int) -> tuple[Reference, ...]:
        """The first two states that a sentence joins."""
        return next((found for sentence in self.cast.sentences[:before] if (found := self._joined(sentence))), ())

    def _joined(self, sentence: Span) -> tuple[Reference, ...]:
        """The two states that a sentence joins: "France and Germany", "between X and Y"; not a longer list."""
        found = self._states_in(sentence, self._article.end(sentence[-1]))
        if len(found) != 2:
            return ()
        first, second = (one.evidence for one in found.values())
        between = self._article.document.text[first.end : second.start]
        return tuple(found.values()) if between.strip() in ("and", "-", "–", "&") else ()

    def _counted(self, before: int) -> list[tuple[Reference, int]]:
        """The states that the text before an offset names, the most often first; those of its people count, too."""
        title = self._article.document.title
        counts: Counter[str] = Counter()
        first: dict[str, Reference] = {}
        opening = self._article.end(self.cast.sentences[min(OPENING, len(self.cast.sentences)) - 1][-1])
        for mention in self._article.mentions.names:
            if mention.start >= before:
                break
            code = self.state_of(mention)
            if code is None:
                continue
            in_title = title is not None and mention.start < title.end
            counts[code] += TITLE_COUNTS if in_title else 2 if mention.start < opening else 1
            first.setdefault(code, self._named.state(code, self._article.mention_evidence(mention)))
        publisher = self._named.publisher()
        if publisher is not None and publisher in counts:
            counts[publisher] += TITLE_COUNTS
        return [(first[code], count) for code, count in counts.most_common()]

    def _states_in(self, sentence: Span, before: int) -> dict[str, Reference]:
        start = self._article.start(sentence[0])
        found: dict[str, Reference] = {}
        for mention in self._article.mentions.names:
            if start <= mention.start < before and (code := self.state_of(mention)) is not None:
                found.setdefault(code, self._named.state(code, self._article.mention_evidence(mention)))
        return found

    def state_of(self, mention: Mention) -> str | None:
        """The state that a mention names, or that somebody named belongs to."""
        code = mention.code
        if mention.kind is EntityKind.PERSON:
            code = self.home(self._article.person(mention).name, self._article.person(mention).state)
        elif mention.kind is EntityKind.PLACE and not mention.seat:
            return None
        return code if code is not None and len(code) == ISO_CODE else None

    def home(self, name: str, state: str | None) -> str | None:
        """The state of somebody: the one beside the name, else the table's."""
        if state is not None:
            return state
        known = standing(name, self._named.day())
        return known.state if known is not None else None


def _clear_pair(counted: list[tuple[Reference, int]]) -> bool:
    """Whether two states are named, or two more often than any other."""
    return len(counted) == PAIR or (len(counted) > PAIR and counted[1][1] > counted[PAIR][1])


def _references(players: Iterable[Player]) -> tuple[Reference, ...]:
    """Everybody who is known, each once."""
    found: dict[str, Reference] = {}
    for player in players:
        if player.person and player.reference is not None:
            found.setdefault(player.name, player.reference)
    return tuple(found.values())
