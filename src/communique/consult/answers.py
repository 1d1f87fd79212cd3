"""What comes of asking: an answer with what it cost, or why there is none. No network and no files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.problems import CommuniqueError
from communique.records import Record

VERSION = "1"
"""Raised whenever the same answer would give other claims."""

SHOWN = 120
"""Characters of somebody else's words that a message repeats."""


class Usage(Record, frozen=True):
    """Tokens sent and answered, as the endpoint counts them."""

    sent: int = 0
    answered: int = 0


class Answer(Record, frozen=True):
    """The words of the model, as they came, and what they cost; those from the cache cost nothing."""

    text: str
    reader: str
    usage: Usage = Usage()
    cached: bool = False


class NoAnswerError(Exception):
    """One document to which no answer came that can be used. It becomes the document's problem."""

    def __init__(self, code: str, message: str, usage: Usage = Usage()) -> None:  # noqa: B008 - it is frozen
        super().__init__(message)
        self.code = code
        self.usage = usage


class EndpointError(CommuniqueError):
    """The large language model cannot be asked at all."""

    code = "llm-endpoint"


class CacheError(CommuniqueError):
    """The folder of answers cannot be used."""

    code = "llm-cache"


@dataclass
class Account:
    """What a run asked, what that cost, and what became of the claims that it was given.

    ``silent`` counts the articles about which the endpoint said nothing of use, since it last answered.
    """

    answered: int = 0
    cached: int = 0
    failed: int = 0
    silent: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    claims: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def kept(self) -> int:
        """Claims whose every value stands in its article."""
        return self.claims - self.refused.total()

    def take(self, usage: Usage, *, cached: bool) -> None:
        """Count an answer; one from the cache cost nothing now."""
        self.cached += cached
        self.answered += not cached
        self.silent = self.silent if cached else 0
        self._pay(usage)

    def fail(self, usage: Usage, *, silent: bool) -> None:
        """Count an article without an answer; the tokens of one that could not be used are paid for."""
        self.failed += 1
        self.silent = self.silent + 1 if silent else 0
        self._pay(usage)

    def weigh(self, claims: int, refused: Iterable[str]) -> None:
        """Count the claims of an answer, and those of them that were not kept, by the code of the reason."""
        self.claims += claims
        self.refused.update(refused)

    def cost(self, *, price_in: float, price_out: float) -> float:
        """What the tokens cost at these prices for a million."""
        return (self.tokens_in * price_in + self.tokens_out * price_out) / 1e6

    def _pay(self, usage: Usage) -> None:
        self.tokens_in += usage.sent
        self.tokens_out += usage.answered


def reader_name(model: str, prompt: str) -> str:
    """The reader as recorded on every claim: ``llm-1 qwen3-32b prompt-1.3fa2b1``."""
    return f"llm-{VERSION} {model} prompt-{prompt}"


def shown(words: str) -> str:
    """Words of a model or a server for a message: short, on one line, with nothing in them that a screen obeys."""
    text = ascii(words[:SHOWN])[1:-1] if not words.isprintable() else words[:SHOWN]
    return f"{text}…" if len(words) > SHOWN else text
