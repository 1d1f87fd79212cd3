"""What a cue is: a word and the status that it gives to an event. Not for finding the word."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.article import section
from communique.records import Status

FILE = "status.toml"
FINITE = ("VBD", "VBZ", "VBP")
OPEN = (Status.PLANNED, Status.PROPOSED)
"""Statuses of what has not happened yet."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A status and the token that says so."""

    status: Status
    token: Token


def look(cues: str, key: str) -> Status | None:
    """The status that a word gives, by one section of the cues."""
    value = section(FILE, cues).get(key)
    return Status(value) if value is not None else None
