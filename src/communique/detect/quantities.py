"""Quantities: amounts of money, percentages, counts with their noun, ordinals and "twice" where they count events.

Not for what a number measures or whose it is; that is read in ``extract``. Dates, ages, durations, times of day and
numbers inside names are none. Sizes without a number ("billions of dollars", "hundreds of people") are none either:
annotators left out all of train. Ranges are read in ``quantity_ranges``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.detect.numbers import DIGITS, MAGNITUDE, MONEY_SUFFIX, NUMBER, ORDINAL, cardinal, money_suffix, ordinal
from communique.detect.quantity_patterns import (
    CODE,
    GUARDS,
    NAME,
    START,
    SYMBOL,
    Readings,
    Scanned,
    currency_of,
    either,
    is_vague,
    overlaps,
)
from communique.detect.quantity_ranges import changes, ranges
from communique.detect.quantity_units import DATA, Counted, strength_unit, tally_unit, times_unit, unit_of
from communique.detect.time_grammar import scan
from communique.records import Bound, Paragraph, Quantity
from communique.spans import cut_inside, fold

_AFTER = re.compile(GUARDS["after"], re.I)
_NAMED = re.compile(GUARDS["named"], re.I)
_MULTIPLIED = re.compile(GUARDS["multiplied"], re.I)
_AMOUNT = rf"(?P<number>(?:{DIGITS})(?:[ -]?{MAGNITUDE})*)(?P<suffix>(?<=\d){MONEY_SUFFIX})?"
_MONEY = (
    re.compile(rf"(?<![\w])(?P<symbol>(?-i:{SYMBOL}))\s?{_AMOUNT}", re.I),
    re.compile(rf"(?<!\w)(?P<code>(?-i:{CODE}))\s?{_AMOUNT}", re.I),
    re.compile(rf"{START}(?P<number>{NUMBER})(?P<suffix>(?<=\d){MONEY_SUFFIX})?[ -](?P<code>(?-i:{CODE}))\b", re.I),
    re.compile(rf"{START}(?P<number>{NUMBER})[ -](?P<name>{NAME})\b(?! of\b)", re.I),
)
_PERCENT = re.compile(rf"{START}(?P<number>{NUMBER})(?:\s?%|[ -](?P<points>percentage points?)|[ -]per ?cent\b)", re.I)
_SHARE = either(list(DATA["fractions"]))
_FRACTION = re.compile(rf"(?<![\w-])(?P<share>{_SHARE})(?= of\b(?! {GUARDS['periods']}))", re.I)
_NO_HALF = re.compile(rf"(?<!\w)(?:{GUARDS['no_half']}) half\Z", re.I)
_BY_FRACTION = re.compile(
    rf"(?<!\w)by (?:(?:{either([one for words in DATA['bounds'].values() for one in words])}) )?(?P<share>{_SHARE})"
    r"(?![\w-]|\s(?:an?|of)\b)",
    re.I,
)
_COUNT = re.compile(
    rf"{START}(?P<number>{NUMBER})(?P<suffix>(?<=\d)(?:{GUARDS['counted_suffixes']}))?(?![\w/:%]|[.,]\d|-[\w])", re.I
)
_RATIO = re.compile(rf"{START}(?:{GUARDS['ratio']})", re.I)
_STRONG = re.compile(rf"{START}(?P<number>{NUMBER})-(?:{either(GUARDS['strong'])})\b", re.I)
_ORDINAL = re.compile(rf"(?<![\w-])(?P<number>{ORDINAL})(?![\w/])", re.I)
_TIMES = re.compile(rf"(?<![\w-])(?P<number>{either(list(DATA['multiplicatives']))})(?![\w-])", re.I)
_HEDGES = {
    bound: re.compile(rf"(?<!\w)(?:{either(words)})\s+(?:a\s+|an\s+|the\s+)?\Z", re.I)
    for bound, words in DATA["bounds"].items()
}
_HEDGES_AFTER = {
    bound: re.compile(rf"[\s-]+(?:{either(words)})\b", re.I) for bound, words in DATA["bounds_after"].items()
}


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
    taken += [match.span() for match in _RATIO.finditer(text)]
    found: list[Quantity] = []
    scanned = Scanned(text, Counted(paragraph.doc), taken)
    for start, end, value, unit, least in _readings(scanned):
        bound, first, last = _bound(scanned, start, end)
        bound = Bound.OVER if least and bound is Bound.EXACT else bound
        found.append(Quantity(value=value, unit=unit, bound=bound, evidence=cut_inside(paragraph, first, last)))
    return sorted(found, key=lambda quantity: quantity.evidence.start)


def _readings(scanned: Scanned) -> Iterator[tuple[int, int, float, str, bool]]:
    """Start, end, value, unit of each quantity and whether it is at least so much; what one took is not read again."""
    for reader in READERS:
        for start, end, value, unit in reader(scanned):
            if not overlaps(start, end, scanned.taken):
                scanned.taken.append((start, end))
                yield start, end, value, unit, reader is ranges


def _money(scanned: Scanned) -> Readings:
    text = scanned.text
    for pattern in _MONEY:
        for match in pattern.finditer(text):
            value = cardinal(match["number"])
            if value is None or is_vague(text, match.start()):
                continue
            groups = match.groupdict()
            if groups.get("suffix"):
                value *= money_suffix(groups["suffix"])
            currency = currency_of(groups)
            if currency and not (currency == "KRW" and value < 1000):
                yield match.start(), match.end(), value, currency


def _percentages(scanned: Scanned) -> Readings:
    text = scanned.text
    for match in _PERCENT.finditer(text):
        value = cardinal(match["number"])
        if value is not None and not is_vague(text, match.start()):
            yield match.start(), match.end(), value, "percentage points" if match["points"] else "percent"
    for pattern in (_FRACTION, _BY_FRACTION):
        for match in pattern.finditer(text):
            if match["share"].lower().endswith("half") and _NO_HALF.search(text, 0, match.end("share")):
                continue
            yield match.start("share"), match.end("share"), float(DATA["fractions"][match["share"].lower()]), "percent"


def _counts(scanned: Scanned) -> Readings:
    text = scanned.text
    if scanned.counted.doc is None:
        return
    for match in _COUNT.finditer(text):
        value, start, end = cardinal(match["number"]), match.start(), match.end()
        if value is not None and match["suffix"]:
            value *= money_suffix(match["suffix"]) if len(match["suffix"]) == 1 else cardinal(match["suffix"]) or 1
        if value is None or overlaps(start, end, scanned.taken) or not _is_count(text, start, end, value):
            continue
        unit = unit_of(scanned.counted, start, end, value)
        if unit is not None:
            scanned.counted.units.append((start, unit.name))
            if not (unit.name == "times" and _MULTIPLIED.match(text, unit.end)):
                yield start, max(end, unit.end), value, unit.name


def _strengths(scanned: Scanned) -> Readings:
    """How many are in a body: "a 300,000-strong army", "a 35-member delegation"."""
    for match in _STRONG.finditer(scanned.text):
        value = cardinal(match["number"])
        unit = strength_unit(scanned.counted, match.start("number"), match.end()) if value else None
        if value and unit:
            yield match.start(), match.end(), value, unit


def _is_count(text: str, start: int, end: int, value: float) -> bool:
    before = re.findall(r"[\w']+|[^\w\s]", text[max(0, start - 30) : start])
    previous = before[-1].lower() if before else ""
    if previous in GUARDS["definite"] and value <= GUARDS["definite_up_to"]:
        return False
    if _NAMED.search(text[max(0, start - 60) : start]):
        return False
    return not is_vague(text, start) and not _AFTER.match(text[end : end + 15])


def _ordinals(scanned: Scanned) -> Readings:
    text = scanned.text
    for match in _ORDINAL.finditer(text):
        value = ordinal(match["number"])
        unit = tally_unit(scanned.counted, match.start(), match.end()) if value else None
        if value and unit:
            yield match.start(), match.end(), float(value), unit


def _multiplicatives(scanned: Scanned) -> Readings:
    text = scanned.text
    for match in _TIMES.finditer(text):
        if times_unit(scanned.counted, match.start(), match.end()) and not _MULTIPLIED.match(text, match.end()):
            yield match.start(), match.end(), float(DATA["multiplicatives"][match["number"].lower()]), "times"


def _bound(scanned: Scanned, start: int, end: int) -> tuple[Bound, int, int]:
    """The bound by the hedge beside the number, and the stretch with the hedge; the longest hedge wins."""
    text, before = scanned.text, scanned.text[:start]
    matches = [(match.start(), bound) for bound, hedge in _HEDGES.items() if (match := hedge.search(before))]
    if matches and not _is_particle(scanned, min(matches)[0]):
        first, bound = min(matches)
        return Bound(bound), first, end
    for bound, hedge in _HEDGES_AFTER.items():
        match = hedge.match(text, end) or hedge.search(text, start, end)
        if match:
            return Bound(bound), start, max(end, match.end())
    return Bound.EXACT, start, end


def _is_particle(scanned: Scanned, start: int) -> bool:
    """Whether what looks like a hedge belongs to the verb before it: "handed over six prisoners"."""
    doc = scanned.counted.doc
    span = doc.char_span(start, start + 1, alignment_mode="expand") if doc is not None else None
    return span is not None and span.root.dep_ == "prt"


READERS = (changes, ranges, _money, _percentages, _counts, _strengths, _ordinals, _multiplicatives)
"""What is looked for, in this order."""
