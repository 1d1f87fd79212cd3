"""Which body holds a gathering that is numbered: "the sixth BRICS summit", "the first meeting of the Council".

Such a number counts the body's gatherings, whoever attends; not for rounds and meetings between parties.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.tree import prepositional
from communique.records import EntityKind, Reference

FILE = "tallies.toml"
BESIDE = ("compound", "nmod", "amod")


def holder_of(context: Context, noun: Token) -> Reference | None:
    """The body whose gathering a noun names, by its name before the noun or behind "of"."""
    if prepositional(noun, ("between", "with", "among")):
        return None
    for one in (*(low for low in noun.lefts if low.dep_ in BESIDE), *prepositional(noun, ("of",))):
        mention = context.article.mention_of(one)
        if mention is not None and mention.kind is EntityKind.ORGANIZATION:
            name = mention.code or mention.text.removeprefix("the ")
            evidence = context.article.mention_evidence(mention)
            return Reference(evidence=evidence, name=name, kind=EntityKind.ORGANIZATION)
        if one.dep_ == "pobj" and one.tag_ == "NNP" and one.lemma_.lower() in words(FILE, "bodies"):
            first = next((low for low in one.lefts if low.dep_ in BESIDE and low.text[:1].isupper()), one)
            evidence = context.article.evidence(first.left_edge if first != one else one, one)
            return Reference(evidence=evidence, name=evidence.quote, kind=EntityKind.ORGANIZATION)
    return None


def is_named_gathering(noun: Token) -> bool:
    """Whether a summit with a name of its own is numbered, whoever attends: "the 4th Africa-Arab Summit"."""
    return noun.tag_ == "NNP" and any(one.tag_ == "NNP" for one in noun.lefts if one.dep_ in BESIDE)
