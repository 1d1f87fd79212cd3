"""Statements: the words of a named source, as quoted. Not for reported speech without quotation marks.

One quotation is one statement, also where only "he said" interrupts it; paragraphs that each open with a mark of their
own are one statement each (so the annotated articles count them), and a clipped repetition of a quotation is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.sources.speakers import FILE, WORD, speaker_before, speaker_of
from communique.extract.tree import child, logical_subjects, prepositional
from communique.records import EntityKind, Evidence, Quotation, Reference, Statement

LEAST_WORDS = 4
"""Fewer quoted words are no statement (docs/codebook.md)."""
TAG_WORDS = 25
"""A sentence of so many words between two quotations of a paragraph is only a tag: "Mr. Li told the radio." """
QUOTED_NAME_WORDS = 8
"""Words of the longest name that stands in quotation marks before its noun."""
REACH_BACK = 40
"""Characters before a quotation in which the word right before it stands whole."""
TITLE_CASE = 0.75
"""Share of longer words with a capital above which quoted words are a title of something."""
LONGEST_SMALL_WORD = 3
"""Letters of the words that titles write small."""
LINKING_WORDS = 3
"""Words between two quotations ("and", "but also") that do not change the speaker."""
VERB_REACH = 300
"""Characters from a quotation within which its verb of saying is part of the evidence."""


def spoken(context: Context) -> Iterator[tuple[Quotation, Reference, Token | None]]:
    """Every quotation of four words or more whose speaker the article names, with him or her and the verb of saying."""
    last: tuple[Reference, int] | None = None
    for quotation in _units(context):
        if not _is_speech(context, quotation):
            continue
        speaker, verb = speaker_of(context, quotation)
        if speaker is None and verb is None:
            continuing = last is not None and _continues(context, last[1], quotation.start)
            speaker = last[0] if last is not None and continuing else speaker_before(context, quotation)
        if speaker is not None:
            last = (speaker, quotation.end)
            yield quotation, speaker, verb


def find_statements(context: Context) -> Iterator[Statement]:
    """A statement for each quotation with a speaker, but for those that only clip a longer one."""
    quotations = list(spoken(context))
    for quotation, speaker, verb in quotations:
        if _is_clipped(quotation, [one for one, _, _ in quotations]):
            continue
        yield Statement(
            id="",
            document=context.article.document.id,
            evidence=_evidence(context, quotation, verb),
            reader=context.article.reader,
            when=context.timing.of(verb) if verb is not None else None,
            speaker=speaker,
            quote=quotation.parts,
            addressee=_addressee(context, verb, speaker),
        )


# What one quotation is


def _units(context: Context) -> list[Quotation]:
    """The quotations as the guidelines count them: re-opened paragraphs apart, halves around a tag together."""
    units: list[Quotation] = []
    for quotation in context.article.mentions.quotations:
        for one in _paragraphs(context, quotation):
            if units and _only_tag(context, units[-1], one):
                before = units[-1]
                units[-1] = Quotation(parts=before.parts + one.parts, start=before.start, end=one.end)
            else:
                units.append(one)
    return units


def _paragraphs(context: Context, quotation: Quotation) -> list[Quotation]:
    """A quotation over paragraphs that each open it again, paragraph by paragraph."""
    text = context.article.document.text
    starts = [0]
    for index in range(1, len(quotation.parts)):
        if "\n" in text[quotation.parts[index - 1].end : quotation.parts[index].start]:
            starts.append(index)
    if len(starts) == 1:
        return [quotation]
    groups = [quotation.parts[first:last] for first, last in zip(starts, [*starts[1:], None], strict=True)]
    return [
        Quotation(
            parts=group,
            start=quotation.start if group[0] is quotation.parts[0] else group[0].start - 1,
            end=quotation.end if group[-1] is quotation.parts[-1] else group[-1].end,
        )
        for group in groups
    ]


def _only_tag(context: Context, before: Quotation, quotation: Quotation) -> bool:
    """Whether no more than a short sentence of saying parts two quotations of a paragraph: "…,” he said. “…"."""
    between = context.article.document.text[before.end : quotation.start]
    if "\n" in between or not between.rstrip().endswith(".") or len(WORD.findall(between)) > TAG_WORDS:
        return False
    if quotation.parts[-1].quote.rstrip().endswith(",") or not _opens(context, before):
        return False  # the second has a tag of its own, or the first is a part of its clause
    goes_on = before.parts[-1].quote.rstrip()[-1:] in ",?!—–" or between.lstrip().startswith(",")
    tokens = context.article.tokens_in(before.end, quotation.start)
    ends = sum(one.text == "." for one in tokens)
    return goes_on and ends == 1 and any(context.attribution.is_speech(token) for token in tokens)


def _opens(context: Context, quotation: Quotation) -> bool:
    """Whether a quotation opens its sentence."""
    before = context.article.document.text[: quotation.start].rstrip(" ")
    return before[-1:] in ("", "\n") or before[-1] in '.?!”"’:'


def _is_speech(context: Context, quotation: Quotation) -> bool:
    """Whether a quotation is long enough, and neither a title nor a name."""
    if sum(len(WORD.findall(part.quote)) for part in quotation.parts) < LEAST_WORDS:
        return False
    return not _is_title(quotation) and not _is_name(context, quotation)


def _is_title(quotation: Quotation) -> bool:
    """Whether the quoted words are a title of something: nearly all their longer words have capitals."""
    words_of = (word for part in quotation.parts for word in WORD.findall(part.quote))
    longer = [word for word in words_of if len(word) > LONGEST_SMALL_WORD and not word[0].isdigit()]
    return bool(longer) and sum(word[0].isupper() for word in longer) > TITLE_CASE * len(longer)


def _is_name(context: Context, quotation: Quotation) -> bool:
    """Whether the quoted words name the noun after them: "the ‘gas in exchange for pipes’ project"."""
    words_of = quotation.parts[0].quote
    if len(quotation.parts) > 1 or "," in words_of or len(WORD.findall(words_of)) > QUOTED_NAME_WORDS:
        return False
    text = context.article.document.text
    after = context.article.token_at(quotation.end + 1) if text[quotation.end : quotation.end + 1] == " " else None
    before = WORD.findall(text[max(0, quotation.start - REACH_BACK) : quotation.start])
    if after is None or not before or not after.tag_.startswith("NN"):
        return False
    return before[-1].lower() in words(FILE, "before_names")


def _is_clipped(quotation: Quotation, others: list[Quotation]) -> bool:
    """Whether the article gives the same words in a longer quotation, or gave them before."""
    own = _said(quotation)
    for other in others:
        if other is quotation:
            continue
        theirs = _said(other)
        if own in theirs and (len(own) < len(theirs) or other.start < quotation.start):
            return True
    return False


def _said(quotation: Quotation) -> str:
    return " ".join(word.casefold() for part in quotation.parts for word in WORD.findall(part.quote))


# What belongs to it


def _continues(context: Context, end: int, start: int) -> bool:
    """Whether nothing but the same speaker's further words stands between two quotations, or the tag of the first."""
    between = context.article.document.text[end:start]
    if "\n" not in between and between.rstrip().endswith("."):
        return sum(one.text == "." for one in context.article.tokens_in(end, start)) == 1
    return between.count("\n") <= 1 and len(WORD.findall(between)) <= LINKING_WORDS


def _evidence(context: Context, quotation: Quotation, verb: Token | None) -> Evidence:
    start, end = quotation.start, quotation.end
    if verb is not None:
        own = child(verb, "nsubj")
        edges = [context.article.start(verb), context.article.end(verb)]
        if own is not None:
            edges += [context.article.start(own.left_edge), context.article.end(own)]
        if min(abs(edges[0] - start), abs(edges[0] - end)) < VERB_REACH:
            start, end = min(start, *edges), max(end, *edges)
    return context.article.cut(start, end)


def _addressee(context: Context, verb: Token | None, speaker: Reference) -> tuple[Reference, ...]:
    """Whom the words are said to: "told X", "said to X"."""
    if verb is None:
        return ()
    lemma = verb.lemma_.lower()
    tokens = prepositional(verb, ("to",)) if lemma in words(FILE, "said_to") else []
    own = child(verb, "dobj", "dative")
    if lemma in words(FILE, "told") and own is not None:
        tokens.append(own)
    several = [token for token in tokens if token.lemma_.lower() in words(FILE, "companies")]
    heard = context.resolver.actors([token for token in tokens if token not in several])
    heard = heard or tuple(one for token in tokens for one in _audience(context, token))
    readers = [one for token in logical_subjects(verb) for one in context.attribution.reader_of(token)]
    return tuple(
        one
        for one in (*heard, *readers)
        if one.name != speaker.name and one.name.casefold() not in words(FILE, "outlets")
    )


def _audience(context: Context, token: Token) -> tuple[Reference, ...]:
    """People without a name who are told something, as the text calls them: "a group of Turkish editors"."""
    inside = prepositional(token, ("of",)) if token.lemma_.lower() in words(FILE, "companies") else []
    people = inside[0] if inside else token
    if people.tag_ != "NNS":
        return ()
    first = next((one for one in people.lefts if one.dep_ in ("amod", "compound") and one.tag_ != "VBG"), people)
    evidence = context.article.evidence(first, people)
    return (Reference(evidence=evidence, name=evidence.quote, kind=EntityKind.GROUP),)
