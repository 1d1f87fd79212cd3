"""How people's names are compared: folded letters, a spelling key, the forms that the press shortens a name to.

Used when the table of office-holders is compiled and when it is asked, so both must agree. Not for finding names in a
text, and not for deciding that two people are one: a shared key only makes two names comparable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from communique.tables import table

ROMAN = re.compile(r"^(i{1,3}|iv|v|vi{1,3}|ix|x|xi{1,3}|xiv|xv|xvi{0,3})$")
WORD = re.compile(r"[^\W_]+(?:['’`ʻʼ-][^\W_]+)*", re.UNICODE)


@cache
def spelling_rules() -> dict[str, Any]:
    """The word lists and rules of ``data/spelling.toml``."""
    return table("communique.data", "spelling.toml")


@cache
def _key_rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), to) for pattern, to in spelling_rules()["key"]["rules"])


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(spelling_rules()["letters"])


@cache
def _list(section: str, name: str) -> frozenset[str]:
    return frozenset(spelling_rules()[section][name])


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """``name`` in lower-case ASCII letters as far as possible, words divided by one space, no punctuation."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_letters())).casefold()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"['’‘`ʻʼʿʾ]s\b", "", text)
    text = re.sub(r"['’‘`ʻʼʿʾ.]", "", text)
    return " ".join(re.findall(r"[^\W_]+", text))


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """The spelling key of one folded word: words that sound alike in transliteration share it."""
    for pattern, to in _key_rules():
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=65536)
def spelling_key(name: str) -> str:
    """The key under which a whole name is looked up; spaces, hyphens and articles make no difference."""
    words = [word for word in fold(name).split() if word not in _list("particles", "suffixes")]
    bare = [word for word in words if word not in _list("particles", "articles")]
    chosen = (
        bare if len(bare) > 1 or (bare and len(words) == 2 and words[0] in _list("particles", "articles")) else words
    )
    return "".join(word_key(word) for word in chosen)


@lru_cache(maxsize=16384)
def strip_honorifics(name: str) -> str:
    """``name`` without the titles before it, in its own spelling ("Mr. Bush" -> "Bush"); never empty."""
    words = name.split()
    while len(words) > 1 and fold(words[0]) in _list("particles", "honorifics"):
        words = words[1:]
    text = " ".join(words)
    return re.sub(r"(?<=\w)['’]s?$", "", text) or name


def name_words(name: str) -> list[str]:
    """The words of a label, less what follows a comma, what stands in brackets, and suffixes."""
    base = re.sub(r"\(.*?\)", " ", name.split(",", maxsplit=1)[0])
    return [word for word in base.split() if fold(word) and fold(word) not in _list("particles", "suffixes")]


def short_forms(name: str, state: str) -> set[str]:
    """Shorter and turned-round full names that the press may print for this person."""
    words = name_words(name)
    forms = {" ".join(words)}
    lean = [word for word in words if len(fold(word)) > 1]
    forms.add(" ".join(lean))
    if "of" in lean[1:]:
        lean = lean[: lean.index("of", 1)]
        forms.add(" ".join(lean))
    groups = _groups(lean)
    if len(groups) > 2:
        forms.add(f"{groups[0]} {groups[-1]}")
        forms |= {" ".join(groups[:skip] + groups[skip + 1 :]) for skip in range(1, len(groups) - 1)}
        if state in _list("order", "two_surnames") and fold(groups[-2]) not in _list("order", "second_given"):
            forms |= {" ".join(groups[:-1]), f"{groups[0]} {groups[-2]}"}
    if len(groups) > 1 and state in _list("order", "reversed_in_print"):
        forms.add(" ".join([groups[-1], *groups[:-1]]))
    if len(groups) > 1 and state in _list("order", "family_first"):
        forms.add(" ".join([*groups[1:], groups[0]]))
    return {form for form in forms if form and (" " in form or len(words) == 1)}


def surname_forms(name: str, state: str) -> set[str]:
    """What the press may call this person by one name: the family name, with and without its particles."""
    words = [word for word in name_words(name) if len(fold(word)) > 1 or fold(word) == "o"]
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    if len(words) > 1 and ROMAN.match(fold(words[-1])):
        return {" ".join(words), " ".join(words[:-1])}
    groups = _groups(words)
    if len(groups) < 2:
        return set(groups) | set(words[-1:])
    forms = {groups[-1]}
    if fold(groups[-1].split()[0]) not in _list("order", "patronymic"):
        forms.add(groups[-1].split()[-1])
    if state in _list("order", "family_first"):
        forms.add(groups[0])
    if state in _list("order", "given_name_used"):
        forms.add(groups[0])
    two = state in _list("order", "two_surnames") and fold(groups[-2]) not in _list("order", "second_given")
    if len(groups) > 2 and two:
        forms |= {f"{groups[-2]} {groups[-1]}", groups[-2], groups[-2].split()[-1]}
    return forms


def _groups(words: list[str]) -> list[str]:
    """The words of a name, each particle joined to the word after it ("von der Leyen" is one)."""
    groups: list[str] = []
    pending: list[str] = []
    for index, word in enumerate(words):
        if index and index < len(words) - 1 and fold(word) in _list("particles", "joined"):
            pending.append(word)
            continue
        groups.append(" ".join([*pending, word]))
        pending = []
    return groups


def lineages(name: str) -> tuple[str, ...]:
    """Shorter forms of a name with more than one ancestor: "A bin B bin C Al D" is "A bin B Al D" and "A bin B"."""
    words = name.split()
    marks = [index for index, word in enumerate(words) if fold(word) in _list("order", "patronymic")]
    if len(marks) < 2 or marks[1] < 3:
        return ()
    begins = words[: marks[1]]
    house = next((index for index in range(marks[-1] + 2, len(words)) if fold(words[index]) in ("al", "aal")), None)
    full = " ".join([*begins, *words[house:]]) if house is not None else None
    return (*([full] if full else ()), " ".join(begins))
