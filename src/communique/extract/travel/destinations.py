"""The goals that words name: each place among some tokens, the countries that people are of. Not for which words do."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Token

from communique.extract.acts.surroundings import home_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import child, coordinated, is_verb, prepositional
from communique.records import EntityKind, Mention, Reference

JOINT = re.compile(r"(?:, and |, | and )(?:the )?")
"""Between two places of a list."""
MOST_LISTED = 12
Goal = tuple[Reference | None, Reference | None]
"""City or venue, and country or region; the country of a person stands for the country that he or she is of."""


def homes_of(context: Context, people: Iterable[Reference], own: frozenset[str] = frozenset()) -> list[Goal]:
    """The countries of some people, but for the visitors' own."""
    homes = [home_of(context, one) for one in people]
    return [(None, one) for one in homes if one is not None and one.state not in own]


def as_goals(places: list[Reference]) -> list[Goal]:
    """Places or countries as goals."""
    return [(place if place.kind is EntityKind.PLACE else None, place) for place in places]


def _listed(context: Context, tokens: list[Token]) -> list[Token]:
    """The tokens with the rest of a list of places that the parser takes for an apposition: "A, B and C"."""
    found: list[Token] = []
    for token in tokens:
        mention = context.article.mention_of(token)
        second = child(token, "appos") if mention is not None else None
        inside = context.article.tokens_in(mention.start, mention.end) if mention is not None else []
        listed = prepositional(token, ("of",)) if token.lemma_.lower() in words("places.toml", "kinds") else []
        found += [token, *listed[1:], *(two for one in inside if one != token for two in coordinated(one)[1:])]
        found += [*(coordinated(second) if second is not None and child(second, "cc") is not None else [])]
    return found


def each_place(context: Context, tokens: list[Token]) -> list[Goal]:
    """Each place or country that tokens name, in order; a country with the city in it that stands behind it."""
    found: list[Goal] = []
    tokens = [one for one in _listed(context, tokens) if one.lemma_.lower() not in words("visits.toml", "sides")]
    for place in context.places_of(tokens):
        if place.name == place.state:
            inside = [one for token in tokens for one in context.places_of(prepositional(token, ("in", "at")))]
            city = next((one for one in inside if one.state is not None and one.name != one.state), None)
            found.append((city, place))
        else:
            found.append((place if place.state is not None else None, place))
    found += _listed_behind(context, tokens, found)
    return [*found, *_further(context, found)]


def _listed_behind(context: Context, tokens: list[Token], found: list[Goal]) -> list[Goal]:
    """The rest of a long list of places that the parser loses: "A, B, the Republic of C, D and E"."""
    article = context.article
    behind: list[Mention] = []
    mention = next((one for token in tokens if (one := article.mention_of(token)) is not None), None)
    while mention is not None and len(behind) < MOST_LISTED:
        joint = JOINT.match(article.document.text, mention.end)
        mention = _place_at(context, joint.end()) if joint is not None else None
        if mention is None or joint is None:
            break
        behind.append(mention)
        if "and" in joint[0]:
            known = {place.name for _, place in found if place is not None}
            places = [place for one in behind if (place := context.resolver.place(one)) is not None]
            new = [one for one in places if one.state is not None and one.name not in known]
            return as_goals(new) if len(behind) > 1 else []
    return []


def _place_at(context: Context, start: int) -> Mention | None:
    """The place or country that is named at an offset."""
    mention = context.article.mention_at(start)
    kinds = (EntityKind.STATE, EntityKind.PLACE)
    return mention if mention is not None and mention.kind in kinds and not mention.demonym else None


def _further(context: Context, found: list[Goal]) -> list[Goal]:
    """The place that a headline adds behind a comma to its only goal: "trip to Oslo, Rome for talks"."""
    article, title = context.article, context.article.document.title
    last = found[0][1] if len(found) == 1 else None
    if last is None or title is None or last.evidence.end >= title.end:
        return []
    mention = article.mention_at(last.evidence.end + len(", "))
    if mention is None or mention.end > title.end or article.document.text[last.evidence.end :][:2] != ", ":
        return []
    behind = article.document.text[mention.end : title.end].split()
    place = context.resolver.place(mention) if not behind or behind[0] in words("places.toml", "behind_goals") else None
    if place is None or place.state in (None, last.state):
        return []
    return [(None if place.name == place.state else place, place)]


def where_of(context: Context, verb: Token) -> list[Goal]:
    """The place that a clause with "where" is about: "Germany, where he is scheduled to arrive"."""
    while verb.dep_ in ("xcomp", "ccomp", "conj") and is_verb(verb.head):
        verb = verb.head
    if verb.dep_ == "relcl" and any(one.lower_ == "where" for one in verb.subtree):
        return each_place(context, [verb.head])
    return []
