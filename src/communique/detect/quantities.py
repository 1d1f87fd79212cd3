"""Quantities: amounts of money, percentages, counts with their noun, ordinals and "twice" where they count events.

Not for what a number measures or whose it is; that is read in ``extract``. Dates, ages, durations, times of day and
numbers inside names are none. Numbers that the text leaves vague ("hundreds of millions", "20 to 30") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.detect.numbers import DIGITS, MAGNITUDE, MONEY_SUFFIX, NUMBER, ORDINAL, cardinal, money_suffix, ordinal
from communique.detect.quantity_units import DATA, Counted, tally_unit, times_unit, unit_of
from communique.detect.time_grammar import scan
from communique.records import Bound, Paragraph, Quantity
from communique.spans import cut_inside, fold

_GUARDS = DATA["guards"]
_BEFORE = frozenset(_GUARDS["before"])
_AFTER = re.compile(_GUARDS["after"], re.I)
_MULTIPLIED = re.compile(_GUARDS["multiplied"], re.I)


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SYMBOL, _CODE, _NAME = _either(list(DATA["symbols"])), _either(DATA["codes"]["known"]), _either(list(DATA["names"]))
_START = r"(?<![\w$€£¥₹.,/:#-])"
_AMOUNT = rf"(?P<number>(?:{DIGITS})(?:[ -]?{MAGNITUDE})*)(?P<suffix>(?<=\d){MONEY_SUFFIX})?"
_MONEY = (
    re.compile(rf"(?<![\w])(?P<symbol>(?-i:{_SYMBOL}))\s?{_AMOUNT}", re.I),
    re.compile(rf"(?<!\w)(?P<code>(?-i:{_CODE}))\s?{_AMOUNT}", re.I),
    re.compile(rf"{_START}(?P<number>{NUMBER})(?P<suffix>(?<=\d){MONEY_SUFFIX})?[ -](?P<code>(?-i:{_CODE}))\b", re.I),
    re.compile(rf"{_START}(?P<number>{NUMBER})[ -](?P<name>{_NAME})\b(?! of\b)", re.I),
)
_PERCENT = re.compile(rf"{_START}(?P<number>{NUMBER})(?:\s?%|[ -](?P<points>percentage points?)|[ -]per ?cent\b)", re.I)
_RANGES = (
    re.compile(rf"\bbetween\s(?:{_SYMBOL})?{NUMBER}\s?(?:{MONEY_SUFFIX})?\sand\s(?:{_SYMBOL})?{NUMBER}", re.I),
    re.compile(rf"{_START}(?:{NUMBER})\sto\s(?:{NUMBER})", re.I),
    re.compile(rf"{_START}(?:{DIGITS})\s?[-–—]\s?(?:{DIGITS})", re.I),
    re.compile(rf"(?<!\w)(?:{_SYMBOL})(?:{DIGITS})(?:\sto\s|\s?[-–—]\s?)(?:{_SYMBOL})?(?:{NUMBER})", re.I),
)
_FRACTION = re.compile(rf"(?<![\w-])(?:{_either(list(DATA['fractions']))})(?= of\b)", re.I)
_COUNT = re.compile(rf"{_START}(?P<number>{NUMBER})(?![\w/:%]|[.,]\d|-[\w])", re.I)
_ORDINAL = re.compile(rf"(?<![\w-])(?P<number>{ORDINAL})(?![\w/])", re.I)
_TIMES = re.compile(rf"(?<![\w-])(?P<number>{_either(list(DATA['multiplicatives']))})(?![\w-])", re.I)
_HEDGES = {
    bound: re.compile(rf"(?<!\w)(?:{_either(words)})\s+(?:a\s+|an\s+|the\s+)?\Z", re.I)
    for bound, words in DATA["bounds"].items()
}
_HEDGES_AFTER = {
    bound: re.compile(rf"\s+(?:{_either(words)})\b", re.I) for bound, words in DATA["bounds_after"].items()
}


_Readings = Iterator[tuple[int, int, float, str]]


@dataclass(frozen=True, slots=True)
class _Scanned:
    """A folded paragraph, its syntax and counts so far, and the stretches that are taken (times among them)."""

    text: str
    counted: Counted
    taken: list[tuple[int, int]]


def find_quantities(paragraphs: Sequence[Paragraph]) -> tuple[Quantity, ...]:
    """Every exact number with its unit and bound, in order of the text.

    Units are ISO 4217 codes, ``percent``, ``percentage points``, ``times`` or the counted noun in its plural; an
    ordinal before an event ("third visit") is the number of such events. Counts need syntax: a paragraph without
    ``doc`` gives only money and percentages.
    """
    return tuple(quantity for paragraph in paragraphs for quantity in _of_paragraph(paragraph))


def _of_paragraph(paragraph: Paragraph) -> list[Quantity]:
    text = fold(paragraph.text)
    taken = [(each.core, each.end) for each in scan(text)]
    taken += [match.span() for pattern in _RANGES for match in pattern.finditer(text)]
    found: list[Quantity] = []
    counted = Counted(paragraph.doc)
    for start, end, value, unit in _readings(_Scanned(text, counted, taken)):
        bound, first, last = _bound(text, start, end)
        found.append(Quantity(value=value, unit=unit, bound=bound, evidence=cut_inside(paragraph, first, last)))
    return sorted(found, key=lambda quantity: quantity.evidence.start)


def _readings(scanned: _Scanned) -> _Readings:
    """Start, end, value and unit of each quantity; a stretch that one reading took is not read again."""
    for reader in (_money, _percentages, _counts, _ordinals, _multiplicatives):
        for start, end, value, unit in reader(scanned):
            if not _overlaps(start, end, scanned.taken):
                scanned.taken.append((start, end))
                yield start, end, value, unit


def _overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in spans)


def _money(scanned: _Scanned) -> _Readings:
    text = scanned.text
    for pattern in _MONEY:
        for match in pattern.finditer(text):
            value = cardinal(match["number"])
            if value is None or _is_vague(text, match.start()):
                continue
            groups = match.groupdict()
            if groups.get("suffix"):
                value *= money_suffix(groups["suffix"])
            currency = _currency(groups)
            if currency and not (currency == "KRW" and value < 1000):
                yield match.start(), match.end(), value, currency


def _currency(groups: dict[str, str | None]) -> str | None:
    symbol, code, name = groups.get("symbol"), groups.get("code"), groups.get("name")
    if symbol:
        return str(DATA["symbols"][symbol])
    if code:
        return str(DATA["codes"].get(code, code))
    folded = (name or "").lower()
    return next((str(value) for key, value in DATA["names"].items() if key.lower() == folded), None)


def _percentages(scanned: _Scanned) -> _Readings:
    text = scanned.text
    for match in _PERCENT.finditer(text):
        value = cardinal(match["number"])
        if value is not None and not _is_vague(text, match.start()):
            yield match.start(), match.end(), value, "percentage points" if match["points"] else "percent"
    for match in _FRACTION.finditer(text):
        yield match.start(), match.end(), float(DATA["fractions"][match[0].lower()]), "percent"


def _counts(scanned: _Scanned) -> _Readings:
    text = scanned.text
    if scanned.counted.doc is None:
        return
    for match in _COUNT.finditer(text):
        value, start, end = cardinal(match["number"]), match.start(), match.end()
        if value is None or _overlaps(start, end, scanned.taken) or not _is_count(text, start, end, value):
            continue
        unit = unit_of(scanned.counted, start, end, value)
        if unit is not None:
            scanned.counted.units.append((start, unit.name))
            if not (unit.name == "times" and _MULTIPLIED.match(text, unit.end)):
                yield start, max(end, unit.end), value, unit.name


def _is_count(text: str, start: int, end: int, value: float) -> bool:
    before = re.findall(r"[\w']+|[^\w\s]", text[max(0, start - 30) : start])
    previous = before[-1].lower() if before else ""
    if previous in _GUARDS["definite"] and value <= _GUARDS["definite_up_to"]:
        return False
    return not _is_vague(text, start) and not _AFTER.match(text[end : end + 15])


def _is_vague(text: str, start: int) -> bool:
    """Whether the number before belongs to a name or is only said vaguely ("half a million", "several hundred")."""
    words = re.findall(r"\w+", text[max(0, start - 30) : start])
    return bool(words) and words[-1].lower() in _BEFORE


def _ordinals(scanned: _Scanned) -> _Readings:
    text = scanned.text
    for match in _ORDINAL.finditer(text):
        value = ordinal(match["number"])
        unit = tally_unit(scanned.counted, match.start(), match.end()) if value else None
        if value and unit:
            yield match.start(), match.end(), float(value), unit


def _multiplicatives(scanned: _Scanned) -> _Readings:
    text = scanned.text
    for match in _TIMES.finditer(text):
        if times_unit(scanned.counted, match.start(), match.end()) and not _MULTIPLIED.match(text, match.end()):
            yield match.start(), match.end(), float(DATA["multiplicatives"][match["number"].lower()]), "times"


def _bound(text: str, start: int, end: int) -> tuple[Bound, int, int]:
    """The bound by the hedge beside the number, and the stretch with the hedge; the longest hedge wins."""
    before = text[:start]
    matches = [(match.start(), bound) for bound, hedge in _HEDGES.items() if (match := hedge.search(before))]
    if matches:
        first, bound = min(matches)
        return Bound(bound), first, end
    for bound, hedge in _HEDGES_AFTER.items():
        match = hedge.match(text, end) or hedge.search(text, start, end)
        if match:
            return Bound(bound), start, max(end, match.end())
    return Bound.EXACT, start, end
