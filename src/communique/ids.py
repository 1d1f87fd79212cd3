"""Ids that come from what a thing says, never from when it was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from communique.exchange import claim_row
from communique.records import AnyClaim, Document

ClaimT = TypeVar("ClaimT", bound=AnyClaim)

ENCODER = msgspec.json.Encoder(order="sorted")


def digest(prefix: str, *parts: object) -> str:
    """A prefix and the first 16 hex digits of the SHA-256 of the parts as canonical JSON."""
    return f"{prefix}-{hashlib.sha256(ENCODER.encode(parts)).hexdigest()[:16]}"


def snapshot_id(content: bytes) -> str:
    """The id of bytes as they came."""
    return f"s-{hashlib.sha256(content).hexdigest()[:16]}"


def document_id(*, text: str, outlet: str | None, url: str | None, external_id: str | None) -> str:
    """The id of an article: its text, who published it and where, and the id that it came with."""
    return digest("d", text, outlet, url, external_id)


def with_document_id(document: Document) -> Document:
    """The document under the id that its content gives it."""
    name = document_id(text=document.text, outlet=document.outlet, url=document.url, external_id=document.external_id)
    return msgspec.structs.replace(document, id=name)


def with_claim_id(claim: ClaimT) -> ClaimT:
    """The claim under the id that its content gives it."""
    row = claim_row(msgspec.structs.replace(claim, id=""), claim.document)
    return msgspec.structs.replace(claim, id=digest("c", row, claim.evidence.start, claim.evidence.end))


def event_id(claim_id: str) -> str:
    """The id of the event whose earliest published claim this is."""
    return f"e-{claim_id.removeprefix('c-')}"


def event_apart_id(claim_id: str) -> str:
    """The id of an event whose first claim has left its own id to another, from which a person told it apart."""
    return digest("e", claim_id, "apart")


def finding_id(check: str, values: Iterable[tuple[str, str]], event: str) -> str:
    """The id of what a check found: the names and values at issue, each once, and the event under which it is filed.

    An event whose first published claim is another than before has another id, and so have its findings; the ids that
    they had are those that this gives with the event ids that their events' claims could give.
    """
    return digest("f", check, sorted(set(values)), event)


def former_finding_id(check: str, values: Iterable[tuple[str, str, str]], events: Iterable[str]) -> str:
    """The id that ledgers of version 2 gave a finding: of names and values with their events, and of all events."""
    return digest("f", check, sorted(events), sorted(values))


def trip_id(first_leg: str, visitor: str) -> str:
    """The id of the journey of a visitor that begins with this event."""
    return digest("t", first_leg, visitor)
