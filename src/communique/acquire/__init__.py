"""Bytes in: paths, patterns and standard input become snapshots, one for each article, one at a time.

Nothing is decoded, cleaned or judged here; what cannot be taken in becomes a ``Problem``, never a gap.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from communique.acquire.files import read_path, read_stream
from communique.acquire.places import Place, expand
from communique.records import Problem, Snapshot

__all__ = ["acquire"]

STDIN = "-"


def acquire(paths: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Snapshot | Problem]:
    """Every article under ``paths``, in order: files, folders (recursive, sorted), patterns, ``-`` for ``stdin``.

    Lines of a JSON lines file are yielded as they are read, so a file of any length takes the memory of one line.
    """
    for path in paths:
        if path == STDIN:
            yield from read_stream(stdin or sys.stdin.buffer, STDIN)
            continue
        for place in expand(path):
            yield from read_path(place.path) if isinstance(place, Place) else (place,)
