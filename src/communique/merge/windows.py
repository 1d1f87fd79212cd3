"""When an event may have been, by what a report says and when it was published. To compare, never shown as a time."""

from __future__ import annotations

import datetime
from enum import IntEnum
from typing import Any

import msgspec

from communique.records import ClaimType, Report
from communique.tables import table

RULES: dict[str, Any] = table("communique.merge", "merging.toml")
EXACT_DAYS = 14
"""Days up to which a time is exact: an interval of a visit is, a month is not."""


class Exactness(IntEnum):
    """How exact the time of a report is."""

    DAYS = 0
    LONGER = 1
    NONE = 2


class Window(msgspec.Struct, frozen=True, array_like=True):
    """The first and the last day on which an event may have begun or gone on, and how exact that is."""

    earliest: datetime.date
    latest: datetime.date
    exactness: Exactness

    def __str__(self) -> str:
        """The days in words: for the sentences of features."""
        return f"{self.earliest}" if self.earliest == self.latest else f"{self.earliest} to {self.latest}"

    @property
    def given(self) -> int:
        """Days that the text itself gives; 0 where it gives no time."""
        return 0 if self.exactness is Exactness.NONE else (self.latest - self.earliest).days + 1

    def gap(self, other: Window) -> int:
        """Days between two windows; 0 where they overlap."""
        return max((self.earliest - other.latest).days, (other.earliest - self.latest).days, 0)


def rule(claim_type: ClaimType, name: str) -> Any:
    """A number of ``merging.toml``."""
    return RULES[claim_type.value][name]


def window_of(report: Report) -> Window | None:
    """When the event of a report may have been; None where neither it nor its publication has a day."""
    when, day = report.claim.when, report.published_on
    if when is not None and when.earliest is not None and when.latest is not None:
        exact = (when.latest - when.earliest).days < EXACT_DAYS
        return Window(when.earliest, when.latest, Exactness.DAYS if exact else Exactness.LONGER)
    if day is None:
        return None
    before, after = rule(report.claim.type, "windows")[report.claim.known_status or "none"]
    return Window(day + datetime.timedelta(before), day + datetime.timedelta(after), Exactness.NONE)
