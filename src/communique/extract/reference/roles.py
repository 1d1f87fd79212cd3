"""How somebody stands in a sentence: its subject, taking part in what it tells, or only mentioned. Not who it is."""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.reference.office_words import is_office

FILE = "actors.toml"


def leads(head: Token) -> bool:
    """Whether somebody is a subject, or joined to one."""
    if head.dep_ == "conj" and head.head.i < head.i:
        return leads(head.head)
    return head.dep_ in ("nsubj", "nsubjpass")


def takes_part(head: Token) -> bool:
    """Whether somebody is no mere owner of a thing, and not only spoken of ("on behalf of X", "X's trip")."""
    if head.dep_ == "conj" and head.head.i < head.i:
        return takes_part(head.head)
    if head.dep_ == "poss":
        return head.head.lemma_.lower() in words(FILE, "encounters")
    return not only_mentioned(head)


def only_mentioned(head: Token) -> bool:
    """Whether somebody is named only to tell of something else: "on behalf of", "adviser to the president"."""
    if head.dep_ != "pobj":
        return False
    preposition, above = head.head.lower_, head.head.head
    if preposition == "of" and is_office(above) and head.tag_ == "NNP" and head.ent_type_ != "GPE":
        return only_mentioned(above)  # "President of Kazakhstan X", which the parser takes for one name behind "of"
    apart = preposition in words(FILE, "aside") or (preposition in ("to", "from") and above.tag_.startswith("N"))
    return apart and above.lemma_.lower() not in words(FILE, "encounters")
