"""Numbers that the text gives between two ends: "15 to 20 tanks", "between $10 and $15 billion".

Of a range the lower end is kept, as ``over``; of "from 20 to 30 percent", which is a change, both ends.
"""

from __future__ import annotations

import re

from communique.detect.numbers import MAGNITUDE, MONEY_SUFFIX, NUMBER, cardinal, money_suffix
from communique.detect.quantity_patterns import (
    CODE,
    NAME,
    START,
    SYMBOL,
    Readings,
    Scanned,
    currency_of,
    is_vague,
    overlaps,
)
from communique.detect.quantity_units import unit_of

_LOW = rf"(?:(?P<symbol>(?-i:{SYMBOL}))\s?)?(?P<low>{NUMBER})(?P<lowsuffix>(?<=\d){MONEY_SUFFIX})?"
_HIGH = rf"(?:(?P<second>(?-i:{SYMBOL}))\s?)?(?P<high>{NUMBER})(?P<highsuffix>(?<=\d){MONEY_SUFFIX})?"
_UNIT = rf"(?:\s?(?P<percent>%|per ?cent\b)|[ -](?:(?P<code>(?-i:{CODE}))|(?P<name>{NAME}))\b)?"
_MIDDLE = rf"(?:\s?(?P<share>%|per ?cent\b)|\s(?:{NAME})\b)?"
_RANGES = (
    re.compile(rf"(?<!\w)between\s{_LOW}{_MIDDLE}\sand\s{_HIGH}{_UNIT}", re.I),
    re.compile(rf"{START}{_LOW}{_MIDDLE}\sto\s{_HIGH}{_UNIT}", re.I),
    re.compile(rf"{START}(?=(?:{SYMBOL})?\s?\d){_LOW}\s?[-–—]\s?{_HIGH}{_UNIT}", re.I),
)
_CHANGE = re.compile(rf"(?<!\w)from\s{_LOW}{_MIDDLE}\sto\s{_HIGH}{_UNIT}", re.I)
_MAGNITUDE_WORD = re.compile(rf"\b{MAGNITUDE}", re.I)


def ranges(scanned: Scanned) -> Readings:
    """Each range with the value of its lower end; what looks like one and is a score is taken, too."""
    for pattern in _RANGES:
        for match in pattern.finditer(scanned.text):
            if overlaps(*match.span(), scanned.taken) or not _is_of_one_kind(match):
                continue
            low, _, unit, end = _read(scanned, match)
            if unit is not None:
                yield match.start(), end, low, unit
            if unit is not None or not match["symbol"]:
                scanned.taken.append(match.span())


def changes(scanned: Scanned) -> Readings:
    """Both ends of a change: "from 20 to 30 percent"."""
    for match in _CHANGE.finditer(scanned.text):
        low, high, unit, end = _read(scanned, match)
        if unit is not None and _is_of_one_kind(match) and not overlaps(*match.span(), scanned.taken):
            first = min(start for start in (match.start("symbol"), match.start("low")) if start >= 0)
            second = min(start for start in (match.start("second"), match.start("high")) if start >= 0)
            yield first, max(match.end("low"), match.end("lowsuffix"), match.end("share")), low, unit
            yield second, end, high, unit


def _is_of_one_kind(match: re.Match[str]) -> bool:
    """Whether both ends have one unit: "10 to 15 percent", not "fell 14 percent to $9 billion"."""
    groups = match.groupdict()
    if groups.get("second") and not groups.get("symbol"):
        return False
    return not groups.get("share") or bool(groups.get("percent"))


def _read(scanned: Scanned, match: re.Match[str]) -> tuple[float, float, str | None, int]:
    """Both ends, the unit and where the words end; no unit where it is no range (a score, a flight, a fall)."""
    low, high = _ends(match)
    unit, end = _unit(scanned, match, high)
    falls = low >= high and "from" not in match[0].lower()
    return low, high, None if falls or is_vague(scanned.text, match.start()) else unit, end


def _ends(match: re.Match[str]) -> tuple[float, float]:
    """The two numbers; a lower one without a magnitude of its own shares that of the higher: "$10-15 billion"."""
    low, high = cardinal(match["low"]) or 0.0, cardinal(match["high"]) or 0.0
    if match["highsuffix"]:
        high *= money_suffix(match["highsuffix"])
    if match["lowsuffix"]:
        low *= money_suffix(match["lowsuffix"])
    shared = _MAGNITUDE_WORD.search(match["high"])
    if shared and not match["lowsuffix"] and not _MAGNITUDE_WORD.search(match["low"]):
        low *= cardinal(shared[0]) or 1
    elif match["highsuffix"] and not match["lowsuffix"]:
        low *= money_suffix(match["highsuffix"])
    return low, high


def _unit(scanned: Scanned, match: re.Match[str], high: float) -> tuple[str | None, int]:
    """Currency, percent or what is counted, and where the words of the range end."""
    groups = match.groupdict()
    if groups.get("percent"):
        return "percent", match.end()
    if groups.get("symbol") or groups.get("code") or groups.get("name"):
        return currency_of(groups), match.end()
    if scanned.counted.doc is None:
        return None, match.end()
    unit = unit_of(scanned.counted, match.start("low"), match.end("high"), high)
    return (unit.name, max(unit.end, match.end())) if unit is not None else (None, match.end())
