"""Events from the claims of a ledger: of all, or only of the blocks that new readings and judgements change.

Both ways give the same rows. Only the course is here: what an event is stands in ``merge``, the rows in ``store``.
"""

from __future__ import annotations

import datetime
import gc
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from sqlite3 import Row

from communique.config import program_version
from communique.merge.components import Components
from communique.merge.events import event_of
from communique.merge.grouping import Pairs, give_witnesses, group_block, joined, months_of, regrouped, verdicts
from communique.merge.keys import keys_of
from communique.merge.likeness import Group
from communique.merge.naming import Departure, departures
from communique.merge.provenance import outlet_of, provenance_of
from communique.merge.regrouping import Placed, regroup_block
from communique.merge.told import Told, Traits, decode_traits, encode_traits, told, traits_of
from communique.merge.witnesses import witnessed_by
from communique.records import AnyClaim, Document, Event, Judgement, Provenance, Report
from communique.review import is_to_be_reviewed, neighbour_keys, review
from communique.store import Derivation, Ledger
from communique.store.derivation import JOINT, ChangedBlock, StepRow
from communique.store.findings import Reviewing
from communique.store.rows import as_published, as_report, decode_claim

SHARED_RULES = ("outlets.py", "rescheduling.py", "data/outlets.toml", "data/changes.toml")
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
    with _uncollected(), ledger.deriving() as derivation:
        if not derivation.begin(rules(), everything=everything):
            return Rebuilt(derivation.events)
        judgements = derivation.judgements()
        derivation.write_provenance(_provenance(derivation.fresh_documents()))
        _group(derivation, judgements)
        _testify(derivation, judgements)
        derivation.leave_events()
        _join(derivation, judgements)
        with derivation.reviewing() as reviewing:
            departed = departures(judgements, derivation.judged())
            made = derivation.write_events(_with_keys(_events(derivation, judgements, departed), reviewing))
            derivation.write_judged_aliases((one.claim, one.stays) for one in departed)
            _review(reviewing, derivation.covered())
        derivation.finish(rules())
        return Rebuilt(derivation.events, made, derivation.removed)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles of records meanwhile: they have none, and the search took a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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


InBlocks = dict[tuple[tuple[str, ...], str], list[Told]]
"""By the key of a block and the smallest id of a group in it."""
BlockRow = tuple[str, str, str, int | None, int | None]
"""Key, claim, the smallest id of the claim's group, first and last month of the claim."""


def _group(derivation: Derivation, judgements: Sequence[Judgement]) -> None:
    """Group the claims of all changed blocks, and note those whose group is another than it was."""
    derivation.add_to_blocks(map(_in_blocks, derivation.fresh_claims()))
    _, different = verdicts(judgements)
    if derivation.from_scratch:
        derivation.write_blocks(_grouped(derivation, different))
    else:
        for block in derivation.changed_blocks():
            derivation.write_blocks(_regrouped(derivation, block, different))


def _in_blocks(row: Row) -> tuple[int, str, tuple[tuple[str, ...], ...], bytes]:
    """A fresh claim with the keys of its blocks and what is compared of it."""
    claim = decode_claim(row["body"])
    return row["number"], claim.id, keys_of(claim), encode_traits(_traits(row, claim))


def _grouped(derivation: Derivation, different: Pairs) -> Iterator[BlockRow]:
    """The rows of all blocks."""
    for key, found in groupby(derivation.new_blocks(), itemgetter("key")):
        for group in group_block((decode_traits(row["traits"]) for row in found), different):
            smallest = min(group.told)
            yield from (_block_row(key, one, smallest) for one in group.told.values())


def _regrouped(derivation: Derivation, block: ChangedBlock, different: Pairs) -> list[BlockRow]:
    """The new rows of a changed block; claims in changed groups are noted."""
    placed = [Placed(*row) for row in block.placed]
    before = _classes(placed)
    lost = {row["member_of"] for row in block.lost}
    stirring = [one for one in placed if one.group in lost or one.claim in block.judged]
    stirring += [Placed("", *row) for row in block.lost]
    groups = regroup_block(
        placed,
        (decode_traits(row["traits"]) for row in block.news),
        (month for one in stirring for month in one.months),
        lambda claims: _current(derivation, claims),
        different,
    )
    was = {one.claim: one.group for one in placed}
    rows: list[BlockRow] = []
    for group in groups:
        smallest = min(group.told)
        if before.get(was.get(smallest)) != group.told.keys():
            derivation.touch(group.told)
        rows += (_block_row(block.key, one, smallest) for one in group.told.values() if was.get(one.id) != smallest)
    return rows


def _classes(placed: Iterable[Placed]) -> dict[str | None, set[str]]:
    classes: dict[str | None, set[str]] = defaultdict(set)
    for one in placed:
        classes[one.group].add(one.claim)
    return classes


def _block_row(key: str, one: Traits, smallest: str) -> BlockRow:
    months = list(months_of(one.window))
    return key, one.id, smallest, months[0] if months else None, months[-1] if months else None


def _current(derivation: Derivation, claims: Iterable[str]) -> Iterator[Traits]:
    """What is compared of some claims as the current readings have them."""
    for row in derivation.current(claims):
        yield _traits(row, decode_claim(row["body"]))


def _traits(row: Row, claim: AnyClaim) -> Traits:
    """What is compared of a claim; who published it is not."""
    return traits_of(Report(claim=claim, published_at=as_published(row)))


# Witnesses


def _testify(derivation: Derivation, judgements: Sequence[Judgement]) -> None:
    """Say to which visits meetings bear witness, in the blocks that changed; claims of those are noted."""
    _, different = verdicts(judgements)
    meetings = ((key, claim.id) for claim in derivation.fresh_meetings() for key in witnessed_by(claim))
    derivation.add_witnesses(meetings)
    for key, placed, was in derivation.witnessed():
        one_by_one = {one.id: one for one in _current(derivation, [*placed, *was])}
        classes: dict[str, list[Traits]] = defaultdict(list)
        for claim, smallest in placed.items():
            classes[smallest].append(one_by_one[claim])
        groups = [regrouped(classes[name]) for name in sorted(classes)]
        give_witnesses((one_by_one[claim] for claim in was), groups, different)
        now = {claim: min(group.told) for group in groups for claim in group.witnesses}
        changed = [claim for claim in was if was[claim] != now.get(claim)]
        derivation.write_witnesses((now.get(claim), key, claim) for claim in changed)
        derivation.touch(name for claim in changed for name in (was[claim], now.get(claim)) if name is not None)


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
    types = {report.claim.id: report.claim.type for report in derivation.judged()} if same else {}
    for pair in sorted(same, key=sorted):
        known = [place[claim] for claim in pair if claim in place]
        if len({types.get(claim) for claim in pair}) == 1:
            for at in known[1:]:
                whole.link(at, known[0])
    roots = [whole.root(at) for at in range(len(claims))]
    sizes, testified = Counter(roots), derivation.testified() if derivation.from_scratch else set(claims)
    derivation.write_components(
        (root, claim, number, sizes[root] == 1 and claim not in testified)
        for root, claim, number in zip(roots, claims, numbers, strict=True)
    )


def _events(
    derivation: Derivation, judgements: Sequence[Judgement], departed: Sequence[Departure]
) -> Iterator[tuple[Event, Group[Told]]]:
    """The events of the touched claims, each with its group."""
    same, _ = verdicts(judgements)
    blocks, seen = _ByRoot(derivation.component_groups()), _ByRoot(derivation.component_witnesses())
    for root, found in groupby(derivation.components(), itemgetter("root")):
        members = {row["id"]: told(as_report(row)) for row in found}
        in_blocks: InBlocks = defaultdict(list)
        for row in blocks.of(root):
            in_blocks[tuple(row["key"].split(JOINT)), row["member_of"]].append(members[row["claim"]])
        witnesses: InBlocks = defaultdict(list)
        for row in seen.of(root):
            witnesses[tuple(row["key"].split(JOINT)), row["member_of"]].append(told(as_report(row)))
        group = _as_one(members, in_blocks, witnesses, same)
        yield event_of(group, departed), group


class _ByRoot:
    """Rows in order of their component, given out component by component; some have none."""

    def __init__(self, found: Iterable[Row]) -> None:
        self._groups = groupby(found, itemgetter("root"))
        self._waiting = next(self._groups, None)

    def of(self, root: int) -> list[Row]:
        """The rows of a component; the components must be asked for in order."""
        if self._waiting is None or self._waiting[0] != root:
            return []
        rows = list(self._waiting[1])
        self._waiting = next(self._groups, None)
        return rows


def _as_one(members: Mapping[str, Told], in_blocks: InBlocks, witnesses: InBlocks, same: Pairs) -> Group[Told]:
    """The group of one event, of its groups in all blocks in order of their keys."""
    if len(members) == 1 and not witnesses:
        return Group(*members.values())
    groups = [regrouped(in_blocks[name], witnesses.get(name, ())) for name in sorted(in_blocks)]
    grouped = {claim for group in groups for claim in group.told}
    groups += [Group(one) for claim, one in members.items() if claim not in grouped]
    (group,) = joined(groups, same)
    return group


def _with_keys(
    found: Iterable[tuple[Event, Group[Told]]], reviewing: Reviewing
) -> Iterator[tuple[Event, list[StepRow]]]:
    """Events with their steps; the keys by which checks find them are recorded on the way."""
    for event, group in found:
        reports = [one.report for one in group.told.values()]
        remarkable = is_to_be_reviewed(event, reports)
        reviewing.write_keys(event.id, neighbour_keys(event, reports), remarkable=remarkable)
        yield event, steps_of(event, group)
    reviewing.finish_keys()


def _review(reviewing: Reviewing, covered: datetime.date | None) -> None:
    """Make the findings anew of all events that changed, or from which a check may look at one that did."""
    reviewing.leave_findings(covered)
    for events, reports in reviewing.to_review():
        reviewing.write_findings(review(events, reports, as_of=covered, neighbours=reviewing))


def steps_of(event: Event, group: Group[Told]) -> list[StepRow]:
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
