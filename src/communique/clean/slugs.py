"""Reads the agency slug and dateline at the head of an article. They stay in the text; only what they tell is noted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.tables import table


@dataclass(frozen=True, slots=True)
class Slug:
    """What the head of the first paragraph tells: where and when it was filed, and by which agency."""

    dateline: str | None
    written: str | None
    wire_credit: str | None


@dataclass(frozen=True, slots=True)
class Slugs:
    """The patterns and names of ``furniture.toml``."""

    patterns: tuple[re.Pattern[str], ...]
    no_places: frozenset[str]
    agencies: dict[str, str]


@lru_cache(maxsize=1)
def load() -> Slugs:
    """The patterns, compiled once."""
    data = table("communique.clean", "furniture.toml")
    return Slugs(
        patterns=tuple(re.compile(pattern) for pattern in data["slug"]["patterns"]),
        no_places=frozenset(data["slug"]["no_places"]),
        agencies={alias: name for name, aliases in data["agencies"].items() for alias in aliases},
    )


def agency(words: str | None) -> str | None:
    """The name that is kept for an agency, or None for what is none."""
    return load().agencies.get(words.strip().strip(".").casefold()) if words else None


def read_slug(paragraph: str) -> Slug | None:
    """The slug that the paragraph begins with, if any."""
    for pattern in load().patterns:
        found = pattern.match(paragraph)
        if not found:
            continue
        groups = found.groupdict()
        place, written = groups.get("place"), groups.get("date")
        if place and not is_place(place, agency(groups.get("agency"))):
            continue
        end = found.end("date") if written else found.end("place") if place else 0
        dateline = paragraph[found.start("place") : end] if place else None
        return Slug(dateline=dateline, written=written, wire_credit=agency(groups.get("agency")))
    return None


def is_place(words: str, wire_credit: str | None) -> bool:
    """Whether words before a dash are a place of filing: in capitals, or before a known agency."""
    return words not in load().no_places and (words.split(",", maxsplit=1)[0].isupper() or wire_credit is not None)
