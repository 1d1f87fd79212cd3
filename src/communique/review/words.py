"""The words of findings' sentences: names, times and lists as people write them."""

from __future__ import annotations

from collections.abc import Iterable

from communique.gazetteer import gazetteer
from communique.records import Reference, Report

MOST_NAMED = 3
"""Outlets named in a sentence; the others are counted."""


def name_of(reference: Reference) -> str:
    """A name as people say it: a state by its name, anybody else as exports print it."""
    return state_name(reference.name) if reference.name == reference.state else reference.name


def state_name(code: str) -> str:
    """The common English name of a state."""
    state = gazetteer().state(code)
    return state.name if state is not None else code


def together(names: Iterable[str]) -> str:
    """Names in a row: "A, B and C"."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sources(reports: Iterable[Report]) -> str:
    """Who reports it: some outlets by name, or how many articles."""
    reports = list(reports)
    outlets = sorted({one.outlet for one in reports if one.outlet})
    if not outlets:
        number = len({one.claim.document for one in reports})
        return "one article" if number == 1 else f"{number} articles"
    rest = len(outlets) - MOST_NAMED
    return together([*outlets[:MOST_NAMED], f"{rest} more"] if rest > 0 else outlets)


def span(edtf: str) -> str:
    """A time in a sentence: both ends of an interval, joined by "to"."""
    return edtf.replace("/..", " on").replace("/", " to ")


def times(number: int, noun: str) -> str:
    """A number of things: "one article", "3 articles"."""
    return f"one {noun}" if number == 1 else f"{number} {noun}s"
