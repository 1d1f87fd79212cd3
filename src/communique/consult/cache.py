"""Answers kept on disk, a file for each question, so that the same question is not asked twice. It forgets nothing.

The raw answer is kept, less any key: whatever is taken from it is verified anew. A file that is damaged, or of another
question, is no answer.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import msgspec

from communique.consult.answers import CacheError, Usage
from communique.records import Record


class Kept(Record, frozen=True):
    """One file: the question's digest, what was asked of whom, the answer as it came, and what it cost then."""

    question: str
    url: str
    model: str
    prompt: str
    document: str
    text: str
    usage: Usage


class Cache:
    """The answers in one folder. Several programs may use it at once: a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CacheError(_unusable(folder, error)) from error

    def get(self, question: str) -> Kept | None:
        """The answer to a question, if there is one."""
        try:
            kept = msgspec.json.decode(self._path(question).read_bytes(), type=Kept)
        except (OSError, ValueError, RecursionError):
            return None
        return kept if kept.question == question else None

    def put(self, kept: Kept) -> None:
        """Keep an answer, in place of any that was there."""
        path = self._path(kept.question)
        try:
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(msgspec.json.encode(kept))
                Path(name).replace(path)
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            raise CacheError(_unusable(self.folder, error)) from error

    def _path(self, question: str) -> Path:
        return self.folder / question[:2] / f"{question}.json"


def _unusable(folder: Path, error: OSError) -> str:
    return f"Answers cannot be kept in {folder} ({error.strerror}). Name another folder with --llm-cache."
