"""A block that is grouped again where it changed has the groups that grouping it whole gives."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.merge.grouping import group_block, months_of
from communique.merge.likeness import Group
from communique.merge.regrouping import Placed, regroup_block
from communique.merge.told import Told, told
from communique.records import Coded, Visit
from report_factory import place, report, when, who, words

FIRST = datetime.date(2031, 1, 1)
XI, MOSCOW = who("Xi Jinping/CN"), place("Moscow", "RU")


def visit(published: int, day: int | None, length: int, status: str, number: int = 0) -> Told:
    """A report of a visit of one person to one state; all such stand in one block."""
    start = None if day is None else FIRST + datetime.timedelta(day)
    edtf = f"{start}/{start + datetime.timedelta(length)}" if start is not None else None
    claim = Visit(
        id="",
        document="",
        evidence=words(f"report {number}"),
        reader="by hand",
        status=Coded(value=status, evidence=words(status)),
        when=when(edtf),
        visitor=(XI,),
        destination=MOSCOW,
    )
    return told(report(claim, (FIRST + datetime.timedelta(published)).isoformat(), outlet=f"Paper {number}"))


def placed(groups: Iterable[Group]) -> list[Placed]:
    found = []
    for group in groups:
        for one in group.told.values():
            months = list(months_of(one.window))
            found.append(Placed(one.id, min(group.told), months[0], months[-1]))
    return found


def members(groups: Iterable[Group]) -> set[frozenset[str]]:
    return {frozenset(group.told) for group in groups}


reports = st.tuples(
    st.integers(0, 200),
    st.none() | st.integers(0, 200),
    st.sampled_from((0, 0, 2, 5, 9, 40)),
    st.sampled_from(("occurred", "planned", "denied", "ongoing")),
)


@settings(max_examples=300, deadline=None)
@given(
    old=st.lists(reports, min_size=10, max_size=40),
    new=st.lists(reports, max_size=3),
    gone=st.sets(st.integers(0, 39), max_size=2),
    apart=st.sets(st.integers(0, 39), min_size=2, max_size=2),
    judged=st.booleans(),
)
def test_the_groups_are_those_of_the_whole_block(
    old: list[tuple[int, int | None, int, str]],
    new: list[tuple[int, int | None, int, str]],
    gone: set[int],
    apart: set[int],
    judged: bool,
) -> None:
    before = [visit(*given, number=number) for number, given in enumerate(old)]
    news = [visit(*given, number=100 + number) for number, given in enumerate(new)]
    groups = group_block(before)
    leaving = {before[number].id for number in gone if number < len(before)}
    pair = frozenset(before[number].id for number in apart if number < len(before))
    different = frozenset({pair}) if judged and len(pair) == 2 else frozenset()
    lost = {min(group.told) for group in groups if leaving & group.told.keys()}
    everything = placed(groups)
    stirring = [one for one in everything if one.group in lost or (different and one.claim in pair)]
    staying = {one.id: one for one in before if one.id not in leaving}

    def load(claims: Collection[str]) -> Iterable[Told]:
        return [staying[claim] for claim in claims]

    found = regroup_block(
        [one for one in everything if one.claim in staying],
        news,
        {month for one in stirring for month in one.months},
        load,
        different,
    )
    whole = members(group_block([*staying.values(), *news], different))
    assert members(found) <= whole
    asked = {name for group in found for name in group.told}
    untouched = {frozenset(group.told) - leaving for group in groups} - {frozenset()}
    assert whole == members(found) | {group for group in untouched if not group & asked}


def test_a_change_that_goes_from_group_to_group_is_followed_to_the_end() -> None:
    """An event lasts 14 days at most: one more day at the beginning moves the ends of all that follow each other."""
    old = [visit(day, day, 0, "occurred", day) for day in range(10, 200, 3)]
    assert len(_followed(old, visit(8, 8, 0, "occurred", 300))) > 10


def test_a_change_at_the_end_of_a_month_is_seen_in_the_next() -> None:
    """27 January and 2 February lie too far apart, until something is told of 30 January."""
    old = [visit(day, day, 0, "occurred", day) for day in (23, 26, 32)]
    assert _followed(old, visit(29, 29, 0, "occurred", 300)) == [4]


def _followed(old: list[Told], new: Told) -> list[int]:
    """The sizes of the groups with a new report, which must be those of the whole block."""
    known = {one.id: one for one in old}
    found = regroup_block(placed(group_block(old)), [new], (), lambda claims: [known[claim] for claim in claims])
    assert members(found) == members(group_block([*old, new])) != members(group_block(old))
    return [len(group.told) for group in found]


def test_reports_of_other_years_are_not_loaded() -> None:
    old = [visit(30 * number, 30 * number, 0, "occurred", number) for number in range(60)]
    known = {one.id: one for one in old}
    loaded: set[str] = set()

    def load(claims: Collection[str]) -> Iterable[Told]:
        loaded.update(claims)
        return [known[claim] for claim in claims]

    regroup_block(placed(group_block(old)), [visit(1770, 1770, 0, "occurred", 100)], (), load)
    assert 1 <= len(loaded) < 10
