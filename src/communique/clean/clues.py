"""What a text tells of the time of its own writing: dates with and without years, ahead or past, and anniversaries.

Only finds clues; ``inference.py`` weighs them. Cues and well-known years are data (``dating.toml``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from communique.clean.calendar_dates import month_end
from communique.tables import table

SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"‘])|\n+")

ANNIVERSARY_REACH = 140
"""Characters after "anniversary" in which its event is named; tuned on the train releases."""

FUTURE_REACH = 90
"""Characters between a word that looks forward and its date."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text; ``year``, ``day`` and ``weekday`` are None where they are not written."""

    words: str
    year: int | None
    month: int | None
    day: int | None
    ahead: bool
    certain: bool

    def first(self) -> datetime.date:
        """The first day of a date with a year; a day that does not exist counts from the first of its month."""
        assert self.year is not None
        try:
            return datetime.date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return datetime.date(self.year, self.month or 1, 1)

    def last(self) -> datetime.date:
        """The last day of a date with a year."""
        assert self.year is not None
        return self.first() if self.day else month_end(self.year, self.month or 12)


@dataclass(frozen=True, slots=True)
class OwnYear:
    """Words that name the text's own year, as a rule by an anniversary; ``ahead`` if that year may lie ahead of it."""

    words: str
    year: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Clues:
    """All clues of a text."""

    dated: tuple[Dated, ...]
    own_years: tuple[OwnYear, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled content of ``dating.toml``."""

    months: dict[str, int]
    ordinals: dict[str, int]
    date: re.Pattern[str]
    year: re.Pattern[str]
    anniversary: re.Pattern[str]
    events: tuple[tuple[re.Pattern[str], int], ...]
    cue: dict[str, re.Pattern[str]]
    limits: dict[str, int]


@lru_cache(maxsize=1)
def load() -> Cues:
    """The cues, compiled once."""
    data = table("communique.clean", "dating.toml")
    months = {name: number for number, name in enumerate(data["months"], 1)}
    months |= {name: number for number, name in enumerate(data["short_months"], 1)}
    months |= {"Sept": 9}
    names = "|".join(sorted(months, key=len, reverse=True))
    ordinals = "|".join(sorted(data["ordinals"], key=len, reverse=True))
    span = r"(?:st|nd|rd|th)?(?:\s?(?:to|-|–|and|through)\s?\d{1,2}(?:st|nd|rd|th)?)?"
    date = (
        rf"\b(?:(?P<before>\d{{1,2}}){span} (?:of )?)?\b(?P<month>{names})\b\.?"
        rf"(?: (?P<day>\d{{1,2}}){span}(?!\d|,\d| ?%))?(?:,? (?P<year>(?:19|20)\d\d)(?!\d))?"
    )
    return Cues(
        months=months,
        ordinals=data["ordinals"],
        date=re.compile(date),
        year=re.compile(data["cues"]["year_before"] + r"(?P<year>(?:19|20)\d\d)(?![\d-])", re.IGNORECASE),
        anniversary=re.compile(
            rf"\b(?:(?P<number>\d{{1,3}}) ?(?:st|nd|rd|th)|(?P<word>{ordinals}))[ -]", re.IGNORECASE
        ),
        events=tuple((re.compile(row["pattern"], re.IGNORECASE), row["year"]) for row in data["event"]),
        cue={name: re.compile(pattern, re.IGNORECASE) for name, pattern in data["cues"].items()},
        limits=data["limits"],
    )


def find_clues(text: str) -> Clues:
    """The clues of a text, in its order."""
    sentences = [sentence for sentence in SENTENCE.split(text) if sentence]
    dated = tuple(date for sentence in sentences for date in find_dates(sentence))
    anniversaries = tuple(found for sentence in sentences for found in find_anniversaries(sentence))
    own_years = tuple(
        OwnYear(words=found.group(), year=int(next(year for year in found.groups() if year)), ahead=False)
        for sentence in sentences
        for found in load().cue["own_year"].finditer(sentence)
    )
    return Clues(dated=dated, own_years=own_years + anniversaries)


def find_dates(sentence: str) -> Iterator[Dated]:
    """Dates of a sentence, each with whether it lies ahead; ``certain`` if the sentence leaves no doubt of that."""
    cues = load()
    ends: set[int] = set()
    unreal = cues.cue["unreal"].search(sentence) is not None
    future = cues.cue["future"].search(sentence) is not None
    forward = [found.end() for found in cues.cue["ahead"].finditer(sentence)]
    for found in cues.date.finditer(sentence):
        if not is_month(sentence, found):
            continue
        ends.add(found.end())
        day = found["before"] or found["day"]
        words = context(sentence, found.start(), found.end())
        ahead = is_ahead(sentence, found.start(), forward) and not cues.cue["earlier"].search(words)
        unsure = unreal or cues.cue["unsure_before"].search(sentence[: found.start()]) is not None
        yield Dated(
            words=words,
            year=int(found["year"]) if found["year"] else None,
            month=cues.months[found["month"]],
            day=int(day) if day and 1 <= int(day) <= 31 else None,
            ahead=ahead,
            certain=not unsure and (ahead or not future),
        )
    for found in cues.year.finditer(sentence):
        if found.end() not in ends:
            words = context(sentence, found.start("year"), found.end())
            certain = not unreal and not future
            yield Dated(words=words, year=int(found["year"]), month=None, day=None, ahead=False, certain=certain)


def is_month(sentence: str, found: re.Match[str]) -> bool:
    """Whether the name is a month: a bare one only after a preposition or "this", since "may" and "march" are verbs."""
    dated = found["before"] or found["day"] or found["year"]
    return bool(dated) or load().cue["month_before"].search(sentence[: found.start()]) is not None


def is_ahead(sentence: str, start: int, forward: list[int]) -> bool:
    """Whether a word that looks forward governs the date at ``start``."""
    breaks = load().cue["breaks"]
    near = [end for end in forward if 0 <= start - end <= FUTURE_REACH]
    return bool(near) and not breaks.search(sentence[near[-1] : start])


def context(sentence: str, start: int, end: int) -> str:
    """The date with the word before it, as reasons quote it."""
    before = sentence[:start].split()
    return " ".join([*before[-2:], sentence[start:end]]).strip()


def find_anniversaries(sentence: str) -> Iterator[OwnYear]:
    """Anniversaries of well-known events; none where the sentence names another year, which may be theirs."""
    cues = load()
    for found in cues.anniversary.finditer(sentence):
        rest = sentence[found.end() : found.end() + ANNIVERSARY_REACH]
        if not cues.cue["anniversary"].search(rest[:40]):
            continue
        event = next((year for pattern, year in cues.events if pattern.search(rest)), None)
        if event is None:
            continue
        year = event + (int(found["number"]) if found["number"] else cues.ordinals[found["word"].lower()])
        if any(int(other) != event for other in re.findall(r"\b(?:19|20)\d\d\b", sentence)):
            continue
        shift = -1 if cues.cue["next_year"].search(sentence) else 1 if cues.cue["last_year"].search(sentence) else 0
        ahead = cues.cue["future"].search(sentence) is not None
        yield OwnYear(words=context(sentence, found.start(), found.end() + len(rest)), year=year + shift, ahead=ahead)
