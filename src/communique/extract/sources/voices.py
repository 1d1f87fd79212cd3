"""Whose voice a passage is: the speaker of a transcript, the author of a release, the government that publishes it.

For "I", "we" and "you" outside quotation marks. Not for who speaks a quotation: that is ``speakers.py``.
"""

from __future__ import annotations

from functools import cached_property

from communique.extract.article import Article, table, words
from communique.extract.reference.company import Company
from communique.extract.reference.named import ISO_CODE, Named
from communique.records import EntityKind, Evidence, Reference

FILE = "pronouns.toml"
TRANSCRIPTS = "transcripts.toml"


class Voices:
    """Who says "I" and "we" at each place of one article."""

    def __init__(self, article: Article, named: Named, company: Company) -> None:
        self._article = article
        self._named = named
        self._company = company

    def one(self, offset: int) -> Reference | None:
        """Who says "I" at an offset: the speaker of the passage, else the author of a government's statement."""
        turn = self._named.labels.at(offset)
        return turn.speaker if turn is not None else self._author

    def many(self, offset: int, evidence: Evidence) -> tuple[Reference, ...]:
        """Who says "we": the speaker's state, all who make a joint statement, else the publisher's state."""
        turn = self._named.labels.at(offset)
        if turn is not None:
            speaker = turn.speaker
            home = self._company.home(speaker.name, speaker.state) if speaker is not None else None
            home = home or (self._named.publisher() if speaker is not None else None)
            return (self._named.state(home, evidence),) if home is not None and len(home) == ISO_CODE else ()
        code = self._named.publisher()
        return self._joint(evidence) or ((self._named.state(code, evidence),) if code is not None else ())

    def other(self, offset: int) -> Reference | None:
        """Who "you" is in a conversation of two: the one who does not speak."""
        speaker = self.one(offset)
        if speaker is None or not self._named.labels.turns:
            return None
        others = {one.name: one for one in self._company.present if one.name != speaker.name}
        return next(iter(others.values())) if len(others) == 1 else None

    @cached_property
    def _author(self) -> Reference | None:
        """Whose statement a release is, by its headline ("Statement by President X on …", "from the President")."""
        author = self._named.labels.author
        return self._named.person(author) if author is not None else self._by_office()

    def _by_office(self) -> Reference | None:
        """The holder of an office of the publisher's state, whom the headline names by it."""
        title, publisher = self._article.document.title, self._named.publisher()
        if title is None or publisher is None:
            return None
        heading = self._article.document.text[title.start : title.end].lower()
        opening = next((one for one in words(TRANSCRIPTS, "own_words") if heading.startswith(one)), None)
        known = table("actors.toml")["release_offices"]
        offices = known.get(publisher, ()) if isinstance(known, dict) else ()
        after = heading.removeprefix(opening or heading).lstrip().removeprefix("the ")
        office = next(
            (one for one in sorted(offices, key=len, reverse=True) if f"{after} ".startswith(f"{one} ")), None
        )
        if office is None:
            return None
        first = title.start + len(heading) - len(after)
        evidence = self._article.cut(first, first + len(office))
        return Reference(evidence=evidence, name=office, kind=EntityKind.PERSON, titles=(office,), state=publisher)

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
