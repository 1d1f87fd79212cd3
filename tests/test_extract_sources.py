"""Sources: who is cited for a visit or a meeting. Add a sentence and whom it cites to tests/cases/sources.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.records import Action, Meeting, Visit

CASES = Path(__file__).parent / "cases" / "sources.txt"
TRANSCRIPT = """Vladimir Putin met with President of Kazakhstan Kassym-Jomart Tokayev at the Kremlin.
President of Russia Vladimir Putin: Mr President, I am glad to see you.
President of Kazakhstan Kassym-Jomart Tokayev: Thank you. In May, Xi Jinping will visit Astana.
Vladimir Putin: Thank you for coming."""


def rows() -> list[tuple[str, ...]]:
    lines = (line for line in CASES.read_text("utf8").splitlines() if line.strip() and not line.startswith("#"))
    return [tuple(part.strip() for part in line.split("|")) for line in lines]


@pytest.mark.parametrize(("text", "expected"), rows())
def test_an_encounter_cites_its_source(text: str, expected: str) -> None:
    reading = communique.read(text, published="2019-05-10", title="News of the day")
    found = [claim for claim in reading.claims if isinstance(claim, Visit | Meeting)]
    names = {", ".join(one.name for one in claim.said_by) for claim in found}
    assert names == {expected}


def test_whoever_has_the_floor_in_a_transcript_is_cited() -> None:
    reading = communique.read(TRANSCRIPT, published="2022-02-10", title="Meeting with the President of Kazakhstan")
    told = {claim.destination.state: [one.name for one in claim.said_by] for claim in visits(reading)}
    assert told == {"KZ": ["Kassym-Jomart Tokayev"]}


def test_an_act_that_is_said_has_no_source_but_one_that_is_told_has() -> None:
    said = communique.read("Angela Merkel says she welcomes the decision of the United States.", published="2019-05-10")
    told = communique.read("Iran says it will attack Israel.", published="2019-05-10")
    assert [claim.said_by for claim in said.claims if isinstance(claim, Action)] == [()]
    sources = [[one.name for one in claim.said_by] for claim in told.claims if isinstance(claim, Action)]
    assert sources == [["IR"]]


def visits(reading: communique.Reading) -> list[Visit]:
    return [claim for claim in reading.claims if isinstance(claim, Visit)]


BRIEFING = """MS. LINDQVIST: Good morning. Two things before I take your questions.
Q Is it true that Xi Jinping will visit Oslo in May?
MS. LINDQVIST: Olaf Scholz will visit Paris in June.
AMBASSADOR HOLT: Giorgia Meloni will visit Madrid in July.
An aide to the ambassador said nothing afterwards. Emmanuel Macron visited Cairo in January."""


def test_labels_in_capitals_give_the_floor_until_somebody_else_tells() -> None:
    reading = communique.read(
        BRIEFING, published="2023-03-14", title="Press Briefing by Press Secretary Anna Lindqvist"
    )
    told = {claim.destination.state: [one.name for one in claim.said_by] for claim in visits(reading)}
    assert told["FR"] == ["Anna Lindqvist"]
    assert told["ES"] == ["Holt"]
    assert told["EG"] == []


def test_the_one_who_answers_is_named_in_the_title() -> None:
    text = (
        "Q: What about the trip?\nA: Emmanuel Macron will visit Beijing in June.\nQ: And the summit?\nA: We shall see."
    )
    reading = communique.read(text, published="2023-03-14", title="Spokesperson Lena Holt’s Press Conference")
    assert [[one.name for one in claim.said_by] for claim in visits(reading)] == [["Lena Holt"]]


def test_words_that_are_an_act_of_the_speaker_cite_nobody() -> None:
    text = (
        "President of Russia Vladimir Putin: I thank Egypt for its help.\n"
        "President of Egypt Abdel Fattah el-Sisi: Thank you."
    )
    reading = communique.read(
        text, published="2019-05-10", title="Meeting with the President of Egypt", outlet="Kremlin"
    )
    assert [claim.said_by for claim in reading.claims if isinstance(claim, Action)] == [()]
