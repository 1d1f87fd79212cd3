"""How many independent origins a number of reports have, and who is cited: two counts that say different things."""

from __future__ import annotations

from collections.abc import Iterable

from communique.merge.told import Told


def count_origins(reports: Iterable[Told]) -> int:
    """Publications, less those that share a publisher, a wire agency or a text: components of what they share."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for one in reports:
        made = one.report.provenance
        shared = [f"document:{one.report.claim.document}"]
        if made is not None:
            shared += [f"publisher:{made.publisher}", f"text:{made.text}"]
            shared += [f"wire:{made.wire}"] if made.wire else []
        for name in shared:
            above[root(name)] = root(shared[0])
    return sum(root(name) == name for name in list(above))


def claimants_of(reports: Iterable[Told]) -> tuple[str, ...]:
    """The distinct people and bodies that are cited, each once, in order of their names."""
    return tuple(sorted({one.name for told in reports for one in told.report.claim.said_by}))
