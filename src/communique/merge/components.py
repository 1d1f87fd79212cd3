"""What hangs together by links: disjoint sets (Tarjan 1975), used where reports, groups or publications are one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Components(Generic[Item]):
    """Sets of items that links join. An item that nothing links is a set of its own."""

    def __init__(self) -> None:
        self._above: dict[Item, Item] = {}

    def root(self, item: Item) -> Item:
        """The item that stands for the whole set."""
        above = self._above
        while (higher := above.setdefault(item, item)) != item:
            above[item] = above[higher]
            item = above[item]
        return item

    def link(self, item: Item, other: Item) -> None:
        """Join the sets of two items; the second's stands for both."""
        self._above[self.root(item)] = self.root(other)
