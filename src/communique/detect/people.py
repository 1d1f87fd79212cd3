"""People in a paragraph: words that the model, a title or the office-holders vouch for. Not for who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from communique.detect.scan import has_trigger
from communique.detect.titles import (
    Covered,
    after_office_of,
    code_before_body,
    is_titled,
    title_words,
    titles_after,
    titles_apposed,
    titles_before,
)
from communique.gazetteer import Entry
from communique.knowledge import NameMatch, knowledge, namesakes
from communique.records import EntityKind, Mention
from communique.spelling import fold

UNSURE = frozenset({"", "ORG", "GPE", "NORP", "PRODUCT", "LOC", "FAC", "WORK_OF_ART"})
"""The model's entities that a title before them makes a person."""
LONGEST_INITIALS = 3
"""Letters of a name in capitals that are initials and no shouting."""
LONGEST_FAMILY_NAME_FIRST = 4
"""Letters of a family name that stands first ("Xi Jinping"), by which alone somebody is named again."""
TITLE_CASE = 0.8
"""Share of longer words with a capital from which a line is in title case (headlines of the press sample)."""
INITIAL = re.compile(r"[A-Z]\.")
INSIDE_NAMES = frozenset({'"', ",", "-"})
"""Marks that may stand inside a name and never end one."""


def find_people(doc: Doc, listed: Sequence[tuple[int, int, Entry]]) -> Iterator[Mention]:
    """People that the model, a title or the table of office-holders vouches for."""
    covered = {offset: entry for start, end, entry in listed for offset in range(start, end)}
    capitals = in_title_case(doc)
    done = -1
    for token in doc:
        if token.i > done and _are_two(token):
            for one in (token, token.nbor(2)):
                yield Mention(start=one.idx, end=one.idx + len(one), text=one.text, kind=EntityKind.PERSON)
            done = token.i + 2
        if token.i <= done or not _may_begin_name(token, covered) or (capitals and _begins_no_name(token)):
            continue
        end = _run_end(token, covered)
        end = _known_end(doc, token.i, end) if capitals else end
        if not _vouched(doc, token.i, end, covered, alone=capitals and end == token.i + 1):
            continue
        start = _known_start(doc, token.i, end)
        span = doc[start:end]
        done = end - 1
        titles, code = titles_before(doc, start, covered)
        if not titles:
            titles, code = titles_apposed(doc, start, end, covered)
        code = code or code_before_body(doc, start, titles, covered)
        after_titles, after_code = titles_after(doc, end, covered)
        yield Mention(
            start=span.start_char,
            end=span.end_char,
            text=span.text,
            kind=EntityKind.PERSON,
            code=code or after_code,
            titles=tuple(title for title in (*titles, *after_titles) if title),
        )


def _are_two(first: Token) -> bool:
    """Whether a hyphen joins two surnames before what the two have together: "the Diaz-Okoye talks"."""
    doc, behind = first.doc, first.i + len("A-B")
    if behind >= len(doc) or doc[first.i + 1].text != "-" or doc[behind].lower_ not in title_words().events:
        return False
    return all(knowledge().knows_surname(one.text) for one in (first, first.nbor(2)))


def in_title_case(doc: Doc) -> bool:
    """Whether nearly every longer word has a capital, as in headlines of some papers: then capitals say nothing."""
    longer = [token.text for token in doc if token.is_alpha and len(token.text) > LONGEST_INITIALS]
    return len(longer) >= LONGEST_INITIALS and sum(text[0].isupper() for text in longer) >= TITLE_CASE * len(longer)


def _known_end(doc: Doc, start: int, end: int) -> int:
    """Where a name ends in title case: behind the longest run that the office-holders know, else two words.

    A known surname before a form of a trigger ("Xi Meets Putin") is a name alone.
    """
    for last in range(end, start + 1, -1):
        if doc[last - 1].text not in INSIDE_NAMES and knowledge().named(doc[start:last].text):
            return last
    second = doc[start + 1] if end > start + 1 else None
    return start + 1 if second is not None and _ends_headline_name(second) else _second_end(doc, start, end)


def _second_end(doc: Doc, start: int, end: int) -> int:
    """Where the second word of a name ends, not counting a nickname, particles, initials and what a hyphen joins."""
    index, words, known = start, 0, title_words()
    while index < end and words < 2:
        token, step = doc[index], 1
        if token.text == '"' and index + 2 < end:
            step = 3  # a nickname and its marks
        elif len(token) > 1 and token.lower_ not in known.particles and not INITIAL.fullmatch(token.text):
            words += doc[index - 1].text != "-" or index == start
        index += step
        while index + 1 < end and doc[index].text == "-":
            index += 2  # "Jean-Claude" is one word
    parted = index + 1 < end and doc[index].text == ","
    index += 1 + parted if index + parted < end and doc[index + parted].text in known.suffixes else 0
    while index > start + 1 and (doc[index - 1].text in INSIDE_NAMES or doc[index - 1].lower_ in known.particles):
        index -= 1
    return index


def _ends_headline_name(token: Token) -> bool:
    """Whether a word in title case ends a name: "Xi Meets", "Trudeau About", "Biden Will"."""
    return _is_headline_verb(token) or token.lower_ in title_words().headline_small


def _begins_no_name(token: Token) -> bool:
    """Whether a word in title case is a verb, or a small word before somebody's surname: "Is Diaz Right?"."""
    small = token.lower_ in title_words().headline_small and token.lower_ not in title_words().headline_names
    return small or _is_headline_verb(token)


def _is_headline_verb(token: Token) -> bool:
    """Whether a word with a capital tells what somebody does and is nobody's surname."""
    planned = token.lower_ in title_words().headline_plans and token.i + 1 < len(token.doc)
    if planned and token.nbor().lower_ == "to":
        return True  # "Lund Set to Visit"
    tells = token.lower_ in title_words().headline_verbs or has_trigger(token.text)
    sure = token.tag_ == "VBZ" and token.lower_ in title_words().headline_verbs  # "Seeks", though some are called so
    return tells and (sure or not knowledge().knows_surname(token.text))


def _is_verb_form(token: Token) -> bool:
    """Whether the tagger takes a form of a trigger that is nobody's surname for a finite verb: "Xi Meets Putin"."""
    finite = token.tag_ in ("VBZ", "VBD", "VBP")
    return finite and has_trigger(token.text) and not knowledge().knows_surname(token.text)


def _known_start(doc: Doc, start: int, end: int) -> int:
    """Where a long name begins, if the office-holders know its end alone ("Expatriates Ayman Safadi").

    Small words that belong to a known family name are taken in from the left ("von der Leyen").
    """
    nicknamed = any(token.text == '"' for token in doc[start:end])
    if end - start > 2 and not nicknamed and not _known_in_full(doc[start:end].text):
        for first in range(start + 1, end - 1):
            if doc[first - 1].lower_ in title_words().particles:
                continue  # "Mohammed bin Salman bin Abdulaziz" is no Salman bin Abdulaziz
            if _known_in_full(doc[first:end].text):
                return first
    first = start
    while first > 0 and doc[first - 1].text in title_words().particles:
        first -= 1
    return first if first < start and knowledge().knows_surname(doc[first:end].text) else start


def _known_in_full(name: str) -> bool:
    """Whether some office-holder is called so in full, in this or another spelling."""
    return any(one.match in (NameMatch.FULL, NameMatch.SPELLING) for one in namesakes(name))


def _may_begin_name(token: Token, covered: Covered) -> bool:
    words = title_words()
    if not token.text[:1].isupper() or token.is_punct or not any(letter.isalpha() for letter in token.text):
        return False
    if token.lower_ in words.not_names or token.lower_ in words.courtesies or token.text in words.suffixes:
        return False
    if token.lower_ in words.head_words or (token.lower_ in words.modifiers and token.ent_type_ != "PERSON"):
        return False
    entry = covered.get(token.idx)
    if _is_verb_form(token) or (entry is not None and after_office_of(token.doc, token.i)):
        return False
    given = token.i > 0 and token.nbor(-1).lower_ in words.before_given  # "Sheikh Sabah"
    if entry is None or given:
        return True
    return not entry.demonym and token.ent_type_ == "PERSON" and not _whole_entry(token, covered)


def _whole_entry(token: Token, covered: Covered) -> bool:
    """Whether the token's entity is nothing but a gazetteer name: "Chad", "Burkina Faso", not "Chad Hughes"."""
    entry, last = covered.get(token.idx), token.i
    while last + 1 < len(token.doc) and entry is not None and covered.get(token.doc[last + 1].idx) is entry:
        last += 1
    following = token.doc[last + 1] if last + 1 < len(token.doc) else None
    return following is None or following.ent_type_ != "PERSON" or following.ent_iob_ != "I" or following.tag_ == "POS"


def _run_end(token: Token, covered: Covered) -> int:
    """The index after the last token of the name that begins at ``token``."""
    doc, end = token.doc, token.i + 1
    while end < len(doc):
        if doc[end].text == '"' and end + 3 < len(doc) and doc[end + 2].text == '"' and doc[end + 3].text[:1].isupper():
            end += 4  # a nickname in quotation marks
        elif doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].text in title_words().suffixes:
            end += 2
        elif (doc[end].text in title_words().suffixes and doc[end - 1].ent_type_ == "PERSON") or (
            _looks_like_name(doc, end) and (not _stops_name(doc, end, covered) or _completes(doc, token.i, end))
        ):
            end += 1
        else:
            break
    while end > token.i + 1 and (doc[end - 1].text == "-" or doc[end - 1].lower_ in title_words().particles):
        end -= 1
    return end


def _looks_like_name(doc: Doc, index: int) -> bool:
    """Whether a token may go on a name: a capital, an initial, a particle or a hyphen inside it."""
    token, words = doc[index], title_words()
    following = doc[index + 1] if index + 1 < len(doc) else None
    if (token.text[:1].isupper() and token.is_alpha) or token.text in words.suffixes or INITIAL.fullmatch(token.text):
        return True
    if token.text == "-":
        return following is not None and not token.whitespace_ and not doc[index - 1].whitespace_
    if doc[index - 1].text == "-":
        return token.is_alpha
    if token.lower_ not in words.particles or following is None:
        return False
    return following.text[:1].isupper() or following.text == "-" or following.lower_ in words.particles


def _completes(doc: Doc, start: int, index: int) -> bool:
    """Whether a word that is mostly no name ends the name of an office-holder: "Theresa May", "Liu He", "Hun Sen"."""
    word = doc[index].lower_
    return (word in title_words().not_names or word in title_words().courtesies) and _known_in_full(
        doc[start : index + 1].text
    )


def _stops_name(doc: Doc, index: int, covered: Covered) -> bool:
    """Whether a capitalised token begins something else: a title, a state, another entity of the model."""
    token, words = doc[index], title_words()
    person = token.ent_type_ == "PERSON"
    if token.lower_ in words.not_names or token.lower_ in words.courtesies or _is_verb_form(token):
        return True
    if token.lower_ in words.head_words and not person:
        return True
    entry = covered.get(token.idx)
    if entry is not None and (entry.demonym or not person):
        return True
    before = doc[index - 1]
    other = bool(token.ent_type_) and not person and token.ent_iob_ == "B"
    particles = {before.lower_, token.lower_} & words.particles
    return other and before.ent_type_ == "PERSON" and not particles


def _vouched(doc: Doc, start: int, end: int, covered: Covered, *, alone: bool = False) -> bool:
    """Whether anything says that these words are a person's name.

    For a word that stands ``alone`` in title case, where all have capitals, the model's word is not enough.
    """
    span, words = doc[start:end], title_words()
    if _is_no_name(doc, start, end, covered):
        return False
    before = doc[start - 1].lower_ if start > 0 else ""
    titled = before in words.courtesies or is_titled(doc, start) or _after_state(doc, start, covered)
    if any(token.ent_type_ == "PERSON" for token in span) and not (alone and not titled):
        return titled or not _names_event(doc, start, end)
    if titled:
        following = doc[end].lower_ if end < len(doc) else ""
        return span[0].ent_type_ in UNSURE and following not in words.head_words
    if span[0].tag_ not in ("NNP", "NNPS", "NN", "FW") and span[0].ent_type_ not in ("ORG", "GPE"):
        return False
    return bool(knowledge().named(span.text)) if end - start > 1 else knowledge().knows_surname(span.text)


def _after_state(doc: Doc, start: int, covered: Covered) -> bool:
    """Whether an office and its state stand before a name: "President of the Republic of Cuba X"."""
    entry = covered.get(doc[start - 1].idx) if start > 0 else None
    first = start - 1
    while entry is not None and first > 0 and covered.get(doc[first - 1].idx) is entry:
        first -= 1
    return entry is not None and not entry.demonym and after_office_of(doc, first)


def _names_event(doc: Doc, start: int, end: int) -> bool:
    """Whether one unknown word stands before the noun of an event, as its kind: "Virtual Meeting"."""
    following = doc[end] if end < len(doc) else None
    if end - start > 1 or following is None or following.lower_ not in title_words().events:
        return False
    return not knowledge().knows_surname(doc[start].text)


def _is_no_name(doc: Doc, start: int, end: int, covered: Covered) -> bool:
    """Saints' days, words in capitals, abbreviations of days and months, a state with an office."""
    span, words = doc[start:end], title_words()
    if start > 0 and doc[start - 1].lower_ in words.saints:
        return True
    if span.text.isupper() and len(span.text) > LONGEST_INITIALS and not knowledge().named(span.text.title()):
        return True
    office = span[-1].lower_ in words.head_nouns and end - start > 1
    if office and all(one.idx in covered or words.is_part(one.lower_) for one in span):
        return True  # "Qatar Emir"
    last = span[-1].lower_
    dotted = end < len(doc) and doc[end].text == "." and f"{last}." in words.abbreviations
    return dotted or last in words.abbreviations


def name_parts(people: Iterable[Mention]) -> frozenset[str]:
    """The parts by which people who are named in full may be named again."""
    parts: set[str] = set()
    for mention in people:
        split = [part for part in mention.text.split() if part not in title_words().suffixes and fold(part)]
        if len(split) > 1:
            parts |= {split[-1], split[0]} if len(split[0]) <= LONGEST_FAMILY_NAME_FIRST else {split[-1]}
            parts |= {" ".join(split[-2:])} if split[-2].lower() in title_words().particles else set()
    return frozenset(parts)
