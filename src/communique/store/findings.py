"""Rows of findings, and of the keys by which a few events are reviewed without all others, inside a derivation.

Only rows go in and out here; what is found stands in the room ``review``, the course in ``rebuilding.py``.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Self

import msgspec

from communique.ids import event_id, finding_id, former_finding_id
from communique.records import Event, Finding, Report
from communique.store import rows

TEMPORARY = {
    "review_key": "key TEXT PRIMARY KEY",
    "about": "event TEXT PRIMARY KEY",
    "unremarkable": "event TEXT PRIMARY KEY",
}
CHUNK = 4000
"""So many events are reviewed at once."""
ENCODER = msgspec.json.Encoder(order="deterministic")


class Reviewing:
    """The findings of a rebuild under way. Keys of its new events first, then what is to be reviewed, then findings."""

    def __init__(self, connection: sqlite3.Connection, mark: Mapping[str, object], *, from_scratch: bool) -> None:
        self._connection = connection
        self._mark = mark
        self._from_scratch = from_scratch
        self._keys: list[tuple[str, str]] = []
        self._noted: list[tuple[str]] = []

    def __enter__(self) -> Self:
        for name, columns in TEMPORARY.items():
            self._connection.execute(f"CREATE TEMP TABLE {name} ({columns}) WITHOUT ROWID")
        self._connection.execute("CREATE TEMP TABLE new_key (key TEXT, event TEXT)")
        for step in ("changed_keys", "leave_keys"):
            self._run(step)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:  # else the transaction is rolled back, and these tables with it
            for name in (*TEMPORARY, "new_key"):
                self._connection.execute(f"DROP TABLE temp.{name}")

    def write_keys(self, event: str, keys: Iterable[str], *, remarkable: bool) -> None:
        """Record by which keys a new event is found; if it is not remarkable, no check has anything to say of it."""
        self._keys += [(key, event) for key in keys]
        if remarkable == self._from_scratch:
            self._noted.append((event,))
        if len(self._keys) > CHUNK:
            self._write_keys()

    def finish_keys(self) -> None:
        """All keys of new events are given."""
        self._write_keys()
        self._run("new_keys")

    def _write_keys(self) -> None:
        self._connection.executemany("INSERT INTO temp.new_key (key, event) VALUES (?, ?)", self._keys)
        noted = "about" if self._from_scratch else "unremarkable"
        self._connection.executemany(f"INSERT INTO temp.{noted} (event) VALUES (?)", self._noted)
        self._keys.clear()
        self._noted.clear()

    def leave_findings(self, covered: datetime.date | None) -> None:
        """Take away the findings of all events that are to be reviewed again."""
        if self._from_scratch:
            return  # there are none, and what is to be reviewed is known
        self._run("changed_by_new_keys")
        self._run("about_changed")
        given = {"before": self._mark["covered"], "covered": covered.isoformat() if covered else None}
        self._run("about_planned", given)
        for step in ("leave_claims", "leave_finding_aliases", "leave_findings", "leave_unreviewed"):
            self._run(step)

    def to_review(self) -> Iterator[tuple[list[Event], list[Report]]]:
        """The events to review with the reports of them, some at a time."""
        wanted = [row[0] for row in self._connection.execute(_steps()["wanted"])]
        for start in range(0, len(wanted), CHUNK):
            yield self.records(wanted[start : start + CHUNK])

    def sharing(self, keys: Collection[str]) -> list[tuple[str, str]]:
        """All events with any of these keys, for checks that look at others: key and id."""
        return [(row["key"], row["event"]) for row in self._ask("sharing", keys)]

    def records(self, events: Collection[str]) -> tuple[list[Event], list[Report]]:
        """The events with these ids, and the reports of them."""
        found = [rows.decode_event(row["body"]) for row in self._ask("events", events)]
        return found, [rows.as_report(row) for row in self._ask("reports", events)]

    def write_findings(self, found: Iterable[Finding]) -> int:
        """Record findings, and say how many there were."""
        number = 0
        for finding in found:
            row = finding_row(finding)
            names = ", ".join(f'"{name}"' for name in row)
            sql = f"INSERT INTO finding ({names}) VALUES ({', '.join('?' * len(row))})"
            self._connection.execute(sql, tuple(row.values()))
            claims = [(finding.id, claim) for claim in finding.claims]
            self._connection.executemany("INSERT INTO finding_claim (finding, claim) VALUES (?, ?)", claims)
            aliases = [(alias, finding.id) for alias in sorted(self._aliases(finding))]
            self._connection.executemany("INSERT INTO finding_alias (alias, finding) VALUES (?, ?)", aliases)
            number += 1
        return number

    def _aliases(self, finding: Finding) -> set[str]:
        """The ids that a finding has, had or could have had: with each claim of its events as the first published.

        One more is that of version 2 of the ledger, so that verdicts given there hold.
        """
        values = [(detail.name, detail.value) for detail in finding.details]
        members = self._connection.execute(_steps()["members"], (json.dumps(finding.events),))
        events = {*finding.events[:1], *(event_id(row[0]) for row in members)}
        with_events = [(detail.name, detail.value, detail.event or "") for detail in finding.details]
        former = former_finding_id(finding.check, with_events, finding.events)
        return {finding.id, former, *(finding_id(finding.check, values, event) for event in events)}

    def _ask(self, step: str, names: Collection[str]) -> sqlite3.Cursor:
        return self._connection.execute(_steps()[step], (json.dumps(list(names)),))

    def _run(self, step: str, given: Mapping[str, object] | None = None) -> None:
        self._connection.execute(_steps()[step], given or {})


def finding_row(finding: Finding) -> dict[str, object]:
    """A row of ``finding``."""
    event, *others = finding.events
    return {
        "id": finding.id,
        "check": finding.check,
        "severity": finding.severity.value,
        "event": event,
        "other_event": next(iter(others), None),
        "sentence": finding.sentence,
        "body": ENCODER.encode(finding).decode(),
    }


@cache
def _steps() -> dict[str, str]:
    """The statements of findings.sql by their names."""
    text = resources.files("communique.store").joinpath("findings.sql").read_text(encoding="utf-8")
    _, *parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))
