"""What a model may answer: a mirror of the records of claims, with words where the records have places in the text.

Each claim type is derived from its record: a field that a record gains is asked for, and named in the JSON schema,
without another line here. What we know better than any model (ids, the reader, the confidence, what is superseded) is
not asked.
"""

from __future__ import annotations

from functools import cache
from types import NoneType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from communique.ontology import plover_events, vocabulary
from communique.records import (
    CLAIM_TYPES,
    Bound,
    Claim,
    Coded,
    EntityKind,
    Evidence,
    Figure,
    Phrase,
    Quantity,
    Record,
    Reference,
    Statement,
    When,
)

NOT_ASKED = frozenset({"id", "document", "reader", "superseded", "confidence"})
"""Fields of a claim that no model is asked for."""
WITHOUT_STATUS: tuple[type[Claim], ...] = (Statement, Figure)
"""Types whose rows have no status (docs/codebook.md)."""


class Named(Record, frozen=True, kw_only=True):
    """Somebody or something (``Reference``): the name, and the words in the evidence that stand for it."""

    name: str
    kind: EntityKind
    mention: str


class Timed(Record, frozen=True, kw_only=True):
    """A time (``When``): its EDTF value and the time expression."""

    edtf: str
    words: str


class Counted(Record, frozen=True, kw_only=True):
    """A number (``Quantity``) and the words that it stands in."""

    value: float
    unit: str
    bound: Bound
    words: str


class Judged(Record, frozen=True, kw_only=True):
    """A value from a closed list (``Coded``) and its cue; a subclass for each list says which values there are."""

    value: str
    words: str


class Told(Record, frozen=True, kw_only=True):
    """A claim as a model tells it; a subclass for each type has its fields."""

    evidence: str


class Claims(Record, frozen=True, kw_only=True):
    """A whole answer. Each claim is decoded by itself, so that one that is malformed costs only itself."""

    claims: list[msgspec.Raw]


LEAVES: dict[type, type] = {Evidence: str, Phrase: str, Reference: Named, When: Timed, Quantity: Counted, bool: bool}
"""The type of a record's value -> what a model gives for it. A ``Coded`` depends on its field."""


@cache
def told_types() -> dict[type[Told], type[Claim]]:
    """What a model gives for a claim of each type -> the record that it is to become."""
    return {_told_type(claim_type): claim_type for claim_type in CLAIM_TYPES}


@cache
def claim_decoder() -> msgspec.json.Decoder[Told]:
    """Decodes one claim; ``ValueError`` or ``RecursionError`` where it is not exactly one."""
    return msgspec.json.Decoder(Union[tuple(told_types())], strict=True)  # noqa: UP007 - of as many as there are


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer. Its root is an object and all its fields are required, as endpoints want it."""
    claim: Any = Union[tuple(told_types())]  # noqa: UP007
    answer = msgspec.defstruct("Answer", [("claims", list[claim])], forbid_unknown_fields=True)
    whole = _plain(msgspec.json.schema(answer))
    definitions = whole["$defs"]
    return {**definitions.pop("Answer"), "$defs": definitions}


def _told_type(claim_type: type[Claim]) -> type[Told]:
    hints = get_type_hints(claim_type)
    asked = [name for name in claim_type.__struct_fields__ if name not in NOT_ASKED]
    if claim_type in WITHOUT_STATUS:
        asked.remove("status")
    told = msgspec.defstruct(
        f"Told{claim_type.__name__}",
        [(name, _told(name, hints[name])) for name in asked],
        bases=(Told,),
        tag_field="type",
        tag=claim_type.type.value,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )
    return cast("type[Told]", told)


def _told(name: str, hint: Any) -> Any:
    """What a model gives for a field whose record has ``hint``. An event has a status, whatever the record allows."""
    parts = get_args(hint)
    if get_origin(hint) is tuple:
        return list[_told(name, parts[0])]  # type: ignore[misc]
    if NoneType in parts:
        (inner,) = (part for part in parts if part is not NoneType)
        return _told(name, inner) if name == "status" else _told(name, inner) | None
    return _judged(name) if hint is Coded else LEAVES[hint]


@cache
def _judged(name: str) -> type[Judged]:
    """The values of a coded field. Which modes an event has is checked where both are known."""
    if name == "mode":
        values = tuple(dict.fromkeys(mode.name for event in plover_events() for mode in event.modes))
    else:
        values = vocabulary("type" if name == "of" else name)
    judged = msgspec.defstruct(
        f"Told{name.title()}",
        [("value", Literal[values])],
        bases=(Judged,),
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )
    return cast("type[Judged]", judged)


def _plain(schema: Any) -> Any:
    """The schema without what no endpoint needs and some refuse: hints for other tools, titles, our own docstrings.

    A list of values says that they are strings, which some endpoints want to be told.
    """
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _plain(part) for name, part in schema.items() if name not in UNNEEDED}
    if "properties" in schema:
        plain["properties"] = {name: _plain(part) for name, part in schema["properties"].items()}
    return {"type": "string"} | plain if "enum" in plain else plain


UNNEEDED = frozenset({"discriminator", "title", "description"})
"""Keywords that no answer depends on."""
