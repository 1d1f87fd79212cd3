"""Accessions: a state joins a treaty or a union ("Kyrgyzstan's accession to the EAEU"). Not for documents in general.

The noun alone names a topic ("Ukraine's NATO membership"); it is a claim where the words around it say how far it has
come: after it, before it, on the way to it, or an adjective ("upcoming").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.phrases import inside_actors
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.sources.attribution import unique
from communique.extract.tree import is_verb, last_word, prepositional
from communique.records import Agreement, ClaimType, Coded, EntityKind, Phrase, Reference, Status

FILE = "agreements.toml"
FRAME = "accession"
INTO = ("to", "into", "of", "in")


def find_accessions(context: Context) -> Iterator[Agreement]:
    """Every accession that the article tells of with who joins and what."""
    for match in context.of_type(ClaimType.AGREEMENT):
        noun = match.trigger
        if match.frame.name != FRAME:
            continue
        parties, step = _parties(context, noun), _step(noun)
        if step is None or len(parties) < 2:
            continue
        status, cue = step
        yield Agreement(
            id="",
            document=context.article.document.id,
            evidence=context.clause(noun),
            reader=context.article.reader,
            status=Coded(value=status.value, evidence=context.article.evidence(cue)),
            when=context.when(match),
            said_by=context.attribution.sources(noun),
            parties=parties,
            subject=Phrase(evidence=context.article.evidence(noun.left_edge, last_word(noun))),
            stage=Coded(value=section(FILE, "joining")[status.value], evidence=context.article.evidence(cue)),
        )


def _parties(context: Context, noun: Token) -> tuple[Reference, ...]:
    """Who joins, a state, and what it joins, a body; nobody where one of them is not named."""
    found = (*inside_actors(context, noun), *context.resolver.actors(prepositional(noun, INTO)))
    states = [one for one in found if one.kind is EntityKind.STATE]
    bodies = [one for one in found if one.kind is EntityKind.ORGANIZATION]
    return unique((*states, *bodies)) if states and bodies else ()


def _step(noun: Token) -> tuple[Status, Token] | None:
    """How far it has come, and the word that says so."""
    for one in noun.lefts:
        if one.lower_ in words(FILE, "ahead"):
            return Status.PLANNED, one
    link = noun.head
    steps = section(FILE, "steps")
    if noun.dep_ in ("pobj", "dobj") and link.lower_ in steps:
        return Status(steps[link.lower_]), link
    if is_verb(link) and noun.dep_ in ("dobj", "nsubjpass") and link.lemma_.lower() in steps:
        return Status(steps[link.lemma_.lower()]), link
    return None
