"""One article under the extractor's eyes: its syntax, its mentions, and which words belong together. Not for claims.

Tokens belong to paragraphs; everything that leaves here is in offsets of the document's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from communique import tables
from communique.records import Document, EntityKind, Evidence, Mention, Mentions
from communique.spans import cut
from communique.spelling import fold, spelling_rules, word_key


def table(name: str) -> dict[str, object]:
    """One TOML table of this room."""
    return tables.table("communique.extract", name)


@lru_cache(maxsize=512)
def words(file: str, key: str) -> frozenset[str]:
    """One list of a table as a set."""
    found = table(file)[key]
    if not isinstance(found, list):
        raise TypeError(f"{file} has no list {key!r}.")
    return frozenset(found)


def section(file: str, key: str) -> dict[str, str]:
    """One section of a table: what each word of it means."""
    found = table(file)[key]
    if not isinstance(found, dict):
        raise TypeError(f"{file} has no section {key!r}.")
    return found


LONGEST_FAMILY_NAME_FIRST = 4
"""Letters of a family name that stands first ("Xi Jinping"), by which alone somebody is named again."""


SHORTEST_CUT = 3
"""Letters by which a name that is cut off is known again."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the article names: the fullest name, all titles given, and the state beside them."""

    name: str
    evidence: Evidence
    titles: tuple[str, ...]
    state: str | None


class Article:
    """A document with its mentions, indexed by token."""

    def __init__(self, document: Document, mentions: Mentions, reader: str) -> None:
        self.document = document
        self.mentions = mentions
        self.reader = reader
        self._starts = {
            id(paragraph.doc): paragraph.start for paragraph in mentions.paragraphs if paragraph.doc is not None
        }
        self._mention_at = {
            offset: mention for mention in mentions.names for offset in range(mention.start, mention.end)
        }
        self._tokens = {self.start(token): token for doc in self.docs() for token in doc}
        self._people = self._gather_people()

    # Tokens and offsets

    def docs(self) -> Iterator[Doc]:
        """The syntax of each paragraph that was read."""
        for paragraph in self.mentions.paragraphs:
            if paragraph.doc is not None:
                yield paragraph.doc

    def sentences(self) -> Iterator[Span]:
        """Every sentence that was read."""
        for doc in self.docs():
            yield from doc.sents

    def start(self, token: Token) -> int:
        """Where the token begins in the document's text."""
        return self._starts[id(token.doc)] + token.idx

    def end(self, token: Token) -> int:
        """Where the token ends in the document's text."""
        return self.start(token) + len(token.text)

    def token_at(self, offset: int) -> Token | None:
        """The token that begins at an offset."""
        return self._tokens.get(offset)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that begin between two offsets."""
        return [self._tokens[offset] for offset in range(start, end) if offset in self._tokens]

    def evidence(self, first: Token, last: Token | None = None) -> Evidence:
        """The words from one token to another, inclusive."""
        return cut(self.document.text, self.start(first), self.end(last if last is not None else first))

    def cut(self, start: int, end: int) -> Evidence:
        """The words between two offsets."""
        return cut(self.document.text, start, end)

    # Mentions

    def mention_of(self, token: Token) -> Mention | None:
        """The name that the token is part of."""
        return self._mention_at.get(self.start(token))

    def mention_at(self, offset: int) -> Mention | None:
        """The name that begins at an offset."""
        found = self._mention_at.get(offset)
        return found if found is not None and found.start == offset else None

    def head_of(self, mention: Mention) -> Token | None:
        """The token of a mention that the rest of it hangs on."""
        tokens = self.tokens_in(mention.start, mention.end)
        inside = {token.i for token in tokens}
        return next(
            (token for token in tokens if token.head.i not in inside or token.head == token),
            tokens[-1] if tokens else None,
        )

    def mention_evidence(self, mention: Mention) -> Evidence:
        """The words of a mention."""
        return cut(self.document.text, mention.start, mention.end)

    def person(self, mention: Mention) -> Person:
        """Who a mention of a person is, inside this article."""
        return self._people[mention.start]

    def tie(self, name: str, state: str) -> None:
        """Note the state of those of a name who are named without one, as other words of the article tell it."""
        for start, person in self._people.items():
            if person.name == name and person.state is None:
                self._people[start] = replace(person, state=state)

    def people(self) -> Iterator[tuple[Mention, Person]]:
        """Every mention of a person, in order of the text."""
        for mention in self.mentions.names:
            if mention.kind is EntityKind.PERSON:
                yield mention, self._people[mention.start]

    def _gather_people(self) -> dict[int, Person]:
        """Each mention's person: mentions that share a part of a name are one; the nearest full name before wins."""
        mentions = [mention for mention in self.mentions.names if mention.kind is EntityKind.PERSON]
        groups: list[list[Mention]] = []
        for mention in mentions:
            home = self._home(mention, groups)
            if home is None:
                groups.append([mention])
            else:
                home.append(mention)
        _join_later_full_names(groups, self._stand_apart)
        if self.document.title is not None:
            _join_cut_off(groups, self.document.title.end)
        found = {}
        for group in groups:
            fullest = max(group, key=lambda mention: (len(mention.text.split()), -mention.start))
            titles = tuple(dict.fromkeys(title for mention in group for title in mention.titles))
            state = next((mention.code for mention in group if mention.code), None)
            person = Person(name=fullest.text, evidence=self.mention_evidence(fullest), titles=titles, state=state)
            found.update({mention.start: person for mention in group})
        return found

    def _home(self, mention: Mention, groups: list[list[Mention]]) -> list[Mention] | None:
        """The person that a mention names again: of the same title, else so called before, else the one named last."""
        fit = [group for group in groups if _fits(mention, group) and not self._stand_apart(mention, group)]
        fit.sort(key=lambda group: -group[-1].start)
        told = set(mention.titles)
        titled = [group for group in fit if told and any(told & set(other.titles) for other in group)]
        again = [group for group in fit if any(other.text == mention.text for other in group)]
        return next(iter((*titled, *again, *fit)), None) or self._by_inner_name(mention, groups)

    def _by_inner_name(self, mention: Mention, groups: list[list[Mention]]) -> list[Mention] | None:
        """The one person of whose full name a single word is another part than the last.

        "Kiir" of "Salva Kiir Mayardit", and without another title "Najib" of "Najib Razak".
        """
        own = _keys(mention.text)
        if len(own) != 1:
            return None
        inner = [
            group
            for group in groups
            if any(own[0] in _keys(one.text)[1:-1] for one in group)
            or (any(own[0] in _keys(one.text)[:-1] for one in group) and _same_titles(mention, group))
        ]
        known = len(inner) == 1 and own[0] not in spelling_rules()["particles"]["joined"]
        return inner[0] if known and not self._stand_apart(mention, inner[0]) else None

    def _stand_apart(self, mention: Mention, group: list[Mention]) -> bool:
        """Whether a full name follows a surname in one sentence, so that they are two ("Bush and Laura Bush")."""
        if " " not in mention.text or any(" " in other.text for other in group):
            return False
        head = self.head_of(mention)
        before = [self.head_of(other) for other in group if other.start < mention.start]
        return head is not None and any(one is not None and one.sent == head.sent for one in before)


def _same_titles(mention: Mention, group: list[Mention]) -> bool:
    """Whether a name has no other title than somebody has who is named with one."""
    told = {title for other in group for title in other.titles}
    return bool(told) and set(mention.titles) <= told and mention.code is None


def _fits(mention: Mention, group: list[Mention]) -> bool:
    """Whether a name may be a person's: like some name of theirs, and unlike none that is given in full."""
    if not any(_same_person(mention, other) for other in group):
        return False
    return " " not in mention.text or all(_same_person(mention, other) for other in group if " " in other.text)


def _same_person(mention: Mention, other: Mention) -> bool:
    """Whether one name may be a shorter form of the other, in any spelling."""
    short, long = sorted((_keys(mention.text), _keys(other.text)), key=len)
    if short == long:
        return True
    if len(short) == len(long) or not short:  # marks alone are nobody's name
        return False
    if len(short) == 1:
        first = max((mention.text, other.text), key=len).split()[0]
        alone = len(first) <= LONGEST_FAMILY_NAME_FIRST or long[1] in spelling_rules()["order"]["patronymic"]
        return short[0] == long[-1] or (short[0] == long[0] and alone)
    if long[-len(short) :] == short and long[-len(short) - 1] in spelling_rules()["order"]["patronymic"]:
        return False  # Salman bin Abdulaziz and his son, Mohammed bin Salman bin Abdulaziz
    ends = short[-1] == long[-1] and (short[0] == long[0] or set(short) <= set(long))
    return ends or long[: len(short)] == short


@lru_cache(maxsize=16384)
def _keys(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: "Zelenskiy" and "Zelenskyy" are one."""
    return tuple(word_key(word) for word in fold(name).split())


def _join_cut_off(groups: list[list[Mention]], end: int) -> None:
    """A name that a headline is cut off in ("Call with Taoiseach Micheá") joins the one full name that begins so."""
    for group in [group for group in groups if group[-1].end == end and len(group) == 1 and " " not in group[0].text]:
        begins = fold(group[0].text)
        full = [
            other
            for other in groups
            if other is not group and any(fold(word).startswith(begins) for one in other for word in one.text.split())
        ]
        if len(full) == 1 and len(begins) >= SHORTEST_CUT:
            full[0][:0] = group
            groups.remove(group)


def _join_later_full_names(groups: list[list[Mention]], apart: Callable[[Mention, list[Mention]], bool]) -> None:
    """A surname that comes before the full name (a headline) joins the first full name that fits, if only one does."""
    for group in [group for group in groups if all(" " not in mention.text for mention in group)]:
        full = [
            other
            for other in groups
            if other is not group
            and any(_same_person(group[0], mention) for mention in other)
            and not any(apart(mention, group) for mention in other)
        ]
        full = full or [
            other
            for other in groups
            if other is not group
            and any(_keys(group[0].text)[:1] == _keys(mention.text)[:1] for mention in other if " " in mention.text)
            and all(_same_titles(mention, other) for mention in group)
        ]
        if len(full) == 1:
            full[0][:0] = group
            groups.remove(group)
