"""Finds the words of time expressions; the patterns and the words are data (times.toml, holidays.toml).

Not for resolving them: an ``Expression`` says which words stand where, ``times.py`` says what days they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from communique.detect.numbers import cardinal
from communique.tables import table

WORDS = table("communique.detect", "times.toml")
HOLIDAYS: list[dict[str, Any]] = table("communique.detect", "holidays.toml")["holidays"]
MONTHS: dict[str, int] = {**WORDS["months"], **WORDS["month_abbreviations"]}
_GUARDS: dict[str, Any] = {
    key: frozenset(value) if isinstance(value, list) else re.compile(value, re.I)
    for key, value in WORDS["guards"].items()
}
_CAPITALISED = ("month1", "month2", "weekday1", "weekday2", "holiday1")


@dataclass(frozen=True, slots=True)
class Expression:
    """The words of one time expression: what kind, where, its parts, and which side it opens, if any."""

    kind: str
    start: int
    end: int
    core: int
    groups: dict[str, str]
    opens: str | None = None

    def number(self, name: str) -> int | None:
        """A part as a whole number ("12th" is 12, "two" is 2), None where the expression lacks it."""
        text = self.groups.get(name)
        digits = re.match(r"\d+", text) if text else None
        if digits:
            return int(digits[0])
        value = cardinal(text) if text else None
        return 1 if text and text.lower() in ("a", "an") else None if value is None else int(value)

    def word(self, name: str) -> str | None:
        """A part in lower case with single spaces, None where the expression lacks it."""
        text = self.groups.get(name)
        return " ".join(text.lower().split()) if text else None

    def month(self, index: int) -> int | None:
        """The month of the first or the last date."""
        name = self.groups.get(f"month{index}")
        return MONTHS[name.rstrip(".").capitalize()] if name else self.number(f"digits{index}")


@lru_cache(maxsize=512)
def scan(text: str) -> tuple[Expression, ...]:
    """The time expressions of a folded paragraph in order, not overlapping; the longest from the left wins."""
    if not _signals().search(text):
        return ()
    found = []
    for order, (kind, pattern) in enumerate(_patterns()):
        for match in pattern.finditer(text):
            found.append((match.start(), -match.end(), order, kind, match))
    expressions: list[Expression] = []
    position = 0
    for start, _, _, kind, match in sorted(found, key=lambda item: item[:3]):
        if start < position:
            continue
        expression = _expression(kind, match)
        if _is_time(expression, text):
            expressions.append(_opened(expression, text, position))
            position = expression.end
    return tuple(expressions)


def _expression(kind: str, match: re.Match[str]) -> Expression:
    groups = {name: value for name, value in match.groupdict().items() if value}
    end = match.start() + len(match[0].rstrip(" ,"))
    return Expression(kind, match.start(), end, match.start(), groups)


def _opened(expression: Expression, text: str, position: int) -> Expression:
    """The expression with "since" or "until" before it, if it stands there."""
    for side, pattern in _openings().items():
        match = pattern.search(text, position, expression.start)
        if match:
            return Expression(expression.kind, match.start(), expression.end, expression.core, expression.groups, side)
    return expression


def _is_time(expression: Expression, text: str) -> bool:  # noqa: PLR0911 -- one return a kind
    """Whether the words are a time here and not a name, a count or a verb."""
    groups = expression.groups
    if any(name in groups and not groups[name][0].isupper() for name in _CAPITALISED):
        return False
    before, after = text[: expression.start], text[expression.end :]
    if _GUARDS["anniversary"].search(before) or _GUARDS["fiscal"].search(before):
        return False
    previous, following = _last_word(before), _first_word(after)
    if expression.kind == "weekday":
        return previous not in _GUARDS["weekday_before"] and following not in _GUARDS["weekday_after"]
    if expression.kind == "year":
        return bool(groups.get("part1")) or _is_year(previous, following)
    if expression.kind == "unit":
        return previous.lower() != "the"  # "the last year" is twelve months, not a calendar year
    if expression.kind == "pair" and "day2" not in groups:
        return (expression.month(1) or 0) + 1 == expression.month(2)  # "in March and May" are two times
    if expression.kind == "ago":
        return not _GUARDS["hedged"].search(before)
    if expression.kind == "date" and "month1" in groups and "year1" not in groups and "year2" not in groups:
        return _is_month(expression, previous, following)
    return True


def _is_year(previous: str, following: str) -> bool:
    if following.lower() in _GUARDS["not_year_after"] or previous.lower() in _GUARDS["not_year_before"]:
        return False
    return previous.lower() in _GUARDS["year_signs"] or previous[:1].isupper() or previous == ""


def _is_month(expression: Expression, previous: str, following: str) -> bool:
    groups = expression.groups
    if "day1" in groups:
        is_named = f"{expression.month(1)}-{groups['day1'].rstrip('stndrh ')}" in _GUARDS["dated_names"]
        return not (is_named and following in _GUARDS["dated_name_after"])
    if previous in _GUARDS["month_before"] or following in _GUARDS["month_after"]:
        return False
    if "which1" in groups or "part1" in groups or "which_year1" in groups or "month2" in groups:
        return True
    return groups["month1"] not in _GUARDS["doubtful_months"] or previous.lower() in _GUARDS["month_signs"]


def _last_word(text: str) -> str:
    words: list[str] = re.findall(r"[\w'.-]+|\(|\S", text[-40:])
    if not words:
        return ""
    return "'s" if words[-1].endswith("'s") else words[-1]


def _first_word(text: str) -> str:
    match = re.match(r"[\s-]*([\w.]+)", text[:40])
    return match[1].rstrip(".") if match else ""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns with their fragments filled in."""
    return tuple((row["kind"], re.compile(_filled(row["regex"]), re.I)) for row in WORDS["patterns"])


def _filled(pattern: str) -> str:
    fragments = _fragments()

    def fill(match: re.Match[str]) -> str:
        name, index = match[1], match[2]  # a full_month is a month as any other
        return f"(?P<{name.removeprefix('full_')}{index}>{fragments[name]})" if index else f"(?:{fragments[name]})"

    return re.sub(r"\{([a-z_]+)(?::(\d))?\}", fill, pattern.replace(" ", r"\s+"))


@lru_cache(maxsize=1)
def _fragments() -> dict[str, str]:
    full = "|".join(WORDS["months"])
    short = "|".join(rf"{name}\b\.?" for name in WORDS["month_abbreviations"])
    holidays = sorted({re.escape(name) for row in HOLIDAYS for name in row["names"]}, key=len, reverse=True)
    return {
        **WORDS["fragments"],
        "full_month": full,
        "month": rf"(?:{full})\b|{short}",
        "weekday": "|".join(WORDS["weekdays"]),
        "season": "|".join(WORDS["seasons"]),
        "holiday": "|".join(holidays),
    }


@lru_cache(maxsize=1)
def _signals() -> re.Pattern[str]:
    fragments = _fragments()
    names = f"{fragments['month']}|(?:{fragments['weekday']})|{fragments['holiday']}"
    return re.compile(rf"{WORDS['signals']['regex']}|\b(?:{names})", re.I)


@lru_cache(maxsize=1)
def _openings() -> dict[str, re.Pattern[str]]:
    patterns = {}
    for side, words in WORDS["opening"].items():
        either = "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True))
        patterns[side] = re.compile(rf"\b(?:{either})\s*(?:the\s+)?\Z", re.I)
    return patterns
