"""What is mentioned: syntax, names, times, quantities and quotations, each with its span. Not for what is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from communique.detect.names import find_names
from communique.detect.quantities import find_quantities
from communique.detect.quotations import find_quotations
from communique.detect.scan import worth_reading
from communique.detect.syntax import DEFAULT_MODEL, ModelMissingError, load_model, model_version, parse
from communique.detect.times import find_times
from communique.records import Document, Evidence, Mention, Mentions, Paragraph

__all__ = ["DEFAULT_MODEL", "ModelMissingError", "detect", "load_model", "model_version"]

BEHIND_DATELINE = re.compile(r"[^—–-]{0,40}?\s?(?:--|[—–-])\s+")
"""From a dateline to the first word of the article: the agency perhaps, and a dash."""


def detect(document: Document, *, model: str = DEFAULT_MODEL, scan: bool = True) -> Mentions:
    """Everything that the document mentions, in order of the text; without ``scan``, whatever the first scan says."""
    paragraphs = _paragraphs(document, model, scan)
    return Mentions(
        paragraphs=paragraphs,
        names=tuple(name for name in find_names(paragraphs) if not _in_dateline(document, name)),
        times=tuple(
            when for when in find_times(paragraphs, document.published_at) if not _in_dateline(document, when.evidence)
        ),
        quantities=find_quantities(paragraphs),
        quotations=find_quotations(paragraphs),
    )


def _in_dateline(document: Document, found: Mention | Evidence) -> bool:
    """Whether a name or a time belongs to the dateline ("MOSCOW, May 4 (Xinhua) --"), which takes part in nothing."""
    if document.dateline is None:
        return False
    body = document.title.end if document.title is not None else 0
    start = document.text.find(document.dateline, body)
    return start >= 0 and start <= found.start < start + len(document.dateline)


def _behind_dateline(document: Document, start: int, line: str) -> list[tuple[int, str]]:
    """The line with its start; a dateline at its head apart, because the parser takes its place for a subject."""
    dateline = document.dateline
    behind = BEHIND_DATELINE.match(line, len(dateline)) if dateline is not None and line.startswith(dateline) else None
    if behind is None or behind.end() == len(line):
        return [(start, line)]
    return [(start, line[: behind.end()]), (start + behind.end(), line[behind.end() :])]


def _paragraphs(document: Document, model: str, scan: bool) -> tuple[Paragraph, ...]:
    """The document's paragraphs, with syntax if the first scan saw something to read in any of them.

    All or none: a heading or a speaker's label tells nothing, but names those whom the next paragraph calls "he".
    """
    pieces = []
    start = 0
    for line in document.text.split("\n"):
        if line.strip():
            pieces += _behind_dateline(document, start, line)
        start += len(line) + 1
    wanted = not scan or any(worth_reading(text) for _, text in pieces)
    docs: Sequence[Doc | None] = [None] * len(pieces)
    if wanted:
        docs = parse([text for _, text in pieces], model=model)
    return tuple(Paragraph(start=start, text=text, doc=doc) for (start, text), doc in zip(pieces, docs, strict=True))
