"""Takes articles into a ledger and counts what became of each: the run behind ``communique read``. No printing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from communique.acquire import acquire
from communique.problems import NOTES, CommuniqueError, problem
from communique.records import ClaimType, Problem, Reading, Snapshot
from communique.spans import MisalignedSpanError
from communique.store import Ledger

BATCH_READINGS = 64
BATCH_SECONDS = 2.0
"""A batch is committed when it has as many readings or is as old: what a killed run can lose."""

Outcome = tuple[Snapshot, Reading | None, tuple[Problem, ...]]
Mapper = Callable[[Iterator[Snapshot]], Iterable[Outcome]]
"""What reads: ``engine.read_all``. One outcome for each snapshot, in any number of processes."""

Progress = Callable[[int, int, bool], None]
"""Called with how many inputs are done, how many have come in, and whether these are all."""


class CountError(CommuniqueError):
    """The outcomes do not add up to the inputs: an error in this program, never passed over."""

    code = "count-mismatch"

    def __init__(self, intake: Intake) -> None:
        super().__init__(
            f"{intake.inputs} inputs came in, but {intake.read} were read, {intake.known} known and "
            f"{intake.refused} refused. What was read is in the ledger; report this with the inputs."
        )


@dataclass
class Intake:
    """What became of the inputs of a run. ``refusals`` has one or more problems for each input that was refused."""

    inputs: int = 0
    read: int = 0
    known: int = 0
    refused: int = 0
    claims: Counter[ClaimType] = field(default_factory=Counter)
    refusals: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def take_in(
    ledger: Ledger,
    paths: Sequence[str],
    *,
    read: Mapper,
    stdin: BinaryIO | None = None,
    progress: Progress = lambda _done, _inputs, _all: None,
) -> Intake:
    """Take everything under ``paths`` through ``read`` into the ledger; what a killed run committed stays.

    Inputs = read + already known + refused, or ``CountError`` is raised.
    """
    run = _Run(ledger=ledger, progress=progress)
    snapshots = run.arrivals(acquire(paths, stdin=stdin))
    run.commit()  # a ledger that cannot be written to is told before anything is read
    try:
        for outcome in read(snapshots):
            run.take(outcome)
    finally:
        run.commit()
    counted = run.intake
    if counted.inputs != counted.read + counted.known + counted.refused:
        raise CountError(counted)
    return counted


@dataclass
class _Run:
    """A run under way: outcomes wait in ``pending`` until their batch is committed."""

    ledger: Ledger
    progress: Progress
    intake: Intake = field(default_factory=Intake)
    pending: list[Outcome] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)
    complete: bool = False
    since: float = field(default_factory=time.monotonic)

    def arrivals(self, acquired: Iterable[Snapshot | Problem]) -> Iterator[Snapshot]:
        """The snapshots, counted; what could not be taken in is kept for the next batch."""
        for item in acquired:
            note = isinstance(item, Problem) and item.code in NOTES
            self.intake.inputs += not note
            if isinstance(item, Snapshot):
                yield item
            elif note:
                self.intake.notes.append(item)
            else:
                self.intake.refused += 1
                self.unreadable.append(item)
        self.complete = True

    def take(self, outcome: Outcome) -> None:
        """Take one outcome, and commit when the batch is large or old enough."""
        self.pending.append(outcome)
        if len(self.pending) >= BATCH_READINGS or time.monotonic() - self.since >= BATCH_SECONDS:
            self.commit()
        self.report()

    def report(self) -> None:
        """Say how far it is."""
        counted = self.intake
        done = counted.read + counted.known + counted.refused + len(self.pending)
        self.progress(done, counted.inputs, self.complete)

    def commit(self) -> None:
        """Add all that is pending in one transaction."""
        with self.ledger.batch():
            for snapshot, reading, problems in self.pending:
                self._add(snapshot, reading, problems)
            self.ledger.refuse(self.unreadable)
        self.intake.refusals += self.unreadable
        self.pending, self.unreadable, self.since = [], [], time.monotonic()
        self.report()

    def _add(self, snapshot: Snapshot, reading: Reading | None, problems: tuple[Problem, ...]) -> None:
        if reading is None:
            self._refuse(problems)
            return
        try:
            added = self.ledger.add(reading, snapshot)
        except MisalignedSpanError as error:
            self._refuse((problem("misaligned-span", snapshot.source, str(error)),))
            return
        self.intake.notes += problems
        self.intake.read += added.reading
        self.intake.known += not added.reading
        if added.reading:
            self.intake.claims.update({claim.id: claim.type for claim in reading.claims}.values())

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self.intake.refused += 1
        self.unreadable += problems
