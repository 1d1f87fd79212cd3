"""What the bare tense of a verb tells: the past has been, the progressive goes on, a present with a day looks ahead.

Not for auxiliaries, negations and what governs a verb; those are in ``verb_cues.py``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.certainty.cues import FILE, Cue
from communique.extract.tree import child
from communique.records import Status

LOOSE = frozenset({"prep", "punct", "dep", "appos", "nmod", "npadvmod"})
"""Relations in which the parser hangs a headline that stands in a run of them."""


def tense_cue(verb: Token, auxiliaries: list[Token], *, plain: bool) -> Cue | None:
    """Past is occurred, the progressive ongoing; the plain present with a time looks forward, without says nothing."""
    forms = {one.lower_ for one in auxiliaries}
    if verb.tag_ == "VBG" and forms & words(FILE, "progressive"):
        return Cue(_progressive(verb, forms), verb)
    if verb.tag_ in ("VBD", "VBN"):
        since = next((one for one in verb.children if one.lower_ == "since" and one.dep_ in ("prep", "mark")), None)
        lasting = since is not None and forms & {"has", "have"} and verb.lemma_.lower() not in words(FILE, "points")
        return Cue(Status.ONGOING if lasting else Status.OCCURRED, verb)
    to = next((one for one in auxiliaries if one.tag_ == "TO"), None)
    if to is not None and (verb.dep_ == "ROOT" or (verb.dep_ in LOOSE and child(verb, "nsubj") is not None)):
        return Cue(Status.PLANNED, to)  # a headline by itself, or one of several: "toll rises; Lund to visit Oslo"
    if not plain or verb.tag_ not in ("VBZ", "VBP") or verb.lemma_ == "be":
        return None
    ahead = next((one for one in verb.children if one.lower_ in words(FILE, "until_then")), None)
    if ahead is not None and child(ahead, "npadvmod", "pcomp") is None:  # not "a week before the vote", "before flying"
        return Cue(Status.PLANNED, ahead)
    times = [one for one in verb.subtree if one.ent_type_ in ("DATE", "TIME") and verb in (one.head, one.head.head)]
    times = [one for one in times if not _is_part(one)]
    return Cue(Status.PLANNED, times[0]) if times and times[0].lower_ not in words(FILE, "now") else None


def _is_part(time: Token) -> bool:
    """Whether a time is no day that a verb looks to: "for day 2 of the visit", "for the 2023 summit", "days after"."""
    inside = any(one.lower_ == "of" for one in time.children) and time.lemma_.lower() in words(FILE, "days_of")
    apart = time.dep_ == "npadvmod" and time.head.lower_ in words(FILE, "apart")
    age = time.tag_ == "CD" and time.dep_ in ("appos", "npadvmod")  # "Lund, 76, looks happy during a trip"
    return inside or apart or age or time.dep_ in ("nummod", "amod", "compound")


def _progressive(verb: Token, forms: set[str]) -> Status:
    """Is visiting is under way, is travelling ahead; was visiting is over, unless somebody reports it."""
    reported = verb.dep_ == "ccomp"
    if verb.lemma_.lower() in words(FILE, "setting_out"):
        return Status.PLANNED if reported or forms & {"is", "are", "'s", "'re", "am"} else Status.OCCURRED
    return Status.OCCURRED if forms & {"was", "were"} and not reported else Status.ONGOING
