"""Rows of findings, and of the keys by which a few events are reviewed without all others, inside a derivation.

Only rows go in and out here; what is found stands in the room ``review``, the course in ``rebuilding.py``.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Self

import msgspec

from communique.ids import event_id, finding_id, former_finding_id
from communique.records import Event, Finding, Report
from communique.store import rows

TEMPORARY = {"review_key": "key TEXT PRIMARY KEY", "about": "event TEXT PRIMARY KEY"}
CHUNK = 4000
"""So many events are reviewed at once."""
ENCODER = msgspec.json.Encoder(order="deterministic")


class Reviewing:
    """The findings of a rebuild under way. Keys of its new events first, then what is to be reviewed, then findings."""

    def __init__(self, connection: sqlite3.Connection, mark: Mapping[str, object], *, from_scratch: bool) -> None:
        self._connection = connection
        self._mark = mark
        self._from_scratch = from_scratch

    def __enter__(self) -> Self:
        for name, columns in TEMPORARY.items():
            self._connection.execute(f"CREATE TEMP TABLE {name} ({columns}) WITHOUT ROWID")
        for step in ("changed_keys", "leave_keys"):
            self._run(step)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:  # else the transaction is rolled back, and these tables with it
            for name in TEMPORARY:
                self._connection.execute(f"DROP TABLE temp.{name}")

    def write_keys(self, event: str, keys: Iterable[str]) -> None:
        """Record by which keys a new event is found."""
        found = [(key, event) for key in keys]
        self._connection.executemany("INSERT INTO event_key (key, event) VALUES (?, ?)", found)
        if not self._from_scratch:
            news = [(key,) for key, _ in found]
            self._connection.executemany("INSERT OR IGNORE INTO temp.review_key (key) VALUES (?)", news)

    def leave_findings(self, covered: datetime.date | None) -> None:
        """Take away the findings of all events that are to be reviewed again."""
        if self._from_scratch:
            self._run("about_all")
        else:
            self._run("about_changed")
            given = {"before": self._mark["covered"], "covered": covered.isoformat() if covered else None}
            self._run("about_planned", given)
        for step in ("leave_claims", "leave_finding_aliases", "leave_findings", "leave_unreviewed"):
            self._run(step)

    def to_review(self) -> Iterator[tuple[set[str], list[Event], list[Report]]]:
        """The events to review, some at a time, with all events that checks may look at from them, and the reports."""
        wanted = [row[0] for row in self._connection.execute(_steps()["wanted"])]
        for start in range(0, len(wanted), CHUNK):
            about = wanted[start : start + CHUNK]
            asked = self._connection.execute(_steps()["neighbours"], (json.dumps(about),))
            near = json.dumps(sorted({*about, *(row[0] for row in asked)}))
            events = [rows.decode_event(row["body"]) for row in self._connection.execute(_steps()["events"], (near,))]
            reports = [rows.as_report(row) for row in self._connection.execute(_steps()["reports"], (near,))]
            yield set(about), events, reports

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
