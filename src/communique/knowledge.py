"""Who held which office, when: look-ups in the table of office-holders that the package ships.

The table (``data/officeholders.sqlite``, made by ``scripts/compile_knowledge.py``) is read-only and opened on the first
look-up, once for each thread and process. Not for deciding whom a text means: that is ``link/people.py``.
"""

from __future__ import annotations

import datetime
import os
import sqlite3
import threading
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from communique.offices import is_acting, rank, roles_of_title
from communique.records import Record
from communique.spelling import fold, lineages, short_forms, spelling_key, strip_honorifics

MOST_NAMESAKES = 60
"""How many bearers of one name are looked at, the most prominent first ("Singh" has some 170)."""

TERMS = """
SELECT term.person, office.name, office.role, term.state, term.start, term.end, term.as_of
FROM term JOIN office ON office.n = term.office WHERE term.person IN ({marks}) ORDER BY term.person, term.place
"""
BY_NAME = """
SELECT person.n, min(name.kind), person.rank FROM name JOIN person ON person.n = name.person
WHERE name.key = ? GROUP BY person.n ORDER BY 3 DESC, 1 LIMIT ?
"""
BY_ROLE = """
SELECT DISTINCT term.person FROM office JOIN term ON term.office = office.n {state}
WHERE office.role = :role AND coalesce(term.start, 0) <= :last AND coalesce(term.end, 99999999) >= :first
"""


class Term(Record, frozen=True):
    """One term of office. A year or month known only as such is widened: its first day as start, its last as end.

    ``end`` is None where the source names none up to the day ``as_of`` and nothing else says that the term ended.
    ``rank`` says how prominent the office is, 0 to 100 (``data/offices.toml``).
    """

    office: str
    role: str | None
    state: str | None
    start: datetime.date | None
    end: datetime.date | None
    as_of: datetime.date | None
    rank: int

    def covers(self, first_day: datetime.date, last_day: datetime.date) -> bool:
        """Whether the office was held on any day of the interval."""
        return (self.start is None or self.start <= last_day) and (self.end is None or self.end >= first_day)


class Person(Record, frozen=True):
    """A holder of office: Wikidata Q-id (or ``person:…``), common English name, other names, terms in order."""

    id: str
    name: str
    aliases: tuple[str, ...]
    born: datetime.date | None
    died: datetime.date | None
    rank: int
    terms: tuple[Term, ...]


class NameMatch(StrEnum):
    """How a name in a text fits a person's names, the best first."""

    FULL = "full"
    SPELLING = "spelling"
    SHORT = "short"
    SURNAME = "surname"
    SURNAME_SPELLING = "surname_spelling"

    @property
    def one_name(self) -> bool:
        """Whether only a family name (or the like) was given."""
        return self in ONE_NAME


ONE_NAME = frozenset({NameMatch.SURNAME, NameMatch.SURNAME_SPELLING})
NEARNESS = {match: place for place, match in enumerate(NameMatch)}
"""Place of each kind of match, the best first."""


class Namesake(Record, frozen=True):
    """A person who may bear a name, and how the name fits."""

    person: Person
    match: NameMatch


class Knowledge:
    """The table of office-holders. Cheap to make; every look-up is cached."""

    def named(self, name: str) -> tuple[Person, ...]:
        """Who bears this name (in full, an alias, a surname, in another spelling): best fit, then prominence, first."""
        return tuple(namesake.person for namesake in namesakes(name))

    def person(self, person_id: str) -> Person | None:
        """The person of that Wikidata id (or ``person:…``)."""
        return _person(person_id)

    def holders(
        self, role: str, state: str | None, first_day: datetime.date, last_day: datetime.date
    ) -> tuple[Person, ...]:
        """Who held the role in the state on any of the days, the newest in office first; ``state`` None: anywhere."""
        return _holders(role, state, first_day, last_day)

    def role_of_title(self, title: str, state: str | None = None) -> str | None:
        """The role that a title in the text means most likely ("foreign minister" -> "foreign_minister")."""
        return next(iter(roles_of_title(title, state)), None)

    def knows_surname(self, text: str) -> bool:
        """Whether some holder of office is called so by one name, in this spelling."""
        return _knows_surname(text)

    def origin(self) -> dict[str, str]:
        """Where the facts come from and on what terms."""
        return dict(_connection().execute("SELECT key, value FROM origin ORDER BY key"))


@cache
def knowledge() -> Knowledge:
    """The one table of this process; it opens its file on the first look-up."""
    return Knowledge()


LONGER = 2
"""The kind of key under which a name is found that the text gives at greater length."""


@lru_cache(maxsize=8192)
def namesakes(name: str) -> tuple[Namesake, ...]:
    """Who may bear a name and how it fits, the best fit and most prominent first, at most ``MOST_NAMESAKES``."""
    bare = strip_honorifics(name)
    found: dict[int, int] = {}
    for form in (name, bare):
        for number, kind, _ in _connection().execute(BY_NAME, (spelling_key(form), MOST_NAMESAKES)):
            found[number] = min(kind, found.get(number, kind))
    if not found:
        for form in lineages(bare):
            for number, _, _ in _connection().execute(BY_NAME, (spelling_key(form), MOST_NAMESAKES)):
                found[number] = LONGER
    people = _people(found)
    matches = [
        Namesake(person=people[number], match=_match(people[number], (name, bare), kind))
        for number, kind in found.items()
    ]
    return tuple(sorted(matches, key=lambda item: (NEARNESS[item.match], -item.person.rank, item.person.id)))


def _match(person: Person, forms: Iterable[str], kind: int) -> NameMatch:
    """How exactly the name fits, by the kind of key that it was found under."""
    folded = {fold(form) for form in forms}
    if kind == 3 or all(" " not in strip_honorifics(form).replace("-", " ") for form in forms):
        return NameMatch.SURNAME if _has_surname(person, folded) else NameMatch.SURNAME_SPELLING
    if folded & {fold(label) for label in (person.name, *person.aliases)}:
        return NameMatch.FULL
    state = person.terms[0].state or "" if person.terms else ""
    if kind == 2 and folded & {
        fold(form) for label in (person.name, *person.aliases) for form in short_forms(label, state)
    }:
        return NameMatch.SHORT
    return NameMatch.SPELLING if kind == 1 else NameMatch.SHORT


def _has_surname(person: Person, folded: set[str]) -> bool:
    """Whether one of the folded names stands in a name of the person's in this very spelling."""
    labels = [f" {fold(label)} " for label in (person.name, *person.aliases)]
    return any(f" {name} " in label for label in labels for name in folded)


@lru_cache(maxsize=8192)
def _person(person_id: str) -> Person | None:
    row = _connection().execute("SELECT n FROM person WHERE id = ?", (person_id,)).fetchone()
    return _people([row[0]])[row[0]] if row else None


@lru_cache(maxsize=4096)
def _holders(role: str, state: str | None, first_day: datetime.date, last_day: datetime.date) -> tuple[Person, ...]:
    days = {"first": _number(first_day), "last": _number(last_day)}
    query = BY_ROLE.format(state="" if state is None else "AND term.state = :state")
    rows = _connection().execute(query, {"role": role, "state": state, **days})
    people = _people(number for (number,) in rows)

    def newest(person: Person) -> tuple[bool, datetime.date, str]:
        terms = [term for term in person.terms if term.role == role and term.state == (state or term.state)]
        held = [term for term in terms if term.covers(first_day, last_day)]
        return (
            all(not is_acting(term.office) for term in held),
            max((term.start or datetime.date.min for term in held), default=datetime.date.min),
            person.id,
        )

    return tuple(sorted(people.values(), key=newest, reverse=True))


@lru_cache(maxsize=16384)
def _knows_surname(text: str) -> bool:
    query = "SELECT 1 FROM name WHERE key = ? AND kind = 3 LIMIT 1"
    return _connection().execute(query, (spelling_key(text),)).fetchone() is not None


def _people(numbers: Iterable[int]) -> dict[int, Person]:
    """The people of these row numbers, with their terms."""
    wanted = sorted(set(numbers))
    marks = ",".join("?" * len(wanted))
    terms: dict[int, list[Term]] = {number: [] for number in wanted}
    for number, office, role, state, start, end, as_of in _connection().execute(TERMS.format(marks=marks), wanted):
        points = rank(role, state or "", acting=is_acting(office))
        days = {"start": _day(start), "end": _day(end), "as_of": _day(as_of)}
        terms[number].append(Term(office=office, role=role, state=state, rank=points, **days))
    query = f"SELECT n, id, name, aliases, born, died, rank FROM person WHERE n IN ({marks})"
    return {
        number: Person(
            id=person_id,
            name=name,
            aliases=tuple(aliases.split("\n")) if aliases else (),
            born=_day(born),
            died=_day(died),
            rank=points,
            terms=tuple(terms[number]),
        )
        for number, person_id, name, aliases, born, died, points in _connection().execute(query, wanted)
    }


@lru_cache(maxsize=65536)
def _day(number: int | None) -> datetime.date | None:
    return datetime.date(number // 10000, number // 100 % 100, number % 100) if number else None


def _number(day: datetime.date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


class _Local(threading.local):
    """A connection of its own for each thread; ``process`` tells a forked child that this one is not its own."""

    connection: sqlite3.Connection | None = None
    process: int = 0


LOCAL = _Local()


def _connection() -> sqlite3.Connection:
    """The thread's own read-only connection; ``immutable`` spares all locking, as nobody writes the shipped file."""
    if LOCAL.connection is None or LOCAL.process != os.getpid():
        path = resources.files("communique") / "data" / "officeholders.sqlite"
        LOCAL.connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        LOCAL.process = os.getpid()
    return LOCAL.connection
