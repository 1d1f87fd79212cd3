"""Who is who, at that date: references to people, states, organisations and places become entities.

``link`` takes claims and gives the same claims with entities on their references; ``settle`` then leaves one claim for
each distinct event of the article, and ``finish`` gives ids to what stands. Not for finding mentions (``detect``) nor
for merging claims of several articles. A reference that cannot be told keeps its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from communique.ids import with_claim_id
from communique.link.people import PeopleOfDocument
from communique.link.places import link_place
from communique.link.settling import settle
from communique.records import AnyClaim, Claim, Document, Entity, EntityKind, Problem, Reference

ClaimT = TypeVar("ClaimT", bound=Claim)

__all__ = ["finish", "link", "settle"]


def link(
    document: Document, claims: tuple[AnyClaim, ...]
) -> tuple[tuple[AnyClaim, ...], tuple[Entity, ...], tuple[Problem, ...]]:
    """The claims with entities on their references, the entities named, and what could not be linked at all."""
    mentions = [(reference, claim) for claim in claims for reference in references(claim)]
    people = PeopleOfDocument(document, [pair for pair in mentions if pair[0].kind is EntityKind.PERSON])
    entities: dict[str, Entity] = {}

    def linked(reference: Reference, claim: Claim) -> Reference:
        person = reference.kind is EntityKind.PERSON
        found, entity = people.link(reference, claim) if person else link_place(reference)
        if entity is not None:
            entities.setdefault(entity.id, entity)
        return found

    return tuple(replace_references(claim, linked) for claim in claims), tuple(entities.values()), ()


def finish(
    claims: tuple[AnyClaim, ...], entities: tuple[Entity, ...]
) -> tuple[tuple[AnyClaim, ...], tuple[Entity, ...]]:
    """The settled claims under their ids, each id once, and the entities that they still name, in order of mention."""
    identified = {claim.id: claim for claim in map(with_claim_id, claims)}
    known = {entity.id: entity for entity in entities}
    named: dict[str, Entity] = {}
    for claim in identified.values():
        for reference in references(claim):
            entity = known.get(reference.entity or "") or (link_place(reference)[1] if reference.entity else None)
            if entity is not None:
                named.setdefault(entity.id, entity)
    return tuple(identified.values()), tuple(named.values())


def references(claim: Claim) -> Iterator[Reference]:
    """Every reference in a claim, in the order of its fields."""
    for field in reference_fields(claim):
        value = getattr(claim, field)
        if isinstance(value, Reference):
            yield value
        elif value:
            yield from value


def reference_fields(claim: Claim) -> tuple[str, ...]:
    """The fields of a claim that hold references."""
    return (*claim.single_roles, *claim.list_roles, "said_by")


def replace_references(claim: ClaimT, change: Callable[[Reference, Claim], Reference]) -> ClaimT:
    """The claim with ``change`` made to every reference; two references that became one entity stand once in a list."""
    changed: dict[str, Reference | tuple[Reference, ...] | None] = {}
    for field in reference_fields(claim):
        value = getattr(claim, field)
        if isinstance(value, Reference):
            changed[field] = change(value, claim)
        elif value:
            changed[field] = _each_once(change(reference, claim) for reference in value)
    return msgspec.structs.replace(claim, **changed)


def _each_once(references: Iterator[Reference]) -> tuple[Reference, ...]:
    kept: dict[str, Reference] = {}
    for reference in references:
        kept.setdefault(reference.entity or f"={reference.name}", reference)
    return tuple(kept.values())
