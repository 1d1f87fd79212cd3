"""Hold the reading against the annotated sample that lies in the repository, and print its F1 beside the floors.

    python scripts/gate.py            the table; exit status 1 where a floor is not reached

Small and quick, so that the tests run it each time. The measure that is published is scripts/evaluate.py; this one
counts a row as found when its core roles share a name, and looks at nothing else.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from golden import Row, readings, same

SAMPLE = Path(__file__).resolve().parent.parent / "tests" / "data"
DOCUMENTS = SAMPLE / "train-sample.documents.jsonl"
CLAIMS = SAMPLE / "train-sample.claims.jsonl"
FLOORS = SAMPLE / "floors.toml"

WORDS_SHARED = 0.7
"""A quotation is found when this part of the longer one's words is in both; the published measure says so too."""

CORE: dict[str, tuple[str, ...]] = {
    "visit": ("visitor", "destination"),
    "meeting": ("participants",),
    "agreement": ("parties",),
    "statement": ("speaker", "quote"),
    "figure": ("value", "unit"),
    "tally": ("count", "who"),
    "action": ("event", "actor", "recipient"),
}
"""Claim type -> the fields that must agree: of a list one name, of ``participants`` two, of a quotation most words."""


class Score(NamedTuple):
    """How many rows were annotated, read and found."""

    annotated: int
    read: int
    found: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.found / (self.annotated + self.read) if self.annotated + self.read else 1.0


def sample_digest() -> str:
    """The SHA-256 of the sample, by which the floors know it."""
    return hashlib.sha256(DOCUMENTS.read_bytes() + CLAIMS.read_bytes()).hexdigest()


def floors() -> dict[str, Any]:
    """The pinned floors with the digest of the sample that they were measured on."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def annotated_rows() -> list[Row]:
    """The annotator's rows, less those that the article itself takes back."""
    rows = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if not row.get("superseded")]


def read_rows() -> list[Row]:
    """What the reader gives for the documents of the sample."""
    from communique.acquire import acquire  # noqa: PLC0415 - rows can be compared without the reader
    from communique.exchange import claim_row  # noqa: PLC0415
    from communique.pipeline import read_document  # noqa: PLC0415
    from communique.records import Snapshot  # noqa: PLC0415

    rows = []
    for snapshot in acquire([str(DOCUMENTS)]):
        assert isinstance(snapshot, Snapshot)
        reading, _ = read_document(snapshot)
        assert reading is not None
        rows += [claim_row(claim, reading.document.name) for claim in reading.claims if not claim.superseded]
    return rows


def scores(annotated: Iterable[Row], read: Iterable[Row]) -> dict[str, Score]:
    """The score of each type, and of all together."""
    left: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in read:
        left[row["document"], row["type"]].append(row)
    counts = {kind: Counter[str]() for kind in CORE}
    for (_, kind), rows in left.items():
        counts[str(kind)]["read"] += len(rows)
    for row in annotated:
        counts[str(row["type"])]["annotated"] += 1
        rows = left[row["document"], row["type"]]
        match = next((other for other in rows if agrees(row, other)), None)
        if match is not None:
            rows.remove(match)
            counts[str(row["type"])]["found"] += 1
    found = {kind: Score(count["annotated"], count["read"], count["found"]) for kind, count in counts.items()}
    columns = zip(*found.values(), strict=True)
    return found | {"all": Score(*(sum(column) for column in columns))}


def agrees(expected: Row, read: Row) -> bool:
    """Whether the core fields of two rows of a type agree."""
    return all(_field_agrees(field, expected.get(field), read.get(field)) for field in CORE[str(expected["type"])])


def _field_agrees(field: str, expected: object, read: object) -> bool:
    if field == "quote":
        return _words_agree(str(expected), str(read))
    if not isinstance(expected, list):
        return same(expected, read)
    named = [item for item in expected if None not in readings(item)]
    wanted = min(2 if field == "participants" else 1, len(named))
    return isinstance(read, list) and _shared(expected, read) >= wanted


def _shared(expected: Sequence[object], read: Sequence[object]) -> int:
    left = list(read)
    for item in expected:
        match = next((other for other in left if same(item, other)), None)
        if match is not None:
            left.remove(match)
    return len(read) - len(left)


def _words_agree(expected: str, read: str) -> bool:
    first, second = Counter(expected.casefold().split()), Counter(read.casefold().split())
    return (first & second).total() >= WORDS_SHARED * max(first.total(), second.total())


def main() -> int:
    """Read the sample and print the table."""
    pinned = floors()
    below = 0
    print(f"{'type':<10} {'annotated':>9} {'read':>5} {'found':>5} {'F1':>6} {'floor':>6}")
    for kind, score in scores(annotated_rows(), read_rows()).items():
        floor = pinned["f1"][kind]
        below += score.f1 < floor
        print(f"{kind:<10} {score.annotated:>9} {score.read:>5} {score.found:>5} {score.f1:>6.3f} {floor:>6.2f}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
