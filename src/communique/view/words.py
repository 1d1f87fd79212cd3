"""Values as people read them: times, numbers, names. For tables and pages; programs get the values themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.gazetteer import gazetteer
from communique.records import Bound, Document, EntityKind, Evidence, Quantity, Reference, When

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
"""EDTF's numbers for seasons."""

PART = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)")
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
BOUNDS = {Bound.EXACT: "", Bound.ABOUT: "about ", Bound.OVER: "over ", Bound.UNDER: "under "}
SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘A-Z])")


def when_words(edtf: str) -> str:
    """An EDTF value in words: ``2025-05-07/2025-05-10`` is ``7–10 May 2025``. What is not understood stays as it is."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _day_words(first)
    if last in ("", ".."):
        return f"since {_day_words(first)}"
    if first in ("", ".."):
        return f"until {_day_words(last)}"
    return _interval_words(first, last)


def _interval_words(first: str, last: str) -> str:
    """Both ends, without the month and year that they share, and "about" once where it is said of both."""
    if first.endswith("~") and last.endswith("~"):
        return f"about {_interval_words(first[:-1], last[:-1])}"
    start, end = _day_words(first).split(), _day_words(last).split()
    shared = 0
    while shared < min(len(start), len(end)) - 1 and start[-1 - shared] == end[-1 - shared]:
        shared += 1
    left = " ".join(start[: len(start) - shared])
    return f"{left}–{' '.join(end)}" if " " not in left else f"{left} – {' '.join(end)}"


def _day_words(text: str) -> str:
    found = PART.fullmatch(text)
    if found is None:
        return text
    year, month, day, doubt = found.groups()
    words = [year]
    if month:
        number = int(month)
        name = MONTHS[number - 1] if 1 <= number <= 12 else SEASONS.get(number)
        if name is None:
            return text
        words.insert(0, name)
    if day:
        words.insert(0, str(int(day)))
    return ("about " if doubt in ("~", "%") else "") + " ".join(words) + ("?" if doubt == "?" else "")


def when_of(when: When | None) -> str:
    """A time in words; nothing where the text gives none."""
    return when_words(when.edtf) if when else ""


def number_words(value: float) -> str:
    """A number, with million, billion or trillion where that is shorter."""
    for scale, word in SCALES:
        if abs(value) >= scale:
            return f"{value / scale:,.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def quantity_words(quantity: Quantity | None) -> str:
    """A quantity with its bound and unit."""
    if quantity is None:
        return ""
    return f"{BOUNDS[quantity.bound]}{number_words(quantity.value)} {quantity.unit}".rstrip()


def ordinal_words(number: float) -> str:
    """``3`` as ``3rd``."""
    whole = int(number)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{ending}"


@lru_cache(maxsize=512)
def state_name(code: str) -> str:
    """A state's name by its code; a body's or unknown code stays as it is."""
    state = gazetteer().state(code)
    return state.name if state else code


def name_of(reference: Reference | None) -> str:
    """The name of a reference, a state's in full; nothing where nobody is named."""
    if reference is None:
        return ""
    return state_name(reference.name) if reference.kind is EntityKind.STATE else reference.name


def names_of(references: tuple[Reference, ...]) -> str:
    """The names of several, each once."""
    return ", ".join(dict.fromkeys(name_of(reference) for reference in references))


def place_of(place: Reference | None, country: Reference | None) -> str:
    """A place with its state."""
    code = (country.state or country.name) if country else None
    names = [place.name if place else "", state_name(code) if code else ""]
    return ", ".join(dict.fromkeys(name for name in names if name))


def sentence_around(document: Document, evidence: Evidence) -> tuple[int, int]:
    """Where the sentence around some words begins and ends: inside their lines, from full stop to full stop."""
    text = document.text
    first = text.rfind("\n", 0, evidence.start) + 1
    last = text.find("\n", evidence.end)
    last = len(text) if last < 0 else last
    for found in SENTENCE_END.finditer(text, first, last):
        if found.end() <= evidence.start:
            first = found.end()
        elif found.end() >= evidence.end:
            last = found.end()
            break
    return first, last
