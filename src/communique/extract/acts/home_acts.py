"""Whether an act is one inside a single state, which is no act between political actors: a union against its premier.

By whose sides are of one state, or of nobody known in an article that names one state only. Not for parties to a war
inside a state, and not for what a frame's paths say of it (``parties.py``).
"""

from __future__ import annotations

from functools import cached_property

from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.reference.named import ISO_CODE
from communique.gazetteer import gazetteer
from communique.records import EntityKind, Mention, Reference

FILE = "actors.toml"


class HomeAffairs:
    """Which acts of one article are between people or bodies of one state."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def holds(self, actors: tuple[Reference, ...], recipients: tuple[Reference, ...], event: str | None = None) -> bool:
        """Whether both sides are of one state: by their own homes, or where one has none, by the article's only one.

        Those on whom their own state's forces fire are a side of their own ("killed protesters").
        """
        fired_on = event in words("light.toml", "forceful") and any(self._is_fired_on(one) for one in recipients)
        if not actors or not recipients or fired_on:
            return False
        homes = [{self._home(one) for one in side} for side in (actors, recipients)]
        known = {home for side in homes for home in side if home is not None}
        mutual = [one.name for one in actors] == [one.name for one in recipients]
        if len(known) > 1 or any(len(home) != ISO_CODE for home in known) or (mutual and len(actors) == 1):
            return False
        own = len(known) == 1 and any(map(_is_of_home, (*actors, *recipients)))
        if own or any(self._is_sided(one) for one in (*actors, *recipients)):
            return own or (event in words("light.toml", "forceful") and self._is_crime(actors, recipients))
        complete = all(None not in side for side in homes)
        if complete and any(self._member_of(one) is not None for one in (*actors, *recipients)):
            return True
        if mutual and complete and any(one.kind is EntityKind.STATE for one in actors):
            return True
        alone = self._states <= known
        return not self._is_of_war and (alone if mutual else complete or alone)

    def _is_crime(self, actors: tuple[Reference, ...], recipients: tuple[Reference, ...]) -> bool:
        """Whether gunmen of no side harm somebody in the one state that an article names, where nobody fights."""
        alone = self._states <= {self._home(one) for one in recipients}
        return alone and not self._is_of_war and all(map(_is_criminal, actors))

    def _home(self, one: Reference) -> str | None:
        """The state or listed body that somebody is or belongs to."""
        if (house := self._member_of(one)) is not None:
            return house
        if one.kind is EntityKind.ORGANIZATION and gazetteer().organization(one.name) is None:
            return one.state
        return self._context.resolver.home(one)

    def _member_of(self, one: Reference) -> str | None:
        """The state whose party or house a name is of, or whose house a title says that somebody belongs to."""
        if one.kind in (EntityKind.ORGANIZATION, EntityKind.GROUP):
            return next((state for word in one.name.split() if (state := section(FILE, "at_home").get(word))), None)
        if one.kind is not EntityKind.PERSON:
            return None
        before = self._context.article.document.text[: one.evidence.start].rsplit(maxsplit=1)[-1:]
        return section("meetings.toml", "members").get(before[0]) if before else None

    @staticmethod
    def _is_fired_on(one: Reference) -> bool:
        """Whether a group is one that stands up to its own state: protesters."""
        return one.kind is EntityKind.GROUP and not words(FILE, "standing_up").isdisjoint(one.name.lower().split())

    @staticmethod
    def _is_sided(one: Reference) -> bool:
        """Whether a group is a side of its own: it fights, is abroad, or is one of states."""
        if one.kind is not EntityKind.GROUP:
            return False
        name = one.name.lower()
        return name in words(FILE, "wholes") or not words(FILE, "sided").isdisjoint(name.split())

    @cached_property
    def _is_of_war(self) -> bool:
        """Whether the article tells of fighting between sides inside a state."""
        known = words(FILE, "warring")
        return any(token.lemma_.lower() in known for one in self._context.article.sentences() for token in one)

    @cached_property
    def _states(self) -> frozenset[str]:
        """The states and bodies that the article names, by their names and those of their people."""
        found = (self._named(mention) for mention in self._context.article.mentions.names)
        return frozenset(one for one in found if one is not None)

    def _named(self, mention: Mention) -> str | None:
        if mention.kind is EntityKind.PERSON:
            return self._context.resolver.home(self._context.resolver.person(mention))
        return mention.code


def _is_criminal(one: Reference) -> bool:
    """Whether somebody with a gun is of no side: "gunmen killed 11 people in a bar" is a crime, where nobody fights."""
    name = one.name.lower().split()
    return one.kind is EntityKind.GROUP and one.state is None and not words(FILE, "criminals").isdisjoint(name)


def _is_of_home(one: Reference) -> bool:
    """Whether a group is one of whoever speaks of it: "state leaders", "elected officials"."""
    words_ = set(one.name.lower().split()[:-1])
    return one.kind is EntityKind.GROUP and one.state is None and not words_.isdisjoint(words(FILE, "of_home"))
