"""Tells whether a text is in English, by its letters and its commonest words; nothing else is read.

Not a language identifier: which other language it is stays open. A short text is refused only on plain evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from communique.tables import table

ENGLISH = "en"

SAMPLE = 1500
"""Characters that are looked at; more do not change the answer."""

BEYOND_LATIN = "\u0250"
"""The first letter after those of the Latin alphabets."""

WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Languages:
    """Function words by language, and the limits of ``language.toml``."""

    languages: dict[str, tuple[str, ...]]
    latin_share: float
    foreign_share: float
    enough_foreign: int
    min_words: int
    english_share: float
    lead: float
    min_foreign: int


@lru_cache(maxsize=1)
def load() -> Languages:
    """The words, turned round: word -> the languages that it is a sign of; one that English has is of English only."""
    data = table("communique.clean", "language.toml")
    shared = set(data["words"][ENGLISH].split()) | set(data["name_particles"].split())
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in data["words"].items():
        for word in set(words.split()) - (shared if language != ENGLISH else set()):
            languages[word] = (*languages.get(word, ()), language)
    return Languages(languages=languages, **data["limits"])


def is_english(text: str) -> bool:
    """Whether the text can be read as English; short and undecided texts can."""
    table = load()
    sample = text[:SAMPLE]
    words = WORD.findall(sample.lower())
    latin = sum(len(word) for word in words if word.isascii() or max(word) < BEYOND_LATIN)
    if latin < table.latin_share * sum(map(len, words)):
        return False
    shares: Counter[str] = Counter()
    for word in set(words):
        shares.update(table.languages.get(word, ()))
    english = shares.pop(ENGLISH, 0)
    foreign = max(shares.values(), default=0)
    if foreign >= max(table.min_foreign, min(table.enough_foreign, table.foreign_share * len(words))):
        return foreign <= table.lead * english
    return len(words) < table.min_words or english >= table.english_share * len(words)
