"""States, bodies and the words that stand for them."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.gazetteer import Entry, folded, gazetteer
from communique.records import EntityKind

ENTRIES = {entry.name: entry for entry in gazetteer().entries()}
STATES = gazetteer().states
SOVEREIGN = [state for state in STATES if state.gw is not None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russia", "RU"),
        ("the Russian Federation", "RU"),
        ("US", "US"),
        ("the U.S.", "US"),
        ("U.S.A.", "US"),
        ("America", "US"),
        ("united states", "US"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("Great Britain", "GB"),
        ("DPRK", "KP"),
        ("North Korea", "KP"),
        ("Republic of Korea", "KR"),
        ("Republic of China", "TW"),
        ("PRC", "CN"),
        ("Burma", "MM"),
        ("Myanmar", "MM"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Turkiye", "TR"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("the UAE", "AE"),
        ("United Arab Emirates", "AE"),
        ("Swaziland", "SZ"),
        ("Macedonia", "MK"),
        ("East Timor", "TL"),
        ("Cape Verde", "CV"),
        ("the Holy See", "VA"),
        ("the Palestinian Authority", "PS"),
        ("The Gambia", "GM"),
        ("St. Lucia", "LC"),
        ("Saint Lucia", "LC"),
        ("Bosnia-Herzegovina", "BA"),
        ("Guinea-Bissau", "GW"),
        ("DR Congo", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("South Sudan", "SS"),
        ("Kosovo", "XK"),
        ("Hong Kong", "HK"),
        # Words that are not, or not surely, one state.
        ("us", None),
        ("Congo", None),
        ("Korea", None),
        ("Persia", None),
        ("the Soviet Union", None),
        ("Yugoslavia", None),
        ("Kurdistan", None),
        ("Kashmir", None),
        ("Latin America", None),
        ("", None),
    ],
)
def test_names_of_states(text: str, code: str | None) -> None:
    state = gazetteer().state_named(text)
    assert (state.code if state else None) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Russian", "RU"),
        ("Russians", "RU"),
        ("British", "GB"),
        ("Briton", "GB"),
        ("Scottish", "GB"),
        ("Dutch", "NL"),
        ("Afghan", "AF"),
        ("Afghans", "AF"),
        ("American", "US"),
        ("U.S.", "US"),
        ("Emirati", "AE"),
        ("Saudi", "SA"),
        ("Saudis", "SA"),
        ("Palestinian", "PS"),
        ("Philippine", "PH"),
        ("Filipino", "PH"),
        ("Danes", "DK"),
        ("Finnish", "FI"),
        ("Kazakh", "KZ"),
        ("Azeri", "AZ"),
        ("Nigerian", "NG"),
        ("Nigerien", "NE"),
        ("Dominican", "DO"),
        ("North Korean", "KP"),
        ("South Koreans", "KR"),
        ("Ivorian", "CI"),
        ("Burmese", "MM"),
        ("Chechen", "RU"),
        ("Tibetan", "CN"),
        ("Abkhaz", "GE"),
        ("Congolese", None),
        ("Korean", None),
        ("Soviet", None),
        ("Kurdish", None),
        ("European", None),
        ("russian", None),
        ("polish", None),
    ],
)
def test_adjectives_and_peoples(word: str, code: str | None) -> None:
    assert gazetteer().state_of_adjective(word) == code


def test_every_state_is_complete_and_its_codes_are_its_own() -> None:
    assert len(STATES) == 250
    assert len(SOVEREIGN) == 195
    for state in STATES:
        assert len(state.code) == 2, state.code
        assert len(state.iso3) == 3, state.code
        assert state.name
    for state in SOVEREIGN:
        assert state.adjectives, state.code
        assert state.capital or state.code in {"MC", "SG", "SM"}, state.code
    for field in ("code", "iso3", "cow", "gw", "name"):
        values = [value for state in STATES if (value := getattr(state, field)) is not None]
        assert len(values) == len(set(values)), field


@pytest.mark.parametrize(
    ("code", "iso3", "cow", "gw"),
    [
        ("RU", "RUS", 365, 365),
        ("DE", "DEU", 255, 260),
        ("RS", "SRB", 345, 340),
        ("CZ", "CZE", 316, 316),  # 315 is Czechoslovakia
        ("YE", "YEM", 679, 678),  # 680 is South Yemen
        ("KI", "KIR", 946, 970),
        ("XK", "XKX", 347, 347),
        ("TW", "TWN", 713, 713),
        ("PS", "PSE", None, None),
        ("VA", "VAT", None, None),
        ("GL", "GRL", None, None),
    ],
)
def test_numbers_of_states(code: str, iso3: str, cow: int | None, gw: int | None) -> None:
    state = gazetteer().state(code)
    assert state is not None
    assert (state.iso3, state.cow, state.gw) == (iso3, cow, gw)


def test_an_unknown_code_is_no_state() -> None:
    assert gazetteer().state("ZZ") is None
    assert gazetteer().state("ru") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("European Commission", "EU"),
        ("the European Union", "EU"),
        ("the Security Council", "UN"),
        ("U.N.", "UN"),
        ("Nato", "NATO"),
        ("G-20", "G20"),
        ("Group of Seven", "G7"),
        ("World Health Organisation", "WHO"),
        ("World Court", "ICJ"),
        ("Hizbollah", "Hezbollah"),
        ("Al-Qaeda", "al-Qaida"),
        ("ISIS", "Islamic State"),
        ("al-Shabaab", "Al-Shabab"),
        ("Houthi", "Houthis"),
        ("Shanghai Cooperation Organization", "SCO"),
        ("OAU", "African Union"),
        ("AU", "African Union"),
        ("Ecowas", "ECOWAS"),
        ("who", None),  # the pronoun
        ("isis", None),
        ("Rotary Club", None),
    ],
)
def test_names_of_bodies(text: str, code: str | None) -> None:
    body = gazetteer().organization(text)
    assert (body.code if body else None) == code


def test_no_name_means_two_bodies() -> None:
    named: dict[str, str] = {}
    for body in gazetteer().organizations:
        for name in {body.code, body.name, *body.aliases}:
            assert named.setdefault(name, body.code) == body.code, name
        if body.of is not None:
            assert gazetteer().state(body.of.removeprefix("state:")) is not None, body.code


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Russia", Entry(name="Russia", kind=EntityKind.STATE, code="RU")),
        ("Russian", Entry(name="Russian", kind=EntityKind.STATE, code="RU", demonym=True)),
        ("Moscow", Entry(name="Moscow", kind=EntityKind.PLACE, code="RU", seat=True)),
        ("Kremlin", Entry(name="Kremlin", kind=EntityKind.STATE, code="RU", seat=True)),
        ("White House", Entry(name="White House", kind=EntityKind.STATE, code="US", seat=True)),
        ("Quai d’Orsay", Entry(name="Quai d’Orsay", kind=EntityKind.STATE, code="FR", seat=True)),
        ("Security Council", Entry(name="Security Council", kind=EntityKind.ORGANIZATION, code="UN")),
        ("Sochi", Entry(name="Sochi", kind=EntityKind.PLACE, code="RU")),
        ("Camp David", Entry(name="Camp David", kind=EntityKind.PLACE, code="US")),
        ("Gaza", Entry(name="Gaza", kind=EntityKind.PLACE, code="PS")),
        ("Soviet Union", Entry(name="Soviet Union", kind=EntityKind.STATE, code=None)),
        ("Congo", Entry(name="Congo", kind=EntityKind.STATE, code=None)),
        ("Kurds", Entry(name="Kurds", kind=EntityKind.GROUP, code=None, demonym=True)),
        ("Latin America", Entry(name="Latin America", kind=EntityKind.PLACE, code=None)),
        ("Washington Post", Entry(name="Washington Post", kind=EntityKind.ORGANIZATION, code=None)),
    ],
)
def test_what_texts_are_scanned_for(name: str, entry: Entry) -> None:
    assert ENTRIES[name] == entry


@pytest.mark.parametrize(
    "name",
    [
        "Nice",
        "Mobile",
        "Reading",
        "Bath",
        "Most",
        "Of",
        "Male",
        "Victoria",
        "Santiago",
        "Vladimir",
        "George",
        "Hague",
        "Salt",
        "Hamilton",
        "Kingston",
        "Kennedy",
        "Santos",
        "Batman",
        "Van",
        "Orange",
        "Split",
        "Hassan",
        "Wagner",
    ],
)
def test_words_that_are_mostly_something_else_are_not_scanned_for(name: str) -> None:
    assert name not in ENTRIES


def test_entries_are_each_once_the_longest_first_with_a_code_that_exists() -> None:
    entries = gazetteer().entries()
    assert len(ENTRIES) == len(entries)
    assert [len(entry.name) for entry in entries] == sorted((len(entry.name) for entry in entries), reverse=True)
    for entry in entries:
        assert entry.name == entry.name.strip()
        assert entry.name != entry.name.lower(), entry
        if entry.code is None:
            continue
        if entry.kind is EntityKind.ORGANIZATION:
            assert gazetteer().organization(entry.code) is not None, entry
        else:
            assert gazetteer().state(entry.code) is not None, entry


def test_a_capital_stands_for_one_state_only() -> None:
    seats: dict[str, str] = {}
    for state in STATES:
        for name in (state.capital, *state.capitals, *state.seats):
            if name and name not in {"Kingston"}:
                assert seats.setdefault(name, state.code) == state.code, name


def test_the_table_of_states_has_no_empty_names() -> None:
    text = (files("communique") / "data" / "states.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        for field in ("aliases", "adjectives", "people", "capitals", "seats"):
            if row[field]:
                assert all(name and name == name.strip() for name in row[field].split(";")), (row["code"], field)


@given(st.sampled_from(STATES), st.booleans())
def test_every_state_is_found_by_each_of_its_names(state, article: bool) -> None:  # type: ignore[no-untyped-def]
    for name in (state.name, *state.aliases):
        found = gazetteer().state_named(f"the {name}" if article and not name.startswith(("the ", "The ")) else name)
        assert found is not None, name
        assert found.code == state.code, name


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = folded(name)
    if not once.startswith(("the ", "st ")):
        assert folded(once) == once
