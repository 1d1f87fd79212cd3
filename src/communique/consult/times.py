"""Times and numbers of an answer, held against those that ``detect`` finds at the quoted words. Not for finding any.

A model's value is kept only where our own reckoning from the same words gives it, or gives more.
"""

from __future__ import annotations

import datetime
import re

import msgspec

from communique.consult.answers import shown
from communique.consult.schema import Counted, Timed
from communique.consult.words import Page, UnverifiedError
from communique.records import Evidence, Precision, Quantity, When

EDTF_LETTERS = re.compile(r"[0-9X./-]{4,21}")
"""What an EDTF value of ours may consist of: days, months, years, seasons, decades and intervals, closed or open."""
YEAR, MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-(0[1-9]|1[0-2])")
FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), Precision.DAY),
    (MONTH, Precision.MONTH),
    (re.compile(r"\d{4}-2[1-4]"), Precision.SEASON),
    (YEAR, Precision.YEAR),
)
"""The form of an EDTF value -> how exact it is; anything else is an interval."""
Days = tuple[datetime.date, datetime.date]


def resolve(told: Timed, page: Page, *, role: str, inside: Evidence) -> When:
    """The time that the quoted words give, if it is the model's, or the model's if theirs lies in it."""
    words = page.find(told.words, inside)
    found = [when for when in page.mentions.times if _touch(when.evidence, words)]
    if not found:
        raise _unbacked(told, "no time can be reckoned from these words")
    for when in found:
        if told.edtf == when.edtf:
            return when
        if role == "since" and f"{told.edtf}/.." == when.edtf:  # a count runs from 2021, whatever "since 2021" is alone
            first, last = _days(told)
            return msgspec.structs.replace(
                when, edtf=told.edtf, earliest=first, latest=last, precision=_precision(told.edtf)
            )
    return _coarser(told, found, words)


def count(told: Counted, page: Page, inside: Evidence) -> Quantity:
    """The quantity that stands in the quoted words, if its value is the model's and its unit is not another."""
    words = page.find(told.words, inside)
    found = [one for one in page.mentions.quantities if _touch(one.evidence, words)]
    same = next((one for one in found if one.value == told.value), None)
    if same is None:
        raise UnverifiedError(
            "llm-number", f"“{shown(told.words)}” is given as {told.value:g}, but that number cannot be read there"
        )
    if told.unit != same.unit and told.unit.casefold() not in told.words.casefold():
        raise UnverifiedError(
            "llm-number", f"“{shown(told.words)}” is given in “{shown(told.unit)}”, but counts {same.unit}"
        )
    if told.bound is not same.bound:
        raise UnverifiedError("llm-number", f"“{shown(told.words)}” is given as {told.bound}, but reads {same.bound}")
    return same


def _coarser(told: Timed, found: list[When], words: Evidence) -> When:
    """The model's value where its first and last days are those told, or the month or year that they lie in."""
    firsts = [when.earliest for when in found if when.earliest is not None]
    lasts = [when.latest for when in found if when.latest is not None]
    given = " and ".join(when.edtf for when in found)
    if ".." in told.edtf or len(firsts) != len(found) or len(lasts) != len(found):
        raise _unbacked(told, f"these words give {given}")
    first, last = _days(told)
    unit = YEAR.fullmatch(told.edtf) or MONTH.fullmatch(told.edtf)
    around = bool(unit) and first <= min(firsts) and max(lasts) <= last
    if not around and (first, last) != (min(firsts), max(lasts)):
        raise _unbacked(told, f"these words give {given}")
    return When(
        edtf=told.edtf,
        earliest=first,
        latest=last,
        precision=_precision(told.edtf),
        anchor=f"{found[0].anchor}; as exact as the model has it",
        evidence=words,
    )


def _days(told: Timed) -> Days:
    """The first and the last day of a closed EDTF value."""
    from edtf import parse_edtf  # noqa: PLC0415 - only the second reader needs it

    try:
        if not EDTF_LETTERS.fullmatch(told.edtf):
            raise ValueError(told.edtf)
        value = parse_edtf(told.edtf)
        return datetime.date(*value.lower_strict()[:3]), datetime.date(*value.upper_strict()[:3])
    except Exception:  # the parser raises errors of many kinds on what it does not know
        raise _unbacked(told, "that is no EDTF value of a day, month, year, season or interval") from None


def _precision(edtf: str) -> Precision:
    return next((precision for pattern, precision in FORMS if pattern.fullmatch(edtf)), Precision.INTERVAL)


def _touch(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def _unbacked(told: Timed, why: str) -> UnverifiedError:
    return UnverifiedError("llm-time", f"“{shown(told.words)}” is given as {shown(told.edtf)}, but {why}")
