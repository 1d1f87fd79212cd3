"""The reader gives what the golden cases say, in the core fields; known.toml names those that it does not yet get."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import golden  # noqa: E402

CASES = golden.cases()
KNOWN: dict[str, str] = tomllib.loads((golden.GOLDEN / "known.toml").read_text(encoding="utf-8"))


def marked(case: Path) -> object:
    """The case; a known one must fail, so that it is taken off the list once it is read."""
    marks = [pytest.mark.xfail(reason=KNOWN[case.name], strict=True)] if case.name in KNOWN else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_the_case_is_read_as_annotated(case: Path) -> None:
    lines = golden.differences(golden.expected_rows(case), golden.read_rows(case))
    assert not lines, "\n".join(lines)


def test_known_cases_exist_and_say_why() -> None:
    assert set(KNOWN) <= {case.name for case in CASES}
    assert all(len(why.split()) > 3 for why in KNOWN.values())
    assert list(KNOWN) == sorted(KNOWN)
