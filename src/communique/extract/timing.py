"""When: which time expression of a sentence belongs to which trigger. Not for resolving it; that is done in ``detect``.

An event without a time of its own inherits none.
"""

from __future__ import annotations

from spacy.tokens import Token

from communique.extract.article import Article
from communique.extract.tree import is_verb
from communique.records import When


class Timing:
    """The times of one article, by the token that each hangs on."""

    def __init__(self, article: Article, triggers: frozenset[int]) -> None:
        """``triggers``: offsets of the nouns that name events, which may carry a time of their own."""
        self.article = article
        self.triggers = triggers
        self._hosts = [(when, self._host(when)) for when in article.mentions.times]

    def of(self, trigger: Token, light: Token | None = None) -> When | None:
        """The time of the event that a trigger names: the nearest that hangs on it or on the verb that carries it."""
        carriers = [trigger] + ([light] if light is not None else [])
        found = [(when, host) for when, host in self._hosts if host is not None and any(host == one for one in carriers)]
        if not found and is_verb(trigger):
            found = [(when, host) for when, host in self._hosts if host is not None and host.doc is trigger.doc and self._shares(host, trigger)]
        here = self.article.start(trigger)
        found.sort(key=lambda pair: abs(pair[0].evidence.start - here))
        return found[0][0] if found else None

    def _host(self, when: When) -> Token | None:
        """The verb or event noun that a time expression hangs on."""
        tokens = self.article.tokens_in(when.evidence.start, when.evidence.end)
        if not tokens:
            return None
        inside = {token.i for token in tokens}
        head = next((token for token in tokens if token.head.i not in inside), tokens[0])
        for one in (head, *head.ancestors):
            if one.i in inside:
                continue
            if self.article.start(one) in self.triggers or is_verb(one) or one.pos_ == "AUX":
                return one
        return head if is_verb(head) else None

    @staticmethod
    def _shares(host: Token, trigger: Token) -> bool:
        """Whether a time on one of two coordinated or chained verbs holds for the other: "On Friday he went … and met …"."""
        if trigger.dep_ == "conj" and trigger.head == host:
            return True
        return trigger.dep_ == "xcomp" and trigger.head == host
