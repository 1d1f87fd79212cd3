"""Who is meant, as far as the text says so: a model's name is taken only where words of the article carry it.

What a reference is called comes from the article or from the gazetteer, never from the model; the model's name only
says which of them. Who that is in the world is found in ``link``, as for the rules' claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from communique.consult.answers import shown
from communique.consult.schema import Named
from communique.consult.words import Page, UnverifiedError
from communique.gazetteer import gazetteer
from communique.offices import office_tables
from communique.records import EntityKind, Evidence, Reference
from communique.spelling import fold, strip_honorifics
from communique.tables import table

LONGEST_NAME = 200
"""Characters of a name; no name of an article is longer."""


def refer(told: Named, page: Page, inside: Evidence) -> Reference:
    """The reference that a model names; ``UnverifiedError`` where the text does not bear it out."""
    mention = page.find(told.mention, inside)
    if not told.name.strip() or len(told.name) > LONGEST_NAME or not told.name.isprintable():
        raise _unbacked(told, "that is no name")
    return REFER[told.kind](told, page, mention)


def _state(told: Named, page: Page, mention: Evidence) -> Reference:
    """A state, by its code: words for it stand in the mention, or before it where the mention names nothing.

    Its name does, its adjective, a place in it, and somebody whom the article presents as its holder of office.
    """
    if gazetteer().state(told.name) is None:
        raise _unbacked(told, "there is no state with this code")
    antecedent = _backing(told, page, mention, told.name)
    return Reference(evidence=mention, name=told.name, kind=EntityKind.STATE, state=told.name, antecedent=antecedent)


def _body(told: Named, page: Page, mention: Evidence) -> Reference:
    """A body or a group: by its code where the gazetteer lists it, else by the name that the article prints."""
    listed = gazetteer().organization(told.name)
    if listed is not None and any(name.code == listed.code for name in page.mentions.names):
        antecedent = _backing(told, page, mention, listed.code)
        return Reference(evidence=mention, name=listed.code, kind=EntityKind.ORGANIZATION, antecedent=antecedent)
    return _printed(told, page, mention)


def _printed(told: Named, page: Page, mention: Evidence) -> Reference:
    """A body, group or place by the name that the article prints; a place knows its state from the gazetteer."""
    antecedent = None
    if told.name != told.mention:
        antecedent = page.nearest(told.name, mention.start)
        if antecedent is None:
            raise _unbacked(told, "the article prints no such name")
        _refuse_other(told, page, mention)
    places = page.names_in(antecedent or mention) if told.kind is EntityKind.PLACE else ()
    state = next((name.code for name in places if name.kind is not EntityKind.PERSON and not name.demonym), None)
    return Reference(evidence=mention, name=told.name, kind=told.kind, state=state, antecedent=antecedent)


def _person(told: Named, page: Page, mention: Evidence) -> Reference:
    """A person: named in the mention, or before it where the mention is a pronoun or an office."""
    if told.name == told.mention:
        if not any(word[:1].isupper() or fold(word) in _nameless() for word in told.name.split()):
            raise _unbacked(told, "these words name nobody")
        antecedent, name = None, strip_honorifics(told.name)
    else:
        antecedent, name = _naming(told, page, mention)
    beside = [*page.names_in(mention), *(page.names_in(antecedent) if antecedent is not None else ())]
    people = [one for one in beside if one.kind is EntityKind.PERSON]
    sides = people or beside
    return Reference(
        evidence=mention,
        name=name,
        kind=EntityKind.PERSON,
        antecedent=antecedent,
        titles=tuple(dict.fromkeys(title for one in people for title in one.titles)),
        state=next((one.code for one in sides if one.code), None),
    )


def _naming(told: Named, page: Page, mention: Evidence) -> tuple[Evidence | None, str]:
    """Where the article prints the name outside the mention, and the name as the article has it.

    In full where it is printed so; else as the mention has it; else, for a mention that names nobody, the longest end.
    """
    words, own = told.name.split(), _parts([told.name]) - _nameless()
    place = page.nearest(told.name, mention.start)
    shared = bool(own & _parts([told.mention]))
    if not shared:
        _refuse_other(told, page, mention)
    elif place is None:
        people = [one.text for one in page.names_in(mention) if one.kind is EntityKind.PERSON]
        return None, next((name for name in people if _parts([name]) & own), strip_honorifics(told.mention))
    forms = [" ".join(words[start:]) for start in range(1, len(words))] + words[:1]
    for form in forms if place is None else ():
        place = place or page.nearest(form, mention.start)
    if place is None:
        raise _unbacked(told, "the article prints no part of this name")
    inside = mention.start <= place.start and place.end <= mention.end
    return None if inside else place, place.quote


def _backing(told: Named, page: Page, mention: Evidence, code: str) -> Evidence | None:
    """None where a name in the mention has the code, else the last before it that has: the words it was told by."""
    inside = page.names_in(mention)
    if any(name.code == code for name in inside):
        return None
    if any(name.code for name in inside):
        raise _unbacked(told, "these words name another")
    before = [name for name in page.mentions.names if name.end <= mention.start and name.code == code]
    if not before:
        raise _unbacked(told, "neither these words nor any before them stand for it")
    return Evidence(start=before[-1].start, end=before[-1].end, quote=before[-1].text)


def _refuse_other(told: Named, page: Page, mention: Evidence) -> None:
    """Refuse a mention that names somebody else: it holds another's name, or capitals of no side and no office."""
    own, inside = _parts([told.name]) - _nameless(), page.names_in(mention)
    people = [_parts([name.text]) for name in inside if name.kind is EntityKind.PERSON]
    sides = _parts(name.text for name in inside if name.kind is not EntityKind.PERSON and name.code)
    whole = sides == _parts([told.mention]) and not all(name.demonym for name in inside)
    known = own | sides | _nameless()
    capitals = _parts(word for word in told.mention.split() if word[:1].isupper())
    unknown = {word for word in capitals - known if word.removesuffix("s") not in known}
    if whole or unknown or any(not parts & own for parts in people):
        raise _unbacked(told, "these words name another")


def _parts(names: Iterable[str]) -> frozenset[str]:
    return frozenset(part for name in names for part in fold(name).split())


@cache
def _nameless() -> frozenset[str]:
    """Words that name nobody, though they may have a capital: pronouns and the like, and every word of a title."""
    return _parts(office_tables()["title"]) | frozenset(table("communique.consult", "names.toml")["nameless"])


def _unbacked(told: Named, why: str) -> UnverifiedError:
    return UnverifiedError("llm-name", f"“{shown(told.mention)}” is given as “{shown(told.name)}”, but {why}")


REFER: dict[EntityKind, Callable[[Named, Page, Evidence], Reference]] = {
    EntityKind.PERSON: _person,
    EntityKind.STATE: _state,
    EntityKind.ORGANIZATION: _body,
    EntityKind.GROUP: _body,
    EntityKind.PLACE: _printed,
}
"""How a name of each kind is verified."""
