"""Who a person of an article is, by the name and the offices that the article gives: the candidates, and whom to take.

Candidates come from ``knowledge.py`` and are scored by the features of ``scores.py``; the best is taken where it is
strong and clearly ahead. Which references of the article are one person is decided in ``people.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rapidfuzz.distance import DamerauLevenshtein

from communique.knowledge import NEARNESS, NameMatch, Namesake, Person, knowledge, namesakes
from communique.link.scores import FEATURES, Clues, Window
from communique.offices import office_tables, plain_title, roles_of_title, title_tense
from communique.records import Candidate, Feature, Record
from communique.spelling import fold, surname_forms

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
SLIP = {True: 0.85, False: 0.9}
"""Likeness (1 less Damerau-Levenshtein distance by length) from which a holder's name is taken to be misspelt, with and
without a state: 45 of 493 titled strangers in the feed items of January to June 2023, each of them rightly."""
SOLE_HOLDER, ONE_OF_SEVERAL = 4.0, 2.0
"""Scores of those whom words of office describe; only a sole holder is taken."""


class Described(Protocol):
    """A person of the article: the name or the words for him or her, titles, the state, and the days in question."""

    name: str
    titles: tuple[str, ...]
    state: str | None
    windows: tuple[Window, ...]


class Decision(Record, frozen=True):
    """Who a person of the article is: an office-holder, or nobody known; with the best candidates."""

    person: Person | None
    candidates: tuple[Candidate, ...]


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


def decide_description(described: Described, windows: tuple[Window, ...]) -> Decision:
    """Who held the office that the words describe, if one person did in the whole of the time."""
    tables = office_tables()["described"]
    for title in (described.name, *described.titles):
        if any(title_tense(words) != "now" for words in (title, described.name)) or not windows:
            continue
        for role in roles_of_title(title, described.state):
            if role not in tables["roles"] or (described.state is None and role not in tables["without_state"]):
                continue
            state = None if role in tables["without_state"] else described.state
            found = knowledge().holders(role, state, *windows[0])
            if found:
                return _described(_main_holders(found, role, windows[0]), title, described)
    return Decision(person=None, candidates=())


def decide_misspelt(described: Described) -> Decision | None:
    """The one holder of the office named beside a name of several words, at that time, whose name is nearly that."""
    if " " not in described.name or not described.windows or _known_in_full(described.name):
        return None
    found: dict[str, tuple[Person, str]] = {}
    for title in described.titles:
        for role in roles_of_title(title, described.state) if title_tense(title) == "now" else ():
            for person in knowledge().holders(role, described.state, *described.windows[0]):
                if _likeness(described.name, person) >= SLIP[described.state is not None]:
                    found[person.id] = person, title
    if len(found) != 1:
        return None
    ((person, title),) = found.values()
    sentence = f"{person.name} was the {plain_title(title)} at that time, and the name is nearly that."
    return Decision(person=person, candidates=(_holder(person, "misspelt", SOLE_HOLDER, sentence),))


def _holder(person: Person, reason: str, score: float, sentence: str) -> Candidate:
    """A candidate for one reason alone: the office that he or she held."""
    feature = Feature(name=reason, value=score, sentence=sentence)
    return Candidate(entity=person.id, name=person.name, score=score, features=(feature,))


def _known_in_full(name: str) -> bool:
    """Whether somebody of the table bears this name, in this or another spelling: then it is no slip."""
    return any(namesake.match in (NameMatch.FULL, NameMatch.SPELLING) for namesake in namesakes(name))


def _likeness(name: str, person: Person) -> float:
    labels = (person.name, *person.aliases)
    return max(DamerauLevenshtein.normalized_similarity(fold(name), fold(label)) for label in labels)


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


def _described(people: Sequence[Person], title: str, described: Described) -> Decision:
    """One person is taken; several stay candidates."""
    score = SOLE_HOLDER if len(people) == 1 else ONE_OF_SEVERAL
    office = f"the {plain_title(title)} of {described.state or 'the body'}"
    candidates = tuple(
        _holder(person, "holder", score, f"{person.name} was {office} at that time.")
        for person in people[:KEPT_CANDIDATES]
    )
    return Decision(person=people[0] if len(people) == 1 else None, candidates=candidates)
