"""Who a name, a title or a description means in an article of a given day."""

import datetime

import pytest

from communique.link import link
from communique.records import (
    Document,
    EntityKind,
    Evidence,
    Meeting,
    Precision,
    PublishedAt,
    Reference,
    When,
)


def document(text: str, published: str | None) -> Document:
    day = datetime.date.fromisoformat(published) if published else None
    published_at = PublishedAt(earliest=day, latest=day, method="record", reason="given") if day else None
    return Document(id="d-1", snapshot="s-1", text=text, title=None, published_at=published_at)


def reference(
    text: str, words: str, titles: tuple[str, ...] = (), state: str | None = None, kind="person"
) -> Reference:
    start = text.index(words)
    evidence = Evidence(start=start, end=start + len(words), quote=words)
    return Reference(evidence=evidence, name=words, kind=EntityKind(kind), titles=titles, state=state)


def linked(text: str, published: str | None, *references: Reference, when: When | None = None) -> list[Reference]:
    evidence = Evidence(start=0, end=len(text), quote=text)
    claim = Meeting(id="", document="d-1", evidence=evidence, reader="test", participants=references, when=when)
    claims, entities, problems = link(document(text, published), (claim,))
    assert problems == ()
    found = list(claims[0].participants)
    assert {item.entity for item in found if item.entity} <= {entity.id for entity in entities}
    return found


# words, titles, state, published -> name printed, whether an entity of the table was found
CASES = [
    ("Bush", ("president",), "US", "2003-05-01", "George W. Bush", True),
    ("Mr. Bush", (), None, "2005-05-01", "George W. Bush", True),
    ("Clinton", ("secretary of state",), "US", "2010-05-01", "Hillary Clinton", True),
    ("Clinton", ("former president",), "US", "2010-05-01", "Bill Clinton", True),
    ("Kim", ("leader",), "KP", "2009-05-01", "Kim Jong Il", True),
    ("Kim", ("leader",), "KP", "2018-06-12", "Kim Jong Un", True),
    ("Abe", ("prime minister",), "JP", "2016-05-27", "Shinzo Abe", True),
    ("Singh", ("prime minister",), "IN", "2008-05-27", "Manmohan Singh", True),
    ("Sharif", ("prime minister",), "PK", "2014-05-27", "Nawaz Sharif", True),
    ("Sharif", ("prime minister",), "PK", "2022-05-27", "Shehbaz Sharif", True),
    ("King Abdullah", (), "SA", "2008-05-01", "King Abdullah", True),
    ("King Abdullah", (), "JO", "2019-05-01", "King Abdullah II", True),
    ("Castro", ("president",), "CU", "2004-05-01", "Fidel Castro", True),
    ("Castro", ("president",), "CU", "2014-05-01", "Raul Castro", True),
    ("Kirchner", ("president",), "AR", "2005-05-01", "Nestor Kirchner", True),
    ("Sergey Shoygu", ("defense minister",), "RU", "2022-03-01", "Sergei Shoigu", True),
    ("Moammar Gadhafi", ("leader",), "LY", "2009-03-01", "Muammar Gaddafi", True),
    ("Annan", ("secretary-general",), "UN", "2004-03-01", "Kofi Annan", True),
    # An open case stays open: two people of that name are about equally known.
    ("Clinton", (), None, None, "Clinton", False),
    ("Kirchner", (), None, None, "Kirchner", False),
    ("Pak", (), None, None, "Pak", False),
    ("Castro", ("president",), "CU", None, "Castro", False),
    ("Kirchner", ("president",), "AR", None, "Kirchner", False),
    # Only a dead or former holder is known by that name: nobody is chosen.
    ("Arafat", ("president",), "PS", "2015-05-01", "Arafat", False),
    ("Chirac", ("president",), "FR", "2022-05-01", "Chirac", False),
    # Alone, one very prominent holder is enough, with and without a date.
    ("Putin", (), None, None, "Vladimir Putin", True),
    ("Mr. Ahmadinejad", (), None, None, "Mahmoud Ahmadinejad", True),
    ("Zelensky", (), None, "2023-05-01", "Volodymyr Zelenskyy", True),
]


@pytest.mark.parametrize(("words", "titles", "state", "published", "name", "known"), CASES)
def test_a_name_with_what_stands_beside_it(words, titles, state, published, name, known):
    text = f"The two sides said that {words} would take part in the talks."
    (found,) = linked(text, published, reference(text, words, titles, state))
    assert (found.name, found.entity is not None) == (name, known)
    assert all(feature.sentence for candidate in found.candidates for feature in candidate.features)


# description, titles, state, published -> name
DESCRIPTIONS = [
    ("the Egyptian president", ("president",), "EG", "2011-01-25", "Hosni Mubarak"),
    ("the Egyptian president", ("president",), "EG", "2015-01-25", "Abdel Fattah el-Sisi"),
    ("the Russian prime minister", ("prime minister",), "RU", "2009-01-25", "Vladimir Putin"),
    ("the German chancellor", ("chancellor",), "DE", "2009-01-25", "Angela Merkel"),
    ("the Chinese leader", ("leader",), "CN", "2025-05-01", "Xi Jinping"),
    ("the Israeli leader", ("leader",), "IL", "2023-05-01", "Benjamin Netanyahu"),
    ("the North Korean leader", ("leader",), "KP", "2018-05-01", "Kim Jong Un"),
    ("the UN secretary-general", ("secretary-general",), "UN", "2018-05-01", "Antonio Guterres"),
    ("the pontiff", ("pontiff",), None, "2014-05-01", "Pope Francis"),
    # Without a date, with a former holder, or on the day of a handover it keeps its words.
    ("the Egyptian president", ("president",), "EG", None, "the Egyptian president"),
    ("the former Egyptian president", ("former president",), "EG", "2013-01-25", "the former Egyptian president"),
    ("the French president", ("president",), "FR", "2012-05-15", "the French president"),
]


@pytest.mark.parametrize(("words", "titles", "state", "published", "name"), DESCRIPTIONS)
def test_a_description_means_the_holder_at_the_date(words, titles, state, published, name):
    text = f"It was {words} who spoke first."
    (found,) = linked(text, published, reference(text, words, titles, state))
    assert found.name == name
    assert (found.entity is None) == (name == words)


def test_the_date_of_the_event_counts_not_only_that_of_the_article():
    text = "In January 2011 the Egyptian president spoke."
    words = "January 2011"
    start = text.index(words)
    when = When(
        edtf="2011-01",
        earliest=datetime.date(2011, 1, 1),
        latest=datetime.date(2011, 1, 31),
        precision=Precision.MONTH,
        anchor="text",
        evidence=Evidence(start=start, end=start + len(words), quote=words),
    )
    (found,) = linked(text, "2020-05-01", reference(text, "the Egyptian president", ("president",), "EG"), when=when)
    assert found.name == "Hosni Mubarak"


def test_the_company_tells_the_time():
    text = "The Brazilian president spoke."
    (alone,) = linked(text, None, reference(text, "The Brazilian president", ("president",), "BR"))
    assert alone.entity is None
    undated = "The Brazilian president met Barack Obama and Dmitry Medvedev and Hu Jintao and Gordon Brown."
    found = linked(
        undated,
        None,
        reference(undated, "The Brazilian president", ("president",), "BR"),
        reference(undated, "Barack Obama", ("president",), "US"),
        reference(undated, "Gordon Brown", ("prime minister",), "GB"),
    )
    assert found[0].name == "Luiz Inacio Lula da Silva"


def test_a_surname_is_the_person_named_in_full_elsewhere():
    text = "Prime Minister Wen Jiabao arrived. Wen said that Jane Doe and Doe's aide came."
    found = linked(
        text,
        "2007-04-11",
        reference(text, "Wen Jiabao", ("prime minister",), "CN"),
        reference(text, "Jane Doe", ("envoy",), "NZ"),
        reference(text, "Doe's"),
    )
    assert [item.name for item in found] == ["Wen Jiabao", "Jane Doe"], "a person stands once in a list"
    assert str(found[0].entity).startswith("Q")
    assert found[1].entity == "local:d-1:jane-doe"


def test_states_bodies_and_places_have_entities():
    text = "Russia and the EU met in Geneva; the Nobody Front did not."
    found = linked(
        text,
        None,
        reference(text, "Russia", kind="state"),
        reference(text, "EU", kind="organization"),
        reference(text, "Geneva", kind="place"),
        reference(text, "Nobody Front", kind="group"),
    )
    ids = [item.entity for item in found]
    assert ids[:2] == ["state:RU", "org:EU"]
    assert ids[2].startswith("city:")
    assert ids[3] is None
    assert found[2].state == "CH"


def test_linking_twice_gives_the_same():
    text = "President Putin met Mr. Kim."
    pair = (reference(text, "Putin", ("president",)), reference(text, "Kim"))
    assert linked(text, "2019-04-25", *pair) == linked(text, "2019-04-25", *pair)
