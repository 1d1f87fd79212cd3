"""The table of office-holders: names, spellings, offices at a date."""

import datetime
import sqlite3
import threading
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.knowledge import NameMatch, knowledge, namesakes
from communique.offices import plain_title, role_of_office, roles_of_title, title_tense
from communique.spelling import fold, spelling_key, strip_honorifics, surname_forms


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("role", "state", "when", "name"),
    [
        ("head_of_state", "EG", "2011-01-15", "Hosni Mubarak"),
        ("head_of_state", "US", "2008-12-31", "George W. Bush"),
        ("head_of_state", "US", "2009-01-21", "Barack Obama"),
        ("head_of_state", "US", "2026-01-01", "Donald Trump"),
        ("head_of_state", "RU", "2010-06-01", "Dmitry Medvedev"),
        ("head_of_government", "RU", "2010-06-01", "Vladimir Putin"),
        ("head_of_government", "DE", "2021-12-01", "Angela Merkel"),
        ("head_of_government", "DE", "2022-01-01", "Olaf Scholz"),
        ("head_of_government", "DE", "2025-06-01", "Friedrich Merz"),
        ("head_of_government", "IQ", "2006-08-01", "Nouri al-Maliki"),
        ("foreign_minister", "US", "2024-06-01", "Antony Blinken"),
        ("foreign_minister", "US", "2025-06-01", "Marco Rubio"),
        ("foreign_minister", "RU", "2005-01-01", "Sergei Lavrov"),
        ("foreign_minister", "EU", "2007-01-01", "Javier Solana"),
        ("defence_minister", "RU", "2023-01-01", "Sergei Shoigu"),
        ("finance_minister", "GB", "2005-01-01", "Gordon Brown"),
        ("head_of_nato", "NATO", "2022-06-29", "Jens Stoltenberg"),
        ("head_of_un", "UN", "2006-06-01", "Kofi Annan"),
        ("monarch", "SA", "2010-01-01", "King Abdullah"),
        ("pope", "VA", "2010-01-01", "Pope Benedict XVI"),
    ],
)
def test_the_holder_of_an_office_on_a_day(role, state, when, name):
    assert [person.name for person in knowledge().holders(role, state, day(when), day(when))] == [name]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sergey Shoygu", "Sergei Shoigu"),
        ("Sergei Shoigu", "Sergei Shoigu"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
        ("Muammar Qaddafi", "Muammar Gaddafi"),
        ("Joseph R. Biden, Jr.", "Joe Biden"),
        ("George Bush", "George W. Bush"),
        ("Kim Jong Un", "Kim Jong Un"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Abe Shinzo", "Shinzo Abe"),
        ("Junichiro Koizumi", "Junichiro Koizumi"),
        ("Bashar Assad", "Bashar al-Assad"),
        ("Abdel Fattah al-Sisi", "Abdel Fattah el-Sisi"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Gerhard Schroeder", "Gerhard Schröder"),
        ("Viktor Yuschenko", "Viktor Yushchenko"),
        ("Mohammad bin Salman", "Mohammed bin Salman"),
        ("Hugo Chávez", "Hugo Chavez"),
        ("Trần Đại Quang", "Tran Dai Quang"),
        ("Ban Ki Moon", "Ban Ki-moon"),
        ("Muhammad Khatami", "Mohammad Khatami"),
        ("Nuri al-Maliki", "Nouri al-Maliki"),
        ("President Vladimir Putin", "Vladimir Putin"),
    ],
)
def test_a_full_name_in_any_spelling(written, name):
    best = namesakes(written)[0]
    assert best.person.name == name
    assert not best.match.one_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Putin", "Vladimir Putin"),
        ("Xi", "Xi Jinping"),
        ("Lula", "Luiz Inacio Lula da Silva"),
        ("von der Leyen", "Ursula von der Leyen"),
        ("de Villepin", "Dominique de Villepin"),
        ("Peña Nieto", "Enrique Pena Nieto"),
        ("Suu Kyi", "Aung San Suu Kyi"),
        ("bin Salman", "Mohammed bin Salman"),
        ("Ban", "Ban Ki-moon"),
    ],
)
def test_a_surname_as_the_press_uses_it(written, name):
    assert name in [person.name for person in knowledge().named(written)][:3]
    assert knowledge().knows_surname(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ivanov", "Ivanova"), ("Chirac", "Chalabi"), ("Hussein", "Hassan"), ("Karimov", "Karzai"), ("Rice", "Ross")],
)
def test_names_that_are_not_one_name(one, other):
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize(
    ("office", "state", "role"),
    [
        ("President", "FR", "head_of_state"),
        ("President of the Senate", "FR", "speaker"),
        ("President of the Supreme Court", "GB", "other"),
        ("President of the Central Bank", "AR", "central_banker"),
        ("President of Tatarstan", "RU", "regional_leader"),
        ("President of the European Commission", "EU", "head_of_organization"),
        ("Chancellor", "DE", "head_of_government"),
        ("Chancellor of the Exchequer", "GB", "finance_minister"),
        ("Secretary of State", "US", "foreign_minister"),
        ("Secretary of State for Defence", "GB", "defence_minister"),
        ("Secretary of State", "VA", "cardinal_secretary_of_state"),
        ("Minister of Foreign Trade", "FR", "trade_minister"),
        ("Deputy Minister of Foreign Affairs", "RU", "deputy_minister"),
        ("Deputy Prime Minister", "RU", "deputy_head_of_government"),
        ("Acting President", "RU", "head_of_state"),
        ("Premier of New South Wales", "AU", "regional_leader"),
        ("Premier of the State Council", "CN", "head_of_government"),
        ("Governor of Kherson Oblast", "UA", "regional_leader"),
        ("ambassador to France", "US", "ambassador"),
    ],
)
def test_what_an_office_is(office, state, role):
    assert role_of_office(office, state) == role


@pytest.mark.parametrize(
    ("title", "state", "role"),
    [
        ("foreign minister", None, "foreign_minister"),
        ("Secretary of State", "US", "foreign_minister"),
        ("Defense Secretary", "US", "defence_minister"),
        ("Chancellor", "AT", "head_of_government"),
        ("Chancellor", "GB", "finance_minister"),
        ("US President", None, "head_of_state"),
        ("former Prime Minister", None, "head_of_government"),
        ("leader", "KP", "supreme_leader"),
        ("leader", "IL", "head_of_government"),
        ("leader", "CN", "head_of_state"),
        ("national security advisor", "US", "national_security_adviser"),
        ("goalkeeper", None, None),
    ],
)
def test_what_a_title_means(title, state, role):
    assert knowledge().role_of_title(title, state) == role
    assert roles_of_title(title, state)[:1] == ((role,) if role else ())


def test_tense_of_titles():
    assert [title_tense(t) for t in ("president", "former president", "president-elect")] == ["now", "former", "future"]
    assert plain_title("the former Foreign Minister") == "foreign minister"


def test_the_dead_hold_no_office_and_a_successor_ends_a_term():
    arafat = namesakes("Yasser Arafat")[0].person
    assert all(term.end and arafat.died and term.end <= arafat.died for term in arafat.terms)
    blinken = namesakes("Antony Blinken")[0].person
    assert max(term.end for term in blinken.terms if term.end) < day("2025-01-22")
    assert all(term.end for term in blinken.terms if term.role == "foreign_minister")


def test_every_term_is_in_order_and_the_origin_is_named():
    path = files("communique") / "data" / "officeholders.sqlite"
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    backwards = 'SELECT count(*) FROM term WHERE "end" < start'
    (wrong,) = database.execute(backwards).fetchone()
    (all_terms,) = database.execute("SELECT count(*) FROM term").fetchone()
    assert all_terms > 50_000
    assert wrong < all_terms / 500, "the source has a few terms that end before they begin"
    assert "CC0" in knowledge().origin()["facts"]


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for(text):
    found = namesakes(text)
    order = list(NameMatch)
    assert [order.index(item.match) for item in found] == sorted(order.index(item.match) for item in found)
    assert fold(fold(text)) == fold(text)
    assert not text.strip() or strip_honorifics(text)
    surname_forms(text, "ES")


def test_threads_and_processes_ask_at_once():
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(knowledge().named(f"Vladimir Putin{' ' * n}")[0].id))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["Q7747"] * 4
    with ProcessPoolExecutor(max_workers=2) as pool:
        assert list(pool.map(person_id, ["Xi Jinping", "Angela Merkel"])) == ["Q15031", "Q567"]


def person_id(name: str) -> str:
    return knowledge().named(name)[0].id
