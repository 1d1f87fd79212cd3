"""By which of its words a source is named: the capitals beside "news agency", a full name, what "of" belongs to.

Not for who is meant by them; that is found in ``attribution``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.tree import child, coordinated


def acronym(token: Token) -> Token | None:
    """The capitals beside "news agency", whatever else they stand for: "MENA news agency", "the news agency, SANA,"."""
    if token.lemma_.lower() == "agency" and token.i + 2 < token.sent.end and token.nbor().text == ",":
        behind = token.nbor(2)  # "the state news agency, SANA, said"
        if behind.text.isupper() and len(behind.text) > 2:
            return behind
    before = token.nbor(-1) if token.i > token.sent.start and token.lemma_.lower() == "agency" else None
    if before is not None and before.lower_ == "news" and before.i > token.sent.start:
        before = before.nbor(-1)
    return before if before is not None and before.text.isupper() and len(before.text) > 2 else None


def holder(noun: Token) -> Token:
    """The noun that one behind "of" belongs to: the governor of "the governor of Oslo"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return above if above.tag_.startswith("N") else noun


def told_by(first: Token) -> Token | None:
    """The verb of "said" and of "have said", by its first word."""
    follows = first.nbor().lower_ if first.i + 1 < first.sent.end else ""
    misread = first.tag_ == "VBN" and first.dep_ == "acl" and follows != "by"  # "…, the press service said on Friday"
    if first.tag_ not in ("VBD", "VBZ", "VBP") and not misread:
        return None
    perfect = first.lower_ in ("has", "have") and first.i + 1 < first.sent.end and first.nbor().tag_ == "VBN"
    return first.nbor() if perfect else first


def beside_name(token: Token) -> list[Token]:
    """The second of two sources that the parser hangs on the first one's name: "the agency IRNA and the ministry"."""
    name = child(token, "appos") if token.tag_ == "NN" else None
    return coordinated(name)[1:] if name is not None and child(name, "cc") is not None else []


def full_name(token: Token) -> tuple[Token, Token]:
    """The first and the last word of a name: "Eurasia Group", "Federation of American Scientists"."""
    before = [one for one in token.lefts if one.dep_ == "compound" and one.tag_ in ("NNP", "NNPS")]
    last = token
    for one in token.rights:
        inner = child(one, "pobj") if one.dep_ == "prep" and one.lower_ in ("of", "for", "on") else None
        if inner is None or inner.tag_ not in ("NNP", "NNPS") or one.i != last.i + 1:
            break
        last = inner
    return (before[0] if before else token), last


def is_the(noun: Token) -> bool:
    """Whether "The" belongs to a name, by its capital or before it in lower case."""
    return any(one.lower_ == "the" for one in noun.lefts)
