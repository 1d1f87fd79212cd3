"""Names in the text: people with their titles, states, organisations, places. Not for saying who they are.

The gazetteer, the titles and the model's entities each propose; a name found once in full is found everywhere by its
last part. Words that none of them can vouch for stay unnamed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from ahocorasick_rs import AhoCorasick, MatchKind
from spacy.tokens import Doc, Token

from communique.gazetteer import Entry, gazetteer
from communique.knowledge import knowledge
from communique.records import EntityKind, Mention, Paragraph
from communique.spans import fold

PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "bint",
        "abu",
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "del",
        "dos",
        "la",
        "le",
        "ben",
        "ul",
        "ur",
        "zu",
        "y",
        "e",
    }
)
SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "II", "III", "IV", "VI", "XVI", "XIV", "I", "V"})
LARGE = 100_000
"""Inhabitants from which a city's name alone outweighs the model's opinion that it is a body."""
MODEL_KINDS = {
    "ORG": EntityKind.ORGANIZATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The lists of titles.toml as sets."""

    heads: frozenset[str]
    head_words: frozenset[str]
    modifiers: frozenset[str]
    courtesies: frozenset[str]
    abbreviations: frozenset[str]
    not_names: frozenset[str]

    def is_part(self, word: str) -> bool:
        """Whether a lower-case word may stand inside a title."""
        return word in self.head_words or word in self.modifiers


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """The title lists, read once."""
    table = tomllib.loads(resources.files("communique.detect").joinpath("titles.toml").read_text("utf8"))
    heads = frozenset(table["heads"])
    return TitleWords(
        heads=heads,
        head_words=frozenset(word for head in heads for word in head.replace("-", " ").split()) - {"of"},
        modifiers=frozenset(table["modifiers"]),
        courtesies=frozenset(table["courtesies"]),
        abbreviations=frozenset(table["abbreviations"]),
        not_names=frozenset(table["not_names"]),
    )


@lru_cache(maxsize=1)
def _scanner() -> tuple[AhoCorasick, tuple[Entry, ...]]:
    """The gazetteer's names as one automaton, and the entry of each pattern."""
    entries = tuple(gazetteer().entries())
    return AhoCorasick([entry.name for entry in entries], matchkind=MatchKind.LeftmostLongest), entries


def listed_names(text: str) -> Iterator[tuple[int, int, Entry]]:
    """Every gazetteer name in ``text`` at word boundaries, leftmost longest, with its offsets."""
    automaton, entries = _scanner()
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() or after.isalnum():
            continue
        entry = entries[pattern]
        hyphened = before == "-" and text[start - 2 : start - 1].isalnum()
        if not hyphened or entry.demonym or (entry.kind is EntityKind.STATE and not entry.seat):
            yield start, end, entry


def find_names(paragraphs: Sequence[Paragraph]) -> tuple[Mention, ...]:
    """All names in the paragraphs, in order of the text, none overlapping another."""
    listed = [list(listed_names(fold(paragraph.text))) for paragraph in paragraphs]
    people = [
        list(_people(paragraph.doc, names)) if paragraph.doc is not None else []
        for paragraph, names in zip(paragraphs, listed, strict=True)
    ]
    parts = _name_parts(mention for found in people for mention in found)
    mentions: list[Mention] = []
    for paragraph, names, found in zip(paragraphs, listed, people, strict=True):
        taken = _Taken(paragraph.start)
        taken.add(found)
        if paragraph.doc is not None:
            taken.add(_repeated(paragraph.doc, parts, names))
        taken.add(_listed_mentions(paragraph.text, names))
        if paragraph.doc is not None:
            taken.add(_model_mentions(paragraph.doc))
        mentions += taken.mentions()
    return tuple(mentions)


class _Taken:
    """Mentions of one paragraph, first come first kept; offsets become the document's."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._kept: list[Mention] = []

    def add(self, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            if all(mention.end <= kept.start or kept.end <= mention.start for kept in self._kept):
                self._kept.append(mention)

    def mentions(self) -> list[Mention]:
        moved = [
            Mention(
                start=kept.start + self._start,
                end=kept.end + self._start,
                text=kept.text,
                kind=kept.kind,
                code=kept.code,
                titles=kept.titles,
                demonym=kept.demonym,
                seat=kept.seat,
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
        text = entity.text.removeprefix("the ").removesuffix("'s").strip()
        if kind is None or not text[:1].isupper() or _is_title(entity.text) or _before_person(doc, entity.end):
            continue
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


def _people(doc: Doc, listed: list[tuple[int, int, Entry]]) -> Iterator[Mention]:
    """People that the model, a title or the table of office-holders vouches for."""
    covered = {offset: entry for start, end, entry in listed for offset in range(start, end)}
    done = -1
    for token in doc:
        if token.i <= done or not _may_begin_name(token, covered):
            continue
        end = _run_end(token, covered)
        span = doc[token.i : end]
        if not _vouched(doc, token.i, end):
            continue
        done = end - 1
        titles, code = _titles_before(doc, token.i, covered)
        code = code or _code_before_body(doc, token.i, titles, covered)
        after_titles, after_code = _titles_after(doc, end, covered)
        yield Mention(
            start=span.start_char,
            end=span.end_char,
            text=span.text,
            kind=EntityKind.PERSON,
            code=code or after_code,
            titles=tuple(title for title in (*titles, *after_titles) if title),
        )


def _may_begin_name(token: Token, covered: dict[int, Entry]) -> bool:
    words = title_words()
    if not token.text[:1].isupper() or token.is_punct or not any(letter.isalpha() for letter in token.text):
        return False
    if token.lower_ in words.not_names or token.lower_ in words.courtesies or token.text in SUFFIXES:
        return False
    if token.lower_ in words.head_words or (token.lower_ in words.modifiers and token.ent_type_ != "PERSON"):
        return False
    entry = covered.get(token.idx)
    return entry is None or (not entry.demonym and token.ent_type_ == "PERSON" and not _whole_entry(token))


def _whole_entry(token: Token) -> bool:
    """Whether the token's entity is nothing but a gazetteer name."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return following is None or following.ent_type_ != "PERSON" or following.ent_iob_ != "I" or following.tag_ == "POS"


def _run_end(token: Token, covered: dict[int, Entry]) -> int:
    """The index after the last token of the name that begins at ``token``."""
    words, doc = title_words(), token.doc
    end = token.i + 1
    while end < len(doc):
        following = doc[end]
        if (
            following.text == '"'
            and end + 3 < len(doc)
            and doc[end + 2].text == '"'
            and doc[end + 3].text[:1].isupper()
        ):
            end += 4
            continue
        if following.text == "," and end + 1 < len(doc) and doc[end + 1].text in SUFFIXES:
            end += 2
            continue
        capital = (following.text[:1].isupper() and following.is_alpha) or following.text in SUFFIXES
        initial = len(following.text) == 2 and following.text[0].isupper() and following.text[1] == "."
        joint = (
            following.text == "-" and end + 1 < len(doc) and not following.whitespace_ and not doc[end - 1].whitespace_
        )
        particle = (
            following.lower_ in PARTICLES
            and end + 1 < len(doc)
            and (doc[end + 1].text[:1].isupper() or doc[end + 1].text == "-" or doc[end + 1].lower_ in PARTICLES)
        )
        hyphened = doc[end - 1].text == "-" and following.is_alpha
        if not (capital or initial or joint or particle or hyphened):
            break
        if (
            following.lower_ in words.not_names
            or following.lower_ in words.courtesies
            or (following.lower_ in words.head_words and following.ent_type_ != "PERSON")
        ):
            break
        entry = covered.get(following.idx)
        if entry is not None and (entry.demonym or following.ent_type_ != "PERSON"):
            break
        if (
            following.ent_type_
            and following.ent_type_ != "PERSON"
            and doc[end - 1].ent_type_ == "PERSON"
            and following.ent_iob_ == "B"
        ):
            break
        end += 1
    while end > token.i + 1 and (doc[end - 1].text == "-" or doc[end - 1].lower_ in PARTICLES):
        end -= 1
    return end


def _vouched(doc: Doc, start: int, end: int) -> bool:
    """Whether anything says that these words are a person's name."""
    span = doc[start:end]
    if span.text.isupper() and len(span.text) > 3 and not knowledge().named(span.text.title()):
        return False
    if span[-1].lower_ in title_words().abbreviations or (
        end < len(doc) and doc[end].text == "." and span[-1].lower_ + "." in title_words().abbreviations
    ):
        return False
    if any(token.ent_type_ == "PERSON" for token in span):
        return True
    if start > 0 and (
        doc[start - 1].lower_ in title_words().courtesies or doc[start - 1].lower_ in title_words().head_words
    ):
        following = doc[end].lower_ if end < len(doc) else ""
        return (
            span[0].ent_type_ in ("", "ORG", "GPE", "NORP", "PRODUCT", "LOC", "FAC", "WORK_OF_ART")
            and following not in title_words().head_words
        )
    if span[0].tag_ not in ("NNP", "NNPS", "NN", "FW"):
        return False
    return bool(knowledge().named(span.text)) if end - start > 1 else knowledge().knows_surname(span.text)


def _titles_before(doc: Doc, start: int, covered: dict[int, Entry]) -> tuple[list[str], str | None]:
    """Title words directly before a name, and the state or body that they name."""
    words = title_words()
    first = start
    while first > 0 and (
        words.is_part(doc[first - 1].lower_)
        or (doc[first - 1].text == "-" and first > 1 and words.is_part(doc[first - 2].lower_))
    ):
        first -= 1
    code = None
    if first == start and start > 2 and (entry := covered.get(doc[start - 1].idx)) is not None:
        # "President of Russia Vladimir Putin"
        back = start - 1
        while back > 0 and covered.get(doc[back - 1].idx) is entry:
            back -= 1
        if back > 1 and doc[back - 1].lower_ == "of" and doc[back - 2].lower_ in words.head_words:
            code, start = entry.code, back - 1
            first = start
            while first > 0 and words.is_part(doc[first - 1].lower_):
                first -= 1
    title = doc[first:start].text.lower().strip(" -")
    if title and not any(word in words.head_words for word in title.replace("-", " ").split()):
        title = ""
    if title and code is None:
        code = _code_left_of(doc, first, covered)
    return ([title] if title else []), code


def _code_before_body(doc: Doc, start: int, titles: list[str], covered: dict[int, Entry]) -> str | None:
    """As in "Kremlin Security Council Secretary X": the state before a body's name between it and the office."""
    if not titles:
        return None
    before = [
        covered[token.idx]
        for token in doc[max(0, start - 7) : start]
        if token.idx in covered and doc[start].is_ancestor(token)
    ]
    return before[0].code if before else None


def _code_left_of(doc: Doc, first: int, covered: dict[int, Entry]) -> str | None:
    """The state of "Russian …", "Russia's …" or "NATO …" to the left of a title."""
    if first == 0:
        return None
    before = doc[first - 1]
    if before.tag_ == "POS" and first > 1:
        before = doc[first - 2]
    entry = covered.get(before.idx)
    return entry.code if entry is not None else None


def _titles_after(doc: Doc, end: int, covered: dict[int, Entry]) -> tuple[list[str], str | None]:
    """Title words in an apposition after a name ("…, the Romanian foreign minister,") or "… of Estonia"."""
    if end + 1 < len(doc) and doc[end].lower_ == "of" and (entry := covered.get(doc[end + 1].idx)) is not None:
        return [], entry.code
    if end + 1 >= len(doc) or doc[end].text != ",":
        return [], None
    words, code, title = title_words(), None, []
    for token in doc[end + 1 : end + 12]:
        if token.is_punct and token.text != "-":
            break
        entry = covered.get(token.idx)
        if entry is not None and code is None:
            code = entry.code
        elif words.is_part(token.lower_):
            title.append(token.lower_)
        elif token.tag_.startswith("VB") or token.ent_type_ == "PERSON":
            break
        elif not title and token.lower_ not in ("the", "a", "an", "'s", "whose", "who", "country"):
            return [], None
        elif (
            title and token.lower_ not in ("of", "for", "and", "the", "to", "at", "-") and not token.text[:1].isupper()
        ):
            break
    if not any(word in words.head_words for word in title):
        return [], None
    return [" ".join(title)], code


def _name_parts(people: Iterable[Mention]) -> frozenset[str]:
    """The parts by which people who are named in full may be named again."""
    parts: set[str] = set()
    for mention in people:
        split = [part for part in mention.text.split() if part not in SUFFIXES]
        if len(split) > 1:
            parts |= {split[-1], split[0]} if len(split[0]) <= 4 else {split[-1]}
            parts |= {" ".join(split[-2:])} if split[-2].lower() in PARTICLES else set()
    return frozenset(parts)


def _repeated(doc: Doc, parts: frozenset[str], listed: list[tuple[int, int, Entry]]) -> Iterator[Mention]:
    """Single names that repeat a part of a name given in full elsewhere."""
    covered = {offset for start, end, _ in listed for offset in range(start, end)}
    for token in doc:
        if token.text in parts and token.idx not in covered and token.lower_ not in title_words().not_names:
            yield Mention(start=token.idx, end=token.idx + len(token.text), text=token.text, kind=EntityKind.PERSON)
