"""The shared parts of the quantity grammar: currencies, the start of a number, a text while it is scanned.

Not for finding quantities; ``quantities.py`` and ``quantity_ranges.py`` do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.detect.quantity_units import DATA, Counted

GUARDS = DATA["guards"]
_BEFORE = frozenset(GUARDS["before"])
Readings = Iterator[tuple[int, int, float, str]]
"""Start, end, value and unit of quantities."""


def either(words: Sequence[str]) -> str:
    """An expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


SYMBOL, CODE, NAME = either(list(DATA["symbols"])), either(DATA["codes"]["known"]), either(list(DATA["names"]))
START = r"(?<![\w$€£¥₹.,/:#-])"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A folded paragraph, its syntax and counts so far, and the stretches that are taken (times among them)."""

    text: str
    counted: Counted
    taken: list[tuple[int, int]]


def overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a stretch shares a character with one of the others."""
    return any(start < last and first < end for first, last in spans)


def currency_of(groups: dict[str, str | None]) -> str | None:
    """The ISO 4217 code of a symbol, a code or a currency's name."""
    symbol, code, name = groups.get("symbol"), groups.get("code"), groups.get("name")
    if symbol:
        return str(DATA["symbols"][symbol])
    if code:
        return str(DATA["codes"].get(code, code))
    folded = (name or "").lower()
    return next((str(value) for key, value in DATA["names"].items() if key.lower() == folded), None)


def is_vague(text: str, start: int) -> bool:
    """Whether the number before belongs to a name or is only said vaguely ("several hundred")."""
    words = re.findall(r"\w+", text[max(0, start - 30) : start])
    return bool(words) and words[-1].lower() in _BEFORE
