"""Measures how many documents a minute are read here, and writes docs/performance.md.

Reads what lies in ``DATA`` (annotated articles, feed items), and where nothing does, the examples many times over.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from communique.acquire import acquire
from communique.engine import FEW, Reader, available_cores, read_all, read_guarded
from communique.pipeline import read_document
from communique.records import Snapshot
from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"

ARTICLES = 200
FEED_ITEMS = 1000
HERE = 100

UNSCANNED = partial(read_document, scan=False)
"""The reader that gives the model every document, whatever the first scan says."""


class Measured(NamedTuple):
    """One run: what was read and how, in how many seconds of the clock and of the processors."""

    what: str
    how: str
    documents: int
    wall: float
    cpu: float

    @property
    def rate(self) -> float:
        """Documents a minute."""
        return 60 * self.documents / self.wall

    def row(self) -> str:
        """A row of the table."""
        return f"| {self.what} | {self.how} | {self.documents} | {self.wall:.1f} | {self.cpu:.1f} | {self.rate:,.0f} |"


def main() -> int:
    """Measure, write the page, print it."""
    parser = argparse.ArgumentParser(description="Measures how many documents a minute are read here.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder that holds gold/ and press/")
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="articles to read")
    parser.add_argument(
        "--items", type=int, default=FEED_ITEMS, help="feed items to read; 0 leaves out all but articles"
    )
    options = parser.parse_args()
    cores = available_cores()
    runs, notes = [], []
    for what, snapshots in sets(options.data, options.articles, options.items):
        few = snapshots[: HERE if what == "articles" else None]
        warm(few)
        runs.append(measure(what, "in this process", few, read_here))
        runs.append(measure(what, "in this process, first scan off", few, read_here_unscanned))
        for workers in dict.fromkeys((1, cores)):
            runs.append(measure(what, f"engine, {workers} process(es)", snapshots, engine(workers)))
        if cores > 1:
            notes.append(f"- {what}: {cores} processes read {runs[-1].rate / runs[-2].rate:.2f} times as fast as one.")
    start = measure("nothing", "", [empty(n) for n in range(cores)], engine(cores)).wall
    here = next(run for run in runs if run.what == "articles")
    even = start / (here.wall / here.documents) / (1 - 1 / cores) if cores > 1 else float("inf")
    notes.append(
        f"- The engine starts in {start:.1f} s and is level with this process at {even:.0f} articles; fewer than "
        f"{FEW} are read in this process."
    )
    text = page_text(runs, notes, cores)
    replace_marked(options.page, "make bench", text, heading="Performance")
    print(text, f"\nWritten to {options.page}.", sep="\n")
    return 0


def sets(data: Path, articles: int, items: int) -> Iterable[tuple[str, list[Snapshot]]]:
    """What is read: articles, annotated sentences and releases, feed items; the examples where the data are not."""
    gold, feed = data / "gold", sorted((data / "press").glob("*.items.jsonl*"))
    if not (gold / "dev.documents.jsonl").exists():
        yield "articles", repeated(taken([ROOT / "examples"]), articles)
        return
    yield "articles", repeated(taken([gold / "seeds.documents.jsonl", gold / "dev.documents.jsonl"]), articles)
    if not items:
        return
    yield "sentences and releases", taken([gold / "train.documents.jsonl"])
    if feed:
        yield "feed items", taken(feed, items)


def taken(paths: Sequence[Path], most: int | None = None) -> list[Snapshot]:
    """The snapshots under the paths, at most ``most``."""
    found = (one for one in acquire([str(path) for path in paths]) if isinstance(one, Snapshot))
    return list(itertools.islice(found, most))


def repeated(snapshots: Sequence[Snapshot], number: int) -> list[Snapshot]:
    """That many snapshots, the given ones over and over."""
    return list(itertools.islice(itertools.cycle(snapshots), number))


def empty(number: int) -> Snapshot:
    """A snapshot that is refused at once, so that only the engine's start is measured."""
    return Snapshot(id=str(number), content=b"", media_type="text/plain", source=f"memory:{number}")


def warm(snapshots: Sequence[Snapshot]) -> None:
    """Load the model and fill the look-ups before the clock runs, so that no run profits from an earlier one."""
    read_here(snapshots)


def read_here(snapshots: Sequence[Snapshot]) -> int:
    """Read them in this process."""
    return sum(1 for snapshot in snapshots if read_guarded(snapshot, read_document))


def read_here_unscanned(snapshots: Sequence[Snapshot]) -> int:
    """Read them in this process, every paragraph through the model."""
    return sum(1 for snapshot in snapshots if read_guarded(snapshot, UNSCANNED))


def engine(workers: int, reader: Reader = read_document) -> Callable[[Sequence[Snapshot]], int]:
    """Read them through the engine, its start and the loading of the model included."""
    return lambda snapshots: sum(1 for _ in read_all(snapshots, workers=workers, engine="local", reader=reader))


def measure(what: str, how: str, snapshots: Sequence[Snapshot], read: Callable[[Sequence[Snapshot]], int]) -> Measured:
    """Run it once by the clock."""
    wall, cpu = time.perf_counter(), processor_seconds()
    documents = read(snapshots)
    return Measured(what, how, documents, time.perf_counter() - wall, processor_seconds() - cpu)


def processor_seconds() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def page_text(runs: Sequence[Measured], notes: Sequence[str], cores: int) -> str:
    """The part of the page that this script writes."""
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    load = os.getloadavg()[0]
    lines = [
        f"Command: `make bench`. Python {platform.python_version()}, {platform.machine()}, {cores} cores, "
        f"load {load:.1f} at the end. The engine's times include its start and the loading of the model.",
        "",
        "| what | how | documents | seconds | processor seconds | documents a minute |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
        *(run.row() for run in runs),
        "",
        *notes,
        f"- The largest process took {most:,.0f} MiB.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
