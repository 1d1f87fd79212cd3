"""Where commands print: the screen, files, the progress bar. Colours on a terminal; plain text anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from communique.intake import Progress as ProgressCall
from communique.problems import CommuniqueError

PLAIN_WIDTH = 120
"""Columns of plain text, unless the variable COLUMNS says otherwise."""

NARROWEST = 60
"""Tables are not squeezed below so many columns: words would be broken over lines."""


class OutputError(CommuniqueError):
    """A file that cannot be written."""

    code = "unwritable-output"


def screen() -> Console:
    """The standard output: as it is on a terminal, else plain and of a fixed width. Brackets are brackets."""
    if sys.stdout.isatty():
        return Console(highlight=False, markup=False, emoji=False)
    columns = os.environ.get("COLUMNS", "")
    width = max(int(columns), NARROWEST) if columns.isdecimal() and int(columns) > 0 else PLAIN_WIDTH
    return Console(width=width, color_system=None, force_terminal=False, highlight=False, markup=False, emoji=False)


def show(*what: RenderableType) -> None:
    """Print on the standard output; plain text without blanks at the ends of lines."""
    console = screen()
    if console.is_terminal:
        console.print(*what, sep="\n")
        return
    with console.capture() as captured:
        console.print(*what, sep="\n")
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


@contextmanager
def writable(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; ``OutputError`` where that cannot be."""
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}). Name another file with --output.") from error


@contextmanager
def progress_bar() -> Iterator[ProgressCall]:
    """A progress bar on the error output if that is a terminal, else nothing."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading", total=None)

        def advance(done: int, inputs: int, complete: bool) -> None:
            progress.update(task, completed=done, total=inputs if complete else None)

        yield advance
