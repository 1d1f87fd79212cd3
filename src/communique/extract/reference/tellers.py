"""Who tells the words around a token: a quotation's speaker, or the subject of the verb of saying above it.

Inside the article and without the claims, only so far that "he" is not the one who says it, and that "the president"
of a president's own spokesman is that president. Not for who vouches for a claim: that is ``sources/``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.reference.named import ISO_CODE
from communique.extract.tree import child, coordinated, is_verb
from communique.records import EntityKind, Quotation, Reference

FILE = "actors.toml"
TAG_REACH = 90
"""Characters from a quotation within which the verb of its tag stands, as in ``sources/speakers.py``."""
DEEPEST = 6
"""Verbs above a token that may be of saying."""

Actor = Callable[[Token], tuple[Reference, ...]]
Home = Callable[[str, str | None], str | None]


class Tellers:
    """Finds in one article who tells what; ``actor`` says whom words stand for, ``home`` of which state they are."""

    def __init__(self, article: Article, actor: Actor, home: Home) -> None:
        self._article = article
        self._actor = actor
        self._home = home
        self._tags: dict[int, tuple[Token, ...]] = {}

    def speakers(self, token: Token) -> frozenset[str]:
        """The names of those who speak the quotation that a token stands in."""
        quotation = self._around(self._article.start(token))
        tagged = self._tagged(quotation) if quotation is not None else ()
        return frozenset(found.name for one in tagged for found in self._actor(one))

    def principal(self, token: Token) -> str | None:
        """The state of whose leader a spokesman or a palace tells: of "the president" in the Kremlin's words."""
        for one in (*self._quoting(token), *self._saying(token)):
            organ = one.lemma_.lower() in words(FILE, "chanceries")
            for found in self._actor(one):
                palace = (found.antecedent or found.evidence).quote in words(FILE, "palaces")
                code = found.name if found.kind is EntityKind.STATE else self._home(found.name, found.state)
                if (palace or organ or _speaks_for(one, found)) and code is not None and len(code) == ISO_CODE:
                    return code
        return None

    def _quoting(self, token: Token) -> tuple[Token, ...]:
        quotation = self._around(self._article.start(token))
        return self._tagged(quotation) if quotation is not None else ()

    def _saying(self, token: Token) -> Iterator[Token]:
        """The subjects of the verbs of saying above a token that it is no subject of."""
        verbs = [one for one in token.ancestors if is_verb(one)][:DEEPEST]
        for verb in verbs:
            own = child(verb, "nsubj")
            if verb.lemma_.lower() in words("speech.toml", "cites") and own is not None:
                yield from (one for one in coordinated(own) if one != token and not one.is_ancestor(token))

    def _around(self, here: int) -> Quotation | None:
        """The quotation in which an offset stands."""
        return next(
            (
                quotation
                for quotation in self._article.mentions.quotations
                if any(part.start <= here < part.end for part in quotation.parts)
            ),
            None,
        )

    def _tagged(self, quotation: Quotation) -> tuple[Token, ...]:
        """The subject of the verb of saying between the parts of a quotation, else behind it, else before it."""
        if quotation.start not in self._tags:
            self._tags[quotation.start] = ()
            self._tags[quotation.start] = next(filter(None, map(self._subject_in, self._places(quotation))), ())
        return self._tags[quotation.start]

    def _places(self, quotation: Quotation) -> Iterator[list[Token]]:
        """The words between the parts of a quotation, those behind it and, the nearest first, those before it."""
        parts = quotation.parts
        for first, second in pairwise(parts):
            yield self._article.tokens_in(first.end, second.start)
        text = self._article.document.text
        line = text.find("\n", quotation.end)
        end = min(quotation.end + TAG_REACH, line if line >= 0 else len(text))
        yield self._article.tokens_in(quotation.end, end)
        start = max(quotation.start - TAG_REACH, text.rfind("\n", 0, quotation.start) + 1)
        yield self._article.tokens_in(start, quotation.start)[::-1]

    def _subject_in(self, tokens: list[Token]) -> tuple[Token, ...]:
        """The subject of the first verb of saying among tokens that stand in no quotation."""
        for one in tokens:
            if is_verb(one) and one.lemma_.lower() in words("speech.toml", "cites"):
                own = child(one, "nsubj")
                if own is not None and self._around(self._article.start(own)) is None:
                    return tuple(coordinated(own))
        return ()


def _speaks_for(token: Token, found: Reference) -> bool:
    """Whether somebody is the mouthpiece of another, by the noun or by the title beside the name."""
    titles = [word for title in found.titles for word in title.split()]
    return bool(words(FILE, "mouthpieces").intersection([token.lemma_.lower(), *titles]))
