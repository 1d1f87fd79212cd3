"""Spans that equal the text, or are refused. Not for finding anything: only for cutting and checking."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.records import Document, Evidence, Paragraph

QUOTE_FOLD = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "\u00a0": " "}
)
"""One character for one, so that offsets into folded text are offsets into the text."""


class MisalignedSpanError(ValueError):
    """A span whose quote is not the text at its offsets. Nothing is repaired; see the method that made it."""

    def __init__(self, evidence: Evidence, found: str) -> None:
        super().__init__(
            f"The span {evidence.start}:{evidence.end} says {evidence.quote!r} but the text there is {found!r}. "
            "Read the document again; if it persists, report the document."
        )


def cut(text: str, start: int, end: int) -> Evidence:
    """The words of ``text`` from ``start`` to ``end``, less the white space around them."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"There is no span {start}:{end} in a text of {len(text)} characters.")
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Evidence(start=start, end=start + len(words.strip()), quote=words.strip())


def cut_inside(paragraph: Paragraph, start: int, end: int) -> Evidence:
    """The words between two offsets into a paragraph, less the white space around them, as they stand in the text."""
    found = cut(paragraph.text, start, end)
    return Evidence(start=paragraph.start + found.start, end=paragraph.start + found.end, quote=found.quote)


def check(document: Document, evidence: Evidence) -> None:
    """Raise ``MisalignedSpanError`` unless the words stand where the evidence says."""
    found = document.text[evidence.start : evidence.end]
    if found != evidence.quote:
        raise MisalignedSpanError(evidence, found)


def fold(text: str) -> str:
    """``text`` with curly quotation marks straightened, character for character."""
    return text.translate(QUOTE_FOLD)


def evidences(record: object, path: str = "") -> Iterator[tuple[str, Evidence]]:
    """Every evidence in a record with the dotted path of its field, in the order of the fields."""
    if isinstance(record, Evidence):
        yield path, record
    elif isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            yield from evidences(getattr(record, name), f"{path}.{name}" if path else name)
    elif isinstance(record, tuple):
        for index, item in enumerate(record):
            yield from evidences(item, f"{path}[{index}]")
