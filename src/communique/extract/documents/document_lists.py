"""Documents that a release lists: "1. Agreement on visas;" under "the following documents were signed".

Not for agreements in sentences, and not for between whom they are; those are in ``agreements`` and ``signatories``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.frames import frames
from communique.records import ClaimType

FILE = "agreements.toml"
ITEM = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\([a-z]\)|[•*·–—-])\s*(?=\S)")
"""How an entry of a list begins."""
FEWEST = 2
"""Entries of a list."""


@dataclass(slots=True)
class Listed:
    """The nouns of listed documents, and the words that a list already says in full."""

    documents: set[Token] = field(default_factory=set)
    others: set[Token] = field(default_factory=set)


def listed_documents(context: Context) -> Listed:
    """The documents that lists name: one to an entry; what introduces a list is no document of its own."""
    found = Listed()
    leads: list[Doc] = []
    entries: list[Doc] = []
    for paragraph in context.article.mentions.paragraphs:
        if paragraph.doc is None:
            continue
        if ITEM.match(paragraph.text):
            entries += [paragraph.doc] if leads else []
            continue
        _close(found, leads, entries)
        leads, entries = ([*leads, paragraph.doc] if _introduces(paragraph.doc) else []), []
    _close(found, leads, entries)
    return found


def _introduces(doc: Doc) -> bool:
    """Whether a line says that documents were signed or exchanged."""
    lemmas = {token.lemma_.lower() for token in doc}
    return bool(lemmas & words(FILE, "listing")) and any(_is_of_many(token) for token in doc)


def _is_of_many(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") and token.lemma_.lower() in words(FILE, "papers")


def _close(found: Listed, leads: list[Doc], entries: list[Doc]) -> None:
    """Add what a list names, once all its entries are known; a heading and a line below it may both introduce it."""
    if len(entries) < FEWEST:
        return
    found.others |= {token for lead in leads for token in lead if _is_of_many(token)}
    for entry in entries:
        document = _document_of(entry)
        if document is not None:
            found.documents.add(document)
            found.others |= {token for token in document.sent if token != document}


def _document_of(entry: Doc) -> Token | None:
    """The document that an entry names: the first noun of one that stands before any verb that is conjugated."""
    for token in entry:
        if token.tag_ in ("VBD", "VBP", "VBZ", "MD"):
            return None
        known = frames().nouns.get(token.lemma_.lower(), ()) if token.tag_.startswith("N") else ()
        if any(frame.type is ClaimType.AGREEMENT for _, frame in known) and token.dep_ not in ("compound", "pobj"):
            return token
    return None
