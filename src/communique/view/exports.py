"""Claims and events written for other programs: JSON, JSON lines, CSV, Parquet. One function for each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol

import msgspec

from communique.view.results import cell

if TYPE_CHECKING:
    import pyarrow


class Rows(Protocol):
    """What can be written: ``Results`` and ``EventResults``."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""

    def exchanged(self) -> Iterator[dict[str, object]]:
        """Rows as JSON lines have them: with what their own type has."""

    def rows(self) -> Iterator[dict[str, object]]:
        """Rows with all columns."""

    def to_arrow(self) -> pyarrow.Table:
        """All as an Arrow table."""


Writer = Callable[[Rows, BinaryIO], None]


def write_jsonl(results: Rows, file: BinaryIO) -> None:
    """JSON lines: claims in the public exchange format (docs/codebook.md), events as docs/events.md has them."""
    for row in results.exchanged():
        file.write(msgspec.json.encode(row) + b"\n")


def write_json(results: Rows, file: BinaryIO) -> None:
    """One JSON array of rows with all columns, a row a line."""
    file.write(b"[")
    for index, row in enumerate(results.rows()):
        file.write((b",\n " if index else b"") + msgspec.json.encode(row))
    file.write(b"]\n")


def write_csv(results: Rows, file: BinaryIO) -> None:
    """CSV in UTF-8 with a head; the values of a list are joined with ``; ``."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(results.columns)
        for row in results.rows():
            writer.writerow([cell(value) for value in row.values()])
    finally:
        text.detach()


def write_parquet(results: Rows, file: BinaryIO) -> None:
    """Parquet with the columns and types of ``Results.to_arrow``."""
    import_module("pyarrow.parquet").write_table(results.to_arrow(), file)


FORMATS: dict[str, Writer] = {
    "jsonl": write_jsonl,
    "json": write_json,
    "csv": write_csv,
    "parquet": write_parquet,
}
"""The formats of ``communique export``."""
