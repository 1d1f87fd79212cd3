"""Records as rows of the ledger's tables, and rows as records. No SQL, no files."""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from communique.records import (
    AnyClaim,
    Document,
    Entity,
    EntityKind,
    Event,
    Judgement,
    Problem,
    Provenance,
    PublishedAt,
    Reading,
    Reference,
    Report,
    Snapshot,
    Span,
    Verdict,
)
from communique.spans import evidences

Value = str | int | float | bytes | None
Row = dict[str, Value]

ENCODER = msgspec.json.Encoder()
CANONICAL = msgspec.json.Encoder(order="sorted")
DECODER: msgspec.json.Decoder[AnyClaim] = msgspec.json.Decoder(AnyClaim, strict=True)
EVENT_DECODER = msgspec.json.Decoder(Event, strict=True)
PROVENANCE_DECODER = msgspec.json.Decoder(Provenance, strict=True)


def encode_claim(claim: AnyClaim) -> str:
    """A claim as the JSON that the ledger keeps."""
    return ENCODER.encode(claim).decode()


def decode_claim(body: str | bytes) -> AnyClaim:
    """The claim in such JSON; ``msgspec.ValidationError`` or ``DecodeError`` where it is not exactly one."""
    return DECODER.decode(body)


def encode_event(event: Event) -> str:
    """An event as the JSON that the ledger keeps."""
    return ENCODER.encode(event).decode()


def decode_event(body: str | bytes) -> Event:
    """The event in such JSON; ``msgspec.ValidationError`` or ``DecodeError`` where it is not exactly one."""
    return EVENT_DECODER.decode(body)


def encode_provenance(provenance: Provenance) -> str:
    """A provenance as the JSON that the ledger keeps."""
    return ENCODER.encode(provenance).decode()


def instant(moment: datetime.datetime | None) -> str:
    """An instant as the ledger writes it; now, if none is given."""
    moment = (moment or datetime.datetime.now(datetime.UTC)).astimezone(datetime.UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def reading_digest(reading: Reading) -> str:
    """Hash of all that was read from a document, less the bytes that it came in and the name of the reader."""
    document = msgspec.structs.replace(reading.document, snapshot="")
    claims = [msgspec.structs.replace(claim, reader="") for claim in reading.claims]
    parts = (document, claims, reading.entities, reading.problems)
    return hashlib.sha256(CANONICAL.encode(parts)).hexdigest()


def snapshot_row(snapshot: Snapshot) -> Row:
    """A row of ``snapshot``."""
    return {
        "id": snapshot.id,
        "source": snapshot.source,
        "media_type": snapshot.media_type,
        "length": len(snapshot.content),
        "content": zlib.compress(snapshot.content, 6),
    }


def document_row(document: Document) -> Row:
    """A row of ``document``: what its id is made of."""
    return {
        "id": document.id,
        "text": document.text,
        "outlet": document.outlet,
        "url": document.url,
        "external_id": document.external_id,
    }


def reading_row(reading: Reading) -> Row:
    """A row of ``reading``, less the numbers of document and snapshot: what was found out about the document."""
    document, published_at = reading.document, reading.document.published_at
    return {
        "digest": reading_digest(reading),
        "title_start": document.title.start if document.title else None,
        "title_stop": document.title.end if document.title else None,
        "byline": document.byline,
        "language": document.language,
        "wire_credit": document.wire_credit,
        "dateline": document.dateline,
        "published_from": published_at.earliest.isoformat() if published_at else None,
        "published_to": published_at.latest.isoformat() if published_at else None,
        "published_method": published_at.method if published_at else None,
        "published_reason": published_at.reason if published_at else None,
    }


def claim_row(claim: AnyClaim) -> Row:
    """A row of ``claim``, less the number of its reading."""
    when = claim.when
    return {
        "id": claim.id,
        "type": claim.type.value,
        "status": claim.status.value if claim.status else None,
        "when_edtf": when.edtf if when else None,
        "when_from": when.earliest.isoformat() if when and when.earliest else None,
        "when_to": when.latest.isoformat() if when and when.latest else None,
        "superseded": int(claim.superseded),
        "start": claim.evidence.start,
        "stop": claim.evidence.end,
        "evidence": claim.evidence.quote,
        "body": encode_claim(claim),
    }


def event_row(event: Event) -> Row:
    """A row of ``event``."""
    return {
        "id": event.id,
        "type": event.type.value,
        "status": event.status.value if event.status else None,
        "when_edtf": event.when,
        "when_from": event.earliest.isoformat() if event.earliest else None,
        "when_to": event.latest.isoformat() if event.latest else None,
        "documents": event.documents,
        "outlets": event.outlets,
        "origins": event.origins,
        "announced_by": event.announced_by,
        "body": encode_event(event),
    }


def evidence_rows(claim: AnyClaim) -> Iterator[Row]:
    """Rows of ``evidence``, less the number of the claim."""
    for path, found in evidences(claim):
        yield {"path": path, "start": found.start, "stop": found.end, "quote": found.quote}


def roles(claim: AnyClaim) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """Each role of a claim with its references, in the order of the fields."""
    for role in ("said_by", *claim.list_roles, *claim.single_roles):
        found = getattr(claim, role)
        yield role, found if isinstance(found, tuple) else (found,) if found else ()


def reference_rows(claim: AnyClaim, entities: Iterable[Entity]) -> Iterator[Row]:
    """Rows of ``reference``, less the number of the claim. A person without a state gets the entity's."""
    states = {entity.id: entity.state for entity in entities}
    for role, references in roles(claim):
        for ordinal, reference in enumerate(references):
            state = reference.state or states.get(reference.entity or "")
            if state is None and reference.kind is EntityKind.STATE:
                state = reference.name
            yield {
                "role": role,
                "ordinal": ordinal,
                "name": reference.name,
                "kind": reference.kind.value,
                "state": state,
                "entity": reference.entity,
            }


def entity_row(entity: Entity) -> Row:
    """A row of ``entity``."""
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "state": entity.state,
        "description": entity.description,
        "latitude": entity.latitude,
        "longitude": entity.longitude,
        "digest": hashlib.sha256(CANONICAL.encode(entity)).hexdigest(),
    }


def problem_row(problem: Problem) -> Row:
    """A row of ``problem``, less the number of its reading."""
    return {"code": problem.code, "source": problem.source, "message": problem.message}


def as_snapshot(row: sqlite3.Row) -> Snapshot:
    """The snapshot in a row."""
    return Snapshot(
        id=row["id"], content=zlib.decompress(row["content"]), media_type=row["media_type"], source=row["source"]
    )


def as_document(row: sqlite3.Row) -> Document:
    """The document in a row of ``document`` joined with its reading; ``snapshot_id`` names the snapshot."""
    published_at = as_published(row)
    title = None if row["title_start"] is None else Span(start=row["title_start"], end=row["title_stop"])
    same = ("id", "text", "outlet", "url", "byline", "language", "wire_credit", "dateline", "external_id")
    facts = {name: row[name] for name in same}
    return Document(snapshot=row["snapshot_id"], title=title, published_at=published_at, **facts)


def as_published(row: sqlite3.Row) -> PublishedAt | None:
    """When a document was published, in a row with the columns of its reading."""
    if not row["published_from"]:
        return None
    return PublishedAt(
        earliest=datetime.date.fromisoformat(row["published_from"]),
        latest=datetime.date.fromisoformat(row["published_to"]),
        method=row["published_method"],
        reason=row["published_reason"],
    )


def as_report(row: sqlite3.Row) -> Report:
    """The report in a row of a claim joined with its reading, document and provenance."""
    provenance = row["provenance"]
    return Report(
        claim=decode_claim(row["body"]),
        published_at=as_published(row),
        outlet=row["outlet"] or row["given_outlet"] or row["document_id"],
        provenance=PROVENANCE_DECODER.decode(provenance) if provenance is not None else None,
    )


def as_judgement(row: sqlite3.Row) -> Judgement:
    """The judgement in a row."""
    facts = {name: row[name] for name in ("claim", "other", "author", "reason", "judged_at")}
    return Judgement(verdict=Verdict(row["verdict"]), **facts)


def as_entity(row: sqlite3.Row) -> Entity:
    """The entity in a row."""
    return Entity(
        id=row["id"],
        kind=EntityKind(row["kind"]),
        name=row["name"],
        state=row["state"],
        description=row["description"],
        latitude=row["latitude"],
        longitude=row["longitude"],
    )


def as_problem(row: sqlite3.Row) -> Problem:
    """The problem in a row."""
    return Problem(code=row["code"], source=row["source"], message=row["message"])
