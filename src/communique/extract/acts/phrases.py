"""Whom words name, or a noun phrase names inside it: "the raid on X", "his support for Y". Not for who acts or is met.

That is ``parties.py``, which says of which words.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.standing import (
    ACTIVE,
    DEPTH,
    between,
    modifier,
    standing_for,
)
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import (
    agents,
    child,
    coordinated,
    is_passive,
    is_verb,
    objects,
    possessors,
    prepositional,
)
from communique.records import EntityKind, Reference

WITHIN = {
    "doer": ("by", "of", "from", "in", "to", "with", "against"),
    "owner": ("of", "for", "to", "with", "in", "between", "against", "on"),
    "asked": ("of", "for", "to", "with", "in", "between", "from"),
}


def recipients_named(context: Context, tokens: Iterable[Token], match: Match) -> tuple[Reference, ...]:
    """Those whom the tokens name, or whose they are."""
    found: dict[str, Reference] = {}
    for token in tokens:
        names = _clause(context, token, match) if is_verb(token) else _named(context, token, match)
        for one in names:
            found.setdefault(one.name, one)
    return tuple(found.values())


def is_met(context: Context, token: Token, event: str | None = None) -> bool:
    """Whether a name before a noun is of whom a deed meets, not of its doer: "the Afghanistan withdrawal".

    Names that have no adjective beside them ("the US withdrawal") may be either; they are short and in capitals.
    """
    mention = context.article.mention_of(token)
    if mention is None or mention.demonym or token.dep_ != "compound":
        return False
    if token.head.lemma_.lower() in words("light.toml", "of_victims") and not prepositional(token.head, ("of",)):
        return True  # "the ISIS killing"
    if mention.kind is not EntityKind.STATE:
        return False
    if mention.text.replace(".", "").isupper() or token.i + 1 == token.sent.end or token.nbor().text in ("-", "–", "/"):
        return False
    deed = token.head.lemma_.lower() in words("light.toml", "done_to")
    return event in words("light.toml", "done_to_names") or deed


def _named(context: Context, token: Token, match: Match) -> tuple[Reference, ...]:
    if match.frame.event in words("light.toml", "by_many") and (holder := context.resolver.holder(token)):
        return holder  # "shelled the rebel-held town"
    names = standing_for(context, token)
    inside = match.frame.inside
    if match.frame.event == "SUPPORT" and inside == "owner" and token.lemma_.lower() in words("light.toml", "labels"):
        inside = "doer"  # "in support of the invasion of X" is for whoever invades
    nameless = bool(names) and all(one.kind is EntityKind.GROUP and one.state is None for one in names)
    if nameless and token.lemma_.lower() in words("actors.toml", "sufferers"):
        return named_inside(context, token, inside) or names
    place = context.resolver.of_place(token) if not names and match.frame.places else ()
    return names or place or _within_noun(context, token, match.frame.event, inside)


def _within_noun(context: Context, token: Token, event: str | None, inside: str) -> tuple[Reference, ...]:
    """Whom a noun phrase names inside it; not who is to be freed, has died or only is where something happens."""
    if event == "ACCUSE" and token.lemma_.lower() in words("light.toml", "degrees"):
        token = next(iter(prepositional(token, ("of", "in"))), token)  # "rising levels of violence against X"
    noun = token.lemma_.lower()
    apart = {"ACCUSE": "situations", "REQUEST": "wanted"}.get(event or "")
    if apart and noun in words("light.toml", apart):  # "voiced fear of war in X", "sought support for its raids in X"
        return named_inside(context, token, inside, only=("by", "from", "of") if event == "REQUEST" else ("by", "from"))
    found = named_inside(context, token, inside)
    if event in words("light.toml", "forceful") and noun in words("light.toml", "homelands"):
        found = _states_of(context, found) or found
    if event == "REQUEST" and noun in words("light.toml", "freed"):
        return tuple(one for one in found if one.kind in (EntityKind.STATE, EntityKind.ORGANIZATION))
    if event != "SUPPORT":
        return found
    if is_backed_deed(token):
        return named_inside(context, token, "doer", only=("by", "from"))
    if noun in words("light.toml", "deaths"):
        return tuple(one for one in found if one.kind is not EntityKind.PERSON)
    return found or (between(context, token) if inside != "none" else ())


def _states_of(context: Context, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The states of people whose hometown or homeland is named, each once."""
    homes = {home: one for one in found if (home := context.resolver.home(one)) is not None}
    return tuple(context.resolver.state(home, one.evidence) for home, one in homes.items())


def is_backed_deed(noun: Token) -> bool:
    """Whether somebody backs what hurts others: "backed more sanctions on X", "supports the war against X"."""
    return noun.lemma_.lower() in words("light.toml", "backed_deeds")


def _clause(context: Context, verb: Token, match: Match) -> tuple[Reference, ...]:
    """Of "accused of threatening X": the clause's subject, then its object."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return context.resolver.actors(coordinated(own))
    below = child(verb, "dobj")
    return recipients_named(context, coordinated(below), match) if below is not None else ()


def named_inside(
    context: Context, token: Token, inside: str, depth: int = 0, only: tuple[str, ...] = ()
) -> tuple[Reference, ...]:
    """The actor inside a noun phrase that names something else ("Russia's invasion of Ukraine")."""
    if inside == "none" or depth > DEPTH:
        return ()
    if inside == "doer" and token.lemma_.lower() in words("light.toml", "suffered") | words("light.toml", "labels"):
        only = only or ("by", "from")
    owner = child(token, "poss")
    if owner is not None and not _is_own_deed(token, owner):
        owners = context.resolver.actors(possessors(token)) or named_inside(context, owner, inside, depth + 1)
        if owners and owner.lower_ == "our":
            return (*owners, *context.resolver.other_party(token, owners[0]))
        if owners:
            return owners
    if inside == "doer" and (doers := context.resolver.actors(_named_by(token))):
        return doers
    near = [one for one in token.children if one.dep_ in ("compound", "amod", "nmod")]
    near = [
        inner
        for one in near
        for inner in (*coordinated(one), *(low for low in one.children if low.dep_ in ("compound", "nmod", "npadvmod")))
    ]
    if inside == "doer":
        near = [one for one in near if not is_met(context, one)]
    if only:
        near = [one for one in near if not _is_town(context, one)]
    found = tuple(reference for one in near for reference in modifier(context, one))
    found = found or _behind(context, token, inside, depth, only or WITHIN[inside])
    return found or (_doers_of(context, token) if only else of_participle(context, token, inside, depth))


def _named_by(noun: Token) -> list[Token]:
    """Whoever stands behind a "by" that the parser hangs beside a deed: "condemned the abduction of children by X"."""
    beside = [noun, *prepositional(noun, ("of", "on"))]
    verb = noun.head
    if noun.dep_ == "dobj" and is_verb(verb) and not is_passive(verb):
        beside.append(verb)
    found = [one for head in beside for one in (*prepositional(head, ("by",)), *agents(head))]
    return [one for one in found if one.i > noun.i and not is_verb(one)]


def _is_own_deed(token: Token, owner: Token) -> bool:
    """Of "X launched his invasion of Y", "A unleashed its forces on B": whether it is the subject's own."""
    verb = token.head
    own = owner.lower_ in words("actors.toml", "reflexive") and token.dep_ == "dobj" and is_verb(verb)
    return own and verb.lemma_.lower() in words("light.toml", "waging")


def _is_town(context: Context, token: Token) -> bool:
    """Whether a word before a deed says where it was, not whose: "the London attacks"."""
    mention = context.article.mention_of(token)
    return mention is not None and (mention.seat or mention.kind is EntityKind.PLACE)


def _behind(context: Context, token: Token, inside: str, depth: int, names: tuple[str, ...]) -> tuple[Reference, ...]:
    """Whoever stands behind a preposition of the noun, or in its gerund ("the idea of talks", "of talking to")."""
    sufferers: tuple[Reference, ...] = ()
    for name in names:
        ends = prepositional(token, (name,))
        found = tuple({ref.name: ref for one in ends for ref in _at_end(context, one, inside, depth)}.values())
        if found and inside == "doer" and _suffer(found, ends):
            sufferers = sufferers or found
        elif found:
            return found
    return sufferers


def _suffer(found: tuple[Reference, ...], ends: list[Token]) -> bool:
    """Whether people of no state are those to whom a deed was done: "the arrest of journalists in X"."""
    nameless = all(one.kind is EntityKind.GROUP and one.state is None for one in found)
    return nameless and all(one.lemma_.lower() in words("actors.toml", "undergoers") for one in ends)


def _at_end(context: Context, token: Token, inside: str, depth: int) -> tuple[Reference, ...]:
    if is_verb(token):
        below = objects(token) + prepositional(token, ("with", "to", "against", "on"))
        named = context.resolver.actors(below)
        return named or tuple(ref for inner in below for ref in named_inside(context, inner, inside, depth + 1))
    named = tuple(reference for reference in context.resolver.actor(token) if reference.kind in ACTIVE)
    return named or context.resolver.of_place(token) or named_inside(context, token, inside, depth + 1)


def _doers_of(context: Context, token: Token) -> tuple[Reference, ...]:
    """Of "an attack carried out by X": X."""
    clauses = [one for one in token.children if one.dep_ == "acl" and one.tag_ == "VBN"]
    return context.resolver.actors(doer for one in clauses for doer in agents(one))


def of_participle(context: Context, token: Token, inside: str, depth: int) -> tuple[Reference, ...]:
    """Of "a truce proposed by Moscow", "vehicles belonging to NATO", "components needed for Russia's industry".

    Of "measures aimed at isolating X", "curbs meant to weaken X's army": whom the purpose meets.
    """
    for clause in token.children:
        if clause.dep_ != "acl" or clause.tag_ not in ("VBN", "VBG"):
            continue
        if clause.lemma_.lower() in words("light.toml", "beside"):
            continue  # "the most aid, followed by X"
        for one in agents(clause) + prepositional(clause, ("to", "for", "by", "against", "on", "in")):
            named = () if is_verb(one) else context.resolver.actor(one) or named_inside(context, one, inside, depth + 1)
            if named:
                return tuple(reference for reference in named if reference.kind in ACTIVE)
        aims = [one for one in (child(clause, "xcomp"), *prepositional(clause, ("at",))) if one is not None]
        for one in aims if inside != "doer" else ():
            if is_verb(one) and (named := _at_end(context, one, inside, depth + 1)):
                return named
    return ()


def inside_actors(context: Context, noun: Token) -> tuple[Reference, ...]:
    """All actors beside a noun: its possessor, and the states and bodies before it."""
    found = list(context.resolver.actors(possessors(noun)))
    for one in noun.children:
        if one.dep_ in ("compound", "amod", "nmod"):
            found += [reference for inner in (one, *one.children) for reference in modifier(context, inner)]
    return tuple({one.name: one for one in found}.values())
