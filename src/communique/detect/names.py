"""Names in the text: people with their titles, states, organisations, places. Not for saying who they are.

The gazetteer, the titles and the model's entities each propose; a name found once in full is found everywhere by its
last part. Words that none of them can vouch for stay unnamed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind
from spacy.tokens import Doc, Token

from communique.detect.people import find_people, name_parts
from communique.detect.titles import after_office_of, title_words
from communique.gazetteer import Entry, gazetteer
from communique.records import EntityKind, Mention, Paragraph
from communique.spans import fold

LARGE = 100_000
"""Inhabitants from which a city's name alone outweighs the model's opinion that it is a body."""
BEHIND_NAME = re.compile(r" of (?:the )?[a-z].*$")
"""What the model takes into a body's name and is none of it ("the Defense Ministry of treason")."""
MODEL_KINDS = {
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
}


@lru_cache(maxsize=1)
def _scanner() -> tuple[AhoCorasick, tuple[Entry, ...]]:
    """The gazetteer's names as one automaton, and the entry of each pattern."""
    entries = tuple(gazetteer().entries())
    return AhoCorasick([entry.name for entry in entries], matchkind=MatchKind.LeftmostLongest), entries


def listed_names(text: str) -> Iterator[tuple[int, int, Entry]]:
    """Every gazetteer name in ``text`` at word boundaries, leftmost longest, with its offsets.

    Behind a hyphen only states and adjectives are names ("U.S.-India"), and a body's initials behind another name
    ("Russia-ASEAN").
    """
    automaton, entries = _scanner()
    last = 0
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() or after.isalnum():
            continue
        entry = entries[pattern]
        hyphened = before == "-" and text[start - 2 : start - 1].isalnum()
        beside = entry.kind is EntityKind.ORGANIZATION and last == start - 1 and entry.name.isupper()
        if not hyphened or beside or entry.demonym or (entry.kind is EntityKind.STATE and not entry.seat):
            yield start, end, entry
            last = end


def find_names(paragraphs: Sequence[Paragraph]) -> tuple[Mention, ...]:
    """All names in the paragraphs, in order of the text, none overlapping another."""
    listed = [list(listed_names(fold(paragraph.text))) for paragraph in paragraphs]
    people = [
        list(find_people(paragraph.doc, names)) if paragraph.doc is not None else []
        for paragraph, names in zip(paragraphs, listed, strict=True)
    ]
    parts = name_parts(mention for found in people for mention in found)
    mentions: list[Mention] = []
    for paragraph, names, found in zip(paragraphs, listed, people, strict=True):
        taken = _Taken(paragraph)
        taken.add(found)
        if paragraph.doc is not None:
            taken.add(_repeated(paragraph.doc, parts, names))
        taken.add(_listed_mentions(paragraph.text, names))
        if paragraph.doc is not None:
            taken.add(_model_mentions(paragraph.doc))
        mentions += taken.mentions()
    full = {mention.text.split()[-1] for found in people for mention in found if " " in mention.text}
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    states = {mention.code for mention in mentions if mention.kind is EntityKind.STATE}
    return tuple(
        mention if mention.text in full else _as_place(_as_body(mention), text, states)
        for mention in _in_their_regions(mentions)
    )


def _in_their_regions(mentions: list[Mention]) -> Iterator[Mention]:
    """The names, a city with the region behind its comma in the state of the region: "London, Ontario"."""
    for mention, behind in zip(mentions, [*mentions[1:], None], strict=False):
        region = behind is not None and behind.kind is EntityKind.PLACE and behind.start == mention.end + len(", ")
        code = behind.code if behind is not None and region and not mention.demonym else None
        place = mention.kind is EntityKind.PLACE or mention.seat
        if code and place and code != mention.code and gazetteer().city(mention.text, code) is not None:
            yield msgspec.structs.replace(mention, kind=EntityKind.PLACE, code=code, seat=False)
        else:
            yield mention


def _as_body(mention: Mention) -> Mention:
    """A body that is called like a person ("Wagner") is one, where the text names nobody of that name in full."""
    if mention.kind is not EntityKind.PERSON or mention.titles or " " in mention.text:
        return mention
    body = gazetteer().organization(mention.text)
    if body is None:
        return mention
    return msgspec.structs.replace(mention, kind=EntityKind.ORGANIZATION, code=body.code)


def _as_place(mention: Mention, text: str, states: Collection[str | None]) -> Mention:
    """A name that the model takes for a person's is a city where the text is somewhere "in" it, in a state it names.

    So is one before "region", "province" or the like.
    """
    if mention.kind is not EntityKind.PERSON or mention.titles or mention.code or " " in mention.text:
        return mention
    inside = any(f" {word} {mention.text}" in text for word in title_words().before_places)
    region = any(f"{mention.text} {word}" in text for word in title_words().after_places)
    city = gazetteer().city(mention.text) if inside or region else None
    if city is None or not (region or city.population > LARGE or city.state in states):
        return mention
    return msgspec.structs.replace(mention, kind=EntityKind.PLACE, code=city.state)


class _Taken:
    """Mentions of one paragraph, first come first kept; offsets become the document's."""

    def __init__(self, paragraph: Paragraph) -> None:
        self._start, self._text = paragraph.start, paragraph.text
        self._kept: list[Mention] = []

    def add(self, mentions: Iterable[Mention]) -> None:
        """Keep those that overlap nothing kept before."""
        for mention in mentions:
            if all(mention.end <= kept.start or kept.end <= mention.start for kept in self._kept):
                self._kept.append(mention)

    def mentions(self) -> list[Mention]:
        """What is kept, in order, with the document's offsets."""
        moved = [
            msgspec.structs.replace(
                kept,
                start=kept.start + self._start,
                end=kept.end + self._start,
                text=self._text[kept.start : kept.end],
            )
            for kept in self._kept
        ]
        return sorted(moved, key=lambda mention: mention.start)


def _listed_mentions(text: str, names: list[tuple[int, int, Entry]]) -> Iterator[Mention]:
    for start, end, entry in names:
        yield Mention(
            start=start,
            end=end,
            text=text[start:end],
            kind=entry.kind,
            code=entry.code,
            demonym=entry.demonym,
            seat=entry.seat,
        )


def _model_mentions(doc: Doc) -> Iterator[Mention]:
    """Organisations and places that only the model sees; a place gets its state where only one fits."""
    for entity in doc.ents:
        kind = MODEL_KINDS.get(entity.label_)
        text = BEHIND_NAME.sub("", entity.text.removeprefix("the ").removeprefix("The ").removesuffix("'s").strip())
        if kind is None or not text[:1].isupper() or _is_title(entity.text) or _before_person(doc, entity.end):
            continue
        if after_office_of(doc, entity.start) or entity[0].lower_ in title_words().events:
            continue  # a portfolio ("Secretary of Defense"), or an event ("Call with Allies")
        if kind is EntityKind.ORGANIZATION and len(entity) == 1 and entity[0].tag_ == "JJ" and entity[0].is_sent_start:
            continue  # "Fierce fighting"
        start = entity.start_char + entity.text.index(text)
        city = gazetteer().city(text) if kind is EntityKind.PLACE or " " not in text else None
        if city is not None and city.population > LARGE:
            kind = EntityKind.PLACE
        yield Mention(start=start, end=start + len(text), text=text, kind=kind, code=city.state if city else None)


def _is_title(text: str) -> bool:
    """Whether the model took words of office for a name."""
    return any(word in title_words().head_words for word in text.lower().replace("-", " ").split())


def _before_person(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].ent_type_ == "PERSON" and doc[end].ent_iob_ == "B"


def _repeated(doc: Doc, parts: frozenset[str], listed: list[tuple[int, int, Entry]]) -> Iterator[Mention]:
    """Single names that repeat a part of a name given in full elsewhere."""
    covered = {offset for start, end, _ in listed for offset in range(start, end)}
    for token in doc:
        if token.text not in parts or token.idx in covered:
            continue
        if token.lower_ not in title_words().not_names or _does_something(token):
            yield Mention(start=token.idx, end=token.idx + len(token.text), text=token.text, kind=EntityKind.PERSON)


def _does_something(token: Token) -> bool:
    """Whether a word that is mostly no name is a person's here: "May said", "May's visit", and no month."""
    return token.ent_type_ not in ("DATE", "TIME") and (
        token.ent_type_ == "PERSON" or (token.tag_ == "NNP" and token.dep_ in ("nsubj", "nsubjpass", "poss"))
    )
