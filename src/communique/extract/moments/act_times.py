"""When an act was done: its own time, that from which it goes on, or that of the words by which it is done.

"has shelled it since May" goes on from May; "said on Friday that the kingdom supports X" supports X on Friday, and
"summoned the envoy on Friday to protest" protests on Friday.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.telling import spoken
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.moments.only_time import only_time
from communique.extract.sources.attribution import without_own
from communique.extract.tree import is_verb
from communique.records import Precision, Reference, When

FILE = "light.toml"


def time_of_act(context: Context, match: Match, actors: tuple[Reference, ...]) -> When | None:
    """The time of an act, by whatever the text ties it to."""
    return (
        _own_time(context, match)
        or context.timing.since(match.trigger, match.light or match.clause)
        or _when_said(context, match, actors)
        or (_day(context.timing.of(match.clause.head)) if spoken(match) else None)
        or _of_clause(context, match)
    )


def _of_clause(context: Context, match: Match) -> When | None:
    """The one day in the clause of a deed, wherever the parser hangs it: "sent shells to the army of X on Monday"."""
    if match.frame.event not in words(FILE, "deeds_done") or not is_verb(match.clause):
        return None
    when = _day(only_time(context, match))
    first = context.article.token_at(when.evidence.start) if when is not None else None
    return when if first is not None and _hangs_below(first, match.clause) else None


def _hangs_below(time: Token, clause: Token) -> bool:
    """Whether nothing between a time and a clause tells of something else: no verb, no "before", no "after"."""
    above = list(time.ancestors)
    if clause not in above:
        return False
    between = above[: above.index(clause)]
    return not any(is_verb(one) or one.lower_ in words(FILE, "circumstances") for one in between)


def _own_time(context: Context, match: Match) -> When | None:
    """The time that the text gives the act; from another sentence only a day, not the year that is spoken of there."""
    when = context.when(match)
    if when is None or when.precision is Precision.DAY:
        return when
    first, last = match.trigger.sent[0], match.trigger.sent[-1]
    here = context.article.start(first) <= when.evidence.start < context.article.end(last)
    return when if here else None


def _day(when: When | None) -> When | None:
    return when if when is not None and when.precision is Precision.DAY else None


def _when_said(context: Context, match: Match, actors: tuple[Reference, ...]) -> When | None:
    """The day on which somebody says what amounts to the act itself; not of what "had" been done by then."""
    if match.frame.event not in words(FILE, "said"):
        return None
    saying = context.attribution.saying(match.clause)
    if saying is None or not _is_own(context, match, actors):
        return None
    if any(one.lower_ in ("had", "has", "have") for one in match.clause.children if one.dep_ == "aux"):
        return None
    return _day(context.timing.of(saying))


def _is_own(context: Context, match: Match, actors: tuple[Reference, ...]) -> bool:
    """Whether those who are cited for an act are those who do it."""
    cited = context.said_by(match)
    return bool(cited) and not without_own(context.resolver, cited, actors)
