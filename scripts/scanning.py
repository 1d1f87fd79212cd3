"""What the first scan gains and what it loses: documents a second with and without it, and the claims that it costs.

Used by evaluate.py. What a scan of sentences would gain and lose was tried once; docs/performance.md has the numbers.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmark import UNSCANNED, Measured, empty, engine, measure, read_here, read_here_unscanned, repeated, warm
from communique.clean import clean
from communique.detect import detect
from communique.engine import available_cores
from communique.pipeline import read_document
from communique.records import Document, Paragraph, Snapshot
from scoring import GoldSet, Row, by_document, snapshots_of, standing

HERE = 100
ENGINE = 400
"""Documents that are read in this process, and through the engine, so that each run takes some seconds."""


class Loss(NamedTuple):
    """What the model did not see of one set, and which claims, counted by type, that may have cost."""

    set: str
    documents: int
    paragraphs: int
    characters: int
    of_characters: int
    annotated: Counter[str]
    unread: Counter[str]
    only_scanned: Counter[str]

    def row(self) -> str:
        """A row of the table."""
        share = f"{self.characters / max(1, self.of_characters):.1%}"
        costs = " | ".join(map(_told, (self.annotated, self.unread, self.only_scanned)))
        return f"| {self.set} | {self.documents} | {self.paragraphs} | {share} | {costs} |"


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items())) or "0"


def loss_of(gold: GoldSet) -> Loss:
    """Look for the paragraphs of a set that the model was spared, and read their documents also without the scan.

    A document of which the model sees everything is read the same with and without the scan.
    """
    claims = by_document(standing(gold.claims))
    documents = paragraphs = characters = of_characters = 0
    annotated, unread, only_scanned = Counter[str](), Counter[str](), Counter[str]()
    for snapshot in snapshots_of(gold)[0]:
        document, _ = clean(snapshot)
        if document is None:
            continue
        of_characters += len(document.text)
        spared = [paragraph for paragraph in detect(document).paragraphs if paragraph.doc is None]
        if not spared:
            continue
        documents, paragraphs = documents + 1, paragraphs + len(spared)
        characters += sum(len(paragraph.text) for paragraph in spared)
        annotated.update(row["type"] for row in claims.get(document.name, ()) if stands_in(document, spared, row))
        with_scan, without = _types(snapshot, scan=True), _types(snapshot, scan=False)
        unread.update(without[id] for id in without.keys() - with_scan.keys())
        only_scanned.update(with_scan[id] for id in with_scan.keys() - without.keys())
    return Loss(gold.name, documents, paragraphs, characters, of_characters, annotated, unread, only_scanned)


def stands_in(document: Document, paragraphs: Iterable[Paragraph], row: Row) -> bool:
    """Whether a claim's evidence begins in one of the paragraphs."""
    place = re.search(r"\s+".join(map(re.escape, row["evidence"].split())), document.text)
    return place is not None and any(one.start <= place.start() < one.start + len(one.text) for one in paragraphs)


def _types(snapshot: Snapshot, *, scan: bool) -> dict[str, str]:
    """The claims that stand, by id, with their types."""
    reading, _ = read_document(snapshot, scan=scan)
    return {claim.id: str(claim.type) for claim in reading.claims if not claim.superseded} if reading else {}


def speeds(snapshots: Sequence[Snapshot]) -> list[Measured]:
    """Read documents by the clock: in this process and through the engine on two, with the scan and without."""
    here, many = repeated(snapshots, HERE), repeated(snapshots, ENGINE)
    warm(snapshots)
    return [
        measure("with", "1, this one", here, read_here),
        measure("without", "1, this one", here, read_here_unscanned),
        measure("with", "2", many, engine(2)),
        measure("without", "2", many, engine(2, UNSCANNED)),
        measure("nothing read", "2", [empty(0), empty(1)], engine(2)),
    ]


def section(golds: Sequence[GoldSet], timed: GoldSet) -> list[str]:
    """The lines of the page on the first scan and on speed."""
    runs = speeds(snapshots_of(timed)[0])
    start = runs.pop().wall
    lines = [
        f"The documents of `{timed.name}`, read over and over on {available_cores()} cores, with a load of "
        f"{os.getloadavg()[0]:.1f}. The start of two processes, which load the model, took {start:.1f} s and is left "
        "out of the rate. Where other work shares the cores, documents a processor second are the fairer measure: so "
        "many are read on each core that is free.",
        "",
        "| processes | first scan | documents | seconds | documents a second | documents a processor second |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for run in runs:
        net = run.wall - (start if run.how == "2" else 0)
        rates = f"{run.documents / net:.1f} | {run.documents / run.cpu:.1f}"
        lines.append(f"| {run.how} | {run.what} | {run.documents} | {run.wall:.1f} | {rates} |")
    lines += [
        "",
        "What the model was spared, and the claims that it cost: those annotated in the words that were skipped, those "
        "that are read only without the scan, and those that are read only with it.",
        "",
        "| set | documents | paragraphs skipped | of the text | annotated there | only without | only with |",
        "| --- | ---: | ---: | ---: | --- | --- | --- |",
    ]
    return lines + [loss_of(gold).row() for gold in golds]
