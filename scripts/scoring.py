"""Reads a set of annotated articles and has it scored, whole or in part, by the scorer that lies with the articles."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from communique.acquire import acquire
from communique.engine import read_all
from communique.exchange import claim_row
from communique.records import Problem, Reading, Snapshot

BUILD = Path(__file__).resolve().parent.parent / "build" / "evaluation"

Row = dict[str, Any]
Reader = Callable[..., tuple[Reading | None, tuple[Problem, ...]]]


class GoldSet(NamedTuple):
    """One annotated set: its documents by id, its claims, and where the two lie."""

    name: str
    documents: Mapping[str, Row]
    claims: Sequence[Row]
    documents_path: Path
    claims_path: Path

    @property
    def digest(self) -> str:
        """The SHA-256 of documents and annotation."""
        return hashlib.sha256(self.documents_path.read_bytes() + self.claims_path.read_bytes()).hexdigest()

    def text(self, document: str) -> str:
        """The words of a document, its title first, as the scorer looks for evidence in them."""
        return f"{self.documents[document]['title']}\n{self.documents[document]['text']}"


class ReadSet(NamedTuple):
    """What the reader gave for a set: all rows, also of what an article takes back, and the counts of the run."""

    rows: Sequence[Row]
    read: int
    refused: int
    problems: Counter[str]


def load_scorer(gold: Path) -> Any:
    """The scorer as a module; it stands on the standard library alone."""
    specification = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert specification is not None
    assert specification.loader is not None
    scorer = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(scorer)
    return scorer


def load_set(gold: Path, name: str) -> GoldSet:
    """The documents and claims of one set."""
    documents, claims = gold / f"{name}.documents.jsonl", gold / f"{name}.claims.jsonl"
    return GoldSet(name, {row["id"]: row for row in rows_of(documents)}, rows_of(claims), documents, claims)


def rows_of(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def snapshots_of(gold: GoldSet, documents: Collection[str] | None = None) -> tuple[list[Snapshot], Counter[str]]:
    """The snapshots of a set, or of some of its documents, and the problems with those that cannot be taken in."""
    path = gold.documents_path
    if documents is not None:
        path = _written(f"{gold.name}.some.documents", (row for id, row in gold.documents.items() if id in documents))
    taken, problems = [], Counter[str]()
    for one in acquire([str(path)]):
        if isinstance(one, Problem):
            problems[one.code] += 1
        else:
            taken.append(one)
    return taken, problems


def read_set(gold: GoldSet, documents: Collection[str] | None = None, reader: Reader | None = None) -> ReadSet:
    """Read a set, or some of its documents, with the reader of the pipeline or another."""
    snapshots, problems = snapshots_of(gold, documents)
    rows: list[Row] = []
    read = refused = 0
    for _, reading, faults in read_all(snapshots, reader=reader):
        problems.update(fault.code for fault in faults)
        if reading is None:
            refused += 1
            continue
        read += 1
        for claim in reading.claims:
            rows.append(claim_row(claim, reading.document.name) | ({"superseded": True} if claim.superseded else {}))
    return ReadSet(rows, read, refused, problems)


def standing(rows: Iterable[Row]) -> list[Row]:
    """The rows less those that the article itself takes back, as the scorer leaves them out of the annotation."""
    return [row for row in rows if not row.get("superseded")]


def by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each document."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def score(scorer: Any, gold: GoldSet, rows: Iterable[Row], documents: Collection[str] | None = None) -> dict[str, Any]:
    """The scorer's report on the rows: of the set, or of some of its documents alone."""
    return dict(json.loads(_scored(scorer, gold, rows, documents, "--json")))


def table(scorer: Any, gold: GoldSet, rows: Iterable[Row]) -> str:
    """The scorer's table for a set."""
    return _scored(scorer, gold, rows, None).rstrip()


def _scored(scorer: Any, gold: GoldSet, rows: Iterable[Row], documents: Collection[str] | None, *options: str) -> str:
    path = gold.documents_path
    if documents is not None:
        path = _written(f"{gold.name}.scored.documents", (row for id, row in gold.documents.items() if id in documents))
    system = _written(f"{gold.name}.claims", standing(rows))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        scorer.main([str(gold.claims_path), str(system), "--documents", str(path), *options])
    return printed.getvalue()


def _written(name: str, rows: Iterable[Row]) -> Path:
    """The rows as a file under build/."""
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
