"""Who has the floor: the speakers' labels of a transcript, and the author that a headline names.

For whoever asks whose words a passage is: ``voices`` ("I" and "we"), ``transcripts`` ("you") and ``turns`` (who is
cited). Not for quotations and reported speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from communique.extract.article import Article, words
from communique.extract.reference.office_words import title_fits
from communique.records import EntityKind, Mention, Paragraph, Reference

if TYPE_CHECKING:
    from communique.extract.reference.named import Named

FILE = "transcripts.toml"
LABEL = re.compile(r"(?P<name>[^\W\d_a-z][^\n:!?;“”\"]{0,110}?)\s?(?:\(\s?[^()\n]{3,40}\s?\)\s?)?:(?=\s|$)\s*")
"""The head of a paragraph up to a colon: a speaker's name with offices, as transcripts print it."""
QUESTION = re.compile(r"(?P<name>Q)\s+(?=[^\W\d_a-z])")
"""How American transcripts open a reporter's question."""
LEAST_TURNS = 2
"""Turns of a transcript in the press; in a government's release one suffices, as a speech has it."""
SELF = frozenset({"i", "me", "my", "we", "us", "our", "you", "your", "ours", "mine", "myself", "ourselves"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a transcript: where its paragraph starts, where its words do, and who speaks, if that is known."""

    start: int
    words: int
    speaker: Reference | None


class Labels:
    """The turns of one article, and its author."""

    def __init__(self, article: Article, named: Named) -> None:
        self._article = article
        self._named = named

    def at(self, offset: int) -> Turn | None:
        """The turn that an offset belongs to."""
        return next((one for one in reversed(self.turns) if one.start <= offset), None)

    @cached_property
    def turns(self) -> list[Turn]:
        """Who speaks from where on, in order; nobody where a narrator goes on. Empty where it is no transcript."""
        turns: list[Turn] = []
        for paragraph in self._paragraphs():
            found = self._turn(paragraph, opened=bool(turns))
            if found is not None:
                turns.append(found)
            elif turns and turns[-1].speaker is not None and self._is_narrated(paragraph):
                turns.append(Turn(paragraph.start, paragraph.start, None))
        named = sum(turn.speaker is not None and turn.words > turn.start for turn in turns)
        release = self._named.publisher() is not None
        return turns if named >= LEAST_TURNS or (named and release) else []

    @cached_property
    def author(self) -> Mention | None:
        """The person by whom a headline says that a text is: "Statement by President X on …"."""
        title = self._article.document.title
        heading = self._heading.lower()
        opens = [kind for kind in words(FILE, "own_words") if heading.startswith(kind)]
        if title is None or not opens:
            return None
        start = title.start + max(len(kind) for kind in opens)
        return next((one for one in self._in_title if one.start >= start), None)

    @cached_property
    def _heading(self) -> str:
        title = self._article.document.title
        return self._article.document.text[title.start : title.end] if title is not None else ""

    @cached_property
    def _in_title(self) -> list[Mention]:
        title = self._article.document.title
        return [one for one, _ in self._article.people() if title is not None and one.start < title.end]

    def _paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs below the title."""
        title = self._article.document.title
        for paragraph in self._article.mentions.paragraphs:
            if title is None or paragraph.start >= title.end:
                yield paragraph

    def _turn(self, paragraph: Paragraph, *, opened: bool) -> Turn | None:
        """The turn that a paragraph opens with its label."""
        label = LABEL.match(paragraph.text) or QUESTION.match(paragraph.text)
        if label is None:
            return None
        start, end = paragraph.start, paragraph.start + label.end("name")
        plain = label["name"].lower().strip()
        if plain in words(FILE, "kickers"):
            return None
        nobody = plain in words(FILE, "unnamed_speakers")
        speaker = self._official(plain)
        if speaker is None and not nobody:
            speaker = self._named_at(start, end) or self._surname(label["name"], start, end)
        known = speaker is not None or (nobody and (opened or plain[0] == "q"))
        return Turn(start, paragraph.start + label.end(), speaker) if known else None

    def _official(self, plain: str) -> Reference | None:
        """Whom a label names by an office or as the one who answers: "THE PRESIDENT", "A"."""
        if plain in words(FILE, "answers"):
            first = self.author or next(iter(self._in_title), None)
            return self._named.person(first) if first is not None else None
        if not plain.startswith("the ") and plain not in words(FILE, "own_labels"):
            return None
        for one in self._in_title:
            if any(title_fits(plain.removeprefix("the "), title) for title in self._article.person(one).titles):
                return self._named.person(one)
        own = plain in words(FILE, "own_labels") and self.author is not None
        return self._named.person(self.author) if own and self.author is not None else None

    def _named_at(self, start: int, end: int) -> Reference | None:
        """The person whose name, with an office before it perhaps, is the whole of a label."""
        people = [one for one, _ in self._article.people() if start <= one.start < end]
        if not people or self._article.document.text[people[-1].end : end].strip():
            return None
        person = self._named.person(people[-1])
        if person.name.isupper() and " " not in person.name:
            person = msgspec.structs.replace(person, name=person.name.title())
        first = self._article.document.text[start:end].split()[0]
        if " " not in person.name and first.strip(".").lower() not in words(FILE, "label_titles"):
            return None
        return None if self._tells(start, people[-1].start) else person

    def _tells(self, start: int, end: int) -> bool:
        """Whether words before a colon tell something, so that they are no label."""
        tokens = [one for one in self._article.tokens_in(start, end) if not one.text.isupper()]
        cites = words("speech.toml", "cites")
        told = (one.tag_ in ("VBD", "VBZ", "VBP", "MD") or one.pos_ == "AUX" for one in tokens)
        return any(told) or any(one.lemma_.lower() in cites for one in tokens)

    def _surname(self, name: str, start: int, end: int) -> Reference | None:
        """The person with the surname of a label in capitals: "MR. RHODES", "PRESIDENT VUČIĆ"."""
        parts = name.split()
        if not name.isupper() or len(parts) < 2 or parts[0].strip(".").lower() not in words(FILE, "label_titles"):
            return None
        last = parts[-1].casefold()
        known = (one for one, person in self._article.people() if person.name.split()[-1].casefold() == last)
        found = next(known, None)
        if found is not None:
            return self._named.person(found)
        tokens = self._article.tokens_in(start, end)
        return Reference(evidence=self._article.evidence(tokens[-1]), name=parts[-1].title(), kind=EntityKind.PERSON)

    def _is_narrated(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph without a label tells of what others say, and has no word for who speaks or listens."""
        tokens = self._article.tokens_in(paragraph.start, paragraph.start + len(paragraph.text))
        own = [one for one in tokens if not self._is_quoted(self._article.start(one))]
        if any(one.lower_ in SELF for one in own):
            return False
        return any(one.tag_ == "VBD" and one.lemma_.lower() in words("speech.toml", "cites") for one in own)

    def _is_quoted(self, offset: int) -> bool:
        parts = (part for quotation in self._article.mentions.quotations for part in quotation.parts)
        return any(part.start <= offset < part.end for part in parts)
