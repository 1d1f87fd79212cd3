"""Events from groups of reports: the values with their support and dissent, history, origins, sides."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec.structs import replace

from communique.exchange import claim_row
from communique.merge.grouping import grouped
from communique.merge.history import history_of
from communique.merge.likeness import Group
from communique.merge.naming import Departure, departures, name_of, published_first
from communique.merge.origins import claimants_of, count_origins, count_outlets
from communique.merge.sides import announced_by
from communique.merge.told import Told
from communique.records import ClaimType, Event, EventField, Judgement, Membership, Report, Support

NOT_FIELDS = frozenset({"document", "id", "type", "status", "when", "said_by", "evidence", "superseded", "confidence"})


def merge(reports: Iterable[Report], judgements: Sequence[Judgement] = ()) -> tuple[Event, ...]:
    """The events that reports tell of, in order of their ids. Reports of several types may come together.

    The same reports and judgements give the same events, in whatever order they come.
    """
    reports = list(reports)
    judged = {name for one in judgements for name in (one.claim, one.other)}
    departed = departures(judgements, (one for one in reports if one.claim.id in judged))
    events = (event_of(group, departed) for group in grouped(reports, judgements))
    return tuple(sorted(events, key=lambda event: event.id))


def event_of(group: Group[Told], departed: Sequence[Departure] = ()) -> Event:
    """The event of a group of reports; ``departed`` are all claims that left an event, this one or another."""
    told = sorted(group.told.values(), key=lambda one: published_first(one.report))
    seen = sorted(group.witnesses.values(), key=lambda one: published_first(one.report))
    witnesses = [_after(told[0], one) for one in seen]
    everybody = sorted([*told, *witnesses], key=lambda one: (one.published_by or datetime.date.max, one.id))
    history, time = history_of(everybody)
    origins = count_origins(told)
    return Event(
        id=name_of(told, departed),
        type=group.type,
        status=history[-1].status,
        when=time.edtf if time is not None else None,
        earliest=time.earliest if time is not None else None,
        latest=time.latest if time is not None else None,
        fields=fields_of(told, origins),
        history=history,
        members=_memberships(told, group),
        witnesses=_memberships(witnesses, group),
        documents=len({one.report.claim.document for one in told}),
        outlets=count_outlets(told),
        origins=origins,
        claimants=claimants_of(told),
        announced_by=announced_by(told) if group.type is ClaimType.VISIT else None,
    )


def _after(first: Told, witness: Told) -> Told:
    """A witness as told no earlier than the first report of the event itself."""
    if first.published_by is None or witness.published_by is None:
        return replace(witness, published_by=None)
    return replace(witness, published_by=max(first.published_by, witness.published_by))


def _memberships(told: Iterable[Told], group: Group[Told]) -> tuple[Membership, ...]:
    return tuple(Membership(claim=one.id, features=group.reasons.get(one.id, ())) for one in told)


def fields_of(told: Sequence[Told], origins: int) -> tuple[EventField, ...]:
    """The fields of an event's type with every value that reports give, the best supported first.

    Names that differ in accents or case alone are one value, as most reports write it. ``origins`` is how many all
    reports together have.
    """
    found: dict[str, dict[str, _Value]] = {}
    lists: set[str] = set()
    for one in told:
        for name, value in claim_row(one.report.claim, "").items():
            if name in NOT_FIELDS or value is None:
                continue
            if isinstance(value, list):
                lists.add(name)
            for item in value if isinstance(value, list) else [value]:
                text = _text(item)
                found.setdefault(name, {}).setdefault(_same(text), _Value()).add(text, one)
    counted = {tuple(one.id for one in told): origins}
    return tuple(
        EventField(name=name, values=_ranked(values.values(), counted), is_list=name in lists)
        for name, values in found.items()
    )


class _Value:
    """One value as reports write it, and the reports."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._spellings: Counter[str] = Counter()

    def add(self, text: str, one: Told) -> None:
        """Note a report; one that names it in two spellings counts once."""
        self._spellings[text] += 1
        if not self.told or self.told[-1] is not one:
            self.told.append(one)

    @property
    def text(self) -> str:
        """The spelling that most reports have."""
        return min(self._spellings, key=lambda text: (-self._spellings[text], text))


@lru_cache(maxsize=100_000)
def _same(text: str) -> str:
    """What two spellings of one name have in common: accents and case do not count."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ranked(values: Iterable[_Value], counted: dict[tuple[str, ...], int]) -> tuple[Support, ...]:
    """The values with their support; ``counted`` has the origins of the same claims, for values that share them."""
    supports = []
    for value in values:
        claims = tuple(one.id for one in value.told)
        if claims not in counted:
            counted[claims] = count_origins(value.told) if len(value.told) > 1 else 1
        supports.append(Support(value=value.text, claims=claims, origins=counted[claims]))
    return tuple(sorted(supports, key=lambda one: (-one.origins, -len(one.claims), one.value)))
