"""Opens files and streams, also compressed, and cuts them into snapshots. Not for finding files or decoding them."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, BinaryIO, TypeAlias, cast

from communique.acquire import kinds
from communique.ids import snapshot_id
from communique.problems import problem
from communique.records import Problem, Snapshot

ARTICLE_BYTES = 20_000_000
"""No article and no line is longer (a page of three megabytes is rare already); guards against gzip bombs."""

BROKEN_GZIP = (EOFError, gzip.BadGzipFile, zlib.error)


def read_path(path: str) -> Iterator[Snapshot | Problem]:
    """The articles of one file; a file that cannot be opened or read is one problem."""
    try:
        with Path(path).open("rb") as stream:
            yield from read_stream(stream, path)
    except FileNotFoundError:
        yield problem("missing-path", path, f"{path} points to nothing. Check the link or leave it out.")
    except OSError as fault:
        reason = fault.strerror or str(fault)
        yield problem("unreadable-file", path, f"{path} cannot be read: {reason}. Check its permissions.")


def read_stream(stream: BinaryIO, source: str) -> Iterator[Snapshot | Problem]:
    """The articles of one open stream, decompressed where it is gzip."""
    buffered: Buffered = (
        cast("io.BufferedReader", stream) if hasattr(stream, "peek") else io.BufferedReader(RawReader(stream))
    )
    name = PurePath(source.lower())
    if not filled(buffered, len(kinds.GZIP_MAGIC)).startswith(kinds.GZIP_MAGIC):
        yield from read_plain(buffered, source, name.suffix)
        return
    suffix = name.with_suffix("").suffix if name.suffix == ".gz" else name.suffix
    with gzip.GzipFile(fileobj=buffered) as unzipped:
        try:
            yield from read_plain(io.BufferedReader(cast("io.RawIOBase", unzipped)), source, suffix)
        except BROKEN_GZIP as fault:
            message = (
                f"The gzip data of {source} are damaged ({fault}); what came before was read. Fetch the file again."
            )
            yield problem("broken-gzip", source, message)


Buffered: TypeAlias = "io.BufferedReader[Any]"


class RawReader(io.RawIOBase):
    """A stream without ``peek`` (a test's ``BytesIO``, a socket file) under a buffer that has it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` from the stream."""
        view = memoryview(cast("bytearray", buffer))
        block = self.stream.read(len(view))
        view[: len(block)] = block
        return len(block)


def filled(stream: Buffered, size: int) -> bytes:
    """The next bytes without taking them; at least ``size``, unless the stream is shorter or comes in pieces."""
    return stream.peek(size)


def read_plain(stream: Buffered, source: str, suffix: str) -> Iterator[Snapshot | Problem]:
    """The articles of a stream that is not compressed (any more)."""
    head = filled(stream, kinds.HEAD_BYTES)[: kinds.HEAD_BYTES]
    binary = kinds.binary_format(head)
    if binary is not None:
        yield problem("binary-file", source, f"{source} is {binary}, not text. Save the article as text or HTML.")
    elif kinds.is_feed(head):
        yield problem("feed-file", source, f"{source} is an RSS or Atom feed. Give its items as feed-item JSON lines.")
    elif kinds.is_rows(head, suffix):
        yield from read_rows(stream, source, head)
    else:
        yield read_article(stream, source, suffix)


def read_article(stream: Buffered, source: str, suffix: str) -> Snapshot | Problem:
    """A stream that is one article."""
    content = stream.read(ARTICLE_BYTES + 1)
    if not content.strip():
        return problem("empty-file", source, f"{source} is empty. Give a file with an article in it.")
    if len(content) > ARTICLE_BYTES:
        return problem("too-large", source, f"{source} is over {ARTICLE_BYTES} bytes. Split it: one file, one article.")
    binary = kinds.binary_format(content)
    if binary is not None:
        return problem("binary-file", source, f"{source} is {binary}, not text. Save the article as text or HTML.")
    media_type = kinds.article_type(content[: kinds.HEAD_BYTES], suffix)
    return Snapshot(id=snapshot_id(content), content=content, media_type=media_type, source=source)


def read_rows(stream: Buffered, source: str, head: bytes) -> Iterator[Snapshot | Problem]:
    """The lines of a JSON lines stream, or the one object that a ``.json`` file holds over several lines."""
    if head.strip() and opens_object_only(head):
        yield from read_row(stream.read(ARTICLE_BYTES + 1), source, set())
        return
    noted: set[str] = set()
    empty = True
    for number, line in enumerate(lines(stream), start=1):
        if line.strip():
            empty = False
            yield from read_row(line, f"{source}:{number}", noted)
    if empty:
        yield problem("empty-file", source, f"{source} is empty. Give a file with one document on each line.")


def opens_object_only(head: bytes) -> bool:
    """Whether the first line is only ``{``: an object written over several lines."""
    return head.lstrip(kinds.TEXT_MARKS[0]).lstrip().splitlines()[0].strip() == b"{"


def lines(stream: Buffered) -> Iterator[bytes]:
    """The lines of a stream; one that is too long comes cut, and the rest of it is skipped."""
    while line := stream.readline(ARTICLE_BYTES + 1):
        yield line
        whole = len(line) <= ARTICLE_BYTES or line.endswith(b"\n")
        while not whole:
            rest = stream.readline(ARTICLE_BYTES)
            whole = not rest or rest.endswith(b"\n")


def read_row(line: bytes, source: str, noted: set[str]) -> Iterator[Snapshot | Problem]:
    """One line as a snapshot; ``noted`` holds the unknown fields that were reported for this file already."""
    content = line.removeprefix(kinds.TEXT_MARKS[0]).strip()
    if len(line) > ARTICLE_BYTES:
        yield problem("too-large", source, f"{source} is over {ARTICLE_BYTES} bytes. One line holds one article.")
        return
    try:
        media_type, unknown = kinds.row_type(content)
    except ValueError as fault:
        yield problem("not-a-document", source, f"{source} is not a document: {fault}. Mend or remove the line.")
        return
    if new := unknown - noted:
        noted |= new
        names = ", ".join(sorted(new))
        yield problem("unknown-fields", source, f"The fields {names} are not read, here and further down in this file.")
    yield Snapshot(id=snapshot_id(content), content=content, media_type=media_type, source=source)
