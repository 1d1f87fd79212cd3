"""The flow, to be read aloud: a snapshot becomes a document, its mentions, claims, and claims that know who is who.

``read_document`` is a pure function of its input: no clock, no randomness, no ledger.
"""

from __future__ import annotations

from communique.clean import clean
from communique.detect import detect
from communique.extract import extract
from communique.link import link
from communique.records import Problem, Reading, Snapshot


def read_document(snapshot: Snapshot) -> tuple[Reading | None, tuple[Problem, ...]]:
    """Read one snapshot: what it says, or why it was refused."""
    document, problems = clean(snapshot)
    if document is None:
        return None, problems
    mentions = detect(document)
    claims, extract_problems = extract(document, mentions)
    linked, entities, link_problems = link(document, claims)
    problems += extract_problems + link_problems
    return Reading(document=document, claims=linked, entities=entities, problems=problems), problems
