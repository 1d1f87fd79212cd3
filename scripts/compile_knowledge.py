"""Compile the table of office-holders (CSV) and the hand-written names into ``data/officeholders.sqlite``.

    python scripts/compile_knowledge.py officeholders.csv [--output FILE]

The CSV has the columns wikidata, name, country, office, start, end, born, died, as_of. The same input gives the same
bytes.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import datetime
import re
import sqlite3
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from communique.offices import held_by_one, is_acting, rank, role_of_office
from communique.spelling import fold, short_forms, spelling_key, surname_forms

DATA = Path(__file__).parent.parent / "src" / "communique" / "data"
ORIGIN = (
    ("facts", "Terms of office from Wikidata (https://www.wikidata.org), CC0 1.0, by way of public extracts"),
    ("hand-written", "Common English names and further terms of office: data/common_names.toml of this project"),
    ("compiled_by", "scripts/compile_knowledge.py"),
    ("schema", "1"),
)
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE origin (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT, born INTEGER, died INTEGER,
  rank INTEGER NOT NULL
) STRICT;
CREATE TABLE office (n INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT) STRICT;
CREATE TABLE term (
  person INTEGER NOT NULL, place INTEGER NOT NULL, office INTEGER NOT NULL, state TEXT, start INTEGER, "end" INTEGER,
  as_of INTEGER, PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE name (
  key TEXT NOT NULL, kind INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (key, kind, person)
) STRICT, WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX person_id ON person (id);
CREATE INDEX term_office ON term (office, state);
CREATE INDEX office_role ON office (role);
"""
FULL, SHORT, SURNAME = 1, 2, 3
TERM_KEY = tuple[str, str, str]


@dataclass
class Term:
    """One term of office while it is being compiled; days as ISO text, "" where unknown."""

    office: str
    state: str
    start: str
    end: str
    as_of: str


@dataclass
class Person:
    """One person while being compiled."""

    id: str
    labels: list[tuple[str, str]] = field(default_factory=list)
    name: str = ""
    aliases: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    born: str = ""
    died: str = ""
    terms: list[Term] = field(default_factory=list)

    @property
    def states(self) -> list[str]:
        """The states of the person's offices, each once, in order."""
        return sorted({term.state for term in self.terms})


def first_day(text: str) -> str:
    """The first day of a year, month or day; an impossible day is read as its month, anything else is ""."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return ""
    day = (text + "-01-01"[len(text) - 4 :])[:10]
    return day if _exists(day) else f"{day[:7]}-01"


def last_day(text: str) -> str:
    """The last day of a year, month or day; an impossible day is read as its month, anything else is ""."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return ""
    if len(text) == 10 and _exists(text):
        return text
    month = f"{text}-12"[:7]
    return f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:]))[1]:02d}"


def _exists(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def slug(name: str) -> str:
    """A name as an id part."""
    return fold(name).replace(" ", "-")


def read_people(path: Path) -> dict[str, Person]:
    """The people of the CSV by id; one without a Wikidata id joins a person of the same name and state, if any."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(
            csv.DictReader(file),
            key=lambda row: (row["as_of"], row["country"], row["office"], row["start"], row["name"]),
        )
    known = {(fold(row["name"]), row["country"]): row["wikidata"] for row in rows if row["wikidata"]}
    people: dict[str, Person] = {}
    for row in rows:
        state = {"AU-AFRICAN-UNION": "African Union", "": _body(row["office"])}.get(row["country"], row["country"])
        key = (
            row["wikidata"]
            or known.get((fold(row["name"]), row["country"]))
            or f"person:{slug(row['name'])}-{row['country'].lower()}"
        )
        person = people.setdefault(key, Person(id=key))
        person.labels.append((row["as_of"], row["name"]))
        person.born = person.born or first_day(row["born"])
        person.died = person.died or last_day(row["died"])
        person.terms.append(
            Term(row["office"], state, first_day(row["start"]), last_day(row["end"]), last_day(row["as_of"]))
        )
    return people


def _body(office: str) -> str:
    """The organisation of an office that belongs to no state."""
    if "NATO" in office:
        return "NATO"
    return (
        "UN"
        if "United Nations" in office or "International Court of Justice" in office or "World Health" in office
        else "WTO"
        if "World Trade" in office
        else ""
    )


def choose_labels(people: dict[str, Person]) -> None:
    """The label of the newest extract as the name, the others as aliases."""
    for person in people.values():
        labels = sorted(person.labels, key=lambda pair: (pair[0], pair[1]))
        person.name = re.sub(r"\s+", " ", labels[-1][1].split(",")[0]).strip() or labels[-1][1]
        person.aliases |= {label for _, label in labels if label != person.name}


def apply_names(people: dict[str, Person], table: dict[str, list[dict[str, object]]]) -> list[str]:
    """Put the hand-written names and terms in; returns the entries whose person is not in the table."""
    index: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        for key in {spelling_key(label) for label in (person.name, *person.aliases)}:
            index[key].append(person)
    lost = []
    for entry in [*table["person"], *table["missing"], *table["person"]]:
        label, state = str(entry.get("label", entry["name"])), str(entry.get("state", ""))
        terms = entry.get("terms", ())
        person = _find(index, label, state) or _find(index, str(entry["name"]), state)
        if person is None and terms:
            person = Person(id=f"person:{slug(str(entry['name']))}", name=str(entry["name"]))
            people[person.id] = person
        if person is None:
            lost.append(label)
            continue
        lost = [other for other in lost if other != label]
        _apply(person, entry)
        for name in {str(entry["name"]), label}:
            if person not in index[spelling_key(name)]:
                index[spelling_key(name)].append(person)
    return lost


def _find(index: dict[str, list[Person]], label: str, state: str) -> Person | None:
    """The person of that name, with an office of that state where one is asked for, the most prominent first."""
    found = index.get(spelling_key(label), [])
    fitting = [person for person in found if not state or state in person.states] or (found if len(found) == 1 else [])
    return max(fitting, key=lambda person: (person_rank(person), person.id)) if fitting else None


def _apply(person: Person, entry: dict[str, object]) -> None:
    if person.name and person.name != entry["name"]:
        person.aliases.add(person.name)
    person.name = str(entry["name"])
    person.aliases |= set(map(str, entry.get("aliases", ())))  # type: ignore[call-overload]
    person.surnames |= set(map(str, entry.get("surnames", ())))  # type: ignore[call-overload]
    person.born = person.born or str(entry.get("born", ""))
    person.died = person.died or str(entry.get("died", ""))
    for office, state, start, end in entry.get("terms", ()):  # type: ignore[attr-defined]
        same = [term for term in person.terms if (term.office, term.state, term.start) == (office, state, start)]
        for term in same:
            term.end = term.end or end
        if not same:
            person.terms.append(Term(office, state, start, end, ""))


def close_terms(people: dict[str, Person], newest: str) -> None:
    """Write an end where death, a newer holder, or a newer extract of the same term says that there was one."""
    holders: dict[TERM_KEY, list[tuple[str, str]]] = defaultdict(list)
    for person in people.values():
        for term in person.terms:
            for key in _office_keys(term):
                if term.start and not is_acting(term.office):
                    holders[key].append((term.start, person.id))
    for starts in holders.values():
        starts.sort()
    for person in people.values():
        for term in person.terms:
            if not term.end and term.start:
                term.end = _inferred_end(person, term, holders, newest)
            if person.died and (not term.end or term.end > person.died):
                term.end = person.died if not term.start or term.start <= person.died else term.end
        person.terms = _without_copies(person.terms)


SINGLE_ROLES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "monarch",
        "head_of_nato",
        "head_of_un",
        "supreme_leader",
    }
)


def _office_keys(term: Term) -> list[TERM_KEY]:
    """What must be taken over for a term to have ended: the office itself, and the role where a state has one of it."""
    if not held_by_one(term.office, term.state):
        return []
    keys = [("office", fold(term.office), term.state)]
    role = role_of_office(term.office, term.state)
    if role in SINGLE_ROLES:
        keys.append(("role", str(role), term.state))
    return keys


def _inferred_end(person: Person, term: Term, holders: dict[TERM_KEY, list[tuple[str, str]]], newest: str) -> str:
    later = [
        start
        for key in _office_keys(term)
        for start, other in holders[key]
        if start > term.start and other != person.id
    ]
    if not later:
        return ""
    day = datetime.date.fromisoformat(min(later)) - datetime.timedelta(days=1)
    return min(day.isoformat(), newest)


def _without_copies(terms: list[Term]) -> list[Term]:
    """The terms with each office once per start; of two copies the one that is closed, else the newer."""
    best: dict[tuple[str, str, str], Term] = {}
    for term in terms:
        key = (fold(term.office), term.state, term.start)
        if key not in best or (bool(term.end), term.as_of) > (bool(best[key].end), best[key].as_of):
            best[key] = term
    return sorted(best.values(), key=lambda term: (term.start, term.office, term.state))


def person_rank(person: Person) -> int:
    """The most prominent office that the person held."""
    return max(
        (
            rank(role_of_office(term.office, term.state), term.state, acting=is_acting(term.office))
            for term in person.terms
        ),
        default=0,
    )


def name_keys(person: Person) -> set[tuple[str, int]]:
    """Every key under which the person is found, with what kind of name it is."""
    labels = [person.name, *sorted(person.aliases)]
    pairs = [(label, state) for label in labels for state in person.states or [""]]
    keys: dict[str, int] = {}
    for kind, names in (
        (FULL, labels),
        (SHORT, [form for pair in pairs for form in short_forms(*pair)]),
        (SURNAME, [*(form for pair in pairs for form in surname_forms(*pair)), *person.surnames]),
    ):
        for name in names:
            keys.setdefault(spelling_key(name), kind)
    return {(key, kind) for key, kind in keys.items() if key} | {
        (spelling_key(name), SURNAME) for name in person.surnames
    }


def number(day: str) -> int | None:
    """A day as the number YYYYMMDD, which sorts and takes a quarter of the room."""
    return int(day.replace("-", "")) if day else None


def _office(term: Term) -> tuple[str, str]:
    return term.office, role_of_office(term.office, term.state) or ""


def write(people: dict[str, Person], output: Path) -> None:
    """Write the table, its indexes and its origin, in a fixed order."""
    output.unlink(missing_ok=True)
    database = sqlite3.connect(output)
    database.executescript(SCHEMA)
    database.executemany("INSERT INTO origin VALUES (?, ?)", ORIGIN)
    ordered = sorted(people.values(), key=lambda person: person.id)
    offices = {
        key: n for n, key in enumerate(sorted({_office(term) for person in ordered for term in person.terms}), 1)
    }
    database.executemany(
        "INSERT INTO office VALUES (?, ?, ?)", [(n, name, role or None) for (name, role), n in offices.items()]
    )
    for n, person in enumerate(ordered, 1):
        aliases = "\n".join(sorted(person.aliases - {person.name})) or None
        row = (n, person.id, person.name, aliases, number(person.born), number(person.died), person_rank(person))
        database.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        database.executemany(
            "INSERT INTO name VALUES (?, ?, ?)", [(key, kind, n) for key, kind in sorted(name_keys(person))]
        )
        for place, term in enumerate(person.terms):
            days = (number(term.start), number(term.end), number(term.as_of))
            values = (n, place, offices[_office(term)], term.state or None, *days)
            database.execute("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    database.executescript(INDEXES)
    database.commit()
    database.execute("ANALYZE")
    database.commit()
    database.execute("VACUUM")
    database.close()


def main() -> None:
    """Read the CSV, compile, say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("csv", type=Path)
    parser.add_argument("--output", type=Path, default=DATA / "officeholders.sqlite")
    arguments = parser.parse_args()
    people = read_people(arguments.csv)
    newest = max(term.as_of for person in people.values() for term in person.terms)
    choose_labels(people)
    lost = apply_names(people, tomllib.loads((DATA / "common_names.toml").read_text(encoding="utf-8")))
    close_terms(people, newest)
    write(people, arguments.output)
    terms = sum(len(person.terms) for person in people.values())
    print(f"{len(people)} people, {terms} terms, {arguments.output.stat().st_size} bytes")
    if lost:
        print("Named in common_names.toml but in no row:", "; ".join(lost))


if __name__ == "__main__":
    main()
