"""The people of one article: which references are one person, and who that is at the date.

References by the same name, or by the last part of another's name, are one person. Candidates come from
``knowledge.py`` and are scored by the features of ``scores.py``; the best is taken where it is strong and clearly
ahead. Otherwise the reference stays open, and a person whom the article names in full becomes a local entity.
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
from communique.knowledge import NEARNESS, NameMatch, Namesake, Person, knowledge, namesakes
from communique.link.scores import FEATURES, Clues, Window, overlap, top_term, top_windows
from communique.offices import office_tables, plain_title, roles_of_title, title_tense
from communique.records import Candidate, Claim, Document, Entity, EntityKind, Feature, Record, Reference
from communique.spelling import fold, short_forms, spelling_key, strip_honorifics, surname_forms

ENOUGH = {
    NameMatch.FULL: 4.05,
    NameMatch.SPELLING: 4.2,
    NameMatch.SHORT: 4.2,
    NameMatch.SURNAME: 3.1,
    NameMatch.SURNAME_SPELLING: 3.6,
}
"""The least score that is believed (tuned on gold/train): a bare surname is enough for a head of state or government,
or where it is rare or a title or state fits; a full name for a holder of a middling office, or a minor one of a state
that the article speaks of."""
CLEARLY_AHEAD = 0.45
CLEARLY_AHEAD_UNDATED = 0.65
"""By how much the best must lead; more for one name in an article of unknown date (tuned on gold/train)."""
ENOUGH_FAR_AHEAD = 2.6
FAR_AHEAD = 1.2
PROMINENT = 60
"""One name is also enough with this score, this lead and this rank: a foreign minister without a rival."""
NEARLY_ALL = 0.9
"""Share of the days in an office from which its other holders, there for days only, are passed over."""
MOST_CANDIDATES = 10
"""Namesakes that are scored."""
KEPT_CANDIDATES = 3
"""Candidates that a reference keeps."""
WINDOW_OF_YEARS = 6
"""A longer time tells nothing of who held an office in it."""
SOLE_HOLDER, ONE_OF_SEVERAL = 4.0, 2.0
"""Scores of those whom words of office describe; only a sole holder is taken."""


class Decision(Record, frozen=True):
    """Who a person of the article is: an office-holder, or nobody known; with the best candidates."""

    person: Person | None
    candidates: tuple[Candidate, ...]


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


def decide(clues: Clues) -> Decision:
    """The best candidate by name, if it is strong enough and clearly ahead of the next."""
    scored = sorted(
        (_scored(clues, namesake) for namesake in _candidates(clues)), key=lambda pair: (-pair[0].score, pair[0].entity)
    )
    kept = tuple(candidate for candidate, _ in scored[:KEPT_CANDIDATES] if candidate.score > 0)
    if not kept:
        return Decision(person=None, candidates=())
    best, namesake = scored[0]
    ahead = best.score - scored[1][0].score if len(scored) > 1 else best.score
    margin = CLEARLY_AHEAD_UNDATED if namesake.match.one_name and not clues.windows else CLEARLY_AHEAD
    prominent = namesake.match is NameMatch.SURNAME and namesake.person.rank >= PROMINENT
    far_ahead = prominent and best.score >= ENOUGH_FAR_AHEAD and ahead >= FAR_AHEAD
    sure = far_ahead or (best.score >= ENOUGH[namesake.match] and ahead >= margin)
    return Decision(person=namesake.person if sure else None, candidates=kept)


def _candidates(clues: Clues) -> list[Namesake]:
    """Whom the name may mean: the best fits, the state's own people first, then the prominent."""
    found = namesakes(clues.name)
    if len(clues.name.split()) > 1:
        found = tuple(namesake for namesake in found if not namesake.match.one_name or _whole(clues.name, namesake))

    def nearness(namesake: Namesake) -> tuple[int, bool, int]:
        elsewhere = clues.state is not None and all(term.state != clues.state for term in namesake.person.terms)
        return (NEARNESS[namesake.match], elsewhere, -namesake.person.rank)

    return sorted(found, key=nearness)[:MOST_CANDIDATES]


def _whole(name: str, namesake: Namesake) -> bool:
    """Whether a name of several words is a family name of several words ("von der Leyen"), letter for letter."""
    person = namesake.person
    labels = (person.name, *person.aliases)
    forms = {fold(form) for label in labels for form in surname_forms(label, _home(person))}
    return fold(name) in forms or len(fold(name).split()) < len(fold(person.name).split())


def _home(person: Person) -> str:
    return max(person.terms, key=lambda term: term.rank).state or "" if person.terms else ""


def _scored(clues: Clues, namesake: Namesake) -> tuple[Candidate, Namesake]:
    features = tuple(feature for make in FEATURES if (feature := make(clues, namesake)) is not None)
    score = round(sum(feature.value for feature in features), 2)
    return Candidate(entity=namesake.person.id, name=namesake.person.name, score=score, features=features), namesake


def decide_description(cluster: Cluster, windows: tuple[Window, ...]) -> Decision:
    """Who held the office that the words describe, if one person did in the whole of the time."""
    tables = office_tables()["described"]
    for title in (cluster.name, *cluster.titles):
        if any(title_tense(words) != "now" for words in (title, cluster.name)) or not windows:
            continue
        for role in roles_of_title(title, cluster.state):
            if role not in tables["roles"] or (cluster.state is None and role not in tables["without_state"]):
                continue
            state = None if role in tables["without_state"] else cluster.state
            found = knowledge().holders(role, state, *windows[0])
            if found:
                return _described(_main_holders(found, role, windows[0]), title, cluster)
    return Decision(person=None, candidates=())


def _main_holders(people: Sequence[Person], role: str, window: Window) -> Sequence[Person]:
    """The one who held the office nearly all the time, if the others held it for days only; else all."""
    days = (window[1] - window[0]).days + 1
    shares = sorted(((_days_held(person, role, window) / days, person.id, person) for person in people), reverse=True)
    if len(shares) > 1 and shares[0][0] >= NEARLY_ALL and shares[1][0] <= 1 - NEARLY_ALL:
        return [shares[0][2]]
    return people


def _days_held(person: Person, role: str, window: Window) -> int:
    """For how many days of the window the person held the role, of his or her longest term in it."""
    spans = [
        (min(term.end or window[1], window[1]) - max(term.start or window[0], window[0])).days + 1
        for term in person.terms
        if term.role == role and term.covers(*window)
    ]
    return max(spans, default=0)


def _described(people: Sequence[Person], title: str, cluster: Cluster) -> Decision:
    """One person is taken; several stay candidates."""
    score = SOLE_HOLDER if len(people) == 1 else ONE_OF_SEVERAL
    sentence = "{name} was the {title} of {state} at that time."
    candidates = tuple(
        Candidate(
            entity=person.id,
            name=person.name,
            score=score,
            features=(
                Feature(
                    name="holder",
                    value=score,
                    sentence=sentence.format(
                        name=person.name, title=plain_title(title), state=cluster.state or "the body"
                    ),
                ),
            ),
        )
        for person in people[:KEPT_CANDIDATES]
    )
    return Decision(person=people[0] if len(people) == 1 else None, candidates=candidates)


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
