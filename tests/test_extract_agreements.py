"""Agreements: parties, stage and status. Add a sentence and what should be read from it."""

from __future__ import annotations

import pytest

import communique
from communique.records import Agreement

AGREED = [
    # sentence, parties, stage, status
    # states that have agreed to do what can be seen done
    ("India and Pakistan agreed to withdraw their troops.", {"IN", "PK"}, "announced", "occurred"),
    ("Iran and Oman have agreed to reopen their embassies.", {"IR", "OM"}, "announced", "occurred"),
    ("Chile agreed on Friday with Peru to lift the duty on fish.", {"CL", "PE"}, "announced", "occurred"),
    # the sides of a conflict inside a state
    ("The Yemeni government and rebel groups agreed to a truce.", {"YE", "rebel groups"}, "announced", "occurred"),
    ("Mali's army and Tuareg rebels signed a ceasefire in Oslo.", {"ML", "Tuareg rebels"}, "signed", "occurred"),
    ("Ukraine and pro-Russian separatists signed a truce.", {"UA", "pro-Russian separatists"}, "signed", "occurred"),
    ("A peace accord was signed by Chad and the armed opposition.", {"TD", "armed opposition"}, "signed", "occurred"),
    # movements by the name before their noun; who brings a deal about is no party
    ("Israel and the Hamas movement agreed to a truce.", {"IL", "Hamas"}, "announced", "occurred"),
    ("Kenya accepted a Qatari-brokered truce.", {"KE"}, "announced", "occurred"),
    ("Oman helped to broker the deal between Chad and Niger.", {"TD", "NE"}, "announced", "occurred"),
    # what was negotiated was reached, what has been negotiated not yet
    ("In May, Kenya and Ethiopia negotiated a truce in Moyale.", {"KE", "ET"}, "announced", "occurred"),
    ("Kenya and Uganda have negotiated a trade deal for years.", {"KE", "UG"}, "negotiating", "ongoing"),
    # ceremonies, orders, what is done under an agreement
    ("Kenya and Oman watched the signing ceremony of a pact on gas.", {"KE", "OM"}, "signed", "occurred"),
    ("Poland ordered 32 jets from Sweden in a contract worth $4 billion.", {"PL", "SE"}, "signed", "occurred"),
    ("Under an agreement with Turkey signed in 2016 the EU pays for tents.", {"TR", "EU"}, "signed", "occurred"),
    ("Poland and Hungary signed a trade agreement on Monday.", {"PL", "HU"}, "signed", "occurred"),
    ("France signed a defense pact with Japan.", {"FR", "JP"}, "signed", "occurred"),
    ("A tax treaty between Norway and Chile was signed in Oslo.", {"NO", "CL"}, "signed", "occurred"),
    ("The convention was signed by Kenya and Uganda.", {"KE", "UG"}, "signed", "occurred"),
    ("Angela Merkel and Emmanuel Macron signed a treaty in Aachen.", {"DE", "FR"}, "signed", "occurred"),
    ("Norway and Chile will sign a fisheries agreement in June.", {"NO", "CL"}, "signed", "planned"),
    ("Iran is expected to sign a gas deal with Turkey.", {"IR", "TR"}, "signed", "planned"),
    ("Egypt and Sudan reached a water agreement last week.", {"EG", "SD"}, "announced", "occurred"),
    ("Egypt is trying to reach a water agreement with Sudan.", {"EG", "SD"}, "proposed", "proposed"),
    ("Canada and Mexico announced a deal on steel.", {"CA", "MX"}, "announced", "occurred"),
    ("The Indian parliament ratified the border treaty with Nepal.", {"IN", "NP"}, "ratified", "occurred"),
    ("Turkey withdrew from the arms treaty with Greece.", {"TR", "GR"}, "withdrawn", "occurred"),
    ("Russia suspended the plutonium agreement with the United States.", {"RU", "US"}, "suspended", "occurred"),
    ("Brazil and Peru are negotiating a transport agreement.", {"BR", "PE"}, "negotiating", "ongoing"),
    ("Washington criticized a proposed India-Iran pipeline agreement.", {"IN", "IR"}, "proposed", "proposed"),
    (
        "The signing of a fisheries accord between Morocco and Spain took place on Friday.",
        {"MA", "ES"},
        "signed",
        "occurred",
    ),
    ("Ships pass freely under the 1936 treaty between Turkey and Britain.", {"TR", "GB"}, "in_force", "occurred"),
    ("Italy and Libya issued a joint statement on migration.", {"IT", "LY"}, "announced", "occurred"),
    ("Laos entered into a transit agreement with Vietnam.", {"LA", "VN"}, "signed", "occurred"),
    # participation that is suspended; what was a mistake has been done
    (
        "Norway suspended its participation in the fishing treaty with Chile.",
        {"NO", "CL"},
        "suspended",
        "occurred",
    ),
    ("It was a mistake for Chile to suspend the trade treaty with Peru.", {"CL", "PE"}, "suspended", "occurred"),
    ("Kenya ended its membership in the customs treaty with Uganda.", {"KE", "UG"}, "withdrawn", "occurred"),
    # other words for signing
    ("Ministers from Oman and Qatar put pen to paper on a trade deal.", {"OM", "QA"}, "signed", "occurred"),
    ("Kenya and Uganda inked a memorandum of understanding on roads.", {"KE", "UG"}, "signed", "occurred"),
    ("The memorandum between Peru and Chile was initialled in Lima.", {"PE", "CL"}, "signed", "occurred"),
    ("Serbia's parliament ratified the visa agreement with Albania.", {"RS", "AL"}, "ratified", "occurred"),
    ("Turkey and Libya signed a loan of $200 million.", {"TR", "LY"}, "signed", "occurred"),
    ("I congratulate Ghana and Togo on signing a border treaty.", {"GH", "TG"}, "signed", "occurred"),
    # on the way, and what an agreement does itself
    ("Oman and Qatar are close to a deal on gas.", {"OM", "QA"}, "negotiating", "ongoing"),
    ("India and Canada are closer to signing a trade agreement.", {"IN", "CA"}, "negotiating", "ongoing"),
    ("Chad and Niger agreed to a ceasefire.", {"TD", "NE"}, "announced", "occurred"),
    ("The fisheries accord between Morocco and Spain took effect.", {"MA", "ES"}, "in_force", "occurred"),
    ("Russia pulled out of the arms treaty with Greece.", {"RU", "GR"}, "withdrawn", "occurred"),
    ("Russia suspended its participation in the arms treaty with Greece.", {"RU", "GR"}, "suspended", "occurred"),
    # mediators are no parties
    ("Egypt and Sudan reached a Chad-brokered deal.", {"EG", "SD"}, "announced", "occurred"),
    ("China helped to broker a peace agreement between Chad and Niger.", {"TD", "NE"}, "announced", "occurred"),
    ("Angela Merkel welcomed an agreement between Peru and Chile.", {"PE", "CL"}, "announced", "occurred"),
    ("Kenya and Somalia agree six-month ceasefire.", {"KE", "SO"}, "announced", "occurred"),
    ("France announced a new partnership with Japan on energy.", {"FR", "JP"}, "announced", "occurred"),
    ("France said that Peru should sign a treaty with Chile.", {"PE", "CL"}, "signed", "proposed"),
    # accessions
    ("Trade has grown since Bolivia's accession to the European Union.", {"BO", "EU"}, "in_force", "occurred"),
    ("Moldova is advancing towards its entry into the European Union.", {"MD", "EU"}, "negotiating", "ongoing"),
    # partnerships that are launched or agreed on, and other papers
    ("Kenya and Japan agreed to establish a Strategic Energy Partnership.", {"KE", "JP"}, "announced", "occurred"),
    ("Canada announced the launch of the Canada-Peru Partnership on Water.", {"CA", "PE"}, "announced", "occurred"),
    ("Norway and Chile signed a letter of intent on lithium.", {"NO", "CL"}, "signed", "occurred"),
    ("Ghana and Togo decided to create a Customs Partnership.", {"GH", "TG"}, "announced", "occurred"),
    ("The United States and Peru signed a $460 million compact through a bank.", {"US", "PE"}, "signed", "occurred"),
    # whose organ a relative clause is about, and a truce that was agreed to
    (
        "Serbia, whose parliament ratified the visa treaty with Albania, was praised.",
        {"RS", "AL"},
        "ratified",
        "occurred",
    ),
    ("The shelling went on despite a truce that Chad and Niger had agreed to.", {"TD", "NE"}, "announced", "occurred"),
    # one document under two names, and what it adds to
    (
        "Russia suspended the Blue Sky arms treaty with Norway. Russia's move hits the Blue Sky pact with Norway.",
        {"RU", "NO"},
        "suspended",
        "occurred",
    ),
    ("Canada and Peru signed a protocol to the fisheries agreement.", {"CA", "PE"}, "signed", "occurred"),
    ("OSLO (AP) - Kenya and Peru signed a trade treaty.", {"KE", "PE"}, "signed", "occurred"),
    # names put to a document, also behind it
    ("Chad and Niger put their names to a declaration on water.", {"TD", "NE"}, "signed", "occurred"),
    ("The treaty that Kenya and Uganda put their signatures to is dead.", {"KE", "UG"}, "signed", "occurred"),
    ("Norway and Chile affixed their seals to a fisheries accord.", {"NO", "CL"}, "signed", "occurred"),
    ("Oman put its name to a letter of intent with Japan.", {"OM", "JP"}, "signed", "occurred"),
    ("Peru and Chile initialled a text on the border.", {"PE", "CL"}, "signed", "occurred"),
    # who stands in a clause of its own is no party
    (
        "Chad and Niger signed an arms contract, with Oman footing the bill.",
        {"TD", "NE"},
        "signed",
        "occurred",
    ),
    # known by its owners, or by its year
    ("Cairo's peace treaty with Israel limits the number of tanks.", {"EG", "IL"}, "in_force", "occurred"),
    (
        "Peru met Chile. Peru wants peace with Chile. Article IV of the 1929 Lima Treaty sets the border.",
        {"PE", "CL"},
        "signed",
        "occurred",
    ),
    ("The paper, agreed on Monday by Chad and Niger, calls for calm.", {"TD", "NE"}, "announced", "occurred"),
    (
        "France met Peru. France wants Peru to act. In the joint declaration, Chile is asked to pay.",
        {"FR", "PE"},
        "announced",
        "occurred",
    ),
    # joint statements
    ("In a joint statement, Japan and South Korea condemned the launch.", {"JP", "KR"}, "announced", "occurred"),
]

LISTS = [
    (
        "A joint statement by the Polish and Czech ministers, a tax convention and a rescue agreement were signed.",
        ["joint statement", "tax convention", "rescue agreement"],
    ),
    ("Chile and Peru signed a trade treaty and a customs protocol.", ["trade treaty", "customs protocol"]),
    ("Several documents were signed in Baku, including an agreement on gas between Turkey and Iraq.", ["gas"]),
]

LISTED = """The presidents of Peru and Chile met in Lima. Peru and Chile want more trade.
The following documents were signed:
1. Agreement on visas;
2. MoU between the ministries of health;
3. Protocol on rescue."""

NONE = [
    "Iran and Oman urged the parties to reach a ceasefire.",  # a request to others
    "The leaders of Iran and Oman called on the parties to declare a ceasefire.",  # a request to others
    "Kenya put money into the deal with Uganda.",  # an idiom needs its object
    "Iran congratulated Egypt on its new constitution.",  # at home
    "Sergei Lavrov will discuss the grain deal with Antonio Guterres.",  # a topic
    "Angela Merkel and Emmanuel Macron discussed support for the Paris Agreement.",  # a topic
    "Australia has refused to sign the whaling treaty with Japan.",  # a refusal
    "The French trade unions signed a collective agreement with the German company.",  # not between states
    "Ceasefire monitors from Norway arrived in Sudan.",  # the noun only modifies
    "Under White House safety protocols, visitors from Canada wear masks.",  # rules
    "Turkey and Greece agreed to continue close consultations.",  # good will: an action
    "Serbia and Kosovo agreed in principle to swap land.",  # in principle: an action
    "Emmanuel Macron and Olaf Scholz agreed to open the border.",  # leaders: an action
    "Protesters urged Peru to halt the drilling and ratify the treaty with Chile.",  # a request to others
    "The trade agreement helps everybody.",  # nobody's
    "Hopes rose of a truce brokered by Egypt.",  # a mediator's, between nobody
    "Finland's NATO membership is a topic in Ankara.",  # a label
    "Peru should sign a trade deal with Chile.",  # an editorial's wish
    "The grain deal brokered by the United Nations and Turkey expires on May 18.",  # its parties are not named
    "Oman met the rebels of Chad in an effort to broker a peace deal with Niger.",  # a wish to mediate
    "France and Italy discussed a plan for the ports.",  # a plan that nobody signs
    "The leaders of Chile and Peru agreed a debt ceiling deal.",  # at home
    "Joe Biden sought a deal to raise the debt ceiling while Japan looked on.",  # at home
    "The Estonian premier secured a deal on a new ruling coalition as Russia threatened.",  # at home
    "Chile is making arrangements to invite Peru to the summit.",  # nobody agrees
    "Chile's president struck a deal in Santiago. The Chilean miners welcomed it.",  # of one state
]


def agreements(text: str) -> list[Agreement]:
    reading = communique.read(text, published="2019-05-10", title="News of the day")
    return [claim for claim in reading.claims if isinstance(claim, Agreement)]


@pytest.mark.parametrize(("text", "parties", "stage", "status"), AGREED)
def test_an_agreement_has_parties_stage_and_status(text: str, parties: set[str], stage: str, status: str) -> None:
    told = [
        ({one.state or one.name for one in claim.parties}, claim.stage.value, claim.status.value)
        for claim in agreements(text)
    ]
    assert told == [(parties, stage, status)]


@pytest.mark.parametrize(("text", "subjects"), LISTS)
def test_each_document_of_a_list_is_an_agreement(text: str, subjects: list[str]) -> None:
    assert [claim.subject.value for claim in agreements(text) if claim.subject] == subjects


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_agreement(text: str) -> None:
    assert agreements(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chile and Peru signed a border treaty. Brazil and Chile welcomed the treaty.", [("border treaty", "signed")]),
        ("Chad and Mali reached a deal on water. The deal was signed by Chad on Friday.", [("water", "signed")]),
        ("Oman and Iran signed a gas pact. Oman said that the pact would help it.", [("gas pact", "signed")]),
        (
            "Kenya and Oman signed a number of agreements. Kenya and Oman also signed a pact on gas.",
            [("gas", "signed")],
        ),
        (
            "Chile and Peru signed a border treaty. Chile and Peru signed a pact on fish, too.",
            [("border treaty", "signed"), ("fish", "signed")],
        ),
        (
            "Norway signed a treaty with Chile on fish and a pact with Peru on whales.",
            [("fish", "signed"), ("whales", "signed")],
        ),
        (
            "Papers were signed, including an accord on oil sales between Iraq and Iran and a protocol on visas.",
            [("oil sales between Iraq and Iran", "signed"), ("visas", "signed")],
        ),
    ],
)
def test_an_agreement_that_is_told_again_is_one(text: str, told: list[tuple[str, str]]) -> None:
    found = [
        (one.subject.value if one.subject else "", one.stage.value if one.stage else "") for one in agreements(text)
    ]
    assert found == told


def test_documents_without_parties_are_those_of_the_articles_sides() -> None:
    text = (
        "Kazakhstan and Mongolia held talks in Astana. The Kazakh side proposed a new railway to Mongolia.\n"
        "A number of documents were signed after the talks."
    )
    assert [{one.name for one in claim.parties} for claim in agreements(text)] == [{"KZ", "MN"}]


def test_the_sum_of_an_agreement_is_its_amount() -> None:
    (claim,) = agreements("Poland signed a $500 million loan agreement with Japan.")
    assert claim.amount is not None
    assert (claim.amount.value, claim.amount.unit) == (500_000_000, "USD")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("France and Japan signed an agreement on visa-free travel.", "visa-free travel"),
        ("France and Japan signed an investment protection agreement.", "investment protection agreement"),
        ("France and Japan signed a cooperation agreement for 2003.", "cooperation agreement"),
        ("France and Japan signed a memorandum of understanding on ports.", "ports"),
        ("France and Japan signed an agreement to restrict fishing on Monday.", "restrict fishing"),
        ("France and Japan signed a landmark defence pact for Australia.", "defence pact"),
        ("On the sidelines of the UN assembly, France and Japan signed a visa agreement.", "visa agreement"),
    ],
)
def test_what_an_agreement_is_about(text: str, subject: str) -> None:
    assert [claim.subject.value for claim in agreements(text) if claim.subject] == [subject]


def test_a_named_company_that_signs_is_the_party() -> None:
    text = "Gasline and Norteport signed a contract for the delivery of gas to Peru."
    assert [{one.name for one in claim.parties} for claim in agreements(text)] == [{"Gasline", "Norteport"}]


def test_several_documents_of_one_ceremony_are_those_of_its_leaders() -> None:
    text = "The prime ministers of Vietnam and Laos oversaw the signing of 12 documents."
    assert [{one.state for one in claim.parties} for claim in agreements(text)] == [{"VN", "LA"}]


def test_in_a_governments_release_a_treaty_on_the_way_is_that_of_its_two_sides() -> None:
    text = (
        "The President met with Prime Minister Jonas Gahr Støre of Norway. Norway is a friend of the United States.\n"
        "A package of documents on fisheries with the usual annexes has been drafted."
    )
    reading = communique.read(text, published="2023-05-10", title="Readout", outlet="The White House")
    told = [claim for claim in reading.claims if isinstance(claim, Agreement)]
    assert [({one.name for one in claim.parties}, claim.stage.value) for claim in told] == [
        ({"US", "NO"}, "negotiating")
    ]


def test_documents_that_a_release_lists_are_signed() -> None:
    told = [(claim.subject.value if claim.subject else None, claim.stage.value) for claim in agreements(LISTED)]
    assert told == [("visas", "signed"), ("MoU", "signed"), ("rescue", "signed")]


def test_an_agreement_that_is_named_by_its_year_is_of_that_year() -> None:
    (claim,) = agreements("Peru met Chile. Peru wants peace with Chile. Under the 1929 treaty, it pays for a port.")
    assert claim.when is not None
    assert claim.when.edtf == "1929"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # who is named besides where others sign is no party of the first document
        ("Kenya and Oman signed a gas deal on Monday. Kenya and Chad signed the deal on Friday.", 2),
        ("Kenya and Oman signed a gas deal on Monday. Kenya and Oman signed the deal in Nairobi.", 1),
        ("Kenya and Oman signed a gas deal on Monday. Oman hailed the deal.", 1),
    ],
)
def test_a_later_mention_is_one_with_the_first_where_it_is_surely_the_same(text: str, count: int) -> None:
    assert len(agreements(text)) == count


def test_no_agreement_in_particular_is_none() -> None:
    assert agreements("Talks on any agreement between Kenya and Somalia would take months.") == []
