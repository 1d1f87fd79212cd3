"""When: which time expression of a sentence belongs to which trigger. Not for resolving it; that is done in ``detect``.

An event without a time of its own inherits none from a sentence that is not about it (``scenes.py`` has what is tied).
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.moments.lengths import lasting, length_of
from communique.extract.moments.sharing import chain_of, held_by, is_later, is_there, journey_of, openings, settings
from communique.extract.tree import child, head_of, is_verb
from communique.records import Precision, When

FILE = "timing.toml"
REACH = 16
"""Characters between a noun and a time right behind it: "earlier in" and the like."""
PHRASE = frozenset({"NN", "NNP", "NNPS", "IN", "TO", "DT", "JJ", "HYPH", "POS", "PRP$", "CC"})
"""Tags of the words that name a traveller and a goal."""
PERFECT = frozenset({"has", "have", "had", "'ve"})
FINITE = ("VBD", "VBZ", "VBP")
LONGEST_PHRASE = 16
"""Tokens from a journey to its time, past the traveller's office and name and the goal."""


@dataclass(frozen=True, slots=True)
class _Hung:
    """A time, the verb or event noun that it hangs on, and the preposition before it."""

    when: When
    host: Token
    preposition: str


class Timing:
    """The times of one article, by the token that each hangs on."""

    def __init__(self, article: Article, triggers: frozenset[int]) -> None:
        """``triggers``: offsets of the nouns that name events, which may carry a time of their own."""
        self.article = article
        self.triggers = triggers
        self._hung = [one for when in article.mentions.times if (one := self._hang(when)) is not None]

    def of(self, trigger: Token, light: Token | None = None) -> When | None:
        """The time of the event that a trigger names: the nearest that hangs on it or on what carries it."""
        when = self._own(trigger, light)
        length = length_of(trigger) if when is not None else None
        return lasting(when, length, self._ends(when)) if when is not None and length is not None else when

    def all_of(self, trigger: Token, light: Token | None = None) -> list[When]:
        """Every time that hangs on the trigger or its light verb, in order of the text."""
        return [one.when for one in self._hung if one.host in (trigger, light)]

    def since(self, *carriers: Token) -> When | None:
        """The open time from which a verb in the perfect or the progressive goes on: "has shelled it since May"."""
        verbs = [one for one in carriers if is_verb(one) and any(low.lower_ in PERFECT for low in one.children)]
        for when in self.article.mentions.times if verbs else ():
            if when.latest is not None or when.earliest is None:
                continue
            token = self.article.token_at(when.evidence.start)
            above = next((one for one in token.ancestors if is_verb(one)), None) if token is not None else None
            if above in verbs:
                return when
        return None

    def _own(self, trigger: Token, light: Token | None) -> When | None:
        noun = trigger.tag_.startswith("N")
        if is_left_behind(trigger):
            light = None
        if noun and (beside := self._beside(trigger) or self._in_own_clause(trigger)) is not None:
            return beside
        carriers = [trigger, *([light] if light is not None else []), *(_tellers(trigger) if noun else ())]
        found = [one for one in self._hung if one.host in carriers and not _only_announced(one, trigger)]
        found = [one for one in found if not self._since(trigger, one.when) and not self._is_older(one.when, trigger)]
        found = found or ([] if is_left_behind(trigger) else self._around(light if light is not None else trigger))
        here = self.article.start(trigger)
        return min(found, key=lambda one: abs(one.when.evidence.start - here)).when if found else None

    def _around(self, verb: Token) -> list[_Hung]:
        """Times that a verb shares: of the verb that it is chained to, of the event in whose course it is done."""
        if not is_verb(verb):
            noun, above = verb, journey_of(verb) or held_by(verb)
            return [one for one in self._hung if above is not None and one.host == above != noun]
        if verb.dep_ in ("relcl", "advcl"):
            inside = [one for one in self.article.mentions.times if self._is_inside(verb.head, one)]
            if dated := [_Hung(_begun(one), verb.head, "") for one in inside if one.earliest is not None]:
                return dated  # "on April 10, when he hosts X"
        if found := self._of_what_it_tells(verb) or self._right_before(verb):
            return found
        for other in chain_of(verb):
            if found := [one for one in self._hung if one.host == other and self._reaches(one, verb, other)]:
                return found
            if other.dep_ == "relcl" and verb.dep_ == "conj":
                return self._around(other)
        events = {*settings(verb), *openings(verb)}
        return [one for one in self._hung if one.host in events]

    def _of_what_it_tells(self, verb: Token) -> list[_Hung]:
        """The time of what a clause says more of: "the May round, in which they agreed", "came in May, where"."""
        if verb.dep_ != "relcl" or not is_there(verb):
            return []
        noun, found = verb.head, []
        for when in self.article.mentions.times:
            token = self.article.token_at(when.evidence.start)
            if token is None or when.earliest is None or token.sent != verb.sent or token in verb.subtree:
                continue
            above = next((one for one in token.ancestors if one == noun or is_verb(one)), None)
            if above == noun:
                found.append(_Hung(when, noun, ""))
        if found:
            return found[-1:]
        main = next((one for one in noun.ancestors if is_verb(one)), None)
        told = main is not None and main.tag_ == verb.tag_ == "VBD"
        return [one for one in self._hung if told and one.host == main]

    def _right_before(self, verb: Token) -> list[_Hung]:
        """The time right before a clause that opens with "when", wherever the parser hangs it: "last year, when he"."""
        when = next((one for one in verb.lefts if one.lower_ == "when"), None)
        if when is None or when.i <= when.sent.start or when != verb.left_edge:
            return []
        before = when.nbor(-1) if when.nbor(-1).text != "," or when.i - 1 == when.sent.start else when.nbor(-2)
        inside = [one for one in self.article.mentions.times if self._is_inside(before, one)]
        return [_Hung(_begun(one), verb, "") for one in inside if one.earliest is not None]

    def _is_inside(self, token: Token, when: When) -> bool:
        return when.evidence.start <= self.article.start(token) < when.evidence.end

    def _since(self, trigger: Token, when: When) -> bool:
        """Whether "since" stands between an event and a time: then it counts from the time and did not happen then."""
        between = self.article.tokens_in(self.article.end(trigger), when.evidence.start)
        return any(one.lower_ == "since" for one in between)

    def _reaches(self, hung: _Hung, verb: Token, other: Token) -> bool:
        """Whether a verb's time is also that of one chained to it; of one with another subject where it opens."""
        if (
            verb.dep_ == "conj"
            and hung.when.evidence.start > self.article.start(other)
            and is_later(verb) > is_later(other)
        ):
            return False  # "arrived on Monday and will take part later"
        own, first = child(verb, "nsubj", "nsubjpass"), child(other, "nsubj", "nsubjpass")
        if verb.dep_ != "conj" or own is None or first is None:
            return True
        return hung.when.evidence.start < self.article.start(first)

    def _is_older(self, when: When, trigger: Token) -> bool:
        """Whether a month or a year that is over stands by an act in the present: "applauds the step last May"."""
        published = self.article.document.published_at
        if trigger.tag_ not in ("VBZ", "VBP") or published is None or when.latest is None:
            return False
        return when.precision is not Precision.DAY and when.latest < published.earliest

    # A noun's own time

    def _beside(self, noun: Token) -> When | None:
        """A time right behind the noun and its goal, wherever the parser hangs it: "his trip to Moscow in May"."""
        text, end = self.article.document.text, self._goal_end(noun)
        journey = noun.lemma_.lower() in words(FILE, "journeys")
        for when in self.article.mentions.times if journey else [one.when for one in self._hung]:
            if when.earliest is None or when.latest is None:
                continue
            if self._behind_phrase(noun, when):
                return when
            if not end <= when.evidence.start < end + REACH:
                continue
            if text[end : when.evidence.start].strip(" ,").lower() in words(FILE, "joints"):
                return None if self._is_of_announcement(noun, when) else when
        return None

    def _is_of_announcement(self, noun: Token, when: When) -> bool:
        """Whether a day that has come is that of the word on a journey: "announced the trip on Friday"."""
        published = self.article.document.published_at
        told = noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "announcing")
        over = published is not None and when.latest is not None and when.latest <= published.latest
        return told and over and when.precision is Precision.DAY and self._goal_end(noun) == self.article.end(noun)

    def _behind_phrase(self, noun: Token, when: When) -> bool:
        """Whether nothing but who travels, and where to, stands between a journey and a time."""
        if noun.lemma_.lower() not in words(FILE, "journeys"):
            return False
        between = self.article.tokens_in(self.article.end(noun), when.evidence.start)
        if not 1 < len(between) < LONGEST_PHRASE or between[0].lower_ not in words(FILE, "phrase"):
            return False
        if any(one.lower_ == "for" for one in between) and any(one.host == noun.head for one in self._hung):
            return False  # "began a trip to Oslo on Thursday for the wedding on Saturday"
        if between[-1].lower_ in words(FILE, "joints"):
            between = between[:-1]
        below = set(noun.subtree)
        return all(one in below and one.tag_ in PHRASE for one in between)

    def _goal_end(self, noun: Token) -> int:
        """Where the noun ends together with the place or the people behind it."""
        ends = [self.article.end(noun)]
        for one in noun.children:
            if one.dep_ == "prep" and one.lower_ in words(FILE, "goals"):
                found = [self.article.mention_of(inner) for inner in one.children if inner.dep_ == "pobj"]
                ends += [mention.end for mention in found if mention is not None]
        return max(ends)

    def _in_own_clause(self, noun: Token) -> When | None:
        """The time in a clause about the noun: "his visit, which begins on April 13", "talks held in January"."""
        for clause in noun.subtree:
            if clause.dep_ not in ("relcl", "acl", "amod", "appos", "advcl") or not self._is_about(clause, noun):
                continue
            inner = {clause, *(one for one in clause.children if one.dep_ in ("xcomp", "conj"))}
            if not any(one.lemma_.lower() in words(FILE, "taking_place") for one in inner):
                continue
            found = [one for one in self._hung if one.host in inner]
            if found:
                return found[0].when
        return None

    def _is_about(self, clause: Token, noun: Token) -> bool:
        """Whether no other event stands between a clause and the noun: "a visit to France, which begins on Monday"."""
        for above in clause.ancestors:
            if above == noun:
                return True
            if self.article.start(above) in self.triggers or is_verb(above):
                return False
        return False

    # Where a time hangs

    def _hang(self, when: When) -> _Hung | None:
        """The verb or event noun that a time expression hangs on."""
        tokens = self.article.tokens_in(when.evidence.start, when.evidence.end)
        if not tokens or when.latest is None or when.earliest is None or is_of_matter(tokens[0]):
            return None
        inside = {token.i for token in tokens}
        head = head_of(tokens)
        if (told := _said_then(tokens[0])) is not None:
            return _Hung(when, told, "")
        below, preposition = head, ""
        for one in (head, *head.ancestors):
            if one.i in inside:
                continue
            if one.lower_ == "since":
                return None
            if not preposition and one.dep_ == "prep":
                preposition = one.lower_
            if self.article.start(one) in self.triggers or is_verb(one) or one.pos_ == "AUX":
                return _Hung(when, _teller(one, head), preposition)
            if one.tag_ in ("NN", "NNS") and one.ent_type_ not in ("DATE", "TIME") and not _lets_through(one, below):
                return None
            below = one
        return _Hung(when, head, preposition) if is_verb(head) else None

    def _ends(self, when: When) -> bool:
        """Whether the time is that of an end: "a two-day visit that ends on Friday"."""
        return any(one.when is when and one.host.lemma_.lower() in words(FILE, "ending") for one in self._hung)


def is_left_behind(noun: Token) -> bool:
    """Whether somebody comes from an event, whose time the verb does not tell: "returned on Monday from a trip"."""
    known = noun.lemma_.lower() in words(FILE, "encounters") | words(FILE, "journeys")
    return known and noun.dep_ == "pobj" and noun.head.lower_ == "from" and is_verb(noun.head.head)


def is_of_matter(time: Token) -> bool:
    """Whether a time stands right behind a noun that only says what something is about: "from the storm last May"."""
    noun = time.nbor(-1) if time.i > time.sent.start else time
    if noun.tag_ not in ("NN", "NNS") or noun.ent_type_ in ("DATE", "TIME") or noun.dep_ != "pobj":
        return False
    matter = noun.head.lower_ in words(FILE, "matters")
    return matter and noun.lemma_.lower() not in words(FILE, "encounters")


def _said_then(first: Token) -> Token | None:
    """The verb of saying right before a time, wherever the parser hangs it: "…, Oslo and Rome said on Friday"."""
    before = first.i - 1
    while before > first.sent.start and first.doc[before].lower_ in words(FILE, "before_day"):
        before -= 1
    verb = first.doc[before] if before >= first.sent.start else None
    if verb is None or verb.tag_ not in FINITE or verb.lemma_.lower() not in words("speech.toml", "cites"):
        return None
    behind = first.doc[first.i : first.sent.end]
    return verb if verb.head != first and all(one.dep_ != "ccomp" or one.head != verb for one in behind) else None


def _begun(when: When) -> When:
    """The time from which something is counted, as the time of what was done then: "since 2019, when he went"."""
    if when.latest is not None or when.earliest is None or not when.edtf.endswith("/.."):
        return when
    first, edtf = when.earliest, when.edtf.removesuffix("/..")
    parts = edtf.count("-")
    last = first if parts > 1 else (_month_end(first) if parts else first.replace(month=12, day=31))
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[min(parts, 2)]
    return msgspec.structs.replace(when, edtf=edtf, latest=last, precision=precision)


def _month_end(day: datetime.date) -> datetime.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _teller(host: Token, time: Token) -> Token:
    """The verb of saying whose own time stands before the clause that it carries: "said on Monday he had met X"."""
    above = host.head
    if host.dep_ != "ccomp" or not is_verb(above) or not above.i < time.i < host.i:
        return host
    own = child(host, "nsubj", "nsubjpass", "expl")
    opens = [one.i for one in host.children if one.dep_ == "mark"]
    opens += [own.left_edge.i] if own is not None else []
    return above if opens and time.i < min(opens) else host


def _lets_through(noun: Token, below: Token) -> bool:
    """Whether a time under a noun is that of the noun's verb: the noun only says where, and the time follows it."""
    where = noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "where")
    return where and below.i > noun.i and below.lower_ != "of"


def _only_announced(hung: _Hung, trigger: Token) -> bool:
    """Whether a time is that of the announcement, the invitation or the delay, not of the event itself."""
    encounter = trigger.lemma_.lower() in words(FILE, "encounters") | words(FILE, "journeys")
    told = encounter and trigger.dep_ in ("dobj", "nsubjpass") and hung.host == trigger.head
    if hung.host.lemma_.lower() in words(FILE, "undoing") and hung.when.precision is not Precision.DAY:
        return False  # "cancelled a trip to Oslo in 2010"
    return told and hung.host.lemma_.lower() in words(FILE, "announcing") and hung.preposition != "for"


def _tellers(noun: Token) -> Iterator[Token]:
    """Verbs whose time is that of the event that a noun names: "will take place on", "the signing of"."""
    if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "taking_place"):
        yield noun.head
        yield from (one for one in noun.head.children if one.dep_ == "xcomp")
    for one in noun.children:
        if one.dep_ == "prep" and one.lower_ == "of":
            yield from (inner for inner in one.children if inner.dep_ == "pobj")
