"""What is mentioned: syntax, names, times, quantities and quotations, each with its span. Not for what is claimed."""

from __future__ import annotations

from communique.detect.names import find_names
from communique.detect.quantities import find_quantities
from communique.detect.quotations import find_quotations
from communique.detect.scan import worth_reading
from communique.detect.syntax import DEFAULT_MODEL, ModelMissingError, load_model, model_version, parse
from communique.detect.times import find_times
from communique.records import Document, Evidence, Mention, Mentions, Paragraph

__all__ = ["DEFAULT_MODEL", "ModelMissingError", "detect", "load_model", "model_version"]


def detect(document: Document, *, model: str = DEFAULT_MODEL) -> Mentions:
    """Everything that the document mentions, in order of the text."""
    paragraphs = _paragraphs(document, model)
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


def _paragraphs(document: Document, model: str) -> tuple[Paragraph, ...]:
    """The document's paragraphs, with syntax where the first scan saw something to read; the headline names people."""
    pieces = []
    start = 0
    for line in document.text.split("\n"):
        if line.strip():
            pieces.append((start, line))
        start += len(line) + 1
    heading = document.title.end if document.title is not None else 0
    wanted = [start < heading or worth_reading(text) for start, text in pieces]
    parsed = iter(parse([text for (_, text), want in zip(pieces, wanted, strict=True) if want], model=model))
    return tuple(
        Paragraph(start=start, text=text, doc=next(parsed) if want else None)
        for (start, text), want in zip(pieces, wanted, strict=True)
    )
