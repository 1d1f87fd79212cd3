"""Cuts annotated documents into folds, each held out once, so that what is learned is measured on what it never saw.

    for fold in folds(documents): reader = fit(fold.training); read and score fold.held_out

A document's fold comes from the SHA-256 of its id, so that documents which are added move no other. Documents of which
one repeats the words of another stay together, where the one with the least id is.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

FOLDS = 5
SHINGLE = 5
"""Words that in a row are hardly the same in two texts by chance."""
REPEATED = 0.5
"""Of the shorter text, the share of such rows of words that the other repeats, from which the two stay together."""


class Fold(NamedTuple):
    """One of the folds: the ids of the documents to learn from, and of those to measure on."""

    number: int
    training: frozenset[str]
    held_out: frozenset[str]


def folds(texts: Mapping[str, str], number: int = FOLDS) -> Iterator[Fold]:
    """The folds of documents given as id and text, numbered from 1."""
    home = {id: _drawn(group, number) for id, group in groups(texts).items()}
    for fold in range(number):
        held_out = frozenset(id for id, drawn in home.items() if drawn == fold)
        yield Fold(fold + 1, frozenset(home) - held_out, held_out)


def groups(texts: Mapping[str, str]) -> dict[str, str]:
    """Document id -> the least id of those that repeat its words, directly or by way of another."""
    shingles = {id: _shingles(text) for id, text in texts.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id in sorted(texts):
        for shingle in shingles[id]:
            holders[shingle].append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        shared.update((first, second) for index, first in enumerate(ids) for second in ids[index + 1 :])
    group = {id: id for id in texts}
    for (first, second), number in sorted(shared.items()):
        if number >= REPEATED * min(len(shingles[first]), len(shingles[second])):
            kept, moved = sorted((group[first], group[second]))
            group.update({id: kept for id, one in group.items() if one == moved})
    return group


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return frozenset(tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)))


def _drawn(id: str, number: int) -> int:
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % number
