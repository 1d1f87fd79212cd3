"""Whether two mentions of agreements name one document. Not for other events, nor for several articles."""

from __future__ import annotations

import re

import msgspec

from communique.link.encounters import homes_of, may_be_one, shares
from communique.records import Agreement, EntityKind, Precision, Status
from communique.tables import table

PAPERS = frozenset(table("communique.link", "settling.toml")["papers"])
"""Words of a subject that do not tell one document from another."""
ALIKE = 2
"""So many words in common make two names of a document one: "the New START treaty", "New START nuclear pact"."""
STANDING = frozenset({"ratified", "in_force", "suspended", "withdrawn"})
"""Stages of a document that is known already, which the article names in several ways; new ones may be many."""
SIGNED = "signed"
MADE = frozenset({SIGNED, "announced"})
IN_FORCE = "in_force"
TOLD = "announced"
"""The stage of a document that the article then lets speak: "the declaration reads" is of what was signed before."""
WORD = re.compile(r"\w+")
SPEAKING = frozenset(table("communique.link", "settling.toml")["speaking"])
"""Documents that are papers of their own beside a deal: a statement on it."""
SEVERAL = frozenset(table("communique.link", "settling.toml")["several"])
"""Words for documents that are only counted."""
SIDES = 2
"""Parties that a headline shares with the sentence which tells it in full."""
DEFINITE = frozenset(table("communique.link", "settling.toml")["taking_up"])
"""Words before a noun that take up what was told."""


def same_agreement(first: Agreement, second: Agreement) -> bool:
    """Whether two claims are of one document: the same subject, or names at one stage that agree as far as told."""
    if not shares(first.parties, second.parties, 1) or not may_be_one(first.when, second.when):
        return False
    if (
        is_told_again(first, second)
        or _heads(first, second)
        or is_whole_of(first, second)
        or is_whole_of(second, first)
    ):
        return True
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


def is_told_again(first: Agreement, second: Agreement) -> bool:
    """Whether a later mention only takes up what was told: "the deal was signed", "X welcomed the accord"."""
    if first.evidence.start >= second.evidence.start or second.subject is None or first.stage is None:
        return False
    stages = (first.stage.value, second.stage.value if second.stage else None)
    if stages[0] not in MADE | STANDING or stages[1] not in MADE | {IN_FORCE} or not _is_so(first):
        return False
    if not (_is_so(second) or stages[1] == IN_FORCE):
        return False
    if not _could_be_of(first, second):
        return False
    named_by_year = second.when is not None and second.when.precision is Precision.YEAR  # "the truce of 2002"
    speaks = second.subject.value.casefold().split()[-1] in SPEAKING
    return not (named_by_year or speaks or _own_words(second)) and _is_definite(second)


def _heads(first: Agreement, second: Agreement) -> bool:
    """Whether a headline tells what a sentence then tells in full: at one stage, with a word in common or none told."""
    common = shares(first.parties, second.parties, SIDES) or _of_civil_war(first, second)
    if first.evidence.start != 0 or not common:
        return False
    if not (_is_so(first) and _is_so(second)) or not {_stage(first), _stage(second)} <= MADE:
        return False
    words = (_own_words(first), _own_words(second))
    return not all(words) or bool(words[0] & words[1])


def _of_civil_war(first: Agreement, second: Agreement) -> bool:
    """Whether both end fighting between one government and a group that two mentions call by different names."""
    kinds = [{one.kind for one in claim.parties} for claim in (first, second)]
    return all(one == {EntityKind.STATE, EntityKind.GROUP} for one in kinds) and len(first.parties) == SIDES


def is_whole_of(whole: Agreement, part: Agreement) -> bool:
    """Whether one only counts the documents of which the other is one: "a number of agreements were signed"."""
    if whole.subject is None or not {_stage(whole), _stage(part)} <= MADE or not (_is_so(whole) and _is_so(part)):
        return False
    plural = whole.subject.value.split()[-1].casefold() in SEVERAL
    return plural and not _own_words(whole) and _could_be_of(part, whole)


def _could_be_of(named: Agreement, again: Agreement) -> bool:
    """Whether the mention that says less may be of the other one's document: none that others sign.

    Who welcomes or carries out a deal is no sure party of it, so that only the parties of a signing part them.
    """
    if _stage(again) != SIGNED or any(one.kind is EntityKind.GROUP for one in named.parties):
        return True  # the sides of a civil war are called by many names
    own, others = homes_of(named.parties), homes_of(again.parties)
    return len(own) < SIDES or len(own & others) >= SIDES or others <= own


def _stage(claim: Agreement) -> str | None:
    return claim.stage.value if claim.stage else None


def _is_so(claim: Agreement) -> bool:
    return claim.status is not None and claim.status.value == Status.OCCURRED


def _own_words(claim: Agreement) -> set[str]:
    """The words of a subject that tell its document from others."""
    name = claim.subject.value.casefold() if claim.subject else ""
    return {one.removesuffix("s") for one in WORD.findall(name)} - PAPERS


def _is_definite(claim: Agreement) -> bool:
    """Whether the words before the subject are "the", "this", "the same"."""
    if claim.subject is None:
        return False
    before = claim.evidence.quote[: max(0, claim.subject.evidence.start - claim.evidence.start)].split()
    named = [claim.subject.value.split()[0], *before[-1:]]
    return any(one.casefold().strip('[(“"') in DEFINITE for one in named)


def document_of(first: Agreement, second: Agreement) -> Agreement | None:
    """Which of two mentions names the document; None where both do. It is signed where the later one says so."""
    if is_told_again(first, second):
        signed = second.stage is not None and second.stage.value == SIGNED and _is_so(second)
        return msgspec.structs.replace(first, stage=second.stage) if signed else first
    if is_whole_of(second, first):
        return first
    return second if is_whole_of(first, second) else None


def _abbreviates(short: Agreement, full: Agreement) -> bool:
    """Whether one subject has the initials of the other's name: "the CES agreement" on a Common Economic Space."""
    if short.subject is None or full.subject is None:
        return False
    initials = "".join(one[0] for one in WORD.findall(full.subject.value) if one[0].isupper())
    return len(initials) > 1 and initials in WORD.findall(short.subject.value)
