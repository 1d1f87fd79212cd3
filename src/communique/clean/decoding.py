"""Bytes into text, or one sentence on why not. Never replaces a character that it cannot read."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,100}encoding=["']([\w.-]+)""", re.I
)
DECLARED_BYTES = 4096

SAME_AS_CP1252 = frozenset({"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1"})
"""What browsers read as Windows-1252, by the WHATWG encoding standard."""

CP1252_HIGH_SHARE = 0.2
"""English in Windows-1252 holds fewer high bytes (quotation marks, dashes, names); other alphabets hold far more."""


class UndecodableError(ValueError):
    """Bytes that no encoding explains; the message is one sentence."""


def decode(content: bytes, *, markup: bool = False) -> str:
    """The text of ``content``: by its byte order mark, as UTF-8, as its markup declares, else by detection.

    Raises ``UndecodableError``.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return strictly(content[len(mark) :], encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        declared = declared_encoding(content) if markup else None
        if declared is not None:
            return strictly(content, declared)
        if is_broken_utf8(content):
            raise UndecodableError(f"it is UTF-8 with a broken character at byte {fault.start}") from fault
    return detect(content)


def strictly(content: bytes, encoding: str) -> str:
    """The text in one encoding, or ``UndecodableError``."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UndecodableError(f"it is not in {encoding}, as it says: byte {fault.start} cannot be read") from fault


def declared_encoding(content: bytes) -> str | None:
    """The encoding that the markup declares, if Python knows it; UTF-8 was tried before."""
    found = DECLARED.search(content[:DECLARED_BYTES])
    if not found:
        return None
    name = (found.group(1) or found.group(2)).decode("ascii", "replace").lower()
    if name in SAME_AS_CP1252:
        return "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def is_broken_utf8(content: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same, so that another encoding would only garble it."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(1 for character in text if character > "\x7f") - broken > broken


def detect(content: bytes) -> str:
    """The text in the likeliest encoding: Windows-1252 for what is mostly ASCII, else a detected one.

    What is mostly ASCII and no Windows-1252 is broken: another encoding would turn it into letters that nobody wrote.
    """
    high = len(content) - len(content.translate(None, bytes(range(128, 256))))
    if high <= CP1252_HIGH_SHARE * len(content):
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as fault:
            reason = f"byte {fault.start} is no character of UTF-8 or Windows-1252"
            raise UndecodableError(reason) from fault
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import and rarely needed

    best = from_bytes(content).best()
    if best is None:
        raise UndecodableError("its bytes fit no encoding")
    return str(best)
