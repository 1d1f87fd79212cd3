"""Findings of a ledger: chosen, in a table, one in full with the words that it rests on, and as rows for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.records import Detail, Finding, Record, Severity
from communique.store import AmbiguousIdError, Ledger, LedgerDamagedError, UnknownIdError
from communique.store.file import fold_name
from communique.view.selection import FilterError, person_ids, state_code
from communique.view.words import sentence_around

OPEN, ACCEPTED, DISMISSED = "open", "accepted", "dismissed"
VERDICTS = (OPEN, ACCEPTED, DISMISSED)
"""What a person said of a finding; open where nobody did."""

QUERY = """
SELECT findings.*, finding.body FROM findings JOIN finding ON finding.id = findings.id
WHERE {conditions}
ORDER BY CASE findings.severity WHEN 'conflict' THEN 0 WHEN 'doubt' THEN 1 ELSE 2 END, findings."check", findings.id
LIMIT :limit
"""

OWN_ID = "findings.id >= :prefix AND findings.id < :prefix || char(1114111)"
FORMER_ID = f"""findings.id IN (
  SELECT finding FROM finding_alias WHERE {OWN_ID.replace("findings.id", "alias")})"""

NAMED = """EXISTS (
  SELECT 1 FROM event_reference AS reference
  WHERE reference.event IN (findings.event, findings.other_event) AND {condition})"""
PERSON = """reference.kind IN ('person', 'group') AND (
  instr(' ' || fold_name(reference.name) || ' ', :{key}) > 0
  OR reference.entity IN (SELECT value FROM json_each(:{key}_ids)))"""
STATE = "(reference.state = :{key} OR reference.name = :{key})"

QUOTED = 3
"""So many claims of each value are quoted."""

STYLES = {Severity.CONFLICT: "bold red", Severity.DOUBT: "yellow", Severity.NOTE: "dim"}


class FindingSelection(Record, frozen=True):
    """Which findings: those that fulfil all of these. Several checks, severities or verdicts mean any; people, all."""

    checks: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    verdicts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    event: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding with what a person said of it, if anybody did."""

    finding: Finding
    verdict: str
    author: str | None
    reason: str | None
    judged_at: str | None

    def row(self) -> dict[str, Any]:
        """The finding for programs, flat."""
        finding = self.finding
        return {
            "id": finding.id,
            "check": finding.check,
            "severity": finding.severity.value,
            "sentence": finding.sentence,
            "events": list(finding.events),
            "claims": list(finding.claims),
            "verdict": self.verdict,
            "author": self.author,
            "reason": self.reason,
            "judged_at": self.judged_at,
        }


def select_findings(ledger: Ledger, selection: FindingSelection) -> tuple[FoundFinding, ...]:
    """The findings that fit, the gravest first. Raises ``FilterError`` for filters that cannot be understood."""
    parameters: dict[str, object] = {"limit": -1 if selection.limit is None else selection.limit}
    conditions = ["1"]
    for condition, values in _conditions(ledger, selection):
        conditions.append(condition)
        parameters |= values
    rows = ledger.sql(QUERY.format(conditions="\n  AND ".join(conditions)), parameters)
    return tuple(_found(ledger, row) for row in rows)


def finding_of(ledger: Ledger, prefix: str) -> FoundFinding:
    """The one finding whose id begins so, or one that it had. Raises ``UnknownIdError`` or ``AmbiguousIdError``."""
    rows: list[Any] = []
    for condition in (OWN_ID, FORMER_ID) if prefix else ():
        rows = rows or list(ledger.sql(QUERY.format(conditions=condition), {"prefix": prefix, "limit": 6}))
    if not rows:
        raise UnknownIdError(prefix, what="finding", listing="findings")
    if len(rows) > 1:
        raise AmbiguousIdError(prefix, [row["id"] for row in rows])
    return _found(ledger, rows[0])


def _found(ledger: Ledger, row: Any) -> FoundFinding:
    try:
        finding = msgspec.json.decode(row["body"], type=Finding)
    except msgspec.DecodeError as error:
        reason = f"a finding cannot be decoded: {error}; `communique rebuild` makes the findings anew"
        raise LedgerDamagedError(ledger.path, reason) from error
    return FoundFinding(finding, row["verdict"] or OPEN, row["author"], row["reason"], row["judged_at"])


def _conditions(ledger: Ledger, selection: FindingSelection) -> Iterator[tuple[str, dict[str, object]]]:
    """Each condition with its parameters."""
    chosen = {
        'findings."check"': selection.checks,
        "findings.severity": tuple(one.value for one in selection.severities),
        "coalesce(findings.verdict, 'open')": selection.verdicts,
    }
    for number, (column, values) in enumerate(chosen.items()):
        if values:
            keys = {f"value{number}_{place}": value for place, value in enumerate(values)}
            yield f"{column} IN ({', '.join(':' + key for key in keys)})", dict(keys)
    for place, name in enumerate(selection.people):
        words = fold_name(name)
        if not words:
            raise FilterError(f"{name!r} is no name. Give a person's name, a part of it, or a Wikidata id.")
        key = f"person{place}"
        yield NAMED.format(condition=PERSON.format(key=key)), {key: f" {words} ", f"{key}_ids": person_ids(name)}
    for place, name in enumerate(selection.states):
        yield NAMED.format(condition=STATE.format(key=f"state{place}")), {f"state{place}": state_code(name)}
    if selection.event is not None:
        event = ledger.resolve_event(selection.event)
        yield ":event IN (SELECT value FROM json_each(finding.body, '$.events'))", {"event": event}


def findings_table(found: Sequence[FoundFinding]) -> Table:
    """One line for each finding."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for head in ("ID", "Severity", "Check", "Finding", "Verdict"):
        table.add_column(head, no_wrap=head != "Finding", overflow="fold")
    for one in found:
        finding = one.finding
        severity = Text(finding.severity.value, style=STYLES[finding.severity])
        verdict = "" if one.verdict == OPEN else one.verdict
        table.add_row(finding.id[:8], severity, finding.check, Text(finding.sentence), verdict)
    return table


def show_finding(ledger: Ledger, one: FoundFinding) -> Group:
    """A finding in full: its sentence, and each value with the words of the reports that give it."""
    finding = one.finding
    head = Text.assemble((finding.check, "bold"), "  ", (finding.severity.value, STYLES[finding.severity]))
    lines: list[RenderableType] = [head, Text(""), Padding(Text(finding.sentence), (0, 0, 0, 2)), Text("")]
    for detail in finding.details:
        lines += [_detail_line(detail), *(Padding(words, (0, 0, 0, 4)) for words in _quoted(ledger, detail))]
    facts = [
        f"finding  {finding.id}",
        f"events   {', '.join(finding.events)}",
        f"rests on {len(finding.claims)} claims",
    ]
    if one.verdict != OPEN:
        facts.append(f"{one.verdict} by {one.author} at {one.judged_at}: {one.reason or 'no reason given'}")
    return Group(*lines, Text(""), *(Text(fact, style="dim") for fact in facts))


def _detail_line(detail: Detail) -> Text:
    event = f"  {detail.event}" if detail.event else ""
    return Text.assemble((detail.name, "bold"), "  ", detail.value, (event, "dim"))


def _quoted(ledger: Ledger, detail: Detail) -> Iterator[Text]:
    """The sentences of some of the claims that give a value."""
    for claim_id in detail.claims[:QUOTED]:
        claim = ledger.claim(claim_id)
        document = ledger.document(claim.document)
        start, stop = sentence_around(document, claim.evidence)
        told = document.outlet or document.name
        yield Text.assemble((f"{claim_id}, {told}: ", "dim"), document.text[start:stop].strip())
    if len(detail.claims) > QUOTED:
        yield Text(f"and {len(detail.claims) - QUOTED} more", style="dim")


def finding_record(ledger: Ledger, one: FoundFinding) -> dict[str, object]:
    """The same for programs: the finding, its verdict, and the claims that it rests on with all evidence."""
    claims = [msgspec.to_builtins(ledger.claim(claim)) for claim in one.finding.claims]
    return {"finding": msgspec.to_builtins(one.finding), **_verdict(one), "claims": claims}


def _verdict(one: FoundFinding) -> dict[str, object]:
    return {"verdict": one.verdict, "author": one.author, "reason": one.reason, "judged_at": one.judged_at}


def as_json(found: Sequence[FoundFinding]) -> str:
    """Findings as a JSON array."""
    return msgspec.json.encode([one.row() for one in found]).decode() + "\n"


def as_csv(found: Sequence[FoundFinding]) -> str:
    """Findings as CSV, lists divided by semicolons."""
    columns = ("id", "check", "severity", "sentence", "events", "claims", "verdict", "author", "reason", "judged_at")
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for one in found:
        row = one.row() | {name: ";".join(one.row()[name]) for name in ("events", "claims")}
        writer.writerow(["" if row[name] is None else row[name] for name in columns])
    return written.getvalue()


FORMS: dict[str, Callable[[Sequence[FoundFinding]], str]] = {"json": as_json, "csv": as_csv}
"""The forms for programs."""
