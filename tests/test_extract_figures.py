"""Figures: numbers about dealings of states. Add a sentence and what should be read from it."""

from __future__ import annotations

import pytest

import communique
from communique.records import Figure

COUNTED = [
    # sentence, value, unit, parties
    ("Trade between Russia and Israel stands at $1 billion.", 1e9, "USD", {"RU", "IL"}),
    ("Trade between Poland and Ukraine grew by 30 percent.", 30, "percent", {"PL", "UA"}),
    ("Mongolia sent 120 troops to Iraq.", 120, "troops", {"MN", "IQ"}),
    ("Iran is holding eight Chinese engineers and 40 Turkish citizens.", 40, "people", {"IR", "CN", "TR"}),
    ("Japan will give Kenya 900,000 vaccine doses.", 900_000, "doses", {"JP", "KE"}),
    ("China bought 70 jets from France.", 70, "jets", {"CN", "FR"}),
    ("Germany has provided 2 billion euros in humanitarian aid.", 2e9, "EUR", {"DE"}),
    ("Israel released 110 Palestinian prisoners.", 110, "people", {"IL", "PS"}),
    ("Poland is ready to deliver 14 tanks to Ukraine.", 14, "tanks", {"PL", "UA"}),
    ("Greece and Turkey signed 17 agreements in Athens.", 17, "agreements", {"GR", "TR"}),
    # giver and receiver, whose they are and where they go
    ("The Netherlands has given Ukraine an estimated 2.3 billion euros.", 2.3e9, "EUR", {"NL", "UA"}),
    ("Iraq owes Kuwait more than US$50 billion in reparations.", 5e10, "USD", {"IQ", "KW"}),
    ("NATO says it will deploy 2,000 more troops to Kosovo.", 2000, "troops", {"NATO", "XK"}),
    ("The United States has about 28,500 troops in South Korea.", 28_500, "troops", {"US", "KR"}),
    ("France expelled 35 Russian diplomats.", 35, "people", {"FR", "RU"}),
    ("Saudi Arabia exports some 1.7 million barrels of oil a day to China.", 1.7e6, "barrels", {"SA", "CN"}),
    ("Russia shipped 20,000 tonnes of wheat to Mali.", 20_000, "tonnes", {"RU", "ML"}),
    # dealings that take two
    ("China met Peru. Trade between the two countries hit $90 billion.", 9e10, "USD", {"CN", "PE"}),
    ("Olaf Scholz met Xi Jinping. The two agreed to raise trade to $9 billion.", 9e9, "USD", {"DE", "CN"}),
    ("The United States and the European Union sanctioned 20 Chinese firms.", 20, "firms", {"US", "EU", "CN"}),
    ("The White House seeks approval to sell 40 F-16 jets to Turkey.", 40, "jets", {"US", "TR"}),
    ("Peru says that bilateral trade with Chile grew by 12 percent.", 12, "percent", {"PE", "CL"}),
    # soldiers are troops, pacts agreements; two kinds counted together; people of all kinds
    ("Nigeria sent 900 soldiers to Mali.", 900, "troops", {"NG", "ML"}),
    ("Kenya and Oman concluded 12 pacts.", 12, "agreements", {"KE", "OM"}),
    ("Iran fired more than 300 drones and missiles at Israel.", 300, "drones and missiles", {"IR", "IL"}),
    ("Kenya sent fifty rescuers to Turkey.", 50, "people", {"KE", "TR"}),
    ("France sold 80 Rafale fighters to Egypt.", 80, "fighters", {"FR", "EG"}),
    ("In 2018 Greece got about a third of its oil from Iran.", 33.3, "percent", {"GR", "IR"}),
    # few documents that are signed, a compound before the noun, a bare number after "the number of"
    ("Chad and Qatar signed three agreements on Monday.", 3, "agreements", {"TD", "QA"}),
    ("Iran delivered two short-range missiles to Syria.", 2, "missiles", {"IR", "SY"}),
    ("India bought twelve Russian-built jets from Russia.", 12, "jets", {"IN", "RU"}),
    ("Nearly 9,000 Kenyan students attend universities in Poland.", 9000, "people", {"KE", "PL"}),
    # shares and ranges
    ("China accounted for 28.5 percent of Brazil's exports.", 28.5, "percent", {"CN", "BR"}),
    ("Germany will deliver 15 to 20 tanks to Ukraine.", 15, "tanks", {"DE", "UA"}),
    ("Trade between Turkey and Iraq was worth $15-20 billion.", 1.5e10, "USD", {"TR", "IQ"}),
    # who stands in an aside of time is not concerned; nor where a summit was held
    ("Norway announced $300 million in aid for Kenya following Somali attacks.", 3e8, "USD", {"NO", "KE"}),
    ("Chile will supply 40 trucks to Peru despite protests from Bolivia.", 40, "trucks", {"CL", "PE"}),
    ("The United States has sent $30 billion in weapons to Chad since Niger attacked.", 3e10, "USD", {"US", "TD"}),
    ("Emmanuel Macron promised Kenya $40 million in loans at talks in Rome.", 4e7, "USD", {"FR", "KE"}),
    # who counts the dead is no party
    ("Human Rights Watch speaks of 40 civilians killed when Chad shelled Niger.", 40, "people", {"TD", "NE"}),
    # warplanes are aircraft, heads of state people; few things count where somebody gives or takes them
    ("Some 27 Libyan warplanes crossed into Chad.", 27, "aircraft", {"LY", "TD"}),
    ("Forty heads of state were asked to Kenya by Oman.", 40, "people", {"KE", "OM"}),
    ("Norway will lend Chile two frigates.", 2, "frigates", {"NO", "CL"}),
    ("The sale of two submarines by Sweden to Peru is off.", 2, "submarines", {"SE", "PE"}),
    # a model's number is no count
    ("Norway will send 12 Challenger 2 tanks to Chad.", 12, "tanks", {"NO", "TD"}),
]

NONE = [
    "Two Iraqi officials said that Iran and Saudi Arabia are close to a deal.",  # who says it
    "Iran and Iraq are close to a deal, according to three diplomats in Baghdad.",  # who says it
    "France congratulated Ali Bongo of Gabon, who won 64 percent of the vote.",  # an election
    "Gabon, which France ruled until 1960, produces 200,000 barrels of oil a day.",  # output at home
    "Flash floods killed three people in northern England.",  # nature, at home
    "Police in Italy arrested nine people on Friday.",  # at home
    "A poll says 56 percent of Japanese voters like the premier.",  # opinion at home
    "The judge in Chile set bail at $19,000.",  # a court
    "The 27 leaders of the EU met in Belgium.",  # the size of a body
    "The European Union's 27 members discussed sanctions on Russia.",  # the size of a body
    "Iran and Oman border on the Emirates, a state of ten million people.",  # a population
    "Shares in Shanghai closed 3% lower after China threatened the United States.",  # a market
    "Russia's economy shrank by 2.1% after the European Union imposed sanctions.",  # an economy
    "Emmanuel Macron went to Morocco, accompanied by 40 business executives from France.",  # a delegation
    "Some 2,000 demonstrators waved Greek and Cypriot flags.",  # a crowd
    "The petition against Chile and Peru was signed by 700,000 people.",  # a petition
    "Angela Merkel visits Peru and three other countries.",  # a list
    "India is the 16th country to sign the treaty with Japan.",  # an ordinal
    "One diplomat from Chad said that Niger was angry.",  # one who speaks
    "The 27 foreign ministers of the EU met Serbia's premier.",  # all of a body
    "He turned 60 in May.",  # an age
    "Two boys of Chad, aged 15, 11 and six, met the envoy of Niger.",  # ages in a list
    "Norway showed its Leopard 2 tanks to Chile.",  # a model
    "Chad, an African Union member of 18 million people, borders on Libya.",  # a population
    "Norway sank a Russian ship 15 miles off the coast of Chile.",  # a distance
    "Malta's monk walked 500 miles to Portugal for charity.",  # a distance
    "Russia took the eastern half of the Ukrainian village.",  # no share
    "Two Chilean jets shot down a drone of Peru.",  # things that are only named
    "Norway and Chile fell out over two ships.",  # things that are only named
    "Sweden will not hand Peru the first of two submarines.",  # things that are only named
    "Norway warned Chile that it has no say, if one is honest.",  # nobody in particular
    "One of the ministers of Chad flew to Niger.",  # one of several
    "Two of the closest aides of the Korean leaders met envoys of Japan.",  # few, to whom nothing happens
    "Three ministers, Angela Merkel, Ola Lund and Mario Draghi, came from Chile to Peru.",  # they are named
    "Poland's exports to Ukraine reached billions of dollars.",  # a size without a number
]


def figures(text: str) -> list[Figure]:
    reading = communique.read(text, published="2019-05-10", title="News of the day")
    return [claim for claim in reading.claims if isinstance(claim, Figure)]


@pytest.mark.parametrize(("text", "value", "unit", "parties"), COUNTED)
def test_a_figure_has_value_unit_and_parties(text: str, value: float, unit: str, parties: set[str]) -> None:
    told = {(claim.quantity.value, claim.quantity.unit): {one.name for one in claim.parties} for claim in figures(text)}
    assert told.get((value, unit)) == parties


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ola Lund of Norway opened four clinics in Oslo. The Norwegian minister said that they cost 40 million kroner.",
        "Chile's railway sold 200 trucks. The government in Santiago allocated $3 million to the line.",
    ],
)
def test_an_article_of_one_state_has_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_sum_in_brackets_says_the_same_sum_again() -> None:
    text = "France freed $15 billion (9 billion pounds) of frozen Libyan assets."
    assert [claim.quantity.unit for claim in figures(text)] == ["USD"]


def test_how_many_those_come_from_whom_a_number_counts_is_no_second_figure() -> None:
    text = "About 9,000 troops from 50 countries serve beside Kenya's in Somalia."
    assert [claim.quantity.unit for claim in figures(text)] == ["troops"]


def test_a_headline_rounds_the_sum_that_its_article_tells() -> None:
    text = "Peru wins $253m from Japan\n\nJapan will lend Peru $253.5 million for a port, the ministers said in Lima."
    reading = communique.read(text, published="2019-05-10", title="Peru wins $253m from Japan")
    assert len([claim for claim in reading.claims if isinstance(claim, Figure) and not claim.superseded]) == 1


def test_all_sums_in_brackets_say_the_same_sum_again() -> None:
    text = "India agreed to buy jets from France for $8bn (7.1bn euros; £6.2bn)."
    assert [claim.quantity.unit for claim in figures(text)] == ["USD"]


def test_a_part_of_a_sum_told_before_is_no_figure() -> None:
    assert [one.quantity.value for one in figures("The EU promised Kenya 3 billion euros, half of it in loans.")] == [
        3e9
    ]


@pytest.mark.parametrize(
    ("sentence", "value", "parties"),
    [
        ("More than 3,000 people have fled their homes.", 3000, {"SD"}),
        ("The United Nations counted 900 dead.", 900, {"SD"}),
        ("The European Union pledged 40 million euros in aid.", 4e7, {"EU", "SD"}),
    ],
)
def test_the_article_tells_whom_a_figure_concerns(sentence: str, value: float, parties: set[str]) -> None:
    text = f"Envoys of Sudan met Norway's minister in Oslo. Sudan is at war and Sudan is poor. {sentence}"
    (claim,) = figures(text)
    assert (claim.quantity.value, {one.name for one in claim.parties}) == (value, parties)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("More than 500 French troops are in Mali.", "over"),
        ("About 500 French troops are in Mali.", "about"),
        ("Exactly 500 French troops are in Mali.", "exact"),
    ],
)
def test_a_figure_has_its_bound(text: str, bound: str) -> None:
    assert [claim.quantity.bound.value for claim in figures(text)] == [bound]


def test_a_figure_has_the_period_of_its_clause() -> None:
    (claim,) = figures("Trade between Russia and Israel reached $2 billion in 2017.")
    assert claim.when is not None
    assert claim.when.edtf == "2017"


SIDES = "Kenya and Uganda held talks in Nairobi. Kenya wants a bridge, and Uganda wants lower tariffs."


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Bilateral trade rose by 12 percent.", 12, "percent"),
        ("At least 30 people were killed at the border.", 30, "people"),
        ("The bridge costs $40 million.", 4e7, "USD"),
    ],
)
def test_a_figure_without_names_is_of_the_articles_sides(sentence: str, value: float, unit: str) -> None:
    (claim,) = figures(f"{SIDES}\n{sentence}")
    assert (claim.quantity.value, claim.quantity.unit) == (value, unit)
    assert {one.name for one in claim.parties} == {"KE", "UG"}
    assert figures(sentence) == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Trade between Russia and Israel stands at $1 billion.", "Trade between Russia and Israel"),
        ("Russian-Italian bilateral trade posted an increase of 55 percent.", "Russian-Italian bilateral trade"),
        ("The Pentagon sent another $6bn in arms to Ukraine.", "arms to Ukraine"),
        ("Japan gave Kenya a $50 million credit.", "credit"),
        ("Japan gave Kenya a loan of $50 million.", "loan"),
        ("Japan will give Kenya 900,000 vaccine doses.", "vaccine doses"),
        ("China bought $2 billion worth of jets from France.", "jets"),
        ("Peru gave Chile $50 million.", None),
    ],
)
def test_a_figure_measures_a_thing_and_not_its_currency(text: str, measure: str | None) -> None:
    (claim,) = figures(text)
    assert (claim.measure.value if claim.measure else None) == measure


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "Trade between Peru and Chile stands at $9 billion, compared with $2 billion in 1994.",
            {9e9: None, 2e9: "1994"},
        ),
        ("In 2004, bombers from Chad attacked Niger, killing 34 people and wounding 120.", {34: "2004", 120: "2004"}),
        ("On Monday Peru said that trade with Chile had reached $2 billion.", {2e9: None}),
    ],
)
def test_a_figure_is_of_the_time_that_hangs_on_it(text: str, periods: dict[float, str | None]) -> None:
    told = {claim.quantity.value: claim.when.edtf if claim.when else None for claim in figures(text)}
    assert told == periods
