"""Agreements without a document: two states have agreed to do something that can be seen done.

"Iran and Iraq agreed to reopen their border", "Chile agreed with Peru to lift the duty". Not for leaders who agree to
go on talking or to work together, which is an act of good will and no agreement.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.documents.stages import is_agreement
from communique.extract.sources.attribution import unique
from communique.extract.tree import child, last_word, logical_subjects, objects, prepositional
from communique.frames import frames
from communique.records import Agreement, Coded, EntityKind, Phrase, Reference, Status

FILE = "agreements.toml"
VERB = "agree"
STAGE = "announced"
SIDES = 2


def find_undertakings(context: Context) -> Iterator[Agreement]:
    """Every clause in which two states have agreed to do something."""
    for sentence in context.article.sentences():
        for verb in sentence:
            if verb.lemma_.lower() != VERB or verb.tag_ not in ("VBD", "VBN", "VBP"):
                continue
            done, parties = _done(verb), _parties(context, verb)
            if done is None or len(parties) < SIDES:
                continue
            match = Match(frames().nouns["agreement"][0][1], verb)
            when = context.when(match)
            status = context.status(match, when, Status.OCCURRED)
            if status.value != Status.OCCURRED:
                continue
            yield Agreement(
                id="",
                document=context.article.document.id,
                evidence=context.clause(verb),
                reader=context.article.reader,
                status=status,
                when=when,
                said_by=context.attribution.sources(verb),
                parties=parties,
                subject=Phrase(evidence=context.article.evidence(done, _end_of(done))),
                stage=Coded(value=STAGE, evidence=context.article.evidence(verb)),
            )


def _end_of(done: Token) -> Token:
    """The last word of what is agreed, before other clauses: "lift the duty", not "but failed to agree on more"."""
    end = done
    for one in done.rights:
        if one.is_punct or one.dep_ in ("advcl", "conj", "cc", "ccomp"):
            break
        end = last_word(one)
    return end


def _done(verb: Token) -> Token | None:
    """What they have agreed to do: a verb of something that can be seen done, neither denied nor in principle only."""
    loose = any(one.lower_ == "principle" for one in prepositional(verb, ("in",)))
    if loose or child(verb, "neg", "nsubjpass", "dobj") is not None:
        return None
    done = child(verb, "xcomp")
    if done is None or done.tag_ != "VB" or child(done, "neg") is not None:
        return None
    named = any(map(is_agreement, objects(done)))  # "agreed to revive the treaty" is told by its noun
    return None if named or done.lemma_.lower() in words(FILE, "courtesies") else done


def _parties(context: Context, verb: Token) -> tuple[Reference, ...]:
    """The states that have agreed, by their own names: who does and with whom."""
    tokens = (*logical_subjects(verb), *prepositional(verb, ("with",)))
    found = context.resolver.actors(tokens)
    if any(one.kind is not EntityKind.STATE for one in found):
        return ()
    return unique(found)
