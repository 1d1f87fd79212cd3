"""The other party of a figure whose sentence names one, and the two that are meant where it names many.

The article tells: the states that it names most are those that its sums and shares are between. Not for the parties
that the sentence itself names; those are found in ``figure_parties``. (Of several such rules the best on train,
ordinary and written.)
"""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from communique.extract.acts.sides import SIDES
from communique.extract.context import Context
from communique.extract.reference.named import ISO_CODE
from communique.records import EntityKind, Reference

References = tuple[Reference, ...]


class Ranking:
    """The states that an article names, by their own names and by those of their people: the most often first."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._count: Counter[str] = Counter()
        self._named: list[tuple[int, str]] = []
        self._first: dict[str, Reference] = {}
        for mention in context.article.mentions.names:
            code = context.article.person(mention).state if mention.kind is EntityKind.PERSON else mention.code
            if not code or len(code) != ISO_CODE or mention.kind not in (EntityKind.PERSON, EntityKind.STATE):
                continue  # the head of a body stands for no state
            self._count[code] += 1
            self._named.append((mention.start, code))
            self._first.setdefault(code, context.resolver.state(code, context.article.mention_evidence(mention)))

    def counterpart(self, party: Reference) -> References:
        """The state that is named most after the one that is known; nobody where two are named alike."""
        own = {party.name, party.state, self._context.resolver.home(party)}
        others = [(code, count) for code, count in self._count.most_common(SIDES + 1) if code not in own]
        clear = bool(others) and (len(others) == 1 or others[0][1] > others[1][1])
        return (self._first[others[0][0]],) if clear else ()

    def narrowed(self, found: References, near: References) -> References:
        """Of many that a sentence names, the two of the number's own phrase, else those that the article names most."""
        if len(near) >= SIDES or len(found) <= SIDES + 1:
            return near if len(near) == SIDES else found
        ranked = sorted(found, key=lambda one: -self._count[one.state or one.name])
        kept = {one.state or one.name: one for one in (*near, *(one for one in ranked if self._of(one)))}
        return tuple(kept.values())[:SIDES] if len(kept) >= SIDES else found

    def _of(self, one: Reference) -> int:
        return self._count[one.state or one.name]

    def subject(self, token: Token) -> References:
        """The state that a sentence without any is of: the one named last, if none is named more often."""
        here = self._context.article.start(token)
        last = next((code for start, code in reversed(self._named) if start < here), None)
        main = next((code for code, _ in self._count.most_common(1)), None)
        return (self._first[last],) if last is not None and last == main else ()
