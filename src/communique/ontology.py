"""The code lists of the field, and how claims are coded in them: PLOVER, CAMEO with Goldstein values, our own lists.

Projections are for export. Our own claims say more than either scheme can hold (a visit that was postponed, a denial),
and nothing is ever read back from a projection. The lists themselves are in ``data/``.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from communique.records import (
    Action,
    Agreement,
    AnyClaim,
    Coded,
    EntityKind,
    Figure,
    Meeting,
    Problem,
    Record,
    Reference,
    Statement,
    Tally,
    Visit,
)
from communique.tables import table

DATA = files("communique") / "data"
MULTILATERAL = 3
"""From this many states on a meeting is multilateral."""


class PloverMode(Record, frozen=True):
    """A mode of a PLOVER event, its conflict-cooperation score (-10 to +10), and the CAMEO code it is exported as."""

    name: str
    score: float
    cameo: str


class PloverEvent(Record, frozen=True):
    """One of the 16 event types of PLOVER 2.0. ``quad``: 1, 2 cooperation in word, in deed; 3, 4 conflict likewise."""

    name: str
    quad: int
    score: float
    recipient: bool
    cameo: str
    description: str
    modes: tuple[PloverMode, ...] = ()


class CameoCode(Record, frozen=True):
    """A CAMEO code with its Goldstein value in two published copies, and the PLOVER event that it became."""

    code: str
    name: str
    goldstein_a: float
    goldstein_b: float
    event: str | None
    mode: str | None
    contexts: tuple[str, ...]
    note: str


class Projection(Record, frozen=True):
    """How a claim is coded elsewhere; all None where a scheme cannot say it.

    ``cameo`` is the code of the acting side; ``cameo_host`` that of the row whose source is the visit's host.
    """

    plover_event: str | None = None
    plover_mode: str | None = None
    cameo: str | None = None
    cameo_host: str | None = None


@cache
def plover_events() -> tuple[PloverEvent, ...]:
    """The 16 event types, in the manual's order."""
    return tuple(
        _plover_event(name, fields) for name, fields in table("communique.data", "plover.toml")["events"].items()
    )


def _plover_event(name: str, fields: dict[str, Any]) -> PloverEvent:
    modes = tuple(
        PloverMode(name=mode, score=values["score"], cameo=values["cameo"])
        for mode, values in fields.get("modes", {}).items()
    )
    return PloverEvent(
        name=name,
        quad=fields["quad"],
        score=fields["score"],
        recipient=fields["recipient"],
        cameo=fields["cameo"],
        description=fields["description"],
        modes=modes,
    )


def plover_event(name: str) -> PloverEvent | None:
    """The event type of that name (upper case), or None."""
    return next((event for event in plover_events() if event.name == name), None)


def plover_modes(event: str) -> tuple[str, ...]:
    """The modes of an event type; empty for the types without, and for a name that is no type."""
    found = plover_event(event)
    return tuple(mode.name for mode in found.modes) if found else ()


def plover_contexts() -> tuple[str, ...]:
    """The 37 contexts, any of which an event may have."""
    return tuple(table("communique.data", "plover.toml")["contexts"])


def plover_score(event: str, mode: str | None = None) -> float | None:
    """The conflict-cooperation score of an event or of its mode. This scale is not Goldstein's."""
    found = plover_event(event)
    if found is None:
        return None
    return next((each.score for each in found.modes if each.name == mode), found.score)


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes: the 20 roots of two digits and what is under them."""
    lines = (DATA / "cameo.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["code"]: _cameo_code(row) for row in rows}


def _cameo_code(row: dict[str, str]) -> CameoCode:
    return CameoCode(
        code=row["code"],
        name=row["name"],
        goldstein_a=float(row["goldstein_a"]),
        goldstein_b=float(row["goldstein_b"]),
        event=row["event"] or None,
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split(";")) if row["contexts"] else (),
        note=row["note"],
    )


def goldstein(cameo_code: str, table: Literal["A", "B"] = "A") -> float | None:
    """The Goldstein value (-10 to +10) of a CAMEO code in one published copy: A is GDELT's look-up file, B gdeltPyR's.

    Name the copy beside every number: they differ in 15 codes. None for a code that is not in the list.
    """
    code = cameo_codes().get(cameo_code)
    if code is None:
        return None
    return code.goldstein_a if table == "A" else code.goldstein_b


def project(claim: AnyClaim) -> Projection:
    """The PLOVER and CAMEO codes of a claim, after the rules in ``data/projections.toml``."""
    status = claim.status.value if claim.status else "occurred"
    match claim:
        case Visit():
            return _projection("visit", status)
        case Meeting():
            return _meeting(claim, status)
        case Agreement():
            stage = claim.stage.value if claim.stage else "announced"
            made = status in ("occurred", "ongoing")
            return _projection("agreement", stage) if made else _projection("agreement_status", status)
        case Statement():
            return _projection("statement", "occurred")
        case Action():
            return _action(claim, status)
        case Figure() | Tally():
            return Projection()


def _projection(kind: str, key: str) -> Projection:
    rule = table("communique.data", "projections.toml")[kind].get(key, {})
    return Projection(
        plover_event=rule.get("event"),
        plover_mode=rule.get("mode"),
        cameo=rule.get("cameo"),
        cameo_host=rule.get("host"),
    )


def _meeting(meeting: Meeting, status: str) -> Projection:
    if status not in ("occurred", "ongoing"):
        return _projection("meeting", status)
    if meeting.format and meeting.format.value == "phone":
        return _projection("meeting_modes", "phone")
    states = {code for party in meeting.participants if (code := state_code(party))}
    if len(states) >= MULTILATERAL:
        return _projection("meeting_modes", "multilateral")
    where = state_code(meeting.country) if meeting.country else None
    known = bool(meeting.participants) and all(state_code(party) for party in meeting.participants)
    if where and known and where not in states:
        return _projection("meeting_modes", "third-party")
    return _projection("meeting", status)


def _action(action: Action, status: str) -> Projection:
    event = plover_event(action.event.value)
    if event is None:
        return Projection()
    if status in ("proposed", "planned"):
        return _projection("future_action", event.name)
    if status == "cancelled":
        return _projection("cancelled_action", event.name)
    if status not in ("occurred", "ongoing"):
        return Projection()
    mode = next((each for each in event.modes if action.mode and each.name == action.mode.value), None)
    return Projection(
        plover_event=event.name, plover_mode=mode.name if mode else None, cameo=mode.cameo if mode else event.cameo
    )


def state_code(reference: Reference) -> str | None:
    """The ISO 3166-1 alpha-2 code of the state that a reference is, or that the person or body belongs to."""
    if reference.entity and reference.entity.startswith("state:"):
        return reference.entity.removeprefix("state:")
    if reference.kind is EntityKind.STATE and len(reference.name) == 2 and reference.name.isupper():
        return reference.name
    return reference.state


def vocabulary(name: str) -> tuple[str, ...]:
    """The closed list of that name: type, status, form, format, stage, bound, precision, kind, event.

    Raises KeyError for a list that there is not.
    """
    if name == "event":
        return tuple(event.name for event in plover_events())
    return tuple(table("communique.data", "vocabularies.toml")[name])


def calendar_status(status: str) -> str | None:
    """A claim's status in the words of iCalendar."""
    words: dict[str, str] = table("communique.data", "vocabularies.toml")["calendar"]
    return words.get(status)


def schema_status(status: str) -> str | None:
    """A claim's status in the words of schema.org's ``eventStatus``."""
    words: dict[str, str] = table("communique.data", "vocabularies.toml")["schema_org"]
    return words.get(status)


def check_terms(claim: AnyClaim) -> tuple[Problem, ...]:
    """A problem for each value of a claim that is not in its closed list; none where all is well."""
    return tuple(
        Problem(
            code="unknown-term",
            source=claim.document,
            message=f"Claim {claim.id}: {name} is {value!r}, which is not one of {', '.join(allowed) or 'none'}.",
        )
        for name, value, allowed in _terms(claim)
        if value not in allowed
    )


def _terms(claim: AnyClaim) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, value and allowed values of each coded field that is set."""
    coded: list[tuple[str, Coded | None]] = [("status", claim.status)]
    match claim:
        case Visit():
            coded.append(("form", claim.form))
        case Meeting():
            coded.append(("format", claim.format))
        case Agreement():
            coded.append(("stage", claim.stage))
        case Action():
            coded.append(("event", claim.event))
        case _:
            pass
    terms = [(name, value.value, vocabulary(name)) for name, value in coded if value]
    if isinstance(claim, Action) and claim.mode:
        terms.append(("mode", claim.mode.value, plover_modes(claim.event.value)))
    return terms
