"""Where quoted words stand in a document: exactly, once, or not at all. Nothing is repaired or changed."""

from __future__ import annotations

import re

from communique.consult.answers import shown
from communique.records import Document, Evidence, Mention, Mentions


class UnverifiedError(Exception):
    """A value of a claim that the text does not bear out. It becomes a problem, and the claim is not kept."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Page:
    """A document under the verifier's eyes: its text, and what ``detect`` found in it."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.mentions = mentions

    def find(self, words: str, inside: Evidence | None = None) -> Evidence:
        """The one place of the words: in the claim's evidence, or else in the whole text.

        Words stand where no letter or digit touches them, so "he" does not stand in "the". Raises ``UnverifiedError``
        where they stand nowhere, or in several places of which the evidence does not single out one.
        """
        if not words or words != words.strip() or "\n" in words:
            raise UnverifiedError("llm-not-in-text", f"{_quoted(words)} is no stretch of words of one paragraph")
        if words not in self.document.text:
            raise UnverifiedError("llm-not-in-text", f"{_quoted(words)} does not stand in the text")
        for start, end in [(inside.start, inside.end)] if inside is not None else []:
            here = self._places(words, start, end)
            if len(here) > 1:
                raise UnverifiedError("llm-ambiguous", f"{_quoted(words)} stands more than once in the evidence")
            if here:
                return here[0]
        places = self._places(words, 0, len(self.document.text))
        if not places:
            raise UnverifiedError("llm-not-in-text", f"{_quoted(words)} does not stand in the text")
        if len(places) > 1:
            raise UnverifiedError("llm-ambiguous", f"{_quoted(words)} stands more than once in the text")
        return places[0]

    def nearest(self, words: str, before: int) -> Evidence | None:
        """The last place of the words before an offset, else the first behind it; None where they do not stand."""
        found = None
        for match in _pattern(words).finditer(self.document.text) if words in self.document.text else ():
            if found is not None and match.start() >= before:
                break
            found = Evidence(start=match.start(), end=match.end(), quote=words)
        return found

    def names_in(self, evidence: Evidence) -> tuple[Mention, ...]:
        """The names that stand, wholly or in part, in the evidence."""
        return tuple(name for name in self.mentions.names if name.start < evidence.end and evidence.start < name.end)

    def _places(self, words: str, start: int, end: int) -> list[Evidence]:
        """At most two places of the words between two offsets."""
        found: list[Evidence] = []
        for match in _pattern(words).finditer(self.document.text, start):
            if match.end() > end:
                break
            found.append(Evidence(start=match.start(), end=match.end(), quote=words))
            if len(found) > 1:
                break
        return found


def _pattern(words: str) -> re.Pattern[str]:
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.match(r"\w", words[-1]) else ""
    return re.compile(f"{before}{re.escape(words)}{after}")


def _quoted(words: str) -> str:
    return f"“{shown(words)}”"
