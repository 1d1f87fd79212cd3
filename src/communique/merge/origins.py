"""How many independent origins a number of reports have, and who is cited: two counts that say different things."""

from __future__ import annotations

from collections.abc import Iterable

from communique.merge.components import Components
from communique.merge.provenance import are_copies
from communique.merge.told import Told
from communique.records import Provenance, Report


def count_origins(reports: Iterable[Told]) -> int:
    """Publications, less those that share a publisher, a wire agency or a text: components of what they share."""
    made = {one.report.claim.document: one.report.provenance for one in reports}
    if len(made) == 1:
        return 1
    whole: Components[str] = Components()
    for document, provenance in made.items():
        for name in _shared(provenance) if provenance is not None else ():
            whole.link(name, document)
    known = [(document, one) for document, one in made.items() if one is not None]
    for number, (document, one) in enumerate(known):
        for other, another in known[:number]:
            if whole.root(document) != whole.root(other) and are_copies(one, another):
                whole.link(document, other)
    return len({whole.root(document) for document in made})


def _shared(made: Provenance) -> tuple[str, ...]:
    kinds = {"publisher": made.publisher, "site": made.site, "text": made.text, "wire": made.wire}
    return tuple(f"{kind}:{name}" for kind, name in kinds.items() if name)


def count_outlets(reports: Iterable[Told]) -> int:
    """The outlets: one that is known by a name in one article and only by its host in another is one."""
    found = {(one.report.teller, _site(one.report)) for one in reports}
    whole: Components[str] = Components()
    for name, site in found if len(found) > 1 else ():
        if site is not None:
            whole.link(f"site:{site}", f"outlet:{name}")
    return len({whole.root(f"outlet:{name}") for name, _ in found})


def _site(report: Report) -> str | None:
    return report.provenance.site if report.provenance is not None else None


def claimants_of(reports: Iterable[Told]) -> tuple[str, ...]:
    """The distinct people and bodies that are cited, each once, in order of their names."""
    return tuple(sorted({one.name for told in reports for one in told.report.claim.said_by}))
