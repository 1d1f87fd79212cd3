"""Measures how fast claims are merged into events and asked for, on synthetic claims, and writes docs/performance.md.

    python scripts/benchmark_events.py --claims 1000000 --folder /tmp

The claims tell of events that are made up by a fixed rule: people of states who visit, meet, say, agree and act over
some years, most of them told once, a few by dozens of articles. They are written straight into the tables of a ledger:
nothing is read.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import platform
import random
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from communique.config import program_version
from communique.rebuilding import rebuild_events
from communique.records import (
    Action,
    Agreement,
    AnyClaim,
    Bound,
    ClaimType,
    Coded,
    EntityKind,
    Evidence,
    Figure,
    Meeting,
    Phrase,
    Precision,
    Quantity,
    Reference,
    Statement,
    Tally,
    Visit,
    When,
)
from communique.store import Ledger, rows
from communique.view.event_selection import EventSelection, select_events
from marked import replace_marked

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
COMMAND = "python scripts/benchmark_events.py"

SEED = 7
FIRST_DAY = datetime.date(2021, 1, 1)
CLAIMS_A_DAY = 1000
"""A million claims span some three years, as of a few hundred outlets."""
PEOPLE, OUTLETS = 2000, 300
STATES = [first + second for first in "ABCDEFGHIJKLMNOP" for second in "ABCDEFGHIJ"]
EVENTS = ["CONSULT", "ACCUSE", "REJECT", "THREATEN", "AID", "SANCTION", "SUPPORT", "PROTEST", "ASSAULT", "COERCE"]
STATUSES = ["occurred", "occurred", "occurred", "planned", "ongoing", "proposed", "cancelled", "denied"]
TYPES: list[tuple[type[AnyClaim], float]] = [
    (Action, 0.42),
    (Statement, 0.19),
    (Visit, 0.13),
    (Meeting, 0.12),
    (Figure, 0.08),
    (Agreement, 0.035),
    (Tally, 0.025),
]
"""The shares that a half year of feeds has."""
WORDS = [
    "trade",
    "border",
    "grain",
    "energy",
    "troops",
    "treaty",
    "sanctions",
    "visas",
    "fishing",
    "rail",
    "ports",
    "gas",
    "water",
    "schools",
    "loans",
]
CLAIMS_A_DOCUMENT = 3
FRESH = 0.6
"""Share of claims that tell of an event that nobody told before."""


class World:
    """Makes claims: each tells of a new event, or again of one of the last days, by the laws of a fixed chance."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.recent: list[tuple[type[AnyClaim], dict[str, Any]]] = []

    def facts(self, day: datetime.date) -> tuple[type[AnyClaim], dict[str, Any]]:
        """The type and the facts of what a claim of that day tells."""
        if self.recent and self.chance.random() > FRESH:
            return self.recent[int(len(self.recent) * self.chance.random() ** 3)]
        kind = self.chance.choices([kind for kind, _ in TYPES], [share for _, share in TYPES])[0]
        facts = self.make(day)
        self.recent.insert(0, (kind, facts))
        del self.recent[4000:]
        return kind, facts

    def make(self, day: datetime.date) -> dict[str, Any]:
        """The facts of an event of that day."""
        some, words = self.some, self.chance.sample(WORDS, 3)
        facts: dict[str, Any] = {"day": day, "timed": self.chance.random() < 0.6, "words": " ".join(words)}
        facts["status"] = self.chance.choice(STATUSES)
        facts["people"] = [f"Person {some(PEOPLE)}" for _ in range(2)]
        facts["states"] = [STATES[some(len(STATES))] for _ in range(2)]
        facts["number"] = float(self.chance.randint(2, 900))
        facts["event"] = self.chance.choice(EVENTS)
        facts["quote"] = " ".join(self.chance.choices(WORDS, k=12))
        return facts

    def some(self, number: int) -> int:
        """One of so many, the first ones by far the most often."""
        return int(number * self.chance.random() ** 2.5)


def claim_of(kind: type[AnyClaim], facts: dict[str, Any], claim_id: str, document: str) -> AnyClaim:
    """A claim of that type with those facts. Its words stand nowhere: nothing here looks at them."""

    def words(quote: str) -> Evidence:
        return Evidence(start=0, end=len(quote), quote=quote)

    def person(name: str) -> Reference:
        return Reference(
            evidence=words(name), name=name, kind=EntityKind.PERSON, entity=f"Q{name.split()[1]}", state="US"
        )

    def state(code: str) -> Reference:
        return Reference(evidence=words(code), name=code, kind=EntityKind.STATE, entity=f"state:{code}", state=code)

    when, day = None, facts["day"]
    if facts["timed"]:
        when = When(
            edtf=day.isoformat(),
            earliest=day,
            latest=day,
            precision=Precision.DAY,
            anchor="given",
            evidence=words("then"),
        )
    common = {"id": claim_id, "document": document, "evidence": words(facts["words"]), "reader": "none", "when": when}
    common["said_by"] = (person(facts["people"][1]),)
    if kind not in (Statement, Figure):
        common["status"] = Coded(value=facts["status"], evidence=words("did"))
    people, states = tuple(map(person, facts["people"])), tuple(map(state, facts["states"]))
    quantity = Quantity(value=facts["number"], unit="USD", bound=Bound.EXACT, evidence=words("so many"))
    own: dict[type[AnyClaim], Callable[[], dict[str, Any]]] = {
        Visit: lambda: {"visitor": people[:1], "destination": states[0]},
        Meeting: lambda: {"participants": people, "country": states[0]},
        Agreement: lambda: {"parties": states, "subject": Phrase(evidence=words(facts["words"]))},
        Statement: lambda: {"speaker": people[0], "quote": (words(facts["quote"]),)},
        Figure: lambda: {"quantity": quantity, "measure": Phrase(evidence=words(facts["words"])), "parties": states},
        Tally: lambda: {
            "of": Coded(value="visit", evidence=words("visit")),
            "quantity": Quantity(
                value=facts["number"] % 9, unit="visits", bound=Bound.EXACT, evidence=words("so many")
            ),
            "ordinal": True,
            "who": people[:1],
            "to": states[:1],
        },
        Action: lambda: {
            "event": Coded(value=facts["event"], evidence=words("did")),
            "actor": states[:1],
            "recipient": states[1:],
            "object": Phrase(evidence=words(facts["words"])),
        },
    }
    return kind(**common, **own[kind]())


def fill(path: Path, claims: int) -> None:
    """Write so many claims straight into the tables of a new ledger."""
    Ledger(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        add(connection, "snapshot", [{"id": "s-0", "source": "", "media_type": "", "length": 0, "content": b""}])
        waiting: dict[str, list[rows.Row]] = {name: [] for name in ("document", "reading", "claim", "reference")}
        for number, document in enumerate(documents(claims), start=1):
            for table, found in zip(waiting, document, strict=True):
                waiting[table] += found
            if number % 1000 == 0:
                flush(connection, waiting)
        flush(connection, waiting)
        connection.execute("COMMIT")


def documents(claims: int) -> Iterator[tuple[list[rows.Row], ...]]:
    """Rows of one document after the other: of the document, its reading, its claims and whom they name."""
    world, number = World(), 0
    for document in range(1, claims // CLAIMS_A_DOCUMENT + 2):
        day = FIRST_DAY + datetime.timedelta(number // CLAIMS_A_DAY)
        name = digest("d", document)
        outlet = world.some(OUTLETS)
        found, named = [], []
        for _ in range(min(CLAIMS_A_DOCUMENT, claims - number)):
            number += 1
            claim = claim_of(*world.facts(day), digest("c", number), name)
            found.append(rows.claim_row(claim) | {"number": number, "reading": document})
            named += [{"claim": number, **row} for row in rows.reference_rows(claim, ())]
        text = f"News {document}\n\n" + " ".join(f"{row['evidence']} {row['id']}" for row in found)
        about: rows.Row = {"number": document, "id": name, "text": text, "outlet": f"Outlet {outlet}"}
        published = {"published_from": day.isoformat(), "published_to": day.isoformat(), "published_method": "made"}
        reading: rows.Row = {"number": document, "document": document, "snapshot": 1, "reader": "none", "digest": name}
        yield [about], [reading | published], found, named


def digest(prefix: str, number: int) -> str:
    """An id like those of the program."""
    return f"{prefix}-{hashlib.sha256(f'{prefix}{number}'.encode()).hexdigest()[:16]}"


def add(connection: sqlite3.Connection, table: str, found: Sequence[rows.Row]) -> None:
    """Insert rows as they are."""
    if not found:
        return
    fixed = {"recorded_at": "2026-01-01T00:00:00Z"} if table in ("snapshot", "document", "reading") else {}
    columns = (*found[0], *fixed)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    connection.executemany(sql, [(*row.values(), *fixed.values()) for row in found])


def flush(connection: sqlite3.Connection, waiting: dict[str, list[rows.Row]]) -> None:
    """Write what waits."""
    for table, found in waiting.items():
        add(connection, table, found)
        found.clear()


QUESTIONS: dict[str, tuple[str, dict[str, object]]] = {
    "visits of a person, by day": (
        """SELECT * FROM events WHERE type = 'visit' AND id IN (SELECT event FROM event_reference WHERE name = :name)
           ORDER BY when_from LIMIT 100""",
        {"name": "Person 40"},
    ),
    "events between two states in a month": (
        """SELECT * FROM events WHERE when_from BETWEEN '2021-03-01' AND '2021-03-31'
           AND id IN (SELECT event FROM event_reference WHERE state = :one)
           AND id IN (SELECT event FROM event_reference WHERE state = :other) ORDER BY when_from LIMIT 100""",
        {"one": "AA", "other": "AB"},
    ),
    "visits to a state, as of a day": (
        """SELECT event.id, step.status, step.when_edtf FROM event JOIN event_step AS step ON step.event = event.id
           WHERE event.type = 'visit'
             AND event.id IN (SELECT event FROM event_reference WHERE role = 'destination' AND state = :state)
             AND step.ordinal = (SELECT max(ordinal) FROM event_step AS later
                                 WHERE later.event = event.id AND later.published_on <= :day)""",
        {"state": "AA", "day": "2021-06-01"},
    ),
    "all visits, as of a day": (
        """SELECT event.id, step.status, step.when_edtf FROM event JOIN event_step AS step ON step.event = event.id
           WHERE event.type = 'visit'
             AND step.ordinal = (SELECT max(ordinal) FROM event_step AS later
                                 WHERE later.event = event.id AND later.published_on <= :day)""",
        {"day": "2021-06-01"},
    ),
}
"""What is asked of the full ledger, by the clock."""

LISTED: dict[str, EventSelection] = {
    "`events --type visit --person`": EventSelection(types=(ClaimType.VISIT,), people=("Person 40",), limit=501),
    "`events --state --state --from --to`": EventSelection(
        states=("AD", "AE"), first_day="2021-03", last_day="2021-03", limit=501
    ),
    "`events`, the first 500": EventSelection(limit=501),
}
"""What listings ask; one more than they show."""


def measured(what: Callable[[], object]) -> tuple[float, object]:
    """Seconds by the clock, and the result."""
    begin = time.perf_counter()
    result = what()
    return time.perf_counter() - begin, result


def add_more(path: Path, claims: int, more: int) -> None:
    """Read some more documents into it: those that follow in the made-up world."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        last = connection.execute("SELECT max(number) FROM document").fetchone()[0]
        for about, reading, found, named in later(documents(claims + more), last):
            tables = {"document": about, "reading": reading, "claim": found, "reference": named}
            for table, some in tables.items():
                add(connection, table, some)
        connection.execute("COMMIT")


def later(found: Iterable[tuple[list[rows.Row], ...]], last: int) -> Iterator[tuple[list[rows.Row], ...]]:
    """The documents after that number."""
    for document in found:
        if int(str(document[0][0]["number"])) > last and document[2]:
            yield document


def main() -> int:
    """Measure, write the page, print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000, help="claims to merge")
    parser.add_argument("--more", type=int, default=1000, help="claims to add then")
    parser.add_argument("--folder", type=Path, default=Path("/tmp"), help="where the ledger is made; it needs some GB")
    parser.add_argument("--page", type=Path, default=PAGE, help="page to write")
    parser.add_argument("--keep", action="store_true", help="use a ledger that an earlier run left, and leave it")
    options = parser.parse_args()
    path = options.folder / f"communique-{options.claims}.db"
    if not (options.keep and path.exists()):
        remove(path)
        fill(path, options.claims)
    lines = run(path, options.claims, options.more)
    replace_marked(options.page, COMMAND, "\n".join(lines), heading="Performance")
    print("\n".join(lines))
    if not options.keep:
        remove(path)
    return 0


def run(path: Path, claims: int, more: int) -> list[str]:
    """Merge all, add some, ask; the lines of the page."""
    with Ledger(path, create=False) as ledger:
        processor = time.process_time()
        seconds, rebuilt = measured(lambda: rebuild_events(ledger, everything=True))
        processor = time.process_time() - processor
        table = [("merging all", f"{seconds:,.1f} s ({processor:,.1f} s of the processor)")]
    add_more(path, claims, more)
    with Ledger(path, create=False) as ledger:
        seconds, again = measured(lambda: rebuild_events(ledger))
        table.append((f"merging {more:,} more ({again.made:,} events made again)", f"{seconds:,.2f} s"))
        for name, (sql, parameters) in QUESTIONS.items():
            seconds, found = measured(partial(asked, ledger, sql, parameters))
            table.append((f"{name} ({len(found):,} found)", f"{1000 * seconds:,.0f} ms"))
        for name, selection in LISTED.items():
            first, results = measured(partial(select_events, ledger, selection))
            again, _ = measured(partial(select_events, ledger, selection))
            took = f"{1000 * first:,.0f} ms, asked again {1000 * again:,.0f} ms"
            table.append((f"{name} ({len(results):,} found)", took))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        f"Command: `{COMMAND} --claims {claims}`. Version {program_version()}, Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end. {claims:,} made-up "
        f"claims, {rebuilt.events:,} events; the ledger has {path.stat().st_size / 1e9:.1f} GB, the process took "
        f"{most:,.0f} MiB.",
        "",
        "| what | time |",
        "| --- | ---: |",
        *(f"| {what} | {took} |" for what, took in table),
    ]


def asked(ledger: Ledger, sql: str, parameters: dict[str, object]) -> list[sqlite3.Row]:
    """All rows of a question."""
    return list(ledger.sql(sql, parameters))


def remove(path: Path) -> None:
    """Delete a ledger."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
