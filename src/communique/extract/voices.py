"""Whose voice a passage is: the speaker of a transcript, the author of a release, the government that publishes it.

For "I", "we" and "you" outside quotation marks. Not for who speaks a quotation: that is ``speakers.py``.
"""

from __future__ import annotations

import re
from functools import cached_property

from communique.extract.article import Article, table, words
from communique.extract.company import Company
from communique.extract.named import ISO_CODE, Named
from communique.records import EntityKind, Evidence, Mention, Reference

FILE = "pronouns.toml"
LABEL = re.compile(r"[^\W\d_a-z][^.:!?;\n\"“]{0,110}?(?:\([^()\n]*\)\s*)?:(?=\s|$)")
"""The head of a paragraph up to a colon: a speaker's name with offices, as transcripts print it."""

LEAST_TURNS = 3
"""Labels from which a text whose publisher nobody knows is a transcript."""
QUESTION = re.compile(r"Q(?=\s)")
BEHIND_LABEL = re.compile(r"\s*(?:\([^()\n]*\)\s*)?:")
"""What may stand between a speaker's name and the end of the label: how the words reached us."""


class Voices:
    """Who says "I" and "we" at each place of one article."""

    def __init__(self, article: Article, named: Named, company: Company) -> None:
        self._article = article
        self._named = named
        self._company = company

    def one(self, offset: int) -> Reference | None:
        """Who says "I" at an offset: the speaker of the passage, else the author of a government's statement."""
        turns = [speaker for start, speaker in self._turns if start <= offset]
        return turns[-1] if turns else self._author

    def many(self, offset: int, evidence: Evidence) -> tuple[Reference, ...]:
        """Who says "we": the speaker's state, all who make a joint statement, else the publisher's state."""
        turns = [speaker for start, speaker in self._turns if start <= offset]
        if turns:
            speaker = turns[-1]
            home = self._company.home(speaker.name, speaker.state) if speaker is not None else None
            home = home or (self._named.publisher() if speaker is not None else None)
            return (self._named.state(home, evidence),) if home is not None and len(home) == ISO_CODE else ()
        code = self._named.publisher()
        return self._joint(evidence) or ((self._named.state(code, evidence),) if code is not None else ())

    def other(self, offset: int) -> Reference | None:
        """Who "you" is in a conversation of two: the one who does not speak."""
        speaker = self.one(offset)
        if speaker is None or not self._turns:
            return None
        others = {one.name: one for one in self._company.present if one.name != speaker.name}
        return next(iter(others.values())) if len(others) == 1 else None

    @cached_property
    def _turns(self) -> list[tuple[int, Reference | None]]:
        """Where each speaker's turn begins; None where somebody without a name speaks."""
        turns: list[tuple[int, Reference | None]] = []
        title = self._article.document.title
        for paragraph in self._article.mentions.paragraphs:
            if title is not None and paragraph.start < title.end:
                continue
            label = LABEL.match(paragraph.text) or QUESTION.match(paragraph.text)
            if label is None:
                continue
            plain = label.group().rstrip(": ").lower()
            if plain in words(FILE, "own_labels"):
                speaker = self._author
            else:
                speaker = self._labelled(paragraph.start, paragraph.start + label.end())
            if speaker is not None or (turns and plain in words(FILE, "unnamed_speakers")):
                turns.append((paragraph.start, speaker))
        return turns if len(turns) >= LEAST_TURNS or self._named.publisher() is not None else []

    def _labelled(self, start: int, end: int) -> Reference | None:
        """The person whose name, with an office before it perhaps, is the whole of a label."""
        people = self._people_between(start, end)
        if not people or not BEHIND_LABEL.fullmatch(self._article.document.text[people[-1].end : end]):
            return None
        before = self._article.tokens_in(start, people[-1].start)
        verbs = any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.pos_ == "AUX" for token in before)
        return None if verbs else self._named.person(people[-1])

    def _people_between(self, start: int, end: int) -> list[Mention]:
        return [
            mention
            for mention in self._article.mentions.names
            if start <= mention.start < end and mention.kind is EntityKind.PERSON
        ]

    @cached_property
    def _author(self) -> Reference | None:
        """Whose statement a release is, by its headline ("Statement by President X on …")."""
        title = self._article.document.title
        if title is None:
            return None
        heading = self._article.document.text[title.start : title.end]
        opening = next((one for one in words(FILE, "authored") if heading.startswith(one)), None)
        if opening is None:
            return None
        people = self._people_between(title.start, title.end)
        return self._named.person(people[0]) if people else self._by_office(title.start, heading, opening)

    def _by_office(self, start: int, heading: str, opening: str) -> Reference | None:
        """The holder of an office of the publisher's state, whom the headline names by it: "from the President"."""
        publisher = self._named.publisher()
        known = table("actors.toml")["release_offices"]
        offices = known.get(publisher, ()) if isinstance(known, dict) and publisher is not None else ()
        after = heading.removeprefix(opening).lower().removeprefix(" the ")
        title = next((one for one in sorted(offices, key=len, reverse=True) if f"{after} ".startswith(f"{one} ")), None)
        if title is None:
            return None
        first = start + len(heading) - len(after)
        evidence = self._article.cut(first, first + len(title))
        return Reference(evidence=evidence, name=title, kind=EntityKind.PERSON, titles=(title,), state=publisher)

    def _joint(self, evidence: Evidence) -> tuple[Reference, ...]:
        """Those who make a joint statement: the body or the states in its headline."""
        title = self._article.document.title
        heading = self._article.document.text[title.start : title.end] if title is not None else ""
        if title is None or not any(word in heading for word in words(FILE, "joint")):
            return ()
        inside = [one for one in self._article.mentions.names if title.start <= one.start < title.end]
        bodies = [one.code for one in inside if one.kind is EntityKind.ORGANIZATION and one.code is not None]
        if bodies:
            return (Reference(evidence=evidence, name=bodies[0], kind=EntityKind.ORGANIZATION),)
        codes = dict.fromkeys(code for one in inside if (code := self._company.state_of(one)) is not None)
        return tuple(self._named.state(code, evidence) for code in codes) if len(codes) > 1 else ()
