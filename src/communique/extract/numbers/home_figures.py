"""Quantities that are no figures: home affairs, crowds, parts of a count, who is named or says it, the size of a body.

Not for what is one; that is decided in ``figures``, which asks here first. What a number is about is read from its own
words: the nouns and verbs above it and the subject of its verb, so that a word elsewhere in the sentence says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from communique.extract.acts.sides import SIDES
from communique.extract.article import words
from communique.extract.numbers.measures import is_size
from communique.extract.tree import head_of, is_verb, logical_subjects, objects
from communique.records import Quantity, Reference

FILE = "figures.toml"
PEOPLE = "people"
FEW = 10
"""Fewer countries or leaders than this are a list, not a figure (tuned on train)."""
FEWEST = 3
"""Fewer things than this are named rather than counted, where nothing is done with them."""
COUNTED_ANYWAY = (PEOPLE, "troops", "agreements", "percent", "percentage points")
DOERS = ("nsubj", "nsubjpass", "dobj", "pobj", "appos")


def is_none(head: Token, quantity: Quantity, counted: Quantity, around: tuple[Reference, ...]) -> bool:
    """Whether a number is no figure by what is counted: people who are named, in office or a crowd; home affairs."""
    if _is_listed(head, counted) or _is_in_office(head, quantity) or _is_anybody(head, counted):
        return True
    if _is_named_thing(head, counted) or _is_size_of_counted(head, counted):
        return True
    if counted.unit == PEOPLE and (_is_part(head) or _is_population(head) or _is_crowd(head, quantity, around)):
        return True
    if counted.unit in words(FILE, "percent") and _is_part_of_number(head, counted):
        return True
    return _is_of_economy(head, counted, around) or _is_amount(head, counted) or _is_distance(head, counted)


def is_money(quantity: Quantity) -> bool:
    """Whether the unit is the code of a currency."""
    return len(quantity.unit) == 3 and quantity.unit.isupper()


def is_at_home(unit: str, lemmas: set[str]) -> bool:
    """Whether the sentence is of home affairs: a share of votes, what a country produces or consumes."""
    if unit in words(FILE, "percent") and lemmas & words(FILE, "elections"):
        return True
    return bool(lemmas & words(FILE, "domestic")) and not lemmas & words(FILE, "dealings")


def is_source(head: Token) -> bool:
    """Whether those counted are who says it: "two Iraqi officials said", "according to three diplomats"."""
    noun = _noun(head)
    cites = words("speech.toml", "cites")
    if noun.dep_ == "pobj":
        return noun.head.lower_ == "to" and noun.head.head.lower_ in words("speech.toml", "according")
    return noun.dep_ == "nsubj" and noun.head.lemma_.lower() in cites


def is_few(head: Token, quantity: Quantity) -> bool:
    """Whether so few are a list, no figure; documents that are signed are counted however few they are."""
    noun = _noun(head)
    signed = noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in words(FILE, "signing")
    return quantity.value < FEW and not (signed and quantity.unit == "agreements")


def is_definite(head: Token) -> bool:
    """Whether it is the size of a body: "the 27 leaders", "all 15 members", "the world's eight richest nations"."""
    return any(
        one.lower_ in ("the", "all", "these", "those", "both") or one.dep_ == "poss" for one in _noun(head).lefts
    )


def is_level_left(tokens: Sequence[Token]) -> bool:
    """Whether it is the price or the share that something comes from, the other being told: "from 10 to 25 percent"."""
    head = head_of(tokens)
    link = head.head
    if head.dep_ != "pobj" or link.lower_ != "from" or link.i > tokens[0].i or tokens[-1].tag_ == "NNS":
        return False
    rest = head.doc[tokens[-1].i + 1 : tokens[-1].i + 1 + REACH]
    return any(one.lower_ == "to" and one.i + 1 < len(one.doc) and _is_sum(one.doc[one.i + 1]) for one in rest[:1])


REACH = 2
"""Words behind the number in which "to" still belongs to it."""


def _is_sum(token: Token) -> bool:
    return token.like_num or token.tag_ == "$" or token.text[0].isdigit()


# Who is counted


def _noun(head: Token) -> Token:
    return head if head.tag_.startswith("N") else head.head


def _is_listed(head: Token, quantity: Quantity) -> bool:
    """Whether those counted are named or meet: "three ministers, A, B and C", "two of the leaders", "one of the"."""
    following = head.nbor() if head.i + 1 < len(head.doc) else None
    if quantity.value == 1 and following is not None and following.lower_ == "of":
        return True
    if quantity.unit != PEOPLE or quantity.value >= FEW:
        return False
    if _is_idle(head):
        return True
    return any(one.dep_ == "appos" for one in _noun(head).children)


def _is_idle(head: Token) -> bool:
    """Whether to so few nothing happens: they neither come to harm nor are sent, kept or sent away."""
    verb = next((one for one in _noun(head).ancestors if is_verb(one)), None)
    moved = verb is not None and verb.lemma_.lower() in words(FILE, "moving")
    return not moved and not _is_harmed(head)


def _is_harmed(head: Token) -> bool:
    """Whether something befalls those counted, by what stands above them and in their own phrase."""
    said = (one for verb in head.ancestors for one in verb.children if one.dep_ in ("acomp", "oprd"))
    own = (*_noun(head).subtree, *head.ancestors, *said)
    return any(one.lemma_.lower() in words(FILE, "harm") for one in own)


def _is_in_office(head: Token, quantity: Quantity) -> bool:
    """Whether those counted are few of an office, or all of it: "three ministers", "the 27 foreign ministers"."""
    if quantity.unit.lower() not in words(FILE, "offices") or _is_harmed(head):
        return False
    return quantity.value < FEW or is_definite(head)


def _is_anybody(head: Token, quantity: Quantity) -> bool:
    """Whether only one person is spoken of, to whom nothing happens: "one diplomat sighed", "if one is fussy"."""
    if quantity.unit != PEOPLE or quantity.value != 1:
        return False
    alone = head.lower_ == "one" and head.dep_ == "nsubj" and not any(True for _ in head.children)
    if alone and head.head.tag_ in ("VBZ", "VBP", "VB"):
        return head.head.lemma_.lower() not in words(FILE, "harm")
    return not _is_harmed(head)


def _is_named_thing(head: Token, quantity: Quantity) -> bool:
    """Whether one or two things are only spoken of, nobody giving, taking or firing them.

    "in two clinics", "a row over two planes", "two jets shot down a third", "the first of two ships".
    """
    if quantity.value >= FEWEST or is_money(quantity) or quantity.unit.lower() in COUNTED_ANYWAY:
        return False
    noun = _noun(head)
    if noun.dep_ != "pobj":
        return noun.dep_ == "nsubj" and noun.head.pos_ == "VERB"
    return noun.head.lower_ != "of" or noun.head.head.lower_ in words(FILE, "ranks")


def _is_size_of_counted(head: Token, quantity: Quantity) -> bool:
    """Whether it only says of what those are that a number before counts: "troops from 50 countries"."""
    noun = _noun(head)
    if is_money(quantity) or quantity.unit in words(FILE, "percent") or noun.dep_ != "pobj":
        return False
    link, counted = noun.head, noun.head.head
    if link.lower_ not in ("of", "from") or not counted.tag_.startswith("N") or is_size(counted):
        return False
    return any(one.dep_ == "nummod" and one.like_num and one.i < link.i for one in counted.lefts)


def _is_part(head: Token) -> bool:
    """Whether it is part of a count told before: "638 people, including 43 policemen", "three children among them"."""
    noun = _noun(head)
    if noun.dep_ == "pobj" and noun.head.lower_ in words(FILE, "parting"):
        return any(one.like_num for one in noun.doc[noun.sent.start : noun.head.i])
    behind = [one.lower_ for one in noun.doc[noun.i + 1 : noun.i + 3]]
    return behind == ["among", "them"]


def _is_part_of_number(head: Token, quantity: Quantity) -> bool:
    """Whether a fraction in words is of a number told before: "half of it", "a third of the sum"."""
    if any(one.isdigit() for one in quantity.evidence.quote):
        return False
    inner = (two for one in head.children if one.lower_ == "of" for two in one.children if two.dep_ == "pobj")
    return any(one.lemma_.lower() in words(FILE, "told_before") for one in inner)


def _is_population(head: Token) -> bool:
    """Whether it says how many live somewhere: "a state of six million people", "the island's 1,700 inhabitants"."""
    noun = _noun(head)
    if noun.lemma_.lower() in words(FILE, "dwellers") and not any(one.dep_ in ("acl", "relcl") for one in noun.rights):
        return any(one.dep_ == "poss" for one in noun.lefts)
    link = noun.head
    return noun.dep_ == "pobj" and link.lower_ in ("of", "to") and link.head.lemma_.lower() in words(FILE, "lands")


def _is_crowd(head: Token, quantity: Quantity, around: tuple[Reference, ...]) -> bool:
    """Whether those counted only come along, watch, vote or meet, or are at work in one country."""
    noun = _noun(head)
    if noun.dep_ not in DOERS and noun.dep_ != "conj":
        return False
    verb = next((one for one in noun.ancestors if is_verb(one)), None)
    beside = noun.head if noun.dep_ == "conj" else noun
    if verb is None or verb not in (beside.head, beside.head.head) or _is_harmed(head):
        return False
    studies = any(one.lemma_.lower() in words(FILE, "studying") for one in objects(verb))
    if verb.lemma_.lower() in words(FILE, "crowding") and not studies:
        return True
    at_work = quantity.unit.lower() in words(FILE, "staff") and verb.lemma_.lower() in words(FILE, "working")
    return at_work and len(around) < SIDES


def _is_distance(head: Token, quantity: Quantity) -> bool:
    """Whether it only says how far something is or somebody went: "15 miles off the coast", "walked 500 miles"."""
    if quantity.unit.lower() not in words(FILE, "lengths"):
        return False
    noun = _noun(head)
    behind = noun.doc[noun.i + 1 : noun.i + 6]
    stop = next((one.i for one in behind if one.text not in "()" and not one.like_num), None)
    follows = stop is not None and noun.doc[stop].lower_ in words(FILE, "directions")
    verb = next((one for one in noun.ancestors if is_verb(one)), None)
    went = verb is not None and verb.lemma_.lower() in words(FILE, "covering")
    flown = any(one.lemma_.lower() in words(FILE, "flying") for one in noun.sent)
    return follows or (not flown and (went or noun.dep_ in ("npadvmod", "compound", "nmod")))


# Home affairs


def _about(head: Token) -> Iterator[Token]:
    """What a number is about: the nouns above it up to its verb, and the subject or the object of that verb."""
    verb = None
    for one in (head, *head.ancestors):
        if is_verb(one) or one.pos_ == "AUX":
            verb = one
            break
        yield one
    if verb is None:
        return
    for one in (*logical_subjects(verb), *objects(verb)):
        if one.i < head.i:
            yield one
            yield from (low for low in one.lefts if low.dep_ in ("compound", "amod", "nmod"))
            yield from (two for low in one.children if low.lower_ == "of" for two in low.children)


def _is_of_economy(head: Token, quantity: Quantity, around: tuple[Reference, ...]) -> bool:
    """Whether it is of a market or an economy by itself: what shares, prices, output or the people's wages come to."""
    told = [one for one in _about(head) if one != head or not is_money(quantity)]
    lemmas = {one.lemma_.lower() for one in told} | {one.lower_ for one in told}
    if lemmas & (words(FILE, "dealings") | words(FILE, "mutual")) or quantity.unit == PEOPLE:
        return False
    if lemmas & words(FILE, "prices") and len(around) < SIDES:
        return True
    return bool(lemmas & words(FILE, "economy")) or _is_output(head, quantity)


def _is_output(head: Token, quantity: Quantity) -> bool:
    """Whether it is the share that a plant or a country makes: "produces 40 percent of the country's electricity"."""
    verb = next((one for one in head.ancestors if is_verb(one)), None)
    shares = quantity.unit in words(FILE, "percent")
    return shares and verb is not None and verb.lemma_.lower() in words(FILE, "making")


def _is_amount(head: Token, quantity: Quantity) -> bool:
    """Whether it is the sum of one contract, which the agreement tells: "a contract worth 1.2 billion euros"."""
    if not is_money(quantity):
        return False
    noun = next((one for one in (head, *head.ancestors) if one.tag_ in ("NN", "NNS") and not is_size(one)), None)
    if noun is None or is_verb(noun):
        return False
    return noun.tag_ == "NN" and noun.lemma_.lower() in words(FILE, "contracts")
