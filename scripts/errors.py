"""Names what went wrong with each claim that was missed or invented, so that the errors can be counted by kind.

Kinds are computed from the rows of the exchange format with the functions of the scorer that lies with the annotated
articles; nothing here knows a word of an article. Not a scorer: what counts as found, ``score.py`` says.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Row = dict[str, Any]

SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?])[\"'”’)]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n")
"""Where a sentence ends, well enough to say that two claims rest on the same one."""

NAMED = ("visitor", "destination", "host", "participants", "parties", "speaker", "who", "to", "actor", "recipient")
"""The roles in which an actor may stand, by which claims of two types are seen to tell of the same."""

UNNAMED_ROLES = {"agreement": ("subject",)}
"""Roles that decide in the scorer's pairing beside those that it lists as the core."""

LONGEST_EXAMPLE = 240
"""Characters of the words of an example."""


class Error(NamedTuple):
    """One claim that was missed or invented, what kind of error that is, and the claim that stands in its stead."""

    missed: bool
    kind: str
    claim: Row
    instead: Row | None = None


def errors_of(scorer: Any, text: str, annotated: Sequence[Row], read: Sequence[Row]) -> list[Error]:
    """The errors in one document, of whose claims both sides may hold some that the article takes back."""
    golds, gots = _standing(annotated), _standing(read)
    pairs = [
        pair
        for kind in scorer.CORE
        for pair in scorer.pair(*([row for row in rows if row["type"] == kind] for rows in (golds, gots)))
    ]
    found = {id(row) for pair in pairs for row in pair}
    errors = []
    for missed, ours, theirs in ((True, golds, read), (False, gots, annotated)):
        explain = _Explainer(scorer, text, theirs, missed=missed)
        errors += [Error(missed, *explain.kind(row)) for row in ours if id(row) not in found]
    return errors


def _standing(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if not row.get("superseded")]


class _Explainer:
    """Says of a claim that has no partner what the other side has in its stead."""

    def __init__(self, scorer: Any, text: str, others: Sequence[Row], *, missed: bool) -> None:
        self._scorer, self._text, self._missed = scorer, text, missed
        self._others = _standing(others)
        self._taken_back = [row for row in others if row.get("superseded")]
        self._did = "read" if missed else "annotated"

    def kind(self, claim: Row) -> tuple[str, Row, Row | None]:
        """The kind of error, the claim, and what stands in its stead, if anything does."""
        beside = [other for other in self._others if self._same_sentence(claim, other)]
        for find in (self._core_taken, self._other_names, self._other_type):
            told = find(claim, beside)
            if told is not None:
                return told[0], claim, told[1]
        if beside:
            return f"others {self._did} in the sentence, not this", claim, None
        return f"nothing {self._did} in the sentence", claim, None

    def _core_taken(self, claim: Row, _: Sequence[Row]) -> tuple[str, Row] | None:
        """The core agrees, but the other claim is taken back, or has its partner already."""
        for other in self._taken_back:
            if self._agree(claim, other):
                return f"{self._did}, but as taken back", other
        for other in self._others:
            if self._agree(claim, other):
                return ("told as one with another claim" if self._missed else "told twice"), other
        return None

    def _other_names(self, claim: Row, beside: Sequence[Row]) -> tuple[str, Row] | None:
        """A claim of the type in the sentence that agrees in part: which of the roles differ."""
        best: tuple[int, tuple[str, ...], Row] | None = None
        roles = (*self._scorer.CORE[claim["type"]], *UNNAMED_ROLES.get(claim["type"], ()))
        for other in beside:
            if other["type"] == claim["type"]:
                differing = tuple(role for role in roles if not self._role_agrees(role, roles, claim, other))
                if best is None or len(differing) < best[0]:
                    best = (len(differing), differing, other)
        if best is None or (best[0] == len(roles) > 1 and not self._shares_name(claim, best[2])):
            return None
        _, differing, other = best
        if "event" in differing:
            return f"another act {self._did} of the same actors", other
        gold, got = (claim, other) if self._missed else (other, claim)
        absent = [role for role in differing if not got.get(role)]
        how = "read without" if absent == list(differing) else f"{self._did} otherwise"
        return f"{how}: {' and '.join(differing)}{self._elsewhere(gold, differing)}", other

    def _elsewhere(self, gold: Row, roles: Iterable[str]) -> str:
        """What is said of the roles where the people who fill them are named in other sentences only."""
        names = [name for role in roles for name in _names(gold, (role,)) if " " in name]
        place = sentence_of(self._text, gold["evidence"])
        here = self._scorer.words(self._text[slice(*place)] if place else gold["evidence"])
        away = names and not any(set(self._scorer.words(reading)[-1:]) & set(here) for reading in names)
        return " (named elsewhere)" if away else ""

    def _other_type(self, claim: Row, beside: Sequence[Row]) -> tuple[str, Row] | None:
        """A claim of another type, or of another act, that tells of one of the same actors or of the same number."""
        for other in beside:
            if self._shares_name(claim, other) or (_amount(claim) is not None and _amount(claim) == _amount(other)):
                what = "act" if claim["type"] == other["type"] == "action" else "type"
                return f"another {what} {self._did} of the same actors", other
        return None

    def _agree(self, claim: Row, other: Row) -> bool:
        gold, got = (claim, other) if self._missed else (other, claim)
        return bool(gold["type"] == got["type"] and self._scorer.similarity(gold, got))

    def _role_agrees(self, role: str, roles: Sequence[str], claim: Row, other: Row) -> bool:
        """Whether the two would be a pair if they differed in no other role than this."""
        gold, got = (claim, other) if self._missed else (other, claim)
        rest = {name: self._told(gold.get(name)) for name in roles if name != role}
        return bool(self._scorer.similarity(gold, {**got, **rest}))

    def _told(self, value: Any) -> Any:
        """An annotated value as one reads it: the first of its readings that says something."""
        if isinstance(value, list):
            return [self._told(item) for item in value]
        return next((one for one in self._scorer.readings(value) if one is not None), None)

    def _shares_name(self, claim: Row, other: Row) -> bool:
        return any(
            self._scorer.same_name(mine, self._told(theirs)) for mine in _names(claim) for theirs in _names(other)
        )

    def _same_sentence(self, claim: Row, other: Row) -> bool:
        first, second = (sentence_of(self._text, row.get("evidence") or "") for row in (claim, other))
        return first is not None and second is not None and first[0] < second[1] and second[0] < first[1]


def sentence_of(text: str, evidence: str) -> tuple[int, int] | None:
    """Where the sentences begin and end in which the evidence stands; None if it does not stand in the text."""
    words = r"\s+".join(map(re.escape, evidence.split()))
    place = re.search(words, text) if words else None
    if place is None:
        return None
    ends = [0, *(end.end() for end in SENTENCE_END.finditer(text)), len(text)]
    return max(end for end in ends if end <= place.start()), min(end for end in ends if end >= place.end())


def _names(row: Row, roles: Iterable[str] = NAMED) -> Iterator[str]:
    for role in roles:
        value = row.get(role)
        yield from (str(one) for one in (value if isinstance(value, list) else [value]) if one)


def _amount(row: Row) -> str | None:
    value = row.get("value", row.get("count"))
    return None if value is None else str(value)


class Kind(NamedTuple):
    """One row of a table of errors: how often a kind occurs in each set, and the example."""

    type: str
    name: str
    counts: Mapping[str, int]
    example: Error | None


def count_kinds(errors: Mapping[str, Sequence[Error]], *, missed: bool, examples_from: str) -> list[Kind]:
    """The kinds of error in the sets, by type and by how many there are; examples come from one set alone."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    examples: dict[tuple[str, str], Error] = {}
    for name, found in errors.items():
        for error in found:
            if error.missed is missed:
                key = (error.claim["type"], error.kind)
                counts.setdefault(key, Counter())[name] += 1
                if name == examples_from and (key not in examples or _draw(error) < _draw(examples[key])):
                    examples[key] = error
    order = sorted(counts, key=lambda key: (key[0], -counts[key].total(), key[1]))
    return [Kind(*key, counts[key], examples.get(key)) for key in order]


def _draw(error: Error) -> tuple[bool, str]:
    """The order in which examples are drawn: whole sentences first, else by lot, the same at every run."""
    lot = hashlib.sha256(f"{error.claim['document']} {error.claim['id']}".encode()).hexdigest()
    return len(error.claim["evidence"]) > LONGEST_EXAMPLE, lot


def told_example(error: Error, core: Mapping[str, Sequence[str]]) -> str:
    """An example in words: what the article says, what was annotated and what was read."""
    words = " ".join(error.claim["evidence"].split())
    if len(words) > LONGEST_EXAMPLE:
        words = words[:LONGEST_EXAMPLE].rsplit(" ", 1)[0] + " …"
    sides = [brief(row, core) if row is not None else "nothing like it" for row in (error.claim, error.instead)]
    annotated, read = sides if error.missed else reversed(sides)
    return f"“{words}” Annotated: {annotated}. Read: {read}."


def brief(row: Row, core: Mapping[str, Sequence[str]]) -> str:
    """The type of a claim with its core roles."""
    told = []
    for role in core[row["type"]]:
        value = row.get(role)
        values = value if isinstance(value, list) else [value]
        if role != "quote":
            told.append(f"{role} {', '.join(str(one) for one in values if one is not None) or 'none'}")
    return f"{row['type']} ({'; '.join(told)})"
