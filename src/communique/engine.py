"""Maps the reader over many snapshots in order: here, over local processes, or on a cluster. Reads and stores nothing.

A few documents are read in this process. More are mapped in Arrow batches by Daft, whose native runner starts one
process for each core; the same plan runs on its Ray runner. A document on which the reader raises, or even dies, costs
only itself: it is refused with the problem ``reader-failed`` and the others are read.
"""

from __future__ import annotations

import ctypes
import faulthandler
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from communique.config import EngineName
from communique.problems import CommuniqueError, problem
from communique.records import Problem, Reading, Record, Snapshot

Reader = Callable[..., tuple[Reading | None, tuple[Problem, ...]]]
Result = tuple[Snapshot, Reading | None, tuple[Problem, ...]]

FEW = 64
"""Fewer snapshots than this are read in this process: starting the engine costs as much (docs/performance.md)."""

CHUNK_SNAPSHOTS = 2048
"""Snapshots in one plan; the processes start anew for each, which costs about three seconds."""

CHUNK_BYTES = 64 * 2**20
"""Bytes of snapshots in one plan, which bounds the memory of this process."""

BATCH = 8
"""Snapshots that a process takes at a time: small, so that the cores finish a plan together."""

PATIENCE = 120.0
"""Seconds that one document may take; the longest article measured took two."""

HOPELESS = 3
"""Processes that may die, before any has read a document, until it is plain that the fault is not in the documents."""

QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "DAFT_SHOW_QUERY_ID": "0",
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "true",
}
"""Daft reports its use to its makers, draws bars and names its plans unless told not to, before it is imported."""

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)
"""A process for each core is all the parallelism wanted; matrix libraries would start as many threads in each again."""

UNWARNED = {"PYTHONWARNINGS": "ignore"}
"""What a reading process prints, Daft puts on the standard output of this one, where only results belong."""


class EngineError(CommuniqueError):
    """The engine cannot run at all."""

    code = "engine-unavailable"


class ReaderTooSlowError(CommuniqueError):
    """A document that the reader did not finish in time."""

    code = "reader-failed"

    def __init__(self) -> None:
        super().__init__(f"not finished after {PATIENCE:g} seconds")


class Outcome(Record, frozen=True, kw_only=True):
    """What came of one snapshot, as it travels between processes."""

    reading: Reading | None
    problems: tuple[Problem, ...]


def read_all(
    snapshots: Iterable[Snapshot],
    *,
    workers: int | None = None,
    model: str | None = None,
    engine: EngineName = "auto",
    reader: Reader | None = None,
) -> Iterator[Result]:
    """Each snapshot with what was read from it and what could not be, in the order of the input.

    ``workers`` is the number of processes (default: the cores that this process may use), ``model`` the language model
    that the reader is given. ``engine`` is ``local`` or ``ray``; ``auto`` is ``local``, except that a few snapshots are
    read in this process. ``reader`` is what is mapped (default: ``pipeline.read_document``). The input is drawn on as
    results are taken, a chunk at a time.
    """
    mapped = reader or _default_reader()
    if model is not None:
        mapped = partial(mapped, model=model)
    stream = iter(snapshots)
    first = list(itertools.islice(stream, FEW)) if engine == "auto" else []
    if engine == "auto" and len(first) < FEW:
        for snapshot in first:
            yield _result(snapshot, read_guarded(snapshot, mapped))
        return
    mapper = _Mapper(reader=mapped, workers=workers or available_cores(), engine=engine)
    with _environment(ONE_THREAD | UNWARNED):
        for chunk in _chunks(itertools.chain(first, stream)):
            for snapshot, outcome in zip(chunk, mapper.outcomes(chunk), strict=True):
                yield _result(snapshot, outcome)


def read_guarded(snapshot: Snapshot, reader: Reader) -> Outcome:
    """Read one snapshot; what the reader raises, or never finishes, is this document's problem and nobody else's."""
    try:
        with _time_limit():
            reading, problems = reader(snapshot)
    except Exception as error:
        return Outcome(reading=None, problems=(failure(snapshot, error),))
    return Outcome(reading=reading, problems=problems)


def failure(snapshot: Snapshot, error: Exception) -> Problem:
    """The problem of a snapshot on which a reader raised."""
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    message = f"The reader stopped on this document ({said}); the others were read. Report it with this message."
    return problem("reader-failed", snapshot.source, message)


def _default_reader() -> Reader:
    """The reader of the pipeline; the language model's library is imported with it."""
    from communique.pipeline import read_document  # noqa: PLC0415

    return read_document


def available_cores() -> int:
    """The cores that this process may use, which in a container may be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class _Mapper:
    """Runs plans, and goes on after a process has died. ``read`` and ``died`` count over all."""

    reader: Reader
    workers: int
    engine: EngineName
    read: int = 0
    died: int = 0
    failure: Exception | None = None

    def outcomes(self, snapshots: Sequence[Snapshot]) -> Iterator[Outcome]:
        """One outcome for each snapshot, in order; what was under way when a process died is read again with care."""
        rest = snapshots
        while rest:
            done = yield from self._attempt(rest, workers=self.workers, batch=BATCH)
            under_way = rest[done : done + 2 * self.workers * BATCH]
            yield from self._one_by_one(under_way)
            rest = rest[done + len(under_way) :]

    def _one_by_one(self, snapshots: Sequence[Snapshot]) -> Iterator[Outcome]:
        """Read in one process, one at a time; one on which it dies is tried alone, and refused if it kills again."""
        rest = snapshots
        while rest:
            done = yield from self._attempt(rest, workers=1, batch=1)
            rest = rest[done:]
            if rest:
                survived = yield from self._attempt(rest[:1], workers=1, batch=1)
                if not survived:
                    yield self._refusal(rest[0])
                rest = rest[1:]

    def _attempt(self, snapshots: Sequence[Snapshot], *, workers: int, batch: int) -> Generator[Outcome, None, int]:
        """Outcomes until all are read or a process dies; returns how many there were."""
        done = 0
        try:
            for outcome in self._plan(snapshots, workers=workers, batch=batch):
                yield outcome
                done += 1
                self.read += 1
        except RuntimeError as error:
            self.failure = error
        return done

    def _plan(self, snapshots: Sequence[Snapshot], *, workers: int, batch: int) -> Iterator[Outcome]:
        """Map the reader over the snapshots, with processes of their own."""
        import pyarrow  # noqa: PLC0415 - heavy, and not needed for a few documents

        daft = _daft(self.engine)
        table = pyarrow.table(
            {
                "position": pyarrow.array(range(len(snapshots)), pyarrow.int64()),
                "snapshot": pyarrow.array([msgspec.msgpack.encode(s) for s in snapshots], pyarrow.large_binary()),
            }
        )
        frame = daft.from_arrow(table)
        if self.engine == "ray":
            frame = frame.into_partitions(min(len(snapshots), 2 * workers))
        read = _batch_reader(daft, self.reader, workers=min(workers, len(snapshots)), batch=batch)
        frame = frame.select(frame["position"], read(frame["snapshot"]).alias("outcome"))
        return _in_order(frame.to_arrow_iter())

    def _refusal(self, snapshot: Snapshot) -> Outcome:
        """The outcome of a snapshot whose reader died although it was alone in its process."""
        self.died += 1
        if self.died >= HOPELESS and not self.read:
            raise EngineError(
                f"The reading processes die before they read anything ({self.failure}). Check that communique is "
                "installed for this Python, that memory is free, and that /dev/shm can be written; or read fewer than "
                f"{FEW} documents at a time, which starts no process."
            ) from self.failure
        message = "The process that read this document died of it; the others were read. Report the document."
        return Outcome(reading=None, problems=(problem("reader-failed", snapshot.source, message),))


def _batch_reader(daft: Any, reader: Reader, *, workers: int, batch: int) -> Any:
    """The reader as a Daft function over a column of snapshots, in ``workers`` processes that keep what they load."""

    class BatchReader:
        def __init__(self) -> None:
            logging.getLogger().setLevel(logging.ERROR)
            self.nowhere = Path(os.devnull).open("wb")  # noqa: SIM115 - as long as the process lives

        @daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=batch)  # type: ignore[untyped-decorator]
        def read(self, rows: Any) -> list[bytes]:
            return [self.read_row(row) for row in rows.to_pylist()]

        def read_row(self, row: bytes) -> bytes:
            """The process ends itself where even an exception cannot stop the reader."""
            faulthandler.dump_traceback_later(2 * PATIENCE, exit=True, file=self.nowhere)
            try:
                return read_row(row, reader)
            finally:
                faulthandler.cancel_dump_traceback_later()

    return daft.cls(BatchReader, use_process=True, max_concurrency=workers)().read


def read_row(row: bytes, reader: Reader) -> bytes:
    """``read_guarded`` between encoded records, as processes exchange them."""
    snapshot = msgspec.msgpack.decode(row, type=Snapshot)
    return msgspec.msgpack.encode(read_guarded(snapshot, reader))


def _in_order(batches: Iterable[Any]) -> Iterator[Outcome]:
    """The outcomes by position; a cluster may return batches in another order."""
    waiting: dict[int, bytes] = {}
    wanted = 0
    for batch in batches:
        waiting.update(zip(batch.column("position").to_pylist(), batch.column("outcome").to_pylist(), strict=True))
        while wanted in waiting:
            yield msgspec.msgpack.decode(waiting.pop(wanted), type=Outcome)
            wanted += 1


def _daft(engine: EngineName) -> Any:
    """Daft, imported now and told where to run; it can be told once in the life of a process."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    import daft  # noqa: PLC0415 - 0.8 s, and not needed for a few documents

    logging.getLogger("daft_local_execution").setLevel(logging.CRITICAL)  # a dead process is reported as a problem
    wanted = "ray" if engine == "ray" else "native"
    with suppress(daft.exceptions.DaftCoreException):  # it was told before; what, is asked next
        try:
            daft.set_runner_ray() if wanted == "ray" else daft.set_runner_native()
        except ModuleNotFoundError as error:
            raise EngineError("Ray is not installed. Install daft[ray] beside communique, or use local.") from error
    running = daft.get_or_infer_runner_type()
    if running != wanted:
        raise EngineError(f"Daft already runs on its {running} runner in this process. Start another for {wanted}.")
    return daft


def _chunks(snapshots: Iterable[Snapshot]) -> Iterator[list[Snapshot]]:
    """Cut the stream where a chunk is full in number or in bytes."""
    chunk: list[Snapshot] = []
    size = 0
    for snapshot in snapshots:
        chunk.append(snapshot)
        size += len(snapshot.content)
        if len(chunk) == CHUNK_SNAPSHOTS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raise ReaderTooSlowError in this thread, whichever it is, if the body takes longer than PATIENCE."""
    thread, late = threading.get_ident(), threading.Event()

    def interrupt() -> None:
        late.set()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(ReaderTooSlowError))

    timer = threading.Timer(PATIENCE, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
    if late.is_set():  # it fired as the body ended: the exception is on its way, and is not to arrive elsewhere
        time.sleep(1)


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    """Environment variables as processes that start meanwhile inherit them; restored afterwards."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _result(snapshot: Snapshot, outcome: Outcome) -> Result:
    return snapshot, outcome.reading, outcome.problems
