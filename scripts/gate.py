"""Hold the reading against the annotated sample that lies in the repository, and print what it reaches and must reach.

    python scripts/gate.py              the table; exit status 1 where a floor is not reached
    python scripts/gate.py suggest      floors.toml as it would be with what is reached now
    python scripts/gate.py sample DATA  the sample anew, from the annotated articles in DATA/gold

Quick enough that the tests run it each time. The measure that is published is scripts/evaluate.py; this one counts a
row as found when its core roles share a name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


GRADED = {"visit": ("visitor", "place", "when", "status", "said_by", "host", "form")}
"""Claim type -> the fields that must all be right for a row to be found in full; floors are set for these types."""

ONE_IN = 3
"""Of the single sentences, the sample takes one in so many; of the releases all, since they are what is read most."""


class Score(NamedTuple):
    """How many rows were annotated, read, found, and found in full."""

    annotated: int
    read: int
    found: int
    in_full: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.found / (self.annotated + self.read) if self.annotated + self.read else 1.0

    @property
    def precision(self) -> float:
        """The share of the rows read that were annotated."""
        return self.found / self.read if self.read else 1.0

    @property
    def full(self) -> float:
        """The share of the rows annotated that were found with every graded field right."""
        return self.in_full / self.annotated if self.annotated else 1.0

    def less_one(self) -> Score:
        """The score if one row fewer were found."""
        return self._replace(found=max(0, self.found - 1), in_full=max(0, self.in_full - 1))


PINNED: tuple[tuple[str, str], ...] = (
    *(("f1", kind) for kind in (*CORE, "all")),
    ("precision", "all"),
    ("full", "visit"),
)
"""What floors are set for: a measure of a type."""


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
            counts[str(row["type"])]["in_full"] += in_full(row, match)
    found = {kind: Score(*(count[field] for field in Score._fields)) for kind, count in counts.items()}
    columns = zip(*found.values(), strict=True)
    return found | {"all": Score(*(sum(column) for column in columns))}


def agrees(expected: Row, read: Row) -> bool:
    """Whether the core fields of two rows of a type agree."""
    return all(_field_agrees(field, expected.get(field), read.get(field)) for field in CORE[str(expected["type"])])


def in_full(expected: Row, read: Row) -> bool:
    """Whether every graded field of a row that was found is right."""
    return all(same(expected.get(field), read.get(field)) for field in GRADED.get(str(expected["type"]), ()))


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


def below(reached: Mapping[str, Score], pinned: Mapping[str, Any]) -> list[str]:
    """What falls below its floor, in words."""
    return [
        f"{measure} of {kind}: {getattr(reached[kind], measure):.3f} is below {pinned[measure][kind]}"
        for measure, kind in PINNED
        if getattr(reached[kind], measure) < pinned[measure][kind]
    ]


def show(reached: Mapping[str, Score]) -> int:
    """Print the table and what falls below its floor; 1 if something does."""
    print(f"{'type':<10} {'annotated':>9} {'read':>5} {'found':>5} {'F1':>6} {'P':>6} {'full':>6}")
    for kind, score in reached.items():
        full = f"{score.full:>6.3f}" if kind in GRADED else f"{'-':>6}"
        numbers = f"{score.annotated:>9} {score.read:>5} {score.found:>5} {score.f1:>6.3f} {score.precision:>6.3f}"
        print(f"{kind:<10} {numbers} {full}")
    missed = below(reached, floors())
    print(f"Floors missed: {len(missed)}", *missed, sep="\n")
    return 1 if missed else 0


def suggestion(reached: Mapping[str, Score]) -> str:
    """Floors that the reading reaches even with one row fewer, to the hundredth below, as TOML."""
    lines = [f'sample = "{sample_digest()}"']
    for measure in dict.fromkeys(measure for measure, _ in PINNED):
        lines += ["", f"[{measure}]"]
        for kind in (kind for one, kind in PINNED if one == measure):
            lines.append(f"{kind} = {math.floor(100 * getattr(reached[kind].less_one(), measure)) / 100:.2f}")
    return "\n".join(lines)


def write_sample(gold: Path) -> None:
    """Draw the sample from train by the SHA-256 of the documents' ids: all releases, a part of the sentences."""
    documents = (gold / "train.documents.jsonl").read_text(encoding="utf-8").splitlines()
    drawn = [line for line in documents if is_drawn(json.loads(line)["id"])]
    ids = {json.loads(line)["id"] for line in drawn}
    claims = (gold / "train.claims.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line for line in claims if json.loads(line)["document"] in ids]
    DOCUMENTS.write_text("\n".join(drawn) + "\n", encoding="utf-8")
    CLAIMS.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(drawn)} documents with {len(kept)} claims. Set the floors: python scripts/gate.py suggest")


def is_drawn(id: str) -> bool:
    """Whether a document belongs to the sample."""
    lot = int(hashlib.sha256(id.encode()).hexdigest(), 16)
    return not id.startswith("voa-") or lot % ONE_IN == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("suggest", help="print floors for what is reached now")
    commands.add_parser("sample", help="draw the sample anew").add_argument("data", type=Path, metavar="DATA")
    options = parser.parse_args(arguments)
    if options.command == "sample":
        write_sample(options.data / "gold")
        return 0
    reached = scores(annotated_rows(), read_rows())
    if options.command == "suggest":
        print(suggestion(reached))
        return 0
    return show(reached)


if __name__ == "__main__":
    sys.exit(main())
