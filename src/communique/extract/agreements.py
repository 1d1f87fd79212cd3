"""Agreements: parties, subject and stage of a document or deal. Not for agreeing in principle, which is an action."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.actions import inside_actors
from communique.extract.arguments import Match
from communique.extract.article import table
from communique.extract.attribution import unique
from communique.extract.context import Context
from communique.extract.tree import agents, child, is_passive, is_verb, logical_subjects, prepositional, subjects
from communique.records import Agreement, ClaimType, Coded, EntityKind, Phrase, Quantity, Reference, Status

FILE = "agreements.toml"
PARTIES = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION)


def find_agreements(context: Context) -> Iterator[Agreement]:
    """Every agreement that the article tells of with a stage or two parties."""
    for match in context.of_type(ClaimType.AGREEMENT):
        stage = _stage(context, match.trigger)
        parties = _parties(context, match.trigger, stage)
        if stage is None or not parties:
            continue
        when = context.when(match)
        default = Status(table_of("statuses")[stage.value])
        yield Agreement(
            id="",
            document=context.article.document.id,
            evidence=context.evidence(match),
            reader=context.article.reader,
            status=context.status(match, when, default),
            when=when,
            said_by=context.said_by(match),
            parties=parties,
            subject=_subject(context, match.trigger),
            stage=stage,
            amount=_amount(context, match),
        )


def table_of(section: str) -> dict[str, str]:
    """One section of the stage table."""
    found = table(FILE)[section]
    return found if isinstance(found, dict) else {}


def _governor(noun: Token) -> Token | None:
    """The verb or noun that says what became of the agreement."""
    if noun.dep_ == "conj":
        return _governor(noun.head)
    for one in noun.children:
        if one.dep_ in ("acl", "relcl") and one.lemma_.lower() in table_of("stages"):
            return one
    head = noun.head
    if head.dep_ == "prep":
        head = head.head
        if head.tag_.startswith("N") and head.lemma_.lower() not in table_of("nouns"):
            return _governor(head) if head != noun and head.dep_ in ("dobj", "nsubjpass", "pobj") else None
    return head


def _stage(context: Context, noun: Token) -> Coded | None:
    governor = _governor(noun)
    if governor is None:
        return None
    section = "stages" if is_verb(governor) else "nouns"
    stage = table_of(section).get(governor.lemma_.lower())
    return Coded(value=stage, evidence=context.article.evidence(governor)) if stage else None


def _parties(context: Context, noun: Token, stage: Coded | None) -> tuple[Reference, ...]:
    """Those who sign, those between whom it is, and those whose it is."""
    resolver = context.resolver
    governor = _governor(noun)
    found: tuple[Reference, ...] = ()
    if governor is not None and is_verb(governor):
        doers = agents(governor) if is_passive(governor) else subjects(governor)
        found += resolver.actors(doers) + resolver.actors(prepositional(governor, ("with",)))
        if is_passive(governor) and not found:
            found += resolver.actors(prepositional(governor, ("between",)))
    found += resolver.actors(prepositional(noun, ("with", "between", "among")))
    found += inside_actors(context, noun)
    parties = unique(tuple(one for one in found if one.kind in PARTIES))
    if len(parties) == 1 and governor is not None and is_verb(governor):
        above = resolver.actors(logical_subjects(governor))
        parties = unique(parties + tuple(one for one in above if one.kind in PARTIES))
    if not parties and stage is not None and stage.value == "signed":
        parties = resolver.last_people(noun, 2)
    return unique(tuple(_signatory(context, one) for one in parties))


def _signatory(context: Context, party: Reference) -> Reference:
    """Whoever signs for a state makes the state a party."""
    if party.kind is EntityKind.PERSON and party.state is not None and len(party.state) == 2:
        return context.resolver.state(party.state, party.evidence, party.antecedent)
    return party


def _subject(context: Context, noun: Token) -> Phrase | None:
    """What it is on: "on visa-free travel", "investment promotion and defense agreement", else its own name."""
    for one in noun.children:
        if one.dep_ == "prep" and one.lower_ in ("on", "for", "of", "about", "over") and (inner := child(one, "pobj")) is not None:
            last = max((two for two in inner.subtree if not two.is_punct), key=lambda two: two.i)
            return Phrase(evidence=context.article.evidence(inner.left_edge, last))
    lefts = [one for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod") and one.dep_ != "det"]
    if lefts:
        return Phrase(evidence=context.article.evidence(lefts[0].left_edge, noun))
    for one in noun.children:
        if one.dep_ in ("acl", "relcl"):
            last = max((two for two in one.subtree if not two.is_punct), key=lambda two: two.i)
            return Phrase(evidence=context.article.evidence(one.left_edge, last))
    return Phrase(evidence=context.article.evidence(noun))


def _amount(context: Context, match: Match) -> Quantity | None:
    """The sum of money inside the agreement's noun phrase."""
    tokens = list(match.trigger.subtree)
    first, last = context.article.start(tokens[0]), context.article.end(tokens[-1])
    for quantity in context.article.mentions.quantities:
        if first <= quantity.evidence.start and quantity.evidence.end <= last and len(quantity.unit) == 3 and quantity.unit.isupper():
            return quantity
    return None
