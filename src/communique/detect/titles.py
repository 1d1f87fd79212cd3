"""Words of office beside a person's name, and the state or body that they name. Not for the names themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from communique.gazetteer import Entry
from communique.offices import title_tense
from communique.tables import table

BODY_REACH = 7
"""Tokens before a name in which a body and its state stand: "Kremlin Security Council Secretary"."""
PORTFOLIO_REACH = 9
"""Tokens of the longest portfolio that stands between "Minister of" and a name."""
APPOSITION_REACH = 11
"""Tokens after the comma behind a name in which its title stands whole."""

Covered = dict[int, Entry]
"""The gazetteer's entry at each offset of a paragraph that one covers."""


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The lists of titles.toml as sets."""

    heads: frozenset[str]
    plural_heads: dict[str, str]
    head_words: frozenset[str]
    head_nouns: frozenset[str]
    modifiers: frozenset[str]
    courtesies: frozenset[str]
    before_given: frozenset[str]
    styles: tuple[str, ...]
    princely: frozenset[str]
    abbreviations: frozenset[str]
    not_names: frozenset[str]
    particles: frozenset[str]
    saints: frozenset[str]
    suffixes: frozenset[str]
    headline_verbs: frozenset[str]
    headline_subjects: frozenset[str]
    headline_nouns: frozenset[str]
    headline_plans: dict[str, str]
    headline_carriers: dict[str, str]
    headline_journeys: frozenset[str]
    before_clauses: frozenset[str]
    headline_small: frozenset[str]
    headline_names: frozenset[str]
    events: frozenset[str]
    before_places: tuple[str, ...]
    after_places: tuple[str, ...]
    before_titles: frozenset[str]
    inside_titles: frozenset[str]

    def is_part(self, word: str) -> bool:
        """Whether a lower-case word may stand inside a title."""
        return word in self.head_words or word in self.modifiers


@lru_cache(maxsize=1)
def title_words() -> TitleWords:
    """The title lists, read once."""
    lists = table("communique.detect", "titles.toml")
    heads = frozenset(lists["heads"])
    return TitleWords(
        heads=heads,
        plural_heads=lists["plural_heads"],
        head_words=frozenset(word for head in heads for word in head.replace("-", " ").split()) - {"of"}
        | frozenset(lists["plural_heads"]),
        head_nouns=frozenset(word for head in heads for word in _nouns_of(head)) | frozenset(lists["plural_heads"]),
        modifiers=frozenset(lists["modifiers"]),
        courtesies=frozenset(lists["courtesies"]),
        before_given=frozenset(lists["before_given"]),
        styles=tuple(lists["styles"]),
        princely=frozenset(lists["princely"]),
        abbreviations=frozenset(lists["abbreviations"]),
        not_names=frozenset(lists["not_names"]),
        particles=frozenset(lists["particles"]),
        saints=frozenset(lists["saints"]),
        suffixes=frozenset(lists["suffixes"]),
        headline_verbs=frozenset(lists["headline_verbs"]),
        headline_subjects=frozenset(lists["headline_subjects"]),
        headline_nouns=frozenset(lists["headline_nouns"]),
        headline_plans=lists["headline_plans"],
        headline_carriers=lists["headline_carriers"],
        headline_journeys=frozenset(lists["headline_journeys"]),
        before_clauses=frozenset(lists["before_clauses"]),
        headline_small=frozenset(lists["headline_small"]),
        headline_names=frozenset(lists["headline_names"]),
        events=frozenset(lists["events"]),
        before_places=tuple(lists["before_places"]),
        after_places=tuple(lists["after_places"]),
        before_titles=frozenset(lists["before_titles"]),
        inside_titles=frozenset(lists["inside_titles"]),
    )


def _nouns_of(head: str) -> list[str]:
    """The word of an office that says that it is one: "secretary" of "secretary of state"."""
    first = head.split(" of ", maxsplit=1)[0]
    return [first.split()[-1], first.replace("-", " ").split()[-1]]


def is_titled(doc: Doc, start: int) -> bool:
    """Whether a title stands directly before a token, and not only words that are a part of some ("National X")."""
    words = title_words()
    if start == 0 or doc[start - 1].lower_ not in words.head_words:
        return False
    first = start - 1
    while first > 0 and (words.is_part(doc[first - 1].lower_) or doc[first - 1].lower_ in ("of", "-")):
        first -= 1
    return any(one.lower_ in words.head_nouns for one in doc[first:start])


def after_office_of(doc: Doc, index: int) -> bool:
    """Whether "<office> of" or "<office> of the" stands directly before a token: it begins a state or a body."""
    back = index - 1
    if back > 0 and doc[back].lower_ == "the":
        back -= 1
    return back > 0 and doc[back].lower_ == "of" and doc[back - 1].lower_ in title_words().head_words


def titles_before(doc: Doc, start: int, covered: Covered) -> tuple[list[str], str | None]:
    """Title words directly before a name, and the state or body that they name."""
    words, code = title_words(), None
    first = _title_start(doc, start)
    if first == start and start > 2 and (entry := covered.get(doc[start - 1].idx)) is not None:
        # "President of Russia Vladimir Putin", "President of the Republic of Cuba Raúl Castro"
        back = start - 1
        while back > 0 and covered.get(doc[back - 1].idx) is entry:
            back -= 1
        if not entry.demonym and after_office_of(doc, back):
            code, start = entry.code, back - (2 if doc[back - 1].lower_ == "the" else 1)
            first = _title_start(doc, start)
    title = doc[first:start].text.lower().strip(" -")
    if not any(word in words.head_nouns for word in title.replace("-", " ").split()):
        first = _portfolio_start(doc, start)
        title = doc[first:start].text.lower()
    if title and code is None:
        code = _code_left_of(doc, first, covered)
        title = f"{_tense_left_of(doc, first, covered)} {title}".strip()
    title = " ".join(words.plural_heads.get(word, word) for word in title.split())
    return _without_styles(title), code


def _names_another(token: Token, title: list[str]) -> bool:
    """Whether a word goes on from an office as a name: then the office is that person's, in a list."""
    words = title_words()
    behind_office = bool(title) and token.nbor(-1).lower_ in words.head_nouns
    name = token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper() and token.lower_ not in words.inside_titles
    return behind_office and name


def _without_styles(title: str) -> list[str]:
    """The offices of "emir his highness sheikh": a style of address between them and before a given name is none."""
    words = title_words()
    for style in words.styles:
        title = title.replace(style, "")
    parts = title.split()
    office = any(one in words.head_nouns for one in parts[:-1])
    if office and parts[-1] in words.courtesies and parts[-2] not in words.princely:
        return [" ".join(parts[:-1]), parts[-1]]
    return [" ".join(parts)] if parts else []


def titles_apposed(doc: Doc, start: int, end: int, covered: Covered) -> tuple[list[str], str | None]:
    """Title words of a noun of office before a comma ("its envoy in Vienna, X"), and the state that they name."""
    if start < 2 or doc[start - 1].text != ",":
        return [], None
    words, root = title_words(), doc[start:end].root
    noun = root.head
    if root.dep_ != "appos" or noun.i >= start - 1 or noun.lower_ not in words.head_words or noun.idx in covered:
        return [], None
    first = _title_start(doc, noun.i + 1)
    code = _code_left_of(doc, first, covered)
    for token in doc[noun.i + 1 : start - 1]:
        entry = covered.get(token.idx)
        if code is None and entry is not None and after_office_of(doc, token.i):
            code = entry.code
    return [doc[first : noun.i + 1].text.lower()], code


def _title_start(doc: Doc, end: int) -> int:
    """Where the title begins that ends before a token."""
    words, first = title_words(), end
    while first > 0:
        style = _before_style(doc, first)
        if style > 0 and style < first and doc[style - 1].lower_ in words.head_nouns:
            first = style
        elif words.is_part(doc[first - 1].lower_) or (
            doc[first - 1].text == "-" and first > 1 and words.is_part(doc[first - 2].lower_)
        ):
            first -= 1
        else:
            break
    return first


def _before_style(doc: Doc, end: int) -> int:
    """Where the style of address begins that ends before a token ("His Highness"), else the end."""
    for style in title_words().styles:
        start = end - len(style.split())
        if start >= 0 and doc[start:end].text.lower() == style:
            return start
    return end


def _portfolio_start(doc: Doc, end: int) -> int:
    """Where an office with its portfolio begins before a name ("Minister of Foreign Affairs and X"), else the end."""
    words = title_words()
    for index in range(end - 1, max(0, end - PORTFOLIO_REACH), -1):
        token = doc[index]
        if token.lower_ in ("of", "for") and doc[index - 1].lower_ in words.head_words:
            return _title_start(doc, index)
        if token.lower_ not in words.inside_titles and not (token.text[:1].isupper() and token.tag_.startswith("N")):
            return end
    return end


def code_before_body(doc: Doc, start: int, titles: list[str], covered: Covered) -> str | None:
    """The state that stands before a body's name and the office: "Kremlin Security Council Secretary X"."""
    if not titles:
        return None
    before = [
        covered[token.idx]
        for token in doc[max(0, start - BODY_REACH) : start]
        if token.idx in covered and doc[start].is_ancestor(token)
    ]
    return before[0].code if before else None


def _code_left_of(doc: Doc, first: int, covered: Covered) -> str | None:
    """The state of "Russian …", "Russia's …" or "NATO …" to the left of a title."""
    if first == 0:
        return None
    before = doc[first - 1]
    if before.tag_ == "POS" and first > 1:
        before = doc[first - 2]
    entry = covered.get(before.idx)
    return entry.code if entry is not None else None


def _tense_left_of(doc: Doc, first: int, covered: Covered) -> str:
    """The word before the state of a title that tells of another time: "the former French president"."""
    index = first - 1
    entry = covered.get(doc[index].idx) if index >= 0 else None
    while index > 0 and entry is not None and covered.get(doc[index - 1].idx) is entry:
        index -= 1
    back = index - 2 if index > 1 and doc[index - 1].text == "-" else index - 1
    return doc[back].lower_ if entry is not None and back >= 0 and title_tense(doc[back].text) != "now" else ""


def titles_after(doc: Doc, end: int, covered: Covered) -> tuple[list[str], str | None]:
    """Title words in an apposition after a name ("…, the Romanian foreign minister,") or "… of Estonia"."""
    if end + 1 < len(doc) and doc[end].lower_ == "of" and (entry := covered.get(doc[end + 1].idx)) is not None:
        return [], entry.code
    if end + 1 >= len(doc) or doc[end].text != ",":
        return [], None
    words, code, title = title_words(), None, []
    for token in doc[end + 1 : end + 1 + APPOSITION_REACH]:
        if token.is_punct and token.text != "-":
            break
        entry = covered.get(token.idx)
        if entry is not None and code is None:
            code = entry.code
        elif words.is_part(token.lower_):
            title.append(token.lower_)
        elif _names_another(token, title):
            return [], None  # "Modi, Japanese Prime Minister Yoshihide Suga and …"
        elif token.tag_.startswith("VB") or token.ent_type_ == "PERSON":
            break
        elif not title and token.lower_ not in words.before_titles:
            return [], None
        elif title and token.lower_ not in words.inside_titles and not token.text[:1].isupper():
            break
    if not any(word in words.head_words for word in title):
        return [], None
    return [" ".join(title)], code
