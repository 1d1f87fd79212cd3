"""Claims written for other programs: JSON, JSON lines in the exchange format, CSV, Parquet. One function for each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

import msgspec

from communique.exchange import claim_row
from communique.view.results import Results, cell

Writer = Callable[[Results, BinaryIO], None]


def write_jsonl(results: Results, file: BinaryIO) -> None:
    """JSON lines in the public exchange format, as docs/codebook.md defines it; superseded claims carry the flag."""
    for found in results.found:
        file.write(msgspec.json.encode(claim_row(found.claim, found.document)) + b"\n")


def write_json(results: Results, file: BinaryIO) -> None:
    """One JSON array of rows with all columns, a row a line."""
    file.write(b"[")
    for index, row in enumerate(results.rows()):
        file.write((b",\n " if index else b"") + msgspec.json.encode(row))
    file.write(b"]\n")


def write_csv(results: Results, file: BinaryIO) -> None:
    """CSV in UTF-8 with a head; the values of a list are joined with ``; ``."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(results.columns)
        for row in results.rows():
            writer.writerow([cell(value) for value in row.values()])
    finally:
        text.detach()


def write_parquet(results: Results, file: BinaryIO) -> None:
    """Parquet with the columns and types of ``Results.to_arrow``."""
    import_module("pyarrow.parquet").write_table(results.to_arrow(), file)


FORMATS: dict[str, Writer] = {
    "jsonl": write_jsonl,
    "json": write_json,
    "csv": write_csv,
    "parquet": write_parquet,
}
"""The formats of ``communique export``."""
