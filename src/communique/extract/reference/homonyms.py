"""Which of several places of one name is meant, by what else the article names: Windsor, "London, Ont.", Georgia.

Not for finding places; that is done in ``detect``, which takes the largest.
"""

from __future__ import annotations

import re

from communique.extract.article import Article, section
from communique.extract.reference.standing import standing
from communique.gazetteer import gazetteer
from communique.records import EntityKind, Mention

FILE = "places.toml"
BEHIND = re.compile(r", ((?:[A-Z]\.){2}|[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?)")
"""What stands behind a city: ", Ont.", ", N.S.", ", New York"."""
ABROAD = frozenset({"foreign_minister", "defence_minister"})
"""Offices whose holders travel to other states more than in their own."""


class Homonyms:
    """The states of an article's places that have namesakes elsewhere."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._found: dict[int, str | None] = {}

    def state_of(self, mention: Mention) -> str | None:
        """The state in which a place lies, as the article tells; the mention's own where nothing speaks for another."""
        if mention.start not in self._found:
            self._found[mention.start] = self._told(mention)
        return self._found[mention.start]

    def _told(self, mention: Mention) -> str | None:
        behind = BEHIND.match(self._article.document.text, mention.end)
        state = section(FILE, "provinces").get(behind[1]) if behind is not None else None
        if state is not None and any(one.state == state for one in gazetteer().cities(mention.text)):
            return state
        if mention.seat or mention.code is None:
            return mention.code
        found = self._part_of(mention) if mention.kind is EntityKind.STATE else self._namesake(mention)
        return found or mention.code

    def _namesake(self, mention: Mention) -> str | None:
        """The state of a lesser city that many mean, too, where the article is about that state: Windsor."""
        known = section(FILE, "namesakes").get(mention.text)
        people = self._homes() if known is not None else set()
        if known is None or mention.code in self._codes(mention) | people:
            return None
        return known if known in people else None

    def _part_of(self, mention: Mention) -> str | None:
        """The state of which a name is a part, too, where the article is about that one alone: Georgia in the US."""
        home = section(FILE, "parts_of_states").get(mention.text)
        if home is None:
            return None
        codes, people = self._codes(mention), self._homes()
        day = self._article.document.published_at
        known = [standing(one.name, day.earliest if day is not None else None) for _, one in self._article.people()]
        abroad = any(one is not None and one.roles & ABROAD for one in known)
        inside = codes <= {home} and people <= {home} and bool(codes | people)
        return home if inside and not abroad else None

    def _codes(self, mention: Mention) -> set[str]:
        """The states and bodies named in the article, but for a name itself."""
        names = self._article.mentions.names
        others = (one for one in names if one.text != mention.text and one.kind is not EntityKind.PERSON)
        return {one.code for one in others if one.code}

    def _homes(self) -> set[str]:
        """The states of the people in the article."""
        day = self._article.document.published_at
        found = set()
        for _, person in self._article.people():
            known = standing(person.name, day.earliest if day is not None else None)
            state = person.state or (known.state if known is not None else None)
            found |= {state} if state is not None else set()
        return found
