"""The derived tables brought up to date, in one transaction: what is new, what it changes, what comes of it.

Only rows go in and out here; how claims are grouped and what an event is stands in the room ``merge``, and the course
of a rebuild in ``rebuilding.py``.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import islice
from types import TracebackType
from typing import NamedTuple, Self

from communique.ids import event_apart_id, event_id
from communique.records import AnyClaim, Document, Event, Judgement, Provenance, Report
from communique.store import rows
from communique.store.findings import Reviewing
from communique.store.opening import derived_tables

JOINT = "\x1f"
"""Between the parts of a block's key."""

TEMPORARY = {
    "fresh_reading": "number INTEGER PRIMARY KEY, document INTEGER NOT NULL",
    "gone": "claim TEXT PRIMARY KEY",
    "leaving": "key TEXT, number INTEGER, member_of TEXT, first_month INTEGER, last_month INTEGER, "
    "PRIMARY KEY (key, number)",
    "touched": "claim TEXT PRIMARY KEY",
    "changed_key": "key TEXT PRIMARY KEY",
    "witnessed": "key TEXT PRIMARY KEY",
    "pending": "key TEXT, claim TEXT, number INTEGER, PRIMARY KEY (key, claim)",
    "compared": "number INTEGER PRIMARY KEY, traits BLOB NOT NULL",
    "old_event": "event TEXT PRIMARY KEY",
    "rejoined": "claim TEXT PRIMARY KEY, number INTEGER NOT NULL, day TEXT NOT NULL",
    "component": "root INTEGER, claim TEXT, number INTEGER NOT NULL, alone INTEGER NOT NULL, PRIMARY KEY (root, claim)",
}
CHUNK = 1000
"""So many rows are written at once."""

CACHE = -200_000
"""Pages held in memory meanwhile, in kilobytes: blocks and references are not written in the order of their keys."""

FIRST_STEPS = (
    *("gone", "touched_by_reading", "touched_by_judgement", "changed_keys", "left", "leave_blocks"),
    *("left_by_witnesses", "touched_by_witnesses", "leave_witnesses_of_blocks"),
)
"""What is done first where only what is new is derived."""

FILLED_FIRST = "'event', 'event_claim', 'event_witness', 'event_reference', 'event_key', 'block', 'block_witness'"
"""Tables whose indexes are made when all rows are in them, where everything is made anew: at a million claims, rows
that come in another order than that of an index cost more than all that is in them."""

StepRow = tuple[int, str | None, str | None, str | None, str | None, str | None]
"""Ordinal, day of publication, status, EDTF, first and last day of a step."""


class ChangedBlock(NamedTuple):
    """A block to be grouped again: its claims that stay, its new ones, the groups that lost one, the claims judged."""

    key: str
    placed: list[sqlite3.Row]
    news: list[sqlite3.Row]
    lost: list[sqlite3.Row]
    judged: set[str]


class Derivation:
    """A rebuild under way, on the connection of a transaction. The mark is where the last one ended."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.mark: dict[str, object] = {"reading": 0, "judgement": 0, "covered": None}
        self.from_scratch = True
        self.removed = 0
        self.events = 0
        self._left_out: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        for database in ("main", "temp"):
            self._connection.execute(f"PRAGMA {database}.cache_size = {CACHE}")
        for name, columns in TEMPORARY.items():
            self._connection.execute(f"CREATE TEMP TABLE {name} ({columns}) WITHOUT ROWID")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is None:  # else the transaction is rolled back, and these tables with it
            for name in TEMPORARY:
                self._connection.execute(f"DROP TABLE temp.{name}")

    def begin(self, rules: str, *, everything: bool) -> bool:
        """Find what is new since the mark, and whether there is anything; all is, for ``everything`` or other rules."""
        found = self._connection.execute("SELECT * FROM derived_mark").fetchone()
        if found is not None and not everything and found["rules"] == rules:
            self.mark = {name: found[name] for name in self.mark}
            self.events = found["events"]
            self.from_scratch = False
        else:
            for table in derived_tables():
                self._connection.execute(f"DELETE FROM {table}")
            self._leave_out_indexes()
        self._run("fresh_readings")
        if self.from_scratch:
            return True
        for step in FIRST_STEPS:
            self._run(step)
        news = "SELECT EXISTS (SELECT 1 FROM temp.touched) OR EXISTS (SELECT 1 FROM temp.fresh_reading)"
        return bool(self._connection.execute(news).fetchone()[0])

    def _leave_out_indexes(self) -> None:
        """Drop the indexes of tables that are filled first, until ``_index`` makes them, of the same words."""
        sql = f"SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ({FILLED_FIRST})"
        for name, table, made_by in self._connection.execute(f"{sql} AND sql IS NOT NULL ORDER BY name").fetchall():
            self._connection.execute(f"DROP INDEX {name}")
            self._left_out.setdefault(table, []).append(made_by)

    def _index(self, *tables: str) -> None:
        """Make the indexes that were left out of these tables; of all, if none is named."""
        for table in tables or tuple(self._left_out):
            for made_by in self._left_out.pop(table, ()):
                self._connection.execute(made_by)

    # What is new

    def fresh_documents(self) -> Iterator[Document]:
        """Documents read since the mark that say something, as last read."""
        for row in self._ask("fresh_documents"):
            yield rows.as_document(row)

    def write_provenance(self, found: Iterable[tuple[str, str, Provenance]]) -> None:
        """Record where fresh documents come from: each id with its outlet and provenance."""
        self._run("leave_provenance")
        given = ((document, outlet, rows.encode_provenance(one)) for document, outlet, one in found)
        self._write("INSERT INTO provenance (document, outlet, body) VALUES (?, ?, ?)", given)

    def fresh_claims(self) -> Iterator[sqlite3.Row]:
        """The claims of fresh readings that count, each with its publication and the number of its row."""
        yield from self._ask("fresh_claims")

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, in the order in which they were made."""
        found = self._connection.execute("SELECT * FROM judgement ORDER BY number")
        return tuple(rows.as_judgement(row) for row in found)

    def judged(self) -> Iterator[Report]:
        """The reports of all claims that were judged and count."""
        for row in self._ask("judged"):
            yield rows.as_report(row)

    # Blocks

    def add_to_blocks(self, found: Iterable[tuple[int, str, Iterable[tuple[str, ...]], bytes]]) -> None:
        """Put fresh claims in their blocks: number of the row, id, keys, and what is compared of each."""
        waiting = iter(found)
        while chunk := list(islice(waiting, CHUNK)):
            keys = [(JOINT.join(key), claim, number) for number, claim, keys, _ in chunk for key in keys]
            self._connection.executemany(
                "INSERT OR IGNORE INTO temp.pending (key, claim, number) VALUES (?, ?, ?)", keys
            )
            traits = [(number, body) for number, _, keys, body in chunk if keys]
            self._connection.executemany("INSERT INTO temp.compared (number, traits) VALUES (?, ?)", traits)
        if not self.from_scratch:
            self._run("changed_keys_of_news")

    def new_blocks(self) -> Iterator[sqlite3.Row]:
        """What is compared of the new claims of all blocks, block by block: from scratch, all that there are."""
        yield from self._ask("pending")

    def changed_blocks(self) -> Iterator[ChangedBlock]:
        """The blocks that gain or lose a claim, or one of whose claims was judged."""
        judged = {row[0] for row in self._connection.execute(_steps()["judged"], self.mark)}
        for (key,) in self._connection.execute("SELECT key FROM temp.changed_key ORDER BY key").fetchall():
            placed, news, lost = (self._of_block(step, key) for step in ("placed", "news", "lost"))
            yield ChangedBlock(key, placed, news, lost, judged)

    def _of_block(self, step: str, key: str) -> list[sqlite3.Row]:
        return self._connection.execute(_steps()[step], (key,)).fetchall()

    def current(self, claims: Iterable[str]) -> list[sqlite3.Row]:
        """Some claims as the current readings have them."""
        return self._connection.execute(_steps()["current"], (json.dumps(list(claims)),)).fetchall()

    def write_blocks(self, found: Iterable[tuple[str, str, str, int | None, int | None]]) -> None:
        """Record the groups of blocks: key, claim, the smallest id of the claim's group, the months of the claim."""
        sql = "INSERT OR REPLACE INTO block (key, claim, member_of, first_month, last_month) VALUES (?, ?, ?, ?, ?)"
        self._write(sql, found)

    # Witnesses

    def fresh_meetings(self) -> Iterator[AnyClaim]:
        """The meetings of fresh readings that count."""
        for row in self._ask("fresh_meetings"):
            yield rows.decode_claim(row["body"])

    def add_witnesses(self, found: Iterable[tuple[tuple[str, ...], str]]) -> None:
        """Put meetings beside the blocks to whose visits they may bear witness: each key with the claim's id."""
        given = [(JOINT.join(key), claim) for key, claim in found]
        self._write("INSERT OR REPLACE INTO block_witness (key, claim, member_of) VALUES (?, ?, NULL)", given)
        self._write("INSERT OR IGNORE INTO temp.witnessed (key) VALUES (?)", ((key,) for key, _ in given))
        if not self.from_scratch:
            self._run("witnessed_again")
            self._run("witness_to_nothing")

    def witnessed(self) -> Iterator[tuple[str, dict[str, str], dict[str, str | None]]]:
        """Blocks whose witnesses are to be given out again: key, groups of its visits, and those of its witnesses."""
        for (key,) in self._ask("witnessed").fetchall():
            placed = {row["claim"]: row["member_of"] for row in self._of_block("placed", key)}
            yield key, placed, {row["claim"]: row["member_of"] for row in self._of_block("witnesses_of_block", key)}

    def write_witnesses(self, found: Iterable[tuple[str | None, str, str]]) -> None:
        """Record the group of witnesses: the smallest id of the visit's group, the key, and the claim."""
        self._write("UPDATE block_witness SET member_of = ? WHERE key = ? AND claim = ?", found)

    def touch(self, claims: Iterable[str]) -> None:
        """Note claims whose event must be made again; from scratch, all are."""
        if not self.from_scratch:
            self._write("INSERT OR IGNORE INTO temp.touched (claim) VALUES (?)", ((claim,) for claim in claims))

    # Events

    def leave_events(self) -> None:
        """Take away the events that have touched claims, and gather all claims that are to be joined again."""
        if self.from_scratch:
            self._index("block", "block_witness")
            self._run("rejoined_all")
        else:
            for step in ("old_events", "touched_by_event"):
                self._run(step)
            for part in ("aliases", "claims", "witnesses", "steps", "references"):
                self._run(f"leave_{part}")
            self.removed = self._run("leave_events")
            self._run("rejoined")

    def rejoined(self) -> Iterator[tuple[str, int]]:
        """The claims to be joined again, the first published first, each with the number of its row.

        So what is read and written for one event after the other lies near each other in the file.
        """
        for row in self._connection.execute("SELECT claim, number FROM temp.rejoined ORDER BY day, claim"):
            yield row["claim"], row["number"]

    def links(self) -> Iterator[tuple[str, str]]:
        """Pairs of them that are in one group of some block."""
        for row in self._ask("links"):
            yield row["claim"], row["member_of"]

    def testified(self) -> set[str]:
        """The smallest ids of all groups with witnesses."""
        return {row["member_of"] for row in self._ask("testified")}

    def write_components(self, found: Iterable[tuple[int, str, int, bool]]) -> None:
        """Say which of them are of one event: a number for each event, the claim's id, and the number of its row.

        Of a claim that is known to be alone in its event, without witnesses, only the words are asked for: who else
        published what can change nothing.
        """
        self._write("INSERT INTO temp.component (root, claim, number, alone) VALUES (?, ?, ?, ?)", found)

    def components(self) -> Iterator[sqlite3.Row]:
        """The reports of the events to be made, one event after the other."""
        yield from self._ask("components")

    def component_groups(self) -> Iterator[sqlite3.Row]:
        """The groups of the events to be made, in the same order."""
        yield from self._ask("component_groups")

    def component_witnesses(self) -> Iterator[sqlite3.Row]:
        """The reports that bear witness to these groups, in the same order."""
        yield from self._ask("component_witnesses")

    def write_events(self, found: Iterable[tuple[Event, list[StepRow]]]) -> int:
        """Record events, each with its steps, and say how many there were."""
        number = 0
        waiting = iter(found)
        while chunk := list(islice(waiting, CHUNK)):
            self._write_chunk(chunk)
            number += len(chunk)
        self._index("event_claim")
        self._run("references")
        self._index()
        self.events += number - self.removed
        return number

    def _write_chunk(self, chunk: list[tuple[Event, list[StepRow]]]) -> None:
        events = [rows.event_row(event) for event, _ in chunk]
        if not events:
            return
        columns = tuple(events[0])
        sql = f"INSERT INTO event ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        self._connection.executemany(sql, [tuple(row.values()) for row in events])
        claims = [(event.id, one.claim, place) for event, _ in chunk for place, one in enumerate(event.members)]
        self._connection.executemany("INSERT INTO event_claim (event, claim, ordinal) VALUES (?, ?, ?)", claims)
        witnesses = [(event.id, one.claim) for event, _ in chunk for one in event.witnesses]
        self._connection.executemany("INSERT INTO event_witness (event, claim) VALUES (?, ?)", witnesses)
        aliases = [(event_id(claim), event) for event, claim, _ in claims]
        self._connection.executemany("INSERT INTO event_alias (alias, event) VALUES (?, ?)", aliases)
        steps = [(event.id, *step) for event, found in chunk for step in found]
        self._connection.executemany("INSERT INTO event_step VALUES (?, ?, ?, ?, ?, ?, ?)", steps)

    def write_judged_aliases(self, departed: Iterable[tuple[str, str]]) -> None:
        """Let the ids of claims that left an event lead to it, by a claim that stayed; call when events are written."""
        events = {row["claim"]: row["event"] for row in self._ask("judged_aliases")}
        aliases = {event_id(claim): event for claim, event in events.items()}
        for claim, stays in departed:
            staying = self._connection.execute("SELECT event FROM event_claim WHERE claim = ?", (stays,)).fetchone()
            if staying is not None and staying["event"] != events[claim]:
                aliases |= {event_id(claim): staying["event"], event_apart_id(claim): events[claim]}
        gone = [(name(claim),) for claim in events for name in (event_id, event_apart_id)]
        self._connection.executemany("DELETE FROM event_alias WHERE alias = ?", gone)
        given = [(alias, event) for alias, event in aliases.items() if event is not None]
        self._connection.executemany("INSERT INTO event_alias (alias, event) VALUES (?, ?)", given)

    def reviewing(self) -> Reviewing:
        """The findings of this rebuild: entered when the old events are gone and before the new ones are written."""
        return Reviewing(self._connection, self.mark, from_scratch=self.from_scratch)

    def covered(self) -> datetime.date | None:
        """The last day of publication that was read; None where none is known to the day."""
        (day,) = self._connection.execute(_steps()["covered"], self.mark).fetchone()
        return datetime.date.fromisoformat(day) if day else None

    def finish(self, rules: str) -> None:
        """Set the mark."""
        covered = self.covered()
        given = {"rules": rules, "covered": covered.isoformat() if covered else None, "events": self.events}
        self._connection.execute(_steps()["mark"], given)

    def _ask(self, step: str) -> sqlite3.Cursor:
        return self._connection.execute(_steps()[step])

    def _run(self, step: str) -> int:
        sql = _steps()[step]
        return self._connection.execute(sql, self.mark if ":" in sql else ()).rowcount

    def _write(self, sql: str, given: Iterable[tuple[object, ...]]) -> None:
        waiting = iter(given)
        while chunk := list(islice(waiting, CHUNK)):
            self._connection.executemany(sql, chunk)


@cache
def _steps() -> dict[str, str]:
    """The statements of derivation.sql by their names."""
    text = resources.files("communique.store").joinpath("derivation.sql").read_text(encoding="utf-8")
    _, *parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))
