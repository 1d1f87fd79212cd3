"""States, international bodies and places: their names, codes and coordinates, as tables that ship with the package.

Look-ups answer from the tables alone. Who governs a state is in ``knowledge.py``; which of several
readings of a word a text means is for ``detect`` and ``link``. A name with two readings of equal weight gives None.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files

import msgspec

from communique.records import EntityKind, Record
from communique.tables import table

DATA = files("communique") / "data"
CLEARLY_BIGGER = 3.0
"""A city this many times as populous as its next namesake is the one meant; chosen so that Birmingham and
Alexandria are decided, and Valencia and San Jose are not."""


class State(Record, frozen=True):
    """A state or territory with an ISO 3166-1 code. ``cow`` and ``gw`` number members of the system of states only."""

    code: str
    iso3: str
    cow: int | None
    gw: int | None
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: str | None = None
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


class Organization(Record, frozen=True):
    """A body of states or a political actor without one. ``of`` is the state that it is an organ of."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    of: str | None = None


class City(Record, frozen=True):
    """A city, region or venue. ``id`` is ``city:<GeoNames id>``, or ``place:<name>`` for what we placed by hand."""

    id: str
    name: str
    state: str | None
    latitude: float
    longitude: float
    population: int = 0


class Entry(Record, frozen=True):
    """A name to scan texts for, case as written, and what it stands for; ``code`` is None where that is open."""

    name: str
    kind: EntityKind
    code: str | None
    demonym: bool = False
    seat: bool = False


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """A name without case, accents, points, hyphens and a leading article, so that spellings meet."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name).casefold().replace("ı", "i").replace("ø", "o").replace("ł", "l")
    letters = unicodedata.normalize("NFKD", plain)
    words = "".join(c if c.isalnum() else " " if c in "-/ " else "" for c in letters).split()
    words = ["saint" if word == "st" else word for word in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _table(name: str) -> Iterator[dict[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader(line for line in lines if not line.startswith("#"))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _state(row: dict[str, str]) -> State:
    return State(
        code=row["code"],
        iso3=row["iso3"],
        cow=_number(row["cow"]),
        gw=_number(row["gw"]),
        name=row["name"],
        aliases=_list(row["aliases"]),
        adjectives=_list(row["adjectives"]),
        people=_list(row["people"]),
        capital=row["capital"] or None,
        capitals=_list(row["capitals"]),
        seats=_list(row["seats"]),
    )


def _is_acronym(name: str) -> bool:
    return len(name) <= 6 and name.upper() == name


class Gazetteer:
    """The tables, indexed. Use ``gazetteer()``; cities are read when first asked for."""

    def __init__(self) -> None:
        self.states: tuple[State, ...] = tuple(_state(row) for row in _table("states.csv"))
        bodies = table("communique.data", "organizations.toml")["organization"]
        self.organizations: tuple[Organization, ...] = tuple(
            Organization(code=b["code"], name=b["name"], aliases=tuple(b["aliases"]), of=b.get("of")) for b in bodies
        )
        self._words = table("communique.data", "names.toml")
        self._found_cities: dict[str, tuple[City, ...]] = {}
        self._by_code = {state.code: state for state in self.states}

    def state(self, code: str) -> State | None:
        """The state with that ISO 3166-1 alpha-2 code (upper case)."""
        return self._by_code.get(code)

    def state_named(self, text: str) -> State | None:
        """The state with that name or alias; acronyms must match in case ("US", not "us"), other names need not."""
        text = text.strip().removeprefix("the ").removeprefix("The ")
        return self._state_names.get(text) or self._state_names.get(_key(text))

    def state_of_adjective(self, text: str) -> str | None:
        """The code behind an adjective of nationality or the name of a people ("Russian", "Afghans")."""
        return self._adjectives.get(text.strip())

    def organization(self, code_or_name: str) -> Organization | None:
        """The organisation with that short form, name or alias; acronyms must match in case."""
        text = code_or_name.strip().removeprefix("the ").removeprefix("The ")
        return self._organization_names.get(text) or self._organization_names.get(_key(text))

    def cities(self, name: str) -> tuple[City, ...]:
        """All cities, regions and venues of that name, the most populous first."""
        key = folded(name)
        if key not in self._found_cities:
            found = [*self._cities_keyed(key), *self._regions.get(key, ())] if key else []
            self._found_cities[key] = tuple(sorted(found, key=lambda city: (-city.population, city.id)))
        return self._found_cities[key]

    def city(self, name: str, state: str | None = None) -> City | None:
        """The one place of that name, in that state if given; None where neither size nor being a capital decides."""
        found = [city for city in self.cities(name) if state is None or city.state == state]
        if not found:
            return None
        rivals = [city for city in found[1:] if city.state != found[0].state]
        clear = not rivals or found[0].population > CLEARLY_BIGGER * rivals[0].population
        return found[0] if clear or self._is_capital(found[0]) else None

    def _is_capital(self, city: City) -> bool:
        state = self._by_code.get(city.state or "")
        return state is not None and city.name in (state.capital, *state.capitals)

    def entries(self) -> tuple[Entry, ...]:
        """Every name to scan texts for, each once, the longest first; match with case, whole words only."""
        return self._entries

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        unscanned = set(self._words["unscanned"]["names"])
        found: dict[str, Entry] = {}
        for entry in self._all_entries():
            if entry.name not in unscanned:
                found.setdefault(entry.name, entry)
                curly = entry.name.replace("'", "’")
                found.setdefault(curly, msgspec.structs.replace(entry, name=curly))
        return tuple(sorted(found.values(), key=lambda entry: (-len(entry.name), entry.name)))

    def _all_entries(self) -> Iterator[Entry]:
        """Entries in order of precedence: where two share a name, the first is kept."""
        yield from self._open_entries()
        for state in self.states:
            yield from (_entry(name, EntityKind.STATE, state.code) for name in (state.name, *state.aliases))
        for state in self.states:
            for word in (*state.adjectives, *state.people):
                yield _entry(word, EntityKind.STATE, state.code, demonym=True)
        for state in self.states:
            yield from (_entry(seat, EntityKind.STATE, state.code, seat=True) for seat in state.seats)
            for capital in (state.capital, *state.capitals):
                if capital:
                    yield _entry(capital, EntityKind.PLACE, state.code, seat=True)
        for body in self.organizations:
            names = (body.code, body.name, *body.aliases)
            yield from (_entry(name, EntityKind.ORGANIZATION, body.code) for name in names)
        yield from self._place_entries()

    def _open_entries(self) -> Iterator[Entry]:
        words = self._words
        for name in (*words["ambiguous_states"], *words["historical_states"]):
            yield _entry(name, EntityKind.STATE, None)
        for name in (*words["ambiguous_adjectives"], *words["historical_adjectives"]):
            yield _entry(name, EntityKind.STATE, None, demonym=True)
        for name in words["peoples"]:
            yield _entry(name, EntityKind.GROUP, None, demonym=True)
        for group in words["not_a_state"]:
            yield from (_entry(name, EntityKind(group["kind"]), None) for name in group["names"])

    def _place_entries(self) -> Iterator[Entry]:
        for row in self._places:
            names = (row["name"], *_list(row["aliases"]))
            yield from (_entry(name, EntityKind.PLACE, row["state"] or None) for name in names)
            yield from (_entry(w, EntityKind.STATE, row["state"], demonym=True) for w in _list(row["adjectives"]))
        scanned, _, _ = self._city_table.partition("\n\n")
        for line in scanned.splitlines():
            name, _id, state, _latitude, _longitude, _population, aliases, *_ = line.split("\t")
            yield from (_entry(n, EntityKind.PLACE, state) for n in (name, *_list(aliases)))

    @cached_property
    def _state_names(self) -> dict[str, State]:
        named: dict[str, State] = {}
        for state in self.states:
            for name in (state.name, *state.aliases):
                named.setdefault(name, state)
                named.setdefault(_key(name), state)
        return named

    @cached_property
    def _adjectives(self) -> dict[str, str]:
        barred = set(self._words["ambiguous_adjectives"])
        named: dict[str, str] = {}
        for state in self.states:
            for word in (*state.adjectives, *state.people):
                if word not in barred:
                    named.setdefault(word, state.code)
        for row in self._places:
            for word in _list(row["adjectives"]):
                named.setdefault(word, row["state"])
        return named

    @cached_property
    def _organization_names(self) -> dict[str, Organization]:
        named: dict[str, Organization] = {}
        for body in self.organizations:
            for name in (body.code, body.name, *body.aliases):
                named.setdefault(name, body)
                named.setdefault(_key(name), body)
        return named

    @cached_property
    def _places(self) -> tuple[dict[str, str], ...]:
        return tuple(_table("places.csv"))

    @cached_property
    def _regions(self) -> dict[str, list[City]]:
        named: dict[str, list[City]] = {}
        for row in self._places:
            number = "place:" + folded(row["name"]).replace(" ", "-")
            place = _city(number, row["name"], row["state"], (row["latitude"], row["longitude"]), row["weight"])
            for key in {folded(name) for name in (row["name"], *_list(row["aliases"]))}:
                named.setdefault(key, []).append(place)
        return named

    @cached_property
    def _city_table(self) -> str:
        return (DATA / "cities.tsv").read_text(encoding="utf-8")

    @cached_property
    def _city_lines(self) -> list[str]:
        return self._city_table.splitlines()

    @cached_property
    def _city_keys(self) -> dict[str, list[int]]:
        """Key -> the lines of the cities of that name or alias; made in the time of ten searches through the table."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._city_table.lower().splitlines()):
            name, *_, aliases, _ = line.split("\t") if "\t" in line else ("", "", "")
            for key in {name, *aliases.split(";")} - {""}:
                found.setdefault(key, []).append(number)
        return found

    def _cities_keyed(self, key: str) -> Iterator[City]:
        for number in self._city_keys.get(key, ()):
            name, city, state, latitude, longitude, population, *_ = self._city_lines[number].split("\t")
            yield _city(f"city:{city}", name, state, (latitude, longitude), population)


def _city(number: str, name: str, state: str, point: tuple[str, str], population: str) -> City:
    return City(
        id=number,
        name=name,
        state=state or None,
        latitude=float(point[0]),
        longitude=float(point[1]),
        population=int(population),
    )


def _entry(name: str, kind: EntityKind, code: str | None, *, demonym: bool = False, seat: bool = False) -> Entry:
    return Entry(name=name, kind=kind, code=code, demonym=demonym, seat=seat)


def _key(name: str) -> str:
    """The case-free key of a name, or of an acronym a key that no case-free name can have."""
    return f"={name}" if _is_acronym(name) else folded(name)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once."""
    return Gazetteer()
