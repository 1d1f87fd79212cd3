"""Faults: in the data (``Problem`` records, kept and reported) and in a call (``CommuniqueError``, raised).

Every code is documented in docs/problems.md; a test fails where one is not.
"""

from __future__ import annotations

from communique.records import Problem

PROBLEM_CODES: dict[str, str] = {
    "reader-failed": "The reader stopped on this document; the others were read. Report the document with this message.",
}
"""Code of a fault in the data -> what to do about it."""


def problem(code: str, source: str, message: str) -> Problem:
    """A documented fault in the data; an unknown code is an error in this program."""
    if code not in PROBLEM_CODES:
        raise KeyError(f"The problem code {code!r} is not in PROBLEM_CODES; add it there and to docs/problems.md.")
    return Problem(code=code, source=source, message=message)


class CommuniqueError(Exception):
    """A call that cannot be carried out. ``code`` is documented; the message says what to do next."""

    code = "error"
