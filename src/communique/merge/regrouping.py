"""A block grouped again where it changed, with what grouping it whole would give. How it is grouped is in ``grouping``.

A report is held only against groups of about its own months. So all that decides it is the same, unless a group about
its months changed; and only such reports are asked again, until no more groups change (self-adjusting computation,
Acar 2005).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from communique.merge.grouping import MARGIN, Pairs, group_block, months_of
from communique.merge.likeness import Group
from communique.merge.told import Traits


@dataclass(frozen=True, slots=True)
class Placed:
    """A report that was grouped before: its claim, a name of its group, its months as ``months_of`` counts them."""

    claim: str
    group: str
    first_month: int | None
    last_month: int | None

    @property
    def months(self) -> range:
        """Its months; none where nothing tells when."""
        return _range(self.first_month, self.last_month)


def regroup_block(
    placed: Sequence[Placed],
    news: Iterable[Traits],
    stirred: Iterable[int],
    load: Callable[[Collection[str]], Iterable[Traits]],
    different: Pairs = frozenset(),
) -> list[Group[Traits]]:
    """The groups of a block that changed, and some that did not.

    ``placed`` are the reports that stay, ``news`` those that come. ``stirred`` are the months of groups that lost a
    report, and of reports that were judged. ``load`` gives what is compared of some that stay.
    """
    told = {one.id: one for one in news}
    fresh = frozenset(told)
    was = {one.claim: one.group for one in placed}
    classes: dict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        classes[one.group].append(one)
    spans = {name: _span(members) for name, members in classes.items()}
    changing = set(stirred) | {month for one in told.values() for month in months_of(one.window)}
    while True:
        asked = {one.claim for one in placed if _touches(_wider(one.months), changing)}
        near = changing | {month for one in placed if one.claim in asked for month in one.months}
        near |= {month + margin for month in near for margin in range(-MARGIN, MARGIN + 1)}
        beside = [name for name, span in spans.items() if _touches(span, near)]
        members = {one.claim for name in beside for one in classes[name]}
        told |= {one.id: one for one in load(members - told.keys())}
        groups = group_block([told[name] for name in members | fresh], different, was=was, asked=asked)
        more = changing | _changed(groups, {name: classes[name] for name in beside}, spans)
        if more == changing:
            return groups
        changing = more


def _changed(groups: Iterable[Group[Traits]], before: dict[str, list[Placed]], spans: dict[str, range]) -> set[int]:
    """The months of the groups that are new, and of those that are no more."""
    now = {frozenset(group.told): group.window for group in groups}
    then = {frozenset(one.claim for one in members): name for name, members in before.items()}
    months = {month for members, window in now.items() if members not in then for month in months_of(window)}
    return months | {month for members, name in then.items() if members not in now for month in spans[name]}


def _range(first: int | None, last: int | None) -> range:
    return range(first, last + 1) if first is not None and last is not None else range(0)


def _wider(months: range) -> range:
    return range(months.start - MARGIN, months.stop + MARGIN) if months else months


def _touches(months: range, some: set[int]) -> bool:
    return bool(months) and any(month in some for month in months)


def _span(members: Iterable[Placed]) -> range:
    """All months that the group of these reports may be in."""
    given = [one.months for one in members if one.months]
    return range(min(one.start for one in given), max(one.stop for one in given)) if given else range(0)
