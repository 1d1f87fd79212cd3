"""With whom talks are that somebody goes abroad for or is invited to, where no partner is named: the other country.

Not for partners who are named (``partners.py``), nor for talks of others that are held in a third country.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.reference.named import ISO_CODE
from communique.extract.talks.partners import recipients
from communique.extract.tree import is_verb, objects, possessors, prepositional, subjects
from communique.records import EntityKind, Reference

FILE = "meetings.toml"
Company = tuple[Reference, ...]


def hosts_abroad(context: Context, match: Match, first: Company) -> Company:
    """The state in which somebody of another state meets officials without a name, or has talks with nobody named."""
    partners = [one for tokens in recipients(match) for one in tokens]
    unnamed = bool(partners) and all(_is_bare(one) for one in partners)
    talks = match.trigger.lemma_.lower() in words(FILE, "partnered") and not partners and not _is_of_others(match)
    homes = {context.resolver.home(one) for one in first}
    talks = talks and not any(one.kind is EntityKind.ORGANIZATION for one in first)
    if not (unnamed or talks) or len(homes) != 1 or (None in homes and not is_journey_for(match)):
        return ()
    if talks and (inviter := _inviter(context, match, first)):
        return inviter
    owned = any(one.dep_ == "poss" for one in match.trigger.lefts)  # "X's talks in Y"
    host = _where(context, match, capitals=not (unnamed or owned))
    return (host,) if host is not None and host.name not in homes else ()


def _inviter(context: Context, match: Match, first: Company) -> Company:
    """At whose invitation somebody comes who holds talks, in the sentence or the one before it."""
    sentence = match.trigger.sent
    start = sentence.doc[sentence.start - 1].sent.start if sentence.start > 0 else 0
    guests = {one.name for one in first}
    for one in reversed(sentence.doc[start : sentence.end]):
        if one.lemma_.lower() == "invitation" and one.dep_ == "pobj" and one.head.lower_ in ("at", "on", "upon"):
            hosts = context.resolver.actors(possessors(one) or prepositional(one, ("of", "from")))
            return tuple(host for host in hosts if host.kind is EntityKind.PERSON and host.name not in guests)
    return ()


def _is_bare(noun: Token) -> bool:
    """Whether officials are named without a state: "senior officials", "government leaders"."""
    lefts = [one for one in noun.lefts if not one.is_punct]
    known = noun.lemma_.lower() in words(FILE, "delegates") | {"counterpart"} and noun.tag_ == "NNS"
    return (
        known and all(one.lower_ in words(FILE, "ranks") for one in lefts) and not prepositional(noun, ("of", "from"))
    )


def _is_of_others(match: Match) -> bool:
    """Whether the noun says whose talks they are: "peace talks between X and Y", "ceasefire talks"."""
    noun = match.trigger
    owned = any(one.dep_ in ("compound", "nmod", "poss") and one.tag_ != "PRP$" for one in noun.lefts)
    return owned or bool(prepositional(noun, ("between", "among", "of")))


def _where(context: Context, match: Match, *, capitals: bool) -> Reference | None:
    """The state to whose capital, or else country, somebody goes for talks, or in which they are held.

    ``capitals``: talks with nobody named in a country may be with others who are there, those in its capital are not.
    """
    noun, near = match.trigger, prepositional(match.trigger, ("in",)) + prepositional(match.clause, ("in",))
    if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "on"):
        above = noun.head.head
        near += [above, *prepositional(above, ("to", "in")), *(objects(above) if is_verb(above) else [])]
    clause = match.clause.head
    if match.clause.dep_ in ("xcomp", "advcl", "conj") and clause.lemma_.lower() in words(FILE, "goings"):
        near += prepositional(clause, ("to", "in")) + objects(clause)
    for one in near:
        mention = context.article.mention_of(one)
        if mention is None or mention.demonym or mention.code is None or len(mention.code) != ISO_CODE:
            continue
        if mention.seat or (mention.kind is EntityKind.STATE and not capitals):
            return context.resolver.state(mention.code, context.article.mention_evidence(mention))
    return None


def invited(context: Context, match: Match) -> tuple[Company, Company]:
    """Who invites whom to talks: "invited X for talks", "invited both leaders to a meeting"."""
    verb = inviting(match)
    if verb is None:
        return (), ()
    guests = [one for one in verb.children if one.dep_ in ("dobj", "nsubjpass", "dative")]
    hosts = prepositional(verb, ("by",)) if any(one.dep_ == "nsubjpass" for one in guests) else subjects(verb)
    return context.resolver.actors(hosts), context.resolver.actors(guests)


def inviting(match: Match) -> Token | None:
    """The verb that invites somebody to a meeting."""
    noun = match.trigger
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to") else None
    while verb is not None and verb.dep_ == "pobj":
        verb = verb.head.head  # "invited X to Madrid for talks"
    return verb if verb is not None and is_verb(verb) and verb.lemma_.lower() in words(FILE, "inviting") else None


def is_journey_for(match: Match) -> bool:
    """Whether talks are what somebody goes somewhere for, so that they are as likely as the journey."""
    noun = match.trigger
    above = noun.head.head
    known = words(FILE, "goings") | words(FILE, "journeys")
    return noun.dep_ == "pobj" and noun.head.lower_ == "for" and above.lemma_.lower() in known
