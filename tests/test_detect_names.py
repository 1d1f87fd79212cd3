"""Names and titles in sentences, and the first scan that decides what the model reads."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import communique
from communique.clean import clean
from communique.detect import detect
from communique.detect.scan import worth_reading
from communique.records import Mention

CASES = Path(__file__).parent / "cases" / "names.txt"


def rows() -> list[tuple[str, str]]:
    lines = [line for line in CASES.read_text("utf8").splitlines() if line.strip() and not line.startswith("#")]
    return [(sentence.strip(), expected.strip()) for sentence, expected in (line.split("|") for line in lines)]


def told(mention: Mention) -> str:
    titles = f" {{{', '.join(mention.titles)}}}" if mention.titles else ""
    return f"{mention.text} {mention.kind.value}{' ' + mention.code if mention.code else ''}{titles}"


def mentions(text: str) -> tuple[Mention, ...]:
    document, _ = clean(communique.snapshot(text))
    assert document is not None
    return detect(document).names


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_names_are_found_with_their_titles(sentence: str, expected: str) -> None:
    assert "; ".join(told(mention) for mention in mentions(sentence)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi Jinping visited Russia.", True),
        ("He will meet them there.", True),
        ("Trade reached $240 billion.", True),
        ("“We stand together,” she said.", True),
        ("The minister is in Sochi.", True),
        ("Photographs of the garden were lovely.", False),
        ("the roses are red", False),
        ("Advertisement", False),
    ],
)
def test_the_first_scan_passes_what_may_tell_something(text: str, expected: bool) -> None:
    assert worth_reading(text) is expected


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The leaders\nPresident of Freedonia Rufus Firefly : Mr President,\nHe visited Russia.", True),
        ("The garden\nPhotographs of it were lovely.\nthe roses are red", False),
    ],
)
def test_all_paragraphs_of_a_document_are_read_or_none(text: str, read: bool) -> None:
    document, _ = clean(communique.snapshot(text))
    assert document is not None
    assert {paragraph.doc is not None for paragraph in detect(document).paragraphs} == {read}
    assert all(paragraph.doc is not None for paragraph in detect(document, scan=False).paragraphs)


def test_a_name_in_full_is_found_again_by_its_last_part_everywhere() -> None:
    found = mentions("Olaf Scholz spoke.\nLater Scholz left. The chancellor, said Scholz, was tired.")
    assert [mention.text for mention in found if mention.kind.value == "person"] == ["Olaf Scholz", "Scholz", "Scholz"]


def test_the_place_of_a_dateline_takes_part_in_nothing() -> None:
    found = mentions("Ministers meet\n\nBERLIN, May 4 (Reuters) - Olaf Scholz met Wang Yi in Vienna on Sunday.")
    assert "BERLIN" not in [mention.text for mention in found]
    assert "Vienna" in [mention.text for mention in found]


@given(st.text(alphabet="abcXYZ ,.'“”‘’\u00e9\u4e2d-\"", min_size=1, max_size=120))
def test_mentions_stand_where_they_say_and_never_overlap(text: str) -> None:
    document, _ = clean(communique.snapshot(f"Xi Jinping met {text} in Paris."))
    if document is None:
        return
    found = detect(document).names
    assert all(document.text[mention.start : mention.end] == mention.text for mention in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize("name", ['Ferdinand "Bongbong" Marcos Jr.', 'Luis "Lucho" Arce', 'Amos "Ace" Reed, Sr.'])
@pytest.mark.parametrize("end", [" Opens Old Fort Museum", " Visits Cebu City", " Speaks"])
def test_no_name_ends_inside_a_nickname(name: str, end: str) -> None:
    text = f"Sworn-in President {name}{end}"
    found = [mention.text for mention in mentions(text) if mention.kind.value == "person"]
    assert all(any(letter.isalnum() for letter in one) and one.count('"') != 1 for one in found)
    communique.read(text, published="2023-02-08")
