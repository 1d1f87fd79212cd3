"""States, organisations and places: a reference to the entity that the gazetteer knows by its code or name.

Not for people (``people.py``). What the gazetteer does not know, or knows two of, keeps its words and has no entity.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from communique.gazetteer import gazetteer
from communique.records import Entity, EntityKind, Reference


def link_place(reference: Reference) -> tuple[Reference, Entity | None]:
    """The reference with its entity, and the entity; unchanged and None where there is none."""
    match reference.kind:
        case EntityKind.STATE:
            entity = state_entity(reference.name) or organization_entity(reference.name)
        case EntityKind.ORGANIZATION | EntityKind.GROUP:
            entity = organization_entity(reference.name) or state_entity(reference.name)
        case EntityKind.PLACE:
            entity = city_entity(reference.name, reference.state)
        case EntityKind.PERSON:
            entity = None
    if entity is None:
        return reference, None
    state = reference.state or entity.state
    return msgspec.structs.replace(reference, entity=entity.id, state=state), entity


@lru_cache(maxsize=4096)
def state_entity(name: str) -> Entity | None:
    """The state of that code or name."""
    state = gazetteer().state(name) or gazetteer().state_named(name)
    if state is None:
        return None
    return Entity(id=f"state:{state.code}", kind=EntityKind.STATE, name=state.name, state=state.code)


@lru_cache(maxsize=4096)
def organization_entity(name: str) -> Entity | None:
    """The organisation of that short form or name."""
    body = gazetteer().organization(name)
    if body is None:
        return None
    return Entity(
        id=f"org:{body.code}", kind=EntityKind.ORGANIZATION, name=body.code, state=body.of, description=body.name
    )


@lru_cache(maxsize=8192)
def city_entity(name: str, state: str | None) -> Entity | None:
    """The city or venue of that name, in that state if one is given, with its coordinates."""
    city = gazetteer().city(name, state) or (gazetteer().city(name) if state else None)
    if city is None:
        return state_entity(name)
    return Entity(
        id=city.id,
        kind=EntityKind.PLACE,
        name=city.name,
        state=city.state,
        latitude=city.latitude,
        longitude=city.longitude,
    )
