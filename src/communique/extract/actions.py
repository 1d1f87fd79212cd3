"""Actions: any other act of one political actor towards another, by PLOVER event. Not for acts inside one state."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.arguments import Match, fillers
from communique.extract.article import words
from communique.extract.attribution import without
from communique.extract.context import Context
from communique.extract.tree import child, coordinated, is_verb, possessors, prepositional
from communique.records import Action, ClaimType, Coded, EntityKind, Phrase, Reference, Status

ACTIVE = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION, EntityKind.GROUP)


def find_actions(context: Context) -> Iterator[Action]:
    """Every act of one actor towards another that the article tells of."""
    for match in context.of_type(ClaimType.ACTION):
        frame = match.frame
        if match.trigger.tag_.startswith("N") and (_topic(match) or (frame.light and not _carried(match))):
            continue
        if _purpose(match.trigger):
            continue
        actors, recipients = _roles(context, match)
        if not recipients or (not actors and not frame.actor_optional):
            continue
        when = context.when(match)
        yield Action(
            id="",
            document=context.article.document.id,
            evidence=context.evidence(match),
            reader=context.article.reader,
            status=context.status(match, when, _default_status(match)),
            when=when,
            said_by=without(context.said_by(match), actors),
            event=Coded(value=frame.event or "", evidence=context.article.evidence(match.trigger)),
            actor=actors,
            recipient=recipients,
            mode=Coded(value=frame.mode, evidence=context.article.evidence(match.trigger)) if frame.mode else None,
            object=_object(context, match),
        )


def _default_status(match: Match) -> Status:
    """The plain present of an act is under way; a noun tells of what happened."""
    return Status.ONGOING if match.trigger.tag_ in ("VBP", "VBZ") else Status.OCCURRED


def _topic(match: Match) -> bool:
    """Whether the act is only what somebody talks about: topics are no claims."""
    head = match.trigger.head
    while head.dep_ in ("prep", "pobj", "conj") and head.head != head:
        head = head.head
    return head.lemma_.lower() in words("light.toml", "topics")


def _purpose(verb: Token) -> bool:
    """Whether an infinitive only says what for."""
    return verb.dep_ in ("advcl", "acl", "relcl") and verb.tag_ == "VB" and any(one.tag_ == "TO" for one in verb.children)


def _carried(match: Match) -> bool:
    """Whether somebody does the act that a noun names."""
    return match.light is not None or bool(fillers(match, tuple(path for path in match.frame.actor if path != "subject")))


def _roles(context: Context, match: Match) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    frame = match.frame
    actors = _actors(context, match)
    recipients: tuple[Reference, ...] = ()
    for tokens in fillers(match, frame.recipient):
        tokens = [token for token in tokens if token != match.trigger]
        if not frame.direct:
            tokens = [token for token in tokens if not _is_person(context, token)]
        recipients = without(_recipients(context, tokens, frame.inside), actors)
        if recipients:
            break
    if frame.mutual and not recipients and len(actors) > 1:
        recipients = actors
    return actors, recipients


def _is_person(context: Context, token: Token) -> bool:
    mention = context.article.mention_of(token)
    return token.tag_ == "PRP" or (mention is not None and mention.kind is EntityKind.PERSON)


def _actors(context: Context, match: Match) -> tuple[Reference, ...]:
    for tokens in fillers(match, match.frame.actor):
        found = tuple(one for one in context.resolver.actors(tokens) if one.kind in ACTIVE)
        if not found and match.trigger.tag_.startswith("N"):
            found = tuple(reference for token in tokens for reference in _modifier(context, token))
        if found:
            return found
        if is_verb(match.trigger):
            return ()
    return ()


def _modifier(context: Context, token: Token) -> tuple[Reference, ...]:
    """ "the Iranian attack": the state of a demonym before a noun."""
    mention = context.article.mention_of(token)
    if mention is None or mention.code is None or mention.kind is EntityKind.PERSON:
        return ()
    evidence = context.article.mention_evidence(mention)
    if mention.kind is EntityKind.ORGANIZATION:
        return (Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION),)
    if mention.kind is EntityKind.STATE or mention.demonym or mention.seat:
        return (context.resolver.state(mention.code, evidence),)
    return ()


def _recipients(context: Context, tokens: list[Token], inside: str) -> tuple[Reference, ...]:
    """Those whom the tokens name, or whose they are."""
    found: dict[str, Reference] = {}
    for token in tokens:
        if is_verb(token):
            names = _clause(context, token, inside)
        else:
            names = tuple(one for one in context.resolver.actor(token) if one.kind in ACTIVE) or _inside(context, token, inside)
        for one in names:
            found.setdefault(one.name, one)
    return tuple(found.values())


def _clause(context: Context, verb: Token, inside: str) -> tuple[Reference, ...]:
    """Of "accused of threatening X": the clause's subject, then its object."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return context.resolver.actors(coordinated(own))
    below = child(verb, "dobj")
    return _recipients(context, coordinated(below), inside) if below is not None else ()


def _inside(context: Context, token: Token, inside: str, depth: int = 0) -> tuple[Reference, ...]:
    """The actor inside a noun phrase that names something else ("Russia's invasion of Ukraine")."""
    if inside == "none" or depth > 3:
        return ()
    owners = context.resolver.actors(possessors(token))
    if owners:
        return owners
    near = [inner for one in token.children if one.dep_ in ("compound", "amod", "nmod") for inner in coordinated(one)]
    found = tuple(reference for one in near for reference in _modifier(context, one))
    if found:
        return found
    names = ("by", "of", "in", "from", "against") if inside == "doer" else ("of", "for", "to", "in", "with", "between", "against", "on")
    for name in names:
        for one in prepositional(token, (name,)):
            if is_verb(one):
                continue
            named = tuple(reference for reference in context.resolver.actor(one) if reference.kind in ACTIVE)
            mention = context.article.mention_of(one)
            if not named and mention is not None and mention.kind is EntityKind.PLACE and mention.code:
                named = (context.resolver.state(mention.code, context.article.mention_evidence(mention)),)
            named = named or _inside(context, one, inside, depth + 1)
            if named:
                return named
    return ()


def _object(context: Context, match: Match) -> Phrase | None:
    """What the act is about: the trigger's object where it names no actor, else its clause's."""
    for one in match.trigger.children:
        if one.dep_ in ("dobj", "pobj") and context.article.mention_of(one) is None:
            return Phrase(evidence=context.article.evidence(one.left_edge, one))
    for one in match.trigger.children:
        if one.dep_ == "prep" and (inner := child(one, "pobj", "pcomp")) is not None and context.article.mention_of(inner) is None:
            return Phrase(evidence=context.article.evidence(inner.left_edge, inner))
    return None


def inside_actors(context: Context, noun: Token) -> tuple[Reference, ...]:
    """All actors beside a noun: its possessor, and the states and bodies before it."""
    found = list(context.resolver.actors(possessors(noun)))
    for one in noun.children:
        if one.dep_ in ("compound", "amod", "nmod"):
            found += [reference for inner in (one, *one.children) for reference in _modifier(context, inner)]
    return tuple({one.name: one for one in found}.values())
