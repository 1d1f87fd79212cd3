"""Tallies: the text counts events ("his third visit", "met more than 40 times"). Not for counting them ourselves.

Whose events they are, and to whom or where, is read in ``tally_sides``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
from dateutil.relativedelta import relativedelta
from spacy.tokens import Token

from communique.extract.arguments import Match
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.tally_sides import Told, sides_of_tally
from communique.extract.tree import ancestors_to_verb, head_of, is_verb
from communique.records import Coded, Quantity, Status, Tally, When

FILE = "tallies.toml"
COUNTERS = frozenset({"amod", "nummod", "compound", "advmod", "npadvmod"})


def find_tallies(context: Context) -> Iterator[Tally]:
    """Every count of visits, meetings or agreements."""
    told = Told(context)
    for quantity in context.article.mentions.quantities:
        tokens = context.article.tokens_in(quantity.evidence.start, quantity.evidence.end)
        counted = _counted(context, tokens, quantity) if tokens else None
        if counted is None:
            continue
        match, kind = counted
        who, to = sides_of_tally(context, match, kind, head_of(tokens), told)
        if not who:
            continue
        event = told.of(match.trigger, kind)
        yield Tally(
            id="",
            document=context.article.document.id,
            evidence=context.clause(match.clause),
            reader=context.article.reader,
            status=(event.status if event is not None else None) or context.status(match, None, Status.OCCURRED),
            when=event.when if event is not None else context.when(match),
            said_by=context.attribution.sources(match.clause),
            of=Coded(value=kind, evidence=context.article.evidence(match.trigger)),
            who=who,
            to=to,
            quantity=quantity,
            ordinal=not _is_number(tokens, match.trigger),
            since=_since(context, head_of(tokens)),
        )


def _counted(context: Context, tokens: list[Token], quantity: Quantity) -> tuple[Match, str] | None:
    """The match whose events are counted, and their type: of a noun, of a verb ("three times"), of "the first to visit"."""
    head = head_of(tokens)
    nouns = section(FILE, "nouns")
    for one in (head, head.head):
        if one.lower_ in words(FILE, "adverbs") or one.lemma_.lower() == "time":
            verb = one.head if one.lower_ in words(FILE, "adverbs") else ancestors_to_verb(one)
            return _of_verb(context, verb) if verb is not None else None
        counts = one.tag_.startswith("N") and (one == head or head.dep_ in COUNTERS)
        if counts and (noun := _event_of(one)).lemma_.lower() in nouns:
            return _matched(context, noun, nouns[noun.lemma_.lower()])
        for clause in one.children:
            if clause.dep_ in ("acl", "relcl") and (found := _of_verb(context, clause)) is not None:
                return found
    return _taken_up(context, head, quantity)


def _event_of(noun: Token) -> Token:
    """The event that a noun of sequence holds: the talks of "a third round of talks", the treaties of "a series of"."""
    if noun.lemma_.lower() not in words(FILE, "sequences"):
        return noun
    for one in noun.children:
        if one.dep_ == "prep" and one.lower_ in ("of", "in"):
            inner = next((low for low in one.children if low.dep_ == "pobj"), None)
            if inner is not None:
                return _event_of(inner)
    return noun


def _matched(context: Context, noun: Token, kind: str) -> tuple[Match, str] | None:
    """The match that a noun triggers."""
    match = next((match for match in context.matches if match.trigger == noun and match.frame.type.value == kind), None)
    return (match, kind) if match is not None else None


def _of_verb(context: Context, verb: Token) -> tuple[Match, str] | None:
    """The event that is done so many times: the verb's own, or that of the noun which it carries."""
    verbs, nouns = section(FILE, "verbs"), section(FILE, "nouns")
    for match in context.matches:
        own = match.trigger == verb and match.frame.type.value == verbs.get(verb.lemma_.lower())
        carried = match.light == verb and match.frame.type.value == nouns.get(match.trigger.lemma_.lower())
        if own or carried:
            return match, match.frame.type.value
    return None


def _taken_up(context: Context, head: Token, quantity: Quantity) -> tuple[Match, str] | None:
    """The noun that a count takes up: the trip, in "his trip was the first by a president"."""
    nouns = section(FILE, "nouns")
    for one in reversed(head.doc[head.sent.start : head.i]):
        lemma = one.lemma_.lower()
        if one.tag_.startswith("N") and lemma in nouns and quantity.unit.rstrip("s") == lemma:
            return _matched(context, one, nouns[lemma])
    return None


def _is_number(tokens: list[Token], trigger: Token) -> bool:
    """Whether the count is a number of times, not a rank: "twice", "40 times", "five visits"."""
    counted = ("time", trigger.lemma_.lower())
    return any(
        token.lower_ in words(FILE, "adverbs") or (token.tag_ == "NNS" and token.lemma_.lower() in counted)
        for token in tokens
    )


# Since when


def _since(context: Context, count: Token) -> When | None:
    """The time after the "since" that is nearest to the count: the next behind it, else the last before it."""
    found = [one for one in count.sent if one.lower_ == "since"]
    found.sort(key=lambda one: (one.i < count.i, abs(one.i - count.i)))
    for one in found[:1]:
        start, end = context.article.start(one), context.article.start(_last_of(one)) + 1
        times = [when for when in context.article.mentions.times if start <= when.evidence.start < end]
        return _start(times[0]) if times else None
    return None


def _last_of(since: Token) -> Token:
    """The last word that "since" reaches: those behind a comma, a dash or another clause are another matter."""
    for one in since.doc[since.i + 1 : since.sent.end]:
        if one.is_punct and one.text in (",", ";", ":", "-", "–", "—", "(", ")"):
            return one
    return since.doc[since.sent.end - 1]


def _start(when: When) -> When:
    """When a count begins: 2021, of the open interval that "since 2021" is."""
    if not when.edtf.endswith("/..") or when.earliest is None:
        return when
    return msgspec.structs.replace(
        when, edtf=when.edtf.removesuffix("/.."), latest=_last_day(when.edtf.removesuffix("/.."), when.earliest)
    )


def _last_day(edtf: str, first: datetime.date) -> datetime.date:
    """The last day of a year, a month or a day."""
    parts = edtf.count("-")
    if parts == 0:
        return first + relativedelta(years=1, days=-1)
    return first + relativedelta(months=1, days=-1) if parts == 1 else first
