"""Plain text into lines that are paragraphs. Not for deciding which of them are the article.

Characters are never altered; only the white space around a paragraph goes, and a line break inside a paragraph
that was wrapped at a fixed width becomes one space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

WRAP_WIDTHS = range(45, 101)
"""Widths that text is wrapped at; tuned on RFC 822 mail (72 to 78), wire copy (65) and terminals (80, 100)."""

WRAP_SLACK = 22
"""A wrapped line ends within this much of the width, or its last word would have fitted on it (longest word: 20)."""

WRAP_SHARE = 0.8
WRAP_LINES = 3

SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph and the block that it stands in; blocks are divided by blank lines."""

    text: str
    block: int


def split(text: str) -> tuple[Line, ...]:
    """The paragraphs of a text that divides them by blank lines, by single line breaks, or that is wrapped."""
    blocks = [list(lines) for filled, lines in groupby(stripped_lines(text), key=bool) if filled]
    width = wrap_width(blocks)
    if width is not None:
        blocks = [unwrap(block, width) for block in blocks]
    return tuple(Line(text=line, block=number) for number, block in enumerate(blocks) for line in block)


def stripped_lines(text: str) -> list[str]:
    """The lines of a text without the white space around them; a byte order mark is white space, too."""
    return [line.strip().strip("\ufeff\u200b").strip() for line in LINE_BREAK.split(text)]


def wrap_width(blocks: list[list[str]]) -> int | None:
    """The width that the blocks are wrapped at, or None where a line break ends a paragraph."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < WRAP_LINES:
        return None
    width = max(len(line) for block in blocks for line in block)
    if width not in WRAP_WIDTHS:
        return None
    full = sum(1 for line in inner if len(line) >= width - WRAP_SLACK)
    open_ended = sum(1 for line in inner if not SENTENCE_END.search(line))
    return width if full >= WRAP_SHARE * len(inner) and open_ended >= WRAP_SHARE / 2 * len(inner) else None


def unwrap(block: list[str], width: int) -> list[str]:
    """The paragraphs of one wrapped block: a line goes on unless it is short and ends a sentence."""
    paragraphs: list[str] = []
    goes_on = False
    for line in block:
        if goes_on:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        else:
            paragraphs.append(line)
        goes_on = len(line) >= width - WRAP_SLACK or not SENTENCE_END.search(line)
    return paragraphs


def one_line(title: str | None) -> str | None:
    """A title without line breaks and outer white space; None for an empty one."""
    return " ".join(line for line in stripped_lines(title) if line) or None if title else None
