"""Which side of a visit is cited for it: the visitor's, the host's, both, or only others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from communique.merge.told import Told
from communique.records import Visit

VISITOR, HOST, BOTH, THIRD = "visitor", "host", "both", "third"


def announced_by(reports: Sequence[Told]) -> str | None:
    """The side whose officials or bodies are cited; None where nobody is, or for what has no two sides."""
    visits = [one.report.claim for one in reports if isinstance(one.report.claim, Visit)]
    homes = Counter(one.state for visit in visits for one in visit.visitor if one.state)
    goals = {visit.destination.state for visit in visits if visit.destination is not None}
    cited = {one.state or one.name for visit in visits for one in visit.said_by}
    if not cited:
        return None
    visitor, host = bool(cited & (set(homes) - goals)), bool(cited & goals)
    return BOTH if visitor and host else VISITOR if visitor else HOST if host else THIRD
