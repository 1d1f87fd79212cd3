"""Offices and the words for them: an office string to its role, a title in the text to the roles that it may mean.

The patterns and lists are data (``data/offices.toml``). Not for people: who held what is asked of ``knowledge.py``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from communique.records import Record
from communique.tables import table


class _Rule(Record, frozen=True):
    role: str
    match: tuple[re.Pattern[str], ...]
    excepted: tuple[re.Pattern[str], ...]
    states: frozenset[str]


@cache
def office_tables() -> dict[str, Any]:
    """The lists of ``data/offices.toml``."""
    return table("communique.data", "offices.toml")


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            role=rule["role"],
            match=tuple(re.compile(pattern, re.IGNORECASE) for pattern in rule["match"]),
            excepted=tuple(re.compile(pattern, re.IGNORECASE) for pattern in rule.get("except", ())),
            states=frozenset(rule.get("states", ())),
        )
        for rule in office_tables()["rule"]
    )


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(office_tables()['prefixes'])})\s+", re.IGNORECASE)


@cache
def _several() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in office_tables()["several_holders"])


@lru_cache(maxsize=16384)
def role_of_office(office: str, state: str) -> str | None:
    """The role that an office is in a state; None where no rule knows it."""
    bare = _prefix().sub("", office)
    for rule in _rules():
        if rule.states and state not in rule.states:
            continue
        if any(pattern.fullmatch(bare) for pattern in rule.excepted):
            continue
        if any(pattern.fullmatch(bare) for pattern in rule.match):
            return rule.role
    return None


@lru_cache(maxsize=16384)
def is_acting(office: str) -> bool:
    """Whether the office is held for the time being only."""
    return bool(re.match(r"(acting|interim|caretaker)\b", office, re.IGNORECASE))


def held_by_one(office: str, state: str) -> bool:
    """Whether a newer holder of the office means that the older has left it."""
    bare = _prefix().sub("", office).casefold()
    if state in office_tables()["single_anyway"].get(bare, ()):
        return True
    return not any(pattern.fullmatch(bare) for pattern in _several())


@lru_cache(maxsize=4096)
def rank(role: str | None, state: str, *, acting: bool = False) -> int:
    """How prominent an office is in the world's news, 0 to 100."""
    tables = office_tables()
    weight = next((float(value) for value, states in tables["weight"].items() if state in states), 0.65)
    points = float(tables["rank"].get(role or "", 5)) * weight * (0.6 if acting else 1.0) * _leads(role, state)
    return round(points)


def _leads(role: str | None, state: str) -> float:
    """Less for a head of state or government who is not the one that leads the state day by day."""
    tables = office_tables()
    first = _leader_roles(state)[0]
    if role not in tables["second"] or role == first or "-" in state or state in tables["second"]["none"]:
        return 1.0
    return float(tables["second"][role])


@lru_cache(maxsize=4096)
def plain_title(title: str) -> str:
    """A title in lower case without article and tense ("the former Foreign Minister" -> "foreign minister")."""
    words = re.sub(r"^the\s+", "", " ".join(title.casefold().replace("’", "'").split()))
    tense = office_tables()["tense"]
    return " ".join(word for word in re.split(r"[\s]+", words) if word not in tense["former"] + tense["future"])


@lru_cache(maxsize=4096)
def roles_of_title(title: str, state: str | None = None) -> tuple[str, ...]:
    """The roles that a title in the text may mean, the likeliest first; () where the title is not known.

    A longer title is read by its known end ("US President" -> "president").
    """
    tables = office_tables()
    words = plain_title(title).split()
    special = tables["by_state"].get(state or "", {})
    for start in range(len(words)):
        part = " ".join(words[start:])
        roles = special.get(part) or tables["title"].get(part)
        if roles:
            return tuple(_leader_roles(state)) if "leader" in roles else tuple(roles)
    return ()


def title_tense(title: str) -> str:
    """``former``, ``future`` or ``now``, by the words before the title ("former president", "president-elect")."""
    words = title.casefold().replace("-", " -").split()
    for tense in ("former", "future"):
        if any(word in office_tables()["tense"][tense] for word in words):
            return tense
    return "now"


def _leader_roles(state: str | None) -> list[str]:
    """Whom "the leader" of a state means, the likeliest first."""
    leader = office_tables()["leader"]
    order = ["head_of_state", "head_of_government", "supreme_leader", "monarch"]
    for role in ("supreme_leader", "monarch", "head_of_government"):
        if state in leader[role]:
            return [role, *(other for other in order if other != role)]
    return order
