"""Quotations: what stands between quotation marks, joined where only a speech tag or a paragraph's end interrupts it.

Reads marks, not meaning: scare quotes are found too, and who speaks is decided in ``extract``. Never raises on
unbalanced marks: one that does not close by the end of its paragraph is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.records import Evidence, Paragraph, Quotation
from communique.spans import cut_inside
from communique.tables import table

_DATA = table("communique.detect", "quotations.toml")
_TAG_WORDS: int = _DATA["tag_words"]
_BRITISH_TAG_WORDS: int = _DATA["british_tag_words"]
_BARE_TAG_WORDS: int = _DATA["bare_tag_words"]
_OVER_PARAGRAPHS: int = _DATA["over_paragraphs"]
_SPEECH = re.compile(rf"\b(?:{'|'.join(_DATA['speech_verbs'])})\b")
_ABBREVIATED = re.compile(rf"\b(?:[A-Z]|{'|'.join(_DATA['abbreviated'])})\.(?=[\s,])")
_CLIPPED = re.compile(rf"(?:{'|'.join(_DATA['clipped'])}|\d0s|\d\d)\b", re.I)

_DOUBLE = re.compile(r"[“”„‟\"«»]|``|''")
_SINGLE = re.compile(r"[‘’‚']")
_OPENERS = frozenset("“„‟«") | {"``"}
_CLOSERS = frozenset("”»") | {"''"}
_STYLES = (frozenset("“”„‟"), frozenset('"'), frozenset("«»"), frozenset({"``", "''"}))


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run of words between marks: the paragraph, the words and the marks around them, and whether it closed."""

    paragraph: int
    inner: tuple[int, int]
    outer: tuple[int, int]
    closed: bool = True


def find_quotations(paragraphs: Sequence[Paragraph]) -> tuple[Quotation, ...]:
    """Every quotation in order of the text; parts are verbatim and exclude the marks, ``start:end`` includes them.

    A quotation has several parts where a short speech tag interrupts it, or where it runs on over paragraphs, each of
    which opens while only the last closes (``continues`` is then true).
    """
    quotations: list[Quotation] = []
    joined: list[_Piece] = []
    pieces = (piece for index, each in enumerate(paragraphs) for piece in _pieces(each.text, index))
    for piece in (run for each in pieces for run in _run_on(each, paragraphs)):
        if joined and not _continues(joined[-1], piece, paragraphs):
            quotations += _quotation(joined, paragraphs)
            joined = []
        joined.append(piece)
    return (*quotations, *_quotation(joined, paragraphs))


def _run_on(piece: _Piece, paragraphs: Sequence[Paragraph]) -> list[_Piece]:
    """The piece, and where it never closes in its paragraph, the paragraphs up to the first mark, if that closes it."""
    if piece.closed:
        return [piece]
    run = [piece]
    last = min(len(paragraphs), piece.paragraph + _OVER_PARAGRAPHS)
    for index in range(piece.paragraph + 1, last):
        text = paragraphs[index].text
        mark = _DOUBLE.search(text)
        if mark is None:
            run.append(_Piece(index, (0, len(text)), (0, len(text)), closed=False))
            continue
        opens, closes = _role(text, mark)
        if opens or not closes or not text[: mark.start()].strip():
            break
        return [*run, _Piece(index, (0, mark.start()), (0, mark.end()))]
    return [piece]


def _quotation(pieces: list[_Piece], paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """One quotation of the pieces; a last piece that never closed is a stray mark and left out."""
    if pieces and not pieces[-1].closed:
        pieces = pieces[:-1] if len(pieces) > 1 and pieces[-2].closed else []
    if not pieces:
        return []
    return [
        Quotation(
            parts=_parts(pieces, paragraphs),
            start=paragraphs[pieces[0].paragraph].start + pieces[0].outer[0],
            end=paragraphs[pieces[-1].paragraph].start + pieces[-1].outer[1],
            continues=any(not piece.closed for piece in pieces),
        )
    ]


def _parts(pieces: list[_Piece], paragraphs: Sequence[Paragraph]) -> tuple[Evidence, ...]:
    """One evidence for each piece; pieces with nothing but a line break between them are one unbroken stretch."""
    parts: list[Evidence] = []
    for piece in pieces:
        part = cut_inside(paragraphs[piece.paragraph], *piece.inner)
        if parts and part.start == parts[-1].end + 1 and piece.inner[0] == 0:
            before = parts.pop()
            part = Evidence(start=before.start, end=part.end, quote=f"{before.quote}\n{part.quote}")
        parts.append(part)
    return tuple(parts)


def _continues(before: _Piece, piece: _Piece, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the piece goes on with the quotation of the piece before it."""
    if not before.closed:
        text = paragraphs[piece.paragraph].text
        return piece.paragraph == before.paragraph + 1 and not text[: piece.outer[0]].strip()
    if piece.paragraph != before.paragraph or not piece.closed:
        return False
    text = paragraphs[piece.paragraph].text
    return _is_tag(text[before.inner[1] - 1], text[before.outer[1] : piece.outer[0]], text[slice(*piece.inner)].strip())


def _is_tag(last: str, between: str, words: str) -> bool:
    """Whether the words between two quotations are only "he said" inside one sentence."""
    tag = between.strip()
    if len(tag.split()) > _TAG_WORDS or not _SPEECH.search(tag):
        return False
    if re.search(r"[.!?](?:\s|$)|[:;]\s", _unabbreviated(tag)):
        return False
    if tag[-1] not in ",;:—–" and len(tag.split()) > _BARE_TAG_WORDS:
        return False  # the clause goes on, and quotes something else: `“…,” he said, calling it “…”`
    goes_on = words[:1].islower() or tag.endswith((",", "—", "–"))
    is_british = tag.startswith(",") and (goes_on or len(tag.split()) <= _BRITISH_TAG_WORDS)
    return is_british or (goes_on and last in ",—–-?!…")


def _unabbreviated(tag: str) -> str:
    """The tag without the points of "Mr." and initials."""
    return _ABBREVIATED.sub("", tag)


def _pieces(text: str, paragraph: int) -> list[_Piece]:
    """The quotations of one paragraph by its double marks, or by its single ones outside those."""
    pieces = _paired(text, paragraph, list(_DOUBLE.finditer(text)))
    taken = [piece.outer for piece in pieces]
    singles = [mark for mark in _SINGLE.finditer(text) if not _inside(mark.start(), taken)]
    marks = [mark for mark in singles if _may_open(text, mark) or _may_close(text, mark)]
    pieces += [piece for piece in _paired_singles(text, paragraph, marks) if not _overlaps(piece.outer, taken)]
    return sorted(pieces, key=lambda piece: piece.outer)


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _overlaps(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


def _paired(text: str, paragraph: int, marks: list[re.Match[str]]) -> list[_Piece]:
    """Opening marks with their closing marks, style by style; nested quotations belong to the outer one."""
    styles = [[mark for mark in marks if mark[0] in style] for style in _STYLES]
    if any(len(style) % 2 for style in styles) and sum(1 for style in styles if style) > 1:
        styles = [marks]  # opened in one style and closed in another
    pieces: list[_Piece] = []
    for style in styles:
        pieces += _nested(text, paragraph, style) or _flat(text, paragraph, style)
    spans = [piece.outer for piece in pieces]
    return [p for p in pieces if not any(_within(p.outer, span) for span in spans)]


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _nested(text: str, paragraph: int, marks: list[re.Match[str]]) -> list[_Piece]:
    """Pairs by depth, where every mark shows its direction and all of them balance; else nothing."""
    if any(mark[0] not in _OPENERS | _CLOSERS for mark in marks):
        return []
    pieces: list[_Piece] = []
    open_marks: list[re.Match[str]] = []
    for mark in marks:
        if mark[0] in _OPENERS:
            open_marks.append(mark)
        elif not open_marks:
            return []
        else:
            opened = open_marks.pop()
            if not open_marks and text[opened.end() : mark.start()].strip():
                pieces.append(_Piece(paragraph, (opened.end(), mark.start()), (opened.start(), mark.end())))
    return [] if open_marks else pieces


def _flat(text: str, paragraph: int, marks: list[re.Match[str]]) -> list[_Piece]:
    """Each opening mark with the next closing one; the last that stays open runs to the end of the paragraph."""
    pieces: list[_Piece] = []
    opened: re.Match[str] | None = None
    for mark in marks:
        opens, closes = _role(text, mark)
        if opened is not None and closes and text[opened.end() : mark.start()].strip():
            pieces.append(_Piece(paragraph, (opened.end(), mark.start()), (opened.start(), mark.end())))
            opened = None
        elif opens:
            opened = mark
    if opened is not None and text[opened.end() :].strip():
        pieces.append(_Piece(paragraph, (opened.end(), len(text)), (opened.start(), len(text)), closed=False))
    return pieces


def _role(text: str, mark: re.Match[str]) -> tuple[bool, bool]:
    """Whether the mark may open and may close: by its shape, or by the space around it where it is straight."""
    if mark[0] in _OPENERS:
        return True, False
    if mark[0] in _CLOSERS:
        # German “…“ and sloppy ”…” are read by position
        return mark[0] == "”" and _stands_before_word(text, mark), True
    return _stands_before_word(text, mark) or _is_loose(text, mark), not _stands_before_word(text, mark)


def _stands_before_word(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (not before or before in " \t\u00a0([—–-/‘'") and bool(after) and not after.isspace()


def _is_loose(text: str, mark: re.Match[str]) -> bool:
    """A straight mark with space on both sides (tokenised text): it may open or close."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (not before or before.isspace()) and (not after or after.isspace())


def _may_open(text: str, mark: re.Match[str]) -> bool:
    """A single mark before a word that is not a clipped one ("'90s", "'em")."""
    return mark[0] != "’" and _stands_before_word(text, mark) and not _CLIPPED.match(text, mark.end())


def _may_close(text: str, mark: re.Match[str]) -> bool:
    """A single mark after a word's end; after a plural s it may be a genitive, so ``_paired_singles`` asks more."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return mark[0] != "‘" and bool(before.strip()) and not after.isalnum()


def _paired_singles(text: str, paragraph: int, marks: list[re.Match[str]]) -> list[_Piece]:
    """Single marks as primary quotation marks: the last possible close before the next opening, no bare genitive."""
    pieces: list[_Piece] = []
    opened: re.Match[str] | None = None
    closing: re.Match[str] | None = None
    for mark in [*marks, None]:
        if mark is None or _may_open(text, mark):
            if opened is not None and closing is not None and text[opened.end() : closing.start()].strip():
                pieces.append(_Piece(paragraph, (opened.end(), closing.start()), (opened.start(), closing.end())))
            opened, closing = mark, None
        elif opened is not None and (closing is None or not _ends_sentence(text, closing)):
            genitive = text[mark.start() - 1] == "s" and text[mark.end() : mark.end() + 1] == " "
            closing = closing if genitive and closing is not None else mark
    return pieces


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    return text[mark.start() - 1] in ".,!?"
