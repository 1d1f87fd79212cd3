"""What the readers of each format hand on: an article's parts before furniture, language and dates are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from communique.clean.paragraphs import Line


@dataclass(frozen=True, slots=True)
class Article:
    """An article's parts as its format gives them; ``published`` is still words, ``method`` says where they stood."""

    title: str | None
    lines: tuple[Line, ...]
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    published: str | None = None
    method: str = "record"
    external_id: str | None = None


class UnreadableError(ValueError):
    """A snapshot that holds no article; ``code`` is the problem's, the message one sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
