"""Faults: in the data (``Problem`` records, kept and reported) and in a call (``CommuniqueError``, raised).

Every code is documented in docs/problems.md; a test fails where one is not.
"""

from __future__ import annotations

from communique.records import Problem

PROBLEM_CODES: dict[str, str] = {
    "missing-path": "No such file, or none matches the pattern. Check the spelling; addresses are not fetched.",
    "unreadable-file": "The file cannot be opened or read. Check its permissions; pipes in folders are not read.",
    "empty-file": "The file holds nothing but white space. Give a file with an article, or leave it out.",
    "empty-folder": "The folder holds no file (names that begin with a dot are not read). Give one with articles.",
    "binary-file": "The file is a PDF, an image, an archive or the like. Save the article as text or HTML.",
    "broken-gzip": "The compressed data are damaged; the articles before the damage were read. Fetch the file again.",
    "feed-file": "The file is an RSS or Atom feed. Give its items as feed-item JSON lines.",
    "too-large": "One article or line is over 20 MB. Split it: one file or line, one article.",
    "not-a-document": "A line is not a document or feed item; the message says why. Mend or remove the line.",
    "unknown-fields": "Fields that are not read; the documents were read without them. Remove or rename the fields.",
    "broken-encoding": "The bytes are no text in UTF-8, in the declared or a likely encoding. Save the file as UTF-8.",
    "no-article": "The page or text holds no article, only navigation, forms or the like. Check the source.",
    "not-english": "The text is not in English, the only language that is read. Give an English text.",
    "bad-date": "The given date of publication cannot be read; the document was. Write it as 2025-05-07.",
    "reader-failed": "The reader stopped on this document; the others were read. Report it with this message.",
    "misaligned-span": "A claim's words are not in the text where it says; the document was refused. Report it.",
    "unknown-term": "A value is not in its closed list (docs/codebook.md). Mend the rules that gave it, or report it.",
    "llm-unreachable": "The endpoint of the model does not answer. Start it, or check --llm-url; then read again.",
    "llm-timeout": "No whole answer came in time. Read again, or allow more with --llm-timeout.",
    "llm-rate-limit": "The endpoint is asked too often. Wait as long as it says, then read again.",
    "llm-http-error": "The endpoint failed; the message has its words. Read again when it works.",
    "llm-question": "The endpoint does not take the question, as where an article is too long for it; it says why.",
    "llm-malformed": "The answer is not the JSON that was asked for. Read again, or ask another model.",
    "llm-truncated": "The answer was cut off. Allow more with --llm-tokens, or give a shorter article.",
    "llm-filtered": "A filter of the endpoint withheld the answer. Ask another model, or let the rules read.",
    "llm-refused": "The model refuses to answer. Ask another model, or let the rules read.",
    "llm-too-large": "The article, or the answer, is larger than any that makes sense. Split the article.",
    "llm-claim": "A claim of the model is none of the schema, and was not kept. Ask another model if there are many.",
    "llm-not-in-text": "A claim of the model quotes words that are not in the text, and was not kept.",
    "llm-ambiguous": "A claim of the model quotes words that stand in several places, and was not kept.",
    "llm-name": "A claim of the model names somebody whom the quoted words do not name, and was not kept.",
    "llm-time": "A claim of the model has a time that the quoted words do not give, and was not kept.",
    "llm-number": "A claim of the model has a number that the quoted words do not give, and was not kept.",
    "llm-not-quoted": "A statement of the model is not in quotation marks in the text, and was not kept.",
    "llm-duplicate": "The model gave the same claim twice; one was kept.",
    "verify-damaged": "SQLite finds the ledger file damaged. Restore a copy, or read the articles into a new ledger.",
    "verify-orphan": "A row names one that is not there. Something else wrote to the ledger; restore it from a copy.",
    "verify-snapshot-id": "Bytes were changed after they were recorded. Restore the ledger from a copy.",
    "verify-document-id": "An article was changed after it was recorded. Restore the ledger from a copy.",
    "verify-span": "A claim's words are not in the text where it says. Restore the ledger from a copy, or report it.",
    "verify-claim": "A claim is not one of this version, or was damaged. Restore the ledger from a copy.",
    "verify-claim-id": "A claim was changed after it was recorded, or its reader gave it a wrong id. Report it.",
    "verify-columns": "The columns for queries differ from the claim. Restore the ledger from a copy.",
}
"""Code of a fault in the data -> what to do about it."""

NOTES: frozenset[str] = frozenset({"unknown-fields", "bad-date"})
"""Codes of ``acquire`` and ``clean`` beside a document that was read; their other codes each refuse one input."""


def problem(code: str, source: str, message: str) -> Problem:
    """A documented fault in the data; an unknown code is an error in this program."""
    if code not in PROBLEM_CODES:
        raise KeyError(f"The problem code {code!r} is not in PROBLEM_CODES; add it there and to docs/problems.md.")
    return Problem(code=code, source=source, message=message)


class CommuniqueError(Exception):
    """A call that cannot be carried out. ``code`` is documented; the message says what to do next."""

    code = "error"


class MissingLibraryError(CommuniqueError):
    """An optional library is not installed."""

    code = "missing-library"

    def __init__(self, name: str, *, extra: str) -> None:
        super().__init__(f"{name} is not installed. Install it with: pip install 'communique[{extra}]'")
