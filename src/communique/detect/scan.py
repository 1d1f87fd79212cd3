"""The cheap first look: is there anything in these words for the model to read? Not for finding what it is.

A document is read where in one of its paragraphs an actor may stand (a capitalised word or a pronoun) beside a trigger
of the frames, a quotation mark or a number. The scan errs on the side of reading. It does not choose among sentences:
docs/performance.md says what that would gain and lose.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from communique.frames import frames
from communique.tables import table

QUOTE_OR_NUMBER = re.compile(r"[\"“”„‟«»]|``|''|\d|‘\w")
ENDING = re.compile(r"(?:[a-z]?(?:ed|ing|er|ers|s)|e|y|d|es|ies|ied|ying)?(?![a-z])")
"""What may follow the stem of a trigger: endings of inflection, with or without a doubled consonant."""
CAPITAL = re.compile(r"\b[A-Z]")
BE_ABROAD = re.compile(r"\b(?:is|are|was|were|be|been|being)\b.{0,40}\b(?:in|at)\b\s+(?:the\s+)?[A-Z]")


@lru_cache(maxsize=1)
def _tables() -> tuple[AhoCorasick, re.Pattern[str]]:
    lists = table("communique.detect", "scan.toml")
    lemmas = {lemma.lower() for lemma in frames().lemmas()} - set(lists["silent"])
    stems = {lemma[:-1] if lemma.endswith(("e", "y")) and len(lemma) > 3 else lemma for lemma in lemmas}
    patterns = sorted(stems | set(lists["irregular"]))
    pronouns = re.compile(r"\b(?:" + "|".join(lists["pronouns"]) + r")\b", re.IGNORECASE)
    return AhoCorasick(patterns, matchkind=MatchKind.Standard), pronouns


def has_trigger(text: str) -> bool:
    """Whether a word of ``text`` is a form of a trigger of the frames."""
    automaton, _ = _tables()
    lowered = text.lower()
    for _, start, end in automaton.find_matches_as_indexes(lowered, overlapping=True):
        ending = ENDING.match(lowered, end)
        begins = start == 0 or not lowered[start - 1].isalpha()
        if begins and ending is not None and not lowered[ending.end() : ending.end() + 1].isalpha():
            return True
    return False


def worth_reading(text: str) -> bool:
    """Whether the model should read ``text``: an actor may be there, and something may be told of it."""
    _, pronouns = _tables()
    if not CAPITAL.search(text) and not pronouns.search(text):
        return False
    return bool(QUOTE_OR_NUMBER.search(text)) or has_trigger(text) or bool(BE_ABROAD.search(text))
