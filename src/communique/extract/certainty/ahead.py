"""Words of time by which an event is still to come, whatever the tense: "hosts him next week", "her visit next week".

Not for days that are known; those are compared with the publication in ``status.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.certainty.cues import FILE
from communique.extract.tree import is_verb
from communique.records import When


def looks_ahead(verb: Token) -> Token | None:
    """The word by which a present looks forward, be its day known or not: "is hosting him next week"."""
    if not is_verb(verb) and verb.pos_ != "AUX":
        return None
    times = [one for one in verb.children if one.dep_ in ("npadvmod", "advmod")]
    times += [low for one in verb.children if one.dep_ == "prep" for low in one.children if low.ent_type_ == "DATE"]
    near = [low for one in times for low in (one, *one.children)]
    return next((one for one in near if one.lower_ in words(FILE, "ahead")), None)


def is_of_later(noun: Token) -> Token | None:
    """The word by which a time right beside an event says that it is to come: "Her visit next week"."""
    if not noun.tag_.startswith("N"):
        return None
    behind = [one for one in noun.subtree if one.ent_type_ == "DATE" and one.i > noun.i]
    first = next((one for one in behind if one.lower_ in words(FILE, "ahead")), None)
    near = [one for one in noun.lefts if one.dep_ == "poss" and one.ent_type_ == "DATE"]
    whose = next((low for one in near for low in one.subtree if low.lower_ in words(FILE, "ahead")), None)
    return whose or (first if first is not None and _leads_straight(first, noun) else None)


def _leads_straight(time: Token, noun: Token) -> bool:
    """Whether no verb and no other event stands between a time and the noun that it hangs on."""
    above = list(time.ancestors)
    between = above[: above.index(noun)]
    return not any(is_verb(one) or is_event(one) for one in between)


def is_later(article: Article, when: When) -> bool:
    """Whether a month or a year that is not over is what is left of it: "comes to Rome later this month"."""
    published, first = article.document.published_at, article.token_at(when.evidence.start)
    if published is None or first is None or when.latest is None or when.latest <= published.latest:
        return False
    return "later" in (first.lower_, first.nbor(-1).lower_ if first.i > first.sent.start else "")


def is_event(noun: Token) -> bool:
    """Whether a noun is one of an encounter or a journey."""
    return noun.lemma_.lower() in words("timing.toml", "encounters") | words("timing.toml", "journeys")
