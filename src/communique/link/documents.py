"""Whether two mentions of agreements name one document. Not for other events, nor for several articles."""

from __future__ import annotations

import re

from communique.link.encounters import may_be_one, shares
from communique.records import Agreement
from communique.tables import table

PAPERS = frozenset(table("communique.link", "settling.toml")["papers"])
"""Words of a subject that do not tell one document from another."""
ALIKE = 2
"""So many words in common make two names of a document one: "the New START treaty", "New START nuclear pact"."""
STANDING = frozenset({"ratified", "in_force", "suspended", "withdrawn"})
"""Stages of a document that is known already, which the article names in several ways; new ones may be many."""
MADE = frozenset({"signed", "announced"})
TOLD = "announced"
"""The stage of a document that the article then lets speak: "the declaration reads" is of what was signed before."""
WORD = re.compile(r"\w+")


def same_agreement(first: Agreement, second: Agreement) -> bool:
    """Whether two claims are of one document: the same subject, or names at one stage that agree as far as told."""
    if not shares(first.parties, second.parties, 1) or not may_be_one(first.when, second.when):
        return False
    names = [one.subject.value.casefold() if one.subject else "" for one in (first, second)]
    if names[0] == names[1] or _abbreviates(first, second) or _abbreviates(second, first):
        return True
    words = [{one.removesuffix("s") for one in WORD.findall(name)} - PAPERS for name in names]
    stages = [one.stage.value if one.stage else None for one in (first, second)]
    if not words[1] and stages[1] == TOLD and stages[0] in MADE:
        return not names[1] or names[1].split()[-1] in first.evidence.quote.casefold()
    if stages[0] != stages[1] or stages[0] not in STANDING:
        return False
    common = words[0] & words[1]
    return len(common) >= ALIKE or common in words


def _abbreviates(short: Agreement, full: Agreement) -> bool:
    """Whether one subject has the initials of the other's name: "the CES agreement" on a Common Economic Space."""
    if short.subject is None or full.subject is None:
        return False
    initials = "".join(one[0] for one in WORD.findall(full.subject.value) if one[0].isupper())
    return len(initials) > 1 and initials in WORD.findall(short.subject.value)
