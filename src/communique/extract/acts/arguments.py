"""Which frames fit a word of the text, and the words at the paths of their roles. Not for whom these stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.charges import charges
from communique.extract.acts.judgements import says
from communique.extract.acts.paths import (
    OF_CARRIER,
    OF_TRIGGER,
    complement_subjects,
    declaring,
    forbids,
    is_denied,
    within,
)
from communique.extract.article import Article, words
from communique.extract.tree import (
    ancestors_to_verb,
    child,
    coordinated,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
)
from communique.frames import Frame, Trigger, frames
from communique.records import ClaimType, EntityKind

OF_THINGS = frozenset({"of", "in", "by", "for"})
"""Prepositions behind a verb's object that belong to the object, not to the verb."""
PARTICLES = frozenset({"prt", "prep", "advmod", "aux", "mark", "dative", "agent", "acomp", "oprd"})
"""How a trigger's particle may hang on its verb."""
ANY_PLACE = "@place"
"""What a trigger writes for the name of any place as its object."""


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
    for match in (*_verb_matches(article, token), *_noun_matches(token), *_adjective_matches(token)):
        if match.frame.type is ClaimType.ACTION or match.frame.type.value not in done:
            done.add(match.frame.type.value)
            yield match


def _verb_matches(article: Article, token: Token) -> Iterator[Match]:
    """The frames whose triggers fit a verb; what a bare verb tells gives way to what a more exact trigger does."""
    if not is_verb(token) and token.pos_ not in ("AUX", "VERB"):
        return
    known = [entry for key in _keys(token) for entry in frames().verbs.get(key, ())]
    found = [one for one in known if fits(one[0], token, article) and holds(one[1], token)]
    exact = any(is_exact(trigger) and frame.type is ClaimType.ACTION for trigger, frame in found)
    for trigger, frame in found:
        if not (exact and frame.alone and not is_exact(trigger)):
            yield Match(frame, token, token.head if token.dep_ == "aux" else None)


def is_exact(trigger: Trigger) -> bool:
    """Whether a trigger wants more than its verb."""
    return bool(trigger.objects or trigger.subjects or trigger.particle)


def _keys(token: Token) -> tuple[str, ...]:
    """The lemmas under which a word may be listed: with the word before it, with a hyphen to that, and its own."""
    lemma = token.lemma_.lower()
    if token.is_sent_start:
        return (lemma,)
    before = token.nbor(-1)
    if before.text == "-" and not before.is_sent_start:
        return (f"{token.nbor(-2).lower_}-{lemma}", lemma)
    return (f"{before.lower_} {lemma}", lemma)


def _stands_as_noun(token: Token) -> bool:
    """Whether a word with an article that the tagger takes for an adjective is an object or a subject: "a compact"."""
    heads = token.tag_ == "JJ" and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")
    return heads and any(one.dep_ == "det" for one in token.lefts)


def _noun_matches(token: Token) -> Iterator[Match]:
    if not (token.tag_.startswith("N") or _stands_as_noun(token)):
        return
    three = " ".join(one.lower_ for one in token.doc[token.i + 1 : min(token.i + 3, token.sent.end)])
    for key in (f"{token.lemma_.lower()} {three}", *_keys(token)):
        for _, frame in frames().nouns.get(key, ()):
            if frame.negated and not any(one.lower_ in words("status.toml", "negations") for one in token.lefts):
                continue
            if frame.charges and not charges(token):
                continue
            if not frame.holds or _has_one_of(token, frame.holds):
                yield Match(frame, token, _carrier_of(frame, token))


def _has_one_of(noun: Token, wanted: Collection[str]) -> bool:
    """Whether one of the words stands before the noun or behind its "of"."""
    near = [one for one in noun.lefts if one.dep_ in ("compound", "amod", "nmod")] + prepositional(noun, ("of",))
    return any(one.lemma_.lower() in wanted for one in near)


def _carrier_of(frame: Frame, noun: Token) -> Token | None:
    """The verb that carries a noun: as its object, or, of an act, as the subject of its beginning, course or end."""
    if "declared" in frame.recipient:
        return declaring(noun)
    found = (adverbial(noun) if frame.adverbial else None) or carrier(noun, carrying(frame))
    return found or (happening(noun) if frame.type is ClaimType.ACTION else None)


def carrying(frame: Frame) -> Collection[str]:
    """The verbs that may carry a frame's nouns: its own, else the light verbs; of visits also those of going there."""
    verbs = frame.carriers or words("light.toml", "verbs")
    return frozenset(verbs) | words("visits.toml", "carrying") if frame.type is ClaimType.VISIT else verbs


def happening(noun: Token) -> Token | None:
    """The verb by which an act that a noun names happens: "clashes broke out", "talks resumed", "trade is growing"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or not is_verb(verb) or verb.lemma_.lower() not in words("light.toml", "happenings"):
        return None
    what = child(verb, "dobj")
    if child(verb, "neg") is not None:
        return None
    return verb if what is None or what.lower_ in words("light.toml", "of_happening") else None


def _adjective_matches(token: Token) -> Iterator[Match]:
    """Of somebody who is something: the adjective behind a verb of being, which carries it."""
    verb = token.head
    if not token.tag_.startswith("J") or token.dep_ not in ("acomp", "attr", "oprd"):
        return
    if verb.lemma_.lower() in words("light.toml", "states"):
        for _, frame in frames().adjectives.get(token.lower_, ()):
            if holds(frame, token):
                yield Match(frame, token, verb)


def holds(frame: Frame, word: Token) -> bool:
    """Whether a verb or an adjective is denied, or not, as the frame wants it, and a verb says what it wants said."""
    denied = is_denied(word) or (word.tag_.startswith("J") and is_denied(word.head))
    if (frame.negated and not denied) or (frame.affirmed and denied) or (frame.clausal and not _asks(word)):
        return False
    if frame.recipient == ("complement",) and not complement_subjects(word):
        return False
    if frame.charges and (denied or not charges(word)):
        return False
    return frame.says is None or (not denied and says(word, frame.says))


def _asks(verb: Token) -> bool:
    """Whether a verb has under it, or under its object, what should be done: "urged X to stop", "asked that X stop"."""
    near = [one for one in verb.children if one.i > verb.i]
    near += [low for one in near if one.dep_ in ("dobj", "dative", "prep") for low in one.children]
    near += [low for one in near if one.dep_ == "pobj" for low in one.children]
    if forbids(verb) or any(one.dep_ in ASKED and _is_wanted(one) for one in near):
        return True
    marks = (one for one in verb.subtree if one.tag_ == "TO" or (one.dep_ == "aux" and one.lower_ == "to"))
    return any(one.i > verb.i and _leads_to(one, verb) for one in marks)  # "to de-escalate", where "to" hangs on "de"


def _leads_to(mark: Token, verb: Token) -> bool:
    """Whether no finite verb stands between the "to" of an infinitive and the verb above it."""
    above = mark.head
    while above not in (verb, above.head):
        if above.tag_ in FINITE or any(one.dep_ == "aux" and one.tag_ in FINITE for one in above.children):
            return False
        above = above.head
    return above == verb


def _is_wanted(clause: Token) -> bool:
    """Whether a clause says what should be: "to stop", "that X stop", "that X be barred"."""
    helpers = [one for one in clause.children if one.dep_ in ("aux", "auxpass")]
    if any(one.tag_ == "MD" for one in helpers):
        return any(one.lower_ == "should" for one in helpers)
    own = child(clause, "nsubj") if clause.tag_ == "VBP" else None
    if own is not None and own.tag_ in ("NN", "NNP") and child(own, "conj") is None:
        return True
    return clause.tag_ == "VB" or any(one.tag_ == "VB" for one in helpers)


def fits(trigger: Trigger, verb: Token, article: Article | None = None) -> bool:
    """Whether particle, object and subject stand beside the verb as the trigger wants them.

    Only the article knows which words name places; without it ``@place`` is no word.
    """
    if trigger.particle is not None:
        beside = [one for one in verb.children if one.dep_ in PARTICLES]
        inner = [one for verb_ in verb.children if verb_.dep_ == "xcomp" for one in verb_.children if one.dep_ == "aux"]
        whole = [one.lemma_ for one in verb.children if one.dep_ in ("xcomp", "ccomp")]
        clauses = [one for one in verb.children if one.dep_ in ("advcl", "ccomp", "xcomp")]
        inner += [one for one in clauses if one.tag_.startswith("J")]
        marks = [low for one in clauses for low in one.children if low.dep_ == "mark"]
        inner += [low for low in marks if low.lower_ in ("for", "that")]
        seconds = _second_verbs(verb)[1:] if trigger.objects else []
        behind = [one for last in seconds for one in last.children if one.dep_ == "prep"]
        if trigger.particle not in [*(one.lower_ for one in beside + inner + behind), *whole]:
            return False
    met = objects(verb) + _behind_particle(trigger, verb) + _called_home(trigger, verb) if trigger.objects else []
    if trigger.objects and not _are_among(trigger.objects, met, article):
        return False
    return not trigger.subjects or _are_among(trigger.subjects, logical_subjects(verb), article)


def _behind_particle(trigger: Trigger, verb: Token) -> list[Token]:
    """What stands behind the trigger's preposition, or where its particle is none, behind "of" or "from" ("out of")."""
    if trigger.particle is None:
        return []
    bare = any(one.lower_ == trigger.particle and one.dep_ in ("prt", "advmod") for one in verb.children)
    names = (trigger.particle, "of", "from") if bare else (trigger.particle,)
    return [token for one in _second_verbs(verb) for token in prepositional(one, names)]


def _called_home(trigger: Trigger, verb: Token) -> list[Token]:
    """The object behind a particle that the parser takes for what is made of it: "called home its envoy"."""
    return [one for one in verb.children if one.dep_ == "oprd" and one.pos_ == "NOUN"] if trigger.particle else []


def _second_verbs(verb: Token) -> list[Token]:
    """The verb and those coordinated with it: of "were killed and four wounded in an attack" both are by the attack."""
    return [one for one in coordinated(verb) if is_verb(one) and one.tag_ == verb.tag_]


def _are_among(lemmas: Collection[str], heads: list[Token], article: Article | None) -> bool:
    """Whether one of the words is listed, or, where ``@place`` is, is a name of a place or one that no list has."""
    found = [one for head in _unpacked(heads) for one in coordinated(head)]
    if any(one.lemma_.lower() in lemmas for one in found):
        return True
    return article is not None and ANY_PLACE in lemmas and any(_is_place(article, one) for one in found)


def _is_place(article: Article, token: Token) -> bool:
    mention = article.mention_of(token)
    if mention is None:
        return token.ent_type_ in ("GPE", "LOC", "FAC") and token.tag_ == "NNP"
    unlisted = mention.kind is EntityKind.ORGANIZATION and mention.code is None and mention.text == token.text
    return mention.kind is EntityKind.PLACE or (unlisted and not token.text.isupper())


def _unpacked(heads: list[Token]) -> list[Token]:
    """Objects with what is in them: of "a new round of sanctions" the sanctions too, of "dozens of tanks" the tanks.

    Of "Ambassador Serur", "the frigate Moskva" what the name is of.
    """
    holding = words("light.toml", "series") | words("light.toml", "counts")
    series = [one for one in heads if one.lemma_.lower() in holding]
    kinds = [low for one in series for low in one.lefts if low.dep_ == "compound"]
    titles = [low for one in heads if one.tag_ == "NNP" for low in one.lefts if low.dep_ == "compound"]
    return heads + titles + kinds + [inner for one in series for inner in prepositional(one, ("of",))]


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
    if noun.dep_ == "pobj" and head.lower_ == "for" and head.head.lemma_.lower() in words("light.toml", "answers"):
        return carrier(head.head, verbs)
    taken = (
        noun.dep_ == "ccomp" and noun.i > head.i and child(noun, "nsubj", "mark") is None
    )  # "hold White House talks"
    if (taken or noun.dep_ in ("dobj", "nsubjpass", "attr")) and is_verb(head) and head.lemma_.lower() in verbs:
        return head if head.dep_ != "prep" else None  # "following the raid"
    if noun.dep_ == "pobj" and head.lower_ in words("light.toml", "prepositions"):
        above = head.head
        beside = noun.lemma_.lower() in words("visits.toml", "journeys") and _only_has(above)
        why = head.lower_ == "for" and child(above, "dobj") is not None  # "issued a warrant for the arrest"
        if (is_verb(above) or above.pos_ == "AUX") and above.lemma_.lower() in verbs and not (beside or why):
            return above
    return None


def _only_has(verb: Token) -> bool:
    """Whether a verb carries a journey as its object alone: "skips Rome on a trip", "calls for peace on a visit"."""
    return verb.lemma_.lower() in words("visits.toml", "by_object")


def adverbial(noun: Token) -> Token | None:
    """The verb that a noun says the manner of: "recalled its envoy in protest at", "came in a show of support for"."""
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lemma_.lower() in words("light.toml", "signs")
    ):
        noun = noun.head.head
    manner = noun.dep_ == "pobj" and noun.head.lower_ in words("light.toml", "manners")
    return ancestors_to_verb(noun.head) if manner else None


def fillers(match: Match, paths: tuple[str, ...]) -> list[list[Token]]:
    """The tokens at each path of a role, in the order of the paths; paths without tokens are left out."""
    found = [[inner for token in _at(match, path) for inner in _counted(token)] for path in paths]
    return [tokens for tokens in found if tokens]


def _counted(token: Token) -> list[Token]:
    """Of "thousands of Afghans" are Afghans."""
    if token.lemma_.lower() in words("light.toml", "counts"):
        return [one for one in prepositional(token, ("of",)) if not is_verb(one)] or [token]
    return [token]


def _at(match: Match, path: str) -> list[Token]:
    name, _, argument = path.partition(":")
    trigger, light = match.trigger, match.light
    verb = trigger if is_verb(trigger) and not trigger.tag_.startswith("N") else None
    carrying = verb if verb is not None else light
    if name == "prep":
        return _prepositional(match, argument.split("|"))
    if name == "within":
        return within(trigger, argument.split("|"))
    if name == "object":
        return _objects(match, verb)
    if name in OF_CARRIER:
        return OF_CARRIER[name](carrying) if carrying is not None else []
    if name in OF_TRIGGER:
        return OF_TRIGGER[name](trigger)
    raise ValueError(f"The frame {match.frame.name!r} names the path {path!r}, which is none; see frames.py.")


def _objects(match: Match, verb: Token | None) -> list[Token]:
    if verb is not None:
        return objects(verb)
    if match.light is None:
        return []
    return [one for one in objects(match.light) if one != match.trigger] if match.trigger.dep_ == "pobj" else []


def _prepositional(match: Match, names: list[str]) -> list[Token]:
    if match.trigger.tag_ == "VBG" and match.trigger.dep_ in ("dobj", "pobj") and "on" in names:
        names = [*names, "of"]  # "intensified shelling of the town"
    found = prepositional(match.trigger, names)
    if not found and match.light is not None:
        found = prepositional(match.light, names)
    if is_verb(match.trigger) and (thing := child(match.trigger, "dobj", "nsubjpass")) is not None:
        things = [thing, *(prepositional(thing, ("of",)) if _only_counts(thing) else ())]  # "most of the sanctions on"
        found += [low for one in things for low in prepositional(one, [two for two in names if two not in OF_THINGS])]
    if not found and match.trigger.dep_ == "amod":
        found = prepositional(match.trigger.head, names)
    if not found and match.trigger.dep_ == "conj":
        found = prepositional(match.trigger.head, names) if match.trigger.head.tag_.startswith("N") else []
    if not found and match.trigger.tag_.startswith("N"):
        last = [one for one in match.trigger.children if one.dep_ == "conj"]
        found = [token for one in last for token in prepositional(one, names)]
    return found


def _only_counts(noun: Token) -> bool:
    """Whether a noun only says how many or how much of what stands behind its "of"."""
    return noun.lemma_.lower() in words("light.toml", "counts") | words("light.toml", "series")


ASKED = ("xcomp", "ccomp", "advcl", "acl", "relcl")
"""Where a clause hangs that says what is asked."""
FINITE = ("VBD", "VBZ", "VBP", "MD")
"""Tags of verbs that make a clause of their own."""
