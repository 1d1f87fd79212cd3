"""Words that outlets quote differently: altered, or cut. Not for what was really said."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from communique.records import ClaimType, Detail, Report, Statement
from communique.review.book import RULES, Book, Case, Draft, claims_of, outlets_of
from communique.review.words import sources

WORD = re.compile(r"[\w]+(?:['’][\w]+)*")
SENTENCE = re.compile(r"[.!?][\"”']*\s")
OPEN = ("[", "…", "...")
"""Marks by which an outlet says that it left out or put in words."""


def altered_quotations(case: Case, _: Book) -> Iterator[Draft]:
    """Two outlets quote the same words of one speaker with a few words exchanged, left out or put in, unmarked.

    Words in brackets and dots are marked and left alone, and so are spellings. Where most words differ, the outlets may
    have translated on their own: that is not reported. Compared by words (token Levenshtein distance, rapidfuzz).
    """
    for one, other in _pairs(case):
        changed = _changed(_words(one), _words(other))
        if changed is None:
            continue
        left, right = (" ".join(words) for words in changed)
        here, there = sources([one]), sources([other])
        told = f"is quoted with “{left}” ({here}) and with “{right}” ({there}) in the same words"
        if not left or not right:
            has, lacks = (here, there) if left else (there, here)
            told = f"is quoted with “{left or right}” ({has}), which another outlet has not ({lacks})"
        yield _draft(case, one, other, told)


def cut_quotations(case: Case, _: Book) -> Iterator[Draft]:
    """One outlet cuts a quotation in the midst of a sentence, and words that another has there qualify it.

    "But", "if", "unless", "not" and the like: what qualified the words may be gone, read both. Other words that were
    cut (an address, a subject that the outlet tells in its own words) are left out.
    """
    for one, other in _pairs(case):
        shorter, longer = sorted((one, other), key=lambda report: len(_words(report)))
        part, whole = _words(shorter), _words(longer)
        if len(part) == len(whole) or not _is_part(part, whole) or not _is_qualified(shorter, longer):
            continue
        cut, on = sources([shorter]), sources([longer])
        yield _draft(case, shorter, longer, f"is quoted ({cut}) with part of a sentence that another quotes on ({on})")
        return


def _pairs(case: Case) -> Iterator[tuple[Report, Report]]:
    """Quotations of one speaker, long enough to compare, of different outlets and published near each other."""
    if case.event.type is not ClaimType.STATEMENT:
        return
    first: dict[tuple[str, ...], Report] = {}
    for one in case.reports:
        words = _words(one)
        if isinstance(one.claim, Statement) and len(words) >= RULES["quotation"]["fewest_words"] and _is_unmarked(one):
            first.setdefault(tuple(words), one)
    for one, other in combinations(first.values(), 2):
        near = _apart(one, other) <= datetime.timedelta(RULES["quotation"]["longest_days"])
        if near and not outlets_of([one]) & outlets_of([other]):
            yield one, other


def _apart(one: Report, other: Report) -> datetime.timedelta:
    days = [report.published_on for report in (one, other)]
    return abs(days[0] - days[1]) if days[0] is not None and days[1] is not None else datetime.timedelta.max


def _text(report: Report) -> str:
    return " ".join(part.quote for part in report.claim.quote) if isinstance(report.claim, Statement) else ""


def _words(report: Report) -> list[str]:
    return [word.replace("’", "'") for word in WORD.findall(_text(report).casefold())]


def _is_unmarked(report: Report) -> bool:
    return (
        not any(mark in _text(report) for mark in OPEN)
        and isinstance(report.claim, Statement)
        and len(report.claim.quote) == 1
    )


def _changed(here: list[str], there: list[str]) -> tuple[list[str], list[str]] | None:
    """The words of each that the other has not, where two quotations are of the same words and differ inside them."""
    shorter, longer = sorted((here, there), key=len)
    found = fuzz.partial_ratio_alignment(shorter, longer, score_cutoff=RULES["quotation"]["alike"])
    if found is None:
        return None
    part = longer[found.dest_start : found.dest_end]
    edits = [step for step in Levenshtein.opcodes(shorter, part) if step.tag != "equal"]
    inner = [step for step in edits if step.src_start > 0 and step.src_end < len(shorter)]
    if not edits or len(inner) < len(edits):
        return None
    lost = [word for step in inner for word in shorter[step.src_start : step.src_end]]
    put = [word for step in inner for word in part[step.dest_start : step.dest_end]]
    if max(len(lost), len(put)) > RULES["quotation"]["most_changed"] or _only_spelt("".join(lost), "".join(put)):
        return None
    return (lost, put) if shorter is here else (put, lost)


def _only_spelt(lost: str, put: str) -> bool:
    """Whether the same words are only spelt differently: "programme", "cannot"."""
    return fuzz.ratio(lost, put) >= 80


def _is_part(part: list[str], whole: list[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def _is_qualified(shorter: Report, longer: Report) -> bool:
    """Whether words that qualify are among those of the same sentences that the shorter quotation leaves out."""
    text, part = (
        _text(longer).casefold().replace("’", "'"),
        _text(shorter).casefold().replace("’", "'").strip(" .,!?;:"),
    )
    start = text.find(part)
    if start < 0:
        return False
    before, after = SENTENCE.split(text[:start])[-1], SENTENCE.split(text[start + len(part) :] + " ")[0]
    rules = RULES["quotation"]
    return any(
        word in rules[side] or word.endswith("n't")
        for side, words in (("before", before), ("behind", after))
        for word in WORD.findall(words)
    )


def _draft(case: Case, one: Report, other: Report, words: str) -> Draft:
    speaker = one.claim.speaker if isinstance(one.claim, Statement) else None
    name = speaker.name if speaker is not None else "Somebody"
    return Draft(
        events=(case.event.id,),
        claims=claims_of([one, other]),
        sentence=f"{name} {words}.",
        details=tuple(Detail(name="quote", value=_text(report), claims=(report.claim.id,)) for report in (one, other)),
    )
