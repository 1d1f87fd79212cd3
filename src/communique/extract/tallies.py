"""Tallies: the text counts events ("his third visit", "met more than 40 times"). Not for counting them ourselves.

Whose events they are, and to whom or where, is read in ``tally_sides``; from when the count runs in ``since``.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Token

from communique.extract.acts.arguments import Match
from communique.extract.acts.domestic import is_of_one_state
from communique.extract.article import section, words
from communique.extract.context import Context
from communique.extract.moments.since import since_of
from communique.extract.numbers.tally_acts import act_of, kind_of_act, named_act, sides_of_act, verb_of_time
from communique.extract.numbers.tally_checks import is_between, is_public, is_station
from communique.extract.numbers.tally_sides import Event, Told, sides_of_tally
from communique.extract.sources.speakers import is_quoted
from communique.extract.tree import head_of, is_verb
from communique.records import ClaimType, Coded, Quantity, Status, Tally

FILE = "tallies.toml"
COUNTERS = frozenset({"amod", "nummod", "compound", "advmod", "npadvmod"})


def find_tallies(context: Context) -> Iterator[Tally]:
    """Every count of visits, meetings or agreements."""
    told, quantities = Told(context), context.article.mentions.quantities
    at_home = bool(quantities) and is_of_one_state(context)
    for quantity in quantities:
        tokens = context.article.tokens_in(quantity.evidence.start, quantity.evidence.end)
        counted = _counted(context, tokens, quantity) if tokens else None
        if at_home and (counted is None or counted[1] != ClaimType.VISIT):
            continue
        if counted is None:
            act = _of_act(context, tokens, quantity) if tokens else None
            yield from () if act is None else (act,)
            continue
        match, kind = counted
        who, to = sides_of_tally(context, match, kind, head_of(tokens), told)
        ordinal, said = not _is_number(tokens, match.trigger), is_quoted(context, match.trigger)
        if not is_public(context, who, None if is_verb(match.trigger) else told.of(match.trigger, kind)) or (
            kind in words(FILE, "ranked") and not ordinal
        ):
            continue
        if is_station(match.trigger, quantity.value, ordinal=ordinal):
            continue
        if not is_between(kind, match.trigger, (who, to), head_of(tokens)):
            continue
        yield Tally(
            id="",
            document=context.article.document.id,
            evidence=context.clause(match.clause),
            reader=context.article.reader,
            status=_held(_status(context, match, head_of(tokens), told.of(match.trigger, kind)), ordinal=ordinal),
            when=context.timing.of(match.trigger, match.light) if said else context.when(match),
            said_by=context.attribution.sources(match.clause),
            of=Coded(value=kind, evidence=context.article.evidence(match.trigger)),
            who=who,
            to=to,
            quantity=quantity,
            ordinal=ordinal,
            since=since_of(context, head_of(tokens)),
        )


def _of_act(context: Context, tokens: list[Token], quantity: Quantity) -> Tally | None:
    """The tally of an act that is neither a visit nor a meeting; None where nobody does it."""
    head = head_of(tokens)
    match = act_of(context, head, quantity)
    who, to = sides_of_act(context, match) if match is not None else ((), ())
    if match is None or not who:
        return None
    return Tally(
        id="",
        document=context.article.document.id,
        evidence=context.clause(match.clause),
        reader=context.article.reader,
        status=context.status(match, None, Status.OCCURRED),
        when=context.when(match),
        said_by=context.attribution.sources(match.clause),
        of=Coded(value=kind_of_act(match), evidence=context.article.evidence(match.trigger)),
        who=who,
        to=to,
        quantity=quantity,
        ordinal=not _is_number(tokens, match.trigger),
        since=since_of(context, head),
    )


def _counted(context: Context, tokens: list[Token], quantity: Quantity) -> tuple[Match, str] | None:
    """The match whose events are counted, and their type: a noun's, a verb's ("three times"), "the first to visit"."""
    head = head_of(tokens)
    nouns = section(FILE, "nouns")
    for one in (head, head.head):
        if one.lower_ in words(FILE, "adverbs") or one.lemma_.lower() == "time":
            verb = one.head if one.lower_ in words(FILE, "adverbs") else verb_of_time(one)
            return _of_verb(context, verb) if verb is not None else None
        counts = one.tag_.startswith("N") and (one == head or head.dep_ in COUNTERS)
        if counts and (noun := _event_of(one)).lemma_.lower() in nouns:
            return _matched(context, noun, nouns[noun.lemma_.lower()])
        ranks = head.tag_ in ("JJ", "RB") and (head.i == 0 or head.nbor(-1).lower_ != "at")
        for clause in _clauses(one) if ranks else ():
            if (found := _of_verb(context, clause)) is not None:
                return found
    return _taken_up(context, head, quantity)


def _clauses(noun: Token) -> list[Token]:
    """The clauses that say what somebody was first to do, also where the parser hangs "to visit" elsewhere."""
    behind = noun.doc[noun.i + 1 : noun.i + 3]
    found = [one for one in noun.children if one.dep_ in ("acl", "relcl")]
    return found + ([behind[1]] if [one.tag_ for one in behind] == ["TO", "VB"] and behind[1] not in found else [])


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
    """The match that a noun triggers; rounds are of talks wherever they are counted."""
    match = next((match for match in context.matches if match.trigger == noun and match.frame.type.value == kind), None)
    named = noun.lemma_.lower() in words(FILE, "always") and _is_of_talks(noun)
    if match is None and (named or noun.lemma_.lower() in words(FILE, "between") or is_quoted(context, noun)):
        match = named_act(noun)
    return (match, kind) if match is not None else None


def _is_of_talks(noun: Token) -> bool:
    """Whether the paragraph is of talks, and the noun is not said of a vote: "seven rounds", not "80 rounds at"."""
    lemmas, near = ({one.lemma_.lower() for one in where} for where in (noun.doc, noun.sent))
    if near & words(FILE, "voting") or (noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "at"):
        return False
    return bool(lemmas & words(FILE, "talking")) and all(one.lower_ != "at" or one.i < noun.i for one in noun.children)


def _of_verb(context: Context, verb: Token) -> tuple[Match, str] | None:
    """The event that is done so many times: the verb's own, or that of the noun which it carries."""
    verbs, nouns = section(FILE, "verbs"), section(FILE, "nouns")
    for match in context.matches:
        own = match.trigger == verb and match.frame.type.value == verbs.get(verb.lemma_.lower())
        carried = match.light == verb and match.frame.type.value == nouns.get(match.trigger.lemma_.lower())
        if own or carried:
            return match, match.frame.type.value
    lemma = verb.lemma_.lower()
    kind = section(FILE, "only_counted").get(lemma) or (verbs.get(lemma) if is_quoted(context, verb) else None)
    return (named_act(verb), kind) if kind is not None and (verb.lemma_ != "set" or _sets_foot(verb)) else None


def _sets_foot(verb: Token) -> bool:
    return any(one.dep_ == "dobj" and one.lower_ == "foot" for one in verb.children)


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
    ) or any(token.tag_ == "NNS" and token.lemma_.lower() in words(FILE, "sequences") for token in tokens)


def _status(context: Context, match: Match, count: Token, event: Event | None) -> Coded:
    """How far the event is that was counted: that of the visit it is told with; under way where it "is" the first."""
    ranked = count.head if count.dep_ in COUNTERS else count
    for one in (match.trigger, count, ranked):
        said = one.head if one.dep_ == "attr" else None
        if said is not None and said.tag_ == "VBZ" and all(aux.dep_ != "aux" for aux in said.children):
            return Coded(value=Status.ONGOING.value, evidence=context.article.evidence(said))
        if said is not None and any(aux.tag_ == "MD" for aux in said.children):
            return Coded(value=Status.PLANNED.value, evidence=context.article.evidence(said))
        if said is not None and said.tag_ in ("VBD", "VBN"):
            return Coded(value=Status.OCCURRED.value, evidence=context.article.evidence(said))
    told = event.status if event is not None else None
    return told or context.status(match, None, Status.OCCURRED)


def _held(status: Coded, *, ordinal: bool) -> Coded:
    """How far: rounds that were counted took place, also where the count runs on; only a rank may be under way."""
    counted = not ordinal and status.value == Status.ONGOING
    return msgspec.structs.replace(status, value=Status.OCCURRED.value) if counted else status
