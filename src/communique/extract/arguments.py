"""The roles of a frame: which tokens stand at the paths that it names. Not for whom they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
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
from communique.records import ClaimType

OF_THINGS = frozenset({"of", "in", "by", "for"})
"""Prepositions behind a verb's object that belong to the object, not to the verb."""


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
    """One frame of each type; of actions all that fit, for their extractor to choose from."""
    mention = article.mention_of(token)
    if mention is not None and not mention.demonym and mention.kind.value in ("person", "state", "place"):
        return
    done: set[str] = set()
    for match in (*_verb_matches(token), *_noun_matches(token), *_adjective_matches(token)):
        if match.frame.type is ClaimType.ACTION or match.frame.type.value not in done:
            done.add(match.frame.type.value)
            yield match


def _verb_matches(token: Token) -> Iterator[Match]:
    if is_verb(token) or token.pos_ in ("AUX", "VERB"):
        for trigger, frame in frames().verbs.get(token.lemma_.lower(), ()):
            if _fits(trigger, token) and (not frame.negated or child(token, "neg") is not None):
                yield Match(frame, token)


def _stands_as_noun(token: Token) -> bool:
    """Whether a word with an article that the tagger takes for an adjective is an object or a subject: "a compact"."""
    heads = token.tag_ == "JJ" and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")
    return heads and any(one.dep_ == "det" for one in token.lefts)


def _noun_matches(token: Token) -> Iterator[Match]:
    if not (token.tag_.startswith("N") or _stands_as_noun(token)):
        return
    lemma = token.lemma_.lower()
    two = f"{token.nbor(-1).lower_} {lemma}" if not token.is_sent_start else ""
    three = " ".join(one.lower_ for one in token.doc[token.i + 1 : min(token.i + 3, token.sent.end)])
    for key in (f"{lemma} {three}", two, lemma):
        for _, frame in frames().nouns.get(key, ()):
            if frame.negated and not any(one.lower_ in words("status.toml", "negations") for one in token.lefts):
                continue
            yield Match(frame, token, carrier(token, frame.carriers) if frame.carriers else light_verb(token))


def _adjective_matches(token: Token) -> Iterator[Match]:
    """Of somebody who is something: the adjective behind a verb of being, which carries it."""
    verb = token.head
    if not token.tag_.startswith("J") or token.dep_ not in ("acomp", "attr", "oprd"):
        return
    if verb.lemma_.lower() in words("light.toml", "states"):
        for _, frame in frames().adjectives.get(token.lower_, ()):
            yield Match(frame, token, verb)


def _fits(trigger: Trigger, verb: Token) -> bool:
    """Whether particle and object stand beside the verb as the trigger wants them."""
    if trigger.particle is not None:
        beside = [
            one
            for one in verb.children
            if one.dep_ in ("prt", "prep", "advmod", "aux", "mark", "dative", "agent", "acomp", "oprd")
        ]
        inner = [one for verb_ in verb.children if verb_.dep_ == "xcomp" for one in verb_.children if one.dep_ == "aux"]
        whole = [one.lemma_ for one in verb.children if one.dep_ == "xcomp"]
        clauses = [one for one in verb.children if one.dep_ in ("advcl", "ccomp", "xcomp")]
        inner += [low for one in clauses for low in one.children if low.dep_ == "mark" and low.lower_ == "for"]
        if trigger.particle not in [*(one.lower_ for one in beside + inner), *whole]:
            return False
    if trigger.objects:
        inside = [one for one in verb.children if one.dep_ in ("prep", "agent") and trigger.particle == one.lower_]
        heads = _unpacked(objects(verb)) + [inner for one in inside for inner in one.children if inner.dep_ == "pobj"]
        return any(one.lemma_.lower() in trigger.objects for head in heads for one in coordinated(head))
    return True


def _unpacked(heads: list[Token]) -> list[Token]:
    """Objects with what is in them: of "a new round of sanctions" the sanctions too."""
    series = [one for one in heads if one.lemma_.lower() in words("light.toml", "series")]
    return heads + [inner for one in series for inner in prepositional(one, ("of",))]


def light_verb(noun: Token) -> Token | None:
    """The verb that does no more than carry the noun ("paid a visit", "is on a trip")."""
    return carrier(noun, words("light.toml", "verbs"))


def carrier(noun: Token, verbs: Collection[str]) -> Token | None:
    """The verb among ``verbs`` that has the noun as its object, its passive subject or behind a light preposition."""
    head = noun.head
    if noun.dep_ == "conj" and noun.head.tag_.startswith("N"):
        return carrier(noun.head, verbs)
    behind = noun.dep_ == "pobj" and head.lower_ in ("of", "in")
    if behind and head.head.lemma_.lower() in words("light.toml", "series"):
        return carrier(head.head, verbs)
    if noun.dep_ in ("dobj", "nsubjpass", "attr") and is_verb(head) and head.lemma_.lower() in verbs:
        return head
    if noun.dep_ == "pobj" and head.lower_ in words("light.toml", "prepositions"):
        above = head.head
        if (is_verb(above) or above.pos_ == "AUX") and above.lemma_.lower() in verbs:
            return above
    return None


def fillers(match: Match, paths: tuple[str, ...]) -> list[list[Token]]:
    """The tokens at each path of a role, in the order of the paths; paths without tokens are left out."""
    found = [[inner for token in _at(match, path) for inner in _counted(token)] for path in paths]
    return [tokens for tokens in found if tokens]


def _counted(token: Token) -> list[Token]:
    """Of "thousands of Afghans" are Afghans."""
    if token.lemma_.lower() in words("light.toml", "counts"):
        return prepositional(token, ("of",)) or [token]
    return [token]


def _at(match: Match, path: str) -> list[Token]:
    name, _, argument = path.partition(":")
    trigger, light = match.trigger, match.light
    verb = trigger if is_verb(trigger) and not trigger.tag_.startswith("N") else None
    carrying = verb if verb is not None else light
    if name == "prep":
        return _prepositional(match, argument.split("|"))
    if name == "object":
        return _objects(match, verb)
    if name in OF_CARRIER:
        return OF_CARRIER[name](carrying) if carrying is not None else []
    if name in OF_TRIGGER:
        return OF_TRIGGER[name](trigger)
    raise ValueError(f"The frame {match.frame.name!r} names the path {path!r}, which is none; see frames.py.")


def _modifiers(noun: Token) -> list[Token]:
    near = [one for one in noun.children if one.dep_ in ("compound", "amod", "nmod")]
    return [inner for one in near for inner in coordinated(one)]


def _carried_objects(noun: Token) -> list[Token]:
    """Of "sanctions have isolated Moscow": what the verb whose subject the noun is does it to."""
    return objects(noun.head) if noun.dep_ == "nsubj" and is_verb(noun.head) else []


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
    if is_verb(match.trigger) and (thing := child(match.trigger, "dobj")) is not None:
        found += prepositional(thing, [name for name in names if name not in OF_THINGS])
    if not found and match.trigger.dep_ == "conj":
        found = prepositional(match.trigger.head, names) if match.trigger.head.tag_.startswith("N") else []
    if not found and match.trigger.tag_.startswith("N"):
        last = [one for one in match.trigger.children if one.dep_ == "conj"]
        found = [token for one in last for token in prepositional(one, names)]
    return found


def _complement_subjects(verb: Token) -> list[Token]:
    clause = child(verb, "ccomp", "xcomp") if is_verb(verb) else child(verb, "ccomp", "acl")
    if clause is None:
        return []
    return logical_subjects(clause) if child(clause, "nsubj", "nsubjpass") is not None else []


def _for_subjects(trigger: Token) -> list[Token]:
    """Of "called for Israel to withdraw": whoever is to do it."""
    for one in trigger.children:
        if one.dep_ in ("advcl", "xcomp", "ccomp", "acl", "relcl") and (own := child(one, "nsubj")) is not None:
            return coordinated(own)
        if one.dep_ == "prep" and one.lower_ == "for":
            inner = child(one, "pcomp", "pobj")
            if inner is not None and (own := child(inner, "nsubj")) is not None:
                return coordinated(own)
    return []


def _infinitive_objects(trigger: Token) -> list[Token]:
    """To whom what is promised, refused or threatened is done: "to help Iran", "to strengthening ties with Iran"."""
    clauses = [one for one in trigger.children if one.dep_ in ("xcomp", "acl", "advcl", "ccomp") and is_verb(one)]
    gerunds = [child(one, "pcomp") for one in trigger.children if one.dep_ == "prep"]
    for one in [*clauses, *(one for one in gerunds if one is not None)]:
        found = [token for verb in coordinated(one) for token in _patients(verb)]
        deeper = [inner for last in one.children if last.dep_ == "xcomp" for inner in _patients(last)]
        if found or deeper:
            return found + deeper
    return []


def _patients(verb: Token) -> list[Token]:
    names = ("on", "against", "to", "at", "with", "for", "from", "in")
    return datives(verb) + objects(verb) + prepositional(verb, names)


def _doers(verb: Token) -> list[Token]:
    """Who does it; of "thanked X for helping", X, and of "Y's leadership in helping", Y."""
    if is_passive(verb):
        return []
    above = verb.head.head
    own = child(verb, "nsubj") is not None
    if not own and verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_.lower() in words("light.toml", "encounters"):
        return subjects(verb.head)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and child(verb, "nsubj") is None:
        if above.tag_.startswith("N") and (owners := possessors(above)):
            return owners
        judged = verb.head.lower_ in words("light.toml", "object_control") and above.lemma_.lower() in frames().verbs
        if is_verb(above) and judged and (whom := objects(above)):
            return whom
    return subjects(verb)


def _obliged(verb: Token) -> list[Token]:
    """Of "said that Iran must stop", "said Iran needs to stop": whoever must."""
    clause = child(verb, "ccomp")
    own = child(clause, "nsubj") if clause is not None else None
    if clause is None or own is None or child(clause, "neg") is not None:
        return []
    bound = any(one.dep_ == "aux" and one.lower_ in words("light.toml", "obligations") for one in clause.children)
    inner = child(clause, "xcomp")
    bound = bound or (clause.lemma_ in ("have", "need") and inner is not None and inner.tag_ == "VB")
    return coordinated(own) if bound else []


def _accusers(trigger: Token) -> list[Token]:
    """Who accuses, in the words before a denial or else in those after it."""
    if trigger.lemma_.lower() not in words("light.toml", "denials"):
        return []
    known = words("light.toml", "accusations")
    before = [one for one in reversed(trigger.doc[: trigger.i]) if one.lemma_.lower() in known and is_verb(one)]
    after = [one for one in trigger.doc[trigger.i : trigger.sent.end] if one.lemma_.lower() in known and is_verb(one)]
    return next((found for one in (*before, *after) if (found := agents(one) or subjects(one))), [])


OF_CARRIER: dict[str, Callable[[Token], list[Token]]] = {"subject": _doers, "agent": agents, "dative": datives}
"""Paths from the verb of the match, be it the trigger or what carries it."""

OF_TRIGGER: dict[str, Callable[[Token], list[Token]]] = {
    "possessor": possessors,
    "modifier": _modifiers,
    "complement": _complement_subjects,
    "forsubject": _for_subjects,
    "infinitive": _infinitive_objects,
    "obliged": _obliged,
    "accuser": _accusers,
    "carried": _carried_objects,
}
"""Paths from the trigger itself."""
