"""Whom somebody only speaks to and does not meet: the press, and members of the own parliament. Not for crowds."""

from __future__ import annotations

from communique.extract.arguments import Match
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.tree import prepositional
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


BESIDE = 4
"""Words before a name among which those stand that say whom somebody works for."""
