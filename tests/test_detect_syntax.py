"""Parsing keeps to one thread, whatever the machine has and the environment says."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import threadpool_info, threadpool_limits

from communique.detect.syntax import DEFAULT_MODEL, load_model, parse


def blas_threads() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_a_parse_multiplies_matrices_on_one_thread() -> None:
    seen: list[list[int]] = []

    @Language.component("note_threads")
    def note_threads(doc: Doc) -> Doc:
        seen.append(blas_threads())
        return doc

    load_model(DEFAULT_MODEL).add_pipe("note_threads", last=True)
    try:
        with threadpool_limits(limits=2, user_api="blas"):
            (doc,) = parse(["Xi Jinping arrived in Moscow on Wednesday."])
            after = blas_threads()
    finally:
        load_model(DEFAULT_MODEL).remove_pipe("note_threads")
    assert doc[0].text == "Xi"
    assert seen
    assert all(threads == [1] * len(threads) and threads for threads in seen)
    assert after == [2] * len(after)
