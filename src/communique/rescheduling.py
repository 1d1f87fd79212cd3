"""Whether a claim tells that a plan was put off or moved, by its status or in words. Not which days hold instead."""

from __future__ import annotations

from communique.records import AnyClaim, Status
from communique.tables import table


def tells_of_a_change(claim: AnyClaim) -> bool:
    """Whether days that were given before are old ones by this claim; the words are data (``changes.toml``)."""
    words = claim.evidence.quote.casefold()
    cues = table("communique.data", "changes.toml")["moved"]
    return claim.known_status is Status.POSTPONED or any(cue in words for cue in cues)
