"""Sources: who is cited for a visit. Add a sentence and whom it cites; the outlet's own voice cites nobody."""

from __future__ import annotations

import pytest

import communique
from communique.records import Visit

CITED = [
    ("The Kremlin said Vladimir Putin will visit China in June.", ["RU"]),
    ("Vladimir Putin will visit China in June, the Kremlin said.", ["RU"]),
    ("According to the Kremlin, Vladimir Putin will visit China in June.", ["RU"]),
    ("Sergei Lavrov announced that Vladimir Putin will visit China in June.", ["Sergei Lavrov"]),
    ("Vladimir Putin will visit China in June.", []),
    ("Vladimir Putin reportedly visited China in April.", []),
]


@pytest.mark.parametrize(("text", "sources"), CITED)
def test_a_visit_cites_its_source(text: str, sources: list[str]) -> None:
    reading = communique.read(text, published="2019-05-10", title="News of the day")
    visits = [claim for claim in reading.claims if isinstance(claim, Visit)]
    assert [[one.name for one in claim.said_by] for claim in visits] == [sources]
