"""Whether: the status of an event, from the words around its trigger and from its time.

The outermost cue that speaks wins; then the time of the event corrects what the tense alone left open. Verbs are read
in ``verb_cues.py``, nouns in ``noun_cues.py``.
"""

from __future__ import annotations

import datetime
import re

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.certainty.ahead import is_later, is_of_later, looks_ahead
from communique.extract.certainty.cues import FILE, Cue
from communique.extract.certainty.noun_cues import noun_cue
from communique.extract.certainty.verb_cues import is_unkept, verb_cue
from communique.extract.tree import child
from communique.records import Coded, Status, When

BEGIN = frozenset({"begin", "start"})
YEAR = re.compile(r"\b[12]\d{3}\b")
FRESH = datetime.timedelta(days=14)
"""What began so long before publication, and is told to have begun, is no longer news: it has occurred."""


def status_of(article: Article, trigger: Token, light: Token | None, when: When | None, default: Status) -> Coded:
    """The status of the event that ``trigger`` names; ``light`` is the verb that carries a noun trigger."""
    cue = _cue(trigger, light) or Cue(default, light or trigger)
    if cue.status is Status.OCCURRED and _stays(trigger):
        cue = Cue(Status.ONGOING, trigger)
    if cue.status is Status.OCCURRED and _is_bound(article, cue.token):
        cue = Cue(Status.PLANNED, cue.token)
    if cue.status is Status.ONGOING and (later := looks_ahead(cue.token)) is not None:
        cue = Cue(Status.PLANNED, later)
    if cue.status in (Status.ONGOING, Status.OCCURRED) and (later := is_of_later(trigger)) is not None:
        cue = Cue(Status.PLANNED, later)
    passing = trigger.tag_.startswith("N") and light is None and cue.token.tag_ == "MD"
    status = _dated(article, cue, when, passing=passing) if when is not None else cue.status
    return Coded(value=status.value, evidence=article.evidence(cue.token))


def _dated(article: Article, cue: Cue, when: When, *, passing: bool) -> Status:
    """The status that the time of the event leaves: nothing has occurred that is still to come, and the reverse.

    ``passing``: the event is named in passing in a clause about the future ("After his May visit he will …").
    """
    published = article.document.published_at
    if published is None:
        return cue.status
    ahead = when.earliest is not None and when.earliest > published.latest
    past = when.latest is not None and when.latest < published.earliest
    if cue.status in (Status.OCCURRED, Status.ONGOING) and (ahead or is_later(article, when)):
        return Status.PLANNED
    if cue.status is Status.PLANNED and past and is_unkept(cue.token):
        return Status.CANCELLED
    dated = cue.token.ent_type_ == "DATE" and YEAR.search(when.evidence.quote) is not None
    if cue.status is Status.PLANNED and dated and when.latest is not None and when.latest <= published.latest:
        return Status.OCCURRED  # a caption: "X speaks in Geneva on May 3, 2023"
    if cue.status is Status.PLANNED and past and (cue.token.ent_type_ == "DATE" or _is_purpose(cue.token) or passing):
        return Status.OCCURRED
    long_past = past and when.latest is not None and when.latest < published.earliest - FRESH
    over = past and when.edtf.count("/") == 1
    return Status.OCCURRED if cue.status is Status.ONGOING and (long_past or over) else cue.status


def _is_bound(article: Article, verb: Token) -> bool:
    """Whether a headline only says where somebody will go: "Premier headed to Oslo"."""
    title = article.document.title
    bare = verb.tag_ in ("VBD", "VBN") and child(verb, "aux", "auxpass") is None and verb.dep_ != "conj"
    bound = bare and verb.lemma_.lower() in words(FILE, "bound")
    return bound and title is not None and article.start(verb) < title.end


def _stays(verb: Token) -> bool:
    """Whether an arrival begins a stay: "arrived for a two-day visit", "has arrived to begin a visit"."""
    if verb.lemma_.lower() not in words(FILE, "arrivals"):
        return False
    behind = [one for one in verb.subtree if one.dep_ == "prep" and one.lower_ in ("for", "on")]
    nouns = [inner for one in behind for inner in one.children]
    begun = [child(one, "dobj") for one in verb.children if one.dep_ in ("advcl", "xcomp") and one.lemma_ in BEGIN]
    nouns += [one for one in begun if one is not None]
    return any(one.lemma_.lower() in words("timing.toml", "journeys") for one in nouns)


def _is_purpose(token: Token) -> bool:
    """Whether a "to" tells what somebody went for: "flew to Paris to meet X on Monday"."""
    return token.tag_ == "TO" and token.head.dep_ == "advcl"


def _cue(trigger: Token, light: Token | None) -> Cue | None:
    """The strongest cue on the way up from the trigger."""
    if trigger.tag_.startswith("N"):
        return noun_cue(trigger, light)
    return verb_cue(trigger)
