"""Whom a figure concerns: whose troops or people, who gives and who gets, both sides of a trade. Not for what counts.

The parties are the states and bodies of the number's own clause; where it names fewer than two, also the owners of what
is counted, the doer and the receiver, whoever stands for them ("it", "the group"). Where nobody is found so, those of
the sentence are meant, then the sides of the article. Sums, shares and things have two parties wherever two can be
found; the dead and the wounded of a sentence that names no state are of the one that the article speaks of. (Of these
orders the best on train, ordinary and written.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from communique.extract.acts.phrases import inside_actors
from communique.extract.acts.sides import SIDES, sides_near
from communique.extract.article import words
from communique.extract.context import Context
from communique.extract.numbers.figure_counterparts import Ranking
from communique.extract.sources.attribution import unique
from communique.extract.tree import (
    agents,
    ancestors_to_verb,
    datives,
    head_of,
    is_passive,
    is_verb,
    logical_subjects,
    objects,
    prepositional,
    subjects,
)
from communique.records import EntityKind, Quantity, Reference

FILE = "figures.toml"
ACTIVE = (EntityKind.PERSON, EntityKind.STATE, EntityKind.ORGANIZATION, EntityKind.GROUP)
INSIDE = (
    "between",
    "with",
    "among",
    "of",
    "from",
    "to",
    "for",
    "by",
    "against",
    "into",
    "in",
    "on",
    "like",
    "including",
)
"""Prepositions inside a noun phrase whose objects are concerned by it."""
TOWARDS = ("to", "for", "from", "with", "between", "against", "into", "by", "toward", "towards")
"""Prepositions of a verb whose objects are concerned by what it does."""
WHERE = ("in", "at", "across", "near", "on", "over", "inside")
COUNTED_ALONE = ("people", "troops")
"""Units of which one state may have some by itself: its dead, its army (tuned on train and written)."""
HARMED = ("people", "troops")
"""Units of those to whom something happens after or amid what others do to them."""
References = tuple[Reference, ...]
DEPTH = 3
"""Nouns inside one another that are looked into."""


def parties_of(
    context: Context, tokens: Sequence[Token], quantity: Quantity, sides: tuple[Reference, ...], ranking: Ranking
) -> tuple[Reference, ...]:
    """Whom the figure of these tokens concerns; nobody where neither its sentence nor the article's sides tell."""
    head, clause = head_of(tokens), context.clause(tokens[0])
    around = states_in(context, head.sent, quantity)
    cited = {one.name for one in (*context.attribution.cited(head), *_counters(context, head))}
    known = tuple(one for one in around if one.name not in cited)
    near = _by_party(*_near(context, head, quantity))
    if quantity.unit in HARMED and not near and not known and (subject := ranking.subject(head)):
        return subject
    around = known or around
    told = around
    if len(around) >= SIDES and quantity.unit not in HARMED:
        told = states_in(context, (one for one in head.sent if not _is_aside(one, head)), quantity)
    found = tuple(one for one in told if clause.start <= one.evidence.start < clause.end and one.name not in cited)
    own = context.resolver.publisher()
    by_place = sum(not _is_place(context, one) for one in found) < SIDES
    if (by_place or own in {one.name for one in near}) and len(_public(context, near)) >= SIDES:
        found = near
    elif len(found) < SIDES:
        found = _by_party(*found, *near)
    found = _public(context, found) or around or _public(context, _people_in(context, head.sent)) or sides
    if len(found) == 1:
        found = _completed(context, head, quantity, found, around, sides, ranking)
    return ranking.narrowed(found, near) if len(found) > SIDES else found


def _completed(  # noqa: PLR0913, PLR0917 - each is one place where the other party may stand
    context: Context,
    head: Token,
    quantity: Quantity,
    found: References,
    around: References,
    sides: References,
    ranking: Ranking,
) -> References:
    """One party with the other: of the sentence, of those before it, or of the article; some counts have one alone."""
    both = _takes_two(context, head)
    alone = quantity.unit in COUNTED_ALONE or quantity.unit.lower() in words(FILE, "offices")
    if both:
        found = _with_other_side(found, around, sides)
    if len(found) == 1 and not alone:
        found = _with_other_side(found, sides_near(context, head), sides)
    if len(found) == 1 and not alone:
        found = unique((*found, *ranking.counterpart(found[0])))
    if len(found) == 1 and both:
        found = unique((*found, *context.resolver.other_party(head, found[0])))
    return found


def _is_place(context: Context, reference: Reference) -> bool:
    """Whether a state is named only by a city of its: "at a summit in Geneva"."""
    mention = context.article.mention_at(reference.evidence.start)
    head = context.article.head_of(mention) if mention is not None else None
    named = mention is not None and mention.kind is EntityKind.PLACE
    return named and head is not None and head.dep_ == "pobj" and head.head.lower_ in ("in", "at")


def _is_aside(token: Token, head: Token) -> bool:
    """Whether a word stands in an aside that only tells of the times: "after the invasion", "since the war began"."""
    above = {head, *head.ancestors}
    for one in (token, *token.ancestors):
        if one in above:
            return False
        if (one.dep_ == "advcl" and one.tag_ != "VB") or (one.dep_ == "prep" and one.lower_ in words(FILE, "asides")):
            return True
    return False


def _public(context: Context, found: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """The parties without crowds, victims ("children") and people of no known state; those who fight stay."""
    known = (one for one in found if one.kind is not EntityKind.PERSON or context.resolver.home(one) is not None)
    return tuple(one for one in known if one.kind is not EntityKind.GROUP or _fights(one))


def _fights(group: Reference) -> bool:
    return any(word in words(FILE, "fighters") for word in group.name.lower().split())


def _by_party(*found: Reference) -> tuple[Reference, ...]:
    """Each party once, a state and its officials being one."""
    return tuple({one.state or one.name: one for one in reversed(found)}.values())[::-1]


THEIRS = ("their", "them", "themselves", "they")
"""Words that stand for those counted, where these are the subject: "half a million people fled their homes"."""


def _near(context: Context, head: Token, quantity: Quantity) -> tuple[Reference, ...]:
    """Those of the number's own clause."""
    noun = _counted(head)
    owners = _of_noun(context, noun, quantity)
    verb = ancestors_to_verb(head)
    if verb is None:
        return owners
    found = unique((*_doers(context, verb, noun, quantity), *owners, *_receivers(context, verb, noun, quantity)))
    if noun in logical_subjects(verb):
        found = tuple(one for one in found if one.evidence.quote.lower() not in THEIRS)
    there = [verb.head] if verb.dep_ == "relcl" and any(one.lower_ == "where" for one in verb.children) else []
    return found or _of(context, [*prepositional(verb, WHERE), *there], quantity)


def _counted(head: Token) -> Token:
    """The noun that is counted or that the sum belongs to: "troops", "credit", the number itself."""
    noun = head
    while not noun.tag_.startswith("N") or noun.dep_ in ("compound", "nmod", "quantmod", "nummod", "amod"):
        if noun.head == noun or not (noun.head.tag_.startswith("N") or noun.head.pos_ == "NUM"):
            break
        noun = noun.head
    return noun


def _of_noun(context: Context, noun: Token, quantity: Quantity, depth: int = 0) -> tuple[Reference, ...]:
    """Whose a noun is and whom it goes to: "Italy's troops in Mali", "trade with China", "credit from the IMF"."""
    found = list(_not_currency(inside_actors(context, noun), quantity))
    for one in prepositional(noun, INSIDE):
        found += _named(context, one, quantity) or (
            _of_noun(context, one, quantity, depth + 1) if depth < DEPTH else ()
        )
    return unique(tuple(found))


def _named(context: Context, token: Token, quantity: Quantity) -> tuple[Reference, ...]:
    """Whom one token stands for as an actor, or the state of the place that it names."""
    if token.tag_ == "CD" and not _is_pair(token):
        return ()
    named = tuple(one for one in context.resolver.actor(token) if one.kind in ACTIVE)
    return _not_currency(named or context.resolver.of_place(token), quantity)


def _is_pair(token: Token) -> bool:
    """Whether it takes up those named before: "the two", "both countries"."""
    if token.tag_ == "CD":
        return any(one.lower_ == "the" for one in token.lefts)
    pointed = any(one.lower_ in words("actors.toml", "pair_words") for one in token.lefts)
    return pointed and token.tag_ == "NNS" and token.lemma_.lower() in words("actors.toml", "plurals")


def _of(context: Context, tokens: Iterable[Token], quantity: Quantity) -> tuple[Reference, ...]:
    """Whom the tokens name, or who stands inside their noun phrases."""
    found: list[Reference] = []
    for token in tokens:
        found += _named(context, token, quantity) or _of_noun(context, token, quantity)
    return unique(tuple(found))


def _doers(context: Context, verb: Token, noun: Token, quantity: Quantity) -> tuple[Reference, ...]:
    """Who gives, sends or kills: the subject or the agent, or whose trade it is that grows."""
    doers = agents(verb) if is_passive(verb) else subjects(verb)
    found = _of(context, [one for one in doers if one != noun], quantity)
    counts = verb.lemma_.lower() in words(FILE, "counting")
    return tuple(one for one in found if not counts or one.kind is not EntityKind.ORGANIZATION)


def _counters(context: Context, head: Token) -> tuple[Reference, ...]:
    """The body that only counts or estimates: "the agency counted 800 dead" is no party."""
    verbs = (one for one in head.ancestors if one.lemma_.lower() in words(FILE, "counting") and is_verb(one))
    found = (context.resolver.actors(agents(one) if is_passive(one) else subjects(one)) for one in verbs)
    return tuple(one for several in found for one in several if one.kind is EntityKind.ORGANIZATION)


def _receivers(context: Context, verb: Token, noun: Token, quantity: Quantity) -> tuple[Reference, ...]:
    """Who gets it, or whose what is counted was before it was passed on."""
    passive = logical_subjects(verb) if is_passive(verb) else []
    tokens = [*passive, *objects(verb), *datives(verb), *prepositional(verb, TOWARDS)]
    return _of(context, [one for one in tokens if one != noun], quantity)


def _not_currency(found: Iterable[Reference], quantity: Quantity) -> tuple[Reference, ...]:
    """Without the name that belongs to the sum: "U.S. $37 million"."""
    return tuple(one for one in found if not _is_currency(one.evidence.end, one.state, quantity))


def _is_currency(end: int, code: str | None, quantity: Quantity) -> bool:
    """Whether a state's name that ends there says whose currency it is: the US of "U.S. $37 million"."""
    beside = quantity.evidence.start - 1 <= end <= quantity.evidence.end
    return beside and code is not None and len(quantity.unit) == 3 and quantity.unit.startswith(code)


# Where the clause names nobody, or too few


def _takes_two(context: Context, head: Token) -> bool:
    """Whether the figure is of dealings that take two: "bilateral trade", "mutual", "turnover"."""
    dealings = [one for one in head.sent if one.lemma_.lower() in words(FILE, "mutual")]
    partners = [one for dealing in dealings for one in prepositional(dealing, ("with",))]
    unknown = bool(partners) and not any(context.article.mention_of(one) for one in partners)
    return bool(dealings) and not unknown


def _with_other_side(
    found: tuple[Reference, ...], around: tuple[Reference, ...], sides: tuple[Reference, ...]
) -> tuple[Reference, ...]:
    """The one party that is named and the only other one that can be meant."""
    known = found[0].state or found[0].name
    for others in (around, sides):
        rest = [one for one in others if (one.state or one.name) != known]
        if len(rest) == 1 and len(others) <= SIDES:
            return (*found, rest[0])
    return found


def states_in(context: Context, sentence: Iterable[Token], quantity: Quantity) -> tuple[Reference, ...]:
    """The states and bodies of the sentence; the places only where nothing else is named."""
    found: dict[str, Reference] = {}
    places: dict[str, Reference] = {}
    for token in sentence:
        mention = context.article.mention_of(token)
        if mention is None or mention.code is None or _is_currency(mention.end, mention.code, quantity):
            continue
        evidence = context.article.mention_evidence(mention)
        if mention.kind is EntityKind.ORGANIZATION:
            found.setdefault(
                mention.code, Reference(evidence=evidence, name=mention.code, kind=EntityKind.ORGANIZATION)
            )
        else:
            acts = mention.seat and token.dep_ in ("nsubj", "nsubjpass", "agent")
            home = places if mention.kind is EntityKind.PLACE and not acts else found
            home.setdefault(mention.code, context.resolver.state(mention.code, evidence))
    if len(found) < SIDES:
        found = {**places, **found} if len(found | places) <= SIDES or not found else found
    return tuple(found.values()) or _pair_in(context, sentence)


def _pair_in(context: Context, sentence: Iterable[Token]) -> tuple[Reference, ...]:
    """The two states or people that "the two countries" or "the two" of the sentence take up."""
    for token in sentence:
        found = context.resolver.actor(token) if _is_pair(token) else ()
        if len({one.state or one.name for one in found}) == SIDES:
            return found
    return ()


def _people_in(context: Context, sentence: Iterable[Token]) -> tuple[Reference, ...]:
    """The people of the sentence, where no state is named."""
    found = [mention for token in sentence if (mention := context.article.mention_of(token)) is not None]
    people = {mention.start: context.resolver.person(mention) for mention in found if mention.kind is EntityKind.PERSON}
    return tuple({person.name: person for person in people.values()}.values())
