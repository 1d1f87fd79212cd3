"""Which acts belong to an encounter that the article dates: "met today … he thanked", "During the call they agreed".

Not for a time that hangs on the act itself (``timing.py``). A text ties an act to an encounter in three ways: the act's
clause hangs on it, names it again with "the" ("in the call"), or goes on telling it, with the same people as subjects.
The last holds in a government's own release, where one encounter is the subject; a press article wants both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from communique.extract.acts.arguments import Match, fillers
from communique.extract.article import Article, table, words
from communique.extract.certainty.status import status_of
from communique.extract.moments.timing import Timing
from communique.extract.reference.references import Resolver
from communique.extract.tree import child, coordinated, is_verb, logical_subjects, prepositional
from communique.records import ClaimType, Precision, Reference, Status, When

FILE = "timing.toml"
LINKED = frozenset({"conj", "xcomp", "advcl"})
"""How a verb hangs on another with which it shares its subject and its time."""
SIDES = 2
REACH = 400
"""Characters in which an encounter is named again with its time: the next sentence or two."""


Keys = frozenset[str]
"""By what one participant is known again: name, state and titles."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A dated encounter: the word and the verb that tell of it, when it is, who takes part, whether it lies ahead."""

    trigger: Token
    verb: Token | None
    start: int
    when: When
    people: tuple[Keys, ...]
    journey: bool = False
    ahead: bool = False


class Scenes:
    """The dated encounters of one article."""

    def __init__(self, article: Article, resolver: Resolver, timing: Timing, matches: Iterable[Match]) -> None:
        self._article = article
        self._resolver = resolver
        self._timing = timing
        self._release = resolver.publisher() is not None or self._is_readout()
        sure = [one for one in matches if not one.frame.tentative]
        encounters = [one for one in sure if one.frame.type in (ClaimType.MEETING, ClaimType.VISIT)]
        found = [scene for match in encounters if (scene := self._scene(match)) is not None]
        lead = self._lead()
        self._scenes = sorted([*found, *([lead] if lead is not None else [])], key=lambda scene: scene.start)

    def _is_readout(self) -> bool:
        """Whether the headline names one encounter and the first sentence says that it took place "today"."""
        title = self._article.document.title
        sentences = list(self._article.sentences())
        head = [one for one in sentences if title is not None and self._article.start(one[0]) < title.end]
        body = sentences[len(head) :]
        names = words(FILE, "encounters") | words(FILE, "journeys")
        named = any(one.lemma_.lower() in names for sentence in head for one in sentence)
        return named and bool(body) and any(one.lower_ in words(FILE, "today") for one in body[0])

    def when(self, match: Match) -> When | None:
        """The time of the encounter that a match without a time of its own belongs to."""
        if self._has_words_of_time(match) or not _in_course(match):
            return None
        return self._hangs_on(match) or self._named_again(match) or self._told_on(match) or self._dated_later(match)

    def _scene(self, match: Match) -> Scene | None:
        when = self._timing.of(match.trigger, match.light)
        if when is None or when.earliest is None or when.latest is None:
            return None
        status = status_of(self._article, match.trigger, match.light, when, Status.OCCURRED).value
        if status not in (Status.OCCURRED, Status.ONGOING, Status.PLANNED):
            return None
        sides = [list(fillers(match, paths)) for paths in (match.frame.actor, match.frame.recipient)]
        journey = match.frame.type is ClaimType.VISIT
        partners = [*sides[1], *_pairs(sides[0])]
        named = [any(map(self._anybody, side)) for side in (sides[0], partners)]
        if not (any(named) if journey else all(named)):
            return None
        tokens = [token for side in sides for found in side for token in found]
        return Scene(
            trigger=match.trigger,
            verb=_verb_of(match),
            start=self._article.start(match.trigger),
            when=when,
            people=self._people(self._resolver.actors(tokens)),
            journey=journey,
            ahead=status == Status.PLANNED,
        )

    def _lead(self) -> Scene | None:
        """What the first sentence tells, if it has a day: of a release whatever its verb, else that several met."""
        title = self._article.document.title
        body = [one for one in self._article.sentences() if title is None or self._article.start(one[0]) >= title.end]
        verb = body[0].root if body else None
        when = self._timing.of(verb) if verb is not None and verb.tag_ == "VBD" else None
        if verb is None or when is None or when.precision is not Precision.DAY:
            return None
        if not self._release and verb.lemma_.lower() not in words(FILE, "gathering"):
            return None
        within = verb.sent if self._release else verb.doc[verb.sent.start : verb.i]
        references = self._resolver.actors(token for token in within if token.tag_ in ("NNP", "NNPS"))
        return Scene(verb, verb, self._article.start(verb), when, self._people(references))

    def _anybody(self, tokens: list[Token]) -> bool:
        """Whether somebody or some place is named, be it one that nobody can resolve."""
        return any(one.tag_ in ("NNP", "NNPS", "PRP") for one in tokens) or bool(self._resolver.actors(tokens))

    def _people(self, references: Iterable[Reference]) -> tuple[Keys, ...]:
        """By what each is known again; an office of the publisher's state is known by that state, too."""
        code = self._resolver.publisher()
        offices = table("actors.toml")["release_offices"]
        own = frozenset(offices.get(code, ())) if isinstance(offices, dict) else frozenset()
        found = []
        for one in references:
            state = one.state or (code if own & set(one.titles) else None)
            keys = (one.name, state, *(f"the {title}" for title in one.titles))
            found.append(frozenset(key for key in keys if key))
        return tuple(found)

    def _has_words_of_time(self, match: Match) -> bool:
        """Whether the clause has a time of its own, be it one that says too little ("last week")."""
        near = [*match.trigger.children, *(match.light.children if match.light is not None else ())]
        inner = [low for one in near if one.dep_ == "prep" for low in one.children]
        return any(one.ent_type_ == "DATE" for one in (*near, *inner))

    # Ties

    def _hangs_on(self, match: Match) -> When | None:
        """An act in a clause of the encounter: called him today to thank him; a meeting on Monday where they agreed."""
        verb = _verb_of(match)
        above = _hosts(verb) if verb is not None else []
        done = self._status(match) in (Status.OCCURRED, Status.ONGOING)
        purpose = match.frame.type is ClaimType.ACTION and verb is not None and verb.tag_ == "VB"
        if not above or not (done or purpose):
            return None
        scenes = [one for one in self._scenes if not one.ahead and (one.trigger in above or one.verb in above)]
        return scenes[-1].when if scenes else None

    def _named_again(self, match: Match) -> When | None:
        """During the call he thanked them; the talks themselves, told again."""
        ahead = self._status(match) == Status.PLANNED
        for noun in self._encounters_near(match):
            named = noun.tag_ == "NNP" and any(one.dep_ in ("compound", "amod") for one in noun.lefts)
            if named or not any(one.lower_ in words(FILE, "definite") for one in noun.lefts):
                continue
            journey = noun.lemma_.lower() in words(FILE, "journeys")
            scenes = [one for one in self._before(match) if one.ahead == ahead and (one.journey or not journey)]
            same = [one for one in scenes if one.journey == journey]
            chosen = [one for one in same or scenes if _is_main(one)] or same or scenes
            return chosen[-1].when if chosen and self._are_those(match, noun, chosen[-1]) else None
        return None

    def _are_those(self, match: Match, noun: Token, scene: Scene) -> bool:
        """Whether an encounter that is named again with people is the one told: all of them took part in it."""
        if noun != match.trigger:
            return True
        tokens = [token for one in fillers(match, ("prep:between|with|to|of|by", "possessor")) for token in one]
        people = self._people(self._resolver.actors(tokens))
        return len(_together(people, scene.people)) == len(people)

    def _told_on(self, match: Match) -> When | None:
        """The next sentences about the encounter: a finite past verb whose subject took part."""
        verb = _verb_of(match)
        if verb is None or self._status(match) not in (Status.OCCURRED, Status.ONGOING):
            return None
        top = _top(verb)
        over = any(one.dep_ == "prep" and one.lower_ in words(FILE, "afterwards") for one in top.lefts)
        if over or not self._tells(top):
            return None
        subjects = logical_subjects(top)
        partners = [token for found in fillers(match, match.frame.recipient) for token in found]
        people = self._people(self._resolver.actors(subjects))
        both = people if self._release else self._people(self._resolver.actors([*subjects, *partners]))
        wanted = 1 if self._release else SIDES
        if self._release and any(one.lower_ in words(FILE, "everybody") for one in subjects):
            wanted = 0
        spoken = top.tag_ == "VBP"
        for scene in reversed(self._before(match)):
            if scene.ahead or (spoken and scene.when.precision is not Precision.DAY):
                continue  # what "we" say in the present is said on one day, not in the month of an earlier visit
            if _is_main(scene) and len(_together(people if scene.journey else both, scene.people)) >= wanted:
                return scene.when
        return None

    def _dated_later(self, match: Match) -> When | None:
        """The time that the next sentences give to an encounter told without one: "The visit will begin on May 7"."""
        kind = match.frame.type
        if kind not in (ClaimType.MEETING, ClaimType.VISIT):
            return None
        names = words(FILE, "journeys") if kind is ClaimType.VISIT else words(FILE, "encounters")
        start, here = self._article.start(match.trigger), match.trigger.sent
        for sentence in self._article.sentences():
            offset = self._article.start(sentence[0])
            if sentence == here or not start < offset < start + REACH:
                continue
            for noun in sentence:
                if noun.lemma_.lower() in names and _only_dated(noun):
                    return self._timing.of(noun)
        return None

    def _tells(self, verb: Token) -> bool:
        """Whether a verb carries the story on: past and main, or the present in which "we" of a release speak."""
        if verb.dep_ not in ("ROOT", "conj", "advcl", "ccomp", "parataxis") or child(verb, "neg") is not None:
            return False
        if verb.dep_ == "advcl" and not any(
            one.dep_ == "mark" and one.lower_ in words(FILE, "meanwhile") for one in verb.children
        ):
            return False
        if verb.dep_ == "ccomp" and verb.head.dep_ != "ROOT":
            return False
        own = child(verb, "nsubj")
        if verb.tag_ == "VBP" and own is not None and own.lower_ == "we":
            return self._release and child(verb, "aux") is None
        return verb.tag_ == "VBD"

    def _before(self, match: Match) -> list[Scene]:
        here = self._article.start(match.trigger)
        return [one for one in self._scenes if one.start < here]

    def _status(self, match: Match) -> str:
        return status_of(self._article, match.trigger, match.light, None, Status.OCCURRED).value

    def _encounters_near(self, match: Match) -> Iterable[Token]:
        """The nouns of encounters in whose course the act is told: the trigger itself, or behind "during" and "in"."""
        if match.frame.type in (ClaimType.MEETING, ClaimType.VISIT) and match.trigger.tag_.startswith("N"):
            yield match.trigger
        verb = _verb_of(match)
        for clause in (verb, _top(verb)) if verb is not None else ():
            for one in clause.children:
                inner = child(one, "pobj") if one.dep_ == "prep" and one.lower_ in words(FILE, "during") else None
                for noun in coordinated(inner) if inner is not None else ():
                    yield from (low for low in (noun, *_of(noun)) if low.lemma_.lower() in words(FILE, "encounters"))


def _only_dated(noun: Token) -> bool:
    """Whether a sentence says of an encounter that was told before no more than its time: "The visit will begin on"."""
    again = any(one.lower_ in words(FILE, "again") for one in noun.lefts) and not prepositional(noun, ("to", "in"))
    return again and noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "taking_place")


def _of(noun: Token) -> Iterable[Token]:
    """Of "each of the calls", the calls."""
    return [low for one in noun.children if one.lower_ == "of" for low in one.children if low.dep_ == "pobj"]


def _in_course(match: Match) -> bool:
    """Whether an encounter's time may be the match's: an act done by words there, not a deed that is talked about."""
    if match.frame.type is not ClaimType.ACTION:
        return True
    if match.frame.event in words(FILE, "talked_about"):
        return match.light is not None and match.light.lemma_.lower() in words(FILE, "said_there")
    return match.frame.event in words(FILE, "in_course")


def _pairs(sides: list[list[Token]]) -> Iterator[list[Token]]:
    """Of several on one side, those after the first: they meet each other."""
    return (found[1:] for found in sides if len(found) > 1)


def _together(people: Iterable[Keys], others: tuple[Keys, ...]) -> list[Keys]:
    """Those of the people who are among the others, each of whom is one only."""
    left = list(others)
    found = []
    for one in people:
        same = next((other for other in left if one & other), None)
        if same is not None:
            left.remove(same)
            found.append(one)
    return found


def _verb_of(match: Match) -> Token | None:
    """The verb that tells of a match, if one does."""
    return match.clause if is_verb(match.clause) else None


def _hosts(verb: Token) -> list[Token]:
    """What the clause of a verb hangs on and happens with: not after it, nor whenever else."""
    if any(one.dep_ == "mark" and one.lower_ not in words(FILE, "meanwhile") for one in verb.children):
        return []
    if verb.dep_ == "relcl" or (verb.dep_ == "advcl" and verb.tag_ not in ("VB", "VBG")):
        return [verb.head] if _is_where(verb) else []
    if verb.dep_ == "conj" and _is_of_others(verb):
        return []
    if verb.dep_ == "conj" and verb.head.dep_ in ("advcl", "relcl"):
        return [verb.head, *_hosts(verb.head)]
    return [verb.head] if verb.dep_ in LINKED else []


def _is_of_others(verb: Token) -> bool:
    """Whether a coordinated verb tells of somebody else in the perfect: "X went there in May, and Y has come, too"."""
    own = child(verb, "nsubj", "nsubjpass")
    return own is not None and own.tag_ != "PRP" and any(one.lower_ in ("has", "have", "had") for one in verb.children)


def _top(verb: Token) -> Token:
    """The verb at which a chain of verbs with one subject begins: "welcomed … and agreed to work"."""
    while verb.dep_ in LINKED and is_verb(verb.head) and verb.head != verb and not _has_subject(verb):
        if verb.dep_ == "advcl" and verb.tag_ not in ("VB", "VBG"):
            break
        verb = verb.head
    return verb


def _has_subject(verb: Token) -> bool:
    return child(verb, "nsubj", "nsubjpass") is not None


def _is_where(verb: Token) -> bool:
    """Whether a relative clause tells what was done there: "where they agreed", "during which he thanked"."""
    if any(one.tag_ == "WRB" for one in verb.children):
        return True
    return any(low.tag_ == "WDT" for one in verb.children if one.dep_ == "prep" for low in one.children)


def _is_main(scene: Scene) -> bool:
    """Whether an encounter is told for itself, by the main verb of its sentence, and not in passing."""
    return scene.verb is not None and _top(scene.verb).dep_ in ("ROOT", "conj")
