"""The words of findings' sentences: names, times and lists as people write them."""

from __future__ import annotations

from collections.abc import Iterable

from communique.gazetteer import gazetteer
from communique.records import Agreement, Claim, Event, Figure, Meeting, Reference, Report, Visit

MOST_NAMED = 3
"""Outlets named in a sentence; the others are counted."""


def name_of(reference: Reference) -> str:
    """A name as people say it: a state by its name, anybody else as exports print it."""
    return state_name(reference.name) if reference.name == reference.state else reference.name


def state_name(code: str) -> str:
    """The common English name of a state."""
    state = gazetteer().state(code)
    return state.name if state is not None else code


def title_of(event: Event, reports: Iterable[Report]) -> str:
    """An event in a few words, as the report tells it that names most of its values."""
    held = [one for one in reports if one.claim.type is event.type]
    if not held:
        return event.type.value.capitalize()
    people = {name for role in ("visitor", "participants", "parties") for name in event.values(role)[:MOST_NAMED]}
    claim = max(held, key=lambda one: (len(people & set(_names(one.claim))), one.claim.id)).claim
    names = together(sorted(name for name in map(name_of, _sides(claim)) if name)[:MOST_NAMED])
    goal = claim.destination if isinstance(claim, Visit) else None
    words = f"{event.type.value.capitalize()} of {names}" if names else event.type.value.capitalize()
    return f"{words} to {name_of(goal)}" if goal is not None else words


def _sides(claim: Claim) -> tuple[Reference, ...]:
    match claim:
        case Visit():
            return claim.visitor
        case Meeting():
            return claim.participants
        case Agreement() | Figure():
            return claim.parties
        case _:
            return ()


def _names(claim: Claim) -> list[str]:
    return [one.name for one in _sides(claim)]


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
