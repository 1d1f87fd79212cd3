"""Whose events somebody counts in a quotation: "our fifth meeting", "your third visit to my country", "I have been".

Not for counts outside quotations, whose owners the sentence names; those are read in ``tally_sides``.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.context import Context
from communique.extract.sources.attribution import unique
from communique.extract.sources.speakers import is_quoted
from communique.extract.statements import find_statements
from communique.extract.tree import logical_subjects, possessors
from communique.records import EntityKind, Reference

FIRST = ("my", "i", "our", "we", "us")
SECOND = ("your", "you")
PLURAL = ("our", "we", "us")
References = tuple[Reference, ...]


def is_said_of_oneself(context: Context, trigger: Token, count: Token) -> bool:
    """Whether a quotation counts the events of its speaker or of the one spoken to."""
    return is_quoted(context, trigger) and any(one.lower_ in (*FIRST, *SECOND) for one in _owners(trigger, count))


def sides_said(context: Context, trigger: Token, count: Token) -> tuple[References, References]:
    """Whose the events are, and with whom: speaker and hearer, by the pronouns beside the count."""
    start = context.article.start(trigger)
    said = next(
        (one for one in find_statements(context) if any(part.start <= start < part.end for part in one.quote)), None
    )
    if said is None or said.speaker is None:
        return (), ()
    owners = {one.lower_ for one in _owners(trigger, count)}
    people = tuple(one for one in said.addressee if one.kind in (EntityKind.PERSON, EntityKind.STATE))
    heard = people[:1] or _called(context, trigger, said.speaker)
    if owners & set(SECOND):
        return heard, ((said.speaker,) if heard else ())
    shared = owners & set(PLURAL) or any(one.lower_ == "your" for one in trigger.subtree)
    return (said.speaker,), heard if shared else ()


def _owners(trigger: Token, count: Token) -> list[Token]:
    """The pronouns that say whose the events are: before the noun or the rank, or the subject of the verb."""
    own = possessors(trigger) + (possessors(count.head) if count.head != trigger else []) + possessors(count)
    return own or (logical_subjects(trigger) if trigger.pos_ == "VERB" else [])


def _called(context: Context, trigger: Token, speaker: Reference) -> References:
    """Whom the quotation calls by name, else nobody: "Dear President Putin, our meeting is …"."""
    named = (context.article.mention_of(one) for one in trigger.sent if one.i < trigger.i)
    people = (context.resolver.person(one) for one in named if one is not None and one.kind is EntityKind.PERSON)
    return unique(tuple(one for one in people if one.name != speaker.name))[:1]
