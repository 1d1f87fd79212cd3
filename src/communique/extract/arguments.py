"""The roles of a frame: which tokens stand at the paths that it names. Not for whom they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.tree import (
    agents,
    child,
    coordinated,
    datives,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    possessors,
    prepositional,
    subjects,
)
from communique.frames import Frame, Trigger, frames


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that a word of the text triggers; ``light`` is the verb that carries a noun trigger."""

    frame: Frame
    trigger: Token
    light: Token | None = None

    @property
    def clause(self) -> Token:
        """The verb that carries the event, or the noun that names it."""
        return self.light if self.light is not None else self.trigger


def matches(article: Article) -> Iterator[Match]:
    """Every frame that a word of the article triggers, in order of the text."""
    for sentence in article.sentences():
        for token in sentence:
            yield from _matches_at(article, token)


def _matches_at(article: Article, token: Token) -> Iterator[Match]:
    mention = article.mention_of(token)
    if mention is not None and not mention.demonym and mention.kind.value in ("person", "state", "place"):
        return
    lemma = token.lemma_.lower()
    if is_verb(token) or token.pos_ in ("AUX", "VERB"):
        done: set[str] = set()
        for trigger, frame in frames().verbs.get(lemma, ()):
            if frame.type.value not in done and _fits(trigger, token):
                done.add(frame.type.value)
                yield Match(frame, token)
    if token.tag_.startswith("N"):
        done = set()
        two = f"{token.nbor(-1).lower_} {lemma}" if token.i > token.sent.start else ""
        for key in (two, lemma):
            for _, frame in frames().nouns.get(key, ()):
                if frame.type.value not in done:
                    done.add(frame.type.value)
                    yield Match(frame, token, light_verb(token))


def _fits(trigger: Trigger, verb: Token) -> bool:
    """Whether particle and object stand beside the verb as the trigger wants them."""
    if trigger.particle is not None:
        beside = [one for one in verb.children if one.dep_ in ("prt", "prep", "advmod", "aux", "mark", "dative", "agent")]
        inner = [one for verb_ in verb.children if verb_.dep_ == "xcomp" for one in verb_.children if one.dep_ == "aux"]
        if not any(one.lower_ == trigger.particle for one in beside + inner):
            return False
    if trigger.objects:
        heads = objects(verb) + [inner for one in verb.children if one.dep_ == "prep" for inner in one.children if inner.dep_ == "pobj" and trigger.particle == one.lower_]
        return any(one.lemma_.lower() in trigger.objects for head in heads for one in coordinated(head))
    return True


def light_verb(noun: Token) -> Token | None:
    """The verb that does no more than carry the noun ("paid a visit", "is on a trip", "during a visit he …" has none)."""
    light = words("light.toml", "verbs")
    head = noun.head
    if noun.dep_ == "conj" and noun.head.tag_.startswith("N"):
        return light_verb(noun.head)
    if noun.dep_ in ("dobj", "nsubjpass", "attr") and is_verb(head) and head.lemma_.lower() in light:
        return head
    if noun.dep_ == "pobj" and head.lower_ in words("light.toml", "prepositions"):
        above = head.head
        if (is_verb(above) or above.pos_ == "AUX") and above.lemma_.lower() in light:
            return above
    return None


def fillers(match: Match, paths: tuple[str, ...]) -> list[list[Token]]:
    """The tokens at each path of a role, in the order of the paths; paths without tokens are left out."""
    found = [_at(match, path) for path in paths]
    return [tokens for tokens in found if tokens]


def _at(match: Match, path: str) -> list[Token]:
    name, _, argument = path.partition(":")
    trigger, light = match.trigger, match.light
    verb = trigger if is_verb(trigger) and not trigger.tag_.startswith("N") else None
    match name:
        case "subject":
            carrier = verb if verb is not None else light
            if carrier is None:
                return []
            return [] if is_passive(carrier) else subjects(carrier)
        case "object":
            return _objects(match, verb)
        case "agent":
            carrier = verb if verb is not None else light
            return agents(carrier) if carrier is not None else []
        case "dative":
            carrier = verb if verb is not None else light
            return datives(carrier) if carrier is not None else []
        case "prep":
            return _prepositional(match, argument.split("|"))
        case "prepobject":
            return _prepositional(match, [argument])
        case "possessor":
            return possessors(trigger)
        case "modifier":
            return [inner for one in trigger.children if one.dep_ in ("compound", "amod", "nmod") for inner in coordinated(one)]
        case "complement":
            return _complement_subjects(trigger)
        case "forsubject":
            return _for_subjects(trigger)
        case "infinitive":
            return _infinitive_objects(match)
        case "infinitive-subject":
            return _for_subjects(trigger)
        case _:
            raise ValueError(f"The frame {match.frame.name!r} names the path {path!r}, which is none; see frames.py.")


def _objects(match: Match, verb: Token | None) -> list[Token]:
    if verb is not None:
        return objects(verb)
    if match.light is None:
        return []
    return [one for one in objects(match.light) if one != match.trigger] if match.trigger.dep_ == "pobj" else []


def _prepositional(match: Match, names: list[str]) -> list[Token]:
    found = prepositional(match.trigger, names)
    if not found and match.light is not None:
        found = prepositional(match.light, names)
    if not found and match.trigger.dep_ == "conj":
        found = prepositional(match.trigger.head, names) if match.trigger.head.tag_.startswith("N") else []
    if not found and match.trigger.tag_.startswith("N"):
        last = [one for one in match.trigger.children if one.dep_ == "conj"]
        found = [token for one in last for token in prepositional(one, names)]
    return found


def _complement_subjects(verb: Token) -> list[Token]:
    clause = child(verb, "ccomp", "xcomp")
    if clause is None:
        return []
    return logical_subjects(clause) if child(clause, "nsubj", "nsubjpass") is not None else []


def _for_subjects(trigger: Token) -> list[Token]:
    """ "called for Israel to withdraw": whoever is to do it."""
    for one in trigger.children:
        if one.dep_ in ("advcl", "xcomp", "ccomp", "acl", "relcl") and (own := child(one, "nsubj")) is not None:
            return coordinated(own)
        if one.dep_ == "prep" and one.lower_ == "for":
            inner = child(one, "pcomp", "pobj")
            if inner is not None and (own := child(inner, "nsubj")) is not None:
                return coordinated(own)
    return []


def _infinitive_objects(match: Match) -> list[Token]:
    carrier = match.trigger
    for one in carrier.children:
        if one.dep_ in ("xcomp", "acl", "advcl", "ccomp") and is_verb(one):
            found = objects(one) or prepositional(one, ("on", "against", "to", "at", "with", "for", "from"))
            deeper = [inner for last in one.children if last.dep_ == "xcomp" for inner in objects(last)]
            return found + deeper
    return []
