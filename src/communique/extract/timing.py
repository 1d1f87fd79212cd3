"""When: which time expression of a sentence belongs to which trigger. Not for resolving it; that is done in ``detect``.

An event without a time of its own inherits none.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import Article, words
from communique.extract.tree import head_of, is_verb
from communique.records import When

REACH = 16
"""Characters between a noun and a time right behind it: "earlier in" and the like."""


class Timing:
    """The times of one article, by the token that each hangs on."""

    def __init__(self, article: Article, triggers: frozenset[int]) -> None:
        """``triggers``: offsets of the nouns that name events, which may carry a time of their own."""
        self.article = article
        self.triggers = triggers
        self._hosts = [(when, self._host(when)) for when in article.mentions.times]

    def of(self, trigger: Token, light: Token | None = None) -> When | None:
        """The time of the event that a trigger names: the nearest that hangs on it or on the verb that carries it."""
        beside = self._beside(trigger) if trigger.tag_.startswith("N") else None
        if beside is not None:
            return beside
        carriers = [trigger] + ([light] if light is not None else [])
        found = [
            (when, host) for when, host in self._hosts if host is not None and any(host == one for one in carriers)
        ]
        found = [(when, host) for when, host in found if not self._since(trigger, when)]
        if not found and is_verb(trigger):
            found = [
                (when, host)
                for when, host in self._hosts
                if host is not None and host.doc is trigger.doc and self._shares(host, trigger)
            ]
        here = self.article.start(trigger)
        found.sort(key=lambda pair: abs(pair[0].evidence.start - here))
        return found[0][0] if found else None

    def _since(self, trigger: Token, when: When) -> bool:
        """Whether "since" stands between an event and a time: then it counts from the time and did not happen then."""
        between = self.article.tokens_in(self.article.end(trigger), when.evidence.start)
        return any(one.lower_ == "since" for one in between)

    def all_of(self, trigger: Token, light: Token | None = None) -> list[When]:
        """Every time that hangs on the trigger or its light verb, in order of the text."""
        return [when for when, host in self._hosts if host is not None and host in (trigger, light)]

    def _beside(self, noun: Token) -> When | None:
        """A time right behind the noun and its goal, wherever the parser hangs it: "his trip to Moscow in May"."""
        text, end = self.article.document.text, self._goal_end(noun)
        for when, host in self._hosts:
            if host is None or not end <= when.evidence.start < end + REACH:
                continue
            if text[end : when.evidence.start].strip().lower() in words("timing.toml", "joints"):
                return when
        return None

    def _goal_end(self, noun: Token) -> int:
        """Where the noun ends together with the place or the people behind it."""
        ends = [self.article.end(noun)]
        for one in noun.children:
            if one.dep_ == "prep" and one.lower_ in words("timing.toml", "goals"):
                found = [self.article.mention_of(inner) for inner in one.children if inner.dep_ == "pobj"]
                ends += [mention.end for mention in found if mention is not None]
        return max(ends)

    def _host(self, when: When) -> Token | None:
        """The verb or event noun that a time expression hangs on."""
        tokens = self.article.tokens_in(when.evidence.start, when.evidence.end)
        if not tokens or when.latest is None or when.earliest is None:
            return None
        inside = {token.i for token in tokens}
        head = head_of(tokens)
        for one in (head, *head.ancestors):
            if one.i in inside:
                continue
            if one.lower_ == "since":
                return None
            if self.article.start(one) in self.triggers or is_verb(one) or one.pos_ == "AUX":
                return one
            if one.tag_ in ("NN", "NNS") and one.ent_type_ not in ("DATE", "TIME"):
                return None
        return head if is_verb(head) else None

    @staticmethod
    def _shares(host: Token, trigger: Token) -> bool:
        """Whether a time on one of two chained verbs holds for the other: "On Friday he went … and met …"."""
        if trigger.head != host:
            return False
        return trigger.dep_ == "conj" or (
            trigger.dep_ == "xcomp" and host.lemma_.lower() not in words("timing.toml", "own")
        )
