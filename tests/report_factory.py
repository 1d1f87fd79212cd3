"""Reports made by hand, for tests of merging and of what is made of events: real claims, no reader and no ledger."""

from __future__ import annotations

import datetime
from typing import Any

from communique import ids
from communique.merge.provenance import provenance_of
from communique.records import (
    Action,
    Bound,
    Coded,
    Document,
    EntityKind,
    Evidence,
    Figure,
    Meeting,
    Phrase,
    Precision,
    PublishedAt,
    Quantity,
    Reference,
    Report,
    Visit,
    When,
)

STATES = {"US", "CN", "RU", "UA", "GB", "FR", "KZ", "PL", "IE", "TR"}


def words(text: str) -> Evidence:
    return Evidence(start=0, end=len(text), quote=text)


def who(name: str, state: str | None = None) -> Reference:
    """A state by its code, else a person: ``Xi Jinping/CN``."""
    name, _, home = name.partition("/")
    if name in STATES:
        return Reference(evidence=words(name), name=name, kind=EntityKind.STATE, state=name, entity=f"state:{name}")
    return Reference(evidence=words(name), name=name, kind=EntityKind.PERSON, state=home or state)


def place(name: str, state: str) -> Reference:
    return Reference(evidence=words(name), name=name, kind=EntityKind.PLACE, state=state)


def when(edtf: str | None) -> When | None:
    """A day, a month, a year or an interval of days."""
    if edtf is None:
        return None
    first, _, last = edtf.partition("/")
    earliest, latest = _first(first), _last(last or first)
    precision = Precision.INTERVAL if last else {4: Precision.YEAR, 7: Precision.MONTH}.get(len(first), Precision.DAY)
    return When(edtf=edtf, earliest=earliest, latest=latest, precision=precision, anchor="test", evidence=words(edtf))


def _first(text: str) -> datetime.date:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return datetime.date(year, month, day)


def _last(text: str) -> datetime.date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)


def document(published: str, outlet: str, text: str, wire: str | None = None) -> Document:
    day = datetime.date.fromisoformat(published)
    at = PublishedAt(earliest=day, latest=day, method="given", reason="given")
    name = ids.document_id(text=f"{published} {text}", outlet=outlet, url=None, external_id=None)
    return Document(id=name, snapshot="", text=text, title=None, outlet=outlet, published_at=at, wire_credit=wire)


def report(
    claim: Any, published: str, outlet: str = "The Times", text: str | None = None, wire: str | None = None
) -> Report:
    """A report of a claim that a document of that day makes, with a text like no other outlet's unless one is given."""
    own = " ".join(f"{outlet} {number}" for number in range(20))
    source = document(published, outlet, text or f"{own} {claim.evidence.quote}", wire)
    made = ids.with_claim_id(type(claim)(**{**fields(claim), "document": source.id}))
    return Report(claim=made, published_at=source.published_at, outlet=outlet, provenance=provenance_of(source))


def fields(claim: Any) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__struct_fields__}


def common(status: str | None, day: str | None, said_by: tuple[str, ...], told: str) -> dict[str, Any]:
    coded = Coded(value=status, evidence=words(status)) if status else None
    cited = tuple(who(name) for name in said_by)
    return {
        "id": "",
        "document": "",
        "evidence": words(told),
        "reader": "test",
        "status": coded,
        "when": when(day),
        "said_by": cited,
    }


def visit(
    visitor: str,
    to: str,
    status: str,
    day: str | None = None,
    *,
    at: str | None = None,
    host: str | None = None,
    said_by: tuple[str, ...] = (),
) -> Visit:
    """A visit of people (joined by ``+``) to a state, at a place in it."""
    return Visit(
        **common(status, day, said_by, f"{visitor} {status} {to} {day}"),
        visitor=tuple(who(name) for name in visitor.split("+")),
        destination=who(to),
        place=place(at, to) if at else None,
        host=(who(host),) if host else (),
    )


def meeting(
    participants: str, status: str, day: str | None = None, *, country: str | None = None, how: str | None = None
) -> Meeting:
    return Meeting(
        **common(status, day, (), f"{participants} {status} {day}"),
        participants=tuple(who(name) for name in participants.split("+")),
        country=who(country) if country else None,
        format=Coded(value=how, evidence=words(how)) if how else None,
    )


def act(event: str, actor: str, recipient: str, told: str, day: str | None = None, status: str = "occurred") -> Action:
    return Action(
        **common(status, day, (), told),
        event=Coded(value=event, evidence=words(event)),
        actor=(who(actor),),
        recipient=(who(recipient),),
    )


def figure(value: float, unit: str, measure: str | None, party: str) -> Figure:
    return Figure(
        **common(None, None, (), f"{value} {unit}"),
        quantity=Quantity(value=value, unit=unit, bound=Bound.EXACT, evidence=words(f"{value}")),
        measure=Phrase(evidence=words(measure)) if measure else None,
        parties=(who(party),),
    )
