"""How many days an event takes: "a three-day visit", and the days from its first or to its last. Not for the day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.article import table, words
from communique.records import Precision, When

FILE = "timing.toml"
DAYS = re.compile(r"\b([a-z]+|\d+)\s?-\s?day\b")


def length_of(trigger: Token) -> int | None:
    """How many days an event takes: "a three-day visit", "arrived for a two-day visit", "a visit of three days"."""
    numbers = table(FILE)["numbers"]
    if not isinstance(numbers, dict):
        return None
    for noun in (trigger, *_purposes(trigger)):
        before = " ".join(one.lower_ for one in noun.subtree if one.i <= noun.i)
        found = DAYS.search(before)
        if found is not None:
            return int(found[1]) if found[1].isdigit() else numbers.get(found[1])
        if "weeklong" in before or "week - long" in before:
            return 7
    return None


def _purposes(trigger: Token) -> Iterator[Token]:
    """The noun of the stay that a journey is for: "arrived on Monday for a two-day visit", "at the start of" one."""
    if trigger.lemma_.lower() in words(FILE, "staying"):
        for one in trigger.subtree:
            other = one.head.lower_ in words(FILE, "matters") | {"before"}  # "arrived after a two-day visit to"
            if one.dep_ == "pobj" and not other and one.lemma_.lower() in words(FILE, "journeys"):
                yield one


def lasting(when: When, days: int, ends: bool) -> When:
    """The interval of so many days that begins, or ends, on a day."""
    if when.precision is not Precision.DAY or when.earliest is None or not 1 < days < LONGEST:
        return when
    span = datetime.timedelta(days=days - 1)
    first, last = (when.earliest - span, when.earliest) if ends else (when.earliest, when.earliest + span)
    return msgspec.structs.replace(
        when, edtf=f"{first}/{last}", earliest=first, latest=last, precision=Precision.INTERVAL
    )


LONGEST = 32
"""Days of the longest stay that is counted in days."""
