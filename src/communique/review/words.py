"""The words of findings' sentences: names, times and lists as people write them."""

from __future__ import annotations

from collections import Counter
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
    """An event in a few words, as most reports tell it: "Visit of Xi Jinping to Russia"."""
    claims = [one.claim for one in reports if one.claim.type is event.type]
    told = Counter(tuple(sorted({name_of(one) for one in _sides(claim)})) for claim in claims)
    if not told:
        return event.type.value.capitalize()
    most = min(told, key=lambda names: (-told[names], -len(names), names))
    words = (
        f"{event.type.value.capitalize()} of {together(most[:MOST_NAMED])}" if most else event.type.value.capitalize()
    )
    states = Counter(_goal(claim) for claim in claims if _goal(claim))
    return f"{words} to {min(states, key=lambda name: (-states[name], name))}" if states else words


def _goal(claim: Claim) -> str:
    """The country that a visit goes to."""
    goal = claim.destination if isinstance(claim, Visit) else None
    return state_name(goal.state) if goal is not None and goal.state is not None else ""


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
