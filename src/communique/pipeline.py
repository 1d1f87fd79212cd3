"""The flow, to be read aloud: a snapshot becomes a document, its mentions, claims, and claims that know who is who.

``read_document`` is a pure function of its input: no clock, no randomness, no ledger. The second
reader has the same beginning and end; its flow is in ``consulting.py``. ``rebuild_events`` derives from all that was
read what happened; its course is in ``rebuilding.py``.
"""

from __future__ import annotations

from communique.clean import clean
from communique.detect import DEFAULT_MODEL, detect, model_version
from communique.extract import VERSION, Weights, extract
from communique.link import finish, link, settle
from communique.rebuilding import Rebuilt, rebuild_events
from communique.records import AnyClaim, Document, Problem, Reading, Snapshot

__all__ = ["Rebuilt", "conclude", "read_document", "reader_name", "rebuild_events"]


def read_document(
    snapshot: Snapshot, *, model: str = DEFAULT_MODEL, scan: bool = True, weights: Weights | None = None
) -> tuple[Reading | None, tuple[Problem, ...]]:
    """Read one snapshot with that language model: what it says, or why it was refused.

    Without ``scan`` the model reads also what the first scan would spare it, to measure what that costs and gains.
    ``weights`` are those of the acts: the shipped ones where none are given.
    """
    document, problems = clean(snapshot)
    if document is None:
        return None, problems
    mentions = detect(document, model=model, scan=scan)
    claims, extract_problems = extract(document, mentions, reader=reader_name(model), weights=weights)
    return conclude(document, claims, problems + extract_problems)


def conclude(
    document: Document, claims: tuple[AnyClaim, ...], problems: tuple[Problem, ...]
) -> tuple[Reading, tuple[Problem, ...]]:
    """The reading that the claims of a reader make: who is who, one claim for each distinct event, and their ids."""
    linked, entities, link_problems = link(document, claims)
    finished, named = finish(settle(linked, document.published_at, document.title), entities)
    problems += link_problems
    return Reading(document=document, claims=finished, entities=named, problems=problems), problems


def reader_name(model: str = DEFAULT_MODEL) -> str:
    """The rules and the model that read, as recorded on every claim: ``frames-2 en_core_web_sm-3.8.0``."""
    return f"frames-{VERSION} {model_version(model)}"
