"""Events from the claims of a ledger: of all, or only of the blocks that new readings and judgements change.

Both ways give the same rows. Only the course is here: what an event is stands in ``merge``, the rows in ``store``.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from communique.config import program_version
from communique.merge.components import Components
from communique.merge.events import event_of
from communique.merge.grouping import Pairs, group_block, joined, regrouped, verdicts
from communique.merge.keys import keys_of
from communique.merge.likeness import Group
from communique.merge.naming import Departure, departures
from communique.merge.provenance import outlet_of, provenance_of
from communique.merge.told import Told, told
from communique.records import Document, Event, Judgement, Provenance, Report
from communique.review import neighbour_keys, review
from communique.store import Derivation, Ledger
from communique.store.derivation import JOINT, StepRow
from communique.store.findings import Reviewing
from communique.store.rows import as_published, as_report, decode_claim

SHARED_RULES = ("outlets.py", "data/outlets.toml", "data/changes.toml")
"""What merging and reviewing go by, beside their own files."""
DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})~?(?:/(\d{4}-\d{2}-\d{2})~?)?")
"""The times that merging itself makes; all others are those of a claim."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild brought: how many events there are, how many were made now and how many replaced."""

    events: int
    made: int = 0
    replaced: int = 0


def rebuild_events(ledger: Ledger, *, everything: bool = False) -> Rebuilt:
    """Bring the events of a ledger up to date with its readings and judgements, in one transaction.

    Only what new readings and judgements change is made again; ``everything`` makes all events anew, and so does a
    program whose rules of merging are others. The result is the same either way, and in whatever order articles came.
    """
    with ledger.deriving() as derivation:
        if not derivation.begin(rules(), everything=everything):
            return Rebuilt(derivation.count())
        judgements = derivation.judgements()
        derivation.write_provenance(_provenance(derivation.fresh_documents()))
        _group(derivation, judgements)
        derivation.leave_events()
        _join(derivation, judgements)
        with derivation.reviewing() as reviewing:
            departed = departures(judgements, derivation.judged())
            made = derivation.write_events(_with_keys(_events(derivation, judgements, departed), reviewing))
            derivation.write_judged_aliases((one.claim, one.stays) for one in departed)
            _review(reviewing)
        derivation.finish(rules())
        return Rebuilt(derivation.count(), made, derivation.removed)


@cache
def rules() -> str:
    """The version of the rules of merging and reviewing: of this program, and a hash of all that decides it."""
    rooms = [resources.files(f"communique.{room}") for room in ("merge", "review")]
    files = [file for room in rooms for file in sorted(room.iterdir(), key=lambda file: file.name)]
    files += [resources.files("communique").joinpath(name) for name in SHARED_RULES]
    texts = [file.read_bytes() for file in files if file.name.endswith((".py", ".toml"))]
    return f"communique {program_version()}, {hashlib.sha256(b''.join(texts)).hexdigest()[:16]}"


def _provenance(documents: Iterable[Document]) -> Iterator[tuple[str, str, Provenance]]:
    for document in documents:
        yield document.id, outlet_of(document), provenance_of(document)


# Blocks


def _group(derivation: Derivation, judgements: Sequence[Judgement]) -> None:
    """Group the claims of all changed blocks, and note those whose group is another than it was."""
    fresh = ((key, claim.id, number) for number, claim in derivation.fresh_claims() for key in keys_of(claim))
    derivation.add_to_blocks(fresh)
    _, different = verdicts(judgements)
    derivation.write_blocks(_regrouped(derivation, different))


def _regrouped(derivation: Derivation, different: Pairs) -> Iterator[tuple[str, str, str]]:
    """The new rows of the changed blocks; claims in changed groups are noted on the way."""
    for key, found in groupby(derivation.changed_blocks(), itemgetter("key")):
        block = list(found)
        if len(block) == 1:
            yield from _alone(block[0])
            continue
        was = {row["claim"]: row["was"] for row in block}
        before = _classes(was)
        for group in group_block([_told_in_block(row) for row in block], different):
            smallest = min(group.told)
            if None in (was[claim] for claim in group.told) or before[was[smallest]] != group.told.keys():
                derivation.touch(group.told)
            yield from ((key, claim, smallest) for claim in group.told if was[claim] != smallest)


def _alone(row: Row) -> Iterator[tuple[str, str, str]]:
    """The row of a block with one claim. What was in its group has been noted as gone."""
    if row["was"] != row["claim"]:
        yield row["key"], row["claim"], row["claim"]


def _classes(was: Mapping[str, str | None]) -> dict[str | None, set[str]]:
    classes: dict[str | None, set[str]] = defaultdict(set)
    for claim, smallest in was.items():
        classes[smallest].add(claim)
    return classes


def _told_in_block(row: Row) -> Told:
    """What is compared of a claim; who published it is not."""
    return told(Report(claim=decode_claim(row["body"]), published_at=as_published(row)))


# Events


def _join(derivation: Derivation, judgements: Sequence[Judgement]) -> None:
    """Say which of the touched claims are of one event: those that share a group somewhere, or that a person joined."""
    claims, numbers = [], []
    for claim, number in derivation.rejoined():
        claims.append(claim)
        numbers.append(number)
    place = {claim: at for at, claim in enumerate(claims)}
    whole: Components[int] = Components()
    for one, other in derivation.links():
        whole.link(place[one], place[other])
    same, _ = verdicts(judgements)
    for pair in sorted(same, key=sorted):
        known = [place[claim] for claim in pair if claim in place]
        for at in known[1:]:
            whole.link(at, known[0])
    derivation.write_components((whole.root(at), claims[at], numbers[at]) for at in range(len(claims)))


def _events(
    derivation: Derivation, judgements: Sequence[Judgement], departed: Sequence[Departure]
) -> Iterator[tuple[Event, Group]]:
    """The events of the touched claims, each with its group."""
    same, _ = verdicts(judgements)
    blocks = groupby(derivation.component_groups(), itemgetter("root"))
    waiting = next(blocks, None)
    for root, found in groupby(derivation.components(), itemgetter("root")):
        members = {row["id"]: told(as_report(row)) for row in found}
        in_blocks: dict[tuple[tuple[str, ...], str], list[Told]] = defaultdict(list)
        if waiting is not None and waiting[0] == root:
            for row in waiting[1]:
                in_blocks[tuple(row["key"].split(JOINT)), row["member_of"]].append(members[row["claim"]])
            waiting = next(blocks, None)
        group = _as_one(members, in_blocks, same)
        yield event_of(group, departed), group


def _as_one(
    members: Mapping[str, Told], in_blocks: Mapping[tuple[tuple[str, ...], str], list[Told]], same: Pairs
) -> Group:
    """The group of one event, of its groups in all blocks in order of their keys."""
    if len(members) == 1:
        return Group(*members.values())
    groups = [regrouped(in_blocks[name]) for name in sorted(in_blocks)]
    grouped = {claim for group in groups for claim in group.told}
    groups += [Group(one) for claim, one in members.items() if claim not in grouped]
    (group,) = joined(groups, same)
    return group


def _with_keys(found: Iterable[tuple[Event, Group]], reviewing: Reviewing) -> Iterator[tuple[Event, list[StepRow]]]:
    """Events with their steps; the keys by which checks find them are recorded on the way."""
    for event, group in found:
        reviewing.write_keys(event.id, neighbour_keys(event, (one.report for one in group.told.values())))
        yield event, steps_of(event, group)


def _review(reviewing: Reviewing) -> None:
    """Make the findings anew of all events that changed, or from which a check may look at one that did."""
    covered = reviewing.covered()
    reviewing.leave_findings(covered)
    for about, events, reports in reviewing.to_review():
        reviewing.write_findings(review(events, reports, as_of=covered, about=about))


def steps_of(event: Event, group: Group) -> list[StepRow]:
    """The rows of an event's history; the days of each time are those of the claims that give it, or in it itself."""
    whens = [one.report.claim.when for one in group.told.values()]
    days = {when.edtf: (when.earliest, when.latest) for when in whens if when is not None}
    rows: list[StepRow] = []
    for place, step in enumerate(event.history):
        first, last = _days(step.when, days)
        published = step.published_on.isoformat() if step.published_on else None
        rows.append((place, published, step.status.value if step.status else None, step.when, first, last))
    return rows


Days = tuple[datetime.date | None, datetime.date | None]


def _days(edtf: str | None, known: Mapping[str, Days]) -> tuple[str | None, str | None]:
    made = DAYS.fullmatch(edtf or "")
    if made:
        return made[1], made[2] or made[1]
    first, last = known.get(edtf or "", (None, None))
    return first.isoformat() if first else None, last.isoformat() if last else None
