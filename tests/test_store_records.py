"""Claims are stored strictly: what is encoded is decoded to the same, and nothing else is accepted."""

from __future__ import annotations

import datetime
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.records import (
    CLAIM_TYPES,
    AnyClaim,
    Bound,
    Candidate,
    Coded,
    EntityKind,
    Evidence,
    Feature,
    Phrase,
    Precision,
    Quantity,
    Reference,
    When,
)
from communique.store.rows import decode_claim, encode_claim
from ledger_factory import reading_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
OFFSETS = st.integers(0, 10_000)
DAYS = st.none() | st.dates(datetime.date(1900, 1, 1))
EVIDENCE = st.builds(Evidence, start=OFFSETS, end=OFFSETS, quote=TEXT)
FEATURES = st.lists(st.builds(Feature, name=TEXT, value=NUMBERS, sentence=TEXT), max_size=2).map(tuple)
CANDIDATES = st.lists(st.builds(Candidate, entity=TEXT, name=TEXT, score=NUMBERS, features=FEATURES), max_size=2).map(
    tuple
)
REFERENCE = st.builds(
    Reference,
    evidence=EVIDENCE,
    name=TEXT,
    kind=st.sampled_from(EntityKind),
    antecedent=st.none() | EVIDENCE,
    titles=st.lists(TEXT, max_size=2).map(tuple),
    state=st.none() | TEXT,
    entity=st.none() | TEXT,
    candidates=CANDIDATES,
)
FIELDS = {
    "coded": st.builds(Coded, value=TEXT, evidence=EVIDENCE),
    "phrase": st.builds(Phrase, evidence=EVIDENCE),
    "quantity": st.builds(Quantity, value=NUMBERS, unit=TEXT, bound=st.sampled_from(Bound), evidence=EVIDENCE),
    "when": st.builds(
        When,
        edtf=TEXT,
        earliest=DAYS,
        latest=DAYS,
        precision=st.sampled_from(Precision),
        anchor=TEXT,
        evidence=EVIDENCE,
    ),
}
st.register_type_strategy(Evidence, EVIDENCE)
st.register_type_strategy(Reference, REFERENCE)
st.register_type_strategy(Coded, FIELDS["coded"])
st.register_type_strategy(Phrase, FIELDS["phrase"])
st.register_type_strategy(Quantity, FIELDS["quantity"])
st.register_type_strategy(When, FIELDS["when"])


@st.composite
def claims(draw: st.DrawFn, kind: type[AnyClaim]) -> AnyClaim:
    """A claim of this type with any values in all its fields."""
    values = {}
    for field in msgspec.structs.fields(kind):
        if field.type is str:
            values[field.name] = draw(TEXT)
        elif field.name == "confidence":
            values[field.name] = draw(st.none() | st.floats(0, 1))
        elif str(field.type).startswith("tuple"):
            item = get_args(field.type)[0]
            values[field.name] = tuple(draw(st.lists(st.from_type(item), max_size=2)))
        else:
            values[field.name] = draw(st.from_type(field.type))
    return kind(**values)


@pytest.mark.parametrize("kind", CLAIM_TYPES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_claim_decodes_to_what_was_encoded(kind: type[AnyClaim], data: st.DataObject) -> None:
    claim = data.draw(claims(kind))
    decoded = decode_claim(encode_claim(claim))
    assert decoded == claim
    assert type(decoded) is kind


@pytest.mark.parametrize("claim", reading_of()[0].claims, ids=lambda claim: claim.type.value)
def test_a_claim_with_anything_else_in_it_is_refused(claim: AnyClaim) -> None:
    good = msgspec.json.decode(encode_claim(claim))
    wrong = [
        good | {"surprise": 1},
        good | {"type": "party"},
        good | {"superseded": "no"},
        good | {"evidence": None},
        {name: value for name, value in good.items() if name != "reader"},
    ]
    for body in wrong:
        with pytest.raises(msgspec.ValidationError):
            decode_claim(msgspec.json.encode(body))
