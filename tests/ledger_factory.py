"""Readings made by hand, for tests of the ledger and of what shows it: real text, real spans, no reader."""

from __future__ import annotations

import datetime

import msgspec

from communique import ids
from communique.records import (
    Action,
    Agreement,
    AnyClaim,
    Bound,
    Coded,
    Document,
    Entity,
    EntityKind,
    Evidence,
    Figure,
    Meeting,
    Phrase,
    Precision,
    PublishedAt,
    Quantity,
    Reading,
    Reference,
    Snapshot,
    Span,
    Statement,
    Tally,
    Visit,
    When,
)

TITLE = "Xi Jinping received in Moscow"
BODY = (
    "Chinese President Xi Jinping arrived in Moscow on May 7 for a four-day state visit, the Kremlin said.\n"
    "He met Vladimir Putin for talks on Thursday. “We stand together on every front,” Putin said.\n"
    "The two signed a joint declaration on energy worth $2 billion. Trade between them reached nearly $245 billion "
    "in 2024. It was his third visit to Russia since February 2022.\n"
    "Moscow condemned Ukraine over the drone attacks. Erdoğan may travel to Beijing next month."
)
TEXT = f"{TITLE}\n\n{BODY}"
READER = "rules 1, en_core_web_sm 3.8.0"

STATES = {"China": "CN", "Russia": "RU", "Ukraine": "UA", "Kremlin": "RU"}
XI = Entity(id="Q15031", kind=EntityKind.PERSON, name="Xi Jinping", state="CN", description="President of China")
PUTIN = Entity(id="Q7747", kind=EntityKind.PERSON, name="Vladimir Putin", state="RU")
MOSCOW = Entity(id="city:524901", kind=EntityKind.PLACE, name="Moscow", state="RU", latitude=55.75, longitude=37.62)


def find(words: str, text: str = TEXT, after: str = "") -> Evidence:
    """The words where they stand in the text, the first time after others."""
    start = text.index(words, text.index(after))
    return Evidence(start=start, end=start + len(words), quote=words)


def person(words: str, name: str, *, entity: str | None = None, state: str | None = None, after: str = "") -> Reference:
    return Reference(evidence=find(words, after=after), name=name, kind=EntityKind.PERSON, entity=entity, state=state)


def state(words: str, code: str, after: str = "") -> Reference:
    return Reference(
        evidence=find(words, after=after), name=code, kind=EntityKind.STATE, state=code, entity=f"state:{code}"
    )


def moscow(after: str = "") -> Reference:
    return Reference(
        evidence=find("Moscow", after=after), name="Moscow", kind=EntityKind.PLACE, state="RU", entity=MOSCOW.id
    )


def day(words: str, edtf: str, first: str | None, last: str | None, precision: Precision = Precision.DAY) -> When:
    return When(
        edtf=edtf,
        earliest=datetime.date.fromisoformat(first) if first else None,
        latest=datetime.date.fromisoformat(last) if last else None,
        precision=precision,
        anchor="publication date",
        evidence=find(words),
    )


def coded(value: str, words: str) -> Coded:
    return Coded(value=value, evidence=find(words))


def claims_of(document: Document) -> tuple[AnyClaim, ...]:
    """One claim of each type and one more visit, on the text above."""
    common = {"id": "", "document": document.id, "reader": READER}
    xi = person("Xi Jinping", "Xi Jinping", entity=XI.id, state="CN", after=BODY[:20])
    putin = person("Vladimir Putin", "Vladimir Putin", entity=PUTIN.id, state="RU")
    found = (
        Visit(
            **common,
            evidence=find(BODY.split("\n", maxsplit=1)[0]),
            status=coded("occurred", "arrived"),
            when=day("May 7", "2025-05-07/2025-05-10", "2025-05-07", "2025-05-10", Precision.INTERVAL),
            said_by=(state("Kremlin", "RU"),),
            visitor=(xi,),
            destination=state("Moscow", "RU", after="arrived"),
            place=moscow(after="arrived"),
            form=coded("state", "state visit"),
        ),
        Meeting(
            **common,
            evidence=find("He met Vladimir Putin for talks on Thursday."),
            status=coded("occurred", "met"),
            when=day("Thursday", "2025-05-08", "2025-05-08", "2025-05-08"),
            participants=(person("He", "Xi Jinping", entity=XI.id, after="\nHe met"), putin),
            place=moscow(after="arrived"),
            country=state("Moscow", "RU", after="arrived"),
            occasion=Phrase(evidence=find("talks")),
            format=coded("in_person", "met"),
        ),
        Statement(
            **common,
            evidence=find("“We stand together on every front,” Putin said."),
            speaker=person("Putin", "Vladimir Putin", entity=PUTIN.id, after="front,”"),
            quote=(find("We stand together"), find("on every front,")),
        ),
        Agreement(
            **common,
            evidence=find("The two signed a joint declaration on energy worth $2 billion."),
            status=coded("occurred", "signed"),
            parties=(xi, putin),
            subject=Phrase(evidence=find("energy")),
            stage=coded("signed", "signed"),
            amount=Quantity(value=2e9, unit="USD", bound=Bound.EXACT, evidence=find("$2 billion")),
        ),
        Figure(
            **common,
            evidence=find("Trade between them reached nearly $245 billion in 2024."),
            when=day("2024", "2024", "2024-01-01", "2024-12-31", Precision.YEAR),
            quantity=Quantity(value=245e9, unit="USD", bound=Bound.ABOUT, evidence=find("nearly $245 billion")),
            measure=Phrase(evidence=find("Trade")),
            parties=(state("Moscow", "RU"), state("Chinese", "CN")),
        ),
        Tally(
            **common,
            evidence=find("It was his third visit to Russia since February 2022."),
            status=coded("occurred", "was"),
            of=coded("visit", "visit to"),
            quantity=Quantity(value=3, unit="visits", bound=Bound.EXACT, evidence=find("third")),
            ordinal=True,
            who=(person("his", "Xi Jinping", entity=XI.id, after="It was"),),
            to=(state("Russia", "RU"),),
            since=day("since February 2022", "2022-02/..", "2022-02-01", None, Precision.INTERVAL),
        ),
        Action(
            **common,
            evidence=find("Moscow condemned Ukraine over the drone attacks."),
            status=coded("occurred", "condemned"),
            event=coded("ACCUSE", "condemned"),
            mode=coded("disapprove", "condemned"),
            actor=(state("Moscow", "RU", after="\nMoscow condemned"),),
            recipient=(state("Ukraine", "UA"),),
            object=Phrase(evidence=find("drone attacks")),
        ),
        Visit(
            **common,
            evidence=find("Erdoğan may travel to Beijing next month."),
            status=coded("proposed", "may travel"),
            when=day("next month", "2025-06", "2025-06-01", "2025-06-30", Precision.MONTH),
            visitor=(person("Erdoğan", "Recep Tayyip Erdoğan"),),
            destination=state("Beijing", "CN"),
            superseded=True,
        ),
    )
    return tuple(ids.with_claim_id(claim) for claim in found)


def snapshot_of(text: str = TEXT, source: str = "articles/moscow.txt") -> Snapshot:
    content = text.encode()
    return Snapshot(id=ids.snapshot_id(content), content=content, media_type="text/plain", source=source)


def document_of(snapshot: Snapshot, *, outlet: str | None = "Example Times", name: str | None = "moscow-1") -> Document:
    return ids.with_document_id(
        Document(
            id="",
            snapshot=snapshot.id,
            text=snapshot.content.decode(),
            title=Span(start=0, end=len(TITLE)),
            outlet=outlet,
            url="https://example.org/moscow",
            language="en",
            published_at=PublishedAt(
                earliest=datetime.date(2025, 5, 9),
                latest=datetime.date(2025, 5, 9),
                method="record",
                reason="The record gives the day.",
            ),
            external_id=name,
        )
    )


def reading_of(snapshot: Snapshot | None = None, **facts: str | None) -> tuple[Reading, Snapshot]:
    """A reading of the article with one claim of each type (two visits), and the snapshot that it came from."""
    snapshot = snapshot or snapshot_of()
    document = document_of(snapshot, **facts)
    return Reading(document=document, claims=claims_of(document), entities=(XI, PUTIN, MOSCOW)), snapshot


def with_claims(reading: Reading, claims: tuple[AnyClaim, ...]) -> Reading:
    return msgspec.structs.replace(reading, claims=claims)
