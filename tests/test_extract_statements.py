"""Statements: who said which quoted words to whom. Add a sentence and what should be read from it."""

from __future__ import annotations

import pytest

import communique
from communique.records import Statement

SPOKEN = [
    # the tag after, before and between
    ('"We want peace with all our neighbors," said Angela Merkel, the German chancellor.', "Angela Merkel"),
    ('French President Emmanuel Macron said: "Europe must defend its own borders."', "Emmanuel Macron"),
    ('"We are ready to talk," Vladimir Putin told reporters in Moscow. "But not at any price."', "Vladimir Putin"),
    ('"Our door remains open," Boris Johnson said, "and we shall keep it open."', "Boris Johnson"),
    ("Xi Jinping, who called the pact 'a great day for both our nations', left on Friday.", "Xi Jinping"),
    ('According to Angela Merkel, the talks were "hard but fair to all sides".', "Angela Merkel"),
    # words woven into the clause
    ('Angela Merkel warned that the attack "will have very serious consequences".', "Angela Merkel"),
    ('Emmanuel Macron described the visit as "the start of a new friendship".', "Emmanuel Macron"),
    # states, their organs, and bodies
    ('The Serbian Foreign Ministry said it seeks "a fair solution for all the people".', "RS"),
    ('Syrian state TV said the gunmen were "shooting at random to spread fear".', "SY"),
    ('The Kremlin said the two men had "a frank and useful conversation".', "RU"),
    ('The White House announcement said the United States "has no better friend than Canada".', "US"),
    ('NATO said in a statement that it "stands ready to defend every ally".', "NATO"),
    # the subject behind its verb, and whoever speaks for somebody
    ('"It was a grave violation of the treaty," read a statement by the German foreign ministry.', "DE"),
    ('"It was a grave violation of the treaty," a spokesman for Olaf Scholz said.', "spokesman for Olaf Scholz"),
    # labels
    ('Angela Merkel: "We will not be blackmailed by anyone"', "Angela Merkel"),
    ('SOUNDBITE: Emmanuel Macron (French) "We cannot accept such a plan"', "Emmanuel Macron"),
    # a source that no list knows, and words behind a long tag
    (
        'The Alpine Council on Foreign Trade said the pact "will be good for everybody".',
        "Alpine Council on Foreign Trade",
    ),
    # tags with other verbs, and with a sentence's worth of words
    (
        '"We shall not wait for anybody," Recep Tayyip Erdogan retorted at the airport in Ankara.',
        "Recep Tayyip Erdogan",
    ),
    ('"We shall not wait for anybody," snapped Sergei Lavrov, "and nobody should wait for us."', "Sergei Lavrov"),
    ('"We shall not wait for anybody," shot back Sergei Lavrov, "and nobody should wait for us."', "Sergei Lavrov"),
    ('"We shall not wait for anybody," Olaf Scholz confided to the press: "not for a day longer."', "Olaf Scholz"),
    (
        '"We shall not wait for anybody," thundered Fumio Kishida, the prime minister who faces elections in the '
        'autumn. "Nobody should wait for us."',
        "Fumio Kishida",
    ),
    # in whose words it is
    ('In the words of Emmanuel Macron, the deal was "the best that could be had".', "Emmanuel Macron"),
    ('The deal was, in the phrase of Olaf Scholz, "the best that could be had".', "Olaf Scholz"),
    ('By the account of the Turkish foreign ministry, the talks were "hard but fair to all".', "TR"),
    (
        'Angela Merkel drew a sharp reply from Radoslaw Sikorski: "We will not be lectured by anyone."',
        "Radoslaw Sikorski",
    ),
    ('Angela Merkel in Berlin, before leaving: "We will not be lectured by anyone."', "Angela Merkel"),
    # a name behind an office with its place, or behind an indefinite one
    ('The envoy to Baghdad, Hassan Danaeifar, denounced the raid as "an act of open piracy".', "Hassan Danaeifar"),
    ('"No one counts the days," a Kremlin aide, Yuri Ushakov, said on Monday.', "Yuri Ushakov"),
    # adjectives before a noun are no name
    ('Fumio Kishida praised the "patient, not merely polite" answer of the South Korean side.', "Fumio Kishida"),
    # offices by their rank
    (
        'French President Emmanuel Macron came to Kigali. "We owe each other the truth," the head of state said.',
        "Emmanuel Macron",
    ),
    # pronouns
    ('Vladimir Putin arrived in Paris on Monday. "I am glad to be here again," he said.', "Vladimir Putin"),
    (
        'Angela Merkel met Emmanuel Macron. "We spoke about Vladimir Putin for an hour," she said.',
        "Angela Merkel",
    ),
    # letters
    (
        'Vladimir Putin sent a message to Xi Jinping.\nThe message said, in part:\n"Our ties are strong today."',
        "Vladimir Putin",
    ),
]

UNSPOKEN = [
    'Protesters in Khartoum carried signs reading "Down with the generals and their war".',
    'The "Pirates of the Caribbean" film was shown to Angela Merkel.',  # a title
    'Angela Merkel spoke of a "new era".',  # fewer than four words
    '"Nobody was told about this plan," a diplomat said.',  # nobody is named
    '"Nobody was told about this plan," a NATO diplomat said.',  # nor here
    "Angela Merkel praised the 'gas in exchange for pipes' project.",  # a name of a project
    "Angela Merkel said that Europe must defend its own borders.",  # indirect speech
    'The sign on the wall read "no entry after dark tonight".',  # no source
    'Vladimir Putin met the press. "Nobody was told about this plan," the interpreter said.',  # somebody else
]


def statements(text: str) -> list[Statement]:
    reading = communique.read(text, published="2019-05-10", title="News of the day")
    return [claim for claim in reading.claims if isinstance(claim, Statement)]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_a_quotation_has_its_speaker(text: str, speaker: str) -> None:
    assert [claim.speaker.name for claim in statements(text)] == [speaker]


@pytest.mark.parametrize("text", UNSPOKEN)
def test_words_without_a_named_source_are_no_statement(text: str) -> None:
    assert statements(text) == []


def test_words_around_a_short_tag_are_one_statement() -> None:
    (claim,) = statements('"It will be a long day," Angela Merkel told the radio. "It will be an official visit."')
    assert [part.quote for part in claim.quote] == ["It will be a long day,", "It will be an official visit."]


def test_a_quotation_in_a_clause_of_its_own_is_not_joined() -> None:
    text = '"We are ready for anything," Hassan Rouhani said, adding that Iran was "open to every kind of talks".'
    assert [[part.quote for part in claim.quote] for claim in statements(text)] == [
        ["We are ready for anything,"],
        ["open to every kind of talks"],
    ]


def test_a_sentence_that_ends_in_a_quotation_is_no_tag_of_the_next() -> None:
    text = (
        'Alain Juppe called the raids "less than is needed now," he told the radio. "We do what we can," a NATO '
        "spokeswoman, Oana Lungescu, said."
    )
    assert [claim.speaker.name for claim in statements(text)] == ["Alain Juppe", "Oana Lungescu"]


def test_people_without_a_name_may_be_told_something() -> None:
    (claim,) = statements('"Our markets are open to you," Tony Abbott told a group of Japanese bankers.')
    assert [one.name for one in claim.addressee] == ["Japanese bankers"]
    (claim,) = statements('"Our markets are open to you," Tony Abbott told reporters.')
    assert claim.addressee == ()


def test_paragraphs_that_open_again_are_statements_of_their_own() -> None:
    text = "Angela Merkel said in part:\n“We thank all of our friends in Paris.\n“We shall meet them again in May.”"
    assert [(claim.speaker.name, claim.quote[0].quote[:8]) for claim in statements(text)] == [
        ("Angela Merkel", "We thank"),
        ("Angela Merkel", "We shall"),
    ]


def test_a_paragraph_of_only_a_quotation_goes_on_with_the_speaker_before() -> None:
    text = (
        "Emmanuel Macron said that the sanctions would stay until the summer.\n"
        '"Nobody in this room wants to keep them forever."'
    )
    assert [claim.speaker.name for claim in statements(text)] == ["Emmanuel Macron"]


def test_a_clipped_repetition_is_no_second_statement() -> None:
    text = (
        'Angela Merkel will not "stand in the way of this". "We will not stand in the way of this," Angela Merkel said.'
    )
    assert [claim.quote[0].quote for claim in statements(text)] == ["We will not stand in the way of this,"]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ('"You are always welcome here," Vladimir Putin told Xi Jinping.', ["Xi Jinping"]),
        ('"I thank you for your help," Vladimir Putin said to Xi Jinping.', ["Xi Jinping"]),
        ('"We are ready to help you," Vladimir Putin told Reuters.', []),
        ('"We are ready to help you," Vladimir Putin said.', []),
    ],
)
def test_whom_the_words_are_said_to(text: str, addressee: list[str]) -> None:
    (claim,) = statements(text)
    assert [one.name for one in claim.addressee] == addressee


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_quoted_words_are_verbatim(text: str, speaker: str) -> None:
    for claim in statements(text):
        assert all(part.quote in text for part in claim.quote)


def test_the_words_behind_a_long_tag_are_the_same_speakers() -> None:
    tag = "said Angela Merkel in Addis Ababa on Friday after a meeting with the president of Kenya, William Ruto"
    found = statements(f'"We will not accept this," {tag}. "Our restraint has its limits."')
    assert [claim.speaker.name for claim in found] == ["Angela Merkel"] * len(found)
    assert [part.quote for claim in found for part in claim.quote][-1] == "Our restraint has its limits."


@pytest.mark.parametrize(
    ("before", "saying", "speaker"),
    [
        ("Vladimir Putin met Paul Biya, the Kremlin reported on Thursday.", "its statement said", "RU"),
        ("The Security Council met and welcomed the truce in a statement.", "the statement said", "UN"),
        ("Kenya issued a statement on the border on Tuesday.", "the statement read", "KE"),
        ("Angela Merkel said on Monday that she would not come.", "the statement added", "Angela Merkel"),
    ],
)
def test_a_statement_told_of_before_is_of_whoever_gave_it_out(before: str, saying: str, speaker: str) -> None:
    found = statements(f'{before}\n\n"We will not let this go on for ever," {saying}.')
    assert [claim.speaker.name for claim in found] == [speaker]


def test_a_name_with_a_number_is_no_statement() -> None:
    assert statements('Angela Merkel told Kenya to drop the "Initiative on 21st Century Trade".') == []
