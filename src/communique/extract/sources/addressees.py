"""To whom an act of speech is that names nobody: the others in the talks that it is told of. Not for acts of force.

"Mr X called Mr Y and expressed appreciation for the progress made": Y, though no word at the verb says so.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.acts.bystanders import is_aside
from communique.extract.acts.parties import homes_of
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.talks.participants import companies_of
from communique.records import ClaimType, Reference

FILE = "light.toml"


def addressees_of(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The others of the meeting in the same sentence, else of the talks that a government's release is about."""
    if match.frame.event not in words(FILE, "addressed") or match.frame.strict:
        return ()
    meetings = {one.trigger for one in context.of_type(ClaimType.MEETING)}
    if match.trigger in meetings or match.trigger.lemma_.lower() in words(FILE, "unaddressed"):
        return ()
    if match.frame.clausal and fillers(match, match.frame.recipient):
        return ()  # "urged the hosts to": whoever they are, it is them
    about = _about(context, match, actors)
    return about or _in_sentence(context, match, actors) or _in_release(context, actors)


def _about(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The other states that the words of the act name, wherever in them: "support for an end to the war in X"."""
    own = homes_of(context, actors)
    found: dict[str, Reference] = {}
    for token in match.trigger.subtree:
        if _names_gathering(match, token) or is_aside(match, token):
            continue
        mention = context.article.mention_of(token)
        reference = context.resolver.coded(mention) if mention is not None else None
        if reference is not None and reference.name not in own:
            found.setdefault(reference.name, reference)
    return tuple(found.values())


def _names_gathering(match: Match, token: Token) -> bool:
    """Whether a word only says at what meeting, or where that was: "agreed at the G20 summit in Rome"."""
    for one in token.ancestors:
        if one == match.trigger:
            return False
        if one.lemma_.lower() in words(FILE, "meetings") and one.tag_.startswith("N"):
            return True
    return False


def _in_sentence(context: Context, match: Match, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    for meeting in context.of_type(ClaimType.MEETING):
        if meeting.trigger.sent != match.trigger.sent or _is_to_come(meeting.trigger):
            continue
        for company in companies_of(context, meeting):
            if found := _others(context, company, actors):
                return found
    return ()


def _is_to_come(meeting: Token) -> bool:
    """Whether what is told was done before a meeting: "apologised ahead of the summit with X"."""
    return any(one.lower_ in words(FILE, "beforehand") for one in list(meeting.ancestors)[:2])


def _in_release(context: Context, actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    if context.resolver.publisher() is None:
        return ()
    return _others(context, context.resolver.present, actors)


def _others(context: Context, company: tuple[Reference, ...], actors: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Those of a company who are not of the actors' side; nobody where the actors are not of the company."""
    own, names = homes_of(context, actors), {one.name for one in actors}
    there = [one for one in company if one.name in names or context.resolver.home(one) in own]
    if not there:
        return ()
    return tuple(one for one in company if one not in there)
