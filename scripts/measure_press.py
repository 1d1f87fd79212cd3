"""Reads half a year of press and holds the merged visits against the historians' list; writes docs/evaluation.md.

    python scripts/measure_press.py --data FOLDER [--ledger FILE]

FOLDER holds press/press-2023h1.items.jsonl.gz, press-2023h1.visits.csv and score_visits.py. Without ``--ledger`` the
items are read into a new ledger (a quarter of an hour); with it, the ledger is used as it is, and read if it is new.
No words of the items are written, only names, days and numbers. Exit status: 0 all floors reached, 1 one missed, 2 the
data are not there.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "evaluation.md"
NAME = "press-2023h1"
COMMUNIQUE = [sys.executable, "-c", "from communique.cli import main; main()"]


class Measure(NamedTuple):
    """A row of the table: its name, what was measured, goal and floor; ``most`` if smaller is better."""

    name: str
    right: int
    of: int
    goal: float
    floor: float
    most: bool = False

    @property
    def share(self) -> float:
        """What was measured."""
        return self.right / self.of if self.of else 0.0

    @property
    def held(self) -> bool:
        """Whether the floor holds."""
        return self.share <= self.floor if self.most else self.share >= self.floor


def read_press(items: Path, ledger: Path) -> str:
    """Read the items with the command that users have; what that took, in words."""
    began = time.monotonic()
    subprocess.run([*COMMUNIQUE, "read", str(items), "--ledger", str(ledger)], check=True)
    minutes = (time.monotonic() - began) / 60
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"Reading and merging took {minutes:.1f} minutes; the largest process took {largest:.0f} MiB."


def export_visits(ledger: Path, target: Path) -> None:
    """Write the merged visits as users do."""
    words = ["export", "events", "--type", "visit", "--format", "jsonl"]
    subprocess.run([*COMMUNIQUE, *words, "--ledger", str(ledger), "--output", str(target)], check=True)


def scored(folder: Path, events: Path) -> tuple[dict[str, Any], list[str]]:
    """The scorer's numbers, and its lines of misses."""
    command = [sys.executable, str(folder / "score_visits.py"), str(folder / f"{NAME}.visits.csv"), str(events)]
    numbers = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout
    lines = subprocess.run([*command, "--misses"], check=True, capture_output=True, text=True).stdout
    return json.loads(numbers), [line for line in lines.splitlines() if line.startswith(("missed", "not listed"))]


def measures(numbers: dict[str, Any]) -> list[Measure]:
    """The table of the measure."""
    found = numbers["found"]
    return [
        Measure("recall, visits that 3 or more feeds mention", *numbers["recall_3_feeds"], 1.0, 0.85),
        Measure("recall, 1 or more", *numbers["recall_1_feed"], 0.95, 0.70),
        Measure("first day exact, of those found", numbers["first_day_exact"], found, 0.95, 0.80),
        Measure("duplicates, of those found", numbers["duplicates"], found, 0.0, 0.10, most=True),
        Measure("precision", *numbers["precision"], 0.95, 0.80),
    ]


def why_missed(folder: Path, events: Path) -> list[str]:
    """For each listed visit that some feed mentions and that was not found: what the ledger has in its place."""
    spec = importlib.util.spec_from_file_location("score_visits", folder / "score_visits.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder / 'score_visits.py'} cannot be loaded.")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    visits = [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()]
    lines = []
    with (folder / f"{NAME}.visits.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            same = [
                one
                for one in visits
                if one["destination"] == row["to"] and scorer.same_person(row["visitor"], one["visitor"])
            ]
            near = [one for one in same if _near(scorer, one, row)]
            if int(row["feeds"]) and not any(one["status"] in ("occurred", "ongoing") for one in near):
                lines.append(
                    f"| {row['start']} | {row['visitor']} | {row['to']} | {row['feeds']} | {_why(near, same)} |"
                )
    return lines


def _near(scorer: Any, event: dict[str, Any], row: dict[str, str]) -> bool:
    days = scorer.days(event["when"])
    return bool(days) and str(days[0]) <= (row["end"] or row["start"]) and str(days[1]) >= row["start"]


def _why(near: list[dict[str, Any]], same: list[dict[str, Any]]) -> str:
    if near:
        return "read as " + ", ".join(sorted({one["status"] for one in near}))
    undated = [one for one in same if not one["when"]]
    if undated:
        return f"{len(undated)} event(s) of this pair without a day"
    return "other days: " + ", ".join(sorted(one["when"] for one in same)) if same else "no visit of this pair was read"


def page(rows: list[Measure], misses: list[str], unlisted: list[str], took: str) -> str:
    """What docs/evaluation.md says of it."""
    lines = ["| | goal | floor | measured | |", "| --- | ---: | ---: | ---: | --- |"]
    for one in rows:
        sign, verdict = "≤ " if one.most else "", "held" if one.held else "**missed**"
        measured = f"{one.share:.2f} ({one.right} of {one.of})"
        lines.append(f"| {one.name} | {sign}{one.goal:.2f} | {sign}{one.floor:.2f} | {measured} | {verdict} |")
    lines += ["", took, "", "Listed visits that feeds mention and that were not found:", ""]
    lines += ["| day | visitor | to | feeds | what the ledger has |", "| --- | --- | --- | ---: | --- |", *misses]
    lines += ["", "Visits of these travellers that the list does not have, as the scorer shows them:", ""]
    return "\n".join([*lines, "```", *unlisted, "```"])


def main() -> int:
    """Read, score, write."""
    parser = argparse.ArgumentParser(description="Holds merged visits of half a year of press against a list.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder that holds press/")
    parser.add_argument("--ledger", type=Path, help="a ledger to use, or to read into if it is new")
    options = parser.parse_args()
    folder = options.data / "press"
    items = folder / f"{NAME}.items.jsonl.gz"
    if not items.exists():
        print(f"The press items are not at {items}. Name the folder that holds press/: --data FOLDER")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        ledger = options.ledger or Path(scratch) / "press.db"
        took = read_press(items, ledger) if not ledger.exists() else "A ledger that was read before was used."
        events = Path(scratch) / "events.jsonl"
        export_visits(ledger, events)
        numbers, lines = scored(folder, events)
        misses = why_missed(folder, events)
    rows = measures(numbers)
    text = page(rows, misses, [line for line in lines if line.startswith("not listed")], took)
    replace_marked(PAGE, "python scripts/measure_press.py", text, heading="A half year of press")
    print(text)
    return 0 if all(one.held for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
