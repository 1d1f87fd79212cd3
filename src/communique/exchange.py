"""Claims in the public exchange format, one flat row each. The codebook (docs/codebook.md) defines every field."""

from __future__ import annotations

from communique.records import (
    Action,
    Agreement,
    AnyClaim,
    Coded,
    Figure,
    Meeting,
    Phrase,
    Quantity,
    Reference,
    Statement,
    Tally,
    Visit,
)

QUOTE_JOINT = " [...] "
"""Between the parts of a quotation that was only interrupted."""

Row = dict[str, object]


def claim_row(claim: AnyClaim, document_name: str) -> Row:
    """One claim as the flat row that exports write; ``document_name`` is the id that the article came with."""
    row: Row = {"document": document_name, "id": claim.id, "type": claim.type.value}
    if not isinstance(claim, Statement | Figure):
        row["status"] = _coded(claim.status)
    row |= {"when": claim.when.edtf if claim.when else None, "said_by": _names(claim.said_by)}
    row |= _own_fields(claim)
    row["evidence"] = claim.evidence.quote
    if claim.superseded:
        row["superseded"] = True
    return row


def _own_fields(claim: AnyClaim) -> Row:  # noqa: PLR0911 - one for each type
    """The fields of the claim's own type."""
    match claim:
        case Visit():
            return {
                "visitor": _names(claim.visitor),
                "destination": _code(claim.destination),
                "place": _name(claim.place),
                "host": _names(claim.host),
                "occasion": _words(claim.occasion),
                "form": _coded(claim.form),
            }
        case Meeting():
            return {
                "participants": _names(claim.participants),
                "place": _name(claim.place),
                "country": _code(claim.country),
                "occasion": _words(claim.occasion),
                "format": _coded(claim.format),
            }
        case Agreement():
            return {
                "parties": _names(claim.parties),
                "subject": _words(claim.subject),
                "stage": _coded(claim.stage),
                "amount": _amount(claim.amount),
            }
        case Statement():
            return {
                "speaker": _name(claim.speaker),
                "quote": QUOTE_JOINT.join(part.quote for part in claim.quote),
                "addressee": _names(claim.addressee),
            }
        case Figure():
            return {"measure": _words(claim.measure), **_quantity(claim.quantity), "parties": _names(claim.parties)}
        case Tally():
            return {
                "of": claim.of.value,
                "who": _names(claim.who),
                "to": _names(claim.to),
                "count": _number(claim.quantity.value),
                "ordinal": claim.ordinal,
                "since": claim.since.edtf if claim.since else None,
                "bound": claim.quantity.bound.value,
            }
        case Action():
            return {
                "event": claim.event.value,
                "actor": _names(claim.actor),
                "recipient": _names(claim.recipient),
                "mode": _coded(claim.mode),
                "object": _words(claim.object),
                "confidence": claim.confidence,
            }


def _name(reference: Reference | None) -> str | None:
    return reference.name if reference else None


def _code(reference: Reference | None) -> str | None:
    return (reference.state or reference.name) if reference else None


def _names(references: tuple[Reference, ...]) -> list[str]:
    return list(dict.fromkeys(reference.name for reference in references))


def _words(phrase: Phrase | None) -> str | None:
    return phrase.value if phrase else None


def _coded(coded: Coded | None) -> str | None:
    return coded.value if coded else None


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _quantity(quantity: Quantity) -> Row:
    return {"value": _number(quantity.value), "unit": quantity.unit, "bound": quantity.bound.value}


def _amount(quantity: Quantity | None) -> str | None:
    return f"{quantity.unit} {_number(quantity.value)}" if quantity else None
