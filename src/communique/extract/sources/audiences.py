"""Whom somebody only speaks to and does not meet: the press, and members of the own parliament. Not for crowds."""

from __future__ import annotations

from itertools import islice

from communique.extract.acts.arguments import Match
from communique.extract.acts.domestic import is_of_one_state
from communique.extract.acts.home_acts import HomeAffairs
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.tree import prepositional
from communique.gazetteer import gazetteer
from communique.records import EntityKind, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]
BODY = EntityKind.ORGANIZATION


def is_interview(context: Context, match: Match, together: Company) -> bool:
    """Whether one of them only asks questions for the press: "CNN's A sat down with B", "told A in an interview"."""
    near = prepositional(match.clause, ("in", "during", "for", "on")) + prepositional(match.trigger, ("in", "during"))
    if any(one.lemma_.lower() in words(FILE, "interviews") for one in near):
        return True
    text = context.article.document.text
    for one in together:
        if one.kind is BODY and one.name.split()[0] in words(FILE, "media"):
            return True
        before = (
            text[: one.evidence.start].rsplit("\n", 1)[-1].split()[-BESIDE:] if one.kind is EntityKind.PERSON else []
        )
        at = max((number for number, word in enumerate(before, 1) if word[-1] in ",.;:"), default=0)
        bare = [word.removesuffix("'s").removesuffix("’s") for word in before[at:]]
        if any(word in words(FILE, "media") or word in words(FILE, "interviewers") for word in bare):
            return True
    return False


def is_of_one_house(context: Context, together: Company) -> bool:
    """Whether members of a house meet their own: "Sen. A told the commissioner B", "Rep. A joins the President"."""
    text, houses = context.article.document.text, section(FILE, "members")
    homes: set[str | None] = set()
    member = None
    for one in together:
        before = text[: one.evidence.start].rstrip().rsplit(maxsplit=1)[-1:]
        own = houses.get(before[0]) if before and one.kind is EntityKind.PERSON else None
        member = member or own
        homes.add(own or context.resolver.home(one))
    return member is not None and homes <= {member, None}


def is_at_home(context: Context, home: HomeAffairs, company: Company) -> bool:
    """Whether all who meet are of one state, the only one that an article of more than one sentence names."""
    if len(company) == 1:
        return company[0].kind is EntityKind.PERSON and is_of_one_state(context)
    if any(map(_is_of_many, company)):
        return False
    heads = [title for one in company for title in one.titles if title in words("actors.toml", "heads")]
    if len(heads) != len(set(heads)):
        return False  # "X, Philippines president to meet": no state has two presidents
    unknown = [one for one in company if context.resolver.home(one) is None]
    if unknown and len(list(islice(context.article.sentences(), 2))) == 1:
        return False
    strangers = any(one.kind is EntityKind.PERSON for one in unknown) and len(unknown) < len(company)
    # "The investor X met India's prime minister" is told for those who are not of India.
    return not (strangers and _names_a_state(context)) and home.holds(company[:1], company[1:])


def _is_of_many(one: Reference) -> bool:
    """Whether a party is of many states: a listed body, "African leaders"."""
    if one.kind is EntityKind.GROUP:
        return not words(FILE, "worldwide").isdisjoint(one.name.lower().split())
    return one.kind is BODY and gazetteer().organization(one.name) is not None


def _names_a_state(context: Context) -> bool:
    """Whether the article names a state, and not only its people and cities."""
    return any(one.kind is EntityKind.STATE and not one.seat for one in context.article.mentions.names)


def who_may_meet(match: Match, company: Company) -> Company:
    """Those of a company who can meet: no conference by its name, no abbreviation that the model takes for a body.

    Nobody where such a one is met; at a gathering, the people who are there.
    """
    found = tuple(one for one in company if not _is_no_party(one))
    few = len(found) < len(company)
    held = match.trigger.tag_.startswith("N") and match.trigger.lemma_.lower() in words(FILE, "gatherings")
    return () if few and not (held and all(one.kind is EntityKind.PERSON for one in found)) else found


def _is_no_party(one: Reference) -> bool:
    """Whether a body is only a conference's name ("the Munich Security Conference"), or letters: "FM", "Minn."."""
    last = one.name.split()[-1]
    if one.kind is not BODY or one.name in words(FILE, "conferences"):
        return one.kind is BODY
    if gazetteer().organization(one.name) is not None:
        return False
    return last.lower() in words(FILE, "gatherings") | words(FILE, "named") or last.endswith(".") or _is_letters(last)


def _is_letters(word: str) -> bool:
    return len(word) < SHORTEST and word.isupper()


SHORTEST = 3
"""Letters of the shortest abbreviation that may be a body's name."""
BESIDE = 4
"""Words before a name among which those stand that say whom somebody works for."""
