"""What is kept of a model's answer: claims whose every value stands in the text. Each way to go wrong has its code."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.api import snapshot
from communique.clean import clean
from communique.consult import Answer, NoAnswerError, verify_answer
from communique.consult.schema import answer_schema, told_types
from communique.consult.verification import CLAIM_FAULTS, MOST_CLAIMS
from communique.consulting import read_answer
from communique.detect import detect
from communique.exchange import claim_row
from communique.problems import PROBLEM_CODES
from communique.records import CLAIM_TYPES, Document, Mentions
from communique.spans import check, evidences
from consult_answers import (
    ACTION,
    AGREEMENT,
    ALL,
    BODY,
    CALLED_OFF,
    FIGURE,
    MEETING,
    PUBLISHED,
    STATEMENT,
    TALLY,
    TITLE,
    VISIT,
    changed,
    person,
    state,
)

READER = "llm-1 stub prompt-1"


@pytest.fixture(scope="module")
def document() -> Document:
    found, _ = clean(snapshot(BODY, title=TITLE, published=PUBLISHED))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def mentions(document: Document) -> Mentions:
    return detect(document)


def answer(*told: Any) -> Answer:
    return Answer(text=json.dumps({"claims": told}, ensure_ascii=False), reader=READER)


def codes(document: Document, mentions: Mentions, *told: Any) -> list[str]:
    """The codes of the claims that were not kept."""
    kept, problems = verify_answer(document, mentions, answer(*told))
    assert len(kept) + len(problems) == len(told)
    return [problem.code for problem in problems]


# What is right


@pytest.mark.parametrize("told", ALL, ids=lambda told: f"{told['type']}-{told['evidence'][:12]}")
def test_a_claim_that_the_text_bears_out_is_kept(document: Document, mentions: Mentions, told: dict[str, Any]) -> None:
    (claim,), problems = verify_answer(document, mentions, answer(told))
    assert not problems
    assert (claim.reader, claim.document) == (READER, document.id)
    for _, evidence in evidences(claim):
        check(document, evidence)


def test_the_rows_say_what_the_article_says(document: Document) -> None:
    reading, problems = read_answer(document, answer(*ALL))
    assert not problems
    rows = {(claim.type.value, claim.evidence.quote): claim_row(claim, "d") for claim in reading.claims}
    assert len(rows) == len(ALL)
    visit = rows["visit", VISIT["evidence"]]
    told = ("status", "when", "visitor", "destination", "place", "form")
    assert [visit[name] for name in told] == ["occurred", "2025-05-07", ["Xi Jinping"], "RU", "Moscow", "state"]
    meeting = rows["meeting", MEETING["evidence"]]
    assert set(meeting["participants"]) == {"Vladimir Putin", "Xi Jinping"}
    assert (meeting["said_by"], meeting["when"], meeting["status"]) == (["RU"], "2025-05-08", "planned")
    assert rows["agreement", AGREEMENT["evidence"]]["amount"] == "USD 4500000000"
    assert rows["agreement", AGREEMENT["evidence"]]["parties"] == ["CN", "RU"]
    tally = rows["tally", TALLY["evidence"]]
    assert [tally[name] for name in ("who", "to", "count", "ordinal", "since")] == [
        ["Xi Jinping"], ["RU"], 3, True, "2022"
    ]  # fmt: skip
    assert rows["figure", FIGURE["evidence"]]["when"] == "2024"
    assert rows["action", ACTION["evidence"]]["recipient"] == ["RU"]
    assert rows["visit", CALLED_OFF["evidence"]]["status"] == "cancelled"


def test_the_last_word_stands_whatever_the_order_of_the_answer() -> None:
    text = "Japanese Foreign Minister Takeshi Iwaya will visit Moscow.\nThe trip of Iwaya to Moscow was called off."
    found, _ = clean(snapshot(text, title="Tokyo and Moscow", published=PUBLISHED))
    assert found is not None
    trip = changed(VISIT, when=None, place=None, form=None, destination=state("RU", "Moscow"))
    first, last = (line.rstrip(".") for line in text.splitlines())
    iwaya = [person("Takeshi Iwaya", "Takeshi Iwaya")]
    planned = trip | {"evidence": first, "visitor": iwaya, "status": {"value": "planned", "words": "will visit"}}
    off = trip | {"evidence": last, "visitor": [person("Takeshi Iwaya", "Iwaya")]}
    off["status"] = {"value": "cancelled", "words": "called off"}
    readings = [read_answer(found, answer(*order))[0] for order in ((planned, off), (off, planned))]
    assert readings[0] == readings[1]
    rows = [(claim.status.value, claim.superseded) for claim in readings[0].claims]
    assert rows == [("planned", True), ("cancelled", False)]


def test_a_pronoun_keeps_the_words_that_name_it(document: Document, mentions: Mentions) -> None:
    (claim,), _ = verify_answer(document, mentions, answer(MEETING))
    putin, xi = claim.participants
    assert (putin.evidence.quote, putin.antecedent.quote) == ("The Russian president", "Vladimir Putin")
    assert (xi.evidence.quote, xi.antecedent.quote) == ("him", "Xi Jinping")
    assert xi.antecedent.start < xi.evidence.start


@pytest.mark.parametrize("name", ["Vladimir Vladimirovich Putin", "President Vladimir Putin", "Mad Vlad Putin"])
def test_the_name_comes_from_the_article_and_not_from_the_model(
    document: Document, mentions: Mentions, name: str
) -> None:
    told = changed(STATEMENT, speaker=person(name, "Vladimir Putin"))
    (claim,), _ = verify_answer(document, mentions, answer(told))
    assert (claim.speaker.name, claim.speaker.antecedent) == ("Vladimir Putin", None)


def test_a_body_goes_by_its_short_form(document: Document, mentions: Mentions) -> None:
    told = changed(ACTION, actor=[{"name": "EU", "kind": "organization", "mention": "The European Union"}])
    (claim,), _ = verify_answer(document, mentions, answer(told))
    assert (claim.actor[0].name, claim.actor[0].kind.value) == ("EU", "organization")


def test_a_month_around_the_day_may_stand_for_it(document: Document, mentions: Mentions) -> None:
    (claim,), _ = verify_answer(document, mentions, answer(changed(VISIT, when__edtf="2025-05")))
    assert (claim.when.edtf, claim.when.precision.value) == ("2025-05", "month")


# What is wrong

OUTSIDE = "Xi Jinping had landed in Minsk"
WRONG: list[tuple[str, str, dict[str, Any]]] = [
    ("evidence from elsewhere", "llm-not-in-text", changed(VISIT, evidence=OUTSIDE)),
    (
        "evidence with another space",
        "llm-not-in-text",
        changed(VISIT, evidence=VISIT["evidence"].replace(" ", "  ", 1)),
    ),
    ("evidence with another case", "llm-not-in-text", changed(VISIT, evidence=VISIT["evidence"].lower())),
    ("evidence with straight marks", "llm-not-in-text", changed(STATEMENT, evidence='"Our ties have never been')),
    ("evidence over paragraphs", "llm-not-in-text", changed(VISIT, evidence="since 2022.\nThe Russian president will")),
    ("a cue with a blank behind it", "llm-not-in-text", changed(VISIT, status__words="arrived ")),
    ("a cue at the end of another word", "llm-not-in-text", changed(VISIT, status__words="rived")),
    ("a cue twice in the evidence", "llm-ambiguous", changed(ACTION, status__words="the")),
    ("a state named before, for another's words", "llm-name", changed(ACTION, recipient__0__name="JP")),
    ("a body as a state", "llm-name", changed(ACTION, actor=[state("EU", "The European Union")])),
    ("evidence with a blank before it", "llm-not-in-text", changed(VISIT, evidence=" " + VISIT["evidence"])),
    ("no evidence", "llm-not-in-text", changed(VISIT, evidence="")),
    ("evidence that stands twice", "llm-ambiguous", changed(VISIT, evidence="Moscow")),
    ("a cue from elsewhere", "llm-not-in-text", changed(VISIT, status__words="will arrive")),
    ("a cue inside another word", "llm-not-in-text", changed(VISIT, status__words="arrive")),
    ("a cue twice in the text, not in the evidence", "llm-ambiguous", changed(VISIT, status__words="the")),
    ("an occasion from elsewhere", "llm-not-in-text", changed(VISIT, occasion="Victory Day")),
    ("a subject with a control character", "llm-not-in-text", changed(AGREEMENT, subject="gas\u0000 supplies")),
    ("a mention from elsewhere", "llm-not-in-text", changed(VISIT, visitor__0__mention="Mr. Xi")),
    (
        "a name for another's words",
        "llm-name",
        changed(VISIT, visitor=[person("Vladimir Putin", "Chinese President Xi Jinping")]),
    ),
    ("a name that nobody has here", "llm-name", changed(MEETING, participants__0__name="Kim Jong Un")),
    ("a name with a control character", "llm-name", changed(MEETING, participants__0__name="Vladimir\u001b[2J Putin")),
    ("no name", "llm-name", changed(MEETING, participants__0__name=" ")),
    (
        "a name for another's office",
        "llm-name",
        changed(VISIT, visitor=[person("President Putin", "Chinese President Xi Jinping")]),
    ),
    ("a person in words that name nobody", "llm-name", changed(VISIT, visitor=[person("arrived", "arrived")])),
    ("a state for another's words", "llm-name", changed(VISIT, destination=state("BY", "Russia"))),
    ("a state that no words stand for", "llm-name", changed(VISIT, destination=state("FR", "Moscow"))),
    ("a state that there is not", "llm-name", changed(VISIT, destination=state("XX", "Russia"))),
    ("a state that is named only later", "llm-name", changed(TALLY, to=[state("JP", "the country")])),
    (
        "a body that is not named",
        "llm-name",
        changed(MEETING, said_by=[{"name": "NATO", "kind": "organization", "mention": "Russian officials"}]),
    ),
    (
        "a place that is not named",
        "llm-name",
        changed(VISIT, place={"name": "Minsk", "kind": "place", "mention": "Moscow"}),
    ),
    ("another day", "llm-time", changed(VISIT, when__edtf="2025-05-01")),
    ("a day where the words give a year", "llm-time", changed(FIGURE, when__edtf="2024-03-01")),
    ("another year", "llm-time", changed(FIGURE, when__edtf="1999")),
    ("a time without words of time", "llm-time", changed(VISIT, when={"edtf": "2025-05-07", "words": "arrived"})),
    (
        "a time in words from elsewhere",
        "llm-not-in-text",
        changed(VISIT, when={"edtf": "2025-05-07", "words": "on 7 May"}),
    ),
    ("a time that is no EDTF", "llm-time", changed(VISIT, when__edtf="next Wednesday")),
    ("a day that there is not", "llm-time", changed(VISIT, when__edtf="2025-02-31")),
    ("an interval without an end", "llm-time", changed(VISIT, when__edtf="2025-05-07/..")),
    ("an interval of all times", "llm-time", changed(VISIT, when__edtf="0001/9999")),
    ("another sum", "llm-number", changed(AGREEMENT, amount__value=9e9)),
    ("another currency", "llm-number", changed(AGREEMENT, amount__unit="EUR")),
    ("another bound", "llm-number", changed(FIGURE, quantity__bound="exact")),
    ("a number without one in the words", "llm-number", changed(FIGURE, quantity__words="Bilateral trade")),
    ("words that nobody quotes", "llm-not-quoted", changed(STATEMENT, quote=["Vladimir Putin told reporters"])),
    ("a quote from elsewhere", "llm-not-in-text", changed(STATEMENT, quote=["We will win this war."])),
    ("a mode of another event", "unknown-term", changed(ACTION, mode__value="aerial")),
    ("an unknown status", "llm-claim", changed(VISIT, status__value="rumoured")),
    ("an unknown event", "llm-claim", changed(ACTION, event__value="INVADE")),
    ("an unknown type", "llm-claim", changed(VISIT, type="coup")),
    ("no type", "llm-claim", {name: value for name, value in VISIT.items() if name != "type"}),
    ("a field of another type", "llm-claim", VISIT | {"speaker": None}),
    ("a missing field", "llm-claim", {name: value for name, value in VISIT.items() if name != "host"}),
    ("a wrong type", "llm-claim", changed(VISIT, visitor="Xi Jinping")),
    ("a number as text", "llm-claim", changed(FIGURE, quantity__value="240e9")),
    ("offsets", "llm-claim", VISIT | {"start": 0, "end": 20}),
    ("an offset inside", "llm-claim", changed(VISIT, status__start=0)),
    ("another document's id", "llm-claim", VISIT | {"document": "d-0000000000000000"}),
    ("our own id", "llm-claim", VISIT | {"id": "c-0000000000000000"}),
    ("another reader", "llm-claim", VISIT | {"reader": "frames-1"}),
    ("no object", "llm-claim", ["visit"]),
    ("a number for a claim", "llm-claim", 42),
]


@pytest.mark.parametrize(("code", "told"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_claim_that_the_text_does_not_bear_out_is_not_kept(
    document: Document, mentions: Mentions, code: str, told: Any
) -> None:
    kept, problems = verify_answer(document, mentions, answer(told))
    assert not kept
    assert [problem.code for problem in problems] == [code]
    assert problems[0].message.isprintable()
    assert len(problems[0].message) < 600


def test_every_code_of_a_claim_is_tried_and_explained() -> None:
    assert {row[1] for row in WRONG} | {"llm-duplicate"} == CLAIM_FAULTS
    assert set(PROBLEM_CODES) >= CLAIM_FAULTS


def test_one_bad_claim_does_not_cost_the_others(document: Document, mentions: Mentions) -> None:
    told = [WRONG[0][2], VISIT, 42, MEETING, changed(AGREEMENT, amount__value=1)]
    kept, problems = verify_answer(document, mentions, answer(*told))
    assert [claim.type.value for claim in kept] == ["visit", "meeting"]
    assert [problem.code for problem in problems] == ["llm-not-in-text", "llm-claim", "llm-number"]
    assert ["Claim 1 " in problems[0].message, "Claim 3 " in problems[1].message] == [True, True]


def test_the_same_claim_again_is_not_kept(document: Document, mentions: Mentions) -> None:
    assert codes(document, mentions, VISIT, MEETING, VISIT, VISIT) == ["llm-duplicate", "llm-duplicate"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot help with that.",
        "[]",
        "{}",
        "null",
        '{"claims": {}}',
        '{"claims": [NaN]}',
        '{"claims": [{"type": "figure", "value": NaN}]}',
        '{"claims": [], "note": "and one thing more"}',
        '```json\n{"claims": []}\n```',
        '{"claims": [',
        '{"claims": []} {"claims": []}',
        "[" * 200_000,
        '{"claims": ' + "[" * 200_000 + "]" * 200_000 + "}",
        '{"claims": [' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "]}",
        "\u0000",
        '{"claims": ["\\ud800"]}',
        '{"claims": ["\\ud800\\ud800x"]}',
    ],
    ids=lambda text: repr(text[:24]),
)
def test_an_answer_that_is_no_list_of_claims_is_none(document: Document, mentions: Mentions, text: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        verify_answer(document, mentions, Answer(text=text, reader=READER))
    assert caught.value.code == "llm-malformed"
    assert len(str(caught.value)) < 400


def test_an_answer_with_more_claims_than_any_article_is_none(document: Document, mentions: Mentions) -> None:
    with pytest.raises(NoAnswerError) as caught:
        verify_answer(document, mentions, answer(*[VISIT] * (MOST_CLAIMS + 1)))
    assert caught.value.code == "llm-too-large"


def test_a_number_that_there_is_not(document: Document, mentions: Mentions) -> None:
    raw = json.dumps(FIGURE, ensure_ascii=False).replace("240000000000.0", "1e999")
    kept, problems = verify_answer(document, mentions, Answer(text=f'{{"claims": [{raw}]}}', reader=READER))
    assert (kept, [problem.code for problem in problems]) == ((), ["llm-claim"])


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
PATHS = [
    (number, name) for number, told in enumerate(ALL) for name in told if name not in ("type",)
]  # every field of every type


@settings(max_examples=150)
@given(position=st.sampled_from(PATHS), value=JSON_VALUES | st.sampled_from(BODY.split()))
def test_whatever_stands_in_a_field_nothing_unverified_is_kept(
    document: Document, mentions: Mentions, position: tuple[int, str], value: Any
) -> None:
    number, name = position
    text = msgspec.json.encode({"claims": [ALL[number] | {name: value}]}).decode()
    kept, problems = verify_answer(document, mentions, Answer(text=text, reader=READER))
    assert len(kept) + len(problems) == 1
    for claim in kept:
        for _, evidence in evidences(claim):
            check(document, evidence)


# The schema


def test_the_schema_asks_for_every_field_of_every_record_but_what_we_know_better() -> None:
    definitions = answer_schema()["$defs"]
    for told, claim_type in told_types().items():
        fields = definitions[told.__name__]["properties"]
        missing = set(claim_type.__struct_fields__) - set(fields)
        assert missing <= {"id", "document", "reader", "superseded", "confidence", "status"}, claim_type
        assert ("status" in missing) == (claim_type.type.value in ("statement", "figure"))
        assert fields["type"]["enum"] == [claim_type.type.value]
    assert len(told_types()) == len(CLAIM_TYPES)


def test_the_schema_is_one_that_endpoints_take() -> None:
    def walk(part: Any) -> None:
        if isinstance(part, list):
            for each in part:
                walk(each)
        elif isinstance(part, dict):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
            assert not {"discriminator", "default", "oneOf"} & set(part)
            for name, each in part.items():
                if name != "properties":
                    walk(each)
                else:
                    walk(list(each.values()))

    schema = answer_schema()
    assert schema["type"] == "object"
    walk(schema)
