"""The people of one article: which references are one person, and who that is at the date.

References by the same name, or by the last part of another's name, are one person. Who that is is decided in
``deciding.py``. Where nobody is certain the reference stays open, and a person whom the article names in full becomes a
local entity.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

import msgspec

from communique.gazetteer import gazetteer
from communique.knowledge import NameMatch, Person, namesakes
from communique.link.deciding import Decision, decide, decide_description, decide_misspelt
from communique.link.scores import Clues, Window, overlap, top_term, top_windows
from communique.offices import office_tables, plain_title, roles_of_title
from communique.records import Claim, Document, Entity, EntityKind, Reference
from communique.spelling import (
    fold,
    short_forms,
    spelling_key,
    spelling_rules,
    strip_honorifics,
    surname_forms,
)

WINDOW_OF_YEARS = 6
"""A longer time tells nothing of who held an office in it."""


class Cluster:
    """The references of an article that are one person, and what the article says of him or her."""

    def __init__(self, pairs: Sequence[tuple[Reference, Claim]], document: Document) -> None:
        given = [reference.name for reference, _ in pairs]
        self.described = is_description(given[0], pairs[0][0].titles)
        names = given if self.described else [strip_honorifics(name) for name in given]
        self.name = known_part(max(names, key=lambda name: (len(name.split()), len(name))))
        titles = [title for reference, _ in pairs for title in (*reference.titles, *titles_in_name(reference.name))]
        self.titles = tuple(dict.fromkeys(titles))
        states = Counter(reference.state for reference, _ in pairs if reference.state)
        self.state = states.most_common(1)[0][0] if states else None
        self.windows = _windows([claim for _, claim in pairs], document)
        self.decision = Decision(person=None, candidates=())

    def clues(self, document: Document, company: tuple[tuple[Window, ...], ...]) -> Clues:
        """What the article says of the person, in the shape that the features read."""
        return Clues(
            bearers=sum(namesake.match is not NameMatch.SURNAME_SPELLING for namesake in namesakes(self.name)),
            name=self.name,
            titles=self.titles,
            state=self.state,
            windows=self.windows,
            text=document.text,
            company=company,
        )


class PeopleOfDocument:
    """The people of one document, decided together, because the company tells the time."""

    def __init__(self, document: Document, pairs: Sequence[tuple[Reference, Claim]]) -> None:
        self.document = document
        self._clusters = _clusters(document, pairs)
        clusters = list({id(cluster): cluster for cluster in self._clusters.values()}.values())
        for cluster in clusters:
            if not cluster.described:
                cluster.decision = decide(cluster.clues(document, ()))
        undated = [cluster for cluster in clusters if not cluster.windows and len(clusters) > 1]
        for cluster in undated:
            company = _company(cluster, clusters)
            if company and not cluster.described:
                cluster.decision = decide(cluster.clues(document, company))
        for cluster in clusters:
            if not cluster.described and cluster.decision.person is None:
                cluster.decision = decide_misspelt(cluster) or cluster.decision
            if cluster.described:
                cluster.decision = decide_description(cluster, _period(cluster, clusters))

    def link(self, reference: Reference, claim: Claim) -> tuple[Reference, Entity | None]:
        """The reference with its person, name and state at the date, and the entity; open where nobody is certain."""
        cluster = self._clusters[_key(reference, claim)]
        person, candidates = cluster.decision.person, cluster.decision.candidates
        if person is not None:
            term = top_term(
                person, cluster.windows, roles_of_title(cluster.titles[0], cluster.state) if cluster.titles else ()
            )
            state = term.state if term else cluster.state
            changes = {"entity": person.id, "name": person.name, "state": state, "candidates": candidates}
            return msgspec.structs.replace(reference, **changes), person_entity(person)
        entity = None if cluster.described else local_entity(cluster, self.document)
        name = reference.name if cluster.described else cluster.name
        state = reference.state or cluster.state
        replaced = msgspec.structs.replace(
            reference, name=name, state=state, entity=entity.id if entity else None, candidates=candidates
        )
        return replaced, entity


@lru_cache(maxsize=16384)
def is_description(name: str, titles: tuple[str, ...]) -> bool:
    """Whether the words describe somebody ("the Egyptian president") and name nobody."""
    name = name.removeprefix("the ").removeprefix("The ")
    if any(_is_side(name[: -len(title)]) for title in titles if name.casefold().endswith(f" {title}")):
        return True
    name = name.removeprefix(_adjective_before(name))
    words = re.findall(r"[^\W\d_][\w'’.-]*", name)
    proper = [word for word in words if word[0].isupper() and word.casefold() != "the"]
    left = [word for word in proper if not _is_side(word)]
    return not left or _only_title(" ".join(left).casefold(), titles)


def _is_side(words: str) -> bool:
    """Whether the words before a title are a whole state or body ("Democratic Republic of Congo", "Saudi Arabia's")."""
    return _names_a_side(words.strip().removesuffix("'s").removesuffix("’s"))


def _names_a_side(word: str) -> bool:
    """Whether a word is a state, an adjective of nationality or a body ("Egyptian", "U.S.", "UN")."""
    known = gazetteer()
    return bool(known.state_of_adjective(word) or known.state_named(word) or known.organization(word))


def _adjective_before(name: str) -> str:
    """An adjective of nationality of two words with which the name begins ("North Korean leader"), else nothing."""
    two = " ".join(name.split()[:2])
    return two if gazetteer().state_of_adjective(two) or gazetteer().state_named(two) else ""


@lru_cache(maxsize=16384)
def known_part(name: str) -> str:
    """The end of a name that an office-holder bears in full, where none bears the whole ("NSC Spokesperson X Y")."""
    words = name.split()
    for start in range(len(words) - 1):
        if start and words[start - 1].casefold() in spelling_rules()["order"]["patronymic"]:
            continue  # "Mohammed bin Salman bin Abdulaziz" is no Salman
        part = " ".join(words[start:])
        if any(namesake.match in (NameMatch.FULL, NameMatch.SPELLING) for namesake in namesakes(part)):
            return part
    return name


@lru_cache(maxsize=16384)
def titles_in_name(name: str) -> tuple[str, ...]:
    """The words of office that were printed as part of a name ("King Abdullah" -> "King")."""
    words = name.removesuffix(strip_honorifics(name)).strip()
    return (words,) if roles_of_title(words) else ()


def _only_title(spoken: str, titles: tuple[str, ...]) -> bool:
    """Whether the words are a title and no more ("Prime Minister")."""
    plain = plain_title(spoken)
    return plain in office_tables()["title"] or any(plain == plain_title(title) for title in titles)


def _clusters(document: Document, pairs: Sequence[tuple[Reference, Claim]]) -> dict[tuple[object, ...], Cluster]:
    """Every reference's key with its cluster: by name, a surname with the one full name that it ends."""
    names = {_plain(reference) for reference, _ in pairs if not is_description(reference.name, reference.titles)}
    apart = _together(pairs)
    owner = {name: _fuller(name, {other for other in names if (name, other) not in apart}) for name in names}
    ordered = sorted(pairs, key=lambda pair: _group(pair, owner))
    clusters: dict[tuple[object, ...], Cluster] = {}
    for _, members in groupby(ordered, key=lambda pair: _group(pair, owner)):
        together = list(members)
        cluster = Cluster(together, document)
        for reference, claim in together:
            clusters[_key(reference, claim)] = cluster
    return clusters


def _together(pairs: Sequence[tuple[Reference, Claim]]) -> frozenset[tuple[str, str]]:
    """A name with one that one claim gives after it, which are two people ("President Bush and Laura Bush")."""
    named: dict[int, list[tuple[int, str]]] = {}
    for reference, claim in pairs:
        named.setdefault(id(claim), []).append((reference.evidence.start, _plain(reference)))
    return frozenset(
        (one, other)
        for names in named.values()
        for start, one in names
        for later, other in names
        if one != other and start < later
    )


def _group(pair: tuple[Reference, Claim], owner: dict[str, str]) -> str:
    reference, claim = pair
    name = _plain(reference)
    if name in owner and not is_description(reference.name, reference.titles):
        return owner[name]
    when = claim.when.edtf if claim.when else ""
    return f"the {reference.name.casefold()}|{reference.state or ''}|{when}"


def _fuller(name: str, names: set[str]) -> str:
    """The one longer name in the article of which this is a part, else the name itself."""
    key, here = spelling_key(name), len(name.split())
    longer = [
        other
        for other in sorted(names)
        if len(other.split()) > here
        and key
        in {spelling_key(form) for form in (*surname_forms(other, ""), other.split()[0], *short_forms(other, ""))}
    ]
    keys = {spelling_key(other) for other in longer}
    if not longer or len(keys) > 1:
        return name
    return max(longer, key=len)


def _plain(reference: Reference) -> str:
    return strip_honorifics(reference.name)


def _key(reference: Reference, claim: Claim) -> tuple[object, ...]:
    return (reference.name, reference.titles, reference.state, claim.when.edtf if claim.when else None)


def _windows(claims: Sequence[Claim], document: Document) -> tuple[Window, ...]:
    """The days that the person is spoken of: the claims' own, then the publication; none where nothing is known."""
    windows: list[Window] = []
    for claim in claims:
        if claim.when is not None and (day := claim.when.earliest or claim.when.latest):
            windows.append((claim.when.earliest or day, claim.when.latest or day))
    if document.published_at is not None:
        windows.append((document.published_at.earliest, document.published_at.latest))
    short = [(first, last) for first, last in windows if last.year - first.year <= WINDOW_OF_YEARS]
    return tuple(dict.fromkeys(short))


def _company(cluster: Cluster, clusters: Sequence[Cluster]) -> tuple[tuple[Window, ...], ...]:
    """When each of the others whom the article names for certain was in office."""
    return tuple(
        top_windows(other.decision.person, roles_of_title(other.titles[0], other.state) if other.titles else ())
        for other in clusters
        if other is not cluster and other.decision.person is not None
    )


def _period(cluster: Cluster, clusters: Sequence[Cluster]) -> tuple[Window, ...]:
    """The days of a description: known, or else the time at which all the others named were in office."""
    if cluster.windows:
        return cluster.windows
    common: list[Window] = [(datetime.date.min, datetime.date.max)]
    company = _company(cluster, clusters)
    for theirs in company:
        common = [(max(a[0], b[0]), min(a[1], b[1])) for a in common for b in theirs if overlap(a, b)]
    return tuple(common) if company and len(common) == 1 else ()


def person_entity(person: Person) -> Entity:
    """The person as an entity, described by the most prominent office, whatever the article's date."""
    term = top_term(person, ())
    office = f"{term.office}, {term.state}" if term and term.state else term.office if term else None
    return Entity(
        id=person.id, kind=EntityKind.PERSON, name=person.name, state=term.state if term else None, description=office
    )


def local_entity(cluster: Cluster, document: Document) -> Entity | None:
    """A person whom only the article knows, if it gives the full name."""
    if len(fold(cluster.name).split()) < 2:
        return None
    slug = fold(cluster.name).replace(" ", "-")
    words = ", ".join([*cluster.titles, *([cluster.state] if cluster.state else [])]) or None
    return Entity(
        id=f"local:{document.id}:{slug}",
        kind=EntityKind.PERSON,
        name=cluster.name,
        state=cluster.state,
        description=words,
    )
