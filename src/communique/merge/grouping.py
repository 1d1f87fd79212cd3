"""One group for each event: inside each block the surest reports first, then groups that share reports are joined.

The result depends on the reports alone, never on their order, and on those of the same blocks alone: a new report only
changes the groups of its own blocks.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from communique.merge.components import Components
from communique.merge.keys import Key, keys_of
from communique.merge.likeness import FORBIDDEN, AnyGroup, Group, One, likeness, score
from communique.merge.told import Told, Traits, told
from communique.merge.windows import Exactness, Window
from communique.merge.witnesses import bears_witness, witnessed_by
from communique.records import Feature, Judgement, Report, Verdict

FIRST = datetime.date.min
JOINED = Feature(name="judgement", value=10.0, sentence="A person said that they are one.")
"""The reason of reports that a person joined."""
MARGIN = 1
"""Months between which a report and a group are held against each other."""
Pairs = frozenset[frozenset[str]]
"""Pairs of claims that a person told apart."""


def grouped(reports: Iterable[Report], judgements: Sequence[Judgement] = ()) -> list[Group[Told]]:
    """The groups of all reports, in order of the ids of their claims."""
    same, different = verdicts(judgements)
    blocks: dict[Key, list[Told]] = defaultdict(list)
    witnesses: dict[Key, list[Told]] = defaultdict(list)
    alone = []
    for report in reports:
        one, keys = told(report), keys_of(report.claim)
        for key in keys:
            blocks[key].append(one)
        for key in witnessed_by(report.claim):
            witnesses[key].append(one)
        if not keys:
            alone.append(Group(one))
    found = []
    for key in sorted(blocks):
        groups = group_block(blocks[key], different)
        give_witnesses(witnesses.get(key, ()), groups, different)
        found += groups
    return sorted(joined([*found, *alone], same), key=lambda group: min(group.told))


def verdicts(judgements: Sequence[Judgement]) -> tuple[Pairs, Pairs]:
    """The pairs that people joined and those that they told apart; the latest word on a pair holds.

    A visit and a meeting that are joined are no event: one may bear witness to the other again.
    """
    latest = {frozenset((one.claim, one.other)): one.verdict for one in holding(judgements)}
    same = frozenset(pair for pair, verdict in latest.items() if verdict is Verdict.SAME)
    return same, frozenset(latest) - same


def holding(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The latest judgement on each pair, the earliest of these first."""
    latest: dict[frozenset[str], Judgement] = {}
    for one in sorted(judgements, key=lambda one: one.judged_at):
        pair = frozenset((one.claim, one.other))
        latest.pop(pair, None)
        latest[pair] = one
    return list(latest.values())


def group_block(
    block: Iterable[One],
    different: Pairs = frozenset(),
    *,
    was: Mapping[str, str] | None = None,
    asked: Container[str] = frozenset(),
) -> list[Group[One]]:
    """The groups of one block: the most exact times first, each report to the likeliest group, or to a new one.

    Where it is known in which group a report ``was``, it goes there again, unless it is to be ``asked``.
    """
    found: list[Group[One]] = []
    index = _ByMonth()
    homes: dict[str, int] = {}
    for one in sorted(block, key=_surest_first):
        home = was.get(one.id) if was else None
        if home is None or one.id in asked:
            number, features = _likeliest(one, found, index.near(one.window), different)
        else:
            number, features = homes.get(home), ()
        if number is None:
            number = len(found)
            found.append(Group(one))
        else:
            found[number].add(one, features)
        if home is not None:
            homes.setdefault(home, number)
        index.add(number, found[number].window)
    return found


def _likeliest(
    one: Traits, groups: Sequence[AnyGroup], near: Iterable[int], different: Pairs
) -> tuple[int | None, tuple[Feature, ...]]:
    """The number of the group that a report is of, with the reasons; None where it is of none of them."""
    best: tuple[float, int, tuple[Feature, ...]] | None = None
    for number in near:
        features = likeness(one, groups[number])
        if features[-1].value <= FORBIDDEN or _is_apart(one, groups[number], different):
            continue
        if best is None or score(features) > best[0]:
            best = (score(features), number, features)
    return (best[1], best[2]) if best is not None else (None, ())


def give_witnesses(witnesses: Iterable[One], groups: Sequence[Group[One]], different: Pairs = frozenset()) -> None:
    """Give each witness to the group of its block that it fits best, if there is one; not where a person said no."""
    index = _ByMonth()
    for number, group in enumerate(groups):
        index.add(number, group.window)
    for witness in sorted(witnesses, key=_surest_first):
        fitting = []
        for number in index.near(witness.window):
            group = groups[number]
            features = bears_witness(witness, group)
            if features[-1].value > FORBIDDEN and not _is_apart(witness, group, different):
                fitting.append((-score(features), min(group.told), group, features))
        if fitting:
            *_, group, features = min(fitting, key=itemgetter(0, 1))
            group.testify(witness, features)


def regrouped(members: Iterable[One], witnesses: Iterable[One] = ()) -> Group[One]:
    """A group that ``group_block`` made, from its members alone, with the same reasons.

    It is the same, since a report is held against the members that came before it, whatever else was in the block.
    """
    first, *others = sorted(members, key=_surest_first)
    group = Group(first)
    for one in others:
        group.add(one, likeness(one, group))
    for one in sorted(witnesses, key=_surest_first):
        group.testify(one, bears_witness(one, group))
    return group


def _surest_first(one: Traits) -> tuple[int, datetime.date, datetime.date, str]:
    window = one.window
    exactness = window.exactness if window is not None else Exactness.NONE + 1
    start = window.earliest if window is not None and window.exactness is not Exactness.NONE else FIRST
    return exactness, start, one.published_on or FIRST, one.id


def _is_apart(one: Traits, group: AnyGroup, different: Pairs) -> bool:
    """Whether a person said that the report is of another event."""
    return bool(different) and any(frozenset((one.id, name)) in different for name in group.told)


class _ByMonth:
    """The groups by the months in which they may be."""

    def __init__(self) -> None:
        self._groups: dict[int, list[int]] = defaultdict(list)

    def add(self, number: int, window: Window | None) -> None:
        """Note a group."""
        for month in months_of(window):
            if number not in self._groups[month]:
                self._groups[month].append(number)

    def near(self, window: Window | None) -> list[int]:
        """The groups that may be at that time, give or take a month; in the order in which they were made."""
        return sorted({number for month in months_of(window, MARGIN) for number in self._groups.get(month, ())})


def months_of(window: Window | None, margin: int = 0) -> Iterator[int]:
    """The months of a window and so many around it, 12 for each year; none where there is no window."""
    if window is not None:
        first = window.earliest.year * 12 + window.earliest.month - margin
        yield from range(first, window.latest.year * 12 + window.latest.month + margin + 1)


def joined(groups: Sequence[Group[Told]], same: Pairs = frozenset()) -> list[Group[Told]]:
    """Groups of several blocks that share a report, or that a person joined, as one."""
    whole: Components[int] = Components()
    home: dict[str, int] = {}
    for number, group in enumerate(groups):
        for name in group.told:
            whole.link(number, home.setdefault(name, number))
    for pair in sorted(same, key=sorted):
        known = [home[name] for name in pair if name in home]
        for number in known[1:]:
            if groups[number].type is groups[known[0]].type:
                whole.link(number, known[0])
    together: dict[int, list[Group[Told]]] = defaultdict(list)
    for number, group in enumerate(groups):
        together[whole.root(number)].append(group)
    found = [_as_one(some) for some in together.values()]
    if same:
        _say_who_joined(found, same)
    return found


def _say_who_joined(groups: Sequence[AnyGroup], same: Pairs) -> None:
    """Give the reports that a person joined that reason, too."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for pair in same:
        for name in pair:
            pairs[name] |= pair - {name}
    for group in groups:
        for name in group.told.keys() & pairs.keys():
            if pairs[name] & group.told.keys():
                group.reasons[name] = (*group.reasons[name], JOINED)


def _as_one(groups: Sequence[Group[Told]]) -> Group[Told]:
    if len(groups) == 1:
        return groups[0]
    everything = {name: one for group in groups for name, one in group.told.items()}
    reasons: dict[str, tuple[Feature, ...]] = {}
    for group in groups:
        reasons |= {name: features for name, features in group.reasons.items() if features}
    first, *others = sorted(everything.values(), key=_surest_first)
    whole = Group(first)
    for one in others:
        whole.add(one, reasons.get(one.id, ()))
    for group in groups:
        for one in group.witnesses.values():
            whole.testify(one, reasons[one.id])
    return whole
