"""Number words and digits to numbers: "thirty-two", "two dozen", "1.5 billion", "5,000", "16th".

Not for finding numbers in running text: the grammars do, with ``NUMBER`` and ``ORDINAL`` below.
A number library reads too much ("$200 billion" breaks in text2num), so this is our own forty lines.
"""

from __future__ import annotations

import re

from communique.tables import table

_DATA = table("communique.detect", "numbers.toml")
_SMALL: dict[str, int] = {**_DATA["units"], **_DATA["tens"]}
_MAGNITUDES: dict[str, int] = _DATA["magnitudes"]
_ORDINALS: dict[str, int] = _DATA["ordinals"]
_SUFFIXES: dict[str, int] = _DATA["money_suffixes"]

DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
"""Digits with thousands commas (also Indian: 1,00,000) and decimals."""

_BIG = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
_TENS, _UNITS = "|".join(_DATA["tens"]), "|".join(sorted(_DATA["units"], key=len, reverse=True))
_WORD = rf"(?:(?:{_TENS})(?:[- ](?:{_UNITS})\b)?|(?:{_UNITS})\b)"
MAGNITUDE = rf"(?:{_BIG})(?![A-Za-z])"
_SCALED = rf"(?:\bhalf[ ]an?[ ]|\ban?[ ]|\b{_WORD}[ -]){MAGNITUDE}(?:[ ]{MAGNITUDE})*"
_WORDS = rf"{_SCALED}(?:(?:[ ]and)?[ ]{_WORD}(?:[ ]{MAGNITUDE})*)*|\b{_WORD}\b"
NUMBER = rf"(?:(?:{DIGITS})(?:[ -]?{MAGNITUDE})*|{_WORDS})"
"""A cardinal number in digits or words; to be compiled with re.IGNORECASE."""

ORDINAL = rf"(?:\d+(?:st|nd|rd|th)|(?:(?:{'|'.join(_DATA['tens'])})-)?(?:{'|'.join(_ORDINALS)}))"
MONEY_SUFFIX = rf"(?:{'|'.join(_SUFFIXES)})\b"


EXACTNESS = 6
"""Decimals that are kept where a decimal number is multiplied: 16.9 billion has none."""


def cardinal(text: str) -> float | None:
    """The number that ``text`` says, or None where it says none."""
    total, current, seen = 0.0, 0.0, False
    for word in re.findall(rf"{DIGITS}|[a-z]+", text.lower()):
        if word[0].isdigit():
            current, seen = current + float(word.replace(",", "")), True
        elif word in _SMALL:
            current, seen = current + _SMALL[word], True
        elif word in _MAGNITUDES:
            scaled = round((current or 1) * _MAGNITUDES[word], EXACTNESS)
            seen = True
            if _MAGNITUDES[word] >= 1000:
                total, current = total + scaled, 0.0
            else:
                current = scaled
        elif word == "half":
            current = 0.5
        elif word not in ("a", "an", "and"):
            return None
    return total + current if seen else None


def ordinal(text: str) -> int | None:
    """The number of "third", "16th" or "twenty-first", or None."""
    words = text.lower().split("-")
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words[-1])
    if digits:
        return int(digits[1])
    last = _ORDINALS.get(words[-1])
    return None if last is None else last + sum(_SMALL.get(word, 0) for word in words[:-1])


def money_suffix(text: str) -> int:
    """What the letter glued to an amount of money multiplies it by."""
    return _SUFFIXES[text]
