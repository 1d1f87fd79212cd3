"""From what a user typed to the files it means. Opens nothing."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.problems import problem
from communique.records import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """One file to open."""

    path: str


def expand(path: str) -> Iterator[Place | Problem]:
    """The files that ``path`` means: itself, all in the folder, or all that the pattern matches."""
    if "://" in path:
        yield problem("missing-path", path, f"{path} is an address, not a file. Save the page and give its path.")
    elif Path(path).is_dir():
        yield from expand_folder(path)
    elif os.path.lexists(path):
        yield Place(path)
    elif glob.has_magic(path):
        yield from expand_pattern(path)
    else:
        yield problem("missing-path", path, f"There is no file {path}. Check the spelling and the folder you are in.")


def expand_pattern(pattern: str) -> Iterator[Place | Problem]:
    """All that a pattern such as ``news/**/*.txt`` matches, sorted."""
    matches = sorted({str(Path(match)) for match in glob.glob(pattern, recursive=True)})  # noqa: PTH207 - may be absolute
    if not matches:
        yield problem(
            "missing-path", pattern, f"No file matches {pattern}. Check the pattern and the folder you are in."
        )
    taken = {match for match in matches if Path(match).is_dir()}
    for match in matches:
        if not any(str(parent) in taken for parent in Path(match).parents):
            yield from expand(match)


def expand_folder(folder: str) -> Iterator[Place | Problem]:
    """Every file in a folder and the folders in it, sorted; names that begin with a dot are not read, as in a shell."""
    found = False
    faults: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            found = True
            yield from expand_entry(str(Path(parent, name)))
    for fault in faults:
        yield problem("unreadable-file", str(fault.filename), f"The folder cannot be read: {fault.strerror}.")
    if not found and not faults:
        yield problem(
            "empty-folder", folder, f"The folder {folder} holds no file to read. Give a folder with articles."
        )


def expand_entry(path: str) -> Iterator[Place | Problem]:
    """One entry of a folder: only a regular file is opened, since a pipe or device could wait for ever."""
    if Path(path).is_file():
        yield Place(path)
    else:
        yield problem("unreadable-file", path, f"{path} is not a regular file (a broken link, a pipe or a device).")
