"""The second reader at work: snapshots become documents, a model is asked about each, its answers become readings.

The questions are put a few at a time; all else happens here, one after the other, and results come in the order of the
input. Reads no ledger and writes none. A document about which no usable answer came is refused with a problem, and the
next run asks about it again; the answers about the others come from the cache then.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread

from communique.clean import clean
from communique.consult import Account, Answer, Consultant, EndpointError, NoAnswerError, verify_answer
from communique.consult.verification import CLAIM_FAULTS, told_claims
from communique.detect import DEFAULT_MODEL, detect
from communique.engine import Result, failure, read_guarded
from communique.pipeline import conclude
from communique.problems import CommuniqueError, problem
from communique.records import Document, Problem, Reading, Record, Snapshot

AHEAD = 2
"""Questions that wait for each thread: enough that none is idle, few enough that a run can be stopped."""
HOPELESS = 5
"""Documents in a row to which the endpoint says nothing, until it is plain that the fault is not in the documents."""
SILENCE = frozenset({"llm-unreachable", "llm-http-error", "llm-rate-limit"})
"""Problems that say that nobody answers. A document that takes too long is none: the next may be shorter."""


class Question(Record, frozen=True):
    """A snapshot and the document in it, if there is one, on the way to the model."""

    snapshot: Snapshot
    document: Document | None
    problems: tuple[Problem, ...]


def consult_all(
    snapshots: Iterable[Snapshot], *, consultant: Consultant, account: Account, model: str | None = None
) -> Iterator[Result]:
    """Each snapshot with what the consultant's model read from it, or why there is nothing, in the order of the input.

    ``model`` is the small language model by which the answers are verified. ``account`` is kept up to date. Raises
    ``EndpointError`` where it is plain that the endpoint cannot be asked at all.
    """
    threads = consultant.settings.threads
    askers = _Askers(consultant, threads)
    waiting: deque[tuple[Question, Future[Answer] | None]] = deque()
    finish = partial(_finished, account=account, model=model or DEFAULT_MODEL)
    try:
        for snapshot in snapshots:
            question = _question(snapshot)
            document = question.document
            waiting.append((question, askers.ask(document) if document is not None else None))
            if len(waiting) > AHEAD * threads:
                yield finish(*waiting.popleft())
        while waiting:
            yield finish(*waiting.popleft())
    finally:
        askers.close()


class _Askers:
    """Threads that ask. A run that is stopped waits for none of them: an answer may be minutes away."""

    def __init__(self, consultant: Consultant, threads: int) -> None:
        self._consultant = consultant
        self._questions: SimpleQueue[tuple[Document, Future[Answer]] | None] = SimpleQueue()
        self._threads = [Thread(target=self._work, daemon=True, name=f"consult-{n}") for n in range(threads)]
        for thread in self._threads:
            thread.start()

    def ask(self, document: Document) -> Future[Answer]:
        """The answer about a document, when there is one."""
        future: Future[Answer] = Future()
        self._questions.put((document, future))
        return future

    def close(self) -> None:
        """Ask nothing more."""
        with suppress(Empty):
            while True:
                self._questions.get_nowait()
        for _ in self._threads:
            self._questions.put(None)

    def _work(self) -> None:
        while (question := self._questions.get()) is not None:
            document, future = question
            try:
                future.set_result(self._consultant.ask(document))
            except BaseException as error:  # whoever waits for the answer is told
                future.set_exception(error)


def read_answer(
    document: Document, answer: Answer, *, problems: tuple[Problem, ...] = (), model: str = DEFAULT_MODEL
) -> tuple[Reading, tuple[Problem, ...]]:
    """The reading that an answer makes. A pure function; ``problems`` are those that the document had before."""
    claims, faults = verify_answer(document, detect(document, model=model), answer)
    return conclude(document, claims, problems + faults)


def _question(snapshot: Snapshot) -> Question:
    """The document to ask about; what ``clean`` raises is this snapshot's problem and nobody else's."""
    try:
        document, problems = clean(snapshot)
    except Exception as error:
        return Question(snapshot=snapshot, document=None, problems=(failure(snapshot, error),))
    return Question(snapshot=snapshot, document=document, problems=problems)


def _finished(question: Question, asked: Future[Answer] | None, *, account: Account, model: str) -> Result:
    """What came of a question: the reading, or the problem for which there is none."""
    snapshot, document, problems = question.snapshot, question.document, question.problems
    if document is None or asked is None:
        return snapshot, None, problems
    try:
        answer = asked.result()
    except NoAnswerError as fault:
        account.fail(fault.usage, silent=fault.code in SILENCE)
        if account.silent >= HOPELESS:
            message = f"{fault} It was so for {HOPELESS} articles in a row. What was read is in the ledger; read again."
            raise EndpointError(message) from fault
        return snapshot, None, (*problems, problem(fault.code, snapshot.source, f"{snapshot.source}: {fault}"))
    except CommuniqueError:
        raise
    except Exception as error:  # its words may hold anything, so only its kind is told
        return snapshot, None, (*problems, failure(snapshot, RuntimeError(type(error).__name__)))
    account.take(answer.usage, cached=answer.cached)
    outcome = read_guarded(snapshot, lambda _: read_answer(document, answer, problems=problems, model=model))
    if outcome.reading is not None:
        faults = [fault.code for fault in outcome.reading.problems if fault.code in CLAIM_FAULTS]
        account.weigh(len(told_claims(answer)), faults)
    return snapshot, outcome.reading, outcome.problems
