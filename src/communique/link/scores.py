"""How well a holder of office fits a name in an article: named features, each a number and a sentence.

A feature's function returns None where it has nothing to say. Not for the decision: that is ``people.py``. The values
are one table with the thresholds there, tuned together on gold/train; none of them means anything alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from communique.gazetteer import gazetteer
from communique.knowledge import NameMatch, Namesake, Person, Term
from communique.offices import is_acting, roles_of_title, title_tense
from communique.records import Feature, Record

Window = tuple[datetime.date, datetime.date]

NAME_VALUE = {
    NameMatch.FULL: 4.0,
    NameMatch.SPELLING: 3.6,
    NameMatch.SHORT: 3.0,
    NameMatch.SURNAME: 1.5,
    NameMatch.SURNAME_SPELLING: 0.9,
}
NAME_SENTENCE = {
    NameMatch.FULL: "The full name is that of {name}.",
    NameMatch.SPELLING: "The full name is another spelling of {name}.",
    NameMatch.SHORT: "The name is a shorter form of {name}.",
    NameMatch.SURNAME: "{name} is called so by one name.",
    NameMatch.SURNAME_SPELLING: "One name of {name} may be spelt so.",
}
AGE_OF_OFFICE = 18
"""Years; nobody younger holds an office."""
KNOWN_TO_ALL = 90
"""From this rank on the press leaves out the state ("Mr. Abbas")."""
AT_ANOTHER_TIME = 0.4
"""What is left of an office's prominence when it was not held on the day."""
LESS_LIKELY_ROLE = 0.8
"""Less for a second meaning of a title: "the North Korean leader" is seldom the premier."""
NEWS_BEGINS = datetime.date(2001, 1, 1)
"""Offices left before this day weigh half where an article has no date; gold/train dates from 2000 on."""


class Clues(Record, frozen=True):
    """What an article says of one person: the words for him or her, the state, the days, the company.

    ``bearers`` counts the holders of office who bear the name in this spelling.
    """

    name: str
    titles: tuple[str, ...]
    state: str | None
    windows: tuple[Window, ...]
    text: str
    company: tuple[tuple[Window, ...], ...] = ()
    bearers: int = 0


def name_fits(_clues: Clues, namesake: Namesake) -> Feature | None:
    """Full name, another spelling of it, a shorter form, or one name only."""
    sentence = NAME_SENTENCE[namesake.match].format(name=namesake.person.name)
    return Feature(name="name", value=NAME_VALUE[namesake.match], sentence=sentence)


def title_fits(clues: Clues, namesake: Namesake) -> Feature | None:
    """Whether the titles in the text are offices that the person held on the day (or ever, where no day is known)."""
    found = [_title_feature(title, clues, namesake.person) for title in clues.titles]
    known = [feature for feature in found if feature is not None]
    return max(known, key=lambda feature: feature.value) if known else None


def _title_feature(title: str, clues: Clues, person: Person) -> Feature | None:
    roles = roles_of_title(title, clues.state)
    if not roles:
        return None
    held = [term for term in person.terms if term.role in roles]
    if not held:
        return Feature(
            name="title", value=-1.5, sentence=f"No office of {person.name} is known that is called {title}."
        )
    current = [term for term in held if covers(term, clues.windows)]
    office = (current or held)[-1].office
    match title_tense(title):
        case "former":
            value, words = 1.5, f"has been {office}"
        case "future":
            value, words = 1.2, f"became {office}"
        case _ if current:
            value, words = 2.2 if is_acting(office) else 2.5, f"was {office} on that day"
        case _ if clues.windows:
            value, words = -0.7, f"was {office}, but not on that day"
        case _:
            value, words = 1.2, f"was {office} at some time"
    if all(term.role != roles[0] for term in current or held):
        value -= LESS_LIKELY_ROLE
    return Feature(name="title", value=value, sentence=f"{person.name} {words}.")


def state_fits(clues: Clues, namesake: Namesake) -> Feature | None:
    """Whether the person held an office of the state (or body) that the text names beside the name."""
    if clues.state is None:
        return None
    if any(term.state == clues.state for term in namesake.person.terms):
        return Feature(name="state", value=1.2, sentence=f"{namesake.person.name} held office for {clues.state}.")
    sentence = f"No office of {namesake.person.name} for {clues.state} is known."
    body = gazetteer().state(clues.state) is None
    return Feature(name="state", value=-0.3 if body else -2.5, sentence=sentence)


def lived(clues: Clues, namesake: Namesake) -> Feature | None:
    """Against people who were dead, or children, on the day; little against a former holder or a full name."""
    person = namesake.person
    if not clues.windows:
        return None
    if person.died and all(person.died < first for first, _ in clues.windows):
        spoken_of = not namesake.match.one_name or any(title_tense(title) == "former" for title in clues.titles)
        value = -0.5 if spoken_of else -4.0
        return Feature(name="life", value=value, sentence=f"{person.name} had died on {person.died}.")
    if person.born and all(last.year - person.born.year < AGE_OF_OFFICE for _, last in clues.windows):
        return Feature(name="life", value=-4.0, sentence=f"{person.name} was born only in {person.born.year}.")
    return None


def prominence(clues: Clues, namesake: Namesake) -> Feature | None:
    """How much the world's press writes of the office held on the day (of the highest, where no day is known)."""
    person = namesake.person
    if clues.windows:
        current = [term for term in person.terms if covers(term, clues.windows)]
        best = max((term.rank for term in current), default=0)
        value = max(best, person.rank * AT_ANOTHER_TIME)
        words = (
            "held an office of that prominence on that day"
            if best >= person.rank * AT_ANOTHER_TIME
            else "held office at another time"
        )
    else:
        value = max(
            (t.rank if (t.end or NEWS_BEGINS) >= NEWS_BEGINS.replace(month=6) else t.rank / 2 for t in person.terms),
            default=0,
        )
        words = "held an office of that prominence at some time"
    return Feature(name="prominence", value=round((value / 50) ** 1.3, 2), sentence=f"{person.name} {words}.")


def in_office(clues: Clues, namesake: Namesake) -> Feature | None:
    """Against one name alone for somebody who held no office on the day."""
    if not clues.windows or not namesake.match.one_name:
        return None
    if any(covers(term, clues.windows) for term in namesake.person.terms):
        return Feature(name="in_office", value=0.5, sentence=f"{namesake.person.name} was in office on that day.")
    return Feature(name="in_office", value=-0.5, sentence=f"{namesake.person.name} held no known office on that day.")


def rare_name(clues: Clues, namesake: Namesake) -> Feature | None:
    """For one name alone that a single holder of office bears in this spelling."""
    if namesake.match is not NameMatch.SURNAME or clues.bearers != 1:
        return None
    sentence = f"No other known holder of office is called {clues.name}."
    return Feature(name="rare_name", value=0.7, sentence=sentence)


def state_in_text(clues: Clues, namesake: Namesake) -> Feature | None:
    """Whether the article speaks of the person's state at all."""
    if clues.state is not None:
        return None
    term = top_term(namesake.person, clues.windows)
    state = gazetteer().state(term.state) if term and term.state else None
    if state is None:
        return None
    if any(word in clues.text for word in (state.name, *state.aliases, *state.adjectives)):
        return Feature(name="state_in_text", value=0.5, sentence=f"The article speaks of {state.name}.")
    if not namesake.match.one_name or (term and term.rank >= KNOWN_TO_ALL):
        return None
    return Feature(name="state_in_text", value=-0.4, sentence=f"The article does not speak of {state.name}.")


def company_fits(clues: Clues, namesake: Namesake) -> Feature | None:
    """Where no day is known: whether the person was in office when the others whom the article names were."""
    if clues.windows or not clues.company:
        return None
    mine = top_windows(namesake.person, roles_named(clues))
    together = sum(any(overlap(a, b) for a in mine for b in theirs) for theirs in clues.company)
    share = together / len(clues.company)
    words = "was" if together else "was not"
    sentence = (
        f"{namesake.person.name} {words} in office at the time of {together or len(clues.company)} others named here."
    )
    return Feature(name="company", value=round(1.4 * share - 0.4, 2), sentence=sentence)


FEATURES: tuple[Callable[[Clues, Namesake], Feature | None], ...] = (
    name_fits,
    title_fits,
    state_fits,
    lived,
    prominence,
    in_office,
    rare_name,
    state_in_text,
    company_fits,
)


def covers(term: Term, windows: tuple[Window, ...]) -> bool:
    """Whether the office was held in any of the windows."""
    return any(term.covers(first, last) for first, last in windows)


def overlap(one: Window, other: Window) -> bool:
    """Whether two windows share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def roles_named(clues: Clues) -> tuple[str, ...]:
    """The roles that the titles in the text may mean."""
    return tuple(role for title in clues.titles for role in roles_of_title(title, clues.state))


def top_term(person: Person, windows: tuple[Window, ...], roles: tuple[str, ...] = ()) -> Term | None:
    """The office by which the person is best described on those days: named in the text, held then, prominent, late."""

    def weight(term: Term) -> tuple[bool, bool, int, datetime.date]:
        return (covers(term, windows), term.role in roles, term.rank, term.start or datetime.date.min)

    return max(person.terms, key=weight, default=None)


def top_windows(person: Person, roles: tuple[str, ...]) -> tuple[Window, ...]:
    """When the person held the offices named, else the most prominent ones."""
    terms = [term for term in person.terms if term.role in roles]
    terms = terms or [term for term in person.terms if term.rank >= max(person.rank * 0.6, 1)]
    return tuple((term.start or datetime.date.min, term.end or datetime.date.max) for term in terms)
