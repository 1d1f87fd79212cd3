"""Articles of our own, read, merged and reviewed: what each check must find, and what it must leave alone."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique import read
from communique.merge import merge
from communique.records import Provenance, Report
from communique.review import CHECKS, review

CASES = tomllib.loads((Path(__file__).parent / "cases" / "findings.toml").read_text(encoding="utf-8"))["case"]


def reports_of(case: dict[str, Any]) -> list[Report]:
    reports = []
    for article in case["article"]:
        reading = read(article["text"], published=article["published"], outlet=article["outlet"], title="")
        made = Provenance(publisher=article["outlet"], text=reading.document.id)
        reports += [
            Report(
                claim=claim,
                published_at=reading.document.published_at,
                outlet=article["outlet"],
                provenance=made,
            )
            for claim in reading.claims
            if not claim.superseded
        ]
    return reports


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_findings(case: dict[str, Any]) -> None:
    reports = reports_of(case)
    as_of = datetime.date.fromisoformat(case["as_of"]) if "as_of" in case else None
    findings = review(merge(reports), reports, as_of=as_of)
    assert sorted({one.check for one in findings} & set(case["about"])) == sorted(case["finds"])


def test_each_check_has_a_case_that_it_finds_and_one_that_it_leaves_alone() -> None:
    names = {check.name for check in CHECKS}
    assert {name for case in CASES for name in case["finds"]} == names
    assert {name for case in CASES for name in case["about"] if name not in case["finds"]} == names
