"""The golden cases are well formed, and the command that compares them tells alike from different."""

import copy
import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import golden  # noqa: E402
from communique.records import ClaimType, Status  # noqa: E402

CASES = golden.cases()


def rows(case: Path) -> list[dict]:
    return [json.loads(line) for line in (case / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_is_well_formed(case):
    article = json.loads((case / "article.json").read_bytes())
    assert list(article) == ["id", "outlet", "published", "title", "text"]
    assert article["id"] == case.name
    for number, row in enumerate(rows(case), 1):
        assert row["document"] == case.name
        assert row["id"] == f"c{number}"
        assert row["type"] in set(ClaimType)
        assert set(str(row.get("status", "occurred")).split("|")) <= set(Status)
        assert row["evidence"] in f"{article['title']}\n{article['text']}"


def test_every_type_and_some_silence_are_there():
    assert {row["type"] for case in CASES for row in rows(case)} == set(ClaimType)
    assert any(not rows(case) for case in CASES)
    assert any(row.get("superseded") for case in CASES for row in rows(case))


@pytest.mark.parametrize("chosen", ["core", "all"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_agrees_with_the_first_of_its_own_readings(case, chosen):
    expected = golden.expected_rows(case)
    assert golden.differences(expected, [first_reading(row) for row in expected], chosen=chosen) == []


def first_reading(row: dict) -> dict:
    """The row as a reader could have given it: the first reading of each value."""

    def first(value):
        if isinstance(value, list):
            return [first(item) for item in value if first(item) is not None]
        if isinstance(value, str):
            value = value.split("|")[0]
            return None if value == "null" else value
        return value

    return {name: first(value) for name, value in row.items()}


VISIT = {
    "type": "visit",
    "status": "planned",
    "when": "2025-05|2025-05-07/2025-05-10",
    "said_by": ["RU|null"],
    "visitor": ["Xi Jinping"],
    "destination": "RU|null",
    "place": "Moscow",
}


@pytest.mark.parametrize(
    ("change", "chosen", "agrees"),
    [
        ({}, "core", True),
        ({"when": "2025-05"}, "core", True),
        ({"when": "2025"}, "core", False),
        ({"when": None}, "core", False),
        ({"destination": None}, "core", True),
        ({"destination": "CN"}, "core", False),
        ({"visitor": ["xi jinping"]}, "core", True),
        ({"visitor": []}, "core", False),
        ({"visitor": ["Xi Jinping", "Wang Yi"]}, "core", False),
        ({"status": "occurred"}, "core", False),
        ({"type": "meeting"}, "core", False),
        ({"place": "Kazan"}, "core", True),
        ({"place": "Kazan"}, "all", False),
        ({"said_by": []}, "all", True),
        ({"said_by": ["CN"]}, "all", False),
    ],
)
def test_differences(change, chosen, agrees):
    read = copy.deepcopy(VISIT) | {"when": "2025-05-07/2025-05-10", "destination": "RU", "said_by": ["RU"]} | change
    lines = golden.differences([VISIT], [read], chosen=chosen)
    assert (lines == []) is agrees
    assert [line[0] for line in lines] == ([] if agrees else ["-", "+"])


def test_a_row_is_used_once():
    assert len(golden.differences([VISIT, VISIT], [first_reading(VISIT)])) == 1


def test_unknown_case_is_named():
    with pytest.raises(SystemExit, match="no-such-case"):
        golden.cases(["no-such-case"])
