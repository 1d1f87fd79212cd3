"""Which reports are held against each other at all: blocking, by the parties of a claim. Not for whether they agree.

Every report stands in one block for each of its keys; two that share none are never of one event. Blocking by several
keys is standard record linkage (Christen 2012, Data Matching, ch. 4).
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable

from communique.records import (
    Action,
    Agreement,
    AnyClaim,
    ClaimType,
    Figure,
    Meeting,
    Reference,
    Statement,
    Tally,
    Visit,
)

Key = tuple[str, ...]

MOST_PARTIES = 6
"""So many parties of a claim make keys: a summit of thirty would stand in hundreds of blocks."""
SHINGLE = 3
"""Words of a piece of a quotation."""
SKETCH = 3
"""Pieces by which a quotation is looked up: of two that share most words, one of these is mostly the same."""
DIGITS = 3
"""Digits to which two numbers must agree."""


def key_of(reference: Reference) -> str:
    """What a reference is known by: its entity, else its name without accents and case."""
    return reference.entity or folded(reference.name)


def folded(words: str) -> str:
    """Words without accents, case and marks, between single spaces."""
    letters = unicodedata.normalize("NFKD", words)
    return " ".join(re.sub(r"[^\w\s]", " ", letters.encode("ascii", "ignore").decode()).casefold().split())


def parties_of(claim: AnyClaim) -> frozenset[str]:
    """Whom two reports must share: visitors, participants, parties, actors and recipients, a speaker."""
    return frozenset(key_of(one) for role in PARTIES[claim.type] for one in _of(claim, role))


def _of(claim: AnyClaim, role: str) -> tuple[Reference, ...]:
    value = getattr(claim, role)
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def keys_of(claim: AnyClaim) -> tuple[Key, ...]:
    """The blocks in which a claim stands, in order; none where it names nobody."""
    return tuple(dict.fromkeys((claim.type.value, *rest) for rest in KEYS[claim.type](claim)))


def _keys(references: Iterable[Reference]) -> list[str]:
    return sorted({key_of(one) for one in references})[:MOST_PARTIES]


def _of_visit(claim: Visit) -> Iterable[Key]:
    if claim.destination is not None:
        goal = claim.destination.state or key_of(claim.destination)
        yield from ((goal, visitor) for visitor in _keys(claim.visitor))


def _of_meeting(claim: Meeting) -> Iterable[Key]:
    participants = _keys(claim.participants)
    where = claim.country.state if claim.country is not None else None
    if len(participants) > 1:
        yield from itertools.combinations(participants, 2)
    elif participants:
        yield participants[0], "with others", where or ""


def _of_agreement(claim: Agreement) -> Iterable[Key]:
    parties = _keys(claim.parties)
    yield from itertools.combinations(parties, 2) if len(parties) > 1 else ((one,) for one in parties)


def _of_statement(claim: Statement) -> Iterable[Key]:
    if claim.speaker is not None:
        yield from ((key_of(claim.speaker), piece) for piece in sketch(quote_of(claim)))


def quote_of(claim: Statement) -> str:
    """The words of a quotation, folded."""
    return folded(" ".join(part.quote for part in claim.quote))


def sketch(words: str) -> tuple[str, ...]:
    """The smallest hashes of a text's shingles (Broder 1997, On the resemblance and containment of documents)."""
    split = words.split()
    pieces = {" ".join(split[start : start + SHINGLE]) for start in range(max(len(split) - SHINGLE + 1, 1))}
    return tuple(sorted(hashlib.blake2b(piece.encode(), digest_size=6).hexdigest() for piece in pieces)[:SKETCH])


def _of_figure(claim: Figure) -> Iterable[Key]:
    number = f"{claim.quantity.value:.{DIGITS}g}"
    yield from ((claim.quantity.unit, number, party) for party in _keys(claim.parties) or [""])


def _of_tally(claim: Tally) -> Iterable[Key]:
    counted = (claim.of.value, f"{claim.quantity.value:g}", str(claim.ordinal))
    for who, to in itertools.product(_keys(claim.who) or [""], _keys(claim.to) or [""]):
        yield (*counted, who, to)


def _of_action(claim: Action) -> Iterable[Key]:
    for actor, recipient in itertools.product(_keys(claim.actor) or [""], _keys(claim.recipient) or [""]):
        yield claim.event.value, actor, recipient


PARTIES: dict[ClaimType, tuple[str, ...]] = {
    ClaimType.VISIT: ("visitor",),
    ClaimType.MEETING: ("participants",),
    ClaimType.AGREEMENT: ("parties",),
    ClaimType.STATEMENT: ("speaker",),
    ClaimType.FIGURE: ("parties",),
    ClaimType.TALLY: ("who", "to"),
    ClaimType.ACTION: ("actor", "recipient"),
}

KEYS: dict[ClaimType, Callable[..., Iterable[Key]]] = {
    ClaimType.VISIT: _of_visit,
    ClaimType.MEETING: _of_meeting,
    ClaimType.AGREEMENT: _of_agreement,
    ClaimType.STATEMENT: _of_statement,
    ClaimType.FIGURE: _of_figure,
    ClaimType.TALLY: _of_tally,
    ClaimType.ACTION: _of_action,
}
