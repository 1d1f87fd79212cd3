"""Ledgers of a few short articles that tell of visits, made by hand: what comes of them is then derived as always."""

from __future__ import annotations

import datetime
from pathlib import Path

from communique import ids
from communique.rebuilding import rebuild_events
from communique.records import (
    AnyClaim,
    Coded,
    Document,
    Entity,
    EntityKind,
    Evidence,
    Precision,
    PublishedAt,
    Reading,
    Reference,
    Snapshot,
    Visit,
    When,
)
from communique.view import Ledger
from ledger_factory import READER

XI = Entity(id="Q15031", kind=EntityKind.PERSON, name="Xi Jinping", state="CN", description="President of China")
BODIES = {"Kremlin": "RU", "Beijing": "CN", "Berlin": "DE"}


def find(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(start=start, end=start + len(words), quote=words)


def body(text: str, name: str) -> Reference:
    code = BODIES[name]
    return Reference(evidence=find(text, name), name=code, kind=EntityKind.STATE, state=code, entity=f"state:{code}")


def visit_of(document: Document, facts: dict) -> Visit:
    """The visit that an article tells of: ``status`` and its words, ``when`` as words and EDTF, who is cited."""
    text, words = document.text, facts.get("words", "visit")
    when = None
    if facts.get("when"):
        said, edtf = facts["when"]
        first, _, last = edtf.partition("/")
        days = [datetime.date.fromisoformat(day) for day in (first, last or first)]
        precision = Precision.INTERVAL if last else Precision.DAY
        when = When(
            edtf=edtf, earliest=days[0], latest=days[1], precision=precision, anchor="text", evidence=find(text, said)
        )
    return ids.with_claim_id(
        Visit(
            id="",
            document=document.id,
            reader=READER,
            evidence=find(text, text),
            status=Coded(value=facts["status"], evidence=find(text, words)),
            when=when,
            said_by=tuple(body(text, name) for name in facts.get("said_by", ())),
            visitor=(
                Reference(
                    evidence=find(text, "Xi"), name="Xi Jinping", kind=EntityKind.PERSON, entity=XI.id, state="CN"
                ),
            ),
            destination=Reference(
                evidence=find(text, facts.get("to", "Moscow")),
                name=facts.get("code", "RU"),
                kind=EntityKind.STATE,
                state=facts.get("code", "RU"),
                entity=f"state:{facts.get('code', 'RU')}",
            ),
            form=Coded(value=facts["form"], evidence=find(text, facts["form"])) if "form" in facts else None,
        )
    )


def article(
    text: str, *, outlet: str, published: str, url: str | None = None, **facts: object
) -> tuple[Reading, Snapshot]:
    """A reading of a one-sentence article with one visit, or with none where no ``status`` is given."""
    content = text.encode()
    snapshot = Snapshot(id=ids.snapshot_id(content), content=content, media_type="text/plain", source=outlet)
    day = datetime.date.fromisoformat(published)
    document = ids.with_document_id(
        Document(
            id="",
            snapshot=snapshot.id,
            text=text,
            title=None,
            outlet=outlet,
            url=url or f"https://{outlet.lower()}.example/{published}",
            language="en",
            published_at=PublishedAt(earliest=day, latest=day, method="record", reason="The record gives the day."),
        )
    )
    claims: tuple[AnyClaim, ...] = (visit_of(document, facts),) if "status" in facts else ()
    return Reading(document=document, claims=claims, entities=(XI,) if claims else ()), snapshot


ANNOUNCED = article(
    "Xi will visit Moscow from May 7 to 10, the Kremlin said.",
    outlet="Alpha",
    published="2025-05-04",
    status="planned",
    when=("May 7 to 10", "2025-05-07/2025-05-10"),
    said_by=("Kremlin",),
)
CONFIRMED = article(
    "Xi is to visit Moscow, Beijing confirmed.",
    outlet="Beta",
    published="2025-05-06",
    status="planned",
    said_by=("Beijing",),
)
ARRIVED = article(
    "Xi arrived for a visit to Moscow on May 7.",
    outlet="Gamma",
    published="2025-05-08",
    status="occurred",
    when=("May 7", "2025-05-07"),
)
DOUBTED = article(
    "Xi did not visit Moscow on May 7, a blog wrote.",
    outlet="Delta",
    published="2025-05-09",
    status="denied",
    when=("May 7", "2025-05-07"),
)
LATER = article(
    "Xi will visit Moscow again on July 3, Beijing said.",
    outlet="Alpha",
    published="2025-05-20",
    status="planned",
    when=("July 3", "2025-07-03"),
    said_by=("Beijing",),
)
MOVED_FROM = article(
    "Xi will visit Berlin on June 2, Berlin said.",
    outlet="Alpha",
    published="2025-05-05",
    status="planned",
    to="Berlin",
    code="DE",
    when=("June 2", "2025-06-02"),
    said_by=("Berlin",),
)
COVERAGE = article("Nothing of note happened.", outlet="Alpha", published="2025-07-20")
STORY = (ANNOUNCED, CONFIRMED, ARRIVED, DOUBTED, LATER, MOVED_FROM, COVERAGE)
"""Xi's visit to Moscow, planned, confirmed, over and doubted; a later one without word; and one to Berlin."""


def ledger_of(path: Path, *articles: tuple[Reading, Snapshot], recorded_at: datetime.datetime | None = None) -> Ledger:
    """A ledger with these articles, its events derived."""
    ledger = Ledger(path)
    for reading, snapshot in articles:
        ledger.add(reading, snapshot, recorded_at=recorded_at)
    rebuild_events(ledger)
    return ledger
