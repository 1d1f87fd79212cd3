"""Asks a large language model about documents, each once: an answer in the cache is not asked for again.

The one place of the package that uses the network, and only where ``--reader llm`` asks for it. What an answer is
worth is decided in ``verification.py``.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from communique.config import LlmSettings
from communique.consult.answers import Answer, NoAnswerError, reader_name
from communique.consult.cache import Cache, Kept
from communique.consult.endpoint import Endpoint
from communique.consult.prompt import prompt_version, question
from communique.consult.verification import told_claims
from communique.consult.wording import Wording
from communique.problems import MissingLibraryError
from communique.records import Document

LONGEST_TEXT = 200_000
"""Characters of an article that is worth asking about: several times the longest in the annotated sets, and about as
much as models take in at once."""


LIBRARIES = ("edtf", "httpx", "platformdirs", "tenacity")
"""What ``communique[llm]`` installs, by the names of their modules."""


class Consultant:
    """A model that may be asked, with the cache of its answers. Safe for several threads; close it when done."""

    def __init__(self, settings: LlmSettings) -> None:
        for name in LIBRARIES:
            if find_spec(name) is None:
                raise MissingLibraryError(name, extra="llm")
        self.settings = settings
        self.reader = reader_name(settings.model, prompt_version())
        self._endpoint = Endpoint(settings)
        self._cache = Cache(Path(settings.cache) if settings.cache else _user_folder())
        self._lock = threading.Lock()
        self._asking: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._endpoint.close()

    def ask(self, document: Document) -> Answer:
        """The answer about a document, from the cache or the model. ``NoAnswerError`` says why there is none.

        An answer that is no list of claims at all is not kept: the next run may have more luck.
        """
        if len(document.text) > LONGEST_TEXT:
            raise NoAnswerError("llm-too-large", f"The article is longer than {LONGEST_TEXT:,} characters.")
        messages = question(document)
        key = self._key(messages)
        with self._lock:
            asking = self._asking[key]
        with asking:  # two threads with one article: the second finds the first one's answer
            answer = self._remembered(key)
            if answer is None:
                text, usage = self._endpoint.complete(messages)
                answer = Answer(text=text, reader=self.reader, usage=usage)
                told_claims(answer)
                self._cache.put(self._kept(key, document, answer))
        return answer

    def _remembered(self, key: str) -> Answer | None:
        """The answer in the cache; None where there is none, or where something else wrote to the file."""
        kept = self._cache.get(key)
        if kept is None:
            return None
        answer = Answer(text=kept.text, reader=self.reader, cached=True)
        try:
            told_claims(answer)
        except NoAnswerError:
            return None
        return answer

    def _key(self, messages: tuple[dict[str, str], ...]) -> str:
        """The digest of the whole question: where it goes, the model, all words and parameters. No key is in it."""
        parts = (self.settings.url, prompt_version(), Wording(self.settings).request(messages))
        return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()

    def _kept(self, key: str, document: Document, answer: Answer) -> Kept:
        return Kept(
            question=key,
            url=self.settings.url,
            model=self.settings.model,
            prompt=prompt_version(),
            document=document.id,
            text=answer.text,
            usage=answer.usage,
        )


def _user_folder() -> Path:
    """The folder for such things of whoever runs the program."""
    import platformdirs  # noqa: PLC0415 - only who asks a model needs it

    return platformdirs.user_cache_path("communique") / "answers"
